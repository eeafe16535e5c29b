/*
 * casefile.h - one problem with one shipment; people read "case"
 */
#ifndef APP_DOMAIN_CASEFILE_H
#define APP_DOMAIN_CASEFILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"

enum problem {
	PROBLEM_LOST,
	PROBLEM_DAMAGED,
	PROBLEM_MISSING_CONTENTS,
	PROBLEM_DELAYED,
	PROBLEM_MISDELIVERED,
	PROBLEM_NOT_RECEIVED, /* tracking says delivered */
	PROBLEM_RETURNED,
	PROBLEM_UNCLEAR,
	PROBLEM_INSTRUCTION, /* a delivery instruction asked of the carrier */
	PROBLEM_NVALUES
};
extern const char *const problem_names[PROBLEM_NVALUES];

/* The rules' kinds; a problem without rules gives RULE_KIND_NONE: "no claim window". */
enum rule_kind {
	RULE_KIND_NONE,
	RULE_KIND_LOSS,
	RULE_KIND_DAMAGE,
	RULE_KIND_MISSING_CONTENTS,
	RULE_KIND_DELAY,
	RULE_KIND_NVALUES
};
extern const char *const rule_kind_names[RULE_KIND_NVALUES];
enum rule_kind problem_rule_kind(enum problem p);

enum stage {
	STAGE_OPEN,
	STAGE_CONTACTED, /* somebody was reached or tried */
	STAGE_REQUESTED, /* a search or trace runs */
	STAGE_READY,     /* nothing the claim needs is missing */
	STAGE_FILED,
	STAGE_DECIDED,
	STAGE_APPEALED,
	STAGE_PAID,
	STAGE_CLOSED,
	STAGE_NVALUES
};
extern const char *const stage_names[STAGE_NVALUES];

/* The later of two stages before filing; a stage never falls back by itself. */
enum stage stage_advance(enum stage now, enum stage reached);

struct casefile {
	int64_t id;
	int32_t version;
	int64_t shipment_id;
	enum problem problem;
	enum stage stage;
	const char *owner, *client;
	const char *note;
	const char *damage; /* what is broken, how badly, and how it is seen */
	instant opened_at;
	const char *opened_by;
	instant closed_at; /* INSTANT_NONE while open */
	const char *close_reason;
};

#endif
