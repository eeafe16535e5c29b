/*
 * import_ops.h - shipments from the files of label platforms, through a column map
 *
 * A file is read as a stream, twice: once to know it whole (its hash, its rows, the order of its
 * dates), once to take it in. Rows are written in short transactions under an import that is seen
 * by nobody until the last one completes it. An import that was cut off goes on when the same file
 * is given again. One parcel is carrier, number and ship date: a row of a known parcel fills what
 * was empty and never changes what was there.
 */
#ifndef APP_OPS_IMPORT_OPS_H
#define APP_OPS_IMPORT_OPS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "domain/date_form.h"
#include "domain/watch.h"

struct arena;
struct column_map;
struct desk;
struct err;

struct import_options {
	const char *path;     /* "-": standard input */
	const char *map;      /* name of a map or a file with one; NULL: found by the headings */
	const char *refusals; /* where refused rows go; NULL: beside the file; "": nowhere */
	/* where the file does not say it; carrier as typed */
	const char *carrier, *account, *client, *label_source;
	enum date_order dates; /* where the file leaves it open */
	bool dry_run;          /* say what would be done, write nothing */
	/* called now and then; NULL: not */
	void (*progress)(void *payload, int64_t rows, int64_t of);
	void *payload;
};

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

enum { IMPORT_ITEMS = 20, IMPORT_CONFLICTS = 100, IMPORT_NOTES = 40, IMPORT_TALLIES = 40 };

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
	struct import_item item[IMPORT_ITEMS];
	int nitems;
	struct import_conflict conflict[IMPORT_CONFLICTS];
	struct import_note note[IMPORT_NOTES];
	int nnotes;
	struct import_tally tally[IMPORT_TALLIES];
	int ntallies;
};

/*
 * Take a file in. 0 also when rows were refused: out->refused counts them. ERR_INPUT, ERR_AMBIGUOUS
 * (no map, headings named; dates that may be read both ways; a file that is no CSV): nothing was
 * written. ERR_BUSY: another import runs.
 */
int import_run(struct import_report *out, struct desk *desk, struct arena *a,
	       const struct import_options *options, struct err *err);

struct import_past {
	int64_t id;
	const char *name, *map, *state;
	int64_t rows, created, merged, refused;
	instant started_at;
};
int import_past(struct import_past **out, int *n, struct desk *desk, struct arena *a,
		struct err *err);

struct import_undone {
	int64_t id;
	const char *name;
	int64_t parcels; /* that are out of sight now */
	int64_t emptied; /* fields of other parcels that it had filled */
	int64_t kept;    /* of these, changed since and left alone */
	int64_t polls;   /* with news, that go out of sight with their parcels */
};

/*
 * Take an import back, as one: in one transaction its parcels are out of sight, then what it filled
 * in others is emptied again. Nothing is deleted. ERR_STATE: there are cases on its parcels, or,
 * unless "anyway", carriers were asked about them with news since; it was undone already.
 */
int import_undo(struct import_undone *out, struct desk *desk, struct arena *a, int64_t id,
		bool anyway, struct err *err);

/* All maps: the user's own (folder "maps" beside the settings) before those of the program. */
int import_maps(const struct column_map ***out, int *n, struct arena *a, struct err *err);
/* One of them by its name, or a file. */
int import_map_find(const struct column_map **out, struct arena *a, const char *name,
		    struct err *err);

#endif
