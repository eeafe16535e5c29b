#include "ops/rules_ops.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "domain/rule_csv.h"
#include "ops/internal.h"
#include "ops/suites.h"
#include "ops/tracking_ops.h"
#include "store/facts.h"
#include "store/place.h"
#include "store/rule_file.h"

/* Rules of the desk's own, and what becomes of the windows that cases have. */

#define LOSS "usps.ground_advantage.loss.claim"

static struct rule_moves moves;

static void setup(void)
{
	place_desk();
	open_lost(1);
	open_lost(2);
}

static char *table(void)
{
	return rule_file_path(&here.a, here.path);
}

static char *table_text(void)
{
	char *text;
	size_t len;

	MUST(file_read(&text, &len, &here.a, table(), RULE_FILE_MAX, &here.err));
	return text;
}

/* The rule of this code as it is now. */
static struct rule rule_now(const char *code)
{
	struct rules_found found;

	MUST(rules_read_one(&found, here.desk, &here.a, code, &here.err));
	ck_assert_int_eq(found.n, 1);
	return *found.rule[0];
}

static int close_after(int32_t days)
{
	struct rule r = rule_now(LOSS);

	r.closes_days = days;
	r.source = "our contract, 2026";
	return rules_set(here.desk, &here.a, &r, &here.err);
}

static void diff(void)
{
	MUST(rules_diff(&moves, here.desk, &here.a, 100, &here.err));
}

static int apply(int64_t id)
{
	int64_t changed;

	return rules_apply(&changed, here.desk, &id, 1, &here.err);
}

static int undo(void)
{
	const char *done;

	return desk_undo(&done, here.desk, &here.a, &here.err);
}

static char *closes(int64_t id)
{
	char day[DAY_TEXT];

	day_text(day, (daynum)count_of(arena_printf(
			      &here.a,
			      "SELECT closes_on FROM window WHERE casefile_id=%d AND what='claim'",
			      (int)id)));
	return arena_strdup(&here.a, day);
}

static int edit(unsigned given, daynum mailed_on, const char *note)
{
	struct case_facts f = { .given = given,
				.note = note,
				.shipment = { .mailed_on = mailed_on } };
	const char *warning;

	return casefile_edit(&warning, here.desk, &here.a, 1, 0, &f, &here.err);
}

START_TEST(a_rule_of_ones_own_takes_the_place_of_a_published_one)
{
	int64_t rules = count_of("SELECT count(*) FROM fact_rule");

	ck_assert(!rule_now(LOSS).own);
	MUST(close_after(90));
	ck_assert(rule_now(LOSS).own);
	ck_assert_int_eq(rule_now(LOSS).closes_days, 90);
	ck_assert_int_eq(rule_now(LOSS).opens_days, 15);
	ck_assert_ptr_nonnull(strstr(table_text(), "\"our contract, 2026\""));
	ck_assert_int_eq(count_of("SELECT count(*) FROM fact_rule"), rules);
	ck_assert(verifies());

	MUST(rules_reset(here.desk, &here.a, LOSS, &here.err));
	ck_assert(!rule_now(LOSS).own);
	ck_assert_int_eq(rule_now(LOSS).closes_days, 60);
	ck_assert(!file_exists(table()));
	REFUSED(rules_reset(here.desk, &here.a, LOSS, &here.err), ERR_NOT_FOUND,
		"there is no rule of your own");
	REFUSED(undo(), ERR_STATE, "rules set CODE --reset");
	ck_assert(verifies());
}
END_TEST

START_TEST(a_case_keeps_its_windows_until_rules_are_applied)
{
	MUST(close_after(90));
	ck_assert_str_eq(closes(1), "2026-12-31");
	MUST(edit(FACT_NOTE, DAY_NONE, "a note moves nothing"));
	log_call(1, "nor does a call");
	ck_assert_str_eq(closes(1), "2026-12-31");

	diff();
	ck_assert_int_eq(moves.count, 2);
	ck_assert_int_eq(moves.cases, 2);
	ck_assert_int_eq(moves.checked, 2);
	ck_assert_int_eq(moves.nchanged, 2);
	ck_assert_int_eq(moves.move[0].kind, MOVE_MOVED);
	ck_assert_int_eq(moves.move[0].closes_before, day_of(2026, 12, 31));
	ck_assert_int_eq(moves.move[0].closes_after, day_of(2027, 1, 30));
	ck_assert_str_eq(moves.move[0].rule_after, LOSS);

	MUST(apply(1));
	ck_assert_str_eq(closes(1), "2027-01-30");
	ck_assert_str_eq(closes(2), "2026-12-31");
	diff();
	ck_assert_int_eq(moves.cases, 1);
	ck_assert(verifies());
}
END_TEST

