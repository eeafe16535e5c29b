#include "decode/rare_pictures.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <libheif/heif.h>
#include <webp/encode.h>

static void put_le(uint8_t *to, uint32_t v, int n)
{
	for (int i = 0; i < n; i++)
		to[i] = (uint8_t)(v >> (8 * i));
}

static void put_be(uint8_t *to, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		to[i] = (uint8_t)(v >> (24 - 8 * i));
}

/* --- HEIC --- */

static struct heif_error keep(struct heif_context *context, const void *bytes, size_t n,
			      void *payload)
{
	(void)context;
	*(struct made *)payload = made_copy(bytes, n);
	return (struct heif_error){ heif_error_Ok, heif_suberror_Unspecified, "" };
}

static void must(struct heif_error fault)
{
	if (fault.code != heif_error_Ok)
		abort();
}

static struct heif_image *heif_of(int width, int height, int held)
{
	int columns, rows, stride;
	uint8_t *rgb = made_stored(&columns, &rows, width, height, held), *plane;
	struct heif_image *image;

	must(heif_image_create(columns, rows, heif_colorspace_RGB, heif_chroma_interleaved_RGB,
			       &image));
	must(heif_image_add_plane(image, heif_channel_interleaved, columns, rows, 8));
	plane = heif_image_get_plane(image, heif_channel_interleaved, &stride);
	for (int y = 0; y < rows; y++)
		memcpy(plane + (size_t)y * (size_t)stride, rgb + (size_t)y * columns * 3,
		       (size_t)columns * 3);
	free(rgb);
	return image;
}

static struct made heif_made(int width, int height, enum heif_compression_format format,
			     const struct made_said *said)
{
	struct heif_writer writer = { .writer_api_version = 1, .write = keep };
	struct heif_encoding_options *options = heif_encoding_options_alloc();
	struct heif_context *context = heif_context_alloc();
	struct heif_image *image = heif_of(width, height, said->held);
	struct heif_image_handle *handle;
	struct heif_encoder *encoder;
	uint8_t exif[MADE_EXIF_MAX];
	struct made m = { 0 };

	must(heif_context_get_encoder_for_format(context, format, &encoder));
	must(heif_encoder_set_lossy_quality(encoder, 80));
	if (format == heif_compression_HEVC)
		must(heif_encoder_set_parameter_string(encoder, "preset", "ultrafast"));
	/* A telephone says it twice: to the file, and to EXIF. */
	options->image_orientation =
		said->held ? (enum heif_orientation)said->held : heif_orientation_normal;
	must(heif_context_encode_image(context, image, encoder, options, &handle));
	if (said->held)
		must(heif_context_add_exif_metadata(
			context, handle, exif,
			(int)made_exif(exif, said->held, said->taken, said->offset)));
	must(heif_context_write(context, &writer, &m));
	heif_image_handle_release(handle);
	heif_encoder_release(encoder);
	heif_encoding_options_free(options);
	heif_image_release(image);
	heif_context_free(context);
	return m;
}

struct made made_heic(int width, int height, const struct made_said *said)
{
	return heif_made(width, height, heif_compression_HEVC, said);
}

struct made made_avif(int width, int height)
{
	return heif_made(width, height, heif_compression_AV1, &(struct made_said){ 0 });
}

int made_heic_lie(struct made *m, unsigned width, unsigned height)
{
	for (size_t i = 0; i + 16 < m->len; i++) {
		if (memcmp(m->bytes + i, "ispe", 4) != 0)
			continue;
		put_be(m->bytes + i + 8, width);
		put_be(m->bytes + i + 12, height);
		return 0;
	}
	return -1;
}

/* --- WebP --- */

/* RIFF "WEBP": VP8X with these flags and this size, then the chunks. */
static struct made webp_of(uint8_t flags, int width, int height, const uint8_t *chunks, size_t n)
{
	enum { HEAD = 12, VP8X = 18 };
	struct made m = { calloc(1, HEAD + VP8X + n), HEAD + VP8X + n };

	assert(m.bytes);
	memcpy(m.bytes, "RIFF", 4);
	put_le(m.bytes + 4, (uint32_t)(m.len - 8), 4);
	memcpy(m.bytes + 8, "WEBPVP8X", 8);
	put_le(m.bytes + 16, 10, 4);
	m.bytes[20] = flags;
	put_le(m.bytes + 24, (uint32_t)width - 1, 3);
	put_le(m.bytes + 27, (uint32_t)height - 1, 3);
	memcpy(m.bytes + HEAD + VP8X, chunks, n);
	return m;
}

static struct made webp_bare(int *columns, int *rows, int width, int height, int held)
{
	uint8_t *rgb = made_stored(columns, rows, width, height, held), *bytes = NULL;
	size_t n = WebPEncodeRGB(rgb, *columns, *rows, *columns * 3, 90, &bytes);
	struct made m;

	assert(n > 0);
	m = made_copy(bytes, n);
	WebPFree(bytes);
	free(rgb);
	return m;
}

