#include "carrier/test_ups.h"

#include <string.h>

#include "base/err.h"
#include "base/file.h"

enum { NOW = 1767225600 };

const struct ask ups_ask = { .shipment_id = 7,
			     .tracking_number = UPS_NUMBER,
			     .mailed_on = DAY_NONE };

static struct arena a;
static struct token token;
static struct err err;

static void setup(void)
{
	err = (struct err){ 0 };
}

static void teardown(void)
{
	secret_release(&token.access_token);
	arena_release(&a);
}

char *ups_reply(struct arena *to, const char *name, size_t *len)
{
	struct err why = { 0 };
	char *bytes;
	size_t n;
	int rc = file_read(&bytes, &n, to, path_join(to, "tests/fuzz/corpus/ups", name), ANSWER_MAX,
			   &why);

	ck_assert_msg(rc == 0, "%s: %s", name, why.text);
	if (len)
		*len = n;
	return bytes;
}

struct answer ups_say(struct arena *to, int status, const char *body, size_t len)
{
	struct http_answer answer = { .status = status, .body = body, .len = len };
	struct credentials c = { .client_id = "made-up" };
	struct answer out;

	secret_set(&c.client_secret, UPS_SECRET);
	ups.read_answer(&out, to, &c, &answer, &ups_ask, 1);
	secret_release(&c.client_secret);
	return out;
}

static struct answer say(int status, const char *body)
{
	return ups_say(&a, status, body, strlen(body));
}

static struct answer say_file(int status, const char *name)
{
	return say(status, ups_reply(&a, name, NULL));
}

/* The request */

START_TEST(a_parcel_is_asked_for_with_the_headers_that_ups_requires)
{
	struct credentials c = { .client_id = "made-up" };
	struct http_request out, again, other;
	struct ask second = ups_ask;

	ck_assert_int_eq(ups.batch_max(&c), 1);
	ck_assert_int_eq(ups.build_request(&out, &a, &c, &ups_ask, 1, &err), 0);
	ck_assert_str_eq(out.method, "GET");
	ck_assert_str_eq(out.path, "/api/track/v1/details/" UPS_NUMBER
				   "?locale=en_US&returnSignature=false&returnMilestones=false"
				   "&returnPOD=false");
	ck_assert_int_eq(out.auth, AUTH_BEARER);
	ck_assert_ptr_null(out.body);
	ck_assert_str_eq(out.header[0].name, "transId");
	ck_assert_str_eq(out.header[1].name, "transactionSrc");
	ck_assert_str_eq(out.header[1].value, "waylaid");
	ck_assert_ptr_null(out.header[2].name);
	ck_assert_uint_eq(strlen(out.header[0].value), 32);
	ck_assert_ptr_null(strstr(out.header[0].value, UPS_NUMBER));
	ck_assert_int_eq(ups.build_request(&again, &a, &c, &ups_ask, 1, &err), 0);
	ck_assert_str_eq(out.header[0].value, again.header[0].value);
	second.shipment_id++;
	ck_assert_int_eq(ups.build_request(&other, &a, &c, &second, 1, &err), 0);
	ck_assert_str_ne(out.header[0].value, other.header[0].value);
}
END_TEST

static const char *const strange[] = { "",
				       "1Z9999",
				       "1Z999 AA",
				       "1Z999/../../x",
				       "1Z999AA1\r\nX: y",
				       "12345678901234567890123456789012345",
				       "1Z999AA\xC3\xA9" };

