#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/ini.h"
#include "base/suites.h"

static struct arena arena;
static struct err err;
static struct ini ini;
static char root[64];
static char *path;

static void setup(void)
{
	memset(&err, 0, sizeof err);
	strncpy(root, "/tmp/waylaid-ini-XXXXXX", sizeof root - 1);
	ck_assert_ptr_nonnull(mkdtemp(root));
	path = path_join(&arena, root, "config.ini");
}

static void teardown(void)
{
	unlink(path);
	rmdir(root);
	arena_release(&arena);
}

static int read_bytes(const char *bytes, size_t n)
{
	ck_assert_int_eq(file_write(path, bytes, n, 0644, &err), 0);
	memset(&err, 0, sizeof err);
	return ini_read(&ini, &arena, path, &err);
}

static void read_text(const char *text)
{
	ck_assert_msg(read_bytes(text, strlen(text)) == 0, "%s", err.text);
}

static const char *content(void)
{
	char *text;
	size_t len;

	ck_assert_int_eq(file_read(&text, &len, &arena, path, 2000000, &err), 0);
	return text;
}

static void set(const char *section, const char *name, const char *value)
{
	ck_assert_msg(ini_set(path, section, name, value, &arena, &err) == 0, "%s", err.text);
	ck_assert_int_eq(ini_read(&ini, &arena, path, &err), 0);
	ck_assert_str_eq(ini_get(&ini, section, name), value);
}

START_TEST(a_file_that_does_not_exist_is_empty)
{
	ck_assert_int_eq(ini_read(&ini, &arena, path, &err), 0);
	ck_assert_int_eq(ini.count, 0);
	ck_assert_int_eq(err.code, ERR_NONE);
	ck_assert_ptr_null(ini_get(&ini, "usps", "client"));
	read_text("");
	ck_assert_int_eq(ini.count, 0);
}
END_TEST

START_TEST(settings_are_read_with_their_section_and_line)
{
	read_text("\xEF\xBB\xBF; top\nplain = 1\n\n[usps]\n# note\n client_id =  a b  \r\n"
		  "url=https://x.test/a?b=c;d#e ; f\nempty =\n[ ups ]\n\tclient_id\t=\tz\n");
	ck_assert_int_eq(ini.count, 5);
	ck_assert_str_eq(ini.entry[0].section, "");
	ck_assert_str_eq(ini_get(&ini, "", "plain"), "1");
	ck_assert_str_eq(ini_get(&ini, "usps", "client_id"), "a b");
	ck_assert_int_eq(ini.entry[1].line, 6);
	ck_assert_str_eq(ini_get(&ini, "usps", "url"), "https://x.test/a?b=c;d#e ; f");
	ck_assert_str_eq(ini_get(&ini, "usps", "empty"), "");
	ck_assert_str_eq(ini_get(&ini, "ups", "client_id"), "z");
	ck_assert_str_eq(ini_get(&ini, "USPS", "Client_ID"), "a b");
	ck_assert_ptr_null(ini_get(&ini, "usps", "plain"));
	ck_assert_ptr_null(ini_get(&ini, "usp", "client_id"));
}
END_TEST

START_TEST(the_last_value_given_counts)
{
	read_text("[a]\nx = 1\n[b]\nx = 2\n[a]\nx = 3\n");
	ck_assert_int_eq(ini.count, 3);
	ck_assert_str_eq(ini_get(&ini, "a", "x"), "3");
	ck_assert_str_eq(ini_get(&ini, "b", "x"), "2");
}
END_TEST

START_TEST(an_indented_line_is_a_setting_of_its_own)
{
	read_text("[a]\nx = 1\n  y = 2\n\t; note\n  [b]\n  z = 3\n");
	ck_assert_str_eq(ini_get(&ini, "a", "x"), "1");
	ck_assert_str_eq(ini_get(&ini, "a", "y"), "2");
	ck_assert_str_eq(ini_get(&ini, "b", "z"), "3");
	ck_assert_int_eq(ini.count, 3);
}
END_TEST

START_TEST(a_line_that_is_neither_is_refused_by_its_number)
{
	static const char *const broken[] = {
		"word",
		"[usps",
		"[usps] x",
		"[]",
		"[ ]",
		"[a]b]",
		"= value",
		" = ",
		"usps]",
		"[x = 1",
		"a-name-that-is-longer-than-the-forty-nine-bytes-it-has = 1",
		"[a-section-that-is-longer-than-the-forty-nine-bytes-it]",
		"\xEF\xBB\xBF[x",
		"\xEF\xBB\xBF \v[x = 1",
	};
	char text[200];

	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		snprintf(text, sizeof text, "[ok]\na = 1\n%s\nb = 2\n", broken[i]);
		ck_assert_msg(read_bytes(text, strlen(text)) == -1, "%s", broken[i]);
		ck_assert_int_eq(err.code, ERR_INPUT);
		ck_assert_ptr_nonnull(strstr(err.text, "line 3"));
		ck_assert_ptr_nonnull(strstr(err.text, path));
	}
}
END_TEST

