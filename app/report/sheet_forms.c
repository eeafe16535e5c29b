#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "report/claim_form.h"
#include "report/table.h"
#include "report/words.h"

/* clang-format off */
static const struct column columns[] = {
	{ .title = "Form",			.width = 24 },
	{ .title = "The form asks",		.width = 34 },
	{ .title = "Answer, to copy",		.width = 62 },
	{ .title = "Characters",		.width = 11, .right = true },
	{ .title = "Must be given (– not known)", .width = 14 },
	{ .title = "What to do, what to know",	.width = 46 },
};
/* clang-format on */

static const struct table answers = {
	.columns = columns,
	.ncolumns = sizeof(columns) / sizeof(*columns),
};

static void put_box(struct sheet *s, const struct claim_form *form, const struct form_box *box,
		    const struct node *one)
{
	struct book *b = s->book;
	struct form_answer answer = claim_form_answer(b, box, one);
	const char *notes[] = { answer.fill, box->note };
	struct cell cells[BOOK_COLUMNS];
	int n = 0, at = 0, answered;

	if (s->names_case)
		cells[n++] = cell_text(at++, 0, STYLE_CODE, text_named(b, one, "case|number|id"));
	cells[n++] = cell_text(at, at, STYLE_QUIET, form->title);
	cells[n++] = cell_text(at + 1, at + 1, STYLE_STRONG, box->field);
	answered = at + 2;
	cells[n++] = answer.text   ? cell_text(answered, answered, STYLE_CODE, answer.text)
		     : *box->value ? cell_text(answered, answered, STYLE_WARN, "not known")
				   : cell_node(b, answered, answered, NULL);
	cells[n] = cell_node(b, at + 3, at + 3, NULL);
	if (answer.length)
		cells[n] = (struct cell){ .first = at + 3,
					  .last = at + 3,
					  .style = STYLE_INT_RIGHT,
					  .is_number = true,
					  .number = answer.length };
	if (answer.length && box->max)
		cells[n] =
			cell_text(at + 3, at + 3, answer.length > box->max ? STYLE_BAD : STYLE_TEXT,
				  arena_printf(b->arena, "%d of %lld", answer.length, box->max));
	n++;
	cells[n++] = box->required ? cell_text(at + 4, at + 4, STYLE_TEXT, "yes")
				   : cell_node(b, at + 4, at + 4, NULL);
	cells[n++] = cell_text(at + 5, at + 5, STYLE_TEXT, say_joined(b, "\n", notes, 2));
	sheet_row(s, cells, n);
}

/* What the form is, and that nobody took it for the carrier's own list. */
static void put_about(struct sheet *s, const struct claim_form *form, const struct node *one)
{
	const struct form_box about = {
		.field = "About this form",
		.value = "",
		.note = arena_printf(
			s->book->arena,
			"%s\nNot the carrier's own list: look at the form itself. Source: %s, %s; "
			"confidence %s.",
			form->note, form->source, form->source_date, form->confidence)
	};

	put_box(s, form, &about, one);
}

static int put_form(struct sheet *s, const struct claim_forms *forms, const struct claim_form *form,
		    const struct node *one)
{
	int rows = 0;

	for (int i = 0; i < forms->nboxes; i++)
		if (strcmp(forms->box[i].form, form->code) == 0) {
			if (!rows++)
				put_about(s, form, one);
			put_box(s, form, &forms->box[i], one);
		}
	return rows;
}

void sheet_forms(struct book *b)
{
	struct sheet s;
	int head, rows = 0;

	table_sheet(&s, b, "Form answers", &answers);
	head = s.row - 1;
	for (int i = 0; i < b->in->ncases; i++) {
		const struct node *one = b->in->cases[i];

		if (!node_get(one, "claims"))
			continue;
		for (int k = 0; k < b->forms->nforms; k++)
			if (claim_form_fits(b->forms, &b->forms->form[k], one))
				rows += put_form(&s, b->forms, &b->forms->form[k], one);
	}
	if (rows)
		sheet_filter(&s, head, s.ncolumns);
	else
		sheet_line(&s, STYLE_EMPTY, "No claim form is shown to this reader.");
}
