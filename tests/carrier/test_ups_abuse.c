#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "carrier/test_ups.h"

static const char *const good[] = { "delivered.json", "plain.json" };

/* With the status they come under, none of which decides alone. */
static const struct {
	const char *name;
	int status;
} all[] = {
	{ "delivered.json", 200 }, { "plain.json", 200 },        { "not_found.json", 200 },
	{ "error_404.json", 404 }, { "error_TRK001.json", 400 }, { "error_251004.json", 400 },
};

START_TEST(an_answer_cut_short_is_unreadable)
{
	struct arena text = ARENA_INIT, a = ARENA_INIT;
	size_t len;
	char *body = ups_reply(&text, all[_i].name, &len);

	while (len > 0 && body[len - 1] == '\n')
		len--;
	for (size_t cut = 0; cut < len; cut++) {
		char *copy = malloc(cut ? cut : 1); /* so that a byte too many is seen */
		struct answer out, kept;
		struct err err = { 0 };

		ck_assert_ptr_nonnull(copy);
		memcpy(copy, body, cut);
		out = ups_say(&a, all[_i].status, copy, cut);
		ck_assert_msg(out.verdict == VERDICT_UNREADABLE, "%s cut at %zu", all[_i].name,
			      cut);
		ck_assert_ptr_nonnull(out.message);
		ck_assert_int_eq(ups.read_saved(&kept, &a, copy, cut, &err), -1);
		free(copy);
		arena_release(&a);
	}
	arena_release(&text);
}
END_TEST

START_TEST(a_changed_byte_makes_no_parcel_vanish)
{
	static const char flips[] = { 0x01, 0x20, (char)0x80 };
	struct arena text = ARENA_INIT, a = ARENA_INIT;
	size_t len;
	char *body = ups_reply(&text, good[_i], &len);

	for (size_t at = 0; at < len * sizeof flips; at++) {
		size_t i = at / sizeof flips;
		char was = body[i];
		struct answer out;

		body[i] = (char)(was ^ flips[at % sizeof flips]);
		out = ups_say(&a, 200, body, len);
		for (int k = 0; k < out.nreadings; k++)
			ck_assert_msg(out.reading[k].outcome == POLL_UNREADABLE ||
					      out.reading[k].nevents > 0,
				      "%s with byte %zu changed to %c: %s", good[_i], i, body[i],
				      poll_outcome_names[out.reading[k].outcome]);
		body[i] = was;
		arena_release(&a);
	}
	arena_release(&text);
}
END_TEST

START_TEST(ten_thousand_events_are_cut_to_the_ceiling_and_it_is_said)
{
	struct arena a = ARENA_INIT;
	struct buf body;
	struct answer out;

	buf_init(&body, ANSWER_MAX);
	buf_puts(&body, "{\"trackResponse\":{\"shipment\":[{\"package\":[{\"trackingNumber\":"
			"\"" UPS_NUMBER "\",\"activity\":[");
	for (int i = 0; i < 10000; i++)
		buf_printf(&body,
			   "%s{\"date\":\"202603%02d\",\"time\":\"%02d%02d00\",\"status\":"
			   "{\"statusCode\":\"005\"}}",
			   i ? "," : "", 1 + i % 28, i % 24, i % 60);
	buf_puts(&body, "]}]}]}}");
	ck_assert(!body.full);
	out = ups_say(&a, 200, body.at, body.len);
	ck_assert_int_eq(out.reading[0].outcome, POLL_NEW);
	ck_assert_int_eq(out.reading[0].nevents, EVENTS_MAX);
	ck_assert_ptr_nonnull(strstr(out.reading[0].message, "10000"));
	buf_release(&body);
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
	memcpy(body, "{\"trackResponse\":1}", 19);
	out = ups_say(&a, 200, body, len);
	ck_assert_int_eq(out.verdict, VERDICT_UNREADABLE);
	ck_assert_ptr_nonnull(strstr(out.message, "8 MiB"));
	free(body);
	arena_release(&a);
}
END_TEST

Suite *ups_abuse_suite(void)
{
	Suite *s = suite_create("ups: abuse");
	TCase *t = tcase_create("abuse");

	tcase_set_timeout(t, 120);
	tcase_add_loop_test(t, an_answer_cut_short_is_unreadable, 0, sizeof all / sizeof *all);
	tcase_add_loop_test(t, a_changed_byte_makes_no_parcel_vanish, 0,
			    sizeof good / sizeof *good);
	tcase_add_test(t, ten_thousand_events_are_cut_to_the_ceiling_and_it_is_said);
	tcase_add_test(t, nine_megabytes_are_refused);
	suite_add_tcase(s, t);
	return s;
}