START_TEST(a_date_that_moves_counts_by_the_rules_of_now)
{
	MUST(close_after(90));
	MUST(edit(FACT_MAILED, day_of(2026, 11, 2), NULL));
	ck_assert_str_eq(closes(1), "2027-01-31");
	ck_assert_str_eq(closes(2), "2026-12-31");
}
END_TEST

START_TEST(applied_rules_are_taken_back_case_by_case)
{
	char *before = case_json(1), *head;

	MUST(close_after(90));
	MUST(apply(1));
	head = head_of_desk();
	ck_assert_str_ne(case_json(1), before);
	MUST(undo());
	ck_assert_str_eq(case_json(1), before);
	ck_assert(verify_desk(head).ok);
	MUST(apply(1));
	ck_assert_str_eq(closes(1), "2027-01-30");
	/* nothing to do leaves no entry */
	head = head_of_desk();
	MUST(apply(1));
	ck_assert_str_eq(head_of_desk(), head);
}
END_TEST

START_TEST(windows_come_and_go_with_rules)
{
	struct rule r = rule_now(LOSS);

	r.code = "usps.contract.loss.notice";
	r.what = WINDOW_NOTICE;
	r.service = NULL;
	MUST(rules_set(here.desk, &here.a, &r, &here.err));
	diff();
	ck_assert_int_eq(moves.count, 2);
	ck_assert_int_eq(moves.move[0].kind, MOVE_NEW);
	ck_assert_ptr_null(moves.move[0].rule_before);
	MUST(apply(1));
	ck_assert_int_eq(count_of("SELECT count(*) FROM window WHERE what='notice'"), 1);
	MUST(undo());
	ck_assert_int_eq(count_of("SELECT count(*) FROM window WHERE what='notice'"), 0);
	MUST(apply(1));
	MUST(rules_reset(here.desk, &here.a, r.code, &here.err));
	diff();
	ck_assert_int_eq(moves.count, 1);
	ck_assert_int_eq(moves.move[0].kind, MOVE_GONE);
	MUST(apply(1));
	ck_assert_int_eq(count_of("SELECT count(*) FROM window WHERE what='notice'"), 0);
	MUST(undo());
	ck_assert_int_eq(count_of("SELECT count(*) FROM window WHERE what='notice'"), 1);
	ck_assert(verifies());
}
END_TEST

/* One's own rule goes before published ones that close earlier, but not before credible ones. */
START_TEST(ones_own_rule_goes_before_the_published)
{
	struct rule r = rule_now(LOSS);

	r.code = "usps.contract.loss.claim";
	r.service = NULL;
	r.closes_days = 120;
	MUST(rules_set(here.desk, &here.a, &r, &here.err));
	MUST(apply(1));
	ck_assert_str_eq(closes(1), "2027-03-01");
	ck_assert_int_eq(count_of("SELECT count(*) FROM window WHERE alternatives LIKE "
				  "'%2026-12-31%'"),
			 1);
	r.confidence = CONFIDENCE_LOW;
	MUST(rules_set(here.desk, &here.a, &r, &here.err));
	MUST(apply(1));
	ck_assert_str_eq(closes(1), "2026-12-31");
}
END_TEST

START_TEST(what_cannot_be_a_rule_is_refused)
{
	struct rule r = rule_now(LOSS);
	char *before = dump_desk();

	r.source = NULL;
	REFUSED(rules_set(here.desk, &here.a, &r, &here.err), ERR_INPUT, "source is needed");
	r.source = "me";
	r.closes_days = 3;
	REFUSED(rules_set(here.desk, &here.a, &r, &here.err), ERR_INPUT, "before it opens");
	ck_assert_str_eq(dump_desk(), before);
	ck_assert(!file_exists(table()));
}
END_TEST

static void write_table(const char *text)
{
	MUST(file_write(table(), text, strlen(text), 0600, &here.err));
}

#define HEAD "code,carrier,kind,what,closes_days,closes_from,source,checked_on\n"

