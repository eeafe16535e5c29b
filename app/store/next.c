#include "store/next.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "domain/promise.h"
#include "store/column.h"
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

/* A line that was snoozed. */
struct resting {
	int kind;
	int64_t row_id, casefile_id;
	daynum until;
	const char *reason;
};

/* One reading of the list. */
struct walk {
	struct snap *snap;
	struct arena *arena;
	const struct next_query *query;
	struct next_row *row;
	int n, room;
	int ripe; /* rows of the bands that were read so far */
	struct resting *resting;
	int nresting;
	uint32_t kinds_resting; /* bit set of enum next_kind */
};

/* --- what rests --- */

static int resting_compare(const void *a, const void *b)
{
	const struct resting *x = a, *y = b;

	if (x->casefile_id != y->casefile_id)
		return x->casefile_id < y->casefile_id ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return (x->row_id > y->row_id) - (x->row_id < y->row_id);
}

static int read_resting(struct walk *w, struct err *err)
{
	int64_t case_id = w->query->casefile_id;
	struct stmt *st =
		db_stmt(w->snap->db, case_id ? next_snoozed_of_case_sql : next_snoozed_sql);
	int rc, room = 0;

	stmt_int(st, 1, w->query->today);
	if (case_id)
		stmt_int(st, 2, case_id);
	while ((rc = stmt_step(st, err)) > 0) {
		struct resting r = {
			.kind = name_find(next_kind_names, NEXT_NVALUES, stmt_get_text(st, 0)),
			.row_id = stmt_get_int(st, 1),
			.casefile_id = stmt_get_int(st, 2),
			.until = (daynum)stmt_get_int(st, 3),
			.reason = arena_strdup(w->arena, stmt_get_text(st, 4)),
		};

		if (r.kind < 0)
			continue;
		w->resting = arena_grown(w->arena, w->resting, w->nresting, &room, sizeof r);
		w->resting[w->nresting++] = r;
		w->kinds_resting |= UINT32_C(1) << r.kind;
	}
	stmt_release(st);
	if (w->nresting)
		qsort(w->resting, (size_t)w->nresting, sizeof *w->resting, resting_compare);
	return rc < 0 ? -1 : 0;
}

static const struct resting *find_resting(const struct walk *w, const struct next_row *row)
{
	const struct resting key = { .kind = (int)row->kind,
				     .row_id = row->id,
				     .casefile_id = row->casefile_id };

	if (!(w->kinds_resting & UINT32_C(1) << row->kind))
		return NULL;
	return bsearch(&key, w->resting, (size_t)w->nresting, sizeof key, resting_compare);
}

/* --- rows --- */

static void bind(struct stmt *st, const struct walk *w, const struct next_question *q, int first,
		 int last)
{
	const struct next_query *query = w->query;

	stmt_int(st, 1, query->today + first);
	stmt_int(st, 2, query->today + last);
	stmt_int(st, 3, query->today);
	stmt_text(st, 4, query->owner);
	stmt_text(st, 5, query->client);
	stmt_text(st, 8, q->what);
	stmt_int(st, 9, query->casefile_id);
}

static struct next_row read_row(struct stmt *st, const struct next_question *q, struct arena *a)
{
	return (struct next_row){
		.kind = q->kind,
		.casefile_id = stmt_get_int(st, NEXT_COL_CASE),
		.id = stmt_get_int(st, NEXT_COL_ID),
		.number = (int32_t)stmt_get_int(st, NEXT_COL_PART),
		.what = text_at(st, NEXT_COL_WHAT, a),
		.who = text_at(st, NEXT_COL_WHO, a),
		.why = text_at(st, NEXT_COL_WHY, a),
		.rep = text_at(st, NEXT_COL_REP, a),
		.reference = text_at(st, NEXT_COL_REFERENCE, a),
		.due_on = day_at(st, NEXT_COL_DUE),
		.snoozed_until = DAY_NONE,
	};
}

/* What was bought or declared covers more than what is included, never less. */
static struct money cover_of(struct stmt *st)
{
	struct money cap = money_at(st, STAKE_COL_CAP, STAKE_COL_CAP + 1),
		     insured = money_at(st, STAKE_COL_INSURED, STAKE_COL_INSURED + 1);
	struct money cover = money_at(st, STAKE_COL_COVER, STAKE_COL_COVER + 1);

