/*
 * hex.h - bytes as hexadecimal digits, in lower case
 */
#ifndef APP_BASE_HEX_H
#define APP_BASE_HEX_H

#include <stddef.h>

struct arena;
struct buf;

void hex_put(struct buf *b, const void *bytes, size_t n);

/* Into the arena, a NUL behind them; only digits that hex_put() writes. 0 or -1. */
int hex_read(char **out, size_t *n, struct arena *a, const char *hex);

#endif
