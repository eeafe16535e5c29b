#include <check.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "domain/number_cue.h"
#include "domain/number_find.h"
#include "domain/number_formats.h"
#include "domain/number_texts.h"
#include "domain/number_vectors.h"
#include "domain/suites.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct arena arena = ARENA_INIT;

static void teardown(void)
{
	arena_release(&arena);
}

/* What was found, blank by blank: "9400... 7905..."; the last hit in *hit. */
static const char *found_in(struct number_hit *hit, const char *text, size_t len)
{
	struct number_finder f;
	char *out = arena_strdup(&arena, "");

	number_finder_init(&f, &arena);
	number_finder_text(&f, text, len);
	while (number_find(hit, &f, &arena)) {
		ck_assert_uint_le(hit->at + hit->len, len);
		out = arena_printf(&arena, "%s%s%s", out, *out ? " " : "", hit->number.number);
	}
	ck_assert(!f.full);
	return out;
}

static const char *found(const char *text)
{
	struct number_hit hit;

	return found_in(&hit, text, strlen(text));
}

START_TEST(numbers_are_found_in_what_people_paste)
{
	ck_assert_msg(strcmp(found(texts[_i].text), texts[_i].numbers) == 0,
		      "in: %s\nfound:  %s\nwanted: %s", texts[_i].text, found(texts[_i].text),
		      texts[_i].numbers);
}
END_TEST

START_TEST(what_is_no_tracking_number_is_left_alone)
{
	ck_assert_msg(*found(others[_i]) == '\0', "in: %s\nfound: %s", others[_i],
		      found(others[_i]));
}
END_TEST

/* Every form, in a sentence that says what it is. */
START_TEST(every_form_is_found_behind_the_word_tracking)
{
	char *text = arena_printf(&arena, "Hello, your tracking number is %s. Thank you.",
				  composed[_i].text);
	struct number_hit hit;

	ck_assert_str_ne(found_in(&hit, text, strlen(text)), "");
	ck_assert_uint_eq(hit.at, 31);
	ck_assert_uint_eq(hit.len, strlen(composed[_i].text));
	for (int i = 0; i < hit.number.ncandidates; i++)
		if (strcmp(hit.number.candidate[i].format, composed[_i].format) == 0)
			return;
	ck_abort_msg("%s is no %s", hit.number.number, composed[_i].format);
}
END_TEST

START_TEST(a_place_is_counted_in_bytes_of_the_text)
{
	const char *text = "Gr\xc3\xbc\xc3\x9f"
			   "e: \xe2\x80\x9c"
			   "1Z\xc2\xa0"
			   "5R8 939 03 5756 7127\xe2\x80\x9d.";
	struct number_hit hit;

	ck_assert_str_eq(found_in(&hit, text, strlen(text)), "1Z5R89390357567127");
	ck_assert_uint_eq(hit.at, strlen("Gr\xc3\xbc\xc3\x9f"
					 "e: \xe2\x80\x9c"));
	ck_assert_uint_eq(hit.len, strlen("1Z\xc2\xa0"
					  "5R8 939 03 5756 7127"));
	ck_assert_int_eq(hit.trust, FIND_SURE);
}
END_TEST

