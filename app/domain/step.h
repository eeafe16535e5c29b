/*
 * step.h - the ladder of a problem: what to do one after another, and what of it was done
 *
 * Which rungs a ladder has is a fact (schema/facts/steps.csv). Many are seen from what the case
 * holds (a request, a paper, a contact); those that nothing else shows are noted by people, and so
 * is what they saw when they looked at a paper (domain/checklist.h).
 */
#ifndef APP_DOMAIN_STEP_H
#define APP_DOMAIN_STEP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "domain/casefile.h"
#include "domain/rule.h"

struct arena;
struct claim;
struct contact;
struct evidence;
struct remedy;
struct request;

struct step {
	int64_t id;
	int32_t version;
	int64_t casefile_id;
	const char *code; /* "look_round" */
	daynum done_on;
	const char *done_by;
	const char *note; /* what came of it */
};

/* A row of the facts. */
struct rung {
	enum problem problem;
	int32_t place;
	const char *code;
	const char *title;
	const char *how; /* what to do, whom to ask, what to note */
	/*
	 * What shows that it was done, besides a note; any of, separated by '|': "asked KIND" (a
	 * request was filed), "request KIND" (it was answered), "granted KIND" (the newest answer
	 * says so), "until KIND" (it says until when), "evidence KIND", "contact PARTY", "claim",
	 * "remedy". NULL: only a note does.
	 */
	const char *done_by;
	const char *source, *source_date;
	daynum checked_on;
	enum confidence confidence;
};

/* Does every word of a rung's done_by mean something? For the test of the facts. */
bool rung_signs_known(const char *done_by);

enum rung_state { RUNG_OPEN, RUNG_RUNNING, RUNG_DONE, RUNG_NVALUES };
extern const char *const rung_state_names[RUNG_NVALUES]; /* open running done */

/* What the case has to show. */
struct trail {
	int64_t case_id;
	enum problem problem;
	const struct request *request;
	const struct evidence *evidence;
	const struct contact *contact;
	const struct claim *claim;
	const struct remedy *remedy;
	const struct step *step;
	int nrequests, nevidence, ncontacts, nclaims, nremedies, nsteps;
};

struct climbed {
	const struct rung *rung;
	enum rung_state state;
	const char *seen_in; /* "request 12/1", "evidence 3", "noted by ann"; NULL while open */
	const char *note;    /* what came of it */
	daynum on;           /* day it was noted or answered; DAY_NONE: unknown */
};

/* The ladder of the problem in order; returns how many rungs, written to *out in the arena. */
int ladder_of(struct climbed **out, struct arena *a, const struct rung rungs[], int nrungs,
	      const struct trail *t);

/* The first rung that nobody has begun, else the first that runs; NULL when all are done. */
const struct climbed *ladder_next(const struct climbed ladder[], int n);

#endif
