#include <stddef.h>
#include <stdlib.h>

#include "store/suites.h"

int main(void)
{
	static Suite *(*const suites[])(void) = {
		schema_suite,     row_suite,       open_suite,   db_suite,      facts_suite,
		journal_suite,    verify_suite,    search_suite, lists_suite,   next_suite,
		next_order_suite, next_step_suite, plan_suite,   answers_suite, watch_suite,
		report_db_suite,  reports_suite,   kept_suite,   cards_suite,
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
