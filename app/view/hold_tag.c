#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "domain/number.h"
#include "domain/shipment.h"
#include "view/doc.h"
#include "view/hold_doc.h"

const char *const tag_form_names[TAG_NVALUES] = {
	[TAG_TXT] = "txt",
	[TAG_HTML] = "html",
	[TAG_SVG] = "svg",
};

enum { TAG_WIDTH = 44, SVG_WIDTH = 420, SVG_HEIGHT = 594, SVG_CHARS = 38, SVG_LINES = 9 };

/* What stands on a tag, in its order; a label NULL ends it. */
struct tag {
	const char *head, *number;
	struct tag_line {
		const char *label, *text;
	} line[8];
};

static const char *keep_until(struct arena *a, const struct node *h)
{
	char day[DAY_TEXT];

	if (!node_known(h, "until"))
		return "the claim is settled: ask before you open, move or throw it away";
	return arena_printf(a, "%s", day_text(day, node_dayof(h, "until")));
}

static const char *claim_words(struct arena *a, const struct node *doc)
{
	const char *carrier = carrier_title(node_str(doc, "carrier"));
	char problem[64];

	return arena_printf(a, "%s, %s", carrier ? carrier : "carrier unknown",
			    code_title(problem, sizeof problem, node_str(doc, "problem")));
}

static struct tag tag_of(struct arena *a, const struct node *doc, const struct node *h)
{
	const char *what = node_str(h, "what"), *order = node_str(doc, "shipment.order");
	const char *client = node_str(doc, "client"), *owner = node_str(doc, "owner");
	struct tag t = {
		.head = "DO NOT THROW AWAY",
		.number = arena_printf(a, "Case %lld", (long long)node_num(doc, "case")),
	};
	struct tag_line all[] = {
		{ "Keep", what ? what : "goods and packing" },
		{ "Where", node_str(h, "where") },
		{ "Until", keep_until(a, h) },
		{ "Claim", claim_words(a, doc) },
		{ "Parcel", number_grouped(a, node_str(doc, "tracking_number")) },
		{ "Order", order },
		{ client ? "Client" : "Ask", client ? client : owner },
	};
	size_t n = 0;

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i].text)
			t.line[n++] = all[i];
	return t;
}

/* --- plain text: for a label printer, or to read over the phone --- */

static void put_txt(struct buf *b, struct arena *a, const struct tag *t)
{
	static const char rule[] = "+--------------------------------------------------+\n";

	buf_puts(b, rule);
	buf_printf(b, "  %s\n\n  %s\n\n", t->head, t->number);
	for (const struct tag_line *l = t->line; l->label; l++) {
		char *text = text_wrap(a, text_for_terminal(a, l->text), TAG_WIDTH - 8), *end;
		const char *label = l->label;

		for (; text; text = end, label = "") {
			end = strchr(text, '\n');
			if (end)
				*end++ = 0;
			buf_printf(b, "  %-8s%s\n", label, text);
		}
	}
	buf_puts(b, rule);
}

/* --- a page that prints one tag a sheet --- */

static void put_html(struct buf *b, struct arena *a, const struct tag *t)
{
	buf_printf(b, "<section>\n<p class=\"head\">%s</p>\n<h1>%s</h1>\n<dl>\n", t->head,
		   t->number);
	for (const struct tag_line *l = t->line; l->label; l++)
		buf_printf(b, "<dt>%s</dt><dd dir=\"auto\">%s</dd>\n", l->label,
			   text_to_html(a, l->text));
	buf_puts(b, "</dl>\n</section>\n");
}

static const char html_head[] =
	"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Hold tag</title>\n"
	"<style>\n"
	"@page { size: A6; margin: 8mm }\n"
	"body { font: 14pt/1.3 sans-serif; margin: 0; color: #000; background: #fff }\n"
	"section { border: 3px solid #000; padding: 5mm; margin: 0 auto; max-width: 130mm;"
	" box-sizing: border-box; break-inside: avoid }\n"
	"section + section { break-before: page; margin-top: 8mm }\n"
	".head { font-weight: bold; font-size: 17pt; margin: 0; background: #000; color: #fff;"
	" padding: 2mm; text-align: center; print-color-adjust: exact }\n"
	"h1 { font-size: 40pt; margin: 3mm 0; text-align: center }\n"
	"dl { display: grid; grid-template-columns: max-content 1fr; gap: 1.5mm 4mm; margin: 0 }\n"
	"dt { font-size: 10pt } dd { margin: 0; font-weight: bold; overflow-wrap: anywhere }\n"
	"</style></head><body>\n";

/* --- a drawing --- */

static void put_svg(struct buf *b, struct arena *a, const struct tag *t, int nth)
{
	int y = nth * SVG_HEIGHT, lines = 0;

	buf_printf(b,
		   "<rect x=\"10\" y=\"%d\" width=\"400\" height=\"574\" fill=\"#fff\" "
		   "stroke=\"#000\" stroke-width=\"3\"/>\n<rect x=\"10\" y=\"%d\" width=\"400\" "
		   "height=\"52\"/>\n<text x=\"210\" y=\"%d\" font-size=\"26\" "
		   "font-weight=\"bold\" fill=\"#fff\" text-anchor=\"middle\">%s</text>\n"
		   "<text x=\"210\" y=\"%d\" font-size=\"52\" font-weight=\"bold\" "
		   "text-anchor=\"middle\">%s</text>\n",
		   y + 10, y + 10, y + 46, t->head, y + 126, t->number);
	for (const struct tag_line *l = t->line; l->label; l++) {
		char *text = text_wrap(a, text_for_terminal(a, l->text), SVG_CHARS), *end;
		const char *label = l->label;

		for (; text && lines < 2 * SVG_LINES; text = end, label = "", lines++) {
			end = strchr(text, '\n');
			if (end)
				*end++ = 0;
			buf_printf(
				b,
				"<text x=\"24\" y=\"%d\" font-size=\"13\">%s</text><text x=\"90\" "
				"y=\"%d\" font-size=\"16\" font-weight=\"bold\">%s</text>\n",
				y + 166 + lines * 23, label, y + 166 + lines * 23,
				text_to_html(a, text));
		}
	}
}

static void put_head(struct buf *b, int n, enum tag_form form)
{
	if (form == TAG_HTML)
		buf_puts(b, html_head);
	if (form == TAG_SVG)
		buf_printf(b,
			   "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
			   "viewBox=\"0 0 %d %d\" font-family=\"sans-serif\">\n",
			   SVG_WIDTH, n * SVG_HEIGHT, SVG_WIDTH, n * SVG_HEIGHT);
}

static bool wanted(const struct node *h, int64_t id)
{
	return !node_known(h, "released_on") && (!id || node_num(h, "hold") == id);
}

int hold_tags(struct buf *out, struct arena *a, const struct node *doc, int64_t id,
	      enum tag_form form)
{
	const struct node *list = node_get(doc, "holds");
	int n = 0, nth = 0;

	for (const struct node *h = list ? list->first : NULL; h; h = h->next)
		n += wanted(h, id);
	put_head(out, n, form);
	for (const struct node *h = list ? list->first : NULL; h; h = h->next) {
		struct tag t;

		if (!wanted(h, id))
			continue;
		t = tag_of(a, doc, h);
		if (form == TAG_TXT)
			put_txt(out, a, &t);
		else if (form == TAG_HTML)
			put_html(out, a, &t);
		else
			put_svg(out, a, &t, nth);
		nth++;
	}
	if (form == TAG_HTML)
		buf_puts(out, "</body></html>\n");
	if (form == TAG_SVG)
		buf_puts(out, "</svg>\n");
	return n;
}
