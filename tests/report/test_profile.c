#include "report/test_report.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "report/profile.h"

static struct arena arena;
static struct err err;
static struct profile p;

static void teardown(void)
{
	arena_release(&arena);
}

static int take(const char *text)
{
	err = (struct err){ .code = ERR_NONE };
	return profile_take(&p, &arena, "own.ini", text, strlen(text), &err);
}

START_TEST(a_profile_says_what_a_portal_takes)
{
	ck_assert_msg(take("[portal]\ntitle = upload page\nsource = its help\n"
			   "source_date = 2026\nchecked_on = 2026-11-23\nconfidence = low\n"
			   "[limits]\nfiles = 7\nfile = 3 MB\ntotal = 500kB\n"
			   "types = jpeg | PDF, txt\n"
			   "[copies]\nplace = keep\nlongest_edge = 1600\n") == 0,
		      "%s", err.text);
	ck_assert_str_eq(p.title, "upload page");
	ck_assert_str_eq(p.confidence, "low");
	ck_assert_int_eq(p.files, 7);
	ck_assert_int_eq(p.file_bytes, 3000000);
	ck_assert_int_eq(p.total_bytes, 500000);
	ck_assert(p.keeps_place);
	ck_assert_int_eq(p.longest_edge, 1600);
	ck_assert(profile_takes(&p, "image/jpeg"));
	ck_assert(profile_takes(&p, "application/pdf"));
	ck_assert(profile_takes(&p, "text/plain"));
	ck_assert(!profile_takes(&p, "image/png"));
	ck_assert(!profile_takes(&p, "video/mp4"));
}
END_TEST

START_TEST(what_is_not_said_is_not_limited)
{
	ck_assert_msg(take("[portal]\ntitle = x\n") == 0, "%s", err.text);
	ck_assert_int_eq(p.files, 0);
	ck_assert_int_eq(p.file_bytes, 0);
	ck_assert_int_eq(p.total_bytes, 0);
	ck_assert(!p.keeps_place);
	ck_assert(profile_takes(&p, "application/octet-stream"));
	ck_assert_ptr_null(p.confidence);
}
END_TEST

#define TITLE "[portal]\ntitle = x\n"

START_TEST(what_is_wrong_is_named_with_its_line)
{
	static const struct {
		const char *text, *words;
	} wrong[] = {
		{ "", "[portal] has no title" },
		{ "[portal]\ntitle =  \n", "line 2: 'title' has no value" },
		{ TITLE "[limits]\nfile_size = 3 MB\n", "line 4: a profile has no 'file_size'" },
		{ TITLE "[limit]\nfile = 3 MB\n", "no 'file' in [limit]" },
		{ TITLE "[limits]\nfile = 3\n", "line 4: 'file' must be a size" },
		{ TITLE "[limits]\nfile = -3 MB\n", "line 4: 'file' must be a size" },
		{ TITLE "[limits]\nfile = 0 MB\n", "line 4: 'file' must be a size" },
		{ TITLE "[limits]\nfile = 49 kB\n", "from 50 kB to 100 GB" },
		{ TITLE "[limits]\nfile = 101 GB\n", "from 50 kB to 100 GB" },
		{ TITLE "[limits]\nfile = 99999999999999999999 MB\n", "must be a size" },
		{ TITLE "[limits]\nfile = 3 MiB\n", "must be a size" },
		{ TITLE "[limits]\nfiles = 0\n", "line 4" },
		{ TITLE "[limits]\nfiles = 1001\n", "line 4" },
		{ TITLE "[limits]\nfiles = ten\n", "line 4" },
		{ TITLE "[limits]\ntypes = jpeg | bmp\n", "line 4: the type 'bmp' is not known" },
		{ TITLE "[limits]\ntypes = |\n", "line 4: 'types' names none" },
		{ TITLE "[limits]\nfiles = 1\nfiles = 2\n", "line 5: 'files' stands there twice" },
		{ TITLE "[copies]\nplace = perhaps\n", "line 4: place 'perhaps' is not known" },
		{ TITLE "[copies]\nlongest_edge = 20\n", "line 4" },
		{ TITLE "[copies]\nlongest_edge = 4000\n", "line 4" },
		{ TITLE "confidence = sure\n", "line 3: confidence 'sure' is not known" },
		{ TITLE "checked_on = yesterday\n", "line 3: 'checked_on' must be a day" },
	};

	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		ck_assert_msg(take(wrong[i].text) == -1, "taken: %s", wrong[i].text);
		ck_assert_int_eq(err.code, ERR_INPUT);
		ck_assert_msg(strstr(err.text, wrong[i].words) && strstr(err.text, "own.ini"),
			      "%s: not: %s", err.text, wrong[i].words);
	}
}
END_TEST

/* Each of ours has its source: what a portal takes is a fact, and facts are dated. */
START_TEST(ours_are_found_and_say_where_they_come_from)
{
	static const char *const names[] = { "usps", "dhl_express", "royal_mail", "pirate_ship",
					     "DHL-Express" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		ck_assert_msg(profile_find(&p, &arena, names[i], &err) == 0, "%s", err.text);
		ck_assert_ptr_nonnull(p.source);
		ck_assert_ptr_nonnull(p.source_date);
		ck_assert_ptr_nonnull(p.checked_on);
		ck_assert_ptr_nonnull(p.confidence);
		ck_assert(p.files || p.file_bytes || p.total_bytes);
	}
	ck_assert_int_eq(profile_find(&p, &arena, "nobody", &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_msg(strstr(err.text, "royal_mail"), "%s", err.text);
	ck_assert_int_eq(profile_find(&p, &arena, "/nowhere/x.ini", &err), -1);
	ck_assert_int_eq(err.code, ERR_NOT_FOUND);
}
END_TEST

TCase *profile_tests(void)
{
	TCase *tc = tcase_create("profile");

	tcase_add_checked_fixture(tc, NULL, teardown);
	tcase_add_test(tc, a_profile_says_what_a_portal_takes);
	tcase_add_test(tc, what_is_not_said_is_not_limited);
	tcase_add_test(tc, what_is_wrong_is_named_with_its_line);
	tcase_add_test(tc, ours_are_found_and_say_where_they_come_from);
	return tc;
}
