#include "carrier/test_fedex.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "carrier/fedex_parts.h"

#define FIRST "770011223344"
#define TWICE "770011223355"
#define UNKNOWN "770011223366"
#define MADE_UP_SECRET "s3cr3t-of-nobody"

enum { NOW = 1767225600 };

static struct arena a;
static struct err err;

static void setup(void)
{
	err = (struct err){ 0 };
}

static void teardown(void)
{
	arena_release(&a);
}

static char *reply(struct arena *to, const char *name, size_t *len)
{
	char *bytes;
	size_t n;
	int rc = file_read(&bytes, &n, to, path_join(to, "tests/fuzz/corpus/fedex", name),
			   ANSWER_MAX, &err);

	ck_assert_msg(rc == 0, "%s: %s", name, err.text);
	if (len)
		*len = n;
	return bytes;
}

static struct answer say_bytes(struct arena *to, int status, const char *body, size_t len,
			       const struct ask asks[], int n)
{
	struct http_answer answer = { .status = status, .body = body, .len = len };
	struct credentials c = { .client_id = "made-up" };
	struct answer out;

	secret_set(&c.client_secret, MADE_UP_SECRET);
	fedex.read_answer(&out, to, &c, &answer, asks, n);
	secret_release(&c.client_secret);
	return out;
}

static const struct ask plain[] = {
	{ .shipment_id = 1, .tracking_number = FIRST, .mailed_on = DAY_NONE },
	{ .shipment_id = 2, .tracking_number = TWICE, .mailed_on = DAY_NONE },
	{ .shipment_id = 3, .tracking_number = UNKNOWN, .mailed_on = DAY_NONE },
};

static struct answer say(int status, const char *body, int n)
{
	return say_bytes(&a, status, body, strlen(body), plain, n);
}

static struct answer say_file(int status, const char *name, int n)
{
	return say(status, reply(&a, name, NULL), n);
}

