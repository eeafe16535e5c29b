/*
 * events_taken.h - what came of asking for tracking, and of a file with tracking events
 */
#ifndef APP_DOMAIN_EVENTS_TAKEN_H
#define APP_DOMAIN_EVENTS_TAKEN_H

#include <stdint.h>

#include "domain/event.h"

struct carrier;

/* What such a file may be. Ends with NULL. */
extern const char *const event_formats[];

/* What was recorded of one shipment. */
struct tracked {
	int64_t shipment_id, casefile_id; /* newest open case; 0: none */
	const char *tracking_number;
	enum poll_outcome outcome;
	int new_events, gone_events;
	enum status status;
	const char *status_text;
	const char *message;
};

/* What could not be taken, and why. */
struct slip_refusal {
	long long line;
	const char *number; /* as written there; NULL: none */
	const char *reason;
	char **field; /* the row as it stands there; NULL: no table */
	int nfields;
};

/* A parcel's events that the desk did not have. */
struct events_fresh {
	const struct event *event;
	int n;
};

struct events_report {
	const struct carrier *by; /* whose answer it was; NULL: it was no answer of an interface */
	const char *format;       /* "usps", "csv", "page", ... */
	enum source source;
	/* parcels in the file, of a table rows; new events; parcels or rows not taken */
	int rows, created, refused;
	struct tracked *tracked;
	struct events_fresh *fresh; /* of each tracked, only for a dry run */
	int ntracked;
	const char **unknown; /* numbers for which the desk has no shipment */
	int nunknown;
	const struct slip_refusal *refusal; /* rows and times that were not taken, and why */
	int nrefusals;
	char **heading; /* of a table */
	int nheading;
	const char *note; /* for people; NULL */
};

#endif
