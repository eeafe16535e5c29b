#include "view/case_doc.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "view/case_line.h"
#include "view/claim_doc.h"
#include "view/doc.h"
#include "view/door_doc.h"
#include "view/ladder_doc.h"
#include "view/next_words.h"

struct advice {
	const char *text, *command;
	const char *before; /* a command that comes first; NULL: none */
};

/* "help_request" as a person says and as an option writes it. */
static char *with(struct arena *a, const char *code, char between)
{
	char *words = arena_strdup(a, code);

	for (char *p = words; *p; p++)
		if (*p == '_')
			*p = between;
	return words;
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

/* "; by 2026-12-31", "; it was due 2026-11-20". */
static const char *when_words(struct arena *a, const struct next_row *r, daynum today)
{
	char day[DAY_TEXT];

	if (r->due_on == DAY_NONE || r->kind == NEXT_FACT || r->kind == NEXT_DUTY)
		return "";
	return arena_printf(a, r->due_on < today ? "; the day was %s" : "; by %s",
			    day_text(day, r->due_on));
}

static bool is_claim_to_file(const struct next_row *r, daynum today)
{
	return r->kind == NEXT_WINDOW && !r->why && text_same(r->what, "claim") &&
	       (r->due_on == DAY_NONE || r->due_on >= today);
}

/* What the morning list says of the case, and what comes before it. */
static struct advice line_step(struct arena *a, const struct case_rows *c, const struct next_row *r,
			       daynum today)
{
	long long id = c->casefile.id;
	const struct check *missing;
	struct advice step = {
		arena_printf(a, "%s%s", next_what(a, r, today), when_words(a, r, today)),
		next_command_text(a, next_command_of(r, today)->command, r),
		NULL,
	};

	if (!is_claim_to_file(r, today))
		return step;
	missing = first_missing(a, c);
	step.text = missing ? arena_printf(a, "%s; still missing: %s%s", step.text,
					   missing->need->title, beside(a, c))
			    : arena_printf(a, "%s; everything is there%s%s%s", step.text,
					   r->reference ? ": " : "",
					   r->reference ? r->reference : "", beside(a, c));
	step.before = missing ? need_command(a, missing->need, id)
			      : arena_printf(a, "waylaid export %lld -o case-%lld.xlsx", id, id);
	return step;
}

/* --- without a line --- */

/*
 * While no claim can be filed: the next rung of the ladder, the search that nobody has asked for
 * yet.
 */
static bool meanwhile(struct advice *out, struct arena *a, const struct case_rows *c)
{
	enum request_kind search = request_search_kind(c->shipment.carrier);

	out->before = NULL;
	if (ladder_advice(&out->text, &out->command, a, c))
		return true;
	if (c->casefile.problem != PROBLEM_LOST || c->nrequests || search == REQUEST_OTHER)
		return false;
	*out = (struct advice){
		arena_printf(a, "ask for a search: %s", with(a, request_kind_names[search], ' ')),
		arena_printf(a, "waylaid request %lld %s", (long long)c->casefile.id,
			     with(a, request_kind_names[search], '-')),
		NULL,
	};
	return true;
}

/* "too early for a claim: it may be filed from 2026-11-16 to 2026-12-31; " */
static const char *too_early(struct arena *a, const struct window *w)
{
	char opens[DAY_TEXT], closes[DAY_TEXT];

	day_text(opens, w->opens_on);
	day_text(closes, w->closes_on);
	return arena_printf(a, "too early for a %s: it may be filed from %s%s%s; ",
			    window_what_names[w->what], opens, *closes ? " to " : "", closes);
}

static struct advice window_step(struct arena *a, const struct case_rows *c, const struct window *w,
				 daynum today)
{
	long long id = c->casefile.id;
	char closes[DAY_TEXT];

	day_text(closes, w->closes_on);
	switch (window_state_on(w, today)) {
	case WINDOW_TOO_EARLY:
		return (struct advice){ "collect the papers until then",
					arena_printf(a, "waylaid ready %lld", id), NULL };
	case WINDOW_CLOSED:
		return (struct advice){
			arena_printf(
				a,
				"the %s closed on %s: ask the carrier for an exception, or close "
				"the case",
				window_what_names[w->what], closes),
			arena_printf(a, "waylaid close %lld --reason \"window missed\"", id), NULL
		};
	default:
		return (struct advice){ w->unknown_because
						? w->unknown_because
						: "no first or last day is known: ask the carrier",
					arena_printf(a, "waylaid why %lld", id), NULL };
	}
}

/* Nothing of it is on the morning list. */
static struct advice quiet_step(struct arena *a, const struct case_rows *c, const struct window *w,
				daynum today)
{
	long long id = c->casefile.id;
	bool early = w && window_state_on(w, today) == WINDOW_TOO_EARLY;
	struct advice step = { NULL, NULL, NULL };

	if (claim_step(&step.text, &step.command, a, c, today))
		return step;
	if (!c->shipment.carrier)
		return (struct advice){ "nobody knows the carrier yet",
					arena_printf(a, "waylaid edit %lld --carrier CARRIER", id),
					NULL };
	if ((!w || early) && meanwhile(&step, a, c)) {
		if (early)
			step.text = arena_printf(a, "until then: %s", step.text);
		return step;
	}
	if (problem_rule_kind(c->casefile.problem) == RULE_KIND_NONE)
		return (struct advice){
			"no claim window belongs to this problem: log what you learn",
			arena_printf(a, "waylaid brief %lld", id), NULL
		};
	if (!w)
		return (struct advice){
			"no claim rule is known for this carrier and service: ask the carrier",
			arena_printf(a, "waylaid contacts %s", c->shipment.carrier), NULL
		};
	return window_step(a, c, w, today);
}

static struct advice choose(struct arena *a, const struct case_rows *c, daynum today)
{
	const struct window *w = window_main(c->window, c->nwindows);
	bool early = w && !c->nclaims && window_state_on(w, today) == WINDOW_TOO_EARLY;
	struct next_row line;
	struct advice step;

	if (case_line(&line, c, today))
		step = line_step(a, c, &line, today);
	else if (c->casefile.closed_at != INSTANT_NONE)
		return (struct advice){
			"the case is closed",
			arena_printf(a, "waylaid reopen %lld", (long long)c->casefile.id), NULL
		};
	else
		step = quiet_step(a, c, w, today);
	if (early && c->shipment.carrier)
		step.text = arena_printf(a, "%s%s", too_early(a, w), step.text);
	return step;
}

void next_step_node(struct arena *a, struct node *doc, const struct case_rows *c, daynum today)
{
	struct advice step = choose(a, c, today);
	struct node *n = node_map(a, doc, "next_step");

	node_text(a, n, "text", step.text);
	node_text(a, n, "before", step.before);
	node_text(a, n, "command", step.command);
}
