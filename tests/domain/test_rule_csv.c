#include <check.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "domain/rule_csv.h"
#include "domain/suites.h"

#define COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))

static struct arena arena = ARENA_INIT;
static struct rule *rules;
static int nrules;
static struct err err;

static void teardown(void)
{
	arena_release(&arena);
}

static int parse(const char *text)
{
	return rules_parse(&rules, &nrules, &arena, text, strlen(text), &err);
}

#define HEAD "code,carrier,kind,what,closes_days,closes_from,source,checked_on\n"

START_TEST(a_row_needs_little_and_the_rest_is_as_usual)
{
	ck_assert_int_eq(parse("\xef\xbb\xbf" HEAD "ups.x.loss.claim,ups,loss,claim,90,mailed_on,"
			       "\"contract, 2026\",2026-11-01\n\n,,,,,,,\n"),
			 0);
	ck_assert_int_eq(nrules, 1);
	ck_assert_str_eq(rules[0].code, "ups.x.loss.claim");
	ck_assert_int_eq(rules[0].kind, RULE_KIND_LOSS);
	ck_assert_int_eq(rules[0].what, WINDOW_CLAIM);
	ck_assert_int_eq(rules[0].scope, SCOPE_ANY);
	ck_assert_int_eq(rules[0].route, ROUTE_CARRIER);
	ck_assert_int_eq(rules[0].opens_days, DAYS_NONE);
	ck_assert_int_eq(rules[0].opens_from, ANCHOR_NONE);
	ck_assert_int_eq(rules[0].closes_days, 90);
	ck_assert_int_eq(rules[0].closes_from, ANCHOR_MAILED);
	ck_assert_int_eq(rules[0].unit, UNIT_CALENDAR);
	ck_assert_int_eq(rules[0].confidence, CONFIDENCE_MEDIUM);
	ck_assert_str_eq(rules[0].source, "contract, 2026");
	ck_assert_str_eq(rules[0].source_date, "n.d.");
	ck_assert_int_eq(rules[0].checked_on, day_of(2026, 11, 1));
	ck_assert(!money_known(&rules[0].cover));
	ck_assert_int_eq(parse(""), 0);
	ck_assert_int_eq(nrules, 0);
	ck_assert_int_eq(parse("code;carrier;kind;what;source;checked_on\n"
			       "ups.a;ups;delay;refund;me;2026-11-01\n"),
			 0);
	ck_assert_int_eq(nrules, 1);
}
END_TEST

#define ROW "ups.x.loss.claim,ups,loss,claim,90,mailed_on,me,2026-11-01\n"

