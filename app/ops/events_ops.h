/*
 * events_ops.h - tracking events that did not come from asking: saved answers, notices, tables,
 * pages copied by hand, e-mails
 */
#ifndef APP_OPS_EVENTS_OPS_H
#define APP_OPS_EVENTS_OPS_H

#include "carrier/slip.h"
#include "domain/events_taken.h"
#include "ops/tracking_ops.h"

struct buf;

struct events_given {
	const char *name; /* of the file, for messages and the record */
	const char *bytes;
	size_t len;
	const char *format;     /* one of event_formats, or NULL */
	const char *carrier;    /* code: whose words these are; NULL */
	const char *number;     /* whose parcel, where the file does not say; NULL */
	int64_t casefile_id;    /* the same by a case; 0 */
	const char *map;        /* path of a person's map of columns; NULL */
	enum stamp_order order; /* how 11/5/2026 is meant */
	const char *decoder;    /* path of waylaid-decode, which opens e-mails; NULL: none */
	bool dry_run;           /* say what would come, and write nothing */
};

/*
 * Events from one file. A number that is another carrier's parcel here counts as unknown. An event
 * that the desk has from any source is not taken twice. ERR_INPUT when nothing in it can be read;
 * ERR_AMBIGUOUS: it names several parcels; ERR_NOT_FOUND: no such parcel as was named.
 */
int events_take(struct events_report *out, struct desk *desk, struct arena *a,
		const struct events_given *given, struct err *err);

/* The same of a file on disk, about which nothing more is said. */
int events_import(struct events_report *out, struct desk *desk, struct arena *a, const char *path,
		  const char *format, struct err *err);

/* The refused rows as a table: the file's own columns, then line and reason. */
void events_refusals(struct buf *to, const struct events_report *r);

#endif
