/*
 * made_book.h - workbooks composed part by part, packed by minizip
 */
#ifndef TESTS_DECODE_MADE_BOOK_H
#define TESTS_DECODE_MADE_BOOK_H

#include <stddef.h>

#include "decode/pictures.h"

struct book_part {
	const char *name, *text;
};

/* Deflated. */
struct made book_of(const struct book_part *parts, size_t n);

/* A workbook with one sheet and, unless NULL, shared texts: what stands in their elements. */
struct made book_with(const char *sheet_data, const char *shared);

#endif
