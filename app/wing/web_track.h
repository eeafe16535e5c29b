/*
 * web_track.h - asking carriers for the pages: done by waylaid-track, in a process of its own
 */
#ifndef APP_WING_WEB_TRACK_H
#define APP_WING_WEB_TRACK_H

#include <stddef.h>

#include "web/tracker.h"

struct track_by;
struct web_programs;

/*
 * A page waits a moment, since most carriers answer within it; a program of somebody waits for the
 * end. A run that takes longer than it may is told to stop, as by Ctrl-C, and keeps what came; it
 * is killed when it does not.
 */
struct track_limits {
	int page_ms, program_ms; /* how long a request waits */
	int case_ms, due_ms;     /* how long a run may take */
	int grace_ms;            /* from "stop" to its end */
	size_t document_max;
	int at_once;
};
extern const struct track_limits track_limits;

/* All but out->paths. out->payload is to be closed; the others must outlive it. */
void track_open(struct web_tracker *out, struct web_programs *programs,
		const struct track_limits *limits);
/* Ends what is under way, which records what came first; no run begins any more. */
void track_end(struct track_by *by);
/* After the last request. NULL: does nothing. */
void track_close(struct track_by *by);

#endif
