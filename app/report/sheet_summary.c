#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/shipment.h"
#include "report/summary.h"
#include "report/table.h"
#include "report/words.h"

enum {
	GRID = 6,
	LEFT_LABEL = 0,
	LEFT_FIRST = 1,
	LEFT_LAST = 2,
	RIGHT_LABEL = 3,
	RIGHT_FIRST = 4,
	LAST = 5
};
static const double grid[GRID] = { 17, 13, 13, 20, 38, 19 };

struct fact {
	const char *label;
	const char *names;
	const char *(*say)(struct book *b, const struct node *one);
	bool words;    /* the value is a code */
	bool wide;     /* has a row for itself */
	bool needed;   /* a claim asks for it: missing in plain sight */
	bool optional; /* left out when there is nothing to say */
};

static const char *number_plain(struct book *b, const struct node *one)
{
	return text_named(b, one, "tracking_number|shipment.tracking_number");
}

static const char *carrier_and_service(struct book *b, const struct node *one)
{
	return node_named(one, "carrier|shipment.carrier") ? say_service(b, one) : NULL;
}

static const char *status(struct book *b, const struct node *one)
{
	const char *trouble = text_named(b, one, "shipment.trouble");
	const char *parts[] = { say_code(b, text_named(b, one, "shipment.status")),
				text_same(trouble, "none") ? NULL : trouble };

	return say_joined(b, ", ", parts, 2);
}

/* clang-format off */
static const struct fact facts[] = {
	{ .label = "Tracking number",	.say = number_plain, .needed = true },
	{ .label = "Carrier, service",	.say = carrier_and_service, .needed = true },
	{ .label = "Problem",		.names = "problem", .words = true, .needed = true },
	{ .label = "Where it stands",	.say = status },
	{ .label = "Mailed on",		.names = "shipment.mailed_on", .needed = true },
	{ .label = "Carrier's words",	.names = "shipment.status_text" },
	{ .label = "Accepted on",	.names = "shipment.accepted_on" },
	{ .label = "Last scan",		.names = "shipment.last_scan_at" },
	{ .label = "Expected on",	.names = "shipment.expected_on" },
	{ .label = "Delivered",		.names = "shipment.delivered_at|shipment.delivered_on" },
	{ .label = "Value",		.names = "shipment.value", .needed = true },
	{ .label = "Order",		.names = "shipment.order|shipment.order_number" },
	{ .label = "Insured for",	.names = "shipment.insured" },
	{ .label = "Insurer",		.names = "shipment.insurer" },
	{ .label = "Postage paid",	.names = "shipment.postage" },
	{ .label = "Label from",	.names = "shipment.label_source" },
	{ .label = "Weight",		.names = "shipment.weight" },
	{ .label = "Dimensions",	.names = "shipment.dimensions" },
	{ .label = "Pieces",		.names = "shipment.pieces" },
	{ .label = "Damage",		.names = "damage" },
	{ .label = "Account",		.names = "shipment.account" },
	{ .label = "Stage",		.names = "stage", .words = true },
	{ .label = "Owner",	.names = "owner" },
	{ .label = "Case opened",	.names = "opened_at" },
	{ .label = "Client",		.names = "client" },
	{ .label = "Scans kept to",	.names = "shipment.history_until", .optional = true },
	{ .label = "Closed",		.names = "closed_at", .optional = true },
	{ .label = "Closed because",	.names = "close_reason", .optional = true },
	{ .label = "From",
	  .names = "shipment.from|shipment.from_address", .wide = true, .needed = true },
	{ .label = "To",
	  .names = "shipment.to|shipment.to_address", .wide = true, .needed = true },
	{ .label = "Contents",
	  .names = "shipment.contents", .wide = true, .needed = true },
};
/* clang-format on */

static bool fact_known(struct book *b, const struct fact *f, const struct node *one)
{
	return f->say ? f->say(b, one) != NULL : node_named(one, f->names) != NULL;
}

