#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/suites.h"

static struct arena arena;
static struct err err;
static struct buf out;

static void setup(void)
{
	memset(&err, 0, sizeof err);
	buf_init(&out, 64 * 1024 * 1024);
}

static void teardown(void)
{
	buf_release(&out);
	arena_release(&arena);
}

/*
 * Every row as "<line>|field|field\n", from a copy of exactly n bytes, so that a sanitizer sees one
 * byte too many. NULL when reading failed.
 */
static const char *rows_of(const char *bytes, size_t n, char separator)
{
	char *copy = malloc(n ? n : 1), **field;
	struct csv c;
	int count, ret;

	memcpy(copy, bytes, n);
	csv_open(&c, copy, n, separator);
	buf_clear(&out);
	while ((ret = csv_next(&field, &count, &c, &arena, &err)) == 1) {
		buf_printf(&out, "%lld", c.line);
		for (int i = 0; i < count; i++)
			buf_printf(&out, "|%s", field[i]);
		buf_putc(&out, '\n');
	}
	if (ret == 0)
		ck_assert_int_eq(csv_next(&field, &count, &c, &arena, &err), 0);
	free(copy);
	return ret == 0 ? out.at : NULL;
}

START_TEST(rows_are_read_however_they_are_written)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "", "" },
		{ "\xEF\xBB\xBF", "" },
		{ "a", "1|a\n" },
		{ "a,b\nc,d\n", "1|a|b\n2|c|d\n" },
		{ "a,b\r\nc,d\r\n", "1|a|b\n2|c|d\n" },
		{ "a,b\rc,d\r", "1|a|b\n2|c|d\n" },
		{ "a,b\nc,d", "1|a|b\n2|c|d\n" },
		{ "\357\273\277a,b\n", "1|a|b\n" },
		{ "\xEF\xBB\xBF\"a,b\"\n", "1|a,b\n" },
		{ "\"a\",\"b,c\"\n", "1|a|b,c\n" },
		{ "\"say \"\"hi\"\"\",\"\"\"\",\"\"\n", "1|say \"hi\"|\"|\n" },
		{ "\"two\nlines\",x\ny\n", "1|two\nlines|x\n3|y\n" },
		{ "\"a\r\nb\rc\"\r\nd\r\n", "1|a\r\nb\rc\n4|d\n" },
		{ "a,\n,b\n,\n", "1|a|\n2||b\n3||\n" },
		{ "a,", "1|a|\n" },
		{ "a\n\nb\n", "1|a\n2|\n3|b\n" },
		{ "\n", "1|\n" },
		{ "5\" pipe,a\"b\",x\n", "1|5\" pipe|a\"b\"|x\n" },
		{ "\"a\"b,c\n", "1|ab|c\n" },
		{ "\"a\"b\"c,\"d\"\"e\"f\n", "1|ab\"c|d\"ef\n" },
		{ " a , \"b\" \n", "1| a | \"b\" \n" },
		{ "\"a\"", "1|a\n" },
		{ "\"\"", "1|\n" },
		{ "é,€\n", "1|é|€\n" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *got = rows_of(rows[i].text, strlen(rows[i].text), 0);

		ck_assert_msg(got, "row %zu: %s", i, err.text);
		ck_assert_msg(strcmp(got, rows[i].want) == 0, "row %zu: %s", i, got);
	}
}
END_TEST

START_TEST(the_separator_is_guessed_from_the_first_line)
{
	static const struct {
		const char *text;
		char want;
	} rows[] = {
		{ "a,b;c,d\n", ',' },      { "a;b,c;d\n", ';' },
		{ "a\tb\tc,d\n", '\t' },   { "", ',' },
		{ "a;b\n,,,,,\n", ';' },   { "\"a,b,c\";d\n", ';' },
		{ "\"a\n,,,\";d\n", ';' }, { "a,b;c\n", ',' },
		{ "one\n;;;", ',' },       { "\357\273\277a;b", ';' },
		{ "a;b\r,,,", ';' },
	};
	struct csv c;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		csv_open(&c, rows[i].text, strlen(rows[i].text), 0);
		ck_assert_msg(c.separator == rows[i].want, "row %zu", i);
	}
	ck_assert_str_eq(rows_of("a;b|c,d\n", 8, '|'), "1|a;b|c,d\n");
	csv_open(&c, "a;b;c", 5, '|');
	ck_assert_int_eq(c.separator, '|');
}
END_TEST

