#include "decode/test_decode.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "decode/bare.h"
#include "decode/pictures.h"
#include "decode/shown.h"

static struct err err;
static struct made made;
static struct probe_thumb bare, thumb;

static void setup(void)
{
	err = (struct err){ .code = ERR_NONE };
}

static void teardown(void)
{
	made_release(&made);
	probe_release(&bare);
	probe_release(&thumb);
}

static int make(void)
{
	probe_release(&bare);
	err = (struct err){ .code = ERR_NONE };
	return bare_make(&bare, made.bytes, made.len, &err);
}

/* What lies anywhere in the bytes. */
static bool holds(const char *words)
{
	return memmem(bare.jpeg, bare.len, words, strlen(words)) != NULL;
}

/* Bytes put in at a place, in a copy that takes the place of what was made. */
static void insert(size_t at, const void *bytes, size_t n)
{
	struct made m = { malloc(made.len + n), made.len + n };

	ck_assert_ptr_nonnull(m.bytes);
	memcpy(m.bytes, made.bytes, at);
	memcpy(m.bytes + at, bytes, n);
	memcpy(m.bytes + at + n, made.bytes + at, made.len - at);
	made_release(&made);
	made = m;
}

static void insert_segment(uint8_t marker, const char *body)
{
	uint8_t segment[64] = { 0xFF, marker, 0 };
	size_t n = strlen(body);

	segment[3] = (uint8_t)(n + 2);
	memcpy(segment + 4, body, n);
	insert(2, segment, n + 4);
}

START_TEST(of_a_jpeg_stay_the_pixels_the_way_up_and_the_date)
{
	struct err shown;

	made = made_photo_at(640, 400, _i, "2026:11:03 14:22:05", "+01:00");
	insert_segment(0xE1, "http://ns.adobe.com/xap/1.0/ Boise");
	insert_segment(0xED, "Photoshop 3.0 Boise");
	insert_segment(0xE2, "MPF Boise");
	insert_segment(0xFE, "taken in Boise");
	insert(made.len, "\xFF\xD8 a film of Boise", 19);
	ck_assert_msg(make() == 0, "%s", err.text);
	ck_assert(!holds("Boise"));
	ck_assert_int_eq(bare.full_width * bare.full_height, 640 * 400);
	ck_assert_str_eq(bare.taken, "2026-11-03T14:22:05+01:00");

	/* It is the same picture: which way up, and when. */
	made_release(&made);
	made = made_copy(bare.jpeg, bare.len);
	ck_assert_int_eq(show_made(&thumb, &probe_usual, &made, 160, &shown), 0);
	ck_assert(!thumb.damaged);
	ck_assert_int_eq(thumb.width, 160);
	ck_assert_int_eq(thumb.full_width, 640);
	ck_assert_str_eq(thumb.taken, "2026-11-03T14:22:05+01:00");
	check_corners(&thumb, 24);
	/* Bare again, it is as it was. */
	ck_assert_int_eq(make(), 0);
	ck_assert_uint_eq(bare.len, made.len);
	ck_assert_mem_eq(bare.jpeg, made.bytes, made.len);
}
END_TEST

START_TEST(a_jpeg_without_date_gets_none)
{
	made = made_jpeg(64, 40, MADE_PROGRESSIVE);
	ck_assert_msg(make() == 0, "%s", err.text);
	ck_assert_str_eq(bare.taken, "");
	made_release(&made);
	made = made_copy(bare.jpeg, bare.len);
	ck_assert_int_eq(show_made(&thumb, &probe_usual, &made, 64, &err), 0);
	ck_assert_str_eq(thumb.taken, "");
	check_corners(&thumb, 24);
}
END_TEST

START_TEST(of_a_png_stay_the_pixels)
{
	static const char chunk[] = "\0\0\0\x05"
				    "eXIfBoise....";

	made = made_png(64, 40, 255);
	insert(33, chunk, sizeof(chunk) - 1);
	ck_assert_msg(make() == 0, "%s", err.text);
	ck_assert(!holds("Boise"));
	ck_assert_int_eq(bare.full_width, 64);
	made_release(&made);
	made = made_copy(bare.jpeg, bare.len);
	ck_assert_int_eq(show_made(&thumb, &probe_usual, &made, 64, &err), 0);
	check_corners(&thumb, 24);
}
END_TEST

START_TEST(what_is_broken_is_refused)
{
	made = made_copy("GIF89a", 6);
	ck_assert_int_eq(make(), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	made_release(&made);
	made = made_png_bomb(60000, 60000);
	ck_assert_int_eq(make(), -1);
	ck_assert_msg(strstr(err.text, "60000 x 60000"), "%s", err.text);
}
END_TEST

static void cut_and_flip(struct made whole)
{
	for (size_t n = 0; n + 2 < whole.len; n++) {
		made_release(&made);
		made = made_copy(whole.bytes, n);
		ck_assert_msg(make() == -1, "cut at %zu", n);
		ck_assert_str_ne(err.text, "");
	}
	for (size_t i = 0; i < whole.len; i++) {
		made_release(&made);
		made = made_copy(whole.bytes, whole.len);
		made.bytes[i] ^= 0xFF;
		make();
	}
	made_release(&whole);
}

START_TEST(cut_or_flipped_anywhere_it_does_no_harm)
{
	cut_and_flip(made_photo(40, 24, 6, "2026:11:03 14:22:05"));
	cut_and_flip(made_png(12, 9, 128));
}
END_TEST

TCase *bare_tests(void)
{
	TCase *tc = tcase_create("bare");

	tcase_set_timeout(tc, 120);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, of_a_jpeg_stay_the_pixels_the_way_up_and_the_date, 1, 9);
	tcase_add_test(tc, a_jpeg_without_date_gets_none);
	tcase_add_test(tc, of_a_png_stay_the_pixels);
	tcase_add_test(tc, what_is_broken_is_refused);
	tcase_add_test(tc, cut_or_flipped_anywhere_it_does_no_harm);
	return tc;
}
