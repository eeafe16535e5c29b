#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "carrier/carrier.h"
#include "ops/answers_ops.h"
#include "ops/internal.h"
#include "ops/suites.h"
#include "ops/tracking_ops.h"
#include "store/place.h"

static struct kept *kept;
static int nkept, written;

static void tell(const char *asked, enum source source, const char *bytes)
{
	struct reading r = { .shipment_id = 1,
			     .outcome = POLL_UNREADABLE,
			     .message = "junk",
			     .expected_on = DAY_NONE };
	struct answered answer = { .asked = asked ? carrier_find(asked) : NULL,
				   .reading = &r,
				   .nreadings = 1,
				   .bytes = bytes,
				   .len = bytes ? strlen(bytes) : 0 };
	struct tracked *t;

	MUST(tracking_record(&t, here.desk, &here.a, &answer, 1, source, &here.err));
	work_at(here.moment.now + 3600);
}

static void list(int64_t case_id)
{
	MUST(answers_of_case(&kept, &nkept, here.desk, &here.a, case_id, &here.err));
}

static int put(const char *folder)
{
	return answers_write(&written, here.desk, &here.a, kept, nkept, folder, &here.err);
}

static void holds(const char *folder, const char *file, const char *wanted)
{
	char *bytes;
	size_t len;

	MUST(file_read(&bytes, &len, &here.a, path_join(&here.a, folder, file), 1000, &here.err));
	ck_assert_str_eq(bytes, wanted);
}

START_TEST(each_time_asked_is_listed_with_what_came)
{
	open_lost(1);
	open_lost(2);
	tell("usps", SOURCE_API, "{\"a\":1}");
	tell("usps", SOURCE_API, NULL);
	tell("usps", SOURCE_API, "{\"a\":1}");
	list(1);
	ck_assert_int_eq(nkept, 3);
	ck_assert_int_eq(kept[0].size, 7);
	ck_assert_int_eq(kept[1].size, -1);
	ck_assert_ptr_null(kept[1].poll.answer_sha256);
	ck_assert_str_eq(kept[2].poll.answer_sha256, kept[0].poll.answer_sha256);
	ck_assert_ptr_null(kept[0].file);
	list(2);
	ck_assert_int_eq(nkept, 0);
	REFUSED(answers_of_case(&kept, &nkept, here.desk, &here.a, 9, &here.err), ERR_NOT_FOUND,
		"there is no case 9");
}
END_TEST

START_TEST(each_answer_is_written_once_under_a_name_that_says_what_it_is)
{
	static const struct {
		const char *asked;
		enum source source;
		const char *bytes, *file;
	} answers[] = {
		{ "usps", SOURCE_API, "{\"a\":1}", "2026-11-23T150000Z-usps-" },
		{ "usps", SOURCE_API, NULL, NULL },
		{ "usps", SOURCE_API, "{\"a\":1}", "2026-11-23T150000Z-usps-" },
		{ "canada_post", SOURCE_API, "\xEF\xBB\xBF <?xml version=\"1.0\"?><a/>",
		  "2026-11-23T180000Z-canada_post-" },
		{ NULL, SOURCE_PASTED, "Delivered", "2026-11-23T190000Z-pasted-" },
		{ "ups", SOURCE_API, "\n<!DOCTYPE HTML><p>no", "2026-11-23T200000Z-ups-" },
		{ "ups", SOURCE_API, "", "2026-11-23T210000Z-ups-" },
	};
	static const char *const endings[] = { ".json", NULL,    ".json", ".xml",
					       ".txt",  ".html", ".txt" };
	const char *folder = in_place("out/answers");
	struct stat st;

	open_lost(1);
	for (size_t i = 0; i < COUNT(answers); i++)
		tell(answers[i].asked, answers[i].source, answers[i].bytes);
	list(1);
	MUST(put(folder));
	ck_assert_int_eq(written, 5);
	for (size_t i = 0; i < COUNT(answers); i++) {
		const char *file = kept[i].file;

		if (!answers[i].file) {
			ck_assert_ptr_null(file);
			continue;
		}
		ck_assert_msg(!strncmp(file, answers[i].file, strlen(answers[i].file)), "%s", file);
		ck_assert_str_eq(strrchr(file, '.'), endings[i]);
		ck_assert(!strncmp(file + strlen(answers[i].file), kept[i].poll.answer_sha256, 12));
		holds(folder, file, answers[i].bytes);
		ck_assert_int_eq(stat(path_join(&here.a, folder, file), &st), 0);
		ck_assert_int_eq(st.st_mode & 0777, 0600);
	}
	ck_assert_str_eq(kept[2].file, kept[0].file);
}
END_TEST

