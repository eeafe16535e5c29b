#include <stdlib.h>

#include "wing/suites.h"

int main(void)
{
	SRunner *runner = srunner_create(track_runs_suite());
	int failed;

	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
