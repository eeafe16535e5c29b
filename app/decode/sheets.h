/*
 * sheets.h - an untrusted PDF in, its bare pages out; and pages put between those of another PDF
 *
 * The contract of the program waylaid-pdf. It goes behind the fence (fence.h) before it reads the
 * first byte, takes what it needs from descriptor 0, serves one request a process, and ends as
 * waylaid-decode does (enum probe_exit of probe.h). A broken file costs its own pages, no more.
 *
 * "check": descriptor 0 is one PDF; the answer is a header of SHEETS_HEADER bytes of ASCII, filled
 * with blanks, a newline last,
 *
 *   waylaid-pdf 1 PAGES whole|damaged
 *
 * then a PDF of these pages alone. What could act is left behind: scripts, actions, embedded files,
 * forms, bookmarks, names. Encrypted files are refused.
 *
 * "join": descriptor 0 is a line "waylaid-join 1 PARTS", then for each part a line "AFTER LENGTH"
 * and its bytes, a PDF. The first is the host, AFTER is 0 for it; each further one is put behind
 * page AFTER of the host (counted from 1), in order of AFTER. The answer is the host with them, its
 * bookmarks and links kept. The same parts give the same bytes.
 */
#ifndef APP_DECODE_SHEETS_H
#define APP_DECODE_SHEETS_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct err;

enum {
	SHEETS_HEADER = 64,
	SHEETS_PAGES_MAX = 500, /* of one file that is checked */
	SHEETS_PARTS_MAX = 200
};

/* Header and pages into *out. ERR_INPUT with the reason: it cannot be shown. */
int sheets_check(struct buf *out, const char *bytes, size_t len, struct err *err);

/* ERR_INPUT: the request is not understood, or a part is no PDF. */
int sheets_join(struct buf *out, const char *request, size_t len, struct err *err);

#endif
