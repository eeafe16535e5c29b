#include "decode/sheets.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "decode/made_pdf.h"
#include "decode/test_decode.h"

enum { ROOM = 4 << 20 };

static struct arena arena;
static struct buf out;
static struct err err;

static void setup(void)
{
	buf_init(&out, ROOM);
	err = (struct err){ .code = ERR_NONE };
}

static void teardown(void)
{
	buf_release(&out);
	arena_release(&arena);
}

static int check(const char *bytes, size_t len)
{
	buf_clear(&out);
	return sheets_check(&out, bytes, len, &err);
}

/* memmem() is not of this standard; the bytes are few. */
static int times(const char *needle)
{
	size_t n = strlen(needle);
	int found = 0;

	for (size_t i = 0; i + n <= out.len; i++)
		found += memcmp(out.at + i, needle, n) == 0;
	return found;
}

static int pages_said(char state[8])
{
	int pages = -1;

	ck_assert_uint_gt(out.len, SHEETS_HEADER);
	ck_assert_int_eq(out.at[SHEETS_HEADER - 1], '\n');
	ck_assert_int_eq(sscanf(out.at, "waylaid-pdf 1 %d %7s", &pages, state), 2);
	return pages;
}

START_TEST(a_whole_pdf_gives_its_pages)
{
	const char *pdf = made_pdf(&arena, PDF_WHOLE, 3, "invoice");
	char state[8];

	ck_assert_msg(check(pdf, strlen(pdf)) == 0, "%s", err.text);
	ck_assert_int_eq(pages_said(state), 3);
	ck_assert_str_eq(state, "whole");
	ck_assert_int_eq(memcmp(out.at + SHEETS_HEADER, "%PDF-", 5), 0);
}
END_TEST

START_TEST(what_could_act_is_left_behind)
{
	static const char *const acts[] = { "JavaScript", "/JS",     "OpenAction", "/AA",
					    "Launch",     "cmd.exe", "/Names" };
	const char *pdf = made_pdf(&arena, PDF_ACTING, 2, "trap");

	for (size_t i = 0; i < sizeof(acts) / sizeof(*acts); i++)
		ck_assert_ptr_nonnull(strstr(pdf, acts[i]));
	ck_assert_msg(check(pdf, strlen(pdf)) == 0, "%s", err.text);
	for (size_t i = 0; i < sizeof(acts) / sizeof(*acts); i++)
		ck_assert_msg(times(acts[i]) == 0, "%s is still there", acts[i]);
}
END_TEST

START_TEST(what_is_no_pdf_is_refused_in_words)
{
	static const char *const texts[] = { "x", "%PDF-1.4\n", "%PDF-1.7\ntrailer<</Root 1 0 R>>",
					     "not a PDF at all, however long it may be" };
	char zeros[300] = "";

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		ck_assert_int_eq(check(texts[i], strlen(texts[i])), -1);
		ck_assert_int_eq(err.code, ERR_INPUT);
		ck_assert_ptr_null(strchr(err.text, '\n'));
		ck_assert_uint_eq(out.len, 0);
	}
	ck_assert_int_eq(check(zeros, sizeof(zeros)), -1);
}
END_TEST

START_TEST(an_encrypted_pdf_is_refused)
{
	const char *pdf = made_pdf(&arena, PDF_LOCKED, 1, "secret");

	ck_assert_int_eq(check(pdf, strlen(pdf)), -1);
	ck_assert_msg(strstr(err.text, "locked") || strstr(err.text, "encrypted"), "%s", err.text);
}
END_TEST

START_TEST(a_tree_of_pages_that_holds_itself_ends)
{
	const char *pdf = made_pdf(&arena, PDF_LOOPED, 2, "loop");
	char state[8];

	if (check(pdf, strlen(pdf)) == 0)
		ck_assert_int_le(pages_said(state), 3);
	else
		ck_assert_int_eq(err.code, ERR_INPUT);
}
END_TEST

START_TEST(more_pages_than_one_file_may_have_are_refused)
{
	const char *pdf = made_pdf(&arena, PDF_WHOLE, SHEETS_PAGES_MAX + 1, "long");

	ck_assert_int_eq(check(pdf, strlen(pdf)), -1);
	ck_assert_str_eq(err.text, "the PDF has 501 pages, at most 500 are taken");
}
END_TEST

