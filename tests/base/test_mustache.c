#include "base/mustache.h"

#include <check.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "base/suites.h"

static struct arena a;
static struct err err;
static struct buf out;

static void setup(void)
{
	err = (struct err){ 0 };
	buf_init(&out, 1 << 20);
}

static void teardown(void)
{
	buf_release(&out);
	arena_release(&a);
}

/* --- what is shown is a JSON document --- */

static enum mustache_kind kind_of(void *payload, const void *item)
{
	const struct json *j = item;

	(void)payload;
	switch (j->type) {
	case JSON_NULL:
		return MUSTACHE_NOTHING;
	case JSON_BOOL:
		return j->truth ? MUSTACHE_VALUE : MUSTACHE_NOTHING;
	case JSON_TEXT:
		return *j->text ? MUSTACHE_VALUE : MUSTACHE_NOTHING;
	case JSON_ARRAY:
		return MUSTACHE_LIST;
	case JSON_OBJECT:
		return MUSTACHE_MAP;
	case JSON_NUMBER:
		break;
	}
	return MUSTACHE_VALUE;
}

static const void *child_of(void *payload, const void *map, const char *name)
{
	(void)payload;
	return json_get(map, name);
}

static const void *first_of(void *payload, const void *list)
{
	(void)payload;
	return ((const struct json *)list)->first;
}

static const void *next_of(void *payload, const void *item)
{
	(void)payload;
	return ((const struct json *)item)->next;
}

static const char *text_of(void *payload, const void *item)
{
	(void)payload;
	return ((const struct json *)item)->text;
}

static struct json *json(const char *text)
{
	struct json *j;

	ck_assert_msg(json_parse(&j, &a, text, strlen(text), &err) == 0, "%s", err.text);
	return j;
}

static int load(struct mustache_text *partial, void *payload, const char *name, struct err *e)
{
	const char *text = json_str(payload, name);

	(void)e;
	if (text)
		*partial = (struct mustache_text){ name, text, strlen(text) };
	return 0;
}

static int parse(struct mustache **m, const char *template, const char *partials)
{
	const struct mustache_text text = { "a.mustache", template, strlen(template) };

	return mustache_parse(m, &a, &text, load, json(partials ? partials : "{}"), &err);
}

static int render(const char *template, const char *data, const char *partials,
		  struct mustache_how how)
{
	const struct mustache_data d = { json(data), NULL,    kind_of, child_of,
					 first_of,   next_of, text_of };
	struct mustache *m;

	buf_clear(&out);
	if (parse(&m, template, partials) < 0)
		return -1;
	return mustache_render(&out, m, &d, how, &err);
}

/* --- what the language says --- */

#define PEOPLE "{\"who\":[{\"n\":\"Ann\"},{\"n\":\"Bo\"}],\"host\":\"Cy\"}"
#define NESTED "{\"a\":{\"b\":{\"c\":\"deep\"}},\"b\":{\"c\":\"top\"}}"

