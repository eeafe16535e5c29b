#include "base/own_files.h"

#include <check.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/suites.h"

static struct arena arena;
static struct err err;
static char root[64];

static void setup(void)
{
	strncpy(root, "/tmp/waylaid-own-XXXXXX", sizeof root - 1);
	ck_assert_ptr_nonnull(mkdtemp(root));
	setenv("XDG_CONFIG_HOME", root, 1);
	ck_assert_int_eq(mkdir(path_join(&arena, root, "waylaid"), 0700), 0);
}

static int remove_one(const char *name, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(name);
}

static void teardown(void)
{
	nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
	arena_release(&arena);
}

static void put(const char *name)
{
	char *path = arena_printf(&arena, "%s/waylaid/maps/%s", root, name);

	mkdir(path_dir(&arena, path), 0700);
	ck_assert_int_eq(file_write(path, "", 0, 0600, &err), 0);
}

static int list(struct own_files *f, int max)
{
	*f = (struct own_files){ .folder = "maps", .ending = ".ini", .max = max };
	return own_files_list(f, &arena, &err);
}

START_TEST(only_files_of_the_ending_are_taken)
{
	static const char *const others[] = { ".ini", ".hidden.ini", "a.txt", "ini", "b.ini.bak" };
	struct own_files f;

	ck_assert_int_eq(list(&f, 9), 0);
	ck_assert_int_eq(f.n, 0); /* no folder yet */
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		put(others[i]);
	put("late_ones.ini");
	ck_assert_int_eq(list(&f, 9), 0);
	ck_assert_int_eq(f.n, 1);
	ck_assert_str_eq(f.file[0].name, "late_ones");
	ck_assert_str_eq(f.file[0].path,
			 arena_printf(&arena, "%s/waylaid/maps/late_ones.ini", root));
}
END_TEST

START_TEST(too_many_are_an_error)
{
	struct own_files f;

	put("a.ini");
	put("b.ini");
	ck_assert_int_eq(list(&f, 2), 0);
	put("c.ini");
	ck_assert_int_eq(list(&f, 2), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_ptr_nonnull(strstr(err.text, "holds more than 2 maps"));
}
END_TEST

START_TEST(a_folder_that_is_a_file_holds_none)
{
	struct own_files f;

	ck_assert_int_eq(
		file_write(arena_printf(&arena, "%s/waylaid/maps", root), "", 0, 0600, &err), 0);
	ck_assert_int_eq(list(&f, 2), 0);
	ck_assert_int_eq(f.n, 0);
}
END_TEST

START_TEST(a_text_of_ones_own_stands_instead)
{
	const struct own_text t = { "words.csv", "usual", 8 };
	const char *path = arena_printf(&arena, "%s/waylaid/words.csv", root);
	char *text;
	size_t len;

	ck_assert_int_eq(own_text_read(&text, &len, &arena, &t, &err), 0);
	ck_assert_str_eq(text, "usual");
	ck_assert_int_eq(len, 5);
	ck_assert_int_eq(file_write(path, "own", 3, 0600, &err), 0);
	ck_assert_int_eq(own_text_read(&text, &len, &arena, &t, &err), 0);
	ck_assert_str_eq(text, "own");
	ck_assert_int_eq(file_write(path, "much too long", 13, 0600, &err), 0);
	ck_assert_int_eq(own_text_read(&text, &len, &arena, &t, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "words.csv"));
}
END_TEST

Suite *own_files_suite(void)
{
	Suite *s = suite_create("own_files");
	TCase *t = tcase_create("own_files");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, only_files_of_the_ending_are_taken);
	tcase_add_test(t, too_many_are_an_error);
	tcase_add_test(t, a_folder_that_is_a_file_holds_none);
	tcase_add_test(t, a_text_of_ones_own_stands_instead);
	suite_add_tcase(s, t);
	return s;
}
