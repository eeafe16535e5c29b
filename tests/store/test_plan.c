#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "ops/watch_ops.h"
#include "store/next.h"
#include "store/place.h"
#include "store/session.h"
#include "store/suites.h"
#include "store/watched.h"

/*
 * No statement that the program runs may walk a table that grows with the desk. The statements are
 * those that the program really ran (WAYLAID_SQL_LOG), the plans those that the engine makes.
 */

static const char *const growing[] = {
	"shipment", "casefile", "contact",  "contact_case", "promise",      "request",
	"poll",     "answer",   "event",    "claim",        "window",       "payout",
	"remedy",   "hold",     "evidence", "item",         "step",         "contradiction",
	"snooze",   "duty",     "journal",  "journal_body", "journal_file", "search_text",
};

enum { LOG_MAX = 64 * 1024 * 1024 };

static void setup(void)
{
	place_setup();
	setenv("WAYLAID_SQL_LOG", in_place("sql.log"), 1);
	work_as("ann");
}

/* The table that a name stands for in this statement: "c" in "FROM casefile c". */
static const char *table_of(const char *sql, const char *name)
{
	for (size_t i = 0; i < COUNT(growing); i++) {
		const char *t = growing[i];

		if (!strcmp(t, name) || strstr(sql, arena_printf(&here.a, " %s %s ", t, name)) ||
		    strstr(sql, arena_printf(&here.a, " %s %s)", t, name)))
			return t;
	}
	return NULL;
}

/* The growing table that the plan of "sql" scans; NULL when it scans none. */
static const char *scanned(sqlite3 *db, const char *sql)
{
	const char *plan = arena_printf(&here.a, "EXPLAIN QUERY PLAN %s", sql), *found = NULL;
	sqlite3_stmt *st;

	ck_assert_msg(sqlite3_prepare_v2(db, plan, -1, &st, NULL) == SQLITE_OK, "%s: %s", sql,
		      sqlite3_errmsg(db));
	while (sqlite3_step(st) == SQLITE_ROW && !found) {
		const char *detail = (const char *)sqlite3_column_text(st, 3);
		char name[64];

		if (detail && sscanf(detail, "SCAN %63s", name) == 1)
			found = table_of(sql, name);
	}
	sqlite3_finalize(st);
	return found;
}

static bool has_plan(const char *sql)
{
	static const char *const verbs[] = { "SELECT", "INSERT", "UPDATE", "DELETE" };

	for (size_t i = 0; i < COUNT(verbs); i++)
		if (!strncmp(sql, verbs[i], strlen(verbs[i])))
			return true;
	return false;
}

struct findings {
	int statements, scans;
	const char *said;
};

static struct findings read_plans(void)
{
	sqlite3 *db = raw_open(here.path);
	struct findings f = { .said = "" };
	char *log, *at, *end;
	size_t len;

	desk_close(here.desk); /* so that the log is whole */
	here.desk = NULL;
	MUST(file_read(&log, &len, &here.a, in_place("sql.log"), LOG_MAX, &here.err));
	for (at = log; (end = strstr(at, ";\n")); at = end + 2) {
		const char *table;

		*end = 0;
		if (!has_plan(at) || strstr(at, "_old")) /* a migration moves a table once */
			continue;
		f.statements++;
		table = scanned(db, at);
		if (!table)
			continue;
		f.scans++;
		if (!strstr(f.said, at))
			f.said = arena_printf(&here.a, "%s\nscans %s: %s", f.said, table, at);
	}
	sqlite3_close(db);
	return f;
}

START_TEST(no_operation_and_no_view_scans_a_growing_table)
{
	struct findings f;

	do_everything();
	look_at_everything();
	purge_closed();
	f = read_plans();
	ck_assert_int_gt(f.statements, 500);
	ck_assert_msg(f.scans == 0, "%d of %d: %s", f.scans, f.statements, f.said);
}
END_TEST