/* clang-format off */
static const struct {
	const char *template, *data, *partials, *expected;
} spec[] = {
	/* values */
	{ "no tags at all\n", "{}", NULL, "no tags at all\n" },
	{ "", "{}", NULL, "" },
	{ "Hello, {{name}}!", "{\"name\":\"Ann\"}", NULL, "Hello, Ann!" },
	{ "{{ name }}|{{\tname\n}}", "{\"name\":\"Ann\"}", NULL, "Ann|Ann" },
	{ "{{a}} {{{a}}} {{&a}} {{& a }}", "{\"a\":\"<'&\\\">\"}", NULL,
	  "&lt;&#39;&amp;&quot;&gt; <'&\"> <'&\"> <'&\">" },
	{ "{{n}} {{z}}", "{\"n\":22.10,\"z\":0}", NULL, "22.10 0" },
	{ "({{none}})({{null}})", "{\"null\":null}", NULL, "()()" },
	{ "{{.}}", "\"all\"", NULL, "all" },
	{ "{{{.}}} {{&.}}", "\"<\"", NULL, "< <" },
	{ "  {{a}}\n", "{\"a\":1}", NULL, "  1\n" },
	/* dotted names */
	{ "{{a.b.c}} {{b.c}}", NESTED, NULL, "deep top" },
	{ "({{a.b.x}})({{a.x.c}})({{x.b.c}})({{a.b.c.d}})", NESTED, NULL, "()()()()" },
	{ "{{#a}}{{b.c}}{{/a}}", NESTED, NULL, "deep" },
	{ "{{#a}}({{b.x}}){{/a}}", "{\"a\":{\"b\":{}},\"b\":{\"x\":\"no\"}}", NULL, "()" },
	{ "({{a.b}})", "{\"a.b\":\"one key\"}", NULL, "()" },
	{ "{{#a.b}}{{c}}{{/a.b}}{{^a.x}}none{{/a.x}}", NESTED, NULL, "deepnone" },
	/* sections */
	{ "{{#yes}}a{{/yes}}{{#no}}b{{/no}}", "{\"yes\":true,\"no\":false}", NULL, "a" },
	{ "{{#who}}{{n}}, {{/who}}", PEOPLE, NULL, "Ann, Bo, " },
	{ "{{#who}}{{n}} and {{host}}; {{/who}}", PEOPLE, NULL, "Ann and Cy; Bo and Cy; " },
	{ "{{#l}}{{.}}-{{/l}}", "{\"l\":[\"a\",1,2.50]}", NULL, "a-1-2.50-" },
	{ "{{#l}}({{#.}}{{.}}{{/.}}){{/l}}", "{\"l\":[[1,2],[],[3]]}", NULL, "(12)()(3)" },
	{ "{{#.}}{{n}}{{/.}}", "[{\"n\":1},{\"n\":2}]", NULL, "12" },
	{ "{{#s}}{{.}} {{s}}{{/s}}", "{\"s\":\"text\"}", NULL, "text text" },
	{ "{{#e}}x{{/e}}{{#t}}y{{/t}}{{#n}}z{{/n}}", "{\"e\":[],\"t\":\"\",\"n\":null}", NULL, "" },
	{ "{{#a}}{{#b}}{{#c}}{{.}}{{/c}}{{/b}}{{/a}}", NESTED, NULL, "deep" },
	{ "{{#a}}1{{/a}} {{#a}}2{{/a}}", "{\"a\":true}", NULL, "1 2" },
	{ "{{#a}}{{#a}}x{{/a}}{{/a}}", "{\"a\":true}", NULL, "x" },
	{ "{{# a }}x{{/ a }}", "{\"a\":1}", NULL, "x" },
	/* inverted */
	{ "{{^yes}}a{{/yes}}{{^no}}b{{/no}}{{^none}}c{{/none}}", "{\"yes\":1,\"no\":false}", NULL,
	  "bc" },
	{ "{{^e}}none{{/e}}{{^l}}some{{/l}}", "{\"e\":[],\"l\":[1]}", NULL, "none" },
	{ "{{^a}}x{{/a}}", "{\"a\":{}}", NULL, "" },
	/* lines on which a tag stands alone */
	{ "a\n{{#t}}\nb\n{{/t}}\nc\n", "{\"t\":1}", NULL, "a\nb\nc\n" },
	{ "a\n  {{#t}}  \nb\n\t{{/t}}\nc", "{\"t\":1}", NULL, "a\nb\nc" },
	{ "a\r\n{{#t}}\r\nb\r\n{{/t}}\r\nc", "{\"t\":1}", NULL, "a\r\nb\r\nc" },
	{ "{{#t}}\nb{{/t}}\n", "{\"t\":1}", NULL, "b\n" },
	{ "  {{^t}}\nb\n  {{/t}}", "{}", NULL, "b\n" },
	{ "a {{#t}} b\n {{/t}} c\n", "{\"t\":1}", NULL, "a  b\n  c\n" },
	{ "  {{#t}}x{{/t}}\n", "{\"t\":1}", NULL, "  x\n" },
	{ "a\n{{#t}} {{/t}}\nb", "{\"t\":1}", NULL, "a\n \nb" },
	{ "{{#t}}\r\n{{/t}}", "{\"t\":1}", NULL, "" },
	/* comments */
	{ "a{{! no }}b", "{}", NULL, "ab" },
	{ "a\n  {{! many\n lines }}\nb", "{}", NULL, "a\nb" },
	{ "a {{! x }}\nb", "{}", NULL, "a \nb" },
	{ "{{!}}a", "{}", NULL, "a" },
	{ "a\r\n{{! x }}\r\nb", "{}", NULL, "a\r\nb" },
	/* partials */
	{ "({{>p}})", "{\"x\":1}", "{\"p\":\"<{{x}}>\"}", "(<1>)" },
	{ "({{> none }})", "{}", NULL, "()" },
	{ "{{>tree}}",
	  "{\"v\":1,\"of\":[{\"v\":2,\"of\":[{\"v\":3,\"of\":[]}]},{\"v\":4,\"of\":[]}]}",
	  "{\"tree\":\"{{v}}<{{#of}}{{>tree}}{{/of}}>\"}", "1<2<3<>>4<>>" },
	{ "a\n  {{>p}}\nb\n", "{\"x\":\"1\\n2\"}", "{\"p\":\"|\\n{{{x}}}\\n|\\n\"}",
	  "a\n  |\n  1\n2\n  |\nb\n" },
	{ "  {{>p}}\n", "{}", "{\"p\":\"one\\n{{>q}}\\n\\nend\",\"q\":\"two\\n\"}",
	  "  one\n  two\n  \n  end" },
	{ "  {{>p}}\n", "{}", "{\"p\":\"one\\n  {{>q}}\\n\",\"q\":\"two\\nthree\\n\"}",
	  "  one\n    two\n    three\n" },
	{ " {{>p}}\n", "{\"l\":[1,2]}",
	  "{\"p\":\"{{#l}}\\n- {{.}}\\n{{/l}}\\n\"}", " - 1\n - 2\n" },
	{ "x {{>p}} y", "{}", "{\"p\":\"a\\nb\"}", "x a\nb y" },
	{ "  {{>p}}x\n", "{}", "{\"p\":\"a\\nb\"}", "  a\nbx\n" },
	{ "a\r\n{{>p}}\r\nb", "{}", "{\"p\":\">\"}", "a\r\n>b" },
	/* other delimiters */
	{ "{{=<% %>=}}<%a%>{{a}}", "{\"a\":1}", NULL, "1{{a}}" },
	{ "{{= | | =}}|#t|x|/t||={{ }}=|{{a}}", "{\"a\":1,\"t\":1}", NULL, "x1" },
	{ "a\n {{=[ ]=}} \nb[a]", "{\"a\":1}", NULL, "a\nb1" },
	{ "{{=<% %>=}}<%{a}%><%&a%><%a%>", "{\"a\":\"<\"}", NULL, "<<&lt;" },
	{ "{{=[ ]=}}[>p]{{a}}", "{\"a\":1}", "{\"p\":\"{{a}}[a]\"}", "1[a]{{a}}" },
	{ "{{>p}}{{a}}", "{\"a\":1}", "{\"p\":\"{{=[ ]=}}[a]\"}", "11" },
	{ "{{=@   @=}}@a@", "{\"a\":1}", NULL, "1" },
};
/* clang-format on */

