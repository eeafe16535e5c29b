#include "view/next_words.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "view/suites.h"

enum { TODAY = 20780 };

static struct arena arena;

static void teardown(void)
{
	arena_release(&arena);
}

/* A line of a case 12 about which everything is known. */
static struct next_row a_row(enum next_kind kind)
{
	return (struct next_row){ .kind = kind,
				  .casefile_id = 12,
				  .id = 7,
				  .number = 3,
				  .carrier = "usps",
				  .what = "claim",
				  .who = "carrier",
				  .due_on = TODAY + 5,
				  .snoozed_until = DAY_NONE };
}

static const char *command(const struct next_row *row)
{
	return next_command_text(&arena, next_command_of(row, TODAY)->command, row);
}

START_TEST(every_kind_has_words_and_a_command)
{
	for (int kind = 0; kind < NEXT_NVALUES; kind++) {
		const int days[] = { -1, 0, 5 };
		struct next_row full = a_row((enum next_kind)kind);
		struct next_row bare = { .kind = (enum next_kind)kind,
					 .casefile_id = 12,
					 .what = full.what,
					 .due_on = DAY_NONE,
					 .snoozed_until = DAY_NONE };

		ck_assert_ptr_nonnull(next_command_of(&bare, TODAY));
		ck_assert_str_ne(next_what(&arena, &bare, TODAY), "");
		for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
			const char *said;

			full.due_on = TODAY + days[i];
			said = next_what(&arena, &full, TODAY);
			ck_assert_ptr_null(strstr(said, "(null)"));
			ck_assert(text_has_prefix(command(&full), "waylaid "));
		}
	}
}
END_TEST

/* Every row of the table is reached, and every word in braces is one that is filled in. */
START_TEST(every_command_is_complete)
{
	for (int i = 0; i < next_ncommands; i++) {
		const struct next_command *c = &next_commands[i];
		struct next_row row = a_row(c->kind);

		if (c->variant)
			row.what = c->variant;
		if (text_same(c->variant, "missed"))
			row.due_on = TODAY - 1;
		if (text_same(c->variant, "ours"))
			row.who = "us";
		if (text_same(c->variant, "ask") || text_same(c->variant, "await"))
			row.why = "trace";
		if (text_same(c->variant, "ask"))
			row.number = 0;
		ck_assert_msg(next_command_of(&row, TODAY) == c, "%s", c->command);
		for (int k = -1; k < 2; k++) {
			const char *text = k < 0 ? c->command : c->after[k], *said;

			if (!text)
				continue;
			said = next_command_text(&arena, text, &row);
			ck_assert_msg(text_has_prefix(said, "waylaid ") && !strchr(said, '{'), "%s",
				      said);
			ck_assert_msg(strstr(said, "12") || strstr(said, " 7"), "%s", said);
		}
	}
}
END_TEST

START_TEST(a_missing_fact_becomes_a_command_that_asks_for_it)
{
	static const struct {
		const char *why, *command;
	} facts[] = {
		{ "mailing date missing: waylaid edit 12 --mailed DATE",
		  "waylaid edit 12 --mailed" },
		{ "service missing: waylaid edit 12 --service SERVICE",
		  "waylaid edit 12 --service" },
		{ "help request date missing: waylaid request 12 help-request --on DATE",
		  "waylaid request 12 help-request" },
		{ "last scan missing: waylaid track 12", "waylaid track 12" },
		{ "no last day known", "waylaid why 12" },
		{ NULL, "waylaid why 12" },
	};

	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
		struct next_row row = a_row(NEXT_FACT);

		row.why = facts[i].why;
		ck_assert_str_eq(command(&row), facts[i].command);
		ck_assert_ptr_null(strstr(next_what(&arena, &row, TODAY), "waylaid"));
	}
}
END_TEST

START_TEST(a_request_that_must_come_first_is_asked_for_and_awaited)
{
	struct next_row row = a_row(NEXT_WINDOW);

	row.why = "international_inquiry";
	row.due_on = TODAY + 20;
	row.number = 0;
	ck_assert_str_eq(command(&row), "waylaid request 12 international-inquiry");
	ck_assert_str_eq(
		next_what(&arena, &row, TODAY),
		"ask for the international inquiry: it must end before the claim (carrier)");
	row.number = 2;
	ck_assert_str_eq(command(&row), "waylaid request answer 12/2");
	row.why = NULL;
	row.what = "inquiry";
	ck_assert_str_eq(command(&row), "waylaid request 12 international-inquiry");
	row.carrier = "dhl_express";
	ck_assert_str_eq(command(&row), "waylaid request 12 trace");
}
END_TEST

START_TEST(a_search_without_an_answer_does_not_cost_the_claim)
{
	struct next_row r = a_row(NEXT_WINDOW);

	r.carrier = "dhl_express";
	r.why = "trace";
	r.due_on = TODAY + 8;
	ck_assert_str_eq(command(&r), "waylaid request answer 12/3");
	r.due_on = TODAY + 7;
	ck_assert_str_eq(command(&r), "waylaid claim file 12 --route carrier --anyway");
	ck_assert_str_eq(next_what(&arena, &r, TODAY),
			 "the window closes and the trace has not ended: file the claim (carrier) "
			 "all the same");
	r.number = 0; /* nobody asked for one */
	ck_assert_str_eq(command(&r), "waylaid request 12 trace");
	r.due_on = TODAY + 1;
	ck_assert_str_eq(command(&r), "waylaid claim file 12 --route carrier --anyway");
}
END_TEST

Suite *next_words_suite(void)
{
	Suite *s = suite_create("next words");
	TCase *t = tcase_create("next words");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_test(t, every_kind_has_words_and_a_command);
	tcase_add_test(t, a_search_without_an_answer_does_not_cost_the_claim);
	tcase_add_test(t, every_command_is_complete);
	tcase_add_test(t, a_missing_fact_becomes_a_command_that_asks_for_it);
	tcase_add_test(t, a_request_that_must_come_first_is_asked_for_and_awaited);
	suite_add_tcase(s, t);
	return s;
}