START_TEST(nothing_is_overwritten_and_nothing_written_by_half)
{
	const char *folder = in_place("out");
	char *second;

	open_lost(1);
	tell("usps", SOURCE_API, "first");
	tell("usps", SOURCE_API, "second");
	list(1);
	MUST(put(folder));
	second = path_join(&here.a, folder, kept[1].file);
	MUST(file_write(second, "mine", 4, 0600, &here.err));
	ck_assert_int_eq(unlink(path_join(&here.a, folder, kept[0].file)), 0);
	REFUSED(put(folder), ERR_STATE, "is there already: name another folder");
	holds(folder, kept[1].file, "mine");
	ck_assert(!file_exists(path_join(&here.a, folder, kept[0].file)));
}
END_TEST

START_TEST(an_answer_that_was_changed_is_not_handed_out)
{
	const char *folder = in_place("out");

	open_lost(1);
	tell("usps", SOURCE_API, "first");
	tell("usps", SOURCE_API, "second");
	change("DROP TRIGGER answer_is_never_changed;"
	       "UPDATE answer SET packed=(SELECT packed FROM answer WHERE id=1),size=5 WHERE id=2");
	list(1);
	REFUSED(put(folder), ERR_DAMAGED, "was changed: run 'waylaid verify'");
	ck_assert(!file_exists(folder));
	change("DELETE FROM answer WHERE id=2");
	REFUSED(answers_of_case(&kept, &nkept, here.desk, &here.a, 1, &here.err), ERR_NOT_FOUND,
		"is gone: run 'waylaid verify'");
}
END_TEST

START_TEST(a_folder_that_cannot_be_made_is_said)
{
	open_lost(1);
	tell("usps", SOURCE_API, "first");
	list(1);
	REFUSED(put(put_text("file", "in the way")), ERR_FAILED, "file");
}
END_TEST

START_TEST(looking_that_fails_says_so)
{
	int n;

	open_lost(1);
	tell("usps", SOURCE_API, "first");
	for (n = 1;; n++) {
		desk_fail_at(here.desk, n);
		if (answers_of_case(&kept, &nkept, here.desk, &here.a, 1, &here.err) == 0)
			break;
		ck_assert_int_eq(here.err.code, ERR_FAILED);
	}
	ck_assert_int_gt(n, 3);
	for (n = 1;; n++) {
		desk_fail_at(here.desk, n);
		if (put(in_place("out")) == 0)
			break;
		ck_assert_int_eq(here.err.code, ERR_FAILED);
	}
	desk_fail_at(here.desk, 0);
	ck_assert_int_eq(written, 1);
	holds(in_place("out"), kept[0].file, "first");
}
END_TEST

Suite *answers_suite(void)
{
	Suite *s = suite_create("answers");
	TCase *t = tcase_create("answers");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, each_time_asked_is_listed_with_what_came);
	tcase_add_test(t, each_answer_is_written_once_under_a_name_that_says_what_it_is);
	tcase_add_test(t, nothing_is_overwritten_and_nothing_written_by_half);
	tcase_add_test(t, an_answer_that_was_changed_is_not_handed_out);
	tcase_add_test(t, a_folder_that_cannot_be_made_is_said);
	tcase_add_test(t, looking_that_fails_says_so);
	suite_add_tcase(s, t);
	return s;
}
