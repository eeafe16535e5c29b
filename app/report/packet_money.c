#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/shipment.h"
#include "report/amount.h"
#include "report/packet_parts.h"
#include "report/words.h"

static const char *joined(const struct packet *p, const char *between, const char *const *parts,
			  int n)
{
	return say_joined(p->words, between, parts, n);
}

/* --- how the amount was reached --- */

static void put_sum(struct packet *p, struct paper_block *table, const char *what,
		    const char *amount, enum paper_look look)
{
	struct paper_row *row;

	if (!amount)
		return;
	row = paper_row(p->paper, table);
	paper_cell(p->paper, row, look, what);
	paper_cell(p->paper, row, look, amount);
}

static const struct paper_column sums[] = {
	{ "What", 0.7, false },
	{ "Amount", 0.3, true },
};

static void put_all(struct packet *p, struct paper_block *table, const struct amount_part *part,
		    const struct node *of)
{
	for (; part->from; part++)
		put_sum(p, table, part->title, packet_say(p, of, part->from), LOOK_TEXT);
}

/* The parts of the claim's sum; without them, what is known of the parcel's worth. */
static bool put_parts(struct packet *p, const struct node *claim)
{
	struct paper_block *table = paper_table(p->paper, sums, 2);

	put_all(p, table, amount_parts, claim);
	if (table->nrows == 0)
		put_all(p, table, amount_parcel, p->one);
	put_sum(p, table, claim ? "Claimed" : NULL, packet_say(p, claim, "amount"), LOOK_STRONG);
	put_sum(p, table, "Approved", packet_say(p, claim, "approved"), LOOK_TEXT);
	put_sum(p, table, "Paid", packet_say(p, claim, "paid"), LOOK_TEXT);
	put_sum(p, table, "Still to come", packet_say(p, claim, "owed"), LOOK_STRONG);
	return table->nrows > 0;
}

/* What was in the parcel, where the desk knows it piece by piece. */
static void put_items(struct packet *p)
{
	static const struct paper_column columns[] = {
		{ "Item", 0.5, false },
		{ "Bought", 0.14, false },
		{ "Quantity", 0.12, true },
		{ "Value", 0.24, true },
	};
	const struct node *n = packet_rows(p, "shipment.items");
	struct paper_block *table;

	if (!n)
		return;
	paper_text(p->paper, LOOK_SUBHEAD, "What was in it");
	table = paper_table(p->paper, columns, 4);
	for (; n; n = n->next) {
		const char *item[] = { packet_say(p, n, "description|name"),
				       packet_say(p, n, "type"), packet_say(p, n, "condition"),
				       packet_with(p, "SKU ", packet_say(p, n, "sku")),
				       packet_with(p, "serial number ",
						   packet_say(p, n, "serial_number")) };
		const char *cells[] = { joined(p, ", ", item, 5), packet_say(p, n, "bought_on"),
					packet_say(p, n, "quantity"), packet_say(p, n, "value") };

		packet_cells(p, table, cells, 4);
	}
	packet_rest(p, table);
}

static void put_claim(struct packet *p, const struct node *c)
{
	const char *route = packet_say(p, c, "route");
	const char *title[] = { packet_with(p, "Claim ", packet_say(p, c, "claim")),
				packet_with(p, "route: ", route) };
	const char *how = packet_say(p, c, "amount_note|how");
	const char *words[] = {
		packet_with(p, "State: ", packet_code(p, c, "state")),
		packet_with(p, "filed ", packet_say(p, c, "filed_on")),
		packet_with(p, "by ", packet_say(p, c, "filed_how")),
		packet_with(p, "claim number ", packet_say(p, c, "reference")),
		packet_with(p, "they have it since ", packet_say(p, c, "acknowledged_on")),
		packet_with(p, "answer due ", packet_say(p, c, "answer_due_on")),
		packet_with(p, "decided ", packet_say(p, c, "decided_on")),
		packet_with(p, "reason: ", packet_say(p, c, "denial_title|denial")),
		packet_with(p, "in their words: ", packet_say(p, c, "reason")),
		packet_with(p, "appealed ", packet_say(p, c, "appealed_on")),
		packet_with(p, "appeal until ", packet_say(p, c, "appeal_until")),
		packet_with(p, "they want: ", packet_say(p, c, "info_wanted")),
		packet_with(p, "until ", packet_say(p, c, "info_due_on")),
	};

	paper_text(p->paper, LOOK_SUBHEAD, joined(p, ", ", title, 2));
	put_parts(p, c);
	paper_text(p->paper, LOOK_TEXT, how ? how : "How it was worked out was not noted.");
	paper_text(p->paper, LOOK_TEXT, packet_with(p, joined(p, ", ", words, 13), "."));
}

