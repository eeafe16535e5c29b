#include "report/batch.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "base/zone.h"
#include "report/batch_map.h"
#include "report/claim_field.h"
#include "report/words.h"

enum { BATCH_BYTES_MAX = 256 << 20, BATCH_MODE = 0600, WIDTH_MIN = 10, WIDTH_MAX = 44 };

static const char byte_order_mark[] = "\xEF\xBB\xBF";

/* A cell: text, and what it is made of where that is one value. */
struct batch_cell {
	const char *text;
	const struct node *node;
};

struct batch_row {
	struct batch_cell *cell; /* as many as the map has columns */
};

struct batch {
	struct book *book; /* arena, zone and input, for words.h */
	const struct batch_how *how;
	struct batch_row *row;
	int nrows;
};

/* --- the cells of a case --- */

static const char *day_as(struct arena *a, enum batch_dates order, daynum day)
{
	char t[DAY_TEXT];

	day_text(t, day);
	if (order == BATCH_MDY)
		return arena_printf(a, "%.2s/%.2s/%.4s", t + 5, t + 8, t);
	if (order == BATCH_DMY)
		return arena_printf(a, "%.2s/%.2s/%.4s", t + 8, t + 5, t);
	return arena_strdup(a, t);
}

/* As a sheet has it: a sum without its currency, which has a column of its own. */
static const char *plain(const struct batch *batch, const struct node *n, const char *text)
{
	char money[MONEY_TEXT];

	if (n && n->type == NODE_DAY)
		return day_as(batch->book->arena, batch->how->map->dates, n->day);
	if (n && n->type == NODE_MONEY)
		return arena_strdup(batch->book->arena, money_amount(money, &n->money));
	return text;
}

static struct batch_cell cell_of(const struct batch *batch, const struct batch_column *c,
				 const struct node *one)
{
	struct batch_cell out = { c->constant, NULL };
	struct field_value v;
	const char *word;

	if (!c->field)
		return out;
	v = claim_field_value(batch->book, c->field, one);
	if (v.state != FIELD_KNOWN)
		return out;
	word = v.node && v.node->type == NODE_TEXT
		       ? batch_map_word(batch->how->map, batch->book->arena, c->name, v.node->text)
		       : NULL;
	if (word)
		return (struct batch_cell){ word, NULL };
	return (struct batch_cell){ plain(batch, v.node, v.text), v.node };
}

/* Why the cell keeps the case out; NULL: it does not. */
static const char *refusal(const struct batch *batch, const struct batch_column *c,
			   const struct batch_cell *cell, const struct node *one)
{
	struct arena *a = batch->book->arena;

	if (c->required && text_blank(cell->text))
		return arena_printf(a, "%s is not known: %s", c->heading,
				    c->field ? claim_field_fill(batch->book, c->field, one)
					     : "the map's [constants] must give it");
	if (c->max && cell->text && utf8_count(cell->text) > c->max)
		return arena_printf(a, "%s has %d characters, and at most %lld may be given",
				    c->heading, utf8_count(cell->text), c->max);
	return NULL;
}

static void refuse(struct batch_made *out, struct arena *a, const struct node *one,
		   const char *reason)
{
	out->refused[out->nrefused++] =
		(struct batch_refusal){ node_num(one, "case"), arena_strdup(a, reason) };
}

/* All reasons of a case at once: who mends it should not have to come back for each. */
static void read_case(struct batch *batch, struct batch_made *out, struct arena *a,
		      const struct node *one)
{
	const struct batch_map *map = batch->how->map;
	struct batch_row *row = &batch->row[batch->nrows];
	const char *reasons = NULL;

	row->cell = arena_array(batch->book->arena, (size_t)map->n, sizeof(*row->cell));
	for (int i = 0; i < map->n; i++) {
		const char *parts[2] = { reasons };

		row->cell[i] = cell_of(batch, &map->column[i], one);
		parts[1] = refusal(batch, &map->column[i], &row->cell[i], one);
		reasons = say_joined(batch->book, "; ", parts, 2);
	}
	if (reasons)
		refuse(out, a, one, reasons);
	else
		batch->nrows++;
}

/* --- CSV --- */

/* Kept from being a formula in a file that is not for Excel alone, too. */
static const char *guarded(struct arena *a, const char *text)
{
	return text && csv_is_formula(text) ? arena_printf(a, "'%s", text) : text;
}

