#include "cli/args.h"

#include <string.h>

#include "base/text.h"
#include "cli/suites.h"

static struct arena arena;
static struct parsed p;
static struct err err;

static void teardown(void)
{
	arena_release(&arena);
}

static int parse(const char *words)
{
	err.code = ERR_NONE;
	return parse_line(&p, &arena, words, &err);
}

START_TEST(a_value_may_stand_apart_or_behind_an_equals_sign)
{
	ck_assert_int_eq(parse("open 9400 --problem lost --value=120"), 0);
	ck_assert_str_eq(p.cmd->name, "open");
	ck_assert_int_eq(p.args.nwords, 1);
	ck_assert_str_eq(p.args.word[0], "9400");
	ck_assert_str_eq(arg_value(&p.args, "--problem"), "lost");
	ck_assert_str_eq(arg_value(&p.args, "--value"), "120");
	ck_assert_ptr_null(arg_value(&p.args, "--service"));
	ck_assert(!arg_given(&p.args, "--another"));
}
END_TEST

START_TEST(an_empty_value_is_given_and_empty)
{
	ck_assert_int_eq(parse("edit 1 --note="), 0);
	ck_assert(arg_given(&p.args, "--note"));
	ck_assert_str_eq(arg_value(&p.args, "--note"), "");
}
END_TEST

START_TEST(global_options_stand_anywhere)
{
	ck_assert_int_eq(
		parse("--json --db x.db events --quiet import --as ann a.json --now 2026-11-23"),
		0);
	ck_assert_str_eq(p.cmd->name, "events import");
	ck_assert(p.global.json);
	ck_assert(p.global.quiet);
	ck_assert_str_eq(p.global.db, "x.db");
	ck_assert_str_eq(p.global.as, "ann");
	ck_assert_str_eq(p.global.now, "2026-11-23");
	ck_assert_int_eq(p.args.nwords, 1);
	ck_assert_str_eq(p.args.word[0], "a.json");
}
END_TEST

START_TEST(two_dashes_end_the_options)
{
	ck_assert_int_eq(parse("search -- --json -x"), 0);
	ck_assert(!p.global.json);
	ck_assert_int_eq(p.args.nwords, 2);
	ck_assert_str_eq(p.args.word[0], "--json");
}
END_TEST

START_TEST(commands_of_two_words_have_an_alias)
{
	ck_assert_int_eq(parse("request answer 1/1 --result found"), 0);
	ck_assert_str_eq(p.cmd->name, "request answer");
	ck_assert_int_eq(parse("request-answer 1/1"), 0);
	ck_assert_str_eq(p.cmd->name, "request answer");
	ck_assert_int_eq(parse("request 1 trace"), 0);
	ck_assert_str_eq(p.cmd->name, "request");
	ck_assert_int_eq(p.args.nwords, 2);
}
END_TEST

START_TEST(promises_keep_the_order_in_which_they_were_typed)
{
	static const char *const order[] = { "--next", "--due", "--next", "--by" };
	int i;

	ck_assert_int_eq(parse("log 1 --next a --due +5d --next b --by us"), 0);
	ck_assert_int_eq(p.args.ngiven, 4);
	for (i = 0; i < 4; i++)
		ck_assert_str_eq(p.args.given[i].opt->name, order[i]);
}
END_TEST