/* What is wrong, and where it is said to be. */
static const char *const faults[][2] = {
	{ "code,carrier,colour\n", "line 1: there is no column 'colour'" },
	{ "code,code\n", "line 1: the column code is there twice" },
	{ "carrier,kind\n", "line 1: there is no column code" },
	{ HEAD ROW "ups.y,ups,loss,claim,x,mailed_on,me,2026-11-01\n", "line 3: closes_days" },
	{ HEAD "ups.y,ups,loss,claim,-1,mailed_on,me,2026-11-01\n", "line 2: closes_days" },
	{ HEAD "ups.y,ups,loss,claim,9999,mailed_on,me,2026-11-01\n", "line 2: closes_days" },
	{ HEAD "ups.y,ups,loss,claim,9,,me,2026-11-01\n",
	  "line 2: closes_days and closes_from belong together" },
	{ HEAD "ups.y,ups,loss,claim,,mailed_on,me,2026-11-01\n", "belong together" },
	{ HEAD "ups.y,ups,loss,claim,9,posted,me,2026-11-01\n", "line 2: closes_from 'posted'" },
	{ HEAD "ups.y,ups,lost,claim,9,mailed_on,me,2026-11-01\n", "line 2: kind 'lost'" },
	{ HEAD "ups.y,ups,none,claim,9,mailed_on,me,2026-11-01\n", "line 2: kind none is for" },
	{ HEAD "ups.y,ups,,claim,9,mailed_on,me,2026-11-01\n", "line 2: kind and what" },
	{ HEAD "ups.y,ups,loss,claim,9,mailed_on,,2026-11-01\n", "line 2: source is needed" },
	{ HEAD "ups.y,ups,loss,claim,9,mailed_on,me,\n", "line 2: checked_on is needed" },
	{ HEAD "ups.y,ups,loss,claim,9,mailed_on,me,1.2.26\n", "line 2: checked_on: '1.2.26'" },
	{ HEAD "ups.y,pony,loss,claim,9,mailed_on,me,2026-11-01\n", "line 2: carrier: 'pony'" },
	{ HEAD "ups.y,any,loss,claim,9,mailed_on,me,2026-11-01\n", "line 2: carrier: 'any'" },
	{ HEAD "usps.y,ups,loss,claim,9,mailed_on,me,2026-11-01\n", "line 2: code: 'usps.y'" },
	{ HEAD "ups.,ups,loss,claim,9,mailed_on,me,2026-11-01\n", "line 2: code: 'ups.'" },
	{ HEAD "ups.A b,ups,loss,claim,9,mailed_on,me,2026-11-01\n", "line 2: code: 'ups.A b'" },
	{ HEAD ROW ROW, "line 3: code: ups.x.loss.claim is there twice" },
	{ HEAD "ups.y,ups,loss,claim,9,mailed_on,me,2026-11-01,more\n", "line 2: it has 9 fields" },
	{ HEAD "ups.y,ups,loss,claim,9,mailed_on,\"me,2026-11-01\n", "quote" },
	{ "code,carrier,kind,what,source,checked_on,route\n"
	  "ups.y,ups,loss,claim,me,2026-11-01,insurance\n",
	  "line 2: route insurance and insurer" },
	{ "code,carrier,kind,what,source,checked_on,route,insurer\n"
	  "any.y,any,loss,claim,me,2026-11-01,insurance,uncle\n",
	  "line 2: insurer: 'uncle'" },
	{ "code,carrier,kind,what,source,checked_on,after_request\n"
	  "ups.y,ups,loss,claim,me,2026-11-01,prayer\n",
	  "line 2: after_request: 'prayer'" },
	{ "code,carrier,kind,what,source,checked_on,cover_cents\n"
	  "ups.y,ups,loss,claim,me,2026-11-01,100\n",
	  "line 2: cover_currency is needed" },
	{ "code,carrier,kind,what,source,checked_on,cover_cents,cover_max_cents,cover_currency\n"
	  "ups.y,ups,loss,claim,me,2026-11-01,100,50,USD\n",
	  "line 2: the cover included" },
	{ "code,carrier,kind,what,source,checked_on,cover_currency\n"
	  "ups.y,ups,loss,claim,me,2026-11-01,XYZ\n",
	  "line 2: cover_currency: 'XYZ'" },
	{ "code,carrier,kind,what,source,checked_on,opens_days,opens_from,closes_days,"
	  "closes_from\nups.y,ups,loss,claim,me,2026-11-01,20,mailed_on,10,mailed_on\n",
	  "line 2: it closes (10 days) before it opens (20 days)" },
	{ "code,carrier,kind,what,source,checked_on,service\n"
	  "ups.y,ups,loss,claim,me,2026-11-01,Next Day\n",
	  "line 2: service: 'Next Day'" },
	{ "\xff\xfe", "it is not UTF-8" },
};

START_TEST(a_fault_is_said_with_its_line)
{
	ck_assert_msg(parse(faults[_i][0]) == -1, "%s", faults[_i][0]);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_msg(strstr(err.text, faults[_i][1]) != NULL, "%s", err.text);
}
END_TEST