static struct cell fact_cell(struct book *b, const struct fact *f, const struct node *one,
			     int first, int last)
{
	const struct node *n = f->names ? node_named(one, f->names) : NULL;

	if (!fact_known(b, f, one))
		return cell_text(first, last, f->needed ? STYLE_WARN : STYLE_UNKNOWN, "not known");
	if (f->say || f->words) {
		const char *text = f->say ? f->say(b, one) : say_code(b, say_node(b, n));

		return cell_text(first, last, f->say == number_plain ? STYLE_CODE : STYLE_TEXT,
				 text);
	}
	return cell_node(b, first, last, n);
}

static void put_facts(struct sheet *s, const struct node *one)
{
	struct book *b = s->book;
	struct cell cells[4];
	int n = 0;

	sheet_line(s, STYLE_SECTION, "The shipment");
	for (size_t i = 0; i < sizeof(facts) / sizeof(*facts); i++) {
		const struct fact *f = &facts[i];

		if (f->optional && !fact_known(b, f, one))
			continue;
		if (f->wide && n) {
			sheet_row(s, cells, n);
			n = 0;
		}
		cells[n] = cell_text(n ? RIGHT_LABEL : LEFT_LABEL, n ? RIGHT_LABEL : LEFT_LABEL,
				     STYLE_LABEL, f->label);
		cells[n + 1] = fact_cell(b, f, one, n ? RIGHT_FIRST : LEFT_FIRST,
					 n || f->wide ? LAST : LEFT_LAST);
		n += 2;
		if (n == 4 || f->wide) {
			sheet_row(s, cells, n);
			n = 0;
		}
	}
	if (n)
		sheet_row(s, cells, n);
}

static void put_tagged(struct sheet *s, enum style tag, const char *word, const char *text)
{
	struct cell cells[] = { cell_text(0, 0, tag, word),
				cell_text(1, LAST, (enum style)(tag - 1), text) };

	sheet_row(s, cells, 2);
}

/* The title that the checklist has for a code; the code in words when it has none. */
static const char *need_words(struct book *b, const struct node *one, const struct node *need)
{
	const struct node *list = node_get(one, "checklist");
	const char *code = text_named(b, need, "code|kind|name");

	if (need->type != NODE_MAP)
		code = say_node(b, need);
	else if (node_named(need, "title"))
		return text_named(b, need, "title");
	for (const struct node *n = list ? list->first : NULL; n; n = n->next)
		if (text_same(node_str(n, "code"), code) && node_str(n, "title"))
			return node_str(n, "title");
	return code ? say_code(b, code) : "a piece without a name";
}

static const char *add_words(struct book *b, const char *words, const char *more)
{
	const char *parts[] = { words, more };

	return say_joined(b, ", ", parts, 2);
}

/* As the desk lists them; a tree without that list is looked through. */
static const char *unknown_facts(struct book *b, const struct node *one)
{
	const struct node *list = node_get(one, "missing_facts");
	const char *words = NULL;

	if (list && list->type == NODE_LIST) {
		for (const struct node *n = list->first; n; n = n->next)
			words = add_words(b, words, say_code(b, say_node(b, n)));
		return words;
	}
	for (size_t i = 0; i < sizeof(facts) / sizeof(*facts); i++)
		if (facts[i].needed && !fact_known(b, &facts[i], one))
			words = add_words(b, words, facts[i].label);
	return words;
}

static const char *held_needs(struct book *b, const struct node *one)
{
	const struct node *list = node_get(one, "checklist");
	const char *words = NULL;

	for (const struct node *n = list ? list->first : NULL; n; n = n->next)
		if (node_num(n, "held"))
			words = words ? arena_printf(b->arena, "%s\n%s", words,
						     need_words(b, one, n))
				      : need_words(b, one, n);
	return words;
}

