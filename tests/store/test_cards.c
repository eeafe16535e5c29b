#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "domain/casefile.h"
#include "ops/import_ops.h"
#include "store/cards.h"
#include "store/place.h"
#include "store/read.h"
#include "store/session.h"
#include "store/suites.h"
#include "view/facets.h"

/*
 * The register has two ways: the tables, asked by statements, and the cards in memory. Whatever
 * stands in the rows and whatever is asked, both must list the same rows and count the same; and
 * cards that have followed the journal must be as good as new ones.
 */

enum { SEEDS = 12, ROUNDS = 4, CHANGES = 25, CASES = 30, QUERIES = 40, ACTS = 60 };

/* clang-format off */
static const char *const carriers[] = { "usps", "ups", "gofo", NULL };
static const char *const owners[] = { "ann", "Ann", "bo", "cy", NULL };
static const char *const clients[] = { "Acme", "Bits & Co", "Nobody", NULL };
/* As they are put into the rows; NULL: a stage, a problem, a day. */
static const char *const carrier_cells[] = { "'usps'", "'ups'", "'gofo'", "NULL", NULL };
static const char *const owner_cells[] = { "'ann'", "'Ann'", "'bo'", "NULL", "NULL", NULL };
static const char *const client_cells[] = { "'Acme'", "'Bits & Co'", "NULL", NULL };
static const char *const value_cells[] = { "NULL", "0", "1", "100", "101", "5000", NULL };
static const char *const closed_cells[] = { "NULL", "NULL", "1795446000", NULL };
static const char *const what_cells[] = { "'claim'", "'claim'", "'claim'", "'refund'", NULL };
static const char *const day_cells[] = { "NULL", "20779", "20780", "20780", "20787", "20900",
					 NULL };
/* clang-format on */
static const struct spot {
	const char *table, *column;
	const char *const *cells;
	const char *const *codes;
	int ncodes;
} spots[] = {
	{ "casefile", "stage", NULL, stage_names, STAGE_NVALUES },
	{ "casefile", "problem", NULL, problem_names, PROBLEM_NVALUES },
	{ "casefile", "owner", owner_cells, NULL, 0 },
	{ "casefile", "client", client_cells, NULL, 0 },
	{ "casefile", "closed_at", closed_cells, NULL, 0 },
	{ "shipment", "carrier", carrier_cells, NULL, 0 },
	{ "shipment", "value_cents", value_cells, NULL, 0 },
	{ "window", "closes_on", day_cells, NULL, 0 },
	{ "window", "what", what_cells, NULL, 0 },
};

static struct cards *cards;
static unsigned seed;

/* Small and the same everywhere: a failing seed can be walked again. */
static unsigned chance(unsigned below)
{
	seed = seed * 1103515245u + 12345u;
	return (seed >> 16) % below;
}

static const char *one_of(const char *const *names)
{
	unsigned n = 0;

	while (names[n])
		n++;
	return names[chance(n)];
}

/* One cell of one row; what the schema forbids is left as it was. */
static const char *turn(void)
{
	const struct spot *s = &spots[chance(COUNT(spots))];
	const char *cell =
		s->cells ? one_of(s->cells)
			 : arena_printf(&here.a, "'%s'", s->codes[chance((unsigned)s->ncodes)]);

	return arena_printf(&here.a,
			    "UPDATE OR IGNORE %s SET %s=%s WHERE id=(SELECT id FROM %s "
			    "ORDER BY id LIMIT 1 OFFSET %u%%(SELECT count(*) FROM %s))",
			    s->table, s->column, cell, s->table, chance(1000), s->table);
}

/* --- what is asked --- */

static struct list_query any(void)
{
	return (struct list_query){ .stage = -1,
				    .problem = -1,
				    .due_on = DAY_NONE,
				    .opened_since = INSTANT_NONE,
				    .limit = 20 };
}

static struct list_query some_query(struct list_place *place)
{
	static const int limits[] = { 1, 5, 20, 1000, 0 };
	struct list_query q = any();

