#include <stddef.h>
#include <stdlib.h>

#include "ops/suites.h"

int main(void)
{
	static Suite *(*const suites[])(void) = {
		desk_suite,     casefile_suite,   contact_suite, request_suite,
		evidence_suite, tracking_suite,   import_suite,  undo_suite,
		backup_suite,   doctor_suite,     faults_suite,  together_suite,
		vanished_suite, watch_suite,      answers_suite, shipment_import_suite,
		events_suite,   ask_suite,        unseen_suite,  call_suite,
		snooze_suite,   claim_suite,      item_suite,    rules_suite,
		purge_suite,    token_suite,      user_suite,    mail_suite,
		bulk_suite,     saved_view_suite,
	};
	SRunner *runner = srunner_create(NULL);
	int failed;

	for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
		srunner_add_suite(runner, suites[i]());
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
