#include <check.h>
#include <stdlib.h>

#include "carrier/replies.h"
#include "carrier/test_dhl.h"
#include "carrier/test_fedex.h"
#include "carrier/test_slips.h"
#include "carrier/test_ups.h"

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
	srunner_add_suite(runner, signed_suite());
	srunner_add_suite(runner, abuse_suite());
	srunner_add_suite(runner, office_suite());
	srunner_add_suite(runner, fedex_suite());
	srunner_add_suite(runner, fedex_meaning_suite());
	srunner_add_suite(runner, dhl_suite());
	srunner_add_suite(runner, canada_post_suite());
	srunner_add_suite(runner, easypost_suite());
	srunner_add_suite(runner, every_code_suite());
	srunner_add_suite(runner, ups_suite());
	srunner_add_suite(runner, ups_meaning_suite());
	srunner_add_suite(runner, ups_abuse_suite());
	srunner_add_suite(runner, stamp_suite());
	srunner_add_suite(runner, notice_suite());
	srunner_add_suite(runner, event_csv_suite());
	srunner_add_suite(runner, paste_suite());
	srunner_add_suite(runner, email_suite());
	srunner_add_suite(runner, path_suite());
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
