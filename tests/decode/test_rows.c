#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "decode/made_book.h"
#include "decode/rows.h"
#include "decode/shown.h"
#include "decode/test_decode.h"
#include "decode/unzip.h"

enum { RECORD = 22 }; /* bytes of the last one of a ZIP file */

static struct arena a;
static struct buf out;
static struct err err;
static struct made book;

static void setup(void)
{
	buf_init(&out, 32 << 20);
}

static void teardown(void)
{
	buf_release(&out);
	arena_release(&a);
	free(book.bytes);
	book = (struct made){ 0 };
}

static int read_made(struct made m)
{
	free(book.bytes);
	book = m;
	buf_clear(&out);
	err = (struct err){ 0 };
	return rows_read(&out, &a, m.bytes, m.len, &err);
}

static void gives(const char *sheet, const char *shared, const char *csv)
{
	int rc = read_made(book_with(sheet, shared));

	ck_assert_msg(rc == 0, "%s", err.text);
	ck_assert_str_eq(out.at, csv);
}

static void refused(struct made m, const char *words)
{
	ck_assert_int_eq(read_made(m), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_msg(strstr(err.text, words), "%s", err.text);
}

START_TEST(cells_of_each_kind_are_read)
{
	gives("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>in "
	      "line</t></is></c><c r=\"D1\" t=\"str\"><f>A1</f><v>of a formula</v></c>"
	      "<c r=\"E1\"><v>12.50</v></c><c t=\"s\"><v>0</v></c></row>",
	      "<si><t>last, one</t></si><si><r><rPr><b/></rPr><t>Track</t></r><r><t>ing</t></r>"
	      "<rPh sb=\"0\" eb=\"1\"><t>silent</t></rPh></si><si><t>nobody's</t></si>",
	      "Tracking,in line,,of a formula,12.50,\"last, one\"\r\n");
}
END_TEST

START_TEST(rows_without_a_text_are_left_out)
{
	gives("<row r=\"1\"/><row r=\"2\"><c r=\"A2\"/><c r=\"B2\"><v> </v></c></row>"
	      "<row r=\"9\"><c r=\"AB9\"><v>far</v></c></row>",
	      NULL, ",,,,,,,,,,,,,,,,,,,,,,,,,,,far\r\n");
	gives("", NULL, "");
}
END_TEST

START_TEST(no_more_is_read_than_the_ceilings_say)
{
	struct buf rows;
	char *line = out.at;
	int n = 0;

	buf_init(&rows, 8 << 20);
	for (int i = 0; i < ROWS_MAX + 5; i++)
		/* The 300th column, and one far behind it. */
		buf_printf(&rows, "<row><c r=\"A1\"><v>%d</v></c><c r=\"%s1\"><v>x</v></c></row>",
			   i, i ? "ZZZ" : "KN");
	buf_puts(&rows, "</never-read>");
	ck_assert_int_eq(read_made(book_with(rows.at, NULL)), 0);
	for (line = out.at; (line = strstr(line, "\r\n")); line += 2)
		n++;
	ck_assert_int_eq(n, ROWS_MAX);
	ck_assert_int_eq(strcspn(out.at, "x"), 1 + ROWS_COLUMNS_MAX - 1);
	ck_assert_ptr_nonnull(strstr(out.at, "x\r\n1\r\n2\r\n"));

	buf_clear(&rows);
	buf_puts(&rows, "<row><c><v>");
	for (int i = 0; i < ROWS_TEXT_MAX; i++)
		buf_puts(&rows, "é");
	buf_puts(&rows, "</v></c></row>");
	ck_assert_int_eq(read_made(book_with(rows.at, NULL)), 0);
	ck_assert_int_eq(out.len, ROWS_TEXT_MAX + 2);
	buf_release(&rows);
}
END_TEST

START_TEST(what_is_no_workbook_is_refused)
{
	const struct book_part other = { "word/document.xml", "<document/>" };
	const struct book_part torn[] = { { "xl/workbook.xml", "<workbook><sheets>" } };
	const struct book_part typed[] = {
		{ "xl/workbook.xml", "<!DOCTYPE x [<!ENTITY e \"A\">]><workbook>&e;</workbook>" }
	};
	struct made none = { .bytes = calloc(1, 64), .len = 64 };

	memcpy(none.bytes, "PK\3\4 and no more", 16);
	refused(none, "no Excel workbook");
	refused(book_of(&other, 1), "no Excel workbook");
	refused(book_of(torn, 1), "broken");
	refused(book_of(typed, 1), "document type");
	refused(book_with("<row></c></row>", NULL), "sheet2.xml: line 1 of the XML");
}
END_TEST

START_TEST(a_bomb_is_refused)
{
	const size_t len = (size_t)UNZIP_MEMBER_MAX + 4096;
	char *spaces = malloc(len + 1);
	struct made m;

	memset(spaces, ' ', len);
	spaces[len] = '\0';
	m = book_with(spaces, NULL);
	free(spaces);
	ck_assert_int_lt(m.len, 1 << 20);
	refused(m, "64 MB large when it is unpacked");
}
END_TEST

START_TEST(no_flip_of_a_byte_is_a_crash)
{
	struct made whole = book_with("<row><c t=\"s\"><v>0</v></c><c><v>2</v></c></row>",
				      "<si><t>Tracking Number</t></si>");

	for (size_t i = 0; i < whole.len; i++) {
		struct made m = { .bytes = malloc(whole.len), .len = whole.len };

		memcpy(m.bytes, whole.bytes, whole.len);
		m.bytes[i] ^= 0x55;
		if (read_made(m) < 0)
			ck_assert_msg(err.code == ERR_INPUT && err.text[0], "byte %zu", i);
	}
	free(whole.bytes);
}
END_TEST

START_TEST(a_file_cut_anywhere_is_no_crash)
{
	struct made whole = book_with("<row><c><v>2</v></c></row>", NULL);

	for (size_t n = 0; n < whole.len; n++) {
		struct made m = { .bytes = malloc(n + 1), .len = n };

		memcpy(m.bytes, whole.bytes, n);
		/* The library finds its way without the end of the last record. */
		if (n + RECORD < whole.len)
			ck_assert_int_eq(read_made(m), -1);
		else
			read_made(m);
	}
	free(whole.bytes);
}
END_TEST

START_TEST(the_fenced_program_reads_it)
{
	struct ran ran = { .out = (char[4096]){ 0 }, .room = 4096 };

	book = book_with("<row><c t=\"s\"><v>0</v></c></row>", "<si><t>Number</t></si>");
	ck_assert_int_eq(run_program(&ran, WAYLAID_DECODE, &book, "rows"), PROBE_SHOWN);
	ck_assert_str_eq(ran.out, "Number\r\n");
	book.len /= 2;
	ck_assert_int_eq(run_program(&ran, WAYLAID_DECODE, &book, "rows"), PROBE_CANNOT_SHOW);
	ck_assert_ptr_nonnull(strstr(ran.out, "no Excel workbook"));
}
END_TEST

TCase *rows_tests(void)
{
	TCase *t = tcase_create("rows");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, cells_of_each_kind_are_read);
	tcase_add_test(t, rows_without_a_text_are_left_out);
	tcase_add_test(t, no_more_is_read_than_the_ceilings_say);
	tcase_add_test(t, what_is_no_workbook_is_refused);
	tcase_add_test(t, a_bomb_is_refused);
	tcase_add_test(t, no_flip_of_a_byte_is_a_crash);
	tcase_add_test(t, a_file_cut_anywhere_is_no_crash);
	tcase_add_test(t, the_fenced_program_reads_it);
	return t;
}
