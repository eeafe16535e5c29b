#include "store/read.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/cards.h"
#include "store/column.h"
#include "store/internal.h"

const char *const list_sort_names[LIST_SORT_NVALUES] = {
	[LIST_NEWEST] = "newest",
	[LIST_OLDEST] = "oldest",
	[LIST_DUE] = "due",
	[LIST_VALUE] = "value",
};

/* clang-format off */
/*
 * The register: one constant text for each way in, so that the engine always has an index to walk
 * and stops at the limit. Filters that have no index of their own are tested on the way.
 */
#define CASE_FILTERS                                                   \
	"(?1 IS NULL OR c.stage=?1) AND (?2 IS NULL OR c.problem=?2) " \
	"AND (?4 IS NULL OR c.owner=?4) AND (?5 IS NULL OR c.client=?5) " \
	"AND (?7 IS NULL OR c.opened_at>=?7) "
#define PARCEL_FILTERS                                                      \
	"AND (?3 IS NULL OR s.carrier=?3) AND (?8=0 OR s.value_cents>=?8) " \
	"AND (?11 IS NULL OR s.account=?11) "
#define LIST_FILTERS CASE_FILTERS PARCEL_FILTERS "AND (?6 IS NULL OR w.closes_on<=?6) "
#define CASE_TABLES "casefile c "
#define PARCEL_TABLES CASE_TABLES "JOIN shipment s ON s.id=c.shipment_id "
#define WINDOW_JOINED \
	"LEFT JOIN window w ON w.casefile_id=c.id AND w.what='claim' AND w.route='carrier' "
#define LIST_TABLES PARCEL_TABLES WINDOW_JOINED
/* The newest claim that was not withdrawn; only the rows that are shown look for it. */
#define LIST_CLAIM                                                                     \
	"LEFT JOIN claim m ON m.casefile_id=c.id AND m.number="                        \
	"(SELECT max(n.number) FROM claim n WHERE n.casefile_id=c.id "                 \
	"AND n.state<>'withdrawn') "
#define LIST_COLUMNS                                                                             \
	"SELECT c.id,s.tracking_number,s.carrier,c.problem,c.stage,s.status,c.owner,c.client,"   \
	"c.opened_at,w.opens_on,w.closes_on,"                                                    \
	"(SELECT min(p.due_on) FROM contact_case k JOIN promise p ON p.contact_id=k.contact_id " \
	"WHERE k.casefile_id=c.id AND p.state='open'),s.value_cents,s.value_currency,s.account," \
	"m.state,m.amount_cents,m.amount_currency,m.approved_cents,m.approved_currency FROM "

enum way { WAY_OPEN, WAY_ALL, WAY_STAGE, WAY_OWNER, WAY_CLIENT, WAY_NVALUES };

/* id>0 lets the engine search the index of open cases rather than scan the table. */
#define WHERE_OPEN "WHERE c.closed_at IS NULL AND c.id>0 AND "
#define WHERE_ALL "WHERE c.id>0 AND "
#define WHERE_STAGE "WHERE c.stage=?1 AND "
#define WHERE_OWNER "WHERE c.owner=?4 AND (?9 OR c.closed_at IS NULL) AND "
#define WHERE_CLIENT "WHERE c.client=?5 AND (?9 OR c.closed_at IS NULL) AND "

#define LIST_ROWS LIST_COLUMNS LIST_TABLES LIST_CLAIM
/* ?12 and ?13: the case and the value behind which it goes on. NULLs stand last. */
#define BELOW "c.id<coalesce(?12,9223372036854775807) AND "
#define ABOVE "c.id>coalesce(?12,0) AND "
#define DUE_KEY "w.closes_on IS NULL,coalesce(w.closes_on,0),c.id"
#define VALUE_KEY "-coalesce(s.value_cents,-1),c.id"
#define BEHIND_DUE "(?12 IS NULL OR(" DUE_KEY ")>(?13 IS NULL,coalesce(?13,0),?12)) AND "
#define BEHIND_VALUE "(?12 IS NULL OR(" VALUE_KEY ")>(-coalesce(?13,-1),?12)) AND "
/*
 * Where all that match have to be sorted, the key and the case alone are carried along; what a row
 * shows is read of those that are shown.
 */
#define SORTED(where, key)                                                              \
	LIST_COLUMNS "(SELECT c.id AS id FROM " LIST_TABLES where LIST_FILTERS          \
		"ORDER BY " key " LIMIT ?10) x CROSS JOIN casefile c ON c.id=x.id "     \
		"JOIN shipment s ON s.id=c.shipment_id " WINDOW_JOINED LIST_CLAIM       \
		"ORDER BY " key
