#include <string.h>

#include "store/listed.h"
#include "store/place.h"
#include "store/suites.h"

/*
 * The next step of a case is reckoned from its rows, the morning list by the engine. Whatever
 * stands in the rows, both must say the same: the values below are put into them at random.
 */

enum { SEEDS = 60, ROUNDS = 12, CHANGES = 8, CASES = 6 };

/* clang-format off */
static const char *const whats[] = { "'claim'", "'refund'", "'notice'", "'inquiry'", "'search'",
				     "'suit'", "'suit'", "'appeal'", "'appeal'",
				     "'second_appeal'", NULL };
static const char *const counts[] = { "NULL", "NULL", "15", NULL };
#define NO_DAYS "NULL,closes_on=NULL,opens_days=NULL,closes_days=NULL"
static const char *const no_days[] = {
	NO_DAYS, NO_DAYS ",what='claim',after_request='help_request'", NULL
};
static const char *const truths[] = { "0", "1", "1", NULL };
static const char *const firsts[] = { "NULL", "NULL", "'trace'", "'help_request'",
				      "'international_inquiry'", NULL };
static const char *const states[] = { "'filed'", "'acknowledged'", "'no_record'", "'needs_info'",
				      "'denied'", "'denied'", "'approved'", "'partly_approved'",
				      "'appealed'", "'paid'", "'withdrawn'", NULL };
static const char *const appeals[] = { "0", "1", "1", "2", NULL };
static const char *const kinds[] = { "'help_request'", "'missing_mail_search'", "'trace'",
				     "'signature'", "'international_inquiry'", NULL };
static const char *const answers[] = { "'open'", "'open'", "'answered'", "'withdrawn'", NULL };
static const char *const promised[] = { "'open'", "'open'", "'kept'", "'waived'", NULL };
static const char *const owers[] = { "'carrier'", "'us'", "'recipient'", NULL };
static const char *const channels[] = { "'phone'", "'letter'", NULL };
static const char *const ways[] = { "'in'", "'out'", NULL };

/* Counted from today: the edges of what the list asks, and what lies beside them. */
static const int days[] = { -45, -31, -30, -22, -21, -20, -15, -14, -13, -8, -7, -6, -4,
			    -3,	 -1,  0,   1,	2,   3,	  4,   7,   8,	 14, 30, 31, 40 };

/* values NULL: a day; a day may be unknown unless it is wanted. */
static const struct spot {
	const char *table, *column;
	const char *const *values;
	bool wanted;
} spots[] = {
	{ "window", "what", whats, false },
	{ "window", "opens_on", NULL, false },
	{ "window", "closes_on", NULL, false },
	{ "window", "opens_days", counts, false },
	{ "window", "closes_days", counts, false },
	{ "window", "opens_on", no_days, false },
	{ "window", "live", truths, false },
	{ "window", "after_request", firsts, false },
	{ "claim", "state", states, false },
	{ "claim", "appeals", appeals, false },
	{ "claim", "filed_on", NULL, true },
	{ "claim", "appealed_on", NULL, false },
	{ "claim", "answer_due_on", NULL, false },
	{ "claim", "info_due_on", NULL, false },
	{ "claim", "pay_due_on", NULL, false },
	{ "claim", "decided_on", NULL, false },
	{ "claim", "appeal_decided_on", NULL, false },
	{ "request", "kind", kinds, false },
	{ "request", "state", answers, false },
	{ "request", "answer_due_on", NULL, false },
	{ "promise", "state", promised, false },
	{ "promise", "owed_by", owers, false },
	{ "promise", "due_on", NULL, false },
	{ "duty", "since_on", NULL, true },
	{ "duty", "settled_on", NULL, false },
	{ "snooze", "until", NULL, true },
	{ "contact", "channel", channels, false },
	{ "contact", "direction", ways, false },
};
/* clang-format on */

