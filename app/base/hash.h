/*
 * hash.h - SHA-256, hexadecimal, random bytes, and the byte form that the journal hashes
 */
#ifndef APP_BASE_HASH_H
#define APP_BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

enum { HASH_SIZE = 32, HASH_HEX = 65 };

struct hash {
	uint8_t byte[HASH_SIZE];
};

struct hasher {
	_Alignas(16) uint8_t state[128]; /* opaque */
};

void hash_start(struct hasher *h);
void hash_add(struct hasher *h, const void *bytes, size_t n);
struct hash hash_end(struct hasher *h);
struct hash hash_of(const void *bytes, size_t n);

char *hash_hex(char out[HASH_HEX], const struct hash *h);
/* 64 hex digits and nothing else; 0 or -1 */
int hash_parse(struct hash *out, const char *hex);
bool hash_same(const struct hash *a, const struct hash *b); /* constant time */

void random_bytes(void *out, size_t n);

/*
 * Canonical bytes: a format byte (1), then one "name:length:value\n" a field, sorted by name in
 * byte order. Fields are collected in any order; absent ones are not put in. Names are [a-z0-9_.]+.
 */
enum { CANON_FORMAT = 1 };

struct canon_field {
	const char *name;
	const void *value;
	size_t len;
};

/* Appends to b. Sorts "fields" in place; two fields of one name are a programming error. */
void canon_write(struct buf *b, struct canon_field *fields, size_t n);

/* One field, by who writes the format byte first and keeps the order himself. */
void canon_put(struct buf *b, const char *name, size_t name_len, const void *value, size_t len);

struct canon {
	const char *at, *end;
};

/* 0 and ready to step, or -1 when the format byte is not ours. */
int canon_open(struct canon *c, const void *bytes, size_t n);

/*
 * 1 with the next field (pointing into the bytes; name not NUL-terminated), 0 at the end, -1
 * broken.
 */
int canon_next(struct canon *c, const char **name, size_t *name_len, const char **value,
	       size_t *value_len);

#endif
