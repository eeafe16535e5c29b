#include "base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"

enum { ROOM_MIN = 64 };

void buf_init(struct buf *b, size_t max)
{
	assert(max < SIZE_MAX / 2);
	*b = (struct buf){ .at = malloc(ROOM_MIN), .room = ROOM_MIN, .max = max };
	if (!b->at)
		out_of_memory();
	b->at[0] = '\0';
}

void buf_release(struct buf *b)
{
	free(b->at);
	*b = (struct buf){ 0 };
}

void buf_clear(struct buf *b)
{
	b->len = 0;
	b->full = false;
	b->at[0] = '\0';
}

/* Room for n more bytes and the NUL; false, and full, when that is past the ceiling. */
static bool make_room(struct buf *b, size_t n)
{
	size_t room = b->room;
	char *at;

	assert(b->at);
	if (b->full || n > b->max - b->len) {
		b->full = true;
		return false;
	}
	if (b->len + n < room)
		return true;
	room = room < (b->max + 1) / 2 ? room * 2 : b->max + 1;
	if (room < b->len + n + 1)
		room = b->len + n + 1;
	at = realloc(b->at, room);
	if (!at)
		out_of_memory();
	b->at = at;
	b->room = room;
	return true;
}

void buf_put(struct buf *b, const void *bytes, size_t n)
{
	if (n == 0 || !make_room(b, n))
		return;
	memcpy(b->at + b->len, bytes, n);
	b->len += n;
	b->at[b->len] = '\0';
}

char *buf_room(struct buf *b, size_t n)
{
	char *at;

	if (!make_room(b, n))
		return NULL;
	at = b->at + b->len;
	b->len += n;
	b->at[b->len] = '\0';
	return at;
}

void buf_puts(struct buf *b, const char *s)
{
	buf_put(b, s, strlen(s));
}

void buf_putc(struct buf *b, char c)
{
	buf_put(b, &c, 1);
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	assert(fmt);
	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0) {
		b->full = true;
		return;
	}
	if (n == 0 || !make_room(b, (size_t)n))
		return;
	va_start(ap, fmt);
	vsnprintf(b->at + b->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

int buf_check(const struct buf *b, const char *what, struct err *err)
{
	if (!b->full)
		return 0;
	return err_set(err, ERR_INPUT, "%s is larger than %zu bytes", what, b->max);
}