START_TEST(a_quote_never_closed_is_refused_with_its_line)
{
	static const char *const broken[] = { "a\nb,\"c\nd\n", "a\nb,\"", "a\n\"\"\"",
					      "a\n\"b\"\"" };

	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		ck_assert_ptr_null(rows_of(broken[i], strlen(broken[i]), 0));
		ck_assert_int_eq(err.code, ERR_INPUT);
		ck_assert_ptr_nonnull(strstr(err.text, "line 2: a quote"));
	}
}
END_TEST

START_TEST(a_nul_is_refused_quoted_or_not)
{
	ck_assert_ptr_null(rows_of("a\nb\0c\n", 6, 0));
	ck_assert_ptr_nonnull(strstr(err.text, "line 2: a NUL"));
	ck_assert_ptr_null(rows_of("\"b\0c\"\n", 6, 0));
	ck_assert_ptr_null(rows_of("\"b\"\0\n", 5, 0));
	ck_assert_ptr_null(rows_of("\0", 1, 0));
	ck_assert_ptr_null(rows_of("\xFF\xFE"
				   "a\0,\0b\0",
				   8, 0)); /* UTF-16 */
}
END_TEST

START_TEST(a_text_cut_at_any_byte_is_read_or_refused)
{
	static const char whole[] = "\357\273\277a,\"b \"\"c\"\" d\",e\r\n\"f\r\ng\",,\"\"\r\n";

	for (size_t n = 0; n <= sizeof whole - 1; n++) {
		memset(&err, 0, sizeof err);
		if (!rows_of(whole, n, 0))
			ck_assert_int_eq(err.code, ERR_INPUT);
	}
	ck_assert_str_eq(rows_of(whole, sizeof whole - 1, 0), "1|a|b \"c\" d|e\n2|f\r\ng||\n");
}
END_TEST

START_TEST(a_row_has_512_fields_and_no_more)
{
	char text[600];

	memset(text, ',', sizeof text);
	ck_assert_ptr_nonnull(rows_of(text, 511, ','));
	ck_assert_uint_eq(out.len, 1 + 512 + 1);
	ck_assert_ptr_null(rows_of(text, 512, ','));
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_ptr_nonnull(strstr(err.text, "line 1: more than 512 fields"));
}
END_TEST

/* A row of one field of n bytes, of which the first "quotes" are quotes. */
static const char *one_field(size_t n, size_t quotes)
{
	size_t len = n + quotes + (quotes ? 2 : 0);
	char *text = arena_alloc(&arena, len + 1);

	memset(text, 'x', len);
	if (quotes) {
		memset(text, '"', 1 + 2 * quotes);
		text[len - 1] = '"';
	}
	return rows_of(text, len, ',');
}

START_TEST(a_field_has_one_mebibyte_and_no_more)
{
	enum { MEBIBYTE = 1024 * 1024 };
	static const size_t quotes[] = { 0, 1, MEBIBYTE / 2, MEBIBYTE };

	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
		ck_assert_ptr_nonnull(one_field(MEBIBYTE, quotes[i]));
		ck_assert_uint_eq(out.len, MEBIBYTE + 3);
		ck_assert_ptr_null(one_field(MEBIBYTE + 1, quotes[i]));
		ck_assert_ptr_nonnull(strstr(err.text, "line 1: a field is larger than 1 MiB"));
	}
	ck_assert_ptr_null(one_field(10 * MEBIBYTE, 0));
}
END_TEST

