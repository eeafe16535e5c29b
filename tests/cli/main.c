#include <stdlib.h>

#include "cli/suites.h"

int main(void)
{
	SRunner *sr = srunner_create(args_suite());
	int failed;

	srunner_add_suite(sr, help_suite());
	srunner_add_suite(sr, opts_suite());
	srunner_add_suite(sr, print_suite());
	srunner_add_suite(sr, setting_suite());
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