START_TEST(the_watch_walks_indexes_alone)
{
	struct watch_list list;
	struct shipment s;
	struct findings f;
	int opened;

	put_parcel(a_parcel(1, 9, 0), POLL_UNCHANGED);
	put_parcel(a_parcel(2, -1, -1), POLL_NEW);
	s = a_parcel(3, 9, 0);
	s.status = STATUS_DELIVERED;
	s.trouble = TROUBLE_UNCLEAR;
	put_parcel(s, POLL_NEW);
	put_delivered(100, 3, "ground_advantage", 4);
	list = watch((struct watch_query){ .carrier = "usps" });
	ck_assert_int_eq(list.count, 3);
	MUST(watch_open(&opened, &list, here.desk, &here.a, NULL, &here.err));
	ck_assert_int_eq(opened, 2);
	f = read_plans();
	ck_assert_int_gt(f.statements, 50);
	ck_assert_msg(f.scans == 0, "%d of %d: %s", f.scans, f.statements, f.said);
}
END_TEST

/* How the engine looks for the lines of one case: what it does first, and all of it. */
static void starts_from_its_case(sqlite3 *db, const char *sql)
{
	const char *plan = arena_printf(&here.a, "EXPLAIN QUERY PLAN %s", sql);
	sqlite3_stmt *st;

	ck_assert_int_eq(sqlite3_prepare_v2(db, plan, -1, &st, NULL), SQLITE_OK);
	for (int n = 0; sqlite3_step(st) == SQLITE_ROW; n++) {
		const char *detail = (const char *)sqlite3_column_text(st, 3);

		ck_assert_msg(n || !strcmp(detail, "SEARCH c USING INTEGER PRIMARY KEY (rowid=?)"),
			      "%s: %s", detail, sql);
		ck_assert_msg(!strstr(detail, "_on>") && !strstr(detail, "until>"), "%s: %s",
			      detail, sql);
	}
	sqlite3_finalize(st);
}

START_TEST(the_lines_of_one_case_start_from_it)
{
	const struct next_query q = { .today = here.moment.today,
				      .casefile_id = open_lost(1),
				      .limit = 30 };
	struct next_rows rows;
	struct snap *snap;
	char *log, *at, *end;
	size_t len;
	int questions = 0;
	sqlite3 *db;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(next_read(&rows, snap, &here.a, &q, &here.err));
	desk_snap_end(snap);
	desk_close(here.desk);
	here.desk = NULL;
	db = raw_open(here.path);
	MUST(file_read(&log, &len, &here.a, in_place("sql.log"), LOG_MAX, &here.err));
	for (at = log; (end = strstr(at, ";\n")); at = end + 2) {
		*end = 0;
		if (strncmp(at, "SELECT c.id,", 12) != 0)
			continue;
		starts_from_its_case(db, at);
		questions++;
	}
	sqlite3_close(db);
	ck_assert_int_gt(questions, 30);
}
END_TEST

/* The only ones that may: they look at everything. And so it is known that a scan is seen. */
START_TEST(verify_doctor_and_backup_read_everything_and_are_seen_to)
{
	struct doctor_report doctor;
	struct backup_report backup;
	const char *log = in_place("sql.log");
	struct findings f;

	do_everything();
	desk_close(here.desk);
	here.desk = NULL;
	ck_assert_int_eq(remove(log), 0);
	work_as("ann");
	verify_desk(NULL);
	MUST(desk_doctor(&doctor, here.desk, &here.a, &here.err));
	MUST(desk_backup(&backup, here.desk, &here.a, in_place("backup"), &here.err));
	f = read_plans();
	ck_assert_int_gt(f.scans, 10);
}
END_TEST

Suite *plan_suite(void)
{
	Suite *s = suite_create("plan");
	TCase *t = tcase_create("plan");

	tcase_add_checked_fixture(t, setup, place_teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, no_operation_and_no_view_scans_a_growing_table);
	tcase_add_test(t, the_watch_walks_indexes_alone);
	tcase_add_test(t, the_lines_of_one_case_start_from_it);
	tcase_add_test(t, verify_doctor_and_backup_read_everything_and_are_seen_to);
	suite_add_tcase(s, t);
	return s;
}
