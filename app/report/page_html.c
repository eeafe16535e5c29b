#include "report/page_html.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"
#include "report/paper.h"
#include "view/draw.h"

/* clang-format off */
static const char *const classes[LOOK_NVALUES] = {
	[LOOK_TEXT] = "",	[LOOK_ROW] = "",		[LOOK_TITLE] = "title",
	[LOOK_NUMBER] = "number", [LOOK_LEAD] = "lead",		[LOOK_HEADING] = "",
	[LOOK_SUBHEAD] = "",	[LOOK_LABEL] = "label",		[LOOK_STRONG] = "strong",
	[LOOK_QUIET] = "quiet",	[LOOK_MONO] = "mono",		[LOOK_GOOD] = "good",
	[LOOK_WARN] = "warn",	[LOOK_BAD] = "bad",
};
/* clang-format on */

/* Nothing may be loaded, run or sent, whatever a text holds. */
static const char policy[] =
	"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
	"style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n";

/* reports/packet.css, built in; the name of what is built from it comes with it. */
extern const char packet_css[];

static void put_base64(struct buf *out, const unsigned char *bytes, size_t n)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char *to = buf_room(out, (n + 2) / 3 * 4);

	for (size_t i = 0; to && i < n; i += 3) {
		uint32_t three = (uint32_t)bytes[i] << 16;

		three |= i + 1 < n ? (uint32_t)bytes[i + 1] << 8 : 0;
		three |= i + 2 < n ? bytes[i + 2] : 0;
		*to++ = digits[three >> 18];
		*to++ = digits[three >> 12 & 63];
		*to++ = i + 1 < n ? digits[three >> 6 & 63] : '=';
		*to++ = i + 2 < n ? digits[three & 63] : '=';
	}
}

/* <TAG class="..."> with what follows; dir="auto" lets each script run its own way. */
static void open_tag(struct buf *out, const char *tag, enum paper_look look, const char *more)
{
	buf_printf(out, "<%s dir=\"auto\"", tag);
	if (classes[look][0] || more)
		buf_printf(out, " class=\"%s%s%s\"", classes[look],
			   classes[look][0] && more ? " " : "", more ? more : "");
}

static void put_element(struct buf *out, const char *tag, const struct paper_cell *cell,
			const char *more)
{
	open_tag(out, tag, cell->look, more);
	buf_putc(out, '>');
	text_put_html(out, cell->text ? cell->text : "–");
	buf_printf(out, "</%s>", tag);
}

static void put_heading(struct buf *out, const struct paper_block *b)
{
	if (b->level == 0) {
		buf_printf(out, "%s<section class=\"packet\">\n<h1 id=\"s%d\" dir=\"auto\">",
			   b->nth ? "</section>\n" : "", b->nth);
		text_put_html(out, b->text);
		buf_puts(out, "</h1>\n");
		return;
	}
	buf_printf(out, "<h2 id=\"s%d\" dir=\"auto\"%s>", b->nth,
		   b->new_page ? " class=\"page\"" : "");
	text_put_html(out, b->text);
	buf_puts(out, "</h2>\n");
}

static void put_table(struct buf *out, const struct paper_block *b)
{
	if (!b->first)
		return;
	buf_puts(out, "<table>\n<colgroup>");
	for (int i = 0; i < b->ncolumns; i++)
		buf_printf(out, "<col style=\"width:%.0f%%\">", b->column[i].share * 100);
	buf_puts(out, "</colgroup>\n<thead><tr>");
	for (int i = 0; i < b->ncolumns; i++) {
		buf_printf(out, "<th scope=\"col\"%s>",
			   b->column[i].right ? " class=\"right\"" : "");
		text_put_html(out, b->column[i].title);
		buf_puts(out, "</th>");
	}
	buf_puts(out, "</tr></thead>\n<tbody>\n");
	for (const struct paper_row *row = b->first; row; row = row->next) {
		buf_puts(out, "<tr>");
		for (int i = 0; i < row->ncells && i < b->ncolumns; i++) {
			open_tag(out, "td", row->cell[i].look, b->column[i].right ? "right" : NULL);
			buf_puts(out, " data-title=\"");
			text_put_html(out, b->column[i].title);
			buf_puts(out, "\">");
			text_put_html(out, row->cell[i].text ? row->cell[i].text : "–");
			buf_puts(out, "</td>");
		}
		buf_puts(out, "</tr>\n");
	}
	buf_puts(out, "</tbody>\n</table>\n");
}

