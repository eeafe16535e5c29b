#include "web/form.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "store/place.h"
#include "web/suites.h"

static struct form form;

static int parse(const char *text)
{
	return form_parse(&form, &here.a, text, strlen(text), &here.err);
}

START_TEST(a_form_is_fields_and_their_values)
{
	MUST(parse("a=1&b=x+y%20z&c=%C3%A9&a=2&empty=&bare&=nameless"));
	ck_assert_str_eq(form_get(&form, "a"), "2");
	ck_assert_str_eq(form_get(&form, "b"), "x y z");
	ck_assert_str_eq(form_get(&form, "c"), "\xc3\xa9");
	ck_assert_ptr_null(form_get(&form, "empty"));
	ck_assert(form_given(&form, "empty") && form_given(&form, "bare"));
	ck_assert_ptr_null(form_get(&form, "nothing"));
	MUST(parse(""));
	ck_assert_int_eq(form.n, 0);
	MUST(form_parse(&form, &here.a, NULL, 0, &here.err));
}
END_TEST

static const char *const broken[] = { "a=%", "a=%4", "a=%zz", "a=%00", "a=%ff", "%=1", "a=%c3" };

START_TEST(a_broken_form_is_refused)
{
	REFUSED(parse(broken[_i]), ERR_INPUT, "cannot be read");
}
END_TEST

START_TEST(a_form_has_ceilings)
{
	struct buf b;

	buf_init(&b, 1 << 20);
	for (int i = 0; i <= FORM_FIELDS_MAX; i++)
		buf_printf(&b, "f%d=1&", i);
	REFUSED(parse(b.at), ERR_INPUT, "more than 200 fields");
	buf_clear(&b);
	buf_printf(&b, "a=%0*d", FORM_VALUE_MAX + 1, 0);
	REFUSED(parse(b.at), ERR_INPUT, "is longer");
	buf_clear(&b);
	buf_printf(&b, "%0*d=1", FORM_NAME_MAX + 1, 0);
	REFUSED(parse(b.at), ERR_INPUT, "is longer");
	buf_release(&b);
}
END_TEST

static int parse_json(const char *text)
{
	return form_parse_json(&form, &here.a, text, strlen(text), &here.err);
}

START_TEST(json_is_a_form_too)
{
	MUST(parse_json("{\"a\":\"x\",\"n\":9400111206206406260787,\"t\":true,\"f\":false,"
			"\"z\":null,\"l\":[\"1\",\"2\"]}"));
	ck_assert_str_eq(form_get(&form, "a"), "x");
	ck_assert_str_eq(form_get(&form, "n"), "9400111206206406260787");
	ck_assert_str_eq(form_get(&form, "t"), "true");
	ck_assert(form_given(&form, "f") && !form_get(&form, "f"));
	ck_assert(!form_given(&form, "z"));
	ck_assert_str_eq(form_get(&form, "l"), "2");
	REFUSED(parse_json("[1]"), ERR_INPUT, "must be an object");
	REFUSED(parse_json("{\"a\":{}}"), ERR_INPUT, "must be a text");
	REFUSED(parse_json("{\"a\":[[1]]}"), ERR_INPUT, "must be a text");
	REFUSED(parse_json("{"), ERR_INPUT, "");
}
END_TEST

START_TEST(a_cookie_is_found_once_or_not_at_all)
{
	ck_assert_str_eq(cookie_get(&here.a, "a=1; b=2;c=3", "b"), "2");
	ck_assert_str_eq(cookie_get(&here.a, "b=", "b"), "");
	ck_assert_ptr_null(cookie_get(&here.a, "xb=1; bx=2", "b"));
	ck_assert_ptr_null(cookie_get(&here.a, "b=1; b=2", "b"));
	ck_assert_ptr_null(cookie_get(&here.a, NULL, "b"));
	ck_assert_ptr_null(cookie_get(&here.a, "", "b"));
	ck_assert_ptr_null(cookie_get(&here.a, ";;; =;", "b"));
}
END_TEST

/* --- forms with a file --- */

static struct buf file;
static char file_name[256];

static int take_file(void *payload, const char *name, const void *bytes, size_t len,
		     struct err *err)
{
	(void)payload;
	(void)err;
	snprintf(file_name, sizeof file_name, "%s", name);
	buf_put(&file, bytes, len);
	return 0;
}

/* In pieces of "step" bytes. */
static int multipart(const char *bytes, size_t len, size_t step)
{
	const struct multipart_to to = { &form, take_file, NULL };
	struct multipart *m = multipart_open(&here.a, "XX", &to);
	struct err ignored;
	int rc = 0;

	form = (struct form){ NULL, 0 };
	file_name[0] = '\0';
	buf_clear(&file);
	for (size_t at = 0; at < len && rc == 0; at += step)
		rc = multipart_add(m, bytes + at, len - at < step ? len - at : step, &here.err);
	if (multipart_end(m, rc < 0 ? &ignored : &here.err) < 0)
		rc = -1;
	return rc;
}

static const char whole[] = "preamble\r\n--XX\r\n"
			    "Content-Disposition: form-data; name=\"csrf\"\r\n\r\ntoken\r\n"
			    "--XX\r\nX: y\r\ncontent-disposition: form-data; name=empty\r\n\r\n\r\n"
			    "--XX\r\nContent-Disposition: form-data; name=\"file\"; "
			    "filename=\"C:\\dir\\..\\a b.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
			    "\r\n--X\r\n--XY\0binary\r\n\r\n--XX--\r\nepilogue";
static const char bytes_of_file[] = "\r\n--X\r\n--XY\0binary\r\n";

