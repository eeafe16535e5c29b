#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "ops/internal.h"
#include "store/place.h"
#include "store/suites.h"

/* Whatever a person may name with --db. */

enum { NOBODY = 65534 };

static int try_open(const char *path, bool must_exist)
{
	struct desk_options options = {
		.path = path, .must_exist = must_exist, .moment = here.moment, .user = "ann"
	};
	struct desk *desk;

	if (desk_open(&desk, &options, &here.err) < 0)
		return -1;
	desk_close(desk);
	return 0;
}

/* The same in a process without the rights of the administrator, to whom no file is read-only. */
static void refused_to_nobody(const char *path, enum err_code code, const char *words)
{
	int status;
	pid_t pid;

	ck_assert_int_eq(chmod(here.dir, 0755), 0);
	pid = fork();
	if (pid == 0) {
		if (getuid() == 0 && (setgid(NOBODY) < 0 || setuid(NOBODY) < 0))
			_exit(9);
		if (try_open(path, false) == 0)
			_exit(1);
		_exit(here.err.code != code ? 2 : strstr(here.err.text, words) ? 0 : 3);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s: status %d", words,
		      WEXITSTATUS(status));
}

static char *bytes_of(const char *path)
{
	char *hex = arena_alloc(&here.a, HASH_HEX);
	struct hash hash;
	int64_t size;

	MUST(file_hash(&hash, &size, path, &here.err));
	return hash_hex(hex, &hash);
}

START_TEST(a_new_desk_is_made_with_its_folders)
{
	char *path = in_place("a/b/new.db");

	MUST(try_open(path, false));
	ck_assert(file_exists(path));
	MUST(try_open(path, true));
}
END_TEST

START_TEST(a_desk_that_must_exist_is_not_made)
{
	char *path = in_place("no/such.db");

	REFUSED(try_open(path, true), ERR_NOT_FOUND, "there is no desk at");
	ck_assert(!file_exists(in_place("no")));
}
END_TEST

START_TEST(an_empty_file_becomes_a_desk_only_where_one_may_be_made)
{
	REFUSED(try_open(put_text("emptied.db", ""), true), ERR_DAMAGED, "is empty");
	MUST(try_open(put_text("empty.db", ""), false));
}
END_TEST

START_TEST(a_file_that_is_no_database_is_refused_and_untouched)
{
	char *text = arena_printf(&here.a, "%5000s", "Dear diary");
	char *path = put_text("diary.txt", text), *before = bytes_of(path);

	REFUSED(try_open(path, false), ERR_DAMAGED, "is not a Waylaid desk");
	ck_assert_str_eq(bytes_of(path), before);
	REFUSED(try_open(put_text("short.txt", "hello"), false), ERR_DAMAGED,
		"is not a Waylaid desk");
}
END_TEST

START_TEST(the_file_of_another_program_is_refused_and_untouched)
{
	char *path = in_place("other.db"), *before;
	sqlite3 *db = raw_open(path);

	raw_exec(db, "CREATE TABLE bookmarks(url TEXT);INSERT INTO bookmarks VALUES('x')");
	sqlite3_close(db);
	before = bytes_of(path);
	REFUSED(try_open(path, false), ERR_DAMAGED, "another program");
	ck_assert_str_eq(bytes_of(path), before);
	db = raw_open(in_place("numbered.db"));
	raw_exec(db, "PRAGMA user_version=7");
	sqlite3_close(db);
	REFUSED(try_open(in_place("numbered.db"), false), ERR_DAMAGED, "another program");
	db = raw_open(in_place("marked.db"));
	raw_exec(db, "PRAGMA application_id=252006673");
	sqlite3_close(db);
	REFUSED(try_open(in_place("marked.db"), false), ERR_DAMAGED, "another program");
}
END_TEST

START_TEST(a_newer_desk_is_refused_before_and_during_work)
{
	struct contact call = a_call();
	int64_t id;

	work_as("ann");
	id = open_lost(1);
	change("PRAGMA user_version=77");
	REFUSED(contact_log(&id, here.desk, &call, &id, 1, NULL, 0, &here.err), ERR_TOO_NEW,
		"nothing was written");
	REFUSED(try_open(here.path, false), ERR_TOO_NEW, "update the program");
}
END_TEST

