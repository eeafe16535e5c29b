#include <string.h>

#include "carrier/replies.h"

static struct arena a;

static void teardown(void)
{
	arena_release(&a);
}

static struct http_request build(const char *api, const struct ask asks[], int n)
{
	struct credentials c = { .client_id = "made-up", .api = api };
	struct http_request out;
	struct err err = { 0 };
	int rc = usps.build_request(&out, &a, &c, asks, n, &err);

	ck_assert_msg(rc == 0, "%s", err.text);
	ck_assert_int_eq(out.auth, AUTH_BEARER);
	ck_assert(!out.body_is_secret);
	return out;
}

START_TEST(v3r2_asks_for_many_with_date_and_zip_where_known)
{
	const struct ask asks[] = {
		{ 1, FIRST, day_of(2026, 3, 5), "38655" },
		{ 2, SECOND, DAY_NONE, NULL },
	};
	struct http_request out = build(NULL, asks, 2);

	ck_assert_str_eq(out.method, "POST");
	ck_assert_str_eq(out.path, "/tracking/v3r2/tracking");
	ck_assert_str_eq(out.content_type, "application/json");
	ck_assert_str_eq(out.body,
			 "[{\"trackingNumber\":\"" FIRST "\",\"mailingDate\":\"2026-03-05\","
			 "\"destinationZIPCode\":\"38655\"},"
			 "{\"trackingNumber\":\"" SECOND "\"}]");
}
END_TEST

START_TEST(v3_asks_for_one_in_the_address)
{
	const struct ask one = { 1, FIRST, day_of(2026, 3, 5), "38655" };
	struct http_request out = build("v3", &one, 1);

	ck_assert_str_eq(out.method, "GET");
	ck_assert_str_eq(out.path, "/tracking/v3/tracking/" FIRST "?expand=DETAIL"
				   "&destinationZIPCode=38655&mailingDate=2026-03-05");
	ck_assert_ptr_null(out.body);
	ck_assert_ptr_null(out.content_type);
}
END_TEST

START_TEST(a_number_cannot_break_out_of_the_address)
{
	const struct ask odd = { 1, "94/00?a=b&c #%\xC3\xA9", DAY_NONE, NULL };

	ck_assert_str_eq(build("v3", &odd, 1).path,
			 "/tracking/v3/tracking/94%2F00%3Fa%3Db%26c%20%23%25%C3%A9?expand=DETAIL");
}
END_TEST

START_TEST(a_zip_that_is_none_is_left_out)
{
	static const char *const odd[] = { "3865", "38655-1234", "3865x", "", "38655&x=1" };

	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		const struct ask one = { 1, FIRST, DAY_NONE, odd[i] };

		ck_assert_str_eq(build("v3", &one, 1).path,
				 "/tracking/v3/tracking/" FIRST "?expand=DETAIL");
		ck_assert_str_eq(build("v3r2", &one, 1).body,
				 "[{\"trackingNumber\":\"" FIRST "\"}]");
	}
}
END_TEST

START_TEST(one_odd_number_does_not_spoil_the_batch)
{
	const struct ask asks[] = {
		{ 1, "94 00\"", DAY_NONE, NULL },
		{ 2, SECOND, DAY_NONE, NULL },
		{ 3, "123", DAY_NONE, NULL },
	};
	const struct http_answer answer = { .status = 404,
					    .body = "{\"error\":{\"code\":\"404\"}}",
					    .len = strlen("{\"error\":{\"code\":\"404\"}}") };
	struct credentials c = { .api = "v3r2" };
	struct answer out;

	ck_assert_str_eq(build("v3r2", asks, 3).body, "[{\"trackingNumber\":\"" SECOND "\"}]");
	usps.read_answer(&out, &a, &c, &answer, asks, 3);
	ck_assert_int_eq(out.verdict, VERDICT_OK);
	ck_assert_int_eq(out.reading[0].outcome, POLL_REFUSED);
	ck_assert_int_eq(out.reading[1].outcome, POLL_NOT_FOUND);
	ck_assert_int_eq(out.reading[2].outcome, POLL_REFUSED);
	ck_assert_ptr_nonnull(strstr(out.reading[0].message, "4 to 34"));
}
END_TEST

START_TEST(nothing_to_ask_or_an_unknown_interface_is_said)
{
	const struct ask odd = { 1, "12", DAY_NONE, NULL }, empty = { 1, "", DAY_NONE, NULL },
			 good = three_asks[0];
	struct credentials c = { .api = "v3r2" }, v3 = { .api = "v3" }, v9 = { .api = "v9" };
	struct http_request out;
	struct err err = { 0 };

	ck_assert_int_eq(usps.build_request(&out, &a, &c, &odd, 1, &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_int_eq(usps.build_request(&out, &a, &v3, &empty, 1, &err), -1);
	ck_assert_int_eq(usps.build_request(&out, &a, &v9, &good, 1, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "WAYLAID_USPS_API"));
}
END_TEST

START_TEST(batches_are_35_or_one)
{
	struct credentials v3r2 = { .api = "v3r2" }, v3 = { .api = "V3" }, none = { 0 };
	struct ask asks[35];
	struct http_request out;

	ck_assert_int_eq(usps.batch_max(&v3r2), 35);
	ck_assert_int_eq(usps.batch_max(&none), 35);
	ck_assert_int_eq(usps.batch_max(&v3), 1);
	for (int i = 0; i < 35; i++)
		asks[i] = (struct ask){ i, "4203865512349400136111899200000017",
					day_of(2999, 12, 31), "38655" };
	out = build("v3r2", asks, 35);
	ck_assert_ptr_nonnull(strstr(out.body, "}]"));
}
END_TEST

Suite *request_suite(void)
{
	Suite *s = suite_create("request");
	TCase *t = tcase_create("request");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_test(t, v3r2_asks_for_many_with_date_and_zip_where_known);
	tcase_add_test(t, v3_asks_for_one_in_the_address);
	tcase_add_test(t, a_number_cannot_break_out_of_the_address);
	tcase_add_test(t, a_zip_that_is_none_is_left_out);
	tcase_add_test(t, one_odd_number_does_not_spoil_the_batch);
	tcase_add_test(t, nothing_to_ask_or_an_unknown_interface_is_said);
	tcase_add_test(t, batches_are_35_or_one);
	suite_add_tcase(s, t);
	return s;
}
