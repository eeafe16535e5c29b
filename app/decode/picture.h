/*
 * picture.h - pixels in memory: read, shrunk, turned upright
 *
 * Inner header of app/decode. Pixels are RGB, 8 bits a sample, rows without padding, in malloc()ed
 * memory: a picture that needs more than the fence allows is an error, never the end of the
 * program.
 */
#ifndef APP_DECODE_PICTURE_H
#define APP_DECODE_PICTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;

struct picture {
	uint8_t *rgb;
	int width, height;           /* as held */
	int full_width, full_height; /* as the file has it */
	bool damaged;
};

enum { PICTURE_UPRIGHT = 1, PICTURE_ORIENTATIONS = 8 }; /* EXIF 1..8 */

/*
 * Whole files. The JPEG reader decodes no larger than it must to fill "edge". ERR_INPUT: broken, or
 * over PROBE_PIXELS_MAX by its header. On failure nothing is held.
 */
int jpeg_read(struct picture *out, const uint8_t *bytes, size_t len, int edge, struct err *err);
int png_read(struct picture *out, const uint8_t *bytes, size_t len, struct err *err);
bool jpeg_is(const uint8_t *bytes, size_t len);
bool png_is(const uint8_t *bytes, size_t len);

/* A JPEG into malloc()ed memory. */
int jpeg_write(uint8_t **out, size_t *len, const struct picture *p, struct err *err);

/* The longest edge to at most "edge", by area average; never larger than it was. */
int picture_shrink(struct picture *p, int edge, struct err *err);

/* Undo a camera's orientation (EXIF 1..8; anything else is taken for upright). */
int picture_turn(struct picture *p, int orientation, struct err *err);

void picture_release(struct picture *p);

/* Pixels for width x height, checked against PROBE_PIXELS_MAX; NULL with ERR_INPUT. */
uint8_t *picture_room(int64_t width, int64_t height, struct err *err);

/* What the camera wrote: orientation 1..8, and "2026-11-03T14:22:05" or "" (at least 20 bytes). */
void exif_read(int *orientation, char *taken, const uint8_t *bytes, size_t len);

#endif