START_TEST(the_language_is_that_of_the_specification)
{
	int rc = render(spec[_i].template, spec[_i].data, spec[_i].partials,
			(struct mustache_how){ MUSTACHE_HTML, false });

	ck_assert_msg(rc == 0, "%s: %s", spec[_i].template, err.text);
	ck_assert_msg(strcmp(out.at, spec[_i].expected) == 0, "%s\nwanted: <%s>\nseen:   <%s>",
		      spec[_i].template, spec[_i].expected, out.at);
}
END_TEST

START_TEST(a_text_is_escaped_for_where_it_goes)
{
	const char *data = "{\"x\":\"<b a='1'>&\\\"\"}";

	ck_assert_int_eq(render("{{x}}", data, NULL, (struct mustache_how){ MUSTACHE_PLAIN, true }),
			 0);
	ck_assert_str_eq(out.at, "<b a='1'>&\"");
	ck_assert_int_eq(render("<i>{{{x}}}{{&x}}{{x}}</i>", data, NULL,
				(struct mustache_how){ MUSTACHE_HTML, true }),
			 0);
	ck_assert_str_eq(out.at, "<i>&lt;b a=&#39;1&#39;&gt;&amp;&quot;&lt;b a=&#39;1&#39;&gt;&amp;"
				 "&quot;&lt;b a=&#39;1&#39;&gt;&amp;&quot;</i>");
}
END_TEST