static void put_money_rows(struct packet *p, const char *list, const char *title)
{
	const struct node *n = packet_rows(p, list);
	struct paper_block *table;

	if (!n)
		return;
	paper_text(p->paper, LOOK_SUBHEAD, title);
	table = paper_table(p->paper, sums, 2);
	for (; n; n = n->next) {
		const char *words[] = { packet_code(p, n, "kind"),
					packet_say(p, n, "paid_on|given_on"),
					packet_say(p, n, "how"),
					packet_say(p, n, "reference"),
					packet_say(p, n, "note"),
					packet_with(p, "claim ", packet_say(p, n, "claim")) };
		const char *amount = packet_say(p, n, "amount");

		put_sum(p, table, joined(p, ", ", words, 6), amount ? amount : "not noted",
			LOOK_TEXT);
	}
	packet_rest(p, table);
}

void packet_amount(struct packet *p)
{
	const struct node *c = packet_rows(p, "claims");

	paper_heading(p->paper, 1, c != NULL, "How the amount was reached");
	if (!c) {
		paper_text(p->paper, LOOK_TEXT,
			   "No claim has been filed yet. What is known of its worth:");
		if (!put_parts(p, NULL))
			paper_text(p->paper, LOOK_TEXT,
				   "Nothing: neither its value nor its postage was noted.");
	}
	for (; c; c = c->next)
		put_claim(p, c);
	put_items(p);
	put_money_rows(p, "payouts", "Money that came");
	put_money_rows(p, "remedies", "What the customer got");
}

/* --- missing papers --- */

static const char *codes_of(const struct packet *p, const char *list)
{
	const char *words = NULL;

	for (const struct node *n = packet_rows(p, list); n; n = n->next) {
		const char *parts[] = { words, say_code(p->words, say_node(p->words, n)) };

		words = joined(p, ", ", parts, 2);
	}
	return words;
}

static const char *need_note(const struct packet *p, const struct node *need)
{
	const char *parts[] = {
		say_reason(p->words, packet_say(p, need, "why_missing")),
		packet_say(p, need, "note"),
		packet_with(p, "Asked by: ", packet_say(p, need, "source")),
		text_same(node_str(need, "confidence"), "low")
			? "unconfirmed: check with the carrier"
			: NULL,
	};

	return joined(p, "\n", parts, 4);
}

static const char *need_title(const struct packet *p, const struct node *need)
{
	const char *shot = packet_say(p, need, "shot");
	const char *parts[] = { packet_say(p, need, "title|code"), packet_with(p, "shot ", shot) };

	return joined(p, ", ", parts, 2);
}

static void put_holds(struct packet *p)
{
	static const struct paper_column columns[] = {
		{ "Kept for inspection", 0.4, false },
		{ "Where", 0.3, false },
		{ "Until", 0.3, false },
	};
	const struct node *h = packet_rows(p, "holds");
	struct paper_block *table;

	if (!h)
		return;
	paper_text(p->paper, LOOK_SUBHEAD, "Goods and packing");
	table = paper_table(p->paper, columns, 3);
	for (; h; h = h->next) {
		const char *until = packet_say(p, h, "until");
		const char *released = packet_with(p, "released ", packet_say(p, h, "released_on"));
		const char *parts[] = { until ? until : "the claim is settled", released };
		const char *cells[] = { packet_say(p, h, "what"),
					packet_say(p, h, "where|kept_where"),
					joined(p, ", ", parts, 2) };

		packet_cells(p, table, cells, 3);
	}
	packet_rest(p, table);
}

