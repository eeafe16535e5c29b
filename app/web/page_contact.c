#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "domain/contact.h"
#include "ops/casefile_ops.h"
#include "ops/contact_ops.h"
#include "ops/desk.h"
#include "ops/timer_ops.h"
#include "view/call_doc.h"
#include "view/case_doc.h"
#include "web/api.h"
#include "web/gate.h"
#include "web/page_verb.h"
#include "web/typed.h"

/* A contact and its one promise, as the form of the case page has them. */
struct noted {
	struct contact contact;
	struct promise promise;
	bool promised;
};

static int take_codes(struct contact *k, struct web_call *c, struct err *err)
{
	int channel, party, direction, outcome;

	if (typed_code(&channel, c, "channel",
		       (struct typed_codes){ channel_names, CHANNEL_NVALUES }, err) < 0 ||
	    typed_code(&party, c, "with", (struct typed_codes){ party_names, PARTY_NVALUES }, err) <
		    0 ||
	    typed_code(&direction, c, "direction",
		       (struct typed_codes){ direction_names, DIRECTION_NVALUES }, err) < 0 ||
	    typed_code(&outcome, c, "outcome",
		       (struct typed_codes){ outcome_names, OUTCOME_NVALUES }, err) < 0)
		return -1;
	k->channel = channel < 0 ? CHANNEL_PHONE : (enum channel)channel;
	k->party = party < 0 ? PARTY_CARRIER : (enum party)party;
	k->direction = direction < 0 ? DIRECTION_OUT : (enum direction)direction;
	k->outcome = outcome < 0 ? OUTCOME_REACHED : (enum outcome)outcome;
	return 0;
}

static int take_texts(struct contact *k, struct web_call *c, struct err *err)
{
	const struct {
		const char *name;
		const char **to;
		size_t max;
	} texts[] = {
		{ "rep", &k->rep_name, TYPED_LINE },      { "rep_id", &k->rep_id, TYPED_LINE },
		{ "ref", &k->reference, TYPED_LINE },     { "dialed", &k->dialed, TYPED_LINE },
		{ "keypad", &k->keypad, TYPED_LINE },     { "said", &k->said, TYPED_LONG },
		{ "callback", &k->callback, TYPED_LINE },
	};
	int64_t minutes, hold;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (typed_text(texts[i].to, c, texts[i].name, texts[i].max, err) < 0)
			return -1;
	if (typed_number(&minutes, c, "minutes", 10000, err) < 0 ||
	    typed_number(&hold, c, "hold", 10000, err) < 0)
		return -1;
	k->minutes = minutes < 0 ? MINUTES_NONE : (int32_t)minutes;
	k->hold_minutes = hold < 0 ? MINUTES_NONE : (int32_t)hold;
	return 0;
}

static int take_promise(struct noted *n, struct web_call *c, struct err *err)
{
	int by;

	n->promise = (struct promise){ .owed_by = n->contact.party };
	if (typed_text(&n->promise.what, c, "next", TYPED_LONG, err) < 0 ||
	    typed_day(&n->promise.due_on, c, "due", err) < 0 ||
	    typed_code(&by, c, "by", (struct typed_codes){ party_names, PARTY_NVALUES }, err) < 0)
		return -1;
	if (by >= 0)
		n->promise.owed_by = (enum party)by;
	n->promised = n->promise.what;
	if (!n->promised && n->promise.due_on != DAY_NONE)
		return err_set(err, ERR_INPUT,
			       "there is a day by when, but not what was promised: say what");
	return 0;
}

static int take_contact(struct noted *n, struct web_call *c, struct err *err)
{
	n->contact = (struct contact){ .at = INSTANT_NONE };
	if (take_codes(&n->contact, c, err) < 0 || take_texts(&n->contact, c, err) < 0 ||
	    take_promise(n, c, err) < 0)
		return -1;
	/* "outcome" is always sent by the page: who reached nobody has nothing else to say. */
	if (!n->contact.rep_name && !n->contact.reference && !n->contact.said && !n->promised &&
	    n->contact.outcome == OUTCOME_REACHED)
		return err_set(err, ERR_INPUT,
			       "nothing was noted: say whom you spoke to, or what was said");
	return 0;
}

/* The call under way is about this case: what is logged of it ends it. */
static int take_call(bool *ends, struct contact *k, struct web_call *c, struct err *err)
{
	struct timer t;

	*ends = false;
	if (k->channel != CHANNEL_PHONE)
		return 0;
	if (call_now(&t, ends, c->desk, &c->arena, err) < 0)
		return -1;
	*ends = *ends && timer_has_case(&t, c->found.id[0]);
	if (*ends)
		call_into_contact(k, k->minutes != MINUTES_NONE, &t, c->moment.now);
	return 0;
}

static int log_it(int64_t *id, struct web_call *c, struct err *err)
{
	struct noted n;
	bool ends;

	if (take_contact(&n, c, err) < 0 || take_call(&ends, &n.contact, c, err) < 0)
		return -1;
	if (ends)
		return contact_log_call(id, c->desk, &n.contact, &c->found.id[0], 1, &n.promise,
					n.promised, err);
	return contact_log(id, c->desk, &n.contact, &c->found.id[0], 1, &n.promise, n.promised,
			   err);
}

static int make_contact(struct node **out, struct snap *snap, struct web_call *c, struct err *err)
{
	int64_t id = c->found.id[1];

	if (contact_doc(out, snap, &c->arena, id, &c->moment, err) < 0)
		return -1;
	return contact_after_nodes(&c->arena, *out, snap, id, &c->moment, err);
}

