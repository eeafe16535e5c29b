#include "report/summary.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/shipment.h"
#include "report/table.h"
#include "report/words.h"

enum { CONTENTS_POINTS = 220, BELOW_POINTS = 130 };

static const char *window_what(struct book *b, const struct node *row, enum style *style)
{
	(void)style;
	return say_window(b, row);
}

static const char *window_state(struct book *b, const struct node *row, enum style *style)
{
	return say_window_state(b, row, style);
}

static const char *window_confidence(struct book *b, const struct node *row, enum style *style)
{
	return say_confidence(b, row, style);
}

static const char *labelled(struct book *b, const struct node *row, const char *before,
			    const char *name)
{
	const char *value = text_named(b, row, name);

	return value ? arena_printf(b->arena, "%s%s", before, value) : NULL;
}

static const char *anchor_words(struct book *b, const char *code)
{
	static const char *const words[][2] = {
		{ "mailed_on", "the day of mailing" },
		{ "expected_on", "the day it was expected" },
		{ "delivered_on", "the day of delivery" },
		{ "help_request_on", "the help request" },
		{ "decided_on", "the decision" },
		{ "last_scan_on", "the last scan" },
	};

	if (!code || text_same(code, "none"))
		return NULL;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (text_same(words[i][0], code))
			return words[i][1];
	return say_code(b, code);
}

static const char *counted(struct book *b, const struct node *row)
{
	const char *opens = anchor_words(b, text_named(b, row, "opens_from"));
	const char *closes = anchor_words(b, text_named(b, row, "closes_from"));
	const char *in[] = { "in", text_named(b, row, "unit"), "days" };
	const char *unit = in[1] ? say_joined(b, " ", in, 3) : NULL;
	const char *same[] = { opens ? arena_printf(b->arena, "Counted from %s", opens) : NULL,
			       unit };
	const char *each[] = {
		opens ? arena_printf(b->arena, "First day counted from %s", opens) : NULL,
		closes ? arena_printf(b->arena, "last day counted from %s", closes) : NULL, unit
	};

	if (!opens && !closes)
		return NULL;
	return opens && text_same(opens, closes) ? say_joined(b, ", ", same, 2)
						 : say_joined(b, ", ", each, 3);
}

static const char *alternatives(struct book *b, const struct node *row)
{
	const struct node *list = node_get(row, "alternatives");
	const char *out = NULL;

	if (!list || list->type != NODE_LIST)
		return say_node(b, list);
	for (const struct node *n = list->first; n; n = n->next) {
		const char *parts[] = { out, labelled(b, n, "Another rule: last day ", "closes_on"),
					text_named(b, n, "rule"), text_named(b, n, "source") };

		out = say_joined(b, ", ", parts, 4);
	}
	return out;
}

static const char *window_source(struct book *b, const struct node *row)
{
	const char *source[] = { text_named(b, row, "source"), text_named(b, row, "source_date"),
				 labelled(b, row, "checked ", "checked_on") };
	const char *why = text_named(b, row, "why");
	/* Said as the state already. */
	bool said = text_same(why, text_named(b, row, "unknown_because"));
	const char *parts[] = { text_named(b, row, "rule"),
				say_joined(b, ", ", source, 3),
				why ? (said ? NULL : why) : counted(b, row),
				text_named(b, row, "limit_note"),
				labelled(b, row, "May file: ", "who_may_file"),
				labelled(b, row, "Form: ", "form"),
				labelled(b, row, "Cover included: ", "cover"),
				labelled(b, row, "Cover that can be bought: ", "cover_max"),
				alternatives(b, row) };

	return say_joined(b, "\n", parts, 9);
}

static const char *claim_words(struct book *b, const struct node *row, enum style *style)
{
	const char *parts[] = { labelled(b, row, "Reference ", "reference"),
				text_named(b, row, "text"),
				labelled(b, row, "decided ", "decided_on"),
				labelled(b, row, "approved ", "approved"),
				labelled(b, row, "appealed ", "appealed_on"),
				text_named(b, row, "reason"),
				text_named(b, row, "amount_note") };

	(void)style;
	return say_joined(b, ", ", parts, 7);
}

