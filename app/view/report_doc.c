#include "view/report_doc.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/zone.h"
#include "store/report_db.h"
#include "view/doc.h"

#define TIME_END INT64_C(32503680000) /* 3000-01-01 */

const char report_too_few[] = "too few to say";

struct reporter {
	struct report_db *db;
	const struct moment *moment;
	struct arena arena; /* of the row at hand */
};

int reporter_open(struct reporter **out, const char *desk_path, const struct moment *moment,
		  const struct report_limits *limits, struct err *err)
{
	struct reporter *rep = calloc(1, sizeof *rep);

	if (!rep)
		out_of_memory();
	rep->moment = moment;
	if (report_db_open(&rep->db, desk_path, moment->zone, limits, err) < 0) {
		free(rep);
		return -1;
	}
	*out = rep;
	return 0;
}

void reporter_close(struct reporter *rep)
{
	if (!rep)
		return;
	report_db_close(rep->db);
	arena_release(&rep->arena);
	free(rep);
}

/* --- one row --- */

static int wrong_value(const struct report *r, int column, int64_t row, struct err *err)
{
	const struct report_column *c = &r->column[column];

	return err_set(err, ERR_INPUT,
		       "%s:%d: row %" PRId64 " has something in column '%s' that is not of the "
		       "kind %s: give another kind, or mend the SELECT",
		       r->path, c->line, row, c->name, report_kind_names[c->kind]);
}

/* Whole numbers; a computed one is rounded. */
static bool whole(int64_t *out, struct report_db *db, int column)
{
	double real;

	switch (report_db_type(db, column)) {
	case REPORT_INT:
		*out = report_db_get_int(db, column);
		return true;
	case REPORT_REAL:
		real = round(report_db_get_real(db, column));
		if (!(fabs(real) < 9e15))
			return false;
		*out = (int64_t)real;
		return true;
	default:
		return false;
	}
}

static bool put_number(struct arena *a, struct node *row, const struct report_column *c,
		       int64_t number)
{
	char text[DAY_TEXT];

	switch (c->kind) {
	case REPORT_DAY:
		if (number <= INT32_MIN || number > INT32_MAX || !*day_text(text, (daynum)number))
			return false;
		node_day(a, row, c->name, (daynum)number);
		return true;
	case REPORT_TIME:
		if (number <= -TIME_END || number >= TIME_END)
			return false;
		node_instant(a, row, c->name, number);
		return true;
	default:
		node_int(a, row, c->name, number);
		return true;
	}
}

/* Read where the currency stands, before or behind the sum. */
static bool put_money(struct arena *a, struct node *row, struct report_db *db,
		      const struct report_column *c, int64_t cents)
{
	struct money m = { .cents = cents };
	const char *code;

	if (report_db_type(db, c->of_at) != REPORT_STRING)
		return false;
	code = report_db_get_text(db, c->of_at);
	if (!currency_known(code))
		return false;
	memcpy(m.currency, code, sizeof m.currency);
	node_money(a, row, c->name, &m);
	return true;
}

/* Of fewer than REPORT_RATE_MIN there is no rate. */
static void put_percent(struct arena *a, struct node *row, struct report_db *db,
			const struct report_column *c, int64_t percent)
{
	int64_t n;

	if (whole(&n, db, c->of_at) && n >= REPORT_RATE_MIN)
		node_int(a, row, c->name, percent);
	else
		node_null(a, row, c->name);
}

static bool put_text(struct arena *a, struct node *row, struct report_db *db, int column,
		     const struct report_column *c)
{
	if (report_db_type(db, column) != REPORT_STRING)
		return false;
	node_text(a, row, c->name, arena_strdup(a, report_db_get_text(db, column)));
	return true;
}

static bool put_cell(struct arena *a, struct node *row, struct report_db *db,
		     const struct report *r, int column)
{
	const struct report_column *c = &r->column[column];
	int64_t number;

	if (report_db_type(db, column) == REPORT_NULL) {
		node_null(a, row, c->name);
		return true;
	}
	if (c->kind == REPORT_TEXT || c->kind == REPORT_CODE || c->kind == REPORT_CURRENCY)
		return put_text(a, row, db, column, c);
	if (!whole(&number, db, column))
		return false;
	if (c->kind == REPORT_MONEY)
		return put_money(a, row, db, c, number);
	if (c->kind == REPORT_PERCENT)
		put_percent(a, row, db, c, number);
	else
		return put_number(a, row, c, number);
	return true;
}

/* --- sums --- */

static struct report_total *total_of(struct report_totals *t, const char *currency)
{
	for (int i = 0; i < t->n; i++)
		if (!strcmp(t->of[i].currency, currency))
			return &t->of[i];
	if (t->n == REPORT_TOTALS_MAX)
		return NULL;
	t->of[t->n] = (struct report_total){ .rows = 0 };
	memcpy(t->of[t->n].currency, currency, strlen(currency) + 1);
	return &t->of[t->n++];
}

static const char *row_currency(const struct report *r, const struct node *row)
{
	const int column = report_currency_column(r);
	const char *code = column < 0 ? NULL : node_str(row, r->column[column].name);

	return currency_known(code) ? code : "";
}

static int add_up(struct report_totals *t, const struct report *r, const struct node *row,
		  struct err *err)
{
	const char *own = row_currency(r, row);
	struct report_total *line = total_of(t, own);
	const struct node *n = row->first;

