#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/json.h"
#include "base/zone.h"
#include "report/report_out.h"
#include "report/test_report.h"
#include "view/doc.h"

static struct arena a;
static struct err err;
static struct moment moment;
static struct report_ask ask;

static const char header[] = "-- title: Sums by {by}\n-- about: One.\n-- about: Two.\n"
			     "-- param: by, choice(carrier|client), carrier, x\n"
			     "-- column: key, text, 24, {by}\n"
			     "-- column: code, code, 12, Code\n"
			     "-- column: on, day, 12, Day\n"
			     "-- column: at, time, 18, Time\n"
			     "-- column: case_number, case, 7, Case\n"
			     "-- column: other, currency hidden, 7, Other\n"
			     "-- column: currency, currency, 7, Money\n"
			     "-- column: value, money(currency) sum, 12, Value\n"
			     "-- column: n, number sum, 7, N\n"
			     "-- column: age, number(days), 7, Age\n"
			     "-- column: rate, percent(n), 14, Rate\n";
static const char bar[] = "-- chart: bar, key, value n, Value by {by}\n";

#define FORMULA "=HYPERLINK(\"http://evil.example\",\"x\")"
#define AT INT64_C(1795446000) /* 2026-11-23T15:00:00Z */

static void setup(void)
{
	const struct zone *zone;

	test_folder_make();
	err = (struct err){ 0 };
	ck_assert_int_eq(zone_load(&zone, &a, "UTC", &err), 0);
	moment = (struct moment){ AT, AT, true, zone, zone_day(zone, AT) };
}

static void teardown(void)
{
	test_folder_remove();
	arena_release(&a);
}

static void take(const char *text)
{
	struct report *r = arena_alloc(&a, sizeof *r);
	const struct report_text t = { "sums", "own/sums.sql", text, strlen(text) };

	ck_assert_msg(report_read(r, &a, &t, &err) == 0, "%s", err.text);
	ck_assert_int_eq(report_ask(&ask, &a, r, NULL, 0, true, &moment, &err), 0);
}

static struct report_cover cover(void)
{
	return (struct report_cover){ .whole = &ask,
				      .charts = ask.report->chart.title != NULL,
				      .moment = &moment };
}

/* n < 10: no rate. Row 3 knows nothing. */
static struct node *row(int i)
{
	struct node *n = node_root(&a);
	struct money m = { 12050 + i, "USD" };

	if (i >= 2)
		memcpy(m.currency, "EUR", sizeof m.currency);
	node_text(&a, n, "key",
		  i == 1   ? FORMULA
		  : i == 2 ? "9400111206206406260787"
			   : "Caf\xc3\xa9");
	node_text(&a, n, "code", i == 3 ? NULL : "not_received");
	node_day(&a, n, "on", i == 3 ? DAY_NONE : moment.today);
	node_instant(&a, n, "at", i == 3 ? INSTANT_NONE : AT);
	node_int(&a, n, "case_number", i);
	node_text(&a, n, "other", NULL);
	node_text(&a, n, "currency", i >= 2 ? "EUR" : "USD");
	node_money(&a, n, "value", i == 3 ? &MONEY_NONE : &m);
	node_int(&a, n, "n", i == 0 ? 10 : i == 3 ? 0 : 9);
	node_int(&a, n, "age", 3);
	if (i == 0)
		node_int(&a, n, "rate", 87);
	else
		node_null(&a, n, "rate");
	return n;
}

static int make(const struct report_maker *maker, void *out, int rows)
{
	struct report_totals *totals = arena_alloc(&a, sizeof *totals);

	totals->rows = rows;
	totals->n = rows > 0;
	totals->of[0] = (struct report_total){ .currency = "USD", .rows = rows };
	totals->of[0].sum[7] = 12050;
	totals->of[0].any[7] = true;
	if (maker->begin(out, &ask, &err) < 0)
		return -1;
	for (int i = 0; i < rows; i++)
		if (maker->row(out, row(i % 4), &err) < 0)
			return -1;
	return maker->end(out, totals, &err);
}

