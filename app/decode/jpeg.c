#include "decode/picture.h"

#include <stdlib.h>
#include <string.h>

#include <turbojpeg.h>

#include "base/err.h"

enum { THUMB_QUALITY = 85 };

static bool jpeg_is(const uint8_t *bytes, size_t len)
{
	return len >= 3 && bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF;
}

/*
 * The smallest size the library can decode straight to that still fills "edge", so that a 50
 * megapixel photo costs little more than its entropy coding.
 */
static tjscalingfactor scale_for(int width, int height, int edge)
{
	int n = 0, longest = width > height ? width : height, best = 0;
	const tjscalingfactor *f = tjGetScalingFactors(&n);
	tjscalingfactor pick = { 1, 1 };

	for (int i = 0; f && i < n; i++) {
		int size = TJSCALED(longest, f[i]);

		if (size >= edge && f[i].num <= f[i].denom && (!best || size < best)) {
			best = size;
			pick = f[i];
		}
	}
	return pick;
}

/* Print colours are stored inverted by every program that writes such files: 255 is no ink. */
static int cmyk_to_rgb(struct picture *p, const uint8_t *cmyk, struct err *err)
{
	size_t n = (size_t)p->width * p->height;

	p->rgb = picture_room(p->width, p->height, err);
	if (!p->rgb)
		return -1;
	for (size_t i = 0; i < n; i++)
		for (int c = 0; c < 3; c++)
			p->rgb[i * 3 + c] = (uint8_t)(cmyk[i * 4 + c] * cmyk[i * 4 + 3] / 255);
	return 0;
}

static int decode_pixels(struct picture *p, tjhandle tj, const uint8_t *bytes, size_t len,
			 enum TJPF format)
{
	int ret = tjDecompress2(tj, bytes, len, p->rgb, p->width, 0, p->height, format,
				TJFLAG_LIMITSCANS);

	/* A file that ends early still shows what it has. */
	if (ret < 0 && tjGetErrorCode(tj) == TJERR_WARNING) {
		p->damaged = true;
		return 0;
	}
	return ret;
}

static int decode_cmyk(struct picture *p, tjhandle tj, const uint8_t *bytes, size_t len,
		       struct err *err)
{
	/* Four bytes a pixel: a third more than three. */
	uint8_t *cmyk = picture_room(p->width, ((int64_t)p->height * 4 + 2) / 3, err);
	int ret;

	if (!cmyk)
		return -1;
	p->rgb = cmyk;
	ret = decode_pixels(p, tj, bytes, len, TJPF_CMYK);
	p->rgb = NULL;
	if (ret < 0)
		err_set(err, ERR_INPUT, "the JPEG is broken: %s", tjGetErrorStr2(tj));
	else
		ret = cmyk_to_rgb(p, cmyk, err);
	free(cmyk);
	return ret;
}

static int read_pixels(struct picture *out, const struct probe_file *file, struct err *err)
{
	const uint8_t *bytes = file->bytes;
	size_t len = file->len;
	/* The library may leave these as they were when the header is cut. */
	int width = 0, height = 0, subsampling = -1, colours = -1, ret = -1;
	struct picture p = { 0 };
	tjscalingfactor scale;
	tjhandle tj = tjInitDecompress();

	if (!tj)
		return err_set(err, ERR_INPUT, "no JPEG reader: %s", tjGetErrorStr2(NULL));
	if ((tjDecompressHeader3(tj, bytes, len, &width, &height, &subsampling, &colours) < 0 &&
	     tjGetErrorCode(tj) != TJERR_WARNING) ||
	    width <= 0 || height <= 0 || colours < 0) {
		err_set(err, ERR_INPUT, "the JPEG has no readable header");
		goto out;
	}
	if (picture_check(file, width, height, err) < 0)
		goto out;
	scale = scale_for(width, height, file->edge);
	p.full_width = width;
	p.full_height = height;
	p.width = TJSCALED(width, scale);
	p.height = TJSCALED(height, scale);
	if (colours == TJCS_CMYK || colours == TJCS_YCCK) {
		ret = decode_cmyk(&p, tj, bytes, len, err);
		goto out;
	}
	p.rgb = picture_room(p.width, p.height, err);
	if (!p.rgb)
		goto out;
	/* Rows that are never reached stay white. */
	memset(p.rgb, 0xFF, (size_t)p.width * p.height * 3);
	ret = decode_pixels(&p, tj, bytes, len, TJPF_RGB);
	if (ret < 0)
		err_set(err, ERR_INPUT, "the JPEG is broken: %s", tjGetErrorStr2(tj));
out:
	if (ret < 0)
		picture_release(&p);
	else
		*out = p;
	tjDestroy(tj);
	return ret;
}

static int jpeg_read(struct picture *out, struct picture_said *said, const struct probe_file *file,
		     struct err *err)
{
	if (read_pixels(out, file, err) < 0)
		return -1;
	exif_read(said, file->bytes, file->len);
	return 0;
}

const struct picture_reader jpeg_reader = { jpeg_is, jpeg_read };

int jpeg_write(uint8_t **out, size_t *len, const struct picture *p, struct err *err)
{
	unsigned char *bytes = NULL;
	unsigned long n = 0;
	int ret = -1;
	tjhandle tj = tjInitCompress();

	if (!tj)
		return err_set(err, ERR_INPUT, "no JPEG writer: %s", tjGetErrorStr2(NULL));
	if (tjCompress2(tj, p->rgb, p->width, 0, p->height, TJPF_RGB, &bytes, &n, TJSAMP_444,
			THUMB_QUALITY, 0) < 0) {
		err_set(err, ERR_INPUT, "the small picture cannot be made: %s", tjGetErrorStr2(tj));
		goto out;
	}
	*out = malloc(n);
	if (!*out) {
		err_set(err, ERR_INPUT, "the picture needs more memory than it is given");
		goto out;
	}
	memcpy(*out, bytes, n);
	*len = n;
	ret = 0;
out:
	tjFree(bytes);
	tjDestroy(tj);
	return ret;
}
