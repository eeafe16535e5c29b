#include "domain/step.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/claim.h"
#include "domain/contact.h"
#include "domain/evidence.h"
#include "domain/request.h"

const char *const rung_state_names[RUNG_NVALUES] = {
	[RUNG_OPEN] = "open",
	[RUNG_RUNNING] = "running",
	[RUNG_DONE] = "done",
};

enum { WORD_LENGTH = 40 };

/* --- the signs --- */

static const char *request_name(struct arena *a, const struct request *r)
{
	return arena_printf(a, "request %lld/%d", (long long)r->casefile_id, r->number);
}

/* The newest request of the kind that stands; NULL when there is none. */
static const struct request *newest(const struct trail *t, int kind)
{
	const struct request *found = NULL;

	for (int i = 0; i < t->nrequests; i++)
		if ((int)t->request[i].kind == kind && t->request[i].state != REQUEST_WITHDRAWN)
			found = &t->request[i];
	return found;
}

static void see_asked(struct climbed *c, struct arena *a, const struct trail *t, int kind)
{
	const struct request *r = newest(t, kind);

	if (!r)
		return;
	c->state = RUNG_DONE;
	c->seen_in = request_name(a, r);
	c->note = r->what;
	c->on = r->filed_on;
}

static void see_request(struct climbed *c, struct arena *a, const struct trail *t, int kind)
{
	const struct request *r = newest(t, kind);

	if (!r)
		return;
	c->state = r->state == REQUEST_ANSWERED ? RUNG_DONE : RUNG_RUNNING;
	c->seen_in = request_name(a, r);
	c->note = r->answer ? r->answer : r->what;
	c->on = c->state == RUNG_DONE ? r->answered_on : r->filed_on;
}

static void see_granted(struct climbed *c, struct arena *a, const struct trail *t, int kind)
{
	const struct request *r = newest(t, kind);

	if (r && r->result == RESULT_GRANTED)
		see_request(c, a, t, kind);
}

static void see_until(struct climbed *c, struct arena *a, const struct trail *t, int kind)
{
	const struct request *r = newest(t, kind);

	if (!r || r->valid_until == DAY_NONE)
		return;
	c->state = RUNG_DONE;
	c->seen_in = request_name(a, r);
	c->on = r->valid_until;
}

static void see_evidence(struct climbed *c, struct arena *a, const struct trail *t, int kind)
{
	for (int i = 0; i < t->nevidence; i++)
		if ((int)t->evidence[i].kind == kind) {
			c->state = RUNG_DONE;
			c->seen_in = arena_printf(a, "evidence %lld", (long long)t->evidence[i].id);
			c->note = t->evidence[i].note;
			c->on = evidence_day(&t->evidence[i]);
			return;
		}
}

/* Somebody must have been reached; that nobody answered settles nothing. */
static void see_contact(struct climbed *c, struct arena *a, const struct trail *t, int party)
{
	for (int i = 0; i < t->ncontacts; i++)
		if ((int)t->contact[i].party == party && t->contact[i].outcome == OUTCOME_REACHED) {
			c->state = RUNG_DONE;
			c->seen_in = arena_printf(a, "contact %lld", (long long)t->contact[i].id);
			c->note = t->contact[i].said;
			c->on = DAY_NONE;
		}
}

static void see_claim(struct climbed *c, struct arena *a, const struct trail *t, int kind)
{
	(void)kind;
	for (int i = 0; i < t->nclaims; i++)
		if (t->claim[i].state != CLAIM_DRAFT && t->claim[i].state != CLAIM_WITHDRAWN) {
			c->state = RUNG_DONE;
			c->seen_in = arena_printf(a, "claim %lld/%d", (long long)t->case_id,
						  t->claim[i].number);
			c->on = t->claim[i].filed_on;
		}
}

