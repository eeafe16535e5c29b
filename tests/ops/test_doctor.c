#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "ops/internal.h"
#include "ops/suites.h"
#include "store/place.h"
#include "store/session.h"

static struct doctor_report examine(void)
{
	struct doctor_report r;

	MUST(desk_doctor(&r, here.desk, &here.a, &here.err));
	ck_assert(r.ok == (r.nfaults == 0));
	return r;
}

static bool says(const struct doctor_report *r, int64_t case_id, const char *words)
{
	for (int i = 0; i < r->nfaults; i++)
		if (strstr(r->fault[i].what, words) && r->fault[i].casefile_id == case_id)
			return true;
	return false;
}

static char *attach(int64_t id, const char *text)
{
	struct evidence facts = a_paper(EVIDENCE_OTHER), e;
	bool known;

	MUST(evidence_attach(&e, &known, NULL, here.desk, &here.a, id, put_text("paper.txt", text),
			     &facts, &here.err));
	return evidence_file_path(&here.a, here.desk, e.sha256, e.media_type);
}

START_TEST(a_sound_desk_is_found_sound)
{
	struct doctor_report r;

	do_everything();
	r = examine();
	ck_assert_msg(r.ok, "%s", r.nfaults ? r.fault[0].what : "");
	ck_assert_int_eq(r.evidence_files, 1);
	ck_assert_str_eq(r.journal_mode, "wal");
	ck_assert_int_gt(r.bytes, 100000);
	ck_assert_int_ne(r.free_bytes, 0);
}
END_TEST

START_TEST(a_missing_and_a_changed_file_are_named_with_their_case)
{
	struct doctor_report r;

	open_lost(1);
	open_lost(2);
	ck_assert_int_eq(unlink(attach(1, "one")), 0);
	MUST(file_write(attach(2, "two"), "TWO", 3, 0600, &here.err));
	r = examine();
	ck_assert_int_eq(r.nfaults, 2);
	ck_assert_int_eq(r.evidence_missing, 1);
	ck_assert_int_eq(r.evidence_changed, 1);
	ck_assert(says(&r, 1, "evidence 1 (paper.txt): its file"));
	ck_assert(says(&r, 1, "is missing: copy it back from a backup"));
	ck_assert(says(&r, 2, "was changed: copy it back from a backup"));
}
END_TEST

START_TEST(left_over_copies_are_named)
{
	struct doctor_report r;

	open_lost(1);
	attach(1, "one");
	put_text("desk.db.evidence/incoming-4711", "half a fi");
	r = examine();
	ck_assert_int_eq(r.nfaults, 1);
	ck_assert(says(&r, 0, "incoming-4711 was left by a broken attach"));
}
END_TEST

START_TEST(words_that_are_missing_from_the_index_are_counted)
{
	struct doctor_report r;

	log_call(open_lost(1), "hello");
	change("DELETE FROM search_text");
	r = examine();
	ck_assert(says(&r, 0, "2 cases or contacts are missing from the search index"));
}
END_TEST

START_TEST(what_the_engine_finds_is_passed_on)
{
	struct doctor_report r;

	open_lost(1);
	change("PRAGMA foreign_keys=OFF;UPDATE window SET casefile_id=99");
	r = examine();
	ck_assert(says(&r, 0, "a row of table window points nowhere"));
}
END_TEST

START_TEST(at_most_a_thousand_faults_are_listed)
{
	struct doctor_report r;

	open_lost(1);
	change("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<1200)"
	       "INSERT INTO evidence(id,version,casefile_id,kind,name,media_type,sha256,size,"
	       "added_at,"
	       "added_by) SELECT i,1,1,'other','n','text/plain',hex(zeroblob(32)),1,1,'x' FROM n");
	r = examine();
	ck_assert_int_eq(r.nfaults, 1000);
	ck_assert_int_eq(r.evidence_files, 1200);
	ck_assert_int_eq(r.evidence_missing, 1200);
}
END_TEST

Suite *doctor_suite(void)
{
	Suite *s = suite_create("doctor");
	TCase *t = tcase_create("doctor");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, a_sound_desk_is_found_sound);
	tcase_add_test(t, a_missing_and_a_changed_file_are_named_with_their_case);
	tcase_add_test(t, left_over_copies_are_named);
	tcase_add_test(t, words_that_are_missing_from_the_index_are_counted);
	tcase_add_test(t, what_the_engine_finds_is_passed_on);
	tcase_add_test(t, at_most_a_thousand_faults_are_listed);
	suite_add_tcase(s, t);
	return s;
}
