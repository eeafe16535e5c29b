#include "view/case_doc.h"

#include <string.h>

#include "base/arena.h"
#include "view/claim_doc.h"
#include "view/doc.h"

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

static const struct evidence_need *first_missing(const struct case_rows *c)
{
	const struct evidence_need *missing[1];
	uint32_t held = 0;

	for (int i = 0; i < c->nevidence; i++)
		held |= UINT32_C(1) << c->evidence[i].kind;
	return evidence_missing(missing, 1, c->shipment.carrier, c->casefile.problem, held)
		       ? missing[0]
		       : NULL;
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

static struct advice open_window_step(struct arena *a, const struct case_rows *c,
				      const struct window *w)
{
	const struct evidence_need *need = first_missing(c);
	long long id = c->casefile.id;
	char day[DAY_TEXT];

	day_text(day, w->closes_on);
	if (need)
		return (struct advice){
			arena_printf(a, "the %s may be filed until %s; still missing: %s",
				     window_what_names[w->what], *day ? day : "a day not known",
				     need->title),
			arena_printf(a, "waylaid attach %lld FILE --kind %s", id, need->code),
		};
	return (struct advice){
		arena_printf(a, "everything is there: file the %s by %s%s%s",
			     window_what_names[w->what], *day ? day : "a day not known",
			     w->form ? " at " : "", w->form ? w->form : ""),
		arena_printf(a, "waylaid export %lld -o case-%lld.xlsx", id, id),
	};
}

static struct advice window_step(struct arena *a, const struct case_rows *c, const struct window *w,
				 daynum today)
{
	long long id = c->casefile.id;
	char opens[DAY_TEXT], closes[DAY_TEXT];

	day_text(opens, w->opens_on);
	day_text(closes, w->closes_on);
	switch (window_state_on(w, today)) {
	case WINDOW_TOO_EARLY:
		return (struct advice){
			arena_printf(a,
				     "too early for a %s: it may be filed from %s%s%s; collect the "
				     "papers until then",
				     window_what_names[w->what], opens, *closes ? " to " : "",
				     closes),
			arena_printf(a, "waylaid show %lld", id),
		};
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
