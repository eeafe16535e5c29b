#include "report/press.h"

#include <stdio.h>
#include <string.h>

#include <cairo-pdf.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "report/packet.h"
#include "report/press_parts.h"
#include "view/draw.h"

enum {
	NAME_ROOM = 32,
	LINES_ROOM = 30,
	INTRO_ROOM = 120 /* points: two lines; a text that begins a table */
};
#define MARGIN 46.0
#define A4_WIDTH 595.28
#define A4_HEIGHT 841.89
#define LETTER_WIDTH 612.0
#define LETTER_HEIGHT 792.0

/* --- pages --- */

void press_begin(const struct press *p, const char *tag)
{
	if (!p->dry)
		cairo_tag_begin(p->cr, tag, NULL);
}

void press_end(const struct press *p, const char *tag)
{
	if (!p->dry)
		cairo_tag_end(p->cr, tag);
}

void press_rule(struct press *p, double y, double thick, double grey)
{
	if (p->dry)
		return;
	cairo_set_source_rgb(p->cr, grey, grey, grey);
	cairo_set_line_width(p->cr, thick);
	cairo_set_dash(p->cr, NULL, 0, 0);
	cairo_move_to(p->cr, p->left, y);
	cairo_line_to(p->cr, p->right, y);
	cairo_stroke(p->cr);
}

static void put_foot(struct press *p)
{
	struct arena_mark mark = arena_mark(p->arena);
	double y = p->height - MARGIN + 6, wide = p->right - p->left;
	struct paper_cell foot = { p->paper->foot, LOOK_QUIET };
	struct paper_cell number = { arena_printf(p->arena, "%d of %d", p->page, p->pages),
				     LOOK_QUIET };
	const int one[2] = { 0, 1 };
	struct press_text t;

	press_rule(p, y, 0.4, 0.6);
	press_text_make(&t, p, &foot, wide, false);
	press_text_cut(&t, p, wide - 60, 1);
	press_text_draw(&t, p, p->left, y + 4, one);
	press_text_release(&t);
	press_text_make(&t, p, &number, wide, true);
	press_text_draw(&t, p, p->left, y + 4, one);
	press_text_release(&t);
	arena_rewind(p->arena, mark);
}

static void end_page(struct press *p)
{
	if (p->open && !p->dry) {
		put_foot(p);
		cairo_show_page(p->cr);
	}
	p->open = false;
}

void press_new_page(struct press *p)
{
	end_page(p);
	p->page++;
	p->own++;
	p->open = true;
	p->y = p->top;
}

void press_keep(struct press *p, double room)
{
	if (p->page == 0 || (p->y + room > p->bottom && p->y > p->top))
		press_new_page(p);
}

/* --- texts --- */

static double room_of(struct press *p, const struct paper_block *b);

/* A short text that a table follows goes with the table's first row. */
static double text_room(struct press *p, const struct paper_block *b)
{
	struct paper_cell cell = { b->text, b->look };
	struct press_text t;
	double height;

	if (b->look == LOOK_SUBHEAD)
		return LINES_ROOM + room_of(p, b->next);
	if (!b->next || b->next->type != PAPER_TABLE)
		return LINES_ROOM;
	press_text_make(&t, p, &cell, p->right - p->left, false);
	height = t.height;
	press_text_release(&t);
	return height < INTRO_ROOM ? height + room_of(p, b->next) : LINES_ROOM;
}

/* Points that must be left for what comes behind a heading, so that none stands alone. */
static double room_of(struct press *p, const struct paper_block *b)
{
	switch (b ? b->type : PAPER_INDEX) {
	case PAPER_TABLE:
		return press_table_room(p, b);
	case PAPER_DRAWING:
		return b->drawing->height * (p->right - p->left) / b->drawing->width + 4;
	case PAPER_TEXT:
		return text_room(p, b);
	case PAPER_HEADING:
		return 2 * LINES_ROOM;
	case PAPER_FACTS:
	case PAPER_PHOTO:
	case PAPER_INDEX:
	case PAPER_ATTACHED:
		break;
	}
	return LINES_ROOM;
}

/* No first line of a paragraph alone below, no last one alone above. */
static void flow(struct press *p, const struct press_text *t, const char *tag)
{
	int at = 0;

	while (at < t->n) {
		int n = press_text_fit(t, at, p->bottom - p->y), left = t->n - at;
		int from_to[2];

		if (n < left && n < 2 && p->y > p->top) {
			press_new_page(p);
			continue;
		}
		if (n == left - 1 && n > 2)
			n--;
		n = n < 1 ? 1 : n;
		from_to[0] = at;
		from_to[1] = at + n;
		press_begin(p, tag);
		press_text_draw(t, p, p->left, p->y, from_to);
		press_end(p, tag);
		p->y += t->line[at + n - 1].bottom - t->line[at].top;
		at += n;
		if (at < t->n)
			press_new_page(p);
	}
}

