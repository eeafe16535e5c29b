#include "domain/route.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

/* clang-format off */
const char *const refund_rule_names[REFUND_NVALUES] = {
	[REFUND_FREE]                = "free",
	[REFUND_NOT_BEFORE_FILING]   = "not_before_filing",
	[REFUND_NOT_BEFORE_DECISION] = "not_before_decision",
	[REFUND_REQUIRED_FIRST]      = "required_first",
	[REFUND_PROOF_HELPS]         = "proof_helps",
};

static const char *const words[REFUND_NVALUES] = {
	[REFUND_NOT_BEFORE_FILING]   = "give the customer nothing before the claim is filed",
	[REFUND_NOT_BEFORE_DECISION] = "give the customer nothing before the claim is decided",
	[REFUND_REQUIRED_FIRST]      = "refund the customer in full first",
	[REFUND_PROOF_HELPS]         = "proof that you refunded the customer helps",
};
/* clang-format on */

enum { NAME_LENGTH = 128 };

const char *refund_rule_words(enum refund_rule r)
{
	return words[r];
}

/* --- names --- */

/* "Pirate Ship (web)" -> "_pirate_ship_web_": words of letters and digits, cut at the room. */
static void fold(char out[NAME_LENGTH], const char *typed)
{
	int n = 0;

	out[n++] = '_';
	for (; *typed && n < NAME_LENGTH - 2; typed++) {
		unsigned char c = (unsigned char)*typed;

		if (isalnum(c) || c >= 0x80)
			out[n++] = (char)tolower(c);
		else if (out[n - 1] != '_')
			out[n++] = '_';
	}
	if (out[n - 1] != '_')
		out[n++] = '_';
	out[n] = 0;
}

bool route_named(const char *list, const char *typed)
{
	char folded[NAME_LENGTH], name[NAME_LENGTH];

	if (!list || text_blank(typed))
		return false;
	fold(folded, typed);
	while (*list) {
		size_t len = strcspn(list, "|");

		if (len && len < sizeof name - 2) {
			name[0] = '_';
			memcpy(name + 1, list, len);
			memcpy(name + 1 + len, "_", 2);
			if (strstr(folded, name))
				return true;
		}
		list += len + (list[len] == '|');
	}
	return false;
}

/* --- which doors there are --- */

static bool of_carrier(const struct route *r, const struct shipment *s)
{
	return !r->carrier || text_same(r->carrier, s->carrier);
}

/* The carrier's own row; a row by the shipper of record only stands before it. */
static bool is_carriers_own(const struct route *r)
{
	return r->kind == ROUTE_CARRIER && !r->shipper;
}

static bool shipper_fits(const struct route *r, const struct shipment *s)
{
	if (!r->shipper)
		return true;
	if (text_blank(s->shipper))
		return false;
	return !strcmp(r->shipper, "*") || route_named(r->shipper, s->shipper);
}

static bool opens(const struct route *r, const struct shipment *s)
{
	if (!of_carrier(r, s) || !shipper_fits(r, s))
		return false;
	if (r->kind == ROUTE_CARRIER)
		return s->carrier != NULL;
	if (r->insurer && !route_named(r->insurer, s->insurer))
		return false;
	return !r->label_source || route_named(r->label_source, s->label_source);
}

/* A row for this carrier, or for this shipper, makes the general one of the same sort needless. */
static bool replaced(const struct route *r, const struct route routes[], int n,
		     const struct shipment *s)
{
	for (int i = 0; i < n && r->kind == ROUTE_CARRIER; i++) {
		const struct route *other = &routes[i];

		if (other == r || other->kind != r->kind || !opens(other, s) ||
		    is_carriers_own(other) != is_carriers_own(r))
			continue;
		if (!r->carrier && other->carrier)
			return true;
	}
	return false;
}

/* Does any row know this insurer, or this seller of labels, for the parcel's carrier? */
static bool insurer_known(const struct route routes[], int n, const struct shipment *s)
{
	for (int i = 0; i < n; i++)
		if (of_carrier(&routes[i], s) && route_named(routes[i].insurer, s->insurer))
			return true;
	return false;
}

static bool source_known(const struct route routes[], int n, const struct shipment *s)
{
	for (int i = 0; i < n; i++)
		if (of_carrier(&routes[i], s) &&
		    route_named(routes[i].label_source, s->label_source))
			return true;
	return false;
}

/* --- what is behind each --- */

static int rank_of(const struct window *w)
{
	return w->what == WINDOW_CLAIM     ? 0
	       : w->what == WINDOW_NOTICE  ? 1
	       : w->what == WINDOW_INQUIRY ? 2
	       : w->what == WINDOW_REFUND  ? 3
					   : 9;
}

