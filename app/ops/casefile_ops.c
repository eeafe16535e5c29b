#include "ops/casefile_ops.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "domain/number.h"
#include "ops/internal.h"

/* --- facts given --- */

/* Where each fact lives; money, days and texts are copied the same way for open and edit. */
enum fact_type { FACT_IS_TEXT, FACT_IS_DAY, FACT_IS_MONEY };

static const struct fact_place {
	enum fact fact;
	enum fact_type type;
	size_t offset; /* in struct shipment */
} places[] = {
	{ FACT_CARRIER, FACT_IS_TEXT, offsetof(struct shipment, carrier) },
	{ FACT_SERVICE, FACT_IS_TEXT, offsetof(struct shipment, service) },
	{ FACT_MAILED, FACT_IS_DAY, offsetof(struct shipment, mailed_on) },
	{ FACT_EXPECTED, FACT_IS_DAY, offsetof(struct shipment, expected_on) },
	{ FACT_DELIVERED, FACT_IS_DAY, offsetof(struct shipment, delivered_on) },
	{ FACT_FROM, FACT_IS_TEXT, offsetof(struct shipment, from_address) },
	{ FACT_TO, FACT_IS_TEXT, offsetof(struct shipment, to_address) },
	{ FACT_CONTENTS, FACT_IS_TEXT, offsetof(struct shipment, contents) },
	{ FACT_WEIGHT, FACT_IS_TEXT, offsetof(struct shipment, weight) },
	{ FACT_ORDER, FACT_IS_TEXT, offsetof(struct shipment, order_number) },
	{ FACT_VALUE, FACT_IS_MONEY, offsetof(struct shipment, value) },
	{ FACT_INSURED, FACT_IS_MONEY, offsetof(struct shipment, insured) },
	{ FACT_INSURER, FACT_IS_TEXT, offsetof(struct shipment, insurer) },
	{ FACT_INSURED_ON, FACT_IS_DAY, offsetof(struct shipment, insured_on) },
	{ FACT_POSTAGE, FACT_IS_MONEY, offsetof(struct shipment, postage) },
	{ FACT_LABEL_SOURCE, FACT_IS_TEXT, offsetof(struct shipment, label_source) },
	{ FACT_ACCOUNT, FACT_IS_TEXT, offsetof(struct shipment, account) },
	{ FACT_SHIPPER, FACT_IS_TEXT, offsetof(struct shipment, shipper) },
	{ FACT_DIMENSIONS, FACT_IS_TEXT, offsetof(struct shipment, dimensions) },
	{ FACT_PIECES, FACT_IS_TEXT, offsetof(struct shipment, pieces) },
	{ FACT_INSURANCE_FEE, FACT_IS_MONEY, offsetof(struct shipment, insurance_fee) },
};

static const size_t fact_size[] = {
	[FACT_IS_TEXT] = sizeof(const char *),
	[FACT_IS_DAY] = sizeof(daynum),
	[FACT_IS_MONEY] = sizeof(struct money),
};

static void apply(struct shipment *s, struct casefile *c, const struct case_facts *f)
{
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (f->given & places[i].fact)
			memcpy((char *)s + places[i].offset,
			       (const char *)&f->shipment + places[i].offset,
			       fact_size[places[i].type]);
	if (f->given & FACT_DELIVERED)
		s->delivered_at = INSTANT_NONE; /* a person gave the day, not the time */
	if (f->given & FACT_PROBLEM)
		c->problem = f->problem;
	if (f->given & FACT_CLIENT) {
		c->client = f->client;
		if (!s->client)
			s->client = f->client;
	}
	if (f->given & FACT_OWNER)
		c->owner = f->owner;
	if (f->given & FACT_NOTE)
		c->note = f->note;
	if (f->given & FACT_DAMAGE)
		c->damage = f->damage;
}

/* --- carrier and service --- */

static int resolve_carrier(struct shipment *s, struct snap *snap, struct arena *a, struct err *err)
{
	const char *code, *near;

	if (!s->carrier)
		return 0;
	if (carrier_resolve(&code, snap, a, s->carrier, err) < 0)
		return -1;
	if (!code) {
		near = name_suggest(carrier_codes, carrier_codes_n, s->carrier);
		return err_set(err, ERR_INPUT,
			       "carrier '%s' is not known%s%s%s" ERR_TYPED
			       ": 'waylaid contacts' lists the carriers",
			       s->carrier, near ? " (did you mean " : "", near ? near : "",
			       near ? "?)" : "");
	}
	s->carrier = code;
	return 0;
}