START_TEST(an_error_never_repeats_what_the_line_holds)
{
	ck_assert_int_eq(read_bytes("[usps]\nclient_secret hunter22\n", 30), -1);
	ck_assert_ptr_null(strstr(err.text, "hunter22"));
}
END_TEST

START_TEST(bytes_that_are_no_text_are_refused)
{
	ck_assert_int_eq(read_bytes("a = \0b\n", 7), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_int_eq(read_bytes("a = \xff\n", 6), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_int_eq(ini_read(&ini, &arena, root, &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_ptr_nonnull(strstr(err.text, "is a folder"));
}
END_TEST

/* "x = vvv...", n bytes in all. */
static char *long_line(size_t n)
{
	char *line = arena_alloc(&arena, n + 2);

	memset(line, 'v', n);
	memcpy(line, "x = ", 4);
	line[n] = '\n';
	return line;
}

START_TEST(a_line_has_4096_bytes_and_no_more)
{
	static const size_t sizes[] = { 195, 196, 197, 198,  199,  200,
					201, 202, 400, 1000, 4095, 4096 };

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		ck_assert_int_eq(read_bytes(long_line(sizes[i]), sizes[i] + 1), 0);
		ck_assert_int_eq(ini.count, 1);
		ck_assert_uint_eq(strlen(ini_get(&ini, "", "x")), sizes[i] - 4);
	}
	ck_assert_int_eq(read_bytes(long_line(4097), 4098), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "line 1"));
	ck_assert_int_eq(read_bytes(long_line(1000000), 1000001), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
}
END_TEST

START_TEST(a_file_has_4096_settings_and_one_mebibyte)
{
	struct buf b;

	buf_init(&b, 2 * 1024 * 1024);
	for (int i = 0; i < 4096; i++)
		buf_printf(&b, "n%d = %d\n", i, i);
	ck_assert_int_eq(read_bytes(b.at, b.len), 0);
	ck_assert_int_eq(ini.count, 4096);
	ck_assert_str_eq(ini_get(&ini, "", "n4095"), "4095");
	ck_assert_int_eq(ini_set(path, "", "one_more", "1", &arena, &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_str_eq(content(), b.at);
	buf_puts(&b, "last = 1\n");
	ck_assert_int_eq(read_bytes(b.at, b.len), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "line 4097: more than 4096"));
	while (b.len <= 1024 * 1024)
		buf_puts(&b, "# a comment that fills the file\n");
	ck_assert_int_eq(read_bytes(b.at, b.len), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "larger than 1048576 bytes"));
	buf_release(&b);
}
END_TEST

START_TEST(a_text_cut_at_any_byte_is_read_or_refused)
{
	static const char whole[] =
		"\xEF\xBB\xBF# é\r\n[usps]\r\nclient = a;b\r\n\r\n[ups]\r\nx = 1";

	for (size_t n = 0; n < sizeof whole; n++)
		if (read_bytes(whole, n < sizeof whole - 1 ? n : sizeof whole - 1))
			ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_int_eq(ini.count, 2);
}
END_TEST

START_TEST(a_first_setting_makes_a_file_for_its_owner_only)
{
	struct stat st;

	set("usps", "client_secret", "s3cret ; #x");
	ck_assert_str_eq(content(), "[usps]\nclient_secret = s3cret ; #x\n");
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 07777, 0600);
}
END_TEST

START_TEST(a_setting_makes_the_folder_it_lies_in)
{
	char *file = path, *dir = path_join(&arena, root, "new");

	path = path_join(&arena, dir, "config.ini");
	set("usps", "a", "1");
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(rmdir(dir), 0);
	path = file;
}
END_TEST

START_TEST(a_changed_setting_keeps_every_other_line)
{
	read_text("# top\nx = 0\n\n; about usps\n[usps]\n# the id\n  id = old  \nurl = u\n"
		  "\n[ups]\nid = k");
	set("usps", "id", "new");
	ck_assert_str_eq(content(),
			 "# top\nx = 0\n\n; about usps\n[usps]\n# the id\nid = new\nurl = u\n\n"
			 "[ups]\nid = k");
	set("ups", "id", "K");
	set("", "x", "1");
	ck_assert_str_eq(content(),
			 "# top\nx = 1\n\n; about usps\n[usps]\n# the id\nid = new\nurl = u\n\n"
			 "[ups]\nid = K");
}
END_TEST

START_TEST(a_new_setting_goes_behind_the_last_of_its_section)
{
	read_text("# top\n\n[usps]\nid = 1\n\n# about ups\n[ups]\nid = 2");
	set("usps", "url", "u");
	set("ups", "url", "v");
	set("", "zone", "UTC");
	set("fedex", "id", "3");
	ck_assert_str_eq(content(),
			 "zone = UTC\n# top\n\n[usps]\nid = 1\nurl = u\n\n# about ups\n[ups]\n"
			 "id = 2\nurl = v\n\n[fedex]\nid = 3\n");
	set("", "other", "1");
	ck_assert_int_eq(strncmp(content(), "zone = UTC\nother = 1\n# top\n", 27), 0);
}
END_TEST

START_TEST(the_value_that_counts_is_the_one_changed)
{
	read_text("[a]\nx = 1\n[b]\nx = 2\n[A]\nX = 3\n[c]\n");
	set("a", "x", "9");
	ck_assert_str_eq(content(), "[a]\nx = 1\n[b]\nx = 2\n[A]\nx = 9\n[c]\n");
	set("a", "y", "8");
	ck_assert_str_eq(content(), "[a]\nx = 1\n[b]\nx = 2\n[A]\nx = 9\ny = 8\n[c]\n");
}
END_TEST

START_TEST(a_file_from_windows_stays_one)
{
	read_text("\xEF\xBB\xBF[a]\r\nx = 1\r\n");
	set("a", "x", "2");
	set("a", "y", "3");
	set("b", "z", "4");
	set("", "top", "5");
	ck_assert_str_eq(content(),
			 "\xEF\xBB\xBFtop = 5\r\n[a]\r\nx = 2\r\ny = 3\r\n\r\n[b]\r\nz = 4\r\n");
}
END_TEST

START_TEST(any_value_on_one_line_reads_back)
{
	static const char *const values[] = {
		"",    "=",          "= x",       ";",   "; x",  "#",    "[x]", "a = b",
		"a:b", "\"quoted\"", "x ; y # z", "é€😀", "a\tb", "%s%n", "\\n",
	};

	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		set("s", "v", values[i]);
		set("s", "after", "1");
	}
}
END_TEST

START_TEST(what_would_not_read_back_is_refused_and_changes_nothing)
{
	static const struct {
		const char *section, *name, *value;
	} rows[] = {
		{ "s", "n", "a\nb" },
		{ "s", "n", "a\rb" },
		{ "s", "n", " a" },
		{ "s", "n", "a\t" },
		{ "s", "n", "\xff" },
		{ "s", "", "v" },
		{ "s", "a b", "v" },
		{ "s", "a=b", "v" },
		{ "s", "a\n", "v" },
		{ "s", "#a", "v" },
		{ "s", "[a", "v" },
		{ "s]", "n", "v" },
		{ "s\n", "n", "v" },
		{ "s", "a:b", "v" },
		{ "\xC3\xA9", "n", "v" },
		{ "s", "a_name_that_is_longer_than_forty_nine_bytes_allowed_", "v" },
	};
	static const char before[] = "[s]\nn = kept\n";
	char *value = long_line(5000);

	read_text(before);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		memset(&err, 0, sizeof err);
		ck_assert_msg(ini_set(path, rows[i].section, rows[i].name, rows[i].value, &arena,
				      &err) == -1,
			      "row %zu", i);
		ck_assert_int_eq(err.code, ERR_INPUT);
	}
	value[5000] = '\0';
	ck_assert_int_eq(ini_set(path, "s", "n", value, &arena, &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_str_eq(content(), before);
}
END_TEST

START_TEST(a_broken_file_is_not_changed)
{
	static const char broken[] = "[s]\nno setting\n";

	ck_assert_int_eq(read_bytes(broken, sizeof broken - 1), -1);
	ck_assert_int_eq(ini_set(path, "s", "n", "v", &arena, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "line 2"));
	ck_assert_str_eq(content(), broken);
	ck_assert_int_eq(ini_set(path_join(&arena, path, "below"), "s", "n", "v", &arena, &err),
			 -1);
	ck_assert_int_eq(err.code, ERR_FAILED);
	ck_assert_int_eq(ini_set(root, "s", "n", "v", &arena, &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
}
END_TEST

Suite *ini_suite(void)
{
	Suite *s = suite_create("ini");
	TCase *tc = tcase_create("ini");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, a_file_that_does_not_exist_is_empty);
	tcase_add_test(tc, settings_are_read_with_their_section_and_line);
	tcase_add_test(tc, the_last_value_given_counts);
	tcase_add_test(tc, an_indented_line_is_a_setting_of_its_own);
	tcase_add_test(tc, a_line_that_is_neither_is_refused_by_its_number);
	tcase_add_test(tc, an_error_never_repeats_what_the_line_holds);
	tcase_add_test(tc, bytes_that_are_no_text_are_refused);
	tcase_add_test(tc, a_line_has_4096_bytes_and_no_more);
	tcase_add_test(tc, a_file_has_4096_settings_and_one_mebibyte);
	tcase_add_test(tc, a_text_cut_at_any_byte_is_read_or_refused);
	tcase_add_test(tc, a_first_setting_makes_a_file_for_its_owner_only);
	tcase_add_test(tc, a_setting_makes_the_folder_it_lies_in);
	tcase_add_test(tc, a_changed_setting_keeps_every_other_line);
	tcase_add_test(tc, a_new_setting_goes_behind_the_last_of_its_section);
	tcase_add_test(tc, the_value_that_counts_is_the_one_changed);
	tcase_add_test(tc, a_file_from_windows_stays_one);
	tcase_add_test(tc, any_value_on_one_line_reads_back);
	tcase_add_test(tc, what_would_not_read_back_is_refused_and_changes_nothing);
	tcase_add_test(tc, a_broken_file_is_not_changed);
	suite_add_tcase(s, tc);
	return s;
}
