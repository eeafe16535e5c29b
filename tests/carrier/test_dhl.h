/*
 * test_dhl.h - the suite of DHL's reader; its answers are the seeds of its fuzzer
 */
#ifndef TESTS_CARRIER_TEST_DHL_H
#define TESTS_CARRIER_TEST_DHL_H

#include <check.h>

Suite *dhl_suite(void);

#endif
