#include "carrier/test_dhl.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "carrier/dhl_parts.h"

#define NUMBER "3344556677"
#define MADE_UP_KEY "k3y-of-nobody"

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
	int rc = file_read(&bytes, &n, to, path_join(to, "tests/fuzz/corpus/dhl", name), ANSWER_MAX,
			   &err);

	ck_assert_msg(rc == 0, "%s: %s", name, err.text);
	if (len)
		*len = n;
	return bytes;
}

static struct answer ask_for(const struct carrier *dhl, const char *number, int status,
			     const char *body, size_t len)
{
	const struct ask ask = { 5, number, DAY_NONE, NULL };
	struct http_answer answer = { .status = status, .body = body, .len = len };
	struct credentials c = { 0 };
	struct answer out;

	secret_set(&c.api_key, MADE_UP_KEY);
	dhl->read_answer(&out, &a, &c, &answer, &ask, 1);
	secret_release(&c.api_key);
	return out;
}

static struct answer say(int status, const char *body)
{
	return ask_for(&dhl_express, NUMBER, status, body, strlen(body));
}

static struct answer say_file(int status, const char *name)
{
	return say(status, reply(&a, name, NULL));
}

START_TEST(each_unit_asks_for_its_own_parcels_with_a_key)
{
	static const struct {
		const struct carrier *carrier;
		const char *path, *setting;
	} units[] = {
		{ &dhl_express,
		  "/track/shipments?trackingNumber=33%2044%26&service=express&language=en",
		  "WAYLAID_DHL_EXPRESS_API_KEY" },
		{ &dhl_ecommerce,
		  "/track/shipments?trackingNumber=33%2044%26&service=ecommerce&language=en",
		  "WAYLAID_DHL_ECOMMERCE_API_KEY" },
	};
	const struct ask ask = { 5, "33 44&", DAY_NONE, NULL };

	for (int i = 0; i < 2; i++) {
		struct credentials c = { 0 };
		struct http_request out;

		ck_assert_int_eq(units[i].carrier->check(&c, &err), -1);
		ck_assert_int_eq(err.code, ERR_INPUT);
		ck_assert_ptr_nonnull(strstr(err.text, units[i].setting));
		secret_set(&c.api_key, MADE_UP_KEY);
		err = (struct err){ 0 };
		ck_assert_int_eq(units[i].carrier->check(&c, &err), 0);
		ck_assert_int_eq(units[i].carrier->batch_max(&c), 1);
		ck_assert_int_eq(units[i].carrier->build_request(&out, &a, &c, &ask, 1, &err), 0);
		secret_release(&c.api_key);
		ck_assert_str_eq(out.method, "GET");
		ck_assert_str_eq(out.path, units[i].path);
		ck_assert_int_eq(out.auth, AUTH_KEY);
		ck_assert_str_eq(out.key_header, "DHL-API-Key");
		ck_assert_ptr_null(out.body);
		ck_assert(!units[i].carrier->build_token_request);
		ck_assert(!units[i].carrier->read_token_answer);
		ck_assert_ptr_eq(carrier_find(units[i].carrier->code), units[i].carrier);
	}
}
END_TEST