static char *bytes_of(const char *path)
{
	char *bytes;
	size_t len;

	ck_assert_msg(file_read(&bytes, &len, &a, path, 1 << 24, &err) == 0, "%s", err.text);
	return bytes;
}

static char *csv(enum csv_flavour flavour)
{
	const char *path = test_folder_path("a.csv");
	FILE *to = fopen(path, "w");
	struct report_csv *c;

	report_csv_open(&c, to, flavour, &moment);
	ck_assert_int_eq(make(&report_csv_maker, c, 4), 0);
	ck_assert_int_eq(report_csv_close(c, &err), 0);
	fclose(to);
	return bytes_of(path);
}

START_TEST(csv_for_machines_is_plain)
{
	take(arena_printf(&a, "%sSELECT 1", header));
	ck_assert_str_eq(
		csv(CSV_FOR_MACHINES),
		"key,code,on,at,case_number,currency,value.amount,value.currency,n,age,rate\r\n"
		"Caf\xc3\xa9,not_received,2026-11-23,2026-11-23T15:00:00Z,0,USD,120.50,USD,10,3,87"
		"\r\n"
		"\"=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\",not_received,2026-11-23,"
		"2026-11-23T15:00:00Z,1,USD,120.51,USD,9,3,\r\n"
		"9400111206206406260787,not_received,2026-11-23,2026-11-23T15:00:00Z,2,EUR,120.52,"
		"EUR,9,3,\r\n"
		"Caf\xc3\xa9,,,,3,EUR,,,0,3,\r\n");
}
END_TEST

START_TEST(csv_for_excel_is_defused)
{
	char *text;

	take(arena_printf(&a, "%sSELECT 1", header));
	text = csv(CSV_FOR_EXCEL);
	ck_assert_int_eq(strncmp(text,
				 "\xEF\xBB\xBF"
				 "Carrier,Code,Day,Time,Case,Other,Money,",
				 39),
			 0);
	ck_assert_ptr_null(strstr(text, "\n=HYPERLINK"));
	ck_assert_ptr_null(strstr(text, "\n\"=HYPERLINK"));
	ck_assert_ptr_null(strstr(text, "\n9400111206206406260787,")); /* kept as text */
	ck_assert_ptr_nonnull(strstr(text, "not received,2026-11-23,2026-11-23 15:00,0,,USD,120.50,"
					   "10,3,87 %"));
	ck_assert_ptr_nonnull(strstr(text, ",9,3,too few to say\r\n"));
}
END_TEST

static struct json *json(bool board, const struct err *failed, int rows)
{
	struct report_cover c = cover();
	const char *path = test_folder_path("a.json");
	FILE *to = fopen(path, "w");
	struct report_json *j;
	struct json *doc;
	char *bytes;

	c.board = board;
	report_json_open(&j, to, &c);
	if (failed) {
		ck_assert_int_eq(report_json_maker.begin(j, &ask, &err), 0);
		for (int i = 0; i < rows; i++)
			ck_assert_int_eq(report_json_maker.row(j, row(i), &err), 0);
	} else {
		ck_assert_int_eq(make(&report_json_maker, j, rows), 0);
	}
	ck_assert_int_eq(report_json_close(j, failed, &err), 0);
	fclose(to);
	bytes = bytes_of(path);
	ck_assert_msg(json_parse(&doc, &a, bytes, strlen(bytes), &err) == 0, "%s", err.text);
	return doc;
}

