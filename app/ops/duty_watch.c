#include "ops/duty_watch.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/err.h"
#include "domain/casefile.h"
#include "domain/duty.h"
#include "ops/internal.h"
#include "store/claims.h"

/* The newest real scan of the day "since" or later; NULL. A scan without a day proves no day. */
static const struct event *newest_scan(const struct event *const fresh[], int n, daynum since)
{
	const struct event *best = NULL;
	daynum day, newest = DAY_NONE;

	for (int i = 0; i < n; i++) {
		day = event_local_day(fresh[i]);
		if (!fresh[i]->is_scan || source_is_hint(fresh[i]->source) || day == DAY_NONE ||
		    (since != DAY_NONE && day < since))
			continue;
		if (!best || day > newest) {
			best = fresh[i];
			newest = day;
		}
	}
	return best;
}

/* What was given for the loss: when first, and in words. */
struct given {
	bool any;
	daynum since; /* DAY_NONE: some day not known */
	const char *said;
};

static void note_given(struct given *g, struct arena *a, daynum on, const char *said)
{
	if (!g->any || on == DAY_NONE || (g->since != DAY_NONE && on < g->since))
		g->since = on;
	g->any = true;
	g->said = g->said ? arena_printf(a, "%s; %s", g->said, said) : said;
}

static int note_claims(struct given *g, struct tx *tx, struct arena *a, int64_t case_id,
		       struct err *err)
{
	struct claim *claim;
	struct payout *payout;
	struct money sum;
	char text[MONEY_TEXT];
	int n, npayouts;

	if (claims_of_case(&claim, &n, tx_snap(tx), a, case_id, err) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		if (payouts_of_claim(&payout, &npayouts, &sum, tx_snap(tx), a, claim[i].id, err) <
		    0)
			return -1;
		if (npayouts)
			note_given(g, a, payout[0].paid_on,
				   arena_printf(a,
						"claim %" PRId64 "/%d was paid (%s): tell who paid",
						case_id, claim[i].number, money_text(text, &sum)));
	}
	return 0;
}

static int note_remedies(struct given *g, struct tx *tx, struct arena *a, int64_t case_id,
			 struct err *err)
{
	struct remedy *r;
	char text[MONEY_TEXT];
	int n;

	if (row_list(&r, &n, tx_snap(tx), a, TABLE_REMEDY, "WHERE casefile_id=?1 ORDER BY id",
		     case_id, 0, err) < 0)
		return -1;
	for (int i = 0; i < n; i++)
		note_given(g, a, r[i].given_on,
			   arena_printf(a, "the customer has a %s%s%s: agree who keeps what",
					remedy_kind_names[r[i].kind],
					money_known(&r[i].amount) ? " of " : "",
					money_text(text, &r[i].amount)));
	return 0;
}

static int watch_case(struct tx *tx, struct arena *a, const struct casefile *c,
		      const struct event *const fresh[], int n, struct err *err)
{
	enum rule_kind kind = problem_rule_kind(c->problem);
	struct given given = { false, DAY_NONE, NULL };
	const struct event *scan;
	char day[DAY_TEXT];
	struct duty *had,
		duty = { .casefile_id = c->id, .kind = DUTY_TURNED_UP, .settled_on = DAY_NONE };
	int nhad;

	if (kind != RULE_KIND_LOSS && kind != RULE_KIND_DELAY)
		return 0;
	if (row_list(&had, &nhad, tx_snap(tx), a, TABLE_DUTY,
		     "WHERE casefile_id=?1 ORDER BY id LIMIT 1", c->id, 0, err) < 0 ||
	    note_claims(&given, tx, a, c->id, err) < 0 ||
	    note_remedies(&given, tx, a, c->id, err) < 0)
		return -1;
	scan = given.any && !nhad ? newest_scan(fresh, n, given.since) : NULL;
	if (!scan)
		return 0;
	duty.since_on = tx_moment(tx)->today;
	duty.what = arena_printf(a, "the parcel turned up: scanned on %s%s%s%s%s; %s",
				 day_text(day, event_local_day(scan)), scan->text ? ", " : "",
				 scan->text ? scan->text : "", scan->place ? ", " : "",
				 scan->place ? scan->place : "", given.said);
	tx_case(tx, c->id);
	return row_insert(&duty, tx, TABLE_DUTY, err);
}

int duty_watch(struct tx *tx, struct arena *a, const struct shipment *s,
	       const struct event *const fresh[], int n, struct err *err)
{
	struct casefile *c;
	int ncases;

	if (!newest_scan(fresh, n, DAY_NONE))
		return 0;
	if (row_list(&c, &ncases, tx_snap(tx), a, TABLE_CASEFILE,
		     "WHERE shipment_id=?1 ORDER BY id", s->id, 0, err) < 0)
		return -1;
	for (int i = 0; i < ncases; i++)
		if (watch_case(tx, a, &c[i], fresh, n, err) < 0)
			return -1;
	return 0;
}
