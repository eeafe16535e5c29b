#include "ops/contact_ops.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "ops/internal.h"
#include "store/calls.h"
#include "store/claims.h"

enum { CASES_MAX = 100, PROMISES_MAX = 50, FUTURE_S = 86400 };

/* --- logging --- */

static int check_contact(const struct contact *c, int ncases, const struct promise promises[],
			 int npromises, instant now, struct err *err)
{
	if (ncases < 1 || ncases > CASES_MAX)
		return err_set(err, ERR_INPUT, "a contact is about 1 to %d cases", CASES_MAX);
	if (npromises > PROMISES_MAX)
		return err_set(err, ERR_INPUT, "a contact holds at most %d next steps",
			       PROMISES_MAX);
	if (c->at != INSTANT_NONE && c->at > now + FUTURE_S)
		return err_set(err, ERR_INPUT, "a contact cannot lie in the future: check --at");
	if (c->minutes != MINUTES_NONE && c->hold_minutes > c->minutes)
		return err_set(err, ERR_INPUT,
			       "%d minutes on hold are more than the whole call of %d minutes",
			       c->hold_minutes, c->minutes);
	for (int i = 0; i < npromises; i++)
		if (text_blank(promises[i].what))
			return err_set(err, ERR_INPUT,
				       "a next step needs words: --next \"call back\"");
	return 0;
}

static int check_office(struct tx *tx, struct arena *a, int64_t id, struct err *err)
{
	struct post_office office;

	if (id == 0 || row_get(&office, tx_snap(tx), a, TABLE_POST_OFFICE, id, err) == 0)
		return 0;
	if (err->code != ERR_NOT_FOUND)
		return -1;
	return err_set(err, ERR_NOT_FOUND,
		       "no Post Office has number %lld here" ERR_TYPED
		       ": 'waylaid contacts --near ZIP' looks them up and gives their numbers",
		       (long long)id);
}

static int link_case(struct tx *tx, struct arena *a, const struct contact *c, int64_t case_id,
		     struct err *err)
{
	struct contact_case link = { .contact_id = c->id, .casefile_id = case_id };
	struct casefile cf;
	struct shipment s;

	if (case_take(&cf, &s, tx, a, case_id, 0, err) < 0 ||
	    row_insert(&link, tx, TABLE_CONTACT_CASE, err) < 0)
		return -1;
	return stage_refresh(tx, a, &cf, &s, err);
}

static int put_promises(struct tx *tx, int64_t contact_id, const struct promise promises[], int n,
			struct err *err)
{
	for (int i = 0; i < n; i++) {
		struct promise p = promises[i];

		p.id = 0;
		p.contact_id = contact_id;
		p.state = PROMISE_OPEN;
		p.settled_on = DAY_NONE;
		p.settled_by = NULL;
		if (row_insert(&p, tx, TABLE_PROMISE, err) < 0)
			return -1;
	}
	return 0;
}

/* Each case once, in the order given. */
static int unique_cases(int64_t out[], const int64_t cases[], int n)
{
	int kept = 0;

	for (int i = 0; i < n; i++) {
		int j = 0;

		while (j < kept && out[j] != cases[i])
			j++;
		if (j == kept)
			out[kept++] = cases[i];
	}
	return kept;
}

int contact_put(struct contact *c, struct tx *tx, struct arena *a, const int64_t cases[], int n,
		struct err *err)
{
	if (row_insert(c, tx, TABLE_CONTACT, err) < 0)
		return -1;
	for (int i = 0; i < n; i++)
		if (link_case(tx, a, c, cases[i], err) < 0)
			return -1;
	return contact_index(tx, c, cases, n, err);
}

/* What is to be logged, all of it. */
struct to_log {
	struct contact contact;
	int64_t cases[CASES_MAX];
	int ncases;
	const struct promise *promises;
	int npromises;
	bool ends_call; /* the call under way is this one */
};

static int put_contact(struct to_log *log, struct tx *tx, struct arena *a, struct err *err)
{
	struct contact *c = &log->contact;

	if (check_office(tx, a, c->post_office_id, err) < 0 ||
	    contact_put(c, tx, a, log->cases, log->ncases, err) < 0 ||
	    put_promises(tx, c->id, log->promises, log->npromises, err) < 0)
		return -1;
	return log->ends_call ? timer_drop(tx, c->logged_by, err) : 0;
}

