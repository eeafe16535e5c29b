#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "base/suites.h"
#include "base/text.h"

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

/* Parses a copy of exactly n bytes, so that a sanitizer sees one byte too many. */
static int parse_bytes(struct json **j, const char *bytes, size_t n)
{
	char *copy = malloc(n ? n : 1);
	int ret;

	memcpy(copy, bytes, n);
	ret = json_parse(j, &arena, copy, n, &err);
	free(copy);
	return ret;
}

static struct json *parsed(const char *text)
{
	struct json *j = NULL;

	ck_assert_msg(parse_bytes(&j, text, strlen(text)) == 0, "%s: %s", text, err.text);
	return j;
}

START_TEST(every_kind_of_value_is_read)
{
	struct json *j = parsed(" {\"a\": [1, \"two\", null, true, false, {}, []],\n"
				"\t\"b\" : {\"c\":-0.5e+3}, \"\":\"empty name\"}\r\n");
	const struct json *a = json_get(j, "a");
	static const enum json_type want[] = { JSON_NUMBER, JSON_TEXT,   JSON_NULL, JSON_BOOL,
					       JSON_BOOL,   JSON_OBJECT, JSON_ARRAY };
	int i = 0;

	ck_assert_int_eq(j->type, JSON_OBJECT);
	ck_assert_int_eq(j->count, 3);
	ck_assert_ptr_null(j->name);
	ck_assert_int_eq(a->count, 7);
	for (const struct json *v = a->first; v; v = v->next) {
		ck_assert_int_eq(v->type, want[i++]);
		ck_assert_ptr_null(v->name);
	}
	ck_assert_int_eq(i, 7);
	ck_assert(a->first->next->next->next->truth);
	ck_assert(!a->first->next->next->next->next->truth);
	ck_assert_str_eq(json_str(json_get(j, "b"), "c"), "-0.5e+3");
	ck_assert_str_eq(json_str(j, ""), "empty name");
	ck_assert_str_eq(json_get(j, "b")->name, "b");
}
END_TEST

START_TEST(a_document_may_be_a_single_value)
{
	ck_assert_str_eq(parsed("9400111206206406260787")->text, "9400111206206406260787");
	ck_assert_str_eq(parsed(" \"x\" ")->text, "x");
	ck_assert_int_eq(parsed("null")->type, JSON_NULL);
	ck_assert(parsed("true")->truth);
}
END_TEST

START_TEST(numbers_keep_the_text_they_were_written_with)
{
	static const char *const numbers[] = {
		"0",
		"-0",
		"-0.0",
		"1",
		"10",
		"9400111206206406260787",
		"9007199254740993",
		"12345678901234567890123456789012345678901234567890123456789.123",
		"1.50",
		"0.10",
		"1e5",
		"1E+05",
		"1e-999",
		"-1.25E-7",
		"1.7976931348623157e308",
	};
	char text[200];

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		ck_assert_str_eq(parsed(numbers[i])->text, numbers[i]);
		snprintf(text, sizeof text, "{\"-5\":\"6 \\\"7\\\\\",\"8\\\"9\":[true,%s],\"e\":1}",
			 numbers[i]);
		ck_assert_str_eq(json_get(parsed(text), "8\"9")->first->next->text, numbers[i]);
		ck_assert_str_eq(json_str(parsed(text), "e"), "1");
	}
}
END_TEST

