#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/zone.h"
#include "domain/shipment.h"
#include "report/packet_parts.h"
#include "report/words.h"
#include "view/draw.h"
#include "view/draw_case.h"

enum { EARLIER_FIELDS_MAX = 40, MINUTES = sizeof(" 10:02") - 1 };

static const char *joined(const struct packet *p, const char *between, const char *const *parts,
			  int n)
{
	return say_joined(p->words, between, parts, n);
}

/* --- timeline and deadlines --- */

static void put_drawing(struct packet *p, const struct drawing *d)
{
	if (!d)
		return;
	if (d->title)
		paper_text(p->paper, LOOK_SUBHEAD, d->title);
	paper_add(p->paper, PAPER_DRAWING)->drawing = d;
	paper_text(p->paper, LOOK_QUIET, d->words);
}

static const char *window_rule(const struct packet *p, const struct node *w)
{
	const char *why = packet_say(p, w, "why");
	const char *confidence = packet_say(p, w, "confidence");
	const char *parts[] = {
		text_same(why, packet_say(p, w, "unknown_because")) ? NULL : why,
		packet_say(p, w, "rule"),
		packet_say(p, w, "source"),
		packet_with(p, "source of ", packet_say(p, w, "source_date")),
		packet_with(p, "checked ", packet_say(p, w, "checked_on")),
		packet_with(p, "confidence ", confidence),
	};

	return joined(p, ", ", parts, 6);
}

static void put_window_rows(struct packet *p)
{
	static const struct paper_column columns[] = {
		{ "What", 0.17, false },
		{ "First day", 0.12, false },
		{ "Last day", 0.12, false },
		{ "State", 0.2, false },
		{ "Rule and source", 0.39, false },
	};
	const struct node *w = packet_rows(p, "windows");
	struct paper_block *table;

	if (!w) {
		paper_text(p->paper, LOOK_TEXT, "No first or last day is known for this case.");
		return;
	}
	table = paper_table(p->paper, columns, 5);
	for (; w; w = w->next) {
		enum style style;
		const char *state = say_window_state(p->words, w, &style);
		struct paper_row *row = paper_row(p->paper, table);

		paper_cell(p->paper, row, LOOK_STRONG, say_window(p->words, w));
		paper_cell(p->paper, row, LOOK_TEXT, packet_say(p, w, "opens_on"));
		paper_cell(p->paper, row, LOOK_TEXT, packet_say(p, w, "closes_on"));
		paper_cell(p->paper, row,
			   style == STYLE_BAD    ? LOOK_BAD
			   : style == STYLE_GOOD ? LOOK_GOOD
						 : LOOK_TEXT,
			   state);
		paper_cell(p->paper, row, LOOK_TEXT, window_rule(p, w));
	}
	packet_rest(p, table);
}

void packet_timeline(struct packet *p)
{
	const struct workbook_input *in = p->words->in;
	struct draw_case c = { p->one, in->zone, zone_day(in->zone, in->now) };

	struct drawing *story = draw_timeline(p->words->arena, &c);

	paper_heading(p->paper, 1, story != NULL, "Timeline and deadlines");
	put_drawing(p, story);
	put_drawing(p, draw_windows(p->words->arena, &c));
	put_window_rows(p);
}

/* --- tracking history --- */

const char *packet_local_time(const struct packet *p, const struct node *e)
{
	char *text = arena_strdup(p->words->arena, packet_say(p, e, "occurred_at_local"));
	char *t = text ? strchr(text, 'T') : NULL;

	if (!t)
		return text;
	*t = ' ';
	if (strlen(t) >= strlen(" 10:02:00") && strncmp(t + MINUTES, ":00", 3) == 0)
		memmove(t + MINUTES, t + MINUTES + 3, strlen(t + MINUTES + 3) + 1);
	return text;
}

static const char *event_status(const struct packet *p, const struct node *e)
{
	const char *trouble = packet_say(p, e, "trouble");
	const struct node *scan = node_get(e, "is_scan");
	const char *meaning[] = { packet_code(p, e, "status"),
				  text_same(trouble, "none") ? NULL : trouble };
	const char *parts[] = { joined(p, ", ", meaning, 2),
				scan && scan->type == NODE_BOOL && !scan->truth ? "not a scan"
										: NULL };

	return joined(p, "\n", parts, 2);
}

/* Lists that people saved often have local times alone: no column then, and wider ones beside. */
static bool has_moments(const struct node *e)
{
	while (e && !node_known(e, "occurred_at"))
		e = e->next;
	return e != NULL;
}