static int log_it(int64_t *id, struct desk *desk, struct to_log *log, struct err *err)
{
	const struct moment *now = &desk->options.moment;
	struct contact *c = &log->contact;
	struct arena a = ARENA_INIT;
	struct tx *tx;
	int rc;

	c->id = 0;
	c->at = c->at == INSTANT_NONE ? now->now : c->at;
	c->logged_at = now->now;
	c->logged_by = desk_user(desk);
	if (desk_begin(&tx, desk, "contact.log", err) < 0)
		return -1;
	rc = tx_end(tx, put_contact(log, tx, &a, err), err);
	arena_release(&a);
	*id = c->id;
	return rc;
}

static int log_contact(int64_t *id, struct desk *desk, struct to_log *log, const int64_t cases[],
		       int ncases, struct err *err)
{
	if (check_contact(&log->contact, ncases, log->promises, log->npromises,
			  desk->options.moment.now, err) < 0)
		return -1;
	log->ncases = unique_cases(log->cases, cases, ncases);
	return log_it(id, desk, log, err);
}

int contact_log(int64_t *id, struct desk *desk, const struct contact *contact,
		const int64_t cases[], int ncases, const struct promise promises[], int npromises,
		struct err *err)
{
	struct to_log log = { .contact = *contact, .promises = promises, .npromises = npromises };

	return log_contact(id, desk, &log, cases, ncases, err);
}

int contact_log_call(int64_t *id, struct desk *desk, const struct contact *contact,
		     const int64_t cases[], int ncases, const struct promise promises[],
		     int npromises, struct err *err)
{
	struct to_log log = {
		.contact = *contact, .promises = promises, .npromises = npromises, .ends_call = true
	};

	return log_contact(id, desk, &log, cases, ncases, err);
}

/* --- amending --- */

static void amend(struct contact *c, const struct contact *to, unsigned given)
{
	if (given & CONTACT_CHANNEL)
		c->channel = to->channel;
	if (given & CONTACT_PARTY)
		c->party = to->party;
	if (given & CONTACT_DIRECTION)
		c->direction = to->direction;
	if (given & CONTACT_OUTCOME)
		c->outcome = to->outcome;
	if (given & CONTACT_AT)
		c->at = to->at;
	if (given & CONTACT_REP_NAME)
		c->rep_name = to->rep_name;
	if (given & CONTACT_REP_ID)
		c->rep_id = to->rep_id;
	if (given & CONTACT_REFERENCE)
		c->reference = to->reference;
	if (given & CONTACT_DIALED)
		c->dialed = to->dialed;
	if (given & CONTACT_KEYPAD)
		c->keypad = to->keypad;
	if (given & CONTACT_CALLBACK)
		c->callback = to->callback;
	if (given & CONTACT_SAID)
		c->said = to->said;
	if (given & CONTACT_MINUTES)
		c->minutes = to->minutes;
	if (given & CONTACT_HOLD)
		c->hold_minutes = to->hold_minutes;
	if (given & CONTACT_OFFICE)
		c->post_office_id = to->post_office_id;
}

/* The entry belongs to every case the contact spoke of. */
static int take_cases(int64_t **cases, int *n, struct tx *tx, struct arena *a, int64_t contact_id,
		      struct err *err)
{
	struct casefile c;
	struct shipment s;

	if (contact_cases(cases, n, tx_snap(tx), a, contact_id, err) < 0)
		return -1;
	for (int i = 0; i < *n; i++)
		if (case_take(&c, &s, tx, a, (*cases)[i], 0, err) < 0)
			return -1;
	return 0;
}