START_TEST(escapes_become_the_characters_they_stand_for)
{
	ck_assert_str_eq(parsed("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"")->text, "\"\\/\b\f\n\r\t");
	ck_assert_str_eq(parsed("\"\\u00e9\\u20AC\\ud83d\\uDE00\\u0001\"")->text, "é€😀\x01");
	ck_assert_str_eq(parsed("\"é€😀\x7f\"")->text, "é€😀\x7f");
	ck_assert_ptr_nonnull(json_get(parsed("{\"\\u0061b\":1}"), "ab"));
}
END_TEST

START_TEST(the_first_of_several_members_of_one_name_stays)
{
	struct json *j = parsed("{\"b\":1,\"a\":2,\"b\":{\"x\":3},\"c\":4,\"a\":[5],\"d\":6}");

	ck_assert_int_eq(j->count, 4);
	ck_assert_str_eq(json_str(j, "b"), "1");
	ck_assert_str_eq(json_str(j, "a"), "2");
	ck_assert_str_eq(json_str(j, "c"), "4");
	ck_assert_str_eq(json_str(j, "d"), "6");
	ck_assert_str_eq(j->first->name, "b");
	ck_assert_str_eq(j->first->next->name, "a");
	ck_assert_int_eq(parsed("{\"a\":1,\"A\":2}")->count, 2);
	ck_assert_int_eq(parsed("{\"a\":1,\"\\u0061\":2}")->count, 1);
}
END_TEST

static const struct {
	const char *text, *says;
} not_json[] = {
	{ "", "line 1, column 1: not JSON: the text ends too early" },
	{ " \n ", "line 2, column 2: " },
	{ "{\"a\":1} xyz", "line 1, column 9: not JSON: text behind" },
	{ "{} {}", "line 1, column 4: not JSON: text behind" },
	{ "1 2", "text behind" },
	{ "\xEF\xBB\xBF{}", "line 1, column 1: not JSON: it begins with a byte order" },
	{ "[01]", "line 1, column 2: not JSON: a number" },
	{ "[-01]", "a number" },
	{ "[00]", "a number" },
	{ "[1.]", "a number" },
	{ "[.5]", "a value is expected" },
	{ "[+1]", "a value is expected" },
	{ "[-]", "a number" },
	{ "[1e]", "a number" },
	{ "[1e+]", "a number" },
	{ "[1.2.3]", "a number" },
	{ "[1-2]", "a number" },
	{ "[0x10]", "',' or the closing bracket" },
	{ "[1e999]", "a number is too large" },
	{ "[-1e999]", "a number is too large" },
	{ "[NaN]", "a value is expected" },
	{ "[Infinity]", "a value is expected" },
	{ "[nul]", "a value is expected" },
	{ "[True]", "a value is expected" },
	{ "[truex]", "',' or the closing bracket" },
	{ "[1,]", "line 1, column 4: not JSON: a value" },
	{ "[,1]", "a value is expected" },
	{ "[1 2]", "',' or the closing bracket" },
	{ "[1}", "',' or the closing bracket" },
	{ "{\"a\":1]", "',' or the closing bracket" },
	{ "{\"a\":1,}", "a name in quotes" },
	{ "{a:1}", "a name in quotes" },
	{ "{'a':1}", "a name in quotes" },
	{ "{\"a\"}", "':' is expected" },
	{ "{\"a\",1}", "':' is expected" },
	{ "{1:1}", "a name in quotes" },
	{ "[1] // note", "text behind" },
	{ "/* note */ 1", "a value is expected" },
	{ "[\"a\nb\"]", "line 1, column 4: not JSON: a control character" },
	{ "[\"a\tb\"]", "a control character" },
	{ "[\"\x1f\"]", "a control character" },
	{ "[\"\\u0000\"]", "line 1, column 3: not JSON: a NUL" },
	{ "{\"a\\u0000b\":1}", "a NUL" },
	{ "[\"\\x41\"]", "an unknown escape" },
	{ "[\"\\'\"]", "an unknown escape" },
	{ "[\"\\u12g4\"]", "four hexadecimal" },
	{ "[\"\\u 123\"]", "four hexadecimal" },
	{ "[\"\\ud800\"]", "half a surrogate" },
	{ "[\"\\udc00\"]", "half a surrogate" },
	{ "[\"\\ud800\\u0041\"]", "half a surrogate" },
	{ "[\"\\ud800\\ud800\"]", "half a surrogate" },
	{ "[\"\xff\"]", "line 1, column 3: not JSON: not UTF-8" },
	{ "[\"\x80\"]", "not UTF-8" },
	{ "[\"\xC0\xAF\"]", "not UTF-8" },
	{ "[\"\xC3(\"]", "not UTF-8" },
	{ "[\"\xED\xA0\x80\"]", "not UTF-8" },
	{ "[\"\xF5\x80\x80\x80\"]", "not UTF-8" },
	{ "[\"\xE2\x82", "not UTF-8" },
	{ "\"abc", "line 1, column 5: not JSON: a text is not closed" },
	{ "\"abc\\", "a text is not closed" },
	{ "[\f1]", "a value is expected" },
	{ "[\n\n  \"é€\", x]", "line 3, column 9: " },
};

START_TEST(what_is_not_strict_json_is_refused_with_its_place)
{
	for (size_t i = 0; i < sizeof not_json / sizeof *not_json; i++) {
		struct json *j = NULL;

		memset(&err, 0, sizeof err);
		ck_assert_msg(parse_bytes(&j, not_json[i].text, strlen(not_json[i].text)) == -1,
			      "taken: %s", not_json[i].text);
		ck_assert_int_eq(err.code, ERR_INPUT);
		ck_assert_msg(strstr(err.text, not_json[i].says), "%s: %s", not_json[i].text,
			      err.text);
		ck_assert_ptr_null(j);
	}
}
END_TEST

START_TEST(a_raw_nul_is_refused_everywhere)
{
	static const char *const texts[] = { "[1,2]", "\"abc\"", "{\"a\":1}", "true", "12" };
	struct json *j;
	char text[16];

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		size_t n = strlen(texts[i]);

		for (size_t at = 0; at <= n; at++) {
			memcpy(text, texts[i], at);
			text[at] = '\0';
			memcpy(text + at + 1, texts[i] + at, n - at);
			ck_assert_msg(parse_bytes(&j, text, n + 1) == -1, "%s at %zu", texts[i],
				      at);
		}
	}
}
END_TEST

