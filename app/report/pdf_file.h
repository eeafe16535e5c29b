/*
 * pdf_file.h - PDFs of others, checked and put between our pages by a program behind a fence
 *
 * Starts waylaid-pdf (its contract is in decode/sheets.h), without environment and with a time
 * limit. Whatever a file does to that program, the report goes on without it.
 */
#ifndef APP_REPORT_PDF_FILE_H
#define APP_REPORT_PDF_FILE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;
struct err;

enum { PDF_FILE_MS = 30000, PDF_FILE_BYTES_MAX = 64 << 20 };

struct pdf_file {
	const char *bytes; /* its pages alone, in the arena */
	size_t len;
	int pages;
	bool damaged; /* repaired as far as possible */
};

/*
 * ERR_INPUT: it cannot be shown, and why (no PDF, encrypted, too many pages, over its time).
 * ERR_NOT_FOUND: no such file. ERR_FAILED: the program could not be started.
 */
int pdf_file_check(struct pdf_file *out, struct arena *a, const char *program, const char *file,
		   struct err *err);

struct pdf_part {
	int after; /* page of the first part, from 1; 0 for the first itself */
	const char *bytes;
	size_t len;
};

/* Parts 1 to n-1 behind pages of part 0. *out is released by the caller either way. */
int pdf_file_join(struct buf *out, const char *program, const struct pdf_part *parts, int n,
		  struct err *err);

#endif
