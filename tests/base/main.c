#include <stddef.h>
#include <stdlib.h>

#include "base/suites.h"

int main(void)
{
	static Suite *(*const suites[])(void) = {
		err_suite,      arena_suite, buf_suite,        day_suite,   zone_suite,
		money_suite,    text_suite,  hash_suite,       file_suite,  json_suite,
		csv_suite,      ini_suite,   own_files_suite,  pack_suite,  secret_suite,
		xml_suite,      words_suite, csv_stream_suite, child_suite, bidi_suite,
		mustache_suite, mime_suite,  zip_suite,        sign_suite,
	};
	SRunner *runner = srunner_create(NULL);
	int failed;

	for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
		srunner_add_suite(runner, suites[i]());
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