struct made made_webp(int width, int height, const struct made_said *said)
{
	enum { HEAD = 12, EXIF_FLAG = 8 };
	int columns, rows;
	struct made bare = webp_bare(&columns, &rows, width, height, said->held), m;
	uint8_t exif[MADE_EXIF_MAX], *chunks;
	size_t n, picture = bare.len - HEAD;

	if (!said->held)
		return bare;
	n = made_exif(exif, said->held, said->taken, said->offset);
	chunks = malloc(picture + 8 + n);
	assert(chunks && n % 2 == 0);
	memcpy(chunks, bare.bytes + HEAD, picture);
	memcpy(chunks + picture, "EXIF", 4);
	put_le(chunks + picture + 4, (uint32_t)n, 4);
	memcpy(chunks + picture + 8, exif, n);
	m = webp_of(EXIF_FLAG, columns, rows, chunks, picture + 8 + n);
	free(chunks);
	made_release(&bare);
	return m;
}

struct made made_moving_webp(int width, int height)
{
	enum { HEAD = 12, ANIM = 14, ANMF = 24, MOVING_FLAG = 2 };
	struct made bare = webp_bare(&width, &height, width, height, 0), m;
	size_t picture = bare.len - HEAD, n = ANIM + ANMF + picture;
	uint8_t *chunks = calloc(1, n);

	assert(chunks);
	memcpy(chunks, "ANIM", 4);
	put_le(chunks + 4, 6, 4);
	memcpy(chunks + ANIM, "ANMF", 4);
	put_le(chunks + ANIM + 4, (uint32_t)(16 + picture), 4);
	put_le(chunks + ANIM + 14, (uint32_t)width - 1, 3);
	put_le(chunks + ANIM + 17, (uint32_t)height - 1, 3);
	memcpy(chunks + ANIM + ANMF, bare.bytes + HEAD, picture);
	m = webp_of(MOVING_FLAG, width, height, chunks, n);
	free(chunks);
	made_release(&bare);
	return m;
}

/* In a VP8X, which is what the library asks first. */
void made_webp_lie(struct made *m, unsigned width, unsigned height)
{
	struct made whole = webp_of(0, (int)width, (int)height, m->bytes + 12, m->len - 12);
	uint8_t *vp8 = whole.bytes + 12 + 18 + 8;

	/* The frame's own size, behind its start code. RFC 6386, 9.1 */
	put_le(vp8 + 6, width & 0x3FFF, 2);
	put_le(vp8 + 8, height & 0x3FFF, 2);
	made_release(m);
	*m = whole;
}

/* --- GIF --- */

enum { GIF_HEAD = 13, GIF_COLOURS = 8, GIF_CONTROL = 8, GIF_FRAME = 10, GIF_CLEAR = 7 };

/* Pixel (x, y) of the upright picture as a colour of the table. */
static uint8_t gif_pixel(int x, int y, int width, int height, int clear)
{
	int corner = (y >= height / 2) * 2 + (x >= width / 2);

	return (uint8_t)(clear && corner == 0 ? GIF_CLEAR : corner);
}

/*
 * Codes of four bits: the table is thrown away before it grows past them, so that nothing is
 * compressed. GIF 89a, appendix F.
 */
static size_t put_codes(uint8_t *to, const uint8_t *pixel, size_t n)
{
	enum { RESET = 8, END = 9, RUN = 6 };
	size_t ncodes = 0, half = 0, at;
	uint8_t *codes = calloc(1, n + n / RUN + 3), *packed = calloc(1, n + 8);

	assert(codes && packed);
	for (size_t i = 0; i < n; i++) {
		if (i % RUN == 0)
			codes[ncodes++] = RESET;
		codes[ncodes++] = pixel[i];
	}
	codes[ncodes++] = END;
	for (; half < ncodes; half++)
		packed[half / 2] |= (uint8_t)(codes[half] << (half % 2 * 4));
	at = 0;
	to[at++] = 3; /* colours have three bits, codes one more */
	for (size_t i = 0, left = (ncodes + 1) / 2; left > 0;) {
		size_t block = left < 255 ? left : 255;

		to[at++] = (uint8_t)block;
		memcpy(to + at, packed + i, block);
		at += block;
		i += block;
		left -= block;
	}
	to[at++] = 0;
	to[at++] = ';';
	free(codes);
	free(packed);
	return at;
}

static uint8_t *gif_rows(int width, int height, int interlaced, int clear)
{
	static const int first[] = { 0, 4, 2, 1 }, step[] = { 8, 8, 4, 2 };
	uint8_t *pixel = malloc((size_t)width * height), *to = pixel;

	assert(pixel);
	for (int pass = 0; pass < (interlaced ? 4 : 1); pass++)
		for (int y = interlaced ? first[pass] : 0; y < height;
		     y += interlaced ? step[pass] : 1)
			for (int x = 0; x < width; x++)
				*to++ = gif_pixel(x, y, width, height, clear);
	return pixel;
}

