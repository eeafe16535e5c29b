#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/zone.h"
#include "domain/shipment.h"
#include "report/packet_parts.h"
#include "report/summary.h"
#include "report/words.h"

/*
 * Page one is one page, on Letter as on A4, whatever a case holds: what is long is cut here, in
 * bytes, and stands whole further on.
 */
enum {
	ADDRESS_MAX = 165,
	LINE_MAX_BYTES = 80,
	PAIR_MAX = 28,
	PLACE_MAX = 45,
	NAME_MAX_BYTES = 24,
	PROMISE_MAX = 46,
	WINDOW_MAX = 76,
	CLAIM_MAX = 130,
	HOW_MAX = 185,
	MISSING_MAX = 185,
	CLAIMS_SHOWN = 2,
	WINDOWS_SHOWN = 3,
	PROMISES_SHOWN = 4
};

/* On one line, and not longer than there is room. */
static const char *brief(const struct packet *p, const char *text, size_t bytes)
{
	char *line = arena_strdup(p->words->arena, paper_clip(p->words->arena, text, bytes));

	for (char *at = line; at && *at; at++)
		if (*at == '\n' || *at == '\r')
			*at = ' ';
	return line;
}

/* The lines of a sum, behind each other. */
static const char *in_a_row(const struct packet *p, const char *lines)
{
	const char *out = NULL;
	char *each = arena_strdup(p->words->arena, lines);

	while (each) {
		const char *line = strsep(&each, "\n");

		out = out ? arena_printf(p->words->arena, "%s; %s", out, line) : line;
	}
	return out;
}

static const char *joined(const struct packet *p, const char *between, const char *const *parts,
			  int n)
{
	return say_joined(p->words, between, parts, n);
}

/* --- what happened --- */

static const char *last_scan(const struct packet *p)
{
	const struct node *scan = NULL;
	const char *at, *parts[3];

	for (const struct node *e = packet_rows(p, "events"); e; e = e->next) {
		const struct node *is = node_get(e, "is_scan");

		if (is && is->type == NODE_BOOL && is->truth && !node_known(e, "gone_since") &&
		    (!scan ||
		     node_instantof(e, "occurred_at") > node_instantof(scan, "occurred_at")))
			scan = e;
	}
	if (!scan)
		return packet_rows(p, "events") ? "There is no real scan of it."
						: "The desk has no tracking of it.";
	at = packet_say(p, scan, "occurred_at");
	at = at ? at : packet_local_time(p, scan);
	parts[0] = brief(p, packet_say(p, scan, "text"), LINE_MAX_BYTES);
	parts[1] = brief(p, packet_say(p, scan, "place"), PLACE_MAX);
	return arena_printf(p->words->arena, "Last real scan %s: %s.",
			    at ? at : "at an unknown time",
			    joined(p, ", ", parts, 2) ? joined(p, ", ", parts, 2) : "no words");
}

static const char *open_silence(const struct packet *p)
{
	for (const struct node *s = packet_rows(p, "silence"); s; s = s->next)
		if (!node_known(s, "until") && node_num(s, "days") > 0)
			return arena_printf(p->words->arena,
					    "Since then %" PRId64 " days of silence.",
					    node_num(s, "days"));
	return NULL;
}

static void put_story(struct packet *p)
{
	const char *mailed = packet_say(p, p->one, "shipment.mailed_on");
	const char *expected = packet_say(p, p->one, "shipment.expected_on");
	const char *delivered =
		packet_say(p, p->one, "shipment.delivered_at|shipment.delivered_on");
	const char *facts[] = {
		say_service(p->words, p->one),
		mailed ? arena_printf(p->words->arena, "mailed %s", mailed)
		       : "day of mailing not known",
		packet_with(p, "expected ", expected),
		delivered
			? arena_printf(p->words->arena, "delivered %s as tracking says", delivered)
			: "not delivered as far as tracking shows",
	};
	const char *sentences[] = { arena_printf(p->words->arena, "%s.", joined(p, ", ", facts, 4)),
				    last_scan(p), open_silence(p) };

	paper_text(p->paper, LOOK_LEAD, joined(p, " ", sentences, 3));
}

/* --- to which parcel --- */

/*
 * "a|b": the first that is known. "a+, fee b": both, with what stands before the name of the second
 * in front of it.
 */
