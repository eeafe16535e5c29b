/*
 * import.h - what came of a list of parcels that was taken in
 */
#ifndef APP_DOMAIN_IMPORT_H
#define APP_DOMAIN_IMPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "domain/watch.h"

enum import_outcome {
	IMPORT_CREATED,
	IMPORT_MERGED,
	IMPORT_REFUSED,
	IMPORT_SKIPPED,
	IMPORT_NVALUES
};
extern const char *const import_outcome_names[IMPORT_NVALUES]; /* created merged ... */

struct import_item {
	long long line;
	const char *tracking_number, *carrier; /* NULL: unknown */
	daynum mailed_on;
	enum import_outcome outcome;
	const char *reason; /* of a refusal or a skipped row */
	/* What the watch would say of a new parcel by what the file tells; of a dry run alone. */
	enum watch_verdict verdict;
	const char *why; /* NULL: nothing */
};

/* A known parcel says otherwise than the file; nothing was changed. */
struct import_conflict {
	long long line;
	const char *tracking_number, *field, *here, *file;
};

/* Something in the file that was left out as not understood. */
struct import_note {
	const char *field, *text;
	int64_t rows;
};

struct import_tally {
	const char *carrier; /* NULL: unknown */
	int64_t created, merged;
};

/* The first rows are listed, and behind them those that were refused. */
enum {
	IMPORT_ITEMS = 20,
	IMPORT_REFUSALS = 100,
	IMPORT_CONFLICTS = 100,
	IMPORT_NOTES = 40,
	IMPORT_TALLIES = 40
};

struct import_report {
	int64_t import_id; /* 0: nothing was written */
	const char *name, *map, *map_title, *map_confidence;
	const char *refusals_file; /* NULL: none was written */
	int64_t rows, created, merged, refused, skipped;
	int64_t parcels;    /* created; a row may hold several */
	int64_t filled;     /* known parcels that learnt something */
	int64_t events;     /* new tracking events */
	int64_t repaired;   /* rows in Windows-1252 */
	int64_t doubtful;   /* numbers with a wrong check digit */
	int64_t nconflicts; /* all; the first of them are listed */
	bool resumed;       /* it goes on where an earlier run was cut off */
	struct import_item item[IMPORT_ITEMS + IMPORT_REFUSALS];
	int nitems;
	struct import_conflict conflict[IMPORT_CONFLICTS];
	struct import_note note[IMPORT_NOTES];
	int nnotes;
	struct import_tally tally[IMPORT_TALLIES];
	int ntallies;
};

/* What was taken in before. */
enum import_what { IMPORT_PARCELS, IMPORT_EVENTS, IMPORT_PAYOUTS, IMPORT_WHAT_NVALUES };
extern const char *const import_what_names[IMPORT_WHAT_NVALUES]; /* parcels events payouts */

struct import_past {
	int64_t id;
	enum import_what what;
	const char *name, *map, *state, *by; /* by: NULL: nobody noted it */
	/* of events and payouts "created" counts those, "merged" rows that were here before */
	int64_t rows, created, merged, refused;
	instant started_at;
};

/* What taking one back did. */
struct import_undone {
	int64_t id;
	const char *name;
	int64_t parcels; /* that are out of sight now */
	int64_t emptied; /* fields of other parcels that it had filled */
	int64_t kept;    /* of these, changed since and left alone */
	int64_t polls;   /* with news, that go out of sight with their parcels */
};

#endif
