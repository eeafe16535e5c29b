#include "base/arena.h"
#include "report/press_parts.h"

#define PAD_X 5.0      /* between two columns */
#define PAD_Y 2.6      /* above and below the words of a row */
#define PAD_RIGHT 12.0 /* behind numbers: what follows begins at the left */
#define PAD_TABLE 4.0  /* above a table */
#define LABEL_WIDTH 88.0
#define KEEP_ROW 46.0 /* a heading of columns never stands alone */

/* A row being set: its cells, and how many of their lines stand already. */
struct setting {
	struct press_text text[PAPER_COLUMNS];
	double x[PAPER_COLUMNS];
	int at[PAPER_COLUMNS];
	int n;
	const char *tag[2]; /* of cells 0, 2, 4 ... and of 1, 3, 5 ... */
};

static double row_height(const struct setting *s)
{
	double height = 0;

	for (int i = 0; i < s->n; i++)
		if (s->text[i].height > height)
			height = s->text[i].height;
	return height + 2 * PAD_Y;
}

static void release(struct setting *s)
{
	for (int i = 0; i < s->n; i++)
		press_text_release(&s->text[i]);
}

/* As many lines of each cell as there is room for; false when lines are left. */
static bool set_part(struct press *p, struct setting *s)
{
	double room = p->bottom - p->y - 2 * PAD_Y, deepest = 0;
	bool done = true;

	press_begin(p, "TR");
	for (int i = 0; i < s->n; i++) {
		struct press_text *t = &s->text[i];
		int n = press_text_fit(t, s->at[i], room);
		int from_to[2] = { s->at[i], s->at[i] + n };
		double deep;

		if (n == 0 && s->at[i] < t->n && p->y <= p->top + KEEP_ROW)
			from_to[1] = s->at[i] + 1; /* something must move on */
		press_begin(p, s->tag[i % 2]);
		press_text_draw(t, p, s->x[i], p->y + PAD_Y, from_to);
		press_end(p, s->tag[i % 2]);
		deep = from_to[1] > from_to[0]
			       ? t->line[from_to[1] - 1].bottom - t->line[from_to[0]].top
			       : 0;
		deepest = deep > deepest ? deep : deepest;
		s->at[i] = from_to[1];
		done = done && s->at[i] >= t->n;
	}
	press_end(p, "TR");
	p->y += deepest + 2 * PAD_Y;
	return done;
}

/* --- tables --- */

static void set_columns(struct setting *s, struct press *p, const struct paper_block *b,
			const struct paper_cell cells[])
{
	double wide = p->right - p->left, x = p->left;

	s->n = b->ncolumns;
	s->tag[0] = s->tag[1] = "TD";
	for (int i = 0; i < s->n; i++) {
		double width = b->column[i].share * wide;

		double pad = b->column[i].right ? PAD_RIGHT : PAD_X;

		press_text_make(&s->text[i], p, &cells[i], width - (i + 1 < s->n ? pad : 0),
				b->column[i].right);
		s->x[i] = x;
		s->at[i] = 0;
		x += width;
	}
}

static void set_titles(struct press *p, const struct paper_block *b)
{
	struct paper_cell titles[PAPER_COLUMNS];
	struct setting s;

	for (int i = 0; i < b->ncolumns; i++)
		titles[i] = (struct paper_cell){ b->column[i].title, LOOK_LABEL };
	set_columns(&s, p, b, titles);
	s.tag[0] = s.tag[1] = "TH";
	set_part(p, &s);
	release(&s);
	press_rule(p, p->y, 0.8, 0.3);
}

/* Where a row must not be parted, and how much of it must stand on the page then. */
static double row_room(const struct press *p, double height)
{
	return height < (p->bottom - p->top) / 3 ? height : KEEP_ROW;
}

double press_table_room(struct press *p, const struct paper_block *b)
{
	struct arena_mark mark = arena_mark(p->arena);
	struct paper_cell cells[PAPER_COLUMNS] = { 0 };
	struct setting s;
	double height;

	if (!b->first)
		return 0;
	for (int i = 0; i < b->ncolumns; i++)
		cells[i] = (struct paper_cell){ b->column[i].title, LOOK_LABEL };
	set_columns(&s, p, b, cells);
	height = PAD_TABLE + row_height(&s);
	release(&s);
	for (int i = 0; i < PAPER_COLUMNS; i++)
		cells[i] = i < b->first->ncells ? b->first->cell[i] : (struct paper_cell){ 0 };
	set_columns(&s, p, b, cells);
	height += row_room(p, row_height(&s));
	release(&s);
	arena_rewind(p->arena, mark);
	return height;
}

static void break_table(struct press *p, const struct paper_block *b)
{
	press_end(p, "Table");
	press_new_page(p);
	press_begin(p, "Table");
	set_titles(p, b);
}

static void set_row(struct press *p, const struct paper_block *b, const struct paper_row *row)
{
	struct arena_mark mark = arena_mark(p->arena);
	struct paper_cell cells[PAPER_COLUMNS] = { 0 };
	double height, page = p->bottom - p->top;
	struct setting s;

	for (int i = 0; i < row->ncells; i++)
		cells[i] = row->cell[i];
	set_columns(&s, p, b, cells);
	height = row_height(&s);
	/* A short row moves as a whole; a long one breaks where the page ends. */
	if (p->y + height > p->bottom && (height < page / 3 || p->bottom - p->y < KEEP_ROW))
		break_table(p, b);
	while (!set_part(p, &s))
		break_table(p, b);
	press_rule(p, p->y, 0.3, 0.75);
	release(&s);
	arena_rewind(p->arena, mark);
}

void press_table(struct press *p, const struct paper_block *b)
{
	if (!b->first)
		return;
	press_keep(p, press_table_room(p, b));
	p->y += PAD_TABLE;
	press_begin(p, "Table");
	set_titles(p, b);
	for (const struct paper_row *row = b->first; row; row = row->next)
		set_row(p, b, row);
	press_end(p, "Table");
	p->y += 6;
}

/* --- facts --- */

static void set_fact(struct press *p, const struct paper_row *row)
{
	double half = (p->right - p->left) / 2;
	bool pairs = row->ncells > 2;
	struct setting s = { .n = row->ncells, .tag = { "TH", "TD" } };

	for (int i = 0; i < row->ncells; i++) {
		double left = p->left + (i / 2) * half;
		double width = pairs ? half : 2 * half;

		s.x[i] = i % 2 ? left + LABEL_WIDTH : left;
		press_text_make(&s.text[i], p, &row->cell[i],
				i % 2 ? width - LABEL_WIDTH - PAD_X : LABEL_WIDTH - PAD_X, false);
	}
	if (p->y + row_height(&s) > p->bottom)
		press_keep(p,
			   row_height(&s) < (p->bottom - p->top) / 3 ? row_height(&s) : KEEP_ROW);
	press_begin(p, "Table");
	while (!set_part(p, &s)) {
		press_end(p, "Table");
		press_new_page(p);
		press_begin(p, "Table");
	}
	press_end(p, "Table");
	press_rule(p, p->y, 0.25, 0.85);
	release(&s);
}

void press_facts(struct press *p, const struct paper_block *b)
{
	p->y += 3;
	for (const struct paper_row *row = b->first; row; row = row->next) {
		struct arena_mark mark = arena_mark(p->arena);

		set_fact(p, row);
		arena_rewind(p->arena, mark);
	}
	p->y += 3;
}
