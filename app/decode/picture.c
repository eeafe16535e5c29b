#include "decode/picture.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
enum { CHANNELS = PICTURE_CHANNELS, ALPHA_CHANNELS = 4 };

int picture_check(const struct probe_file *file, int64_t width, int64_t height, struct err *err)
{
	int64_t most = file->pixels_max ? file->pixels_max : PROBE_PIXELS_MAX;

	if (width <= 0 || height <= 0 || width > PROBE_PIXELS_MAX || height > PROBE_PIXELS_MAX)
		return err_set(err, ERR_INPUT, "the picture says it is %lld x %lld pixels",
			       (long long)width, (long long)height);
	if (width * height > most)
		return err_set(
			err, ERR_INPUT,
			"the picture says it is %lld x %lld pixels; at most %d million are shown",
			(long long)width, (long long)height, (int)(most / 1000000));
	return 0;
}

uint8_t *picture_room(int64_t width, int64_t height, struct err *err)
{
	uint8_t *room = malloc((size_t)width * (size_t)height * CHANNELS);

	if (!room)
		err_set(err, ERR_INPUT, "the picture needs more memory than it is given");
	return room;
}

void picture_release(struct picture *p)
{
	free(p->rgb);
	p->rgb = NULL;
}

/*
 * One axis of an area average: a source sample i covers [i * small, (i + 1) * small) of an axis on
 * which each result covers "large" units, so every overlap is a whole number and no sample is lost.
 * Walked from sample to sample, as a division for each would cost more than all the rest.
 */
struct walk {
	int64_t at;   /* index of the result that the sample begins in */
	int64_t left; /* units of it that are not covered yet */
};

struct overlap {
	int64_t at;            /* index of the first result touched */
	int64_t first, second; /* units in it and in the next */
};

static struct overlap walk_on(struct walk *w, int64_t large, int64_t small)
{
	struct overlap o = { w->at, small, 0 };

	if (w->left > small) {
		w->left -= small;
		return o;
	}
	o.first = w->left;
	o.second = small - w->left;
	w->at++;
	w->left = large - o.second;
	return o;
}

/* Sums of "large" units each. */
static void shrink_row(uint64_t *sum, const uint8_t *row, int large, int small)
{
	struct walk w = { 0, large };

	memset(sum, 0, (size_t)small * CHANNELS * sizeof(*sum));
	for (int i = 0; i < large; i++, row += CHANNELS) {
		struct overlap o = walk_on(&w, large, small);
		uint64_t *to = sum + o.at * CHANNELS;

		for (int c = 0; c < CHANNELS; c++)
			to[c] += row[c] * (uint64_t)o.first;
		if (o.second)
			for (int c = 0; c < CHANNELS; c++)
				to[CHANNELS + c] += row[c] * (uint64_t)o.second;
	}
}

/* No sum is over 255 times PROBE_PIXELS_MAX: a double holds it to the last unit. */
static void put_row(uint8_t *to, const uint64_t *sum, size_t n, double units)
{
	double share = 1 / units;

	for (size_t i = 0; i < n; i++)
		to[i] = (uint8_t)((double)sum[i] * share + 0.5);
}

static void shrink_rows(struct picture *to, uint64_t *sums, const struct picture_rows *p)
{
	size_t n = (size_t)to->width * CHANNELS;
	uint64_t *row = sums, *now = sums + n;
	struct walk w = { 0, p->height };

	for (int y = 0; y < p->height; y++) {
		struct overlap o = walk_on(&w, p->height, to->height);

		shrink_row(row, p->rgb + (size_t)y * p->stride, p->width, to->width);
		for (size_t i = 0; i < n; i++)
			now[i] += row[i] * (uint64_t)o.first;
		if (w.at == o.at)
			continue;
		put_row(to->rgb + (size_t)o.at * n, now, n, (double)p->width * p->height);
		for (size_t i = 0; i < n; i++)
			now[i] = row[i] * (uint64_t)o.second;
	}
	assert(w.at == to->height);
}

