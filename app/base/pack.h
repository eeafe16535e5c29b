/*
 * pack.h - bytes made smaller and back again
 *
 * A zlib stream, level 1: what is packed is packed while people wait, and carriers' answers repeat
 * themselves so much that the better levels gain little.
 */
#ifndef APP_BASE_PACK_H
#define APP_BASE_PACK_H

#include <stddef.h>

struct arena;
struct buf;
struct err;

/* Appends to b, as far as its ceiling allows. */
void pack_bytes(struct buf *b, const void *bytes, size_t n);

/* The same as browsers take it: gzip, as small as it gets. */
void pack_gzip(struct buf *b, const void *bytes, size_t n);

/*
 * Into the arena, a NUL behind it that does not count. ERR_DAMAGED unless it is one whole stream,
 * nothing behind it, of exactly "size" bytes: a small stream that unpacks to a huge one is given up
 * as soon as it passes them.
 */
int unpack_bytes(char **out, struct arena *a, const void *packed, size_t n, size_t size,
		 struct err *err);

#endif
