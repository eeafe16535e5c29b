#include "base/arena.h"
#include "report/summary.h"
#include "report/table.h"
#include "report/words.h"

static const char *service(struct book *b, const struct node *row, enum style *style)
{
	(void)style;
	return say_service(b, row);
}

static const char *missing(struct book *b, const struct node *row, enum style *style)
{
	const struct node *list = node_get(row, "missing_evidence");

	if (!list || list->type != NODE_LIST)
		return NULL;
	if (list->count == 0)
		return "nothing";
	*style = STYLE_BAD;
	return list->count == 1 ? "1 piece" : arena_printf(b->arena, "%d pieces", list->count);
}

/* clang-format off */
static const struct column columns[] = {
	{ .title = "Tracking number",	.width = 30,
	  .names = "tracking_number|shipment.tracking_number", .as = AS_CODE },
	{ .title = "Carrier, service",	.width = 26, .say = service },
	{ .title = "Problem",		.width = 16, .names = "problem", .as = AS_WORDS },
	{ .title = "Stage",		.width = 12, .names = "stage", .as = AS_WORDS },
	{ .title = "Value",		.width = 15, .names = "shipment.value", .right = true },
	{ .title = "Claim window",	.width = 44, .say = summary_window },
	{ .title = "Missing evidence",	.width = 13, .say = missing },
	{ .title = "Opened",		.width = 17, .names = "opened_at" },
	{ .title = "Owner",		.width = 14, .names = "owner" },
	{ .title = "Client",		.width = 14, .names = "client" },
};
/* clang-format on */

static const struct table cases = {
	.columns = columns,
	.ncolumns = sizeof(columns) / sizeof(*columns),
};

/* Its number leads to its summary. */
static void put_case(struct sheet *s, const struct node *one)
{
	const char *number = text_named(s->book, one, "case|number|id");
	int row = s->row;

	table_row(s, &cases, one, one);
	if (number)
		sheet_link(s, row, 0,
			   &(struct link){ arena_printf(s->book->arena, "case_%s", number), number,
					   STYLE_LINK });
}

void sheet_cases(struct book *b)
{
	struct sheet s;
	int head;

	table_sheet(&s, b, "Cases", &cases);
	head = s.row - 1;
	for (int i = 0; i < b->in->ncases; i++)
		put_case(&s, b->in->cases[i]);
	sheet_filter(&s, head, s.ncolumns);
}