static void put_text(struct press *p, const struct paper_block *b)
{
	struct paper_cell cell = { b->text, b->look };
	struct press_text t;

	if (!b->text[0])
		return;
	if (p->y > p->top)
		p->y += press_before(b->look);
	if (b->look == LOOK_SUBHEAD)
		press_keep(p, LINES_ROOM + room_of(p, b->next));
	press_text_make(&t, p, &cell, p->right - p->left, false);
	flow(p, &t, b->look == LOOK_SUBHEAD ? "H3" : "P");
	p->y += b->look == LOOK_SUBHEAD ? 2 : 1;
	press_text_release(&t);
}

/* Its place can be jumped to, from the index and from the bookmarks. */
static void put_heading(struct press *p, const struct paper_block *b)
{
	struct paper_cell cell = { b->text, b->level == 0 ? LOOK_TITLE : LOOK_HEADING };
	char dest[NAME_ROOM], link[NAME_ROOM];
	struct press_text t;
	int bookmark;

	if (b->new_page && p->y > p->top)
		press_new_page(p);
	else if (p->y > p->top)
		p->y += press_before(LOOK_HEADING);
	press_keep(p, LINES_ROOM + room_of(p, b->next));
	p->page_of[b->nth] = p->page;
	press_text_make(&t, p, &cell, p->right - p->left, false);
	snprintf(dest, sizeof(dest), "name='s%d'", b->nth);
	snprintf(link, sizeof(link), "dest='s%d'", b->nth);
	if (!p->dry)
		cairo_tag_begin(p->cr, CAIRO_TAG_DEST, dest);
	flow(p, &t, b->level == 0 ? "H1" : "H2");
	if (!p->dry)
		cairo_tag_end(p->cr, CAIRO_TAG_DEST);
	press_text_release(&t);
	p->y += 3;
	if (p->dry || b->level < 0)
		return;
	bookmark = cairo_pdf_surface_add_outline(
		p->surface, b->level == 0 ? CAIRO_PDF_OUTLINE_ROOT : p->bookmark, b->text, link,
		b->level == 0 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
	if (b->level == 0)
		p->bookmark = bookmark;
}

static void put_index_line(struct press *p, const struct paper_block *heading)
{
	double wide = p->right - p->left;
	struct paper_cell title = { heading->text, LOOK_TEXT };
	struct paper_cell page = { arena_printf(p->arena, "%d", p->page_of[heading->nth]),
				   LOOK_TEXT };
	const int one[2] = { 0, 1 };
	char link[NAME_ROOM];
	struct press_text t;

	press_text_make(&t, p, &title, wide, false);
	press_text_cut(&t, p, wide - 40, 1);
	press_keep(p, t.height + 4);
	snprintf(link, sizeof(link), "dest='s%d'", heading->nth);
	if (!p->dry)
		cairo_tag_begin(p->cr, CAIRO_TAG_LINK, link);
	press_text_draw(&t, p, p->left, p->y + 2, one);
	if (!p->dry)
		cairo_tag_end(p->cr, CAIRO_TAG_LINK);
	p->y += t.height + 4;
	press_text_release(&t);
	press_text_make(&t, p, &page, wide, true);
	press_text_draw(&t, p, p->left, p->y - t.height - 2, one);
	press_text_release(&t);
	press_rule(p, p->y, 0.25, 0.85);
}

/* The sections of the packet that the index stands in. */
static void put_index(struct press *p, const struct paper_block *index)
{
	const struct paper_block *from = p->paper->first;

	for (const struct paper_block *b = from; b != index; b = b->next)
		if (b->type == PAPER_HEADING && b->level == 0)
			from = b;
	for (const struct paper_block *b = from; b; b = b->next) {
		if (b != from && b->type == PAPER_HEADING && b->level == 0)
			break;
		if (b->type == PAPER_HEADING && b->level == 1)
			put_index_line(p, b);
	}
}

/* The pages of the file are put behind this one at the end; what comes then begins a page. */
static void put_attached(struct press *p, const struct paper_block *b)
{
	if (!p->dry)
		p->part[p->nparts++] = (struct pdf_part){ p->own, b->file.pdf, b->file.len };
	end_page(p);
	p->page += b->file.pages;
	p->y = p->bottom;
}

static void put_block(struct press *p, const struct paper_block *b)
{
	switch (b->type) {
	case PAPER_HEADING:
		put_heading(p, b);
		break;
	case PAPER_TEXT:
		put_text(p, b);
		break;
	case PAPER_TABLE:
		press_table(p, b);
		break;
	case PAPER_FACTS:
		press_facts(p, b);
		break;
	case PAPER_DRAWING:
		press_drawing(p, b);
		break;
	case PAPER_PHOTO:
		press_photo(p, b);
		break;
	case PAPER_INDEX:
		put_index(p, b);
		break;
	case PAPER_ATTACHED:
		put_attached(p, b);
		break;
	}
}

/* --- the whole --- */

static int set_all(struct press *p, struct err *err)
{
	p->page = p->own = 0;
	p->nparts = 1;
	p->y = p->bottom;
	/* Without a tree of tags the library leaves holes where links should stand in it. */
	press_begin(p, "Document");
	for (const struct paper_block *b = p->paper->first; b; b = b->next) {
		struct arena_mark mark = arena_mark(p->arena);

		put_block(p, b);
		arena_rewind(p->arena, mark);
		if (p->page > PACKET_PAGES_MAX)
			return err_set(
				err, ERR_INPUT,
				"the packet would have more than %d pages: export fewer cases, "
				"or the workbook",
				PACKET_PAGES_MAX);
	}
	end_page(p);
	press_end(p, "Document");
	p->pages = p->page;
	return 0;
}

static cairo_status_t take_bytes(void *closure, const unsigned char *bytes, unsigned n)
{
	struct buf *out = closure;

	buf_put(out, bytes, n);
	return out->full ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static void set_metadata(struct press *p)
{
	const struct paper *paper = p->paper;
	char made[INSTANT_TEXT];

	instant_text(made, paper->made);
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_TITLE, paper->title);
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_SUBJECT, paper->subject);
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_AUTHOR, paper->author);
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATOR, "Waylaid");
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE, made);
}

