#include "decode/rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/text.h"
#include "base/xml_stream.h"
#include "decode/unzip.h"

enum { PATH_BYTES = 200, SHARED_NONE = -1 };

struct row_cell {
	const char *text;
	long shared; /* number of its text among the shared ones */
};

struct book {
	struct arena *arena;
	struct xml_stream *xml; /* of the part that is read */
	/* xl/workbook.xml and its relations */
	char id[PATH_BYTES], sheet[PATH_BYTES], texts[PATH_BYTES];
	/* the sheet */
	struct row_cell cell[ROWS_MAX][ROWS_COLUMNS_MAX];
	int nrows, column, ncells;
	char type[12];
	/* shared texts */
	long ntexts;
	struct row_cell *wanted[ROWS_MAX * ROWS_COLUMNS_MAX];
	int nwanted, given;
	/* text since it began to count */
	struct buf text;
	int counts, silent; /* depth of elements whose text counts; of those whose text does not */
};

/* --- one part of the workbook --- */

static int take(void *payload, const char *bytes, size_t len, struct err *err)
{
	struct book *b = payload;

	return xml_stream_take(b->xml, bytes, len, err);
}

/* 1: the workbook has no such part. */
static int read_part(struct book *b, struct unzip *z, const char *name, const struct xml_ears *ears,
		     struct err *err)
{
	int rc;

	b->counts = b->silent = 0;
	b->xml = xml_stream_open(ears, b);
	rc = unzip_member(z, name, take, b, err);
	if (rc == 0)
		rc = xml_stream_end(b->xml, err);
	xml_stream_close(b->xml);
	return rc < 0 ? err_wrap(err, "the workbook is broken: %s", name) : rc;
}

static void keep(char *out, size_t size, const char *text)
{
	snprintf(out, size, "%s", text ? text : "");
}

/* --- which sheet is the first, and where it stands --- */

static void in_workbook(void *payload, const char *name, const char **attributes)
{
	struct book *b = payload;

	if (!text_same(name, "sheet"))
		return;
	keep(b->id, sizeof b->id, xml_attribute(attributes, "id"));
	xml_stream_stop(b->xml);
}

static void in_relations(void *payload, const char *name, const char **attributes)
{
	const char *target = xml_attribute(attributes, "Target"),
		   *type = xml_attribute(attributes, "Type");
	struct book *b = payload;
	char path[PATH_BYTES];

	if (!text_same(name, "Relationship") || !target)
		return;
	snprintf(path, sizeof path, "%s%s", *target == '/' ? "" : "xl/", target + (*target == '/'));
	if (text_same(xml_attribute(attributes, "Id"), b->id))
		keep(b->sheet, sizeof b->sheet, path);
	type = type ? strrchr(type, '/') : NULL;
	if (text_same(type, "/sharedStrings"))
		keep(b->texts, sizeof b->texts, path);
}

/* --- texts --- */

static void on_text(void *payload, const char *bytes, size_t n)
{
	struct book *b = payload;

	if (b->counts && !b->silent && b->text.len <= ROWS_TEXT_MAX)
		buf_put(&b->text, bytes, n);
}

static const char *text_taken(struct book *b)
{
	const char *text = arena_strndup(b->arena, b->text.at, utf8_cut(b->text.at, ROWS_TEXT_MAX));

	buf_clear(&b->text);
	return text;
}

/* --- the sheet --- */

/* "C5" is 2; a cell without a place stands behind the one before. */
static int column_of(const char *place, int behind)
{
	int n = 0;

	if (!place)
		return behind;
	for (; *place >= 'A' && *place <= 'Z' && n <= ROWS_COLUMNS_MAX; place++)
		n = n * 26 + *place - 'A' + 1;
	return n - 1;
}

static void cell_begins(void *payload, const char *name, const char **attributes)
{
	struct book *b = payload;

	if (text_same(name, "row")) {
		b->column = -1;
		b->ncells = 0;
	} else if (text_same(name, "c")) {
		b->column = column_of(xml_attribute(attributes, "r"), b->column + 1);
		keep(b->type, sizeof b->type, xml_attribute(attributes, "t"));
		buf_clear(&b->text);
	} else if (text_same(name, "rPh")) {
		b->silent++;
	} else if (text_same(name, "v") || text_same(name, "t")) {
		b->counts++;
	}
}

static void end_cell(struct book *b)
{
	const char *text = text_taken(b);
	struct row_cell *c;

	if (b->column < 0 || b->column >= ROWS_COLUMNS_MAX || text_blank(text))
		return;
	c = &b->cell[b->nrows][b->column];
	c->shared = text_same(b->type, "s") ? strtol(text, NULL, 10) : SHARED_NONE;
	c->text = c->shared == SHARED_NONE ? text : NULL;
	b->ncells++;
}

