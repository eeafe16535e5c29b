/*
 * test_ups.h - what the tests of UPS share; the answers are the seeds of its fuzzer
 */
#ifndef TESTS_CARRIER_TEST_UPS_H
#define TESTS_CARRIER_TEST_UPS_H

#include <check.h>
#include <stddef.h>

#include "base/arena.h"
#include "carrier/ups.h"

#define UPS_NUMBER "1Z999AA10111111117"
#define UPS_SECRET "s3cr3t-of-nobody"

extern const struct ask ups_ask;

char *ups_reply(struct arena *a, const char *name, size_t *len);
struct answer ups_say(struct arena *a, int status, const char *body, size_t len);

Suite *ups_suite(void);
Suite *ups_meaning_suite(void);
Suite *ups_abuse_suite(void);

#endif
