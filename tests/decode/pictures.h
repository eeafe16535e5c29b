/*
 * pictures.h - pictures composed for tests: photos with EXIF, PNGs, bombs
 *
 * The upright picture has a corner in each colour: top left red, top right green, bottom left blue,
 * bottom right yellow. Bytes are malloc()ed; made_release() frees them.
 */
#ifndef TESTS_DECODE_PICTURES_H
#define TESTS_DECODE_PICTURES_H

#include <stddef.h>
#include <stdint.h>

struct made {
	uint8_t *bytes;
	size_t len;
};

enum { MADE_EXIF_MAX = 128 };
enum made_colours { MADE_RGB, MADE_PROGRESSIVE, MADE_CMYK };

/*
 * An upright width x height photo as a camera held in "orientation" (EXIF 1..8; 0: no EXIF) stores
 * it.
 */
struct made made_photo(int width, int height, int orientation, const char *taken);
struct made made_photo_at(int width, int height, int orientation, const char *taken,
			  const char *offset); /* "+01:00" */
struct made made_jpeg(int width, int height, enum made_colours colours);
struct made made_png(int width, int height, int alpha); /* alpha 0..255 of the whole picture */
struct made made_png_bomb(uint32_t width,
			  uint32_t height); /* a right header and hardly any pixels */
struct made made_copy(const void *bytes, size_t len);
void made_release(struct made *m);

/* The pixels (RGB, malloc()ed) as a camera held so stores them; its bare EXIF block, a TIFF. */
uint8_t *made_stored(int *columns, int *rows, int width, int height, int held);
size_t made_exif(uint8_t to[MADE_EXIF_MAX], int orientation, const char *taken, const char *offset);

/* The size in the first start-of-frame segment, overwritten; 0, or -1 when there is none. */
int made_jpeg_lie(struct made *m, unsigned width, unsigned height);

/* Colour (r, g, b) in the middle of corner 0..3 (as above) of a JPEG; width and height of it. */
int made_look(uint8_t rgb[4][3], int *width, int *height, const void *jpeg, size_t len);

#endif