START_TEST(an_option_given_twice_is_refused)
{
	ck_assert_int_eq(parse("log 1 --ref A --ref B"), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_ptr_nonnull(strstr(err.text, "--ref is given twice"));
}
END_TEST

START_TEST(short_letters_are_understood)
{
	ck_assert_int_eq(parse("export 1 -o a.xlsx -q"), 0);
	ck_assert_str_eq(arg_value(&p.args, "--output"), "a.xlsx");
	ck_assert(p.global.quiet);
	ck_assert_int_eq(parse("-h"), 0);
	ck_assert(p.global.help);
}
END_TEST

START_TEST(a_typing_error_gets_the_nearest_name)
{
	static const struct {
		const char *line, *wants;
	} rows[] = {
		{ "lits", "'list'" },
		{ "opne 1", "'open'" },
		{ "events", "'events import'" },
		{ "open 1 --problm lost", "--problem" },
		{ "open 1 --jsno", "--json" },
		{ "--jsno list", "--json" },
		{ "zzzzzz", "'waylaid help'" },
		{ "open 1 --zzzzzz", "'waylaid help open'" },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ck_assert_int_eq(parse(rows[i].line), -1);
		ck_assert_int_eq(err.code, ERR_INPUT);
		ck_assert_msg(strstr(err.text, rows[i].wants) != NULL, "%s: %s", rows[i].line,
			      err.text);
	}
}
END_TEST

START_TEST(names_are_never_shortened)
{
	ck_assert_int_eq(parse("lis"), -1);
	ck_assert_int_eq(parse("open 1 --prob lost"), -1);
}
END_TEST

START_TEST(a_missing_value_is_not_taken_from_the_next_option)
{
	ck_assert_int_eq(parse("open 1 --note --json"), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "--note needs a value"));
	ck_assert_int_eq(parse("open 1 --note"), -1);
	ck_assert_int_eq(parse("open 1 --note=--json"), 0);
	ck_assert_str_eq(arg_value(&p.args, "--note"), "--json");
	ck_assert_int_eq(parse("keep 1 --on -3d"), 0);
	ck_assert_str_eq(arg_value(&p.args, "--on"), "-3d");
}
END_TEST

START_TEST(a_switch_takes_no_value)
{
	ck_assert_int_eq(parse("list --all=yes"), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "--all takes no value"));
}
END_TEST

START_TEST(too_few_and_too_many_words_show_the_usage)
{
	ck_assert_int_eq(parse("show"), 0);
	ck_assert_int_eq(args_check(&p, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "waylaid show CASE"));
	ck_assert_int_eq(parse("show 1 2"), 0);
	ck_assert_int_eq(args_check(&p, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "'2'"));
	ck_assert_int_eq(parse("number 9400 1112 0620"), 0);
	ck_assert_int_eq(args_check(&p, &err), 0);
	ck_assert_int_eq(parse("--json"), 0);
	ck_assert_int_eq(args_check(&p, &err), -1);
}
END_TEST

START_TEST(broken_text_and_endless_text_are_refused)
{
	char latin1[] = "caf\xe9", *argv[3], *endless;
	enum { LONG = ARG_LENGTH_MAX + 1 };

	argv[0] = arena_strdup(&arena, "waylaid");
	argv[1] = arena_strdup(&arena, "search");
	argv[2] = latin1;
	ck_assert_int_eq(args_parse(&p, &arena, 3, argv, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "UTF-8"));
	endless = arena_alloc(&arena, LONG + 1);
	memset(endless, 'a', LONG);
	argv[2] = endless;
	ck_assert_int_eq(args_parse(&p, &arena, 3, argv, &err), -1);
	endless[LONG - 1] = '\0';
	ck_assert_int_eq(args_parse(&p, &arena, 3, argv, &err), 0);
}
END_TEST

START_TEST(a_huge_unknown_option_gives_a_short_error)
{
	char *argv[3], *endless = arena_alloc(&arena, 60001);

	memset(endless, '-', 60000);
	argv[0] = arena_strdup(&arena, "waylaid");
	argv[1] = arena_strdup(&arena, "list");
	argv[2] = endless;
	ck_assert_int_eq(args_parse(&p, &arena, 3, argv, &err), -1);
	ck_assert_uint_lt(strlen(err.text), 200);
}
END_TEST

