#include "base/zip.h"

#include <string.h>

#include "base/text.h"
#include "base/zip_parts.h"

enum {
	VERSION = 20,
	VERSION_64 = 45,
	BY_UNIX = 3 << 8,
	UTF8_NAMES = 0x0800,
	ZIP64_TAG = 1,
	MODE = 0100600 /* a plain file, its owner's alone */
};
static const uint32_t full32 = 0xffffffff;

static void put16(struct buf *b, uint32_t n)
{
	buf_putc(b, (char)(n & 0xff));
	buf_putc(b, (char)(n >> 8 & 0xff));
}

static void put32(struct buf *b, uint32_t n)
{
	put16(b, n & 0xffff);
	put16(b, n >> 16);
}

static void put64(struct buf *b, uint64_t n)
{
	put32(b, (uint32_t)(n & full32));
	put32(b, (uint32_t)(n >> 32));
}

static uint32_t low(int64_t n)
{
	return n >= full32 ? full32 : (uint32_t)n;
}

/* No part is "..", "." or empty, and nothing in it means a folder or a drive elsewhere. */
bool zip_name_ok(const char *name)
{
	size_t n = strlen(name), part = 0;

	if (n == 0 || n > ZIP_NAME_MAX || !utf8_valid(name, n))
		return false;
	for (size_t i = 0; i <= n; i++) {
		unsigned char c = (unsigned char)name[i];

		if (c == '/' || c == '\0') {
			size_t len = i - part;
			const char *p = name + part;

			if (len == 0 || (len == 1 && *p == '.') ||
			    (len == 2 && p[0] == '.' && p[1] == '.'))
				return false;
			part = i + 1;
		} else if (c < ' ' || c == 0x7f || c == '\\' || c == ':') {
			return false;
		}
	}
	return true;
}

uint32_t zip_dos_time(instant at)
{
	const instant first = 315532800, last = 4354819198; /* 1980-01-01 to 2107-12-31 */
	struct civil c;
	int64_t day, s;

	at = at < first ? first : at > last ? last : at;
	day = at / 86400;
	s = at % 86400;
	c = day_civil((daynum)day);
	return (uint32_t)((c.year - 1980) << 9 | c.month << 5 | c.day) << 16 |
	       (uint32_t)(s / 3600 << 11 | s / 60 % 60 << 5 | s % 60 / 2);
}

instant zip_time_of(uint32_t dos)
{
	uint32_t date = dos >> 16, time = dos & 0xffff;
	daynum day = day_of((int)(date >> 9) + 1980, (int)(date >> 5 & 15), (int)(date & 31));
	instant at;

	if (day == DAY_NONE)
		return INSTANT_NONE;
	at = (instant)day * 86400 + (instant)(time >> 11) * 3600 + (instant)(time >> 5 & 63) * 60 +
	     (instant)(time & 31) * 2;
	return zip_dos_time(at) == dos ? at : INSTANT_NONE;
}

static void put_common(struct buf *b, const struct zip_member *m, uint32_t dos, bool big,
		       size_t extra)
{
	put16(b, big ? VERSION_64 : VERSION);
	put16(b, UTF8_NAMES);
	put16(b, 0); /* stored */
	put32(b, dos);
	put32(b, m->crc);
	put32(b, low(m->size));
	put32(b, low(m->size));
	put16(b, (uint32_t)strlen(m->name));
	put16(b, (uint32_t)extra);
}

void zip_put_local(struct buf *b, const struct zip_member *m, uint32_t dos)
{
	bool big = m->size >= full32;

	put32(b, ZIP_LOCAL);
	put_common(b, m, dos, big, big ? 20 : 0);
	buf_puts(b, m->name);
	if (!big)
		return;
	put16(b, ZIP64_TAG);
	put16(b, 16);
	put64(b, (uint64_t)m->size);
	put64(b, (uint64_t)m->size);
}

void zip_put_central(struct buf *b, const struct zip_member *m, uint32_t dos)
{
	bool big = m->size >= full32, far = m->at >= full32;
	uint32_t extra = (big ? 16 : 0) + (far ? 8 : 0);

	put32(b, ZIP_CENTRAL);
	put16(b, BY_UNIX | (extra ? VERSION_64 : VERSION));
	put_common(b, m, dos, extra, extra ? extra + 4 : 0);
	put16(b, 0); /* comment */
	put16(b, 0); /* disk */
	put16(b, 0); /* inner attributes */
	put32(b, (uint32_t)MODE << 16);
	put32(b, low(m->at));
	buf_puts(b, m->name);
	if (!extra)
		return;
	put16(b, ZIP64_TAG);
	put16(b, extra);
	if (big) {
		put64(b, (uint64_t)m->size);
		put64(b, (uint64_t)m->size);
	}
	if (far)
		put64(b, (uint64_t)m->at);
}

static void put_end64(struct buf *b, int n, int64_t at, int64_t end)
{
	put32(b, ZIP_END64);
	put64(b, ZIP_END64_SIZE - 12);
	put16(b, BY_UNIX | VERSION_64);
	put16(b, VERSION_64);
	put32(b, 0);
	put32(b, 0);
	put64(b, (uint64_t)n);
	put64(b, (uint64_t)n);
	put64(b, (uint64_t)(end - at));
	put64(b, (uint64_t)at);
	put32(b, ZIP_LOCATOR);
	put32(b, 0);
	put64(b, (uint64_t)end);
	put32(b, 1);
}

void zip_put_end(struct buf *b, int n, int64_t at, int64_t end)
{
	if (at >= full32)
		put_end64(b, n, at, end);
	put32(b, ZIP_END);
	put16(b, 0);
	put16(b, 0);
	put16(b, (uint32_t)n);
	put16(b, (uint32_t)n);
	put32(b, (uint32_t)(end - at));
	put32(b, low(at));
	put16(b, 0);
}
