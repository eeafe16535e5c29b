#include "base/mime.h"

#include <check.h>
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/suites.h"

static struct buf out;

static void setup(void)
{
	buf_init(&out, 1 << 20);
}

static void teardown(void)
{
	buf_release(&out);
}

/* Each line ends in CR LF and has at most 76 characters before it. */
static bool lines_are_short(void)
{
	for (const char *p = out.at, *end; *p; p = end + 2) {
		end = strstr(p, "\r\n");
		if (!end || end - p > 76 || memchr(p, '\n', (size_t)(end - p)) ||
		    memchr(p, '\r', (size_t)(end - p)))
			return false;
	}
	return true;
}

/* clang-format off */
static const struct {
	const char *text, *expected;
} headers[] = {
	{ "Claim for a parcel", "Subject: Claim for a parcel\r\n" },
	{ NULL, "Subject:\r\n" },
	{ "", "Subject:\r\n" },
	{ "a\r\nBcc: eve@x.example\r\n\r\nbody", "Subject: a Bcc: eve@x.example body\r\n" },
	{ "caf\xc3\xa9", "Subject: =?UTF-8?B?Y2Fmw6k=?=\r\n" },
	{ "\xc3\xa9\r\nBcc: eve", "Subject: =?UTF-8?B?w6kgIEJjYzogZXZl?=\r\n" },
	{ "=?UTF-8?B?QQ==?=", "Subject: =?UTF-8?B?PT9VVEYtOD9CP1FRPT0/PQ==?=\r\n" },
	{ "one two three four five six seven eight nine ten eleven twelve thirteen fourteen",
	  "Subject: one two three four five six seven eight nine ten eleven twelve\r\n"
	  " thirteen fourteen\r\n" },
	{ "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d "
	  "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d "
	  "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d",
	  "Subject: =?UTF-8?B?16nXnNeV150g16nXnNeV150g16nXnNeV150g16nXnNeV150g16k=?=\r\n"
	  " =?UTF-8?B?15zXldedINep15zXlded?=\r\n" },
};
/* clang-format on */

START_TEST(a_header_is_one_header)
{
	mime_put_header(&out, "Subject", headers[_i].text);
	ck_assert_str_eq(out.at, headers[_i].expected);
	ck_assert(lines_are_short());
}
END_TEST

/* clang-format off */
static const struct {
	const char *name, *expected;
} names[] = {
	{ "invoice 12.pdf",
	  "Content-Disposition: attachment;\r\n filename=\"invoice 12.pdf\"\r\n" },
	{ "a\"; filename=b.exe\r\nX: y",
	  "Content-Disposition: attachment;\r\n"
	  " filename*0*=UTF-8''a%22%3B%20filename%3Db.exe%0D%0AX%3A%20y\r\n" },
	{ "\xe7\x85\xa7\xe7\x89\x87.jpg",
	  "Content-Disposition: attachment;\r\n"
	  " filename*0*=UTF-8''%E7%85%A7%E7%89%87.jpg\r\n" },
};
/* clang-format on */

START_TEST(a_file_name_stays_a_file_name)
{
	mime_put_attachment(&out, names[_i].name);
	ck_assert_str_eq(out.at, names[_i].expected);
	ck_assert(lines_are_short());
}
END_TEST

START_TEST(a_long_file_name_is_in_parts)
{
	char name[400];

	memset(name, 'n', sizeof name - 1);
	name[sizeof name - 1] = '\0';
	mime_put_attachment(&out, name);
	ck_assert(lines_are_short());
	ck_assert_ptr_nonnull(strstr(out.at, "filename*9*="));
}
END_TEST

START_TEST(bytes_are_base64_in_short_lines)
{
	char bytes[200];

	mime_put_base64(&out, "", 0);
	ck_assert_str_eq(out.at, "");
	mime_put_base64(&out, "f", 1);
	mime_put_base64(&out, "fo", 2);
	mime_put_base64(&out, "foo", 3);
	mime_put_base64(&out, "\xff\xfe\0", 3);
	ck_assert_str_eq(out.at, "Zg==\r\nZm8=\r\nZm9v\r\n//4A\r\n");
	memset(bytes, 0, sizeof bytes);
	mime_put_base64(&out, bytes, sizeof bytes);
	ck_assert(lines_are_short());
}
END_TEST

START_TEST(a_text_is_quoted_printable)
{
	mime_put_quoted(&out, "a=b \n\tcaf\xc3\xa9\n.\n\x01 ");
	ck_assert_str_eq(out.at, "a=3Db=20\r\n\tcaf=C3=A9\r\n.\r\n=01=20");
	buf_clear(&out);
	for (int i = 0; i < 40; i++)
		mime_put_quoted(&out,
				"\xc3\xa9 a \xc3\xa9 long line without an end, \xe2\x82\xac"
				"\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac "
				"and more of it, and then some more\n");
	ck_assert(lines_are_short());
}
END_TEST

Suite *mime_suite(void)
{
	Suite *s = suite_create("mime");
	TCase *t = tcase_create("all");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, a_header_is_one_header, 0, sizeof headers / sizeof *headers);
	tcase_add_loop_test(t, a_file_name_stays_a_file_name, 0, sizeof names / sizeof *names);
	tcase_add_test(t, a_long_file_name_is_in_parts);
	tcase_add_test(t, bytes_are_base64_in_short_lines);
	tcase_add_test(t, a_text_is_quoted_printable);
	suite_add_tcase(s, t);
	return s;
}
