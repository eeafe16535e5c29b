#include <string.h>

#include "base/arena.h"
#include "domain/evidence.h"
#include "domain/suites.h"

static struct arena a;

static void teardown(void)
{
	arena_release(&a);
}

START_TEST(the_camera_counts_where_nobody_says_a_day)
{
	static const struct {
		const char *taken;
		daynum camera;
	} said[] = {
		{ NULL, DAY_NONE },
		{ "", DAY_NONE },
		{ "2026-11-03", DAY_NONE },
		{ "2026-02-30T14:22:05", DAY_NONE },
	};
	struct evidence e = { .dated_on = DAY_NONE };

	for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
		e.taken = said[i].taken;
		ck_assert_int_eq(evidence_taken_on(&e), said[i].camera);
		ck_assert_int_eq(evidence_day(&e), said[i].camera);
	}
	e.taken = "2026-11-03T14:22:05+01:00";
	ck_assert_int_eq(evidence_day(&e), day_of(2026, 11, 3));
	e.dated_on = day_of(2026, 11, 5);
	ck_assert_int_eq(evidence_day(&e), day_of(2026, 11, 5));
	ck_assert_int_eq(evidence_taken_on(&e), day_of(2026, 11, 3));
}
END_TEST

/* What is doubted, joined by "; ". Mailed on 2026-11-10, now 2026-11-23 12:00 UTC. */
static const char *doubts(const struct evidence *e)
{
	struct evidence_frame frame = { day_of(2026, 11, 10), day_of(2026, 11, 23), 0 };
	const char *doubt[EVIDENCE_DOUBTS], *all = "";
	int n;

	ck_assert_int_eq(instant_parse(&frame.now, "2026-11-23T12:00:00Z"), 0);
	n = evidence_doubts(doubt, &a, e, &frame);
	for (int i = 0; i < n; i++)
		all = arena_printf(&a, "%s%s%s", all, i ? "; " : "", doubt[i]);
	return all;
}

START_TEST(what_cannot_be_is_doubted)
{
	const daynum none = DAY_NONE, said = day_of(2026, 11, 5);
	const struct {
		struct evidence e;
		const char *words;
	} cases[] = {
		{ { .dated_on = none, .kind = EVIDENCE_DAMAGE_PHOTO }, "" },
		{ { .dated_on = none, .taken = "2026-11-10T00:00:01" }, "" },
		{ { .dated_on = none,
		    .taken = "2026-11-09T23:00:00",
		    .kind = EVIDENCE_DAMAGE_PHOTO },
		  "2026-11-09 lies before the mailing on 2026-11-10" },
		/* A label is photographed before, and an invoice written. */
		{ { .dated_on = none,
		    .taken = "2026-11-09T23:00:00",
		    .kind = EVIDENCE_LABEL_PHOTO },
		  "" },
		{ { .dated_on = said,
		    .taken = "2026-11-20T14:22:05",
		    .kind = EVIDENCE_PACKAGING_PHOTO },
		  "you say 2026-11-05, the camera says 2026-11-20; 2026-11-05 lies before the "
		  "mailing on 2026-11-10" },
		{ { .dated_on = none, .taken = "2026-11-24T00:10:00" },
		  "2026-11-24 is not yet: is the clock right?" },
		/* It is tomorrow there already. */
		{ { .dated_on = none, .taken = "2026-11-24T00:10:00+13:00" }, "" },
		{ { .dated_on = none, .taken = "2026-11-24T01:10:00+13:00" },
		  "2026-11-24 is not yet: is the clock right?" },
		{ { .dated_on = day_of(2026, 11, 24) },
		  "2026-11-24 is not yet: is the clock right?" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_str_eq(doubts(&cases[i].e), cases[i].words);
}
END_TEST

START_TEST(without_a_day_of_mailing_nothing_lies_before_it)
{
	const struct evidence e = { .dated_on = day_of(2020, 1, 1), .kind = EVIDENCE_DAMAGE_PHOTO };
	const struct evidence_frame frame = { DAY_NONE, day_of(2026, 11, 23), 0 };
	const char *doubt[EVIDENCE_DOUBTS];

	ck_assert_int_eq(evidence_doubts(doubt, &a, &e, &frame), 0);
}
END_TEST

Suite *evidence_suite(void)
{
	Suite *s = suite_create("evidence");
	TCase *t = tcase_create("evidence");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_test(t, the_camera_counts_where_nobody_says_a_day);
	tcase_add_test(t, what_cannot_be_is_doubted);
	tcase_add_test(t, without_a_day_of_mailing_nothing_lies_before_it);
	suite_add_tcase(s, t);
	return s;
}