START_TEST(json_has_items_count_and_what_they_are)
{
	const struct json *doc, *one;

	take(arena_printf(&a, "%sSELECT 1", header));
	doc = json(false, NULL, 4);
	ck_assert_int_eq(json_get(doc, "items")->count, 4);
	ck_assert_str_eq(json_str(doc, "count"), "4");
	ck_assert_str_eq(json_str(doc, "title"), "Sums by carrier");
	ck_assert_int_eq(json_get(doc, "columns")->count, 11);
	ck_assert_str_eq(json_str(json_get(doc, "parameters"), "by"), "carrier");
	one = json_get(doc, "items")->first;
	ck_assert_str_eq(json_str(json_get(one, "value"), "amount"), "120.50");
	ck_assert_str_eq(json_str(one, "rate"), "87");
	ck_assert_int_eq(json_get(one->next, "rate")->type, JSON_NULL);
	one = json_get(doc, "totals")->first;
	ck_assert_str_eq(json_str(json_get(one, "value"), "amount"), "120.50");
	ck_assert_int_eq(json_get(one, "n")->type, JSON_NULL);
	doc = json(true, NULL, 2);
	ck_assert_str_eq(json_str(doc, "count"), "1");
	ck_assert_int_eq(json_get(json_get(doc, "items")->first, "items")->count, 2);
}
END_TEST

START_TEST(json_that_breaks_off_is_whole_and_says_why)
{
	const struct err why = { .code = ERR_INPUT, .text = "own/sums.sql:4: so" };
	const struct json *doc;

	take(arena_printf(&a, "%sSELECT 1", header));
	for (int board = 0; board < 2; board++) {
		doc = json(board, &why, 2);
		ck_assert_str_eq(json_str(json_get(doc, "error"), "message"), why.text);
		ck_assert_str_eq(json_str(json_get(doc, "error"), "code"), "input");
	}
}
END_TEST

static int book(const char *name, int rows, int reports)
{
	const struct report_cover c = cover();
	struct report_book *b;
	int rc = 0;

	if (report_book_open(&b, test_folder_path(name), &c, &err) < 0)
		return -1;
	for (int i = 0; i < reports && rc == 0; i++)
		rc = make(&report_book_maker, b, rows);
	return report_book_close(b, rc == 0, &err);
}

/* By another program; what it says is in its exit status. */
static void python(const char *program)
{
	const char *path = arena_strdup(&a, test_folder_path("a.xlsx"));
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		execl("/usr/bin/python3", "python3", "-c", program, path, (char *)NULL);
		_exit(127);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(status, 0);
}

START_TEST(a_register_is_a_sheet_of_typed_cells)
{
	take(arena_printf(&a, "%sSELECT 1", header));
	ck_assert_msg(book("a.xlsx", 4, 1) == 0, "%s", err.text);
	python("import openpyxl,sys,datetime\n"
	       "b=openpyxl.load_workbook(sys.argv[1]); s=b['Sums']\n"
	       "assert b.sheetnames==['Dashboard','Sums','How it is computed'],b.sheetnames\n"
	       "r=[[c.value for c in x] for x in s.iter_rows(min_row=4)]\n"
	       "assert r[0]==['Carrier','Code','Day','Time','Case','Money','Value','N',"
	       "'Age (days)',"
	       "'Rate'],r[0]\n"
	       "d=datetime.datetime\n"
	       "assert r[1]==['Caf\\u00e9','not received',d(2026,11,23),d(2026,11,23,15),0,'USD',"
	       "120.5,10,3,0.87],r[1]\n"
	       "assert r[2][0].startswith('=HYP') and s['A6'].data_type=='s'\n"
	       "assert r[2][-1]=='too few to say' and r[4][-1]=='\\u2013',r\n"
	       "assert r[4][1:4]==[None]*3 and r[4][6] is None\n"
	       "assert r[3][0]=='9400111206206406260787' and s['A7'].number_format=='@'\n"
	       "assert s['G5'].number_format=='#,##0.00 \"USD\"',s['G5'].number_format\n"
	       "assert s['G7'].number_format=='#,##0.00 \"EUR\"' and s['J5'].number_format=='0%'\n"
	       "assert s.auto_filter.ref=='A4:J8' and s.freeze_panes=='B5'\n"
	       "w=b['Dashboard']; assert w['A1'].value=='Sums by carrier' and not w._charts\n"
	       "assert [c.value for c in w[6]][:3]==['USD',None,120.5],[c.value for c in w[6]]\n");
}
END_TEST