int picture_take(struct picture *out, const struct picture_rows *p, int edge, struct err *err)
{
	int64_t longest = p->width > p->height ? p->width : p->height;
	int64_t most = longest > edge ? edge : longest;
	struct picture to = { .full_width = p->width, .full_height = p->height };
	uint64_t *sums;

	to.width = (int)((p->width * most + longest / 2) / longest);
	to.height = (int)((p->height * most + longest / 2) / longest);
	to.width = to.width ? to.width : 1;
	to.height = to.height ? to.height : 1;

	to.rgb = picture_room(to.width, to.height, err);
	if (!to.rgb)
		return -1;
	sums = calloc((size_t)to.width * CHANNELS * 2, sizeof(*sums));
	if (!sums) {
		free(to.rgb);
		return err_set(err, ERR_INPUT, "the picture needs more memory than it is given");
	}
	shrink_rows(&to, sums, p);
	free(sums);
	*out = to;
	return 0;
}

int picture_shrink(struct picture *p, int edge, struct err *err)
{
	struct picture_rows rows = { p->rgb, (size_t)p->width * CHANNELS, p->width, p->height };
	struct picture small;

	if (p->width <= edge && p->height <= edge)
		return 0;
	if (picture_take(&small, &rows, edge, err) < 0)
		return -1;
	picture_release(p);
	p->rgb = small.rgb;
	p->width = small.width;
	p->height = small.height;
	return 0;
}

void picture_on_white(uint8_t *rgba, size_t pixels)
{
	for (size_t i = 0; i < pixels; i++) {
		const uint8_t *from = rgba + i * ALPHA_CHANNELS;
		unsigned alpha = from[CHANNELS], rgb[CHANNELS];

		for (int c = 0; c < CHANNELS; c++)
			rgb[c] = (from[c] * alpha + 255 * (255 - alpha) + 127) / 255;
		for (int c = 0; c < CHANNELS; c++)
			rgba[i * CHANNELS + (size_t)c] = (uint8_t)rgb[c];
	}
}

/* Where the upright pixel (x, y) comes from: swap the axes, then mirror. By the EXIF table 1..8. */
struct turn {
	bool swap, mirror_x, mirror_y;
};

/* clang-format off */
static const struct turn turns[PICTURE_ORIENTATIONS + 1] = {
	[1] = { false, false, false },
	[2] = { false, true,  false },
	[3] = { false, true,  true  },
	[4] = { false, false, true  },
	[5] = { true,  false, false },
	[6] = { true,  false, true  },	/* turn a quarter clockwise */
	[7] = { true,  true,  true  },
	[8] = { true,  true,  false },
};
/* clang-format on */

static void turn_pixels(uint8_t *to, const struct picture *p, const struct turn *t)
{
	int width = t->swap ? p->height : p->width;
	int height = t->swap ? p->width : p->height;

	for (int y = 0; y < height; y++) {
		for (int x = 0; x < width; x++) {
			int sx = t->swap ? y : x, sy = t->swap ? x : y;

			if (t->mirror_x)
				sx = p->width - 1 - sx;
			if (t->mirror_y)
				sy = p->height - 1 - sy;
			memcpy(to, p->rgb + ((size_t)sy * p->width + sx) * CHANNELS, CHANNELS);
			to += CHANNELS;
		}
	}
}

static void swap_ints(int *a, int *b)
{
	int kept = *a;

	*a = *b;
	*b = kept;
}

int picture_turn(struct picture *p, int orientation, struct err *err)
{
	uint8_t *rgb;

	if (orientation <= PICTURE_UPRIGHT || orientation > PICTURE_ORIENTATIONS)
		return 0;
	rgb = picture_room(p->width, p->height, err);
	if (!rgb)
		return -1;
	turn_pixels(rgb, p, &turns[orientation]);
	picture_release(p);
	p->rgb = rgb;
	if (turns[orientation].swap) {
		swap_ints(&p->width, &p->height);
		swap_ints(&p->full_width, &p->full_height);
	}
	return 0;
}
