#include <check.h>
#include <limits.h>
#include <string.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "base/zone.h"
#include "domain/insurer.h"
#include "domain/suites.h"
#include "domain/window.h"

#define UNANCHORED                                                                              \
	{                                                                                       \
		DAY_NONE, DAY_NONE, DAY_NONE, DAY_NONE, DAY_NONE, DAY_NONE, DAY_NONE, DAY_NONE, \
			DAY_NONE                                                                \
	}

static struct arena arena = ARENA_INIT;
static const struct rule *const *facts;
static int nfacts;

static struct shipment parcel;
static struct anchors on;
static struct window *windows;
static int nwindows;

static void setup(void)
{
	nfacts = rules_from_facts(&facts, &arena);
	parcel = (struct shipment){ .carrier = "usps", .service = "ground_advantage" };
	on = (struct anchors)UNANCHORED;
}

static void teardown(void)
{
	arena_release(&arena);
}

static void compute(enum problem problem)
{
	nwindows = windows_compute(&windows, &arena, facts, nfacts, &parcel, problem, &on, 12);
}

/* The window for this, or NULL. */
static const struct window *find(enum window_what what)
{
	const struct window *found = NULL;

	for (int i = 0; i < nwindows; i++) {
		if (windows[i].what != what)
			continue;
		ck_assert_msg(!found, "two windows of one kind");
		found = &windows[i];
	}
	return found;
}

static const struct window *need(enum window_what what)
{
	const struct window *w = find(what);

	ck_assert_msg(w != NULL, "no %s window", window_what_names[what]);
	return w;
}

static void is_day(daynum got, const char *want)
{
	char text[DAY_TEXT];

	ck_assert_str_eq(day_text(text, got), want);
}

static void spans(const struct window *w, const char *opens, const char *closes)
{
	is_day(w->opens_on, opens);
	is_day(w->closes_on, closes);
}

static daynum day(const char *text)
{
	daynum d;

	ck_assert_int_eq(day_parse_iso(&d, text), 0);
	return d;
}

/* --- every rule against its numbers written down a second time --- */

enum { GOLDEN_MAX = 512 * 1024, FIXED_COLUMNS = 4 };

static char **golden_head;
static int golden_width;

/* The rows of the golden table, heading first, each with its number of fields checked. */
static char ***golden_rows(int *n)
{
	char ***rows = arena_array(&arena, 1000, sizeof *rows), **fields, *bytes;
	struct err err = { 0 };
	struct csv csv;
	int nfields;
	size_t len;

	ck_assert_int_eq(
		file_read(&bytes, &len, &arena, "tests/domain/rules_golden.csv", GOLDEN_MAX, &err),
		0);
	csv_open(&csv, bytes, len, ',');
	for (*n = 0; csv_next(&fields, &nfields, &csv, &arena, &err) == 1; ++*n) {
		if (*n == 0)
			golden_width = nfields;
		ck_assert_int_eq(nfields, golden_width);
		rows[*n] = fields;
	}
	golden_head = rows[0];
	return rows;
}

static char **golden_of(char ***rows, int n, const char *code)
{
	for (int i = 1; i < n; i++)
		if (strcmp(rows[i][0], code) == 0)
			return rows[i];
	ck_abort_msg("%s: not in rules_golden.csv", code);
	return NULL;
}

/* "15 mailed_on", "10 expected_on uk_mon_sat", "-": as the golden table writes an end. */
static const char *end_text(int32_t days, enum anchor from, bool working, enum work_week week)
{
	if (days == DAYS_NONE)
		return "-";
	return arena_printf(&arena, "%d %s%s%s", (int)days, anchor_names[from], working ? " " : "",
			    working ? work_week_names[week] : "");
}

static bool opens_by_working_days(const struct rule *r)
{
	return r->opens_unit == OPENS_UNIT_WORKING ||
	       (r->opens_unit == OPENS_UNIT_SAME && r->unit == UNIT_WORKING);
}

START_TEST(every_rule_says_what_its_source_says)
{
	char ***rows, **row;
	int n;

	rows = golden_rows(&n);
	ck_assert_int_eq(nfacts, n - 1);
	for (int i = 0; i < nfacts; i++) {
		const struct rule *r = facts[i];
		const char *opens = end_text(r->opens_days, r->opens_from, opens_by_working_days(r),
					     r->work_week);
		const char *closes = end_text(r->closes_days, r->closes_from,
					      r->unit == UNIT_WORKING, r->work_week);
		const char *more =
			r->after_request ? arena_printf(&arena, "after %s", r->after_request) : "";

		row = golden_of(rows, n, r->code);
		ck_assert_msg(strcmp(row[1], opens) == 0, "%s: opens %s", r->code, opens);
		ck_assert_msg(strcmp(row[2], closes) == 0, "%s: closes %s", r->code, closes);
		ck_assert_msg(strcmp(row[3], more) == 0, "%s: %s", r->code, more);
	}
}
END_TEST