#define LIST_SQL(where)                                                                     \
	{                                                                                   \
		[LIST_NEWEST] = LIST_ROWS where BELOW LIST_FILTERS                          \
			"ORDER BY c.id DESC LIMIT ?10",                                     \
		[LIST_OLDEST] = LIST_ROWS where ABOVE LIST_FILTERS                          \
			"ORDER BY c.id LIMIT ?10",                                          \
		[LIST_DUE] = SORTED(where BEHIND_DUE, DUE_KEY),                             \
		[LIST_VALUE] = SORTED(where BEHIND_VALUE, VALUE_KEY),                       \
	}

/* What the cards have chosen is read one by one. */
static const char row_sql[] = LIST_ROWS "WHERE c.id=?1";

static const char *const list_sql[WAY_NVALUES][LIST_SORT_NVALUES] = {
	[WAY_OPEN] = LIST_SQL(WHERE_OPEN),     [WAY_ALL] = LIST_SQL(WHERE_ALL),
	[WAY_STAGE] = LIST_SQL(WHERE_STAGE),   [WAY_OWNER] = LIST_SQL(WHERE_OWNER),
	[WAY_CLIENT] = LIST_SQL(WHERE_CLIENT),
};

/* All that match are counted: no table is opened for it that no filter asks. */
enum filtered { FILTERED_CASES, FILTERED_PARCELS, FILTERED_WINDOWS, FILTERED_NVALUES };

#define COUNT_SQL(where)                                                                         \
	{                                                                                        \
		[FILTERED_CASES] = "SELECT count(*) FROM " CASE_TABLES where CASE_FILTERS,       \
		[FILTERED_PARCELS] =                                                             \
			"SELECT count(*) FROM " PARCEL_TABLES where CASE_FILTERS PARCEL_FILTERS, \
		[FILTERED_WINDOWS] = "SELECT count(*) FROM " LIST_TABLES where LIST_FILTERS,     \
	}

static const char *const count_sql[WAY_NVALUES][FILTERED_NVALUES] = {
	[WAY_OPEN] = COUNT_SQL(WHERE_OPEN),     [WAY_ALL] = COUNT_SQL(WHERE_ALL),
	[WAY_STAGE] = COUNT_SQL(WHERE_STAGE),   [WAY_OWNER] = COUNT_SQL(WHERE_OWNER),
	[WAY_CLIENT] = COUNT_SQL(WHERE_CLIENT),
};

/* Without filters the index alone gives the number. */
static const char *const plain_count_sql[WAY_NVALUES] = {
	[WAY_OPEN] = "SELECT count(*) FROM casefile WHERE closed_at IS NULL AND id>0",
	[WAY_ALL] = "SELECT count(*) FROM casefile WHERE id>0",
};

/* clang-format on */

static enum way way_of(const struct list_query *q)
{
	if (q->stage >= 0)
		return WAY_STAGE;
	if (q->owner)
		return WAY_OWNER;
	if (q->client)
		return WAY_CLIENT;
	return q->all ? WAY_ALL : WAY_OPEN;
}

static enum filtered filtered(const struct list_query *q)
{
	if (q->due_on != DAY_NONE)
		return FILTERED_WINDOWS;
	return q->carrier || q->value_cents || q->account ? FILTERED_PARCELS : FILTERED_CASES;
}

static bool plain(const struct list_query *q)
{
	return q->stage < 0 && q->problem < 0 && !q->carrier && !q->owner && !q->client &&
	       !q->account && q->due_on == DAY_NONE && q->opened_since == INSTANT_NONE &&
	       !q->value_cents;
}

static void bind_query(struct stmt *st, const struct list_query *q)
{
	stmt_text(st, 1, q->stage < 0 ? NULL : stage_names[q->stage]);
	stmt_text(st, 2, q->problem < 0 ? NULL : problem_names[q->problem]);
	stmt_text(st, 3, q->carrier);
	stmt_text(st, 4, q->owner);
	stmt_text(st, 5, q->client);
	if (q->due_on == DAY_NONE)
		stmt_null(st, 6);
	else
		stmt_int(st, 6, q->due_on);
	if (q->opened_since == INSTANT_NONE)
		stmt_null(st, 7);
	else
		stmt_int(st, 7, q->opened_since);
	stmt_int(st, 8, q->value_cents);
	stmt_int(st, 9, q->all);
	stmt_text(st, 11, q->account);
}