/* What is missing comes before what is there: it is what the reader must act on. */
static void put_missing(struct sheet *s, const struct node *one)
{
	const struct node *list = node_get(one, "missing_evidence");
	struct book *b = s->book;
	const char *unknown = unknown_facts(b, one), *held = held_needs(b, one);
	int missing = 0;

	sheet_line(s, STYLE_SECTION, "What is missing");
	for (const struct node *n = list ? list->first : NULL; n; n = n->next, missing++)
		put_tagged(s, STYLE_BAD_TAG, "MISSING", need_words(b, one, n));
	if (unknown)
		put_tagged(s, STYLE_WARN_TAG, "NOT KNOWN", unknown);
	if (!missing && !unknown)
		put_tagged(s, STYLE_GOOD_TAG, "COMPLETE",
			   list ? "Nothing that this claim asks for is missing."
				: "Every fact that this claim asks for is known.");
	if (held)
		put_tagged(s, STYLE_GOOD_TAG, "HELD", held);
}

const struct node *summary_claim_window(const struct node *one)
{
	static const char *const order[] = { "closing", "open", "too_early", "unknown", "closed" };
	const struct node *list = node_get(one, "windows");

	for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++)
		for (const struct node *w = list ? list->first : NULL; w; w = w->next)
			if (text_same(node_str(w, "what"), "claim") &&
			    text_same(node_str(w, "state"), order[i]))
				return w;
	return NULL;
}

const char *summary_window(struct book *b, const struct node *one, enum style *style)
{
	const struct node *w = summary_claim_window(one);
	const char *low = "", *last = "";

	*style = STYLE_WARN;
	if (!w)
		return "No claim window is known for this case.";
	if (text_same(node_str(w, "confidence"), "low"))
		low = " Unconfirmed: check with the carrier.";
	if (node_known(w, "closes_on"))
		last = arena_printf(b->arena, " Last day %s.", text_named(b, w, "closes_on"));
	return arena_printf(b->arena, "%s: %s.%s%s", say_window(b, w),
			    say_window_state(b, w, style), last, low);
}

static void put_title(struct sheet *s, const struct node *one)
{
	struct book *b = s->book;
	const char *problem = text_named(b, one, "problem");
	const char *number = text_named(b, one, "case|number|id");
	const char *title[] = { say_case(b, one), problem ? say_code(b, problem) : NULL };
	enum style style;
	const char *window = summary_window(b, one, &style);
	struct cell c;

	if (number)
		sheet_name(s, arena_printf(b->arena, "case_%s", number), s->row, 0);
	sheet_line(s, STYLE_TITLE, say_joined(b, " · ", title, 2));
	sheet_line(s, STYLE_SUBTITLE, say_service(b, one));
	sheet_line(s, STYLE_NUMBER, say_number(b, one));
	sheet_line(s, STYLE_NOTE, say_made(b));
	sheet_gap(s);
	c = cell_text(0, LAST, (enum style)(style == STYLE_QUIET ? style : style + 1), window);
	sheet_row_high(s, &c, 1, 22);
	sheet_gap(s);
}

static void put_note(struct sheet *s, const struct node *one)
{
	const char *note = text_named(s->book, one, "note|shipment.note");

	if (!note)
		return;
	sheet_keep(s, 80);
	sheet_gap(s);
	sheet_line(s, STYLE_SECTION, "Note");
	sheet_line(s, STYLE_TEXT, note);
}

static void put_case(struct sheet *s, const struct node *one)
{
	put_title(s, one);
	put_missing(s, one);
	sheet_gap(s);
	put_facts(s, one);
	summary_lists(s, one);
	put_note(s, one);
}

void sheet_summary(struct book *b)
{
	struct sheet s;

	sheet_open(&s, b, "Summary", SHEET_PORTRAIT);
	sheet_columns(&s, grid, GRID);
	for (int i = 0; i < b->in->ncases; i++) {
		if (i > 0) {
			sheet_gap(&s);
			sheet_break(&s);
		}
		put_case(&s, b->in->cases[i]);
	}
	sheet_end(&s);
}
