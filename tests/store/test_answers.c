#include <string.h>

#include "ops/internal.h"
#include "ops/tracking_ops.h"
#include "store/answers.h"
#include "store/place.h"
#include "store/suites.h"

/* What carriers answered, kept byte for byte; and what becomes of it in foreign hands. */

static const char junk[] = "<html>a login page \0 with a NUL in it</html>";

/* An answer about these parcels, none of which could be read. */
static void tell(const char *bytes, size_t len, int64_t first, int n)
{
	struct reading *r = arena_array(&here.a, (size_t)n, sizeof *r);
	struct answered answer = { .reading = r, .nreadings = n, .bytes = bytes, .len = len };
	struct tracked *t;

	for (int i = 0; i < n; i++)
		r[i] = (struct reading){ .shipment_id = first + i,
					 .outcome = POLL_UNREADABLE,
					 .expected_on = DAY_NONE };
	MUST(tracking_record(&t, here.desk, &here.a, &answer, 1, SOURCE_API, &here.err));
}

static char *named_by(int64_t poll)
{
	struct snap *snap;
	struct poll p;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(row_get(&p, snap, &here.a, TABLE_POLL, poll, &here.err));
	desk_snap_end(snap);
	return arena_strdup(&here.a, p.answer_sha256);
}

static int read_back(char **out, size_t *len, const char *sha256)
{
	struct snap *snap;
	int rc;

	MUST(desk_snap(&snap, here.desk, &here.err));
	rc = answer_read(out, len, snap, &here.a, sha256, &here.err);
	desk_snap_end(snap);
	return rc;
}

START_TEST(what_came_is_kept_byte_for_byte_and_once)
{
	char *bytes, *sha256, hex[HASH_HEX];
	struct hash hash = hash_of(junk, sizeof junk);
	struct answer_totals totals;
	struct snap *snap;
	int64_t size;
	size_t len;

	open_lost(1);
	open_lost(2);
	tell(junk, sizeof junk, 1, 2); /* one batch, two parcels */
	tell(junk, sizeof junk, 1, 1);
	tell("", 0, 2, 1);
	tell(NULL, 0, 2, 1); /* nobody answered */
	sha256 = named_by(1);
	ck_assert_str_eq(sha256, hash_hex(hex, &hash));
	ck_assert_str_eq(named_by(2), sha256);
	ck_assert_str_eq(named_by(3), sha256);
	ck_assert_ptr_nonnull(named_by(4));
	ck_assert_ptr_null(named_by(5));
	MUST(read_back(&bytes, &len, sha256));
	ck_assert_uint_eq(len, sizeof junk);
	ck_assert(!memcmp(bytes, junk, len));
	MUST(read_back(&bytes, &len, named_by(4)));
	ck_assert_uint_eq(len, 0);
	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(answer_totals(&totals, snap, &here.err));
	MUST(answer_size(&size, snap, sha256, &here.err));
	desk_snap_end(snap);
	ck_assert_int_eq(totals.answers, 2);
	ck_assert_int_eq(totals.bytes, sizeof junk);
	ck_assert_int_eq(size, sizeof junk);
	ck_assert(verifies());
}
END_TEST

START_TEST(an_answer_too_large_is_refused_and_undone)
{
	char *before, *huge = arena_alloc(&here.a, ANSWER_BYTES_MAX + 2);
	struct reading r = { .shipment_id = 1,
			     .outcome = POLL_UNREADABLE,
			     .expected_on = DAY_NONE };
	struct answered answer = { .reading = &r, .nreadings = 1, .bytes = huge };
	struct tracked *t;

	open_lost(1);
	before = dump_desk();
	answer.len = ANSWER_BYTES_MAX + 1;
	REFUSED(tracking_record(&t, here.desk, &here.a, &answer, 1, SOURCE_API, &here.err),
		ERR_INPUT, "larger than");
	ck_assert_str_eq(dump_desk(), before);
}
END_TEST

/* A file without a parcel of ours brings no poll that could name it. */
START_TEST(an_answer_about_nobody_is_not_kept)
{
	open_lost(1);
	tell(junk, sizeof junk, 1, 0);
	ck_assert_int_eq(count_of("SELECT count(*) FROM answer"), 0);
}
END_TEST

static struct verify_report after(const char *sql)
{
	change(sql);
	return verify_desk(NULL);
}

