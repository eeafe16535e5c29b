#include "base/arena.h"
#include "report/press_parts.h"
#include "view/draw.h"

#define CAPTION_ROOM 50.0 /* points under a photo, for two lines of each */

/* --- drawings --- */

static void set_ink(cairo_t *cr, const struct draw_style *s)
{
	static const double dash[] = { 3, 2 };
	double grey = 1 - draw_tone_ink[s->tone];

	cairo_set_source_rgb(cr, grey, grey, grey);
	cairo_set_line_width(cr, s->thick);
	cairo_set_dash(cr, dash, s->dashed ? 2 : 0, 0);
}

static void draw_words(struct press *p, const struct shape *s)
{
	PangoLayout *layout = pango_cairo_create_layout(p->cr);
	PangoContext *context = pango_layout_get_context(layout);
	PangoFontDescription *font = pango_font_description_from_string("Noto Sans");
	PangoRectangle logical;
	double x = s->box.x;

	pango_cairo_context_set_resolution(context, 72);
	pango_context_set_language(context, pango_language_from_string("en"));
	pango_font_description_set_absolute_size(font, s->size * PANGO_SCALE);
	if (s->bold)
		pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
	pango_layout_set_font_description(layout, font);
	pango_layout_set_text(layout, s->text, -1);
	pango_layout_get_extents(layout, NULL, &logical);
	if (s->anchor != DRAW_START)
		x -= (double)logical.width / PANGO_SCALE / (s->anchor == DRAW_MIDDLE ? 2 : 1);
	cairo_move_to(p->cr, x, s->box.y - (double)pango_layout_get_baseline(layout) / PANGO_SCALE);
	pango_cairo_show_layout(p->cr, layout);
	pango_font_description_free(font);
	g_object_unref(layout);
}

static void draw_shape(struct press *p, const struct shape *s)
{
	cairo_t *cr = p->cr;

	set_ink(cr, &s->style);
	cairo_new_path(cr);
	switch (s->type) {
	case DRAW_LINE:
		cairo_move_to(cr, s->box.x, s->box.y);
		cairo_rel_line_to(cr, s->box.w, s->box.h);
		break;
	case DRAW_RECT:
		cairo_rectangle(cr, s->box.x, s->box.y, s->box.w, s->box.h);
		break;
	case DRAW_PATH:
		for (int i = 0; i < s->npoints; i++)
			cairo_line_to(cr, s->point[i].x, s->point[i].y);
		cairo_close_path(cr);
		break;
	case DRAW_TEXT:
		draw_words(p, s);
		return;
	}
	if (s->style.filled && s->type != DRAW_LINE)
		cairo_fill(cr);
	else
		cairo_stroke(cr);
}

void press_drawing(struct press *p, const struct paper_block *b)
{
	const struct drawing *d = b->drawing;
	double scale = (p->right - p->left) / d->width;
	double height = d->height * scale;

	p->y += 4;
	press_keep(p, height);
	if (!p->dry) {
		cairo_save(p->cr);
		cairo_translate(p->cr, p->left, p->y);
		cairo_scale(p->cr, scale, scale);
		for (const struct shape *s = d->first; s; s = s->next)
			draw_shape(p, s);
		cairo_restore(p->cr);
	}
	p->y += height + 4;
}

/* --- photos --- */

/* The JPEG goes into the file as it is: the surface only says how large it is. */
static void draw_jpeg(struct press *p, const struct paper_photo *photo, double x, double y,
		      double scale)
{
	cairo_surface_t *image =
		cairo_image_surface_create(CAIRO_FORMAT_RGB24, photo->width, photo->height);

	cairo_surface_set_mime_data(image, CAIRO_MIME_TYPE_JPEG, photo->jpeg, photo->len, NULL,
				    NULL);
	cairo_save(p->cr);
	cairo_translate(p->cr, x, y);
	cairo_scale(p->cr, scale, scale);
	cairo_set_source_surface(p->cr, image, 0, 0);
	cairo_paint(p->cr);
	cairo_restore(p->cr);
	cairo_surface_destroy(image);
}

static double put_caption(struct press *p, const char *text, enum paper_look look, double y)
{
	struct paper_cell cell = { text, look };
	double wide = p->right - p->left;
	struct press_text t;
	int all[2] = { 0, 0 };
	double below;

	press_text_make(&t, p, &cell, wide, false);
	press_text_cut(&t, p, wide, 2);
	all[1] = t.n;
	press_text_draw(&t, p, p->left, y, all);
	below = y + t.height;
	press_text_release(&t);
	return below;
}

void press_photo(struct press *p, const struct paper_block *b)
{
	const struct paper_photo *photo = &b->photo;
	/* Two large ones a page, below a heading too. */
	double slot = (p->bottom - p->top - 44) / 2, box = slot - CAPTION_ROOM - 8;
	double wide = p->right - p->left, scale = wide / photo->width;
	double x, y;

	press_keep(p, slot - 1);
	y = p->y + 6;
	if (photo->height * scale > box)
		scale = box / photo->height;
	scale = scale > 1 ? 1 : scale;
	x = p->left;
	if (!p->dry) {
		draw_jpeg(p, photo, x, y, scale);
		cairo_set_source_rgb(p->cr, 0.6, 0.6, 0.6);
		cairo_set_line_width(p->cr, 0.4);
		cairo_set_dash(p->cr, NULL, 0, 0);
		cairo_rectangle(p->cr, x, y, photo->width * scale, photo->height * scale);
		cairo_stroke(p->cr);
	}
	y = put_caption(p, photo->caption, LOOK_STRONG, y + photo->height * scale + 3);
	p->y = put_caption(p, photo->details, LOOK_QUIET, y) + 8;
}
