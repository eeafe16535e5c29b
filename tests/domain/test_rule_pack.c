#include <check.h>
#include <limits.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "base/zone.h"
#include "domain/insurer.h"
#include "domain/suites.h"
#include "domain/windows.h"

/* Civil days: the hour that daylight saving takes or gives belongs to no other day. */
static const struct {
	const char *zone, *before, *first; /* the last second of a day, the first of the next */
	const char *today;
} midnights[] = {
	{ "America/New_York", "2026-11-01T03:59:59Z", "2026-11-01T04:00:00Z", "2026-11-01" },
	{ "America/New_York", "2026-11-02T04:59:59Z", "2026-11-02T05:00:00Z", "2026-11-02" },
	{ "America/New_York", "2027-03-14T04:59:59Z", "2027-03-14T05:00:00Z", "2027-03-14" },
	{ "America/New_York", "2027-03-15T03:59:59Z", "2027-03-15T04:00:00Z", "2027-03-15" },
	{ "Europe/London", "2026-10-24T22:59:59Z", "2026-10-24T23:00:00Z", "2026-10-25" },
	{ "Europe/London", "2026-10-25T23:59:59Z", "2026-10-26T00:00:00Z", "2026-10-26" },
	{ "Europe/London", "2027-03-28T22:59:59Z", "2027-03-28T23:00:00Z", "2027-03-29" },
	{ "America/Toronto", "2026-11-02T04:59:59Z", "2026-11-02T05:00:00Z", "2026-11-02" },
};

START_TEST(a_window_opens_and_closes_at_midnight_there)
{
	const struct zone *zone;
	instant before, first;
	struct err err;

	ck_assert_int_eq(zone_load(&zone, &arena, midnights[_i].zone, &err), 0);
	ck_assert_int_eq(instant_parse(&before, midnights[_i].before), 0);
	ck_assert_int_eq(instant_parse(&first, midnights[_i].first), 0);
	is_day(zone_day(zone, first), midnights[_i].today);
	ck_assert_int_eq(zone_day(zone, before), zone_day(zone, first) - 1);

	on.mailed_on = day(midnights[_i].today) - 15;
	compute(PROBLEM_LOST);
	ck_assert_int_eq(window_state_on(need(WINDOW_CLAIM), zone_day(zone, before)),
			 WINDOW_TOO_EARLY);
	ck_assert_int_eq(window_state_on(need(WINDOW_CLAIM), zone_day(zone, first)), WINDOW_OPEN);
	on.mailed_on = day(midnights[_i].today) - 61;
	compute(PROBLEM_LOST);
	ck_assert_int_eq(window_state_on(need(WINDOW_CLAIM), zone_day(zone, before)),
			 WINDOW_CLOSING);
	ck_assert_int_eq(window_state_on(need(WINDOW_CLAIM), zone_day(zone, first)), WINDOW_CLOSED);
}
END_TEST

/* --- insurers --- */

static const char *const insurers[][2] = {
	{ "EasyPost", "easypost_insurance" },
	{ "easypost insurance", "easypost_insurance" },
	{ "easypost_insurance", "easypost_insurance" },
	{ "UPS Capital", "insureshield" },
	{ "InsureShield (R)", "insureshield" },
	{ "Insure-Shield", "insureshield" },
	{ "Parcel Pro, a UPS company", "insureshield" },
	{ "parcelpro", "insureshield" },
	{ "PIP", "pip_shipcover" },
	{ "Parcel  Insurance Plan", "pip_shipcover" },
	{ "ShipCover", "pip_shipcover" },
	{ "Stamps.com Insurance", "pip_shipcover" },
	{ "XCover (Cover Genius)", "xcover" },
	{ "U-PIC", "u_pic" },
	{ "ShipSaver", "shipsaver" },
	{ "Route", "route_protection" },
	{ "AfterShip", "aftership_protection" },
	{ "UPS", NULL },
	{ "reroute", NULL },
	{ "Pippa's", NULL },
	{ "shippip", NULL },
	{ "USPS", NULL },
	{ "", NULL },
	{ NULL, NULL },
};

START_TEST(an_insurer_is_known_by_its_names)
{
	const char *code = insurer_code(insurers[_i][0]);

	ck_assert_msg(text_same(code, insurers[_i][1]), "%s: %s", insurers[_i][0], code);
}
END_TEST

