#include "report/packet.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/zone.h"
#include "decode/made_pdf.h"
#include "decode/pictures.h"
#include "report/pdf_file.h"
#include "report/test_report.h"
#include "report/trees.h"
#include "report/workbook.h"
#include "view/doc.h"

enum { READ_MAX = 64 << 20 };

static struct arena arena;
static struct err err;
static const struct node *cases[PACKET_CASES_MAX + 1];
static struct workbook_file files[TREE_PHOTOS + 1];
static struct workbook_input in;

static void setup(void)
{
	struct made photo = made_photo(300, 200, 6, "2026:11:01 09:12:44");
	const char *pdf = made_pdf(&arena, PDF_WHOLE, 3, "invoice");

	test_folder_make();
	err = (struct err){ .code = ERR_NONE };
	for (int i = 0; i <= TREE_PHOTOS; i++) {
		char name[16];

		snprintf(name, sizeof(name), "file%d", i);
		files[i].path = arena_strdup(&arena, test_folder_path(name));
		files[i].sha256 = i < TREE_PHOTOS ? tree_photo_sha256[i] : tree_pdf_sha256;
		ck_assert_int_eq(file_write(files[i].path,
					    i < TREE_PHOTOS ? (const void *)photo.bytes : pdf,
					    i < TREE_PHOTOS ? photo.len : strlen(pdf), 0600, &err),
				 0);
	}
	made_release(&photo);
	cases[0] = tree_full(&arena, 12);
	in = (struct workbook_input){ .cases = cases,
				      .ncases = 1,
				      .now = TREE_NOW,
				      .decoder = WAYLAID_DECODE,
				      .files = files,
				      .nfiles = TREE_PHOTOS + 1 };
}

static void teardown(void)
{
	test_folder_remove();
	arena_release(&arena);
}

static char *read_back(size_t *len, const char *name)
{
	char *bytes;

	ck_assert_msg(file_read(&bytes, len, &arena, test_folder_path(name), READ_MAX, &err) == 0,
		      "%s", err.text);
	return bytes;
}

static void write_pdf(const char *name)
{
	ck_assert_msg(packet_write_pdf(test_folder_path(name), &in, &err) == 0, "%s", err.text);
}

static char *html(void)
{
	size_t len;

	ck_assert_msg(packet_write_html(test_folder_path("p.html"), &in, &err) == 0, "%s",
		      err.text);
	return read_back(&len, "p.html");
}

static void same(const char *one, const char *other, bool wanted)
{
	size_t n, m;
	char *a = read_back(&n, one), *b = read_back(&m, other);

	ck_assert((n == m && memcmp(a, b, n) == 0) == wanted);
}

START_TEST(the_same_case_at_the_same_moment_is_the_same_file)
{
	write_pdf("a.pdf");
	write_pdf("b.pdf");
	same("a.pdf", "b.pdf", true);
	in.now += 60;
	write_pdf("b.pdf");
	same("a.pdf", "b.pdf", false);
	in.now -= 60;
	ck_assert_int_eq(packet_write_html(test_folder_path("a.html"), &in, &err), 0);
	ck_assert_int_eq(packet_write_html(test_folder_path("b.html"), &in, &err), 0);
	same("a.html", "b.html", true);
}
END_TEST

