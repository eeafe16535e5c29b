#include <string.h>

#include "ops/internal.h"
#include "store/job.h"
#include "store/place.h"
#include "store/suites.h"

/* The door to the engine, and what needs nothing else: leases, copies, the engine's own check. */

static struct db *db(void)
{
	return store_db(here.desk->store);
}

START_TEST(every_kind_of_value_is_bound_and_read)
{
	struct stmt *st = db_stmt(db(), "SELECT ?1,?2,?3,?4");
	const char *blob;
	size_t n;

	stmt_int(st, 1, INT64_MIN);
	stmt_text(st, 2, "t");
	stmt_blob(st, 3, "a\0b", 3);
	stmt_null(st, 4);
	ck_assert_int_eq(stmt_step(st, &here.err), 1);
	ck_assert_int_eq(stmt_type(st, 0), CELL_INT);
	ck_assert_int_eq(stmt_type(st, 1), CELL_TEXT);
	ck_assert_int_eq(stmt_type(st, 2), CELL_BLOB);
	ck_assert_int_eq(stmt_type(st, 3), CELL_NULL);
	ck_assert(stmt_get_int(st, 0) == INT64_MIN);
	ck_assert_str_eq(stmt_get_text(st, 1), "t");
	blob = stmt_get_blob(st, 2, &n);
	ck_assert_uint_eq(n, 3);
	ck_assert_mem_eq(blob, "a\0b", 3);
	ck_assert_ptr_null(stmt_get_text(st, 3));
	ck_assert_int_eq(stmt_step(st, &here.err), 0);
}
END_TEST

START_TEST(a_transaction_is_there_until_it_ends)
{
	ck_assert(!db_in_transaction(db()));
	MUST(db_begin(db(), true, &here.err));
	ck_assert(db_in_transaction(db()));
	db_rollback(db());
	db_rollback(db());
	ck_assert(!db_in_transaction(db()));
	MUST(db_checkpoint(db(), &here.err));
}
END_TEST

START_TEST(sql_that_fails_says_what_was_being_done)
{
	REFUSED(db_exec(db(), "INSERT INTO setting VALUES(1,1,NULL,NULL)", "try this", &here.err),
		ERR_FAILED, "cannot try this in");
	db_fail_at(db(), 2);
	MUST(db_exec(db(), "SELECT 1", "look", &here.err));
	REFUSED(db_exec(db(), "SELECT 1", "look", &here.err), ERR_FAILED, "disk I/O error");
	MUST(db_exec(db(), "SELECT 1", "look", &here.err));
}
END_TEST

static void count_faults(void *payload, const char *what)
{
	ck_assert_str_ne(what, "");
	++*(int *)payload;
}

START_TEST(the_engine_finds_rows_that_point_nowhere)
{
	int faults = 0;

	open_lost(1);
	MUST(db_integrity(db(), count_faults, &faults, &here.err));
	ck_assert_int_eq(faults, 0);
	change("PRAGMA foreign_keys=OFF;UPDATE window SET casefile_id=99");
	MUST(db_integrity(db(), count_faults, &faults, &here.err));
	ck_assert_int_gt(faults, 0);
}
END_TEST

START_TEST(a_copy_is_one_plain_file_and_a_place_that_cannot_be_written_is_named)
{
	char *copy = in_place("copy.db");
	sqlite3 *raw;

	MUST(db_copy_to(db(), copy, &here.err));
	raw = raw_open(copy);
	ck_assert_str_eq(raw_text(raw, "PRAGMA journal_mode"), "delete");
	sqlite3_close(raw);
	REFUSED(db_copy_to(db(), in_place("no/such/folder.db"), &here.err), ERR_FAILED,
		"cannot copy");
	REFUSED(db_copy_to(db(),
			   put_text("text",
				    "not a database, but long enough to be taken "
				    "for the beginning of one, were it not for these words in it "
				    "......."),
			   &here.err),
		ERR_FAILED, "cannot copy");
}
END_TEST

START_TEST(a_lease_keeps_others_off_until_it_runs_out)
{
	struct store *s = here.desk->store;
	instant t = here.moment.machine;

	MUST(job_lease(s, "track usps", "host a, process 1", t, 600, &here.err));
	MUST(job_lease(s, "track usps", "host a, process 1", t + 60, 600, &here.err));
	REFUSED(job_lease(s, "track usps", "host b, process 2", t + 100, 600, &here.err), ERR_BUSY,
		"is being done by host a, process 1 (at the latest until 2026-11-23T15:11:00Z)");
	MUST(job_lease(s, "track ups", "host b, process 2", t + 100, 600, &here.err));
	MUST(job_lease(s, "track usps", "host b, process 2", t + 661, 600, &here.err));
	/* Whoever lost the lease meanwhile cannot give back another's. */
	MUST(job_release(s, "track usps", "host a, process 1", &here.err));
	REFUSED(job_lease(s, "track usps", "host c, process 3", t + 662, 600, &here.err), ERR_BUSY,
		"host b, process 2");
	MUST(job_release(s, "track usps", "host b, process 2", &here.err));
	MUST(job_lease(s, "track usps", "host c, process 3", t + 662, 600, &here.err));
	ck_assert(!db_in_transaction(db()));
}
END_TEST

START_TEST(a_lease_that_fails_leaves_nothing_open)
{
	struct store *s = here.desk->store;

	for (int n = 1; n <= 3; n++) {
		db_fail_at(db(), n);
		REFUSED(job_lease(s, "x", "me", here.moment.machine, 600, &here.err), ERR_FAILED,
			"disk I/O error");
		ck_assert(!db_in_transaction(db()));
	}
	for (int n = 1; n <= 3; n++) {
		db_fail_at(db(), n);
		REFUSED(job_release(s, "x", "me", &here.err), ERR_FAILED, "disk I/O error");
		ck_assert(!db_in_transaction(db()));
	}
	ck_assert_int_eq(count_of("SELECT count(*) FROM job"), 0);
}
END_TEST

Suite *db_suite(void)
{
	Suite *s = suite_create("db");
	TCase *t = tcase_create("db");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, every_kind_of_value_is_bound_and_read);
	tcase_add_test(t, a_transaction_is_there_until_it_ends);
	tcase_add_test(t, sql_that_fails_says_what_was_being_done);
	tcase_add_test(t, the_engine_finds_rows_that_point_nowhere);
	tcase_add_test(t, a_copy_is_one_plain_file_and_a_place_that_cannot_be_written_is_named);
	tcase_add_test(t, a_lease_keeps_others_off_until_it_runs_out);
	tcase_add_test(t, a_lease_that_fails_leaves_nothing_open);
	suite_add_tcase(s, t);
	return s;
}
