#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/suites.h"
#include "base/text.h"
#include "base/utf8.h"

enum { BIG = 10 * 1000 * 1000 };

static struct arena arena;
static struct err err;

static void setup(void)
{
	arena = (struct arena)ARENA_INIT;
	memset(&err, 0, sizeof err);
}

static void teardown(void)
{
	arena_release(&arena);
}

/* "piece" again and again, BIG bytes at most. */
static char *big(const char *piece)
{
	size_t n = strlen(piece);
	char *text = arena_alloc(&arena, BIG + 1);

	for (size_t at = 0; at + n <= BIG; at += n)
		memcpy(text + at, piece, n);
	return text;
}

/* clang-format off */
static const char *const broken[] = {
	/* overlong */
	"\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xe0\x9f\xbf", "\xf0\x80\x80\x80",
	"\xf0\x8f\xbf\xbf", "\xf8\x88\x80\x80\x80",
	/* surrogates, past U+10FFFF */
	"\xed\xa0\x80", "\xed\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xfe",
	/* without a lead, cut */
	"\x80", "\xbf", "a\x80", "\xc3", "\xe2\x82", "\xf0\x9f\x98", "\xc3(", "\xe2\x28\xa1",
	"\xf0\x28\x8c\xbc",
};
/* clang-format on */

START_TEST(characters_are_counted_not_bytes)
{
	ck_assert_int_eq(utf8_count(""), 0);
	ck_assert_int_eq(utf8_count("abc"), 3);
	ck_assert_int_eq(utf8_count("Ångström 王 😀"), 12);
}
END_TEST

START_TEST(every_character_of_unicode_goes_there_and_back)
{
	for (uint32_t cp = 1; cp <= 0x10ffff; cp++) {
		char bytes[UTF8_MAX_BYTES];
		uint32_t again = 0;
		size_t n;

		if (cp >= 0xd800 && cp <= 0xdfff)
			continue;
		n = utf8_encode(bytes, cp);
		if (utf8_decode(&again, bytes, n, NULL) != n || again != cp)
			ck_abort_msg("U+%04X", (unsigned)cp);
		if (!utf8_valid(bytes, n) || utf8_valid(bytes, n - 1) != (n == 1))
			ck_abort_msg("U+%04X", (unsigned)cp);
	}
}
END_TEST

START_TEST(overlong_cut_and_surrogate_bytes_are_no_utf8)
{
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		char *text = arena_printf(&arena, "ok%sok", broken[i]);

		ck_assert_msg(!utf8_valid(broken[i], strlen(broken[i])), "row %zu", i);
		ck_assert_msg(!utf8_valid(text, strlen(text)), "row %zu", i);
	}
	ck_assert(!utf8_valid("a\0b", 3));
	ck_assert(utf8_valid("", 0));
	ck_assert(utf8_valid(big("é字😀x"), BIG / 10 * 10));
}
END_TEST

START_TEST(broken_bytes_are_repaired_and_good_ones_kept)
{
	ck_assert_str_eq(utf8_repair(&arena, "a\xffz", 3), "a\xef\xbf\xbdz");
	ck_assert_str_eq(utf8_repair(&arena, "a\0z", 3), "a\xef\xbf\xbdz");
	ck_assert_str_eq(utf8_repair(&arena, "\xf0\x9f\x98", 3), "\xef\xbf\xbd");
	ck_assert_str_eq(utf8_repair(&arena, "caf\xc3\xa9", 5), "café");
	ck_assert_str_eq(utf8_repair(&arena, "", 0), "");
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		char *text = utf8_repair(&arena, broken[i], strlen(broken[i]));

		ck_assert(utf8_valid(text, strlen(text)));
		ck_assert_ptr_nonnull(strstr(text, "\xef\xbf\xbd"));
	}
	ck_assert_uint_eq(strlen(utf8_repair(&arena, big("\xff"), BIG)), 3 * BIG);
}
END_TEST

