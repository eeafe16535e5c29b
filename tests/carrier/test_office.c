#include <string.h>

#include "carrier/replies.h"
#include "carrier/usps_office.h"

/* The shape of the locator's documented answer, with made-up places. */

/* clang-format off */
#define DAY(name, times) "{\"dayOfWeek\":\"" name "\",\"times\":[" times "]}"
#define SPAN(from, to)   "{\"openTime\":\"" from "\",\"closeTime\":\"" to "\"}"
#define HALVES           SPAN("09:00:00", "12:00:00") "," SPAN("13:00:00", "17:00:00")

static const char two_offices[] =
	"{\"locations\":["
	"{\"facilityName\":\"FARTHER\",\"facilityId\":\"2\",\"distance\":3.26,"
	"\"facilityAddress\":{\"streetAddress\":\"9 FAR RD\",\"city\":\"OXFORD\","
	"\"state\":\"MS\",\"ZIPCode\":\"38655\"},"
	"\"phoneNumbers\":{\"phone\":\"+1 662 555 0100\"},"
	"\"temporaryClosure\":true,\"timeZone\":\"US/Central\",\"services\":["
	"{\"service\":\"LOBBY\",\"hours\":["
	DAY("MONDAY", SPAN("00:00:00", "23:59:00"))
	"]}]},"
	"{\"facilityName\":\"NEARER\",\"facilityId\":\"1\",\"distance\":0.2,"
	"\"facilityAddress\":{\"streetAddress\":\"401 MADE UP AVE\",\"city\":\"OXFORD\","
	"\"state\":\"MS\",\"ZIPCode\":\"38655\",\"ZIPPlus4\":\"9998\"},"
	"\"phoneNumbers\":{\"phone\":\"6625550123\",\"fax\":\"6625550124\"},"
	"\"temporaryClosure\":false,\"timeZone\":\"US/Central\","
	"\"specialHours\":[{\"date\":\"2026-11-26\",\"open\":false},"
	"{\"date\":\"2026-11-27\",\"open\":true}],"
	"\"services\":[{\"service\":\"RETAIL\",\"hours\":["
	DAY("MONDAY", HALVES) "," DAY("TUESDAY", HALVES) "," DAY("WEDNESDAY", HALVES) ","
	DAY("THURSDAY", HALVES) "," DAY("FRIDAY", HALVES) ","
	DAY("SATURDAY", SPAN("10:00:00", "13:00:00"))
	"]}]}]}";
/* clang-format on */

static struct arena a;
static struct err err;
static struct office *office;
static int n;

static void teardown(void)
{
	arena_release(&a);
}

static int read_text(const char *text)
{
	err = (struct err){ 0 };
	return usps_offices_read(&office, &n, &a, text, strlen(text), &err);
}

START_TEST(the_nearest_office_comes_first_with_the_hours_of_its_counter)
{
	ck_assert_int_eq(read_text(two_offices), 0);
	ck_assert_int_eq(n, 2);
	ck_assert_str_eq(office[0].post_office.name, "NEARER");
	ck_assert_str_eq(office[0].post_office.facility_id, "1");
	ck_assert_str_eq(office[0].post_office.address, "401 MADE UP AVE\nOXFORD, MS 38655-9998");
	ck_assert_str_eq(office[0].post_office.zip, "38655");
	ck_assert_str_eq(office[0].post_office.phone, "662-555-0123");
	ck_assert_str_eq(office[0].post_office.zone, "US/Central");
	ck_assert_str_eq(office[0].post_office.hours,
			 "Mon-Fri 09:00-12:00; Mon-Fri 13:00-17:00; Sat 10:00-13:00; closed Sun; "
			 "closed 2026-11-26");
	ck_assert_int_eq(office[0].tenths_of_mile, 2);
	ck_assert(!office[0].closed_for_now);
	ck_assert_int_eq(office[1].tenths_of_mile, 33);
	ck_assert(office[1].closed_for_now);
}
END_TEST

