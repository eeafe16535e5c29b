/*
 * test_slips.h - what the tests of notices, tables, pages and mails share; the files are the seeds
 * of their fuzzers
 */
#ifndef TESTS_CARRIER_TEST_SLIPS_H
#define TESTS_CARRIER_TEST_SLIPS_H

#include <check.h>

#include "base/arena.h"
#include "base/err.h"
#include "carrier/slip.h"

#define SLIP_USPS "9400111206206406260787"
#define SLIP_UPS "1Z999AA10123456784"
#define SLIP_FEDEX "790535312317"

/* tests/fuzz/corpus/FOLDER/NAME */
char *seed(struct arena *a, const char *folder, const char *name, size_t *len);

/* "2026-11-22T13:44|OXFORD, MS 38655|Delivered|delivered": one event in words. */
char *event_words(struct arena *a, const struct event *e);

Suite *stamp_suite(void);
Suite *notice_suite(void);
Suite *event_csv_suite(void);
Suite *paste_suite(void);
Suite *email_suite(void);

#endif