static const char mixed[] =
	"{\"tracking\":[{\"number\":\"9400111206206406260787\",\"ok\":true,"
	"\"weight\":-12.50e+1,\"none\":null,\"text\":\"\\u00e9\\ud83d\\ude00 é😀\\n\","
	"\"no\":false,\"list\":[[],{},[1,0,-3]]}]}";

START_TEST(a_text_cut_at_any_byte_is_refused)
{
	struct json *j;

	for (size_t n = 0; n < sizeof mixed - 1; n++)
		ck_assert_msg(parse_bytes(&j, mixed, n) == -1, "cut at %zu", n);
	ck_assert_int_eq(parse_bytes(&j, mixed, sizeof mixed - 1), 0);
}
END_TEST

START_TEST(a_text_with_any_byte_replaced_is_read_or_refused_but_never_crashes)
{
	static const char bytes[] = "\0\x01\"\\{}[],:0-.eEut \n\x7f\x80\xC3\xED\xF4\xFF";
	char text[sizeof mixed];
	struct json *j;

	for (size_t i = 0; i < sizeof mixed - 1; i++) {
		for (size_t b = 0; b < sizeof bytes - 1; b++) {
			memcpy(text, mixed, sizeof mixed);
			text[i] = bytes[b];
			if (parse_bytes(&j, text, sizeof mixed - 1) == -1)
				ck_assert_int_eq(err.code, ERR_INPUT);
		}
		arena_release(&arena);
	}
}
END_TEST

static void nest(int levels, const char *open, const char *close)
{
	buf_clear(&out);
	for (int i = 0; i < levels; i++)
		buf_puts(&out, open);
	for (int i = 0; i < levels; i++)
		buf_puts(&out, close);
}

START_TEST(sixty_four_levels_are_read_and_no_more)
{
	struct json *j;

	nest(64, "[", "]");
	ck_assert_int_eq(parse_bytes(&j, out.at, out.len), 0);
	nest(65, "[", "]");
	ck_assert_int_eq(parse_bytes(&j, out.at, out.len), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "column 65: not JSON: more than 64 levels"));
	nest(63, "{\"a\":[1,", "]}");
	ck_assert_int_eq(parse_bytes(&j, out.at, out.len), -1);
	nest(1000000, "[", "]");
	ck_assert_int_eq(parse_bytes(&j, out.at, out.len), -1);
	nest(1000000, "{\"a\":", "}");
	ck_assert_int_eq(parse_bytes(&j, out.at, out.len), -1);

	/* Neighbours are no levels. */
	buf_clear(&out);
	buf_puts(&out, "[[]");
	for (int i = 0; i < 1000; i++)
		buf_puts(&out, ",[{}]");
	buf_puts(&out, "]");
	ck_assert_int_eq(parse_bytes(&j, out.at, out.len), 0);
	ck_assert_int_eq(j->count, 1001);
}
END_TEST

