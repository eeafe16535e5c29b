/*
 * arena.h - memory that lives as long as one command or one web request
 *
 * Allocation never fails (the process ends with a message instead) and nothing is freed one by one:
 * arena_release() gives everything back. Long jobs take a mark and rewind to it once a batch. Rows,
 * texts and lists live here; handles (database, HTTP, workbook) do not.
 */
#ifndef APP_BASE_ARENA_H
#define APP_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *head;
	size_t used; /* bytes handed out */
	size_t max;  /* 0: none; who serves others asks arena_over() where rows come in */
};

/* clang-format off */
#define ARENA_INIT { NULL, 0, 0 }
/* clang-format on */

struct arena_mark {
	struct arena_block *block;
	size_t at, used;
};

void *arena_alloc(struct arena *a, size_t n);                  /* zeroed, max-aligned */
void *arena_array(struct arena *a, size_t count, size_t size); /* zeroed; checks the product */
/*
 * An array of n elements with room for one more: itself, or its copy in one twice as large. What is
 * left behind is at most as much again. Begins with NULL and a room of 0.
 */
void *arena_grown(struct arena *a, void *array, int n, int *room, size_t size);
char *arena_strdup(struct arena *a, const char *s);            /* NULL gives NULL */
char *arena_strndup(struct arena *a, const char *s, size_t n); /* ends at a NUL before n */
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* More was handed out than "max" allows: an error for who asked, never the program's end. */
bool arena_over(const struct arena *a);

struct arena_mark arena_mark(const struct arena *a);
void arena_rewind(struct arena *a, struct arena_mark mark);
void arena_release(struct arena *a); /* everything; the arena may be used again */

/* Says so on stderr and aborts: what any allocation in base does when the machine refuses it. */
_Noreturn void out_of_memory(void);

#endif
