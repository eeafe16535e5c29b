/*
 * csv_stream.h - RFC 4180 rows from a file of any size, without reading it whole
 *
 * The same grammar as csv.h. Fields lie in the stream's own memory, ended by a NUL, and live
 * until the next row is asked for. A line "sep=;" before the headings names the separator.
 * Ceilings: 1 MiB a row (beyond it the file cannot be read on), 64 KiB a cell and 400 columns (the
 * row alone is at fault).
 */
#ifndef APP_BASE_CSV_STREAM_H
#define APP_BASE_CSV_STREAM_H

#include <stdbool.h>
#include <stddef.h>

struct err;

enum { CSV_COLUMNS_MAX = 400, CSV_CELL_MAX = 64 * 1024, CSV_ROW_MAX = 1024 * 1024 };

struct csv_stream {
	int fd;
	char *buf;
	size_t room, len, at;
	bool eof, started;
	char separator, newline;
	long long line;      /* where the row just read began, from 1 */
	long long next_line; /* where the next one begins */
	char *field[CSV_COLUMNS_MAX];
	int n;
	const char *fault; /* why this row cannot be taken, or NULL; its first fields are there */
};

/* Reads from fd on, which stays the caller's. separator 0: guessed from the first line. */
void csv_stream_open(struct csv_stream *s, int fd, char separator);
void csv_stream_close(struct csv_stream *s); /* also of a stream that is all zeros */

/*
 * 1 with field[0..n-1], 0 at the end, -1: a quote that is never closed, a row over 1 MiB, UTF-16,
 * or the machine cannot read. Empty lines are passed over.
 */
int csv_stream_next(struct csv_stream *s, struct err *err);

#endif