START_TEST(a_fault_leaves_the_older_file)
{
	char *before;
	size_t len;

	ck_assert_int_eq(file_write(test_folder_path("p.pdf"), "older", 5, 0600, &err), 0);
	for (int i = 0; i <= PACKET_CASES_MAX; i++)
		cases[i] = cases[0];
	in.ncases = PACKET_CASES_MAX + 1;
	ck_assert_int_eq(packet_write_pdf(test_folder_path("p.pdf"), &in, &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_str_eq(err.text, "51 cases are too many for one packet: at most 50; the workbook "
				   "takes more");
	in.ncases = 0;
	ck_assert_int_eq(packet_write_pdf(test_folder_path("p.pdf"), &in, &err), -1);
	before = read_back(&len, "p.pdf");
	ck_assert_str_eq(before, "older");
	in.ncases = 1;
	ck_assert_int_eq(packet_write_pdf("/nowhere/at/all.pdf", &in, &err), -1);
	ck_assert_int_eq(packet_write_html("/nowhere/at/all.html", &in, &err), -1);
	ck_assert_int_eq(err.code, ERR_FAILED);
	ck_assert_int_eq(test_folder_count(), TREE_PHOTOS + 2);
}
END_TEST

/* A program that checks as it should and then cannot put the pages together. */
START_TEST(a_joiner_that_fails_leaves_the_older_file)
{
	char *script = arena_printf(&arena,
				    "#!/bin/sh\n[ \"$1\" = check ] && exec %s check\n"
				    "echo 'it is tired' >&2\nexit 3\n",
				    WAYLAID_PDF);
	size_t len;

	ck_assert_int_eq(
		file_write(test_folder_path("waylaid-pdf"), script, strlen(script), 0700, &err), 0);
	ck_assert_int_eq(file_write(test_folder_path("p.pdf"), "older", 5, 0600, &err), 0);
	in.decoder = arena_strdup(&arena, test_folder_path("waylaid-decode"));
	ck_assert_int_eq(packet_write_pdf(test_folder_path("p.pdf"), &in, &err), -1);
	ck_assert_str_eq(err.text, "it is tired");
	ck_assert_str_eq(read_back(&len, "p.pdf"), "older");
}
END_TEST

START_TEST(without_its_programs_it_still_tells_the_case)
{
	in.decoder = NULL;
	write_pdf("p.pdf");
	ck_assert_ptr_nonnull(strstr(html(), "the file is not at hand"));
	in.decoder = "/nowhere/waylaid-decode";
	write_pdf("p.pdf");
	ck_assert_ptr_nonnull(strstr(html(), "cannot be shown: "));
	in.nfiles = 0;
	write_pdf("p.pdf");
}
END_TEST

START_TEST(a_tree_of_nothing_and_of_the_wrong_types_is_shown)
{
	static const char *const names[] = { "events",   "contacts", "promises", "evidence",
					     "windows",  "claims",   "silence",  "checklist",
					     "shipment", "journal",  "requests", "vanished" };
	struct node *one = node_root(&arena);
	struct node *two = node_root(&arena);
	struct node *three = node_root(&arena);

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		node_text(&arena, two, names[i], "no list");
		node_text(&arena, node_list(&arena, three, names[i]), NULL, "no map");
		node_null(&arena, (struct node *)node_get(three, names[i]), NULL);
		node_map(&arena, (struct node *)node_get(three, names[i]), NULL);
	}
	cases[0] = one;
	cases[1] = two;
	cases[2] = three;
	in.ncases = 3;
	write_pdf("p.pdf");
	ck_assert_ptr_nonnull(strstr(html(), "Case without number"));
}
END_TEST

START_TEST(html_runs_nothing_and_asks_for_nothing)
{
	static const char *const never[] = { "<script", "onload=", "src=\"http", "href=\"http",
					     "@import", "url(",    "<link",      "<iframe" };
	struct node *one = tree_full(&arena, 12);
	char *text;

	node_text(&arena, one, "owner", "\"><script>alert(1)</script><img src=x onerror='y'>");
	cases[0] = one;
	/* The first of two keys of one name is the one that is read. */
	for (struct node *n = one->first; n; n = n->next)
		if (n->name && strcmp(n->name, "owner") == 0)
			n->text = "\"><script>alert(1)</script><img src=x onerror='y'>";
	text = html();
	for (size_t i = 0; i < sizeof(never) / sizeof(*never); i++)
		ck_assert_msg(!strstr(text, never[i]), "%s", never[i]);
	ck_assert_ptr_nonnull(strstr(text, "&quot;&gt;&lt;script&gt;alert(1)"));
	ck_assert_ptr_null(strstr(text, "<img src=x"));
	ck_assert_ptr_nonnull(strstr(text, "default-src 'none'"));
	ck_assert_ptr_nonnull(strstr(text, "src=\"data:image/jpeg;base64,/9j/"));
	ck_assert_ptr_nonnull(strstr(text, "@page { size: letter"));
	ck_assert_ptr_nonnull(strstr(text, "<svg "));
}
END_TEST

/* --- PDFs of others --- */

static int check(struct pdf_file *out, const char *bytes, size_t len)
{
	ck_assert_int_eq(file_write(test_folder_path("x.pdf"), bytes, len, 0600, &err), 0);
	return pdf_file_check(out, &arena, WAYLAID_PDF, test_folder_path("x.pdf"), &err);
}

START_TEST(the_real_program_is_understood)
{
	const char *pdf = made_pdf(&arena, PDF_WHOLE, 4, "x");
	struct pdf_file out;

	ck_assert_msg(check(&out, pdf, strlen(pdf)) == 0, "%s", err.text);
	ck_assert_int_eq(out.pages, 4);
	ck_assert(!out.damaged);
	ck_assert_int_eq(check(&out, pdf, strlen(pdf) - 12), 0);
	ck_assert(out.damaged);
}
END_TEST

START_TEST(why_it_cannot_be_shown_is_handed_on)
{
	const char *locked = made_pdf(&arena, PDF_LOCKED, 1, "x");
	struct pdf_file out;

	ck_assert_int_eq(check(&out, "hello", 5), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_msg(strstr(err.text, "it is no PDF that can be read"), "%s", err.text);
	ck_assert_int_eq(check(&out, "", 0), -1);
	ck_assert_str_eq(err.text, "the file is empty");
	ck_assert_int_eq(check(&out, locked, strlen(locked)), -1);
	ck_assert_int_eq(pdf_file_check(&out, &arena, WAYLAID_PDF, "/nowhere.pdf", &err), -1);
	ck_assert_int_eq(err.code, ERR_NOT_FOUND);
	ck_assert_int_eq(pdf_file_check(&out, &arena, WAYLAID_PDF, "/tmp", &err), -1);
}
END_TEST

START_TEST(a_broken_pdf_is_listed_and_the_packet_is_made)
{
	in.nfiles = TREE_PHOTOS + 1;
	ck_assert_int_eq(file_write(files[TREE_PHOTOS].path, "%PDF-1.4\nhardly", 15, 0600, &err),
			 0);
	write_pdf("p.pdf");
}
END_TEST

TCase *packet_tests(void)
{
	TCase *tc = tcase_create("packet");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, the_same_case_at_the_same_moment_is_the_same_file);
	tcase_add_test(tc, a_fault_leaves_the_older_file);
	tcase_add_test(tc, a_joiner_that_fails_leaves_the_older_file);
	tcase_add_test(tc, without_its_programs_it_still_tells_the_case);
	tcase_add_test(tc, a_tree_of_nothing_and_of_the_wrong_types_is_shown);
	tcase_add_test(tc, html_runs_nothing_and_asks_for_nothing);
	tcase_add_test(tc, the_real_program_is_understood);
	tcase_add_test(tc, why_it_cannot_be_shown_is_handed_on);
	tcase_add_test(tc, a_broken_pdf_is_listed_and_the_packet_is_made);
	return tc;
}
