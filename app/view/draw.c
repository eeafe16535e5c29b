#include "view/draw.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"

enum { DOT_CORNERS = 12, HATCH_STEP = 4 };
#define LETTER_WIDTH 0.56 /* of the size: an ordinary letter */
#define FULL_TURN 6.283185307179586

const double draw_tone_ink[DRAW_NTONES] = {
	[DRAW_INK] = 1, [DRAW_MUTED] = 0.62, [DRAW_FAINT] = 0.28, [DRAW_PAPER] = 0
};

struct drawing *draw_new(struct arena *a, const char *title, double width, double height)
{
	struct drawing *d = arena_alloc(a, sizeof(*d));

	*d = (struct drawing){
		.arena = a, .title = title, .words = "", .width = width, .height = height
	};
	return d;
}

static struct shape *add(struct drawing *d, enum draw_type type, struct draw_box box,
			 struct draw_style style)
{
	struct shape *s = arena_alloc(d->arena, sizeof(*s));

	*s = (struct shape){ .type = type, .box = box, .style = style };
	if (d->last)
		d->last->next = s;
	else
		d->first = s;
	d->last = s;
	d->count++;
	return s;
}

void draw_line(struct drawing *d, struct draw_box from_by, struct draw_style style)
{
	add(d, DRAW_LINE, from_by, style);
}

void draw_rect(struct drawing *d, struct draw_box box, struct draw_style style)
{
	add(d, DRAW_RECT, box, style);
}

void draw_hatch(struct drawing *d, struct draw_box box, enum draw_tone tone)
{
	struct draw_style thin = { .tone = tone, .thick = 0.6 };

	/* A line meets the lower edge at "at" and the upper one box.h further on. */
	for (double at = HATCH_STEP - box.h; at < box.w; at += HATCH_STEP) {
		double left = at < 0 ? 0 : at;
		double right = at + box.h > box.w ? box.w : at + box.h;

		draw_line(d,
			  (struct draw_box){ box.x + left, box.y + box.h - (left - at),
					     right - left, -(right - left) },
			  thin);
	}
}

static void add_path(struct drawing *d, const struct draw_point *corners, int n,
		     struct draw_style style)
{
	struct draw_point *own = arena_array(d->arena, (size_t)n, sizeof(*own));
	struct shape *s = add(d, DRAW_PATH, (struct draw_box){ 0, 0, 0, 0 }, style);

	memcpy(own, corners, (size_t)n * sizeof(*own));
	s->point = own;
	s->npoints = n;
}

static void add_cross(struct drawing *d, struct draw_point m, double half, struct draw_style style)
{
	draw_line(d, (struct draw_box){ m.x - half, m.y - half, 2 * half, 2 * half }, style);
	draw_line(d, (struct draw_box){ m.x - half, m.y + half, 2 * half, -2 * half }, style);
}

static void add_dot(struct drawing *d, struct draw_point m, double half, struct draw_style style)
{
	struct draw_point corner[DOT_CORNERS];

	for (int i = 0; i < DOT_CORNERS; i++) {
		double turn = FULL_TURN * i / DOT_CORNERS;

		corner[i] = (struct draw_point){ m.x + half * cos(turn), m.y + half * sin(turn) };
	}
	add_path(d, corner, DOT_CORNERS, style);
}

void draw_mark(struct drawing *d, enum draw_mark mark, struct draw_point m, double size,
	       struct draw_style style)
{
	double half = size / 2;
	struct draw_point diamond[] = {
		{ m.x, m.y - half }, { m.x + half, m.y }, { m.x, m.y + half }, { m.x - half, m.y }
	};
	struct draw_box square = { m.x - half, m.y - half, size, size };

	switch (mark) {
	case DRAW_DIAMOND:
		add_path(d, diamond, 4, style);
		break;
	case DRAW_SQUARE:
		draw_rect(d, square, style);
		break;
	case DRAW_DOT:
		add_dot(d, m, half, style);
		break;
	case DRAW_CROSS:
		add_cross(d, m, half, style);
		break;
	}
}

struct shape *draw_text(struct drawing *d, double x, double y, double size, const char *text)
{
	struct shape *s = add(d, DRAW_TEXT, (struct draw_box){ x, y, 0, 0 },
			      (struct draw_style){ .tone = DRAW_INK });

	s->text = text ? text : "";
	s->size = size;
	return s;
}

double draw_text_width(const char *text, double size)
{
	return text ? utf8_width(text) * size * LETTER_WIDTH : 0;
}

/* --- SVG --- */

/* SVG is XML, which has no control characters. */
static void put_escaped(struct buf *out, const char *text)
{
	char one[2] = "";

	for (; *text; text++) {
		if ((unsigned char)*text < ' ' && *text != '\n')
			continue;
		one[0] = *text;
		text_put_html(out, one);
	}
}

static void put_paint(struct buf *out, const struct draw_style *s, bool filled)
{
	const char *colour = s->tone == DRAW_PAPER ? "var(--paper,#fff)" : "currentColor";
	double ink = s->tone == DRAW_PAPER ? 1 : draw_tone_ink[s->tone];

	if (filled) {
		buf_printf(out, " fill=\"%s\" fill-opacity=\"%.2f\"/>", colour, ink);
		return;
	}
	buf_printf(out,
		   " fill=\"none\" stroke=\"%s\" stroke-opacity=\"%.2f\" stroke-width=\"%.1f\"%s/>",
		   colour, ink, s->thick, s->dashed ? " stroke-dasharray=\"3 2\"" : "");
}

static void put_text_shape(struct buf *out, const struct shape *s)
{
	static const char *const anchors[] = { "start", "middle", "end" };

	buf_printf(out,
		   "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%.1f\" text-anchor=\"%s\""
		   " fill=\"currentColor\" fill-opacity=\"%.2f\"%s>",
		   s->box.x, s->box.y, s->size, anchors[s->anchor], draw_tone_ink[s->style.tone],
		   s->bold ? " font-weight=\"bold\"" : "");
	put_escaped(out, s->text);
	buf_puts(out, "</text>");
}

static void put_shape(struct buf *out, const struct shape *s)
{
	const struct draw_box *b = &s->box;

	switch (s->type) {
	case DRAW_LINE:
		buf_printf(out, "<path d=\"M%.1f %.1fL%.1f %.1f\"", b->x, b->y, b->x + b->w,
			   b->y + b->h);
		put_paint(out, &s->style, false);
		break;
	case DRAW_RECT:
		buf_printf(out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"", b->x,
			   b->y, b->w, b->h);
		put_paint(out, &s->style, s->style.filled);
		break;
	case DRAW_PATH:
		for (int i = 0; i < s->npoints; i++)
			buf_printf(out, "%s%.1f %.1f", i ? "L" : "<path d=\"M", s->point[i].x,
				   s->point[i].y);
		buf_puts(out, "Z\"");
		put_paint(out, &s->style, s->style.filled);
		break;
	case DRAW_TEXT:
		put_text_shape(out, s);
		break;
	}
	buf_putc(out, '\n');
}

void draw_svg(struct buf *out, const struct drawing *d)
{
	buf_printf(
		out,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.1f %.1f\" role=\"img\""
		" font-family=\"sans-serif\">\n<title>",
		d->width, d->height);
	put_escaped(out, d->title);
	buf_puts(out, "</title>\n<desc>");
	put_escaped(out, d->words);
	buf_puts(out, "</desc>\n");
	for (const struct shape *s = d->first; s; s = s->next)
		put_shape(out, s);
	buf_puts(out, "</svg>\n");
}
