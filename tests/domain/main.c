#include <check.h>
#include <stdlib.h>

#include "domain/suites.h"

int main(void)
{
	SRunner *sr = srunner_create(codes_suite());
	int failed;

	srunner_add_suite(sr, call_suite());
	srunner_add_suite(sr, amount_suite());
	srunner_add_suite(sr, claim_suite());
	srunner_add_suite(sr, checklist_suite());
	srunner_add_suite(sr, chain_suite());
	srunner_add_suite(sr, column_map_suite());
	srunner_add_suite(sr, date_form_suite());
	srunner_add_suite(sr, event_suite());
	srunner_add_suite(sr, event_code_suite());
	srunner_add_suite(sr, evidence_suite());
	srunner_add_suite(sr, facts_suite());
	srunner_add_suite(sr, hours_suite());
	srunner_add_suite(sr, mail_words_suite());
	srunner_add_suite(sr, number_suite());
	srunner_add_suite(sr, number_find_suite());
	srunner_add_suite(sr, number_form_suite());
	srunner_add_suite(sr, number_repair_suite());
	srunner_add_suite(sr, report_suite());
	srunner_add_suite(sr, route_suite());
	srunner_add_suite(sr, rule_csv_suite());
	srunner_add_suite(sr, rule_golden_suite());
	srunner_add_suite(sr, rule_pack_suite());
	srunner_add_suite(sr, scope_suite());
	srunner_add_suite(sr, silence_suite());
	srunner_add_suite(sr, urgency_suite());
	srunner_add_suite(sr, step_suite());
	srunner_add_suite(sr, watch_suite());
	srunner_add_suite(sr, window_suite());
	srunner_add_suite(sr, work_week_suite());
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
