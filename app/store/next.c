#include "store/next.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/internal.h"
#include "store/next_sql.h"

const char *const next_kind_names[NEXT_NVALUES] = {
	[NEXT_PROMISE] = "promise",     [NEXT_WINDOW] = "window",   [NEXT_OPENING] = "opening",
	[NEXT_FACT] = "fact",           [NEXT_REQUEST] = "request", [NEXT_ANSWER] = "answer",
	[NEXT_NO_RECORD] = "no_record", [NEXT_INFO] = "info",       [NEXT_APPEAL] = "appeal",
	[NEXT_PAYMENT] = "payment",     [NEXT_DUTY] = "duty",       [NEXT_POLLS] = "polls",
	[NEXT_HOLD] = "hold",           [NEXT_HISTORY] = "history",
};

bool next_may_rest(enum next_kind kind)
{
	return kind != NEXT_WINDOW && kind != NEXT_APPEAL;
}

/* One reading of the list. */
struct walk {
	struct snap *snap;
	struct arena *arena;
	const struct next_query *query;
	struct next_row *row;
	int n, room;
	int ripe; /* rows of the bands that were read so far */
};

static void bind(struct stmt *st, const struct walk *w, const struct next_question *q, int first,
		 int last)
{
	const struct next_query *query = w->query;

	stmt_int(st, 1, query->today + first);
	stmt_int(st, 2, query->today + last);
	stmt_int(st, 3, query->today);
	stmt_text(st, 4, query->owner);
	stmt_text(st, 5, query->client);
	stmt_int(st, 7, query->all);
	stmt_text(st, 8, q->what);
	if (query->casefile_id)
		stmt_int(st, 9, query->casefile_id);
	else
		stmt_null(st, 9);
}

static daynum day_at(struct stmt *st, int col)
{
	return stmt_type(st, col) == CELL_NULL ? DAY_NONE : (daynum)stmt_get_int(st, col);
}

static struct money money_at(struct stmt *st, int col)
{
	struct money m = MONEY_NONE;
	const char *currency = stmt_get_text(st, col + 1);

	if (stmt_type(st, col) == CELL_NULL || !currency)
		return m;
	m.cents = stmt_get_int(st, col);
	memccpy(m.currency, currency, 0, sizeof m.currency - 1);
	return m;
}

/* What was bought or declared covers more than what is included, never less. */
static struct money cover_of(struct stmt *st)
{
	struct money cap = money_at(st, NEXT_COL_CAP), insured = money_at(st, NEXT_COL_INSURED);
	struct money cover = money_at(st, NEXT_COL_COVER);

	if (money_known(&cap))
		return cap;
	if (!money_known(&cover))
		return insured;
	return !strcmp(insured.currency, cover.currency) && insured.cents > cover.cents ? insured
											: cover;
}

static struct money at_risk(struct stmt *st, enum next_kind kind, const char *what)
{
	struct stake s = {
		.value = money_at(st, NEXT_COL_VALUE),
		.asked = money_at(st, NEXT_COL_ASKED),
		.approved = money_at(st, NEXT_COL_APPROVED),
		.cover = cover_of(st),
		.paid = money_at(st, NEXT_COL_PAID),
	};

	if (kind == NEXT_HOLD) /* keeping them longer loses nothing */
		return MONEY_NONE;
	if (kind == NEXT_APPEAL)
		return money_in_appeal(&s);
	if ((kind == NEXT_WINDOW || kind == NEXT_OPENING) && what && !strcmp(what, "refund")) {
		s.value = money_at(st, NEXT_COL_POSTAGE);
		s.cover = MONEY_NONE;
	}
	return money_at_risk(&s);
}

static char *text_at(struct arena *a, struct stmt *st, int col)
{
	return arena_strdup(a, stmt_get_text(st, col));
}

