/*
 * watch.h - does a parcel look lost, stuck or late? What is wrong, since when and why we say so
 *
 * Silence proves something only while somebody asked: "no scan for 9 days" runs up to the day of
 * the last answer, not to today. Where the same silence would be too long if it had lasted until
 * today, the verdict is "not asked": ask first. Days are civil days in the desk's zone, calendar
 * days throughout.
 */
#ifndef APP_DOMAIN_WATCH_H
#define APP_DOMAIN_WATCH_H

#include <stdbool.h>

#include "domain/casefile.h"
#include "domain/shipment.h"
#include "domain/usual.h"

struct arena;
struct window;

/* In the order in which they are looked for: the first that fits is the verdict. */
enum watch_verdict {
	WATCH_FINE,           /* nothing to say */
	WATCH_ALERT,          /* the carrier itself reports trouble */
	WATCH_WRONG_RECEIVER, /* delivered, but not to the addressee */
	WATCH_RETURNING,
	WATCH_HELD_UNTIL,     /* somebody must collect it, or it goes back */
	WATCH_NEVER_ACCEPTED, /* a label, and no real scan ever */
	WATCH_NO_SCAN,        /* longer without a real scan than is usual */
	WATCH_LATE,           /* past the expected day */
	WATCH_NOT_ASKED,      /* we do not know: nobody asked, or not lately */
	WATCH_NVALUES
};
/* fine alert wrong_receiver returning held_until never_accepted no_scan late not_asked */
extern const char *const watch_verdict_names[WATCH_NVALUES];

/* What a verdict means to a person. */
struct watch_words {
	const char *title;   /* "No scan for longer than usual" */
	const char *meaning; /* a sentence or two */
	const char *next_step;
	bool opens;   /* a case may be opened for it at once */
	bool silence; /* it says that something did not come */
};
extern const struct watch_words watch_words[WATCH_NVALUES];

enum {
	WATCH_LABEL_DAYS = 5, /* a label so old without a real scan; our own cautious figure */
	/* Shorter silences are never spoken of: a weekend with a holiday is as long. */
	WATCH_SILENCE_LEAST = 3,
	/* So long delivered parcels are read for what their texts say, and trouble without a last
	 * day is news. */
	WATCH_RECENT_DAYS = 60
};

/* What is known of one parcel. DAY_NONE: unknown. */
struct watched {
	const struct shipment *shipment;
	daynum today;
	daynum label_on;     /* mailing day, or the earliest day that anything says */
	daynum last_scan_on; /* of the last real scan */
	daynum known_on;     /* of the last answer that could be read */
	daynum notice_on;    /* first notice left, or arrival at the counter */
	bool hinted;         /* delivered, but by an e-mail's word alone */
	struct usual usual;
};

struct finding {
	enum watch_verdict verdict;
	enum watch_verdict suspected; /* with WATCH_NOT_ASKED: what it would be by now, or FINE */
	enum problem problem;         /* that a case would get */
	enum problem claim_as;        /* whose claim window counts */
	daynum since;                 /* DAY_NONE: unknown */
	int32_t days;                 /* so long; -1 unknown */
	daynum held_until;            /* WATCH_HELD_UNTIL only */
};

struct finding watch_judge(const struct watched *w);

/* One sentence with the figures: the sum that led to the verdict. No full stop. */
char *watch_why(struct arena *a, const struct watched *w, const struct finding *f);

/* "95 of 100 delivered USPS Ground Advantage parcels never went longer than 3 days ..." */
char *watch_usual(struct arena *a, const struct watched *w);

/* What to type next: open the case, or ask the carrier. */
char *watch_command(struct arena *a, const struct shipment *s, const struct finding *f);

/*
 * The day by which something must be done: the earlier of the last day for a claim and the day
 * until which it is held. DAY_NONE: none is known. claim: NULL when there is no window.
 */
daynum watch_due_on(const struct finding *f, const struct window *claim, daynum today);

/*
 * Is it over? The claim window has closed, or no last day is known and the trouble is older than
 * WATCH_RECENT_DAYS. Such a parcel stands at the end, and no case is opened for it unasked. *since:
 * the day on which it was over.
 */
bool watch_is_over(daynum *since, const struct finding *f, const struct window *claim,
		   daynum today);

#endif
