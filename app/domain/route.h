/*
 * route.h - the doors: whom one may claim from, in which order, and what would shut one
 *
 * Rows come from schema/facts/routes.csv. A row opens a door for a parcel by its carrier, by the
 * insurer, the place where the label was bought, or the shipper of record that people named. A
 * name that no row knows is a door all the same: its window is unknown and has to be asked for.
 */
#ifndef APP_DOMAIN_ROUTE_H
#define APP_DOMAIN_ROUTE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/money.h"
#include "domain/claim.h"
#include "domain/rule.h"
#include "domain/shipment.h"
#include "domain/window.h"

struct arena;

/* When the customer may have the money back without spoiling the claim. */
enum refund_rule {
	REFUND_FREE, /* nothing is known that would forbid it */
	REFUND_NOT_BEFORE_FILING,
	REFUND_NOT_BEFORE_DECISION,
	REFUND_REQUIRED_FIRST, /* only what was refunded is paid */
	REFUND_PROOF_HELPS,
	REFUND_NVALUES
};
/* free not_before_filing not_before_decision required_first proof_helps */
extern const char *const refund_rule_names[REFUND_NVALUES];
/* "do not refund before the claim is decided"; NULL for REFUND_FREE. */
const char *refund_rule_words(enum refund_rule r);

/* A row of the facts. Lists are words separated by '|', small letters, '_' between. */
struct route {
	const char *code; /* "easypost_insurance" */
	enum route_kind kind;
	const char *title;
	const char *carrier; /* NULL: every carrier */
	/*
	 * Names that open it. Of the carrier's own row they are names that mean the carrier itself:
	 * they open no other door.
	 */
	const char *insurer, *label_source;
	const char *shipper; /* names of the shipper of record; "*": any that is not us */
	int32_t place;
	const char *who_may_file;
	struct money cap;
	const char *excludes; /* codes of routes that it cannot go together with */
	enum refund_rule refund;
	const char *warning;
	const char *source, *source_date;
	daynum checked_on;
	enum confidence confidence;
};

/* A door of one parcel. */
struct door {
	const char *code; /* of the route; "insurer", "platform": named by people alone */
	enum route_kind kind;
	const char *title;
	const struct route *route;   /* NULL: nothing is known but the name */
	const struct window *window; /* NULL: unknown */
	const char *who_may_file;    /* NULL: unknown */
	struct money cap;            /* the most it pays, as far as known */
	const char *warning;
};

/*
 * Every door of the parcel in the order in which to knock. windows: those of the case; each is
 * given to the door of its kind, the windows of claims before the others. Where several doors are
 * of one kind, only to that which the rule's code names ("usps.ebay.loss.claim"); the carrier's
 * doors all have the carrier's. Written to *out in the arena; returns how many.
 */
int doors_of(struct door **out, struct arena *a, const struct route routes[], int nroutes,
	     const struct shipment *s, const struct window windows[], int nwindows);

/* The door that the case works towards: that of the main window, else the carrier's, else none. */
const struct door *door_main(const struct door doors[], int n, const struct window windows[],
			     int nwindows);

/* By code, or by kind ("insurance") when only one is of it; NULL when none or several are. */
const struct door *door_find(const struct door doors[], int n, const char *name);

/* Does the typed name stand in a list of the facts? "Pirate Ship (web)" in "pirate_ship|ebay". */
bool route_named(const char *list, const char *typed);

/*
 * What giving the customer a remedy now would spoil, or needs: one sentence a door, each on a line
 * of its own with source and confidence; NULL when no door minds. Claims of the case tell how far
 * each door has got.
 */
const char *route_refund_warning(struct arena *a, const struct door doors[], int n,
				 const struct claim claims[], int nclaims, enum remedy_kind remedy);

#endif
