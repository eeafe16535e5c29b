#include "decode/picture.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <gif_lib.h>

#include "base/err.h"

static bool gif_is(const uint8_t *bytes, size_t len)
{
	return len >= 6 && (memcmp(bytes, "GIF87a", 6) == 0 || memcmp(bytes, "GIF89a", 6) == 0);
}

struct source {
	const uint8_t *at;
	size_t left;
};

static int feed(GifFileType *gif, GifByteType *to, int n)
{
	struct source *from = gif->UserData;
	size_t take = n > 0 && (size_t)n < from->left ? (size_t)n : from->left;

	memcpy(to, from->at, take);
	from->at += take;
	from->left -= take;
	return (int)take;
}

/*
 * Records up to the first picture; its clear colour, or -1. The library's own way would read all
 * frames into memory.
 */
static int find_frame(GifFileType *gif, int *clear)
{
	GraphicsControlBlock control;
	GifRecordType record;
	GifByteType *block;
	int code;

	*clear = NO_TRANSPARENT_COLOR;
	while (DGifGetRecordType(gif, &record) == GIF_OK && record != TERMINATE_RECORD_TYPE) {
		if (record == IMAGE_DESC_RECORD_TYPE)
			return DGifGetImageDesc(gif) == GIF_OK ? 0 : -1;
		if (record != EXTENSION_RECORD_TYPE)
			continue;
		if (DGifGetExtension(gif, &code, &block) != GIF_OK)
			return -1;
		while (block) {
			if (code == GRAPHICS_EXT_FUNC_CODE &&
			    DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK)
				*clear = control.TransparentColor;
			if (DGifGetExtensionNext(gif, &block) != GIF_OK)
				return -1;
		}
	}
	return -1;
}

static void put_line(uint8_t *to, const GifPixelType *line, int n, const ColorMapObject *map,
		     int clear)
{
	for (int x = 0; x < n; x++, to += PICTURE_CHANNELS) {
		const GifColorType *colour;

		if (line[x] == clear || line[x] >= map->ColorCount)
			continue;
		colour = &map->Colors[line[x]];
		to[0] = colour->Red;
		to[1] = colour->Green;
		to[2] = colour->Blue;
	}
}

/* GIF 89a, appendix E: the rows of an interlaced picture come in four passes. */
static const struct pass {
	int first, step;
} passes[] = { { 0, 8 }, { 4, 8 }, { 2, 4 }, { 1, 2 } }, one_pass = { 0, 1 };

static int read_lines(struct picture *p, GifFileType *gif, GifPixelType *line, int clear)
{
	const GifImageDesc *at = &gif->Image;
	const ColorMapObject *map = at->ColorMap ? at->ColorMap : gif->SColorMap;
	int npasses = at->Interlace ? (int)(sizeof(passes) / sizeof(*passes)) : 1;

	for (int i = 0; i < npasses; i++) {
		const struct pass *pass = at->Interlace ? &passes[i] : &one_pass;

		for (int y = pass->first; y < at->Height; y += pass->step) {
			size_t row = (size_t)(at->Top + y) * p->width + at->Left;

			if (DGifGetLine(gif, line, at->Width) != GIF_OK)
				return -1;
			put_line(p->rgb + row * PICTURE_CHANNELS, line, at->Width, map, clear);
		}
	}
	return 0;
}

/* The first frame on a white page as large as the whole picture. */
static int read_frame(struct picture *p, GifFileType *gif, const struct probe_file *file,
		      struct err *err)
{
	const GifImageDesc *at = &gif->Image;
	GifPixelType *line;
	int clear;

	if (find_frame(gif, &clear) < 0)
		return err_set(err, ERR_INPUT, "the GIF has no picture in it");
	if (!at->ColorMap && !gif->SColorMap)
		return err_set(err, ERR_INPUT, "the GIF has no colours");
	if (at->Left < 0 || at->Top < 0 || at->Width <= 0 || at->Height <= 0)
		return err_set(err, ERR_INPUT, "the GIF is broken: a frame without size");
	p->width = at->Left + at->Width > gif->SWidth ? at->Left + at->Width : gif->SWidth;
	p->height = at->Top + at->Height > gif->SHeight ? at->Top + at->Height : gif->SHeight;
	p->full_width = p->width;
	p->full_height = p->height;
	if (picture_check(file, p->width, p->height, err) < 0)
		return -1;
	p->rgb = picture_room(p->width, p->height, err);
	if (!p->rgb)
		return -1;
	memset(p->rgb, 0xFF, (size_t)p->width * p->height * PICTURE_CHANNELS);
	line = malloc((size_t)at->Width);
	if (!line)
		return err_set(err, ERR_INPUT, "the picture needs more memory than it is given");
	/* A file that ends early still shows what it has. */
	p->damaged = read_lines(p, gif, line, clear) < 0;
	free(line);
	return 0;
}

static int gif_read(struct picture *out, struct picture_said *said, const struct probe_file *file,
		    struct err *err)
{
	struct source from = { file->bytes, file->len };
	struct picture p = { 0 };
	int fault, ret;
	GifFileType *gif = DGifOpen(&from, feed, &fault);

	(void)said;
	if (!gif)
		return err_set(err, ERR_INPUT, "the GIF has no readable header");
	ret = read_frame(&p, gif, file, err);
	DGifCloseFile(gif, &fault);
	if (ret < 0)
		picture_release(&p);
	else
		*out = p;
	return ret;
}

const struct picture_reader gif_reader = { gif_is, gif_read };
