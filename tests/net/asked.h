/*
 * asked.h - one fetch against a sandbox of its own, and what came of it
 */
#ifndef TESTS_NET_ASKED_H
#define TESTS_NET_ASKED_H

#include <check.h>
#include <stdbool.h>

#include "base/err.h"
#include "lib/sandbox.h"
#include "net/fetch.h"

#define CLIENT_ID "good-id"
#define CLIENT_SECRET "good-secret-5150"
#define CLIENT "client " CLIENT_ID " " CLIENT_SECRET "\n"
#define ASKED_KEY "good-key-2112"
#define KEY "key " ASKED_KEY "\n" /* for DHL and EasyPost */
#define TRACKING "POST /tracking/v3r2/tracking"
#define TOKEN_CALL "POST /oauth2/v3/token"

enum { ASKED_MAX = 256 };

struct got {
	char number[40], message[400], status_text[200], newest[64];
	enum poll_outcome outcome;
	enum status status; /* of the newest event */
	enum trouble trouble;
	int nevents, times; /* readings that came for this parcel */
};

struct asked {
	struct sandbox sandbox;
	struct fetch_options options;
	const char *carrier;            /* NULL: usps */
	const char *secret, *api, *url; /* NULL: the right secret, the default, the sandbox's */
	const char *quota;              /* NULL: none */
	struct got got[ASKED_MAX];
	int n, batches;
	volatile sig_atomic_t stop;
	int stop_after, fail_after; /* batches; 0: never */
	struct err err;
};

/* With short times, so that nothing waits longer than it must. */
void asked_start(struct asked *a, const char *script);
void asked_stop(struct asked *a); /* also checks that no secret went astray */

/*
 * Ask for one number, or for the first n of asked_number() (of USPS: N0001 .. Nn); returns what
 * fetch_all() returned.
 */
int ask_one(struct asked *a, const char *number);
int ask_many(struct asked *a, int n);

/* The i-th number, from 1, in a form that the carrier can be asked for; out has 40 bytes. */
char *asked_number(char *out, const struct asked *a, int i);

int asked_readings(const struct asked *a); /* parcels with exactly one reading */
int asked_with(const struct asked *a, enum poll_outcome outcome);

Suite *answers_suite(void);
Suite *faults_suite(void);
Suite *token_suite(void);
Suite *tls_suite(void);
Suite *ups_suite(void);
Suite *key_suite(void);
Suite *every_fault_suite(void);
Suite *every_carrier_suite(void);
Suite *bucket_suite(void);
Suite *quota_suite(void);
Suite *together_suite(void);

#endif
