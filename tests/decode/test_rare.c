#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "decode/heic_parts.h"
#include "decode/picture.h"
#include "decode/probe.h"
#include "decode/rare_pictures.h"
#include "decode/shown.h"

static struct err err;
static struct made made;
static struct probe_thumb thumb;

static void setup(void)
{
	err = (struct err){ .code = ERR_NONE };
	made = (struct made){ 0 };
	thumb = (struct probe_thumb){ 0 };
	ck_assert_int_eq(heic_init(&err), 0);
}

static void teardown(void)
{
	made_release(&made);
	probe_release(&thumb);
}

static int probe(int edge)
{
	return show_made(&thumb, &probe_rare, &made, edge, &err);
}

/* The kinds that have EXIF, and how each is made. */
static struct made (*const with_exif[])(int, int, const struct made_said *) = {
	made_heic,
	made_webp,
	made_tiff,
};
enum { WITH_EXIF = 3, HELD = 8, TRIES = 250 };

START_TEST(a_photo_held_in_any_way_comes_out_upright)
{
	const struct made_said said = { _i % HELD + 1, "2026:11:03 14:22:05", "+01:00" };

	made = with_exif[_i / HELD](640, 400, &said);
	ck_assert_msg(probe(160) == 0, "%s", err.text);
	ck_assert_str_eq(thumb.taken, "2026-11-03T14:22:05+01:00");
	check_upright(&thumb, 32);
}
END_TEST

START_TEST(a_picture_that_says_nothing_is_upright_and_has_no_date)
{
	made = with_exif[_i](64, 40, &(struct made_said){ 0 });
	ck_assert_msg(probe(160) == 0, "%s", err.text);
	ck_assert_int_eq(thumb.width, 64);
	ck_assert_int_eq(thumb.height, 40);
	ck_assert_str_eq(thumb.taken, "");
	check_corners(&thumb, 32);
}
END_TEST

START_TEST(a_gif_is_read_row_by_row_or_interlaced)
{
	static const int shape[][2] = { { 64, 40 }, { 700, 501 }, { 2, 2 }, { 3, 9 } };

	for (size_t i = 0; i < sizeof(shape) / sizeof(*shape); i++)
		for (int interlaced = 0; interlaced < 2; interlaced++) {
			made = made_gif(shape[i][0], shape[i][1], interlaced, 0);
			ck_assert_msg(probe(480) == 0, "%s", err.text);
			ck_assert(!thumb.damaged);
			ck_assert_int_eq(thumb.full_width, shape[i][0]);
			ck_assert_int_eq(thumb.full_height, shape[i][1]);
			if (shape[i][0] > 20)
				check_corners(&thumb, 24);
			made_release(&made);
		}
}
END_TEST

START_TEST(what_is_clear_lies_on_white)
{
	uint8_t rgb[4][3];
	int width, height;

	made = made_gif(100, 100, 0, 1);
	ck_assert_int_eq(probe(100), 0);
	ck_assert_int_eq(made_look(rgb, &width, &height, thumb.jpeg, thumb.len), 0);
	for (int c = 0; c < 3; c++)
		ck_assert_int_ge(rgb[0][c], 250);
	ck_assert_int_lt(rgb[1][0], 80);
}
END_TEST

START_TEST(of_a_moving_webp_the_first_frame_is_shown)
{
	made = made_moving_webp(320, 200);
	ck_assert_msg(probe(160) == 0, "%s", err.text);
	ck_assert_int_eq(thumb.full_width, 320);
	check_corners(&thumb, 32);
}
END_TEST

START_TEST(a_large_one_keeps_its_colours_when_shrunk)
{
	made = with_exif[_i](1501, 977, &(struct made_said){ 0 });
	ck_assert_msg(probe(480) == 0, "%s", err.text);
	ck_assert_int_eq(thumb.width, 480);
	ck_assert_int_eq(thumb.height, 312);
	check_corners(&thumb, 24);
}
END_TEST

