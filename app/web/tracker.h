/*
 * tracker.h - asking carriers for news: another program does it, this is what the pages want of it
 *
 * A run is begun by one request and outlives it: a carrier that is slow holds up its own run and no
 * worker for long. One run at a time asks for a case, and one for all that are due: who asks
 * meanwhile joins it.
 */
#ifndef APP_WEB_TRACKER_H
#define APP_WEB_TRACKER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/err.h"
#include "domain/event.h"

struct arena;
struct paths;

struct web_track {
	int64_t casefile_id; /* 0: all that are due */
	const char *user;    /* who acts: the journal has it under his name */
	bool to_the_end; /* ERR_BUSY when its end cannot be waited for; else a moment, if at all */
};

/* What became of the newest run for a case, or for all that are due. */
struct web_asked {
	bool known;  /* there was one since the server was started, and not long ago */
	bool asking; /* it is under way; what follows "user" is of its end */
	instant began_at, ended_at; /* by the machine's clock */
	const char *user;           /* who began it */
	const char *document;       /* as the command prints it; NULL: none came */
	int count[POLL_NVALUES];    /* parcels by outcome */
	int new_events;
	const char *trouble; /* of the first parcel that has any; NULL */
	struct err err;      /* ERR_NONE: all went well */
};

struct web_tracker {
	/* ERR_BUSY: too many runs are under way. In the arena. */
	int (*ask)(void *payload, struct web_asked *out, struct arena *a,
		   const struct web_track *what, struct err *err);
	void (*look)(void *payload, struct web_asked *out, struct arena *a, int64_t casefile_id);
	/* Another number after each run that began or ended: what pages say of them is old then. */
	int64_t (*changes)(void *payload);
	void *payload;
	const struct paths *paths; /* who can be asked, as the settings had it at the start */
};

#endif
