#include "base/arena.h"

#include <assert.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Objects share blocks. Under AddressSanitizer each object gets a block of exactly its size, so
 * that a read or write beyond it, or after a rewind, is seen; the rest of the code is the same.
 */
#if defined(__SANITIZE_ADDRESS__)
#define ARENA_EXACT 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_EXACT 1
#endif
#endif
#ifndef ARENA_EXACT
#define ARENA_EXACT 0
#endif

enum { BLOCK_MIN = 16 * 1024, BLOCK_MAX = 1024 * 1024 };

struct arena_block {
	struct arena_block *next;
	size_t room, at; /* bytes of mem; bytes of it handed out */
	max_align_t mem[];
};

_Noreturn void out_of_memory(void)
{
	fputs("waylaid: out of memory: close other programs and try again\n", stderr);
	abort();
}

/* As large again as all that was handed out: few blocks, and at most half of them unused. */
static size_t block_room(const struct arena *a, size_t n)
{
	size_t room = a->used;

	if (ARENA_EXACT)
		return n;
	if (room < BLOCK_MIN)
		room = BLOCK_MIN;
	if (room > BLOCK_MAX)
		room = BLOCK_MAX;
	return n > room ? n : room;
}

static struct arena_block *add_block(struct arena *a, size_t n)
{
	size_t room = block_room(a, n);
	struct arena_block *b = malloc(sizeof *b + room);

	if (!b)
		out_of_memory();
	*b = (struct arena_block){ .next = a->head, .room = room };
	a->head = b;
	return b;
}

/* Room that is not cleared: for copies, which fill it. */
static void *take_room(struct arena *a, size_t n)
{
	const size_t align = _Alignof(max_align_t);
	struct arena_block *b = a->head;
	size_t take;
	void *p;

	if (n > PTRDIFF_MAX - BLOCK_MAX)
		out_of_memory();
	take = ARENA_EXACT ? n : (n + align - 1) / align * align;
	if (ARENA_EXACT || !b || b->room - b->at < take)
		b = add_block(a, take);
	p = (char *)b->mem + b->at;
	b->at += take;
	a->used += n;
	return p;
}

void *arena_alloc(struct arena *a, size_t n)
{
	return memset(take_room(a, n), 0, n);
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
	size_t n;

	if (__builtin_mul_overflow(count, size, &n))
		out_of_memory();
	return arena_alloc(a, n);
}

void *arena_grown(struct arena *a, void *array, int n, int *room, size_t size)
{
	void *more;

	assert(n >= 0 && n <= *room);
	if (n < *room)
		return array;
	if (*room > INT_MAX / 2)
		out_of_memory();
	*room = *room ? *room * 2 : 16;
	more = arena_array(a, (size_t)*room, size);
	return n ? memcpy(more, array, (size_t)n * size) : more;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return s ? arena_strndup(a, s, strlen(s)) : NULL;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *copy;

	if (!s)
		return NULL;
	n = strnlen(s, n);
	copy = take_room(a, n + 1);
	memcpy(copy, s, n);
	copy[n] = 0;
	return copy;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char first[256], *text;
	int n;

	assert(fmt);
	va_start(ap, fmt);
	n = vsnprintf(first, sizeof first, fmt, ap);
	va_end(ap);
	if (n < 0)
		out_of_memory();
	text = take_room(a, (size_t)n + 1);
	if ((size_t)n < sizeof first)
		return memcpy(text, first, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(text, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return text;
}

bool arena_over(const struct arena *a)
{
	return a->max && a->used > a->max;
}

struct arena_mark arena_mark(const struct arena *a)
{
	return (struct arena_mark){ a->head, a->head ? a->head->at : 0, a->used };
}

void arena_rewind(struct arena *a, struct arena_mark mark)
{
	while (a->head != mark.block) {
		struct arena_block *b = a->head;

		assert(b); /* else the mark is of another arena, or was rewound past */
		a->head = b->next;
		free(b);
	}
	if (a->head) {
		assert(mark.at <= a->head->at);
		a->head->at = mark.at;
	}
	a->used = mark.used;
}

void arena_release(struct arena *a)
{
	arena_rewind(a, (struct arena_mark){ NULL, 0, 0 });
}