START_TEST(a_long_name_of_an_insurer_is_cut)
{
	char *name = arena_alloc(&arena, 100001);

	memset(name, 'x', 100000);
	name[100000] = '\0';
	ck_assert_ptr_null(insurer_code(name));
	memset(name, ' ', 100000);
	ck_assert_ptr_null(insurer_code(name));
}
END_TEST

/* --- what rules of one carrier make together --- */

/* Ends of one window in units of their own: working days first, calendar days last. */
START_TEST(each_end_is_counted_in_its_own_days)
{
	parcel = (struct shipment){ .carrier = "royal_mail", .service = "signed_for" };
	on.mailed_on = day("2026-11-02");
	on.expected_on = day("2026-11-03");
	compute(PROBLEM_LOST);
	spans(need(WINDOW_CLAIM), "2026-11-14", "2027-01-21");
	ck_assert_str_eq(window_why(&arena, need(WINDOW_CLAIM)),
			 "due 2026-11-03 + 10 working days (Royal Mail, Monday to Saturday) = "
			 "2026-11-14, the first day; "
			 "mailed 2026-11-02 + 80 days = 2027-01-21, the last day");

	parcel.service = "special_delivery";
	compute(PROBLEM_LOST);
	spans(need(WINDOW_CLAIM), "2026-11-10", "2027-01-21");
	ck_assert_ptr_nonnull(strstr(window_why(&arena, need(WINDOW_CLAIM)),
				     "5 working days (Royal Mail, Monday to Friday)"));

	parcel = (struct shipment){ .carrier = "canada_post", .service = "xpresspost" };
	on.expected_on = day("2026-11-02");
	compute(PROBLEM_DELAYED);
	spans(need(WINDOW_REFUND), "2026-11-02", "2026-12-15");
	ck_assert_ptr_nonnull(strstr(window_why(&arena, need(WINDOW_REFUND)),
				     "due 2026-11-02 + 0 days = 2026-11-02, the first day; due "
				     "2026-11-02 + 30 working days (Canada, Monday to Friday)"));
}
END_TEST

START_TEST(royal_mail_waits_longer_for_what_goes_beyond_europe)
{
	parcel = (struct shipment){ .carrier = "royal_mail", .service = "tracked" };
	on.mailed_on = day("2026-11-02");
	parcel.to_address = "1 Rue de Lyon, Paris, France";
	compute(PROBLEM_LOST);
	spans(need(WINDOW_CLAIM), "2026-11-25", "2027-05-01");
	parcel.to_address = "1 King St, Toronto, Canada";
	compute(PROBLEM_LOST);
	spans(need(WINDOW_CLAIM), "2026-12-01", "2027-05-01");
	parcel.from_address = "1 King St, Toronto, Canada";
	parcel.to_address = "10 High St, London, UK";
	compute(PROBLEM_LOST);
	spans(need(WINDOW_CLAIM), "2026-12-01", "2027-05-01");
}
END_TEST

/* The first day on which working days count is one; the last is what the rule says. */
START_TEST(no_working_day_moves_the_first_day_on_and_not_the_last)
{
	struct rule r = { .code = "x.a",
			  .carrier = "yodel",
			  .kind = RULE_KIND_LOSS,
			  .scope = SCOPE_ANY,
			  .unit = UNIT_WORKING,
			  .opens_from = ANCHOR_EXPECTED,
			  .closes_from = ANCHOR_EXPECTED,
			  .source = "a",
			  .source_date = "n.d." };
	const struct rule *const rules[] = { &r };

	parcel = (struct shipment){ .carrier = "yodel" };
	on.expected_on = day("2026-11-21"); /* a Saturday */
	nwindows = windows_compute(&windows, &arena, rules, 1, &parcel, PROBLEM_LOST, &on, 12);
	spans(&windows[0], "2026-11-23", "2026-11-21");
}
END_TEST

