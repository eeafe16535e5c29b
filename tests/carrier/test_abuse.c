#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "carrier/replies.h"

/* Good answers: none of them may become "not found" or "no events" by losing or changing a byte. */
static const struct {
	const char *name, *api;
	int status, asks;
} good[] = {
	{ "v3_detail.json", "v3", 200, 1 }, { "v3_misleading_z.json", "v3", 200, 1 },
	{ "v3_drift.json", "v3", 200, 1 },  { "v3r2_batch.json", "v3r2", 200, 2 },
	{ "webhook.json", "v3r2", 200, 1 },
};

/* Error answers: cut short they are unreadable, whatever they were about. */
static const struct {
	const char *name, *api;
	int status;
} bad[] = {
	{ "error_150002.json", "v3", 400 },
	{ "error_404.json", "v3r2", 404 },
	{ "v3r2_207.json", "v3r2", 207 },
	{ "v3_summary.json", "v3", 200 },
};

/* A copy of exactly its size on the heap, so that a byte read behind it is seen. */
static char *exact(const char *bytes, size_t len)
{
	char *copy = malloc(len ? len : 1);

	ck_assert_ptr_nonnull(copy);
	memcpy(copy, bytes, len);
	return copy;
}

static void cut_everywhere(const char *name, const char *api, int status, int n)
{
	struct arena text = ARENA_INIT, a = ARENA_INIT;
	size_t len;
	const char *body = reply(&text, name, &len);

	for (size_t cut = 0; cut < len; cut++) {
		char *copy = exact(body, cut);
		struct answer out = say_bytes(&a, api, status, copy, cut, n), kept;
		struct err err = { 0 };

		ck_assert_msg(out.verdict == VERDICT_UNREADABLE, "%s cut at %zu", name, cut);
		ck_assert_ptr_nonnull(out.message);
		ck_assert_int_eq(usps.read_saved(&kept, &a, copy, cut, &err), -1);
		free(copy);
		arena_release(&a);
	}
	arena_release(&text);
}

START_TEST(an_answer_cut_short_is_unreadable)
{
	cut_everywhere(good[_i].name, good[_i].api, good[_i].status, good[_i].asks);
}
END_TEST

START_TEST(an_error_cut_short_is_unreadable)
{
	cut_everywhere(bad[_i].name, bad[_i].api, bad[_i].status, 1);
}
END_TEST

START_TEST(a_changed_byte_makes_no_parcel_vanish)
{
	static const char flips[] = { 0x01, 0x20, (char)0x80 };
	struct arena text = ARENA_INIT, a = ARENA_INIT;
	size_t len;
	char *body = reply(&text, good[_i].name, &len);

	for (size_t at = 0; at < len * sizeof flips; at++) {
		size_t i = at / sizeof flips;
		char was = body[i];
		struct answer out;

		body[i] = (char)(was ^ flips[at % sizeof flips]);
		out = say_bytes(&a, good[_i].api, good[_i].status, body, len, good[_i].asks);
		for (int k = 0; k < out.nreadings; k++) {
			ck_assert_msg(out.reading[k].outcome == POLL_UNREADABLE ||
					      out.reading[k].nevents > 0,
				      "%s with byte %zu changed to %c: %s", good[_i].name, i,
				      body[i], poll_outcome_names[out.reading[k].outcome]);
		}
		body[i] = was;
		arena_release(&a);
	}
	arena_release(&text);
}
END_TEST

static struct answer many_events(struct arena *a, int n)
{
	struct buf body;
	struct answer out;

	buf_init(&body, ANSWER_MAX);
	buf_puts(&body, "{\"status\":\"x\",\"trackingEvents\":[");
	for (int i = 0; i < n; i++)
		buf_printf(&body,
			   "%s{\"eventType\":\"Arrived at Hub\",\"GMTTimestamp\":"
			   "\"2026-03-%02dT%02d:%02d:00Z\"}",
			   i ? "," : "", 1 + i % 28, i % 24, i % 60);
	buf_puts(&body, "]}");
	ck_assert(!body.full);
	out = say_bytes(a, "v3", 200, body.at, body.len, 1);
	buf_release(&body);
	return out;
}

