#include <stddef.h>
#include <stdlib.h>

#include "web/suites.h"

int main(void)
{
	static Suite *(*const suites[])(void) = {
		acts_suite,      api_suite,          form_suite,  web_route_suite, gate_suite,
		sign_in_suite,   sign_in_time_suite, pages_suite, throttle_suite,  table_suite,
		web_token_suite, phone_suite,        case_suite,  register_suite,  desk_pages_suite,
		words_suite,     kept_upload_suite,  shelf_suite, examples_suite,  import_suite,
		web_track_suite,
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
