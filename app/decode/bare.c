#include "decode/bare.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"

enum {
	EXIF_IFD0 = 8, /* in the block: IFD 0, the EXIF directory, its texts */
	EXIF_SUB = EXIF_IFD0 + 2 + 2 * 12 + 4,
	EXIF_DATE = EXIF_SUB + 2 + 2 * 12 + 4,
	EXIF_DATE_LEN = 20,
	EXIF_OFFSET = EXIF_DATE + EXIF_DATE_LEN,
	EXIF_OFFSET_LEN = 7,
	EXIF_END = EXIF_OFFSET + EXIF_OFFSET_LEN + 1,
	EXIF_HEAD = 10, /* marker, length, "Exif\0\0" */
	WALL_LEN = 19,
	SHORT = 3,
	LONG = 4,
	ASCII = 2
};

/* What is written so far; never more than the file it is made of, and the block above. */
struct out {
	uint8_t *at;
	size_t len;
};

static void put(struct out *o, const void *bytes, size_t n)
{
	memcpy(o->at + o->len, bytes, n);
	o->len += n;
}

static unsigned big16(const uint8_t *p)
{
	return (unsigned)p[0] << 8 | p[1];
}

static uint32_t big32(const uint8_t *p)
{
	return (uint32_t)big16(p) << 16 | big16(p + 2);
}

/* --- JPEG: ISO/IEC 10918-1, annex B --- */

enum {
	SOI = 0xD8,
	EOI = 0xD9,
	SOS = 0xDA,
	RST0 = 0xD0,
	RST7 = 0xD7,
	APP0 = 0xE0,
	APP2 = 0xE2,
	APP14 = 0xEE,
	APP15 = 0xEF,
	COM = 0xFE,
	TEM = 0x01
};

static uint8_t *put_entry(uint8_t *to, unsigned tag, unsigned type, unsigned count, unsigned value)
{
	const unsigned part[] = { tag, type, 0, count };

	for (int i = 0; i < 4; i++) {
		to[2 * i] = (uint8_t)(part[i] >> 8);
		to[2 * i + 1] = (uint8_t)part[i];
	}
	/* A SHORT stands at the front of its four bytes. */
	to[type == SHORT ? 8 : 10] = (uint8_t)(value >> 8);
	to[type == SHORT ? 9 : 11] = (uint8_t)value;
	return to + 12;
}

/* Orientation and the date: EXIF 2.32, 4.6. */
static void put_exif(struct out *o, const struct picture_said *said)
{
	uint8_t block[EXIF_HEAD + EXIF_END] = "\xFF\xE1\0\0Exif\0";
	uint8_t *tiff = block + EXIF_HEAD, *at;
	bool dated = said->taken[0], zoned = dated && strlen(said->taken) > WALL_LEN;

	block[3] = (uint8_t)(sizeof(block) - 2);
	memcpy(tiff, "MM\0*\0\0\0\x08", 8);
	tiff[EXIF_IFD0 + 1] = dated ? 2 : 1;
	at = put_entry(tiff + EXIF_IFD0 + 2, 0x0112, SHORT, 1, (unsigned)said->orientation);
	if (dated) {
		put_entry(at, 0x8769, LONG, 1, EXIF_SUB);
		tiff[EXIF_SUB + 1] = zoned ? 2 : 1;
		at = put_entry(tiff + EXIF_SUB + 2, 0x9003, ASCII, EXIF_DATE_LEN, EXIF_DATE);
		memcpy(tiff + EXIF_DATE, said->taken, WALL_LEN);
		tiff[EXIF_DATE + 4] = tiff[EXIF_DATE + 7] = ':';
		tiff[EXIF_DATE + 10] = ' ';
	}
	if (zoned) {
		put_entry(at, 0x9011, ASCII, EXIF_OFFSET_LEN, EXIF_OFFSET);
		memcpy(tiff + EXIF_OFFSET, said->taken + WALL_LEN, EXIF_OFFSET_LEN - 1);
	}
	put(o, block, sizeof(block));
}

static bool is_frame(int marker)
{
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 &&
	       marker != 0xCC;
}

/* Of the applications' segments, colours alone; no comments. */
static bool is_kept(int marker, const uint8_t *body, size_t n)
{
	if (marker == COM)
		return false;
	if (marker < APP0 || marker > APP15)
		return true;
	if (marker == APP2)
		return n >= 12 && memcmp(body, "ICC_PROFILE", 12) == 0;
	return marker == APP0 || marker == APP14;
}

