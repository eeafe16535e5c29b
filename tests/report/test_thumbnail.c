#include "report/test_report.h"

#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/thumbnail.h"
#include "decode/rare_pictures.h"

static struct arena arena;
static struct err err;
static struct thumbnail thumb;

static void setup(void)
{
	test_folder_make();
}

static void teardown(void)
{
	test_folder_remove();
	arena_release(&arena);
}

static int make_from(struct made m)
{
	struct thumbnail_from from = { .decoder = WAYLAID_DECODE, .file = test_folder_path("p") };
	int ret;

	ck_assert_int_eq(file_write(from.file, m.bytes, m.len, 0600, &err), 0);
	made_release(&m);
	err = (struct err){ .code = ERR_NONE };
	ret = thumbnail_make(&thumb, &arena, &from, &err);
	return ret;
}

START_TEST(the_real_program_is_understood)
{
	uint8_t rgb[4][3];
	int width, height;

	ck_assert_msg(make_from(made_photo(900, 1200, 6, "2026:11:01 09:12:44")) == 0, "%s",
		      err.text);
	ck_assert_int_eq(thumb.width, 360);
	ck_assert_int_eq(thumb.height, 480);
	ck_assert_int_eq(thumb.full_width, 900);
	ck_assert_int_eq(thumb.full_height, 1200);
	ck_assert(!thumb.damaged);
	ck_assert_str_eq(thumb.taken, "2026-11-01T09:12:44");
	ck_assert_int_eq(made_look(rgb, &width, &height, thumb.jpeg, thumb.len), 0);
	ck_assert_int_eq(width, 360);
	ck_assert_int_eq(height, 480);
	ck_assert_int_gt(rgb[0][0], 180);
	ck_assert_int_lt(rgb[0][2], 80);
}
END_TEST

START_TEST(each_kind_goes_to_the_program_that_shows_it)
{
	const struct made_said said = { 6, "2026:11:01 09:12:44", "-05:00" };
	struct made (*const with_exif[])(
		int, int, const struct made_said *) = { made_heic, made_webp, made_tiff };

	for (size_t i = 0; i < sizeof(with_exif) / sizeof(*with_exif); i++) {
		ck_assert_msg(make_from(with_exif[i](300, 400, &said)) == 0, "%s", err.text);
		ck_assert_int_eq(thumb.width, 300);
		ck_assert_int_eq(thumb.full_height, 400);
		ck_assert_str_eq(thumb.taken, "2026-11-01T09:12:44-05:00");
	}
	ck_assert_msg(make_from(made_gif(300, 400, 0, 0)) == 0, "%s", err.text);
	ck_assert_ptr_null(thumb.taken);
	ck_assert_int_eq(make_from(made_avif(64, 64)), -1);
	ck_assert_msg(strstr(err.text, "AV1"), "%s", err.text);
}
END_TEST

START_TEST(a_cut_photo_is_marked_damaged)
{
	struct made m = made_photo(300, 200, 0, NULL);

	m.len = m.len * 2 / 3;
	ck_assert_msg(make_from(m) == 0, "%s", err.text);
	ck_assert(thumb.damaged);
	ck_assert_ptr_null(thumb.taken);
}
END_TEST

