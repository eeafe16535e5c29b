#include <string.h>

#include "carrier/replies.h"

static struct arena a;

static void teardown(void)
{
	arena_release(&a);
}

#define ENVELOPE(code) \
	"{\"error\":{\"code\":\"" code "\",\"message\":\"made-up words\",\"errors\":[]}}"

/* clang-format off */
static const struct {
	int status;
	const char *body;
	enum verdict verdict;
	const char *words;
} calls[] = {
	{ 401, ENVELOPE("401"), VERDICT_TOKEN, "WAYLAID_USPS_CLIENT_ID" },
	{ 401, "", VERDICT_TOKEN, "token" },
	{ 401, "<html>", VERDICT_TOKEN, "token" },
	{ 403, ENVELOPE("403"), VERDICT_REFUSED, "Mailer ID" },
	{ 403, "", VERDICT_REFUSED, "import" },
	{ 408, "", VERDICT_LATER, "try again" },
	{ 429, ENVELOPE("429"), VERDICT_LATER, "enough requests" },
	{ 503, ENVELOPE("503"), VERDICT_LATER, "503" },
	{ 500, "<html>", VERDICT_LATER, "500" },
	{ 502, "", VERDICT_LATER, "502" },
	{   0, "", VERDICT_LATER, "no answer" },
	{ 200, "", VERDICT_UNREADABLE, "nothing" },
	{ 200, "null", VERDICT_UNREADABLE, "no parcel" },
	{ 200, "[]", VERDICT_UNREADABLE, "no parcel" },
	{ 200, "{}", VERDICT_UNREADABLE, "no parcel" },
	{ 200, "[1,\"two\",{}]", VERDICT_UNREADABLE, "no parcel" },
	{ 200, "\"delivered\"", VERDICT_UNREADABLE, "no parcel" },
	{ 200, "<html><title>Sign in</title>", VERDICT_UNREADABLE, "<html><title>Sign in" },
	{ 200, ENVELOPE("404"), VERDICT_UNREADABLE, "error into a good answer" },
	{ 200, ENVELOPE("400"), VERDICT_UNREADABLE, "made-up words" },
	{ 200, "{\"error\":\"invalid_client\"}", VERDICT_UNREADABLE, "invalid_client" },
	{ 204, "", VERDICT_UNREADABLE, "204" },
	{ 204, "{}", VERDICT_UNREADABLE, "204" },
	{ 302, "<a href=x>moved</a>", VERDICT_UNREADABLE, "302" },
	{ 400, "", VERDICT_UNREADABLE, "400" },
	{ 400, "<html>Bad Request</html>", VERDICT_UNREADABLE, "Bad Request" },
	{ 400, "{\"fault\":{\"faultstring\":\"x\"}}", VERDICT_UNREADABLE, "fault" },
	{ 404, "<html>nginx</html>", VERDICT_UNREADABLE, "nginx" },
	{ 404, "", VERDICT_UNREADABLE, "404" },
	{ 404, "{}", VERDICT_UNREADABLE, "404" },
	{ 413, ENVELOPE("413"), VERDICT_REFUSED, "made-up words" },
	{ 418, "teapot", VERDICT_UNREADABLE, "teapot" },
};

static const struct {
	const char *code;
	enum poll_outcome outcome;
	const char *words;
} codes[] = {
	{ "150001", POLL_NOT_FOUND, "not scanned" },
	{ "150002", POLL_NOT_FOUND, "check it" },
	{ "150003", POLL_NOT_FOUND, "post office" },
	{ "150004", POLL_REFUSED, "no delivery status" },
	{ "150005", POLL_REFUSED, "notifications" },
	{ "150006", POLL_REFUSED, "3849" },
	{ "150007", POLL_REFUSED, "3849" },
	{ "150008", POLL_REFUSED, "country" },
	{ "150009", POLL_NOT_FOUND, "no update" },
	{ "150010", POLL_REFUSED, "another shipper" },
	{ "150011", POLL_REFUSED, "pickup" },
	{ "150012", POLL_REFUSED, "fraudulent" },
	{ "150013", POLL_REFUSED, "test kits" },
	{ "INVALID_TRACKING_NUMBER", POLL_REFUSED, "words of USPS & more" },
	{ "159999", POLL_REFUSED, "words of USPS & more" },
};
/* clang-format on */