static int resolve_service(struct shipment *s, struct snap *snap, struct arena *a, struct err *err)
{
	const char *code;
	char *known;

	if (!s->service)
		return 0;
	if (!s->carrier)
		return err_set(err, ERR_INPUT,
			       "a service needs its carrier: give --carrier with --service '%s'",
			       s->service);
	if (service_resolve(&code, snap, a, s->carrier, s->service, err) < 0 ||
	    service_list(&known, snap, a, s->carrier, err) < 0)
		return -1;
	if (!code && *known)
		return err_set(err, ERR_INPUT, "service '%s' of %s is not known: use %s",
			       s->service, carrier_title(s->carrier), known);
	if (code) {
		s->service = code;
		return 0;
	}
	/* no list for this carrier: keep the words */
	char *plain = arena_strdup(a, s->service);

	for (char *p = plain; *p; p++)
		if (*p == ' ' || *p == '-')
			*p = '_';
		else if (*p >= 'A' && *p <= 'Z')
			*p += 'a' - 'A';
	s->service = plain;
	return 0;
}

/* --- warnings --- */

static void warn(const char **warning, struct arena *a, const char *text)
{
	if (text)
		*warning = *warning ? arena_printf(a, "%s\n%s", *warning, text) : text;
}

static void warn_days(const char **warning, struct arena *a, const struct shipment *s, daynum today)
{
	char day[DAY_TEXT];

	if (s->mailed_on != DAY_NONE && s->mailed_on > today)
		warn(warning, a,
		     arena_printf(a, "the mailing date %s lies in the future",
				  day_text(day, s->mailed_on)));
	if (s->mailed_on != DAY_NONE && s->mailed_on < today - 730)
		warn(warning, a,
		     arena_printf(a, "the mailing date %s is more than two years ago",
				  day_text(day, s->mailed_on)));
	if (s->delivered_on != DAY_NONE && s->mailed_on != DAY_NONE &&
	    s->delivered_on < s->mailed_on)
		warn(warning, a,
		     arena_printf(a, "delivered %s is before it was mailed",
				  day_text(day, s->delivered_on)));
	if (s->delivered_on != DAY_NONE && s->delivered_on > today)
		warn(warning, a,
		     arena_printf(a, "the delivery date %s lies in the future",
				  day_text(day, s->delivered_on)));
}

/* --- opening --- */

/* Number and carrier from what was pasted; a carrier that was given (as a code) wins. */
static int read_parcel(struct shipment *s, const char **warning, struct arena *a,
		       const char *tracking, const struct case_facts *facts, struct err *err)
{
	const char *carrier = facts->given & FACT_CARRIER ? facts->shipment.carrier : NULL;
	const struct candidate *best = NULL;
	struct number n;

	if (number_read(&n, a, tracking, err) < 0)
		return -1;
	for (int i = 0; i < n.ncandidates; i++) {
		const struct candidate *c = &n.candidate[i];

		if (best && !strcmp(best->carrier, "s10") && !carrier)
			best = c; /* the post that made it knows more than the union */
		if (!best && text_same(c->carrier, carrier ? carrier : c->carrier))
			best = c;
	}
	s->tracking_number = best ? best->number : n.number;
	s->carrier = best ? best->carrier : NULL;
	warn(warning, a, number_warning(a, &n));
	if (n.ncandidates && !best)
		warn(warning, a,
		     arena_printf(a, "this looks like a number of %s, not of %s",
				  carrier_title(n.candidate[0].carrier), carrier_title(carrier)));
	return 0;
}

/* The same parcel: number, carrier and ship date agree, or one side does not know. */
static bool same_parcel(const struct shipment *a, const struct shipment *b)
{
	if (a->carrier && b->carrier && strcmp(a->carrier, b->carrier) != 0)
		return false;
	return a->mailed_on == DAY_NONE || b->mailed_on == DAY_NONE || a->mailed_on == b->mailed_on;
}

