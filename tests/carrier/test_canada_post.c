#include "carrier/canada_post.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "carrier/canada_post_parts.h"
#include "carrier/replies.h"

#define PIN "1234567890123456"

static struct arena a;

static const struct ask asked = { .shipment_id = 5, .tracking_number = PIN, .mailed_on = DAY_NONE };

static void teardown(void)
{
	arena_release(&a);
}

static char *text_of(const char *name, size_t *len)
{
	struct err err = { 0 };
	char *bytes;
	int rc = file_read(&bytes, len, &a, path_join(&a, "tests/fuzz/corpus/canada_post", name),
			   ANSWER_MAX, &err);

	ck_assert_msg(rc == 0, "%s: %s", name, err.text);
	return bytes;
}

static struct answer told(int status, const char *body, size_t len)
{
	struct http_answer answer = { .status = status, .body = body, .len = len };
	struct credentials c = { .client_id = "made-up" };
	struct answer out;

	secret_set(&c.client_secret, MADE_UP_SECRET);
	canada_post.read_answer(&out, &a, &c, &answer, &asked, 1);
	secret_release(&c.client_secret);
	return out;
}

static struct answer told_text(int status, const char *body)
{
	return told(status, body, strlen(body));
}

static struct answer told_file(int status, const char *name)
{
	size_t len;
	char *body = text_of(name, &len);

	return told(status, body, len);
}

START_TEST(one_parcel_is_asked_for_in_the_address)
{
	struct credentials c = { .client_id = "made-up" };
	struct http_request out;
	struct err err = { 0 };

	ck_assert_ptr_eq(carrier_find("canada_post"), &canada_post);
	ck_assert(!canada_post.build_token_request);
	ck_assert_int_eq(canada_post.batch_max(&c), 1);
	secret_set(&c.client_secret, MADE_UP_SECRET);
	ck_assert_int_eq(canada_post.check(&c, &err), 0);
	ck_assert_int_eq(canada_post.build_request(&out, &a, &c, &asked, 1, &err), 0);
	ck_assert_str_eq(out.method, "GET");
	ck_assert_str_eq(out.path, "/vis/track/pin/" PIN "/detail");
	ck_assert_ptr_null(out.body);
	ck_assert_int_eq(out.auth, AUTH_BASIC);
	ck_assert_str_eq(out.header[0].name, "Accept");
	ck_assert_str_eq(out.header[0].value, "application/vnd.cpc.track-v2+xml");
	ck_assert_str_eq(out.header[1].name, "Accept-Language");
	ck_assert_ptr_null(out.header[2].name);
	secret_release(&c.client_secret);
}
END_TEST