	if (money_known(&cap))
		return cap;
	if (!money_known(&cover))
		return insured;
	return !strcmp(insured.currency, cover.currency) && insured.cents > cover.cents ? insured
											: cover;
}

static bool is_about_window(enum next_kind kind)
{
	return kind == NEXT_WINDOW || kind == NEXT_OPENING || kind == NEXT_FACT;
}

static bool is_about_claim(enum next_kind kind)
{
	return kind == NEXT_ANSWER || kind == NEXT_NO_RECORD || kind == NEXT_INFO ||
	       kind == NEXT_APPEAL || kind == NEXT_PAYMENT;
}

static struct money at_risk(struct stmt *st, const struct next_row *r)
{
	struct stake s = {
		.value = money_at(st, STAKE_COL_VALUE, STAKE_COL_VALUE + 1),
		.asked = money_at(st, STAKE_COL_ASKED, STAKE_COL_ASKED + 1),
		.approved = money_at(st, STAKE_COL_APPROVED, STAKE_COL_APPROVED + 1),
		.cover = cover_of(st),
		.paid = money_at(st, STAKE_COL_PAID, STAKE_COL_PAID + 1),
	};

	if (r->kind == NEXT_HOLD) /* keeping them longer loses nothing */
		return MONEY_NONE;
	if (r->kind == NEXT_APPEAL)
		return money_in_appeal(&s);
	if (is_about_window(r->kind) && text_same(r->what, "refund")) {
		s.value = money_at(st, STAKE_COL_POSTAGE, STAKE_COL_POSTAGE + 1);
		s.cover = MONEY_NONE;
	}
	return money_at_risk(&s);
}

