#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "ops/internal.h"
#include "ops/suites.h"
#include "store/place.h"
#include "store/session.h"

static struct backup_report r;

static int backup(void)
{
	return desk_backup(&r, here.desk, &here.a, in_place("backup"), &here.err);
}

static int restore(const char *name)
{
	return desk_restore(&r, &here.a, in_place("backup"), in_place(name), &here.err);
}

static void attach(int64_t id, const char *text)
{
	struct evidence facts = a_paper(EVIDENCE_OTHER), e;
	bool known;

	MUST(evidence_attach(&e, &known, NULL, here.desk, &here.a, id, put_text("paper.txt", text),
			     &facts, &here.err));
}

/* The one file of evidence of a text, below a folder. */
static char *kept(const char *dir, const char *text)
{
	struct hash hash = hash_of(text, strlen(text));
	char hex[HASH_HEX];

	hash_hex(hex, &hash);
	return in_place(arena_printf(&here.a, "%s/%.2s/%s.txt", dir, hex, hex));
}

static char *read_text(const char *path)
{
	char *text;
	size_t len;

	MUST(file_read(&text, &len, &here.a, path, 100000, &here.err));
	return text;
}

static void move_to(const char *name)
{
	desk_close(here.desk);
	here.desk = NULL;
	snprintf(here.path, sizeof here.path, "%s/%s", here.dir, name);
	work_as("ann");
}

START_TEST(a_restored_backup_is_the_desk_as_it_was)
{
	char *head, *before;

	do_everything();
	head = head_of_desk();
	before = case_json(1);
	MUST(backup());
	ck_assert_str_eq(r.head, head);
	ck_assert_int_eq(r.cases, 4);
	ck_assert_int_gt(r.bytes, 100000);
	ck_assert_int_eq(r.files_copied, 1);
	ck_assert_str_eq(r.path, in_place("backup/desk.db"));
	ck_assert_str_eq(read_text(in_place("backup/HEAD")), arena_printf(&here.a, "%s\n", head));
	ck_assert(!file_exists(in_place("backup/desk.db-wal")));
	MUST(restore("new/place/desk.db"));
	ck_assert_str_eq(r.head, head);
	ck_assert_int_eq(r.files_copied, 1);
	move_to("new/place/desk.db");
	ck_assert_str_eq(head_of_desk(), head);
	ck_assert_str_eq(case_json(1), before);
	ck_assert(verify_desk(head).ok);
	log_call(1, "life goes on");
	ck_assert(verify_desk(head).ok);
}
END_TEST

START_TEST(a_second_backup_copies_only_what_is_new)
{
	open_lost(1);
	attach(1, "one");
	attach(1, "two");
	MUST(backup());
	ck_assert_int_eq(r.files_copied, 2);
	attach(1, "three");
	MUST(backup());
	ck_assert_int_eq(r.files_copied, 1);
	ck_assert_int_eq(r.files_kept, 2);
	ck_assert_str_eq(read_text(kept("backup/desk.db.evidence", "three")), "three");
	ck_assert_str_eq(r.head, head_of_desk());
	MUST(restore("again.db"));
	ck_assert_int_eq(r.files_copied, 3);
}
END_TEST

