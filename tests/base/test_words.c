#include <string.h>

#include "base/suites.h"
#include "base/words.h"

static char folded[WORDS_FOLD_MAX];

START_TEST(words_are_letters_and_digits_in_lower_case)
{
	ck_assert_str_eq(words_fold(folded, "Delivered, In/At Mailbox"),
			 " delivered in at mailbox ");
	ck_assert_str_eq(words_fold(folded, "  USPS:  17\t"), " usps 17 ");
	ck_assert_str_eq(words_fold(folded, "r\xc3\xa9sum\xc3\xa9"), " r sum ");
	ck_assert_str_eq(words_fold(folded, ""), " ");
	ck_assert_str_eq(words_fold(folded, NULL), " ");
	ck_assert_str_eq(words_fold(folded, "...\xff"), " ");
}
END_TEST

START_TEST(a_text_too_long_is_cut_and_still_ends_in_a_blank)
{
	char longer[2000];

	memset(longer, 'x', sizeof longer);
	longer[sizeof longer - 1] = '\0';
	words_fold(folded, longer);
	ck_assert_uint_eq(strlen(folded), WORDS_FOLD_MAX - 1);
	ck_assert(folded[WORDS_FOLD_MAX - 2] == ' ');
}
END_TEST

START_TEST(words_are_counted_found_and_handed_out)
{
	const char *at = words_fold(folded, "Out for Delivery"), *word;
	size_t len;

	ck_assert_int_eq(words_count(folded), 3);
	ck_assert_int_eq(words_count(" "), 0);
	ck_assert(words_hold(folded, " for delivery "));
	ck_assert(!words_hold(folded, " deliver "));
	ck_assert(!words_hold(folded, " "));
	word = words_next(&at, &len);
	ck_assert(len == 3 && strncmp(word, "out", len) == 0);
	words_next(&at, &len);
	word = words_next(&at, &len);
	ck_assert(len == 8 && strncmp(word, "delivery", len) == 0);
	ck_assert_ptr_null(words_next(&at, &len));
	ck_assert_ptr_null(words_next(&at, &len));
}
END_TEST

/* clang-format off */
static const struct {
	const char *a, *b;
	int apart;
} pairs[] = {
	{ "delivery", "delivery", 0 },
	{ "delivry", "delivery", 1 },
	{ "delievery", "delivery", 1 },
	{ "dleivery", "delivery", 1 },
	{ "deliverx", "delivery", 1 },
	{ "delivrey", "delivery", 1 },
	{ "dlvery", "delivery", 2 },
	{ "recieved", "received", 1 },
	{ "", "ab", 2 },
	{ "", "", 0 },
	{ "held", "hold", 1 },
	{ "abc", "xyz", 3 }, /* more than asked for */
	{ "a", "abcdef", 3 },
};
/* clang-format on */

START_TEST(typing_errors_are_counted_up_to_what_is_asked)
{
	const char *a = pairs[_i].a, *b = pairs[_i].b;

	ck_assert_int_eq(words_apart(a, strlen(a), b, strlen(b), 2), pairs[_i].apart);
	ck_assert_int_eq(words_apart(b, strlen(b), a, strlen(a), 2), pairs[_i].apart);
}
END_TEST

START_TEST(a_word_too_long_is_far_from_every_other)
{
	char longer[WORD_MAX + 2];

	memset(longer, 'a', sizeof longer);
	ck_assert_int_eq(words_apart(longer, WORD_MAX, longer, WORD_MAX, 2), 0);
	ck_assert_int_eq(words_apart(longer, WORD_MAX + 1, longer, WORD_MAX + 1, 2), 3);
}
END_TEST

Suite *words_suite(void)
{
	Suite *s = suite_create("words");
	TCase *t = tcase_create("words");

	tcase_add_test(t, words_are_letters_and_digits_in_lower_case);
	tcase_add_test(t, a_text_too_long_is_cut_and_still_ends_in_a_blank);
	tcase_add_test(t, words_are_counted_found_and_handed_out);
	tcase_add_loop_test(t, typing_errors_are_counted_up_to_what_is_asked, 0,
			    sizeof pairs / sizeof *pairs);
	tcase_add_test(t, a_word_too_long_is_far_from_every_other);
	suite_add_tcase(s, t);
	return s;
}