START_TEST(a_text_is_cut_between_characters)
{
	ck_assert_uint_eq(utf8_cut("abc", 10), 3);
	ck_assert_uint_eq(utf8_cut("abc", 3), 3);
	ck_assert_uint_eq(utf8_cut("abc", 2), 2);
	ck_assert_uint_eq(utf8_cut("aé", 2), 1);
	ck_assert_uint_eq(utf8_cut("aé", 3), 3);
	ck_assert_uint_eq(utf8_cut("😀", 3), 0);
	ck_assert_uint_eq(utf8_cut("😀", 0), 0);
	ck_assert_uint_eq(utf8_cut("字x", 3), 3);
	ck_assert_uint_eq(utf8_cut("", 0), 0);
	ck_assert_uint_eq(utf8_cut("abc", SIZE_MAX), 3);
	ck_assert_uint_eq(utf8_cut("\x80\x80\x80\x80\x80\x80\x80\x80", 6), 6);
}
END_TEST

START_TEST(widths_are_those_of_a_terminal)
{
	static const struct {
		const char *text;
		int columns;
	} rows[] = {
		{ "", 0 },
		{ "abc", 3 },
		{ "café", 4 },
		{ "cafe\xcc\x81", 4 }, /* combining acute */
		{ "字字", 4 },
		{ "カタ", 4 },
		{ "ｱ", 1 },  /* half-width */
		{ "Ａ", 2 }, /* full-width */
		{ "한국", 4 },
		{ "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", 2 }, /* the same syllable in parts */
		{ "😀", 2 },
		{ "🇺🇸", 2 },
		{ "a\xe2\x80\x8d"
		  "b",
		  2 },                             /* joiner */
		{ "x\xef\xb8\x8f", 1 },            /* variation selector */
		{ "\xd7\xa9\xd6\xb8", 1 },         /* Hebrew with a point */
		{ "\xd9\x85\xd9\x8e", 1 },         /* Arabic with a vowel */
		{ "\xe0\xb8\x81\xe0\xb8\xb4", 1 }, /* Thai */
		{ "\xe0\xa4\x95\xe0\xa5\x81", 1 }, /* Devanagari */
		{ "\t\n\x1b", 0 },
		{ "\xc2\x85", 0 },
		{ "\xc2\xa0", 1 },
		{ "\xff", 1 },
		{ "™®€–", 4 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		ck_assert_msg(utf8_width(rows[i].text) == rows[i].columns, "row %zu: %d", i,
			      utf8_width(rows[i].text));
}
END_TEST

START_TEST(a_persons_text_is_trimmed_and_copied)
{
	const char *out = "x";

	ck_assert_int_eq(text_take(&out, &arena, " \t\n hello\nworld \xc2\xa0\xe3\x80\x80", 20,
				   "--said", &err),
			 0);
	ck_assert_str_eq(out, "hello\nworld");
	ck_assert_int_eq(text_take(&out, &arena, "a\tb", 20, "--said", &err), 0);
	ck_assert_str_eq(out, "a\tb");
	ck_assert_int_eq(text_take(&out, &arena, "one\r\ntwo\r\n", 20, "--said", &err), 0);
	ck_assert_str_eq(out, "one\ntwo");
	ck_assert_int_eq(text_take(&out, &arena, "字字", 6, "--said", &err), 0);
	ck_assert_str_eq(out, "字字");
}
END_TEST

START_TEST(an_empty_text_is_no_text)
{
	static const char *const empty[] = { NULL, "", " ", "\n\t ", "\xc2\xa0", "\xef\xbb\xbf" };

	for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
		const char *out = "x";

		ck_assert_int_eq(text_take(&out, &arena, empty[i], 10, "--said", &err), 0);
		ck_assert_ptr_null(out);
		ck_assert(text_blank(empty[i]));
	}
	ck_assert(!text_blank(" x "));
}
END_TEST

START_TEST(control_characters_and_broken_bytes_are_refused)
{
	static const char *const bad[] = {
		"a\x1b[31mb", "a\x01z", "a\x7fz", "a\rb", "a\xc2\x9bz", "a\bb", "a\vb",
	};
	const char *out = NULL;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		ck_assert_msg(text_take(&out, &arena, bad[i], 100, "--said", &err) == -1, "row %zu",
			      i);
		ck_assert_int_eq(err.code, ERR_INPUT);
		ck_assert_ptr_nonnull(strstr(err.text, "at byte 2"));
	}
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
		ck_assert_int_eq(text_take(&out, &arena, broken[i], 100, "--said", &err), -1);
}
END_TEST