START_TEST(a_table_edited_by_hand_is_read_when_it_changed)
{
	int64_t entries;

	write_table(HEAD "yodel.x.loss.claim,yodel,loss,claim,28,mailed_on,by phone,2026-11-20\n");
	work_as("bob");
	ck_assert_ptr_null(desk_warning(here.desk));
	ck_assert_int_eq(rule_now("yodel.x.loss.claim").closes_days, 28);
	entries = count_of("SELECT count(*) FROM journal");
	work_as("bob");
	ck_assert_int_eq(count_of("SELECT count(*) FROM journal"), entries);

	unlink(table());
	work_as("bob");
	ck_assert_int_eq(count_of("SELECT count(*) FROM fact_rule WHERE carrier='yodel'"), 0);
	ck_assert(verifies());
}
END_TEST

START_TEST(a_table_with_a_fault_is_not_taken)
{
	struct doctor_report doctor;
	char *big;

	MUST(close_after(90));
	write_table(HEAD "yodel.x.loss.claim,yodel,loss,claim,28,mailed_on,by phone,2026-11-20\n"
			 "yodel.y.loss.claim,yodel,lost,claim,28,mailed_on,by phone,2026-11-20\n");
	work_as("bob");
	ck_assert_ptr_nonnull(strstr(desk_warning(here.desk), "desk.rules.csv: line 3: kind"));
	ck_assert_ptr_nonnull(strstr(desk_warning(here.desk), "the rules stay as they were"));
	ck_assert_int_eq(rule_now(LOSS).closes_days, 90);
	REFUSED(close_after(80), ERR_INPUT, "line 3: kind");
	MUST(desk_doctor(&doctor, here.desk, &here.a, &here.err));
	ck_assert(!doctor.ok);
	ck_assert_ptr_nonnull(strstr(doctor.fault[0].what, "line 3: kind"));

	/* facts that are older than the program are replaced all the same */
	change("UPDATE setting SET value='an older pack' WHERE name='facts.pack'");
	work_as("bob");
	ck_assert_ptr_nonnull(strstr(desk_warning(here.desk), "the program's own rules count"));
	ck_assert_int_eq(rule_now(LOSS).closes_days, 60);

	big = arena_alloc(&here.a, RULE_FILE_MAX + 2);
	memset(big, 'x', RULE_FILE_MAX + 1);
	big[RULE_FILE_MAX + 1] = '\0';
	write_table(big);
	work_as("bob");
	ck_assert_ptr_nonnull(strstr(desk_warning(here.desk), "is larger than 1048576 bytes"));
	unlink(table());
	work_as("bob");
	ck_assert_ptr_null(desk_warning(here.desk));
	MUST(desk_doctor(&doctor, here.desk, &here.a, &here.err));
	ck_assert(doctor.ok);
}
END_TEST

/* Each step fails once: the table is as it was, byte for byte, and the desk with it. */
START_TEST(a_change_of_a_rule_that_fails_leaves_the_table_as_it_was)
{
	struct rule r;
	char *before, *text;
	int n, failed = 0;

	MUST(close_after(90));
	r = rule_now(LOSS);
	r.closes_days = 70;
	before = dump_desk();
	text = table_text();
	for (n = 1; n < 4000; n += n < 40 ? 1 : 29) {
		desk_fail_at(here.desk, n);
		if (rules_set(here.desk, &here.a, &r, &here.err) == 0)
			break;
		desk_fail_at(here.desk, 0);
		failed++;
		ck_assert_str_eq(table_text(), text);
		ck_assert_str_eq(dump_desk(), before);
	}
	desk_fail_at(here.desk, 0);
	ck_assert_int_gt(failed, 20);
	ck_assert_int_lt(n, 4000);
	ck_assert_int_eq(rule_now(LOSS).closes_days, 70);
	ck_assert(verifies());
}
END_TEST

START_TEST(applying_that_fails_changes_nothing)
{
	char *before;
	int n;

	MUST(close_after(90));
	before = dump_desk();
	for (n = 1; n < 400; n++) {
		desk_fail_at(here.desk, n);
		if (apply(1) == 0)
			break;
		desk_fail_at(here.desk, 0);
		ck_assert_str_eq(dump_desk(), before);
	}
	desk_fail_at(here.desk, 0);
	ck_assert_int_gt(n, 5);
	ck_assert_str_eq(closes(1), "2027-01-30");
	for (n = 1; n < 1000; n++) {
		desk_fail_at(here.desk, n);
		if (rules_diff(&moves, here.desk, &here.a, 10, &here.err) == 0)
			break;
	}
	desk_fail_at(here.desk, 0);
	ck_assert_int_gt(n, 3);
	ck_assert_int_eq(moves.cases, 1);
}
END_TEST

