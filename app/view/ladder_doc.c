#include "view/ladder_doc.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "view/doc.h"

static int climb(struct climbed **out, struct arena *a, const struct case_rows *c)
{
	struct trail trail = case_trail(c);

	return ladder_of(out, a, c->rung, c->nrungs, &trail);
}

struct node *step_node(struct arena *a, struct node *n, const struct step *s)
{
	node_text(a, n, "code", s->code);
	node_day(a, n, "on", s->done_on);
	node_text(a, n, "by", s->done_by);
	node_text(a, n, "note", s->note);
	return n;
}

struct node *step_doc(struct arena *a, const struct step *s, bool done)
{
	struct node *doc = node_root(a);

	node_int(a, doc, "case", s->casefile_id);
	step_node(a, doc, s);
	node_bool(a, doc, "done", done);
	return doc;
}

static bool is_rung(const struct climbed ladder[], int n, const char *code)
{
	for (int i = 0; i < n; i++)
		if (text_same(ladder[i].rung->code, code))
			return true;
	return false;
}

void steps_node(struct arena *a, struct node *doc, const struct case_rows *c)
{
	struct node *list = node_list(a, doc, "steps");
	struct climbed *ladder;
	int n = climb(&ladder, a, c);

	for (int i = 0; i < n; i++) {
		const struct rung *r = ladder[i].rung;
		struct node *each = node_map(a, list, NULL);

		node_text(a, each, "code", r->code);
		node_text(a, each, "title", r->title);
		node_text(a, each, "how", r->how);
		node_text(a, each, "state", rung_state_names[ladder[i].state]);
		node_text(a, each, "seen_in", ladder[i].seen_in);
		node_text(a, each, "note", ladder[i].note);
		node_day(a, each, "on", ladder[i].on);
		node_text(a, each, "source", r->source);
		node_text(a, each, "source_date", r->source_date);
		node_text(a, each, "confidence", confidence_names[r->confidence]);
	}
	list = node_list(a, doc, "confirmed");
	for (int i = 0; i < c->nsteps; i++)
		if (!is_rung(ladder, n, c->step[i].code))
			step_node(a, node_map(a, list, NULL), &c->step[i]);
}

/* --- the next one --- */

/* "Look round: Mailbox, every door ..." */
static const char *rung_words(struct arena *a, const struct rung *r)
{
	return r->how ? arena_printf(a, "%s. %s", r->title, r->how) : r->title;
}

/* The first word of the rung's signs and what stands behind it, as options write it. */
static const char *sign_verb(const char **object, struct arena *a, const struct rung *r)
{
	char *verb = arena_strdup(a, r->done_by ? r->done_by : ""), *blank;

	verb[strcspn(verb, "|")] = 0;
	blank = strchr(verb, ' ');
	*object = "";
	if (!blank)
		return verb;
	*blank++ = 0;
	*object = blank;
	for (; *blank; blank++)
		if (*blank == '_')
			*blank = '-';
	return verb;
}

static const char *rung_command(struct arena *a, const struct case_rows *c,
				const struct climbed *at)
{
	const char *object, *verb = sign_verb(&object, a, at->rung);
	const char *what = text_same(object, "instruction") ? " --what TEXT" : "";
	long long id = c->casefile.id;

	if (at->state == RUNG_RUNNING)
		return arena_printf(a, "waylaid brief %lld", id);
	if (text_same(verb, "asked") || text_same(verb, "request") ||
	    (text_same(verb, "granted") && c->nrequests))
		return arena_printf(a, "waylaid request %lld %s%s", id, object, what);
	if (text_same(verb, "evidence"))
		return arena_printf(a, "waylaid attach %lld FILE --kind %s", id, object);
	if (text_same(verb, "contact"))
		return arena_printf(a, "waylaid log %lld --with %s --said TEXT", id, object);
	if (text_same(verb, "claim"))
		return arena_printf(a, "waylaid routes %lld", id);
	return arena_printf(a, "waylaid step %lld %s --note TEXT", id, at->rung->code);
}

bool ladder_advice(const char **text, const char **command, struct arena *a,
		   const struct case_rows *c)
{
	struct climbed *ladder;
	int n = climb(&ladder, a, c);
	const struct climbed *at = ladder_next(ladder, n);

	if (!at)
		return false;
	*text = rung_words(a, at->rung);
	if (at->state == RUNG_RUNNING)
		*text = arena_printf(a, "wait for the answer to %s: %s", at->seen_in, *text);
	*command = rung_command(a, c, at);
	return true;
}