static struct next_row read_row(struct stmt *st, const struct next_question *q, struct arena *a)
{
	struct next_row r = {
		.kind = q->kind,
		.casefile_id = stmt_get_int(st, NEXT_COL_CASE),
		.tracking_number = text_at(a, st, NEXT_COL_NUMBER),
		.carrier = text_at(a, st, NEXT_COL_CARRIER),
		.problem = text_at(a, st, NEXT_COL_PROBLEM),
		.owner = text_at(a, st, NEXT_COL_OWNER),
		.client = text_at(a, st, NEXT_COL_CLIENT),
		.snoozed_until = day_at(st, NEXT_COL_SNOOZED),
		.snooze_reason = text_at(a, st, NEXT_COL_REASON),
		.id = stmt_get_int(st, NEXT_COL_ID),
		.number = (int32_t)stmt_get_int(st, NEXT_COL_PART),
		.what = text_at(a, st, NEXT_COL_WHAT),
		.who = text_at(a, st, NEXT_COL_WHO),
		.why = text_at(a, st, NEXT_COL_WHY),
		.rep = text_at(a, st, NEXT_COL_REP),
		.reference = text_at(a, st, NEXT_COL_REFERENCE),
		.due_on = day_at(st, NEXT_COL_DUE),
	};

	r.at_risk = at_risk(st, q->kind, r.what);
	return r;
}

/* A snoozed window goes to the end, until its last days. */
static enum band band_of_row(const struct next_row *r, const struct next_question *q, daynum today)
{
	enum band band = q->undated;

	if (r->due_on != DAY_NONE)
		band = band_of(q->ends, r->due_on - today);
	if (r->snoozed_until != DAY_NONE && band != BAND_LAST_DAYS)
		return BAND_LATER;
	return band;
}

static void add_row(struct walk *w, const struct next_row *row, enum band reading)
{
	struct next_row *old = w->row;

	if (w->n == w->room) {
		w->room = w->room * 2 + 16;
		w->row = arena_array(w->arena, (size_t)w->room, sizeof *old);
		if (w->n)
			memcpy(w->row, old, (size_t)w->n * sizeof *old);
	}
	w->row[w->n++] = *row;
	w->ripe += row->band <= reading;
}

/* The days of the question that the band holds; false: none. */
static bool days_of(int *first, int *last, const struct next_question *q, enum band band)
{
	const struct band_days *days = &band_days[band];

	*first = q->first > days->first ? q->first : days->first;
	*last = q->last < days->last ? q->last : days->last;
	if (q->whole) { /* no days, or so few rows that the first reading takes them all */
		*first = q->first;
		*last = q->last;
		return band == (q->ends ? BAND_LAST_DAYS : q->undated);
	}
	if (band == BAND_LAST_DAYS)
		return q->ends && *first <= *last;
	if (band == BAND_NOW && q->ends && *first >= 0) /* these were in the last days */
		return false;
	if (band == BAND_NOW && q->ends)
		*last = -1;
	return *first <= *last;
}

/* A text that is asked of several kinds of windows in turn is kept. */
static void put_away(struct stmt *st, const struct next_question *q)
{
	if (q->what)
		stmt_reset(st);
	else
		stmt_release(st);
}

/*
 * The rows of one band. Only the last days may stop at the limit: they go by the day, as the index
 * does; of the others the dearest may stand anywhere.
 */
static int read_band(struct walk *w, const struct next_question *q, enum band band, struct err *err)
{
	struct next_row row;
	struct stmt *st;
	int first, last, rc;

	if (!days_of(&first, &last, q, band))
		return 0;
	st = db_stmt(w->snap->db, q->rows);
	bind(st, w, q, first, last);
	stmt_int(st, 6, band == BAND_LAST_DAYS && !q->whole ? w->query->limit : -1);
	while ((rc = stmt_step(st, err)) > 0) {
		row = read_row(st, q, w->arena);
		row.band = band_of_row(&row, q, w->query->today);
		add_row(w, &row, band);
	}
	put_away(st, q);
	return rc < 0 ? -1 : 0;
}

static int count_all(int64_t *count, struct walk *w, struct err *err)
{
	const struct next_query *query = w->query;
	bool everybody = !query->owner && !query->client && !query->casefile_id;

	*count = 0;
	for (int i = 0; i < next_nquestions; i++) {
		const struct next_question *q = &next_questions[i];
		struct stmt *st =
			db_stmt(w->snap->db, everybody && q->count_all ? q->count_all : q->count);

		bind(st, w, q, q->first, q->last);
		if (stmt_step(st, err) < 0)
			return -1;
		*count += stmt_get_int(st, 0);
		put_away(st, q);
	}
	return 0;
}

