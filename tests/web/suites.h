/*
 * suites.h - the suites of app/web, one a file, run by one program
 */
#ifndef TESTS_WEB_SUITES_H
#define TESTS_WEB_SUITES_H

#include <check.h>

Suite *acts_suite(void);
Suite *api_suite(void);
Suite *case_suite(void);
Suite *desk_pages_suite(void);
Suite *form_suite(void);
Suite *examples_suite(void);
Suite *gate_suite(void);
Suite *import_suite(void);
Suite *kept_upload_suite(void);
Suite *pages_suite(void);
Suite *phone_suite(void);
Suite *register_suite(void);
Suite *web_route_suite(void);
Suite *shelf_suite(void);
Suite *sign_in_suite(void);
Suite *sign_in_time_suite(void);
Suite *table_suite(void);
Suite *throttle_suite(void);
Suite *web_token_suite(void);
Suite *web_track_suite(void);
Suite *words_suite(void);

#endif