static void same_rule(const struct rule *a, const struct rule *b)
{
	ck_assert_str_eq(a->code, b->code);
	ck_assert_int_eq(a->opens_days, b->opens_days);
	ck_assert_int_eq(a->closes_days, b->closes_days);
	ck_assert_int_eq(a->opens_from, b->opens_from);
	ck_assert_int_eq(a->closes_from, b->closes_from);
	ck_assert_int_eq(a->unit, b->unit);
	ck_assert_int_eq(a->opens_unit, b->opens_unit);
	ck_assert_int_eq(a->work_week, b->work_week);
	ck_assert_int_eq(a->scope, b->scope);
	ck_assert_int_eq(a->cover.cents, b->cover.cents);
	ck_assert_str_eq(a->cover_max.currency, b->cover_max.currency);
	ck_assert_str_eq(a->source, b->source);
	ck_assert_int_eq(a->checked_on, b->checked_on);
}

/* The published rules obey what is asked of a person's, and survive being written and read. */
START_TEST(what_is_written_is_read_again)
{
	const struct rule *const *facts;
	int nfacts = rules_from_facts(&facts, &arena), nfirst;
	struct rule *first;
	struct buf b;
	char *bytes;
	size_t len;

	ck_assert_int_eq(file_read(&bytes, &len, &arena, "schema/facts/rules.csv", 1 << 20, &err),
			 0);
	ck_assert_msg(rules_parse(&first, &nfirst, &arena, bytes, len, &err) == 0, "%s", err.text);
	ck_assert_int_eq(nfirst, nfacts);
	buf_init(&b, 1 << 20);
	rules_format(&b, first, nfirst);
	ck_assert_int_eq(buf_check(&b, "rules", &err), 0);
	ck_assert_msg(rules_parse(&rules, &nrules, &arena, b.at, b.len, &err) == 0, "%s", err.text);
	ck_assert_int_eq(nrules, nfacts);
	for (int i = 0; i < nrules; i++) {
		same_rule(&rules[i], &first[i]);
		same_rule(&rules[i], facts[i]);
	}
	buf_release(&b);
}
END_TEST

START_TEST(there_is_a_ceiling)
{
	struct buf b;

	buf_init(&b, 1 << 20);
	buf_puts(&b, HEAD);
	for (int i = 0; i <= RULE_ROWS_MAX; i++)
		buf_printf(&b, "ups.x%d,ups,loss,claim,90,mailed_on,me,2026-11-01\n", i);
	ck_assert_int_eq(parse(b.at), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "line 2002: more than 2000 rules"));

	buf_clear(&b);
	buf_puts(&b, HEAD "ups.x,ups,loss,claim,90,mailed_on,");
	for (int i = 0; i <= RULE_TEXT_MAX; i++)
		buf_putc(&b, 'x');
	buf_puts(&b, ",2026-11-01\n");
	ck_assert_int_eq(parse(b.at), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "line 2: source"));
	buf_release(&b);
}
END_TEST

/* Any one byte of a good table changed or cut: read or refused in words, never more. */
START_TEST(a_broken_table_is_read_or_refused)
{
	static const char good[] = HEAD ROW;
	static const char odd[] = "\0\n\r\",;\xff\x80z9";
	int refused = 0;

	for (size_t i = 0; i < sizeof good - 1; i++) {
		for (size_t k = 0; k < sizeof odd - 1; k++) {
			char *text = arena_strdup(&arena, good);

			text[i] = odd[k];
			err.text[0] = '\0';
			if (rules_parse(&rules, &nrules, &arena, text, sizeof good - 1, &err) < 0) {
				ck_assert_int_gt((int)strlen(err.text), 10);
				refused++;
			}
			arena_release(&arena);
		}
		rules_parse(&rules, &nrules, &arena, good, i, &err);
		arena_release(&arena);
	}
	ck_assert_int_gt(refused, 500);
}
END_TEST

Suite *rule_csv_suite(void)
{
	Suite *s = suite_create("rule_csv");
	TCase *tc = tcase_create("rule_csv");

	tcase_add_checked_fixture(tc, NULL, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, a_row_needs_little_and_the_rest_is_as_usual);
	tcase_add_loop_test(tc, a_fault_is_said_with_its_line, 0, COUNT(faults));
	tcase_add_test(tc, what_is_written_is_read_again);
	tcase_add_test(tc, there_is_a_ceiling);
	tcase_add_test(tc, a_broken_table_is_read_or_refused);
	suite_add_tcase(s, tc);
	return s;
}
