/*
 * buf.h - text or bytes that grow, with a ceiling
 *
 * "at" is never NULL and always ends in a NUL that "len" does not count. Growing past "max" sets
 * "full" and appends nothing more, so a run of appends needs one check at its end: buf_check().
 */
#ifndef APP_BASE_BUF_H
#define APP_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

struct err;

struct buf {
	char *at;
	size_t len, room, max;
	bool full;
};

void buf_init(struct buf *b, size_t max);
void buf_release(struct buf *b); /* frees; buf_init() before the next use */
void buf_clear(struct buf *b);   /* keeps the memory */

void buf_put(struct buf *b, const void *bytes, size_t n);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);
/* n bytes more, which the caller writes at once; NULL when they do not fit any more */
char *buf_room(struct buf *b, size_t n);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* 0, or -1 with ERR_INPUT "<what> is larger than N bytes" when the ceiling was met. */
int buf_check(const struct buf *b, const char *what, struct err *err);

#endif