static const char *pair_value(struct packet *p, const char *names)
{
	char *each = arena_strdup(p->words->arena, names), *next = each;
	const char *words = packet_say(p, p->one, strsep(&next, "+"));

	while (next) {
		char *part = strsep(&next, "+"), *name = strrchr(part, ' ') + 1;
		const char *value = packet_say(p, p->one, name);

		if (!value)
			continue;
		*name = '\0';
		words = words ? arena_printf(p->words->arena, "%s%s%s", words, part, value)
			      : arena_printf(p->words->arena, "%s%s", part + strlen(", "), value);
	}
	return words;
}

static void put_pair(struct packet *p, struct paper_block *facts, const char *const labels[2],
		     const char *const names[2])
{
	struct paper_row *row = paper_row(p->paper, facts);

	for (int i = 0; i < 2; i++) {
		const char *value = pair_value(p, names[i]);

		paper_cell(p->paper, row, LOOK_LABEL, labels[i]);
		paper_cell(p->paper, row, value ? LOOK_TEXT : LOOK_QUIET,
			   value ? brief(p, value, PAIR_MAX) : "not known");
	}
}

static void put_wide(struct packet *p, struct paper_block *facts, const char *label,
		     const char *names, size_t most)
{
	const char *value = packet_say(p, p->one, names);

	paper_fact(p->paper, facts, label, value ? LOOK_TEXT : LOOK_QUIET,
		   value ? brief(p, value, most) : "not known");
}

/* Whether a row more was taken than usual. */
static bool put_parcel(struct packet *p)
{
	/* clang-format off */
	static const char *const pairs[][2][2] = {
		{ { "Mailed", "Expected" }, { "shipment.mailed_on", "shipment.expected_on" } },
		{ { "Accepted", "Delivered" },
		  { "shipment.accepted_on", "shipment.delivered_at|shipment.delivered_on" } },
		{ { "Value", "Insured for" },
		  { "shipment.value", "shipment.insured+, fee shipment.insurance_fee" } },
		{ { "Postage", "Insurer" }, { "shipment.postage", "shipment.insurer" } },
		{ { "Order", "Weight, size" },
		  { "shipment.order|shipment.order_number",
		    "shipment.weight+, shipment.dimensions+, pieces: shipment.pieces" } },
		{ { "Label from", "Account" }, { "shipment.label_source", "shipment.account" } },
	};
	/* clang-format on */
	struct paper_block *facts = paper_facts(p->paper);
	const bool damage = packet_say(p, p->one, "damage");

	paper_fact(p->paper, facts, "Tracking number", LOOK_MONO,
		   packet_say(p, p->one, "tracking_number|shipment.tracking_number"));
	put_wide(p, facts, "From", "shipment.from|shipment.from_address", ADDRESS_MAX);
	put_wide(p, facts, "To", "shipment.to|shipment.to_address", ADDRESS_MAX);
	put_wide(p, facts, "Contents", "shipment.contents", LINE_MAX_BYTES);
	if (damage)
		put_wide(p, facts, "Damage", "damage", LINE_MAX_BYTES);
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
		put_pair(p, facts, pairs[i][0], pairs[i][1]);
	return damage;
}

/* --- what is claimed --- */

/* "Needs info" as "needs info", inside a sentence. */
static const char *small(const struct packet *p, const char *words)
{
	char *out = arena_strdup(p->words->arena, words);

	if (out)
		out[0] = (char)tolower((unsigned char)out[0]);
	return out;
}

static const char *claim_words(const struct packet *p, const struct node *c)
{
	const char *amount = packet_say(p, c, "amount");
	const char *route = packet_say(p, c, "route");
	const char *parts[] = {
		amount ? amount : "an amount not noted",
		packet_with(p, "claimed from the ",
			    text_same(route, "insurance") ? "insurer" : route),
		packet_with(p, "filed ", packet_say(p, c, "filed_on")),
		packet_with(p, "claim number ",
			    brief(p, packet_say(p, c, "reference"), NAME_MAX_BYTES)),
		packet_with(p, "state: ", small(p, packet_code(p, c, "state"))),
		packet_with(p, "approved ", packet_say(p, c, "approved")),
		packet_with(p, "answer due ", packet_say(p, c, "answer_due_on")),
	};

	return joined(p, ", ", parts, 7);
}