static void put_facts(struct buf *out, const struct paper_block *b)
{
	if (!b->first)
		return;
	buf_puts(out, "<dl>\n");
	for (const struct paper_row *row = b->first; row; row = row->next) {
		for (int i = 0; i < row->ncells; i++)
			put_element(out, i % 2 ? "dd" : "dt", &row->cell[i],
				    i % 2 && row->ncells == 2 ? "wide" : NULL);
		buf_putc(out, '\n');
	}
	buf_puts(out, "</dl>\n");
}

static void put_photo(struct buf *out, const struct paper_photo *photo)
{
	buf_printf(out, "<figure><img width=\"%d\" height=\"%d\" alt=\"", photo->width,
		   photo->height);
	text_put_html(out, photo->caption);
	buf_puts(out, "\" src=\"data:image/jpeg;base64,");
	put_base64(out, photo->jpeg, photo->len);
	buf_puts(out, "\">\n<figcaption dir=\"auto\">");
	text_put_html(out, photo->caption);
	buf_puts(out, "<span>");
	text_put_html(out, photo->details);
	buf_puts(out, "</span></figcaption></figure>\n");
}

static void put_index(struct buf *out, const struct paper *paper, const struct paper_block *index)
{
	const struct paper_block *from = paper->first;

	for (const struct paper_block *b = from; b != index; b = b->next)
		if (b->type == PAPER_HEADING && b->level == 0)
			from = b;
	buf_puts(out, "<nav><ol>\n");
	for (const struct paper_block *b = from; b; b = b->next) {
		if (b != from && b->type == PAPER_HEADING && b->level == 0)
			break;
		if (b->type != PAPER_HEADING || b->level != 1)
			continue;
		buf_printf(out, "<li dir=\"auto\"><a href=\"#s%d\">", b->nth);
		text_put_html(out, b->text);
		buf_puts(out, "</a></li>\n");
	}
	buf_puts(out, "</ol></nav>\n");
}

static void put_block(struct buf *out, const struct paper *paper, const struct paper_block *b)
{
	struct paper_cell cell = { b->text, b->look };

	switch (b->type) {
	case PAPER_HEADING:
		put_heading(out, b);
		break;
	case PAPER_TEXT:
		if (!b->text[0])
			break;
		put_element(out, b->look == LOOK_SUBHEAD ? "h3" : "p", &cell, NULL);
		buf_putc(out, '\n');
		break;
	case PAPER_TABLE:
		put_table(out, b);
		break;
	case PAPER_FACTS:
		put_facts(out, b);
		break;
	case PAPER_DRAWING:
		buf_puts(out, "<figure class=\"scroll\">\n");
		draw_svg(out, b->drawing);
		buf_puts(out, "</figure>\n");
		break;
	case PAPER_PHOTO:
		put_photo(out, &b->photo);
		break;
	case PAPER_INDEX:
		put_index(out, paper, b);
		break;
	case PAPER_ATTACHED:
		break;
	}
}

int page_html(struct buf *out, const struct paper *paper, struct err *err)
{
	buf_puts(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
	buf_puts(out, policy);
	buf_puts(out,
		 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		 "<meta name=\"generator\" content=\"Waylaid\">\n<meta name=\"author\" content=\"");
	text_put_html(out, paper->author);
	buf_puts(out, "\">\n<title>");
	text_put_html(out, paper->title);
	buf_printf(out,
		   "</title>\n<style>\n@page { size: %s; margin: 16mm }\n%s</style>\n</head>\n"
		   "<body>\n",
		   paper->letter ? "letter" : "A4", packet_css);
	for (const struct paper_block *b = paper->first; b && !out->full; b = b->next)
		put_block(out, paper, b);
	buf_puts(out, "</section>\n</body>\n</html>\n");
	return buf_check(out, "the HTML file", err);
}