START_TEST(a_number_of_64_characters_is_refused)
{
	struct json *j;
	char digits[65];

	memset(digits, '7', sizeof digits);
	ck_assert_int_eq(parse_bytes(&j, digits, 63), 0);
	ck_assert_uint_eq(strlen(j->text), 63);
	ck_assert_int_eq(parse_bytes(&j, digits, 64), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "longer than 63"));
	for (int i = 0; i < 1000000; i++)
		buf_putc(&out, '9');
	ck_assert_int_eq(parse_bytes(&j, out.at, out.len), -1);
}
END_TEST

START_TEST(ten_megabytes_of_text_are_read_whole)
{
	enum { SIZE = 10 * 1024 * 1024 };
	struct json *j;

	buf_puts(&out, "[\"");
	for (int i = 0; i < SIZE; i++)
		buf_putc(&out, (char)('a' + i % 26));
	buf_puts(&out, "\"]");
	ck_assert_int_eq(parse_bytes(&j, out.at, out.len), 0);
	ck_assert_uint_eq(strlen(j->first->text), SIZE);
	ck_assert_mem_eq(j->first->text, out.at + 2, SIZE);
}
END_TEST

START_TEST(more_than_two_million_values_are_refused)
{
	struct json *j;

	buf_putc(&out, '[');
	for (int i = 0; i < 2000000; i++)
		buf_puts(&out, i ? ",0" : "0");
	buf_putc(&out, ']');
	ck_assert_int_eq(parse_bytes(&j, out.at, out.len), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "more than 2,000,000 values"));
}
END_TEST

/* A quadratic search for doubles would need minutes here; the case's timeout would end it. */
START_TEST(an_object_of_many_members_is_read_in_time)
{
	struct json *j;

	buf_putc(&out, '{');
	for (int i = 0; i < 200000; i++)
		buf_printf(&out, "%s\"k%d\":%d", i ? "," : "", i % 150000, i);
	buf_putc(&out, '}');
	ck_assert_int_eq(parse_bytes(&j, out.at, out.len), 0);
	ck_assert_int_eq(j->count, 150000);
	ck_assert_str_eq(json_str(j, "k7"), "7");
	ck_assert_str_eq(json_str(j, "k149999"), "149999");
}
END_TEST

START_TEST(members_are_found_by_exact_or_folded_name)
{
	struct json *j = parsed("{\"mailClass\":\"x\",\"MAILCLASS\":\"y\",\"n\":null}");

	ck_assert_str_eq(json_str(j, "MAILCLASS"), "y");
	ck_assert_ptr_null(json_get(j, "mailclass"));
	ck_assert_str_eq(json_get_nocase(j, "mailclass")->text, "x");
	ck_assert_ptr_null(json_get_nocase(j, "mail"));
	ck_assert_int_eq(json_get(j, "n")->type, JSON_NULL);
	ck_assert_ptr_null(json_get(NULL, "n"));
	ck_assert_ptr_null(json_get_nocase(NULL, "n"));
	ck_assert_ptr_null(json_get(parsed("[1]"), "n"));
	ck_assert_ptr_null(json_get(parsed("\"n\""), "n"));
}
END_TEST