/* Whose case it is, and what is at stake in it. */
static int read_stake(struct next_row *r, struct walk *w, struct err *err)
{
	struct stmt *st = db_stmt(w->snap->db, next_stake_sql);

	stmt_int(st, 1, r->casefile_id);
	if (is_about_claim(r->kind))
		stmt_int(st, 2, r->id);
	else
		stmt_null(st, 2);
	stmt_text(st, 3, is_about_window(r->kind) ? r->who : NULL);
	if (stmt_step(st, err) < 0)
		return -1;
	r->tracking_number = text_at(st, STAKE_COL_NUMBER, w->arena);
	r->carrier = text_at(st, STAKE_COL_CARRIER, w->arena);
	r->problem = text_at(st, STAKE_COL_PROBLEM, w->arena);
	r->owner = text_at(st, STAKE_COL_OWNER, w->arena);
	r->client = text_at(st, STAKE_COL_CLIENT, w->arena);
	r->at_risk = at_risk(st, r);
	stmt_reset(st);
	return 0;
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

/* A line that rests is left out and counted, unless all are wanted. */
static int take_row(bool *taken, struct walk *w, struct next_row *row,
		    const struct next_question *q, enum band reading, struct err *err)
{
	const struct resting *z = find_resting(w, row);

	*taken = !z || w->query->all || !next_may_rest(row->kind);
	if (!*taken)
		return 0;
	if (z) {
		row->snoozed_until = z->until;
		row->snooze_reason = z->reason;
	}
	if (read_stake(row, w, err) < 0)
		return -1;
	row->band = band_of_row(row, q, w->query->today);
	w->row = arena_grown(w->arena, w->row, w->n, &w->room, sizeof *row);
	w->row[w->n++] = *row;
	w->ripe += row->band <= reading;
	return 0;
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
	if (band == BAND_LAST_DAYS && !q->ends)
		return false;
	if (band == BAND_LATE && q->ends) /* what ended is not late but over */
		return false;
	if (band == BAND_NOW && q->ends) {
		*first = q->first;
		*last = -1; /* from today on these were in the last days */
	}
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
	const int most = band == BAND_LAST_DAYS && !q->whole ? w->query->limit : INT_MAX;
	struct next_row row;
	struct stmt *st;
	int first, last, rc = 0, n = 0;
	bool taken;

	if (!days_of(&first, &last, q, band))
		return 0;
	st = db_stmt(w->snap->db, q->text->rows);
	bind(st, w, q, first, last);
	while (n < most && (rc = stmt_step(st, err)) > 0) {
		row = read_row(st, q, w->arena);
		if (take_row(&taken, w, &row, q, band, err) < 0) {
			stmt_reset(st);
			return -1;
		}
		n += taken;
	}
	put_away(st, q);
	return rc < 0 ? -1 : 0;
}

/* So many rest, the first of them until that day. */
static void note_resting(struct next_rows *out, daynum until, int64_t n)
{
	out->resting += n;
	if (until != DAY_NONE && (out->resting_until == DAY_NONE || until < out->resting_until))
		out->resting_until = until;
}

/* One case has few rows: each question is asked once, and all of its rows are taken. */
static int read_case(struct next_rows *out, struct walk *w, const struct next_question *q,
		     struct err *err)
{
	struct stmt *st = db_stmt(w->snap->db, q->text->of_case);
	int rc;

	bind(st, w, q, q->first, q->last);
	while ((rc = stmt_step(st, err)) > 0) {
		struct next_row row = read_row(st, q, w->arena);
		bool taken;

		if (take_row(&taken, w, &row, q, BAND_NVALUES, err) < 0) {
			stmt_reset(st);
			return -1;
		}
		if (!taken)
			note_resting(out, find_resting(w, &row)->until, 1);
	}
	put_away(st, q);
	return rc;
}

static int count_all(int64_t *count, struct walk *w, struct err *err)
{
	const struct next_query *query = w->query;
	bool everybody = !query->owner && !query->client;

	*count = 0;
	for (int i = 0; i < next_nquestions; i++) {
		const struct next_question *q = &next_questions[i];
		struct stmt *st = db_stmt(w->snap->db, everybody && q->count_all ? q->count_all
										 : q->text->count);

		bind(st, w, q, q->first, q->last);
		if (stmt_step(st, err) < 0)
			return -1;
		*count += stmt_get_int(st, 0);
		put_away(st, q);
	}
	return 0;
}

static int count_resting(struct next_rows *out, struct walk *w, struct err *err)
{
	for (int i = 0; i < next_nquestions; i++) {
		const struct next_question *q = &next_questions[i];
		struct stmt *st;

		if (!q->text->resting || !(w->kinds_resting & UINT32_C(1) << q->kind))
			continue;
		st = db_stmt(w->snap->db, q->text->resting);
		bind(st, w, q, q->first, q->last);
		if (stmt_step(st, err) < 0)
			return -1;
		note_resting(out, day_at(st, 1), stmt_get_int(st, 0));
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

/* What was promised about parcels of several clients is read by none of them. */
static int hide_shared(struct next_rows *out, struct walk *w, struct err *err)
{
	struct stmt *st = db_stmt(w->snap->db, next_shared_sql);

	for (int i = 0; i < out->n; i++) {
		struct next_row *row = &out->row[i];

		if (row->kind != NEXT_PROMISE)
			continue;
		stmt_int(st, 1, row->id);
		stmt_text(st, 2, w->query->client);
		if (stmt_step(st, err) < 0)
			return -1;
		if (stmt_get_int(st, 0))
			row->what = PROMISE_SHARED;
		stmt_reset(st);
	}
	return 0;
}

static int read_all(struct next_rows *out, struct walk *w, struct err *err)
{
	enum band band = BAND_LAST_DAYS;

	for (; band < BAND_NVALUES && w->ripe < w->query->limit; band++)
		for (int i = 0; i < next_nquestions; i++)
			if (read_band(w, &next_questions[i], band, err) < 0)
				return -1;
	if (!w->query->all && count_resting(out, w, err) < 0)
		return -1;
	out->count = w->n;
	if (w->ripe < w->query->limit)
		return 0;
	/* There may be more than was read. */
	if (count_all(&out->count, w, err) < 0)
		return -1;
	out->count -= out->resting;
	return 0;
}

static int read_one(struct next_rows *out, struct walk *w, struct err *err)
{
	for (int i = 0; i < next_nquestions; i++)
		if (read_case(out, w, &next_questions[i], err) < 0)
			return -1;
	out->count = w->n;
	return 0;
}

int next_read(struct next_rows *out, struct snap *snap, struct arena *a,
	      const struct next_query *query, struct err *err)
{
	struct walk w = { .snap = snap, .arena = a, .query = query };

	*out = (struct next_rows){ .resting_until = DAY_NONE };
	if (read_resting(&w, err) < 0 ||
	    (query->casefile_id ? read_one : read_all)(out, &w, err) < 0)
		return -1;
	if (w.n)
		qsort(w.row, (size_t)w.n, sizeof *w.row, most_urgent);
	out->row = w.row;
	out->n = w.n < query->limit ? w.n : query->limit;
	return query->held ? hide_shared(out, &w, err) : 0;
}
