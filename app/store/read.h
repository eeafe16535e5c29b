/*
 * read.h - what views ask of the desk
 *
 * Everything comes from one snapshot and lives in the arena given.
 */
#ifndef APP_STORE_READ_H
#define APP_STORE_READ_H

#include "domain/casefile.h"
#include "domain/claim.h"
#include "domain/contact.h"
#include "domain/duty.h"
#include "domain/event.h"
#include "domain/evidence.h"
#include "domain/item.h"
#include "domain/post_office.h"
#include "domain/promise.h"
#include "domain/request.h"
#include "domain/shipment.h"
#include "domain/snooze.h"
#include "domain/step.h"
#include "domain/window.h"
#include "store/facts.h"
#include "store/journal.h"
#include "store/search.h"

struct arena;
struct cards;
struct err;
struct snap;

/*
 * Everything about one case. Arrays in the order they are read; contacts and promises oldest first.
 */
struct case_rows {
	struct casefile casefile;
	struct shipment shipment;
	struct event *event;
	struct poll *poll;
	struct contact *contact;
	struct post_office *post_office; /* that the contacts name */
	struct promise *promise;
	struct request *request;
	struct evidence *evidence;
	struct window *window;
	struct claim *claim;
	struct payout *payout;
	struct remedy *remedy;
	struct hold *hold;
	struct item *item;
	struct step *step;
	struct contradiction *contradiction; /* of which this case's contacts are either side */
	struct snooze *snooze;
	struct duty *duty;
	struct entry *entry;
	struct route *route; /* facts: every door, need and rung there is */
	struct need *need;
	struct rung *rung;
	int nroutes, nneeds, nrungs;
	int nevents, npolls, ncontacts, npromises, nrequests, nevidence, nwindows, nclaims,
		npayouts, nremedies, nholds, nitems, nsteps, ncontradictions, nsnoozes, nduties,
		nentries, npost_offices;
};
int case_read(struct case_rows *out, struct snap *snap, struct arena *a, int64_t id,
	      struct err *err);

/* The newest claim through a route that was neither a draft nor withdrawn. */
struct route_progress {
	int claim_state; /* -1: there is none */
	int32_t appeals;
	daynum decided_on, appeal_decided_on;
};

/* What a checklist looks at, and a ladder. */
struct papers case_papers(const struct case_rows *c);
struct trail case_trail(const struct case_rows *c);

/*
 * The doors of a case as its windows are now, and its claims: for who is about to record a remedy
 * (route_refund_warning()).
 */
int case_doors(struct door **out, int *n, struct snap *snap, struct arena *a, int64_t id,
	       const struct shipment *s, struct err *err);

/* Has the case all that a claim through its main door asks for? With *asked: how much that is. */
int case_ready(bool *ready, int *asked, struct snap *snap, struct arena *a,
	       const struct casefile *c, const struct shipment *s, struct err *err);

/* What has happened on a case, for its stage. */
struct progress {
	bool contacted, requested;
	uint32_t evidence;         /* bit set of evidence_kind */
	int claim_state;           /* of the newest claim that stands, else of one withdrawn; -1 */
	bool filed[ROUTE_NVALUES]; /* a claim went out through that route, and stands */
	struct route_progress route[ROUTE_NVALUES];
	daynum help_request_on, decided_on, appeal_decided_on; /* of whatever route, the newest */
};
int case_progress(struct progress *out, struct snap *snap, struct arena *a, int64_t id,
		  struct err *err);

int case_count(int64_t *n, struct snap *snap, struct err *err);
int case_exists(bool *there, struct snap *snap, int64_t id, struct err *err);

/* Events newest first. */
int shipment_events(struct event **out, int *n, struct snap *snap, struct arena *a,
		    int64_t shipment_id, struct err *err);

/* Other cases that hold a file with this hash, at most ten. */
int evidence_elsewhere(int64_t **out, int *n, struct snap *snap, struct arena *a,
		       const char *sha256, int64_t not_this, struct err *err);

/* Case numbers that a contact spoke of. */
int contact_cases(int64_t **out, int *n, struct snap *snap, struct arena *a, int64_t contact_id,
		  struct err *err);

/*
 * Cases and shipments of a tracking number (without 420+ZIP), newest first; open_only leaves closed
 * cases out. Shipments of an import that is not complete are unseen.
 */
int cases_of_number(int64_t **out, int *n, struct snap *snap, struct arena *a, const char *number,
		    bool open_only, struct err *err);
int shipments_of_number(int64_t **out, int *n, struct snap *snap, struct arena *a,
			const char *number, struct err *err);

/* Those of a number that an import brought which is not complete: unseen, but not undone. */
int shipments_coming(int64_t **out, int *n, struct snap *snap, struct arena *a, const char *number,
		     struct err *err);

/* The id of the counter with the carrier's own number; 0 when the desk has none such. */
int post_office_find(int64_t *id, struct snap *snap, const char *facility_id, struct err *err);

/* Kept counters of a ZIP, by name. */
int post_offices_in(struct post_office **out, int *n, struct snap *snap, struct arena *a,
		    const char *zip, struct err *err);

/* --- the register --- */

enum list_sort { LIST_NEWEST, LIST_OLDEST, LIST_DUE, LIST_VALUE, LIST_SORT_NVALUES };
extern const char *const list_sort_names[LIST_SORT_NVALUES]; /* newest oldest due value */

/* Where a list goes on: behind the row of this case, which had this value to be sorted by. */
struct list_place {
	int64_t id;
	int64_t key; /* due: the day or DAY_NONE; value: hundredths, -1 when not known */
};

struct list_query {
	bool all;           /* closed ones too */
	int stage, problem; /* -1: any */
	const char *carrier, *owner, *client, *account;
	daynum due_on;        /* window closes on or before; DAY_NONE: any */
	instant opened_since; /* INSTANT_NONE: any */
	int64_t value_cents;  /* at least; 0: any */
	enum list_sort sort;
	const struct list_place *after; /* NULL: from the beginning */
	int from;                       /* so many rows are passed over */
	int limit;
	struct cards *cards; /* of this desk, to be quicker by; NULL: the tables are asked */
};

struct list_row {
	int64_t id;
	const char *tracking_number, *carrier, *problem, *stage, *status, *owner, *client, *account;
	const char *claim_state; /* of the newest claim that was not withdrawn; NULL: none */
	struct money claimed, approved;
	instant opened_at;
	daynum opens_on, closes_on; /* of the carrier's claim window */
	daynum promise_due_on;      /* earliest open promise */
	struct money value;
};

/* Called once a row; texts live until it returns. */
typedef int list_each(void *payload, const struct list_row *row, struct err *err);

/* *count: all that match. *closed: closed cases that were left out because of !all. */
int list_cases(int64_t *count, int64_t *closed, struct snap *snap, const struct list_query *query,
	       list_each *each, void *payload, struct err *err);

/* --- search --- */

/*
 * client: only his cases, and nothing that was said about those of others, too; NULL: everybody's.
 */
struct search_query {
	const char *text, *client;
	int limit;
};

#endif