START_TEST(a_text_past_its_ceiling_is_refused)
{
	const char *out = NULL;

	ck_assert_int_eq(text_take(&out, &arena, "字字", 5, "--said", &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_str_eq(err.text, "--said is larger than 5 bytes: shorten it");
	ck_assert_int_eq(text_take(&out, &arena, "  abcde  ", 5, "--said", &err), 0);
	ck_assert_int_eq(text_take(&out, &arena, big("x"), 1000, "--said", &err), -1);
	ck_assert_int_eq(text_take(&out, &arena, big(" "), 1000, "--said", &err), 0);
	ck_assert_ptr_null(out);
}
END_TEST

START_TEST(a_terminal_gets_no_control_bidi_or_hidden_character)
{
	static const struct {
		const char *text, *shown;
	} rows[] = {
		{ "plain", "plain" },
		{ "two\nlines\tand a tab", "two\nlines\tand a tab" },
		{ "\x1b[31mred", "\\x1b[31mred" },
		{ "\xc2\x9b"
		  "31m",
		  "\\x9b31m" },
		{ "a\rb", "a\\x0db" },
		{ "a\r\nb", "a\nb" },
		{ "bell\a\b\x7f", "bell\\x07\\x08\\x7f" },
		{ "\xe2\x80\xae"
		  "gpj.exe",
		  "<U+202E>gpj.exe" },
		{ "\xe2\x81\xa6x\xe2\x81\xa9", "<U+2066>x<U+2069>" },
		{ "a\xe2\x80\x8b"
		  "b\xef\xbb\xbf",
		  "ab" },
		{ "a\xc2\xad"
		  "b",
		  "ab" },
		{ "a\xe2\x80\xa8"
		  "b",
		  "a<U+2028>b" },
		{ "tag\xf3\xa0\x81\x81", "tag" },
		{ "cafe\xcc\x81 字 😀", "cafe\xcc\x81 字 😀" },
		{ "bad\xff", "bad\xef\xbf\xbd" },
		{ "", "" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		ck_assert_str_eq(text_for_terminal(&arena, rows[i].text), rows[i].shown);
	ck_assert_ptr_null(text_for_terminal(&arena, NULL));
	ck_assert_uint_eq(strlen(text_for_terminal(&arena, big("\x1b"))), 4 * BIG);
}
END_TEST

START_TEST(words_are_wrapped_to_the_width)
{
	static const struct {
		const char *text;
		int width;
		const char *wrapped;
	} rows[] = {
		{ "the quick brown fox", 10, "the quick\nbrown fox" },
		{ "the quick brown fox", 9, "the quick\nbrown fox" },
		{ "the quick brown fox", 100, "the quick brown fox" },
		{ "  many   spaces ", 20, "many spaces" },
		{ "a\n\nb", 10, "a\n\nb" },
		{ "abcdefgh", 3, "abc\ndef\ngh" },
		{ "x abcdefgh", 3, "x\nabc\ndef\ngh" },
		{ "字字字", 4, "字字\n字" },
		{ "字", 1, "字" },
		{ "e\xcc\x81"
		  "e\xcc\x81",
		  1, "e\xcc\x81\ne\xcc\x81" },
		{ "ab", 0, "a\nb" },
		{ "ab", -5, "a\nb" },
		{ "", 10, "" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		ck_assert_str_eq(text_wrap(&arena, rows[i].text, rows[i].width), rows[i].wrapped);
}
END_TEST

START_TEST(ten_megabytes_are_wrapped_within_the_width_and_lose_no_word)
{
	char *wrapped = text_wrap(&arena, big("word "), 79);
	size_t words = 0, column = 0, widest = 0;

	for (const char *p = wrapped; *p; p++) {
		column = *p == '\n' ? 0 : column + 1;
		words += *p == 'w';
		if (column > widest)
			widest = column;
	}
	ck_assert_uint_eq(widest, 79);
	ck_assert_uint_eq(words, BIG / 5);
	ck_assert_uint_eq(strlen(text_wrap(&arena, big("x"), 1)), 2 * BIG - 1);
}
END_TEST

START_TEST(html_becomes_text)
{
	static const struct {
		const char *html, *text;
	} rows[] = {
		{ "USPS Ground Advantage<SUP>&#153;</SUP>", "USPS Ground Advantage™" },
		{ "Priority Mail<sup>&#174;</sup>", "Priority Mail®" },
		{ "Priority Mail&reg; &trade; &amp; &lt;b&gt; &quot;x&quot; &apos;",
		  "Priority Mail® ™ & <b> \"x\" '" },
		{ "Mail&nbsp;&nbsp;Express", "Mail Express" },
		{ "Mail\xc2\xa0"
		  "Express",
		  "Mail Express" },
		{ "&#x2122;&#X99;&#8482;&#128;", "™™™€" },
		{ "&#129;&#0;&#27;&#55296;&#1114112;&#99999999999;",
		  "&#129;&#0;&#27;&#55296;&#1114112;&#99999999999;" },
		{ "&unknown; &reg &; &#; &#x; &#x1g; &", "&unknown; &reg &; &#; &#x; &#x1g; &" },
		{ "&amp;reg;", "&reg;" },
		{ "one<br>two<BR/>three", "one two three" },
		{ "<p>one</p><p>two</p>", "one two" },
		{ "b<b>o</b>ld", "bold" },
		{ "  a \n\t b  ", "a b" },
		{ "1 < 2 and 3 > 2", "1 < 2 and 3 > 2" },
		{ "a <b never closed", "a <b never closed" },
		{ "a<!-- <b> hidden -->b", "ab" },
		{ "a<!-- never closed <b>b", "ab" },
		{ "a<script>if (1 < 2) x(\"</b>\")</script>b", "ab" },
		{ "a<style>p{}", "a" },
		{ "<a href=\"x\">link</a>", "link" },
		{ "</", "</" },
		{ "<", "<" },
		{ "", "" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		ck_assert_str_eq(text_from_html(&arena, rows[i].html), rows[i].text);
	ck_assert_ptr_null(text_from_html(&arena, NULL));
}
END_TEST

/* Each of these is quadratic in a reader that searches its end again and again. */
START_TEST(html_keeps_its_lines_where_they_are_asked_for)
{
	static const struct {
		const char *html, *text;
	} rows[] = {
		{ "<p>one</p>  <p>two\nthree</p>", "one\ntwo three" },
		{ "<tr><td>a</td><td>b</td></tr><tr><td>c</td></tr>", "a\tb\nc" },
		{ "<td> a&nbsp;b </td><td></td><td>c</td>", "a b\tc" },
		{ "x<br>y<script>z</script><b>w</b>", "x\nyw" },
		{ "", "" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		ck_assert_str_eq(text_lines_from_html(&arena, rows[i].html), rows[i].text);
	ck_assert_ptr_null(text_lines_from_html(&arena, NULL));
}
END_TEST

START_TEST(ten_megabytes_of_hostile_html_end_soon)
{
	static const char *const pieces[] = { "<a",     "<!--",  "<!-- >", "<script>", "&amp",
					      "&#1;",   "</",    "<br>",   "<b>",      "&",
					      "<style", "<!-->", "&amp;" };

	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct arena_mark mark = arena_mark(&arena);

		ck_assert_uint_le(strlen(text_from_html(&arena, big(pieces[i]))), BIG);
		arena_rewind(&arena, mark);
	}
}
END_TEST

START_TEST(texts_are_compared_with_unknown_ones_apart)
{
	ck_assert(text_same("a", "a"));
	ck_assert(!text_same("a", "A"));
	ck_assert(text_same(NULL, NULL));
	ck_assert(!text_same(NULL, ""));
	ck_assert(!text_same("", NULL));
	ck_assert(text_same_nocase("aBc", "AbC"));
	ck_assert(!text_same_nocase("abc", "abcd"));
	ck_assert(!text_same_nocase("a[", "a{"));
	ck_assert(text_same_nocase(NULL, NULL));
	ck_assert(!text_same_nocase(NULL, "a"));
	ck_assert(text_has_prefix("abc", "ab"));
	ck_assert(text_has_prefix("abc", ""));
	ck_assert(!text_has_prefix("ab", "abc"));
	ck_assert(!text_has_prefix(NULL, "a"));
	ck_assert(text_is_listed("a|bc|d", "a"));
	ck_assert(text_is_listed("a|bc|d", "bc"));
	ck_assert(text_is_listed("a|bc|d", "d"));
	ck_assert(!text_is_listed("a|bc|d", "b"));
	ck_assert(!text_is_listed("a|bc|d", "c|d"));
	ck_assert(!text_is_listed("a|bc|d", "bcd"));
	ck_assert(!text_is_listed("a|bc|d", ""));
	ck_assert(!text_is_listed(NULL, "a"));
}
END_TEST

static const char *const names[] = { "pre_transit", "in_transit", NULL, "delivered", "attempted" };
enum { NNAMES = sizeof names / sizeof *names };

START_TEST(names_are_found_in_any_case_and_with_hyphens)
{
	ck_assert_int_eq(name_find(names, NNAMES, "in_transit"), 1);
	ck_assert_int_eq(name_find(names, NNAMES, "IN-Transit"), 1);
	ck_assert_int_eq(name_find(names, NNAMES, "attempted"), 4);
	ck_assert_int_eq(name_find(names, NNAMES, "in_transi"), -1);
	ck_assert_int_eq(name_find(names, NNAMES, "in_transit "), -1);
	ck_assert_int_eq(name_find(names, NNAMES, ""), -1);
	ck_assert_int_eq(name_find(names, NNAMES, NULL), -1);
	ck_assert_int_eq(name_find(names, 0, "in_transit"), -1);
	ck_assert_int_eq(name_find(names, NNAMES, big("in_transit")), -1);
}
END_TEST

START_TEST(a_typing_error_gets_the_nearest_name)
{
	ck_assert_str_eq(name_suggest(names, NNAMES, "deliverd"), "delivered");
	ck_assert_str_eq(name_suggest(names, NNAMES, "Delviered"), "delivered");
	ck_assert_str_eq(name_suggest(names, NNAMES, "in-transt"), "in_transit");
	ck_assert_ptr_null(name_suggest(names, NNAMES, "banana"));
	ck_assert_ptr_null(name_suggest(names, NNAMES, ""));
	ck_assert_ptr_null(name_suggest(names, NNAMES, NULL));
	ck_assert_ptr_null(name_suggest(names, NNAMES, big("x")));
}
END_TEST

START_TEST(an_unknown_name_is_refused_with_the_names_there_are)
{
	int out = 7;

	ck_assert_int_eq(name_parse(&out, names, NNAMES, "Delivered", "status", &err), 0);
	ck_assert_int_eq(out, 3);
	ck_assert_int_eq(name_parse(&out, names, NNAMES, "lost", "status", &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_str_eq(err.text, "status 'lost' is not known: use pre_transit, in_transit, "
				   "delivered or attempted");
	ck_assert_int_eq(name_parse(&out, names, 1, NULL, "status", &err), -1);
	ck_assert_str_eq(err.text, "status '' is not known: use pre_transit");
	ck_assert_int_eq(name_parse(&out, names, NNAMES, big("字"), "status", &err), -1);
	ck_assert(utf8_valid(err.text, strlen(err.text)));
	ck_assert_int_eq(out, 3);
}
END_TEST

START_TEST(a_list_of_names_that_is_too_long_says_so)
{
	const char *many[200];
	int out;

	for (size_t i = 0; i < 200; i++)
		many[i] = arena_printf(&arena, "name_%zu", i);
	ck_assert_int_eq(name_parse(&out, many, 200, "x", "kind", &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "name_0, name_1, "));
	ck_assert_str_eq(err.text + strlen(err.text) - 5, ", ...");
}
END_TEST

START_TEST(numbers_are_strict)
{
	static const char *const bad[] = {
		"",
		"-1",
		"+1",
		" 1",
		"1 ",
		"1.0",
		"1e3",
		"0x1",
		"NaN",
		"101",
		"９",
		"1\n",
		"a",
		"1a",
		"9223372036854775808",
		"99999999999999999999999",
		"-9223372036854775809",
	};
	long long n = 7;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		ck_assert_msg(number_parse(&n, bad[i], 0, 100, "--minutes", &err) == -1, "'%s'",
			      bad[i]);
		ck_assert_int_eq(n, 7);
	}
	ck_assert_int_eq(number_parse(&n, NULL, 0, 100, "--minutes", &err), -1);
	ck_assert_int_eq(number_parse(&n, big("9"), 0, 100, "--minutes", &err), -1);
	ck_assert_int_eq(number_parse(&n, "4", 5, 100, "--minutes", &err), -1);
	ck_assert_str_eq(err.text, "--minutes: '4' is no whole number from 5 to 100: use one");
	ck_assert_int_eq(number_parse(&n, "100", 0, 100, "--minutes", &err), 0);
	ck_assert_int_eq(n, 100);
	ck_assert_int_eq(number_parse(&n, "0", 0, 100, "--minutes", &err), 0);
	ck_assert_int_eq(
		number_parse(&n, "9223372036854775807", 0, 9223372036854775807LL, "n", &err), 0);
	ck_assert_int_eq(n, 9223372036854775807LL);
}
END_TEST

static TCase *utf8_case(void)
{
	TCase *tc = tcase_create("utf8");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, characters_are_counted_not_bytes);
	tcase_add_test(tc, every_character_of_unicode_goes_there_and_back);
	tcase_add_test(tc, overlong_cut_and_surrogate_bytes_are_no_utf8);
	tcase_add_test(tc, broken_bytes_are_repaired_and_good_ones_kept);
	tcase_add_test(tc, a_text_is_cut_between_characters);
	tcase_add_test(tc, widths_are_those_of_a_terminal);
	return tc;
}

START_TEST(text_for_a_page_is_escaped_and_keeps_its_direction)
{
	struct arena a = ARENA_INIT;

	ck_assert_ptr_null(text_to_html(&a, NULL));
	ck_assert_str_eq(text_to_html(&a, ""), "");
	ck_assert_str_eq(text_to_html(&a, "Z\xc3\xbcrich"), "Z\xc3\xbcrich");
	ck_assert_str_eq(text_to_html(&a, "<b a=\"1\" c='2'>&</b>"),
			 "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;&lt;/b&gt;");
	ck_assert_ptr_null(strstr(text_to_html(&a, "x\xe2\x80\xaey"), "\xe2\x80\xae"));
	ck_assert_ptr_null(strchr(text_to_html(&a, "x\x1b[2Jy"), '\x1b'));
	arena_release(&a);
}
END_TEST

Suite *text_suite(void)
{
	Suite *s = suite_create("text");
	TCase *tc = tcase_create("text");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, a_persons_text_is_trimmed_and_copied);
	tcase_add_test(tc, an_empty_text_is_no_text);
	tcase_add_test(tc, control_characters_and_broken_bytes_are_refused);
	tcase_add_test(tc, a_text_past_its_ceiling_is_refused);
	tcase_add_test(tc, a_terminal_gets_no_control_bidi_or_hidden_character);
	tcase_add_test(tc, words_are_wrapped_to_the_width);
	tcase_add_test(tc, ten_megabytes_are_wrapped_within_the_width_and_lose_no_word);
	tcase_add_test(tc, html_becomes_text);
	tcase_add_test(tc, html_keeps_its_lines_where_they_are_asked_for);
	tcase_add_test(tc, ten_megabytes_of_hostile_html_end_soon);
	tcase_add_test(tc, texts_are_compared_with_unknown_ones_apart);
	tcase_add_test(tc, names_are_found_in_any_case_and_with_hyphens);
	tcase_add_test(tc, a_typing_error_gets_the_nearest_name);
	tcase_add_test(tc, an_unknown_name_is_refused_with_the_names_there_are);
	tcase_add_test(tc, a_list_of_names_that_is_too_long_says_so);
	tcase_add_test(tc, numbers_are_strict);
	tcase_add_test(tc, text_for_a_page_is_escaped_and_keeps_its_direction);
	suite_add_tcase(s, utf8_case());
	suite_add_tcase(s, tc);
	return s;
}