static void see_remedy(struct climbed *c, struct arena *a, const struct trail *t, int kind)
{
	(void)kind;
	if (!t->nremedies)
		return;
	c->state = RUNG_DONE;
	c->seen_in = arena_printf(a, "the %s", remedy_kind_names[t->remedy[0].kind]);
	c->note = t->remedy[0].note;
	c->on = t->remedy[0].given_on;
}

typedef void sign_see(struct climbed *c, struct arena *a, const struct trail *t, int kind);

static const struct sign {
	const char *verb;
	const char *const *names; /* of what stands behind it; NULL: nothing does */
	int n;
	sign_see *see;
} signs[] = {
	{ "asked", request_kind_names, REQUEST_NVALUES, see_asked },
	{ "request", request_kind_names, REQUEST_NVALUES, see_request },
	{ "granted", request_kind_names, REQUEST_NVALUES, see_granted },
	{ "until", request_kind_names, REQUEST_NVALUES, see_until },
	{ "evidence", evidence_kind_names, EVIDENCE_NVALUES, see_evidence },
	{ "contact", party_names, PARTY_NVALUES, see_contact },
	{ "claim", NULL, 0, see_claim },
	{ "remedy", NULL, 0, see_remedy },
};

/* The sign that "verb kind" names, len bytes; NULL when it means nothing. */
static const struct sign *sign_of(int *kind, const char *text, size_t len)
{
	char word[WORD_LENGTH], *behind;

	if (len >= sizeof word)
		return NULL;
	memcpy(word, text, len);
	word[len] = 0;
	behind = strchr(word, ' ');
	if (behind)
		*behind++ = 0;
	*kind = -1;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (strcmp(signs[i].verb, word) != 0)
			continue;
		if (!signs[i].names)
			return behind ? NULL : &signs[i];
		*kind = behind ? name_find(signs[i].names, signs[i].n, behind) : -1;
		return *kind >= 0 ? &signs[i] : NULL;
	}
	return NULL;
}

bool rung_signs_known(const char *done_by)
{
	int kind;

	for (const char *p = done_by; p && *p; p += strcspn(p, "|"), p += *p == '|')
		if (!sign_of(&kind, p, strcspn(p, "|")))
			return false;
	return true;
}

/* --- the ladder --- */

static void look(struct climbed *c, struct arena *a, const struct trail *t)
{
	const char *p = c->rung->done_by;
	int kind;

	for (int i = 0; i < t->nsteps; i++)
		if (text_same(t->step[i].code, c->rung->code)) {
			c->state = RUNG_DONE;
			c->seen_in = arena_printf(a, "noted by %s", t->step[i].done_by);
			c->note = t->step[i].note;
			c->on = t->step[i].done_on;
			return;
		}
	for (; p && *p && c->state != RUNG_DONE; p += strcspn(p, "|"), p += *p == '|') {
		const struct sign *s = sign_of(&kind, p, strcspn(p, "|"));

		if (s)
			s->see(c, a, t, kind);
	}
}

static int by_place(const void *x, const void *y)
{
	const struct climbed *a = x, *b = y;

	return (a->rung->place > b->rung->place) - (a->rung->place < b->rung->place);
}

int ladder_of(struct climbed **out, struct arena *a, const struct rung rungs[], int nrungs,
	      const struct trail *t)
{
	int n = 0;

	*out = arena_array(a, (size_t)nrungs + 1, sizeof **out);
	for (int i = 0; i < nrungs; i++)
		if (rungs[i].problem == t->problem)
			(*out)[n++] = (struct climbed){ .rung = &rungs[i], .on = DAY_NONE };
	qsort(*out, (size_t)n, sizeof **out, by_place);
	for (int i = 0; i < n; i++)
		look(&(*out)[i], a, t);
	return n;
}

const struct climbed *ladder_next(const struct climbed ladder[], int n)
{
	for (int i = 0; i < n; i++)
		if (ladder[i].state == RUNG_OPEN)
			return &ladder[i];
	for (int i = 0; i < n; i++)
		if (ladder[i].state == RUNG_RUNNING)
			return &ladder[i];
	return NULL;
}
