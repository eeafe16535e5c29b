#include "base/arena.h"
#include "base/text.h"
#include "report/amount.h"
#include "report/claim_field.h"
#include "report/table.h"
#include "report/words.h"

enum { GRID = 4, KEEP_POINTS = 120 };
static const double grid[GRID] = { 44, 24, 14, 24 };

/* clang-format off */
const struct amount_part amount_parts[] = {
	{ "worked_out.goods",	 "Value of the goods" },
	{ "worked_out.discount", "less discount" },
	{ "worked_out.repair",	 "or the repair, where that costs less" },
	{ "worked_out.salvage",	 "less what is left of the goods" },
	{ "worked_out.cover",	 "at most the cover" },
	{ "worked_out.postage",	 "and the postage" },
	{ 0 },
};

const struct amount_part amount_parcel[] = {
	{ "shipment.value",	"Value of the contents" },
	{ "shipment.postage",	"Postage paid" },
	{ "shipment.insured",	"Insured for" },
	{ 0 },
};

const struct amount_part amount_ends[] = {
	{ "amount",	"Claimed" },
	{ "approved",	"Approved" },
	{ "paid",	"Paid" },
	{ "owed",	"Still to come" },
	{ 0 },
};

static const struct column item_columns[] = {
	{ .title = "Item",	.names = "description|name" },
	{ .title = "Serial number, SKU", .names = "serial_number|sku", .as = AS_CODE },
	{ .title = "Quantity",	.names = "quantity", .right = true },
	{ .title = "Value of one", .names = "value", .right = true },
};

static const struct column payout_columns[] = {
	{ .title = "How",	.names = "how" },
	{ .title = "Reference",	.names = "reference", .as = AS_CODE },
	{ .title = "Day",	.names = "paid_on" },
	{ .title = "Amount",	.names = "amount", .right = true },
};

static const struct column remedy_columns[] = {
	{ .title = "What",	.names = "kind", .as = AS_WORDS },
	{ .title = "Reference",	.names = "reference", .as = AS_CODE },
	{ .title = "Day",	.names = "given_on" },
	{ .title = "Amount",	.names = "amount", .right = true },
};

#define COLUMNS(array) .columns = (array), .ncolumns = sizeof(array) / sizeof(*(array))
static const struct {
	const char *title;
	struct table table;
} lists[] = {
	{ "What was in it", { .list = "shipment.items", COLUMNS(item_columns) } },
	{ "Money that came", { .list = "payouts", COLUMNS(payout_columns) } },
	{ "What the customer got", { .list = "remedies", COLUMNS(remedy_columns) } },
};
/* clang-format on */

static int put_parts(struct sheet *s, const struct amount_part *part, const struct node *of,
		     enum style style)
{
	int rows = 0;

	for (; part->from; part++) {
		const struct node *n = node_get(of, part->from);
		struct cell cells[] = { cell_text(0, 2, style, part->title),
					cell_node_right(s->book, 3, 3, n) };

		if (!n || n->type == NODE_NULL)
			continue;
		sheet_row(s, cells, 2);
		rows++;
	}
	return rows;
}

static void put_claim(struct sheet *s, const struct node *one, const struct node *claim)
{
	struct book *b = s->book;
	const char *parts[] = { say_case(b, one),
				arena_printf(b->arena, "claim %s", text_named(b, claim, "claim")),
				say_code(b, text_named(b, claim, "route")),
				say_code(b, text_named(b, claim, "state")) };
	const char *how = text_named(b, claim, "amount_note|how");

	sheet_keep(s, KEEP_POINTS);
	sheet_gap(s);
	sheet_line(s, STYLE_SECTION, say_joined(b, ", ", parts, 4));
	if (!put_parts(s, amount_parts, claim, STYLE_TEXT))
		put_parts(s, amount_parcel, one, STYLE_TEXT);
	put_parts(s, amount_ends, claim, STYLE_STRONG);
	sheet_line(s, STYLE_LABEL, "In words, as it was worked out:");
	sheet_line(s, STYLE_TEXT, how ? how : "How it was worked out was not noted.");
}

static void put_lists(struct sheet *s, const struct node *one)
{
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		const struct node *list = node_get(one, lists[i].table.list);

		if (!list || list->count == 0)
			continue;
		sheet_keep(s, KEEP_POINTS);
		sheet_gap(s);
		sheet_line(s, STYLE_SECTION, lists[i].title);
		table_head(s, &lists[i].table);
		table_rows_of(s, &lists[i].table, one);
	}
}

static void put_case(struct sheet *s, const struct node *one)
{
	const struct node *list = node_get(one, "claims");

	for (const struct node *c = list ? list->first : NULL; c; c = c->next)
		put_claim(s, one, c);
	if (!list || list->count == 0) {
		sheet_keep(s, KEEP_POINTS);
		sheet_gap(s);
		sheet_line(s, STYLE_SECTION, say_case(s->book, one));
		sheet_line(
			s, STYLE_EMPTY,
			list ? "No claim has been filed yet. What is known of its worth:"
			     : "Claims are not shown to this reader. What is known of its worth:");
		if (!put_parts(s, amount_parcel, one, STYLE_TEXT))
			sheet_line(s, STYLE_EMPTY, "Nothing is known of its worth yet.");
	}
	put_lists(s, one);
}

void sheet_amount(struct book *b)
{
	struct sheet s;

	sheet_open(&s, b, "Amount", SHEET_PORTRAIT);
	sheet_columns(&s, grid, GRID);
	sheet_line(&s, STYLE_TITLE, "How the amount was reached");
	sheet_line(&s, STYLE_SUBTITLE, say_book(b));
	sheet_link(&s, s.row - 1, 0, &(struct link){ "'Summary'!A1", say_book(b), STYLE_SUBTITLE });
	sheet_line(&s, STYLE_NOTE, say_made(b));
	for (int i = 0; i < b->in->ncases; i++)
		put_case(&s, b->in->cases[i]);
	sheet_end(&s);
}