/* The first of the list that is this parcel; id 0: none is. */
static int pick_parcel(struct shipment *found, struct tx *tx, struct arena *a,
		       const struct shipment *want, const int64_t ids[], int n, struct err *err)
{
	for (int i = 0; i < n; i++) {
		if (row_get(found, tx_snap(tx), a, TABLE_SHIPMENT, ids[i], err) < 0)
			return -1;
		if (same_parcel(found, want))
			return 0;
	}
	found->id = 0;
	return 0;
}

/*
 * *coming: an import has brought it that is not complete. It is found all the same: else there
 * would be two of it when the import is.
 */
static int find_parcel(struct shipment *found, bool *coming, struct tx *tx, struct arena *a,
		       const struct shipment *want, struct err *err)
{
	const char *number = want->tracking_number;
	int64_t *ids;
	int n;

	*coming = false;
	if (shipments_of_number(&ids, &n, tx_snap(tx), a, number, err) < 0 ||
	    pick_parcel(found, tx, a, want, ids, n, err) < 0)
		return -1;
	if (found->id)
		return 0;
	if (shipments_coming(&ids, &n, tx_snap(tx), a, number, err) < 0 ||
	    pick_parcel(found, tx, a, want, ids, n, err) < 0)
		return -1;
	*coming = found->id != 0;
	return 0;
}

static int refuse_second(struct tx *tx, struct arena *a, const struct shipment *s, struct err *err)
{
	struct casefile *c;
	int n;

	if (row_list(&c, &n, tx_snap(tx), a, TABLE_CASEFILE,
		     "WHERE shipment_id=?1 AND closed_at IS NULL ORDER BY id LIMIT 1", s->id, 0,
		     err) < 0)
		return -1;
	if (n == 0)
		return 0;
	return err_set(err, ERR_STATE,
		       "case %" PRId64 " is open on this parcel; --another opens one for a "
		       "second problem" ERR_TYPED ". 'waylaid show %" PRId64 "' shows it",
		       c->id, c->id);
}

/* A list that was made before may name what an undone import brought. */
static int refuse_unseen(struct tx *tx, struct arena *a, const struct shipment *s, struct err *err)
{
	int64_t *ids;
	int n;

	if (shipments_of_number(&ids, &n, tx_snap(tx), a, s->tracking_number, err) < 0)
		return -1;
	for (int i = 0; i < n; i++)
		if (ids[i] == s->id)
			return 0;
	return err_set(err, ERR_STATE,
		       "the import that brought %s was taken back: nothing was opened",
		       s->tracking_number);
}

/* What a person gave to open a case, and what came of it. */
struct opening {
	const char *tracking;
	struct case_facts facts;
	bool another;
	bool taken_out; /* the parcel, of an import that is not complete */
};

/* Put the parcel on the desk, or the new facts on the parcel that is there. */
static int put_parcel(struct shipment *s, struct tx *tx, struct arena *a, struct opening *o,
		      struct err *err)
{
	struct shipment found, before;
	struct casefile unused = { 0 };
	struct case_facts resolved = o->facts;

	if (find_parcel(&found, &o->taken_out, tx, a, s, err) < 0)
		return -1;
	if (!found.id)
		return row_insert(s, tx, TABLE_SHIPMENT, err);
	if (!o->another && refuse_second(tx, a, &found, err) < 0)
		return -1;
	before = found;
	resolved.shipment = *s; /* carrier and service as resolved */
	apply(&found, &unused, &resolved);
	if (!found.carrier)
		found.carrier = s->carrier;
	if (o->taken_out)
		found.import_id = 0;
	*s = found;
	return row_same(TABLE_SHIPMENT, &before, s) ? 0 : row_update(s, tx, TABLE_SHIPMENT, err);
}

/*
 * Every case on the parcel counts from the same days and is found by the same words. edited: who
 * looks at one of the other cases must see the change before his own, so their versions grow, too.
 */