START_TEST(the_hours_of_the_lobby_are_not_those_of_the_counter)
{
	ck_assert_int_eq(read_text(two_offices), 0);
	ck_assert_ptr_null(office[1].post_office.hours);
	ck_assert_str_eq(office[1].post_office.phone, "+1 662 555 0100");
}
END_TEST

START_TEST(what_is_not_given_stays_unknown)
{
	ck_assert_int_eq(read_text("{\"locations\":[{\"facilityName\":\"BARE\","
				   "\"facilityId\":7}]}"),
			 0);
	ck_assert_int_eq(n, 1);
	ck_assert_str_eq(office[0].post_office.facility_id, "7");
	ck_assert_ptr_null(office[0].post_office.address);
	ck_assert_ptr_null(office[0].post_office.zip);
	ck_assert_ptr_null(office[0].post_office.phone);
	ck_assert_ptr_null(office[0].post_office.zone);
	ck_assert_int_eq(office[0].tenths_of_mile, -1);
}
END_TEST

START_TEST(an_office_without_a_name_or_a_number_is_left_out)
{
	ck_assert_int_eq(
		read_text("{\"locations\":[{\"facilityName\":\"X\"},{\"facilityId\":\"1\"},"
			  "7,null,\"x\",[]]}"),
		0);
	ck_assert_int_eq(n, 0);
}
END_TEST

static const char *const odd_hours[] = {
	DAY("MONDAY", SPAN("17:00:00", "09:00:00")),
	DAY("MONDAY", SPAN("25:00", "26:00")),
	DAY("MONDAY", SPAN("9", "17")),
	DAY("MONDAY", SPAN("-9:00", "17:00")),
	DAY("NODAY", SPAN("09:00", "17:00")),
	DAY("MONDAY", "{\"closeTime\":\"17:00:00\"}"),
	DAY("MONDAY", "7,null,[]"),
	"7,null,{}",
};

START_TEST(hours_that_make_no_sense_are_unknown_and_not_closed)
{
	const char *text = arena_printf(&a,
					"{\"locations\":[{\"facilityName\":\"X\",\"facilityId\":1,"
					"\"services\":[{\"service\":\"RETAIL\",\"hours\":[%s]}]}]}",
					odd_hours[_i]);

	ck_assert_int_eq(read_text(text), 0);
	ck_assert_ptr_null(office[0].post_office.hours);
}
END_TEST

static const char *const no_answers[] = {
	"",
	"[]",
	"{}",
	"null",
	"<html>",
	"{\"locations\":{}}",
	"{\"locations\":[",
	"{\"error\":{}}",
};

START_TEST(what_is_no_answer_of_the_locator_is_said)
{
	ck_assert_int_eq(read_text(no_answers[_i]), -1);
	ck_assert_int_eq(err.code, ERR_REMOTE);
	ck_assert_ptr_nonnull(strstr(err.text, "the USPS locator answered"));
}
END_TEST

START_TEST(a_thousand_offices_are_cut_at_the_ceiling)
{
	char *text = arena_strdup(&a, "{\"locations\":[");

	for (int i = 0; i < 200; i++)
		text = arena_printf(&a, "%s%s{\"facilityName\":\"X\",\"facilityId\":%d}", text,
				    i ? "," : "", i);
	ck_assert_int_eq(read_text(arena_printf(&a, "%s]}", text)), 0);
	ck_assert_int_eq(n, OFFICES_MAX);
}
END_TEST

/* --- asking --- */

static const struct {
	int status;
	const char *body;
	enum verdict verdict;
	const char *words;
} answers[] = {
	{ 200, two_offices, VERDICT_OK, NULL },
	{ 200, "{}", VERDICT_UNREADABLE, "without a list" },
	{ 400, "{}", VERDICT_REFUSED, "does not know this ZIP" },
	{ 401, "{}", VERDICT_TOKEN, "Locations access" },
	{ 403, "{}", VERDICT_REFUSED, "Locations access" },
	{ 404, "{}", VERDICT_REFUSED, "no Post Office near" },
	{ 429, "{}", VERDICT_LATER, "enough requests" },
	{ 503, "{}", VERDICT_LATER, "cannot answer now" },
	{ 0, NULL, VERDICT_LATER, "no answer" },
};