struct made made_gif(int width, int height, int interlaced, int clear)
{
	static const uint8_t colours[GIF_COLOURS][3] = {
		{ 220, 30, 30 }, { 30, 160, 60 }, { 40, 60, 200 }, { 240, 210, 40 }
	};
	size_t n = (size_t)width * height;
	uint8_t *pixel = gif_rows(width, height, interlaced, clear), *at;
	struct made m = { calloc(1, n * 2 + 1024), 0 };

	assert(m.bytes);
	at = m.bytes;
	memcpy(at, "GIF89a", 6);
	put_le(at + 6, (uint32_t)width, 2);
	put_le(at + 8, (uint32_t)height, 2);
	at[10] = 0xF2; /* a table of eight colours */
	at += GIF_HEAD;
	memcpy(at, colours, sizeof(colours));
	at += sizeof(colours);
	memcpy(at, "!\xF9\x04", 3);
	at[3] = clear ? 1 : 0;
	at[6] = GIF_CLEAR;
	at += GIF_CONTROL;
	at[0] = ',';
	put_le(at + 5, (uint32_t)width, 2);
	put_le(at + 7, (uint32_t)height, 2);
	at[9] = interlaced ? 0x40 : 0;
	at += GIF_FRAME;
	at += put_codes(at, pixel, n);
	m.len = (size_t)(at - m.bytes);
	free(pixel);
	return m;
}

void made_gif_lie(struct made *m, unsigned width, unsigned height)
{
	uint8_t *frame = m->bytes + GIF_HEAD + GIF_COLOURS * 3 + GIF_CONTROL;

	put_le(m->bytes + 6, width, 2);
	put_le(m->bytes + 8, height, 2);
	put_le(frame + 5, width, 2);
	put_le(frame + 7, height, 2);
}

/* --- TIFF --- */

static uint8_t *put_tag(uint8_t *to, unsigned tag, unsigned type, uint32_t count, uint32_t value)
{
	put_le(to, tag, 2);
	put_le(to + 2, type, 2);
	put_le(to + 4, count, 4);
	put_le(to + 8, value, 4);
	return to + 12;
}

enum { TIFF_IFD = 8, TIFF_TAGS = 11, TIFF_BITS = TIFF_IFD + 2 + TIFF_TAGS * 12 + 4 };

/* Not compressed, one strip, RGB: TIFF 6.0, section 6; the EXIF directory behind. */
struct made made_tiff(int width, int height, const struct made_said *said)
{
	enum {
		EXIF = TIFF_BITS + 6,
		DATE = EXIF + 2 + 24 + 4,
		OFFSET = DATE + 20,
		PIXELS = OFFSET + 8
	};
	enum { SHORT = 3, LONG = 4, ASCII = 2 };
	int columns, rows;
	uint8_t *rgb = made_stored(&columns, &rows, width, height, said->held);
	uint32_t n = (uint32_t)width * (uint32_t)height * 3;
	struct made m = { calloc(1, PIXELS + n), PIXELS + n };
	uint8_t *at = m.bytes + TIFF_IFD + 2;

	assert(m.bytes);
	memcpy(m.bytes, "II*\0\x08\0\0\0", 8);
	put_le(m.bytes + TIFF_IFD, TIFF_TAGS, 2);
	at = put_tag(at, 0x100, LONG, 1, (uint32_t)columns);
	at = put_tag(at, 0x101, LONG, 1, (uint32_t)rows);
	at = put_tag(at, 0x102, SHORT, 3, TIFF_BITS);
	at = put_tag(at, 0x103, SHORT, 1, 1);
	at = put_tag(at, 0x106, SHORT, 1, 2);
	at = put_tag(at, 0x111, LONG, 1, PIXELS);
	at = put_tag(at, 0x112, SHORT, 1, said->held ? (uint32_t)said->held : 1);
	at = put_tag(at, 0x115, SHORT, 1, 3);
	at = put_tag(at, 0x116, LONG, 1, (uint32_t)rows);
	at = put_tag(at, 0x117, LONG, 1, n);
	put_tag(at, 0x8769, LONG, 1, EXIF);
	for (int c = 0; c < 3; c++)
		put_le(m.bytes + TIFF_BITS + 2 * c, 8, 2);
	put_le(m.bytes + EXIF, said->offset ? 2 : 1, 2);
	at = put_tag(m.bytes + EXIF + 2, 0x9003, ASCII, 20, DATE);
	if (said->offset)
		put_tag(at, 0x9011, ASCII, 7, OFFSET);
	if (said->taken)
		memcpy(m.bytes + DATE, said->taken, strlen(said->taken));
	if (said->offset)
		memcpy(m.bytes + OFFSET, said->offset, strlen(said->offset));
	memcpy(m.bytes + PIXELS, rgb, n);
	free(rgb);
	return m;
}

void made_tiff_lie(struct made *m, unsigned width, unsigned height)
{
	put_le(m->bytes + TIFF_IFD + 2 + 8, width, 4);
	put_le(m->bytes + TIFF_IFD + 2 + 12 + 8, height, 4);
}