START_TEST(a_desk_without_its_tables_is_damaged)
{
	work_as("ann");
	desk_close(here.desk);
	here.desk = NULL;
	change("DROP TABLE setting");
	REFUSED(try_open(here.path, false), ERR_DAMAGED, "does not have the tables of a desk");
}
END_TEST

START_TEST(a_desk_with_torn_pages_is_damaged)
{
	char junk[4096 * 4];
	int fd;

	work_as("ann");
	desk_close(here.desk);
	here.desk = NULL;
	memset(junk, 0x5a, sizeof junk);
	fd = open(here.path, O_WRONLY);
	ck_assert_int_eq(pwrite(fd, junk, sizeof junk, 100), sizeof junk);
	close(fd);
	REFUSED(try_open(here.path, false), ERR_DAMAGED, "restore the newest backup");
}
END_TEST

START_TEST(a_folder_a_device_and_a_path_through_a_file_are_no_desk)
{
	REFUSED(try_open(here.dir, false), ERR_INPUT, "is not a file");
	REFUSED(try_open("/dev/null", false), ERR_INPUT, "is not a file");
	put_text("plain", "x");
	REFUSED(try_open(in_place("plain/desk.db"), false), ERR_FAILED, "cannot open");
}
END_TEST

/* The engine's names for desks that vanish: no write that was acknowledged may be lost. */
START_TEST(a_name_that_is_no_file_is_refused)
{
	REFUSED(try_open(":memory:", false), ERR_INPUT, "no name for a file");
	REFUSED(try_open("", false), ERR_INPUT, "no name for a file");
}
END_TEST

START_TEST(a_desk_that_is_only_looked_at_is_not_touched)
{
	struct desk_options options = {
		.path = here.path, .read_only = true, .moment = here.moment, .user = "bob"
	};
	struct contact call = a_call();
	char *before, *bytes;
	int64_t id;

	REFUSED(desk_open(&here.desk, &options, &here.err), ERR_NOT_FOUND, "there is no desk at");
	here.desk = NULL;
	work_as("ann");
	id = open_lost(1);
	before = case_json(id);
	desk_close(here.desk);
	here.desk = NULL;
	change("PRAGMA journal_mode=DELETE"); /* as in a backup */
	ck_assert_int_eq(remove(in_place("desk.db.lock")), 0);
	bytes = bytes_of(here.path);
	MUST(desk_open(&here.desk, &options, &here.err));
	ck_assert_str_eq(case_json(id), before);
	ck_assert(verifies());
	REFUSED(contact_log(&id, here.desk, &call, &id, 1, NULL, 0, &here.err), ERR_FAILED,
		"read-only");
	desk_close(here.desk);
	here.desk = NULL;
	ck_assert(!file_exists(in_place("desk.db.lock")));
	ck_assert_str_eq(bytes_of(here.path), bytes);
}
END_TEST

START_TEST(a_network_folder_is_refused_in_words)
{
	char *share = in_place("share");

	MUST(file_make_dirs(share, &here.err));
	setenv("WAYLAID_TEST_NETWORK_DIR", share, 1);
	REFUSED(try_open(in_place("share/desk.db"), false), ERR_FAILED, "network file system");
	REFUSED(try_open(in_place("share/sub/desk.db"), false), ERR_FAILED, "waylaid serve");
	ck_assert(!file_exists(in_place("share/desk.db")));
	MUST(try_open(in_place("local.db"), false));
}
END_TEST

START_TEST(a_read_only_file_or_folder_is_one_clear_line)
{
	char *dir = in_place("locked"), *path = in_place("locked/desk.db");

	MUST(file_make_dirs(dir, &here.err));
	ck_assert_int_eq(chmod(dir, 0555), 0);
	refused_to_nobody(path, ERR_FAILED, "cannot open");
	ck_assert_int_eq(chmod(dir, 0777), 0);
	ck_assert_int_eq(close(open(path, O_CREAT | O_WRONLY, 0444)), 0);
	refused_to_nobody(path, ERR_FAILED, "read-only");
	ck_assert_int_eq(chmod(path, 0000), 0);
	refused_to_nobody(path, ERR_FAILED, "nothing was changed");
	ck_assert_int_eq(chmod(path, 0666), 0);
	ck_assert_int_eq(chmod(dir, 0555), 0);
	refused_to_nobody(path, ERR_FAILED, "must be writable");
}
END_TEST