static int count_one(int64_t *out, struct stmt *st, struct err *err)
{
	int rc = stmt_step(st, err);

	*out = rc > 0 ? stmt_get_int(st, 0) : 0;
	stmt_reset(st);
	return rc < 0 ? -1 : 0;
}

static int count_matches(int64_t *out, struct snap *snap, const struct list_query *q,
			 struct err *err)
{
	enum way way = way_of(q);
	struct stmt *st =
		db_stmt(snap->db, plain(q) ? plain_count_sql[way] : count_sql[way][filtered(q)]);

	if (!plain(q))
		bind_query(st, q);
	return count_one(out, st, err);
}

/* A stage that is asked for hides nothing. */
static int count_all(int64_t *count, int64_t *closed, struct snap *snap, const struct list_query *q,
		     struct err *err)
{
	struct list_query everything = *q;
	int64_t n;

	*closed = 0;
	if (count_matches(count, snap, q, err) < 0)
		return -1;
	if (q->all || q->stage >= 0)
		return 0;
	everything.all = true;
	if (count_matches(&n, snap, &everything, err) < 0)
		return -1;
	*closed = n - *count;
	return 0;
}

static void bind_place(struct stmt *st, const struct list_query *q)
{
	const struct list_place *after = q->after;

	if (after)
		stmt_int(st, 12, after->id);
	else
		stmt_null(st, 12);
	if (q->sort != LIST_DUE && q->sort != LIST_VALUE)
		return;
	if (after && (q->sort == LIST_DUE ? after->key != DAY_NONE : after->key >= 0))
		stmt_int(st, 13, after->key);
	else
		stmt_null(st, 13);
}

static int show(struct stmt *st, list_each *each, void *payload, struct err *err)
{
	struct list_row row = {
		.id = stmt_get_int(st, 0),
		.tracking_number = stmt_get_text(st, 1),
		.carrier = stmt_get_text(st, 2),
		.problem = stmt_get_text(st, 3),
		.stage = stmt_get_text(st, 4),
		.status = stmt_get_text(st, 5),
		.owner = stmt_get_text(st, 6),
		.client = stmt_get_text(st, 7),
		.opened_at = stmt_get_int(st, 8),
		.opens_on = day_at(st, 9),
		.closes_on = day_at(st, 10),
		.promise_due_on = day_at(st, 11),
		.value = money_at(st, 12, 13),
		.account = stmt_get_text(st, 14),
		.claim_state = stmt_get_text(st, 15),
		.claimed = money_at(st, 16, 17),
		.approved = money_at(st, 18, 19),
	};

	if (each(payload, &row, err) == 0)
		return 0;
	stmt_reset(st);
	return -1;
}

static int show_all(struct snap *snap, const struct list_query *q, list_each *each, void *payload,
		    struct err *err)
{
	struct stmt *st = db_stmt(snap->db, list_sql[way_of(q)][q->sort]);
	int rc;

	bind_query(st, q);
	bind_place(st, q);
	stmt_int(st, 10, q->limit > 0 ? q->from + q->limit : -1);
	for (int i = 0; (rc = stmt_step(st, err)) > 0; i++)
		if (i >= q->from && show(st, each, payload, err) < 0)
			return -1;
	return rc;
}

static int show_these(struct snap *snap, const struct card_list *list, list_each *each,
		      void *payload, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, row_sql);
	int rc;

	for (int i = 0; i < list->n; i++) {
		stmt_int(st, 1, list->id[i]);
		while ((rc = stmt_step(st, err)) > 0)
			if (show(st, each, payload, err) < 0)
				return -1;
		if (rc < 0)
			return -1;
	}
	return 0;
}

int list_cases(int64_t *count, int64_t *closed, struct snap *snap, const struct list_query *q,
	       list_each *each, void *payload, struct err *err)
{
	struct arena a = ARENA_INIT;
	struct card_list list;
	bool there = false;
	int rc = 0;

	if (cards_can_list(q))
		rc = cards_list(&list, &there, snap, &a, q, err);
	if (rc == 0 && there) {
		*count = list.count;
		*closed = list.closed;
		rc = show_these(snap, &list, each, payload, err);
	} else if (rc == 0) {
		rc = count_all(count, closed, snap, q, err);
		if (rc == 0)
			rc = show_all(snap, q, each, payload, err);
	}
	arena_release(&a);
	return rc;
}
