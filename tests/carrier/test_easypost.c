#include "carrier/easypost.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "carrier/replies.h"

#define KEY "EZAKmadeupkey0001"

static struct arena a;

static void teardown(void)
{
	arena_release(&a);
}

static char *text_of(const char *name, size_t *len)
{
	struct err err = { 0 };
	char *bytes;
	int rc = file_read(&bytes, len, &a, path_join(&a, "tests/fuzz/corpus/easypost", name),
			   ANSWER_MAX, &err);

	ck_assert_msg(rc == 0, "%s: %s", name, err.text);
	return bytes;
}

/* What EasyPost says to an ask for FIRST. */
static struct answer told(int status, const char *body, size_t len)
{
	struct http_answer answer = { .status = status, .body = body, .len = len };
	struct credentials c = { 0 };
	struct answer out;

	secret_set(&c.api_key, KEY);
	easypost.read_answer(&out, &a, &c, &answer, three_asks, 1);
	secret_release(&c.api_key);
	return out;
}

static struct answer told_text(int status, const char *body)
{
	return told(status, body, strlen(body));
}

static struct reading told_file(const char *name)
{
	size_t len;
	char *body = text_of(name, &len);
	struct answer out = told(200, body, len);

	ck_assert_int_eq(out.verdict, VERDICT_OK);
	ck_assert_int_eq(out.nreadings, 1);
	ck_assert_int_eq(out.reading[0].shipment_id, three_asks[0].shipment_id);
	return out.reading[0];
}

START_TEST(it_is_found_by_its_code_and_wants_no_token)
{
	ck_assert_ptr_eq(carrier_find("easypost"), &easypost);
	ck_assert(!easypost.build_token_request);
	ck_assert(!easypost.read_token_answer);
}
END_TEST

START_TEST(one_number_is_asked_for_with_the_key)
{
	struct credentials c = { 0 };
	struct http_request out;
	struct err err = { 0 };
	const struct ask odd = { 1, "1Z\"},x", DAY_NONE, NULL };

	ck_assert_int_eq(easypost.batch_max(&c), 1);
	secret_set(&c.api_key, KEY);
	ck_assert_int_eq(easypost.check(&c, &err), 0);
	ck_assert_int_eq(easypost.build_request(&out, &a, &c, three_asks, 1, &err), 0);
	ck_assert_str_eq(out.method, "POST");
	ck_assert_str_eq(out.path, "/v2/trackers");
	ck_assert_str_eq(out.content_type, "application/json");
	ck_assert_str_eq(out.body, "{\"tracker\":{\"tracking_code\":\"" FIRST "\"}}");
	ck_assert_int_eq(out.auth, AUTH_BASIC);
	ck_assert_ptr_null(out.header[0].name);
	ck_assert_int_eq(easypost.build_request(&out, &a, &c, &odd, 1, &err), 0);
	ck_assert_str_eq(out.body, "{\"tracker\":{\"tracking_code\":\"1Z\\\"},x\"}}");
	secret_release(&c.api_key);
}
END_TEST

