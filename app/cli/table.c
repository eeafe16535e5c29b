#include "cli/print.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

#include "base/text.h"
#include "cli/ink.h"

/*
 * Rows are held in chunks, so that a list of any length needs the memory of one and the first rows
 * appear early; widths never shrink from one chunk to the next.
 */
enum { COLS_MAX = 16, CHUNK_ROWS = 1000, GAP = 2, WRAP_MIN = 16, CUT_MIN = 8 };
enum { CHUNK_BYTES = 64 * 1024 * 1024, NOT_PLAIN = -1 };

struct cell {
	const char *text; /* safe for a terminal */
	int plain;        /* its length, or NOT_PLAIN: measured line by line */
	enum ink ink;
};

struct row {
	struct row *next;
	struct cell cell[COLS_MAX];
};

struct table {
	struct cli *cli;
	const struct print_column *cols;
	int ncols;
	struct arena arena; /* the cells of this chunk */
	struct row *first, *last;
	int nrows;
	int natural[COLS_MAX], width[COLS_MAX];
	bool left_out[COLS_MAX];
	struct buf out;
	bool headed;
};

/*
 * The length of a text that is nothing but printable ASCII, as most are; NOT_PLAIN for any other.
 */
static int plain_length(const char *text, size_t max)
{
	size_t i;

	for (i = 0; i < max && text[i]; i++)
		if (text[i] < ' ' || text[i] > '~')
			return NOT_PLAIN;
	return (int)i;
}

static int columns_of(struct arena *a, const char *text, size_t len)
{
	int plain = plain_length(text, len);

	return plain >= 0 ? plain : utf8_width(arena_strndup(a, text, len));
}

static struct table *table_open(struct cli *cli, const struct print_column cols[])
{
	struct table *t = arena_alloc(&cli->arena, sizeof(*t));

	t->cli = cli;
	t->cols = cols;
	for (; cols[t->ncols].title; t->ncols++) {
		assert(t->ncols < COLS_MAX);
		t->natural[t->ncols] = utf8_width(cols[t->ncols].title);
	}
	buf_init(&t->out, CHUNK_BYTES);
	return t;
}

/* The widest of the lines of a text. */
static int lines_width(struct arena *a, const char *text)
{
	int widest = 0;

	for (;;) {
		size_t len = strcspn(text, "\n");
		int width = columns_of(a, text, len);

		if (width > widest)
			widest = width;
		if (!text[len])
			return widest;
		text += len + 1;
	}
}

static const char *one_line(struct arena *a, const char *text)
{
	char *copy = arena_strdup(a, text), *p;

	for (p = copy; *p; p++)
		if (*p == '\n')
			*p = ' ';
	return copy;
}

static struct row *row_new(struct table *t)
{
	struct row *r = arena_alloc(&t->arena, sizeof(*r));

	if (t->last)
		t->last->next = r;
	else
		t->first = r;
	t->last = r;
	t->nrows++;
	return r;
}

static void table_add(struct table *t, const struct node *row)
{
	struct row *to = row_new(t);
	int i, width;

	for (i = 0; i < t->ncols; i++) {
		const struct print_column *col = &t->cols[i];
		const char *text =
			col->cell ? col->cell(t->cli, row) : show_at(t->cli, row, col->path);

		if (text && (col->flags & PRINT_CODE))
			text = show_code(t->cli, text);
		text = text ? text : "-";
		width = to->cell[i].plain = plain_length(text, INT_MAX);
		if (width != NOT_PLAIN) {
			text = memcpy(arena_alloc(&t->arena, (size_t)width + 1), text,
				      (size_t)width);
		} else {
			text = text_for_terminal(&t->arena, text);
			if (!(col->flags & PRINT_WRAP))
				text = one_line(&t->arena, text);
			width = lines_width(&t->arena, text);
		}
		to->cell[i].text = text;
		to->cell[i].ink = col->ink ? col->ink(t->cli, row) : INK_PLAIN;
		if (width > t->natural[i])
			t->natural[i] = width;
	}
}

/*
 * Takes up to "excess" columns of screen from columns with this flag, widest first; returns what is
 * left to take.
 */
