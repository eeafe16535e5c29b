#include "decode/picture.h"

#include <ctype.h>
#include <limits.h>
#include <string.h>

#include <libexif/exif-data.h>

enum { EXIF_DATE_LEN = 19 }; /* "2026:11:03 14:22:05" */

/*
 * "2026:11:03 14:22:05" to "2026-11-03T14:22:05"; anything else ("0000:00:00 ...", blanks) is no
 * date.
 */
static bool date_from(char *out, const unsigned char *data, unsigned size)
{
	static const char shape[] = "dddd:dd:dd dd:dd:dd";

	if (size < EXIF_DATE_LEN || memcmp(data, "0000", 4) == 0)
		return false;
	for (int i = 0; i < EXIF_DATE_LEN; i++)
		if (shape[i] == 'd' ? !isdigit(data[i]) : data[i] != shape[i])
			return false;
	memcpy(out, data, EXIF_DATE_LEN);
	out[4] = out[7] = '-';
	out[10] = 'T';
	out[EXIF_DATE_LEN] = '\0';
	return true;
}

void exif_read(int *orientation, char *taken, const uint8_t *bytes, size_t len)
{
	static const ExifTag dates[] = { EXIF_TAG_DATE_TIME_ORIGINAL,
					 EXIF_TAG_DATE_TIME_DIGITIZED };
	ExifData *data;
	ExifEntry *e;

	*orientation = PICTURE_UPRIGHT;
	taken[0] = '\0';
	if (len > UINT_MAX)
		return;
	data = exif_data_new_from_data(bytes, (unsigned)len);
	if (!data)
		return;
	e = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
	if (e && e->data && e->size >= 2 && e->format == EXIF_FORMAT_SHORT)
		*orientation = exif_get_short(e->data, exif_data_get_byte_order(data));
	for (size_t i = 0; i < sizeof(dates) / sizeof(*dates) && !taken[0]; i++) {
		e = exif_content_get_entry(data->ifd[EXIF_IFD_EXIF], dates[i]);
		if (e && e->data && e->format == EXIF_FORMAT_ASCII)
			date_from(taken, e->data, e->size);
	}
	exif_data_unref(data);
}