	q.all = chance(3) == 0;
	if (chance(4) == 0)
		q.stage = (int)chance(STAGE_NVALUES);
	if (chance(4) == 0)
		q.problem = (int)chance(PROBLEM_NVALUES);
	if (chance(4) == 0)
		q.carrier = one_of(carriers);
	if (chance(4) == 0)
		q.owner = one_of(owners);
	if (chance(4) == 0)
		q.client = one_of(clients);
	if (chance(4) == 0)
		q.due_on = (daynum)(20779 + chance(10));
	if (chance(4) == 0)
		q.value_cents = chance(102);
	q.sort = (enum list_sort)chance(LIST_SORT_NVALUES);
	q.limit = limits[chance(COUNT(limits))];
	q.from = chance(3) == 0 ? (int)chance(12) : 0;
	if (chance(4) == 0) {
		*place = (struct list_place){ 1 + (int)chance(CASES), -1 };
		if (q.sort == LIST_DUE)
			place->key = chance(3) ? (daynum)(20779 + chance(3)) : DAY_NONE;
		else if (chance(3))
			place->key = chance(102);
		q.after = place;
	}
	return q;
}

static char *in_words(const struct list_query *q)
{
	return arena_printf(&here.a,
			    "all %d stage %d problem %d carrier %s owner %s client %s due %d "
			    "value %d sort %s from %d limit %d after %d",
			    q->all, q->stage, q->problem, q->carrier ? q->carrier : "-",
			    q->owner ? q->owner : "-", q->client ? q->client : "-", q->due_on,
			    (int)q->value_cents, list_sort_names[q->sort], q->from, q->limit,
			    q->after ? (int)q->after->id : 0);
}

/* --- both ways --- */

static int note(void *payload, const struct list_row *r, struct err *err)
{
	char **text = payload;

	(void)err;
	*text = arena_printf(&here.a, "%s\n%d %s %s %s %s %s %s %s %s %s %d %d %d %d %d %s %d",
			     *text, (int)r->id, r->tracking_number, r->carrier ? r->carrier : "-",
			     r->problem, r->stage, r->status, r->owner ? r->owner : "-",
			     r->client ? r->client : "-", r->account ? r->account : "-",
			     r->claim_state ? r->claim_state : "-", (int)r->opened_at, r->opens_on,
			     r->closes_on, r->promise_due_on, (int)r->value.cents,
			     r->value.currency, (int)r->claimed.cents);
	return 0;
}

static char *listed(struct snap *snap, const struct list_query *q)
{
	char *text = arena_strdup(&here.a, "");
	int64_t count, closed;

	MUST(list_cases(&count, &closed, snap, q, note, &text, &here.err));
	return arena_printf(&here.a, "%d, %d closed:%s", (int)count, (int)closed, text);
}

/* The filters of a query as a condition, without one of them. */
static char *condition(const struct list_query *q, enum facet without)
{
	char *text = arena_strdup(&here.a, "c.closed_at IS NULL");

#define AND(...) (text = arena_printf(&here.a, __VA_ARGS__))
	if (q->stage >= 0 && without != FACET_STAGE)
		AND("%s AND c.stage='%s'", text, stage_names[q->stage]);
	if (q->problem >= 0 && without != FACET_PROBLEM)
		AND("%s AND c.problem='%s'", text, problem_names[q->problem]);
	if (q->carrier && without != FACET_CARRIER)
		AND("%s AND s.carrier='%s'", text, q->carrier);
	if (q->owner && without != FACET_OWNER)
		AND("%s AND c.owner='%s'", text, q->owner);
	if (q->client && without != FACET_CLIENT)
		AND("%s AND c.client='%s'", text, q->client);
	if (q->due_on != DAY_NONE && without != FACET_DUE)
		AND("%s AND w.closes_on<=%d", text, q->due_on);
	if (q->value_cents)
		AND("%s AND s.value_cents>=%d", text, (int)q->value_cents);
#undef AND
	return text;
}

