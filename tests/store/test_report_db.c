#include "store/report_db.h"

#include <string.h>

#include "store/place.h"
#include "store/suites.h"

/* A report with one column "n" of any value, over this SELECT. */
static struct report one(const char *sql)
{
	const struct report_text text = {
		.name = "t",
		.path = "own/t.sql",
		.bytes = arena_printf(&here.a,
				      "-- title: T\n-- param: x, text, , x\n"
				      "-- column: n, text, 9, N\n%s",
				      sql),
	};
	struct report_text whole = text;
	struct report r;

	whole.len = strlen(text.bytes);
	MUST(report_read(&r, &here.a, &whole, &here.err));
	return r;
}

static struct report_db *open_db(struct report_limits limits)
{
	struct report_db *db;

	MUST(report_db_open(&db, here.path, here.moment.zone, &limits, &here.err));
	return db;
}

/* Its rows, one blank behind each. Fails when the report does: the error is in here.err. */
static int run(char **out, const char *sql, struct report_limits limits)
{
	struct report_db *db = open_db(limits);
	const struct report r = one(sql);
	int rc = report_db_begin(db, &r, &here.err);

	*out = arena_strdup(&here.a, "");
	report_db_text(db, "x", "given");
	report_db_int(db, "today", here.moment.today);
	if (rc == 0)
		while ((rc = report_db_step(db, &here.err)) > 0)
			*out = arena_printf(&here.a, "%s%s ", *out,
					    report_db_type(db, 0) == REPORT_NULL
						    ? "-"
						    : report_db_get_text(db, 0));
	report_db_close(db);
	return rc;
}

static char *rows_of(const char *sql)
{
	char *out;

	MUST(run(&out, sql, report_limits_usual));
	return out;
}

START_TEST(a_report_reads_the_work)
{
	open_lost(1);
	open_lost(2);
	ck_assert_str_eq(rows_of("SELECT problem AS n FROM casefile"), "lost lost ");
	ck_assert_str_eq(rows_of("SELECT count(*) AS n FROM casefile"), "2 ");
	ck_assert_str_eq(rows_of("SELECT :x AS n"), "given ");
	ck_assert_str_eq(rows_of("SELECT :today-day_of(opened_at) AS n FROM casefile"), "0 0 ");
	ck_assert_str_eq(rows_of("SELECT month(mailed_on) AS n FROM shipment"), "2026-11 2026-11 ");
	ck_assert_str_eq(rows_of("SELECT month('x')||month(NULL)||month(1e9) AS n"), "- ");
	ck_assert_str_eq(rows_of("SELECT month(9e15) IS NULL AND day_of('x') IS NULL AND "
				 "month(9000000000) IS NULL AND month(99999999) IS NULL AS n"),
			 "1 ");
	ck_assert_str_eq(rows_of("SELECT 1/0 AS n"), "- ");
	ck_assert_str_eq(rows_of("SELECT title AS n FROM fact_carrier WHERE code='usps'"), "USPS ");
}
END_TEST

START_TEST(with_tables_are_the_reports_own)
{
	ck_assert_str_eq(rows_of("WITH mine(v) AS (VALUES(1),(2)) SELECT count(*) AS n FROM mine"),
			 "2 ");
	ck_assert_str_eq(rows_of("WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM c "
				 "WHERE i<3) SELECT i AS n FROM c"),
			 "1 2 3 ");
	ck_assert_str_eq(rows_of("SELECT count(*) AS n FROM (SELECT id FROM casefile)"), "0 ");
}
END_TEST

