/*
 * test_fedex.h - the suites of FedEx's reader; its answers are the seeds of its fuzzer
 */
#ifndef TESTS_CARRIER_TEST_FEDEX_H
#define TESTS_CARRIER_TEST_FEDEX_H

#include <check.h>

Suite *fedex_suite(void);
Suite *fedex_meaning_suite(void);

#endif