START_TEST(several_processes_may_make_one_desk_at_once)
{
	enum { PROCESSES = 8, ROUNDS = 10 };
	pid_t pid[PROCESSES];
	int status, failed = 0;

	for (int round = 0; round < ROUNDS; round++) {
		snprintf(here.path, sizeof here.path, "%s/round%d.db", here.dir, round);
		for (int i = 0; i < PROCESSES; i++) {
			pid[i] = fork();
			if (pid[i] == 0) {
				int rc = try_open(here.path, false);

				if (rc)
					fprintf(stderr, "%s\n", here.err.text);
				_exit(rc ? 1 : 0);
			}
		}
		for (int i = 0; i < PROCESSES; i++) {
			ck_assert_int_eq(waitpid(pid[i], &status, 0), pid[i]);
			failed += !WIFEXITED(status) || WEXITSTATUS(status);
		}
	}
	ck_assert_int_eq(failed, 0);
	work_as("ann");
	ck_assert(verifies());
	ck_assert_int_eq(count_of("SELECT count(*) FROM journal"), 1);
}
END_TEST

START_TEST(a_desk_in_use_does_not_keep_others_out)
{
	work_as("ann");
	for (int i = 0; i < 3; i++)
		MUST(try_open(here.path, true));
}
END_TEST

START_TEST(a_full_disk_is_said_and_nothing_is_written)
{
	struct contact call = a_call();
	char *before, *long_text = arena_alloc(&here.a, 2000001);
	int64_t id, contact;

	work_as("ann");
	id = open_lost(1);
	memset(long_text, 'x', 2000000);
	call.said = long_text;
	before = dump_desk();
	MUST(db_exec(store_db(here.desk->store), "PRAGMA max_page_count=150", "test", &here.err));
	REFUSED(contact_log(&contact, here.desk, &call, &id, 1, NULL, 0, &here.err), ERR_FAILED,
		"is full: free some space; nothing was changed");
	ck_assert_str_eq(dump_desk(), before);
	ck_assert(verifies());
}
END_TEST