START_TEST(the_token_is_asked_for_by_a_form_that_is_secret)
{
	struct credentials c = { .client_id = "id&1" };
	struct http_request out;

	ck_assert_int_eq(fedex.build_token_request(&out, &a, &c, &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_ptr_nonnull(strstr(err.text, "WAYLAID_FEDEX_CLIENT_SECRET"));
	secret_set(&c.client_secret, "a b=\xC3\xA9");
	ck_assert_int_eq(fedex.check(&c, &err), 0);
	ck_assert_int_eq(fedex.build_token_request(&out, &a, &c, &err), 0);
	secret_release(&c.client_secret);
	ck_assert_str_eq(out.path, "/oauth/token");
	ck_assert_str_eq(out.content_type, "application/x-www-form-urlencoded");
	ck_assert_str_eq(out.body, "grant_type=client_credentials&client_id=id%261&"
				   "client_secret=a%20b%3D%C3%A9");
	ck_assert(out.body_is_secret);
	ck_assert_int_eq(out.auth, AUTH_NONE);
}
END_TEST

static int token_of(struct token *token, int status, const char *body)
{
	struct http_answer answer = { .status = status,
				      .body = body,
				      .len = body ? strlen(body) : 0 };

	err = (struct err){ 0 };
	return fedex.read_token_answer(token, &a, &answer, NOW, &err);
}

START_TEST(a_token_lives_its_hour_less_a_minute)
{
	struct token token = { .access_token = SECRET_INIT };

	ck_assert_int_eq(token_of(&token, 200, reply(&a, "token.json", NULL)), 0);
	ck_assert_str_eq(secret_reveal(&token.access_token), "a-made-up-token");
	ck_assert_int_eq(token.expires_at, NOW + 3599 - 60);
	secret_release(&token.access_token);
}
END_TEST

/* clang-format off */
static const struct {
	int status;
	const char *body, *words;
} no_tokens[] = {
	{ 401, "{\"errors\":[{\"code\":\"NOT.AUTHORIZED.ERROR\",\"message\":\"x\"}]}", "[fedex]" },
	{ 400, MADE_UP_SECRET, "WAYLAID_FEDEX_CLIENT_ID" },
	{ 403, "", "Track API" },
	{ 429, "", "try again later" },
	{ 503, "", "try again later" },
	{   0, NULL, "did not answer" },
	{ 200, "<html>", "something else" },
	{ 200, "{\"access_token\":\"a b " MADE_UP_SECRET "\"}", "something else" },
	{ 200, "{\"access_token\":\"t\",\"expires_in\":0}", "expires_in" },
};
/* clang-format on */

START_TEST(what_is_no_token_is_refused_without_a_byte_of_it)
{
	struct token token = { .access_token = SECRET_INIT };

	ck_assert_int_eq(token_of(&token, no_tokens[_i].status, no_tokens[_i].body), -1);
	ck_assert_int_eq(err.code, ERR_REMOTE);
	ck_assert_msg(strstr(err.text, no_tokens[_i].words), "%s", err.text);
	ck_assert_ptr_null(strstr(err.text, MADE_UP_SECRET));
	ck_assert(!secret_known(&token.access_token));
}
END_TEST

START_TEST(thirty_numbers_go_in_one_request_with_a_range_of_ship_dates)
{
	const struct ask asks[] = {
		{ 1, FIRST, day_of(2026, 3, 5), "38655" },
		{ 2, "77 00\"", DAY_NONE, NULL },
		{ 3, TWICE, DAY_NONE, NULL },
	};
	struct credentials c = { .client_id = "made-up" };
	struct ask many[30];
	struct http_request out;

	ck_assert_int_eq(fedex.batch_max(&c), 30);
	ck_assert_int_eq(fedex.build_request(&out, &a, &c, asks, 3, &err), 0);
	ck_assert_str_eq(out.method, "POST");
	ck_assert_str_eq(out.path, "/track/v1/trackingnumbers");
	ck_assert_int_eq(out.auth, AUTH_BEARER);
	ck_assert_str_eq(out.header[0].name, "x-locale");
	ck_assert_str_eq(out.header[0].value, "en_US");
	ck_assert_ptr_null(out.header[1].name);
	ck_assert_str_eq(out.body,
			 "{\"includeDetailedScans\":true,\"trackingInfo\":["
			 "{\"trackingNumberInfo\":{\"trackingNumber\":\"" FIRST "\"},"
			 "\"shipDateBegin\":\"2026-02-26\",\"shipDateEnd\":\"2026-03-19\"},"
			 "{\"trackingNumberInfo\":{\"trackingNumber\":\"" TWICE "\"}}]}");
	for (int i = 0; i < 30; i++)
		many[i] = (struct ask){ i, "1234567890123456789012345678901234",
					day_of(2999, 12, 31), NULL };
	ck_assert_int_eq(fedex.build_request(&out, &a, &c, many, 30, &err), 0);
	ck_assert_int_eq(fedex.build_request(&out, &a, &c, &asks[1], 1, &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
}
END_TEST

START_TEST(dates_are_instants_only_with_an_offset)
{
	struct answer out = say_file(200, "batch.json", 2);
	const struct reading *r = &out.reading[0];

	ck_assert_int_eq(out.verdict, VERDICT_OK);
	ck_assert_int_eq(r->outcome, POLL_NEW);
	ck_assert_int_eq(r->shipment_id, 1);
	ck_assert_int_eq(r->nevents, 5);
	ck_assert_int_eq(r->event[0].occurred_at,
			 (instant)day_of(2026, 3, 5) * 86400 + (11 * 60 + 47) * 60);
	ck_assert_str_eq(r->event[0].occurred_at_local, "2026-03-05T06:47:00-05:00");
	ck_assert_str_eq(r->event[0].place, "OXFORD, MS 38655");
	for (int i = 0; i < r->nevents; i++)
		if (text_same(r->event[i].code, "PU"))
			ck_assert_int_eq(r->event[i].occurred_at, INSTANT_NONE);
	ck_assert_str_eq(r->service, "ground");
	ck_assert_int_eq(r->expected_on, day_of(2026, 3, 6));
	ck_assert_str_eq(r->status_text, "On the way");
}
END_TEST

START_TEST(the_event_type_is_stronger_than_the_derived_code)
{
	struct answer out = say_file(200, "batch.json", 1);
	const struct event *e = out.reading[0].event;

	ck_assert_str_eq(e[0].code, "OD");
	ck_assert_int_eq(e[0].status, STATUS_OUT_FOR_DELIVERY);
	ck_assert_int_eq(e[1].status, STATUS_IN_TRANSIT);
	ck_assert_str_eq(e[2].code, "AE");
	ck_assert(!e[2].is_scan);
	ck_assert(e[1].is_scan);
}
END_TEST

START_TEST(of_several_results_the_newest_scan_wins)
{
	struct answer out = say_file(200, "batch.json", 2);

	ck_assert_int_eq(out.reading[1].nevents, 2);
	ck_assert_str_eq(out.reading[1].event[0].occurred_at_local, "2026-02-24T11:00:00-05:00");
	ck_assert_str_eq(out.reading[1].event[0].place, "TORONTO, ON M5V 2T6, CA");
	ck_assert_int_eq(out.reading[1].event[0].status, STATUS_DELIVERED);
}
END_TEST

START_TEST(a_parcel_of_another_ship_date_is_a_strangers)
{
	const struct ask asks[] = {
		{ 1, TWICE, day_of(2024, 1, 9), NULL },
		{ 2, TWICE, day_of(2025, 6, 1), NULL },
	};
	size_t len;
	const char *body = reply(&a, "batch.json", &len);
	struct answer out = say_bytes(&a, 200, body, len, &asks[0], 1);

	ck_assert_str_eq(out.reading[0].event[0].occurred_at_local, "2024-01-14T11:00:00-05:00");
	out = say_bytes(&a, 200, body, len, &asks[1], 1);
	ck_assert_int_eq(out.reading[0].outcome, POLL_NOT_FOUND);
	ck_assert_ptr_nonnull(strstr(out.reading[0].message, "ship date"));
	ck_assert_int_eq(out.reading[0].nevents, 0);
}
END_TEST

START_TEST(two_parcels_of_one_number_are_told_apart_by_their_day_alone)
{
	const struct ask asks[] = {
		{ 1, TWICE, day_of(2024, 1, 10), NULL },
		{ 2, TWICE, day_of(2026, 2, 20), NULL },
		{ 3, TWICE, DAY_NONE, NULL },
	};
	size_t len;
	const char *body = reply(&a, "batch.json", &len);
	struct answer out = say_bytes(&a, 200, body, len, asks, 3);

	ck_assert_str_eq(out.reading[0].event[0].occurred_at_local, "2024-01-14T11:00:00-05:00");
	ck_assert_str_eq(out.reading[1].event[0].occurred_at_local, "2026-02-24T11:00:00-05:00");
	ck_assert_int_eq(out.reading[2].outcome, POLL_UNREADABLE);
	ck_assert_ptr_nonnull(strstr(out.reading[2].message, "two of your parcels"));
}
END_TEST

START_TEST(a_wrong_number_does_not_spoil_the_batch)
{
	struct answer out = say_file(200, "not_found.json", 3);

	ck_assert_int_eq(out.verdict, VERDICT_OK);
	ck_assert_int_eq(out.reading[0].outcome, POLL_NEW);
	ck_assert_int_eq(out.reading[1].outcome, POLL_UNREADABLE);
	ck_assert_ptr_nonnull(strstr(out.reading[1].message, "does not mention"));
	ck_assert_int_eq(out.reading[2].outcome, POLL_NOT_FOUND);
}
END_TEST

START_TEST(not_found_of_the_whole_call_is_of_its_only_number)
{
	static const int statuses[] = { 200, 400, 404 };

	for (int i = 0; i < 3; i++) {
		struct answer out = say_file(statuses[i], "error_not_found.json", 1);

		ck_assert_int_eq(out.verdict, VERDICT_OK);
		ck_assert_int_eq(out.reading[0].outcome, POLL_NOT_FOUND);
		out = say_file(statuses[i], "error_not_found.json", 3);
		for (int k = 0; k < 3; k++)
			ck_assert_int_eq(out.reading[k].outcome, POLL_UNREADABLE);
		ck_assert_ptr_nonnull(strstr(out.reading[0].message, "ask for this one alone"));
	}
}
END_TEST

START_TEST(an_exception_says_why_and_an_attempt_is_one)
{
	struct answer out = say_file(200, "exception.json", 1);
	const struct reading *r = &out.reading[0];

	ck_assert_str_eq(r->event[0].text,
			 "Delivery exception: Customer not available or business closed");
	ck_assert_int_eq(r->event[0].status, STATUS_ATTEMPTED);
	ck_assert_str_eq(r->status_text, r->event[0].text);
	ck_assert_int_eq(r->event[1].status, STATUS_IN_TRANSIT);
	ck_assert_int_eq(r->event[1].trouble, TROUBLE_DELAYED);
	ck_assert_int_eq(r->expected_on, day_of(2026, 3, 7));
}
END_TEST

START_TEST(a_status_without_scans_is_read)
{
	struct answer out = say_file(200, "status_only.json", 1);

	ck_assert_int_eq(out.reading[0].outcome, POLL_NEW);
	ck_assert_int_eq(out.reading[0].nevents, 0);
	ck_assert_str_eq(out.reading[0].status_text, "Label created");
}
END_TEST

#define ERRORS(code, message) "{\"errors\":[{\"code\":\"" code "\",\"message\":\"" message "\"}]}"
#define DAY_QUOTA "Daily transaction quota exceeded. Retry after 12:00AM GMT"

/* clang-format off */
static const struct {
	int status;
	const char *body;
	enum verdict verdict;
	const char *words;
} calls[] = {
	{ 401, "", VERDICT_TOKEN, "WAYLAID_FEDEX_CLIENT_ID" },
	{ 401, ERRORS("NOT.AUTHORIZED.ERROR", "Access token expired."), VERDICT_TOKEN, "token" },
	{ 200, ERRORS("NOT.AUTHORIZED.ERROR", "Access token expired."), VERDICT_TOKEN, "token" },
	{ 403, ERRORS("FORBIDDEN.ERROR", "x"), VERDICT_REFUSED, "Track API" },
	{ 400, ERRORS("FORBIDDEN.ERROR", "x"), VERDICT_REFUSED, "Track API" },
	{ 403, ERRORS("FORBIDDEN.ERROR", DAY_QUOTA), VERDICT_LATER, "midnight GMT" },
	{ 429, ERRORS("TOO.MANY", DAY_QUOTA), VERDICT_LATER, "midnight GMT" },
	{ 400, ERRORS("TRACKING.X", DAY_QUOTA), VERDICT_LATER, "midnight GMT" },
	{ 429, ERRORS("TOO.MANY", "We have received too many requests in a short duration"),
	  VERDICT_LATER, "enough requests" },
	{ 429, "<html>", VERDICT_LATER, "429" },
	{ 408, "", VERDICT_LATER, "too long" },
	{ 500, ERRORS("INTERNAL.SERVER.ERROR", "x"), VERDICT_LATER, "500" },
	{ 503, "", VERDICT_LATER, "503" },
	{ 400, ERRORS("SERVICE.UNAVAILABLE.ERROR", "x"), VERDICT_LATER, "try again" },
	{   0, "", VERDICT_LATER, "no answer" },
	{ 404, ERRORS("NOT.FOUND.ERROR", "x"), VERDICT_REFUSED, "address" },
	{ 404, "<html>nginx", VERDICT_UNREADABLE, "nginx" },
	{ 404, "{}", VERDICT_UNREADABLE, "404" },
	{ 422, ERRORS("ODD", "made-up words " MADE_UP_SECRET), VERDICT_REFUSED, "words ***" },
	{ 302, "{}", VERDICT_UNREADABLE, "302" },
	{ 200, "", VERDICT_UNREADABLE, "nothing" },
	{ 200, "null", VERDICT_UNREADABLE, "no parcel" },
	{ 200, "{}", VERDICT_UNREADABLE, "no parcel" },
	{ 200, "{\"output\":{\"completeTrackResults\":[]}}", VERDICT_UNREADABLE, "no parcel" },
	{ 200, "{\"output\":{\"completeTrackResults\":7}}", VERDICT_UNREADABLE, "no parcel" },
	{ 200, "<html><title>Sign in", VERDICT_UNREADABLE, "Sign in" },
};

#define RESULT(fields) \
	"{\"output\":{\"completeTrackResults\":[{\"trackingNumber\":\"" FIRST \
	"\",\"trackResults\":[" fields "]}]}}"
#define NUMBER_ERROR(code) RESULT("{\"error\":{\"code\":\"" code "\",\"message\":\"its words\"}}")

static const struct {
	const char *body;
	enum poll_outcome outcome;
	const char *words;
} parcels[] = {
	{ NUMBER_ERROR("TRACKING.TRACKINGNUMBER.NOTFOUND"), POLL_NOT_FOUND, "does not know" },
	{ NUMBER_ERROR("TRACKING.DATA.NOTFOUND"), POLL_NOT_FOUND, "no tracking" },
	{ NUMBER_ERROR("NOT.FOUND.ERROR"), POLL_NOT_FOUND, "no longer" },
	{ NUMBER_ERROR("TRACKING.TRACKINGNUMBER.EMPTY"), POLL_REFUSED, "no number" },
	{ NUMBER_ERROR("INTERNAL.SERVER.ERROR"), POLL_UNREACHABLE, "try again later" },
	{ NUMBER_ERROR("FORBIDDEN.ERROR"), POLL_REFUSED, "Track API" },
	{ NUMBER_ERROR("ODD"), POLL_REFUSED, "its words" },
	{ RESULT("{\"error\":{\"code\":\"X\",\"message\":\"" DAY_QUOTA "\"}}"),
	  POLL_DEFERRED, "midnight" },
	{ RESULT(""), POLL_UNREADABLE, "does not mention" },
	{ RESULT("7"), POLL_UNREADABLE, "no object" },
	{ RESULT("{}"), POLL_UNREADABLE, "neither" },
	{ RESULT("{\"scanEvents\":7}"), POLL_UNREADABLE, "no list" },
	{ RESULT("{\"scanEvents\":[{\"date\":\"2026-03-01\"}]}"), POLL_UNREADABLE, "an event" },
	{ RESULT("{\"scanEvents\":[{\"eventType\":\"PU\"}]},[]"), POLL_UNREADABLE, "no object" },
	{ RESULT("{\"scanEvents\":[{\"eventType\":\"PU\"}],"
		 "\"error\":{\"code\":\"X\",\"message\":\"odd\"}}"), POLL_NEW, "odd" },
};
/* clang-format on */

START_TEST(each_answer_has_its_verdict)
{
	struct answer out = say(calls[_i].status, calls[_i].body, 2);

	ck_assert_msg(out.verdict == calls[_i].verdict, "%d %s: %d", calls[_i].status,
		      calls[_i].body, out.verdict);
	ck_assert_msg(out.message && strstr(out.message, calls[_i].words), "%d %s: %s",
		      calls[_i].status, calls[_i].body, out.message);
	ck_assert_ptr_null(strstr(out.message, MADE_UP_SECRET));
	ck_assert_int_eq(out.nreadings, 0);
}
END_TEST

START_TEST(each_result_has_its_outcome)
{
	struct answer out = say(200, parcels[_i].body, 1);

	ck_assert_int_eq(out.verdict, VERDICT_OK);
	ck_assert_msg(out.reading[0].outcome == parcels[_i].outcome, "%s: %s", parcels[_i].body,
		      poll_outcome_names[out.reading[0].outcome]);
	ck_assert_msg(strstr(out.reading[0].message, parcels[_i].words), "%s: %s", parcels[_i].body,
		      out.reading[0].message);
}
END_TEST

START_TEST(saved_answers_are_read_in_every_shape)
{
	struct answer out;
	const char *batch = reply(&a, "not_found.json", NULL), *text;

	ck_assert_int_eq(fedex.read_saved(&out, &a, batch, strlen(batch), &err), 0);
	ck_assert_int_eq(out.nreadings, 2);
	ck_assert_str_eq(out.reading[0].tracking_number, FIRST);
	ck_assert_int_eq(out.reading[0].event[0].source, SOURCE_SAVED_ANSWER);
	ck_assert_int_eq(out.reading[1].outcome, POLL_NOT_FOUND);
	text = arena_printf(&a, "\xEF\xBB\xBF[%s,%s]", batch, batch);
	ck_assert_int_eq(fedex.read_saved(&out, &a, text, strlen(text), &err), 0);
	ck_assert_int_eq(out.nreadings, 4);
	text = "{\"trackingNumberInfo\":{\"trackingNumber\":\"1\"},\"scanEvents\":[{"
	       "\"eventType\":\"DL\"}]}";
	ck_assert_int_eq(fedex.read_saved(&out, &a, text, strlen(text), &err), 0);
	ck_assert_str_eq(out.reading[0].tracking_number, "1");
}
END_TEST

static const char *const no_saved[] = {
	"",
	"[]",
	"{}",
	"7",
	"null",
	"<html>",
	"{\"scanEvents\":[{\"eventType\":\"DL\"}]}",
	"{\"trackingNumber\":\"9400136111899200000017\",\"trackingEvents\":[]}",
	"{\"errors\":[{\"code\":\"X\"}]}",
};

START_TEST(what_is_no_saved_answer_is_refused)
{
	struct answer out;

	ck_assert_int_eq(fedex.read_saved(&out, &a, no_saved[_i], strlen(no_saved[_i]), &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_ptr_nonnull(err.text[0] ? err.text : NULL);
}
END_TEST

static const char *const answers[] = { "batch.json", "not_found.json", "exception.json",
				       "error_not_found.json" };

START_TEST(an_answer_cut_short_is_unreadable)
{
	struct arena text = ARENA_INIT;
	size_t len;
	const char *body = reply(&text, answers[_i], &len);

	while (len > 0 && body[len - 1] == '\n')
		len--;
	for (size_t cut = 0; cut < len; cut++) {
		char *copy = malloc(cut ? cut : 1);
		struct answer out, kept;

		ck_assert_ptr_nonnull(copy);
		memcpy(copy, body, cut);
		out = say_bytes(&a, 200, copy, cut, plain, 1);
		ck_assert_msg(out.verdict == VERDICT_UNREADABLE, "%s at %zu", answers[_i], cut);
		ck_assert_int_eq(fedex.read_saved(&kept, &a, copy, cut, &err), -1);
		free(copy);
		arena_release(&a);
	}
	arena_release(&text);
}
END_TEST

START_TEST(a_changed_byte_makes_no_parcel_vanish)
{
	static const char flips[] = { 0x01, 0x20, (char)0x80 };
	struct arena text = ARENA_INIT;
	size_t len;
	char *body = reply(&text, _i ? "exception.json" : "batch.json", &len);

	for (size_t at = 0; at < len * sizeof flips; at++) {
		size_t i = at / sizeof flips;
		char was = body[i];
		struct answer out;

		body[i] = (char)(was ^ flips[at % sizeof flips]);
		out = say_bytes(&a, 200, body, len, plain, _i ? 1 : 2);
		for (int k = 0; k < out.nreadings; k++)
			ck_assert_msg(out.reading[k].outcome == POLL_UNREADABLE ||
					      out.reading[k].nevents > 0,
				      "byte %zu changed to %c: %s", i, body[i],
				      poll_outcome_names[out.reading[k].outcome]);
		body[i] = was;
		arena_release(&a);
	}
	arena_release(&text);
}
END_TEST

START_TEST(a_thousand_events_are_cut_to_the_ceiling_and_it_is_said)
{
	struct buf body;
	struct answer out;

	buf_init(&body, ANSWER_MAX);
	buf_puts(&body, "{\"output\":{\"completeTrackResults\":[{\"trackingNumber\":\"" FIRST
			"\",\"trackResults\":[{\"scanEvents\":[");
	for (int i = 0; i < 1000; i++)
		buf_printf(&body, "%s{\"eventType\":\"AR\",\"date\":\"2026-03-%02dT%02d:00:00Z\"}",
			   i ? "," : "", 1 + i % 28, i % 24);
	buf_puts(&body, "]}]}]}}");
	out = say_bytes(&a, 200, body.at, body.len, plain, 1);
	buf_release(&body);
	ck_assert_int_eq(out.reading[0].nevents, EVENTS_MAX);
	ck_assert_ptr_nonnull(strstr(out.reading[0].message, "1000"));
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

Suite *fedex_suite(void)
{
	Suite *s = suite_create("fedex");
	TCase *t = tcase_create("fedex");

	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, the_token_is_asked_for_by_a_form_that_is_secret);
	tcase_add_test(t, a_token_lives_its_hour_less_a_minute);
	tcase_add_loop_test(t, what_is_no_token_is_refused_without_a_byte_of_it, 0,
			    COUNT(no_tokens));
	tcase_add_test(t, thirty_numbers_go_in_one_request_with_a_range_of_ship_dates);
	tcase_add_test(t, dates_are_instants_only_with_an_offset);
	tcase_add_test(t, the_event_type_is_stronger_than_the_derived_code);
	tcase_add_test(t, of_several_results_the_newest_scan_wins);
	tcase_add_test(t, a_parcel_of_another_ship_date_is_a_strangers);
	tcase_add_test(t, two_parcels_of_one_number_are_told_apart_by_their_day_alone);
	tcase_add_test(t, a_wrong_number_does_not_spoil_the_batch);
	tcase_add_test(t, not_found_of_the_whole_call_is_of_its_only_number);
	tcase_add_test(t, an_exception_says_why_and_an_attempt_is_one);
	tcase_add_test(t, a_status_without_scans_is_read);
	tcase_add_loop_test(t, each_answer_has_its_verdict, 0, COUNT(calls));
	tcase_add_loop_test(t, each_result_has_its_outcome, 0, COUNT(parcels));
	tcase_add_test(t, saved_answers_are_read_in_every_shape);
	tcase_add_loop_test(t, what_is_no_saved_answer_is_refused, 0, COUNT(no_saved));
	tcase_add_loop_test(t, an_answer_cut_short_is_unreadable, 0, COUNT(answers));
	tcase_add_loop_test(t, a_changed_byte_makes_no_parcel_vanish, 0, 2);
	tcase_add_test(t, a_thousand_events_are_cut_to_the_ceiling_and_it_is_said);
	suite_add_tcase(s, t);
	return s;
}