static const char *asked_words(struct book *b, const struct node *row, enum style *style)
{
	int64_t asked = node_num(row, "asked");

	(void)style;
	return asked ? arena_printf(b->arena, "asked %lld, answered %lld", (long long)asked,
				    (long long)node_num(row, "answered"))
		     : "not asked";
}

static const char *asked_whom(struct book *b, const struct node *row, enum style *style)
{
	(void)style;
	return carrier_title(text_named(b, row, "asked"));
}

static void put_source(struct sheet *s, const struct node *row)
{
	struct cell cells[] = { cell_text(0, 0, STYLE_LABEL, "Rule, source, date"),
				cell_text(1, s->ncolumns - 1, STYLE_LABEL,
					  window_source(s->book, row)) };

	sheet_row(s, cells, 2);
}

/* clang-format off */
static const struct column window_columns[] = {
	{ .title = "Deadline",	.say = window_what },
	{ .title = "First day",	.names = "opens_on" },
	{ .title = "Last day",	.names = "closes_on" },
	{ .title = "State",	.say = window_state, .span = 2 },
	{ .title = "Confidence", .say = window_confidence },
};

static const struct column claim_columns[] = {
	{ .title = "Claim",	.names = "claim|number", .as = AS_CODE },
	{ .title = "Route",	.names = "route", .as = AS_WORDS },
	{ .title = "State",	.names = "state", .as = AS_WORDS },
	{ .title = "Amount",	.names = "amount", .right = true },
	{ .title = "Details",	.say = claim_words },
	{ .title = "Filed on",	.names = "filed_on" },
};

static const struct column payout_columns[] = {
	{ .title = "Money came",	.names = "paid_on" },
	{ .title = "How",	.names = "how", .span = 2 },
	{ .title = "Amount",	.names = "amount", .right = true },
	{ .title = "Reference",	.names = "reference", .as = AS_CODE },
	{ .title = "Claim",	.names = "claim|claim_id", .as = AS_CODE },
};

static const struct column remedy_columns[] = {
	{ .title = "Customer got",	.names = "given_on" },
	{ .title = "Kind",	.names = "kind", .as = AS_WORDS, .span = 2 },
	{ .title = "Amount",	.names = "amount", .right = true },
	{ .title = "Reference",	.names = "reference", .as = AS_CODE },
	{ .title = "Note",	.names = "note" },
};

static const struct column duty_columns[] = {
	{ .title = "Owed since",	.names = "since_on" },
	{ .title = "What",	.names = "what", .span = 3 },
	{ .title = "Settled on", .names = "settled_on" },
	{ .title = "How",	.names = "note" },
};

static const struct column hold_columns[] = {
	{ .title = "Kept until", .names = "until" },
	{ .title = "What",	.names = "what", .span = 2 },
	{ .title = "Released on", .names = "released_on" },
	{ .title = "Where",	.names = "where|kept_where", .span = 2 },
};

static const struct column silence_columns[] = {
	{ .title = "Since",	.names = "since_on" },
	{ .title = "Until",	.names = "until" },
	{ .title = "Days",	.names = "days", .right = true },
	{ .title = "Asked, answered", .say = asked_words },
	{ .title = "In words",	.names = "text", .span = 2 },
};

static const struct column vanished_columns[] = {
	{ .title = "Missing since", .names = "gone_since" },
	{ .title = "In the answers of", .say = asked_whom, .span = 2 },
	{ .title = "Events",	.names = "events", .right = true },
	{ .title = "What vanished", .names = "text", .span = 2 },
};

#define COLUMNS(array) .columns = (array), .ncolumns = sizeof(array) / sizeof(*(array))

struct part {
	const char *section;	/* NULL: belongs to the one before */
	struct table table;
	void (*below)(struct sheet *s, const struct node *row);	/* what stands under each row */
};