static void put_claims(struct packet *p)
{
	const struct node *c = packet_rows(p, "claims");
	int n = 0;

	paper_text(p->paper, LOOK_SUBHEAD, "What is claimed, and how it was worked out");
	if (!c) {
		const char *value = packet_say(p, p->one, "shipment.value");
		const char *postage = packet_say(p, p->one, "shipment.postage");
		const char *sums[] = { packet_with(p, "value of the contents ", value),
				       packet_with(p, "postage paid ", postage) };
		const char *parts[] = { "No claim has been filed yet", joined(p, ", ", sums, 2) };

		paper_text(p->paper, LOOK_TEXT,
			   arena_printf(p->words->arena, "%s.", joined(p, ": ", parts, 2)));
	}
	for (; c && n < CLAIMS_SHOWN; c = c->next, n++) {
		const char *how = packet_say(p, c, "amount_note|how");

		paper_text(p->paper, LOOK_STRONG, brief(p, claim_words(p, c), CLAIM_MAX));
		paper_text(p->paper, LOOK_TEXT,
			   how ? brief(p, packet_with(p, "How: ", in_a_row(p, how)), HOW_MAX)
			       : "How it was worked out was not noted.");
	}
	if (c)
		paper_text(p->paper, LOOK_QUIET, "More claims: see the statement of the amount.");
}

/* --- by when --- */

static enum paper_look look_of(enum style style)
{
	return style == STYLE_GOOD ? LOOK_GOOD : style == STYLE_BAD ? LOOK_BAD : LOOK_TEXT;
}

static void put_windows(struct packet *p)
{
	const struct node *w = packet_rows(p, "windows");
	struct paper_block *facts;
	int n = 0;

	paper_text(p->paper, LOOK_SUBHEAD, "By when");
	if (!w) {
		paper_text(p->paper, LOOK_TEXT,
			   "No first or last day is known for this carrier and problem.");
		return;
	}
	facts = paper_facts(p->paper);
	for (; w && n < WINDOWS_SHOWN; w = w->next, n++) {
		enum style style;
		const char *state = say_window_state(p->words, w, &style);
		const char *last = packet_say(p, w, "closes_on");
		const char *parts[] = { packet_with(p, "last day ", last), state,
					text_same(node_str(w, "confidence"), "low")
						? "unconfirmed: check with the carrier"
						: NULL };

		paper_fact(p->paper, facts, say_window(p->words, w), look_of(style),
			   brief(p, joined(p, ", ", parts, 3), WINDOW_MAX));
	}
}

/* --- who promised what --- */

const struct node *packet_contact_of(const struct packet *p, const struct node *promise)
{
	int64_t id = node_num(promise, "contact");

	for (const struct node *c = packet_rows(p, "contacts"); c && id; c = c->next)
		if (node_num(c, "contact") == id || node_num(c, "id") == id)
			return c;
	return NULL;
}

const char *packet_promise_state(struct packet *p, const struct node *promise,
				 enum paper_look *look)
{
	const char *state = packet_say(p, promise, "state");
	const char *on = packet_say(p, promise, "settled_on");
	const struct node *overdue = node_get(promise, "overdue");

	*look = LOOK_TEXT;
	if (text_same(state, "kept"))
		*look = LOOK_GOOD;
	if (text_same(state, "broken"))
		*look = LOOK_BAD;
	if (overdue && overdue->type == NODE_BOOL && overdue->truth) {
		*look = LOOK_WARN;
		return "open, and overdue";
	}
	return on ? arena_printf(p->words->arena, "%s, %s", state, on) : state;
}

