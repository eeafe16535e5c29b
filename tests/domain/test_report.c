#include "domain/report.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "domain/suites.h"

static struct arena a;
static struct err err;

static void setup(void)
{
	a = (struct arena)ARENA_INIT;
	err = (struct err){ 0 };
}

static void teardown(void)
{
	arena_release(&a);
}

static int read_bytes(struct report *r, const char *bytes, size_t len)
{
	const struct report_text text = { "late", "own/late.sql", bytes, len };

	return report_read(r, &a, &text, &err);
}

static int read_text(struct report *r, const char *text)
{
	return read_bytes(r, text, strlen(text));
}

static const char whole[] =
	"\xEF\xBB\xBF-- title: Late by {by}\r\n"
	"-- about: One line,\r\n"
	"--    and the rest of it.\r\n"
	"--\r\n"
	"-- about: A second paragraph\r\n"
	"-- param: by, choice(carrier|client), client, what the lines are, in words\r\n"
	"-- param: from, day, -30d, first day\r\n"
	"-- param: days, number, ,\r\n"
	"-- column: key, text whole, 24, {by}, so to speak\r\n"
	"-- column: money, currency hidden, 9, Money\r\n"
	"-- column: value, money(money) sum extra, , Value\r\n"
	"-- column: n, number sum file, 5, N\r\n"
	"-- column: age, number(days), 5, Age\r\n"
	"-- column: rate, percent(n), 8, Rate\r\n"
	"-- chart: bar, key, value n, Value by {by}, drawn\r\n"
	"\r\n"
	"SELECT 1 -- a comment of the SELECT\r\n";

START_TEST(a_header_says_what_it_says)
{
	struct report r;

	ck_assert_msg(read_text(&r, whole) == 0, "%s", err.text);
	ck_assert_str_eq(r.name, "late");
	ck_assert_str_eq(r.title, "Late by {by}");
	ck_assert_str_eq(r.about, "One line, and the rest of it.\nA second paragraph");
	ck_assert_int_eq(r.nparams, 3);
	ck_assert_int_eq(r.param[0].nchoices, 2);
	ck_assert_str_eq(r.param[0].choice[1], "client");
	ck_assert_str_eq(r.param[0].initial, "client");
	ck_assert_str_eq(r.param[0].help, "what the lines are, in words");
	ck_assert_int_eq(r.param[1].type, REPORT_IS_DAY);
	ck_assert_str_eq(r.param[1].initial, "-30d");
	ck_assert_ptr_null(r.param[2].initial);
	ck_assert_int_eq(report_param_find(&r, "days"), 2);
	ck_assert_int_eq(report_param_find(&r, "day"), -1);
}
END_TEST

START_TEST(columns_and_chart_are_resolved)
{
	struct report r;

	ck_assert_msg(read_text(&r, whole) == 0, "%s", err.text);
	ck_assert_int_eq(r.ncolumns, 6);
	ck_assert_str_eq(r.column[0].heading, "{by}, so to speak");
	ck_assert_uint_eq(r.column[0].flags, REPORT_WHOLE);
	ck_assert_int_eq(r.column[0].line, 9);
	ck_assert_uint_eq(r.column[1].flags, REPORT_HIDDEN);
	ck_assert_int_eq(r.column[2].kind, REPORT_MONEY);
	ck_assert_int_eq(r.column[2].of_at, 1);
	ck_assert_int_eq(r.column[2].width, 12);
	ck_assert_uint_eq(r.column[2].flags, REPORT_SUM | REPORT_EXTRA);
	ck_assert_str_eq(r.column[4].of, "days");
	ck_assert_int_eq(r.column[4].of_at, -1);
	ck_assert_int_eq(r.column[5].of_at, 3);
	ck_assert_int_eq(r.chart.shape, SHAPE_BAR);
	ck_assert_int_eq(r.chart.along, 0);
	ck_assert_int_eq(r.chart.nseries, 2);
	ck_assert_int_eq(r.chart.series[1], 3);
	ck_assert_str_eq(r.chart.title, "Value by {by}, drawn");
	ck_assert_int_eq(r.sql_line, 17);
	ck_assert_int_eq(strncmp(r.sql, "SELECT 1", 8), 0);
}
END_TEST

START_TEST(a_board_names_reports)
{
	struct report r;

	ck_assert_msg(read_text(&r, "-- title: B\n-- board: one, two_2\n") == 0, "%s", err.text);
	ck_assert_int_eq(r.nboard, 2);
	ck_assert_str_eq(r.board[1], "two_2");
}
END_TEST

#define T "-- title: T\n"
#define C "-- column: n, number, 5, N\n"

