#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "ops/internal.h"
#include "store/place.h"
#include "store/suites.h"

/* The value of a field in the header of an entry, read from the file itself; NULL when absent. */
static char *field(int64_t entry, const char *want)
{
	sqlite3 *db = raw_open(here.path);
	const char *name, *value;
	size_t name_len, len;
	sqlite3_stmt *st;
	char *out = NULL;
	struct canon c;

	ck_assert_int_eq(
		sqlite3_prepare_v2(db, "SELECT header FROM journal WHERE entry=?1", -1, &st, NULL),
		SQLITE_OK);
	sqlite3_bind_int64(st, 1, entry);
	ck_assert_int_eq(sqlite3_step(st), SQLITE_ROW);
	ck_assert_int_eq(
		canon_open(&c, sqlite3_column_blob(st, 0), (size_t)sqlite3_column_bytes(st, 0)), 0);
	while (canon_next(&c, &name, &name_len, &value, &len) > 0)
		if (strlen(want) == name_len && !memcmp(name, want, name_len))
			out = arena_strndup(&here.a, value, len);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return out;
}

static char *hash_of_entry(int64_t entry)
{
	sqlite3 *db = raw_open(here.path);
	char *hex = raw_text(db, arena_printf(&here.a,
					      "SELECT lower(hex(hash)) FROM journal WHERE "
					      "entry=%lld",
					      (long long)entry));

	sqlite3_close(db);
	return hex;
}

static int64_t last_entry(void)
{
	return count_of("SELECT max(entry) FROM journal");
}

START_TEST(each_entry_carries_the_hash_of_the_one_before)
{
	int64_t id = open_lost(1);

	log_call(id, "one");
	log_call(id, "two");
	ck_assert_int_eq(last_entry(), 4);
	ck_assert_str_eq(field(1, "desk_prev"), "-");
	for (int64_t n = 2; n <= 4; n++)
		ck_assert_str_eq(field(n, "desk_prev"), hash_of_entry(n - 1));
	ck_assert_str_eq(head_of_desk(), hash_of_entry(4));
}
END_TEST

START_TEST(the_hash_covers_header_salt_and_body)
{
	sqlite3 *db = raw_open(here.path);
	struct hash h, inner;
	struct hasher hasher;
	char hex[HASH_HEX];
	sqlite3_stmt *st;

	open_lost(1);
	ck_assert_int_eq(sqlite3_prepare_v2(db,
					    "SELECT header,salt,body FROM journal JOIN "
					    "journal_body USING(entry) WHERE entry=2",
					    -1, &st, NULL),
			 SQLITE_OK);
	ck_assert_int_eq(sqlite3_step(st), SQLITE_ROW);
	hash_start(&hasher);
	hash_add(&hasher, sqlite3_column_blob(st, 1), (size_t)sqlite3_column_bytes(st, 1));
	hash_add(&hasher, sqlite3_column_blob(st, 2), (size_t)sqlite3_column_bytes(st, 2));
	inner = hash_end(&hasher);
	hash_start(&hasher);
	hash_add(&hasher, sqlite3_column_blob(st, 0), (size_t)sqlite3_column_bytes(st, 0));
	hash_add(&hasher, inner.byte, HASH_SIZE);
	h = hash_end(&hasher);
	ck_assert_str_eq(hash_hex(hex, &h), hash_of_entry(2));
	sqlite3_finalize(st);
	sqlite3_close(db);
}
END_TEST

START_TEST(a_parcel_has_a_chain_of_its_own_and_a_contact_on_two_is_in_both)
{
	int64_t both[2] = { open_lost(1), open_lost(2) }, contact; /* entries 2 and 3 */
	struct contact call = a_call();

	log_call(both[1], "about the second");                                      /* 4 */
	MUST(contact_log(&contact, here.desk, &call, both, 2, NULL, 0, &here.err)); /* 5 */
	log_call(both[0], "about the first");                                       /* 6 */
	ck_assert_str_eq(field(2, "file.1"), "-");
	ck_assert_ptr_null(field(2, "file.2"));
	ck_assert_str_eq(field(3, "file.2"), "-");
	ck_assert_str_eq(field(4, "file.2"), hash_of_entry(3));
	ck_assert_str_eq(field(5, "file.1"), hash_of_entry(2));
	ck_assert_str_eq(field(5, "file.2"), hash_of_entry(4));
	ck_assert_str_eq(field(6, "file.1"), hash_of_entry(5));
	ck_assert_str_eq(field(5, "cases"), "1,2");
	ck_assert_int_eq(count_of("SELECT count(*) FROM journal_file WHERE shipment_id=1"), 3);
	ck_assert_int_eq(count_of("SELECT count(*) FROM journal_file WHERE shipment_id=2"), 3);
	ck_assert(verifies());
}
END_TEST

