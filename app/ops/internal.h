/*
 * internal.h - what a desk is inside, and steps that several operations share; for app/ops alone
 */
#ifndef APP_OPS_INTERNAL_H
#define APP_OPS_INTERNAL_H

#include "base/arena.h"
#include "base/moment.h"
#include "ops/desk.h"
#include "store/migrate.h"
#include "store/read.h"
#include "store/tx.h"

struct desk {
	struct arena arena; /* lives as long as the desk */
	struct store *store;
	struct desk_options options;
	const char *path, *evidence_dir, *system_user;
	const char *way; /* by which somebody works; NULL: himself */
	bool snap_open;
};

/* Begin a transaction for one act; "op" names it in the journal. */
int desk_begin(struct tx **out, struct desk *desk, const char *op, struct err *err);

/*
 * Read a case and its shipment for a change; seen: 0 or the version the person saw. Marks both
 * chains.
 */
int case_take(struct casefile *c, struct shipment *s, struct tx *tx, struct arena *a, int64_t id,
	      int32_t seen, struct err *err);

/*
 * What an operation does to one case, inside the transaction of one that does it to many. version:
 * the one that was seen, or 0.
 */
struct case_facts;
struct next_rows;
struct snooze;
struct snooze_lines;
struct case_seen {
	int64_t id;
	int32_t version;
};
int case_edit_within(const char **warning, struct tx *tx, struct arena *a,
		     const struct case_seen *which, const struct case_facts *facts,
		     struct err *err);
int case_close_within(struct tx *tx, struct arena *a, int64_t id, bool close, const char *reason,
		      struct err *err);
int snooze_check(const struct snooze *facts, daynum today, struct err *err);
/* No line is no error. */
int snooze_within(struct next_rows *out, struct tx *tx, struct arena *a,
		  const struct snooze_lines *lines, const struct snooze *facts, struct err *err);

/*
 * Compute the case's windows anew where something that they count from has changed, and write what
 * changed. Else they stand as they are, by the rules that the case remembers: windows_recount()
 * counts them by the rules of now, whatever happened.
 */
int windows_refresh(struct tx *tx, struct arena *a, const struct casefile *c,
		    const struct shipment *s, struct err *err);
/* How many windows changed by it, or -1. */
int windows_recount(struct tx *tx, struct arena *a, const struct casefile *c,
		    const struct shipment *s, struct err *err);

/* The windows that a case would have by the rules of now; nothing is written. */
struct counted {
	const struct casefile *casefile;
	const struct shipment *shipment;
	const struct moment *moment;
	const struct rule **rules; /* those of the carrier; NULL: they are read */
	int nrules;
};
int windows_now(struct window **now, int *n, struct snap *snap, struct arena *a,
		const struct counted *of, struct err *err);

/* Set the case's stage from what it has now (contacts, requests, evidence, claims). */
int stage_refresh(struct tx *tx, struct arena *a, struct casefile *c, const struct shipment *s,
		  struct err *err);

/*
 * Until when the carrier keeps the parcel's scans: so long after its first event; before there is
 * one, after it was mailed. Stays unknown where the carrier does not say how long.
 */
void history_learn(struct shipment *s, daynum first_event_on);

/* Words by which the case itself is found. */
int casefile_index(struct tx *tx, const struct casefile *c, const struct shipment *s,
		   struct err *err);
int contact_index(struct tx *tx, const struct contact *c, const int64_t cases[], int ncases,
		  struct err *err);
int request_index(struct tx *tx, const struct request *r, struct err *err);
int evidence_index(struct tx *tx, const struct evidence *e, struct err *err);
/* An item is found through every case of its parcel. */
int item_index(struct tx *tx, struct arena *a, const struct item *i, struct err *err);

/*
 * A contact with its cases, inside a transaction: what contact_log() and an e-mail have in common.
 */
int contact_put(struct contact *c, struct tx *tx, struct arena *a, const int64_t cases[], int n,
		struct err *err);

/*
 * Evidence that is in memory: its bytes to where they stay, before any row names them (sets
 * media_type, sha256 and size; e->name is set); then its row, or *known where the case has it.
 */
int evidence_store(struct evidence *e, struct desk *desk, struct arena *a, const void *bytes,
		   size_t len, struct err *err);
int evidence_put(struct evidence *e, bool *known, const char **also, struct tx *tx, struct arena *a,
		 struct err *err);

/* The newest shipment with this tracking number (as pasted). ERR_INPUT, ERR_NOT_FOUND. */
int shipment_by_number(int64_t *id, struct snap *snap, struct arena *a, const char *number,
		       struct err *err);

#endif