int post_contact(struct web_call *c, struct err *err)
{
	if (case_of_path(c, err) < 0)
		return -1;
	return answer_verb(c, log_it(&c->found.id[1], c, err),
			   &(struct verb){ "contacts", make_contact }, err);
}

/* --- corrections --- */

/* What was sent is corrected, be it empty; but each contact has a channel, an outcome ... */
static unsigned contact_facts_sent(const struct web_call *c)
{
	static const struct {
		const char *field;
		unsigned fact;
	} facts[] = {
		{ "channel", CONTACT_CHANNEL },     { "with", CONTACT_PARTY },
		{ "direction", CONTACT_DIRECTION }, { "outcome", CONTACT_OUTCOME },
		{ "rep", CONTACT_REP_NAME },        { "rep_id", CONTACT_REP_ID },
		{ "ref", CONTACT_REFERENCE },       { "dialed", CONTACT_DIALED },
		{ "keypad", CONTACT_KEYPAD },       { "callback", CONTACT_CALLBACK },
		{ "said", CONTACT_SAID },           { "minutes", CONTACT_MINUTES },
		{ "hold", CONTACT_HOLD },
	};
	unsigned given = 0;

	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		if (form_get(&c->form, facts[i].field) ||
		    (form_given(&c->form, facts[i].field) && facts[i].fact > CONTACT_OUTCOME))
			given |= facts[i].fact;
	return given;
}

/* Is it one of this case? Who is held to a client leaves alone what is about others, too. */
static int contact_of_case(struct web_call *c, struct err *err)
{
	const struct node *n;
	const char *client;
	bool found = false;
	struct node *doc;
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, c->desk, err) < 0)
		return -1;
	rc = contact_doc(&doc, snap, &c->arena, c->found.id[1], &c->moment, err);
	desk_snap_end(snap);
	if (rc < 0)
		return -1;
	for (n = node_get(doc, "cases")->first; n; n = n->next)
		found |= n->number == c->found.id[0];
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "case %lld has no contact %lld",
			       (long long)c->found.id[0], (long long)c->found.id[1]);
	for (n = node_get(doc, "cases")->first; n; n = n->next) {
		if (casefile_client(&client, c->desk, &c->arena, n->number, err) < 0)
			return -1;
		if (!may_see_client(c, client))
			return err_set(err, ERR_NOT_PERMITTED,
				       "this contact is about cases of others, too: ask whoever "
				       "runs the desk");
	}
	return 0;
}

static int amend_contact(struct web_call *c, struct err *err)
{
	struct contact changes = { .at = INSTANT_NONE };
	unsigned given = contact_facts_sent(c);
	int32_t seen;

	if (!given)
		return err_set(err, ERR_INPUT, "say what to correct: rep, ref, said ...");
	if (version_seen(&seen, c, err) < 0 || take_codes(&changes, c, err) < 0 ||
	    take_texts(&changes, c, err) < 0)
		return -1;
	return contact_amend(c->desk, &c->arena, c->found.id[1], seen, &changes, given, err);
}

int post_amend(struct web_call *c, struct err *err)
{
	struct err wrong;

	if (case_of_path(c, err) < 0 || contact_of_case(c, err) < 0)
		return -1;
	if (amend_contact(c, err) < 0) {
		wrong = *err;
		return err->code == ERR_CONFLICT && c->found.api
			       ? answer_conflict(c, &wrong, make_contact, err)
			       : -1;
	}
	return answer_changed(c,
			      arena_printf(&c->arena, "%s#contacts", case_path(c, c->found.id[0])),
			      make_contact, err);
}

/* --- promises --- */

int64_t number_behind_slash(const char *name)
{
	const char *slash = strchr(name, '/');
	long long n = 0;
	struct err none;

	return slash && number_parse(&n, slash + 1, 0, INT64_MAX, "", &none) == 0 ? n : 0;
}

/* Is it a promise of this case? Else nobody held to a client could be kept from another's. */
static int promise_of_case(struct web_call *c, struct err *err)
{
	const struct node *n;
	struct node *doc;

	if (read_doc(&doc, c, make_case_doc, err) < 0)
		return -1;
	for (n = node_get(doc, "promises")->first; n; n = n->next)
		if (node_num(n, "promise") == c->found.id[1])
			return 0;
	return err_set(err, ERR_NOT_FOUND, "case %lld has no promise %lld",
		       (long long)c->found.id[0], (long long)c->found.id[1]);
}

int post_promise(struct web_call *c, struct err *err)
{
	struct promise p;
	int state;
	daynum on;

	if (case_of_path(c, err) < 0 || promise_of_case(c, err) < 0 ||
	    typed_code(&state, c, "state",
		       (struct typed_codes){ promise_state_names, PROMISE_NVALUES }, err) < 0 ||
	    typed_day(&on, c, "on", err) < 0)
		return -1;
	if (state <= PROMISE_OPEN)
		return err_set(err, ERR_INPUT, "state: use kept, broken or waived");
	if (promise_settle(&p, c->desk, &c->arena, c->found.id[1], (enum promise_state)state, on,
			   err) < 0)
		return -1;
	c->done = promise_node(&c->arena, node_root(&c->arena), &p, c->moment.today);
	return answer_changed(c,
			      arena_printf(&c->arena, "%s#promises", case_path(c, c->found.id[0])),
			      make_case_doc, err);
}
