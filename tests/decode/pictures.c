#include "decode/pictures.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>
#include <turbojpeg.h>

static const uint8_t corner_rgb[4][3] = {
	{ 220, 30, 30 }, { 30, 160, 60 }, { 40, 60, 200 }, { 240, 210, 40 }
};

static void upright_pixel(uint8_t *to, int x, int y, int width, int height)
{
	int corner = (y >= height / 2) * 2 + (x >= width / 2);
	int shade = (x * 7 + y * 3) % 11 - 5;

	for (int c = 0; c < 3; c++)
		to[c] = (uint8_t)(corner_rgb[corner][c] + shade);
}

/*
 * EXIF 2.32, 4.6.4 A: the 0th row and the 0th column of the stored picture lie at these sides of
 * the upright one. Said by sides on purpose: the program says the same by swaps and mirrors.
 */
enum side { TOP, RIGHT, BOTTOM, LEFT };
static const enum side zeroth[9][2] = {
	[1] = { TOP, LEFT }, [2] = { TOP, RIGHT }, [3] = { BOTTOM, RIGHT }, [4] = { BOTTOM, LEFT },
	[5] = { LEFT, TOP }, [6] = { RIGHT, TOP }, [7] = { RIGHT, BOTTOM }, [8] = { LEFT, BOTTOM },
};

struct spot {
	int x, y;
};

static void place(struct spot *at, enum side side, int n, int width, int height)
{
	switch (side) {
	case TOP:
		at->y = n;
		break;
	case BOTTOM:
		at->y = height - 1 - n;
		break;
	case LEFT:
		at->x = n;
		break;
	case RIGHT:
		at->x = width - 1 - n;
		break;
	}
}

static void put16(uint8_t *to, unsigned v)
{
	to[0] = v & 0xFF;
	to[1] = (v >> 8) & 0xFF;
}

static void put_entry(uint8_t *to, unsigned tag, unsigned type, unsigned count, unsigned value)
{
	put16(to, tag);
	put16(to + 2, type);
	put16(to + 4, count);
	put16(to + 6, 0);
	put16(to + 8, value);
	put16(to + 10, 0);
}

/* A little-endian TIFF: orientation in IFD 0, date and zone in the EXIF IFD. */
size_t made_exif(uint8_t to[MADE_EXIF_MAX], int orientation, const char *taken, const char *offset)
{
	enum {
		IFD0 = 8,
		EXIF = IFD0 + 2 + 24 + 4,
		DATE = EXIF + 2 + 24 + 4,
		OFFSET = DATE + 20,
		END = OFFSET + 8
	};

	memset(to, 0, MADE_EXIF_MAX);
	memcpy(to, "II*\0\x08\0\0\0", 8);
	put16(to + IFD0, 2);
	put_entry(to + IFD0 + 2, 0x0112, 3, 1, (unsigned)orientation);
	put_entry(to + IFD0 + 14, 0x8769, 4, 1, EXIF);
	put16(to + EXIF, offset ? 2 : 1);
	put_entry(to + EXIF + 2, 0x9003, 2, 20, DATE);
	if (offset)
		put_entry(to + EXIF + 14, 0x9011, 2, 7, OFFSET);
	if (taken)
		memcpy(to + DATE, taken, strlen(taken) < 20 ? strlen(taken) : 20);
	if (offset)
		memcpy(to + OFFSET, offset, strlen(offset) < 7 ? strlen(offset) : 7);
	return END;
}

/* It in a JPEG's APP1. */
static size_t put_app1(uint8_t to[MADE_EXIF_MAX + 16], int orientation, const char *taken,
		       const char *offset)
{
	size_t n = made_exif(to + 10, orientation, taken, offset);

	memcpy(to, "\xFF\xE1\0\0Exif\0\0", 10);
	to[3] = (uint8_t)(8 + n);
	return 10 + n;
}

static struct made compress(const uint8_t *pixels, int width, int height, enum TJPF format,
			    int flags)
{
	struct made m = { 0 };
	unsigned char *bytes = NULL;
	unsigned long n = 0;
	tjhandle tj = tjInitCompress();
	int subsampling = format == TJPF_CMYK ? TJSAMP_444 : TJSAMP_420;

	assert(tj);
	if (tjCompress2(tj, pixels, width, 0, height, format, &bytes, &n, subsampling, 90, flags) <
	    0)
		abort();
	m = made_copy(bytes, n);
	tjFree(bytes);
	tjDestroy(tj);
	return m;
}

uint8_t *made_stored(int *columns, int *rows, int width, int height, int held)
{
	int o = held ? held : 1;
	uint8_t *pixels = malloc((size_t)width * height * 3);

	assert(pixels);
	*rows = o >= 5 ? width : height;
	*columns = o >= 5 ? height : width;
	for (int r = 0; r < *rows; r++) {
		for (int c = 0; c < *columns; c++) {
			struct spot at = { 0, 0 };

			place(&at, zeroth[o][0], r, width, height);
			place(&at, zeroth[o][1], c, width, height);
			upright_pixel(pixels + ((size_t)r * *columns + c) * 3, at.x, at.y, width,
				      height);
		}
	}
	return pixels;
}