START_TEST(an_entry_says_who_when_and_how)
{
	struct desk_options options = {
		.path = here.path, .moment = here.moment, .user = "bob", .on_behalf = "carol"
	};

	desk_close(here.desk);
	options.moment.now_given = true;
	options.moment.machine = here.moment.now + 77;
	MUST(desk_open(&here.desk, &options, &here.err));
	open_lost(1);
	ck_assert_str_eq(field(2, "op"), "casefile.open");
	ck_assert_str_eq(field(2, "user"), "bob");
	ck_assert_str_eq(field(2, "as"), "carol");
	ck_assert_str_eq(field(2, "now_given"), "1");
	ck_assert_int_eq(strtoll(field(2, "at"), NULL, 10), here.moment.now);
	ck_assert_int_eq(strtoll(field(2, "clock"), NULL, 10), here.moment.now + 77);
	ck_assert_ptr_nonnull(field(2, "system_user"));
	ck_assert_ptr_nonnull(field(2, "program"));
	ck_assert_str_eq(field(1, "user"), "ann");
	ck_assert_ptr_null(field(1, "as"));
}
END_TEST

START_TEST(an_entry_says_by_what_way_it_was_done)
{
	desk_work_as(here.desk, "ann", &here.moment);
	desk_work_by(here.desk, "phone");
	open_lost(1);
	ck_assert_str_eq(field(2, "user"), "ann");
	ck_assert_str_eq(field(2, "way"), "phone");
	desk_work_as(here.desk, "ann", &here.moment);
	open_lost(2);
	ck_assert_ptr_null(field(3, "way"));
	ck_assert(verifies());
}
END_TEST

START_TEST(equal_rows_have_different_digests)
{
	char *one, *other;

	open_lost(1);
	one = field(2, "row.shipment.1");
	desk_close(here.desk);
	here.desk = NULL;
	snprintf(here.path, sizeof here.path, "%s/second.db", here.dir);
	work_as("ann");
	open_lost(1);
	other = field(2, "row.shipment.1");
	ck_assert_int_eq(strncmp(one, "1:", 2), 0);
	ck_assert_int_eq(strlen(one), 2 + 64);
	ck_assert_str_ne(one, other);
}
END_TEST

START_TEST(an_act_that_changes_nothing_leaves_no_entry)
{
	struct case_facts same = { .given = FACT_MAILED,
				   .shipment = { .mailed_on = day_of(2026, 11, 1) } };
	int64_t id = open_lost(1), before = last_entry();
	struct contact none = a_call();
	const char *warning;

	MUST(casefile_edit(&warning, here.desk, &here.a, id, 0, &same, &here.err));
	MUST(contact_amend(here.desk, &here.a, log_call(id, "x"), 0, &none, 0, &here.err));
	ck_assert_int_eq(last_entry(), before + 1);
}
END_TEST

START_TEST(a_chain_is_read_back_as_people_see_it)
{
	struct entry *e, last;
	struct entry_row *row;
	struct snap *snap;
	int n;

	open_lost(1);
	for (int i = 0; i < 20; i++)
		log_call(1, "again");
	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(journal_of_file(&e, &n, snap, &here.a, 1, &here.err));
	ck_assert_int_eq(n, 21);
	ck_assert_str_eq(e[0].op, "casefile.open");
	ck_assert_str_eq(e[20].op, "contact.log");
	ck_assert_str_eq(e[20].user, "ann");
	ck_assert_str_eq(e[20].cases, "1");
	ck_assert_ptr_null(e[20].undoes);
	ck_assert_int_eq(e[20].at, here.moment.now);
	MUST(journal_rows(&row, &n, &here.a, &e[1], &here.err));
	ck_assert_int_eq(n, 3); /* contact, its case, the case's stage */
	MUST(journal_last_of(&last, snap, &here.a, "ann", 0, &here.err));
	ck_assert_int_eq(last.entry, 22);
	MUST(journal_last_of(&last, snap, &here.a, "ann", 22, &here.err));
	ck_assert_int_eq(last.entry, 21);
	MUST(journal_last_of(&last, snap, &here.a, "bob", 0, &here.err));
	ck_assert_int_eq(last.entry, 0);
	desk_snap_end(snap);
}
END_TEST