static int64_t wanted_count(sqlite3 *db, const struct list_query *q, enum facet f, const char *code)
{
	static const char *const column[] = { "c.stage", "c.problem", "s.carrier", "c.owner",
					      "c.client" };
	char *test = f == FACET_DUE ? arena_printf(&here.a, "w.closes_on<=%d",
						   here.moment.today + (int)strtol(code, NULL, 10))
				    : arena_printf(&here.a, "%s='%s'", column[f], code);

	return raw_int(db, arena_printf(&here.a,
					"SELECT count(*) FROM casefile c JOIN shipment s ON "
					"s.id=c.shipment_id LEFT JOIN window w ON "
					"w.casefile_id=c.id AND w.what='claim' AND "
					"w.route='carrier' WHERE %s AND %s",
					condition(q, f), test));
}

static void counts_agree(sqlite3 *db, const struct facet_counts *got, const struct list_query *q)
{
	static const char *const days[] = { "today", "+7d", "+14d", "+30d", NULL };
	static const char *const *const names[FACETS] = {
		[FACET_STAGE] = stage_names, [FACET_PROBLEM] = problem_names,
		[FACET_CARRIER] = carriers,  [FACET_OWNER] = owners,
		[FACET_CLIENT] = clients,    [FACET_DUE] = days
	};
	static const int nnames[FACETS] = { STAGE_NVALUES, PROBLEM_NVALUES, 3, 4, 3, 4 };

	for (int f = 0; f < FACETS; f++) {
		const struct facet_value *v = got->value[f];
		int there = 0;

		for (int i = 0; i < nnames[f]; i++) {
			int64_t n = wanted_count(db, q, (enum facet)f, names[f][i]), has = 0;

			for (int k = 0; k < got->n[f]; k++)
				if (strcmp(v[k].code, names[f][i]) == 0)
					has = v[k].count;
			there += n > 0;
			ck_assert_msg(n == has, "%s: %s: %d for %d", in_words(q), names[f][i],
				      (int)has, (int)n);
		}
		ck_assert_int_eq(there, got->n[f]);
		for (int k = 1; k < there && f != FACET_STAGE && f != FACET_DUE; k++)
			ck_assert(v[k - 1].count > v[k].count ||
				  (v[k - 1].count == v[k].count &&
				   strcmp(v[k - 1].code, v[k].code) < 0));
	}
}

static void agrees(sqlite3 *db, struct snap *snap, struct list_query q)
{
	struct facet_counts counts;
	char *wanted = listed(snap, &q);

	q.cards = cards;
	ck_assert_msg(strcmp(listed(snap, &q), wanted) == 0, "%s:\n%s\nfor\n%s", in_words(&q),
		      listed(snap, &q), wanted);
	MUST(facets_count(&counts, snap, &here.a, &q, here.moment.today, &here.err));
	counts_agree(db, &counts, &q);
}

static void both_ways_agree(int queries)
{
	sqlite3 *db = raw_open(here.path);
	struct list_place place;
	struct snap *snap;

	MUST(desk_snap(&snap, here.desk, &here.err));
	for (int i = 0; i < queries; i++) {
		struct arena_mark mark = arena_mark(&here.a);

		agrees(db, snap, some_query(&place));
		arena_rewind(&here.a, mark);
	}
	desk_snap_end(snap);
	sqlite3_close(db);
}

/* What the cards list, without anything else. */
static char *by_cards(void)
{
	struct list_query q = any();
	struct snap *snap;
	char *text;

	q.cards = cards;
	q.all = true;
	q.owner = "ann";
	MUST(desk_snap(&snap, here.desk, &here.err));
	text = listed(snap, &q);
	desk_snap_end(snap);
	return arena_strndup(&here.a, text, strcspn(text, ":"));
}

/* --- the tests --- */

static void setup(void)
{
	place_desk();
	cards = cards_new();
}

static void teardown(void)
{
	cards_free(cards);
	place_teardown();
}