START_TEST(json_is_seen_even_where_the_rest_is_wrong)
{
	char name[] = "waylaid", bad[] = "zzz", json[] = "--json", end[] = "--";
	char *before[] = { name, bad, json }, *behind[] = { name, bad, end, json };

	ck_assert(args_want_json(3, before));
	ck_assert(!args_want_json(4, behind));
}
END_TEST

START_TEST(the_table_has_no_hole_and_is_sorted)
{
	const struct cmd *c;
	const struct opt *o, *g;

	for (c = commands; c->name; c++) {
		ck_assert_ptr_nonnull(c->synopsis);
		ck_assert_ptr_nonnull(c->summary);
		ck_assert_ptr_nonnull(c->help);
		ck_assert_ptr_nonnull(c->opts);
		ck_assert_ptr_nonnull(c->example);
		ck_assert_int_lt((int)c->wing, WING_NVALUES);
		ck_assert(c->max_args < 0 || c->min_args <= c->max_args);
		ck_assert_ptr_eq(cmd_find(c->name), c);
		ck_assert_msg(text_has_prefix(c->example, c->name), "%s", c->name);
		ck_assert_msg(c->summary[strlen(c->summary) - 1] != '.', "%s", c->name);
		ck_assert(!strchr(c->name, ' ') || c->alias);
		if (c > commands)
			ck_assert_str_lt(c[-1].name, c->name);
		for (o = c->opts; o->name; o++) {
			ck_assert_ptr_nonnull(o->help);
			for (g = global_opts; g->name; g++)
				ck_assert_msg(strcmp(o->name, g->name) != 0, "%s %s", c->name,
					      o->name);
		}
	}
}
END_TEST

START_TEST(every_example_parses)
{
	const struct cmd *c;

	for (c = commands; c->name; c++) {
		/* Quoted words make several here: only options and the command matter. */
		char *line = arena_strdup(&arena, c->example), *q;

		while ((q = strchr(line, '\'')) != NULL) {
			char *end = strchr(q + 1, '\'');

			ck_assert_ptr_nonnull(end);
			for (*q = 'q'; q < end; q++)
				if (*q == ' ')
					*q = '_';
			*end = 'q';
		}
		ck_assert_msg(parse(line) == 0, "%s: %s", c->example, err.text);
		ck_assert_ptr_eq(p.cmd, c);
		ck_assert_msg(args_check(&p, &err) == 0, "%s: %s", c->example, err.text);
	}
}
END_TEST

Suite *args_suite(void)
{
	Suite *s = suite_create("args");
	TCase *tc = tcase_create("args");

	tcase_add_checked_fixture(tc, NULL, teardown);
	tcase_add_test(tc, a_value_may_stand_apart_or_behind_an_equals_sign);
	tcase_add_test(tc, an_empty_value_is_given_and_empty);
	tcase_add_test(tc, global_options_stand_anywhere);
	tcase_add_test(tc, two_dashes_end_the_options);
	tcase_add_test(tc, commands_of_two_words_have_an_alias);
	tcase_add_test(tc, promises_keep_the_order_in_which_they_were_typed);
	tcase_add_test(tc, an_option_given_twice_is_refused);
	tcase_add_test(tc, short_letters_are_understood);
	tcase_add_test(tc, a_typing_error_gets_the_nearest_name);
	tcase_add_test(tc, names_are_never_shortened);
	tcase_add_test(tc, a_missing_value_is_not_taken_from_the_next_option);
	tcase_add_test(tc, a_switch_takes_no_value);
	tcase_add_test(tc, too_few_and_too_many_words_show_the_usage);
	tcase_add_test(tc, broken_text_and_endless_text_are_refused);
	tcase_add_test(tc, a_huge_unknown_option_gives_a_short_error);
	tcase_add_test(tc, json_is_seen_even_where_the_rest_is_wrong);
	tcase_add_test(tc, the_table_has_no_hole_and_is_sorted);
	tcase_add_test(tc, every_example_parses);
	suite_add_tcase(s, tc);
	return s;
}
