#include "store/read.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/internal.h"

const char *const next_kind_names[NEXT_NVALUES] = {
	[NEXT_PROMISE] = "promise", [NEXT_WINDOW] = "window", [NEXT_OPENING] = "opening",
	[NEXT_REQUEST] = "request", [NEXT_HOLD] = "hold",     [NEXT_HISTORY] = "history",
};

enum { PROMISE_DAYS = 30, OPENING_DAYS = 3, MISSED_DAYS = 14, HISTORY_DAYS = 14, EVER = 36500 };

/* clang-format off */
/*
 * ?1 and ?2: the days between which the due day lies; ?3 today; ?4 owner or NULL; ?5 limit. Each
 * text walks one index in the order of the due day and stops at the limit.
 */
#define MINE	"(?4 IS NULL OR c.owner=?4) "
#define PARCEL	"JOIN shipment s ON s.id=c.shipment_id "
#define HEAD                                                                                       \
	"SELECT c.id,s.tracking_number,s.carrier,c.problem,c.owner,s.value_cents,"                 \
	"s.value_currency,"

#define PROMISES(due)                                                                              \
	"FROM promise p JOIN contact t ON t.id=p.contact_id "                                      \
	"JOIN contact_case k ON k.contact_id=t.id JOIN casefile c ON c.id=k.casefile_id " PARCEL  \
	"WHERE p.state='open' AND " due " AND c.closed_at IS NULL "                                \
	"AND ?3 IS NOT NULL AND " MINE
#define WINDOWS(kind, day, when)                                                                   \
	"FROM window w JOIN casefile c ON c.id=w.casefile_id " PARCEL                              \
	"WHERE w.live AND w.what='" kind "' AND " day " BETWEEN ?1 AND ?2 AND " when "AND " MINE
/* Where the source names no first day, only the last one counts. */
#define OPEN_NOW    "(w.opens_on<=?3 OR (w.opens_on IS NULL AND w.opens_days IS NULL)) "
#define OPENS_LATER "?3 IS NOT NULL "
#define REQUESTS                                                                                   \
	"FROM request r JOIN casefile c ON c.id=r.casefile_id " PARCEL                             \
	"WHERE r.state='open' AND r.answer_due_on BETWEEN ?1 AND ?2 AND c.closed_at IS NULL "      \
	"AND ?3 IS NOT NULL AND " MINE
#define HOLDS                                                                                      \
	"FROM hold h JOIN casefile c ON c.id=h.casefile_id " PARCEL                                \
	"WHERE h.released_on IS NULL AND h.until BETWEEN ?1 AND ?2 AND ?3 IS NOT NULL AND " MINE

/* The start of yesterday stands for "a day ago": the days here know no hours. */
#define HISTORIES                                                                                  \
	"FROM shipment s JOIN casefile c ON c.shipment_id=s.id "                                   \
	"WHERE s.history_until BETWEEN ?1 AND ?2 AND c.closed_at IS NULL "                         \
	"AND(s.last_asked_at IS NULL OR(s.last_asked_at<(?3-1)*86400 "                             \
	"AND s.status NOT IN('delivered','cancelled')))AND " MINE

/* After HEAD: id, number, what, who, rep, reference, due. */
#define PROMISE_COLUMNS	"p.id,0,p.what,p.owed_by,t.rep_name,t.reference,p.due_on "
#define CLOSES_COLUMNS	"w.id,0,w.what,w.route,NULL,w.form,w.closes_on "
#define OPENS_COLUMNS	"w.id,0,w.what,w.route,NULL,w.form,w.opens_on "
#define REQUEST_COLUMNS	"r.id,r.number,r.kind,NULL,NULL,r.reference,r.answer_due_on "
#define HOLD_COLUMNS	"h.id,0,h.what,h.kept_where,NULL,NULL,h.until "
#define HISTORY_COLUMNS	"s.id,0,NULL,NULL,NULL,NULL,s.history_until "

#define ASK(kind, first, last, columns, from, order)                                               \
	{ kind, first, last, HEAD columns from "ORDER BY " order " LIMIT ?5",                      \
	  "SELECT count(*) " from, "SELECT count(*) " from }
/* Everybody's windows are counted in the index alone. */
#define ASK_WINDOWS(next, first, last, columns, kind, day, when)                                   \
	{ next, first, last, HEAD columns WINDOWS(kind, day, when) "ORDER BY " day " LIMIT ?5",    \
	  "SELECT count(*) " WINDOWS(kind, day, when),                                             \
	  "SELECT count(*) FROM window w WHERE w.live AND w.what='" kind "' AND " day              \
	  " BETWEEN ?1 AND ?2 AND " when }

