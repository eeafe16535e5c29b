/*
 * replies.h - composed answers of USPS, and what every test of the carriers needs
 *
 * The answers are the seeds of the fuzzer (tests/fuzz/corpus/usps), of the documented shapes with
 * made-up values.
 */
#ifndef TESTS_CARRIER_REPLIES_H
#define TESTS_CARRIER_REPLIES_H

#include <check.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "carrier/carrier.h"
#include "carrier/usps.h"

#define FIRST "9400136111899200000017"
#define SECOND "9400136111899200000024"
#define THIRD "9400136111899200000031"
#define MADE_UP_SECRET "s3cr3t-of-nobody"

/* The folder is found from the project's root, where the tests run. */
char *reply(struct arena *a, const char *name, size_t *len);

/* Asks without a date or ZIP; n of FIRST, SECOND, THIRD. */
extern const struct ask three_asks[3];

/* What USPS says to n of three_asks. */
struct answer say(struct arena *a, const char *api, int status, const char *body, int n);
struct answer say_bytes(struct arena *a, const char *api, int status, const char *body, size_t len,
			int n);
struct answer say_file(struct arena *a, const char *api, int status, const char *name, int n);

Suite *meaning_suite(void);
Suite *when_suite(void);
Suite *request_suite(void);
Suite *token_suite(void);
Suite *read_suite(void);
Suite *errors_suite(void);
Suite *office_suite(void);
Suite *saved_suite(void);
Suite *signed_suite(void);
Suite *abuse_suite(void);
Suite *path_suite(void);
Suite *canada_post_suite(void);
Suite *easypost_suite(void);
Suite *every_code_suite(void);

#endif
