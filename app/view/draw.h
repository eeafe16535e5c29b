/*
 * draw.h - a drawing as data: a few shapes on a sheet measured in points
 *
 * Pages show it as SVG (draw_svg), the packet as PDF; both come from the same list, so they cannot
 * differ. Tones are shades of one ink, and hatching, dashes and forms carry the meaning: nothing is
 * lost on a black and white printer, and a dark page may turn the ink white. "words" says the same
 * in sentences, for who cannot see it.
 */
#ifndef APP_VIEW_DRAW_H
#define APP_VIEW_DRAW_H

#include <stdbool.h>

struct arena;
struct buf;

enum draw_tone { DRAW_INK, DRAW_MUTED, DRAW_FAINT, DRAW_PAPER, DRAW_NTONES };
/* How much ink, 1 to 0; DRAW_PAPER is the sheet's own colour. */
extern const double draw_tone_ink[DRAW_NTONES];

enum draw_type { DRAW_LINE, DRAW_RECT, DRAW_PATH, DRAW_TEXT };
enum draw_anchor { DRAW_START, DRAW_MIDDLE, DRAW_END };

/* A place and a size; of a line the way from one end to the other. */
struct draw_box {
	double x, y, w, h;
};

struct draw_point {
	double x, y;
};

struct draw_style {
	enum draw_tone tone;
	double thick; /* of lines, outlines; points */
	bool dashed;
	bool filled; /* rect and path: filled, not outlined */
};

struct shape {
	enum draw_type type;
	struct shape *next;
	struct draw_box box; /* of a text: x and the baseline's y */
	struct draw_style style;
	const struct draw_point *point; /* DRAW_PATH, closed */
	int npoints;
	const char *text;
	double size; /* of the letters; points */
	bool bold;
	enum draw_anchor anchor;
};

struct drawing {
	struct arena *arena;
	const char *title;
	const char *words;
	double width, height;
	struct shape *first, *last;
	int count;
};

struct drawing *draw_new(struct arena *a, const char *title, double width, double height);

void draw_line(struct drawing *d, struct draw_box from_by, struct draw_style style);
void draw_rect(struct drawing *d, struct draw_box box, struct draw_style style);
/* Lines from lower left to upper right, clipped to the box. */
void draw_hatch(struct drawing *d, struct draw_box box, enum draw_tone tone);
/* Marks of "size" around a middle, told apart by form alone. */
enum draw_mark { DRAW_DIAMOND, DRAW_SQUARE, DRAW_DOT, DRAW_CROSS };
void draw_mark(struct drawing *d, enum draw_mark mark, struct draw_point middle, double size,
	       struct draw_style style);
/* Gives the shape: bold and anchor are set on it. NULL or "" draws nothing, and gives a shape. */
struct shape *draw_text(struct drawing *d, double x, double y, double size, const char *text);

/* About how wide a text is: the drawing knows no font, and leaves room. */
double draw_text_width(const char *text, double size);

/*
 * One <svg> that scales to the width it is given, with title and words inside; ink is currentColor,
 * paper is --paper. Everything is escaped.
 */
void draw_svg(struct buf *out, const struct drawing *d);

#endif
