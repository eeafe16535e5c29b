#include "report/report_out.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "view/doc.h"

enum { BUFFER_MAX = 64 << 20, FLUSH_BYTES = 64 * 1024 };

static int flush(struct buf *b, FILE *to, struct err *err)
{
	if (buf_check(b, "one line of the report", err) < 0)
		return -1;
	if (fwrite(b->at, 1, b->len, to) != b->len)
		return err_set_errno(err, ERR_FAILED, "cannot write the report");
	buf_clear(b);
	return 0;
}

static int flush_some(struct buf *b, FILE *to, struct err *err)
{
	return b->len < FLUSH_BYTES && !b->full ? 0 : flush(b, to, err);
}

/* --- CSV --- */

struct report_csv {
	struct buf buf;
	struct arena arena; /* of the row at hand */
	FILE *to;
	enum csv_flavour flavour;
	const struct moment *moment;
	const struct report *report;
};

void report_csv_open(struct report_csv **out, FILE *to, enum csv_flavour flavour,
		     const struct moment *moment)
{
	struct report_csv *c = calloc(1, sizeof *c);

	if (!c)
		out_of_memory();
	buf_init(&c->buf, BUFFER_MAX);
	c->to = to;
	c->flavour = flavour;
	c->moment = moment;
	*out = c;
}

int report_csv_close(struct report_csv *c, struct err *err)
{
	int rc = flush(&c->buf, c->to, err);

	buf_release(&c->buf);
	arena_release(&c->arena);
	free(c);
	return rc;
}

static bool in_file(const struct report_csv *c, const struct report_column *col)
{
	return c->flavour == CSV_FOR_EXCEL || !(col->flags & REPORT_HIDDEN);
}

static int csv_begin(void *out, const struct report_ask *ask, struct err *err)
{
	struct report_csv *c = out;
	const struct report *r = ask->report;
	bool first = true;

	c->report = r;
	if (c->flavour == CSV_FOR_EXCEL)
		buf_puts(&c->buf, "\xEF\xBB\xBF");
	for (int i = 0; i < r->ncolumns; i++) {
		const struct report_column *col = &r->column[i];
		const char *name = c->flavour == CSV_FOR_EXCEL ? col->heading : col->name;

		if (!in_file(c, col))
			continue;
		if (col->kind == REPORT_MONEY && c->flavour == CSV_FOR_MACHINES) {
			csv_put(&c->buf, arena_printf(&c->arena, "%s.amount", name), c->flavour,
				first);
			name = arena_printf(&c->arena, "%s.currency", name);
			first = false;
		}
		csv_put(&c->buf, name, c->flavour, first);
		first = false;
	}
	csv_end_row(&c->buf);
	return flush_some(&c->buf, c->to, err);
}

static const char *machine_text(struct arena *a, const struct node *n)
{
	char day[DAY_TEXT], at[INSTANT_TEXT], money[MONEY_TEXT];

	switch (n->type) {
	case NODE_TEXT:
		return n->text;
	case NODE_INT:
		return arena_printf(a, "%lld", (long long)n->number);
	case NODE_DAY:
		return arena_strdup(a, day_text(day, n->day));
	case NODE_INSTANT:
		return arena_strdup(a, instant_text(at, n->at));
	case NODE_MONEY:
		return arena_strdup(a, money_amount(money, &n->money));
	default:
		return NULL;
	}
}

/* Money without its currency, which has a column: a number to reckon with. */
static const char *excel_text(struct report_csv *c, int column, const struct node *row,
			      const struct node *n)
{
	return n->type == NODE_MONEY
		       ? machine_text(&c->arena, n)
		       : report_said(&c->arena, c->report, column, row, c->moment->zone);
}