START_TEST(cards_list_and_count_what_the_tables_do)
{
	seed = (unsigned)_i;
	for (int i = 1; i <= CASES; i++)
		open_lost(i);
	for (int round = 0; round < ROUNDS; round++) {
		const char *turns = "";

		for (int i = 0; i < CHANGES; i++)
			turns = arena_printf(&here.a, "%s%s;", turns, turn());
		change(turns);
		cards_free(cards);
		cards = cards_new();
		both_ways_agree(QUERIES);
	}
}
END_TEST

/* One thing that people do, to a case taken at random. What may not be done now is not. */
static void act(int *ncases)
{
	int64_t id = 1 + chance(*ncases ? (unsigned)*ncases : 1);
	struct case_facts facts = { .given = 0 };
	const char *said;

	switch (*ncases < 6 ? 0 : chance(9)) {
	case 0:
	case 1:
		open_lost(++*ncases);
		return;
	case 2:
		casefile_close(here.desk, id, "found", &here.err);
		return;
	case 3:
		casefile_reopen(here.desk, id, &here.err);
		return;
	case 4:
		log_call(id, "no news");
		return;
	case 5:
		ask_for(id, REQUEST_HELP_REQUEST, NULL, DAY_NONE);
		return;
	case 6:
		desk_undo(&said, here.desk, &here.a, &here.err);
		return;
	default:
		facts.given = chance(2) ? FACT_OWNER | FACT_PROBLEM
					: FACT_CLIENT | FACT_VALUE | FACT_MAILED;
		facts.owner = chance(3) ? one_of(owners) : NULL;
		facts.client = chance(3) ? one_of(clients) : NULL;
		facts.problem = (enum problem)chance(PROBLEM_NVALUES);
		facts.shipment.value = (struct money){ chance(102), "USD" };
		facts.shipment.mailed_on = here.moment.today - (daynum)chance(90);
		casefile_edit(&said, here.desk, &here.a, id, 0, &facts, &here.err);
	}
}

START_TEST(they_follow_the_journal)
{
	int ncases = 0;

	seed = (unsigned)_i;
	for (int i = 0; i < ACTS; i++) {
		act(&ncases);
		if (chance(3))
			both_ways_agree(3);
	}
	both_ways_agree(QUERIES);
}
END_TEST

START_TEST(they_follow_every_operation_there_is)
{
	both_ways_agree(1);
	do_everything();
	both_ways_agree(QUERIES);
	purge_closed();
	both_ways_agree(QUERIES);
}
END_TEST

/* A list of so many parcels that the desk did not have. */
static void import_parcels(int from, int n)
{
	struct import_options o = { .refusals = "" };
	struct import_report r;
	struct buf b;

	buf_init(&b, 1 << 20);
	buf_puts(&b, "tracking number,ship date\n");
	for (int i = 0; i < n; i++)
		buf_printf(&b, "%s,2026-11-01\n", usps_number(from + i));
	o.path = put_text("parcels.csv", b.at);
	buf_release(&b);
	MUST(import_run(&r, here.desk, &here.a, &o, &here.err));
	ck_assert_int_eq(r.created, n);
}

START_TEST(what_was_read_is_read_again_when_much_has_happened)
{
	for (int i = 1; i <= 3; i++)
		open_lost(i);
	ck_assert_str_eq(by_cards(), "0, 0 closed");
	/* Behind the journal's back, to see which cards are read again: of the three, the third. */
	change("UPDATE casefile SET owner='ann'");
	ck_assert_str_eq(by_cards(), "0, 0 closed");
	log_call(3, "hello");
	ck_assert_str_eq(by_cards(), "1, 0 closed");
	import_parcels(100, 1000);
	ck_assert_str_eq(by_cards(), "1, 0 closed");
	import_parcels(2000, 2500);
	ck_assert_str_eq(by_cards(), "3, 0 closed");
	both_ways_agree(QUERIES);
}
END_TEST

