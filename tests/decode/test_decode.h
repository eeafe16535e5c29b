/*
 * test_decode.h - the groups of tests of this suite
 */
#ifndef TESTS_DECODE_TEST_DECODE_H
#define TESTS_DECODE_TEST_DECODE_H

#include <check.h>

TCase *bare_tests(void);
TCase *fence_tests(void);
TCase *mail_tests(void);
TCase *rows_tests(void);
TCase *sheets_tests(void);

#endif