START_TEST(without_a_key_or_a_number_nobody_is_asked)
{
	static const char *const odd[] = {
		"",         "123",         "12/34",
		"1234?a=b", "../../etc",   "1 2 3 4",
		"12\r\n34", "123\xC3\xA9", "12345678901234567890123456789012345"
	};
	struct credentials c = { .client_id = "made-up" };
	struct http_request out;
	struct err err = { 0 };

	ck_assert_int_eq(canada_post.check(&c, &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_ptr_nonnull(strstr(err.text, "WAYLAID_CANADA_POST_CLIENT_ID"));
	ck_assert_int_eq(canada_post.build_request(&out, &a, &c, &asked, 1, &err), -1);
	secret_set(&c.client_secret, MADE_UP_SECRET);
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		const struct ask ask = { 1, odd[i], DAY_NONE, NULL };

		ck_assert_msg(canada_post.build_request(&out, &a, &c, &ask, 1, &err) == -1, "%s",
			      odd[i]);
	}
	secret_release(&c.client_secret);
}
END_TEST

/* clang-format off */
static const struct {
	const char *text, *code, *at, *local, *place;
	enum status status;
	enum trouble trouble;
	bool is_scan;
} detail_events[] = {
	{ "Signature image recorded for Online viewing", "20", "2026-03-09T15:59:59Z",
	  "2026-03-09T11:59:59", "OTTAWA, ON", STATUS_UNKNOWN, TROUBLE_NONE, false },
	{ "Item successfully delivered", "1496", "2026-03-09T15:50:00Z",
	  "2026-03-09T11:50:00", "OTTAWA, ON", STATUS_DELIVERED, TROUBLE_NONE, true },
	{ "Item out for delivery", "0174", "2026-03-09T12:27:43Z",
	  "2026-03-09T08:27:43", "TROIS-RIVIÈRES, QC",
	  STATUS_OUT_FOR_DELIVERY, TROUBLE_NONE, true },
	{ "Customer addressing error found; attempting to correct. Possible delay", "0173",
	  "2026-03-07T11:19:57Z", "2026-03-07T06:19:57", "GANDER, NL",
	  STATUS_IN_TRANSIT, TROUBLE_ADDRESS, true },
	{ "Item processed at postal facility", "0100", "2026-03-06T18:15:48Z",
	  "2026-03-06T14:45:48", "GANDER, NL", STATUS_IN_TRANSIT, TROUBLE_NONE, true },
	{ "Words that nobody knows", "1443", "", "2026-03-05T10:00:00", NULL,
	  STATUS_IN_TRANSIT, TROUBLE_DELAYED, true },
};
/* clang-format on */

START_TEST(a_parcel_is_read_whole)
{
	struct answer out = told_file(200, "detail.xml");
	const struct reading *r = &out.reading[0];
	char text[INSTANT_TEXT];

	ck_assert_int_eq(out.verdict, VERDICT_OK);
	ck_assert_int_eq(r->outcome, POLL_NEW);
	ck_assert_int_eq(r->shipment_id, 5);
	ck_assert_ptr_null(r->message);
	ck_assert_str_eq(r->status_text, "Item successfully delivered");
	ck_assert_int_eq(r->expected_on, day_of(2026, 3, 11));
	ck_assert_int_eq(r->nevents, sizeof detail_events / sizeof *detail_events);
	for (int i = 0; i < r->nevents; i++) {
		const struct event *e = &r->event[i];

		ck_assert_str_eq(e->text, detail_events[i].text);
		ck_assert_str_eq(e->code, detail_events[i].code);
		ck_assert_str_eq(instant_text(text, e->occurred_at), detail_events[i].at);
		ck_assert_str_eq(e->occurred_at_local, detail_events[i].local);
		ck_assert_pstr_eq(e->place, detail_events[i].place);
		ck_assert_int_eq(e->status, detail_events[i].status);
		ck_assert_int_eq(e->trouble, detail_events[i].trouble);
		ck_assert_int_eq(e->is_scan, detail_events[i].is_scan);
		ck_assert_int_eq(e->source, SOURCE_API);
	}
}
END_TEST

START_TEST(a_number_without_events_is_not_found)
{
	struct answer out = told_file(200, "no_events.xml");

	ck_assert_int_eq(out.verdict, VERDICT_OK);
	ck_assert_int_eq(out.reading[0].outcome, POLL_NOT_FOUND);
	ck_assert_ptr_nonnull(out.reading[0].message);
}
END_TEST

/* clang-format off */
static const struct {
	const char *abbreviation;
	int hours_100; /* hundredths of hours east of UTC */
} zones[] = {
	{ "NST", -350 }, { "NDT", -250 }, { "AST", -400 }, { "ADT", -300 }, { "EST", -500 },
	{ "EDT", -400 }, { "CST", -600 }, { "CDT", -500 }, { "MST", -700 }, { "MDT", -600 },
	{ "PST", -800 }, { "PDT", -700 }, { "UTC", 0 }, { "GMT", 0 }, { "est", -500 },
};
/* clang-format on */

START_TEST(zones_are_those_of_canada_and_no_other)
{
	int offset_s;

	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
		ck_assert_int_eq(canada_post_zone(&offset_s, zones[i].abbreviation), 0);
		ck_assert_int_eq(offset_s, zones[i].hours_100 * 36);
	}
	ck_assert_int_eq(canada_post_zone(&offset_s, "IST"), -1);
	ck_assert_int_eq(canada_post_zone(&offset_s, "ES"), -1);
	ck_assert_int_eq(canada_post_zone(&offset_s, ""), -1);
	ck_assert_int_eq(canada_post_zone(&offset_s, NULL), -1);
}
END_TEST