START_TEST(one_template_is_rendered_often)
{
	struct mustache *m;

	ck_assert_int_eq(parse(&m, "{{a}};", NULL), 0);
	for (int i = 0; i < 3; i++) {
		const struct mustache_data d = { json("{\"a\":7}"), NULL,    kind_of, child_of,
						 first_of,          next_of, text_of };

		ck_assert_int_eq(mustache_render(&out, m, &d, (struct mustache_how){ 0 }, &err), 0);
	}
	ck_assert_str_eq(out.at, "7;7;7;");
}
END_TEST

START_TEST(a_template_with_a_nul_is_as_long_as_it_is)
{
	static const char bytes[] = "a\0{{b}}\0c";
	const struct mustache_text text = { "t", bytes, sizeof bytes - 1 };
	const struct mustache_data d = { json("{\"b\":1}"), NULL,    kind_of, child_of,
					 first_of,          next_of, text_of };
	struct mustache *m;

	ck_assert_int_eq(mustache_parse(&m, &a, &text, NULL, NULL, &err), 0);
	ck_assert_int_eq(mustache_render(&out, m, &d, (struct mustache_how){ 0 }, &err), 0);
	ck_assert_uint_eq(out.len, 5);
	ck_assert_mem_eq(out.at, "a\0001\0c", 5);
}
END_TEST

/* --- what is broken says where --- */

/* clang-format off */
static const struct {
	const char *template, *partials, *says;
} broken[] = {
	{ "a\nb {{x", NULL, "a.mustache line 2: a tag begins with {{ and has no }}" },
	{ "{{{x}}", NULL, "line 1: a tag begins with {{ and has no }}}" },
	{ "\n\n{{#a}}\n\n{{#b}}{{/b}}\n", NULL, "line 3: 'a' begins and never ends" },
	{ "\n{{/a}}", NULL, "line 2: 'a' ends and was never begun" },
	{ "{{#a}}\n{{#b}}\n{{/a}}{{/b}}", NULL, "line 3: 'a' ends where 'b' should" },
	{ "{{}}", NULL, "line 1: a tag without a name" },
	{ "{{#  }}", NULL, "line 1: a tag without a name" },
	{ "{{> }}", NULL, "line 1: a tag without a name" },
	{ "x\n{{a b}}", NULL, "line 2: 'a b' is no name: there are blanks in it" },
	{ "{{a..b}}", NULL, "'a..b' is no name: a part is empty" },
	{ "{{.a}}", NULL, "'.a' is no name: a part is empty" },
	{ "{{a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q}}", NULL, "more than 16 parts" },
	{ "{{=x=}}", NULL, "other delimiters are two words" },
	{ "{{=a b c=}}", NULL, "two words, not three" },
	{ "{{= =}}", NULL, "other delimiters are two words" },
	{ "{{=aaaaaaaaaaaaaaaaa b=}}", NULL, "other delimiters are two words" },
	{ "ok\n{{>p}}", "{\"p\":\"\\n\\n{{#x}}\"}", "p line 3: 'x' begins and never ends" },
};
/* clang-format on */