static void put_field(struct buf *b, struct batch *batch, const char *text, int i)
{
	if (batch->how->flavour == CSV_FOR_MACHINES)
		text = guarded(batch->book->arena, text);
	csv_put(b, text, batch->how->flavour, i == 0);
}

static int write_csv(struct batch *batch, const char *path, struct err *err)
{
	const struct batch_map *map = batch->how->map;
	struct buf b;
	int rc;

	buf_init(&b, BATCH_BYTES_MAX);
	if (batch->how->flavour == CSV_FOR_EXCEL)
		buf_puts(&b, byte_order_mark);
	for (int i = 0; i < map->n; i++)
		put_field(&b, batch, map->column[i].heading, i);
	csv_end_row(&b);
	for (int k = 0; k < batch->nrows; k++) {
		for (int i = 0; i < map->n; i++)
			put_field(&b, batch, batch->row[k].cell[i].text, i);
		csv_end_row(&b);
	}
	rc = buf_check(&b, "the batch file", err);
	if (rc == 0)
		rc = file_write(path, b.at, b.len, BATCH_MODE, err);
	buf_release(&b);
	return rc;
}

/* --- workbook --- */

static void put_cell(struct sheet *s, const struct batch_cell *cell, int column)
{
	struct book *b = s->book;
	struct cell c = cell_text(column, column, STYLE_CODE, cell->text);

	if (cell->node && cell->node->type != NODE_TEXT)
		c = cell_node(b, column, column, cell->node);
	if (text_blank(cell->text))
		return;
	sheet_cell(s, &c);
}

static void fill_sheet(struct book *b, void *payload)
{
	struct batch *batch = payload;
	const struct batch_map *map = batch->how->map;
	struct sheet s;

	sheet_open(&s, b, "Batch", SHEET_LANDSCAPE);
	for (int i = 0; i < map->n; i++) {
		struct cell head = cell_text(i, i, STYLE_HEAD, map->column[i].heading);
		int width = WIDTH_MIN;

		for (int k = 0; k < batch->nrows; k++) {
			const char *text = batch->row[k].cell[i].text;
			int need = text ? utf8_width(text) + 2 : 0;

			width = need > width ? need : width;
		}
		sheet_width(&s, i, width < WIDTH_MAX ? width : WIDTH_MAX);
		sheet_cell(&s, &head);
	}
	s.row++;
	for (int k = 0; k < batch->nrows; k++, s.row++)
		for (int i = 0; i < map->n; i++)
			put_cell(&s, &batch->row[k].cell[i], i);
	sheet_keep_rows(&s, 0, 0);
}

/* --- both --- */

static int write_rows(struct batch *batch, const char *path, struct err *err)
{
	if (batch->how->form == BATCH_XLSX)
		return book_make(path, batch->book, fill_sheet, batch, err);
	return write_csv(batch, path, err);
}

int batch_write(struct batch_made *out, struct arena *a, const char *path,
		const struct workbook_input *in, const struct batch_how *how, struct err *err)
{
	struct workbook_input with_zone = *in;
	struct book book = { .arena = a, .in = &with_zone };
	struct batch batch = { .book = &book, .how = how };
	const struct batch_map *map = how->map;

	*out = (struct batch_made){ 0 };
	if (in->ncases < 1)
		return err_set(err, ERR_INPUT, "a batch file needs at least one case");
	if (!in->zone && zone_load(&with_zone.zone, a, "UTC", err) < 0)
		return -1;
	book.zone_name = zone_name(with_zone.zone);
	batch.row = arena_array(a, (size_t)in->ncases, sizeof(*batch.row));
	out->refused = arena_array(a, (size_t)in->ncases, sizeof(*out->refused));
	out->empty = arena_array(a, (size_t)map->n, sizeof(*out->empty));
	for (int i = 0; i < map->n; i++)
		if (!map->column[i].name)
			out->empty[out->nempty++] = map->column[i].heading;
	for (int i = 0; i < in->ncases; i++)
		read_case(&batch, out, a, in->cases[i]);
	out->rows = batch.nrows;
	if (!batch.nrows)
		return err_set(err, ERR_REFUSED, "no case can be written; case %lld: %s",
			       (long long)out->refused[0].casefile_id, out->refused[0].reason);
	return write_rows(&batch, path, err);
}