int contact_amend(struct desk *desk, struct arena *a, int64_t id, int32_t seen,
		  const struct contact *changes, unsigned given, struct err *err)
{
	struct contact c, before;
	int64_t *cases;
	struct tx *tx;
	int n, rc = -1;

	if (desk_begin(&tx, desk, "contact.amend", err) < 0)
		return -1;
	if (row_get(&c, tx_snap(tx), a, TABLE_CONTACT, id, err) < 0 ||
	    take_cases(&cases, &n, tx, a, id, err) < 0)
		goto out;
	if (seen && seen != c.version) {
		err_set(err, ERR_CONFLICT,
			"contact %" PRId64 " was amended since you looked at it: look again, then "
			"repeat",
			id);
		goto out;
	}
	before = c;
	amend(&c, changes, given);
	if (check_office(tx, a, c.post_office_id, err) < 0)
		goto out;
	if (check_contact(&c, n, NULL, 0, desk->options.moment.now, err) < 0)
		goto out;
	if (!row_same(TABLE_CONTACT, &before, &c) && (row_update(&c, tx, TABLE_CONTACT, err) < 0 ||
						      contact_index(tx, &c, cases, n, err) < 0))
		goto out;
	rc = 0;
out:
	return tx_end(tx, rc, err);
}

/* --- promises --- */

static const char *const settle_op[PROMISE_NVALUES] = {
	[PROMISE_OPEN] = "promise.reopen",
	[PROMISE_KEPT] = "promise.keep",
	[PROMISE_BROKEN] = "promise.broken",
	[PROMISE_WAIVED] = "promise.waive",
};

int promise_settle(struct promise *out, struct desk *desk, struct arena *a, int64_t id,
		   enum promise_state state, daynum on, struct err *err)
{
	int64_t *cases;
	struct tx *tx;
	int n, rc = -1;

	if (desk_begin(&tx, desk, settle_op[state], err) < 0)
		return -1;
	if (row_get(out, tx_snap(tx), a, TABLE_PROMISE, id, err) < 0 ||
	    take_cases(&cases, &n, tx, a, out->contact_id, err) < 0)
		goto out;
	if (!promise_may_become(out->state, state)) {
		err_set(err, ERR_STATE,
			"promise %" PRId64 " is already %s" ERR_TYPED
			": 'waylaid undo' takes back your own last act",
			id, promise_state_names[out->state]);
		goto out;
	}
	out->state = state;
	out->settled_on = on == DAY_NONE ? desk->options.moment.today : on;
	out->settled_by = desk_user(desk);
	if (row_update(out, tx, TABLE_PROMISE, err) < 0)
		goto out;
	rc = 0;
out:
	return tx_end(tx, rc, err);
}

/* --- requests --- */

int request_index(struct tx *tx, const struct request *r, struct err *err)
{
	const char *words[] = { r->reference, request_kind_names[r->kind], r->answer, r->what };

	return search_put(tx, "request", r->id, r->casefile_id, words, 4, err);
}

static int finish_request(struct tx *tx, struct arena *a, struct casefile *c,
			  const struct shipment *s, const struct request *r, struct err *err)
{
	if (windows_refresh(tx, a, c, s, err) < 0 || stage_refresh(tx, a, c, s, err) < 0)
		return -1;
	return request_index(tx, r, err);
}

/* Until when the carrier answers, where the facts know how long it takes. */
static int learn_due(struct request *r, struct tx *tx, struct arena *a, const char *carrier,
		     struct err *err)
{
	struct answer_time t;
	bool known;

	if (fact_answer_time(&t, &known, tx_snap(tx), a, carrier, request_kind_names[r->kind],
			     err) < 0)
		return -1;
	if (known && r->asked_of == PARTY_CARRIER)
		r->answer_due_on = answer_time_due(&t, r->filed_on);
	return 0;
}

static struct request new_request(const struct request *facts, int64_t case_id, daynum today)
{
	struct request r = request_unknown;

	r.casefile_id = case_id;
	r.number = 1;
	r.kind = facts->kind;
	r.reference = facts->reference;
	r.filed_on = facts->filed_on == DAY_NONE ? today : facts->filed_on;
	r.asked_of = facts->asked_of;
	r.what = facts->what;
	r.valid_until = facts->valid_until;
	return r;
}

static const char *other_kind(struct arena *a, enum request_kind kind, const char *carrier)
{
	const char *instead = request_instead(kind, carrier);

	if (!instead)
		return NULL;
	return arena_printf(a, "%s has no request of the kind %s: people ask it for %s",
			    carrier_title(carrier), request_kind_names[kind], instead);
}

