/*
 * suites.h - the suites of app/view, one a file, run by one program
 */
#ifndef TESTS_VIEW_SUITES_H
#define TESTS_VIEW_SUITES_H

#include <check.h>

Suite *claim_suite(void);
Suite *audience_suite(void);
Suite *doc_suite(void);
Suite *next_words_suite(void);
Suite *draw_suite(void);

#endif
