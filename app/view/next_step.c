#include "view/case_doc.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "view/claim_doc.h"
#include "view/doc.h"
#include "view/door_doc.h"
#include "view/ladder_doc.h"

struct advice {
	const char *text, *command;
};

static const struct promise *overdue_promise(const struct case_rows *c, daynum today)
{
	for (int i = 0; i < c->npromises; i++)
		if (c->promise[i].state == PROMISE_OPEN && c->promise[i].due_on != DAY_NONE &&
		    c->promise[i].due_on <= today)
			return &c->promise[i];
	return NULL;
}

static const struct duty *open_duty(const struct case_rows *c)
{
	for (int i = 0; i < c->nduties; i++)
		if (c->duty[i].settled_on == DAY_NONE)
			return &c->duty[i];
	return NULL;
}

static struct advice promise_step(struct arena *a, const struct case_rows *c,
				  const struct promise *p, daynum today)
{
	long long id = c->casefile.id;
	char day[DAY_TEXT];

	day_text(day, p->due_on);
	if (p->owed_by == PARTY_US)
		return (struct advice){
			arena_printf(a, "you promised: %s (due %s)", p->what, day),
			arena_printf(a, "waylaid keep %lld", (long long)p->id),
		};
	return (struct advice){
		arena_printf(a, "chase the %s: \"%s\" was due %s%s", party_names[p->owed_by],
			     p->what, day, p->due_on < today ? "" : ", today"),
		arena_printf(a, "waylaid brief %lld", id),
	};
}

/* "help_request" as a person says and as an option writes it. */
static char *with(struct arena *a, const char *code, char between)
{
	char *words = arena_strdup(a, code);

	for (char *p = words; *p; p++)
		if (*p == '_')
			*p = between;
	return words;
}

/* A search or trace that must have ended before the claim begins. */
static struct advice first_step(struct arena *a, const struct case_rows *c, const struct window *w,
				const struct request *running)
{
	const char *kind = with(a, w->after_request, ' ');
	long long id = c->casefile.id;
	char day[DAY_TEXT];
	const char *until;

	day_text(day, w->closes_on);
	until = *day ? arena_printf(a, " (it closes on %s)", day) : "";
	if (running)
		return (struct advice){
			arena_printf(a,
				     "the %s must end before the %s%s: ask for the answer to "
				     "request %lld/%d",
				     kind, window_what_names[w->what], until, id, running->number),
			arena_printf(a, "waylaid brief %lld", id),
		};
	return (struct advice){
		arena_printf(a, "the %s must end before the %s%s: ask for it now", kind,
			     window_what_names[w->what], until),
		arena_printf(a, "waylaid request %lld %s", id, with(a, w->after_request, '-')),
	};
}

/* A search that runs is no reason to wait. */
static const char *beside(struct arena *a, const struct case_rows *c)
{
	for (int i = 0; i < c->nrequests; i++)
		if (c->request[i].state == REQUEST_OPEN)
			return arena_printf(a, "; do not wait for the answer to request %lld/%d",
					    (long long)c->casefile.id, c->request[i].number);
	return "";
}

/* The command that answers a paper: a file, goods on hold, an item, or somebody's word. */
static const char *need_command(struct arena *a, const struct need *need, long long id)
{
	if (need->signs & SIGN_HOLD)
		return arena_printf(a, "waylaid hold %lld --where PLACE", id);
	if (need->signs & SIGN_SERIAL_NUMBER)
		return arena_printf(a, "waylaid item %lld DESCRIPTION --serial NUMBER", id);
	for (int i = 0; i < EVIDENCE_NVALUES; i++) {
		const char *kind = evidence_kind_names[i];

		if (!(need->kinds & (UINT32_C(1) << i)))
			continue;
		return need->shot ? arena_printf(a, "waylaid attach %lld FILE --kind %s --shot %d",
						 id, with(a, kind, '-'), need->shot)
				  : arena_printf(a, "waylaid attach %lld FILE --kind %s", id,
						 with(a, kind, '-'));
	}
	return arena_printf(a, "waylaid ready %lld", id);
}

static struct advice open_window_step(struct arena *a, const struct case_rows *c,
				      const struct window *w)
{
	const struct request *r;
	enum request_first first = request_first(&r, w->after_request, c->request, c->nrequests);
	const struct check *missing = first_missing(a, c);
	long long id = c->casefile.id;
	char day[DAY_TEXT];

	if (first == FIRST_MISSING || first == FIRST_RUNNING)
		return first_step(a, c, w, r);
	day_text(day, w->closes_on);
	if (missing)
		return (struct advice){
			arena_printf(a, "the %s may be filed until %s; still missing: %s",
				     window_what_names[w->what], *day ? day : "a day not known",
				     missing->need->title),
			need_command(a, missing->need, id),
		};
	return (struct advice){
		arena_printf(a, "everything is there: file the %s by %s%s%s%s",
			     window_what_names[w->what], *day ? day : "a day not known",
			     w->form ? " at " : "", w->form ? w->form : "", beside(a, c)),
		arena_printf(a, "waylaid export %lld -o case-%lld.xlsx", id, id),
	};
}