static int press_own(struct buf *out, struct press *p, struct err *err)
{
	cairo_status_t fault;
	int ret;

	p->surface = cairo_pdf_surface_create_for_stream(take_bytes, out, p->width, p->height);
	p->cr = cairo_create(p->surface);
	set_metadata(p);
	p->dry = true;
	ret = set_all(p, err);
	p->dry = false;
	if (ret == 0)
		ret = set_all(p, err);
	fault = cairo_status(p->cr);
	cairo_destroy(p->cr);
	cairo_surface_finish(p->surface);
	if (fault == CAIRO_STATUS_SUCCESS)
		fault = cairo_surface_status(p->surface);
	cairo_surface_destroy(p->surface);
	if (ret == 0 && buf_check(out, "the packet", err) < 0)
		ret = -1;
	if (ret == 0 && fault != CAIRO_STATUS_SUCCESS)
		ret = err_set(err, ERR_FAILED, "the packet could not be made: %s",
			      cairo_status_to_string(fault));
	return ret;
}

static int join(struct buf *out, struct press *p, const char *joiner, struct err *err)
{
	struct buf whole;
	int ret;

	p->part[0] = (struct pdf_part){ 0, out->at, out->len };
	ret = pdf_file_join(&whole, joiner, p->part, p->nparts, err);
	buf_clear(out);
	if (ret == 0)
		buf_put(out, whole.at, whole.len);
	buf_release(&whole);
	return ret == 0 ? buf_check(out, "the packet", err) : -1;
}

int press_pdf(struct buf *out, const struct paper *paper, const char *joiner, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct press p = { .paper = paper, .arena = &arena };
	int ret;

	p.width = paper->letter ? LETTER_WIDTH : A4_WIDTH;
	p.height = paper->letter ? LETTER_HEIGHT : A4_HEIGHT;
	p.left = p.top = MARGIN;
	p.right = p.width - MARGIN;
	p.bottom = p.height - MARGIN - 4;
	p.page_of = arena_array(&arena, (size_t)paper->nblocks + 1, sizeof(*p.page_of));
	p.part = arena_array(&arena, PACKET_ATTACHED_MAX + 1, sizeof(*p.part));
	ret = press_own(out, &p, err);
	if (ret == 0 && p.nparts > 1)
		ret = join(out, &p, joiner, err);
	arena_release(&arena);
	return ret;
}