/* What stands between the schema of today and the first one, taken away again. */
static const char to_schema_1[] =
	"DROP INDEX claim_answer;DROP INDEX claim_info;DROP INDEX claim_pay;"
	"DROP INDEX claim_reference;"
	"DROP INDEX claim_denial;"
	"DROP INDEX payout_day;"
	"DROP INDEX shipment_failing;"
	"ALTER TABLE shipment DROP COLUMN failed_polls;"
	"DROP INDEX claim_no_record;"
	"DROP INDEX promise_settled;"
	"DROP INDEX contact_message;DROP INDEX contact_keypad;"
	"DROP TABLE step;DROP TABLE contradiction;"
	"DROP TABLE snooze;DROP TABLE duty;DROP TABLE call;DROP TABLE fact_route;"
	"DROP TABLE fact_evidence;DROP TABLE fact_denial;DROP TABLE fact_answer_time;"
	"DROP TABLE fact_step;ALTER TABLE shipment DROP COLUMN insured_on;"
	"ALTER TABLE shipment DROP COLUMN shipper;ALTER TABLE shipment DROP COLUMN client;"
	"ALTER TABLE contact DROP COLUMN message_id;ALTER TABLE claim DROP COLUMN door;"
	"ALTER TABLE claim DROP COLUMN filed_how;"
	"ALTER TABLE claim DROP COLUMN acknowledged_on;"
	"ALTER TABLE claim DROP COLUMN answer_due_on;"
	"ALTER TABLE claim DROP COLUMN info_wanted;ALTER TABLE claim DROP COLUMN info_due_on;"
	"ALTER TABLE claim DROP COLUMN approved_cents;"
	"ALTER TABLE claim DROP COLUMN approved_currency;"
	"ALTER TABLE claim DROP COLUMN denial;ALTER TABLE claim DROP COLUMN appeals;"
	"ALTER TABLE claim DROP COLUMN appeal_decided_on;"
	"ALTER TABLE claim DROP COLUMN pay_due_on;ALTER TABLE claim DROP COLUMN goods_cents;"
	"ALTER TABLE claim DROP COLUMN goods_currency;"
	"ALTER TABLE claim DROP COLUMN discount_cents;"
	"ALTER TABLE claim DROP COLUMN discount_currency;"
	"ALTER TABLE claim DROP COLUMN postage_cents;"
	"ALTER TABLE claim DROP COLUMN postage_currency;"
	"ALTER TABLE claim DROP COLUMN repair_cents;"
	"ALTER TABLE claim DROP COLUMN repair_currency;"
	"ALTER TABLE claim DROP COLUMN salvage_cents;"
	"ALTER TABLE claim DROP COLUMN salvage_currency;"
	"ALTER TABLE claim DROP COLUMN cap_cents;ALTER TABLE claim DROP COLUMN cap_currency;"
	"ALTER TABLE claim DROP COLUMN appeal_result;"
	"ALTER TABLE remedy DROP COLUMN reference;ALTER TABLE evidence DROP COLUMN purged_on;"
	"ALTER TABLE evidence DROP COLUMN taken;ALTER TABLE evidence DROP COLUMN unshown;"
	"ALTER TABLE fact_rule DROP COLUMN opens_unit;"
	"ALTER TABLE fact_rule DROP COLUMN work_week;"
	"ALTER TABLE fact_rule DROP COLUMN insurer;"
	"ALTER TABLE fact_rule DROP COLUMN after_request;"
	"ALTER TABLE fact_rule DROP COLUMN own;"
	"ALTER TABLE request DROP COLUMN asked_of;ALTER TABLE request DROP COLUMN what;"
	"ALTER TABLE request DROP COLUMN valid_until;"
	"ALTER TABLE window DROP COLUMN opens_unit;ALTER TABLE window DROP COLUMN work_week;"
	"ALTER TABLE window DROP COLUMN after_request;ALTER TABLE window DROP COLUMN basis;"
	"DROP TABLE post_office;DROP TABLE answer;"
	"DROP INDEX shipment_moving;DROP INDEX shipment_history;"
	"DROP INDEX shipment_delivered;DROP INDEX shipment_odd;"
	"ALTER TABLE shipment DROP COLUMN history_until;"
	"ALTER TABLE contact DROP COLUMN post_office_id;"
	"ALTER TABLE poll DROP COLUMN asked;ALTER TABLE poll DROP COLUMN gone_events;"
	"ALTER TABLE poll DROP COLUMN answer_sha256;"
	"ALTER TABLE event DROP COLUMN signed_by;ALTER TABLE event DROP COLUMN gone_poll_id;"
	"ALTER TABLE import DROP COLUMN rows_merged;ALTER TABLE import DROP COLUMN map;"
	"ALTER TABLE import DROP COLUMN imported_by;"
	"ALTER TABLE shipment DROP COLUMN dimensions;ALTER TABLE shipment DROP COLUMN pieces;"
	"ALTER TABLE shipment DROP COLUMN insurance_fee_cents;"
	"ALTER TABLE shipment DROP COLUMN insurance_fee_currency;"
	"ALTER TABLE casefile DROP COLUMN damage;"
	"ALTER TABLE item DROP COLUMN type;ALTER TABLE item DROP COLUMN condition;"
	"ALTER TABLE item DROP COLUMN cost_cents;ALTER TABLE item DROP COLUMN cost_currency;"
	"DROP TABLE login;DROP TABLE session;DROP TABLE link;DROP TABLE token;"
	"DROP TABLE sign_in_failure;DROP TABLE saved_view;"
	"ALTER TABLE user ADD COLUMN password_hash TEXT;"
	"PRAGMA user_version=1";

/* The first schema did not know what a window was counted from, and had facts of its own. */
static void forget_news(void)
{
	struct setting pack;
	struct window *w;
	struct tx *tx;
	int n;

	MUST(desk_begin(&tx, here.desk, "test.forget", &here.err));
	MUST(row_get(&pack, tx_snap(tx), &here.a, TABLE_SETTING,
		     count_of("SELECT id FROM setting WHERE name='facts.pack'"), &here.err));
	pack.value = "an older pack";
	MUST(row_update(&pack, tx, TABLE_SETTING, &here.err));
	MUST(row_list(&w, &n, tx_snap(tx), &here.a, TABLE_WINDOW, "WHERE id>?1", 0, 0, &here.err));
	ck_assert_int_gt(n, 0);
	for (int i = 0; i < n; i++) {
		w[i].basis = 0;
		MUST(row_update(&w[i], tx, TABLE_WINDOW, &here.err));
	}
	MUST(tx_end(tx, 0, &here.err));
}