static void put_promises(struct packet *p, int most)
{
	const struct node *m = packet_rows(p, "promises");
	struct paper_block *facts;
	int n = 0;

	paper_text(p->paper, LOOK_SUBHEAD, "Who promised what");
	if (!m) {
		paper_text(p->paper, LOOK_TEXT, "Nobody has promised anything yet.");
		return;
	}
	facts = paper_facts(p->paper);
	for (; m && n < most; m = m->next, n++) {
		const struct node *contact = packet_contact_of(p, m);
		enum paper_look look;
		const char *state = packet_promise_state(p, m, &look);
		const char *who[] = { say_party(p->words, packet_say(p, m, "owed_by")),
				      brief(p, packet_say(p, contact, "rep_name|rep"),
					    NAME_MAX_BYTES) };
		const char *what[] = { brief(p, packet_say(p, m, "what"), PROMISE_MAX),
				       packet_with(p, "due ", packet_say(p, m, "due_on")), state };

		paper_fact(p->paper, facts, joined(p, ", ", who, contact ? 2 : 1),
			   look == LOOK_TEXT ? LOOK_TEXT : look, joined(p, ", ", what, 3));
	}
	if (m)
		paper_text(p->paper, LOOK_QUIET,
			   arena_printf(p->words->arena, "%d promises in all: see the contact log.",
					packet_count(p, "promises")));
}

/* --- what is attached --- */

static const char *counted(const struct packet *p, int n, const char *one, const char *many)
{
	return n ? text_count(p->words->arena, n, one, many) : NULL;
}

/* Whole papers, as many as there is room for; how many more is said. */
static const char *missing_words(const struct packet *p, size_t most)
{
	const char *words = NULL;
	int left = 0;

	for (const struct node *n = packet_rows(p, "checklist"); n; n = n->next) {
		const struct node *held = node_get(n, "held");
		const char *title = brief(p, packet_say(p, n, "title|code"), most);
		const char *parts[] = { words, title };

		if (!held || held->type != NODE_BOOL || held->truth || !title)
			continue;
		if (left || (words && strlen(words) + strlen(title) > most))
			left++;
		else
			words = joined(p, "; ", parts, 2);
	}
	return left ? arena_printf(p->words->arena, "%s; and %d more", words, left) : words;
}

/* Where box and goods can be looked at: claims are refused because they could not. On one line. */
static const char *kept_words(const struct packet *p)
{
	const struct node *kept = NULL;
	const char *until, *parts[4];
	int n = 0;

	for (const struct node *h = packet_rows(p, "holds"); h; h = h->next)
		if (!node_known(h, "released_on")) {
			kept = kept ? kept : h;
			n++;
		}
	if (!kept)
		return NULL;
	until = packet_say(p, kept, "until");
	parts[0] = brief(p, packet_say(p, kept, "what"), PLACE_MAX);
	parts[1] = brief(p, packet_say(p, kept, "where|kept_where"), PLACE_MAX);
	parts[2] = packet_with(p, "until ", until ? until : "the claim is settled");
	parts[3] = n > 1 ? arena_printf(p->words->arena, "and %d more", n - 1) : NULL;
	return packet_with(p, "Kept for inspection: ", joined(p, ", ", parts, 4));
}

static void put_attached(struct packet *p, const struct packet_files *files)
{
	int photos = 0, papers = 0;
	const char *kept = kept_words(p);
	const char *missing = missing_words(p, kept ? MISSING_MAX / 2 : MISSING_MAX);
	const char *parts[3], *attached[2], *words;

	for (int i = 0; i < files->n; i++) {
		photos += files->file[i].photo > 0;
		papers += files->file[i].pdf.pdf != NULL;
	}
	parts[0] = counted(p, photos, "photo shown", "photos shown");
	parts[1] = counted(p, papers, "PDF appended", "PDFs appended");
	parts[2] = counted(p, files->n - photos - papers, "other file, listed by its SHA-256",
			   "other files, listed by their SHA-256");
	words = joined(p, ", ", parts, 3);
	paper_text(p->paper, LOOK_SUBHEAD, "What is attached");
	attached[0] =
		words ? arena_printf(p->words->arena, "%s.", words) : "No file is attached yet.";
	attached[1] = kept;
	paper_text(p->paper, LOOK_TEXT, joined(p, " ", attached, 2));
	if (missing)
		paper_text(p->paper, LOOK_WARN,
			   arena_printf(p->words->arena, "Still missing: %s.", missing));
}

void packet_first_page(struct packet *p, const struct packet_files *files)
{
	bool damage;

	paper_text(p->paper, LOOK_NUMBER, say_number(p->words, p->one));
	put_story(p);
	damage = put_parcel(p);
	put_claims(p);
	put_windows(p);
	put_promises(p, PROMISES_SHOWN - damage); /* a row is a row */
	put_attached(p, files);
}