START_TEST(a_board_has_a_chart_for_each_currency)
{
	take(arena_printf(&a, "%s%sSELECT 1", header, bar));
	ck_assert_msg(book("a.xlsx", 4, 2) == 0, "%s", err.text);
	python("import zipfile,sys,re,openpyxl\n"
	       "z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None\n"
	       "c=sorted(n for n in z.namelist() if n.startswith('xl/charts/chart'))\n"
	       "assert len(c)==4,c\n"
	       "x=[z.read(n).decode() for n in c]\n"
	       "assert 'Value by carrier (USD)' in x[0] and '$A$5:$A$6' in x[0],x[0]\n"
	       "assert 'Value by carrier (EUR)' in x[1] and '$A$7:$A$8' in x[1]\n"
	       "assert len(re.findall('<c:ser>',x[0]))==2\n"
	       "b=openpyxl.load_workbook(sys.argv[1])\n"
	       "assert len(b['Dashboard']._charts)==4 and len(b.sheetnames)==4,b.sheetnames\n");
}
END_TEST

START_TEST(charts_show_the_first_lines_of_many)
{
	for (int shape = 0; shape < SHAPE_NVALUES; shape++) {
		static const char *const names[] = { "column", "bar", "stack", "line", "pie" };

		take(arena_printf(&a, "%s-- chart: %s, n, n, So many\nSELECT 1", header,
				  names[shape]));
		unlink(test_folder_path("a.xlsx"));
		ck_assert_msg(book("a.xlsx", 60, 1) == 0, "%s", err.text);
		python("import zipfile,sys\n"
		       "z=zipfile.ZipFile(sys.argv[1])\n"
		       "assert sum(n.startswith('xl/charts/chart') for n in z.namelist())==4\n");
	}
	/* One currency: one chart. */
	take("-- title: T\n-- column: n, number, 5, N\n-- chart: bar, n, n, So many\nSELECT 1");
	unlink(test_folder_path("a.xlsx"));
	ck_assert_msg(book("a.xlsx", 60, 1) == 0, "%s", err.text);
	python("import zipfile,sys\n"
	       "x=zipfile.ZipFile(sys.argv[1]).read('xl/charts/chart1.xml').decode()\n"
	       "assert 'So many, the first 15 of 60' in x and '$A$5:$A$19' in x,x\n");
}
END_TEST

START_TEST(ceilings_and_faults_are_said)
{
	take(arena_printf(&a, "%s%sSELECT 1", header, bar));
	ck_assert_int_eq(book("a.xlsx", 1, REPORT_BOARD_MAX + 1), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "12 reports at most"));
	unlink(test_folder_path("a.xlsx"));
	ck_assert_int_eq(book("a.xlsx", CHARTED_ROWS_MAX + 1, 1), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "own/sums.sql: more than 20000 lines"));
	ck_assert_int_eq(book("a.xlsx", 1, 1), -1); /* it is there */
	ck_assert_ptr_nonnull(strstr(err.text, "cannot write"));
	unlink(test_folder_path("a.xlsx"));
	ck_assert_msg(book("a.xlsx", 0, 1) == 0, "%s", err.text);
	python("import openpyxl,sys\n"
	       "b=openpyxl.load_workbook(sys.argv[1])\n"
	       "assert b['Sums']['A5'].value=='Nothing to show.'");
}
END_TEST

TCase *report_out_tests(void)
{
	TCase *t = tcase_create("report_out");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, csv_for_machines_is_plain);
	tcase_add_test(t, csv_for_excel_is_defused);
	tcase_add_test(t, json_has_items_count_and_what_they_are);
	tcase_add_test(t, json_that_breaks_off_is_whole_and_says_why);
	tcase_add_test(t, a_register_is_a_sheet_of_typed_cells);
	tcase_add_test(t, a_board_has_a_chart_for_each_currency);
	tcase_add_test(t, charts_show_the_first_lines_of_many);
	tcase_add_test(t, ceilings_and_faults_are_said);
	return t;
}
