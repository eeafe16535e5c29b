/*
 * suites.h - the suites of app/wing, one a file, run by one program
 */
#ifndef TESTS_WING_SUITES_H
#define TESTS_WING_SUITES_H

#include <check.h>

Suite *track_runs_suite(void);

#endif