int request_file(struct request *out, const char **warning, struct desk *desk, struct arena *a,
		 int64_t case_id, const struct request *facts, struct err *err)
{
	struct request *earlier;
	struct casefile c;
	struct shipment s;
	struct tx *tx;
	int n, rc = -1;

	if (desk_begin(&tx, desk, "request.file", err) < 0)
		return -1;
	if (case_take(&c, &s, tx, a, case_id, 0, err) < 0 ||
	    row_list(&earlier, &n, tx_snap(tx), a, TABLE_REQUEST,
		     "WHERE casefile_id=?1 ORDER BY number DESC LIMIT 1", case_id, 0, err) < 0)
		goto out;
	*out = new_request(facts, case_id, desk->options.moment.today);
	if (n)
		out->number = earlier[0].number + 1;
	*warning = out->asked_of == PARTY_CARRIER ? other_kind(a, out->kind, s.carrier) : NULL;
	if (learn_due(out, tx, a, s.carrier, err) < 0 ||
	    row_insert(out, tx, TABLE_REQUEST, err) < 0 ||
	    finish_request(tx, a, &c, &s, out, err) < 0)
		goto out;
	rc = 0;
out:
	return tx_end(tx, rc, err);
}

static int find_request(struct request *out, struct tx *tx, struct arena *a, int64_t case_id,
			int number, struct err *err)
{
	struct request *found;
	int n;

	if (row_list(&found, &n, tx_snap(tx), a, TABLE_REQUEST,
		     "WHERE casefile_id=?1 AND number=?2", case_id, number, err) < 0)
		return -1;
	if (n == 0)
		return err_set(err, ERR_NOT_FOUND, "case %" PRId64 " has no request %" PRId64 "/%d",
			       case_id, case_id, number);
	*out = found[0];
	if (out->state != REQUEST_OPEN)
		return err_set(err, ERR_STATE, "request %" PRId64 "/%d is already %s", case_id,
			       number, request_state_names[out->state]);
	return 0;
}

/* How a request ends: answered, or withdrawn where there is no answer. */
struct request_end {
	const char *op; /* in the journal */
	int64_t case_id;
	int number;
	const struct request_answer *answer;
};

static void take_answer(struct request *r, const struct request_answer *answer)
{
	r->result = answer->result;
	r->answer = answer->answer;
	if (answer->on != DAY_NONE)
		r->answered_on = answer->on;
	if (answer->reference)
		r->reference = answer->reference;
	if (answer->valid_until != DAY_NONE)
		r->valid_until = answer->valid_until;
}

static int end_request(struct request *out, struct desk *desk, struct arena *a,
		       const struct request_end *e, struct err *err)
{
	struct casefile c;
	struct shipment s;
	struct tx *tx;
	int rc = -1;

	if (desk_begin(&tx, desk, e->op, err) < 0)
		return -1;
	if (case_take(&c, &s, tx, a, e->case_id, 0, err) < 0 ||
	    find_request(out, tx, a, e->case_id, e->number, err) < 0)
		goto out;
	out->state = e->answer ? REQUEST_ANSWERED : REQUEST_WITHDRAWN;
	out->answered_on = desk->options.moment.today;
	if (e->answer)
		take_answer(out, e->answer);
	if (row_update(out, tx, TABLE_REQUEST, err) < 0 ||
	    finish_request(tx, a, &c, &s, out, err) < 0)
		goto out;
	rc = 0;
out:
	return tx_end(tx, rc, err);
}

int request_answered(struct request *out, struct desk *desk, struct arena *a, int64_t case_id,
		     int number, const struct request_answer *answer, struct err *err)
{
	const struct request_end e = { "request.answer", case_id, number, answer };

	return end_request(out, desk, a, &e, err);
}

int request_withdraw(struct request *out, struct desk *desk, struct arena *a, int64_t case_id,
		     int number, struct err *err)
{
	const struct request_end e = { "request.withdraw", case_id, number, NULL };

	return end_request(out, desk, a, &e, err);
}
