/*
 * rows.h - an untrusted workbook in, the first rows of its first sheet out
 *
 * "waylaid-decode rows" takes one Excel workbook (.xlsx, ECMA-376) on descriptor 0, goes behind the
 * fence before it reads the first byte, and ends as probe.h says, with the rows below on descriptor
 * 1 as CSV in UTF-8. Texts are as they stand in the cells, formatted parts joined; numbers as the
 * file has them. Rows without a text are left out.
 */
#ifndef APP_DECODE_ROWS_H
#define APP_DECODE_ROWS_H

#include <stddef.h>

struct arena;
struct buf;
struct err;

enum {
	ROWS_BYTES_MAX = 16 << 20, /* of the workbook */
	ROWS_MAX = 30,
	ROWS_COLUMNS_MAX = 300, /* those behind are left out */
	ROWS_TEXT_MAX = 1000    /* bytes of a cell; the rest is cut */
};

/* ERR_INPUT: no workbook, broken, too large. */
int rows_read(struct buf *out, struct arena *a, const void *bytes, size_t len, struct err *err);

#endif