static int fail_at(int at, const struct list_query *q)
{
	char *text = arena_strdup(&here.a, "");
	int64_t count, closed;
	struct snap *snap;
	int rc;

	MUST(desk_snap(&snap, here.desk, &here.err));
	desk_fail_at(here.desk, at);
	rc = list_cases(&count, &closed, snap, q, note, &text, &here.err);
	desk_fail_at(here.desk, 0);
	desk_snap_end(snap);
	return rc;
}

START_TEST(an_older_snapshot_is_not_answered_by_newer_cards)
{
	struct desk *mine = here.desk;
	struct list_query q = any();
	struct snap *old;
	char *before;

	for (int i = 1; i <= 3; i++)
		open_lost(i);
	q.cards = cards;
	MUST(desk_snap(&old, mine, &here.err));
	before = listed(old, &q);
	here.desk = NULL;
	work_as("bo"); /* with another desk */
	open_lost(4);
	MUST(casefile_close(here.desk, 1, "found", &here.err));
	for (int at = 1; at < 30; at++) { /* nor by those that are newer in part */
		ck_assert_str_eq(listed(old, &q), before);
		fail_at(at, &q);
	}
	both_ways_agree(1);
	ck_assert_str_eq(listed(old, &q), before);
	desk_snap_end(old);
	MUST(desk_snap(&old, mine, &here.err));
	ck_assert_str_ne(listed(old, &q), before);
	desk_snap_end(old);
	desk_close(mine);
}
END_TEST

START_TEST(what_failed_half_way_is_read_anew)
{
	struct list_query q = any();
	int failed = 0, ncases = 0;
	char *wanted, *text;

	seed = 1;
	q.cards = cards;
	for (int at = 1; at < 60; at++) {
		struct snap *snap;

		act(&ncases);
		act(&ncases);
		failed += fail_at(at % 20 + 1, &q) < 0;
		MUST(desk_snap(&snap, here.desk, &here.err));
		text = listed(snap, &q);
		q.cards = NULL;
		wanted = listed(snap, &q);
		q.cards = cards;
		ck_assert_str_eq(text, wanted);
		desk_snap_end(snap);
	}
	ck_assert_int_gt(failed, 20);
}
END_TEST

START_TEST(names_without_end_are_told_apart)
{
	enum { MANY = 700 };
	struct list_query q = any();
	struct snap *snap;

	for (int i = 1; i <= 2; i++)
		open_lost(i);
	change(arena_printf(
		&here.a,
		"WITH n(i) AS(VALUES(3) UNION ALL SELECT i+1 FROM n WHERE i<%d) "
		"INSERT INTO casefile(id,version,shipment_id,problem,stage,owner,"
		"client,opened_at,opened_by) SELECT i,1,1,'lost','open','o'||(i%%350),'c'||i,"
		"1,'me' FROM n",
		MANY));
	MUST(desk_snap(&snap, here.desk, &here.err));
	for (int i = 3; i <= MANY; i++) {
		q.cards = cards;
		q.client = arena_printf(&here.a, "c%d", i);
		q.owner = arena_printf(&here.a, "o%d", (i + i % 2) % 350);
		ck_assert_msg(strncmp(listed(snap, &q), i % 2 ? "0" : "1", 1) == 0, "%d", i);
	}
	desk_snap_end(snap);
}
END_TEST

Suite *cards_suite(void)
{
	Suite *s = suite_create("cards");
	TCase *tc = tcase_create("cards");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, cards_list_and_count_what_the_tables_do, 0, SEEDS);
	tcase_add_loop_test(tc, they_follow_the_journal, 0, SEEDS);
	tcase_add_test(tc, they_follow_every_operation_there_is);
	tcase_add_test(tc, what_was_read_is_read_again_when_much_has_happened);
	tcase_add_test(tc, an_older_snapshot_is_not_answered_by_newer_cards);
	tcase_add_test(tc, what_failed_half_way_is_read_anew);
	tcase_add_test(tc, names_without_end_are_told_apart);
	suite_add_tcase(s, tc);
	return s;
}
