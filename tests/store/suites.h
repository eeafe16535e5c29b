/*
 * suites.h - the suites of app/store, one a file, run by one program
 */
#ifndef TESTS_STORE_SUITES_H
#define TESTS_STORE_SUITES_H

#include <check.h>

Suite *answers_suite(void);
Suite *cards_suite(void);
Suite *db_suite(void);
Suite *facts_suite(void);
Suite *journal_suite(void);
Suite *kept_suite(void);
Suite *lists_suite(void);
Suite *next_suite(void);
Suite *next_order_suite(void);
Suite *next_step_suite(void);
Suite *open_suite(void);
Suite *plan_suite(void);
Suite *report_db_suite(void);
Suite *reports_suite(void);
Suite *row_suite(void);
Suite *schema_suite(void);
Suite *search_suite(void);
Suite *verify_suite(void);
Suite *watch_suite(void);

#endif
