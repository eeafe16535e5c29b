#include "decode/hevc.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <libde265/de265.h>
#include <libheif/heif.h>
#include <libheif/heif_plugin.h>

#include "base/err.h"

/* Over the library's own plugins, which have 100. */
enum { OURS = 1000, LENGTH_BYTES = 4, PLANES = 3 };

static const struct heif_error fine = { heif_error_Ok, heif_suberror_Unspecified, "fine" };

static struct heif_error fault(const char *what)
{
	return (struct heif_error){ heif_error_Decoder_plugin_error, heif_suberror_Unspecified,
				    what };
}

static const char *hevc_name(void)
{
	return "libde265 without threads";
}

static int hevc_takes(enum heif_compression_format format)
{
	return format == heif_compression_HEVC ? OURS : 0;
}

static struct heif_error hevc_new(void **decoder)
{
	/* Without worker threads it decodes as it is called. */
	*decoder = de265_new_decoder();
	return *decoder ? fine : fault("the HEIC needs more memory than it is given");
}

static void hevc_free(void *decoder)
{
	de265_free_decoder(decoder);
}

/* Units of the stream, each behind its length. ISO/IEC 14496-15, 4.3 */
static struct heif_error hevc_push(void *decoder, const void *data, size_t size)
{
	const uint8_t *at = data;

	while (size > 0) {
		uint32_t n;

		if (size < LENGTH_BYTES)
			return fault("the HEIC ends early");
		n = (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
		at += LENGTH_BYTES;
		size -= LENGTH_BYTES;
		if (n > size || n > INT32_MAX)
			return fault("the HEIC ends early");
		if (de265_push_NAL(decoder, at, (int)n, 0, NULL) != DE265_OK)
			return fault("the HEIC is broken");
		at += n;
		size -= n;
	}
	return fine;
}

static bool copy_plane(struct heif_image *to, const struct de265_image *from, int c)
{
	static const enum heif_channel channels[PLANES] = { heif_channel_Y, heif_channel_Cb,
							    heif_channel_Cr };
	int width = de265_get_image_width(from, c), height = de265_get_image_height(from, c);
	int bits = de265_get_bits_per_pixel(from, c), from_stride, to_stride;
	size_t row = (size_t)width * (bits > 8 ? 2 : 1);
	const uint8_t *source;
	uint8_t *target;

	if (width <= 0 || height <= 0 ||
	    heif_image_add_plane(to, channels[c], width, height, bits).code != heif_error_Ok)
		return false;
	source = de265_get_image_plane(from, c, &from_stride);
	target = heif_image_get_plane(to, channels[c], &to_stride);
	if (!source || !target)
		return false;
	for (int y = 0; y < height; y++)
		memcpy(target + (size_t)y * (size_t)to_stride,
		       source + (size_t)y * (size_t)from_stride, row);
	return true;
}

/* How its numbers are meant: without this, the whole range is taken for the narrow one. */
static void copy_meaning(struct heif_image *to, const struct de265_image *from)
{
	struct heif_color_profile_nclx *nclx = heif_nclx_color_profile_alloc();

	if (!nclx)
		return;
	nclx->full_range_flag = de265_get_image_full_range_flag(from) ? 1 : 0;
	heif_nclx_color_profile_set_color_primaries(
		nclx, (uint16_t)de265_get_image_colour_primaries(from));
	heif_nclx_color_profile_set_transfer_characteristics(
		nclx, (uint16_t)de265_get_image_transfer_characteristics(from));
	heif_nclx_color_profile_set_matrix_coefficients(
		nclx, (uint16_t)de265_get_image_matrix_coefficients(from));
	heif_image_set_nclx_color_profile(to, nclx);
	heif_nclx_color_profile_free(nclx);
}

static struct heif_error copy_image(struct heif_image **out, const struct de265_image *from)
{
	/* By chroma format: none, 4:2:0, 4:2:2, 4:4:4. */
	static const enum heif_chroma chromas[] = { heif_chroma_monochrome, heif_chroma_420,
						    heif_chroma_422, heif_chroma_444 };
	unsigned chroma = (unsigned)de265_get_chroma_format(from);
	struct heif_image *image = NULL;
	int planes = chroma ? PLANES : 1;

	if (chroma >= sizeof(chromas) / sizeof(*chromas) ||
	    heif_image_create(de265_get_image_width(from, 0), de265_get_image_height(from, 0),
			      chroma ? heif_colorspace_YCbCr : heif_colorspace_monochrome,
			      chromas[chroma], &image)
			    .code != heif_error_Ok)
		return fault("the HEIC is of a kind that is not shown");
	for (int c = 0; c < planes; c++)
		if (!copy_plane(image, from, c)) {
			heif_image_release(image);
			return fault("the HEIC needs more memory than it is given");
		}
	copy_meaning(image, from);
	*out = image;
	return fine;
}

static struct heif_error hevc_decode(void *decoder, struct heif_image **out)
{
	int more = 1;

	*out = NULL;
	if (de265_flush_data(decoder) != DE265_OK)
		return fault("the HEIC is broken");
	while (more) {
		const struct de265_image *image;

		if (de265_decode(decoder, &more) != DE265_OK)
			break;
		image = de265_get_next_picture(decoder);
		if (image)
			return copy_image(out, image);
	}
	return fault("the HEIC gives no picture");
}

static void hevc_be_strict(void *decoder, int strict)
{
	(void)decoder;
	(void)strict;
}

static const struct heif_decoder_plugin hevc = {
	.plugin_api_version = 3,
	.get_plugin_name = hevc_name,
	.does_support_format = hevc_takes,
	.new_decoder = hevc_new,
	.free_decoder = hevc_free,
	.push_data = hevc_push,
	.decode_image = hevc_decode,
	.set_strict_decoding = hevc_be_strict,
	.id_name = "waylaid-hevc",
};

/* --- what is refused --- */

static const char *other_name(void)
{
	return "none";
}

static int other_takes(enum heif_compression_format format)
{
	return format == heif_compression_HEVC ? 0 : OURS;
}

static struct heif_error other_new(void **decoder)
{
	*decoder = NULL;
	return fault("the file holds AV1 (AVIF), which is not shown; save it as JPEG");
}

static void other_free(void *decoder)
{
	(void)decoder;
}

static struct heif_error other_push(void *decoder, const void *data, size_t size)
{
	(void)data;
	(void)size;
	return other_new(&decoder);
}

static struct heif_error other_decode(void *decoder, struct heif_image **out)
{
	*out = NULL;
	return other_new(&decoder);
}

static const struct heif_decoder_plugin other = {
	.plugin_api_version = 3,
	.get_plugin_name = other_name,
	.does_support_format = other_takes,
	.new_decoder = other_new,
	.free_decoder = other_free,
	.push_data = other_push,
	.decode_image = other_decode,
	.set_strict_decoding = hevc_be_strict,
	.id_name = "waylaid-none",
};

int hevc_register(struct err *err)
{
	/* What it has to say would stand where the reason is looked for. */
	de265_disable_logging();
	de265_set_verbosity(0);
	if (heif_register_decoder_plugin(&hevc).code == heif_error_Ok &&
	    heif_register_decoder_plugin(&other).code == heif_error_Ok)
		return 0;
	return err_set(err, ERR_FAILED, "no HEIC reader: its decoder is not taken");
}