START_TEST(ten_megabytes_of_rows_are_read)
{
	enum { ROWS = 30000 };
	struct buf b;
	struct csv c;
	char **field;
	int n, count = 0;

	buf_init(&b, 16 * 1024 * 1024);
	for (int i = 0; i < ROWS; i++)
		buf_printf(&b, "%d,\"%0200d\",%0150d\r\n", i, i, i);
	ck_assert_uint_gt(b.len, 10 * 1024 * 1024);
	csv_open(&c, b.at, b.len, 0);
	while (csv_next(&field, &n, &c, &arena, &err) == 1) {
		ck_assert_int_eq(n, 3);
		ck_assert_int_eq(c.line, ++count);
		if (count % 1000 == 0)
			arena_release(&arena);
	}
	ck_assert_int_eq(count, ROWS);
	buf_release(&b);
}
END_TEST

START_TEST(headings_are_found_folded_and_trimmed)
{
	static const char line[] =
		"\xEF\xBB\xBFTracking Number, carrier\t,,MAILED,mailed,caf\xC3\xA9,";
	char **headings;
	struct csv c;
	int n;

	buf_puts(&out, line);
	for (int i = 0; i < 500; i++)
		buf_putc(&out, 'm');
	csv_open(&c, out.at, out.len, ',');
	ck_assert_int_eq(csv_next(&headings, &n, &c, &arena, &err), 1);
	ck_assert_int_eq(n, 7);
	headings[0] = arena_printf(&arena, "\xEF\xBB\xBF%s", headings[0]);
	ck_assert_int_eq(csv_column(headings, n, "tracking number"), 0);
	ck_assert_int_eq(csv_column(headings, n, "Carrier"), 1);
	ck_assert_int_eq(csv_column(headings, n, "mailed"), 3);
	ck_assert_int_eq(csv_column(headings, n, "caf\xC3\xA9"), 5);
	ck_assert_int_eq(csv_column(headings, n, "tracking"), -1);
	ck_assert_int_eq(csv_column(headings, n, "mailed on"), -1);
	ck_assert_int_eq(csv_column(headings, 0, "carrier"), -1);
}
END_TEST

static const char *put(const char *field, enum csv_flavour flavour)
{
	buf_clear(&out);
	csv_put(&out, field, flavour, true);
	return out.at;
}

