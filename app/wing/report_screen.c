#include "wing/report_screen.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/zone.h"
#include "cli/print.h"
#include "view/doc.h"

static const char sum_name[] = "_sum"; /* no column is called so */

struct report_screen {
	struct cli *cli;
	int64_t limit;
	const struct report_ask *ask;
	struct print_list list;
	struct print_column col[REPORT_COLUMNS_MAX + 1];
	int column[REPORT_COLUMNS_MAX], ncolumns;
	int64_t rows;
};

static enum ink row_ink(struct cli *cli, const struct node *row)
{
	(void)cli;
	return node_known(row, sum_name) ? INK_STRONG : INK_PLAIN;
}

static unsigned flags_of(const struct report_column *c)
{
	unsigned flags = c->flags & REPORT_EXTRA ? PRINT_EXTRA : 0;

	if (c->kind == REPORT_TEXT || c->kind == REPORT_CODE)
		return c->flags & REPORT_WHOLE ? flags : flags | PRINT_CUT;
	return c->kind == REPORT_DAY || c->kind == REPORT_TIME || c->kind == REPORT_CURRENCY
		       ? flags
		       : flags | PRINT_RIGHT;
}

static char *upper(struct arena *a, const char *text)
{
	char *s = arena_strdup(a, text);

	for (char *p = s; *p; p++)
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
	return s;
}

static int screen_begin(void *out, const struct report_ask *ask, struct err *err)
{
	struct report_screen *s = out;
	struct cli *cli = s->cli;
	const struct report *r = ask->report;

	(void)err;
	s->ask = ask;
	s->rows = 0;
	s->ncolumns = 0;
	for (int i = 0; i < r->ncolumns; i++) {
		const struct report_column *c = &r->column[i];

		if (c->flags & (REPORT_HIDDEN | REPORT_FILE))
			continue;
		s->col[s->ncolumns] =
			(struct print_column){ .title = upper(&cli->arena, c->heading),
					       .path = c->name,
					       .flags = flags_of(c),
					       .ink = row_ink };
		s->column[s->ncolumns++] = i;
	}
	s->col[s->ncolumns] = (struct print_column){ .title = NULL };
	print_title(cli, r->title);
	if (ask->said)
		print_para(cli, 0, INK_DIM, ask->said);
	print_blank(cli);
	print_list_begin(&s->list, cli, s->col);
	return 0;
}

/* The row in words; with a table's own ways of cutting and aligning. */
static int screen_row(void *out, const struct node *row, struct err *err)
{
	struct report_screen *s = out;
	struct cli *cli = s->cli;
	struct arena_mark mark = arena_mark(&cli->arena);
	struct node *said;

	(void)err;
	if (s->limit && s->rows++ >= s->limit)
		return 0;
	said = node_root(&cli->arena);
	for (int i = 0; i < s->ncolumns; i++)
		node_text(&cli->arena, said, s->col[i].path,
			  report_said(&cli->arena, s->ask->report, s->column[i], row,
				      cli->moment.zone));
	print_list_row(&s->list, said);
	arena_rewind(&cli->arena, mark);
	return 0;
}

/* The sums of one currency, below the columns that they add up. */
static void sum_row(struct report_screen *s, const struct report_total *t)
{
	struct arena *a = &s->cli->arena;
	const struct report *r = s->ask->report;
	struct node *said = node_root(a);
	char text[MONEY_TEXT];

	for (int i = 0; i < s->ncolumns; i++) {
		const struct report_column *c = &r->column[s->column[i]];
		struct money m = { .cents = t->sum[s->column[i]] };
		const char *word = i == 0 ? "in all" : "";

		memcpy(m.currency, t->currency, sizeof m.currency);
		if (c->kind == REPORT_CURRENCY && *t->currency)
			word = t->currency;
		else if (t->any[s->column[i]] && c->kind == REPORT_MONEY)
			word = arena_strdup(a, money_amount(text, &m));
		else if (t->any[s->column[i]])
			word = arena_printf(a, "%" PRId64, m.cents);
		node_text(a, said, c->name, word);
	}
	node_text(a, said, sum_name, "yes");
	print_list_row(&s->list, said);
}

static bool has_sums(const struct report *r)
{
	for (int i = 0; i < r->ncolumns; i++)
		if (r->column[i].flags & REPORT_SUM && !(r->column[i].flags & REPORT_FILE))
			return true;
	return false;
}

static int screen_end(void *out, const struct report_totals *totals, struct err *err)
{
	struct report_screen *s = out;
	struct cli *cli = s->cli;
	int64_t shown = totals->rows;

	(void)err;
	if (s->limit && shown > s->limit)
		shown = s->limit;
	for (int i = 0; i < totals->n && totals->rows > 1 && has_sums(s->ask->report); i++)
		sum_row(s, &totals->of[i]);
	print_list_end(&s->list, totals->rows, NULL, NULL);
	if (!totals->rows)
		print_line(cli, INK_DIM, "Nothing to show.");
	else if (shown < totals->rows)
		print_line(cli, INK_DIM,
			   arena_printf(&cli->arena,
					"%" PRId64 " of %" PRId64 " lines shown: --limit 0 for all",
					shown, totals->rows));
	return 0;
}

const struct report_maker report_screen_maker = { screen_begin, screen_row, screen_end };

void report_screen_open(struct report_screen **out, struct cli *cli, int64_t limit)
{
	struct report_screen *s = arena_alloc(&cli->arena, sizeof *s);

	s->cli = cli;
	s->limit = limit;
	*out = s;
}

/* What a table on the way to an error holds must not be lost, nor leak. */
void report_screen_close(struct report_screen *s, bool good)
{
	if (!good && s->list.table)
		print_list_end(&s->list, 0, NULL, NULL);
}