START_TEST(a_file_comes_through_whatever_the_pieces)
{
	size_t steps[] = { 1, 2, 3, 7, 64, sizeof whole };

	buf_init(&file, 1 << 20);
	MUST(multipart(whole, sizeof whole - 1, steps[_i]));
	ck_assert_str_eq(form_get(&form, "csrf"), "token");
	ck_assert(form_given(&form, "empty") && !form_get(&form, "empty"));
	ck_assert_str_eq(file_name, "a b.jpg");
	ck_assert_uint_eq(file.len, sizeof bytes_of_file - 1);
	ck_assert_int_eq(memcmp(file.at, bytes_of_file, file.len), 0);
	buf_release(&file);
}
END_TEST

START_TEST(half_a_form_is_no_form)
{
	buf_init(&file, 1 << 20);
	for (size_t n = 0; n < sizeof whole - 12; n++)
		ck_assert_int_eq(multipart(whole, n, 5), -1);
	buf_release(&file);
}
END_TEST

#define PART "--XX\r\nContent-Disposition: form-data; name="
static const char *const bad_parts[] = {
	"--XX\r\n\r\nno name\r\n--XX--",
	"--XX\r\nContent-Type: x\r\n\r\nv\r\n--XX--",
	PART "\"\"\r\n\r\nv\r\n--XX--",
	PART "\"\xff\"\r\n\r\nv\r\n--XX--",
	PART "\"a\"\r\n\r\n\xff\r\n--XX--",
	PART "\"a\r\n\r\nv\r\n--XX--",
	"--XXjunk",
	PART "f; filename=a\r\n\r\n1\r\n" PART "g; filename=b\r\n\r\n2\r\n--XX--",
};

START_TEST(a_bad_part_is_refused)
{
	buf_init(&file, 1 << 20);
	REFUSED(multipart(bad_parts[_i], strlen(bad_parts[_i]), 9), ERR_INPUT, "");
	buf_release(&file);
}
END_TEST

START_TEST(parts_have_ceilings)
{
	struct buf b;

	buf_init(&file, 1 << 20);
	buf_init(&b, 1 << 22);
	buf_printf(&b, "--XX\r\nX: %05000d", 0);
	REFUSED(multipart(b.at, b.len, 1000), ERR_INPUT, "");
	buf_clear(&b);
	buf_printf(&b, PART "a\r\n\r\n%0*d\r\n--XX--", FORM_VALUE_MAX + 5, 0);
	REFUSED(multipart(b.at, b.len, 1000), ERR_INPUT, "");
	buf_clear(&b);
	for (int i = 0; i < 300; i++)
		buf_puts(&b, PART "a\r\n\r\nv\r\n");
	buf_puts(&b, "--XX--");
	REFUSED(multipart(b.at, b.len, 1000), ERR_INPUT, "");
	buf_release(&b);
	buf_release(&file);
}
END_TEST

START_TEST(the_boundary_is_read_from_its_header)
{
	ck_assert_str_eq(multipart_boundary(&here.a, "multipart/form-data; boundary=ab"), "ab");
	ck_assert_str_eq(
		multipart_boundary(&here.a, "Multipart/Form-Data; x=1; Boundary=\"a b\"; y"),
		"a b");
	ck_assert_ptr_null(multipart_boundary(&here.a, "multipart/form-data"));
	ck_assert_ptr_null(multipart_boundary(&here.a, "multipart/form-data; boundary="));
	ck_assert_ptr_null(multipart_boundary(&here.a, "multipart/form-data; boundary=\"a"));
	ck_assert_ptr_null(multipart_boundary(&here.a, "multipart/form-data; boundary=\x01"));
	ck_assert_ptr_null(multipart_boundary(&here.a, "text/plain; boundary=a"));
	ck_assert_ptr_null(multipart_boundary(&here.a, NULL));
	ck_assert_ptr_null(multipart_boundary(
		&here.a, arena_printf(&here.a, "multipart/form-data; boundary=%080d", 0)));
}
END_TEST

static const struct {
	const char *given, *made;
} names[] = {
	{ "a.jpg", "a.jpg" },
	{ "../../etc/passwd", "passwd" },
	{ "C:\\Users\\x\\b.png", "b.png" },
	{ "..", "file" },
	{ "...", "file" },
	{ "", "file" },
	{ "a/", "file" },
	{ ".htaccess", "htaccess" },
	{ "x\r\nSet-Cookie: y", "x__Set-Cookie: y" },
	{ "trailing. . ", "trailing" },
};

START_TEST(file_names_are_made_harmless)
{
	char *long_name = arena_printf(&here.a, "%0300d", 0);

	ck_assert_str_eq(file_name_harmless(&here.a, names[_i].given), names[_i].made);
	ck_assert_uint_le(strlen(file_name_harmless(&here.a, long_name)), FORM_FILE_NAME_MAX);
}
END_TEST

Suite *form_suite(void)
{
	Suite *s = suite_create("form");
	TCase *t = tcase_create("form");

	tcase_add_checked_fixture(t, place_setup, place_teardown);
	tcase_add_test(t, a_form_is_fields_and_their_values);
	tcase_add_loop_test(t, a_broken_form_is_refused, 0, COUNT(broken));
	tcase_add_test(t, a_form_has_ceilings);
	tcase_add_test(t, json_is_a_form_too);
	tcase_add_test(t, a_cookie_is_found_once_or_not_at_all);
	tcase_add_loop_test(t, a_file_comes_through_whatever_the_pieces, 0, 6);
	tcase_add_test(t, half_a_form_is_no_form);
	tcase_add_loop_test(t, a_bad_part_is_refused, 0, COUNT(bad_parts));
	tcase_add_test(t, parts_have_ceilings);
	tcase_add_test(t, the_boundary_is_read_from_its_header);
	tcase_add_loop_test(t, file_names_are_made_harmless, 0, COUNT(names));
	suite_add_tcase(s, t);
	return s;
}