/* clang-format off */
static const struct {
	const char *inside;
	const char *at, *local;
} times[] = {
#define WHEN(d, t, z) "<event-date>" d "</event-date><event-time>" t "</event-time>" \
	"<event-time-zone>" z "</event-time-zone>"
	{ WHEN("2026-12-31", "23:30:00", "PST"), "2027-01-01T07:30:00Z", "2026-12-31T23:30:00" },
	{ WHEN("2026-02-30", "23:30:00", "PST"), "", "2026-02-30T23:30:00" },
	{ WHEN("2026-02-28", "25:00:00", "PST"), "", "2026-02-28T25:00:00" },
	{ WHEN("2026-02-28", "", "PST"),	 "", "2026-02-28" },
	{ WHEN("", "10:00:00", "PST"),		 "", NULL },
	{ WHEN("2026-02-28", "10:00:00", ""),	 "", "2026-02-28T10:00:00" },
	{ "",					 "", NULL },
};
/* clang-format on */

START_TEST(a_time_that_cannot_be_is_no_instant)
{
	struct answer out = told_text(
		200, arena_printf(&a,
				  "<tracking-detail><pin>" PIN "</pin><significant-events>"
				  "<occurrence><event-identifier>1</event-identifier>%s"
				  "</occurrence></significant-events></tracking-detail>",
				  times[_i].inside));
	char text[INSTANT_TEXT];

	ck_assert_int_eq(out.reading[0].outcome, POLL_NEW);
	ck_assert_str_eq(instant_text(text, out.reading[0].event[0].occurred_at), times[_i].at);
	ck_assert_pstr_eq(out.reading[0].event[0].occurred_at_local, times[_i].local);
	ck_assert(!out.reading[0].event[0].is_scan);
}
END_TEST

/* clang-format off */
static const struct {
	int status;
	const char *body;
	enum verdict verdict;
	const char *says;
} calls[] = {
#define MESSAGE(code, words) "<messages xmlns=\"http://www.canadapost.ca/ws/messages\"><message>" \
	"<code>" code "</code><description>" words "</description></message></messages>"
	{   0, "", VERDICT_LATER, "Canada Post gave no answer: try again later" },
	{ 401, "", VERDICT_TOKEN, "WAYLAID_CANADA_POST_CLIENT_ID" },
	{ 403, "<html>", VERDICT_REFUSED, "(403)" },
	{ 408, "", VERDICT_LATER, "took too long (408)" },
	{ 429, "", VERDICT_LATER, "20 a minute) (429)" },
	{ 500, "", VERDICT_LATER, "cannot answer now (500)" },
	{ 503, MESSAGE("1", "down"), VERDICT_LATER, "cannot answer now (503)" },
	{ 403, MESSAGE("Server", "Rejected by SLM Monitor"), VERDICT_LATER, "enough requests" },
	{ 500, MESSAGE("Server", "Rejected by SLM Monitor"), VERDICT_LATER, "enough requests" },
	{ 200, MESSAGE("", "rejected by slm monitor."), VERDICT_LATER, "enough requests" },
	{ 401, MESSAGE("E002", "AAA Authentication Failure"), VERDICT_TOKEN, "does not accept" },
	{ 200, MESSAGE("E002", ""), VERDICT_TOKEN, "does not accept" },
	{ 200, "", VERDICT_UNREADABLE, "answered 200" },
	{ 200, "<html><p>hello", VERDICT_UNREADABLE, "\"<html><p>hello\"" },
	{ 200, "<messages/>", VERDICT_UNREADABLE, "answered 200" },
	{ 200, "<a><b><c><tracking-detail/></c></b></a>", VERDICT_UNREADABLE, "answered 200" },
	{ 200, "{\"pin\":\"" PIN "\"}", VERDICT_UNREADABLE, "answered 200" },
	{ 302, "", VERDICT_UNREADABLE, "answered 302" },
	{ 404, "<html/>", VERDICT_UNREADABLE, "answered 404" },
	{ 418, MESSAGE("1", "teapot"), VERDICT_UNREADABLE, "answered 418" },
	{ 200, "<!DOCTYPE a><tracking-detail/>", VERDICT_UNREADABLE, "answered 200" },
};