static const struct request *overdue_request(const struct case_rows *c, daynum today)
{
	for (int i = 0; i < c->nrequests; i++)
		if (request_overdue(&c->request[i], today))
			return &c->request[i];
	return NULL;
}

/*
 * While no claim can be filed: the answer that is overdue, the next rung of the ladder, the search
 * that nobody has asked for yet. "before" stands in front of it.
 */
static bool meanwhile(struct advice *out, struct arena *a, const struct case_rows *c,
		      const char *before, daynum today)
{
	const struct request *r = overdue_request(c, today);
	enum request_kind search = request_search_kind(c->shipment.carrier);
	long long id = c->casefile.id;
	char due[DAY_TEXT];

	if (r)
		*out = (struct advice){
			arena_printf(
				a,
				"%sthe answer to the %s (request %lld/%d) was due %s: ask for it",
				before, with(a, request_kind_names[r->kind], ' '), id, r->number,
				day_text(due, r->answer_due_on)),
			arena_printf(a, "waylaid brief %lld", id),
		};
	else if (ladder_advice(&out->text, &out->command, a, c))
		out->text = arena_printf(a, "%s%s", before, out->text);
	else if (c->casefile.problem == PROBLEM_LOST && !c->nrequests && search != REQUEST_OTHER)
		*out = (struct advice){
			arena_printf(a, "%sask for a search: %s", before,
				     with(a, request_kind_names[search], ' ')),
			arena_printf(a, "waylaid request %lld %s", id,
				     with(a, request_kind_names[search], '-')),
		};
	else
		return false;
	return true;
}

static struct advice too_early_step(struct arena *a, const struct case_rows *c,
				    const struct window *w, daynum today)
{
	char opens[DAY_TEXT], closes[DAY_TEXT];
	const char *text;
	struct advice step;

	day_text(opens, w->opens_on);
	day_text(closes, w->closes_on);
	text = arena_printf(a, "too early for a %s: it may be filed from %s%s%s; ",
			    window_what_names[w->what], opens, *closes ? " to " : "", closes);
	if (meanwhile(&step, a, c, arena_printf(a, "%suntil then: ", text), today))
		return step;
	return (struct advice){ arena_printf(a, "%scollect the papers until then", text),
				arena_printf(a, "waylaid ready %lld", (long long)c->casefile.id) };
}

static struct advice window_step(struct arena *a, const struct case_rows *c, const struct window *w,
				 daynum today)
{
	long long id = c->casefile.id;
	char closes[DAY_TEXT];

	day_text(closes, w->closes_on);
	switch (window_state_on(w, today)) {
	case WINDOW_TOO_EARLY:
		return too_early_step(a, c, w, today);
	case WINDOW_CLOSED:
		return (struct advice){
			arena_printf(
				a,
				"the %s closed on %s: ask the carrier for an exception, or close "
				"the case",
				window_what_names[w->what], closes),
			arena_printf(a, "waylaid close %lld --reason \"window missed\"", id),
		};
	case WINDOW_OPEN:
	case WINDOW_CLOSING:
		return open_window_step(a, c, w);
	default:
		return (struct advice){ w->unknown_because
						? w->unknown_because
						: "no first or last day is known: ask the carrier",
					arena_printf(a, "waylaid why %lld", id) };
	}
}

static struct advice choose(struct arena *a, const struct case_rows *c, daynum today)
{
	const struct promise *p = overdue_promise(c, today);
	const struct window *w = window_main(c->window, c->nwindows);
	const struct duty *duty = open_duty(c);
	struct advice claimed;
	long long id = c->casefile.id;
	struct advice step;

	if (duty)
		return (struct advice){ duty->what,
					arena_printf(a, "waylaid duty done %lld --note HOW", id) };
	if (c->casefile.closed_at != INSTANT_NONE)
		return (struct advice){ "the case is closed",
					arena_printf(a, "waylaid reopen %lld", id) };
	if (p)
		return promise_step(a, c, p, today);
	if (claim_step(&claimed.text, &claimed.command, a, c, today))
		return claimed;
	if (!c->shipment.carrier)
		return (struct advice){ "nobody knows the carrier yet",
					arena_printf(a, "waylaid edit %lld --carrier CARRIER",
						     id) };
	if (!w && meanwhile(&step, a, c, "", today))
		return step;
	if (problem_rule_kind(c->casefile.problem) == RULE_KIND_NONE)
		return (struct advice){
			"no claim window belongs to this problem: log what you learn",
			arena_printf(a, "waylaid brief %lld", id)
		};
	if (!w)
		return (struct advice){
			"no claim rule is known for this carrier and service: ask the carrier",
			arena_printf(a, "waylaid contacts %s", c->shipment.carrier)
		};
	return window_step(a, c, w, today);
}

void next_step_node(struct arena *a, struct node *doc, const struct case_rows *c, daynum today)
{
	struct advice step = choose(a, c, today);
	struct node *n = node_map(a, doc, "next_step");

	node_text(a, n, "text", step.text);
	node_text(a, n, "command", step.command);
}
