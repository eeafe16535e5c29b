/* What speaks against an act on a claim, in words; and what the facts say of its days. */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "domain/window.h"
#include "ops/claim_parts.h"
#include "ops/internal.h"
#include "store/claims.h"

/* --- the case --- */

int claim_work_open(struct claim_work *w, struct tx *tx, struct arena *a, int64_t case_id,
		    struct err *err)
{
	*w = (struct claim_work){ .tx = tx, .a = a, .claim = claim_unknown };
	if (case_take(&w->casefile, &w->shipment, tx, a, case_id, 0, err) < 0 ||
	    claims_of_case(&w->all, &w->nall, tx_snap(tx), a, case_id, err) < 0 ||
	    row_list(&w->window, &w->nwindows, tx_snap(tx), a, TABLE_WINDOW, "WHERE casefile_id=?1",
		     case_id, 0, err) < 0 ||
	    row_list(&w->request, &w->nrequests, tx_snap(tx), a, TABLE_REQUEST,
		     "WHERE casefile_id=?1 ORDER BY number DESC", case_id, 0, err) < 0)
		return -1;
	if (w->casefile.closed_at != INSTANT_NONE)
		claim_mild(w, arena_printf(a, "case %" PRId64 " is closed", case_id));
	return 0;
}

static const char *spaced(struct arena *a, const char *code)
{
	char *s = arena_strdup(a, code);

	for (char *p = s; *p; p++)
		if (*p == '_')
			*p = ' ';
	return s;
}

/* "12/1 (carrier, filed), 12/2 (insurance, denied)" */
static const char *listed(struct claim_work *w, bool live_only)
{
	const char *out = "";

	for (int i = 0; i < w->nall; i++) {
		const struct claim *c = &w->all[i];

		if (live_only && !claim_is_live(c->state))
			continue;
		out = arena_printf(w->a, "%s%s%" PRId64 "/%d (%s, %s)", out, *out ? ", " : "",
				   c->casefile_id, c->number, route_kind_names[c->route],
				   spaced(w->a, claim_state_names[c->state]));
	}
	return out;
}

static int find_numbered(struct claim_work *w, int number, struct err *err)
{
	for (int i = 0; i < w->nall; i++)
		if (w->all[i].number == number) {
			w->claim = w->all[i];
			return 0;
		}
	return err_set(err, ERR_NOT_FOUND, "case %" PRId64 " has no claim %" PRId64 "/%d%s%s",
		       w->casefile.id, w->casefile.id, number, w->nall ? ", but " : "",
		       w->nall ? listed(w, false) : "");
}

int claim_work_find(struct claim_work *w, struct tx *tx, struct arena *a, struct claim_name name,
		    struct err *err)
{
	int nlive = 0;

	if (claim_work_open(w, tx, a, name.casefile_id, err) < 0)
		return -1;
	if (name.number)
		return find_numbered(w, name.number, err);
	for (int i = 0; i < w->nall; i++)
		if (claim_is_live(w->all[i].state)) {
			w->claim = w->all[i];
			nlive++;
		}
	if (nlive == 1)
		return 0;
	if (w->nall == 0)
		return err_set(err, ERR_NOT_FOUND,
			       "case %" PRId64 " has no claim yet" ERR_TYPED
			       ": 'waylaid claim file %" PRId64 "' notes that you filed one",
			       w->casefile.id, w->casefile.id);
	if (nlive == 0 && w->nall == 1) {
		w->claim = w->all[0];
		return 0;
	}
	return err_set(err, ERR_AMBIGUOUS, "case %" PRId64 " has several claims: say which, %s",
		       w->casefile.id, listed(w, nlive > 0));
}

/* --- doubts --- */

static const char *and_also(struct arena *a, const char *have, const char *text, const char *sep)
{
	return have ? arena_printf(a, "%s%s%s", have, sep, text) : text;
}

void claim_grave(struct claim_work *w, const char *text)
{
	if (text)
		w->grave = and_also(w->a, w->grave, text, "; ");
}

void claim_mild(struct claim_work *w, const char *text)
{
	if (text)
		w->mild = and_also(w->a, w->mild, text, "\n");
}

int claim_judge(const char **warning, struct claim_work *w, bool anyway, struct err *err)
{
	if (w->grave && !anyway)
		return err_set(err, ERR_STATE, "%s; --anyway records it all the same", w->grave);
	*warning = w->grave;
	if (w->mild)
		*warning = and_also(w->a, *warning, w->mild, "\n");
	return 0;
}

int claim_check_day(struct claim_work *w, daynum on, const char *done, struct err *err)
{
	const struct {
		daynum day;
		const char *word;
	} before[] = {
		{ w->claim.filed_on, "filed" },
		{ w->claim.decided_on, "decided" },
		{ w->claim.appealed_on, "appealed" },
	};
	char day[DAY_TEXT], other[DAY_TEXT];

	if (on > tx_moment(w->tx)->today)
		return err_set(err, ERR_INPUT,
			       "a claim cannot be %s on %s, a day to come: check "
			       "--on",
			       done, day_text(day, on));
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		if (before[i].day != DAY_NONE && on < before[i].day)
			claim_grave(w, arena_printf(w->a, "%s on %s is before it was %s on %s",
						    done, day_text(day, on), before[i].word,
						    day_text(other, before[i].day)));
	return 0;
}