START_TEST(every_status_of_the_locator_has_its_verdict)
{
	const struct ask ask = { .tracking_number = "38655", .mailed_on = DAY_NONE };
	const struct credentials c = { .client_id = "x" };
	const struct http_answer came = { .status = answers[_i].status,
					  .body = answers[_i].body,
					  .len = answers[_i].body ? strlen(answers[_i].body) : 0 };
	struct answer out;

	usps_locator.read_answer(&out, &a, &c, &came, &ask, 1);
	ck_assert_int_eq(out.verdict, answers[_i].verdict);
	if (answers[_i].words)
		ck_assert_msg(strstr(out.message, answers[_i].words), "%s", out.message);
	else
		ck_assert_int_eq(out.reading[0].outcome, POLL_NEW);
}
END_TEST

START_TEST(the_locator_is_asked_for_a_zip_with_a_token_of_its_own_scope)
{
	struct ask ask = { .tracking_number = "38655", .mailed_on = DAY_NONE };
	struct credentials c = { .client_id = "x" };
	struct http_request out;

	secret_set(&c.client_secret, MADE_UP_SECRET);
	ck_assert_int_eq(usps_locator.check(&c, &err), 0);
	ck_assert_int_eq(usps_locator.build_token_request(&out, &a, &c, &err), 0);
	ck_assert_ptr_nonnull(strstr(out.body, "\"scope\":\"locations\""));
	ck_assert_int_eq(usps_locator.build_request(&out, &a, &c, &ask, 1, &err), 0);
	ck_assert_str_eq(out.path, "/locations/v3/post-office-locations?radius=10&ZIPCode=38655");
	ck_assert_int_eq(out.auth, AUTH_BEARER);
	ask.tracking_number = "3865x";
	ck_assert_int_eq(usps_locator.build_request(&out, &a, &c, &ask, 1, &err), -1);
	secret_release(&c.client_secret);
	ck_assert_int_eq(usps_locator.check(&c, &err), -1);
}
END_TEST

START_TEST(a_token_without_the_scope_says_which_access_is_missing)
{
	static const char body[] = "{\"access_token\":\"made-up\",\"expires_in\":28799,"
				   "\"status\":\"approved\",\"scope\":\"tracking labels\"}";
	const struct http_answer came = { .status = 200, .body = body, .len = sizeof(body) - 1 };
	struct token token = { .access_token = SECRET_INIT };

	ck_assert_int_eq(usps_locator.read_token_answer(&token, &a, &came, 0, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "without the locations scope"));
	ck_assert_ptr_nonnull(strstr(err.text, "ask for Locations access"));
	secret_release(&token.access_token);
}
END_TEST

#define COUNT(table) (int)(sizeof(table) / sizeof *(table))

Suite *office_suite(void)
{
	Suite *s = suite_create("usps: Post Offices");
	TCase *t = tcase_create("offices");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_test(t, the_nearest_office_comes_first_with_the_hours_of_its_counter);
	tcase_add_test(t, the_hours_of_the_lobby_are_not_those_of_the_counter);
	tcase_add_test(t, what_is_not_given_stays_unknown);
	tcase_add_test(t, an_office_without_a_name_or_a_number_is_left_out);
	tcase_add_loop_test(t, hours_that_make_no_sense_are_unknown_and_not_closed, 0,
			    COUNT(odd_hours));
	tcase_add_loop_test(t, what_is_no_answer_of_the_locator_is_said, 0, COUNT(no_answers));
	tcase_add_test(t, a_thousand_offices_are_cut_at_the_ceiling);
	tcase_add_loop_test(t, every_status_of_the_locator_has_its_verdict, 0, COUNT(answers));
	tcase_add_test(t, the_locator_is_asked_for_a_zip_with_a_token_of_its_own_scope);
	tcase_add_test(t, a_token_without_the_scope_says_which_access_is_missing);
	suite_add_tcase(s, t);
	return s;
}
