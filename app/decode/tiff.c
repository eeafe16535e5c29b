#include "decode/picture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tiffio.h>

#include "base/err.h"

/* One strip or tile and its tables; a whole page of the most pixels shown is below it. */
enum { ONE_BLOCK_MAX = 512 << 20 };

static bool tiff_is(const uint8_t *bytes, size_t len)
{
	return len >= 4 && (memcmp(bytes, "II*\0", 4) == 0 || memcmp(bytes, "MM\0*", 4) == 0);
}

/* The file in memory, as the library asks for it. */
struct source {
	const struct probe_file *file;
	const uint8_t *bytes;
	uint64_t len, at;
	int faults;
	char first[96]; /* what it said was wrong, first */
};

static tmsize_t feed(thandle_t handle, void *to, tmsize_t n)
{
	struct source *from = (struct source *)handle;
	uint64_t left = from->at < from->len ? from->len - from->at : 0;
	uint64_t take = n > 0 ? (uint64_t)n : 0;

	if (take > left)
		take = left;
	memcpy(to, from->bytes + from->at, take);
	from->at += take;
	return (tmsize_t)take;
}

static tmsize_t take_nothing(thandle_t handle, void *bytes, tmsize_t n)
{
	(void)handle;
	(void)bytes;
	(void)n;
	return 0;
}

static toff_t seek(thandle_t handle, toff_t to, int whence)
{
	struct source *from = (struct source *)handle;

	if (whence == SEEK_CUR)
		to += from->at;
	else if (whence == SEEK_END)
		to += from->len;
	/* Past the end there is nothing to read. */
	from->at = to < from->len ? to : from->len;
	return from->at;
}

static int shut(thandle_t handle)
{
	(void)handle;
	return 0;
}

static toff_t size_of(thandle_t handle)
{
	return ((struct source *)handle)->len;
}

__attribute__((format(printf, 4, 0))) static int
note_fault(TIFF *tiff, void *payload, const char *module, const char *format, va_list ap)
{
	struct source *from = payload;

	(void)tiff;
	(void)module;
	if (from->faults++ == 0)
		vsnprintf(from->first, sizeof(from->first), format, ap);
	return 1;
}

static int hear_no_warning(TIFF *tiff, void *payload, const char *module, const char *format,
			   va_list ap)
{
	(void)tiff;
	(void)payload;
	(void)module;
	(void)format;
	(void)ap;
	return 1;
}

static TIFF *open_source(struct source *from)
{
	TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
	TIFF *tiff;

	if (!options)
		return NULL;
	TIFFOpenOptionsSetMaxSingleMemAlloc(options, ONE_BLOCK_MAX);
	TIFFOpenOptionsSetErrorHandlerExtR(options, note_fault, from);
	TIFFOpenOptionsSetWarningHandlerExtR(options, hear_no_warning, from);
	/* "m": no map of the file, which is in memory anyway. */
	tiff = TIFFClientOpenExt("the file", "rm", (thandle_t)from, feed, take_nothing, seek, shut,
				 size_of, NULL, NULL, options);
	TIFFOpenOptionsFree(options);
	return tiff;
}

/* The raster has four bytes a pixel, a third more than three, and gives up the fourth in place. */
static int read_raster(struct picture *p, TIFFRGBAImage *image, const struct probe_file *file,
		       struct err *err)
{
	if (picture_check(file, image->width, image->height, err) < 0)
		return -1;
	p->rgb = picture_room(image->width, ((int64_t)image->height * 4 + 2) / 3, err);
	if (!p->rgb)
		return -1;
	p->width = p->full_width = (int)image->width;
	p->height = p->full_height = (int)image->height;
	/* Rows that are never reached stay white. */
	memset(p->rgb, 0xFF, (size_t)p->width * p->height * 4);
	/* As it is stored: turning it is done for all kinds of pictures in one place. */
	image->req_orientation = image->orientation;
	if (!TIFFRGBAImageGet(image, (uint32_t *)(void *)p->rgb, image->width, image->height))
		p->damaged = true;
	picture_on_white(p->rgb, (size_t)p->width * p->height);
	return 0;
}

static int read_page(struct picture *p, TIFF *tiff, const struct source *from, struct err *err)
{
	char why[1024] = "";
	TIFFRGBAImage image;
	int ret;

	if (!TIFFRGBAImageOK(tiff, why) || !TIFFRGBAImageBegin(&image, tiff, 0, why))
		return err_set(err, ERR_INPUT, "the TIFF is of a kind that is not shown: %s",
			       why[0] ? why : from->first);
	ret = read_raster(p, &image, from->file, err);
	TIFFRGBAImageEnd(&image);
	return ret;
}

static const char *text_tag(TIFF *tiff, uint32_t tag, size_t *len)
{
	const char *text = NULL;

	*len = 0;
	if (!TIFFGetField(tiff, tag, &text) || !text)
		return NULL;
	*len = strlen(text);
	return text;
}

/* The library closes the page for it: this comes last. */
static void read_exif(struct picture_said *said, TIFF *tiff)
{
	size_t date_len, offset_len;
	const char *date, *offset;
	uint16_t orientation;
	uint64_t at;

	if (TIFFGetField(tiff, TIFFTAG_ORIENTATION, &orientation))
		said->orientation = orientation;
	if (!TIFFGetField(tiff, TIFFTAG_EXIFIFD, &at) || !TIFFReadEXIFDirectory(tiff, at))
		return;
	date = text_tag(tiff, EXIFTAG_DATETIMEORIGINAL, &date_len);
	offset = text_tag(tiff, EXIFTAG_OFFSETTIMEORIGINAL, &offset_len);
	if (date && exif_date(said, date, date_len, offset, offset_len))
		return;
	date = text_tag(tiff, EXIFTAG_DATETIMEDIGITIZED, &date_len);
	offset = text_tag(tiff, EXIFTAG_OFFSETTIMEDIGITIZED, &offset_len);
	if (date)
		exif_date(said, date, date_len, offset, offset_len);
}

/* The first page. */
static int tiff_read(struct picture *out, struct picture_said *said, const struct probe_file *file,
		     struct err *err)
{
	struct source from = { .file = file, .bytes = file->bytes, .len = file->len };
	TIFF *tiff = open_source(&from);
	struct picture p = { 0 };
	int ret;

	if (!tiff)
		return err_set(err, ERR_INPUT, "the TIFF has no readable header%s%s",
			       from.first[0] ? ": " : "", from.first);
	ret = read_page(&p, tiff, &from, err);
	p.damaged = p.damaged || from.faults > 0;
	if (ret == 0)
		read_exif(said, tiff);
	TIFFClose(tiff);
	if (ret < 0)
		picture_release(&p);
	else
		*out = p;
	return ret;
}

const struct picture_reader tiff_reader = { tiff_is, tiff_read };