static int shrink(struct table *t, int excess, unsigned flag, int least)
{
	while (excess > 0) {
		int i, widest = -1;

		for (i = 0; i < t->ncols; i++)
			if ((t->cols[i].flags & flag) && !t->left_out[i] && t->width[i] > least &&
			    t->width[i] > utf8_width(t->cols[i].title) &&
			    (widest < 0 || t->width[i] > t->width[widest]))
				widest = i;
		if (widest < 0)
			break;
		t->width[widest]--;
		excess--;
	}
	return excess;
}

/* The width below which the table does not get by cutting and wrapping. */
static int least_width(const struct table *t)
{
	int i, total = -GAP;

	for (i = 0; i < t->ncols; i++) {
		unsigned flags = t->cols[i].flags;
		int least = flags & PRINT_WRAP ? WRAP_MIN : flags & PRINT_CUT ? CUT_MIN : INT_MAX;
		int title = utf8_width(t->cols[i].title);

		if (t->left_out[i])
			continue;
		least = least < title ? title : least;
		total += GAP + (t->natural[i] < least ? t->natural[i] : least);
	}
	return total;
}

/* Once, with the first rows: what stands below a heading stays below it. */
static void leave_out(struct table *t)
{
	static const unsigned flags[] = { PRINT_EXTRA, PRINT_SPARE };

	for (size_t k = 0; k < sizeof flags / sizeof *flags; k++)
		for (int i = t->ncols - 1; i >= 0 && least_width(t) > t->cli->width; i--)
			t->left_out[i] |= (t->cols[i].flags & flags[k]) != 0;
}

static void table_layout(struct table *t)
{
	int i, total = -GAP;

	if (t->cli->narrow && !t->headed)
		leave_out(t);
	for (i = 0; i < t->ncols; i++) {
		t->width[i] = t->natural[i];
		if (!t->left_out[i])
			total += t->width[i] + GAP;
	}
	if (!t->cli->narrow)
		return;
	total -= t->cli->width;
	total = shrink(t, total, PRINT_WRAP, 2 * WRAP_MIN);
	total = shrink(t, total, PRINT_CUT, 2 * CUT_MIN);
	total = shrink(t, total, PRINT_WRAP, WRAP_MIN);
	shrink(t, total, PRINT_CUT, CUT_MIN);
}

/* The text in at most "width" columns, an ellipsis at its end when it was longer. */
static const char *cut_text(struct arena *a, const char *text, int width)
{
	size_t at = 0, n;
	int used = 0;

	if (columns_of(a, text, strlen(text)) <= width)
		return text;
	for (; text[at]; at += n) {
		for (n = 1; ((unsigned char)text[at + n] & 0xc0) == 0x80; n++)
			;
		used += columns_of(a, text + at, n);
		if (used > width - 1)
			break;
	}
	return arena_printf(a, "%.*s\u2026", (int)at, text);
}

static void fit_cell(struct table *t, int i, struct cell *cell)
{
	if (t->width[i] >= t->natural[i] || (cell->plain >= 0 && cell->plain <= t->width[i]))
		return;
	cell->plain = NOT_PLAIN;
	if (t->cols[i].flags & PRINT_WRAP)
		cell->text = text_wrap(&t->arena, cell->text, t->width[i]);
	else if (t->cols[i].flags & PRINT_CUT)
		cell->text = cut_text(&t->arena, cell->text, t->width[i]);
}

static void put_blanks(struct buf *b, int n)
{
	static const char blanks[] = "                                ";
	const int some = (int)sizeof(blanks) - 1;

	for (; n > 0; n -= some)
		buf_put(b, blanks, (size_t)(n < some ? n : some));
}

/*
 * One line of a cell; "behind" blanks are owed before the next text, so that no line ends in them.
 */
static void put_part(struct table *t, int i, const struct cell *cell, size_t len, int *behind)
{
	int columns = cell->plain >= 0 ? (int)len : columns_of(&t->arena, cell->text, len);
	int pad = t->width[i] - columns;
	bool painted = t->cli->color && cell->ink != INK_PLAIN && len;
	bool right = t->cols[i].flags & PRINT_RIGHT;

	if (len) {
		put_blanks(&t->out, *behind + (right ? pad : 0));
		if (painted)
			buf_puts(&t->out, ink_sequences[cell->ink]);
		if (cell->plain >= 0 || !t->cli->narrow)
			buf_put(&t->out, cell->text, len);
		else
			buf_puts(&t->out, text_isolated(&t->arena,
							arena_strndup(&t->arena, cell->text, len)));
		if (painted)
			buf_puts(&t->out, "\033[0m");
		*behind = 0;
	}
	*behind += GAP + (right && len ? 0 : pad);
}