START_TEST(the_reason_of_the_program_is_handed_on)
{
	ck_assert_int_eq(make_from(made_copy("hello", 5)), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_str_eq(err.text,
			 "the file is no picture that can be shown: neither a JPEG, PNG, HEIC, "
			 "WebP, GIF nor a TIFF");
	ck_assert_int_eq(make_from(made_png_bomb(60000, 60000)), -1);
	ck_assert_msg(strstr(err.text, "60000 x 60000"), "%s", err.text);
	ck_assert_int_eq(make_from(made_copy("", 0)), -1);
	ck_assert_str_eq(err.text, "the file is empty");
}
END_TEST

START_TEST(what_is_not_a_plain_file_is_not_opened)
{
	struct thumbnail_from from = { .decoder = WAYLAID_DECODE,
				       .file = test_folder_path("pipe") };

	ck_assert_int_eq(mkfifo(from.file, 0600), 0);
	ck_assert_int_eq(thumbnail_make(&thumb, &arena, &from, &err), -1);
	ck_assert_str_eq(err.text, "it is not a plain file");
	from.file = "/tmp";
	ck_assert_int_eq(thumbnail_make(&thumb, &arena, &from, &err), -1);
	from.file = "/nowhere/p.jpg";
	ck_assert_int_eq(thumbnail_make(&thumb, &arena, &from, &err), -1);
	ck_assert_int_eq(err.code, ERR_NOT_FOUND);
}
END_TEST

/* A script that stands for a reader which was taken over. */
static int make_with(const char *script, int timeout_ms)
{
	struct thumbnail_from from = { .decoder = arena_strdup(&arena,
							       test_folder_path("waylaid-decode")),
				       .file = arena_strdup(&arena, test_folder_path("p")),
				       .timeout_ms = timeout_ms };

	ck_assert_int_eq(file_write(from.decoder, script, strlen(script), 0700, &err), 0);
	ck_assert_int_eq(file_write(from.file, "\xff\xd8\xff", 3, 0600, &err), 0);
	err = (struct err){ .code = ERR_NONE };
	return thumbnail_make(&thumb, &arena, &from, &err);
}

START_TEST(a_reader_that_hangs_is_ended)
{
	ck_assert_int_eq(make_with("#!/bin/sh\nexec /bin/sleep 60\n", 200), -1);
	ck_assert_str_eq(err.text, "it was not read within 1 seconds");
}
END_TEST

START_TEST(a_reader_that_misbehaves_is_not_believed)
{
	static const char *const scripts[] = {
		"#!/bin/sh\nexit 0\n",
		"#!/bin/sh\necho waylaid-thumb 1 480 360\n",
		"#!/bin/sh\nprintf '%-95s\\n' 'waylaid-thumb 1 0 360 10 10 whole -'; echo x\n",
		"#!/bin/sh\nprintf '%-95s\\n' 'waylaid-thumb 2 480 360 10 10 whole -'; echo x\n",
		"#!/bin/sh\necho 'odd' >&2; exit 1\n",
		"#!/bin/sh\nexit 3\n",
		"#!/bin/sh\nkill -9 $$\n",
		"#!/bin/sh\nwhile :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done >&2\n",
		"not a program",
	};

	for (size_t i = 0; i < sizeof(scripts) / sizeof(*scripts); i++) {
		ck_assert_msg(make_with(scripts[i], 20000) == -1, "%s", scripts[i]);
		ck_assert_str_ne(err.text, "");
	}
}
END_TEST

START_TEST(a_missing_program_is_named)
{
	struct thumbnail_from from = { .decoder = "/nowhere/waylaid-decode",
				       .file = test_folder_path("p") };

	ck_assert_int_eq(file_write(from.file, "\xff\xd8\xff", 3, 0600, &err), 0);
	ck_assert_int_eq(thumbnail_make(&thumb, &arena, &from, &err), -1);
	ck_assert_int_eq(err.code, ERR_FAILED);
	ck_assert_msg(strstr(err.text, "/nowhere/waylaid-decode"), "%s", err.text);
}
END_TEST

TCase *thumbnail_tests(void)
{
	TCase *tc = tcase_create("thumbnail");

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, the_real_program_is_understood);
	tcase_add_test(tc, each_kind_goes_to_the_program_that_shows_it);
	tcase_add_test(tc, a_cut_photo_is_marked_damaged);
	tcase_add_test(tc, the_reason_of_the_program_is_handed_on);
	tcase_add_test(tc, what_is_not_a_plain_file_is_not_opened);
	tcase_add_test(tc, a_reader_that_hangs_is_ended);
	tcase_add_test(tc, a_reader_that_misbehaves_is_not_believed);
	tcase_add_test(tc, a_missing_program_is_named);
	return tc;
}