START_TEST(each_http_status_has_its_verdict)
{
	static const char *const apis[] = { "v3", "v3r2" };

	for (int i = 0; i < 2; i++) {
		struct answer out = say(&a, apis[i], calls[_i].status, calls[_i].body, 1);

		ck_assert_msg(out.verdict == calls[_i].verdict, "%d %s: %d", calls[_i].status,
			      calls[_i].body, out.verdict);
		ck_assert_msg(out.message && strstr(out.message, calls[_i].words), "%d %s: %s",
			      calls[_i].status, calls[_i].body, out.message);
		ck_assert_ptr_null(strchr(out.message, '\n'));
		ck_assert_int_eq(out.nreadings, 0);
	}
}
END_TEST

START_TEST(each_error_code_has_its_outcome_and_plain_words)
{
	static const char *const quotes[] = { "\"", "" };

	for (int i = 0; i < 2; i++) {
		bool bare = !*quotes[i] && codes[_i].code[0] == '1';
		const char *quote = bare ? "" : "\"";
		struct answer out = say(
			&a, "v3", 400,
			arena_printf(
				&a,
				"{\"error\":{\"code\":400,\"message\":\"BAD_REQUEST\",\"errors\":[{"
				"\"status\":\"400\",\"code\":%s%s%s,\"detail\":"
				"\"words of <b>USPS</b> &amp; more\","
				"\"source\":\"x\"}]}}",
				quote, codes[_i].code, quote),
			1);

		ck_assert_int_eq(out.verdict, VERDICT_OK);
		ck_assert_int_eq(out.reading[0].outcome, codes[_i].outcome);
		ck_assert_msg(strstr(out.reading[0].message, codes[_i].words), "%s: %s",
			      codes[_i].code, out.reading[0].message);
		ck_assert_int_eq(out.reading[0].nevents, 0);
	}
}
END_TEST

START_TEST(not_found_comes_from_150002_and_from_404)
{
	struct answer out = say_file(&a, "v3", 400, "error_150002.json", 1);

	ck_assert_int_eq(out.verdict, VERDICT_OK);
	ck_assert_int_eq(out.reading[0].outcome, POLL_NOT_FOUND);
	ck_assert_ptr_nonnull(out.reading[0].message);
	out = say_file(&a, "v3r2", 404, "error_404.json", 3);
	ck_assert_int_eq(out.verdict, VERDICT_OK);
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(out.reading[i].outcome, POLL_NOT_FOUND);
}
END_TEST

START_TEST(a_batch_refused_for_one_number_does_not_make_the_others_not_found)
{
	struct answer out = say_file(&a, "v3r2", 400, "error_150002.json", 3);

	ck_assert_int_eq(out.verdict, VERDICT_REFUSED);
	ck_assert_ptr_nonnull(strstr(out.message, "may be incorrect"));
}
END_TEST

START_TEST(a_401_for_the_scope_says_where_to_ask)
{
	struct answer out = say_file(&a, "v3", 401, "error_401_scope.json", 1);

	ck_assert_int_eq(out.verdict, VERDICT_TOKEN);
	ck_assert_ptr_nonnull(strstr(out.message, "emailus.usps.com/s/usps-APIs"));
}
END_TEST

START_TEST(the_wait_asked_for_is_said)
{
	struct http_answer answer = { .status = 429, .body = "", .retry_after_s = 90 };
	struct credentials c = { 0 };
	struct answer out;

	usps.read_answer(&out, &a, &c, &answer, three_asks, 1);
	ck_assert_int_eq(out.verdict, VERDICT_LATER);
	ck_assert_ptr_nonnull(strstr(out.message, "90 seconds"));
	answer = (struct http_answer){ .status = 200 };
	usps.read_answer(&out, &a, &c, &answer, three_asks, 1);
	ck_assert_int_eq(out.verdict, VERDICT_UNREADABLE);
}
END_TEST

