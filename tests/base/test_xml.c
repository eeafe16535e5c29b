#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/suites.h"
#include "base/text.h"
#include "base/xml.h"

static struct arena arena;
static struct err err;

static void setup(void)
{
	memset(&err, 0, sizeof err);
}

static void teardown(void)
{
	arena_release(&arena);
}

/* Parses a copy of exactly n bytes, so that a sanitizer sees one byte too many. */
static int parse_bytes(struct xml **x, const char *bytes, size_t n)
{
	char *copy = malloc(n ? n : 1);
	int ret;

	memcpy(copy, bytes, n);
	ret = xml_parse(x, &arena, copy, n, &err);
	free(copy);
	return ret;
}

static struct xml *parsed(const char *text)
{
	struct xml *x = NULL;

	ck_assert_msg(parse_bytes(&x, text, strlen(text)) == 0, "%s: %s", text, err.text);
	return x;
}

START_TEST(elements_keep_their_order_and_their_text)
{
	struct xml *x = parsed("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<list kind='x'>\n"
			       "\t<item>one</item> <!-- none --> <item/>\n"
			       "\t<other> a &amp; b </other><item></item>\n</list>\n");

	ck_assert_str_eq(x->name, "list");
	ck_assert_ptr_null(x->text);
	ck_assert_ptr_null(x->next);
	ck_assert_int_eq(x->count, 4);
	ck_assert_str_eq(x->first->text, "one");
	ck_assert_str_eq(x->first->next->text, "");
	ck_assert_str_eq(x->first->next->next->text, " a & b ");
	ck_assert_str_eq(x->first->next->next->next->text, "");
	ck_assert_ptr_null(x->first->next->next->next->next);
}
END_TEST

START_TEST(names_come_without_namespace_and_prefix)
{
	struct xml *x = parsed("<t:a xmlns:t=\"http://example.com/t\" xmlns=\"http://example.com\">"
			       "<b>1</b><t:c>2</t:c></t:a>");

	ck_assert_str_eq(x->name, "a");
	ck_assert_str_eq(xml_str(x, "b"), "1");
	ck_assert_str_eq(xml_str(x, "c"), "2");
}
END_TEST

START_TEST(references_and_sections_become_characters)
{
	struct xml *x = parsed("<a><b>&#233;&#x20AC;&lt;&gt;&quot;&apos;&amp;</b>"
			       "<c><![CDATA[<i>&amp;</i>]]></c><d>\r\nx\ry</d></a>");

	ck_assert_str_eq(xml_str(x, "b"), "é€<>\"'&");
	ck_assert_str_eq(xml_str(x, "c"), "<i>&amp;</i>");
	ck_assert_str_eq(xml_str(x, "d"), "\nx\ny");
}
END_TEST

START_TEST(children_are_found_by_exact_name_and_the_first_counts)
{
	struct xml *x = parsed("<a><b>1</b><B>2</B><b>3</b><c><d/></c></a>");

	ck_assert_str_eq(xml_str(x, "b"), "1");
	ck_assert_str_eq(xml_str(x, "B"), "2");
	ck_assert_ptr_null(xml_get(x, "d"));
	ck_assert_ptr_nonnull(xml_get(xml_get(x, "c"), "d"));
	ck_assert_ptr_null(xml_str(x, "c"));
	ck_assert_ptr_null(xml_get(NULL, "b"));
	ck_assert_ptr_null(xml_str(NULL, "b"));
}
END_TEST

/* clang-format off */
static const struct {
	const char *text, *says;
} refused[] = {
	{ "",					"line 1, column 1: not XML: no element found" },
	{ " \n ",				"line 2, column 2: not XML: no element found" },
	{ "text",				"line 1, column 1" },
	{ "<a>",				"not XML" },
	{ "<a></b>",				"line 1, column 6: not XML: mismatched tag" },
	{ "<a/><b/>",				"line 1, column 5: not XML: junk after" },
	{ "<a/>text",				"line 1, column 5" },
	{ "\n<?xml version=\"1.0\"?><a/>",	"line 2, column 1" },
	{ "<a b=1/>",				"not XML" },
	{ "<a b='1' b='2'/>",			"duplicate attribute" },
	{ "<a>&nbsp;</a>",			"undefined entity" },
	{ "<a>&#0;</a>",			"reference to invalid character number" },
	{ "<a>&#xD800;</a>",			"reference to invalid character number" },
	{ "<a>\x01</a>",			"line 1, column 4" },
	{ "<a>\xFF</a>",			"line 1, column 4" },
	{ "<a>\xC0\xAF</a>",			"line 1, column 4" },
	{ "<a>\xED\xA0\x80</a>",		"line 1, column 4" },
	{ "<p:a/>",				"unbound prefix" },
	{ "<a>a < b</a>",			"line 1, column" },
	{ "<a>]]></a>",				"line 1, column" },
	{ "<!DOCTYPE a><a/>",			"a DOCTYPE is not taken" },
	{ "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", "a DOCTYPE is not taken" },
	{ "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
						"a DOCTYPE is not taken" },
	{ "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>", "not XML" },
};
/* clang-format on */