START_TEST(an_avif_is_refused_in_words)
{
	made = made_avif(64, 64);
	ck_assert_int_eq(probe(64), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_msg(strstr(err.text, "AV1"), "%s", err.text);
}
END_TEST

static void check_bomb(const char *size)
{
	ck_assert_int_eq(probe(480), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_msg(strstr(err.text, size), "%s", err.text);
	made_release(&made);
}

START_TEST(a_bomb_is_refused_by_its_header)
{
	const struct made_said said = { 0 };

	made = made_gif(8, 8, 0, 0);
	made_gif_lie(&made, 60000, 60000);
	check_bomb("60000 x 60000");
	made = made_tiff(8, 8, &said);
	made_tiff_lie(&made, 70000, 80000);
	check_bomb("70000 x 80000");
	made = made_webp(8, 8, &said);
	made_webp_lie(&made, 16000, 15000);
	check_bomb("16000 x 15000");
	made = made_heic(64, 64, &said);
	ck_assert_int_eq(made_heic_lie(&made, 30000, 30000), 0);
	check_bomb("30000x30000");
}
END_TEST

START_TEST(a_header_that_claims_more_than_there_is_costs_no_more_than_that)
{
	const struct made_said said = { 0 };

	made = made_gif(8, 8, 0, 0);
	made_gif_lie(&made, 9000, 9000);
	ck_assert_msg(probe(480) == 0, "%s", err.text);
	ck_assert(thumb.damaged);
	made_release(&made);
	made = made_tiff(8, 8, &said);
	made_tiff_lie(&made, 9000, 9000);
	ck_assert(probe(480) < 0 || thumb.damaged);
	made_release(&made);
	made = made_webp(8, 8, &said);
	made_webp_lie(&made, 9000, 9000);
	ck_assert(probe(480) < 0 || thumb.damaged);
	made_release(&made);
	made = made_heic(64, 64, &said);
	ck_assert_int_eq(made_heic_lie(&made, 9000, 9000), 0);
	probe(480);
}
END_TEST

/* One of each kind, small, with all that it can say. */
static struct made one_of_each(int kind)
{
	const struct made_said said = { 6, "2026:11:03 14:22:05", "+01:00" };

	return kind < WITH_EXIF ? with_exif[kind](48, 32, &said) : made_gif(48, 32, 1, 1);
}

START_TEST(a_file_cut_anywhere_is_damaged_or_refused)
{
	struct made whole = one_of_each(_i);

	/* The last bytes of a container may be padding. */
	for (size_t n = 0; n + 8 < whole.len; n += whole.len / TRIES + 1) {
		made = made_copy(whole.bytes, n);
		if (probe(64) == 0)
			ck_assert_msg(thumb.damaged, "cut at %zu of %zu", n, whole.len);
		else
			ck_assert_str_ne(err.text, "");
		made_release(&made);
	}
	made_release(&whole);
}
END_TEST

START_TEST(no_flipped_byte_does_harm)
{
	struct made whole = one_of_each(_i);

	flip_bytes(&probe_rare, &whole, whole.len / TRIES + 1);
	made_release(&whole);
}
END_TEST

#define LITERAL(s) (uint8_t *)(s), sizeof(s) - 1

START_TEST(what_is_no_such_picture_is_named_so)
{
	static const struct made others[] = {
		{ LITERAL("GIF89a/*\0\x01\0\x80\0\0*/=1;alert(1)//;") },
		{ LITERAL("RIFF\x10\0\0\0WEBPVP8 ") },
		{ LITERAL("\0\0\0\x18"
			  "ftypheic\0\0\0\0mif1heic") },
		{ LITERAL("MM\0*\0\0\0\x08\0\0") },
	};

	made = made_photo(32, 32, 1, NULL);
	ck_assert_int_eq(probe(64), -1);
	ck_assert_str_eq(err.text, "the file is neither a HEIC, WebP, GIF nor a TIFF");
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		made_release(&made);
		made = made_copy(others[i].bytes, others[i].len);
		ck_assert_int_eq(probe(64), -1);
		ck_assert_int_eq(err.code, ERR_INPUT);
		ck_assert_str_ne(err.text, "");
	}
}
END_TEST

/* "meta" with "iref" in it, and in that "dimg" of 16-bit numbers: 1 of 2 and 3, and so on. */
static bool circular(const uint8_t *links, size_t n)
{
	uint8_t box[128] = "\0\0\0\0meta\0\0\0\0\0\0\0\0iref\0\0\0";
	size_t at = 24;

	for (size_t i = 0; i < n; i += 3) {
		static const uint8_t head[] = "\0\0\0\x10"
					      "dimg";

		memcpy(box + at, head, 8);
		box[at + 9] = links[i];
		box[at + 11] = 2;
		box[at + 13] = links[i + 1];
		box[at + 15] = links[i + 2];
		at += 16;
	}
	box[3] = (uint8_t)at;
	box[15] = (uint8_t)(at - 12);
	return heic_is_circular(box, at);
}

START_TEST(a_heic_that_is_made_of_itself_is_refused)
{
	/* A grid; a picture of two grids, as telephones with high dynamic range write it. */
	static const uint8_t grid[] = { 1, 2, 3 }, nested[] = { 9, 1, 4, 1, 2, 3, 4, 5, 6 };
	static const uint8_t itself[] = { 1, 2, 1 };
	static const uint8_t around[] = { 1, 2, 7, 2, 3, 8, 3, 1, 9 };

	ck_assert(!circular(grid, sizeof(grid)));
	ck_assert(!circular(nested, sizeof(nested)));
	ck_assert(circular(itself, sizeof(itself)));
	ck_assert(circular(around, sizeof(around)));
}
END_TEST

static char out[1 << 20];

START_TEST(the_fenced_program_shows_each_kind)
{
	struct ran ran = { .out = out, .room = sizeof(out) };

	made = _i < WITH_EXIF ? with_exif[_i](1500, 1000,
					      &(struct made_said){ 1, "2026:11:03 14:22:05", NULL })
			      : made_gif(1500, 1000, 0, 0);
	ck_assert_msg(run_program(&ran, WAYLAID_PICTURE, &made, "240") == PROBE_SHOWN, "%.*s",
		      (int)ran.len, out);
	ck_assert_int_eq(memcmp(out, "waylaid-thumb 1 240 160 1500 1000 whole ", 40), 0);
}
END_TEST

START_TEST(the_fenced_program_refuses_and_says_why)
{
	struct ran ran = { .out = out, .room = sizeof(out) };

	made = made_gif(8, 8, 0, 0);
	made_gif_lie(&made, 60000, 60000);
	ck_assert_int_eq(run_program(&ran, WAYLAID_PICTURE, &made, NULL), PROBE_CANNOT_SHOW);
	ck_assert_int_eq(out[ran.len - 1], '\n');
	ck_assert_int_eq(run_program(&ran, WAYLAID_PICTURE, &made, "x"), PROBE_USED_WRONGLY);
	made_release(&made);
	made = made_avif(64, 64);
	ck_assert_int_eq(run_program(&ran, WAYLAID_PICTURE, &made, NULL), PROBE_CANNOT_SHOW);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("rare pictures");
	TCase *tc = tcase_create("rare");
	SRunner *sr;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 240);
	tcase_add_loop_test(tc, a_photo_held_in_any_way_comes_out_upright, 0, WITH_EXIF * HELD);
	tcase_add_loop_test(tc, a_picture_that_says_nothing_is_upright_and_has_no_date, 0,
			    WITH_EXIF);
	tcase_add_test(tc, a_gif_is_read_row_by_row_or_interlaced);
	tcase_add_test(tc, what_is_clear_lies_on_white);
	tcase_add_test(tc, of_a_moving_webp_the_first_frame_is_shown);
	tcase_add_loop_test(tc, a_large_one_keeps_its_colours_when_shrunk, 0, WITH_EXIF);
	tcase_add_test(tc, a_heic_that_is_made_of_itself_is_refused);
	tcase_add_test(tc, an_avif_is_refused_in_words);
	tcase_add_test(tc, a_bomb_is_refused_by_its_header);
	tcase_add_test(tc, a_header_that_claims_more_than_there_is_costs_no_more_than_that);
	tcase_add_loop_test(tc, a_file_cut_anywhere_is_damaged_or_refused, 0, WITH_EXIF + 1);
	tcase_add_loop_test(tc, no_flipped_byte_does_harm, 0, WITH_EXIF + 1);
	tcase_add_test(tc, what_is_no_such_picture_is_named_so);
	tcase_add_loop_test(tc, the_fenced_program_shows_each_kind, 0, WITH_EXIF + 1);
	tcase_add_test(tc, the_fenced_program_refuses_and_says_why);
	suite_add_tcase(s, tc);
	sr = srunner_create(s);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