static const struct {
	const char *sql, *says;
} denied[] = {
	/* tables */
	{ "SELECT body AS n\nFROM journal_body", "own/t.sql:5: reports may not read the table "
						 "journal_body" },
	{ "SELECT header AS n FROM journal", "reports may not read the table journal" },
	{ "SELECT count(*) AS n FROM journal", "reports may not read the table journal" },
	{ "SELECT count(*) AS n FROM main.answer", "reports may not read the table answer" },
	{ "SELECT packed AS n FROM answer", "reports may not read the table answer" },
	{ "SELECT value AS n FROM setting", "reports may not read the table setting" },
	{ "SELECT words AS n FROM search_text", "reports may not read the table search_text" },
	{ "SELECT rowid AS n FROM search", "own/t.sql:4: no such module" },
	{ "SELECT dialed AS n FROM call", "reports may not read the table call" },
	{ "SELECT name AS n FROM job", "reports may not read the table job" },
	{ "SELECT sql AS n FROM sqlite_schema", "reports may not read the table sqlite_" },
	{ "SELECT count(*) AS n FROM sqlite_master", "reports may not read the table sqlite_" },
	{ "SELECT name AS n FROM pragma_table_info('user')", "own/t.sql:4:" },
	{ "SELECT count(*) AS n FROM pragma_database_list", "own/t.sql:4:" },
	{ "SELECT value AS n FROM json_each('[1]')", "own/t.sql:4: no such table: json_each" },
	{ "SELECT 1 AS n FROM casefile WHERE EXISTS(SELECT 1 FROM journal)", "table journal" },
	{ "WITH t AS (SELECT body FROM journal_body) SELECT count(*) AS n FROM t", "journal_body" },
	/* columns */
	{ "SELECT password_hash AS n FROM login", "reports may not read the table login" },
	{ "SELECT 1 AS n FROM login WHERE password_hash LIKE '$a%'", "table login" },
	{ "SELECT token_hash AS n FROM session", "table session" },
	{ "SELECT token_hash AS n FROM link", "table link" },
	{ "SELECT name AS n FROM token", "table token" },
	{ "SELECT version AS n FROM user", "reports may not read the column user.version" },
	{ "SELECT 1 AS n FROM user WHERE version > 1", "user.version" },
	{ "SELECT VERSION AS n FROM USER", "may not read the column" },
	{ "SELECT sha256 AS n FROM evidence", "column evidence.sha256" },
	{ "SELECT keypad AS n FROM contact", "column contact.keypad" },
	{ "SELECT message_id AS n FROM contact", "column contact.message_id" },
	{ "SELECT (SELECT callback FROM contact) AS n", "column contact.callback" },
	/* functions */
	{ "SELECT load_extension('x') AS n", "own/t.sql:4:" },
	{ "SELECT readfile('/etc/passwd') AS n", "no such function: readfile" },
	{ "SELECT writefile('x','y') AS n", "no such function: writefile" },
	{ "SELECT zeroblob(1) AS n", "reports may not call zeroblob()" },
	{ "SELECT randomblob(1) AS n", "reports may not call randomblob()" },
	{ "SELECT random() AS n", "reports may not call random()" },
	{ "SELECT date('now') AS n", "reports may not call date()" },
	{ "SELECT printf('%99999999d',1) AS n", "reports may not call printf()" },
	{ "SELECT hex(x'00') AS n", "reports may not call hex()" },
	{ "SELECT sqlite_version() AS n", "reports may not call sqlite_version()" },
	{ "SELECT json('[1]') AS n", "reports may not call json()" },
	/* acts */
	{ "ATTACH '/tmp/x' AS other", "ATTACH is not for reports" },
	{ "DETACH main", "DETACH is not for reports" },
	{ "PRAGMA query_only=OFF", "PRAGMA is not for reports" },
	{ "PRAGMA user_version", "PRAGMA is not for reports" },
	{ "INSERT INTO casefile(note) VALUES('x')", "INSERT is not for reports" },
	{ "UPDATE casefile SET note='x'", "not for reports" },
	{ "DELETE FROM casefile", "not for reports" },
	{ "DELETE FROM casefile RETURNING id AS n", "not for reports" },
	{ "CREATE TABLE t(a)", "not for reports" },
	{ "CREATE TEMP TABLE t(a)", "not for reports" },
	{ "CREATE TEMP VIEW t AS SELECT 1", "not for reports" },
	{ "DROP TABLE casefile", "not for reports" },
	{ "VACUUM INTO '/tmp/x'", "own/t.sql:4:" },
	{ "COMMIT", "BEGIN and COMMIT is not for reports" },
	{ "SAVEPOINT s", "SAVEPOINT is not for reports" },
	{ "REINDEX", "not for reports" },
	{ "ANALYZE", "not for reports" },
	{ "EXPLAIN SELECT 1 AS n", "own/t.sql:4: a report is one SELECT" },
	/* form */
	{ "SELECT 1 AS n; SELECT 2", "a report is one SELECT: nothing may stand behind it" },
	{ "SELECT 1 AS n;\n\nDROP TABLE casefile", "nothing may stand behind it" },
	{ "SELECT 1 AS\nm", "own/t.sql:3: the header has 'n' as column 1, the SELECT 'm'" },
	{ "SELECT 1 AS n, 2 AS m", "the SELECT gives 2 columns, the header has 1" },
	{ "SELECT\n1 AS n,,", "own/t.sql:5: near \",\": syntax error" },
	{ "SELECT\n\nfoo AS n FROM casefile", "own/t.sql:6: no such column: foo" },
	{ "SELECT 1 AS n WHERE\n1 = :client", "own/t.sql:5: the parameter ':client' is not in" },
	{ "SELECT ?1 AS n", "the parameter '?1' is not in the header" },
	{ "SELECT @x AS n", "the parameter '@x' is not in the header" },
	{ "SELECT \"nothing\" AS n FROM casefile", "no such column: nothing" },
};