static const struct {
	const char *text, *says;
} broken[] = {
	{ "", "own/late.sql:1: the header has no title" },
	{ "SELECT 1", ":1: the header has no title" },
	{ T, ":2: there is no SELECT" },
	{ T C, ":3: there is no SELECT" },
	{ T "SELECT 1", ":2: the header has no columns" },
	{ T T C "SELECT 1", ":2: a second title" },
	{ "-- title:\n", ":1: a title has 1 to 80 bytes" },
	{ T "-- my own report\n", ":2: 'my own report' is not known" },
	{ T "-- colour: red\n", ":2: 'colour' is not known" },
	{ T "-- column: n, number\n", ":2: write '-- column: NAME, KIND" },
	{ T "-- column: N, number, 5, N\n", ":2: 'N' is no name" },
	{ T "-- column: n, integer, 5, N\n", "'integer' is not known" },
	{ T "-- column: n, number red, 5, N\n", "'red' is not known" },
	{ T "-- column: n, number(days, 5, N\n", "a bracket is missing" },
	{ T "-- column: n, number(), 5, N\n", "nothing between the brackets" },
	{ T "-- column: n, text(x), 5, N\n", "only money, percent and number take" },
	{ T "-- column: n, money, 5, N\n", "write money(COLUMN)" },
	{ T "-- column: n, percent, 5, N\n", "write percent(COLUMN)" },
	{ T "-- column: n, text sum, 5, N\n", "only money and numbers can be added up" },
	{ T "-- column: n, number, 99, N\n", ":2: the width" },
	{ T "-- column: n, number, 5,\n", "column 'n' has no heading" },
	{ T C C "SELECT 1", ":3: a second column 'n'" },
	{ T C "-- column: v, money(n), 5, V\nSELECT 1",
	  ":3: 'n' is no column of the kind currency" },
	{ T "-- column: v, percent(x), 5, V\nSELECT 1", ":2: 'x' is no column of the kind number" },
	{ T "-- param: a, text, b\n", ":2: write '-- param: NAME, TYPE" },
	{ T "-- param: today, day, , x\n", "'today' is taken already" },
	{ T "-- param: a, text, , x\n-- param: a, day, , x\n", ":3: the name 'a' is taken" },
	{ T "-- param: a, colour, , x\n", "'colour' is not known" },
	{ T "-- param: a, choice, , x\n", "write choice(one|other)" },
	{ T "-- param: a, day(x), , x\n", "brackets behind no other type" },
	{ T "-- param: a, choice(x|Y), , x\n", "'Y' is no name" },
	{ T "-- param: a, choice(x|y), z, x\n", "'z' is not known" },
	{ T C "-- chart: cake, n, n, X\n", "'cake' is not known" },
	{ T C "-- chart: bar, x, n, X\n", ":3: no column 'x' above the chart" },
	{ T C "-- chart: bar, n, x, X\n", "'x' is no column of money or numbers" },
	{ T C "-- chart: bar, n, , X\n", "the chart shows no column" },
	{ T C "-- chart: bar, n, n, X\n-- chart: bar, n, n, X\n", ":4: a second chart" },
	{ T C "-- chart: bar, n, n n n n n n, X\n", "a chart shows 5 columns at most" },
	{ T "-- board: a, B\n", ":2: 'B' is no name" },
	{ T "-- board: a\nSELECT 1", "a board has no SELECT" },
	{ T "-- about: \x01\n", ":2: a byte that is no text" },
	{ T "-- about: \xff\n", "is not UTF-8" },
};

START_TEST(a_broken_header_names_its_line_and_the_cure)
{
	struct report r;

	ck_assert_int_eq(read_text(&r, broken[_i].text), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_msg(strstr(err.text, broken[_i].says) != NULL, "%s: %s", broken[_i].text,
		      err.text);
	ck_assert_int_eq(strncmp(err.text, "own/late.sql:", 13), 0);
}
END_TEST

/* "-- title: T" and then so many lines, each with a name of its own between the two halves. */
static char *many(const char *before, const char *behind, int n)
{
	char *text = arena_strdup(&a, T);

	for (int i = 0; i < n; i++)
		text = arena_printf(&a, "%s%s%d%s\n", text, before, i, behind);
	return text;
}

START_TEST(everything_has_a_ceiling)
{
	static char large[REPORT_BYTES_MAX + 2];
	struct report r;

	memset(large, ' ', sizeof large - 1);
	ck_assert_int_eq(read_bytes(&r, large, REPORT_BYTES_MAX + 1), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "larger than 64 KiB"));
	ck_assert_int_eq(read_bytes(&r, "--\0", 3), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "a byte that is no text"));
	ck_assert_int_eq(
		read_text(&r, arena_printf(&a, "%s", many("-- column: c", ", text, 5, C", 41))),
		-1);
	ck_assert_ptr_nonnull(strstr(err.text, ":42: more than 40 columns"));
	ck_assert_int_eq(read_text(&r, arena_printf(&a, "%sSELECT 1",
						    many("-- column: c", ", text, 5, C", 16))),
			 -1);
	ck_assert_ptr_nonnull(strstr(err.text, "more than 15 columns for the terminal"));
	ck_assert_int_eq(read_text(&r, many("-- param: p", ", text, , x", 13)), -1);
	ck_assert_ptr_nonnull(strstr(err.text, ":14: more than 12 parameters"));
	ck_assert_int_eq(read_text(&r, T "-- board: a,b,c,d,e,f,g,h,i,j,k,l,m\n"), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "a board has 12 reports at most"));
	ck_assert_int_eq(
		read_text(&r, T "-- param: a, choice(a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q), , x\n"),
		-1);
	ck_assert_ptr_nonnull(strstr(err.text, "more than 16 choices"));
	memset(large, 'x', sizeof large - 1);
	large[4001] = '\0';
	ck_assert_int_eq(read_text(&r, arena_printf(&a, "-- about: %s\n", large)), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "more than 4000 bytes about it"));
}
END_TEST

Suite *report_suite(void)
{
	Suite *s = suite_create("report");
	TCase *t = tcase_create("header");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_header_says_what_it_says);
	tcase_add_test(t, columns_and_chart_are_resolved);
	tcase_add_test(t, a_board_names_reports);
	tcase_add_loop_test(t, a_broken_header_names_its_line_and_the_cure, 0,
			    (int)(sizeof broken / sizeof *broken));
	tcase_add_test(t, everything_has_a_ceiling);
	suite_add_tcase(s, t);
	return s;
}