START_TEST(a_broken_template_names_its_line)
{
	struct mustache *m;

	ck_assert_int_eq(parse(&m, broken[_i].template, broken[_i].partials), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_msg(strstr(err.text, broken[_i].says) != NULL, "%s: %s", broken[_i].template,
		      err.text);
}
END_TEST

/* --- ceilings --- */

static char *repeated(const char *word, int n)
{
	size_t len = strlen(word);
	char *s = arena_alloc(&a, len * (size_t)n + 1);

	for (int i = 0; i < n; i++)
		memcpy(s + len * (size_t)i, word, len);
	return s;
}

static void refused(const char *template, const char *data, const char *partials, const char *says)
{
	ck_assert_int_eq(render(template, data, partials, (struct mustache_how){ 0 }), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_msg(strstr(err.text, says) != NULL, "%s", err.text);
}

START_TEST(what_has_no_end_meets_a_ceiling)
{
	refused(repeated("x", MUSTACHE_BYTES_MAX + 1), "{}", NULL, "at most 256 kB");
	refused(repeated("{{#a}}", MUSTACHE_DEPTH_MAX + 1), "{}", NULL,
		"more than 64 sections lie in each other");
	refused("\n{{>p}}", "{}", "{\"p\":\"a\\n{{>p}}\"}",
		"p line 2: partials call each other without an end");
	refused("{{>p}}", "{\"a\":1}",
		arena_printf(&a, "{\"p\":\"%s{{>p}}%s\"}", repeated("{{#a}}", 60),
			     repeated("{{/a}}", 60)),
		"too many sections lie in each other");
	/* no output, and 2^32 steps */
	refused("{{>p}}", "{}", "{\"p\":\"{{#no}}{{/no}}{{>p}}{{>p}}\"}", "without an end");
	refused("{{>a}}", "{\"l\":[1,2,3,4,5,6,7,8]}",
		"{\"a\":\"{{#l}}{{>b}}{{/l}}\",\"b\":\"{{#l}}{{>c}}{{/l}}\","
		"\"c\":\"{{#l}}{{>d}}{{/l}}\",\"d\":\"{{#l}}{{>e}}{{/l}}\","
		"\"e\":\"{{#l}}{{>f}}{{/l}}\",\"f\":\"{{#l}}{{>g}}{{/l}}\","
		"\"g\":\"{{#l}}{{>h}}{{/l}}\",\"h\":\"{{#l}}{{none}}{{/l}}\"}",
		"repeats itself too often");
	ck_assert_int_eq(
		render(repeated("{{{a}}}", 30000), "{\"a\":1}", NULL, (struct mustache_how){ 0 }),
		0);
	ck_assert_uint_eq(out.len, 30000);
}
END_TEST

START_TEST(more_output_than_its_buffer_holds_is_refused)
{
	buf_release(&out);
	buf_init(&out, 100);
	refused("{{#l}}0123456789{{/l}}", "{\"l\":[1,2,3,4,5,6,7,8,9,10,11]}", NULL,
		"larger than 100 bytes");
}
END_TEST

START_TEST(more_partials_than_a_template_may_have_are_refused)
{
	struct buf t;

	buf_init(&t, 1 << 16);
	for (int i = 0; i <= MUSTACHE_FILES_MAX; i++)
		buf_printf(&t, "{{>p%d}}", i);
	refused(t.at, "{}", NULL, "more than 64 partials");
	buf_release(&t);
}
END_TEST

Suite *mustache_suite(void)
{
	Suite *s = suite_create("mustache");
	TCase *t = tcase_create("all");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, the_language_is_that_of_the_specification, 0,
			    sizeof spec / sizeof *spec);
	tcase_add_test(t, a_text_is_escaped_for_where_it_goes);
	tcase_add_test(t, one_template_is_rendered_often);
	tcase_add_test(t, a_template_with_a_nul_is_as_long_as_it_is);
	tcase_add_loop_test(t, a_broken_template_names_its_line, 0, sizeof broken / sizeof *broken);
	tcase_add_test(t, what_has_no_end_meets_a_ceiling);
	tcase_add_test(t, more_output_than_its_buffer_holds_is_refused);
	tcase_add_test(t, more_partials_than_a_template_may_have_are_refused);
	suite_add_tcase(s, t);
	return s;
}
