/*
 * zip_parts.h - the headers of our archives, for the writer and for the reader that compares
 */
#ifndef APP_BASE_ZIP_PARTS_H
#define APP_BASE_ZIP_PARTS_H

#include "base/buf.h"
#include "base/zip.h"

enum {
	ZIP_LOCAL = 0x04034b50,
	ZIP_CENTRAL = 0x02014b50,
	ZIP_END = 0x06054b50,
	ZIP_END64 = 0x06064b50,
	ZIP_LOCATOR = 0x07064b50,
	ZIP_LOCAL_SIZE = 30,
	ZIP_CENTRAL_SIZE = 46,
	ZIP_END_SIZE = 22,
	ZIP_END64_SIZE = 56,
	ZIP_LOCATOR_SIZE = 20,
	ZIP_CRC_AT = 14 /* in the local header */
};

/* Date and time as ZIP has them, the date in the upper half. */
uint32_t zip_dos_time(instant at);
/* INSTANT_NONE when it is none. */
instant zip_time_of(uint32_t dos);

void zip_put_local(struct buf *b, const struct zip_member *m, uint32_t dos);
void zip_put_central(struct buf *b, const struct zip_member *m, uint32_t dos);
/* Everything behind the central directory, which holds n members and lies at..end. */
void zip_put_end(struct buf *b, int n, int64_t at, int64_t end);

#endif
