#include <string.h>

#include "carrier/replies.h"

static struct arena a;

static void teardown(void)
{
	arena_release(&a);
}

static struct answer saved(const char *bytes, int n)
{
	struct answer out;
	struct err err = { 0 };
	int rc = usps.read_saved(&out, &a, bytes, strlen(bytes), &err);

	ck_assert_msg(rc == 0, "%s", err.text);
	ck_assert_int_eq(out.verdict, VERDICT_OK);
	ck_assert_int_eq(out.nreadings, n);
	return out;
}

static void refused(const char *bytes, const char *words)
{
	struct answer out;
	struct err err = { 0 };

	ck_assert_msg(usps.read_saved(&out, &a, bytes, strlen(bytes), &err) == -1, "%s", bytes);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_msg(strstr(err.text, words), "%s: %s", bytes, err.text);
}

START_TEST(one_object_a_list_and_a_207_are_read)
{
	struct answer out = saved(reply(&a, "v3_detail.json", NULL), 1);

	ck_assert_str_eq(out.reading[0].tracking_number, FIRST);
	ck_assert_int_eq(out.reading[0].shipment_id, 0);
	ck_assert_int_eq(out.reading[0].nevents, 5);
	ck_assert_int_eq(out.reading[0].event[0].source, SOURCE_SAVED_ANSWER);
	out = saved(reply(&a, "v3r2_batch.json", NULL), 2);
	ck_assert_str_eq(out.reading[0].tracking_number, SECOND);
	ck_assert_str_eq(out.reading[1].tracking_number, FIRST);
	out = saved(reply(&a, "v3r2_207.json", NULL), 3);
	ck_assert_int_eq(out.reading[0].outcome, POLL_NOT_FOUND);
	ck_assert_int_eq(out.reading[1].outcome, POLL_NEW);
	ck_assert_int_eq(out.reading[2].outcome, POLL_REFUSED);
	out = saved(reply(&a, "v3_first_shape.json", NULL), 1);
	ck_assert_str_eq(out.reading[0].tracking_number, FIRST);
}
END_TEST

START_TEST(webhook_notices_are_read_alone_and_in_lists)
{
	char *notice = reply(&a, "webhook.json", NULL);

	ck_assert_str_eq(saved(notice, 1).reading[0].tracking_number, FIRST);
	saved(arena_printf(&a, "[%s,%s]", notice, notice), 2);
	saved("{\"payload\":[{\"trackingNumber\":\"1\",\"status\":\"x\"}]}", 1);
	saved("\xEF\xBB\xBF{\"trackingNumber\":\"1\",\"status\":\"x\"}", 1);
}
END_TEST

START_TEST(what_is_no_saved_answer_is_refused_with_what_was_expected)
{
	refused("", "not a saved answer");
	refused("<html>", "not a saved answer");
	refused("{\"trackingNumber\":\"1\",\"status\":\"x\"", "not a saved answer");
	refused("[]", "trackingEvents");
	refused("{}", "trackingEvents");
	refused("7", "trackingEvents");
	refused("null", "trackingEvents");
	refused("{\"trackingNumber\":\"1Z999AA10123456784\",\"activity\":[]}", "trackingEvents");
	refused("{\"status\":\"Delivered\",\"trackingEvents\":[]}", "names no parcel");
	refused("[{\"trackingNumber\":\"1\",\"status\":\"x\"},{\"status\":\"x\"}]", "element 2");
	refused(reply(&a, "error_404.json", NULL), "error answer that names no parcel");
	refused("{\"payload\":\"not json\"}", "names no parcel");
	refused("{\"payload\":{\"payload\":{\"payload\":{\"payload\":{\"payload\":{\"payload\":"
		"{}}}}}}}",
		"names no parcel");
}
END_TEST

START_TEST(a_file_too_large_is_refused_before_it_is_read)
{
	struct answer out;
	struct err err = { 0 };

	ck_assert_int_eq(usps.read_saved(&out, &a, "{}", (size_t)ANSWER_MAX + 1, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "8 MiB"));
}
END_TEST

Suite *saved_suite(void)
{
	Suite *s = suite_create("saved");
	TCase *t = tcase_create("saved");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_test(t, one_object_a_list_and_a_207_are_read);
	tcase_add_test(t, webhook_notices_are_read_alone_and_in_lists);
	tcase_add_test(t, what_is_no_saved_answer_is_refused_with_what_was_expected);
	tcase_add_test(t, a_file_too_large_is_refused_before_it_is_read);
	suite_add_tcase(s, t);
	return s;
}