static const struct window *window_of(enum route_kind kind, const struct window windows[], int n)
{
	const struct window *best = NULL;

	for (int i = 0; i < n; i++)
		if (windows[i].route == kind && rank_of(&windows[i]) < 9 &&
		    (!best || rank_of(&windows[i]) < rank_of(best)))
			best = &windows[i];
	return best;
}

/* The cover that was bought, where it was bought at this door; else what is included. */
static struct money cap_of(const struct door *d, const struct shipment *s, bool own_cover)
{
	if (d->route && money_known(&d->route->cap))
		return d->route->cap;
	if (money_known(&s->insured) &&
	    (d->kind == ROUTE_INSURANCE || (d->kind == ROUTE_CARRIER && own_cover)))
		return s->insured;
	return d->window ? d->window->cover : MONEY_NONE;
}

static struct door door_of(const struct route *r, const struct shipment *s,
			   const struct window windows[], int nwindows)
{
	struct door d = { .code = r->code,
			  .kind = r->kind,
			  .title = r->title,
			  .route = r,
			  .window = window_of(r->kind, windows, nwindows),
			  .who_may_file = r->who_may_file,
			  .warning = r->warning };

	if (d.window && !r->shipper && d.window->who_may_file)
		d.who_may_file = d.window->who_may_file;
	d.cap = cap_of(&d, s, text_blank(s->insurer) || route_named(r->insurer, s->insurer));
	return d;
}

static struct door named_door(struct arena *a, enum route_kind kind, const char *name,
			      const struct shipment *s, const struct window *w)
{
	bool insurer = kind == ROUTE_INSURANCE;
	struct door d = { .code = insurer ? "insurer" : "platform",
			  .kind = kind,
			  .title = arena_printf(a, "%s %s", insurer ? "Insurer" : "Labels from",
						name),
			  .window = w,
			  .who_may_file = w ? w->who_may_file : NULL };

	d.warning = insurer ? "nothing is known of this insurer: ask for its first and last day, "
			      "who may file, and which papers it wants"
			    : "nothing is known of this seller of labels: ask whether claims on "
			      "its labels must go through it";
	d.cap = cap_of(&d, s, false);
	return d;
}

/* Does the rule's code name the door? "usps.ebay.loss.claim" is of "ebay". */
static bool is_named_in(const char *rule, const char *code)
{
	char folded[NAME_LENGTH], name[NAME_LENGTH];

	if (!rule)
		return false;
	fold(folded, rule);
	fold(name, code);
	return strstr(folded, name) != NULL;
}

static bool others_of_kind(const struct door doors[], int n, const struct door *d)
{
	for (int i = 0; i < n; i++)
		if (&doors[i] != d && doors[i].kind == d->kind)
			return true;
	return false;
}

/*
 * Of several doors of one kind each has the window that names it: what Amazon says of one programme
 * is not said of the other, nor of eBay. The carrier's doors all lead to the carrier.
 */
static void keep_own_windows(struct door doors[], int n)
{
	for (int i = 0; i < n; i++) {
		struct door *d = &doors[i];

		if (d->kind == ROUTE_CARRIER || !d->window || !others_of_kind(doors, n, d) ||
		    is_named_in(d->window->rule, d->code))
			continue;
		d->window = NULL;
		d->who_may_file = d->route ? d->route->who_may_file : NULL;
		if (!d->route || !money_known(&d->route->cap))
			d->cap = MONEY_NONE;
	}
}

static int by_place(const void *x, const void *y)
{
	const struct door *a = x, *b = y;
	/* what people named alone stands behind the known ones of its kind */
	int32_t p = a->route ? a->route->place : 10 * (int32_t)a->kind + 19;
	int32_t q = b->route ? b->route->place : 10 * (int32_t)b->kind + 19;

	return p != q ? (p > q) - (p < q) : strcmp(a->code, b->code);
}

int doors_of(struct door **out, struct arena *a, const struct route routes[], int nroutes,
	     const struct shipment *s, const struct window windows[], int nwindows)
{
	int n = 0;

	*out = arena_array(a, (size_t)nroutes + 2, sizeof **out);
	for (int i = 0; i < nroutes; i++)
		if (opens(&routes[i], s) && !replaced(&routes[i], routes, nroutes, s))
			(*out)[n++] = door_of(&routes[i], s, windows, nwindows);
	if (!text_blank(s->insurer) && !insurer_known(routes, nroutes, s))
		(*out)[n++] = named_door(a, ROUTE_INSURANCE, s->insurer, s,
					 window_of(ROUTE_INSURANCE, windows, nwindows));
	if (!text_blank(s->label_source) && !source_known(routes, nroutes, s))
		(*out)[n++] = named_door(a, ROUTE_PLATFORM, s->label_source, s,
					 window_of(ROUTE_PLATFORM, windows, nwindows));
	keep_own_windows(*out, n);
	qsort(*out, (size_t)n, sizeof **out, by_place);
	return n;
}