static const struct {
	int status;
	const char *body;
	enum poll_outcome outcome;
	const char *says;
} parcels[] = {
	{ 404, MESSAGE("004", "No Pin History"), POLL_NOT_FOUND, "no history of this number yet" },
	{ 200, MESSAGE("004", "No Pin History"), POLL_NOT_FOUND, "no history of this number yet" },
	{ 400, MESSAGE("", "No pin history."), POLL_NOT_FOUND, "no history of this number yet" },
	{ 404, MESSAGE("77", "Odd words"), POLL_NOT_FOUND, "does not know this number: Odd words" },
	{ 400, MESSAGE("77", "Odd words"), POLL_REFUSED, "refused this number: Odd words" },
	{ 400, MESSAGE("77", ""), POLL_REFUSED, "refused this number: 77" },
	{ 400, MESSAGE("77", "your " MADE_UP_SECRET), POLL_REFUSED,
	  "refused this number: your ***" },
	{ 400, "<messages><message><code>1</code></message><message><code>004</code></message>"
	       "</messages>", POLL_NOT_FOUND, "no history" },
	{ 200, "<tracking-detail><significant-events/></tracking-detail>", POLL_UNREADABLE,
	  "names no pin" },
	{ 200, "<tracking-detail><pin>" PIN "</pin></tracking-detail>", POLL_UNREADABLE,
	  "no significant-events" },
	{ 200, "<tracking-detail><pin>99999</pin><significant-events/></tracking-detail>",
	  POLL_UNREADABLE, "another number, \"99999\"" },
	{ 200, "<tracking-detail><pin>" PIN "</pin><significant-events><occurrence/>"
	       "</significant-events></tracking-detail>", POLL_UNREADABLE, "an event without" },
	{ 200, "<tracking-detail><pin>" PIN "</pin><significant-events><other>"
	       "<event-identifier>1</event-identifier></other>"
	       "</significant-events></tracking-detail>", POLL_UNREADABLE, "an event without" },
};
/* clang-format on */

START_TEST(each_status_and_message_of_a_call_has_its_verdict)
{
	struct answer out = told_text(calls[_i].status, calls[_i].body);

	ck_assert_msg(out.verdict == calls[_i].verdict, "%s", calls[_i].body);
	ck_assert_int_eq(out.nreadings, 0);
	ck_assert_msg(strstr(out.message, calls[_i].says), "%s: %s", calls[_i].body, out.message);
}
END_TEST

START_TEST(a_parcel_that_cannot_be_read_says_why)
{
	struct answer out = told_text(parcels[_i].status, parcels[_i].body);

	ck_assert_int_eq(out.verdict, VERDICT_OK);
	ck_assert_int_eq(out.reading[0].outcome, parcels[_i].outcome);
	ck_assert_int_eq(out.reading[0].nevents, 0);
	ck_assert_msg(strstr(out.reading[0].message, parcels[_i].says), "%s",
		      out.reading[0].message);
}
END_TEST

START_TEST(saved_answers_are_taken_one_or_several)
{
	struct answer out;
	struct err err = { 0 };
	size_t len;
	char *body = text_of("two.xml", &len);

	ck_assert_int_eq(canada_post.read_saved(&out, &a, body, len, &err), 0);
	ck_assert_int_eq(out.nreadings, 2);
	ck_assert_str_eq(out.reading[0].tracking_number, PIN);
	ck_assert_int_eq(out.reading[0].expected_on, day_of(2026, 3, 9));
	ck_assert_int_eq(out.reading[0].event[0].status, STATUS_ATTEMPTED);
	ck_assert_int_eq(out.reading[0].event[0].source, SOURCE_SAVED_ANSWER);
	ck_assert_str_eq(out.reading[1].tracking_number, "6543210987654321");
	ck_assert_str_eq(out.reading[1].event[0].text, "Déposé");
	ck_assert_int_eq(out.reading[1].event[0].status, STATUS_DELIVERED);
	body = text_of("detail.xml", &len);
	ck_assert_int_eq(canada_post.read_saved(&out, &a, body, len, &err), 0);
	ck_assert_int_eq(out.reading[0].nevents, 6);
}
END_TEST