START_TEST(machines_get_plain_rfc_4180)
{
	static const struct {
		const char *field, *want;
	} rows[] = {
		{ "plain", "plain" },
		{ "", "" },
		{ NULL, "" },
		{ "a,b", "\"a,b\"" },
		{ "say \"hi\"", "\"say \"\"hi\"\"\"" },
		{ "\"", "\"\"\"\"" },
		{ "a\nb", "\"a\nb\"" },
		{ "a\rb", "\"a\rb\"" },
		{ "=1+1", "=1+1" },
		{ "-5", "-5" },
		{ " x ", " x " },
		{ "9400111206206406260787", "9400111206206406260787" },
		{ "00412", "00412" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		ck_assert_str_eq(put(rows[i].field, CSV_FOR_MACHINES), rows[i].want);
	buf_clear(&out);
	csv_put(&out, "a", CSV_FOR_MACHINES, true);
	csv_put(&out, NULL, CSV_FOR_MACHINES, false);
	csv_put(&out, "b", CSV_FOR_MACHINES, false);
	csv_end_row(&out);
	ck_assert_str_eq(out.at, "a,,b\r\n");
}
END_TEST

START_TEST(a_workbook_gets_formulas_defused_and_digits_as_text)
{
	static const struct {
		const char *field, *want;
	} rows[] = {
		{ "=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"" },
		{ "=1+1", "'=1+1" },
		{ "+15551234567", "'+15551234567" },
		{ "+1", "'+1" },
		{ "@SUM(A1)", "'@SUM(A1)" },
		{ "\t=1", "'\t=1" },
		{ "\r=1", "\"'\r=1\"" },
		{ "-", "'-" },
		{ "--1", "'--1" },
		{ "-1+2", "'-1+2" },
		{ "-1,5", "\"'-1,5\"" },
		{ "-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0" },
		{ "-1.", "'-1." },
		{ "-.5", "'-.5" },
		{ "-1.2.3", "'-1.2.3" },
		{ "-1e5", "'-1e5" },
		{ "-007", "'-007" },
		{ "-940011120620", "'-940011120620" },
		{ "-12.50", "-12.50" },
		{ "-5", "-5" },
		{ "-0.05", "-0.05" },
		{ "-0", "-0" },
		{ "-99999999999", "-99999999999" },
		{ "9400111206206406260787", "\"=\"\"9400111206206406260787\"\"\"" },
		{ "123456789012", "\"=\"\"123456789012\"\"\"" },
		{ "12345678901", "12345678901" },
		{ "00412", "\"=\"\"00412\"\"\"" },
		{ "00", "\"=\"\"00\"\"\"" },
		{ "0", "0" },
		{ "0.50", "0.50" },
		{ "120.50", "120.50" },
		{ "2026-11-23", "2026-11-23" },
		{ "9400 1112 0620 6406 2607 87", "9400 1112 0620 6406 2607 87" },
		{ "a=b", "a=b" },
		{ "", "" },
		{ NULL, "" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		ck_assert_str_eq(put(rows[i].field, CSV_FOR_EXCEL), rows[i].want);
}
END_TEST

START_TEST(what_was_written_reads_back_the_same)
{
	static const char *const fields[] = { "a", "",  "b,c", "\"", "\"\"", "x\r\ny", "\n",
					      " ", "é", "=1",  ";",  "\t",   "'" };
	enum { N = sizeof fields / sizeof *fields };
	struct csv c;
	char **got;
	int n;

	for (int i = 0; i < N; i++)
		csv_put(&out, fields[i], CSV_FOR_MACHINES, i == 0);
	csv_end_row(&out);
	csv_put(&out, "", CSV_FOR_MACHINES, true);
	csv_end_row(&out);
	csv_open(&c, out.at, out.len, ',');
	ck_assert_int_eq(csv_next(&got, &n, &c, &arena, &err), 1);
	ck_assert_int_eq(n, N);
	for (int i = 0; i < N; i++)
		ck_assert_str_eq(got[i], fields[i]);
	ck_assert_int_eq(csv_next(&got, &n, &c, &arena, &err), 1);
	ck_assert_int_eq(n, 1);
	ck_assert_str_eq(got[0], "");
	ck_assert_int_eq(csv_next(&got, &n, &c, &arena, &err), 0);
}
END_TEST

Suite *csv_suite(void)
{
	Suite *s = suite_create("csv");
	TCase *tc = tcase_create("csv");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, rows_are_read_however_they_are_written);
	tcase_add_test(tc, the_separator_is_guessed_from_the_first_line);
	tcase_add_test(tc, a_quote_never_closed_is_refused_with_its_line);
	tcase_add_test(tc, a_nul_is_refused_quoted_or_not);
	tcase_add_test(tc, a_text_cut_at_any_byte_is_read_or_refused);
	tcase_add_test(tc, a_row_has_512_fields_and_no_more);
	tcase_add_test(tc, a_field_has_one_mebibyte_and_no_more);
	tcase_add_test(tc, ten_megabytes_of_rows_are_read);
	tcase_add_test(tc, headings_are_found_folded_and_trimmed);
	tcase_add_test(tc, machines_get_plain_rfc_4180);
	tcase_add_test(tc, a_workbook_gets_formulas_defused_and_digits_as_text);
	tcase_add_test(tc, what_was_written_reads_back_the_same);
	suite_add_tcase(s, tc);
	return s;
}
