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

#include "decode/probe.h"

struct err;

struct picture {
	uint8_t *rgb;
	int width, height;           /* as held */
	int full_width, full_height; /* as the file has it */
	bool damaged;
};

enum { PICTURE_UPRIGHT = 1, PICTURE_ORIENTATIONS = 8, PICTURE_CHANNELS = 3 }; /* EXIF 1..8 */

/* What stands in the file beside its pixels. */
struct picture_said {
	int orientation;         /* EXIF 1..8: how the pixels must still be turned */
	char taken[PROBE_TAKEN]; /* as probe.h has it; "" when not said */
};

/*
 * A kind of picture: is() by the first bytes; read() takes the whole file, decodes no larger than
 * it must to fill the edge where its library can, and says what it found in *said, which begins
 * empty and upright. ERR_INPUT: broken, or over PROBE_PIXELS_MAX by its header. On failure nothing
 * is held.
 */
struct picture_reader {
	bool (*is)(const uint8_t *bytes, size_t len);
	int (*read)(struct picture *out, struct picture_said *said, const struct probe_file *file,
		    struct err *err);
};

/* Of the program waylaid-decode. */
extern const struct picture_reader jpeg_reader, png_reader;

/* Of the program waylaid-picture. */
extern const struct picture_reader heic_reader, webp_reader, gif_reader, tiff_reader;

/* Before the fence closes: what libheif would load or look up. */
int heic_init(struct err *err);

/* A JPEG into malloc()ed memory. */
int jpeg_write(uint8_t **out, size_t *len, const struct picture *p, struct err *err);

/* Pixels that a library holds: rows "stride" bytes apart. */
struct picture_rows {
	const uint8_t *rgb;
	size_t stride;
	int width, height;
};

/* A copy of them, its longest edge at most "edge", by area average. */
int picture_take(struct picture *out, const struct picture_rows *rows, int edge, struct err *err);

/* RGBA of width x height pixels, laid on white in their own memory. */
void picture_on_white(uint8_t *rgba, size_t pixels);

/* The longest edge to at most "edge", by area average; never larger than it was. */
int picture_shrink(struct picture *p, int edge, struct err *err);

/* Undo a camera's orientation (EXIF 1..8; anything else is taken for upright). */
int picture_turn(struct picture *p, int orientation, struct err *err);

void picture_release(struct picture *p);

/* ERR_INPUT when a picture of that size is not shown: none, or over the file's pixels_max. */
int picture_check(const struct probe_file *file, int64_t width, int64_t height, struct err *err);

/* Pixels for width x height, which were checked or follow from what was; NULL with ERR_INPUT. */
uint8_t *picture_room(int64_t width, int64_t height, struct err *err);

/* What the camera wrote into a JPEG; into a block of EXIF, with its "Exif" mark or without. */
void exif_read(struct picture_said *said, const uint8_t *jpeg, size_t len);
void exif_read_block(struct picture_said *said, const uint8_t *block, size_t len);

/*
 * "2026:11:03 14:22:05", and "+01:00" or NULL, as the camera wrote them, into said->taken; false
 * when it is no date ("0000:00:00 ...", blanks, month 13). The texts may lack their NUL.
 */
bool exif_date(struct picture_said *said, const char *date, size_t len, const char *offset,
	       size_t offset_len);

#endif
