#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "ops/internal.h"
#include "store/place.h"
#include "store/session.h"
#include "store/suites.h"

/*
 * A foreign tool changes the file behind the desk's back; verify must find and name it. Each test
 * changes one thing, looks, and puts it back, so that one desk with rows in every table serves all.
 */

static sqlite3 *tool;

static void setup(void)
{
	place_desk();
	do_everything();
	tool = raw_open(here.path);
	raw_exec(
		tool,
		"PRAGMA foreign_keys=OFF;PRAGMA ignore_check_constraints=ON;"
		"DROP TRIGGER journal_is_append_only_1;DROP TRIGGER journal_is_append_only_2;"
		"DROP TRIGGER journal_body_is_never_changed;DROP TRIGGER casefile_is_never_deleted;"
		"DROP TRIGGER event_is_never_deleted;DROP TRIGGER poll_is_never_deleted");
	ck_assert(verifies());
}

static void teardown(void)
{
	sqlite3_close(tool);
	place_teardown();
}

static char *sql(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

static char *sql(const char *fmt, ...)
{
	va_list ap;
	char *made, *text;

	va_start(ap, fmt);
	made = sqlite3_vmprintf(fmt, ap);
	va_end(ap);
	text = arena_strdup(&here.a, made);
	sqlite3_free(made);
	return text;
}

/* Some fault says "words"; what it says is in the report. */
static void found(const char *words, const char *what_was_done)
{
	struct verify_report r = verify_desk(NULL);
	bool named = false;

	ck_assert_msg(!r.ok && r.nfaults > 0, "not found: %s", what_was_done);
	for (int i = 0; i < r.nlisted; i++)
		named |= strstr(r.fault[i].what, words) != NULL;
	ck_assert_msg(named, "%s: no fault says '%s', the first says '%s'", what_was_done, words,
		      r.fault[0].what);
}

START_TEST(any_changed_column_of_any_row_is_found)
{
	const struct table *t = &tables[_i];
	char *named = sql("%s ", t->name);

	ck_assert_msg(raw_int(tool, sql("SELECT count(*) FROM %s", t->name)) > 0, "%s has no row",
		      t->name);
	for (int i = -1; i < t->ncolumns; i++) {
		const char *column = i < 0 ? "version" : t->column[i].name;
		bool text = i >= 0 && column_is_text(t->column[i].type);
		/*
		 * another first letter, something hidden behind a NUL; one more, a carry into the
		 * high half
		 */
		const char *to[2] = {
			text ? sql("iif(coalesce(%s,'')='','x',char(unicode(%s)+1)||substr(%s,2))",
				   column, column, column)
			     : sql("coalesce(%s,0)+1", column),
			text ? sql("coalesce(%s||char(0)||'x','')", column)
			     : sql("coalesce(%s,0)+4294967296", column),
		};

		for (int k = 0; k < 2; k++) {
			char *done = sql("UPDATE %s SET %s=%s WHERE id=(SELECT max(id) FROM %s)",
					 t->name, column, to[k], t->name);

			raw_exec(tool, sql("CREATE TEMP TABLE keep AS SELECT id,%s AS was FROM %s "
					   "WHERE id=(SELECT max(id) FROM %s)",
					   column, t->name, t->name));
			raw_exec(tool, done);
			found(named, done);
			raw_exec(tool, sql("UPDATE %s SET %s=(SELECT was FROM temp.keep) WHERE "
					   "id=(SELECT id FROM temp.keep);DROP TABLE temp.keep",
					   t->name, column));
		}
	}
	ck_assert(verifies());
}
END_TEST

START_TEST(a_row_deleted_moved_or_added_is_found)
{
	const struct table *t = &tables[_i];
	char *last = sql("(SELECT max(id) FROM %s)", t->name);
	char *gone = sql("%s %lld is gone", _i == TABLE_CASEFILE ? "case" : t->name,
			 (long long)raw_int(tool, sql("SELECT max(id) FROM %s", t->name)));

	raw_exec(tool,
		 sql("CREATE TEMP TABLE keep AS SELECT * FROM %s WHERE id=%s", t->name, last));
	raw_exec(tool, sql("DELETE FROM %s WHERE id=%s", t->name, last));
	found(gone, "deleted");
	raw_exec(tool, sql("INSERT INTO %s SELECT * FROM temp.keep", t->name));
	ck_assert(verifies());

	raw_exec(tool, sql("UPDATE %s SET id=id+5000 WHERE id=%s", t->name, last));
	found(gone, "moved");
	found("was added outside the journal", "moved");
	raw_exec(tool, sql("UPDATE %s SET id=id-5000 WHERE id=%s", t->name, last));

	raw_exec(tool, insert_of(t, 7777, "", ""));
	found(sql("%s 7777 was added outside the journal", t->name), "added");
	raw_exec(tool, sql("DELETE FROM %s WHERE id=7777", t->name));
	ck_assert(verifies());
}
END_TEST

START_TEST(a_fault_names_its_case)
{
	struct verify_report r;

	raw_exec(tool, "UPDATE promise SET what='never' WHERE id=2");
	r = verify_desk(NULL);
	ck_assert_int_eq(r.nfaults, 1);
	ck_assert_int_eq(r.fault[0].casefile_id, 2);
	ck_assert_ptr_nonnull(strstr(r.fault[0].what, "promise 2 was changed outside the journal"));
	ck_assert_int_eq(r.cases, 4);
	ck_assert_int_eq(r.entries, raw_int(tool, "SELECT count(*) FROM journal"));
}
END_TEST

START_TEST(a_case_deleted_with_all_that_belongs_to_it_is_named)
{
	struct verify_report r;
	bool named = false;

	raw_exec(
		tool,
		"DELETE FROM promise WHERE contact_id IN(SELECT contact_id FROM contact_case WHERE "
		"casefile_id=1);"
		"DELETE FROM contact WHERE id IN(SELECT contact_id FROM contact_case WHERE "
		"casefile_id=1);"
		"DELETE FROM contact_case WHERE casefile_id=1;DELETE FROM request WHERE "
		"casefile_id=1;"
		"DELETE FROM window WHERE casefile_id=1;DELETE FROM evidence WHERE casefile_id=1;"
		"DELETE FROM hold WHERE casefile_id=1;DELETE FROM event WHERE shipment_id=1;"
		"DELETE FROM poll WHERE shipment_id=1;DELETE FROM search_text WHERE casefile_id=1;"
		"DELETE FROM casefile WHERE id=1;DELETE FROM shipment WHERE id=1");
	r = verify_desk(NULL);
	ck_assert(!r.ok);
	for (int i = 0; i < r.nlisted; i++)
		named |= strstr(r.fault[i].what, "case 1 is gone") && r.fault[i].casefile_id == 1;
	ck_assert(named);
	/* Its chain too: then the journal itself has holes. */
	raw_exec(tool,
		 "DELETE FROM journal_body WHERE entry IN(SELECT entry FROM journal_file WHERE "
		 "shipment_id=1);"
		 "DELETE FROM journal WHERE entry IN(SELECT entry FROM journal_file WHERE "
		 "shipment_id=1);"
		 "DELETE FROM journal_file WHERE shipment_id=1");
	found("missing", "a case and its entries deleted");
}
END_TEST

/* --- the journal itself --- */

START_TEST(an_entry_cut_from_the_middle_is_found)
{
	raw_exec(tool,
		 "DELETE FROM journal_body WHERE entry=5;DELETE FROM journal_file WHERE entry=5;"
		 "DELETE FROM journal WHERE entry=5");
	found("journal entry 5 is missing", "cut");
	found("journal entry 6 does not follow the one before it", "cut");
	raw_exec(tool,
		 "DELETE FROM journal_body WHERE entry=6;DELETE FROM journal_file WHERE entry=6;"
		 "DELETE FROM journal WHERE entry=6");
	found("journal entries 5 to 6 are missing", "cut");
	raw_exec(tool, "UPDATE journal_body SET entry=entry-2 WHERE entry>6;"
		       "UPDATE journal_file SET entry=entry-2 WHERE entry>6;"
		       "UPDATE journal SET entry=entry-2 WHERE entry>6");
	found("journal entry 5 carries another number", "closed the gap");
	found("journal entry 5 does not follow the one before it", "closed the gap");
}
END_TEST

START_TEST(entries_that_changed_places_are_found)
{
	raw_exec(tool, "UPDATE journal SET entry=-1 WHERE entry=5;UPDATE journal SET entry=5 WHERE "
		       "entry=6;"
		       "UPDATE journal SET entry=6 WHERE entry=-1");
	found("journal entry 5 carries another number", "swapped");
}
END_TEST

START_TEST(any_changed_byte_of_a_header_is_found)
{
	int n = (int)raw_int(tool, "SELECT length(header) FROM journal WHERE entry=6");

	ck_assert_int_gt(n, 300);
	for (int i = 1; i <= n; i += i < 8 ? 1 : 11) {
		static const char change_one[] =
			"UPDATE journal SET header=CAST(substr(header,1,%d)||"
			"CASE WHEN substr(header,%d,1)=%s THEN %s ELSE %s END||"
			"substr(header,%d) AS BLOB) WHERE entry=6";

		raw_exec(tool,
			 "CREATE TEMP TABLE keep AS SELECT header FROM journal WHERE entry=6");
		raw_exec(tool, sql(change_one, i - 1, i, "x'37'", "x'38'", "x'37'", i + 1));
		found("journal entry 6", sql("byte %d of the header", i));
		raw_exec(tool,
			 "UPDATE journal SET header=(SELECT header FROM temp.keep) WHERE entry=6;"
			 "DROP TABLE temp.keep");
	}
	ck_assert(verifies());
}
END_TEST

START_TEST(a_changed_column_of_the_journal_is_found)
{
	static const struct {
		const char *table, *column, *to, *words;
	} changes[] = {
		{ "journal", "at", "at+1", "stands under another time" },
		{ "journal", "at", "at+4294967296", "stands under another time" },
		{ "journal", "hash", "zeroblob(32)", "its hash does not fit" },
		{ "journal", "hash", "x''", "its hash does not fit" },
		{ "journal", "body_hash", "zeroblob(32)", "its hash does not fit" },
		{ "journal", "body_hash", "x''", "its hash does not fit" },
		{ "journal", "header", "x''", "cannot be read" },
		{ "journal", "header", "x'0100'", "cannot be read" },
		{ "journal", "header", "CAST(header||x'00' AS BLOB)", "cannot be read" },
		{ "journal_body", "salt", "zeroblob(16)", "what it recorded was changed" },
		{ "journal_body", "salt", "zeroblob(15)", "what it recorded was changed" },
		{ "journal_body", "salt", "x''", "contents of entries" },
		{ "journal_body", "body", "x''", "what it recorded was changed" },
		{ "journal_body", "body", "CAST(body||x'00' AS BLOB)",
		  "what it recorded was changed" },
		{ "journal_body", "entry", "6000", "contents of entries that do not exist" },
	};

	for (size_t i = 0; i < COUNT(changes); i++) {
		const char *table = changes[i].table;

		raw_exec(tool,
			 sql("CREATE TEMP TABLE keep AS SELECT * FROM %s WHERE entry=6", table));
		raw_exec(tool, sql("UPDATE %s SET %s=%s WHERE entry=6", table, changes[i].column,
				   changes[i].to));
		found(changes[i].words, changes[i].to);
		raw_exec(tool,
			 sql("DELETE FROM %s WHERE entry IN(6,6000);INSERT INTO %s SELECT * FROM "
			     "temp.keep;DROP TABLE temp.keep",
			     table, table));
		ck_assert(verifies());
	}
}
END_TEST

START_TEST(the_index_of_the_chains_must_be_exact)
{
	static const char *const undo =
		"DELETE FROM journal_file;INSERT INTO journal_file SELECT * FROM "
		"temp.keep";
	static const struct {
		const char *sql, *words;
	} changes[] = {
		{ "DELETE FROM journal_file WHERE shipment_id=1 AND entry=2",
		  "chain of shipment 1 does not list journal entry 2" },
		{ "DELETE FROM journal_file WHERE shipment_id=2",
		  "chain of shipment 2 does not list" },
		{ "INSERT INTO journal_file VALUES(1,3)", "entries that do not belong to them" },
		{ "INSERT INTO journal_file VALUES(99,3)", "entries that do not belong to them" },
		/*
		 * as many, up to the same last one: an entry of the second parcel in the place of
		 * one
		 */
		{ "UPDATE journal_file SET entry=3 WHERE shipment_id=1 AND entry=2",
		  "chain of shipment 1 does not list journal entry 2" },
	};

	raw_exec(tool, "CREATE TEMP TABLE keep AS SELECT * FROM journal_file");
	for (size_t i = 0; i < COUNT(changes); i++) {
		raw_exec(tool, changes[i].sql);
		found(changes[i].words, changes[i].sql);
		raw_exec(tool, undo);
		ck_assert(verifies());
	}
}
END_TEST

/* Who knows the format can make an entry that fits itself; its neighbour tells. */
START_TEST(an_entry_that_was_forged_with_its_hash_is_found)
{
	char *header = raw_text(tool, "SELECT CAST(header AS TEXT) FROM journal WHERE entry=5");
	struct hasher hasher;
	struct hash hash;
	char hex[HASH_HEX], *body_hash;
	struct hash inner;
	char *at = strstr(header, "user:3:ann");

	ck_assert_ptr_nonnull(at);
	memcpy(at, "user:3:eve", 10);
	body_hash = raw_text(tool, "SELECT lower(hex(body_hash)) FROM journal WHERE entry=5");
	ck_assert_int_eq(hash_parse(&inner, body_hash), 0);
	hash_start(&hasher);
	hash_add(&hasher, header, strlen(header));
	hash_add(&hasher, inner.byte, HASH_SIZE);
	hash = hash_end(&hasher);
	raw_exec(tool, sql("UPDATE journal SET header=CAST('%s' AS BLOB),hash=x'%s' WHERE entry=5",
			   header, hash_hex(hex, &hash)));
	found("journal entry 6 does not follow the one before it", "forged");
}
END_TEST

/* The entry that a purge leaves: it says below which entry no bodies are kept. */
static void say_purged(const char *below)
{
	struct tx_options who = { "purge", &here.moment, "ann", NULL, "ann", NULL };
	struct setting mark = { .name = "purged", .value = below };
	struct store *store;
	struct tx *tx;

	MUST(store_open(&store, here.path, DB_EXISTING, &who, &here.err));
	MUST(tx_begin(&tx, store, &who, &here.err));
	MUST(row_insert(&mark, tx, TABLE_SETTING, &here.err));
	tx_note(tx, "purged_below", below);
	MUST(tx_end(tx, 0, &here.err));
	store_close(store);
}

START_TEST(a_body_gone_is_found_unless_a_purge_says_so)
{
	raw_exec(tool, "DELETE FROM journal_body WHERE entry=5");
	found("what journal entry 5 recorded is gone", "dropped");
	say_purged("6");
	ck_assert(verifies());
	raw_exec(tool, "DELETE FROM journal_body WHERE entry=6");
	found("what journal entry 6 recorded is gone", "dropped");
}
END_TEST

START_TEST(a_purged_body_vouches_for_the_rows_no_more)
{
	struct verify_report r;

	say_purged("1000000");
	raw_exec(tool, "DELETE FROM journal_body");
	ck_assert(verifies());
	raw_exec(tool, "UPDATE casefile SET version=version+1 WHERE id=1");
	r = verify_desk(NULL);
	ck_assert_int_eq(r.nfaults, 1);
	ck_assert_ptr_nonnull(strstr(r.fault[0].what, "casefile 1 was changed"));
	raw_exec(tool, "DELETE FROM window WHERE id=1");
	found("window 1 is gone", "deleted");
}
END_TEST

/* --- heads --- */

static void copy(const char *to)
{
	MUST(db_copy_to(store_db(here.desk->store), in_place(to), &here.err));
}

START_TEST(a_cut_tail_shows_only_against_a_head_kept_elsewhere)
{
	char *old_head = head_of_desk(), *new_head;
	struct verify_report r;

	copy("old.db");
	log_call(1, "afterwards");
	new_head = head_of_desk();
	ck_assert_str_ne(old_head, new_head);
	r = verify_desk(new_head);
	ck_assert(r.ok);
	r = verify_desk(old_head); /* an older head is in the chain of the newer file */
	ck_assert(r.ok);

	desk_close(here.desk);
	snprintf(here.path, sizeof here.path, "%s/old.db", here.dir);
	here.desk = NULL;
	work_as("ann");
	r = verify_desk(NULL);
	ck_assert(r.ok);
	ck_assert_str_eq(r.head, old_head);
	r = verify_desk(new_head);
	ck_assert(!r.ok);
	ck_assert_int_eq(r.nfaults, 1);
	ck_assert_ptr_nonnull(strstr(r.fault[0].what, "its end was cut off"));
}
END_TEST

/* --- what is not a row of a case --- */

START_TEST(a_changed_fact_is_found)
{
	static const char *const changes[] = {
		"UPDATE fact_rule SET closes_days=90 WHERE code='usps.ground_advantage.loss.claim'",
		"UPDATE fact_rule SET source=source||char(0)||'x' WHERE code LIKE 'ups%'",
		"DELETE FROM fact_rule WHERE code='usps.ground_advantage.loss.claim'",
		"UPDATE fact_contact SET value='1-800-555-0100' WHERE id=1",
		"UPDATE fact_event_code SET status='delivered' WHERE id=1",
		"UPDATE fact_carrier SET title='Post' WHERE code='usps'",
		"INSERT INTO fact_service(carrier,code,title)VALUES('usps','teleport','Teleport')",
		"UPDATE fact_rule SET limit_note=NULL WHERE limit_note IS NOT NULL",
	};

	raw_exec(tool, changes[_i]);
	ck_assert_int_gt(sqlite3_changes(tool), 0);
	found("rules and contacts were changed outside the journal", changes[_i]);
}
END_TEST

START_TEST(search_words_and_leases_prove_nothing)
{
	raw_exec(tool, "UPDATE search_text SET words='x';DELETE FROM search_text WHERE id=1;"
		       "INSERT INTO job VALUES('x','y',1)");
	ck_assert(verifies());
}
END_TEST

START_TEST(a_row_taken_back_that_stands_there_again_is_found)
{
	int64_t id = raw_int(tool, "SELECT seq FROM sqlite_sequence WHERE name='contact'");
	const char *done;

	log_call(1, "will be taken back");
	raw_exec(tool, sql("CREATE TEMP TABLE keep AS SELECT * FROM contact WHERE id=%lld",
			   (long long)id + 1));
	MUST(desk_undo(&done, here.desk, &here.a, &here.err));
	ck_assert(verifies());
	raw_exec(tool, "INSERT INTO contact SELECT * FROM temp.keep");
	found("was taken back, yet it is there again", "inserted again");
}
END_TEST

START_TEST(a_thousand_faults_are_listed_and_all_are_counted)
{
	struct verify_report r;

	raw_exec(tool,
		 "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<1200)"
		 "INSERT INTO setting(id,version,name,value) SELECT 10000+i,1,'n'||i,'v' FROM n");
	r = verify_desk(NULL);
	ck_assert_int_eq(r.nfaults, 1200);
	ck_assert_int_eq(r.nlisted, 1000);
}
END_TEST

Suite *verify_suite(void)
{
	Suite *s = suite_create("verify");
	TCase *t = tcase_create("verify");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 120);
	tcase_add_loop_test(t, any_changed_column_of_any_row_is_found, 0, TABLE_NVALUES);
	tcase_add_loop_test(t, a_row_deleted_moved_or_added_is_found, 0, TABLE_NVALUES);
	tcase_add_test(t, a_fault_names_its_case);
	tcase_add_test(t, a_case_deleted_with_all_that_belongs_to_it_is_named);
	tcase_add_test(t, an_entry_cut_from_the_middle_is_found);
	tcase_add_test(t, entries_that_changed_places_are_found);
	tcase_add_test(t, any_changed_byte_of_a_header_is_found);
	tcase_add_test(t, a_changed_column_of_the_journal_is_found);
	tcase_add_test(t, the_index_of_the_chains_must_be_exact);
	tcase_add_test(t, an_entry_that_was_forged_with_its_hash_is_found);
	tcase_add_test(t, a_body_gone_is_found_unless_a_purge_says_so);
	tcase_add_test(t, a_purged_body_vouches_for_the_rows_no_more);
	tcase_add_test(t, a_cut_tail_shows_only_against_a_head_kept_elsewhere);
	tcase_add_loop_test(t, a_changed_fact_is_found, 0, 8);
	tcase_add_test(t, search_words_and_leases_prove_nothing);
	tcase_add_test(t, a_row_taken_back_that_stands_there_again_is_found);
	tcase_add_test(t, a_thousand_faults_are_listed_and_all_are_counted);
	suite_add_tcase(s, t);
	return s;
}