START_TEST(a_desk_of_the_first_schema_is_copied_and_brought_up_to_date)
{
	struct case_facts f = { .given = FACT_PROBLEM };
	const char *warning;
	sqlite3 *copy;
	int64_t id;

	work_as("ann");
	MUST(casefile_open(&id, &warning, here.desk, &here.a, usps_number(1), &f, false,
			   &here.err)); /* with nothing that the first schema did not hold */
	change("UPDATE setting SET value='an older pack' WHERE name='facts.pack'");
	forget_news();
	change(to_schema_1);
	change("UPDATE setting SET value='an older pack' WHERE name='facts.pack'");
	work_as("bob");
	ck_assert_int_eq(count_of("PRAGMA user_version"), SCHEMA_VERSION);
	ck_assert(verifies());
	log_call(id, "still at work");
	ck_assert(verifies());
	copy = raw_open(in_place("desk.db.schema-1"));
	ck_assert_int_eq(raw_int(copy, "PRAGMA user_version"), 1);
	ck_assert_int_eq(raw_int(copy, "SELECT count(*) FROM casefile"), 1);
	sqlite3_close(copy);
}
END_TEST

START_TEST(newer_facts_are_loaded_once_and_older_desks_follow)
{
	work_as("ann");
	ck_assert_int_eq(count_of("SELECT count(*) FROM journal"), 1);
	work_as("bob");
	ck_assert_int_eq(count_of("SELECT count(*) FROM journal"), 1);
	change("UPDATE setting SET value='an older pack' WHERE name='facts.pack'");
	change("DELETE FROM fact_rule WHERE carrier='usps'");
	ck_assert(!verifies());
	work_as("bob");
	ck_assert_int_eq(count_of("SELECT count(*) FROM journal"), 2);
	ck_assert_int_gt(count_of("SELECT count(*) FROM fact_rule WHERE carrier='usps'"), 50);
	ck_assert_str_eq(head_of_desk(), head_of_desk());
	ck_assert(verifies());
}
END_TEST

START_TEST(a_desk_opened_to_read_must_be_up_to_date)
{
	char *path = in_place("bare.db");
	struct store *store;
	sqlite3 *db = raw_open(path);

	raw_exec(db, "CREATE TABLE x(a);DROP TABLE x");
	sqlite3_close(db);
	REFUSED(store_open(&store, path, DB_READ_ONLY, NULL, &here.err), ERR_DAMAGED,
		"restore the newest backup");
	REFUSED(store_open(&store, put_text("x.txt", "hello"), DB_READ_ONLY, NULL, &here.err),
		ERR_DAMAGED, "is not a Waylaid desk");
	work_as("ann");
	MUST(store_open(&store, here.path, DB_READ_ONLY, NULL, &here.err));
	ck_assert_str_eq(db_path(store_db(store)), here.path);
	store_close(store);
}
END_TEST

Suite *open_suite(void)
{
	Suite *s = suite_create("open");
	TCase *t = tcase_create("open");

	tcase_add_checked_fixture(t, place_setup, place_teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, a_new_desk_is_made_with_its_folders);
	tcase_add_test(t, a_desk_that_must_exist_is_not_made);
	tcase_add_test(t, an_empty_file_becomes_a_desk_only_where_one_may_be_made);
	tcase_add_test(t, a_file_that_is_no_database_is_refused_and_untouched);
	tcase_add_test(t, the_file_of_another_program_is_refused_and_untouched);
	tcase_add_test(t, a_newer_desk_is_refused_before_and_during_work);
	tcase_add_test(t, a_desk_without_its_tables_is_damaged);
	tcase_add_test(t, a_desk_with_torn_pages_is_damaged);
	tcase_add_test(t, a_folder_a_device_and_a_path_through_a_file_are_no_desk);
	tcase_add_test(t, a_name_that_is_no_file_is_refused);
	tcase_add_test(t, a_desk_that_is_only_looked_at_is_not_touched);
	tcase_add_test(t, a_network_folder_is_refused_in_words);
	tcase_add_test(t, a_read_only_file_or_folder_is_one_clear_line);
	tcase_add_test(t, several_processes_may_make_one_desk_at_once);
	tcase_add_test(t, a_desk_in_use_does_not_keep_others_out);
	tcase_add_test(t, a_full_disk_is_said_and_nothing_is_written);
	tcase_add_test(t, a_desk_of_the_first_schema_is_copied_and_brought_up_to_date);
	tcase_add_test(t, newer_facts_are_loaded_once_and_older_desks_follow);
	tcase_add_test(t, a_desk_opened_to_read_must_be_up_to_date);
	suite_add_tcase(s, t);
	return s;
}