void packet_tracking(struct packet *p)
{
	/* clang-format off */
	static const struct paper_column columns[2][6] = {
		{ { "Local time, as given", 0.14, false }, { "Place", 0.34, false },
		  { "What the carrier wrote", 0.305, false }, { "Meaning", 0.125, false },
		  { "Code, from", 0.09, false } },
		{ { "Local time, as given", 0.14, false }, { "Desk's time", 0.14, false },
		  { "Place", 0.265, false }, { "What the carrier wrote", 0.24, false },
		  { "Meaning", 0.125, false }, { "Code, from", 0.09, false } },
	};
	/* clang-format on */
	const struct node *e = packet_rows(p, "events");
	const bool moments = has_moments(e);
	const int n = packet_count(p, "events");
	struct paper_block *table;

	paper_heading(p->paper, 1, e != NULL, "Tracking history");
	if (!e) {
		paper_text(p->paper, LOOK_TEXT, "The desk has no tracking event of this parcel.");
		return;
	}
	paper_text(p->paper, LOOK_QUIET,
		   arena_printf(p->words->arena,
				"%d event%s. Local times are the carrier's words%s%s.", n,
				n == 1 ? "" : "s", moments ? "; desk's times are " : "",
				moments ? p->words->zone_name : ""));
	table = paper_table(p->paper, columns[moments], moments ? 6 : 5);
	for (; e; e = e->next) {
		const char *from[] = { packet_say(p, e, "code"), packet_code(p, e, "source") };
		const char *cells[] = { packet_local_time(p, e),   packet_say(p, e, "occurred_at"),
					packet_say(p, e, "place"), say_event(p->words, e),
					event_status(p, e),        joined(p, ", ", from, 2) };

		if (!moments) /* the first takes the place of the second */
			cells[1] = cells[0];
		packet_cells(p, table, cells + !moments, moments ? 6 : 5);
	}
	packet_rest(p, table);
}

/* --- contact log --- */

static const char *when_and_how(const struct packet *p, const struct node *c)
{
	const char *minutes = packet_say(p, c, "minutes");
	const char *hold = packet_say(p, c, "hold_minutes");
	const char *parts[] = {
		packet_say(p, c, "at"),
		packet_code(p, c, "channel"),
		text_same(packet_say(p, c, "direction"), "in") ? "they came to us"
							       : "we went to them",
		minutes ? arena_printf(p->words->arena, "%s minutes", minutes) : NULL,
		hold ? arena_printf(p->words->arena, "%s of them on hold", hold) : NULL,
	};

	return joined(p, "\n", parts, 5);
}

static const char *with_whom(const struct packet *p, const struct node *c)
{
	const char *office = packet_say(p, c, "post_office.name|post_office.title");
	const char *parts[] = {
		say_party(p->words, packet_say(p, c, "with")),
		packet_with(p, "Spoke to ", packet_say(p, c, "rep_name|rep")),
		packet_with(p, "ID ", packet_say(p, c, "rep_id")),
		packet_with(p, "Reference ", packet_say(p, c, "reference")),
		packet_with(p, "Dialed ", packet_say(p, c, "dialed")),
		packet_with(p, "Keys ", packet_say(p, c, "keypad")),
		packet_with(p, "Callback ", packet_say(p, c, "callback")),
		packet_with(p, "Post office: ", office),
		packet_with(p, "Logged by ", packet_say(p, c, "logged_by")),
	};

	return joined(p, "\n", parts, 9);
}

/* What an amended contact said before, and when it was changed by whom. */
static const char *earlier_words(const struct packet *p, const struct node *c)
{
	const struct node *list = node_get(c, "earlier");
	const char *words = NULL;

	for (const struct node *was = list ? list->first : NULL; was; was = was->next) {
		const char *fields[EARLIER_FIELDS_MAX], *both[2];
		int n = 0;

		for (const struct node *f = was->first; f && n < EARLIER_FIELDS_MAX; f = f->next)
			if (f->name && !text_is_listed("version|replaced_at|replaced_by", f->name))
				fields[n++] = arena_printf(
					p->words->arena, "%s %s", say_code(p->words, f->name),
					say_node(p->words, f) ? say_node(p->words, f) : "empty");
		both[0] = words;
		both[1] = arena_printf(
			p->words->arena, "Before %s (changed by %s): %s",
			packet_say(p, was, "replaced_at") ? packet_say(p, was, "replaced_at")
							  : "a change",
			packet_say(p, was, "replaced_by") ? packet_say(p, was, "replaced_by")
							  : "somebody",
			n ? joined(p, "; ", fields, n) : "no other words");
		words = joined(p, "\n", both, 2);
	}
	return words;
}

static const char *what_was_said(const struct packet *p, const struct node *c)
{
	const char *parts[] = { packet_say(p, c, "said"),
				packet_with(p, "Outcome: ", packet_code(p, c, "outcome")),
				earlier_words(p, c) };

	return joined(p, "\n", parts, 3);
}