void packet_missing(struct packet *p)
{
	static const struct paper_column columns[] = {
		{ "What a claim asks for", 0.46, false },
		{ "Here?", 0.14, false },
		{ "Why, and who asks for it", 0.4, false },
	};
	const struct node *n = packet_rows(p, "checklist");
	const char *facts = codes_of(p, "missing_facts");
	struct paper_block *table;

	paper_heading(p->paper, 1, false, "Papers, and those that are missing");
	if (!n)
		paper_text(p->paper, LOOK_TEXT, "No list of what this claim asks for is known.");
	else {
		table = paper_table(p->paper, columns, 3);
		for (; n; n = n->next) {
			const struct node *held = node_get(n, "held");
			bool here = held && held->type == NODE_BOOL && held->truth;
			struct paper_row *row = paper_row(p->paper, table);

			paper_cell(p->paper, row, LOOK_TEXT, need_title(p, n));
			paper_cell(p->paper, row, here ? LOOK_GOOD : LOOK_BAD,
				   here ? "yes" : "missing");
			paper_cell(p->paper, row, LOOK_TEXT, need_note(p, n));
		}
		packet_rest(p, table);
	}
	if (facts)
		paper_text(p->paper, LOOK_WARN,
			   packet_with(p, "Not known to us: ", packet_with(p, facts, ".")));
	put_holds(p);
}

/* --- silence --- */

static void put_silences(struct packet *p)
{
	static const struct paper_column columns[] = {
		{ "From", 0.13, false },  { "Until", 0.13, false },   { "Days", 0.08, true },
		{ "Asked", 0.16, false }, { "In words", 0.5, false },
	};
	const struct node *s = packet_rows(p, "silence");
	struct paper_block *table;

	if (!s) {
		paper_text(p->paper, LOOK_TEXT,
			   "There is no gap between scans that is worth telling.");
		return;
	}
	table = paper_table(p->paper, columns, 5);
	for (; s; s = s->next) {
		const char *until = packet_say(p, s, "until");
		const char *asked =
			arena_printf(p->words->arena, "%" PRId64 " times, %" PRId64 " answered",
				     node_num(s, "asked"), node_num(s, "answered"));
		const char *cells[] = { packet_say(p, s, "since_on|from"),
					until ? until : "still going on", packet_say(p, s, "days"),
					asked, packet_say(p, s, "text") };

		packet_cells(p, table, cells, 5);
	}
	packet_rest(p, table);
}

static void put_vanished(struct packet *p)
{
	static const struct paper_column columns[] = {
		{ "Missing since", 0.2, false },
		{ "In the answers of", 0.2, false },
		{ "What vanished", 0.6, false },
	};
	const struct node *v = packet_rows(p, "vanished");
	struct paper_block *table;

	if (!v)
		return;
	paper_text(p->paper, LOOK_SUBHEAD, "Events that the carrier gave, and no longer gives");
	table = paper_table(p->paper, columns, 3);
	for (; v; v = v->next) {
		const char *cells[] = { packet_say(p, v, "gone_since"),
					carrier_title(packet_say(p, v, "asked")),
					packet_say(p, v, "text") };

		packet_cells(p, table, cells, 3);
	}
}

void packet_silence(struct packet *p)
{
	int polls = packet_count(p, "polls");

	paper_heading(p->paper, 1, false, "Statement about the carrier's silence");
	put_silences(p);
	put_vanished(p);
	if (polls)
		paper_text(p->paper, LOOK_QUIET,
			   arena_printf(p->words->arena,
					"The carrier was asked %d time%s by this desk; each answer "
					"is kept.",
					polls, polls == 1 ? "" : "s"));
}
