#include "decode/picture.h"

#include <string.h>

#include <png.h>

#include "base/err.h"

static bool png_is(const uint8_t *bytes, size_t len)
{
	static const uint8_t signature[8] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n' };

	return len >= sizeof(signature) && memcmp(bytes, signature, sizeof(signature)) == 0;
}

static int png_read(struct picture *out, struct picture_said *said, const struct probe_file *file,
		    struct err *err)
{
	static const png_color white = { 255, 255, 255 };
	struct picture p = { 0 };
	png_image image = { .version = PNG_IMAGE_VERSION };
	int ret = -1;

	(void)said;
	if (!png_image_begin_read_from_memory(&image, file->bytes, file->len)) {
		err_set(err, ERR_INPUT, "the PNG is broken: %s", image.message);
		goto out;
	}
	/* The sizes come from the header: a bomb is refused before a pixel is unpacked. */
	if (picture_check(file, image.width, image.height, err) < 0)
		goto out;
	p.rgb = picture_room(image.width, image.height, err);
	if (!p.rgb)
		goto out;
	p.width = p.full_width = (int)image.width;
	p.height = p.full_height = (int)image.height;
	image.format = PNG_FORMAT_RGB;
	if (!png_image_finish_read(&image, &white, p.rgb, 0, NULL)) {
		err_set(err, ERR_INPUT, "the PNG is broken: %s", image.message);
		goto out;
	}
	ret = 0;
out:
	png_image_free(&image);
	if (ret < 0)
		picture_release(&p);
	else
		*out = p;
	return ret;
}

const struct picture_reader png_reader = { png_is, png_read };