static void fault_is(const struct verify_report *r, int64_t casefile, const char *words)
{
	for (int i = 0; i < r->nlisted; i++)
		if (r->fault[i].casefile_id == casefile && strstr(r->fault[i].what, words))
			return;
	ck_abort_msg("no fault of case %lld says '%s'; the first: %s", (long long)casefile, words,
		     r->nlisted ? r->fault[0].what : "none");
}

static const struct {
	const char *sql, *words;
	int faults;
} harms[] = {
	{ "DELETE FROM answer WHERE id=1", "the answer that came with poll 2 is gone", 2 },
	{ "UPDATE answer SET packed=zeroblob(30) WHERE id=1",
	  "the answer that came with poll 2 was changed", 2 },
	{ "UPDATE answer SET packed=x'' WHERE id=1", "the answer that came with poll 2 was changed",
	  2 },
	{ "UPDATE answer SET packed=(SELECT packed FROM answer WHERE id=2) WHERE id=1",
	  "the answer that came with poll 2 was changed", 2 },
	{ "UPDATE answer SET size=size+1 WHERE id=1",
	  "the answer that came with poll 2 was changed", 2 },
	{ "UPDATE answer SET size=-1 WHERE id=1", "the answer that came with poll 2 was changed",
	  2 },
	{ "UPDATE answer SET size=1099511627776 WHERE id=1",
	  "the answer that came with poll 2 was changed", 2 },
	{ "UPDATE answer SET sha256=replace(hex(zeroblob(32)),'0','a') WHERE id=1",
	  "the answer that came with poll 2 is gone", 3 },
};
enum { HARMS = sizeof harms / sizeof *harms };

START_TEST(an_answer_that_is_gone_or_changed_is_found_and_its_cases_named)
{
	struct verify_report r;
	char *bytes;
	size_t len;

	open_lost(1);
	open_lost(2);
	tell(junk, sizeof junk, 1, 2);
	tell("another", 7, 1, 1);
	change("DROP TRIGGER answer_is_never_changed");
	ck_assert(verifies());
	r = after(harms[_i].sql);
	ck_assert_int_eq(r.nfaults, harms[_i].faults);
	fault_is(&r, 2, harms[_i].words);
	fault_is(&r, 1, "the answer that came with poll 1");
	ck_assert_int_eq(read_back(&bytes, &len, named_by(1)), -1);
	ck_assert(here.err.code == ERR_DAMAGED || here.err.code == ERR_NOT_FOUND);
	ck_assert_ptr_nonnull(strstr(here.err.text, "waylaid verify"));
}
END_TEST

START_TEST(an_answer_put_there_by_others_is_found)
{
	struct verify_report r;

	open_lost(1);
	tell(junk, sizeof junk, 1, 1);
	r = after("INSERT INTO answer(sha256,size,packed)"
		  "SELECT replace(sha256,substr(sha256,1,1),'x'),size,packed FROM answer");
	ck_assert_int_eq(r.nfaults, 1);
	fault_is(&r, 0, "answer 2 came with no poll");
}
END_TEST

START_TEST(the_engine_lets_nobody_change_an_answer)
{
	struct err why = { 0 };

	open_lost(1);
	tell(junk, sizeof junk, 1, 1);
	ck_assert_int_eq(
		db_exec(store_db(here.desk->store), "UPDATE answer SET size=1", "test", &why), -1);
	ck_assert_ptr_nonnull(strstr(why.text, "answers are evidence"));
}
END_TEST

START_TEST(doctor_counts_them)
{
	struct doctor_report r;

	open_lost(1);
	tell(junk, sizeof junk, 1, 1);
	MUST(desk_doctor(&r, here.desk, &here.a, &here.err));
	ck_assert_int_eq(r.answers, 1);
	ck_assert_int_gt(r.answer_bytes, 0);
	ck_assert_int_lt(r.answer_bytes, 100);
}
END_TEST

Suite *answers_suite(void)
{
	Suite *s = suite_create("answers");
	TCase *t = tcase_create("answers");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, what_came_is_kept_byte_for_byte_and_once);
	tcase_add_test(t, an_answer_too_large_is_refused_and_undone);
	tcase_add_test(t, an_answer_about_nobody_is_not_kept);
	tcase_add_loop_test(t, an_answer_that_is_gone_or_changed_is_found_and_its_cases_named, 0,
			    HARMS);
	tcase_add_test(t, an_answer_put_there_by_others_is_found);
	tcase_add_test(t, the_engine_lets_nobody_change_an_answer);
	tcase_add_test(t, doctor_counts_them);
	suite_add_tcase(s, t);
	return s;
}