START_TEST(without_a_key_or_a_number_nobody_is_asked)
{
	struct credentials c = { .client_id = "not a key" };
	char long_number[66];
	const struct ask odd[] = { { 1, "", DAY_NONE, NULL },
				   { 1, " ", DAY_NONE, NULL },
				   { 1, NULL, DAY_NONE, NULL },
				   { 1, long_number, DAY_NONE, NULL } };
	struct http_request out;
	struct err err = { 0 };

	memset(long_number, '9', 65);
	long_number[65] = '\0';
	ck_assert_int_eq(easypost.check(&c, &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_ptr_nonnull(strstr(err.text, "WAYLAID_EASYPOST_API_KEY"));
	ck_assert_int_eq(easypost.build_request(&out, &a, &c, three_asks, 1, &err), -1);
	secret_set(&c.api_key, KEY);
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		ck_assert_int_eq(easypost.build_request(&out, &a, &c, &odd[i], 1, &err), -1);
	secret_release(&c.api_key);
}
END_TEST

START_TEST(a_moving_parcel_is_read_whole)
{
	struct reading r = told_file("tracker_moving.json");
	char text[INSTANT_TEXT];

	ck_assert_int_eq(r.outcome, POLL_NEW);
	ck_assert_ptr_null(r.message);
	ck_assert_str_eq(r.status_text, "In transit");
	ck_assert_int_eq(r.expected_on, day_of(2026, 3, 9));
	ck_assert_int_eq(r.nevents, 3);
	/* newest first; a time without zone is no instant, and a filler no scan */
	ck_assert_str_eq(r.event[0].text, "In Transit to Next Facility");
	ck_assert(r.event[0].occurred_at == INSTANT_NONE);
	ck_assert_str_eq(r.event[0].occurred_at_local, "2026-03-07T02:00:00");
	ck_assert(!r.event[0].is_scan);
	ck_assert_ptr_null(r.event[0].place);
	ck_assert_str_eq(instant_text(text, r.event[1].occurred_at), "2026-03-06T21:15:30Z");
	ck_assert_str_eq(r.event[1].place, "LEEDS, GB");
	ck_assert_str_eq(r.event[1].code, "arrived_at_facility");
	ck_assert_int_eq(r.event[1].status, STATUS_IN_TRANSIT);
	ck_assert(r.event[1].is_scan);
	ck_assert_int_eq(r.event[1].source, SOURCE_API);
	ck_assert_str_eq(r.event[2].place, "OXFORD, MS 38655");
	ck_assert_int_eq(r.event[2].status, STATUS_PRE_TRANSIT);
	ck_assert(!r.event[2].is_scan);
}
END_TEST

START_TEST(a_delivered_parcel_is_delivered_although_its_detail_says_arrived)
{
	struct reading r = told_file("tracker_delivered.json");

	ck_assert_int_eq(r.outcome, POLL_NEW);
	ck_assert_str_eq(r.status_text, "Delivered");
	ck_assert_int_eq(r.expected_on, DAY_NONE);
	ck_assert_int_eq(r.nevents, 2);
	ck_assert_int_eq(r.event[0].status, STATUS_DELIVERED);
	ck_assert_int_eq(r.event[1].status, STATUS_OUT_FOR_DELIVERY);
	ck_assert_str_eq(r.event[1].code, "out_for_delivery");
}
END_TEST

START_TEST(an_unknown_parcel_is_not_found)
{
	struct reading r = told_file("tracker_unknown.json");

	ck_assert_int_eq(r.outcome, POLL_NOT_FOUND);
	ck_assert_ptr_nonnull(r.message);
	ck_assert_int_eq(r.nevents, 0);
	ck_assert_ptr_null(r.status_text);
}
END_TEST

/* clang-format off */
static const struct {
	const char *body;
	enum poll_outcome outcome;
	const char *status_text;
} bare[] = {
#define BARE(status) \
	"{\"tracking_code\":\"" FIRST "\",\"status\":" status ",\"tracking_details\":[]}"
	{ BARE("\"pre_transit\""),	POLL_NEW,	  "Pre-transit" },
	{ BARE("\"error\""),		POLL_UNREACHABLE, NULL },
	{ BARE("\"teleported\""),	POLL_UNREADABLE,  NULL },
	{ BARE("null"),			POLL_UNREADABLE,  NULL },
	{ "{\"tracking_code\":\"" FIRST "\",\"status\":\"in_transit\"}", POLL_UNREADABLE, NULL },
	{ "{\"tracking_code\":\"" FIRST "\",\"status\":\"in_transit\",\"tracking_details\":{}}",
	  POLL_UNREADABLE, NULL },
	{ "{\"tracking_code\":\"" FIRST "\",\"status\":\"in_transit\",\"tracking_details\":[7]}",
	  POLL_UNREADABLE, NULL },
	{ "{\"tracking_code\":\"" FIRST "\",\"status\":\"in_transit\",\"tracking_details\":[{}]}",
	  POLL_UNREADABLE, NULL },
	{ "{\"tracking_code\":\"" SECOND "\",\"status\":\"in_transit\",\"tracking_details\":[]}",
	  POLL_UNREADABLE, NULL },
	{ "{\"status\":\"in_transit\",\"tracking_details\":[]}", POLL_UNREADABLE, NULL },
};
/* clang-format on */

START_TEST(an_answer_without_events_says_what_its_status_says)
{
	struct answer out = told_text(201, bare[_i].body);

	ck_assert_int_eq(out.verdict, VERDICT_OK);
	ck_assert_msg(out.reading[0].outcome == bare[_i].outcome, "%s: %s", bare[_i].body,
		      poll_outcome_names[out.reading[0].outcome]);
	ck_assert_int_eq(out.reading[0].nevents, 0);
	ck_assert_pstr_eq(out.reading[0].status_text, bare[_i].status_text);
	ck_assert_int_eq(!out.reading[0].message, bare[_i].outcome == POLL_NEW);
}
END_TEST

/* clang-format off */
static const struct {
	int status;
	const char *body;
	enum verdict verdict;
	const char *says;
} calls[] = {
#define ERROR(words) "{\"error\":{\"code\":\"X.Y\",\"message\":\"" words "\",\"errors\":[]}}"
	{   0, "",		  VERDICT_LATER,      "EasyPost gave no answer: try again later" },
	{ 401, ERROR("inactive"), VERDICT_TOKEN,      "WAYLAID_EASYPOST_API_KEY" },
	{ 401, "<html>",	  VERDICT_TOKEN,      "does not accept the key" },
	{ 402, ERROR("funds"),	  VERDICT_REFUSED,    "paid first (402)" },
	{ 403, ERROR("no"),	  VERDICT_REFUSED,    "(403)" },
	{ 408, "",		  VERDICT_LATER,      "took too long (408): try again later" },
	{ 429, ERROR("slow"),	  VERDICT_LATER,      "enough requests for now (429)" },
	{ 500, "<html>",	  VERDICT_LATER,      "cannot answer now (500)" },
	{ 503, "",		  VERDICT_LATER,      "cannot answer now (503)" },
	{ 302, "",		  VERDICT_UNREADABLE, "answered 302" },
	{ 200, "",		  VERDICT_UNREADABLE, "answered 200" },
	{ 200, "<html><p>hello",  VERDICT_UNREADABLE, "\"<html><p>hello\"" },
	{ 200, "[]",		  VERDICT_UNREADABLE, "answered 200" },
	{ 200, ERROR("oops"),	  VERDICT_UNREADABLE, "an error into a good answer: \"oops\"" },
	{ 404, "<html>",	  VERDICT_UNREADABLE, "answered 404" },
	{ 422, "{}",		  VERDICT_UNREADABLE, "answered 422" },
	{ 418, ERROR("teapot"),	  VERDICT_UNREADABLE, "answered 418" },
};

static const struct {
	int status;
	const char *body;
	enum poll_outcome outcome;
	const char *message;
} refusals[] = {
	{ 404, ERROR("no such one"), POLL_NOT_FOUND,
	  "EasyPost does not know this number: no such one" },
	{ 422, ERROR("not valid"), POLL_REFUSED, "EasyPost refused this number: not valid" },
	{ 400, ERROR("bad"),	   POLL_REFUSED, "EasyPost refused this number: bad" },
	{ 422, "{\"error\":\"just words\"}", POLL_REFUSED,
	  "EasyPost refused this number: just words" },
	{ 422, "{\"error\":{\"errors\":[{\"message\":\"inner\"}]}}", POLL_REFUSED,
	  "EasyPost refused this number: inner" },
	{ 422, "{\"error\":{\"code\":\"A.B\"}}", POLL_REFUSED,
	  "EasyPost refused this number: A.B" },
	{ 422, "{\"error\":{}}", POLL_REFUSED,
	  "EasyPost refused this number: it does not say why" },
	{ 422, ERROR("your key " KEY " is odd"), POLL_REFUSED,
	  "EasyPost refused this number: your key *** is odd" },
};
/* clang-format on */

START_TEST(each_status_of_a_call_has_its_verdict)
{
	struct answer out = told_text(calls[_i].status, calls[_i].body);

	ck_assert_int_eq(out.verdict, calls[_i].verdict);
	ck_assert_int_eq(out.nreadings, 0);
	ck_assert_msg(strstr(out.message, calls[_i].says), "%d: %s", calls[_i].status, out.message);
}
END_TEST

START_TEST(a_refused_number_says_why_and_never_the_key)
{
	struct answer out = told_text(refusals[_i].status, refusals[_i].body);

	ck_assert_int_eq(out.verdict, VERDICT_OK);
	ck_assert_int_eq(out.reading[0].outcome, refusals[_i].outcome);
	ck_assert_str_eq(out.reading[0].message, refusals[_i].message);
}
END_TEST

START_TEST(retry_after_is_told)
{
	struct http_answer answer = { .status = 429, .retry_after_s = 30 };
	struct credentials c = { 0 };
	struct answer out;

	easypost.read_answer(&out, &a, &c, &answer, three_asks, 1);
	ck_assert_str_eq(out.message, "EasyPost has had enough requests for now (429): wait 30 "
				      "seconds, then try again");
}
END_TEST

START_TEST(saved_answers_of_each_shape_are_taken)
{
	struct answer out;
	struct err err = { 0 };
	size_t len;
	char *body = text_of("event.json", &len);

	ck_assert_int_eq(easypost.read_saved(&out, &a, body, len, &err), 0);
	ck_assert_int_eq(out.nreadings, 1);
	ck_assert_str_eq(out.reading[0].tracking_number, SECOND);
	ck_assert_int_eq(out.reading[0].event[0].source, SOURCE_NOTICE);
	ck_assert_int_eq(out.reading[0].event[0].status, STATUS_RETURN_TO_SENDER);
	body = text_of("list.json", &len);
	ck_assert_int_eq(easypost.read_saved(&out, &a, body, len, &err), 0);
	ck_assert_int_eq(out.nreadings, 2);
	ck_assert_str_eq(out.reading[0].status_text, "Pre-transit");
	ck_assert_int_eq(out.reading[1].event[0].trouble, TROUBLE_DELAYED);
	ck_assert_ptr_null(out.reading[1].event[0].text);
	ck_assert_int_eq(out.reading[1].event[0].source, SOURCE_SAVED_ANSWER);
	body = text_of("tracker_moving.json", &len);
	body = arena_printf(&a, "\xEF\xBB\xBF[%s]", body);
	ck_assert_int_eq(easypost.read_saved(&out, &a, body, strlen(body), &err), 0);
	ck_assert_int_eq(out.reading[0].nevents, 3);
}
END_TEST

START_TEST(what_is_no_saved_answer_is_said)
{
	static const char *const odd[] = {
		"",
		"[]",
		"{}",
		"[[[[[[]]]]]]",
		"7",
		"{\"trackers\":[]}",
		"{\"result\":{}}",
		"{\"object\":\"Webhook\",\"url\":\"http://example.com\"}",
		"{\"tracking_code\":\"" FIRST "\"}",
		ERROR("gone"),
	};
	struct answer out;

	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		struct err err = { 0 };

		ck_assert_msg(easypost.read_saved(&out, &a, odd[i], strlen(odd[i]), &err) == -1,
			      "%s", odd[i]);
		ck_assert_int_eq(err.code, ERR_INPUT);
	}
}
END_TEST

/* clang-format off */
static const struct {
	const char *text, *code, *category;
	enum status status;
	enum trouble trouble;
	bool is_scan;
} meanings[] = {
#define ROW(text, code, category, s, t, scan) \
	{ text, code, category, STATUS_##s, TROUBLE_##t, scan }
	/* each status alone */
	ROW(NULL, NULL, "unknown",		UNKNOWN, NONE, true),
	ROW(NULL, NULL, "pre_transit",		PRE_TRANSIT, NONE, false),
	ROW(NULL, NULL, "in_transit",		IN_TRANSIT, NONE, true),
	ROW(NULL, NULL, "out_for_delivery",	OUT_FOR_DELIVERY, NONE, true),
	ROW(NULL, NULL, "delivered",		DELIVERED, NONE, true),
	ROW(NULL, NULL, "available_for_pickup",	AVAILABLE_FOR_PICKUP, NONE, true),
	ROW(NULL, NULL, "return_to_sender",	RETURN_TO_SENDER, NONE, true),
	ROW(NULL, NULL, "failure",		FAILURE, NONE, true),
	ROW(NULL, NULL, "cancelled",		CANCELLED, NONE, false),
	ROW(NULL, NULL, "error",		UNKNOWN, NONE, false),
	ROW(NULL, NULL, NULL,			UNKNOWN, NONE, true),
	/* each detail alone */
	ROW(NULL, "address_correction", NULL,		IN_TRANSIT, ADDRESS, true),
	ROW(NULL, "arrived_at_destination", NULL,	IN_TRANSIT, NONE, true),
	ROW(NULL, "arrived_at_facility", NULL,		IN_TRANSIT, NONE, true),
	ROW(NULL, "arrived_at_pickup_location", NULL,	AVAILABLE_FOR_PICKUP, NONE, true),
	ROW(NULL, "awaiting_information", NULL,		IN_TRANSIT, UNCLEAR, true),
	ROW(NULL, "cancelled", NULL,			CANCELLED, NONE, false),
	ROW(NULL, "damaged", NULL,			FAILURE, DAMAGED, true),
	ROW(NULL, "delayed", NULL,			IN_TRANSIT, DELAYED, true),
	ROW(NULL, "delivery_exception", NULL,		IN_TRANSIT, DELAYED, true),
	ROW(NULL, "departed_facility", NULL,		IN_TRANSIT, NONE, true),
	ROW(NULL, "departed_origin_facility", NULL,	IN_TRANSIT, NONE, true),
	ROW(NULL, "expired", NULL,			UNKNOWN, UNCLEAR, false),
	ROW(NULL, "failure", NULL,			FAILURE, UNCLEAR, true),
	ROW(NULL, "held", NULL,				IN_TRANSIT, DELAYED, true),
	ROW(NULL, "in_transit", NULL,			IN_TRANSIT, NONE, true),
	ROW(NULL, "label_created", NULL,		PRE_TRANSIT, NONE, false),
	ROW(NULL, "lost", NULL,				FAILURE, LOST, true),
	ROW(NULL, "missorted", NULL,			IN_TRANSIT, DELAYED, true),
	ROW(NULL, "out_for_delivery", NULL,		OUT_FOR_DELIVERY, NONE, true),
	ROW(NULL, "received_at_destination_facility", NULL, IN_TRANSIT, NONE, true),
	ROW(NULL, "received_at_origin_facility", NULL,	IN_TRANSIT, NONE, true),
	ROW(NULL, "refused", NULL,			RETURN_TO_SENDER, RETURNED, true),
	ROW(NULL, "return", NULL,			RETURN_TO_SENDER, RETURNED, true),
	ROW(NULL, "status_update", NULL,		UNKNOWN, NONE, true),
	ROW(NULL, "transferred_to_destination_carrier", NULL, IN_TRANSIT, NONE, true),
	ROW(NULL, "transit_exception", NULL,		IN_TRANSIT, DELAYED, true),
	ROW(NULL, "unknown", NULL,			UNKNOWN, UNCLEAR, true),
	ROW(NULL, "weather_delay", NULL,		IN_TRANSIT, DELAYED, true),
	ROW(NULL, "WEATHER_DELAY", NULL,		IN_TRANSIT, DELAYED, true),
	ROW(NULL, "never_heard_of", NULL,		UNKNOWN, NONE, true),
	/* together: the status decides, the detail says how */
	ROW(NULL, "arrived_at_destination", "delivered", DELIVERED, NONE, true),
	ROW(NULL, "status_update", "pre_transit",	PRE_TRANSIT, NONE, false),
	ROW(NULL, "status_update", "in_transit",	IN_TRANSIT, NONE, true),
	ROW(NULL, "delayed", "in_transit",		IN_TRANSIT, DELAYED, true),
	ROW(NULL, "lost", "failure",			FAILURE, LOST, true),
	ROW(NULL, "lost", "in_transit",			FAILURE, LOST, true),
	ROW(NULL, "return", "delivered",		RETURN_TO_SENDER, RETURNED, true),
	ROW(NULL, "never_heard_of", "delivered",	DELIVERED, NONE, true),
	ROW(NULL, "damaged", "never_heard_of",		FAILURE, DAMAGED, true),
	/* words first, but a return is no delivery */
	ROW("Delivered, To Original Sender", NULL, "delivered", RETURN_TO_SENDER, RETURNED, true),
	ROW("Delivered", NULL, "return_to_sender",	RETURN_TO_SENDER, NONE, true),
	ROW("Delivered, In/At Mailbox", NULL, NULL,	DELIVERED, NONE, true),
	ROW("Undelivered", NULL, NULL,			UNKNOWN, NONE, true),
	ROW("Delivery Attempt - Action Needed", "delivery_exception", "in_transit",
	    ATTEMPTED, DELAYED, true),
	ROW("Notice Left (No Authorized Recipient Available)", NULL, "failure",
	    ATTEMPTED, DELAYED, true),
	ROW("BILLING INFORMATION RECEIVED", NULL, "in_transit", PRE_TRANSIT, NONE, false),
	ROW("In Transit to Next Facility", "in_transit", "in_transit", IN_TRANSIT, NONE, false),
	ROW("Pre-transit", NULL, NULL,			PRE_TRANSIT, NONE, false),
	ROW("Delivery failed", NULL, NULL,		FAILURE, NONE, true),
	ROW("ORIGIN SCAN", NULL, "in_transit",		IN_TRANSIT, NONE, true),
};
/* clang-format on */

START_TEST(words_detail_and_status_decide_in_that_order)
{
	struct meaning m =
		easypost.meaning(meanings[_i].text, meanings[_i].code, meanings[_i].category);

	ck_assert_str_eq(status_names[m.status], status_names[meanings[_i].status]);
	ck_assert_str_eq(trouble_names[m.trouble], trouble_names[meanings[_i].trouble]);
	ck_assert_int_eq(m.is_scan, meanings[_i].is_scan);
}
END_TEST

static const char *const good[] = { "tracker_moving.json", "tracker_delivered.json" };

START_TEST(an_answer_cut_short_is_unreadable)
{
	size_t len;
	char *body = text_of(good[_i], &len);

	while (len > 0 && body[len - 1] == '\n')
		len--;
	for (size_t cut = 0; cut < len; cut++) {
		char *copy = malloc(cut ? cut : 1);
		struct answer saved;
		struct err err = { 0 };

		memcpy(copy, body, cut);
		ck_assert_msg(told(200, copy, cut).verdict == VERDICT_UNREADABLE, "cut at %zu",
			      cut);
		ck_assert_int_eq(easypost.read_saved(&saved, &a, copy, cut, &err), -1);
		free(copy);
	}
}
END_TEST

START_TEST(a_changed_byte_makes_no_parcel_vanish)
{
	static const char flips[] = { 0x01, 0x20, (char)0x80 };
	size_t len;
	char *body = text_of(good[_i], &len);

	for (size_t at = 0; at < len * sizeof flips; at++) {
		struct arena_mark mark = arena_mark(&a);
		struct answer out;

		body[at / sizeof flips] ^= flips[at % sizeof flips];
		out = told(200, body, len);
		for (int k = 0; k < out.nreadings; k++)
			ck_assert_msg(out.reading[k].outcome == POLL_UNREADABLE ||
					      out.reading[k].nevents > 0,
				      "byte %zu", at / sizeof flips);
		body[at / sizeof flips] ^= flips[at % sizeof flips];
		arena_rewind(&a, mark);
	}
}
END_TEST

START_TEST(of_too_many_events_the_newest_are_kept_and_it_is_said)
{
	struct buf body;
	struct answer out;
	char text[INSTANT_TEXT];

	buf_init(&body, ANSWER_MAX);
	buf_puts(&body, "{\"tracking_code\":\"" FIRST "\",\"status\":\"in_transit\","
			"\"tracking_details\":[");
	for (int i = 0; i < 600; i++)
		buf_printf(&body, "%s{\"message\":\"m\",\"datetime\":\"2026-03-05T%02d:%02d:00Z\"}",
			   i ? "," : "", i / 60, i % 60);
	buf_puts(&body, "]}");
	out = told(200, body.at, body.len);
	ck_assert_int_eq(out.reading[0].nevents, EVENTS_MAX);
	ck_assert_str_eq(instant_text(text, out.reading[0].event[0].occurred_at),
			 "2026-03-05T09:59:00Z");
	ck_assert_str_eq(out.reading[0].message,
			 "EasyPost gave 600 events: the last 500 were read");
	buf_release(&body);
}
END_TEST

START_TEST(nine_megabytes_are_refused)
{
	size_t len = 9 * 1024 * 1024;
	char *body = malloc(len);
	struct answer out;
	struct err err = { 0 };

	memset(body, ' ', len);
	out = told(200, body, len);
	ck_assert_int_eq(out.verdict, VERDICT_UNREADABLE);
	ck_assert_ptr_nonnull(strstr(out.message, "8 MiB"));
	ck_assert_int_eq(easypost.read_saved(&out, &a, body, len, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "8 MiB"));
	free(body);
}
END_TEST

#define ROWS(table) (int)(sizeof(table) / sizeof *(table))

Suite *easypost_suite(void)
{
	Suite *s = suite_create("easypost");
	TCase *t = tcase_create("easypost");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, it_is_found_by_its_code_and_wants_no_token);
	tcase_add_test(t, one_number_is_asked_for_with_the_key);
	tcase_add_test(t, without_a_key_or_a_number_nobody_is_asked);
	tcase_add_test(t, a_moving_parcel_is_read_whole);
	tcase_add_test(t, a_delivered_parcel_is_delivered_although_its_detail_says_arrived);
	tcase_add_test(t, an_unknown_parcel_is_not_found);
	tcase_add_loop_test(t, an_answer_without_events_says_what_its_status_says, 0, ROWS(bare));
	tcase_add_loop_test(t, each_status_of_a_call_has_its_verdict, 0, ROWS(calls));
	tcase_add_loop_test(t, a_refused_number_says_why_and_never_the_key, 0, ROWS(refusals));
	tcase_add_test(t, retry_after_is_told);
	tcase_add_test(t, saved_answers_of_each_shape_are_taken);
	tcase_add_test(t, what_is_no_saved_answer_is_said);
	tcase_add_loop_test(t, words_detail_and_status_decide_in_that_order, 0, ROWS(meanings));
	tcase_add_loop_test(t, an_answer_cut_short_is_unreadable, 0, ROWS(good));
	tcase_add_loop_test(t, a_changed_byte_makes_no_parcel_vanish, 0, ROWS(good));
	tcase_add_test(t, of_too_many_events_the_newest_are_kept_and_it_is_said);
	tcase_add_test(t, nine_megabytes_are_refused);
	suite_add_tcase(s, t);
	return s;
}
