#include "decode/picture.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <libexif/exif-data.h>

#include "base/day.h"

enum { EXIF_DATE_LEN = 19, EXIF_OFFSET_LEN = 6, EXIF_MARK_LEN = 6, EXIF_BLOCK_MAX = 0xffff };

/* d: a digit, s: a sign; all else stands for itself. */
static bool fits(char c, char shape)
{
	if (shape == 'd')
		return isdigit((unsigned char)c);
	return shape == 's' ? c == '+' || c == '-' : c == shape;
}

static bool has_shape(const char *text, size_t len, const char *shape)
{
	if (!text || len < strlen(shape))
		return false;
	while (*shape)
		if (!fits(*text++, *shape++))
			return false;
	return true;
}

static int digits(const char *text, int n)
{
	int value = 0;

	while (n-- > 0)
		value = value * 10 + (*text++ - '0');
	return value;
}

bool exif_date(struct picture_said *said, const char *date, size_t len, const char *offset,
	       size_t offset_len)
{
	char *to = said->taken;

	if (!has_shape(date, len, "dddd:dd:dd dd:dd:dd") ||
	    day_of(digits(date, 4), digits(date + 5, 2), digits(date + 8, 2)) == DAY_NONE ||
	    digits(date + 11, 2) > 23 || digits(date + 14, 2) > 59 || digits(date + 17, 2) > 59)
		return false;
	memcpy(to, date, EXIF_DATE_LEN);
	to[4] = to[7] = '-';
	to[10] = 'T';
	to[EXIF_DATE_LEN] = '\0';
	/* No place on earth is farther from UTC than 14 hours. */
	if (has_shape(offset, offset_len, "sdd:dd") && digits(offset + 1, 2) <= 14 &&
	    digits(offset + 4, 2) <= 59) {
		memcpy(to + EXIF_DATE_LEN, offset, EXIF_OFFSET_LEN);
		to[EXIF_DATE_LEN + EXIF_OFFSET_LEN] = '\0';
	}
	return true;
}

static const ExifEntry *text_entry(ExifData *data, ExifTag tag)
{
	const ExifEntry *e = exif_content_get_entry(data->ifd[EXIF_IFD_EXIF], tag);

	return e && e->data && e->format == EXIF_FORMAT_ASCII ? e : NULL;
}

/* EXIF 2.32, 4.6.6 D and F: when it was taken, when it was made digital, and their zones. */
/* clang-format off */
static const struct {
	ExifTag date, offset;
} dates[] = {
	{ EXIF_TAG_DATE_TIME_ORIGINAL,	EXIF_TAG_OFFSET_TIME_ORIGINAL },
	{ EXIF_TAG_DATE_TIME_DIGITIZED,	EXIF_TAG_OFFSET_TIME_DIGITIZED },
};
/* clang-format on */

static void read_marked(struct picture_said *said, const uint8_t *bytes, size_t len)
{
	ExifData *data;
	ExifEntry *e;

	if (len > UINT_MAX)
		return;
	data = exif_data_new_from_data(bytes, (unsigned)len);
	if (!data)
		return;
	e = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
	if (e && e->data && e->size >= 2 && e->format == EXIF_FORMAT_SHORT)
		said->orientation = exif_get_short(e->data, exif_data_get_byte_order(data));
	for (size_t i = 0; i < sizeof(dates) / sizeof(*dates) && !said->taken[0]; i++) {
		const ExifEntry *date = text_entry(data, dates[i].date);
		const ExifEntry *offset = text_entry(data, dates[i].offset);

		if (date)
			exif_date(said, (const char *)date->data, date->size,
				  offset ? (const char *)offset->data : NULL,
				  offset ? offset->size : 0);
	}
	exif_data_unref(data);
}

static const uint8_t mark[EXIF_MARK_LEN] = "Exif\0";

void exif_read_block(struct picture_said *said, const uint8_t *block, size_t len)
{
	bool marked = len >= sizeof(mark) && memcmp(block, mark, sizeof(mark)) == 0;
	uint8_t *whole;

	if (marked) {
		read_marked(said, block, len);
		return;
	}
	/* The library knows a block by this mark, and reads no further than this. */
	if (len > EXIF_BLOCK_MAX)
		len = EXIF_BLOCK_MAX;
	whole = malloc(sizeof(mark) + len);
	if (!whole)
		return;
	memcpy(whole, mark, sizeof(mark));
	memcpy(whole + sizeof(mark), block, len);
	read_marked(said, whole, sizeof(mark) + len);
	free(whole);
}

/*
 * The library itself finds the block only where nothing but a few kinds of segments stands before
 * it; other programs put their own there.
 */
void exif_read(struct picture_said *said, const uint8_t *jpeg, size_t len)
{
	enum { APP1 = 0xE1, SOS = 0xDA, HEAD = 4 };
	size_t at = 2, n;

	for (; at + HEAD <= len && jpeg[at] == 0xFF && jpeg[at + 1] != SOS; at += 2 + n) {
		const uint8_t *body = jpeg + at + HEAD;

		n = (size_t)jpeg[at + 2] << 8 | jpeg[at + 3];
		if (n < 2 || n > len - at - 2)
			return;
		if (jpeg[at + 1] != APP1 || n - 2 < sizeof(mark) ||
		    memcmp(body, mark, sizeof(mark)) != 0)
			continue;
		read_marked(said, body, n - 2);
		return;
	}
}