static const struct part parts[] = {
	{ .section = "Deadlines",
	  .table = { .list = "windows", COLUMNS(window_columns),
		     .empty = "No deadline is known for this carrier and problem." },
	  .below = put_source },
	{ .section = "Silence of the carrier",
	  .table = { .list = "silence", COLUMNS(silence_columns),
		     .empty = "There is no gap between scans that is worth telling." } },
	{ .table = { .list = "vanished", COLUMNS(vanished_columns),
		     .empty = "No event that a carrier gave has vanished." } },
	{ .section = "Claims and money",
	  .table = { .list = "claims", COLUMNS(claim_columns),
		     .empty = "No claim has been filed yet." } },
	{ .table = { .list = "payouts", COLUMNS(payout_columns),
		     .empty = "No money has come yet." } },
	{ .table = { .list = "remedies", COLUMNS(remedy_columns),
		     .empty = "The customer has not had a refund, a new parcel or a credit." } },
	{ .table = { .list = "duties", COLUMNS(duty_columns),
		     .empty = "The parcel has not turned up after it was paid for." } },
	{ .section = "Goods and packaging on hold",
	  .table = { .list = "holds", COLUMNS(hold_columns), .empty = "Nothing is on hold." } },
};

/* The other sheets, and of what they hold how many. */
static const struct {
	const char *sheet, *what, *lists[3][2];
} contents[] = {
	{ "Claim fields", "every field that a claim may ask for", { { 0 } } },
	{ "Amount", "how the amount was reached", { { 0 } } },
	{ "Papers", "what a claim asks for, photos in order", { { "checklist", "lines" } } },
	{ "Form answers", "answers to copy into the carrier's form", { { 0 } } },
	{ "Timeline", "everything in the order in which it happened", { { 0 } } },
	{ "Tracking", "what the carrier wrote", { { "events", "events" } } },
	{ "Carrier asked", "each time we asked", { { "polls", "times" } } },
	{ "Contacts and promises", "who said and promised what",
	  { { "contacts", "contacts" }, { "promises", "promises" },
	    { "requests", "searches and traces" } } },
	{ "Evidence", "files, with pictures", { { "evidence", "files" } } },
	{ "Journal", "what was done at this desk", { { "journal", "entries" } } },
	{ "All facts", "every value word for word", { { 0 } } },
};
/* clang-format on */

static void put_part(struct sheet *s, const struct part *p, const struct node *one)
{
	const struct node *list = node_get(one, p->table.list);

	/* Heading, titles and a first row stay together. */
	sheet_keep(s, 80);
	if (p->section) {
		sheet_gap(s);
		sheet_line(s, STYLE_SECTION, p->section);
	}
	if (!list || list->type != NODE_LIST || list->count == 0) {
		sheet_line(s, STYLE_EMPTY, p->table.empty);
		return;
	}
	table_head(s, &p->table);
	for (const struct node *row = list->first; row; row = row->next) {
		if (p->below) /* a row and what stands under it */
			sheet_keep(s, BELOW_POINTS);
		sheet_comment(s, s->row, 0, node_str(row, "source"));
		table_row(s, &p->table, one, row);
		if (p->below)
			p->below(s, row);
	}
}

static const char *counts(struct book *b, const struct node *one, const char *const lists[3][2])
{
	const char *out = NULL;

	for (int i = 0; i < 3 && lists[i][0]; i++) {
		const struct node *list = node_get(one, lists[i][0]);
		const char *words[] = { out, arena_printf(b->arena, "%s %d", lists[i][1],
							  list ? list->count : 0) };

		if (list && list->type == NODE_LIST)
			out = say_joined(b, ", ", words, 2);
	}
	return out;
}

static void put_contents(struct sheet *s, const struct node *one)
{
	struct book *b = s->book;

	sheet_keep(s, CONTENTS_POINTS);
	sheet_gap(s);
	sheet_line(s, STYLE_SECTION, "On the other sheets");
	for (size_t i = 0; i < sizeof(contents) / sizeof(*contents); i++) {
		const char *words[] = { contents[i].what, counts(b, one, contents[i].lists) };
		struct link link = { arena_printf(b->arena, "'%s'!A1", contents[i].sheet),
				     contents[i].sheet, STYLE_LINK };
		struct cell cells[] = { cell_text(0, 1, STYLE_LINK, contents[i].sheet),
					cell_text(2, s->ncolumns - 1, STYLE_TEXT,
						  say_joined(b, ": ", words, 2)) };

		sheet_row(s, cells, 2);
		sheet_link(s, s->row - 1, 0, &link);
	}
}

void summary_lists(struct sheet *s, const struct node *one)
{

	s->names_case = false;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		put_part(s, &parts[i], one);
	put_contents(s, one);
}