START_TEST(everything_else_is_denied_in_words)
{
	char *out, *before;

	open_lost(1);
	before = dump_desk();
	here.err = (struct err){ 0 };
	ck_assert_msg(run(&out, denied[_i].sql, report_limits_usual) == -1, "%s", denied[_i].sql);
	ck_assert_int_eq(here.err.code, ERR_INPUT);
	ck_assert_msg(strstr(here.err.text, denied[_i].says) != NULL, "%s\n%s", denied[_i].sql,
		      here.err.text);
	ck_assert_int_eq(strncmp(here.err.text, "own/t.sql:", 10), 0);
	ck_assert_str_eq(dump_desk(), before);
	ck_assert(verifies());
	open_lost(2); /* the desk goes on */
}
END_TEST

#define ENDLESS "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM c) "
/* s is of 16 characters at i=1, of half a million at 16. */
#define DOUBLED                                                                               \
	"WITH RECURSIVE c(s, i) AS (SELECT 'xxxxxxxxxxxxxxxx', 1 UNION ALL SELECT s||s, i+1 " \
	"FROM c WHERE i<40) "

START_TEST(ceilings_stop_it)
{
	struct report_limits limits = report_limits_usual;
	char *out;

	limits.steps = 100000;
	REFUSED(run(&out, ENDLESS "SELECT max(i) AS n FROM c", limits), ERR_INPUT,
		"own/t.sql:4: it took more than 100000 steps");
	limits = report_limits_usual;
	limits.ms = 0;
	REFUSED(run(&out, ENDLESS "SELECT max(i) AS n FROM c", limits), ERR_INPUT,
		"it read for more than 0 seconds and was stopped");
	limits = report_limits_usual;
	limits.rows = 10;
	REFUSED(run(&out, ENDLESS "SELECT i AS n FROM c", limits), ERR_INPUT,
		"it gives more than 10 rows");
	limits = report_limits_usual;
	limits.heap_bytes = 6 << 20;
	REFUSED(run(&out,
		    DOUBLED "SELECT length(max(s||1,s||2,s||3,s||4,s||5,s||6,s||7,s||8,"
			    "s||9,s||10,s||11,s||12,s||13,s||14,s||15,s||16)) AS n FROM c "
			    "WHERE i=16",
		    limits),
		ERR_INPUT, "own/t.sql:4: it needs more than 6 MB of memory");
	REFUSED(run(&out, DOUBLED "SELECT length(s) AS n FROM c ORDER BY s", report_limits_usual),
		ERR_INPUT, "own/t.sql:4: a text or the SELECT itself grows too long");
	open_lost(1); /* the ceilings are gone with the connection */
	ck_assert_str_eq(rows_of("SELECT count(*) AS n FROM casefile"), "1 ");
}
END_TEST

START_TEST(it_reads_one_snapshot)
{
	struct report_db *db = open_db(report_limits_usual);
	const struct report r = one("SELECT count(*) AS n FROM casefile");

	for (int i = 1; i <= 2; i++) {
		open_lost(i);
		MUST(report_db_begin(db, &r, &here.err));
		ck_assert_int_eq(report_db_step(db, &here.err), 1);
		ck_assert_int_eq(report_db_get_int(db, 0), 0);
	}
	report_db_close(db);
	ck_assert_str_eq(rows_of("SELECT count(*) AS n FROM casefile"), "2 ");
}
END_TEST

START_TEST(what_is_no_desk_is_said)
{
	struct report_db *db;
	const char *junk = put_text("junk.db", "this is no database, however long it may be, and "
					       "so it goes on for a while, and on");

	REFUSED(report_db_open(&db, in_place("nowhere.db"), here.moment.zone, &report_limits_usual,
			       &here.err),
		ERR_FAILED, "cannot read");
	REFUSED(report_db_open(&db, junk, here.moment.zone, &report_limits_usual, &here.err),
		ERR_DAMAGED, "is damaged or no desk");
}
END_TEST

Suite *report_db_suite(void)
{
	Suite *s = suite_create("report_db");
	TCase *t = tcase_create("report_db");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, a_report_reads_the_work);
	tcase_add_test(t, with_tables_are_the_reports_own);
	tcase_add_loop_test(t, everything_else_is_denied_in_words, 0, (int)COUNT(denied));
	tcase_add_test(t, ceilings_stop_it);
	tcase_add_test(t, it_reads_one_snapshot);
	tcase_add_test(t, what_is_no_desk_is_said);
	suite_add_tcase(s, t);
	return s;
}