/* Small and the same everywhere: a failing seed can be walked again. */
static unsigned chance(unsigned *seed, unsigned below)
{
	*seed = *seed * 1103515245u + 12345u;
	return (*seed >> 16) % below;
}

static const char *value_for(const struct spot *c, unsigned *seed)
{
	unsigned n = 0;

	if (c->values) {
		while (c->values[n])
			n++;
		return c->values[chance(seed, n)];
	}
	if (!c->wanted && chance(seed, 4) == 0)
		return "NULL";
	return arena_printf(&here.a, "%d",
			    here.moment.today + days[chance(seed, sizeof days / sizeof *days)]);
}

/* One cell of one row; what the schema forbids is left as it was. */
static const char *turn(unsigned *seed)
{
	const struct spot *c = &spots[chance(seed, sizeof spots / sizeof *spots)];

	return arena_printf(&here.a,
			    "UPDATE OR IGNORE %s SET %s=%s WHERE id=(SELECT id FROM %s "
			    "ORDER BY id LIMIT 1 OFFSET %u%%max(1,(SELECT count(*) FROM %s)))",
			    c->table, c->column, value_for(c, seed), c->table, chance(seed, 1000),
			    c->table);
}

static void put_off(const char *kind, const char *case_of, const char *table)
{
	change(arena_printf(&here.a,
			    "INSERT INTO snooze(version,casefile_id,kind,row_id,until,reason,"
			    "snoozed_by) SELECT 1,%s,'%s',id,%d,'later','me' FROM %s",
			    case_of, kind, here.moment.today, table));
}

/* Of the best step alone is told: each kind of row stands in a case without the others, too. */
static void open_cases(void)
{
	struct claim again;

	for (int id = 1; id <= CASES; id++) {
		open_lost(id);
		if (id <= 3)
			put_this_claim(a_claim(id, CLAIM_FILED));
		if (id == 3 || id == 4 || id == 6)
			log_with_promise(id, "call back", here.moment.today - 3);
		if (id >= 4 && id <= 5)
			ask_for(id, REQUEST_HELP_REQUEST, "HR", DAY_NONE);
	}
	change(arena_printf(&here.a,
			    "INSERT INTO duty(version,casefile_id,kind,what,since_on) "
			    "VALUES(1,4,'turned_up','tell them',%d);"
			    "UPDATE promise SET state='kept' WHERE id=3;",
			    here.moment.today));
	/* One window alone, and two claims at one door. */
	change("UPDATE window SET live=0 WHERE casefile_id=6 AND id NOT IN("
	       "SELECT min(id) FROM window WHERE casefile_id=6)");
	again = a_claim(2, CLAIM_DENIED);
	again.number = 2;
	put_this_claim(again);
	put_off("promise",
		"(SELECT casefile_id FROM contact_case c WHERE c.contact_id=promise.contact_id)",
		"promise");
	put_off("request", "casefile_id", "request");
	put_off("answer", "casefile_id", "claim");
	put_off("payment", "casefile_id", "claim");
	change("UPDATE shipment SET carrier='dhl_express' WHERE id IN (2,5)");
}

START_TEST(it_is_a_line_of_the_list_whatever_stands_in_the_rows)
{
	unsigned seed = (unsigned)_i;

	open_cases();
	for (int round = 0; round < ROUNDS; round++) {
		const char *turns = "";

		for (int i = 0; i < CHANGES; i++)
			turns = arena_printf(&here.a, "%s%s;", turns, turn(&seed));
		change(turns);
		every_step_agrees();
	}
}
END_TEST

Suite *next_step_suite(void)
{
	Suite *s = suite_create("next_step");
	TCase *tc = tcase_create("next_step");

	tcase_add_checked_fixture(tc, place_desk, place_teardown);
	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, it_is_a_line_of_the_list_whatever_stands_in_the_rows, 0, SEEDS);
	suite_add_tcase(s, tc);
	return s;
}