START_TEST(what_is_no_saved_answer_is_said)
{
	static const char *const odd[] = {
		"",
		"<a/>",
		"{}",
		"<tracking-detail/>",
		MESSAGE("004", "No Pin History"),
		"<tracking-detail><pin>" PIN "</pin></tracking-detail>",
		("<w><tracking-detail><pin>1</pin><significant-events/></tracking-detail>"
		 "<tracking-detail/></w>"),
	};
	struct answer out;

	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		struct err err = { 0 };

		ck_assert_msg(canada_post.read_saved(&out, &a, odd[i], strlen(odd[i]), &err) == -1,
			      "%s", odd[i]);
		ck_assert_int_eq(err.code, ERR_INPUT);
	}
}
END_TEST

/* clang-format off */
static const struct {
	const char *text, *code;
	enum status status;
	enum trouble trouble;
	bool is_scan;
} meanings[] = {
#define ROW(text, code, s, t, scan) { text, code, STATUS_##s, TROUBLE_##t, scan }
	ROW("Item out for delivery", "1496",		OUT_FOR_DELIVERY, NONE, true),
	ROW("Item successfully delivered", NULL,	DELIVERED, NONE, true),
	ROW("Delivered to your community mailbox", "20", DELIVERED, NONE, true),
	ROW("Item could not be delivered", NULL,	UNKNOWN, NONE, true),
	ROW("Item being returned to sender", "1496",	RETURN_TO_SENDER, RETURNED, true),
	ROW("Final Notice; item will be returned to sender if not collected within 10 days", NULL,
	    AVAILABLE_FOR_PICKUP, DELAYED, true),
	ROW("Attempted delivery. Notice card left indicating where to pick up item", "1415",
	    ATTEMPTED, DELAYED, true),
	ROW("Item available for pickup at Post Office", NULL, AVAILABLE_FOR_PICKUP, NONE, true),
	ROW("Electronic information submitted by shipper", NULL, PRE_TRANSIT, NONE, false),
	ROW("Signature image recorded for Online viewing", "20", UNKNOWN, NONE, false),
	ROW("International item released from Customs", NULL, IN_TRANSIT, CUSTOMS, true),
	ROW(NULL, "0174",				OUT_FOR_DELIVERY, NONE, true),
	ROW(NULL, "174",				OUT_FOR_DELIVERY, NONE, true),
	ROW(NULL, "9999",				UNKNOWN, NONE, true),
	ROW(NULL, "0000",				UNKNOWN, NONE, true),
	ROW(NULL, "",					UNKNOWN, NONE, true),
	ROW(NULL, NULL,					UNKNOWN, NONE, true),
};
/* clang-format on */

START_TEST(words_decide_before_codes)
{
	struct meaning m = canada_post.meaning(meanings[_i].text, meanings[_i].code, "Delivered");

	ck_assert_str_eq(status_names[m.status], status_names[meanings[_i].status]);
	ck_assert_str_eq(trouble_names[m.trouble], trouble_names[meanings[_i].trouble]);
	ck_assert_int_eq(m.is_scan, meanings[_i].is_scan);
}
END_TEST

/* carrier,code,text,status,trouble,is_scan: the words are empty, so no comma stands in them. */
START_TEST(each_published_identifier_means_what_the_facts_say)
{
	struct err err = { 0 };
	char *bytes;
	size_t len;
	int rows = 0;

	ck_assert_int_eq(
		file_read(&bytes, &len, &a, "schema/facts/event_codes.csv", ANSWER_MAX, &err), 0);
	for (char *line = bytes; line; line = strchr(line, '\n')) {
		char code[8], status[32], trouble[16];
		int is_scan;
		struct meaning m;

		line += *line == '\n';
		if (sscanf(line, "canada_post,%7[0-9],,%31[a-z_],%15[a-z],%d,", code, status,
			   trouble, &is_scan) != 4)
			continue;
		m = canada_post.meaning(NULL, code, NULL);
		ck_assert_str_eq(status_names[m.status], status);
		ck_assert_str_eq(trouble_names[m.trouble], trouble);
		ck_assert_int_eq(m.is_scan, is_scan);
		m = canada_post.meaning(NULL, arena_printf(&a, "0%s", code), NULL);
		ck_assert_str_eq(status_names[m.status], status);
		rows++;
	}
	ck_assert_int_eq(rows, 102);
}
END_TEST