static int refresh_all(struct tx *tx, struct arena *a, const struct casefile *c,
		       const struct shipment *s, bool edited, struct err *err)
{
	struct casefile *all;
	int n;

	if (row_list(&all, &n, tx_snap(tx), a, TABLE_CASEFILE, "WHERE shipment_id=?1 ORDER BY id",
		     s->id, 0, err) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		const struct casefile *each = all[i].id == c->id ? c : &all[i];

		tx_case(tx, each->id);
		if (edited && each != c && row_update(&all[i], tx, TABLE_CASEFILE, err) < 0)
			return -1;
		if (windows_refresh(tx, a, each, s, err) < 0 ||
		    casefile_index(tx, each, s, err) < 0)
			return -1;
	}
	return 0;
}

static int put_case(struct casefile *c, struct shipment *s, struct tx *tx, struct arena *a,
		    struct err *err)
{
	if (row_insert(c, tx, TABLE_CASEFILE, err) < 0)
		return -1;
	tx_case(tx, c->id);
	tx_file(tx, s->id);
	if (s->version > 1) /* it was here before, and may have changed */
		return refresh_all(tx, a, c, s, false, err);
	if (windows_refresh(tx, a, c, s, err) < 0)
		return -1;
	return casefile_index(tx, c, s, err);
}

static int open_case(struct casefile *c, const char **warning, struct tx *tx, struct arena *a,
		     struct opening *o, struct err *err)
{
	struct case_facts *facts = &o->facts;
	struct shipment s = shipment_unknown;

	if ((facts->given & FACT_CARRIER) &&
	    resolve_carrier(&facts->shipment, tx_snap(tx), a, err) < 0)
		return -1;
	if (read_parcel(&s, warning, a, o->tracking, facts, err) < 0)
		return -1;
	apply(&s, c, facts);
	warn_days(warning, a, &s, tx_moment(tx)->today);
	history_learn(&s, DAY_NONE);
	if (resolve_service(&s, tx_snap(tx), a, err) < 0 || put_parcel(&s, tx, a, o, err) < 0)
		return -1;
	if (o->taken_out)
		warn(warning, a,
		     "an import that is not complete has brought this parcel: what the file says "
		     "of it is on the case now");
	c->shipment_id = s.id;
	if (!(facts->given & FACT_CLIENT))
		c->client = s.client;
	return put_case(c, &s, tx, a, err);
}

static struct casefile new_case(struct desk *desk)
{
	return (struct casefile){ .stage = STAGE_OPEN,
				  .opened_at = desk->options.moment.now,
				  .opened_by = desk_user(desk),
				  .closed_at = INSTANT_NONE };
}

int casefile_open(int64_t *id, const char **warning, struct desk *desk, struct arena *a,
		  const char *tracking, const struct case_facts *facts, bool another,
		  struct err *err)
{
	struct casefile c = new_case(desk);
	struct opening opening = { tracking, *facts, another, false };
	struct tx *tx;
	int rc = -1;

	*warning = NULL;
	if (desk_begin(&tx, desk, "casefile.open", err) < 0)
		return -1;
	if (open_case(&c, warning, tx, a, &opening, err) < 0)
		goto out;
	*id = c.id;
	rc = 0;
out:
	return tx_end(tx, rc, err);
}

int casefile_open_shipment(int64_t *id, struct desk *desk, struct arena *a, int64_t shipment_id,
			   const struct case_facts *facts, struct err *err)
{
	enum { OF_CASE = FACT_PROBLEM | FACT_CLIENT | FACT_OWNER | FACT_NOTE };
	struct case_facts of_case = *facts;
	struct casefile c = new_case(desk);
	struct shipment s;
	struct tx *tx;
	int rc = -1;

	of_case.given &= OF_CASE;
	if (desk_begin(&tx, desk, "casefile.open", err) < 0)
		return -1;
	if (row_get(&s, tx_snap(tx), a, TABLE_SHIPMENT, shipment_id, err) < 0 ||
	    refuse_unseen(tx, a, &s, err) < 0 || refuse_second(tx, a, &s, err) < 0)
		goto out;
	apply(&s, &c, &of_case);
	c.shipment_id = s.id;
	if (!(of_case.given & FACT_CLIENT))
		c.client = s.client;
	if (put_case(&c, &s, tx, a, err) < 0)
		goto out;
	*id = c.id;
	rc = 0;
out:
	return tx_end(tx, rc, err);
}

/* --- correcting, closing --- */