	for (int i = 0; line && i < r->ncolumns; i++, n = n->next) {
		struct report_total *to = line;

		if (!(r->column[i].flags & REPORT_SUM) || n->type == NODE_NULL)
			continue;
		if (n->type == NODE_MONEY && strcmp(n->money.currency, own) != 0)
			to = total_of(t, n->money.currency);
		if (!to)
			break;
		to->any[i] = true;
		if (__builtin_add_overflow(to->sum[i],
					   n->type == NODE_MONEY ? n->money.cents : n->number,
					   &to->sum[i]))
			return err_set(err, ERR_INPUT, "%s:%d: the sum of '%s' is too large",
				       r->path, r->column[i].line, r->column[i].name);
	}
	if (line)
		line->rows++;
	t->rows++;
	return 0;
}

/* --- all rows --- */

static void bind(struct reporter *rep, const struct report_ask *ask)
{
	report_db_int(rep->db, "today", rep->moment->today);
	report_db_int(rep->db, "now", rep->moment->now);
	for (const struct node *n = ask->given->first; n; n = n->next) {
		if (n->type == NODE_TEXT)
			report_db_text(rep->db, n->name, n->text);
		else if (n->type == NODE_DAY)
			report_db_int(rep->db, n->name, n->day);
		else if (n->type == NODE_INT)
			report_db_int(rep->db, n->name, n->number);
	}
}

int report_rows(struct report_totals *totals, struct reporter *rep, const struct report_ask *ask,
		report_each *each, void *payload, struct err *err)
{
	const struct report *r = ask->report;
	struct arena_mark mark = arena_mark(&rep->arena);
	int rc;

	*totals = (struct report_totals){ .rows = 0 };
	if (report_db_begin(rep->db, r, err) < 0)
		return -1;
	bind(rep, ask);
	while ((rc = report_db_step(rep->db, err)) > 0) {
		struct node *row = node_root(&rep->arena);

		for (int i = 0; i < r->ncolumns; i++)
			if (!put_cell(&rep->arena, row, rep->db, r, i))
				return wrong_value(r, i, totals->rows + 1, err);
		if (add_up(totals, r, row, err) < 0 || each(payload, row, err) < 0)
			return -1;
		arena_rewind(&rep->arena, mark);
	}
	return rc;
}

/* --- words --- */

static const char *with_blanks(struct arena *a, const char *code)
{
	char *s = arena_strdup(a, code);

	for (char *p = s; *p; p++)
		*p = *p == '_' ? ' ' : *p;
	return s;
}

static bool has_own_column(const struct report *r, int currency)
{
	return !(r->column[currency].flags & (REPORT_HIDDEN | REPORT_FILE));
}

bool report_is_too_few(const struct report *r, int column, const struct node *row)
{
	const struct report_column *c = &r->column[column];
	int64_t n;

	if (c->kind != REPORT_PERCENT)
		return false;
	n = node_num(row, c->of);
	return n > 0 && n < REPORT_RATE_MIN;
}

const char *report_said(struct arena *a, const struct report *r, int column, const struct node *row,
			const struct zone *zone)
{
	const struct report_column *c = &r->column[column];
	const struct node *n = node_get(row, c->name);
	char text[MONEY_TEXT], at[32], day[DAY_TEXT];

	switch (n->type) {
	case NODE_TEXT:
		return c->kind == REPORT_CODE ? with_blanks(a, n->text) : n->text;
	case NODE_INT:
		return arena_printf(a, c->kind == REPORT_PERCENT ? "%" PRId64 " %%" : "%" PRId64,
				    n->number);
	case NODE_DAY:
		return arena_strdup(a, day_text(day, n->day));
	case NODE_INSTANT:
		return arena_strdup(a, zone_text(at, zone, n->at));
	case NODE_MONEY:
		return arena_strdup(a, has_own_column(r, c->of_at) ? money_amount(text, &n->money)
								   : money_text(text, &n->money));
	default:
		break;
	}
	return report_is_too_few(r, column, row) ? report_too_few : NULL;
}

/* --- what stands beside the rows --- */

void report_totals_node(struct arena *a, struct node *parent, const struct report *r,
			const struct report_totals *totals)
{
	struct node *list = node_list(a, parent, "totals");

	for (int i = 0; i < totals->n; i++) {
		const struct report_total *t = &totals->of[i];
		struct node *n = node_map(a, list, NULL);

		node_text(a, n, "currency", *t->currency ? t->currency : NULL);
		node_int(a, n, "rows", t->rows);
		for (int k = 0; k < r->ncolumns; k++) {
			struct money m = { .cents = t->sum[k] };

			if (!(r->column[k].flags & REPORT_SUM))
				continue;
			memcpy(m.currency, t->currency, sizeof m.currency);
			if (!t->any[k])
				node_null(a, n, r->column[k].name);
			else if (r->column[k].kind == REPORT_MONEY)
				node_money(a, n, r->column[k].name, &m);
			else
				node_int(a, n, r->column[k].name, t->sum[k]);
		}
	}
}

struct node *report_more(struct arena *a, const struct report_ask *ask,
			 const struct report_totals *totals, const struct moment *moment)
{
	const struct report *r = ask->report;
	struct node *more = node_root(a), *sub;

	node_text(a, more, "name", r->name);
	node_text(a, more, "title", r->title);
	node_text(a, more, "about", r->about);
	node_day(a, more, "today", moment->today);
	sub = node_map(a, more, "parameters");
	*sub = *ask->given;
	sub->name = "parameters";
	sub->next = NULL;
	sub = node_list(a, more, "columns");
	for (int i = 0; i < r->ncolumns; i++) {
		const struct report_column *c = &r->column[i];
		struct node *n = node_map(a, sub, NULL);

		node_text(a, n, "name", c->name);
		node_text(a, n, "heading", c->heading);
		node_text(a, n, "kind", report_kind_names[c->kind]);
		node_text(a, n, "of", c->of);
	}
	report_totals_node(a, more, r, totals);
	return more;
}
