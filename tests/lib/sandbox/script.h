/*
 * script.h - what the sandbox shall answer, number by number
 *
 * One statement a line, '#' begins a comment:
 *
 *	today 2026-11-23			the day the tales count from (this is the default)
 *	latency 20ms				before every answer
 *	limit 60 retry-after 1800		more API calls than this (tokens count): 429
 *	client ID SECRET [SCOPE...]		who may have a token, with what scope
 *	token expires 28800			seconds a token lives
 *	token scope tracking labels		for clients without a scope of their own
 *	token answers STEP [then STEP]...	the token endpoint's faults; "ok" is a token
 *	default STEP [then STEP]...		numbers not named; without it they are not found
 *	number N STEP [then STEP]...		each poll moves one on, the last stays
 *
 * A step is one of these, with "slow 300ms" before it and "times 3" behind it where wanted:
 *
 *	pre_transit ... lost			a scenario (scenario.h)
 *	not_found | error 150012		the carrier's own error for this number
 *	answer FILE.json			this detail, or with '[' this whole v3r2 body
 *	missing					left out of the batch
 *	partial					207: every second parcel of the batch failed
 *	503 [retry-after 1] | 401 | 403 ...	a whole-call status with the documented body
 *	cut | hangup				half a body and the end; the end at once
 *	junk | html | empty | huge		not JSON; a login page; no body; a body without end
 *	redirect [URL]				302
 *
 * In a batch the first number whose step is "partial" or stands below it in this list decides for
 * the whole call, and only that number moves on. "slow" holds the whole call.
 */
#ifndef TESTS_LIB_SANDBOX_SCRIPT_H
#define TESTS_LIB_SANDBOX_SCRIPT_H

#include <stdbool.h>
#include <stdint.h>

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

struct step {
	enum step_kind kind;
	int value;          /* scenario, error code or HTTP status */
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

struct script {
	int64_t today;
	long latency_ms;
	long limit, limit_retry_after_s; /* limit -1: none */
	long token_expires_s;
	char *token_scope;
	struct entry token;
	struct plan fallback;
	struct client *client;
	int nclients;
	struct entry **slot; /* hash table, open addressing */
	int nslots, nentries;
};

/* -1 with "FILE:LINE: ..." in why. */
int script_read(struct script *s, const char *path, char *why, int why_size);
void script_release(struct script *s);

/* The number's entry, made from the default plan when it has none. */
struct entry *script_entry(struct script *s, const char *number);

const struct step *entry_step(const struct entry *e); /* what it answers now */
void entry_advance(struct entry *e);

#endif