START_TEST(a_number_that_is_none_never_goes_into_a_path)
{
	struct ask ask = { .tracking_number = strange[_i], .mailed_on = DAY_NONE };
	struct credentials c = { .client_id = "made-up" };
	struct http_request out;

	ck_assert_int_eq(ups.build_request(&out, &a, &c, &ask, 1, &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
}
END_TEST

START_TEST(without_client_or_secret_the_way_to_access_is_said)
{
	struct credentials none = { 0 }, half = { .client_id = "made-up" };

	ck_assert_int_eq(ups.check(&none, &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_ptr_nonnull(strstr(err.text, "developer.ups.com"));
	ck_assert_int_eq(ups.check(&half, &err), -1);
	secret_set(&half.client_secret, UPS_SECRET);
	ck_assert_int_eq(ups.check(&half, &err), 0);
	secret_release(&half.client_secret);
}
END_TEST

/* The token */

START_TEST(the_token_request_is_a_form_and_holds_no_secret)
{
	struct credentials c = { .client_id = "made-up" }, none = { 0 };
	struct http_request out;

	secret_set(&c.client_secret, UPS_SECRET);
	ck_assert_int_eq(ups.build_token_request(&out, &a, &c, &err), 0);
	secret_release(&c.client_secret);
	ck_assert_str_eq(out.path, "/security/v1/oauth/token");
	ck_assert_str_eq(out.content_type, "application/x-www-form-urlencoded");
	ck_assert_str_eq(out.body, "grant_type=client_credentials");
	ck_assert_int_eq(out.auth, AUTH_BASIC);
	ck_assert_int_eq(ups.build_token_request(&out, &a, &none, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "WAYLAID_UPS_CLIENT_ID"));
}
END_TEST

static int read_token(int status, const char *body)
{
	struct http_answer answer = { .status = status, .body = body, .len = strlen(body) };

	return ups.read_token_answer(&token, &a, &answer, NOW, &err);
}

START_TEST(a_life_in_quotes_is_read_less_a_margin)
{
	ck_assert_int_eq(read_token(200, ups_reply(&a, "token.json", NULL)), 0);
	ck_assert_str_eq(secret_reveal(&token.access_token), "made-up-token");
	ck_assert_int_eq(token.expires_at, NOW + 14399 - 60);
}
END_TEST

/* clang-format off */
static const struct {
	int status;
	const char *body, *words;
} no_tokens[] = {
	{ 401, "{\"response\":{\"errors\":[{\"code\":\"10401\",\"message\":\"ClientId is "
		"Invalid\"}]}}",
	  "WAYLAID_UPS_CLIENT_SECRET" },
	{ 400, "junk", "WAYLAID_UPS_CLIENT_SECRET" },
	{ 429, "{}", "429" },
	{ 503, "", "try again later" },
	{ 0, "", "did not answer" },
	{ 200, "<html>", "address of UPS" },
	{ 200, "[]", "address of UPS" },
	{ 200, "{\"access_token\":\"a b\"}", "address of UPS" },
	{ 200, "{\"access_token\":\"ab\",\"expires_in\":\"soon\"}", "expires_in" },
	{ 200, "{\"access_token\":\"ab\",\"status\":\"revoked\"}", "revoked" },
};
/* clang-format on */

START_TEST(what_is_no_token_is_one_line_of_our_own_words)
{
	ck_assert_int_eq(read_token(no_tokens[_i].status, no_tokens[_i].body), -1);
	ck_assert_int_eq(err.code, ERR_REMOTE);
	ck_assert_msg(strstr(err.text, no_tokens[_i].words), "%s", err.text);
	ck_assert_ptr_null(strstr(err.text, "ClientId"));
	ck_assert(!secret_known(&token.access_token));
}
END_TEST

/* Reading */

START_TEST(an_answer_is_read_with_days_places_and_instants)
{
	struct answer out = say_file(200, "delivered.json");
	const struct reading *r = &out.reading[0];
	const struct event *e = r->event;

	ck_assert_int_eq(out.verdict, VERDICT_OK);
	ck_assert_int_eq(r->outcome, POLL_NEW);
	ck_assert_int_eq(r->shipment_id, 7);
	ck_assert_str_eq(r->status_text, "Delivered");
	ck_assert_str_eq(r->service, "ground");
	ck_assert_int_eq(r->expected_on, day_of(2026, 3, 12));
	ck_assert_int_eq(r->nevents, 5);
	ck_assert_str_eq(e[0].occurred_at_local, "2026-03-13T13:50:04");
	ck_assert_int_eq(e[0].occurred_at, (instant)day_of(2026, 3, 13) * 86400 + 64204);
	ck_assert_str_eq(e[0].place, "EAST TINDER, OH 43297");
	ck_assert_str_eq(e[0].code, "FS");
	ck_assert_str_eq(e[0].text, "DELIVERED");
	ck_assert_int_eq(e[0].status, STATUS_DELIVERED);
	ck_assert_int_eq(e[0].source, SOURCE_API);
	ck_assert_int_eq(e[1].status, STATUS_OUT_FOR_DELIVERY);
	/* local time and offset alone; across midnight */
	ck_assert_int_eq(e[2].occurred_at, (instant)day_of(2026, 3, 12) * 86400 + 3 * 3600);
	ck_assert_int_eq(e[2].status, STATUS_IN_TRANSIT);
	ck_assert_int_eq(e[2].trouble, TROUBLE_DELAYED);
	/* no zone: no instant */
	ck_assert_int_eq(e[3].occurred_at, INSTANT_NONE);
	ck_assert_str_eq(e[3].occurred_at_local, "2026-03-10T18:30:11");
	ck_assert(e[3].is_scan);
	ck_assert_int_eq(e[4].status, STATUS_PRE_TRANSIT);
	ck_assert(!e[4].is_scan);
	ck_assert_ptr_null(e[4].place);
}
END_TEST

START_TEST(an_answer_without_codes_is_read_by_its_words_and_types)
{
	struct answer out = say_file(200, "plain.json");
	const struct reading *r = &out.reading[0];

	ck_assert_int_eq(r->outcome, POLL_NEW);
	ck_assert_int_eq(r->nevents, 2);
	ck_assert_str_eq(r->status_text, "In Transit");
	ck_assert_str_eq(r->event[0].place, "KOELN, DE");
	ck_assert_str_eq(r->event[0].code, "I");
	ck_assert_int_eq(r->event[0].status, STATUS_IN_TRANSIT);
	ck_assert(!r->event[1].is_scan);
	ck_assert_int_eq(r->expected_on, DAY_NONE);
	ck_assert_ptr_null(r->service);
}
END_TEST

START_TEST(a_strange_date_stays_as_written_and_is_no_instant)
{
	struct answer out =
		say(200, "{\"trackResponse\":{\"shipment\":[{\"package\":[{"
			 "\"trackingNumber\":\"" UPS_NUMBER "\",\"activity\":["
			 "{\"date\":\"20260230\",\"time\":\"256199\",\"gmtOffset\":\"+1\","
			 "\"status\":{\"type\":\"I\"}}]}]}]}}");

	ck_assert_int_eq(out.reading[0].outcome, POLL_NEW);
	ck_assert_str_eq(out.reading[0].event[0].occurred_at_local, "20260230 256199");
	ck_assert_int_eq(out.reading[0].event[0].occurred_at, INSTANT_NONE);
}
END_TEST

START_TEST(an_unknown_number_is_a_good_answer_with_a_warning)
{
	struct answer out = say_file(200, "not_found.json");

	ck_assert_int_eq(out.verdict, VERDICT_OK);
	ck_assert_int_eq(out.reading[0].outcome, POLL_NOT_FOUND);
	ck_assert_ptr_nonnull(strstr(out.reading[0].message, "check it"));
	out = say(200, "{\"trackResponse\":{\"shipment\":[{\"package\":[],\"warnings\":["
		       "{\"code\":\"TW0099\",\"message\":\"Other words\"}]}]}}");
	ck_assert_int_eq(out.reading[0].outcome, POLL_NOT_FOUND);
	ck_assert_ptr_nonnull(strstr(out.reading[0].message, "Other words"));
}
END_TEST

START_TEST(an_answer_for_another_parcel_is_not_ours)
{
	struct answer out =
		say(200, "{\"trackResponse\":{\"shipment\":[{\"package\":[{\"trackingNumber\":"
			 "\"1Z999AA10222222229\",\"activity\":[{\"date\":\"20260310\",\"status\":"
			 "{\"code\":\"FS\",\"statusCode\":\"011\"}}]}]}]}}");

	ck_assert_int_eq(out.verdict, VERDICT_OK);
	ck_assert_int_eq(out.reading[0].outcome, POLL_UNREADABLE);
	ck_assert_ptr_nonnull(strstr(out.reading[0].message, "1Z999AA10222222229"));
}
END_TEST

START_TEST(of_several_packages_ours_is_taken)
{
	struct answer out = say(
		200, "{\"trackResponse\":{\"shipment\":[{\"inquiryNumber\":\"" UPS_NUMBER
		     "\",\"package\":[{\"trackingNumber\":\"1Z999AA10222222229\",\"activity\":[]},"
		     "{\"trackingNumber\":\"" UPS_NUMBER "\",\"activity\":[{\"date\":\"20260310\","
		     "\"status\":{\"statusCode\":\"021\"}}]}]}]}}");

	ck_assert_int_eq(out.reading[0].outcome, POLL_NEW);
	ck_assert_int_eq(out.reading[0].event[0].status, STATUS_OUT_FOR_DELIVERY);
}
END_TEST

/* Errors */

/* clang-format off */
static const struct {
	int status;
	const char *file;	/* NULL: no body */
	enum verdict verdict;
	enum poll_outcome outcome;
} faults[] = {
	{ 401, "error_250002.json", VERDICT_TOKEN, 0 },
	{ 400, "error_250003.json", VERDICT_TOKEN, 0 },
	{ 200, "error_251004.json", VERDICT_TOKEN, 0 },
	{ 401, NULL, VERDICT_TOKEN, 0 },
	{ 401, "html_page.json", VERDICT_TOKEN, 0 },
	{ 429, "error_10429.json", VERDICT_LATER, 0 },
	{ 400, "error_10429.json", VERDICT_LATER, 0 },
	{ 429, NULL, VERDICT_LATER, 0 },
	{ 503, NULL, VERDICT_LATER, 0 },
	{ 0, NULL, VERDICT_LATER, 0 },
	{ 403, NULL, VERDICT_REFUSED, 0 },
	{ 404, "error_404.json", VERDICT_OK, POLL_NOT_FOUND },
	{ 404, "error_TRK001.json", VERDICT_OK, POLL_NOT_FOUND },
	{ 400, "error_TRK001.json", VERDICT_OK, POLL_NOT_FOUND },
	{ 400, "error_TV1002.json", VERDICT_OK, POLL_REFUSED },
	{ 404, "html_page.json", VERDICT_UNREADABLE, 0 },
	{ 404, NULL, VERDICT_UNREADABLE, 0 },
	{ 200, NULL, VERDICT_UNREADABLE, 0 },
	{ 200, "html_page.json", VERDICT_UNREADABLE, 0 },
	{ 200, "token.json", VERDICT_UNREADABLE, 0 },
	{ 302, "delivered.json", VERDICT_UNREADABLE, 0 },
	{ 418, "delivered.json", VERDICT_UNREADABLE, 0 },
};
/* clang-format on */

START_TEST(each_fault_is_one_outcome_with_words)
{
	struct answer out = faults[_i].file ? say_file(faults[_i].status, faults[_i].file)
					    : say(faults[_i].status, "");

	ck_assert_int_eq(out.verdict, faults[_i].verdict);
	if (out.verdict != VERDICT_OK) {
		ck_assert_ptr_nonnull(out.message);
		ck_assert_int_eq(out.nreadings, 0);
		return;
	}
	ck_assert_int_eq(out.reading[0].outcome, faults[_i].outcome);
	ck_assert_ptr_nonnull(out.reading[0].message);
	ck_assert_int_eq(out.reading[0].nevents, 0);
}
END_TEST

START_TEST(a_secret_sent_back_is_not_shown)
{
	struct answer out =
		say(400, "{\"response\":{\"errors\":[{\"code\":\"1\",\"message\":\"bad " UPS_SECRET
			 "\"}]}}");

	ck_assert_int_eq(out.reading[0].outcome, POLL_REFUSED);
	ck_assert_ptr_nonnull(strstr(out.reading[0].message, "bad ***"));
	out = say(200, "junk " UPS_SECRET);
	ck_assert_ptr_null(strstr(out.message, UPS_SECRET));
}
END_TEST

/* Saved answers */

START_TEST(answers_notices_and_lists_of_them_are_read)
{
	char *delivered = ups_reply(&a, "delivered.json", NULL);
	char *notice = ups_reply(&a, "notice.json", NULL);
	char *list = arena_printf(&a, "\xEF\xBB\xBF[%s,%s,%s]", delivered, notice,
				  ups_reply(&a, "not_found.json", NULL));
	struct answer out;

	ck_assert_int_eq(ups.read_saved(&out, &a, list, strlen(list), &err), 0);
	ck_assert_int_eq(out.nreadings, 3);
	ck_assert_int_eq(out.reading[0].nevents, 5);
	ck_assert_int_eq(out.reading[0].event[0].source, SOURCE_SAVED_ANSWER);
	ck_assert_int_eq(out.reading[1].nevents, 1);
	ck_assert_int_eq(out.reading[1].event[0].source, SOURCE_NOTICE);
	ck_assert_int_eq(out.reading[1].event[0].status, STATUS_OUT_FOR_DELIVERY);
	ck_assert_str_eq(out.reading[1].event[0].occurred_at_local, "2026-03-13T07:15:19");
	ck_assert_str_eq(out.reading[1].event[0].place, "East Tinder, OH 43297");
	ck_assert_int_eq(out.reading[1].expected_on, day_of(2026, 3, 13));
	ck_assert_int_eq(out.reading[2].outcome, POLL_NOT_FOUND);
	for (int i = 0; i < 3; i++)
		ck_assert_str_eq(out.reading[i].tracking_number, UPS_NUMBER);
}
END_TEST

static const char *const unsaved[] = {
	"",
	"x",
	"{}",
	"[]",
	"[[[{}]]]",
	"{\"trackResponse\":{}}",
	"{\"response\":{\"errors\":[{\"code\":\"404\",\"message\":\"x\"}]}}",
	"{\"trackResponse\":{\"shipment\":[{\"warnings\":[{\"code\":\"TW0001\"}]}]}}",
};

START_TEST(what_names_no_parcel_is_not_taken_as_saved)
{
	struct answer out;

	ck_assert_int_eq(ups.read_saved(&out, &a, unsaved[_i], strlen(unsaved[_i]), &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_ptr_nonnull(strstr(err.text, "trackResponse"));
}
END_TEST

Suite *ups_suite(void)
{
	Suite *s = suite_create("ups");
	TCase *t = tcase_create("ups");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_parcel_is_asked_for_with_the_headers_that_ups_requires);
	tcase_add_loop_test(t, a_number_that_is_none_never_goes_into_a_path, 0,
			    sizeof strange / sizeof *strange);
	tcase_add_test(t, without_client_or_secret_the_way_to_access_is_said);
	tcase_add_test(t, the_token_request_is_a_form_and_holds_no_secret);
	tcase_add_test(t, a_life_in_quotes_is_read_less_a_margin);
	tcase_add_loop_test(t, what_is_no_token_is_one_line_of_our_own_words, 0,
			    sizeof no_tokens / sizeof *no_tokens);
	tcase_add_test(t, an_answer_is_read_with_days_places_and_instants);
	tcase_add_test(t, an_answer_without_codes_is_read_by_its_words_and_types);
	tcase_add_test(t, a_strange_date_stays_as_written_and_is_no_instant);
	tcase_add_test(t, an_unknown_number_is_a_good_answer_with_a_warning);
	tcase_add_test(t, an_answer_for_another_parcel_is_not_ours);
	tcase_add_test(t, of_several_packages_ours_is_taken);
	tcase_add_loop_test(t, each_fault_is_one_outcome_with_words, 0,
			    sizeof faults / sizeof *faults);
	tcase_add_test(t, a_secret_sent_back_is_not_shown);
	tcase_add_test(t, answers_notices_and_lists_of_them_are_read);
	tcase_add_loop_test(t, what_names_no_parcel_is_not_taken_as_saved, 0,
			    sizeof unsaved / sizeof *unsaved);
	suite_add_tcase(s, t);
	return s;
}