/* A parcel that this rule is for. */
static struct shipment parcel_of(const struct rule *r)
{
	static const char *const to[SCOPE_NVALUES] = {
		[SCOPE_MILITARY] = "PSC 3 Box 42, APO AE 09021",
		[SCOPE_INTERNATIONAL] = "1 Ginza, Tokyo, Japan",
		[SCOPE_OVERSEAS] = "1 Ginza, Tokyo, Japan",
		[SCOPE_EUROPE] = "1 Rue de Lyon, Paris, France",
	};

	return (struct shipment){
		.carrier = strcmp(r->carrier, RULE_ANY_CARRIER) == 0 ? "usps" : r->carrier,
		.service = r->service ? r->service : "another",
		.from_address = r->scope == SCOPE_INBOUND ? "1 Ginza, Tokyo, Japan" : NULL,
		.to_address = to[r->scope],
		.insurer = r->insurer,
	};
}

static enum problem problem_of(const struct rule *r)
{
	switch (r->kind) {
	case RULE_KIND_DAMAGE:
	case RULE_KIND_NONE: /* appeals and suits fit every kind */
		return PROBLEM_DAMAGED;
	case RULE_KIND_MISSING_CONTENTS:
		return PROBLEM_MISSING_CONTENTS;
	case RULE_KIND_DELAY:
		return PROBLEM_DELAYED;
	case RULE_KIND_LOSS:
	case RULE_KIND_NVALUES:
		break;
	}
	return PROBLEM_LOST;
}

static void state_is(const struct window *w, daynum today, enum window_state want, const char *at)
{
	enum window_state got = window_state_on(w, today);

	ck_assert_msg(got == want, "%s: %s: %s, not %s", w->rule, at, window_state_names[got],
		      window_state_names[want]);
}

/* The day before each end, the day, the day after. */
static void ends_hold(const struct window *w)
{
	daynum first = w->opens_on, last = w->closes_on;

	if (first != DAY_NONE && last != DAY_NONE)
		ck_assert_int_le(first, last);
	if (first != DAY_NONE) {
		bool near = last != DAY_NONE && last - first <= WINDOW_CLOSING_DAYS;

		state_is(w, first - 1, WINDOW_TOO_EARLY, "the day before the first");
		state_is(w, first, near ? WINDOW_CLOSING : WINDOW_OPEN, "the first day");
	}
	if (last == DAY_NONE) {
		state_is(w, first == DAY_NONE ? 20000 : first + 400,
			 first == DAY_NONE ? WINDOW_UNKNOWN : WINDOW_OPEN, "no last day");
		ck_assert_ptr_nonnull(w->unknown_because);
		return;
	}
	if (first == DAY_NONE || last - WINDOW_CLOSING_DAYS - 1 >= first)
		state_is(w, last - WINDOW_CLOSING_DAYS - 1, WINDOW_OPEN, "8 days left");
	state_is(w, last - 1, first == last ? WINDOW_TOO_EARLY : WINDOW_CLOSING,
		 "the day before the last");
	state_is(w, last, WINDOW_CLOSING, "the last day");
	state_is(w, last + 1, WINDOW_CLOSED, "the day after the last");
	ck_assert_int_eq(window_days_left(w, last), 0);
}

START_TEST(every_end_of_every_rule_is_where_it_was_counted_by_hand)
{
	char ***rows, **row;
	int n, ends = 0;

	rows = golden_rows(&n);
	for (int i = 0; i < nfacts; i++) {
		row = golden_of(rows, n, facts[i]->code);
		parcel = parcel_of(facts[i]);
		ck_assert_msg(rule_fits(facts[i], &parcel, problem_of(facts[i])), "%s",
			      facts[i]->code);
		for (int c = FIXED_COLUMNS; c < golden_width; c += 2) {
			daynum d = day(golden_head[c] + strlen("opens "));

			on = (struct anchors){ d, d, d, d, d, d, d, d, d };
			nwindows = windows_compute(&windows, &arena, &facts[i], 1, &parcel,
						   problem_of(facts[i]), &on, 12);
			ck_assert_msg(nwindows == 1, "%s", facts[i]->code);
			spans(&windows[0], row[c], row[c + 1]);
			ends_hold(&windows[0]);
			ends += (*row[c] != '\0') + (*row[c + 1] != '\0');
		}
	}
	ck_assert_int_gt(ends, 1500);
}
END_TEST

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
	state_is(need(WINDOW_CLAIM), zone_day(zone, before), WINDOW_TOO_EARLY, "a second before");
	state_is(need(WINDOW_CLAIM), zone_day(zone, first), WINDOW_OPEN, "midnight");
	on.mailed_on = day(midnights[_i].today) - 61;
	compute(PROBLEM_LOST);
	state_is(need(WINDOW_CLAIM), zone_day(zone, before), WINDOW_CLOSING, "the last second");
	state_is(need(WINDOW_CLAIM), zone_day(zone, first), WINDOW_CLOSED, "midnight after");
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

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, every_rule_says_what_its_source_says);
	tcase_add_test(tc, every_end_of_every_rule_is_where_it_was_counted_by_hand);
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
