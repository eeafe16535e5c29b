#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "ops/events_ops.h"
#include "ops/export_ops.h"
#include "ops/internal.h"
#include "ops/purge_ops.h"
#include "ops/suites.h"
#include "store/place.h"

static char *paper;
static int64_t old_case;

/* Case 1 is old and closed, its contact was amended; its paper is also on case 2, which is open. */
static void setup(void)
{
	struct evidence facts = a_paper(EVIDENCE_PROOF_OF_VALUE), e;
	struct contact c = { .said = "new words" };
	int64_t contact;
	bool known;

	place_desk();
	old_case = open_lost(1);
	contact = log_call(old_case, "OLDWORDS");
	MUST(contact_amend(here.desk, &here.a, contact, 0, &c, CONTACT_SAID, &here.err));
	paper = put_text("invoice.txt", "1 lamp, 120 USD");
	MUST(evidence_attach(&e, &known, NULL, here.desk, &here.a, old_case, paper, &facts,
			     &here.err));
	MUST(evidence_attach(&e, &known, NULL, here.desk, &here.a, old_case,
			     put_text("own.txt", "only here"), &facts, &here.err));
	MUST(evidence_attach(&e, &known, NULL, here.desk, &here.a, open_lost(2), paper, &facts,
			     &here.err));
	MUST(casefile_close(here.desk, old_case, "paid", &here.err));
	work_at(here.moment.now + 100 * 86400);
}

static struct purge_report purge(struct purge_wish wish)
{
	struct purge_report r;

	if (!wish.before)
		wish.before = here.moment.today - 10;
	MUST(desk_purge(&r, here.desk, &wish, &here.err));
	return r;
}

/* Does any file of the desk hold the word? */
static bool file_holds(const char *word)
{
	char *bytes;
	size_t len;

	desk_close(here.desk);
	here.desk = NULL;
	MUST(file_read(&bytes, &len, &here.a, here.path, 64 << 20, &here.err));
	work_as("ann");
	return memmem(bytes, len, word, strlen(word));
}

START_TEST(a_dry_run_counts_and_changes_nothing)
{
	char *before = dump_desk();
	struct purge_report r =
		purge((struct purge_wish){ .evidence = true, .answers = true, .dry_run = true });

	ck_assert_int_eq(r.parcels, 1);
	ck_assert_int_eq(r.entries, 6);
	ck_assert_int_gt(r.bytes, 1000);
	ck_assert_int_eq(r.files, 2);
	ck_assert_str_eq(dump_desk(), before);
}
END_TEST

START_TEST(contents_go_and_hashes_stay)
{
	char *head = head_of_desk();
	struct purge_report r;
	struct verify_report v;

	ck_assert(file_holds("OLDWORDS"));
	r = purge((struct purge_wish){ 0 });
	ck_assert_int_eq(r.entries, 6);
	ck_assert_int_eq(r.files, 0);
	v = verify_desk(head);
	ck_assert_msg(v.ok, "%s", v.nlisted ? v.fault[0].what : "");
	ck_assert_int_eq(v.purged, 6);
	ck_assert(!file_holds("OLDWORDS"));
	ck_assert_ptr_nonnull(strstr(case_json(old_case), "new words"));
	ck_assert_ptr_null(strstr(case_json(old_case), "OLDWORDS"));
	/* what is not old is whole */
	ck_assert_int_eq(count_of("SELECT count(*) FROM journal_body b JOIN journal_file f "
				  "ON f.entry=b.entry WHERE f.shipment_id=1"),
			 0);
	ck_assert_int_gt(count_of("SELECT count(*) FROM journal_body b JOIN journal_file f "
				  "ON f.entry=b.entry WHERE f.shipment_id=2"),
			 1);
}
END_TEST

START_TEST(a_body_that_no_purge_names_is_still_missed)
{
	purge((struct purge_wish){ 0 });
	change("DELETE FROM journal_body WHERE entry=(SELECT max(entry) FROM journal_file "
	       "WHERE shipment_id=2)");
	ck_assert(!verifies());
}
END_TEST

