#include "report/paper.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "report/paper_size.h"
#include "report/test_report.h"

static struct arena arena;

static void teardown(void)
{
	arena_release(&arena);
}

START_TEST(no_text_turns_another_around)
{
	static const char *const cases[][2] = {
		{ "plain", "plain" },
		{ "a\r\nb\rc\td", "a\nb\nc d" },
		{ "bell\a and \x1B[31m escape\x7F", "bell and [31m escape" },
		{ "invoice\xE2\x80\xAE"
		  "fdp.exe",
		  "invoicefdp.exe" },
		{ "\xE2\x81\xA6isolated\xE2\x81\xA9", "isolated" },
		{ "\xE2\x80\x8Fmark", "mark" },
		{ "\xEF\xBB\xBF"
		  "byte order",
		  "byte order" },
		{ "\xEF\xBF\xBF none", " none" },
		{ "\xC2\x85next", "next" },
		{ "bad \xFF byte", "bad \xEF\xBF\xBD byte" },
		{ "می\xE2\x80\x8Cخواهم", "می\xE2\x80\x8Cخواهم" }, /* a joiner belongs to the word */
		{ "محمد 王 😀", "محمد 王 😀" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		ck_assert_str_eq(paper_clean(&arena, cases[i][0]), cases[i][1]);
	ck_assert_ptr_null(paper_clean(&arena, NULL));
}
END_TEST

START_TEST(a_word_without_end_is_broken_and_a_text_without_end_is_cut)
{
	size_t n = PAPER_TEXT_MAX + 1000;
	char *text = arena_alloc(&arena, n + 1);
	const char *clean, *at;

	memset(text, 'x', n);
	clean = paper_clean(&arena, text);
	ck_assert_uint_lt(strlen(clean), n);
	ck_assert_ptr_nonnull(strstr(clean, "x … (cut here: the workbook has it whole)"));
	for (at = clean; strchr(at, '\n'); at = strchr(at, '\n') + 1)
		ck_assert_uint_le(strcspn(at, "\n"), 3000);
	ck_assert_uint_le(strlen(at), 3000 + 100);
	for (size_t i = 0; i + 3 <= n; i += 3)
		memcpy(text + i, "王", 3);
	text[n - n % 3] = '\0';
	clean = paper_clean(&arena, text);
	ck_assert(utf8_valid(clean, strlen(clean)));
	ck_assert_ptr_null(strstr(clean, "\xEF\xBF\xBD"));
}
END_TEST

START_TEST(a_text_is_clipped_between_words)
{
	static const char wide[] = "王王王王王王王王";

	ck_assert_str_eq(paper_clip(&arena, "short", 10), "short");
	ck_assert_str_eq(paper_clip(&arena, "one two three four", 12), "one two …");
	ck_assert_str_eq(paper_clip(&arena, "onelongwordwithoutanyblank", 8), "onelongw …");
	for (size_t n = 0; n < sizeof(wide); n++)
		ck_assert(utf8_valid(paper_clip(&arena, wide, n),
				     strlen(paper_clip(&arena, wide, n))));
	ck_assert_ptr_null(paper_clip(&arena, NULL, 3));
}
END_TEST

START_TEST(the_sender_s_country_chooses_the_paper)
{
	static const struct {
		const char *address, *carrier;
		bool letter;
	} cases[] = {
		{ "12 Harbor St, Portland, ME 04101", "royal_mail", true },
		{ "12 Harbor St\nPortland ME 04101-1234", NULL, true },
		{ "12 Harbor St, Portland, ME 04101, USA", NULL, true },
		{ "1 Rue, Ottawa ON K1A 0B1", NULL, true },
		{ "1 Rue, Ottawa, Canada", "royal_mail", true },
		{ "10 High St, London SW1A 1AA, UK", "usps", false },
		{ "Hauptstr. 5, 10115 Berlin, Germany", "ups", false },
		{ "Hauptstr. 5, 10115 Berlin, Deutschland ", "ups", false },
		{ "北京路 5 号, China", "usps", false },
		{ "北京路 5 号", "usps", true },
		{ "San Diego, CA", "usps", true },
		{ "somewhere", "royal_mail", false },
		{ NULL, "canada_post", true },
		{ NULL, "dpd", false },
		{ NULL, NULL, false },
		{ "", NULL, false },
		{ ", ,", "nobody", false },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		ck_assert_msg(paper_is_letter(cases[i].address, cases[i].carrier) ==
				      cases[i].letter,
			      "case %zu: %s", i, cases[i].address);
}
END_TEST

START_TEST(rows_past_the_ceiling_are_counted_and_not_kept)
{
	static const struct paper_column columns[] = { { "One", 1, false } };
	struct paper p = { .arena = &arena };
	struct paper_block *b = paper_table(&p, columns, 1);
	int kept = 0;

	for (int i = 0; i < PAPER_ROWS_MAX + 5; i++)
		paper_cell(&p, paper_row(&p, b), LOOK_TEXT, "x");
	for (const struct paper_row *r = b->first; r; r = r->next)
		kept++;
	ck_assert_int_eq(kept, PAPER_ROWS_MAX);
	ck_assert_int_eq(b->nrows, PAPER_ROWS_MAX + 5);
}
END_TEST

TCase *paper_tests(void)
{
	TCase *tc = tcase_create("paper");

	tcase_add_checked_fixture(tc, NULL, teardown);
	tcase_add_test(tc, no_text_turns_another_around);
	tcase_add_test(tc, a_word_without_end_is_broken_and_a_text_without_end_is_cut);
	tcase_add_test(tc, a_text_is_clipped_between_words);
	tcase_add_test(tc, the_sender_s_country_chooses_the_paper);
	tcase_add_test(tc, rows_past_the_ceiling_are_counted_and_not_kept);
	return tc;
}