START_TEST(an_empty_or_endless_number_is_not_asked_for)
{
	char longest[66];
	const struct ask asks[] = { { 1, "", DAY_NONE, NULL }, { 2, longest, DAY_NONE, NULL } };
	struct credentials c = { 0 };
	struct http_request out;

	memset(longest, '7', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	for (int i = 0; i < 2; i++) {
		err = (struct err){ 0 };
		ck_assert_int_eq(dhl_express.build_request(&out, &a, &c, &asks[i], 1, &err), -1);
		ck_assert_int_eq(err.code, ERR_INPUT);
	}
}
END_TEST

START_TEST(times_without_a_zone_are_no_instants)
{
	struct answer out = say_file(200, "express.json");
	const struct reading *r = &out.reading[0];

	ck_assert_int_eq(out.verdict, VERDICT_OK);
	ck_assert_int_eq(r->outcome, POLL_NEW);
	ck_assert_int_eq(r->shipment_id, 5);
	ck_assert_int_eq(r->nevents, 4);
	ck_assert_int_eq(r->event[0].occurred_at,
			 (instant)day_of(2026, 3, 5) * 86400 + (14 * 60 + 20) * 60);
	ck_assert_str_eq(r->event[0].place, "CINCINNATI HUB 41048");
	ck_assert_str_eq(r->event[0].code, "transit");
	ck_assert_int_eq(r->event[0].trouble, TROUBLE_CUSTOMS);
	ck_assert_int_eq(r->event[1].occurred_at,
			 (instant)day_of(2026, 3, 4) * 86400 + (1 * 60 + 11) * 60);
	ck_assert_str_eq(r->event[1].place, "LEIPZIG 04435, DE");
	ck_assert_str_eq(r->event[2].text, "Shipment picked up: Left the sender");
	ck_assert_int_eq(r->event[2].occurred_at, INSTANT_NONE);
	ck_assert_str_eq(r->event[2].occurred_at_local, "2026-03-03T17:05:00");
	ck_assert_int_eq(r->event[3].status, STATUS_PRE_TRANSIT);
	ck_assert(!r->event[3].is_scan);
	ck_assert_int_eq(r->expected_on, day_of(2026, 3, 9));
	ck_assert_str_eq(r->status_text, "Customs clearance status updated");
}
END_TEST

START_TEST(a_number_used_again_means_the_newest_scan)
{
	struct answer out = say_file(200, "re_used.json");

	ck_assert_int_eq(out.reading[0].nevents, 1);
	ck_assert_int_eq(out.reading[0].event[0].status, STATUS_OUT_FOR_DELIVERY);
}
END_TEST

START_TEST(a_parcel_of_another_unit_is_not_taken_for_ours)
{
	const char *body = reply(&a, "express.json", NULL);
	struct answer out = say_file(200, "other_unit.json");

	ck_assert_int_eq(out.reading[0].outcome, POLL_UNREADABLE);
	ck_assert_ptr_nonnull(strstr(out.reading[0].message, "parcel-de"));
	ck_assert_int_eq(out.reading[0].nevents, 0);
	out = ask_for(&dhl_ecommerce, NUMBER, 200, body, strlen(body));
	ck_assert_int_eq(out.reading[0].outcome, POLL_UNREADABLE);
}
END_TEST

START_TEST(a_piece_is_its_shipment_and_another_number_is_not)
{
	const char *body = reply(&a, "express.json", NULL);
	struct answer out = ask_for(&dhl_express, "JD01 4600001111111111", 200, body, strlen(body));

	ck_assert_int_eq(out.reading[0].outcome, POLL_NEW);
	out = ask_for(&dhl_express, "3344556678", 200, body, strlen(body));
	ck_assert_int_eq(out.reading[0].outcome, POLL_UNREADABLE);
	ck_assert_ptr_nonnull(strstr(out.reading[0].message, "another number"));
}
END_TEST

START_TEST(a_status_alone_is_an_event_and_unknown_stays_unknown)
{
	struct answer out = say_file(200, "no_events.json");

	ck_assert_int_eq(out.reading[0].nevents, 1);
	ck_assert_int_eq(out.reading[0].event[0].status, STATUS_UNKNOWN);
	ck_assert(!out.reading[0].event[0].is_scan);
	ck_assert_int_eq(out.reading[0].event[0].occurred_at, INSTANT_NONE);
}
END_TEST

#define SHIPMENT(fields) "{\"shipments\":[{\"id\":\"" NUMBER "\"," fields "}]}"

/* clang-format off */
static const struct {
	int status;
	const char *body;
	enum verdict verdict;
	const char *words;
} calls[] = {
	{   0, "", VERDICT_LATER, "no answer" },
	{ 401, "{\"title\":\"Unauthorized\"}", VERDICT_TOKEN, "API_KEY" },
	{ 403, "", VERDICT_REFUSED, "developer.dhl.com" },
	{ 408, "", VERDICT_LATER, "too long" },
	{ 429, "{\"title\":\"Too many requests\"}", VERDICT_LATER, "midnight GMT" },
	{ 500, "", VERDICT_LATER, "500" },
	{ 503, "<html>", VERDICT_LATER, "503" },
	{ 404, "", VERDICT_UNREADABLE, "404" },
	{ 404, "<html>nginx", VERDICT_UNREADABLE, "nginx" },
	{ 404, "{}", VERDICT_UNREADABLE, "404" },
	{ 405, "{\"title\":\"odd " MADE_UP_KEY "\"}", VERDICT_REFUSED, "odd ***" },
	{ 302, "{}", VERDICT_UNREADABLE, "302" },
	{ 200, "", VERDICT_UNREADABLE, "nothing" },
	{ 200, "null", VERDICT_UNREADABLE, "no parcel" },
	{ 200, "{}", VERDICT_UNREADABLE, "no parcel" },
	{ 200, "{\"shipments\":[]}", VERDICT_UNREADABLE, "no parcel" },
	{ 200, "{\"shipments\":{}}", VERDICT_UNREADABLE, "no parcel" },
	{ 200, "{\"title\":\"No result found\",\"status\":404}", VERDICT_UNREADABLE, "No result" },
	{ 200, "<html>Access denied", VERDICT_UNREADABLE, "denied" },
};

static const struct {
	int status;
	const char *body;
	enum poll_outcome outcome;
	const char *words;
} parcels[] = {
	{ 404, "{\"title\":\"No result found\",\"status\":404}", POLL_NOT_FOUND, "does not know" },
	{ 400, "{\"detail\":\"malformed\",\"status\":400}", POLL_REFUSED, "malformed" },
	{ 200, "{\"shipments\":[7]}", POLL_UNREADABLE, "does not mention" },
	{ 200, SHIPMENT("\"service\":\"express\""), POLL_UNREADABLE, "neither" },
	{ 200, SHIPMENT("\"events\":7"), POLL_UNREADABLE, "no list" },
	{ 200, SHIPMENT("\"events\":[7]"), POLL_UNREADABLE, "an event" },
	{ 200, SHIPMENT("\"events\":[{\"timestamp\":\"2026-03-01T00:00:00Z\"}]"),
	  POLL_UNREADABLE, "an event" },
};
/* clang-format on */

START_TEST(each_answer_has_its_verdict)
{
	struct answer out = say(calls[_i].status, calls[_i].body);

	ck_assert_msg(out.verdict == calls[_i].verdict, "%d %s: %d", calls[_i].status,
		      calls[_i].body, out.verdict);
	ck_assert_msg(out.message && strstr(out.message, calls[_i].words), "%d %s: %s",
		      calls[_i].status, calls[_i].body, out.message);
	ck_assert_ptr_null(strstr(out.message, MADE_UP_KEY));
	ck_assert_int_eq(out.nreadings, 0);
}
END_TEST

START_TEST(each_parcel_has_its_outcome)
{
	struct answer out = say(parcels[_i].status, parcels[_i].body);

	ck_assert_int_eq(out.verdict, VERDICT_OK);
	ck_assert_msg(out.reading[0].outcome == parcels[_i].outcome, "%s: %s", parcels[_i].body,
		      poll_outcome_names[out.reading[0].outcome]);
	ck_assert_msg(strstr(out.reading[0].message, parcels[_i].words), "%s: %s", parcels[_i].body,
		      out.reading[0].message);
}
END_TEST

START_TEST(saved_answers_are_of_their_unit)
{
	struct answer out;
	const char *express = reply(&a, "express.json", NULL);
	const char *ecommerce = reply(&a, "ecommerce.json", NULL);
	const char *both = arena_printf(&a, "[%s,%s]", express, ecommerce);

	ck_assert_int_eq(dhl_express.read_saved(&out, &a, express, strlen(express), &err), 0);
	ck_assert_int_eq(out.nreadings, 1);
	ck_assert_str_eq(out.reading[0].tracking_number, NUMBER);
	ck_assert_int_eq(out.reading[0].event[0].source, SOURCE_SAVED_ANSWER);
	ck_assert_int_eq(dhl_ecommerce.read_saved(&out, &a, both, strlen(both), &err), 0);
	ck_assert_int_eq(out.nreadings, 2);
	ck_assert_int_eq(out.reading[0].outcome, POLL_REFUSED);
	ck_assert_int_eq(out.reading[1].outcome, POLL_NEW);
	ck_assert_int_eq(out.reading[1].event[0].status, STATUS_FAILURE);
	ck_assert_int_eq(dhl_express.read_saved(&out, &a, ecommerce, strlen(ecommerce), &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "ecommerce"));
}
END_TEST

static const char *const no_saved[] = {
	"",
	"[]",
	"{}",
	"7",
	"null",
	"<html>",
	"{\"shipments\":[]}",
	"{\"shipments\":[{}]}",
	"{\"id\":\"1\"}",
	"{\"title\":\"No result found\",\"status\":404}",
};

START_TEST(what_is_no_saved_answer_is_refused)
{
	struct answer out;

	ck_assert_int_eq(dhl_express.read_saved(&out, &a, no_saved[_i], strlen(no_saved[_i]), &err),
			 -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
}
END_TEST

static const struct {
	const char *name;
	int status;
} answers[] = { { "express.json", 200 }, { "re_used.json", 200 }, { "error_404.json", 404 } };

START_TEST(an_answer_cut_short_is_unreadable)
{
	struct arena text = ARENA_INIT;
	size_t len;
	const char *body = reply(&text, answers[_i].name, &len);

	while (len > 0 && body[len - 1] == '\n')
		len--;
	for (size_t cut = 0; cut < len; cut++) {
		char *copy = malloc(cut ? cut : 1);
		struct answer out, kept;

		ck_assert_ptr_nonnull(copy);
		memcpy(copy, body, cut);
		out = ask_for(&dhl_express, NUMBER, answers[_i].status, copy, cut);
		ck_assert_msg(out.verdict == VERDICT_UNREADABLE, "%s at %zu", answers[_i].name,
			      cut);
		ck_assert_int_eq(dhl_express.read_saved(&kept, &a, copy, cut, &err), -1);
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
	char *body = reply(&text, answers[_i].name, &len);

	for (size_t at = 0; at < len * sizeof flips; at++) {
		size_t i = at / sizeof flips;
		char was = body[i];
		struct answer out;

		body[i] = (char)(was ^ flips[at % sizeof flips]);
		out = ask_for(&dhl_express, NUMBER, 200, body, len);
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

/* clang-format off */
static const struct {
	const char *text, *code;
	enum status status;
	enum trouble trouble;
} meanings[] = {
	{ "Delivered", "transit", STATUS_DELIVERED, TROUBLE_NONE },
	{ "Delivered: JESSICA", "delivered", STATUS_DELIVERED, TROUBLE_NONE },
	{ "The shipment could not be delivered", "transit", STATUS_ATTEMPTED, TROUBLE_DELAYED },
	{ "Returned to shipper", "delivered", STATUS_RETURN_TO_SENDER, TROUBLE_RETURNED },
	{ "Awaiting collection by consignee", "transit",
	  STATUS_AVAILABLE_FOR_PICKUP, TROUBLE_NONE },
	{ "Shipment is out with courier for delivery", "transit",
	  STATUS_OUT_FOR_DELIVERY, TROUBLE_NONE },
	{ "UNDELIVERABLE", "failure", STATUS_FAILURE, TROUBLE_UNCLEAR },
	{ "words of tomorrow", "pre-transit", STATUS_PRE_TRANSIT, TROUBLE_NONE },
	{ NULL, "unknown", STATUS_UNKNOWN, TROUBLE_UNCLEAR },
	{ NULL, NULL, STATUS_UNKNOWN, TROUBLE_NONE },
};
/* clang-format on */

START_TEST(phrases_come_before_the_class)
{
	struct meaning m = dhl_express.meaning(meanings[_i].text, meanings[_i].code, NULL);

	ck_assert_msg(m.status == meanings[_i].status && m.trouble == meanings[_i].trouble,
		      "%s %s: %s %s", meanings[_i].text, meanings[_i].code, status_names[m.status],
		      trouble_names[m.trouble]);
}
END_TEST

START_TEST(each_phrase_is_found_by_its_own_words_and_by_none_before)
{
	for (int i = 0; i < dhl_nphrases; i++)
		ck_assert_msg(phrase_find(dhl_phrases, dhl_nphrases, dhl_phrases[i].words) ==
				      &dhl_phrases[i],
			      "%s", dhl_phrases[i].words);
}
END_TEST

/* The words are those of DHL Express where the facts have them; the codes alone say the same. */
START_TEST(each_code_means_what_the_facts_say)
{
	struct csv csv;
	char *bytes, **row;
	size_t len;
	int n, codes = 0, classes = 0;

	ck_assert_int_eq(
		file_read(&bytes, &len, &a, "schema/facts/event_codes.csv", ANSWER_MAX, &err), 0);
	csv_open(&csv, bytes, len, ',');
	while (csv_next(&row, &n, &csv, &a, &err) == 1) {
		bool express = n >= 6 && strcmp(row[0], "dhl_express") == 0;
		struct meaning m;

		if (!express && (n < 6 || strcmp(row[0], "dhl_unified") != 0))
			continue;
		m = (express ? &dhl_express : &dhl_ecommerce)->meaning(NULL, row[1], NULL);
		ck_assert_msg(text_same(status_names[m.status], row[3]) &&
				      text_same(trouble_names[m.trouble], row[4]) &&
				      (!express || m.is_scan == (row[5][0] == '1')),
			      "%s: %s %s %d", row[1], status_names[m.status],
			      trouble_names[m.trouble], m.is_scan);
		codes += express;
		classes += !express;
	}
	ck_assert_int_eq(codes, dhl_nexpress_codes);
	ck_assert_int_eq(classes, dhl_nclasses);
}
END_TEST

START_TEST(codes_of_express_are_not_codes_of_ecommerce)
{
	ck_assert_int_eq(dhl_express.meaning(NULL, "OK", NULL).status, STATUS_DELIVERED);
	ck_assert_int_eq(dhl_ecommerce.meaning(NULL, "OK", NULL).status, STATUS_UNKNOWN);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

Suite *dhl_suite(void)
{
	Suite *s = suite_create("dhl");
	TCase *t = tcase_create("dhl");

	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, each_unit_asks_for_its_own_parcels_with_a_key);
	tcase_add_test(t, an_empty_or_endless_number_is_not_asked_for);
	tcase_add_test(t, times_without_a_zone_are_no_instants);
	tcase_add_test(t, a_number_used_again_means_the_newest_scan);
	tcase_add_test(t, a_parcel_of_another_unit_is_not_taken_for_ours);
	tcase_add_test(t, a_piece_is_its_shipment_and_another_number_is_not);
	tcase_add_test(t, a_status_alone_is_an_event_and_unknown_stays_unknown);
	tcase_add_loop_test(t, each_answer_has_its_verdict, 0, COUNT(calls));
	tcase_add_loop_test(t, each_parcel_has_its_outcome, 0, COUNT(parcels));
	tcase_add_test(t, saved_answers_are_of_their_unit);
	tcase_add_loop_test(t, what_is_no_saved_answer_is_refused, 0, COUNT(no_saved));
	tcase_add_loop_test(t, an_answer_cut_short_is_unreadable, 0, COUNT(answers));
	tcase_add_loop_test(t, a_changed_byte_makes_no_parcel_vanish, 0, 2);
	tcase_add_loop_test(t, phrases_come_before_the_class, 0, COUNT(meanings));
	tcase_add_test(t, each_phrase_is_found_by_its_own_words_and_by_none_before);
	tcase_add_test(t, each_code_means_what_the_facts_say);
	tcase_add_test(t, codes_of_express_are_not_codes_of_ecommerce);
	suite_add_tcase(s, t);
	return s;
}
