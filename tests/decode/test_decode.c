#include "decode/test_decode.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "decode/pictures.h"
#include "decode/probe.h"
#include "decode/shown.h"

static struct err err;
static struct made made;
static struct probe_thumb thumb;

static void setup(void)
{
	err = (struct err){ .code = ERR_NONE };
	made = (struct made){ 0 };
	thumb = (struct probe_thumb){ 0 };
}

static void teardown(void)
{
	made_release(&made);
	probe_release(&thumb);
}

static int probe(int edge)
{
	return show_made(&thumb, &probe_usual, &made, edge, &err);
}

START_TEST(a_photo_held_in_any_way_comes_out_upright)
{
	made = made_photo(640, 400, _i, "2026:11:03 14:22:05");
	ck_assert_msg(probe(160) == 0, "%s", err.text);
	ck_assert_str_eq(thumb.taken, "2026-11-03T14:22:05");
	check_upright(&thumb, 24);
}
END_TEST

START_TEST(an_orientation_that_does_not_exist_is_taken_for_upright)
{
	made = made_photo(64, 40, 1, NULL);
	made.bytes[2 + 10 + 8 + 2 + 8] = 77;
	ck_assert_int_eq(probe(160), 0);
	ck_assert_int_eq(thumb.width, 64);
	check_corners(&thumb, 24);
}
END_TEST

START_TEST(a_camera_that_never_learned_the_date_gives_none)
{
	static const char *const dates[] = { "0000:00:00 00:00:00", "    :  :     :  :  ", NULL,
					     "2026-11-03 14:22:05" };

	for (size_t i = 0; i < sizeof(dates) / sizeof(*dates); i++) {
		made = made_photo(32, 32, 1, dates[i]);
		ck_assert_int_eq(probe(32), 0);
		ck_assert_str_eq(thumb.taken, "");
		made_release(&made);
	}
}
END_TEST

START_TEST(a_camera_that_knows_its_zone_gives_it)
{
	static const struct {
		const char *date, *offset, *taken;
	} said[] = {
		{ "2026:11:03 14:22:05", "+01:00", "2026-11-03T14:22:05+01:00" },
		{ "2026:11:03 14:22:05", "-03:30", "2026-11-03T14:22:05-03:30" },
		{ "2026:11:03 14:22:05", "   :  ", "2026-11-03T14:22:05" },
		{ "2026:11:03 14:22:05", "+15:00", "2026-11-03T14:22:05" },
		{ "2026:11:03 14:22:05", "+01:60", "2026-11-03T14:22:05" },
		{ "2026:02:30 14:22:05", "+01:00", "" },
		{ "2026:11:03 24:22:05", "+01:00", "" },
	};

	for (size_t i = 0; i < sizeof(said) / sizeof(*said); i++) {
		made = made_photo_at(32, 32, 1, said[i].date, said[i].offset);
		ck_assert_int_eq(probe(32), 0);
		ck_assert_str_eq(thumb.taken, said[i].taken);
		made_release(&made);
	}
}
END_TEST

START_TEST(a_small_picture_is_not_enlarged)
{
	made = made_png(50, 20, 255);
	ck_assert_int_eq(probe(480), 0);
	ck_assert_int_eq(thumb.width, 50);
	ck_assert_int_eq(thumb.height, 20);
	check_corners(&thumb, 24);
}
END_TEST

START_TEST(any_shape_fits_the_edge)
{
	static const int shape[][2] = { { 1, 1 },   { 1, 3000 },  { 3000, 1 }, { 481, 480 },
					{ 7, 999 }, { 957, 533 }, { 2000, 2 } };

	for (size_t i = 0; i < sizeof(shape) / sizeof(*shape); i++) {
		made = made_png(shape[i][0], shape[i][1], 255);
		ck_assert_msg(probe(480) == 0, "%s", err.text);
		ck_assert_int_le(thumb.width, 480);
		ck_assert_int_le(thumb.height, 480);
		ck_assert_int_ge(thumb.width, 1);
		ck_assert_int_ge(thumb.height, 1);
		made_release(&made);
		made = made_jpeg(shape[i][0], shape[i][1], MADE_RGB);
		ck_assert_msg(probe(480) == 0, "%s", err.text);
		ck_assert_int_le(thumb.width, 480);
		ck_assert_int_le(thumb.height, 480);
		made_release(&made);
	}
}
END_TEST

