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
#include "domain/import.h"

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

/*
 * Take a file in. 0 also when rows were refused: out->refused counts them. ERR_INPUT, ERR_AMBIGUOUS
 * (no map, headings named; dates that may be read both ways; a file that is no CSV): nothing was
 * written. ERR_BUSY: another import runs.
 */
int import_run(struct import_report *out, struct desk *desk, struct arena *a,
	       const struct import_options *options, struct err *err);

/* All of them, newest first. */
int import_past(struct import_past **out, int *n, struct desk *desk, struct arena *a,
		struct err *err);

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
