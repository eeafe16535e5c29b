/*
 * checklist.h - what a claim asks for, and which of it the case has
 *
 * Rows come from schema/facts/evidence.csv. Of the rows of one code that fit a case and a door the
 * most special one counts: a carrier's own before the general, a door's own before any door's. A
 * need may be answered by a file, by goods on hold, by serial numbers of the items, by the
 * carrier's first scan, or by a person who looked and says so (a step with the need's code).
 */
#ifndef APP_DOMAIN_CHECKLIST_H
#define APP_DOMAIN_CHECKLIST_H

#include <stdbool.h>
#include <stdint.h>

#include "domain/evidence.h"
#include "domain/item.h"
#include "domain/route.h"
#include "domain/step.h"

struct arena;

/* What answers a need besides files. */
enum need_sign {
	SIGN_HOLD = 1 << 0,          /* "hold": something of the case is on hold */
	SIGN_SERIAL_NUMBER = 1 << 1, /* "serial_number": the dear items have theirs */
	SIGN_SCAN = 1 << 2,          /* "scan": the carrier's first real scan */
	SIGN_CONFIRMED = 1 << 3      /* "confirmed": a person looked and says so */
};

enum asked_when { ASKED_ALWAYS, ASKED_OTHER_SHIPPER, ASKED_NOT_RECEIVED, ASKED_NVALUES };
/* always other_shipper not_received */
extern const char *const asked_when_names[ASKED_NVALUES];

/* A row of the facts. */
struct need {
	const char *carrier; /* NULL: every carrier */
	enum rule_kind kind; /* RULE_KIND_NONE: every kind */
	const char *route;   /* code or kind of the door; NULL: every door */
	const char *code;    /* "proof_of_value" */
	const char *title;   /* "Proof of value: receipt, invoice ..." */
	uint32_t kinds;      /* bit set of evidence_kind: any will do */
	unsigned signs;      /* enum need_sign: any will do */
	int32_t shot;        /* 0: not a photo of a series */
	struct money over;   /* asked only when worth more than this */
	bool after_wait;     /* dated on the first day of the claim or later */
	enum asked_when asked_when;
	const char *note; /* how they want it */
	int32_t place;
	const char *source, *source_date;
	daynum checked_on;
	enum confidence confidence;
};

/* "damage_photo|hold" as the facts have it; -1 when a word is unknown. */
int need_answers_parse(uint32_t *kinds, unsigned *signs, const char *text);

/* What the case has to show. */
struct papers {
	int64_t case_id; /* only words the hints */
	enum problem problem;
	const struct shipment *shipment;
	const struct evidence *evidence;
	const struct item *item;
	const struct hold *hold;
	const struct step *step;
	int nevidence, nitems, nholds, nsteps;
};

struct check {
	const struct need *need;
	bool held;
	const char *answered_by; /* "evidence 3", "hold 1", "ann, 2026-11-20: not electronics" */
	const char *why_missing; /* in words, with what to do; NULL when held */
};

/*
 * What a claim through this door (NULL: any) asks for, in order; returns how many, written to *out
 * in the arena. A late parcel and a problem without rules ask for nothing.
 */
int checklist_of(struct check **out, struct arena *a, const struct need needs[], int nneeds,
		 const struct papers *p, const struct door *door);

int checklist_held(const struct check list[], int n);
/* The first that is missing; NULL when all is there. */
const struct check *checklist_missing(const struct check list[], int n);

#endif