START_TEST(a_clear_png_lies_on_white)
{
	uint8_t rgb[4][3];
	int width, height;

	made = made_png(100, 100, 0);
	ck_assert_int_eq(probe(100), 0);
	ck_assert_int_eq(made_look(rgb, &width, &height, thumb.jpeg, thumb.len), 0);
	for (int i = 0; i < 12; i++)
		ck_assert_int_ge(rgb[i / 3][i % 3], 250);
}
END_TEST

START_TEST(a_large_png_keeps_its_colours_when_shrunk)
{
	made = made_png(1501, 977, 255);
	ck_assert_int_eq(probe(480), 0);
	ck_assert_int_eq(thumb.width, 480);
	ck_assert_int_eq(thumb.height, 312);
	check_corners(&thumb, 12);
}
END_TEST

START_TEST(progressive_and_print_colours_are_read)
{
	made = made_jpeg(900, 600, MADE_PROGRESSIVE);
	ck_assert_int_eq(probe(300), 0);
	check_corners(&thumb, 24);
	made_release(&made);
	made = made_jpeg(900, 600, MADE_CMYK);
	ck_assert_msg(probe(300) == 0, "%s", err.text);
	check_corners(&thumb, 24);
}
END_TEST

START_TEST(a_bomb_is_refused_by_its_header)
{
	made = made_png_bomb(60000, 60000);
	ck_assert_int_eq(probe(480), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_msg(strstr(err.text, "60000 x 60000"), "%s", err.text);
	made_release(&made);

	made = made_jpeg(64, 64, MADE_RGB);
	ck_assert_int_eq(made_jpeg_lie(&made, 65500, 65500), 0);
	ck_assert_int_eq(probe(480), -1);
	ck_assert_msg(strstr(err.text, "65500 x 65500"), "%s", err.text);
}
END_TEST

START_TEST(a_header_that_claims_more_than_there_is_shows_a_damaged_picture)
{
	made = made_jpeg(64, 64, MADE_RGB);
	ck_assert_int_eq(made_jpeg_lie(&made, 4000, 3000), 0);
	ck_assert_msg(probe(480) == 0, "%s", err.text);
	ck_assert(thumb.damaged);
	ck_assert_int_eq(thumb.full_width, 4000);

	ck_assert_int_eq(made_jpeg_lie(&made, 0, 0), 0);
	ck_assert_int_eq(probe(480), -1);
	ck_assert_str_ne(err.text, "");
}
END_TEST

START_TEST(a_file_cut_anywhere_is_damaged_or_refused)
{
	struct made whole = made_photo(96, 64, 6, "2026:11:03 14:22:05");
	int shown = 0;

	for (size_t n = 0; n + 2 < whole.len; n++) {
		/* A copy of its own, so that one byte read too many is seen. */
		made = made_copy(whole.bytes, n);
		if (probe(64) == 0) {
			ck_assert_msg(thumb.damaged, "cut at %zu", n);
			shown++;
		} else {
			ck_assert_str_ne(err.text, "");
		}
		made_release(&made);
	}
	ck_assert_int_gt(shown, 0);
	made_release(&whole);
}
END_TEST

START_TEST(a_cut_png_is_refused)
{
	struct made whole = made_png(24, 24, 200);

	for (size_t n = 0; n + 20 < whole.len; n++) {
		made = made_copy(whole.bytes, n);
		ck_assert_msg(probe(64) == -1, "cut at %zu", n);
		ck_assert_str_ne(err.text, "");
		made_release(&made);
	}
	made_release(&whole);
}
END_TEST

START_TEST(no_flipped_byte_of_a_jpeg_does_harm)
{
	struct made whole = made_photo(40, 24, 6, "2026:11:03 14:22:05");

	flip_bytes(&probe_usual, &whole, 1);
	made_release(&whole);
}
END_TEST

START_TEST(no_flipped_byte_of_a_png_does_harm)
{
	struct made whole = made_png(12, 9, 128);

	flip_bytes(&probe_usual, &whole, 1);
	made_release(&whole);
}
END_TEST

#define LITERAL(s)                            \
	{                                     \
		(uint8_t *)(s), sizeof(s) - 1 \
	}

START_TEST(what_is_no_picture_is_named_so)
{
	static const struct made others[] = {
		LITERAL("GIF89a/*\0\x01\0\x80\0\0*/=1;alert(1)//;"),
		LITERAL("Dear claims department,\n"),
		LITERAL("<svg xmlns='http://www.w3.org/2000/svg'/>"),
		LITERAL("\xFF\xD8"),
		LITERAL("\0"),
	};
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		made = made_copy(others[i].bytes, others[i].len);
		ck_assert_int_eq(probe(480), -1);
		ck_assert_str_eq(err.text, "the file is neither a JPEG nor a PNG");
		made_release(&made);
	}
	made = made_copy("\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0", 20);
	ck_assert_int_eq(probe(480), -1);
	ck_assert_str_eq(err.text, "the JPEG has no readable header");
}
END_TEST

