#include "lib/sandbox/play.h"

#include <ctype.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/sandbox/fault.h"
#include "lib/sandbox/parts.h"

static const struct part *const parts[] = {
	[CARRIER_USPS] = &usps_part,
	[CARRIER_UPS] = &ups_part,
	[CARRIER_FEDEX] = &fedex_part,
	[CARRIER_DHL] = &dhl_part,
	[CARRIER_CANADA_POST] = &canada_post_part,
	[CARRIER_EASYPOST] = &easypost_part,
};

void stage_init(struct stage *s, struct script *script)
{
	*s = (struct stage){ .script = script };
	for (int i = 0; i < CARRIER_NVALUES; i++) {
		struct play *p = &s->play[i];
		const struct rules *r = &script->rules[i];
		size_t n = r->limit > 0 ? (size_t)r->limit : 0;

		p->part = parts[i];
		p->script = script;
		p->rules = &script->rules[i];
		if (n && r->limit_each_ms)
			p->called_ms = sandbox_alloc(NULL, n * sizeof(*p->called_ms));
	}
}

void stage_release(struct stage *s)
{
	for (int i = 0; i < CARRIER_NVALUES; i++)
		free(s->play[i].called_ms);
}

/* Counts the call; a call past the limit does not count in a window. */
static bool is_spent(struct play *p, int64_t now_ms)
{
	const struct rules *r = p->rules;
	int64_t *slot;

	if (r->limit < 0)
		return false;
	if (!p->called_ms)
		return p->calls++ >= r->limit;
	slot = &p->called_ms[p->calls % r->limit];
	if (p->calls >= r->limit && now_ms - *slot < r->limit_each_ms)
		return true;
	*slot = now_ms;
	p->calls++;
	return false;
}

static struct play *find_play(struct stage *s, const struct request *rq)
{
	for (int i = 0; i < CARRIER_NVALUES; i++)
		if (parts[i]->takes(rq))
			return &s->play[i];
	return NULL;
}

void stage_answer(struct reply *rp, struct stage *s, const struct request *rq, int64_t now_ms)
{
	struct play *p = find_play(s, rq);
	struct call c = { p, rq, now_ms };

	if (!p) {
		usps_part.fail(rp, rq, 404, false);
		return;
	}
	if (p->part->content_type)
		rp->content_type = p->part->content_type;
	if (is_spent(p, now_ms)) {
		p->part->fail(rp, rq, 429, true);
		rp->retry_after_s = p->rules->limit_retry_after_s;
		rp->fault = "limit";
	} else {
		p->part->answer(rp, &c);
	}
	rp->delay_ms += p->rules->latency_ms;
}

static bool is_token_call(const struct request *rq)
{
	for (int i = 0; i < CARRIER_NVALUES; i++)
		if (parts[i]->token_path && !strcmp(rq->target, parts[i]->token_path))
			return true;
	return false;
}

bool stage_leaks(const struct stage *s, const struct request *rq, const char *bytes, size_t len)
{
	if (!rq->method || is_token_call(rq))
		return false;
	for (int i = 0; i < s->script->nsecrets; i++) {
		const char *secret = s->script->secret[i], *at = bytes;
		int wanted = !strcmp(rq->api_key, secret), found = 0;

		while ((at = memmem(at, len - (size_t)(at - bytes), secret, strlen(secret)))) {
			at++;
			found++;
		}
		if (found != wanted)
			return true;
	}
	return false;
}

const struct client *play_client(const struct play *p, const char *id, const char *secret)
{
	for (int i = 0; i < p->rules->nclients; i++)
		if (!strcmp(p->rules->client[i].id, id) &&
		    !strcmp(p->rules->client[i].secret, secret))
			return &p->rules->client[i];
	return NULL;
}

/* Does the header hold this user and password? */
static bool is_basic(const char *authorization, const char *user, const char *password)
{
	unsigned char coded[1024];
	char plain[512];
	int n = snprintf(plain, sizeof(plain), "%s:%s", user, password);

	if (n < 0 || n >= (int)sizeof(plain) || strncmp(authorization, "Basic ", 6) != 0)
		return false;
	EVP_EncodeBlock(coded, (const unsigned char *)plain, n);
	return !strcmp((const char *)coded, authorization + 6);
}

const struct client *play_basic_client(const struct play *p, const char *authorization)
{
	for (int i = 0; i < p->rules->nclients; i++) {
		const struct client *c = &p->rules->client[i];

		if (is_basic(authorization, c->id, c->secret))
			return c;
	}
	return NULL;
}

bool play_basic_key(const struct play *p, const char *authorization)
{
	for (int i = 0; i < p->rules->nkeys; i++)
		if (is_basic(authorization, p->rules->key[i], ""))
			return true;
	return false;
}

