#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/csv_stream.h"
#include "base/err.h"
#include "base/suites.h"

static struct csv_stream s;
static struct err err;
static FILE *file;

static void setup(void)
{
	file = tmpfile();
	err = (struct err){ 0 };
	ck_assert_ptr_nonnull(file);
}

static void teardown(void)
{
	csv_stream_close(&s);
	fclose(file);
}

static void text(const char *bytes, size_t len)
{
	ck_assert_int_eq(fwrite(bytes, 1, len, file), len);
	ck_assert_int_eq(fflush(file), 0);
	ck_assert_int_eq(lseek(fileno(file), 0, SEEK_SET), 0);
	csv_stream_open(&s, fileno(file), 0);
}

/* The whole file as "a|b/c|d/": fields and rows; or why it cannot be read on. */
static const char *rows(char out[ERR_TEXT_MAX])
{
	struct buf b;
	int rc;

	buf_init(&b, 400);
	while ((rc = csv_stream_next(&s, &err)) > 0) {
		for (int i = 0; i < s.n; i++)
			buf_printf(&b, "%s%s", i ? "|" : "", s.field[i]);
		buf_puts(&b, s.fault ? "!" : "/");
	}
	snprintf(out, ERR_TEXT_MAX, "%s", rc < 0 ? err.text : b.at);
	buf_release(&b);
	return out;
}

static const struct {
	const char *file, *rows;
} files[] = {
	{ "a,b\nc,d\n", "a|b/c|d/" },
	{ "a,b\r\nc,d", "a|b/c|d/" },
	{ "a,b\rc,d\r", "a|b/c|d/" },
	{ "a;b\nc,1;d\n", "a|b/c,1|d/" },
	{ "a\tb\nc\td\n", "a|b/c|d/" },
	{ "sep=;\na;b,c\n", "a|b,c/" },
	{ "sep=;\r\na;b,c\r\n", "a|b,c/" },
	{ "\xef\xbb\xbf"
	  "a,b\n",
	  "a|b/" },
	{ "a,b\n\n\r\nc,d\n", "a|b/c|d/" },
	{ "a,\"b\nc\"\nd,e\n", "a|b\nc/d|e/" },
	{ "a,\"b\"\"c\",\"\"\n", "a|b\"c|/" },
	{ "a,\"b\"x,c\n", "a|bx|c/" },
	{ "12\" ruler,b\n", "12\" ruler|b/" },
	{ "=\"0041\",b\n", "=\"0041\"|b/" },
	{ "a,\"b,c\"\n", "a|b,c/" },
	{ ",\n", "|/" },
	{ "", "" },
	{ "a,\"b\n", "line 1: a quote is opened and never closed" },
	{ "a,b\nc,\"d", "line 2: a quote is opened and never closed" },
};

START_TEST(rows_are_those_of_rfc_4180)
{
	char seen[ERR_TEXT_MAX];

	text(files[_i].file, strlen(files[_i].file));
	ck_assert_str_eq(rows(seen), files[_i].rows);
}
END_TEST

START_TEST(lines_are_counted_through_quoted_newlines)
{
	const char *bytes = "a,b\n\"1\n2\",c\n\nd,e\n";

	text(bytes, strlen(bytes));
	ck_assert_int_eq(csv_stream_next(&s, &err), 1);
	ck_assert_int_eq(s.line, 1);
	ck_assert_int_eq(csv_stream_next(&s, &err), 1);
	ck_assert_int_eq(s.line, 2);
	ck_assert_int_eq(csv_stream_next(&s, &err), 1);
	ck_assert_int_eq(s.line, 5);
	ck_assert_int_eq(csv_stream_next(&s, &err), 0);
}
END_TEST

/* Rows cross every place at which a piece of the file may end. */
START_TEST(a_large_file_reads_the_same_whatever_piece_a_row_crosses)
{
	long n = 0;

	for (long i = 0; i < 40000; i++)
		fprintf(file, "%ld,\"x\"\"%ld\n%*d\",z\n", i, i, (int)(i % 97), 7);
	text("", 0);
	while (csv_stream_next(&s, &err) > 0) {
		char want[160];

		ck_assert_int_eq(s.n, 3);
		snprintf(want, sizeof want, "x\"%ld\n%*d", n, (int)(n % 97), 7);
		ck_assert_int_eq(strtol(s.field[0], NULL, 10), n);
		ck_assert_str_eq(s.field[1], want);
		ck_assert_str_eq(s.field[2], "z");
		n++;
	}
	ck_assert_int_eq(n, 40000);
}
END_TEST

START_TEST(a_row_over_its_ceiling_ends_the_reading_in_words)
{
	fputs("a,b\nc,\"", file);
	for (int i = 0; i < 1100; i++)
		fprintf(file, "%1024d", i);
	text("\"\n", 2);
	ck_assert_int_eq(csv_stream_next(&s, &err), 1);
	ck_assert_int_eq(csv_stream_next(&s, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "line 2"));
	ck_assert_ptr_nonnull(strstr(err.text, "1 MiB"));
}
END_TEST

START_TEST(a_cell_or_columns_over_their_ceiling_are_the_rows_fault_alone)
{
	fputs("a,b\n", file);
	fprintf(file, "%70000d,x\n", 1);
	for (int i = 0; i < 401; i++)
		fputs(i ? ",1" : "1", file);
	fputs("\n1,2\n", file);
	fwrite("n\0l,2\n", 1, 6, file);
	text("3,4\n", 4);
	ck_assert_int_eq(csv_stream_next(&s, &err), 1);
	ck_assert_int_eq(csv_stream_next(&s, &err), 1);
	ck_assert_ptr_nonnull(strstr(s.fault, "64 KiB"));
	ck_assert_int_eq(csv_stream_next(&s, &err), 1);
	ck_assert_ptr_nonnull(strstr(s.fault, "400 columns"));
	ck_assert_int_eq(s.n, CSV_COLUMNS_MAX);
	ck_assert_int_eq(csv_stream_next(&s, &err), 1);
	ck_assert_ptr_null(s.fault);
	ck_assert_int_eq(csv_stream_next(&s, &err), 1);
	ck_assert_ptr_nonnull(strstr(s.fault, "NUL"));
	ck_assert_int_eq(csv_stream_next(&s, &err), 1);
	ck_assert_ptr_null(s.fault);
	ck_assert_str_eq(s.field[1], "4");
}
END_TEST

START_TEST(utf_16_is_named)
{
	text("\xff\xfe"
	     "a\0,\0b\0",
	     8);
	ck_assert_int_eq(csv_stream_next(&s, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "UTF-16"));
}
END_TEST

Suite *csv_stream_suite(void)
{
	Suite *suite = suite_create("csv_stream");
	TCase *t = tcase_create("csv_stream");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, rows_are_those_of_rfc_4180, 0, sizeof files / sizeof *files);
	tcase_add_test(t, lines_are_counted_through_quoted_newlines);
	tcase_add_test(t, a_large_file_reads_the_same_whatever_piece_a_row_crosses);
	tcase_add_test(t, a_row_over_its_ceiling_ends_the_reading_in_words);
	tcase_add_test(t, a_cell_or_columns_over_their_ceiling_are_the_rows_fault_alone);
	tcase_add_test(t, utf_16_is_named);
	suite_add_tcase(suite, t);
	return suite;
}
