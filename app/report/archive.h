/*
 * archive.h - cases as a ZIP that can be checked years later by someone without this program
 *
 * Members, sorted by name: KEY.pem (when signed), VERIFY.txt, archive.json (the index: of whom, for
 * whom, which original is which, where each chain ends), case.json, events.csv, evidence/..., what
 * else was made (workbook.xlsx, packet.pdf), journal.jsonl; behind them MANIFEST.sha256 and
 * MANIFEST.sig.
 *
 * The same input gives the same bytes: times come from "at", not from a clock.
 */
#ifndef APP_REPORT_ARCHIVE_H
#define APP_REPORT_ARCHIVE_H

#include <stdint.h>

#include "base/day.h"
#include "domain/chain.h"

struct arena;
struct err;
struct node;
struct sign_key;

/* A file that another writer made for this archive. */
struct archive_part {
	const char *member, *path;
};

/* An original, as the tree's evidence names it. */
struct archive_original {
	const struct node *evidence;
	int64_t casefile_id;
	const char *path; /* where it lies */
};

struct archive_input {
	const struct node *const *cases; /* filtered for the reader already */
	int ncases;
	const char *audience, *reader;   /* "carrier", "the carrier" */
	const char *program, *zone_name; /* version; the zone in which days were counted */
	instant at;                      /* of the newest journal entry */
	const struct archive_part *part;
	int nparts;
	const struct archive_original *original;
	int noriginals;
	const struct chain_entry *entry;
	int nentries;
	const int64_t *parcel;
	int nparcels;
	const struct sign_key *key; /* NULL: not signed */
};

/* What could not be put in is named, and everything else is there. */
struct archive_made {
	int originals, left_out;
	const char *missing; /* the first original left out, and why; NULL: none */
	char head[HASH_HEX];
	const char *signed_by; /* fingerprint; NULL */
};

/* Makes a new file. ERR_FAILED: it cannot be written, and is not there. */
int archive_write(struct archive_made *out, struct arena *a, const char *path,
		  const struct archive_input *in, struct err *err);

#endif