static const struct question {
	enum next_kind kind;
	int first, last;	/* days from today */
	const char *rows, *count, *count_all;
} questions[] = {
	ASK(NEXT_PROMISE, -EVER, PROMISE_DAYS, PROMISE_COLUMNS,
	    PROMISES("p.due_on BETWEEN ?1 AND ?2"), "p.due_on"),
	ASK(NEXT_PROMISE, 0, 0, PROMISE_COLUMNS, PROMISES("p.due_on IS NULL AND ?1=?2"), "p.id"),
	ASK_WINDOWS(NEXT_WINDOW, -MISSED_DAYS, EVER, CLOSES_COLUMNS, "claim", "w.closes_on",
		    OPEN_NOW),
	ASK_WINDOWS(NEXT_WINDOW, -MISSED_DAYS, EVER, CLOSES_COLUMNS, "inquiry", "w.closes_on",
		    OPEN_NOW),
	ASK_WINDOWS(NEXT_WINDOW, -MISSED_DAYS, EVER, CLOSES_COLUMNS, "notice", "w.closes_on",
		    OPEN_NOW),
	ASK_WINDOWS(NEXT_WINDOW, -MISSED_DAYS, EVER, CLOSES_COLUMNS, "refund", "w.closes_on",
		    OPEN_NOW),
	ASK_WINDOWS(NEXT_OPENING, 1, OPENING_DAYS, OPENS_COLUMNS, "claim", "w.opens_on",
		    OPENS_LATER),
	ASK_WINDOWS(NEXT_OPENING, 1, OPENING_DAYS, OPENS_COLUMNS, "inquiry", "w.opens_on",
		    OPENS_LATER),
	ASK(NEXT_REQUEST, -EVER, 0, REQUEST_COLUMNS, REQUESTS, "r.answer_due_on"),
	ASK(NEXT_HOLD, -EVER, 0, HOLD_COLUMNS, HOLDS, "h.until"),
	ASK(NEXT_HISTORY, 0, HISTORY_DAYS, HISTORY_COLUMNS, HISTORIES, "s.history_until"),
};
/* clang-format on */
enum { QUESTIONS = sizeof questions / sizeof *questions };

static void bind_question(struct stmt *st, const struct question *q, daynum today,
			  const char *owner)
{
	stmt_int(st, 1, today + q->first);
	stmt_int(st, 2, today + q->last);
	stmt_int(st, 3, today);
	stmt_text(st, 4, owner);
}

static struct next_row read_next(struct stmt *st, enum next_kind kind, struct arena *a)
{
	struct next_row r = {
		.kind = kind,
		.casefile_id = stmt_get_int(st, 0),
		.tracking_number = arena_strdup(a, stmt_get_text(st, 1)),
		.carrier = arena_strdup(a, stmt_get_text(st, 2)),
		.problem = arena_strdup(a, stmt_get_text(st, 3)),
		.owner = arena_strdup(a, stmt_get_text(st, 4)),
		.id = stmt_get_int(st, 7),
		.number = (int32_t)stmt_get_int(st, 8),
		.what = arena_strdup(a, stmt_get_text(st, 9)),
		.who = arena_strdup(a, stmt_get_text(st, 10)),
		.rep = arena_strdup(a, stmt_get_text(st, 11)),
		.reference = arena_strdup(a, stmt_get_text(st, 12)),
		.due_on = stmt_type(st, 13) == CELL_NULL ? DAY_NONE : (daynum)stmt_get_int(st, 13),
	};
	const char *currency = stmt_get_text(st, 6);

	r.value.cents = stmt_get_int(st, 5);
	if (currency)
		memccpy(r.value.currency, currency, 0, sizeof r.value.currency - 1);
	return r;
}

struct next_list {
	struct next_row *row;
	int n, room;
};

static void add_next(struct next_list *list, struct arena *a, const struct next_row *row)
{
	struct next_row *old = list->row;

	if (list->n == list->room) {
		list->room *= 2;
		list->row = arena_array(a, (size_t)list->room, sizeof *old);
		memcpy(list->row, old, (size_t)list->n * sizeof *old);
	}
	list->row[list->n++] = *row;
}

int next_rows(struct next_row **out, int *n, int64_t *count, struct snap *snap, struct arena *a,
	      daynum today, const char *owner, int limit, struct err *err)
{
	struct next_list list = { .room = 16 };
	struct next_row row;
	struct stmt *st;
	int rc, got;

	*count = 0;
	list.row = arena_array(a, (size_t)list.room, sizeof *list.row);
	for (int i = 0; i < QUESTIONS; i++) {
		const struct question *q = &questions[i];

		st = db_stmt(snap->db, q->rows);
		bind_question(st, q, today, owner);
		stmt_int(st, 5, limit);
		for (got = 0; (rc = stmt_step(st, err)) > 0; got++) {
			row = read_next(st, q->kind, a);
			add_next(&list, a, &row);
		}
		stmt_release(st);
		if (rc < 0)
			return -1;
		*count += got;
		if (got < limit)
			continue;
		st = db_stmt(snap->db, owner ? q->count : q->count_all);
		bind_question(st, q, today, owner);
		if (stmt_step(st, err) < 0)
			return -1;
		*count += stmt_get_int(st, 0) - got;
		stmt_release(st);
	}
	*out = list.row;
	*n = list.n;
	return 0;
}