START_TEST(dhl_express_counts_from_acceptance_and_wants_a_trace_first)
{
	parcel = (struct shipment){ .carrier = "dhl_express", .service = "worldwide" };
	on.accepted_on = day("2026-11-03");
	compute(PROBLEM_LOST);
	spans(need(WINDOW_CLAIM), "2026-11-03", "2026-12-03");
	ck_assert_str_eq(need(WINDOW_CLAIM)->after_request, "trace");
	ck_assert_ptr_null(strstr(need(WINDOW_CLAIM)->limit_note, "counted from"));
	ck_assert_str_eq(window_why(&arena, need(WINDOW_CLAIM)),
			 "accepted 2026-11-03 + 0 days = 2026-11-03, the first day; "
			 "accepted 2026-11-03 + 30 days = 2026-12-03, the last day");

	on.mailed_on = day("2026-11-01");
	compute(PROBLEM_LOST);
	spans(need(WINDOW_CLAIM), "2026-11-03", "2026-12-01");
	ck_assert_ptr_nonnull(strstr(need(WINDOW_CLAIM)->limit_note,
				     "mailed 2026-11-01, acceptance scan 2026-11-03"));
	on.accepted_on = DAY_NONE;
	compute(PROBLEM_LOST);
	spans(need(WINDOW_CLAIM), "2026-11-01", "2026-12-01");
	ck_assert_ptr_nonnull(strstr(need(WINDOW_CLAIM)->limit_note, "no acceptance scan"));
	compute(PROBLEM_DAMAGED);
	ck_assert_ptr_null(need(WINDOW_CLAIM)->after_request);
}
END_TEST

static const struct window *of_route(enum window_what what, enum route_kind route)
{
	for (int i = 0; i < nwindows; i++)
		if (windows[i].what == what && windows[i].route == route)
			return &windows[i];
	return NULL;
}

START_TEST(an_insurers_rules_come_with_the_insurer)
{
	on.mailed_on = day("2026-11-01");
	on.expected_on = day("2026-11-05");
	compute(PROBLEM_LOST);
	ck_assert_ptr_null(of_route(WINDOW_CLAIM, ROUTE_INSURANCE));

	parcel.insurer = "EasyPost Insurance";
	compute(PROBLEM_LOST);
	ck_assert_str_eq(of_route(WINDOW_CLAIM, ROUTE_INSURANCE)->unknown_because,
			 "day the insurance was bought missing: waylaid edit 12 --insured-on DATE");
	on.insured_on = day("2026-10-31");
	compute(PROBLEM_LOST);
	spans(of_route(WINDOW_CLAIM, ROUTE_INSURANCE), "2026-11-15", "2026-12-30");
	spans(of_route(WINDOW_CLAIM, ROUTE_CARRIER), "2026-11-16", "2026-12-31");
	ck_assert_ptr_eq(window_main(windows, nwindows), of_route(WINDOW_CLAIM, ROUTE_CARRIER));

	parcel.insurer = "UPS Capital (InsureShield)";
	compute(PROBLEM_LOST);
	spans(of_route(WINDOW_CLAIM, ROUTE_INSURANCE), "2026-11-05", "2026-12-20");
	parcel.insurer = "ShipCover";
	compute(PROBLEM_LOST);
	spans(of_route(WINDOW_CLAIM, ROUTE_INSURANCE), "2026-12-01", "2027-01-30");
	ck_assert_ptr_nonnull(
		strstr(of_route(WINDOW_CLAIM, ROUTE_INSURANCE)->alternatives, "2027-04-30"));
	parcel.insurer = "an uncle";
	compute(PROBLEM_LOST);
	ck_assert_ptr_null(of_route(WINDOW_CLAIM, ROUTE_INSURANCE));
}
END_TEST

/* Media Mail insured elsewhere is not insured by the Postal Service. */
START_TEST(insurance_of_others_is_no_insured_mail)
{
	parcel.service = "media_mail";
	parcel.insured = (struct money){ 5000, "USD" };
	parcel.insurer = "ShipCover";
	on.mailed_on = day("2026-11-01");
	compute(PROBLEM_LOST);
	ck_assert_ptr_null(of_route(WINDOW_CLAIM, ROUTE_CARRIER));
	ck_assert_ptr_nonnull(of_route(WINDOW_CLAIM, ROUTE_INSURANCE));
}
END_TEST