static int csv_row(void *out, const struct node *row, struct err *err)
{
	struct report_csv *c = out;
	struct arena_mark mark = arena_mark(&c->arena);
	const struct node *n = row->first;
	bool first = true;

	for (int i = 0; i < c->report->ncolumns; i++, n = n->next) {
		const struct report_column *col = &c->report->column[i];

		if (!in_file(c, col))
			continue;
		csv_put(&c->buf,
			c->flavour == CSV_FOR_EXCEL ? excel_text(c, i, row, n)
						    : machine_text(&c->arena, n),
			c->flavour, first);
		if (col->kind == REPORT_MONEY && c->flavour == CSV_FOR_MACHINES)
			csv_put(&c->buf, n->type == NODE_MONEY ? n->money.currency : NULL,
				c->flavour, false);
		first = false;
	}
	csv_end_row(&c->buf);
	arena_rewind(&c->arena, mark);
	return flush_some(&c->buf, c->to, err);
}

static int csv_end(void *out, const struct report_totals *totals, struct err *err)
{
	struct report_csv *c = out;

	(void)totals;
	return flush_some(&c->buf, c->to, err);
}

const struct report_maker report_csv_maker = { csv_begin, csv_row, csv_end };

/* --- JSON --- */

struct report_json {
	struct buf buf;
	struct arena arena;
	struct json_out json;
	FILE *to;
	struct report_cover cover;
	const struct report_ask *ask; /* the report at hand */
	int64_t rows;
	int reports;
	bool in_report;
};

static void begin_items(struct report_json *j)
{
	json_begin_object(&j->json);
	json_name(&j->json, "items");
	json_begin_array(&j->json);
}

/* Ends the array and the object, with what stands beside the items. */
static void end_items(struct report_json *j, int64_t count, const struct node *more,
		      const struct err *failed)
{
	json_end_array(&j->json);
	json_name(&j->json, "count");
	json_number(&j->json, count);
	for (const struct node *n = more ? more->first : NULL; n; n = n->next) {
		json_name(&j->json, n->name);
		node_json(&j->json, n);
	}
	if (failed) {
		json_name(&j->json, "error");
		json_begin_object(&j->json);
		json_name(&j->json, "code");
		json_text(&j->json, err_name(failed->code));
		json_name(&j->json, "message");
		json_text(&j->json, failed->text);
		json_end_object(&j->json);
	}
	json_end_object(&j->json);
}

void report_json_open(struct report_json **out, FILE *to, const struct report_cover *cover)
{
	struct report_json *j = calloc(1, sizeof *j);

	if (!j)
		out_of_memory();
	buf_init(&j->buf, BUFFER_MAX);
	json_out_init(&j->json, &j->buf, true);
	j->to = to;
	j->cover = *cover;
	if (cover->board)
		begin_items(j);
	*out = j;
}

static int json_begin(void *out, const struct report_ask *ask, struct err *err)
{
	struct report_json *j = out;

	j->ask = ask;
	j->rows = 0;
	j->in_report = true;
	begin_items(j);
	return flush_some(&j->buf, j->to, err);
}

static int json_row(void *out, const struct node *row, struct err *err)
{
	struct report_json *j = out;

	j->rows++;
	node_json(&j->json, row);
	return flush_some(&j->buf, j->to, err);
}

static int json_end(void *out, const struct report_totals *totals, struct err *err)
{
	struct report_json *j = out;

	end_items(j, j->rows, report_more(&j->arena, j->ask, totals, j->cover.moment), NULL);
	j->in_report = false;
	j->reports++;
	return flush_some(&j->buf, j->to, err);
}

const struct report_maker report_json_maker = { json_begin, json_row, json_end };

int report_json_close(struct report_json *j, const struct err *failed, struct err *err)
{
	static const struct report_totals none;
	struct node *more = NULL;
	int rc;

	if (j->in_report)
		end_items(j, j->rows, NULL, j->cover.board ? NULL : failed);
	if (j->cover.board) {
		more = report_more(&j->arena, j->cover.whole, &none, j->cover.moment);
		end_items(j, j->reports + j->in_report, more, failed);
	}
	buf_putc(&j->buf, '\n');
	rc = flush(&j->buf, j->to, err);
	buf_release(&j->buf);
	arena_release(&j->arena);
	free(j);
	return rc;
}
