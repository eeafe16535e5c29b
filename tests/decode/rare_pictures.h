/*
 * rare_pictures.h - HEIC, WebP, GIF and TIFF composed for tests
 *
 * The same upright picture as pictures.h. "held" says how the camera was held (EXIF 1..8), "taken"
 * and "offset" when, as the camera writes them; both may be NULL.
 */
#ifndef TESTS_DECODE_RARE_PICTURES_H
#define TESTS_DECODE_RARE_PICTURES_H

#include "decode/pictures.h"

struct made_said {
	int held; /* 0: no EXIF at all */
	const char *taken, *offset;
};

struct made made_heic(int width, int height, const struct made_said *said);
struct made made_avif(int width, int height);
struct made made_webp(int width, int height, const struct made_said *said);
struct made made_moving_webp(int width, int height); /* of one frame */
/* In two colours a quarter of the palette each; "clear": the top left corner is see-through. */
struct made made_gif(int width, int height, int interlaced, int clear);
struct made made_tiff(int width, int height, const struct made_said *said);

/* Another size written over where each says it first; its pixels stay as few. */
void made_webp_lie(struct made *m, unsigned width, unsigned height);
void made_gif_lie(struct made *m, unsigned width, unsigned height);
void made_tiff_lie(struct made *m, unsigned width, unsigned height);
int made_heic_lie(struct made *m, unsigned width, unsigned height); /* -1: it says none */

#endif
