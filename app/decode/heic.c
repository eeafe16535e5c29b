#include "decode/picture.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <libheif/heif.h>

#include "base/err.h"
#include "decode/heic_parts.h"
#include "decode/hevc.h"

/* Brands of pictures, ISO/IEC 23008-12, 10.2 and B.4; and those of AVIF, to say what it is. */
static const char *const brands[] = { "heic", "heix", "heim", "heis", "hevc",
				      "hevx", "mif1", "msf1", "avif", "avis" };

enum { EXIF_MAX = 1 << 16, EXIF_OFFSET = 4, SIDE_MAX = 10000 };

static_assert(SIDE_MAX * SIDE_MAX == PROBE_PIXELS_MAX, "the library counts in squares");

static bool heic_is(const uint8_t *bytes, size_t len)
{
	if (len < 12 || memcmp(bytes + 4, "ftyp", 4) != 0)
		return false;
	for (size_t i = 0; i < sizeof(brands) / sizeof(*brands); i++)
		if (memcmp(bytes + 8, brands[i], 4) == 0)
			return true;
	return false;
}

int heic_init(struct err *err)
{
	struct heif_error fault = heif_init(NULL);

	if (fault.code != heif_error_Ok)
		return err_set(err, ERR_FAILED, "no HEIC reader: %s", fault.message);
	return hevc_register(err);
}

static int failed(struct err *err, struct heif_error fault)
{
	static const char ours[] = "Decoder plugin generated an error: Unspecified: ";

	if (fault.subcode == heif_suberror_End_of_data)
		return err_set(err, ERR_INPUT, "the HEIC ends early");
	if (strncmp(fault.message, ours, strlen(ours)) == 0)
		return err_set(err, ERR_INPUT, "%s", fault.message + strlen(ours));
	return err_set(err, ERR_INPUT, "the HEIC cannot be read: %s", fault.message);
}

/* Its first four bytes say how far behind them the block itself is. ISO/IEC 23008-12, A.2.1 */
static void read_exif(struct picture_said *said, const struct heif_image_handle *handle)
{
	struct picture_said found = *said;
	heif_item_id id;
	uint8_t *bytes;
	size_t n, skip;

	if (heif_image_handle_get_list_of_metadata_block_IDs(handle, "Exif", &id, 1) != 1)
		return;
	n = heif_image_handle_get_metadata_size(handle, id);
	if (n <= EXIF_OFFSET || n > EXIF_MAX)
		return;
	bytes = malloc(n);
	if (!bytes)
		return;
	if (heif_image_handle_get_metadata(handle, id, bytes).code == heif_error_Ok) {
		skip = (size_t)bytes[0] << 24 | (size_t)bytes[1] << 16 | (size_t)bytes[2] << 8 |
		       bytes[3];
		if (skip < n - EXIF_OFFSET)
			exif_read_block(&found, bytes + EXIF_OFFSET + skip, n - EXIF_OFFSET - skip);
	}
	free(bytes);
	/* The way up is said by the file itself, and the library has turned it. */
	memcpy(said->taken, found.taken, sizeof(said->taken));
}

static int decode(struct picture *out, const struct heif_image_handle *handle, int edge,
		  struct err *err)
{
	struct heif_decoding_options *options = heif_decoding_options_alloc();
	struct picture_rows rows;
	struct heif_image *image = NULL;
	struct heif_error fault;
	int stride = 0, ret = -1;

	if (!options)
		return err_set(err, ERR_INPUT, "the picture needs more memory than it is given");
	options->convert_hdr_to_8bit = 1;
	fault = heif_decode_image(handle, &image, heif_colorspace_RGB, heif_chroma_interleaved_RGB,
				  options);
	heif_decoding_options_free(options);
	if (fault.code != heif_error_Ok)
		return failed(err, fault);
	rows.width = heif_image_get_width(image, heif_channel_interleaved);
	rows.height = heif_image_get_height(image, heif_channel_interleaved);
	rows.rgb = heif_image_get_plane_readonly(image, heif_channel_interleaved, &stride);
	rows.stride = (size_t)stride;
	if (!rows.rgb || rows.width <= 0 || rows.height <= 0)
		err_set(err, ERR_INPUT, "the HEIC cannot be read: it has no pixels");
	else
		ret = picture_take(out, &rows, edge, err);
	heif_image_release(image);
	return ret;
}

static int read_primary(struct picture *out, struct picture_said *said,
			struct heif_context *context, const struct probe_file *file,
			struct err *err)
{
	struct heif_image_handle *handle = NULL;
	struct heif_error fault;
	int ret = -1;

	fault = heif_context_read_from_memory_without_copy(context, file->bytes, file->len, NULL);
	if (fault.code == heif_error_Ok)
		fault = heif_context_get_primary_image_handle(context, &handle);
	if (fault.code != heif_error_Ok)
		return failed(err, fault);
	if (picture_check(file, heif_image_handle_get_width(handle),
			  heif_image_handle_get_height(handle), err) == 0 &&
	    decode(out, handle, file->edge, err) == 0) {
		read_exif(said, handle);
		ret = 0;
	}
	heif_image_handle_release(handle);
	return ret;
}

static int heic_read(struct picture *out, struct picture_said *said, const struct probe_file *file,
		     struct err *err)
{
	struct heif_context *context = heif_context_alloc();
	int ret;

	if (!context)
		return err_set(err, ERR_INPUT, "the picture needs more memory than it is given");
	if (heic_is_circular(file->bytes, file->len)) {
		heif_context_free(context);
		return err_set(err, ERR_INPUT,
			       "the HEIC is broken: a picture in it is made of itself");
	}
	/* No threads: the fence lets none be started. */
	heif_context_set_max_decoding_threads(context, 0);
	heif_context_set_maximum_image_size_limit(context, SIDE_MAX);
	ret = read_primary(out, said, context, file, err);
	heif_context_free(context);
	return ret;
}

const struct picture_reader heic_reader = { heic_is, heic_read };