/* --- what rests --- */

/* Bit set of enum next_kind: kinds of which something was snoozed, whether it is still there. */
static int kinds_resting(uint32_t *kinds, struct walk *w, struct err *err)
{
	struct stmt *st = db_stmt(w->snap->db, next_snoozed_sql);
	int rc;

	*kinds = 0;
	stmt_int(st, 1, w->query->today);
	while ((rc = stmt_step(st, err)) > 0)
		for (int k = 0; k < NEXT_NVALUES; k++)
			if (!strcmp(next_kind_names[k], stmt_get_text(st, 0)))
				*kinds |= UINT32_C(1) << k;
	stmt_release(st);
	return rc < 0 ? -1 : 0;
}

static int count_resting(struct next_rows *out, struct walk *w, struct err *err)
{
	uint32_t kinds;

	if (kinds_resting(&kinds, w, err) < 0)
		return -1;
	for (int i = 0; i < next_nquestions; i++) {
		const struct next_question *q = &next_questions[i];
		struct stmt *st;

		if (!q->resting || !(kinds & UINT32_C(1) << q->kind))
			continue;
		st = db_stmt(w->snap->db, q->resting);
		bind(st, w, q, q->first, q->last);
		if (stmt_step(st, err) < 0)
			return -1;
		out->resting += stmt_get_int(st, 0);
		if (stmt_type(st, 1) != CELL_NULL &&
		    (out->resting_until == DAY_NONE || day_at(st, 1) < out->resting_until))
			out->resting_until = day_at(st, 1);
		put_away(st, q);
	}
	return 0;
}

/* --- the list --- */

static int most_urgent(const void *a, const void *b)
{
	const struct next_row *x = a, *y = b;
	const struct line_urgency of_x = { x->band,
					   { x->due_on, x->at_risk.cents, x->casefile_id } };
	const struct line_urgency of_y = { y->band,
					   { y->due_on, y->at_risk.cents, y->casefile_id } };
	int sign = line_urgency_compare(&of_x, &of_y);

	if (sign)
		return sign;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

int next_read(struct next_rows *out, struct snap *snap, struct arena *a,
	      const struct next_query *query, struct err *err)
{
	struct walk w = { .snap = snap, .arena = a, .query = query };
	enum band band = BAND_LAST_DAYS;

	*out = (struct next_rows){ .resting_until = DAY_NONE };
	for (; band < BAND_NVALUES && w.ripe < query->limit; band++)
		for (int i = 0; i < next_nquestions; i++)
			if (read_band(&w, &next_questions[i], band, err) < 0)
				return -1;
	out->count = w.n;
	if (band < BAND_NVALUES || w.ripe >= query->limit)
		if (count_all(&out->count, &w, err) < 0)
			return -1;
	if (!query->all && count_resting(out, &w, err) < 0)
		return -1;
	if (w.n)
		qsort(w.row, (size_t)w.n, sizeof *w.row, most_urgent);
	out->row = w.row;
	out->n = w.n < query->limit ? w.n : query->limit;
	return 0;
}

int next_kept(struct kept **out, int *n, struct snap *snap, struct arena *a, daynum since,
	      struct err *err)
{
	enum { CARRIERS_MAX = 64 };
	struct stmt *st = db_stmt(snap->db, next_kept_sql);
	int rc = 0;

	*out = arena_array(a, CARRIERS_MAX, sizeof **out);
	*n = 0;
	stmt_int(st, 1, since);
	while (*n < CARRIERS_MAX && (rc = stmt_step(st, err)) > 0)
		(*out)[(*n)++] = (struct kept){ .carrier = text_at(a, st, 0),
						.kept = stmt_get_int(st, 1),
						.broken = stmt_get_int(st, 2) };
	stmt_release(st);
	return rc < 0 ? -1 : 0;
}