/* What sources of one carrier say against each other: the earliest credible day, and the others. */
START_TEST(sources_of_ups_and_fedex_that_disagree_are_both_shown)
{
	parcel = (struct shipment){ .carrier = "ups", .to_address = "1 King St, Toronto, Canada" };
	on.delivered_on = day("2026-11-05");
	compute(PROBLEM_DAMAGED);
	spans(need(WINDOW_CLAIM), "2026-11-05", "2026-11-19");
	ck_assert_ptr_nonnull(strstr(need(WINDOW_CLAIM)->alternatives, "2027-01-04"));
	ck_assert_ptr_null(need(WINDOW_CLAIM)->unknown_because);

	parcel.to_address = NULL;
	compute(PROBLEM_DAMAGED);
	spans(need(WINDOW_CLAIM), "2026-11-05", "2027-01-04");
	ck_assert_ptr_nonnull(strstr(need(WINDOW_CLAIM)->alternatives, "2026-11-20")); /* 15 */
	ck_assert_ptr_nonnull(strstr(need(WINDOW_CLAIM)->alternatives, "2027-04-04")); /* 150 */
	ck_assert_ptr_nonnull(strstr(need(WINDOW_CLAIM)->alternatives, "2027-08-02")); /* 270 */

	parcel = (struct shipment){ .carrier = "fedex", .service = "ground" };
	on.mailed_on = day("2026-11-01");
	compute(PROBLEM_DAMAGED);
	spans(need(WINDOW_CLAIM), "2026-11-01", "2026-12-31");
	ck_assert_ptr_nonnull(strstr(need(WINDOW_CLAIM)->alternatives, "2027-01-04"));
	ck_assert_ptr_nonnull(strstr(need(WINDOW_CLAIM)->alternatives, "2026-11-22"));
}
END_TEST

START_TEST(a_motor_carrier_has_nine_months_and_a_suit)
{
	parcel = (struct shipment){ .carrier = "old_dominion" };
	on.mailed_on = day("2026-11-01");
	compute(PROBLEM_LOST);
	spans(need(WINDOW_CLAIM), "", "2027-07-29");
	on.decided_on = day("2027-01-10");
	compute(PROBLEM_LOST);
	spans(need(WINDOW_SUIT), "2027-01-10", "2029-01-10");
}
END_TEST

START_TEST(amazon_says_who_pays_instead_of_a_day)
{
	parcel = (struct shipment){ .carrier = "amazon" };
	compute(PROBLEM_NOT_RECEIVED);
	ck_assert_int_eq(need(WINDOW_CLAIM)->route, ROUTE_MARKETPLACE);
	ck_assert_ptr_nonnull(strstr(need(WINDOW_CLAIM)->unknown_because, "Amazon pays the buyer"));
	ck_assert_int_eq(window_state_on(need(WINDOW_CLAIM), day("2026-11-20")), WINDOW_UNKNOWN);
}
END_TEST

Suite *rule_pack_suite(void)
{
	Suite *s = suite_create("rule_pack");
	TCase *tc = tcase_create("rule_pack");

	tcase_add_checked_fixture(tc, windows_setup, windows_teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, a_window_opens_and_closes_at_midnight_there, 0,
			    (int)(sizeof midnights / sizeof *midnights));
	tcase_add_loop_test(tc, an_insurer_is_known_by_its_names, 0,
			    (int)(sizeof insurers / sizeof *insurers));
	tcase_add_test(tc, a_long_name_of_an_insurer_is_cut);
	tcase_add_test(tc, each_end_is_counted_in_its_own_days);
	tcase_add_test(tc, royal_mail_waits_longer_for_what_goes_beyond_europe);
	tcase_add_test(tc, no_working_day_moves_the_first_day_on_and_not_the_last);
	tcase_add_test(tc, dhl_express_counts_from_acceptance_and_wants_a_trace_first);
	tcase_add_test(tc, an_insurers_rules_come_with_the_insurer);
	tcase_add_test(tc, insurance_of_others_is_no_insured_mail);
	tcase_add_test(tc, sources_of_ups_and_fedex_that_disagree_are_both_shown);
	tcase_add_test(tc, a_motor_carrier_has_nine_months_and_a_suit);
	tcase_add_test(tc, amazon_says_who_pays_instead_of_a_day);
	suite_add_tcase(s, tc);
	return s;
}