const struct window *claim_window(const struct claim_work *w, enum window_what what,
				  enum route_kind route)
{
	for (int i = 0; i < w->nwindows; i++)
		if (w->window[i].what == what && w->window[i].route == route)
			return &w->window[i];
	return NULL;
}

static const char *unsure(const struct window *window)
{
	return window->confidence == CONFIDENCE_LOW ? " (unconfirmed: check with the carrier)" : "";
}

/* Too early, too late, or nobody knows. */
static void check_window(struct claim_work *w, const struct window *window, daynum on,
			 const char *what)
{
	char day[DAY_TEXT], end[DAY_TEXT];

	if (window->opens_on != DAY_NONE && on < window->opens_on)
		claim_grave(w, arena_printf(w->a, "%s is too early: the %s opens on %s%s",
					    day_text(day, on), what,
					    day_text(end, window->opens_on), unsure(window)));
	else if (window->closes_on != DAY_NONE && on > window->closes_on)
		claim_grave(w, arena_printf(w->a, "%s is too late: the %s closed on %s%s",
					    day_text(day, on), what,
					    day_text(end, window->closes_on), unsure(window)));
	else if (window->unknown_because && window->closes_on == DAY_NONE)
		claim_mild(w, arena_printf(w->a, "the last day of the %s is not known: %s", what,
					   window->unknown_because));
}

/*
 * A search or inquiry that the rule wants ended before a claim may begin. Where they have no record
 * of a claim that was filed in spite of it, sending it again needs no second word.
 */
static void check_request(struct claim_work *w, const char *kind)
{
	bool sent_again = w->claim.id && w->claim.state == CLAIM_NO_RECORD;
	void (*say)(struct claim_work *, const char *) = sent_again ? claim_mild : claim_grave;
	int wanted = name_find(request_kind_names, REQUEST_NVALUES, kind);
	const char *words = spaced(w->a, kind);

	for (int i = 0; i < w->nrequests; i++) {
		const struct request *r = &w->request[i];

		if ((int)r->kind != wanted || r->state == REQUEST_WITHDRAWN)
			continue;
		if (r->state == REQUEST_OPEN)
			say(w, arena_printf(w->a,
					    "the %s must end before a claim, and %" PRId64
					    "/%d is still open",
					    words, r->casefile_id, r->number));
		return;
	}
	say(w, arena_printf(w->a, "a claim comes after the %s, and none is noted", words));
}

/* At most one claim that stands goes through a door. */
static void check_second(struct claim_work *w)
{
	for (int i = 0; i < w->nall; i++) {
		const struct claim *c = &w->all[i];

		if (c->id == w->claim.id || c->route != w->claim.route || !claim_is_live(c->state))
			continue;
		claim_grave(w,
			    arena_printf(w->a,
					 "claim %" PRId64 "/%d goes through this door already (%s)",
					 c->casefile_id, c->number,
					 spaced(w->a, claim_state_names[c->state])));
		return;
	}
}

void claim_check_filing(struct claim_work *w, daynum on)
{
	enum route_kind route = w->claim.route;
	const struct window *claim = claim_window(w, WINDOW_CLAIM, route);
	const struct window *inquiry = claim_window(w, WINDOW_INQUIRY, route);
	const struct window *window = claim;

	if (!window)
		window = claim_window(w, WINDOW_NOTICE, route);
	if (!window)
		window = claim_window(w, WINDOW_REFUND, route);
	check_second(w);
	if (window)
		check_window(w, window, on,
			     window->what == WINDOW_CLAIM ? "claim window" : "window");
	if (window && window->after_request)
		check_request(w, window->after_request);
	else if (!window && inquiry)
		check_request(w, request_kind_names[REQUEST_INTERNATIONAL_INQUIRY]);
	else if (!window)
		claim_mild(w, "no window is known for this door: ask them until when they take "
			      "claims");
}

void claim_check_appeal(struct claim_work *w, daynum on)
{
	enum route_kind route = w->claim.route;
	const struct window *first = claim_window(w, WINDOW_APPEAL, route);
	const struct window *second = claim_window(w, WINDOW_SECOND_APPEAL, route);
	const struct window *window = w->claim.appeals == 0 ? first : second;
	int allowed = (first != NULL) + (second != NULL);

	if (allowed == 0) {
		claim_mild(w, "no rule about appeals is known here: ask them until when, and "
			      "whether this one counts");
		return;
	}
	if (w->claim.appeals >= allowed) {
		claim_grave(w,
			    arena_printf(w->a,
					 "the rules allow %d appeal%s, and this is number "
					 "%d",
					 allowed, allowed == 1 ? "" : "s", w->claim.appeals + 1));
		return;
	}
	if (window)
		check_window(w, window, on, "window for this appeal");
}

/* --- days that the facts give --- */

const char *claim_answerer(const struct claim_work *w)
{
	return w->claim.route == ROUTE_CARRIER ? w->shipment.carrier : w->claim.door;
}

int claim_answer_due(daynum *out, struct claim_work *w, const char *const whats[], daynum from,
		     struct err *err)
{
	struct answer_time t;
	bool known;

	*out = DAY_NONE;
	for (int i = 0; whats[i]; i++) {
		if (fact_answer_time(&t, &known, tx_snap(w->tx), w->a, claim_answerer(w), whats[i],
				     err) < 0)
			return -1;
		if (!known)
			continue;
		*out = answer_time_due(&t, from);
		return 0;
	}
	return 0;
}