START_TEST(short_cuts_give_text_truth_and_whole_numbers)
{
	struct json *j =
		parsed("{\"t\":\"text\",\"n\":22.50,\"yes\":true,\"no\":false,\"nil\":null,"
		       "\"a\":[1],\"o\":{},\"Y\":\"Y\",\"s1\":\"1\",\"st\":\"true\",\"N\":\"N\","
		       "\"e\":\"\",\"i\":-42,\"is\":\"0042\",\"x\":\"4x\",\"m\":\"-\","
		       "\"max\":9223372036854775807,\"min\":-9223372036854775808,"
		       "\"over\":9223372036854775808,\"exp\":1e3,\"sp\":\" 1\",\"plus\":\"+1\"}");
	static const char *const no_int[] = { "t", "n", "yes",  "nil", "a",  "o",    "e",
					      "x", "m", "over", "exp", "sp", "plus", "absent" };
	static const char *const truthy[] = { "yes", "Y", "s1", "st" };
	static const char *const falsy[] = { "no", "N", "nil", "a", "o", "e", "t", "i", "absent" };
	int64_t n = 7;

	ck_assert_str_eq(json_str(j, "t"), "text");
	ck_assert_str_eq(json_str(j, "n"), "22.50");
	ck_assert_str_eq(json_str(j, "yes"), "true");
	ck_assert_str_eq(json_str(j, "no"), "false");
	ck_assert_str_eq(json_str(j, "e"), "");
	ck_assert_ptr_null(json_str(j, "nil"));
	ck_assert_ptr_null(json_str(j, "a"));
	ck_assert_ptr_null(json_str(j, "o"));
	ck_assert_ptr_null(json_str(j, "absent"));
	for (size_t i = 0; i < sizeof truthy / sizeof *truthy; i++)
		ck_assert_msg(json_truthy(j, truthy[i]), "%s", truthy[i]);
	for (size_t i = 0; i < sizeof falsy / sizeof *falsy; i++)
		ck_assert_msg(!json_truthy(j, falsy[i]), "%s", falsy[i]);
	for (size_t i = 0; i < sizeof no_int / sizeof *no_int; i++)
		ck_assert_msg(json_int(&n, j, no_int[i]) == -1, "%s", no_int[i]);
	ck_assert_int_eq(n, 7);
	ck_assert_int_eq(json_int(&n, j, "i"), 0);
	ck_assert_int_eq(n, -42);
	ck_assert_int_eq(json_int(&n, j, "is"), 0);
	ck_assert_int_eq(n, 42);
	ck_assert_int_eq(json_int(&n, j, "max"), 0);
	ck_assert(n == INT64_MAX);
	ck_assert_int_eq(json_int(&n, j, "min"), 0);
	ck_assert(n == INT64_MIN);
}
END_TEST

static void write_sample(bool pretty)
{
	struct json_out o;

	json_out_init(&o, &out, pretty);
	json_begin_object(&o);
	json_name(&o, "case");
	json_number(&o, INT64_MIN);
	json_name(&o, "list");
	json_begin_array(&o);
	json_number(&o, INT64_MAX);
	json_text(&o, "x");
	json_text(&o, NULL);
	json_bool(&o, true);
	json_bool(&o, false);
	json_null(&o);
	json_begin_object(&o);
	json_end_object(&o);
	json_begin_array(&o);
	json_end_array(&o);
	json_end_array(&o);
	json_name(&o, "inner");
	json_begin_object(&o);
	json_name(&o, "a\"b");
	json_begin_array(&o);
	json_begin_array(&o);
	json_number(&o, 0);
	json_end_array(&o);
	json_end_array(&o);
	json_end_object(&o);
	json_end_object(&o);
}

START_TEST(a_document_is_written_without_blanks)
{
	write_sample(false);
	ck_assert_str_eq(out.at,
			 "{\"case\":-9223372036854775808,\"list\":[9223372036854775807,\"x\","
			 "null,true,false,null,{},[]],\"inner\":{\"a\\\"b\":[[0]]}}");
	parsed(out.at);
}
END_TEST

START_TEST(a_pretty_document_indents_by_two)
{
	write_sample(true);
	ck_assert_str_eq(out.at, "{\n"
				 "  \"case\": -9223372036854775808,\n"
				 "  \"list\": [\n"
				 "    9223372036854775807,\n"
				 "    \"x\",\n"
				 "    null,\n"
				 "    true,\n"
				 "    false,\n"
				 "    null,\n"
				 "    {},\n"
				 "    []\n"
				 "  ],\n"
				 "  \"inner\": {\n"
				 "    \"a\\\"b\": [\n"
				 "      [\n"
				 "        0\n"
				 "      ]\n"
				 "    ]\n"
				 "  }\n"
				 "}");
	parsed(out.at);
}
END_TEST