START_TEST(a_file_cut_or_flipped_anywhere_does_no_harm)
{
	const char *pdf = made_pdf(&arena, PDF_ACTING, 2, "harm");
	size_t len = strlen(pdf);
	char *bent = arena_strdup(&arena, pdf);

	for (size_t i = 1; i < len; i += 37)
		if (check(pdf, i) < 0)
			ck_assert_int_eq(err.code, ERR_INPUT);
	for (size_t i = 0; i < len; i += 23) {
		bent[i] = (char)(bent[i] ^ 0x5A);
		if (check(bent, len) < 0)
			ck_assert_int_eq(err.code, ERR_INPUT);
		bent[i] = pdf[i];
	}
}
END_TEST

/* --- join --- */

static void part(struct buf *request, int after, const char *pdf)
{
	buf_printf(request, "%d %zu\n%s", after, strlen(pdf), pdf);
}

static int join(const struct buf *request)
{
	buf_clear(&out);
	return sheets_join(&out, request->at, request->len, &err);
}

START_TEST(pages_come_behind_those_they_belong_to)
{
	struct buf request;
	struct buf first;
	char state[8];

	buf_init(&request, ROOM);
	buf_puts(&request, "waylaid-join 1 3\n");
	part(&request, 0, made_pdf(&arena, PDF_WHOLE, 3, "host"));
	part(&request, 1, made_pdf(&arena, PDF_WHOLE, 2, "one"));
	part(&request, 3, made_pdf(&arena, PDF_WHOLE, 1, "three"));
	ck_assert_msg(join(&request) == 0, "%s", err.text);
	buf_init(&first, ROOM);
	buf_put(&first, out.at, out.len);
	ck_assert_int_eq(join(&request), 0);
	ck_assert_uint_eq(first.len, out.len);
	ck_assert_int_eq(memcmp(first.at, out.at, out.len), 0);
	ck_assert_int_eq(check(first.at, first.len), 0);
	ck_assert_int_eq(pages_said(state), 6);
	buf_release(&first);
	buf_release(&request);
}
END_TEST

START_TEST(a_request_that_is_not_understood_is_refused)
{
	static const char *const requests[] = {
		"",
		"waylaid-join 1 1",
		"waylaid-join 2 1\n0 3\nabc",
		"waylaid-join 1 0\n",
		"waylaid-join 1 9999\n",
		"waylaid-join 1 1\n0 99\nabc",
		"waylaid-join 1 1\n-1 3\nabc",
		"waylaid-join 1 1\n0 3\nabc",
		"waylaid-join 1 2\n0 3\nabc",
		"a first line that is longer than any request could have, by far and by much\n",
	};
	struct buf request;

	for (size_t i = 0; i < sizeof(requests) / sizeof(*requests); i++) {
		buf_init(&request, ROOM);
		buf_puts(&request, requests[i]);
		ck_assert_int_eq(join(&request), -1);
		ck_assert_int_eq(err.code, ERR_INPUT);
		buf_release(&request);
	}
	buf_init(&request, ROOM);
	buf_puts(&request, "waylaid-join 1 2\n");
	part(&request, 0, made_pdf(&arena, PDF_WHOLE, 1, "host"));
	part(&request, 2, made_pdf(&arena, PDF_WHOLE, 1, "guest"));
	ck_assert_int_eq(join(&request), -1);
	ck_assert_str_eq(err.text, "there is no page 2 to put others behind");
	buf_release(&request);
}
END_TEST

TCase *sheets_tests(void)
{
	TCase *tc = tcase_create("sheets");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, a_whole_pdf_gives_its_pages);
	tcase_add_test(tc, what_could_act_is_left_behind);
	tcase_add_test(tc, what_is_no_pdf_is_refused_in_words);
	tcase_add_test(tc, an_encrypted_pdf_is_refused);
	tcase_add_test(tc, a_tree_of_pages_that_holds_itself_ends);
	tcase_add_test(tc, more_pages_than_one_file_may_have_are_refused);
	tcase_add_test(tc, a_file_cut_or_flipped_anywhere_does_no_harm);
	tcase_add_test(tc, pages_come_behind_those_they_belong_to);
	tcase_add_test(tc, a_request_that_is_not_understood_is_refused);
	return tc;
}
