#include <check.h>
#include <string.h>

#include "domain/checklist.h"
#include "domain/claim.h"
#include "domain/contact.h"
#include "domain/duty.h"
#include "domain/event.h"
#include "domain/evidence.h"
#include "domain/promise.h"
#include "domain/request.h"
#include "domain/suites.h"
#include "domain/window.h"

#define TABLE(names)                                                     \
	{                                                                \
#names, names, (int)(sizeof(names) / sizeof((names)[0])) \
	}

static const struct {
	const char *name;
	const char *const *names;
	int n;
} tables[] = {
	TABLE(status_names),         TABLE(trouble_names),       TABLE(problem_names),
	TABLE(rule_kind_names),      TABLE(stage_names),         TABLE(channel_names),
	TABLE(party_names),          TABLE(direction_names),     TABLE(outcome_names),
	TABLE(promise_state_names),  TABLE(request_kind_names),  TABLE(request_state_names),
	TABLE(request_result_names), TABLE(source_names),        TABLE(poll_outcome_names),
	TABLE(window_what_names),    TABLE(route_kind_names),    TABLE(anchor_names),
	TABLE(unit_names),           TABLE(scope_names),         TABLE(confidence_names),
	TABLE(evidence_kind_names),  TABLE(claim_state_names),   TABLE(remedy_kind_names),
	TABLE(window_state_names),   TABLE(opens_unit_names),    TABLE(work_week_names),
	TABLE(duty_kind_names),      TABLE(refund_rule_names),   TABLE(asked_when_names),
	TABLE(rung_state_names),     TABLE(request_first_names),
};

START_TEST(no_table_has_a_hole_or_a_double)
{
	for (size_t t = 0; t < sizeof(tables) / sizeof(tables[0]); t++) {
		for (int i = 0; i < tables[t].n; i++) {
			const char *name = tables[t].names[i];

			ck_assert_msg(name && *name, "%s[%d]", tables[t].name, i);
			ck_assert_msg(strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") ==
					      strlen(name),
				      "%s: %s", tables[t].name, name);
			for (int k = 0; k < i; k++)
				ck_assert_str_ne(name, tables[t].names[k]);
		}
	}
}
END_TEST

/* The words of the contract, in its order, for the tables that it lists. */
START_TEST(codes_are_the_words_of_the_contract)
{
	static const char *const evidence[] = {
		"proof_of_value",     "proof_of_mailing",  "proof_of_insurance",
		"proof_of_payment",   "proof_of_delivery", "proof_of_refund",
		"acceptance_receipt", "damage_photo",      "packaging_photo",
		"label_photo",        "repair_estimate",   "inspection_report",
		"correspondence",     "statement",         "release_letter",
		"decision_letter",    "police_report",     "other"
	};
	static const char *const problems[] = { "lost",     "damaged",      "missing_contents",
						"delayed",  "misdelivered", "not_received",
						"returned", "unclear",      "instruction" };
	static const char *const outcomes[] = { "new",     "unchanged",   "not_found", "unreadable",
						"refused", "unreachable", "deferred" };
	static const char *const anchors[] = {
		"none",       "mailed_on",    "expected_on", "delivered_on",      "help_request_on",
		"decided_on", "last_scan_on", "accepted_on", "appeal_decided_on", "insured_on"
	};

	for (int i = 0; i < EVIDENCE_NVALUES; i++)
		ck_assert_str_eq(evidence_kind_names[i], evidence[i]);
	for (int i = 0; i < PROBLEM_NVALUES; i++)
		ck_assert_str_eq(problem_names[i], problems[i]);
	for (int i = 0; i < POLL_NVALUES; i++)
		ck_assert_str_eq(poll_outcome_names[i], outcomes[i]);
	for (int i = 0; i < ANCHOR_NVALUES; i++)
		ck_assert_str_eq(anchor_names[i], anchors[i]);
}
END_TEST

START_TEST(every_carrier_has_a_title)
{
	ck_assert_int_eq(carrier_codes_n, 20);
	for (int i = 0; i < carrier_codes_n; i++)
		ck_assert_str_ne(carrier_title(carrier_codes[i]), carrier_codes[i]);
	ck_assert_str_eq(carrier_title("usps"), "USPS");
	ck_assert_str_eq(carrier_title("dhl_express"), "DHL Express");
	ck_assert_str_eq(carrier_title("nobody"), "nobody");
	ck_assert_ptr_null(carrier_title(NULL));
}
END_TEST

