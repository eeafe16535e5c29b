#include <check.h>
#include <errno.h>
#include <string.h>

#include "base/err.h"
#include "base/suites.h"
#include "base/text.h"

static struct err err;

static void setup(void)
{
	memset(&err, 0, sizeof err);
}

START_TEST(an_error_is_one_line_whatever_it_quotes)
{
	err_set(&err, ERR_INPUT, "there is no column '%s'", "a\nb\r\nc");
	ck_assert_str_eq(err.text, "there is no column 'a b  c'");
}
END_TEST

START_TEST(what_only_helps_who_types_commands_is_known)
{
	err_set(&err, ERR_NOT_FOUND, "there is no case %d" ERR_TYPED ": 'list' shows them", 9);
	ck_assert_str_eq(err.text, "there is no case 9: 'list' shows them");
	ck_assert_uint_eq(err.typed_at, strlen("there is no case 9"));
	err_wrap(&err, "line %d", 4);
	ck_assert_str_eq(err.text, "line 4: there is no case 9: 'list' shows them");
	ck_assert_uint_eq(err.typed_at, strlen("line 4: there is no case 9"));
	err_set(&err, ERR_NOT_FOUND, "another");
	ck_assert_uint_eq(err.typed_at, 0);
	err_set(&err, ERR_NOT_FOUND, "%0*d" ERR_TYPED "x", 2 * ERR_TEXT_MAX, 1);
	ck_assert_uint_eq(err.typed_at, 0);
	err_set(&err, ERR_NOT_FOUND, "%0*d" ERR_TYPED "x", ERR_TEXT_MAX - 20, 1);
	ck_assert_uint_eq(err.typed_at, ERR_TEXT_MAX - 20);
	err_wrap(&err, "%0*d", ERR_TEXT_MAX / 4, 1);
	ck_assert_uint_eq(err.typed_at, strlen(err.text));
}
END_TEST

START_TEST(setting_an_error_returns_failure_and_keeps_code_and_text)
{
	ck_assert_int_eq(err_set(&err, ERR_STATE, "case %d is closed", 12), -1);
	ck_assert_int_eq(err.code, ERR_STATE);
	ck_assert_str_eq(err.text, "case 12 is closed");
}
END_TEST

/* Walks every row: the contract's exit statuses, and a name and an HTTP status for each. */
START_TEST(every_code_has_a_name_an_exit_status_and_an_http_status)
{
	static const struct {
		enum err_code code;
		const char *name;
		int exit_status;
	} rows[] = {
		{ ERR_FAILED, "failed", 1 },       { ERR_BUSY, "busy", 1 },
		{ ERR_REFUSED, "refused", 1 },     { ERR_INPUT, "input", 2 },
		{ ERR_AMBIGUOUS, "ambiguous", 2 }, { ERR_NOT_FOUND, "not_found", 3 },
		{ ERR_STATE, "state", 4 },         { ERR_CONFLICT, "conflict", 4 },
		{ ERR_REMOTE, "remote", 5 },       { ERR_DAMAGED, "damaged", 6 },
		{ ERR_TOO_NEW, "too_new", 6 },     { ERR_NOT_PERMITTED, "not_permitted", 7 },
	};

	ck_assert_uint_eq(sizeof rows / sizeof *rows, ERR_NCODES - 1);
	ck_assert_int_eq(err_exit_status(ERR_NONE), 0);
	ck_assert_int_eq(err_http_status(ERR_NONE), 200);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		ck_assert_int_eq(rows[i].code, i + 1);
		ck_assert_str_eq(err_name(rows[i].code), rows[i].name);
		ck_assert_int_eq(err_exit_status(rows[i].code), rows[i].exit_status);
		ck_assert_int_ge(err_http_status(rows[i].code), 400);
		ck_assert_int_le(err_http_status(rows[i].code), 503);
	}
	ck_assert_int_eq(err_http_status(ERR_NOT_FOUND), 404);
	ck_assert_int_eq(err_http_status(ERR_NOT_PERMITTED), 403);
}
END_TEST