START_TEST(every_version_of_a_row_is_kept)
{
	struct contact changes = { .said = NULL, .minutes = 12 };
	int64_t id = open_lost(1), contact = log_call(id, "first words");
	struct old_row *old;
	struct snap *snap;
	int n, said = -1;

	MUST(contact_amend(here.desk, &here.a, contact, 1, &changes, CONTACT_MINUTES, &here.err));
	changes.said = "better words";
	MUST(contact_amend(here.desk, &here.a, contact, 2, &changes, CONTACT_SAID, &here.err));
	for (int i = 0; i < tables[TABLE_CONTACT].ncolumns; i++)
		if (!strcmp(tables[TABLE_CONTACT].column[i].name, "said"))
			said = i;
	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(journal_old_rows(&old, &n, snap, &here.a, 1, TABLE_CONTACT, contact, &here.err));
	desk_snap_end(snap);
	ck_assert_int_eq(n, 3);
	for (int i = 0; i < n; i++)
		ck_assert_int_eq(old[i].version, i + 1);
	ck_assert_str_eq(old[0].cells[said].text, "first words");
	ck_assert_str_eq(old[1].cells[said].text, "first words");
	ck_assert_str_eq(old[2].cells[said].text, "better words");
	ck_assert_str_eq(old[0].user, "ann");
	change("DELETE FROM journal_body WHERE entry=3");
	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(journal_old_rows(&old, &n, snap, &here.a, 1, TABLE_CONTACT, contact, &here.err));
	desk_snap_end(snap);
	ck_assert_int_eq(n, 2);
}
END_TEST

/* Bytes of others: whatever stands there, it is read within its length or refused. */
START_TEST(a_damaged_header_is_refused_not_read_beyond)
{
	static const char *const headers[] = {
		"x''",
		"x'00'",
		"x'02'",
		"x'01'||'op:3:abc'",
		"CAST(x'01'||'op:999:abc'||char(10) AS BLOB)",
		"CAST(substr(header,1,20)||x'00000000' AS BLOB)",
		"CAST(x'01'||'op:200:'||zeroblob(200)||char(10) AS BLOB)",
		"CAST(x'01'||'row.contact.1:3:abc'||char(10) AS BLOB)",
	};
	struct entry *e;
	struct entry_row *row;
	struct snap *snap;
	int n, m;

	open_lost(1);
	change("DROP TRIGGER journal_is_append_only_1");
	for (size_t i = 0; i < COUNT(headers); i++) {
		change(arena_printf(&here.a,
				    "PRAGMA ignore_check_constraints=1;UPDATE journal SET "
				    "header=CAST(%s AS BLOB),hash=x'01' WHERE entry=2",
				    headers[i]));
		MUST(desk_snap(&snap, here.desk, &here.err));
		here.err = (struct err){ 0 };
		if (journal_of_file(&e, &n, snap, &here.a, 1, &here.err) == 0)
			ck_assert(journal_rows(&row, &m, &here.a, &e[0], &here.err) == 0 ||
				  here.err.code == ERR_DAMAGED);
		else
			ck_assert_int_eq(here.err.code, ERR_DAMAGED);
		desk_snap_end(snap);
		ck_assert(!verify_desk(NULL).ok);
	}
}
END_TEST

Suite *journal_suite(void)
{
	Suite *s = suite_create("journal");
	TCase *t = tcase_create("journal");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, each_entry_carries_the_hash_of_the_one_before);
	tcase_add_test(t, the_hash_covers_header_salt_and_body);
	tcase_add_test(t, a_parcel_has_a_chain_of_its_own_and_a_contact_on_two_is_in_both);
	tcase_add_test(t, an_entry_says_who_when_and_how);
	tcase_add_test(t, an_entry_says_by_what_way_it_was_done);
	tcase_add_test(t, equal_rows_have_different_digests);
	tcase_add_test(t, an_act_that_changes_nothing_leaves_no_entry);
	tcase_add_test(t, a_chain_is_read_back_as_people_see_it);
	tcase_add_test(t, every_version_of_a_row_is_kept);
	tcase_add_test(t, a_damaged_header_is_refused_not_read_beyond);
	suite_add_tcase(s, t);
	return s;
}
