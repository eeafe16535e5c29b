#include "report/test_report.h"

#include <locale.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/zone.h"
#include "report/trees.h"
#include "report/workbook.h"
#include "view/doc.h"

static struct arena arena;
static struct err err;
static const struct node *cases[1];
static struct workbook_input in;

static void setup(void)
{
	test_folder_make();
	cases[0] = tree_full(&arena, 12);
	in = (struct workbook_input){ .cases = cases, .ncases = 1, .now = TREE_NOW };
}

static void teardown(void)
{
	test_folder_remove();
	arena_release(&arena);
}

static char *written(const char *name, size_t *len)
{
	char *bytes;

	ck_assert_msg(workbook_write(test_folder_path(name), &in, &err) == 0, "%s", err.text);
	ck_assert_int_eq(file_read(&bytes, len, &arena, test_folder_path(name), 1 << 24, &err), 0);
	return bytes;
}

START_TEST(the_same_input_gives_the_same_bytes)
{
	size_t n1, n2;
	char *one = written("one.xlsx", &n1), *two = written("two.xlsx", &n2);

	ck_assert_uint_eq(n1, n2);
	ck_assert_int_eq(memcmp(one, two, n1), 0);
	ck_assert_int_eq(memcmp(one, "PK\3\4", 4), 0);
	in.now += 1;
	two = written("two.xlsx", &n2);
	ck_assert(n1 != n2 || memcmp(one, two, n1) != 0);
}
END_TEST

START_TEST(no_case_is_refused)
{
	in.ncases = 0;
	ck_assert_int_eq(workbook_write(test_folder_path("a.xlsx"), &in, &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_int_eq(test_folder_count(), 0);
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_one_clear_error)
{
	ck_assert_int_eq(workbook_write("/nowhere/a.xlsx", &in, &err), -1);
	ck_assert_str_ne(err.text, "");
	ck_assert_ptr_null(strchr(err.text, '\n'));
}
END_TEST

/* A ceiling on file sizes stands for a full disk: the old workbook stays, and nothing beside it. */
START_TEST(a_disk_that_fills_leaves_the_old_file_alone)
{
	struct rlimit limit = { 4096, 4096 };
	char *bytes;
	size_t len;

	ck_assert_int_eq(file_write(test_folder_path("a.xlsx"), "old", 3, 0600, &err), 0);
	signal(SIGXFSZ, SIG_IGN);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	ck_assert_int_eq(workbook_write(test_folder_path("a.xlsx"), &in, &err), -1);
	ck_assert_str_ne(err.text, "");
	ck_assert_int_eq(test_folder_count(), 1);
	ck_assert_int_eq(file_read(&bytes, &len, &arena, test_folder_path("a.xlsx"), 100, &err), 0);
	ck_assert_str_eq(bytes, "old");
}
END_TEST

START_TEST(a_locale_with_a_decimal_comma_changes_nothing)
{
	static const char *const names[] = { "de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "de_DE" };
	size_t n1, n2;
	char *plain = written("plain.xlsx", &n1), *comma;
	const char *set = NULL;

	for (size_t i = 0; !set && i < sizeof(names) / sizeof(*names); i++)
		set = setlocale(LC_ALL, names[i]);
	comma = written("comma.xlsx", &n2);
	ck_assert_str_eq(setlocale(LC_NUMERIC, NULL), set ? set : "C");
	setlocale(LC_ALL, "C");
	ck_assert_uint_eq(n1, n2);
	ck_assert_int_eq(memcmp(plain, comma, n1), 0);
}
END_TEST

START_TEST(any_tree_makes_a_workbook)
{
	size_t len;

	cases[0] = node_root(&arena);
	written("empty.xlsx", &len);
	cases[0] = tree_bare(&arena, 1);
	written("bare.xlsx", &len);
	cases[0] = tree_nasty(&arena, 1);
	written("nasty.xlsx", &len);
}
END_TEST

/* Names that mean something else than expected: lists that are texts, maps that are lists. */
START_TEST(a_tree_of_the_wrong_shapes_does_no_harm)
{
	static const char *const names[] = { "events",   "contacts",         "promises", "requests",
					     "evidence", "missing_evidence", "windows",  "claims",
					     "payouts",  "remedies",         "holds",    "polls",
					     "journal",  "shipment" };
	size_t len;

	for (int shape = 0; shape < 3; shape++) {
		struct node *one = node_root(&arena);

		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
			if (shape == 0)
				node_text(&arena, one, names[i], "a text");
			else if (shape == 1)
				node_int(&arena, node_list(&arena, one, names[i]), NULL, 7);
			else
				node_list(&arena, node_list(&arena, one, names[i]), NULL);
		}
		cases[0] = one;
		written("odd.xlsx", &len);
	}
}
END_TEST

TCase *workbook_tests(void)
{
	TCase *tc = tcase_create("workbook");

	tcase_set_timeout(tc, 120);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, the_same_input_gives_the_same_bytes);
	tcase_add_test(tc, no_case_is_refused);
	tcase_add_test(tc, a_folder_that_is_not_there_is_one_clear_error);
	tcase_add_test(tc, a_disk_that_fills_leaves_the_old_file_alone);
	tcase_add_test(tc, a_locale_with_a_decimal_comma_changes_nothing);
	tcase_add_test(tc, any_tree_makes_a_workbook);
	tcase_add_test(tc, a_tree_of_the_wrong_shapes_does_no_harm);
	return tc;
}