START_TEST(files_go_unless_another_case_needs_them)
{
	const char *own = "own.txt", *path[2];
	struct doctor_report doctor;
	struct purge_report r;
	struct evidence e;
	struct snap *snap;

	MUST(desk_snap(&snap, here.desk, &here.err));
	for (int i = 0; i < 2; i++) {
		MUST(row_get(&e, snap, &here.a, TABLE_EVIDENCE, i + 1, &here.err));
		path[i] = evidence_file_path(&here.a, here.desk, e.sha256, e.media_type);
	}
	ck_assert_str_eq(e.name, own);
	desk_snap_end(snap);
	r = purge((struct purge_wish){ .evidence = true });
	ck_assert_int_eq(r.files, 2);
	ck_assert_int_eq(r.files_left, 0);
	ck_assert(file_exists(path[0]));
	ck_assert(!file_exists(path[1]));
	ck_assert_ptr_nonnull(strstr(case_json(old_case), own));
	ck_assert_int_eq(count_of("SELECT count(*) FROM evidence WHERE purged_on IS NULL"), 1);
	ck_assert(verifies());
	MUST(desk_doctor(&doctor, here.desk, &here.a, &here.err));
	ck_assert_msg(doctor.ok, "%s", doctor.nfaults ? doctor.fault[0].what : "");
}
END_TEST

START_TEST(answers_go_unless_they_were_about_others_too)
{
	static const char one[] = "{\"trackingNumber\":\"%s\",\"status\":\"Arrived\","
				  "\"trackingEvents\":[]}";
	char text[600], both[1300], other[600];
	struct events_report report;
	struct purge_report r;

	snprintf(text, sizeof text, one, usps_number(1));
	snprintf(other, sizeof other, one, usps_number(2));
	snprintf(both, sizeof both, "[%s,%s]", text, other);
	MUST(events_import(&report, here.desk, &here.a, put_text("a.json", text), NULL, &here.err));
	MUST(events_import(&report, here.desk, &here.a, put_text("b.json", both), NULL, &here.err));
	ck_assert_int_eq(count_of("SELECT count(*) FROM answer"), 2);
	r = purge((struct purge_wish){ .answers = true });
	ck_assert_int_eq(r.answers, 1);
	ck_assert_int_eq(count_of("SELECT count(*) FROM answer"), 1);
	ck_assert(verifies());
	/* the entry about both parcels keeps what it recorded */
	ck_assert_int_eq(count_of("SELECT count(*) FROM journal_body b JOIN journal_file f "
				  "ON f.entry=b.entry WHERE f.shipment_id=1"),
			 1);
	change("DELETE FROM answer");
	ck_assert(!verifies());
}
END_TEST

START_TEST(young_open_and_reopened_cases_are_left_alone)
{
	ck_assert_int_eq(purge((struct purge_wish){ .before = here.moment.today - 101 }).parcels,
			 0);
	MUST(casefile_reopen(here.desk, old_case, &here.err));
	ck_assert_int_eq(purge((struct purge_wish){ 0 }).parcels, 0);
}
END_TEST

START_TEST(neither_a_purge_nor_an_export_is_taken_back)
{
	const int64_t cases[] = { 1 };
	const struct export_made made = { cases, 1, "zip", "carrier", "a.zip", "00" };
	const char *done;

	log_call(2, "still here");
	MUST(export_record(here.desk, &made, &here.err));
	MUST(desk_undo(&done, here.desk, &here.a, &here.err));
	ck_assert_ptr_nonnull(strstr(done, "the contact"));
	purge((struct purge_wish){ 0 });
	REFUSED(desk_undo(&done, here.desk, &here.a, &here.err), ERR_STATE, "purged is gone");
	ck_assert(verifies());
}
END_TEST

Suite *purge_suite(void)
{
	Suite *s = suite_create("purge");
	TCase *t = tcase_create("purge");

	tcase_add_checked_fixture(t, setup, place_teardown);
	tcase_add_test(t, a_dry_run_counts_and_changes_nothing);
	tcase_add_test(t, contents_go_and_hashes_stay);
	tcase_add_test(t, a_body_that_no_purge_names_is_still_missed);
	tcase_add_test(t, files_go_unless_another_case_needs_them);
	tcase_add_test(t, answers_go_unless_they_were_about_others_too);
	tcase_add_test(t, young_open_and_reopened_cases_are_left_alone);
	tcase_add_test(t, neither_a_purge_nor_an_export_is_taken_back);
	suite_add_tcase(s, t);
	return s;
}
