/*
 * event.h - one scan as the carrier gave it, and one time that we asked
 */
#ifndef APP_DOMAIN_EVENT_H
#define APP_DOMAIN_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "domain/shipment.h"

/* Where an event came from. */
enum source {
	SOURCE_API,
	SOURCE_SAVED_ANSWER,
	SOURCE_CSV,
	SOURCE_PASTED,
	SOURCE_EMAIL,
	SOURCE_NOTICE,
	SOURCE_MANUAL,
	SOURCE_NVALUES
};
extern const char *const source_names[SOURCE_NVALUES];

struct event {
	int64_t id;
	int32_t version;
	int64_t shipment_id;
	int64_t poll_id;               /* 0: none */
	instant occurred_at;           /* INSTANT_NONE when no zone was given */
	const char *occurred_at_local; /* as given: "2026-05-15T07:10:00" */
	const char *place;             /* "BOISE, ID 83702" */
	const char *code;              /* "OF" */
	const char *text;              /* "Out for Delivery" */
	enum status status;            /* what we read from it */
	enum trouble trouble;
	/* false: computed by a clock (USPS NT, TL), proves nothing */
	bool is_scan;
	enum source source;
	instant first_seen_at;
	const char *signed_by; /* who took it; NULL: not said */
	int64_t gone_poll_id;  /* the first poll whose answer no longer had it; 0: none */
};

/* Same scan? Local time, code, text and place decide; our own reading does not. */
bool event_same(const struct event *a, const struct event *b);

/*
 * The civil day as the place of the scan counts it; DAY_NONE when the text begins with no date.
 */
daynum event_local_day(const struct event *e);

/*
 * The same scan told by another source: the same minute (or day, where one gives no more), words
 * and place, whatever the case, country, code or zone that one of them leaves out.
 */
bool event_same_scan(const struct event *a, const struct event *b);

/* Of the same scan: has e the time of day or the place that "have" lacks, and lacks neither? */
bool event_says_more(const struct event *e, const struct event *have);

/*
 * What a source is worth against another: 2, the carrier's own word (api, saved_answer); 1, by
 * other hands (csv, pasted, notice, manual); 0, a hint (email): anyone can write one.
 */
int source_trust(enum source source);
bool source_is_hint(enum source source);

/*
 * Does what we have tell the scan already that this source tells? A coarse word, such as a
 * platform's report, does not keep a finer one of another hand out.
 */
bool event_is_told(const struct event *e, enum source source, const struct event *have);

/* Newest first: by instant where both have one, else by local time as text. qsort order. */
int event_newer(const struct event *a, const struct event *b);

enum poll_outcome {
	POLL_NEW,
	POLL_UNCHANGED,
	POLL_NOT_FOUND,
	POLL_UNREADABLE,
	POLL_REFUSED,
	POLL_UNREACHABLE,
	POLL_DEFERRED,
	POLL_NVALUES
};
extern const char *const poll_outcome_names[POLL_NVALUES];

/*
 * How many polls in a row failed, after this one: the carrier could not be reached, refused, or
 * could not be read. An answer, also "not found", begins anew; what was deferred asked nobody.
 */
enum { POLLS_FAILING = 3 }; /* so many are worth a look */
int32_t polls_failed(int32_t before, enum poll_outcome outcome, enum source source);

struct poll {
	int64_t id;
	int32_t version;
	int64_t shipment_id;
	instant asked_at;
	enum source source;
	enum poll_outcome outcome;
	int32_t new_events;
	const char *message;       /* for people; NULL when there is nothing to say */
	const char *asked;         /* whom: a carrier's code, or "easypost"; NULL: nobody */
	int32_t gone_events;       /* seen before, no longer in this answer */
	const char *answer_sha256; /* the answer as it came; NULL: there was none */
};

/*
 * The shipment's status from its events (any order) and the carrier's own summary text, by section
 * 7.1 of the tracking facts: newest real word first; computed events never decide; once delivered
 * or returned only a later event that says so changes it. Fills status, trouble, status_text,
 * last_scan_at, accepted_on, delivered_on and delivered_at of *s; leaves the rest. Of an event that
 * the carrier no longer has (gone_poll_id) nothing counts but that the parcel was accepted. Hints
 * give status, trouble and status_text where nothing else does, never a day.
 */
void shipment_judge(struct shipment *s, const struct event *const events[], int n);

#endif