START_TEST(a_code_reads_as_words)
{
	char out[64], tight[7];

	ck_assert_str_eq(code_title(out, sizeof(out), "ground_advantage"), "Ground Advantage");
	ck_assert_str_eq(code_title(out, sizeof(out), "priority_mail_express_cod"),
			 "Priority Mail Express COD");
	ck_assert_str_eq(code_title(out, sizeof(out), "usps"), "USPS");
	ck_assert_str_eq(code_title(out, sizeof(out), ""), "");
	ck_assert_str_eq(code_title(out, sizeof(out), NULL), "");
	ck_assert_str_eq(code_title(tight, sizeof(tight), "ground_advantage"), "Ground");
	ck_assert_str_eq(code_title(tight, 3, "ground_advantage"), "Gr");
	ck_assert_str_eq(code_title(tight, 1, "ground_advantage"), "");
	ck_assert_str_eq(code_title(tight, sizeof(tight), "ab_\xc3\xa9\xc3\xa9"), "Ab \xc3\xa9");
}
END_TEST

START_TEST(a_problem_without_rules_has_no_kind)
{
	static const enum rule_kind kind[PROBLEM_NVALUES] = {
		[PROBLEM_LOST] = RULE_KIND_LOSS,
		[PROBLEM_DAMAGED] = RULE_KIND_DAMAGE,
		[PROBLEM_MISSING_CONTENTS] = RULE_KIND_MISSING_CONTENTS,
		[PROBLEM_DELAYED] = RULE_KIND_DELAY,
		[PROBLEM_MISDELIVERED] = RULE_KIND_LOSS,
		[PROBLEM_NOT_RECEIVED] = RULE_KIND_LOSS,
	};

	for (int p = 0; p < PROBLEM_NVALUES; p++)
		ck_assert_int_eq(problem_rule_kind((enum problem)p), kind[p]);
}
END_TEST

START_TEST(a_stage_goes_forward_and_only_filing_passes_ready)
{
	for (int now = 0; now < STAGE_NVALUES; now++) {
		for (int to = 0; to < STAGE_NVALUES; to++) {
			int got = (int)stage_advance((enum stage)now, (enum stage)to);

			if (now < STAGE_FILED && to < STAGE_FILED)
				ck_assert_int_eq(got, to > now ? to : now);
			else
				ck_assert_int_eq(got, now);
		}
	}
}
END_TEST

START_TEST(a_promise_is_settled_once)
{
	for (int from = 0; from < PROMISE_NVALUES; from++)
		for (int to = 0; to < PROMISE_NVALUES; to++)
			ck_assert_int_eq(promise_may_become((enum promise_state)from,
							    (enum promise_state)to),
					 from == PROMISE_OPEN && to != PROMISE_OPEN);
}
END_TEST

START_TEST(a_promise_is_overdue_from_the_day_after)
{
	struct promise p = { .state = PROMISE_OPEN, .due_on = day_of(2026, 11, 23) };

	ck_assert(!promise_overdue(&p, day_of(2026, 11, 22)));
	ck_assert(!promise_overdue(&p, day_of(2026, 11, 23)));
	ck_assert(promise_overdue(&p, day_of(2026, 11, 24)));
	p.state = PROMISE_KEPT;
	ck_assert(!promise_overdue(&p, day_of(2026, 11, 24)));
	p = (struct promise){ .state = PROMISE_OPEN, .due_on = DAY_NONE };
	ck_assert(!promise_overdue(&p, day_of(2999, 1, 1)));
}
END_TEST

Suite *codes_suite(void)
{
	Suite *s = suite_create("codes");
	TCase *tc = tcase_create("codes");

	tcase_add_test(tc, no_table_has_a_hole_or_a_double);
	tcase_add_test(tc, codes_are_the_words_of_the_contract);
	tcase_add_test(tc, every_carrier_has_a_title);
	tcase_add_test(tc, a_code_reads_as_words);
	tcase_add_test(tc, a_problem_without_rules_has_no_kind);
	tcase_add_test(tc, a_stage_goes_forward_and_only_filing_passes_ready);
	tcase_add_test(tc, a_promise_is_settled_once);
	tcase_add_test(tc, a_promise_is_overdue_from_the_day_after);
	suite_add_tcase(s, tc);
	return s;
}