/* A child writes all the time; every backup is a whole desk of some moment. */
START_TEST(a_backup_is_whole_while_others_write)
{
	enum { BACKUPS = 5 };
	char *heads[BACKUPS];
	int status;
	pid_t pid;

	open_lost(1);
	desk_close(here.desk);
	here.desk = NULL;
	pid = fork();
	if (pid == 0) {
		work_as("bob");
		for (int i = 0; i < 150; i++)
			log_call(1, arena_printf(&here.a, "call %d", i));
		desk_close(here.desk);
		_exit(0);
	}
	work_as("ann");
	for (int i = 0; i < BACKUPS; i++) {
		MUST(backup());
		heads[i] = arena_strdup(&here.a, r.head);
		MUST(restore(arena_printf(&here.a, "copy%d.db", i)));
		ck_assert_str_eq(r.head, heads[i]);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	for (int i = 0; i < BACKUPS; i++)
		ck_assert(verify_desk(heads[i]).ok);
	for (int i = 0; i < BACKUPS; i++) {
		move_to(arena_printf(&here.a, "copy%d.db", i));
		ck_assert(verify_desk(heads[i]).ok);
	}
}
END_TEST

START_TEST(a_missing_or_changed_file_is_named_and_costs_nothing_else)
{
	char *path;

	open_lost(1);
	attach(1, "one");
	attach(1, "two");
	path = kept("desk.db.evidence", "one");
	ck_assert_int_eq(unlink(path), 0);
	MUST(backup());
	ck_assert_int_eq(r.files_missing, 1);
	ck_assert_int_eq(r.files_copied, 1);
	ck_assert_ptr_nonnull(strstr(r.missing, "evidence 1 of case 1"));
	ck_assert_ptr_nonnull(strstr(r.missing, "cannot be read"));
	MUST(file_write(path, "changed", 7, 0600, &here.err));
	MUST(backup());
	ck_assert_int_eq(r.files_missing, 1);
	ck_assert_int_eq(r.files_kept, 1);
	ck_assert_ptr_nonnull(strstr(r.missing, "was changed since it was attached"));
	ck_assert(!file_exists(kept("backup/desk.db.evidence", "one")));
	MUST(restore("old.db"));
	ck_assert_int_eq(r.files_copied, 1);
	ck_assert_int_eq(r.files_missing, 1);
}
END_TEST

START_TEST(nothing_is_overwritten)
{
	open_lost(1);
	MUST(backup());
	REFUSED(restore("desk.db"), ERR_STATE, "there is a desk at");
	ck_assert_int_eq(count_of("SELECT count(*) FROM casefile"), 1);
	put_text("other.db-wal", "pages of an older desk");
	REFUSED(restore("other.db"), ERR_STATE, "was left by an earlier desk");
	ck_assert(!file_exists(in_place("other.db")));
}
END_TEST

START_TEST(a_place_without_a_backup_is_said)
{
	MUST(file_make_dirs(in_place("backup"), &here.err));
	REFUSED(restore("new.db"), ERR_NOT_FOUND, "holds no backup");
	put_text("backup/desk.db",
		 "this is not a database but a text of some length, of which ...");
	REFUSED(restore("new.db"), ERR_DAMAGED, "is not a Waylaid desk");
	ck_assert(!file_exists(in_place("new.db")));
}
END_TEST

START_TEST(a_backup_that_was_damaged_cut_or_changed_is_refused)
{
	static const char *const changes[] = {
		"PRAGMA writable_schema=ON;UPDATE sqlite_schema SET rootpage=3 WHERE name='hold'",
		"UPDATE contact SET said='something else'",
		"DROP TRIGGER journal_is_append_only_2;DELETE FROM journal_file WHERE entry=3;"
		"DELETE FROM journal_body WHERE entry=3;DELETE FROM journal WHERE entry=3;"
		"DELETE FROM contact_case;DELETE FROM contact;UPDATE casefile SET stage='open',"
		"version=1",
	};
	sqlite3 *db;

	log_call(open_lost(1), "hello");
	MUST(backup());
	db = raw_open(in_place("backup/desk.db"));
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
	raw_exec(db, changes[_i]);
	sqlite3_close(db);
	REFUSED(restore("new.db"), ERR_DAMAGED, "backup/desk.db");
	ck_assert(!file_exists(in_place("new.db")));
}
END_TEST

START_TEST(a_folder_that_cannot_be_written_is_one_clear_line)
{
	open_lost(1);
	put_text("backup", "a file in the way");
	REFUSED(backup(), ERR_FAILED, "where a folder is needed");
	ck_assert_int_eq(unlink(in_place("backup")), 0);
	MUST(file_make_dirs(in_place("backup/HEAD"), &here.err));
	REFUSED(backup(), ERR_INPUT, "is a folder");
}
END_TEST

Suite *backup_suite(void)
{
	Suite *s = suite_create("backup");
	TCase *t = tcase_create("backup");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, a_restored_backup_is_the_desk_as_it_was);
	tcase_add_test(t, a_second_backup_copies_only_what_is_new);
	tcase_add_test(t, a_backup_is_whole_while_others_write);
	tcase_add_test(t, a_missing_or_changed_file_is_named_and_costs_nothing_else);
	tcase_add_test(t, nothing_is_overwritten);
	tcase_add_test(t, a_place_without_a_backup_is_said);
	tcase_add_loop_test(t, a_backup_that_was_damaged_cut_or_changed_is_refused, 0, 3);
	tcase_add_test(t, a_folder_that_cannot_be_written_is_one_clear_line);
	suite_add_tcase(s, t);
	return s;
}