/* A scan of the carrier's says when it really came to them: the window moves, and that is noted. */
START_TEST(a_late_scan_moves_the_window_and_stands_in_the_journal)
{
	struct event e = { .occurred_at = here.moment.now - 86400,
			   .occurred_at_local = "2026-11-04T10:00:00",
			   .text = "Accepted",
			   .status = STATUS_IN_TRANSIT,
			   .is_scan = true };
	struct reading r = { .shipment_id = 1,
			     .outcome = POLL_NEW,
			     .event = &e,
			     .nevents = 1,
			     .expected_on = DAY_NONE };
	int64_t version =
		count_of("SELECT version FROM window WHERE casefile_id=1 AND what='claim'");
	struct tracked *t;

	MUST(tracking_record(&t, here.desk, &here.a,
			     &(struct answered){ .asked = carrier_find("usps"),
						 .reading = &r,
						 .nreadings = 1,
						 .bytes = "late",
						 .len = 4 },
			     1, SOURCE_API, &here.err));
	ck_assert_int_eq(count_of("SELECT opens_on FROM window WHERE casefile_id=1 AND "
				  "what='claim'"),
			 day_of(2026, 11, 19));
	ck_assert_str_eq(closes(1), "2026-12-31");
	ck_assert_int_eq(
		count_of("SELECT version FROM window WHERE casefile_id=1 AND what='claim'"),
		version + 1);
	/* the rows of the entry are those that the chain verifies */
	ck_assert(verifies());
	change("UPDATE window SET opens_on=opens_on-1 WHERE casefile_id=1 AND what='claim'");
	ck_assert(!verifies());
}
END_TEST

START_TEST(a_backup_takes_the_rules_along)
{
	struct backup_report report;
	char *text;

	MUST(close_after(90));
	text = table_text();
	MUST(desk_backup(&report, here.desk, &here.a, in_place("copy"), &here.err));
	ck_assert(report.rules);
	MUST(desk_restore(&report, &here.a, in_place("copy"), in_place("new/desk.db"), &here.err));
	ck_assert(report.rules);
	MUST(file_read(&text, &(size_t){ 0 }, &here.a, in_place("new/desk.rules.csv"),
		       RULE_FILE_MAX, &here.err));
	ck_assert_str_eq(text, table_text());

	/* without rules, an older copy of them goes; and rules of another desk are in the way */
	MUST(rules_reset(here.desk, &here.a, LOSS, &here.err));
	MUST(desk_backup(&report, here.desk, &here.a, in_place("copy"), &here.err));
	ck_assert(!report.rules);
	ck_assert(!file_exists(in_place("copy/desk.rules.csv")));
	put_text("other.rules.csv", "code\n");
	REFUSED(desk_restore(&report, &here.a, in_place("copy"), in_place("other.db"), &here.err),
		ERR_STATE, "rules of an earlier desk");
}
END_TEST

Suite *rules_suite(void)
{
	Suite *s = suite_create("rules");
	TCase *t = tcase_create("rules");

	tcase_add_checked_fixture(t, setup, place_teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, a_rule_of_ones_own_takes_the_place_of_a_published_one);
	tcase_add_test(t, a_case_keeps_its_windows_until_rules_are_applied);
	tcase_add_test(t, a_date_that_moves_counts_by_the_rules_of_now);
	tcase_add_test(t, applied_rules_are_taken_back_case_by_case);
	tcase_add_test(t, windows_come_and_go_with_rules);
	tcase_add_test(t, ones_own_rule_goes_before_the_published);
	tcase_add_test(t, what_cannot_be_a_rule_is_refused);
	tcase_add_test(t, a_table_edited_by_hand_is_read_when_it_changed);
	tcase_add_test(t, a_table_with_a_fault_is_not_taken);
	tcase_add_test(t, a_change_of_a_rule_that_fails_leaves_the_table_as_it_was);
	tcase_add_test(t, applying_that_fails_changes_nothing);
	tcase_add_test(t, a_late_scan_moves_the_window_and_stands_in_the_journal);
	tcase_add_test(t, a_backup_takes_the_rules_along);
	suite_add_tcase(s, t);
	return s;
}
