#include <stdlib.h>

#include "net/asked.h"

int main(void)
{
	SRunner *runner = srunner_create(answers_suite());
	int failed;

	srunner_add_suite(runner, faults_suite());
	srunner_add_suite(runner, token_suite());
	srunner_add_suite(runner, tls_suite());
	srunner_add_suite(runner, ups_suite());
	srunner_add_suite(runner, key_suite());
	srunner_add_suite(runner, every_fault_suite());
	srunner_add_suite(runner, every_carrier_suite());
	srunner_add_suite(runner, bucket_suite());
	srunner_add_suite(runner, quota_suite());
	srunner_add_suite(runner, together_suite());
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
