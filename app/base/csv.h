/*
 * csv.h - RFC 4180 rows, read and written
 *
 * Reading takes a whole text: quotes, doubled quotes, newlines in quotes, CRLF, LF or CR, a BOM,
 * and a missing last newline. A bare quote inside a field is kept. Ceilings: 512 fields a row, 1
 * MiB a field.
 */
#ifndef APP_BASE_CSV_H
#define APP_BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;
struct err;

struct csv {
	const char *at, *end;
	long long line;      /* where the row just read began, from 1 */
	long long next_line; /* where the next one begins */
	char separator;
};

/* separator 0: guessed from the first line (comma, semicolon, tab). */
void csv_open(struct csv *c, const char *bytes, size_t len, char separator);

/*
 * 1 with the row's fields in the arena, 0 at the end, -1 (open quote at the end, over a ceiling).
 */
int csv_next(char ***fields, int *n, struct csv *c, struct arena *a, struct err *err);

/* Index of a heading by name: case folded, trimmed, BOM dropped; -1 when absent. */
int csv_column(char *const *headings, int n, const char *name);

enum csv_flavour {
	CSV_FOR_MACHINES, /* plain RFC 4180 */
	CSV_FOR_EXCEL     /* formulas defused, long digit strings kept as text */
};

/* Would a spreadsheet program run it? A plain negative number is none. */
bool csv_is_formula(const char *field);

/* One field; a comma goes before all but the first. NULL is empty. */
void csv_put(struct buf *b, const char *field, enum csv_flavour flavour, bool first);
void csv_end_row(struct buf *b); /* CRLF */

#endif
