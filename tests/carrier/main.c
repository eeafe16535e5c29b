#include <check.h>
#include <stdlib.h>

#include "carrier/replies.h"

int main(void)
{
	SRunner *runner = srunner_create(meaning_suite());
	int failed;

	srunner_add_suite(runner, when_suite());
	srunner_add_suite(runner, request_suite());
	srunner_add_suite(runner, token_suite());
	srunner_add_suite(runner, read_suite());
	srunner_add_suite(runner, errors_suite());
	srunner_add_suite(runner, saved_suite());
	srunner_add_suite(runner, abuse_suite());
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