START_TEST(ten_thousand_events_are_cut_to_the_ceiling_and_it_is_said)
{
	struct arena a = ARENA_INIT;
	struct answer out = many_events(&a, 10000);

	ck_assert_int_eq(out.verdict, VERDICT_OK);
	ck_assert_int_eq(out.reading[0].outcome, POLL_NEW);
	ck_assert_int_eq(out.reading[0].nevents, EVENTS_MAX);
	ck_assert_ptr_nonnull(strstr(out.reading[0].message, "10000"));
	for (int i = 1; i < EVENTS_MAX; i++)
		ck_assert(out.reading[0].event[i - 1].occurred_at >=
			  out.reading[0].event[i].occurred_at);
	arena_release(&a);
}
END_TEST

START_TEST(nine_megabytes_are_refused)
{
	struct arena a = ARENA_INIT;
	size_t len = 9 * 1024 * 1024;
	char *body = malloc(len);
	struct answer out;

	ck_assert_ptr_nonnull(body);
	memset(body, ' ', len);
	memcpy(body, "{\"status\":\"x\"}", 14);
	out = say_bytes(&a, "v3", 200, body, len, 1);
	ck_assert_int_eq(out.verdict, VERDICT_UNREADABLE);
	ck_assert_ptr_nonnull(strstr(out.message, "8 MiB"));
	free(body);
	arena_release(&a);
}
END_TEST

START_TEST(deep_nesting_is_unreadable)
{
	static const char *const openings[] = { "[", "{\"payload\":", "{\"trackingEvents\":[" };
	struct arena a = ARENA_INIT;

	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
		struct buf body;
		struct answer out;

		buf_init(&body, ANSWER_MAX);
		for (int depth = 0; depth < 100000; depth++)
			buf_puts(&body, openings[i]);
		out = say_bytes(&a, "v3r2", 200, body.at, body.len, 1);
		ck_assert_int_eq(out.verdict, VERDICT_UNREADABLE);
		buf_release(&body);
	}
	arena_release(&a);
}
END_TEST

START_TEST(long_texts_are_cut_between_characters)
{
	struct arena a = ARENA_INIT;
	char *words = arena_alloc(&a, 3001);
	struct answer out;

	for (int i = 0; i < 1000; i++)
		memcpy(words + 3 * i, "\xE2\x82\xAC", 3);
	out = say(&a, "v3", 200,
		  arena_printf(&a,
			       "{\"status\":\"%s\",\"trackingEvents\":[{\"eventType\":\"%s\","
			       "\"eventCode\":\"%s\",\"eventCity\":\"%s\",\"eventState\":\"%s\","
			       "\"eventTimestamp\":\"%s\"}]}",
			       words, words, words, words, words, words),
		  1);
	ck_assert_int_eq(out.verdict, VERDICT_OK);
	const char *const texts[] = { out.reading[0].status_text, out.reading[0].event[0].text,
				      out.reading[0].event[0].code, out.reading[0].event[0].place,
				      out.reading[0].event[0].occurred_at_local };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		ck_assert_uint_le(strlen(texts[i]), 500);
		ck_assert_uint_gt(strlen(texts[i]), 490);
		ck_assert(utf8_valid(texts[i], strlen(texts[i])));
	}
	arena_release(&a);
}
END_TEST

Suite *abuse_suite(void)
{
	Suite *s = suite_create("abuse");
	TCase *t = tcase_create("abuse");

	tcase_set_timeout(t, 120);
	tcase_add_loop_test(t, an_answer_cut_short_is_unreadable, 0, sizeof good / sizeof *good);
	tcase_add_loop_test(t, an_error_cut_short_is_unreadable, 0, sizeof bad / sizeof *bad);
	tcase_add_loop_test(t, a_changed_byte_makes_no_parcel_vanish, 0,
			    sizeof good / sizeof *good);
	tcase_add_test(t, ten_thousand_events_are_cut_to_the_ceiling_and_it_is_said);
	tcase_add_test(t, nine_megabytes_are_refused);
	tcase_add_test(t, deep_nesting_is_unreadable);
	tcase_add_test(t, long_texts_are_cut_between_characters);
	suite_add_tcase(s, t);
	return s;
}