/* A row is as many lines as its longest cell. Eats the cells. */
static void put_row(struct table *t, struct cell cell[])
{
	bool more = true;
	int i, behind;

	while (more) {
		more = false;
		behind = 0;
		for (i = 0; i < t->ncols; i++) {
			size_t len = cell[i].plain >= 0 ? (size_t)cell[i].plain
							: strcspn(cell[i].text, "\n");

			if (t->left_out[i])
				continue;
			put_part(t, i, &cell[i], len, &behind);
			more |= cell[i].text[len] != '\0';
			cell[i].text += len + (cell[i].text[len] != '\0');
			cell[i].plain = NOT_PLAIN;
		}
		buf_putc(&t->out, '\n');
		t->cli->lines++;
	}
}

static void table_flush(struct table *t)
{
	struct cell heading[COLS_MAX];
	struct row *r;
	int i;

	table_layout(t);
	for (i = 0; i < t->ncols; i++)
		heading[i] = (struct cell){ t->cols[i].title, NOT_PLAIN, INK_STRONG };
	if (!t->headed)
		put_row(t, heading);
	t->headed = true;
	for (r = t->first; r; r = r->next) {
		for (i = 0; i < t->ncols; i++)
			fit_cell(t, i, &r->cell[i]);
		put_row(t, r->cell);
	}
	fwrite(t->out.at, 1, t->out.len, t->cli->out);
	buf_clear(&t->out);
	t->first = t->last = NULL;
	t->nrows = 0;
	arena_release(&t->arena);
}

static void table_row(struct table *t, const struct node *row)
{
	table_add(t, row);
	if (t->nrows == CHUNK_ROWS)
		table_flush(t);
}

static void table_close(struct table *t)
{
	if (t->nrows)
		table_flush(t);
	buf_release(&t->out);
	arena_release(&t->arena);
}

int print_table_first(struct cli *cli, const struct print_column cols[], const struct node *list,
		      int limit)
{
	const struct node *row = list ? list->first : NULL;
	struct table *t = table_open(cli, cols);
	int n = 0;

	for (; row && n < limit; row = row->next, n++)
		table_row(t, row);
	table_close(t);
	return list ? list->count - n : 0;
}

void print_table(struct cli *cli, const struct print_column cols[], const struct node *list)
{
	print_table_first(cli, cols, list, INT_MAX);
}

/* --- lists --- */

enum { FLUSH_BYTES = 64 * 1024, ROW_MAX = 64 * 1024 * 1024 };

static void list_write(struct print_list *l)
{
	fwrite(l->buf.at, 1, l->buf.len, l->cli->out);
	buf_clear(&l->buf);
}

void print_list_begin(struct print_list *l, struct cli *cli, const struct print_column cols[])
{
	memset(l, 0, sizeof(*l));
	l->cli = cli;
	l->cols = cols;
	if (!cli->json) {
		l->table = table_open(cli, cols);
		return;
	}
	buf_init(&l->buf, ROW_MAX);
	json_out_init(&l->json, &l->buf, true);
	json_begin_object(&l->json);
	json_name(&l->json, "items");
	json_begin_array(&l->json);
}

void print_list_row(struct print_list *l, const struct node *row)
{
	l->rows++;
	if (l->table) {
		table_row(l->table, row);
		return;
	}
	node_json(&l->json, row);
	if (l->buf.len >= FLUSH_BYTES)
		list_write(l);
}

void print_list_end(struct print_list *l, int64_t count, const struct node *more,
		    const struct err *failed)
{
	const struct node *n;

	if (l->table) {
		table_close(l->table);
		return;
	}
	json_end_array(&l->json);
	json_name(&l->json, "count");
	json_number(&l->json, count);
	for (n = more ? more->first : NULL; n; n = n->next) {
		json_name(&l->json, n->name);
		node_json(&l->json, n);
	}
	if (failed) {
		struct node *map = node_root(&l->cli->arena);

		node_error(&l->cli->arena, map, failed);
		json_name(&l->json, "error");
		node_json(&l->json, map->first);
		cli_fail_printed(l->cli);
	}
	json_end_object(&l->json);
	buf_putc(&l->buf, '\n');
	list_write(l);
	buf_release(&l->buf);
}