struct made made_photo_at(int width, int height, int orientation, const char *taken,
			  const char *offset)
{
	uint8_t exif[MADE_EXIF_MAX + 16], *pixels;
	struct made plain, m;
	int columns, rows;
	size_t n;

	pixels = made_stored(&columns, &rows, width, height, orientation);
	plain = compress(pixels, columns, rows, TJPF_RGB, 0);
	free(pixels);
	if (!orientation)
		return plain;

	/* Behind the start marker, in place of nothing: readers take APP1 before or after APP0. */
	n = put_app1(exif, orientation, taken, offset);
	m.len = plain.len + n;
	m.bytes = malloc(m.len);
	assert(m.bytes);
	memcpy(m.bytes, plain.bytes, 2);
	memcpy(m.bytes + 2, exif, n);
	memcpy(m.bytes + 2 + n, plain.bytes + 2, plain.len - 2);
	made_release(&plain);
	return m;
}

struct made made_photo(int width, int height, int orientation, const char *taken)
{
	return made_photo_at(width, height, orientation, taken, NULL);
}

struct made made_jpeg(int width, int height, enum made_colours colours)
{
	int channels = colours == MADE_CMYK ? 4 : 3;
	uint8_t *pixels = malloc((size_t)width * height * channels);
	struct made m;

	assert(pixels);
	for (int y = 0; y < height; y++) {
		for (int x = 0; x < width; x++) {
			uint8_t *at = pixels + ((size_t)y * width + x) * channels;

			upright_pixel(at, x, y, width, height);
			if (channels == 4)
				at[3] = 255;
		}
	}
	m = compress(pixels, width, height, channels == 4 ? TJPF_CMYK : TJPF_RGB,
		     colours == MADE_PROGRESSIVE ? TJFLAG_PROGRESSIVE : 0);
	free(pixels);
	return m;
}

struct made made_png(int width, int height, int alpha)
{
	png_image image = { .version = PNG_IMAGE_VERSION, .format = PNG_FORMAT_RGBA };
	uint8_t *pixels = malloc((size_t)width * height * 4);
	struct made m = { 0 };
	png_alloc_size_t n;

	assert(pixels);
	for (int y = 0; y < height; y++) {
		for (int x = 0; x < width; x++) {
			uint8_t *at = pixels + ((size_t)y * width + x) * 4;

			upright_pixel(at, x, y, width, height);
			at[3] = (uint8_t)alpha;
		}
	}
	image.width = (png_uint_32)width;
	image.height = (png_uint_32)height;
	n = (png_alloc_size_t)width * height * 5 + 4096;
	m.bytes = malloc(n);
	assert(m.bytes);
	if (!png_image_write_to_memory(&image, m.bytes, &n, 0, pixels, 0, NULL))
		abort();
	m.len = n;
	free(pixels);
	return m;
}

static uint32_t crc_of(const uint8_t *bytes, size_t n)
{
	uint32_t crc = ~0U;

	for (size_t i = 0; i < n; i++) {
		crc ^= bytes[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc & 1 ? (crc >> 1) ^ 0xEDB88320U : crc >> 1;
	}
	return ~crc;
}

static void put32_big(uint8_t *to, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		to[i] = (uint8_t)(v >> (24 - 8 * i));
}

struct made made_png_bomb(uint32_t width, uint32_t height)
{
	struct made m = made_png(4, 4, 255);
	uint8_t *ihdr = m.bytes + 12;

	put32_big(ihdr + 4, width);
	put32_big(ihdr + 8, height);
	put32_big(ihdr + 17, crc_of(ihdr, 17));
	return m;
}

struct made made_copy(const void *bytes, size_t len)
{
	struct made m = { malloc(len ? len : 1), len };

	assert(m.bytes);
	memcpy(m.bytes, bytes, len);
	return m;
}

void made_release(struct made *m)
{
	free(m->bytes);
	m->bytes = NULL;
	m->len = 0;
}

int made_jpeg_lie(struct made *m, unsigned width, unsigned height)
{
	for (size_t i = 2; i + 9 < m->len && m->bytes[i] == 0xFF;) {
		unsigned marker = m->bytes[i + 1];

		if (marker >= 0xC0 && marker <= 0xC2) {
			m->bytes[i + 5] = (uint8_t)(height >> 8);
			m->bytes[i + 6] = (uint8_t)height;
			m->bytes[i + 7] = (uint8_t)(width >> 8);
			m->bytes[i + 8] = (uint8_t)width;
			return 0;
		}
		i += 2 + (size_t)m->bytes[i + 2] * 256 + m->bytes[i + 3];
	}
	return -1;
}

int made_look(uint8_t rgb[4][3], int *width, int *height, const void *jpeg, size_t len)
{
	int subsampling, colours, ret = -1;
	uint8_t *pixels = NULL;
	tjhandle tj = tjInitDecompress();

	*width = *height = 0;
	if (!tj || tjDecompressHeader3(tj, jpeg, len, width, height, &subsampling, &colours) < 0)
		goto out;
	pixels = malloc((size_t)*width * *height * 3);
	if (!pixels || tjDecompress2(tj, jpeg, len, pixels, *width, 0, *height, TJPF_RGB, 0) < 0)
		goto out;
	for (int corner = 0; corner < 4; corner++) {
		int x = corner % 2 ? *width * 3 / 4 : *width / 4;
		int y = corner / 2 ? *height * 3 / 4 : *height / 4;

		memcpy(rgb[corner], pixels + ((size_t)y * *width + x) * 3, 3);
	}
	ret = 0;
out:
	free(pixels);
	if (tj)
		tjDestroy(tj);
	return ret;
}
