/*
 * script.h - what the sandbox shall answer, number by number
 *
 * One statement a line, '#' begins a comment:
 *
 *	today 2026-11-23			the day the tales count from (this is the default)
 *	latency 20ms				before every answer
 *	limit 60 [each 10s] [retry-after 1800]	more API calls than this (tokens count): 429
 *	client ID SECRET [SCOPE...]		who may have a token or ask, with what scope
 *	key KEY					an API key that may ask (DHL, EasyPost)
 *	token expires 28800			seconds a token lives; else as the carrier says
 *	token lasts 3				calls that a token is good for; then it has expired
 *	token scope tracking labels		for clients without a scope of their own
 *	token answers STEP [then STEP]...	the token endpoint's faults; "ok" is a token
 *	default STEP [then STEP]...		numbers not named; without it they are not found
 *	number N STEP [then STEP]...		each poll moves one on, the last stays
 *
 * Latency, limit, client, key and token hold for every carrier or, with its name before them
 * ("fedex limit 10"), for that one: usps ups fedex dhl canada_post easypost. Each counts its calls
 * by itself.
 *
 * A step is one of these, with "slow 300ms" before it and "times 3" behind it where wanted:
 *
 *	[reused] pre_transit ... lost	a scenario (scenario.h); reused: FedEx tells of
 *					an older parcel of that number first
 *	not_found | error 150012	the carrier's own error for this number
 *	answer FILE			this file as the answer; in a batch its part of it
 *	missing				left out of a good answer
 *	partial				207 of USPS: every second parcel of the batch failed;
 *					FedEx: this one not found, the rest is; others: 503
 *	503 [spent] [retry-after 1]	a whole-call status with the documented body; spent:
 *					with the carrier's words for a quota
 *	cut | hangup			half a body and the end; the end at once
 *	junk | html | empty | huge	unreadable; a login page; no body; one without end
 *	redirect [URL]			302
 *
 * In a batch the first number whose step is "partial" or stands below it in this list decides for
 * the whole call, and only that number moves on. "slow" holds the whole call. A ZIP code that is
 * named as a number stands for a call of the Post Office locator.
 */
#ifndef TESTS_LIB_SANDBOX_SCRIPT_H
#define TESTS_LIB_SANDBOX_SCRIPT_H

#include <stdbool.h>
#include <stdint.h>

enum carrier_id {
	CARRIER_USPS,
	CARRIER_UPS,
	CARRIER_FEDEX,
	CARRIER_DHL,
	CARRIER_CANADA_POST,
	CARRIER_EASYPOST,
	CARRIER_NVALUES
};

enum step_kind {
	STEP_OK, /* from here: of one parcel */
	STEP_SCENARIO,
	STEP_ERROR,
	STEP_ANSWER,
	STEP_MISSING,
	STEP_PARTIAL, /* from here: of the whole call */
	STEP_STATUS,
	STEP_CUT,
	STEP_HANGUP,
	STEP_JUNK,
	STEP_HTML,
	STEP_EMPTY,
	STEP_HUGE,
	STEP_REDIRECT
};

enum { ERROR_NOT_FOUND = 150002 /* STEP_ERROR's value of "not_found" */ };

struct step {
	enum step_kind kind;
	int value;          /* scenario, error code or HTTP status */
	bool spent, reused; /* of STEP_STATUS; of STEP_SCENARIO */
	char *text;         /* STEP_ANSWER: the file's bytes; STEP_REDIRECT: where to */
	long retry_after_s; /* -1: no such header */
	long delay_ms;
	int times;
};

struct plan {
	struct step *step;
	int nsteps;
	int shift; /* the longest of its scenarios: one story from poll to poll */
};

/* A number, and how far its plan has come. */
struct entry {
	char *number;
	struct plan plan;
	int at, used;
	bool borrowed; /* the plan is the default one */
};

struct client {
	char *id, *secret, *scope; /* scope NULL: the common one */
};

/* How one carrier treats those who ask. */
struct rules {
	long latency_ms;
	long limit, limit_each_ms, limit_retry_after_s; /* limit -1: none; each 0: once for all */
	long token_expires_s, token_lasts;              /* -1: not said */
	char *token_scope;
	struct entry token;
	struct client *client;
	int nclients;
	char **key;
	int nkeys;
};

struct script {
	int64_t today;
	struct rules rules[CARRIER_NVALUES];
	struct plan fallback;
	char **secret; /* of all clients and keys, each once */
	int nsecrets;
	struct entry **slot; /* hash table, open addressing */
	int nslots, nentries;
};

/* -1 with "FILE:LINE: ..." in why. */
int script_read(struct script *s, const char *path, char *why, int why_size);
void script_release(struct script *s);

/* The number's entry, made from the default plan when it has none. */
struct entry *script_entry(struct script *s, const char *number);

/* NULL: the script does not name it. */
struct entry *script_named(struct script *s, const char *number);

const struct step *entry_step(const struct entry *e); /* what it answers now */
void entry_advance(struct entry *e);

#endif