START_TEST(an_answer_cut_short_is_unreadable)
{
	size_t len;
	char *body = text_of("detail.xml", &len);

	len = (size_t)(strrchr(body, '>') + 1 - body);
	for (size_t cut = 0; cut < len; cut++) {
		char *copy = malloc(cut ? cut : 1);
		struct answer saved;
		struct err err = { 0 };

		memcpy(copy, body, cut);
		ck_assert_msg(told(200, copy, cut).verdict == VERDICT_UNREADABLE, "cut at %zu",
			      cut);
		ck_assert_int_eq(canada_post.read_saved(&saved, &a, copy, cut, &err), -1);
		free(copy);
	}
}
END_TEST

START_TEST(a_changed_byte_makes_no_parcel_vanish)
{
	static const char flips[] = { 0x01, 0x20, (char)0x80 };
	size_t len;
	char *body = text_of("detail.xml", &len);

	for (size_t at = 0; at < len * sizeof flips; at++) {
		struct arena_mark mark = arena_mark(&a);
		struct answer out;

		body[at / sizeof flips] ^= flips[at % sizeof flips];
		out = told(200, body, len);
		for (int k = 0; k < out.nreadings; k++)
			ck_assert_msg(out.reading[k].outcome == POLL_UNREADABLE ||
					      out.reading[k].nevents > 0,
				      "byte %zu: %s", at / sizeof flips,
				      poll_outcome_names[out.reading[k].outcome]);
		body[at / sizeof flips] ^= flips[at % sizeof flips];
		arena_rewind(&a, mark);
	}
}
END_TEST

START_TEST(too_many_events_are_cut_to_the_ceiling_and_it_is_said)
{
	struct buf body;
	struct answer out;

	buf_init(&body, ANSWER_MAX);
	buf_puts(&body, "<tracking-detail><pin>" PIN "</pin><significant-events>");
	for (int i = 0; i < 600; i++)
		buf_puts(&body, "<occurrence><event-identifier>0100</event-identifier>"
				"</occurrence>");
	buf_puts(&body, "</significant-events></tracking-detail>");
	out = told(200, body.at, body.len);
	ck_assert_int_eq(out.reading[0].nevents, EVENTS_MAX);
	ck_assert_str_eq(out.reading[0].message,
			 "Canada Post gave 600 events: the first 500 were read");
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
	memcpy(body, "<tracking-detail/>", 18);
	out = told(200, body, len);
	ck_assert_int_eq(out.verdict, VERDICT_UNREADABLE);
	ck_assert_ptr_nonnull(strstr(out.message, "8 MiB"));
	ck_assert_int_eq(canada_post.read_saved(&out, &a, body, len, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "8 MiB"));
	free(body);
}
END_TEST

#define ROWS(table) (int)(sizeof(table) / sizeof *(table))

Suite *canada_post_suite(void)
{
	Suite *s = suite_create("canada_post");
	TCase *t = tcase_create("canada_post");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, one_parcel_is_asked_for_in_the_address);
	tcase_add_test(t, without_a_key_or_a_number_nobody_is_asked);
	tcase_add_test(t, a_parcel_is_read_whole);
	tcase_add_test(t, a_number_without_events_is_not_found);
	tcase_add_test(t, zones_are_those_of_canada_and_no_other);
	tcase_add_loop_test(t, a_time_that_cannot_be_is_no_instant, 0, ROWS(times));
	tcase_add_loop_test(t, each_status_and_message_of_a_call_has_its_verdict, 0, ROWS(calls));
	tcase_add_loop_test(t, a_parcel_that_cannot_be_read_says_why, 0, ROWS(parcels));
	tcase_add_test(t, saved_answers_are_taken_one_or_several);
	tcase_add_test(t, what_is_no_saved_answer_is_said);
	tcase_add_loop_test(t, words_decide_before_codes, 0, ROWS(meanings));
	tcase_add_test(t, each_published_identifier_means_what_the_facts_say);
	tcase_add_test(t, an_answer_cut_short_is_unreadable);
	tcase_add_test(t, a_changed_byte_makes_no_parcel_vanish);
	tcase_add_test(t, too_many_events_are_cut_to_the_ceiling_and_it_is_said);
	tcase_add_test(t, nine_megabytes_are_refused);
	suite_add_tcase(s, t);
	return s;
}