static void put_promises(struct packet *p)
{
	static const struct paper_column columns[] = {
		{ "Promise", 0.4, false },
		{ "Owed by", 0.27, false },
		{ "Due", 0.12, false },
		{ "State", 0.21, false },
	};
	const struct node *m = packet_rows(p, "promises");
	struct paper_block *table;

	paper_heading(p->paper, -1, false, "Promises, kept and broken");
	if (!m) {
		paper_text(p->paper, LOOK_TEXT, "Nobody has promised anything yet.");
		return;
	}
	table = paper_table(p->paper, columns, 4);
	for (; m; m = m->next) {
		const struct node *contact = packet_contact_of(p, m);
		const char *who[] = { say_party(p->words, packet_say(p, m, "owed_by")),
				      packet_say(p, contact, "rep_name|rep"),
				      packet_with(p, "said ", packet_say(p, contact, "at")) };
		enum paper_look look;
		const char *state = packet_promise_state(p, m, &look);
		struct paper_row *row = paper_row(p->paper, table);

		paper_cell(p->paper, row, LOOK_TEXT, packet_say(p, m, "what"));
		paper_cell(p->paper, row, LOOK_TEXT, joined(p, "\n", who, contact ? 3 : 1));
		paper_cell(p->paper, row, LOOK_TEXT,
			   packet_say(p, m, "due_on") ? packet_say(p, m, "due_on")
						      : "no day named");
		paper_cell(p->paper, row, look, state);
	}
	packet_rest(p, table);
}

static void put_requests(struct packet *p)
{
	static const struct paper_column columns[] = {
		{ "Search or trace", 0.24, false }, { "Reference", 0.16, false },
		{ "Filed", 0.12, false },           { "Answer due", 0.12, false },
		{ "Answer", 0.36, false },
	};
	const struct node *r = packet_rows(p, "requests");
	struct paper_block *table;

	if (!r)
		return;
	paper_heading(p->paper, -1, false, "Searches and traces");
	table = paper_table(p->paper, columns, 5);
	for (; r; r = r->next) {
		const char *kind[] = {
			packet_code(p, r, "kind"),
			packet_say(p, r, "request"),
			packet_say(p, r, "what"),
			packet_with(p, "asked of: ", packet_say(p, r, "asked_of")),
			packet_with(p, "holds until ", packet_say(p, r, "valid_until")),
		};
		const char *answer[] = { packet_code(p, r, "state"), packet_code(p, r, "result"),
					 packet_say(p, r, "answered_on"),
					 packet_say(p, r, "answer") };
		const char *cells[] = { joined(p, ", ", kind, 5), packet_say(p, r, "reference"),
					packet_say(p, r, "filed_on"),
					packet_say(p, r, "answer_due_on"),
					joined(p, ", ", answer, 4) };

		packet_cells(p, table, cells, 5);
	}
	packet_rest(p, table);
}

/* "2026-11-11 11:06, Dana Q: it was returned", one side of a contradiction. */
static const char *one_side(const struct packet *p, const struct node *side)
{
	const char *who[] = { packet_say(p, side, "at"), packet_say(p, side, "rep_name|with") };
	const char *parts[] = { joined(p, ", ", who, 2), packet_say(p, side, "said") };

	return joined(p, ":\n", parts, 2);
}

static void put_contradictions(struct packet *p)
{
	static const struct paper_column columns[] = {
		{ "First it was said", 0.36, false },
		{ "Later it was said", 0.36, false },
		{ "Where they differ", 0.28, false },
	};
	const struct node *c = packet_rows(p, "contradictions");
	struct paper_block *table;

	if (!c)
		return;
	paper_heading(p->paper, -1, false, "What was said contradicts itself");
	table = paper_table(p->paper, columns, 3);
	for (; c; c = c->next) {
		const char *cells[] = { one_side(p, node_get(c, "other")),
					one_side(p, node_get(c, "contact")),
					packet_say(p, c, "note") };

		packet_cells(p, table, cells, 3);
	}
	packet_rest(p, table);
}

void packet_contacts(struct packet *p)
{
	static const struct paper_column columns[] = {
		{ "When and how", 0.18, false },
		{ "With whom", 0.25, false },
		{ "What was said", 0.57, false },
	};
	const struct node *c = packet_rows(p, "contacts");
	struct paper_block *table;

	paper_heading(p->paper, 1, c && packet_rows(p, "events"), "Contact log");
	if (!c)
		paper_text(p->paper, LOOK_TEXT, "Nobody was spoken or written to yet.");
	if (c) {
		table = paper_table(p->paper, columns, 3);
		for (; c; c = c->next) {
			const char *cells[] = { when_and_how(p, c), with_whom(p, c),
						what_was_said(p, c) };

			packet_cells(p, table, cells, 3);
		}
		packet_rest(p, table);
	}
	put_promises(p);
	put_contradictions(p);
	put_requests(p);
}