START_TEST(the_header_has_its_fixed_size_at_its_longest)
{
	struct probe_thumb t = { NULL,     0,        2048, 2048,
				 99999999, 99999999, true, "2026-11-03T14:22:05+01:00" };
	char header[PROBE_HEADER];

	probe_header(header, &t);
	ck_assert_int_eq(header[PROBE_HEADER - 1], '\n');
	ck_assert_int_eq(memcmp(header,
				"waylaid-thumb 1 2048 2048 99999999 99999999 damaged "
				"2026-11-03T14:22:05+01:00 ",
				78),
			 0);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("decode");
	TCase *tc = tcase_create("pictures");
	SRunner *sr;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, a_photo_held_in_any_way_comes_out_upright, 1, 9);
	tcase_add_test(tc, an_orientation_that_does_not_exist_is_taken_for_upright);
	tcase_add_test(tc, a_camera_that_never_learned_the_date_gives_none);
	tcase_add_test(tc, a_camera_that_knows_its_zone_gives_it);
	tcase_add_test(tc, a_small_picture_is_not_enlarged);
	tcase_add_test(tc, any_shape_fits_the_edge);
	tcase_add_test(tc, a_clear_png_lies_on_white);
	tcase_add_test(tc, a_large_png_keeps_its_colours_when_shrunk);
	tcase_add_test(tc, progressive_and_print_colours_are_read);
	tcase_add_test(tc, a_bomb_is_refused_by_its_header);
	tcase_add_test(tc, a_header_that_claims_more_than_there_is_shows_a_damaged_picture);
	tcase_add_test(tc, a_file_cut_anywhere_is_damaged_or_refused);
	tcase_add_test(tc, a_cut_png_is_refused);
	tcase_add_test(tc, no_flipped_byte_of_a_jpeg_does_harm);
	tcase_add_test(tc, no_flipped_byte_of_a_png_does_harm);
	tcase_add_test(tc, what_is_no_picture_is_named_so);
	tcase_add_test(tc, the_header_has_its_fixed_size_at_its_longest);
	suite_add_tcase(s, tc);
	suite_add_tcase(s, bare_tests());
	suite_add_tcase(s, fence_tests());
	suite_add_tcase(s, mail_tests());
	suite_add_tcase(s, rows_tests());
	suite_add_tcase(s, sheets_tests());
	sr = srunner_create(s);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
