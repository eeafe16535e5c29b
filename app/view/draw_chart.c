#include "view/draw_chart.h"

#include "base/arena.h"
#include "base/text.h"
#include "view/draw.h"
#include "view/draw_parts.h"

#define LEFT 150.0
#define SAID 110.0 /* room for the value behind a bar */
#define BAR 11.0
#define STEP 14.0
#define GAP 9.0
#define LEGEND 22.0
#define LETTERS 9.0

static int64_t most(const struct draw_chart *c, int nbars)
{
	int64_t top = 0;

	for (int i = 0; i < nbars; i++)
		for (int s = 0; s < c->nseries; s++)
			if (c->bar[i].said[s] && c->bar[i].value[s] > top)
				top = c->bar[i].value[s];
	return top;
}

/* Full, hatched, empty, pale, dashed: five that a printer without colours tells apart. */
static void fill(struct drawing *d, struct draw_box box, int series)
{
	static const struct draw_style outline = { .tone = DRAW_INK, .thick = 0.8 };
	struct draw_style dashed = outline;

	if (series == 0)
		draw_rect(d, box, (struct draw_style){ .tone = DRAW_MUTED, .filled = true });
	if (series == 1)
		draw_hatch(d, box, DRAW_INK);
	if (series == 3)
		draw_rect(d, box, (struct draw_style){ .tone = DRAW_FAINT, .filled = true });
	dashed.dashed = series == 4;
	draw_rect(d, box, dashed);
}

static void legend(struct drawing *d, const struct draw_chart *c)
{
	double x = LEFT;

	for (int s = 0; s < c->nseries && c->nseries > 1; s++) {
		fill(d, (struct draw_box){ x, 3, 16, BAR - 2 }, s);
		draw_text(d, x + 21, 11, LETTERS, c->series[s]);
		x += 36 + draw_text_width(c->series[s], LETTERS);
	}
}

static const char *bar_words(struct arena *a, const struct draw_chart *c, const struct chart_bar *b)
{
	const char *words = arena_printf(a, "%s:", b->label);

	for (int s = 0; s < c->nseries; s++)
		words = arena_printf(a, "%s%s %s %s", words, s ? "," : "", c->series[s],
				     b->said[s] ? b->said[s] : "none");
	return arena_printf(a, "%s.", words);
}

struct drawing *draw_chart(struct arena *a, const struct draw_chart *c)
{
	int nbars = c->nbars < CHART_BARS_MAX ? c->nbars : CHART_BARS_MAX;
	double top = c->nseries > 1 ? LEGEND : 4, y = top, room = DRAW_CHART_WIDTH - LEFT - SAID;
	int64_t scale = most(c, nbars);
	struct drawing *d;

	if (scale <= 0)
		return NULL;
	d = draw_new(a, c->title, DRAW_CHART_WIDTH, top + nbars * (c->nseries * STEP + GAP));
	legend(d, c);
	for (int i = 0; i < nbars; i++) {
		const struct chart_bar *b = &c->bar[i];

		draw_text(d, LEFT - 8, y + c->nseries * STEP / 2 + 3, LETTERS, b->label)->anchor =
			DRAW_END;
		for (int s = 0; s < c->nseries; s++, y += STEP) {
			double w = b->said[s] && b->value[s] > 0
					   ? room * (double)b->value[s] / (double)scale
					   : 0;

			if (w > 0)
				fill(d, (struct draw_box){ LEFT, y, w > 1 ? w : 1, BAR }, s);
			draw_text(d, LEFT + w + 5, y + BAR - 2, LETTERS,
				  b->said[s] ? b->said[s] : "none");
		}
		y += GAP;
		d->words = draw_sentence(a, d->words, bar_words(a, c, b));
	}
	draw_line(d, (struct draw_box){ LEFT, top - 2, 0, y - top - GAP + 4 },
		  (struct draw_style){ .tone = DRAW_INK, .thick = 0.8 });
	if (nbars < c->nbars)
		d->words = draw_sentence(
			a, d->words, arena_printf(a, "%d more are not drawn.", c->nbars - nbars));
	return d;
}