const struct door *door_main(const struct door doors[], int n, const struct window windows[],
			     int nwindows)
{
	const struct window *w = window_main(windows, nwindows);
	enum route_kind kind = w ? w->route : ROUTE_CARRIER;

	for (int i = 0; i < n; i++)
		if (doors[i].kind == kind && !(doors[i].route && doors[i].route->shipper))
			return &doors[i];
	return NULL;
}

const struct door *door_find(const struct door doors[], int n, const char *name)
{
	const struct door *found = NULL;

	for (int i = 0; i < n; i++)
		if (text_same(doors[i].code, name))
			return &doors[i];
	for (int i = 0; i < n; i++) {
		if (strcmp(route_kind_names[doors[i].kind], name) != 0 ||
		    (doors[i].route && doors[i].route->shipper))
			continue;
		if (found)
			return NULL;
		found = &doors[i];
	}
	return found;
}

/* --- the refund guard --- */

/* How far a claim got through a door. */
enum got { GOT_NOTHING, GOT_FILED, GOT_DECIDED };

static const enum got got_of[CLAIM_NVALUES] = {
	[CLAIM_DRAFT] = GOT_NOTHING,           [CLAIM_FILED] = GOT_FILED,
	[CLAIM_ACKNOWLEDGED] = GOT_FILED,      [CLAIM_NO_RECORD] = GOT_NOTHING,
	[CLAIM_NEEDS_INFO] = GOT_FILED,        [CLAIM_APPROVED] = GOT_DECIDED,
	[CLAIM_PARTLY_APPROVED] = GOT_DECIDED, [CLAIM_DENIED] = GOT_DECIDED,
	[CLAIM_APPEALED] = GOT_FILED,          [CLAIM_PAID] = GOT_DECIDED,
	[CLAIM_WITHDRAWN] = GOT_NOTHING,       [CLAIM_EXPIRED] = GOT_DECIDED,
};

static enum got got_through(const struct door *d, const struct claim claims[], int n)
{
	enum got got = GOT_NOTHING;

	for (int i = 0; i < n; i++) {
		const struct claim *c = &claims[i];

		if (c->door ? !text_same(c->door, d->code) : c->route != d->kind)
			continue;
		if (got_of[c->state] > got)
			got = got_of[c->state];
	}
	return got;
}

static const char *minds(const struct door *d, enum got got, enum remedy_kind remedy)
{
	bool money_back = remedy != REMEDY_RESHIP;

	switch (d->route ? d->route->refund : REFUND_FREE) {
	case REFUND_NOT_BEFORE_FILING:
		return got == GOT_NOTHING ? "file the claim first: a refund or a new parcel before "
					    "that may cost you the claim"
					  : NULL;
	case REFUND_NOT_BEFORE_DECISION:
		return got != GOT_DECIDED
			       ? "wait for the decision: a refund or a new parcel before "
				 "that may cost you the claim"
			       : NULL;
	case REFUND_REQUIRED_FIRST:
		return money_back ? "it pays only what was refunded in full: refund all of it, and "
				    "keep the proof (attach --kind proof-of-refund)"
				  : "it pays only what was refunded in full: a new parcel does not "
				    "count as that";
	case REFUND_PROOF_HELPS:
		return "keep the proof of what you gave back (attach --kind proof-of-refund): it "
		       "helps the claim";
	default:
		return NULL;
	}
}

const char *route_refund_warning(struct arena *a, const struct door doors[], int n,
				 const struct claim claims[], int nclaims, enum remedy_kind remedy)
{
	const char *all = NULL;

	for (int i = 0; i < n; i++) {
		const char *why = minds(&doors[i], got_through(&doors[i], claims, nclaims), remedy);
		const struct route *r = doors[i].route;

		if (!why)
			continue;
		all = arena_printf(a, "%s%s%s: %s (%s, %s; %s)", all ? all : "", all ? "\n" : "",
				   doors[i].title, why, r->source, r->source_date,
				   r->confidence == CONFIDENCE_LOW
					   ? "unconfirmed: check with them"
					   : arena_printf(a, "confidence %s",
							  confidence_names[r->confidence]));
	}
	return all;
}