static void cell_ends(void *payload, const char *name)
{
	struct book *b = payload;

	if (text_same(name, "rPh"))
		b->silent--;
	else if (text_same(name, "v") || text_same(name, "t"))
		b->counts--;
	else if (text_same(name, "c"))
		end_cell(b);
	else if (text_same(name, "row") && b->ncells && ++b->nrows == ROWS_MAX)
		xml_stream_stop(b->xml);
	else if (text_same(name, "sheetData"))
		xml_stream_stop(b->xml);
}

/* --- the shared texts that the rows have --- */

static void text_begins(void *payload, const char *name, const char **attributes)
{
	struct book *b = payload;

	(void)attributes;
	if (text_same(name, "si"))
		buf_clear(&b->text);
	else if (text_same(name, "rPh"))
		b->silent++;
	else if (text_same(name, "t"))
		b->counts++;
}

static int by_number(const void *a, const void *b)
{
	const struct row_cell *const *x = a, *const *y = b;

	return ((*x)->shared > (*y)->shared) - ((*x)->shared < (*y)->shared);
}

static void want_texts(struct book *b)
{
	for (int r = 0; r < b->nrows; r++)
		for (int i = 0; i < ROWS_COLUMNS_MAX; i++)
			if (b->cell[r][i].shared >= 0)
				b->wanted[b->nwanted++] = &b->cell[r][i];
	qsort(b->wanted, (size_t)b->nwanted, sizeof *b->wanted, by_number);
}

/* They come in the order of their numbers. */
static void give_text(struct book *b)
{
	const char *text = NULL;

	while (b->given < b->nwanted && b->wanted[b->given]->shared == b->ntexts) {
		if (!text)
			text = text_taken(b);
		b->wanted[b->given++]->text = text;
	}
	b->ntexts++;
	if (b->given == b->nwanted)
		xml_stream_stop(b->xml);
}

static void text_ends(void *payload, const char *name)
{
	struct book *b = payload;

	if (text_same(name, "rPh"))
		b->silent--;
	else if (text_same(name, "t"))
		b->counts--;
	else if (text_same(name, "si"))
		give_text(b);
}

/* --- all of it --- */

static int read_parts(struct book *b, struct unzip *z, struct err *err)
{
	static const struct xml_ears workbook = { .start = in_workbook },
				     relations = { .start = in_relations },
				     sheet = { cell_begins, cell_ends, on_text },
				     texts = { text_begins, text_ends, on_text };
	int rc = read_part(b, z, "xl/workbook.xml", &workbook, err);

	if (rc == 0)
		rc = read_part(b, z, "xl/_rels/workbook.xml.rels", &relations, err);
	if (rc == 0)
		rc = *b->sheet ? read_part(b, z, b->sheet, &sheet, err) : 1;
	if (rc == 0)
		want_texts(b);
	if (rc == 0 && b->nwanted && *b->texts)
		rc = read_part(b, z, b->texts, &texts, err);
	return rc <= 0 ? rc : err_set(err, ERR_INPUT, "the file is no Excel workbook (.xlsx)");
}

static void put_rows(struct buf *out, const struct book *b)
{
	for (int r = 0; r < b->nrows; r++) {
		int n = ROWS_COLUMNS_MAX;

		while (n && text_blank(b->cell[r][n - 1].text))
			n--;
		for (int i = 0; i < n; i++)
			csv_put(out, b->cell[r][i].text, CSV_FOR_MACHINES, i == 0);
		csv_end_row(out);
	}
}

int rows_read(struct buf *out, struct arena *a, const void *bytes, size_t len, struct err *err)
{
	struct book *b;
	struct unzip *z;
	int rc;

	if (len > ROWS_BYTES_MAX)
		return err_set(err, ERR_INPUT, "the workbook is larger than %d MB",
			       ROWS_BYTES_MAX >> 20);
	if (unzip_open(&z, bytes, len, err) < 0)
		return err_set(err, ERR_INPUT, "the file is no Excel workbook (.xlsx)");
	b = arena_alloc(a, sizeof *b);
	memset(b, 0, sizeof *b);
	b->arena = a;
	for (int r = 0; r < ROWS_MAX; r++)
		for (int i = 0; i < ROWS_COLUMNS_MAX; i++)
			b->cell[r][i].shared = SHARED_NONE;
	buf_init(&b->text, UNZIP_MEMBER_MAX);
	rc = read_parts(b, z, err);
	if (rc == 0)
		put_rows(out, b);
	buf_release(&b->text);
	unzip_close(z);
	return rc;
}
