#include <string.h>

#include "base/arena.h"
#include "report/press_parts.h"

/* A scale of five sizes; what stands out does so by weight, and in grey print as well. */
/* clang-format off */
static const struct {
	const char *family;
	double size, before;
	bool bold;
	double red, green, blue;
} looks[LOOK_NVALUES] = {
	[LOOK_TEXT]	= { "Noto Sans", 9, 4.5, false, 0.07, 0.07, 0.07 },
	[LOOK_ROW]	= { "Noto Sans", 8.3, 3, false, 0.07, 0.07, 0.07 },
	[LOOK_TITLE]	= { "Noto Sans", 19, 0, true, 0.07, 0.07, 0.07 },
	[LOOK_NUMBER]	= { "DejaVu Sans Mono", 13, 2, false, 0.07, 0.07, 0.07 },
	[LOOK_LEAD]	= { "Noto Sans", 10.5, 6, true, 0.07, 0.07, 0.07 },
	[LOOK_HEADING]	= { "Noto Sans", 14, 16, true, 0.07, 0.07, 0.07 },
	[LOOK_SUBHEAD]	= { "Noto Sans", 10.5, 9, true, 0.07, 0.07, 0.07 },
	[LOOK_LABEL]	= { "Noto Sans", 8, 2, false, 0.36, 0.36, 0.36 },
	[LOOK_STRONG]	= { "Noto Sans", 9, 3, true, 0.07, 0.07, 0.07 },
	[LOOK_QUIET]	= { "Noto Sans", 8, 3, false, 0.36, 0.36, 0.36 },
	[LOOK_MONO]	= { "DejaVu Sans Mono", 8, 3, false, 0.07, 0.07, 0.07 },
	[LOOK_GOOD]	= { "Noto Sans", 9, 3, true, 0.04, 0.34, 0.16 },
	[LOOK_WARN]	= { "Noto Sans", 9, 3, true, 0.45, 0.25, 0.0 },
	[LOOK_BAD]	= { "Noto Sans", 9, 3, true, 0.6, 0.06, 0.06 },
};
/* clang-format on */

double press_before(enum paper_look look)
{
	return looks[look].before;
}

static void set_font(PangoLayout *layout, enum paper_look look)
{
	PangoFontDescription *font = pango_font_description_new();

	pango_font_description_set_family_static(font, looks[look].family);
	pango_font_description_set_absolute_size(font, looks[look].size * PANGO_SCALE);
	if (looks[look].bold)
		pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
}

/* A hash or a number that is broken must not gain a hyphen. */
static void set_no_hyphens(PangoLayout *layout)
{
	PangoAttrList *attributes = pango_attr_list_new();

	pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
	pango_layout_set_attributes(layout, attributes);
	pango_attr_list_unref(attributes);
}

/* Nothing is rounded to a screen's pixels: the same text breaks the same everywhere. */
static PangoLayout *new_layout(const struct press *p)
{
	PangoLayout *layout = pango_cairo_create_layout(p->cr);
	PangoContext *context = pango_layout_get_context(layout);
	cairo_font_options_t *options = cairo_font_options_create();

	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_context_set_font_options(context, options);
	pango_cairo_context_set_resolution(context, 72);
	pango_context_set_language(context, pango_language_from_string("en"));
	pango_context_set_round_glyph_positions(context, FALSE);
	pango_layout_context_changed(layout);
	cairo_font_options_destroy(options);
	return layout;
}

static double points(int pango)
{
	return (double)pango / PANGO_SCALE;
}

static void take_lines(struct press_text *t, struct press *p)
{
	PangoLayoutIter *iter = pango_layout_get_iter(t->layout);
	int n = 0;

	t->n = pango_layout_get_line_count(t->layout);
	t->line = arena_array(p->arena, (size_t)t->n, sizeof(*t->line));
	do {
		struct press_line *l = &t->line[n++];
		PangoRectangle logical;
		int top, bottom;

		pango_layout_iter_get_line_extents(iter, NULL, &logical);
		pango_layout_iter_get_line_yrange(iter, &top, &bottom);
		*l = (struct press_line){ .line = pango_layout_iter_get_line_readonly(iter),
					  .x = points(logical.x),
					  .base = points(pango_layout_iter_get_baseline(iter)),
					  .top = points(top),
					  .bottom = points(bottom) };
	} while (n < t->n && pango_layout_iter_next_line(iter));
	t->n = n;
	t->height = t->line[n - 1].bottom;
	pango_layout_iter_free(iter);
}

void press_text_make(struct press_text *t, struct press *p, const struct paper_cell *cell,
		     double width, bool right)
{
	const char *text = cell->text ? cell->text : "–";

	t->look = cell->look;
	t->layout = new_layout(p);
	set_font(t->layout, cell->look);
	set_no_hyphens(t->layout);
	pango_layout_set_width(t->layout, (int)(width * PANGO_SCALE));
	pango_layout_set_wrap(t->layout, PANGO_WRAP_WORD_CHAR);
	if (right)
		pango_layout_set_alignment(t->layout, PANGO_ALIGN_RIGHT);
	pango_layout_set_text(t->layout, text, -1);
	take_lines(t, p);
	t->line[0].top = 0;
}

void press_text_cut(struct press_text *t, struct press *p, double width, int lines)
{
	pango_layout_set_ellipsize(t->layout, PANGO_ELLIPSIZE_END);
	pango_layout_set_width(t->layout, (int)(width * PANGO_SCALE));
	if (lines == 1)
		pango_layout_set_single_paragraph_mode(t->layout, TRUE);
	else
		pango_layout_set_height(t->layout, -lines);
	take_lines(t, p);
}

void press_text_release(struct press_text *t)
{
	if (t->layout)
		g_object_unref(t->layout);
	t->layout = NULL;
}

void press_text_draw(const struct press_text *t, const struct press *p, double x, double y,
		     const int from_to[2])
{
	double top = from_to[0] < t->n ? t->line[from_to[0]].top : 0;

	if (p->dry)
		return;
	cairo_set_source_rgb(p->cr, looks[t->look].red, looks[t->look].green, looks[t->look].blue);
	for (int i = from_to[0]; i < from_to[1]; i++) {
		cairo_move_to(p->cr, x + t->line[i].x, y + t->line[i].base - top);
		pango_cairo_show_layout_line(p->cr, t->line[i].line);
	}
}

int press_text_fit(const struct press_text *t, int from, double room)
{
	int to = from;

	while (to < t->n && t->line[to].bottom - t->line[from].top <= room + 0.01)
		to++;
	return to - from;
}