START_TEST(elements_of_a_207_with_every_status_have_an_outcome)
{
	static const struct {
		const char *element;
		enum poll_outcome outcome;
	} rows[] = {
		{ "\"statusCode\":\"401\",\"error\":{}", POLL_REFUSED },
		{ "\"statusCode\":\"403\",\"error\":{}", POLL_REFUSED },
		{ "\"statusCode\":404,\"error\":{}", POLL_NOT_FOUND },
		{ "\"statusCode\":\"408\",\"error\":{}", POLL_UNREACHABLE },
		{ "\"statusCode\":\"429\",\"error\":{}", POLL_DEFERRED },
		{ "\"statusCode\":\"503\",\"error\":{}", POLL_UNREACHABLE },
		{ "\"statusCode\":\"400\",\"error\":{\"errors\":[{\"code\":\"150012\"}]}",
		  POLL_REFUSED },
		{ "\"statusCode\":\"400\",\"error\":{\"errors\":{\"code\":\"150002\"}}",
		  POLL_NOT_FOUND },
		{ "\"error\":{\"code\":\"404\"}", POLL_NOT_FOUND },
		{ "\"error\":\"gone\"", POLL_REFUSED },
		{ "\"statusCode\":\"404\"", POLL_UNREADABLE },
		{ "\"statusCode\":\"404\",\"error\":null,\"status\":\"x\"", POLL_UNREADABLE },
		{ "\"statusCode\":\"200\",\"error\":{\"code\":\"404\"}", POLL_UNREADABLE },
		{ "\"statusCode\":\"404\",\"error\":{},\"trackingEvents\":[]", POLL_UNREADABLE },
		{ "\"statusCode\":\"teapot\",\"error\":{}", POLL_UNREADABLE },
		{ "\"statusCode\":\"200\"", POLL_UNREADABLE },
		{ "\"trackingEvents\":[]", POLL_UNREADABLE },
		{ "\"trackingEvents\":\"none\",\"status\":\"x\"", POLL_UNREADABLE },
		{ "\"trackingEvents\":7,\"status\":\"x\"", POLL_UNREADABLE },
		{ "\"trackingEvents\":{},\"status\":\"x\"", POLL_UNREADABLE },
		{ "\"trackingEvents\":[null],\"status\":\"x\"", POLL_UNREADABLE },
		{ "\"trackingEvents\":[{}],\"status\":\"x\"", POLL_UNREADABLE },
		{ "\"trackingEvents\":[{\"eventCode\":\"01\"},[]],\"status\":\"x\"",
		  POLL_UNREADABLE },
		{ "\"status\":{\"x\":1}", POLL_UNREADABLE },
		{ "\"status\":\"  \"", POLL_UNREADABLE },
		{ "\"trackingEvents\":[],\"status\":\"x\"", POLL_NEW },
		{ "\"trackingEvents\":null,\"status\":\"x\"", POLL_NEW },
		{ "\"trackingEvents\":{\"eventCode\":\"01\"}", POLL_NEW },
		{ "\"status\":\"x\"", POLL_NEW },
		{ "\"statusCode\":\"200\",\"status\":\"x\"", POLL_NEW },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct answer out = say(&a, "v3r2", 207,
					arena_printf(&a, "[{\"trackingNumber\":\"" FIRST "\",%s}]",
						     rows[i].element),
					1);

		ck_assert_int_eq(out.verdict, VERDICT_OK);
		ck_assert_msg(out.reading[0].outcome == rows[i].outcome, "%s: %s", rows[i].element,
			      poll_outcome_names[out.reading[0].outcome]);
		ck_assert(rows[i].outcome == POLL_NEW || out.reading[0].message);
		ck_assert(rows[i].outcome == POLL_NEW || out.reading[0].nevents == 0);
	}
}
END_TEST

START_TEST(a_secret_sent_back_is_masked_and_a_strange_answer_is_shown_short)
{
	struct answer out = say(&a, "v3", 200, "oh " MADE_UP_SECRET " \033[31m\r\n oh", 1);

	ck_assert_ptr_null(strstr(out.message, MADE_UP_SECRET));
	ck_assert_ptr_nonnull(strstr(out.message, "***"));
	ck_assert_ptr_null(strchr(out.message, '\033'));
	out = say(&a, "v3", 400, "{\"error\":{\"message\":\"no " MADE_UP_SECRET "\"}}", 1);
	ck_assert_ptr_null(strstr(out.reading[0].message, MADE_UP_SECRET));
	out = say(&a, "v3", 200, arena_printf(&a, "%0500d", 0), 1);
	ck_assert_uint_lt(strlen(out.message), 130);
}
END_TEST

Suite *errors_suite(void)
{
	Suite *s = suite_create("errors");
	TCase *t = tcase_create("errors");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_loop_test(t, each_http_status_has_its_verdict, 0, sizeof calls / sizeof *calls);
	tcase_add_loop_test(t, each_error_code_has_its_outcome_and_plain_words, 0,
			    sizeof codes / sizeof *codes);
	tcase_add_test(t, not_found_comes_from_150002_and_from_404);
	tcase_add_test(t, a_batch_refused_for_one_number_does_not_make_the_others_not_found);
	tcase_add_test(t, a_401_for_the_scope_says_where_to_ask);
	tcase_add_test(t, the_wait_asked_for_is_said);
	tcase_add_test(t, elements_of_a_207_with_every_status_have_an_outcome);
	tcase_add_test(t, a_secret_sent_back_is_masked_and_a_strange_answer_is_shown_short);
	suite_add_tcase(s, t);
	return s;
}