/* For each place in a character at which the room may end. */
START_TEST(a_long_text_is_never_cut_inside_a_character)
{
	static const char *const letters[] = { "x", "é", "字", "😀" };
	char text[2 * ERR_TEXT_MAX];

	for (size_t k = 0; k < sizeof letters / sizeof *letters; k++) {
		for (size_t shift = 0; shift < 4; shift++) {
			size_t step = strlen(letters[k]);
			size_t n = shift;

			memset(text, 'a', shift);
			for (; n + step < sizeof text; n += step)
				memcpy(text + n, letters[k], step);
			text[n] = '\0';
			err_set(&err, ERR_INPUT, "%s", text);
			ck_assert(utf8_valid(err.text, strlen(err.text)));
			ck_assert_uint_lt(strlen(err.text), sizeof err.text);
			ck_assert_uint_ge(strlen(err.text), sizeof err.text - 4);
			err_wrap(&err, "%s", text);
			ck_assert(utf8_valid(err.text, strlen(err.text)));
			errno = ENOSPC;
			err_set_errno(&err, ERR_FAILED, "%s", text);
			ck_assert(utf8_valid(err.text, strlen(err.text)));
		}
	}
}
END_TEST

START_TEST(the_reason_of_the_system_stands_behind_the_text)
{
	errno = ENOSPC;
	ck_assert_int_eq(err_set_errno(&err, ERR_FAILED, "cannot write '%s'", "a.db"), -1);
	ck_assert_str_eq(err.text, "cannot write 'a.db': No space left on device");
	ck_assert_int_eq(errno, ENOSPC);
}
END_TEST

START_TEST(the_reason_of_the_system_survives_a_text_that_is_too_long)
{
	char path[2 * ERR_TEXT_MAX];

	memset(path, 'p', sizeof path - 1);
	path[sizeof path - 1] = '\0';
	errno = ENOSPC;
	err_set_errno(&err, ERR_FAILED, "%s", path);
	ck_assert_ptr_nonnull(strstr(err.text, "pp: No space left on device"));
}
END_TEST

START_TEST(a_prefix_is_put_before_the_fault_and_the_code_stays)
{
	err_set(&err, ERR_INPUT, "it has 3 fields");
	ck_assert_int_eq(err_wrap(&err, "line %d", 7), -1);
	ck_assert_str_eq(err.text, "line 7: it has 3 fields");
	ck_assert_int_eq(err.code, ERR_INPUT);
}
END_TEST

START_TEST(an_error_may_be_told_again_with_its_own_text)
{
	err_set(&err, ERR_INPUT, "no such day");
	err_set(&err, ERR_REFUSED, "row 1: %s", err.text);
	ck_assert_str_eq(err.text, "row 1: no such day");
}
END_TEST

START_TEST(broken_bytes_in_an_argument_do_no_harm)
{
	char text[ERR_TEXT_MAX * 2];

	memset(text, 0x80, sizeof text - 1);
	text[sizeof text - 1] = '\0';
	err_set(&err, ERR_INPUT, "%s", text);
	ck_assert_uint_lt(strlen(err.text), sizeof err.text);
}
END_TEST

Suite *err_suite(void)
{
	Suite *s = suite_create("err");
	TCase *tc = tcase_create("err");

	tcase_add_checked_fixture(tc, setup, NULL);
	tcase_add_test(tc, an_error_is_one_line_whatever_it_quotes);
	tcase_add_test(tc, setting_an_error_returns_failure_and_keeps_code_and_text);
	tcase_add_test(tc, what_only_helps_who_types_commands_is_known);
	tcase_add_test(tc, every_code_has_a_name_an_exit_status_and_an_http_status);
	tcase_add_test(tc, a_long_text_is_never_cut_inside_a_character);
	tcase_add_test(tc, the_reason_of_the_system_stands_behind_the_text);
	tcase_add_test(tc, the_reason_of_the_system_survives_a_text_that_is_too_long);
	tcase_add_test(tc, a_prefix_is_put_before_the_fault_and_the_code_stays);
	tcase_add_test(tc, an_error_may_be_told_again_with_its_own_text);
	tcase_add_test(tc, broken_bytes_in_an_argument_do_no_harm);
	suite_add_tcase(s, tc);
	return s;
}
