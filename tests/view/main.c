#include <stdlib.h>

#include "view/suites.h"

int main(void)
{
	SRunner *sr = srunner_create(doc_suite());
	int failed;

	srunner_add_suite(sr, audience_suite());
	srunner_add_suite(sr, next_words_suite());
	srunner_add_suite(sr, claim_suite());
	srunner_add_suite(sr, draw_suite());
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