START_TEST(what_is_not_strict_xml_is_refused_with_its_place)
{
	struct xml *x = NULL;

	ck_assert_int_eq(parse_bytes(&x, refused[_i].text, strlen(refused[_i].text)), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_msg(strstr(err.text, refused[_i].says), "%s: %s", refused[_i].text, err.text);
	ck_assert_ptr_null(x);
}
END_TEST

START_TEST(a_billion_laughs_are_refused_before_they_begin)
{
	struct buf b;
	struct xml *x;

	buf_init(&b, 64 * 1024);
	buf_puts(&b, "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [\n<!ENTITY lol0 \"lol\">\n");
	for (int i = 1; i < 10; i++) {
		buf_printf(&b, "<!ENTITY lol%d \"", i);
		for (int k = 0; k < 10; k++)
			buf_printf(&b, "&lol%d;", i - 1);
		buf_puts(&b, "\">\n");
	}
	buf_puts(&b, "]>\n<lolz>&lol9;</lolz>\n");
	ck_assert_int_eq(parse_bytes(&x, b.at, b.len), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "line 2,"));
	ck_assert_ptr_nonnull(strstr(err.text, "a DOCTYPE is not taken"));
	ck_assert_uint_lt(arena.used, 1024);
	buf_release(&b);
}
END_TEST

static const char mixed[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	"<m:list xmlns:m=\"urn:x\" a=\"1\"><!-- c --><one>t&#233;xt &amp; \xC3\xA9</one>"
	"<two><![CDATA[raw <b>]]></two><?pi data?><three x='y'/></m:list>";

START_TEST(a_text_cut_at_any_byte_is_refused)
{
	struct xml *x;

	for (size_t n = 0; n < sizeof mixed - 1; n++)
		ck_assert_msg(parse_bytes(&x, mixed, n) == -1, "cut at %zu", n);
	ck_assert_int_eq(parse_bytes(&x, mixed, sizeof mixed - 1), 0);
}
END_TEST

static void check_text(const struct xml *x)
{
	ck_assert(utf8_valid(x->name, strlen(x->name)));
	ck_assert(!x->text || utf8_valid(x->text, strlen(x->text)));
	ck_assert_int_eq(!x->first, x->text != NULL);
	for (const struct xml *child = x->first; child; child = child->next)
		check_text(child);
}

START_TEST(a_text_with_any_byte_replaced_is_read_or_refused_but_never_crashes)
{
	static const char bytes[] = "\0\x01\"'<>&;/!?[]-=: \n\x7f\x80\xC3\xED\xF4\xFF";
	char text[sizeof mixed];
	struct xml *x;

	for (size_t i = 0; i < sizeof mixed - 1; i++) {
		for (size_t b = 0; b < sizeof bytes - 1; b++) {
			memcpy(text, mixed, sizeof mixed);
			text[i] = bytes[b];
			if (parse_bytes(&x, text, sizeof mixed - 1) == -1)
				ck_assert_int_eq(err.code, ERR_INPUT);
			else
				check_text(x);
		}
		arena_release(&arena);
	}
}
END_TEST

static int parse_nested(int levels)
{
	struct buf b;
	struct xml *x;
	int rc;

	buf_init(&b, 1024 * 1024);
	for (int i = 0; i < levels; i++)
		buf_puts(&b, "<a>");
	for (int i = 0; i < levels; i++)
		buf_puts(&b, "</a>");
	rc = parse_bytes(&x, b.at, b.len);
	buf_release(&b);
	return rc;
}

START_TEST(sixty_four_levels_are_read_and_no_more)
{
	ck_assert_int_eq(parse_nested(64), 0);
	ck_assert_int_eq(parse_nested(65), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "more than 64 levels"));
	ck_assert_int_eq(parse_nested(100000), -1);
}
END_TEST

static int parse_many(int elements)
{
	struct buf b;
	struct xml *x;
	int rc;

	buf_init(&b, 1024 * 1024);
	buf_puts(&b, "<l>");
	for (int i = 1; i < elements; i++)
		buf_puts(&b, "<e/>");
	buf_puts(&b, "</l>");
	rc = parse_bytes(&x, b.at, b.len);
	if (rc == 0)
		ck_assert_int_eq(x->count, elements - 1);
	buf_release(&b);
	return rc;
}

START_TEST(a_hundred_thousand_elements_are_read_and_no_more)
{
	ck_assert_int_eq(parse_many(100000), 0);
	ck_assert_int_eq(parse_many(100001), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "more than 100,000 elements"));
}
END_TEST

START_TEST(sixteen_mebibytes_are_read_and_no_more)
{
	size_t max = 16 * 1024 * 1024;
	char *text = malloc(max + 1);
	struct xml *x;

	memset(text, 'x', max + 1);
	memcpy(text, "<a>", 3);
	memcpy(text + max - 4, "</a>", 4);
	ck_assert_int_eq(xml_parse(&x, &arena, text, max, &err), 0);
	ck_assert_uint_eq(strlen(x->text), max - 7);
	text[max] = '\n';
	ck_assert_int_eq(xml_parse(&x, &arena, text, max + 1, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "16 MiB"));
	free(text);
}
END_TEST

Suite *xml_suite(void)
{
	Suite *s = suite_create("xml");
	TCase *tc = tcase_create("xml");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, elements_keep_their_order_and_their_text);
	tcase_add_test(tc, names_come_without_namespace_and_prefix);
	tcase_add_test(tc, references_and_sections_become_characters);
	tcase_add_test(tc, children_are_found_by_exact_name_and_the_first_counts);
	tcase_add_loop_test(tc, what_is_not_strict_xml_is_refused_with_its_place, 0,
			    sizeof refused / sizeof *refused);
	tcase_add_test(tc, a_billion_laughs_are_refused_before_they_begin);
	tcase_add_test(tc, a_text_cut_at_any_byte_is_refused);
	tcase_add_test(tc, a_text_with_any_byte_replaced_is_read_or_refused_but_never_crashes);
	tcase_add_test(tc, sixty_four_levels_are_read_and_no_more);
	tcase_add_test(tc, a_hundred_thousand_elements_are_read_and_no_more);
	tcase_add_test(tc, sixteen_mebibytes_are_read_and_no_more);
	suite_add_tcase(s, tc);
	return s;
}