/* Coded data up to the next marker that is none of its own. */
static size_t coded_end(const uint8_t *bytes, size_t at, size_t len)
{
	for (; at + 1 < len; at++)
		if (bytes[at] == 0xFF && bytes[at + 1] != 0 && bytes[at + 1] != 0xFF &&
		    !(bytes[at + 1] >= RST0 && bytes[at + 1] <= RST7))
			return at;
	return len;
}

static int copy_jpeg(struct out *o, struct probe_thumb *t, const uint8_t *bytes, size_t len)
{
	for (size_t at = 2; at + 4 <= len;) {
		int marker = bytes[at + 1];
		size_t n = 2 + (size_t)big16(bytes + at + 2);

		if (bytes[at] != 0xFF)
			return -1;
		if (marker == 0xFF || marker == TEM) {
			at += marker == TEM ? 2 : 1;
			continue;
		}
		if (marker == EOI || n < 4 || n > len - at)
			return -1;
		if (is_frame(marker) && n >= 9) {
			t->height = (int)big16(bytes + at + 5);
			t->width = (int)big16(bytes + at + 7);
		}
		if (is_kept(marker, bytes + at + 4, n - 4))
			put(o, bytes + at, n);
		at += n;
		if (marker != SOS)
			continue;
		n = coded_end(bytes, at, len) - at;
		put(o, bytes + at, n);
		at += n;
		/* Here it ends; behind it telephones put films and other pictures. */
		if (at + 2 <= len && bytes[at + 1] == EOI) {
			put(o, bytes + at, 2);
			return 0;
		}
	}
	return -1;
}

static int bare_jpeg(struct out *o, struct probe_thumb *t, const uint8_t *bytes, size_t len)
{
	struct picture_said said = { .orientation = PICTURE_UPRIGHT };

	exif_read(&said, bytes, len);
	put(o, bytes, 2);
	put_exif(o, &said);
	memcpy(t->taken, said.taken, sizeof(t->taken));
	return copy_jpeg(o, t, bytes, len);
}

/* --- PNG: ISO/IEC 15948, 5.3 --- */

/* Critical chunks, whose first letter is large, and those of colours. */
static bool is_kept_chunk(const uint8_t *name)
{
	static const char colours[][5] = { "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD" };

	if (!(name[0] & 0x20))
		return true;
	for (size_t i = 0; i < sizeof(colours) / sizeof(*colours); i++)
		if (memcmp(name, colours[i], 4) == 0)
			return true;
	return false;
}

static int bare_png(struct out *o, struct probe_thumb *t, const uint8_t *bytes, size_t len)
{
	enum { SIGNATURE = 8, AROUND = 12 }; /* length, name and checksum */

	put(o, bytes, SIGNATURE);
	for (size_t at = SIGNATURE; len - at >= AROUND;) {
		size_t n = AROUND + (size_t)big32(bytes + at);

		if (n > len - at)
			return -1;
		if (memcmp(bytes + at + 4, "IHDR", 4) == 0 && n >= AROUND + 8) {
			t->width = (int)(big32(bytes + at + 8) & 0x7FFFFFFF);
			t->height = (int)(big32(bytes + at + 12) & 0x7FFFFFFF);
		}
		if (is_kept_chunk(bytes + at + 4))
			put(o, bytes + at, n);
		if (memcmp(bytes + at + 4, "IEND", 4) == 0)
			return 0;
		at += n;
	}
	return -1;
}

int bare_make(struct probe_thumb *out, const uint8_t *bytes, size_t len, struct err *err)
{
	bool jpeg = jpeg_reader.is(bytes, len), png = png_reader.is(bytes, len);
	struct out o = { malloc(len + EXIF_HEAD + EXIF_END), 0 };

	memset(out, 0, sizeof(*out));
	if (!o.at)
		return err_set(err, ERR_INPUT, "the picture needs more memory than it is given");
	out->jpeg = o.at;
	if (!jpeg && !png)
		return err_set(err, ERR_INPUT, "%s", probe_usual.none);
	if ((jpeg ? bare_jpeg : bare_png)(&o, out, bytes, len) < 0)
		return err_set(err, ERR_INPUT, "the picture is broken or ends early");
	if (picture_check(&(struct probe_file){ 0 }, out->width, out->height, err) < 0)
		return -1;
	out->len = o.len;
	out->full_width = out->width;
	out->full_height = out->height;
	return 0;
}
