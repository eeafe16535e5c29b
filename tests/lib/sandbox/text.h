/*
 * text.h - bytes that grow, for the carrier sandbox, which uses nothing of app/
 *
 * "at" is never NULL after the first put and ends in a NUL that "len" does not count. Running out
 * of memory ends the program: the sandbox is a tool of the tests.
 */
#ifndef TESTS_LIB_SANDBOX_TEXT_H
#define TESTS_LIB_SANDBOX_TEXT_H

#include <stddef.h>

struct text {
	char *at;
	size_t len, room;
};

void text_put(struct text *t, const void *bytes, size_t n);
void text_puts(struct text *t, const char *s);
void text_printf(struct text *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void text_drop(struct text *t, size_t n); /* the first n bytes */
void text_release(struct text *t);

/* One JSON string with its quotes; NULL is null. */
void text_json(struct text *t, const char *s);

/* "name": "value" with a comma before it unless an object was just opened. */
void text_member(struct text *t, const char *name, const char *value);
void text_member_raw(struct text *t, const char *name, const char *json);

void *sandbox_alloc(void *old, size_t n); /* realloc that ends the program when there is none */
char *sandbox_strdup(const char *s);

#endif