START_TEST(the_same_parcel_is_given_once)
{
	static const char *const rows[] = {
		"9400111206206406260787 and 9400 1112 0620 6406 2607 87",
		"420787459400111206206406260787, 9400111206206406260787",
		"tracking 784917580286, 32971514560102447849175802862014",
		"1z5r89390357567127 1Z5R89390357567127 1Z 5R8 939 03 5756 7127",
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_msg(!strchr(found(rows[i]), ' '), "%s: %s", rows[i], found(rows[i]));
}
END_TEST

START_TEST(it_is_given_once_over_several_texts)
{
	const char *first = "9400111206206406260787", *second = "x 9400111206206406260787 y";
	struct number_finder f;
	struct number_hit hit;

	number_finder_init(&f, &arena);
	number_finder_text(&f, first, strlen(first));
	ck_assert(number_find(&hit, &f, &arena));
	ck_assert(!number_find(&hit, &f, &arena));
	number_finder_text(&f, second, strlen(second));
	ck_assert(!number_find(&hit, &f, &arena));
}
END_TEST

START_TEST(the_carrier_that_the_text_names_stands_first)
{
	/* Right for both. */
	static const char *const rows[][2] = {
		{ "Purolator 333123400082", "purolator" },
		{ "FedEx 333123400082", "fedex" },
		{ "333123400082 by Purolator", "purolator" },
	};
	struct number_hit hit;

	for (size_t i = 0; i < COUNT(rows); i++) {
		ck_assert_str_eq(found_in(&hit, rows[i][0], strlen(rows[i][0])), "333123400082");
		ck_assert_int_eq(hit.number.ncandidates, 2);
		ck_assert_str_eq(hit.number.candidate[0].carrier, rows[i][1]);
		ck_assert_str_ne(hit.number.candidate[1].carrier, rows[i][1]);
	}
}
END_TEST

START_TEST(a_wrong_check_digit_is_shown_with_its_repairs)
{
	const char *text = "Tracking number: 9400111206206406260788.";
	struct number_hit hit;

	ck_assert_str_eq(found_in(&hit, text, strlen(text)), "9400111206206406260788");
	ck_assert(!hit.number.valid);
	ck_assert_int_gt(hit.number.nrepairs, 0);
}
END_TEST

START_TEST(many_numbers_are_all_found)
{
	struct number_finder f;
	struct number_hit hit;
	char *text = arena_alloc(&arena, 5000 * 24 + 1);
	size_t at = 0;
	int n = 0;

	for (int i = 0; i < 5000; i++) {
		char *body = arena_printf(&arena, "940011189900000%06d", i);
		struct number_check check = number_formats[1].check;

		at += 23;
		memcpy(text + at - 23,
		       arena_printf(&arena, "%s%c\n", body, number_check_digit(&check, body, 21)),
		       23);
	}
	number_finder_init(&f, &arena);
	number_finder_text(&f, text, at);
	while (number_find(&hit, &f, &arena)) {
		ck_assert(hit.number.valid);
		n++;
	}
	ck_assert_int_eq(n, 5000);
}
END_TEST

START_TEST(any_bytes_are_searched)
{
	static const char likely[] = "0123456789 0123456789-94 1Z.()]C1+\n\xc2\xa0\xe2\x80\x93 TBA";
	unsigned state = 77;
	char text[300];

	for (int i = 0; i < 1500; i++) {
		struct arena_mark mark = arena_mark(&arena);
		struct number_hit hit;
		size_t len = 0;

		for (; len < sizeof(text); len++) {
			state = state * 1103515245u + 12345u;
			text[len] = i % 3 ? likely[(state >> 16) % (sizeof(likely) - 1)]
					  : (char)(state >> 16);
		}
		/* A block of its own, so that a byte too many is seen. */
		found_in(&hit, memcpy(arena_alloc(&arena, len), text, len), len);
		arena_rewind(&arena, mark);
	}
}
END_TEST

START_TEST(every_cue_is_found_and_none_hides_another)
{
	for (const struct number_cue *c = number_cues; c->word; c++) {
		const char *text =
			c->behind ? arena_printf(&arena, "%s %s", c->behind, c->word) : c->word;
		struct cue_found seen = number_cue_last(text, strlen(text));

		ck_assert_msg(seen.cue == c->cue, "%s", text);
		ck_assert(!c->carrier || strcmp(seen.carrier, c->carrier) == 0);
		ck_assert((c->cue == CUE_CARRIER) == (c->carrier != NULL));
		ck_assert(c->cue > CUE_NONE && c->cue < CUE_NVALUES);
	}
}
END_TEST

START_TEST(the_nearest_word_counts)
{
	static const struct {
		const char *text;
		enum cue last, first;
	} rows[] = {
		{ "", CUE_NONE, CUE_NONE },
		{ "nothing here", CUE_NONE, CUE_NONE },
		{ "order 12, tracking ", CUE_NUMBER, CUE_OTHER },
		{ "tracking, phone ", CUE_OTHER, CUE_NUMBER },
		{ "order 4711, ", CUE_NONE, CUE_OTHER },
		{ "tracking 123456\n", CUE_NONE, CUE_NUMBER },
		{ "tracking 123456, ", CUE_NUMBER, CUE_NUMBER },
		{ "intel hotel", CUE_NONE, CUE_NONE },
		{ "trackingNumber=", CUE_NUMBER, CUE_NUMBER },
		{ "qtc_tLabels1=", CUE_NUMBER, CUE_NUMBER },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = strlen(rows[i].text);

		ck_assert_msg(number_cue_last(rows[i].text, n).cue == rows[i].last, "%s",
			      rows[i].text);
		ck_assert_msg(number_cue_first(rows[i].text, n).cue == rows[i].first, "%s",
			      rows[i].text);
	}
}
END_TEST

Suite *number_find_suite(void)
{
	Suite *s = suite_create("number_find");
	TCase *t = tcase_create("text"), *c = tcase_create("cues");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_checked_fixture(c, NULL, teardown);
	tcase_add_loop_test(t, numbers_are_found_in_what_people_paste, 0, COUNT(texts));
	tcase_add_loop_test(t, what_is_no_tracking_number_is_left_alone, 0, COUNT(others));
	tcase_add_loop_test(t, every_form_is_found_behind_the_word_tracking, 0, COUNT(composed));
	tcase_add_test(t, a_place_is_counted_in_bytes_of_the_text);
	tcase_add_test(t, the_same_parcel_is_given_once);
	tcase_add_test(t, it_is_given_once_over_several_texts);
	tcase_add_test(t, the_carrier_that_the_text_names_stands_first);
	tcase_add_test(t, a_wrong_check_digit_is_shown_with_its_repairs);
	tcase_add_test(t, many_numbers_are_all_found);
	tcase_add_test(t, any_bytes_are_searched);
	tcase_add_test(c, every_cue_is_found_and_none_hides_another);
	tcase_add_test(c, the_nearest_word_counts);
	suite_add_tcase(s, t);
	suite_add_tcase(s, c);
	return s;
}