static int write_edit(struct casefile *c, struct shipment *s, struct tx *tx, struct arena *a,
		      const struct case_facts *facts, struct err *err)
{
	struct casefile c_before = *c;
	struct shipment s_before = *s;

	apply(s, c, facts);
	if ((facts->given & FACT_CARRIER) && resolve_carrier(s, tx_snap(tx), a, err) < 0)
		return -1;
	if ((facts->given & FACT_SERVICE) && resolve_service(s, tx_snap(tx), a, err) < 0)
		return -1;
	if (s->accepted_on == DAY_NONE)
		history_learn(s, DAY_NONE); /* events say more than mailing dates */
	if (row_same(TABLE_SHIPMENT, &s_before, s) && row_same(TABLE_CASEFILE, &c_before, c))
		return 0;
	if (!row_same(TABLE_SHIPMENT, &s_before, s) && row_update(s, tx, TABLE_SHIPMENT, err) < 0)
		return -1;
	/* Also when the parcel alone changed: "seen" is the case's version. */
	return row_update(c, tx, TABLE_CASEFILE, err);
}

int case_edit_within(const char **warning, struct tx *tx, struct arena *a,
		     const struct case_seen *which, const struct case_facts *facts, struct err *err)
{
	struct casefile c;
	struct shipment s;
	int32_t version;

	if (case_take(&c, &s, tx, a, which->id, which->version, err) < 0)
		return -1;
	version = s.version;
	if (write_edit(&c, &s, tx, a, facts, err) < 0 ||
	    refresh_all(tx, a, &c, &s, s.version != version, err) < 0 ||
	    stage_refresh(tx, a, &c, &s, err) < 0)
		return -1;
	warn_days(warning, a, &s, tx_moment(tx)->today);
	return 0;
}

int casefile_edit(const char **warning, struct desk *desk, struct arena *a, int64_t id,
		  int32_t seen, const struct case_facts *facts, struct err *err)
{
	const struct case_seen which = { id, seen };
	struct tx *tx;

	*warning = NULL;
	if (desk_begin(&tx, desk, "casefile.edit", err) < 0)
		return -1;
	return tx_end(tx, case_edit_within(warning, tx, a, &which, facts, err), err);
}

int casefile_client(const char **client, struct desk *desk, struct arena *a, int64_t id,
		    struct err *err)
{
	struct snap *snap;
	struct casefile c;
	int rc;

	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = row_get(&c, snap, a, TABLE_CASEFILE, id, err);
	desk_snap_end(snap);
	*client = rc == 0 ? c.client : NULL;
	return rc;
}

int case_close_within(struct tx *tx, struct arena *a, int64_t id, bool close, const char *reason,
		      struct err *err)
{
	struct casefile c;
	struct shipment s;

	if (case_take(&c, &s, tx, a, id, 0, err) < 0)
		return -1;
	if (close == (c.closed_at != INSTANT_NONE))
		return err_set(err, ERR_STATE, "case %" PRId64 " is %s", id,
			       close ? "already closed" : "not closed");
	c.closed_at = close ? tx_moment(tx)->now : INSTANT_NONE;
	c.close_reason = reason;
	if (close)
		c.stage = STAGE_CLOSED;
	if (row_update(&c, tx, TABLE_CASEFILE, err) < 0 ||
	    windows_refresh(tx, a, &c, &s, err) < 0 || stage_refresh(tx, a, &c, &s, err) < 0)
		return -1;
	return 0;
}

static int set_closed(struct desk *desk, int64_t id, bool close, const char *reason,
		      struct err *err)
{
	struct arena a = ARENA_INIT;
	struct tx *tx;
	int rc;

	if (desk_begin(&tx, desk, close ? "casefile.close" : "casefile.reopen", err) < 0)
		return -1;
	rc = tx_end(tx, case_close_within(tx, &a, id, close, reason, err), err);
	arena_release(&a);
	return rc;
}

int casefile_close(struct desk *desk, int64_t id, const char *reason, struct err *err)
{
	return set_closed(desk, id, true, reason, err);
}

int casefile_reopen(struct desk *desk, int64_t id, struct err *err)
{
	return set_closed(desk, id, false, NULL, err);
}
