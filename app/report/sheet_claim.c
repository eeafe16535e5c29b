#include "base/arena.h"
#include "base/text.h"
#include "report/claim_field.h"
#include "report/summary.h"
#include "report/table.h"
#include "report/words.h"

/* clang-format off */
static const struct column columns[] = {
	{ .title = "About",		.width = 17 },
	{ .title = "Field",		.width = 30 },
	{ .title = "Value",		.width = 66 },
	{ .title = "Unknown: how to fill it in", .width = 52 },
};
/* clang-format on */

enum { COLUMNS = sizeof(columns) / sizeof(*columns) };

/* For those who hand it out, and for those who read it: the desk is nothing of theirs. */
static const struct table ours = { .columns = columns, .ncolumns = COLUMNS };
static const struct table theirs = { .columns = columns, .ncolumns = COLUMNS - 1 };

/* Typed where it is one value: a day is a day. */
static struct cell value_cell(struct book *b, const struct claim_field *f,
			      const struct field_value *v, int at)
{
	if (v->state != FIELD_KNOWN)
		return cell_text(at, at, STYLE_UNKNOWN, "not known");
	if (v->node && !f->words && v->node->type != NODE_TEXT)
		return cell_node(b, at, at, v->node);
	return cell_text(at, at, STYLE_CODE, v->text);
}

static bool is_ours(const struct node *one)
{
	return node_get(one, "next_step") != NULL;
}

static void put_field(struct sheet *s, const struct claim_field *f, const char *group,
		      const struct node *one)
{
	struct book *b = s->book;
	struct field_value v = claim_field_value(b, f, one);
	struct cell cells[BOOK_COLUMNS];
	int n = 0, at = 0, row = s->row;

	if (v.state == FIELD_HIDDEN)
		return;
	if (s->names_case)
		cells[n++] = cell_text(at++, 0, STYLE_CODE, text_named(b, one, "case|number|id"));
	cells[n++] = cell_text(at, at, STYLE_QUIET, group);
	cells[n++] = cell_text(at + 1, at + 1, STYLE_STRONG, f->title);
	cells[n++] = value_cell(b, f, &v, at + 2);
	if (is_ours(b->in->cases[0]))
		cells[n++] =
			cell_text(at + 3, at + 3, STYLE_TEXT,
				  v.state == FIELD_UNKNOWN ? claim_field_fill(b, f, one) : NULL);
	sheet_row(s, cells, n);
	if (!s->names_case)
		sheet_name(s, f->name, row, at + 2);
	if (v.state == FIELD_KNOWN && text_is_listed("opens_on|closes_on", f->name))
		sheet_comment(s, row, at + 2, node_str(summary_claim_window(one), "source"));
}

static void put_case(struct sheet *s, const struct node *one)
{
	const char *group = NULL;

	for (const struct claim_field *f = claim_fields; f->name || f->group; f++)
		if (f->name)
			put_field(s, f, group, one);
		else
			group = f->group;
}

void sheet_claim(struct book *b)
{
	struct sheet s;
	int head;

	table_sheet(&s, b, "Claim fields", is_ours(b->in->cases[0]) ? &ours : &theirs);
	head = s.row - 1;
	for (int i = 0; i < b->in->ncases; i++)
		put_case(&s, b->in->cases[i]);
	sheet_filter(&s, head, s.ncolumns);
}