static const char *written(const char *text)
{
	struct json_out o;

	buf_clear(&out);
	json_out_init(&o, &out, false);
	json_text(&o, text);
	return out.at;
}

START_TEST(what_json_and_javascript_cannot_hold_raw_is_escaped)
{
	ck_assert_str_eq(written("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"");
	ck_assert_str_eq(written("\b\t\n\f\r"), "\"\\b\\t\\n\\f\\r\"");
	ck_assert_str_eq(written("\x01\x1f\x7f"), "\"\\u0001\\u001f\\u007f\"");
	ck_assert_str_eq(written("\u2027\u2028\u2029\u202A"), "\"\u2027\\u2028\\u2029\u202A\"");
	ck_assert_str_eq(written("é€😀"), "\"é€😀\"");
	ck_assert_str_eq(written(""), "\"\"");
	ck_assert_str_eq(written(NULL), "null");
}
END_TEST

START_TEST(each_character_comes_back_as_it_was_written)
{
	char text[2] = "";

	for (int c = 1; c < 128; c++) {
		text[0] = (char)c;
		ck_assert_str_eq(parsed(written(text))->text, text);
	}
}
END_TEST

START_TEST(broken_utf8_is_repaired_on_the_way_out)
{
	static const char *const broken[] = { "a\377b", "\xC3", "\xE2\x80", "x\xED\xA0\x80y",
					      "\xC0\xAF" };

	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		const char *text = written(broken[i]);

		ck_assert(utf8_valid(text, strlen(text)));
		ck_assert_ptr_nonnull(strstr(text, "\uFFFD"));
		parsed(text);
	}
}
END_TEST

START_TEST(writing_past_the_ceiling_shows_in_the_buffer)
{
	struct buf small;
	struct json_out o;

	buf_init(&small, 8);
	json_out_init(&o, &small, true);
	json_begin_array(&o);
	for (int i = 0; i < 100; i++)
		json_text(&o, "\x01\xff");
	json_end_array(&o);
	ck_assert(small.full);
	ck_assert_int_eq(buf_check(&small, "the answer", &err), -1);
	buf_release(&small);
}
END_TEST

Suite *json_suite(void)
{
	Suite *s = suite_create("json");
	TCase *tc = tcase_create("json");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, every_kind_of_value_is_read);
	tcase_add_test(tc, a_document_may_be_a_single_value);
	tcase_add_test(tc, numbers_keep_the_text_they_were_written_with);
	tcase_add_test(tc, escapes_become_the_characters_they_stand_for);
	tcase_add_test(tc, the_first_of_several_members_of_one_name_stays);
	tcase_add_test(tc, what_is_not_strict_json_is_refused_with_its_place);
	tcase_add_test(tc, a_raw_nul_is_refused_everywhere);
	tcase_add_test(tc, a_text_cut_at_any_byte_is_refused);
	tcase_add_test(tc, a_text_with_any_byte_replaced_is_read_or_refused_but_never_crashes);
	tcase_add_test(tc, sixty_four_levels_are_read_and_no_more);
	tcase_add_test(tc, a_number_of_64_characters_is_refused);
	tcase_add_test(tc, ten_megabytes_of_text_are_read_whole);
	tcase_add_test(tc, more_than_two_million_values_are_refused);
	tcase_add_test(tc, an_object_of_many_members_is_read_in_time);
	tcase_add_test(tc, members_are_found_by_exact_or_folded_name);
	tcase_add_test(tc, short_cuts_give_text_truth_and_whole_numbers);
	tcase_add_test(tc, a_document_is_written_without_blanks);
	tcase_add_test(tc, a_pretty_document_indents_by_two);
	tcase_add_test(tc, what_json_and_javascript_cannot_hold_raw_is_escaped);
	tcase_add_test(tc, each_character_comes_back_as_it_was_written);
	tcase_add_test(tc, broken_utf8_is_repaired_on_the_way_out);
	tcase_add_test(tc, writing_past_the_ceiling_shows_in_the_buffer);
	suite_add_tcase(s, tc);
	return s;
}