bool play_has_key(const struct play *p, const char *key)
{
	for (int i = 0; i < p->rules->nkeys; i++)
		if (!strcmp(p->rules->key[i], key))
			return true;
	return false;
}

bool play_token_fault(struct reply *rp, struct call *c)
{
	struct entry *token = &c->play->rules->token;
	const struct step *step;

	if (!token->plan.nsteps)
		return false;
	step = entry_step(token);
	entry_advance(token);
	rp->delay_ms = step->delay_ms;
	if (step->kind < STEP_PARTIAL)
		return false;
	play_fault(rp, c, step);
	return true;
}

void play_give_token(struct reply *rp, struct call *c, const struct client *client,
		     token_write *write)
{
	const struct rules *r = c->play->rules;
	long expires_s =
		r->token_expires_s < 0 ? c->play->part->token_expires_s : r->token_expires_s;
	struct live_token *t =
		tokens_give(&c->play->tokens, c->play->part->name, expires_s, c->now_ms);

	t->calls_left = r->token_lasts;
	t->scope = client->scope ? client->scope : r->token_scope;
	if (!t->scope)
		t->scope = c->play->part->token_scope;
	text_puts(&rp->body, "{");
	write(&rp->body, t, client, expires_s);
	text_puts(&rp->body, "}");
}

const struct live_token *play_token(struct call *c)
{
	return tokens_use(&c->play->tokens, c->rq->authorization, c->now_ms);
}

void play_fault(struct reply *rp, const struct call *c, const struct step *step)
{
	switch (step->kind) {
	case STEP_PARTIAL:
		rp->fault = "partial";
		c->play->part->fail(rp, c->rq, 503, false);
		break;
	case STEP_STATUS:
		rp->fault = "status";
		c->play->part->fail(rp, c->rq, step->value, step->spent);
		rp->retry_after_s = step->retry_after_s;
		break;
	default:
		fault_answer(rp, step);
	}
}

struct entry *play_entry(struct reply *rp, const struct call *c, const char *number)
{
	struct entry *e = script_entry(c->play->script, number);

	text_printf(&rp->numbers, "%s%s", rp->numbers.len ? "," : "", number);
	if (entry_step(e)->delay_ms > rp->delay_ms)
		rp->delay_ms = entry_step(e)->delay_ms;
	return e;
}

struct parcel play_parcel(const struct call *c, const struct entry *e)
{
	const struct step *step = entry_step(e);

	return (struct parcel){ .number = e->number,
				.scenario = step->kind == STEP_SCENARIO ? (enum scenario)step->value
									: SCENARIO_PRE_TRANSIT,
				.today = c->play->script->today,
				.shift = e->plan.shift,
				.reused = step->reused };
}

void play_one(struct reply *rp, const struct call *c, const char *number)
{
	const struct part *part = c->play->part;
	struct entry *e = play_entry(rp, c, number);
	const struct step *step = entry_step(e);
	struct parcel p = play_parcel(c, e);

	if (step->kind >= STEP_PARTIAL)
		play_fault(rp, c, step);
	else if (step->kind == STEP_ANSWER)
		text_puts(&rp->body, step->text);
	else if (step->kind == STEP_MISSING)
		part->leave_out(rp, c, number);
	else if (step->kind == STEP_ERROR && step->value == ERROR_NOT_FOUND)
		part->not_found(rp, c, number);
	else if (step->kind == STEP_ERROR)
		part->refuse(rp, c, number, step->value);
	else
		part->tell(rp, c, &p);
	entry_advance(e);
}

struct entry *play_batch(struct reply *rp, const struct call *c, const char *const number[], int n,
			 struct batch *out)
{
	struct entry *decides = NULL;

	out->n = n;
	for (int i = 0; i < n; i++) {
		out->entry[i] = play_entry(rp, c, number[i]);
		if (!decides && entry_step(out->entry[i])->kind >= STEP_PARTIAL)
			decides = out->entry[i];
	}
	return decides;
}

void play_batch_done(struct batch *b)
{
	for (int i = 0; i < b->n; i++)
		entry_advance(b->entry[i]);
}

bool play_is_number(const char *s, size_t min, size_t max)
{
	size_t n = strlen(s);

	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)s[i]))
			return false;
	return n >= min && n <= max;
}

bool play_path_number(char out[NUMBER_SIZE], const struct request *rq, const char *start,
		      const char *end)
{
	const char *at = rq->target + strlen(start);
	size_t n = strcspn(at, "/?"), rest = strcspn(at + n, "?");

	if (strncmp(rq->target, start, strlen(start)) != 0 || n >= NUMBER_SIZE ||
	    rest != strlen(end) || strncmp(at + n, end, rest) != 0)
		return false;
	memcpy(out, at, n);
	out[n] = '\0';
	return true;
}
