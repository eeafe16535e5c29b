#include "base/hash.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/sha256_x86.h"

static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct hasher),
	      "struct hasher has no room for libsodium's state");
static_assert(_Alignof(crypto_hash_sha256_state) <= _Alignof(struct hasher),
	      "struct hasher is not aligned for libsodium's state");
static_assert((int)crypto_hash_sha256_BYTES == (int)HASH_SIZE, "SHA-256 is 32 bytes");

static crypto_hash_sha256_state *state_of(struct hasher *h)
{
	return (crypto_hash_sha256_state *)(void *)h->state;
}

/* The same opaque room for the processor's own way: see base/sha256_x86.h. */
struct quick {
	uint32_t state[8];
	uint64_t bytes;
	uint8_t block[64];
};
static_assert(sizeof(struct quick) <= sizeof(struct hasher), "struct hasher has no room");

static struct quick *quick_of(struct hasher *h)
{
	return (struct quick *)(void *)h->state;
}

static void quick_start(struct quick *q)
{
	/* FIPS 180-4, 5.3.3 */
	static const uint32_t first[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
					   0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };

	memcpy(q->state, first, sizeof first);
	q->bytes = 0;
}

static void quick_add(struct quick *q, const uint8_t *bytes, size_t n)
{
	size_t have = q->bytes % sizeof q->block, take = sizeof q->block - have;

	q->bytes += n;
	if (have) {
		if (take > n)
			take = n;
		memcpy(q->block + have, bytes, take);
		bytes += take;
		n -= take;
		if (have + take < sizeof q->block)
			return;
		sha256_x86_blocks(q->state, q->block, 1);
	}
	sha256_x86_blocks(q->state, bytes, n / sizeof q->block);
	memcpy(q->block, bytes + n / sizeof q->block * sizeof q->block, n % sizeof q->block);
}

static struct hash quick_end(struct quick *q)
{
	static const uint8_t padding[64] = { 0x80 };
	uint64_t bits = q->bytes * 8;
	size_t have = q->bytes % 64;
	uint8_t length[8];
	struct hash out;

	for (int i = 0; i < 8; i++)
		length[i] = (uint8_t)(bits >> (56 - 8 * i));
	quick_add(q, padding, have < 56 ? 56 - have : 120 - have);
	quick_add(q, length, sizeof length);
	for (int i = 0; i < 32; i++)
		out.byte[i] = (uint8_t)(q->state[i / 4] >> (24 - i % 4 * 8));
	return out;
}

void hash_start(struct hasher *h)
{
	if (sha256_x86_here())
		quick_start(quick_of(h));
	else
		crypto_hash_sha256_init(state_of(h));
}

void hash_add(struct hasher *h, const void *bytes, size_t n)
{
	assert(bytes || n == 0);
	if (n == 0)
		return;
	if (sha256_x86_here())
		quick_add(quick_of(h), bytes, n);
	else
		crypto_hash_sha256_update(state_of(h), bytes, n);
}

struct hash hash_end(struct hasher *h)
{
	struct hash out;

	if (sha256_x86_here())
		return quick_end(quick_of(h));
	crypto_hash_sha256_final(state_of(h), out.byte);
	return out;
}

struct hash hash_of(const void *bytes, size_t n)
{
	struct hasher h;

	hash_start(&h);
	hash_add(&h, bytes, n);
	return hash_end(&h);
}

char *hash_hex(char out[HASH_HEX], const struct hash *h)
{
	return sodium_bin2hex(out, HASH_HEX, h->byte, sizeof h->byte);
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

int hash_parse(struct hash *out, const char *hex)
{
	struct hash h;

	if (!hex)
		return -1;
	for (int i = 0; i < HASH_SIZE; i++) {
		int high = hex_digit(hex[2 * i]);
		int low = high < 0 ? -1 : hex_digit(hex[2 * i + 1]);

		if (low < 0)
			return -1;
		h.byte[i] = (uint8_t)(high << 4 | low);
	}
	if (hex[2 * HASH_SIZE])
		return -1;
	*out = h;
	return 0;
}

bool hash_same(const struct hash *a, const struct hash *b)
{
	return sodium_memcmp(a->byte, b->byte, sizeof a->byte) == 0;
}

void random_bytes(void *out, size_t n)
{
	/* Picks the generator; later calls find it done and return at once. */
	int ready = sodium_init();

	assert(ready >= 0);
	(void)ready;
	randombytes_buf(out, n);
}

static bool is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

static bool is_name(const char *s)
{
	if (!*s)
		return false;
	while (is_name_char(*s))
		s++;
	return !*s;
}

static int by_name(const void *a, const void *b)
{
	const struct canon_field *x = a, *y = b;

	return strcmp(x->name, y->name);
}

void canon_put(struct buf *b, const char *name, size_t name_len, const void *value, size_t len)
{
	char digits[24], *d = digits + sizeof digits, *at;
	size_t n = len, head;

	do
		*--d = (char)('0' + n % 10);
	while (n /= 10);
	n = (size_t)(digits + sizeof digits - d);
	head = name_len + n + 2;
	at = buf_room(b, head + len + 1);
	if (!at)
		return;
	memcpy(at, name, name_len);
	at += name_len;
	*at++ = ':';
	memcpy(at, d, n);
	at += n;
	*at++ = ':';
	if (len)
		memcpy(at, value, len);
	at[len] = '\n';
}

void canon_write(struct buf *b, struct canon_field *fields, size_t n)
{
	bool sorted = true;

	for (size_t i = 1; i < n && sorted; i++)
		sorted = strcmp(fields[i - 1].name, fields[i].name) < 0;
	if (!sorted)
		qsort(fields, n, sizeof *fields, by_name);
	buf_putc(b, CANON_FORMAT);
	for (size_t i = 0; i < n; i++) {
		const struct canon_field *f = &fields[i];

		assert(is_name(f->name));
		assert(f->value || f->len == 0);
		assert(sorted || i == 0 || strcmp(fields[i - 1].name, f->name) < 0);
		canon_put(b, f->name, strlen(f->name), f->value, f->len);
	}
}

int canon_open(struct canon *c, const void *bytes, size_t n)
{
	const char *at = bytes;

	if (!bytes || n < 1 || *at != CANON_FORMAT)
		return -1;
	c->at = at + 1;
	c->end = at + n;
	return 0;
}

/* The "name:" at "at": its length without the colon, or 0 when there is none. */
static size_t name_at(const char *at, const char *end)
{
	const char *p = at;

	while (p < end && is_name_char(*p))
		p++;
	return p < end && *p == ':' ? (size_t)(p - at) : 0;
}

/*
 * The "length:" at "at"; gives the byte behind the colon, or NULL. Only one spelling of a length is
 * taken, as two would let two different byte strings mean the same row.
 */
static const char *length_at(size_t *out, const char *at, const char *end)
{
	const char *p = at;
	size_t n = 0;

	for (; p < end && *p >= '0' && *p <= '9'; p++) {
		size_t digit = (size_t)(*p - '0');

		if (n > (SIZE_MAX - digit) / 10)
			return NULL;
		n = n * 10 + digit;
	}
	if (p == at || p == end || *p != ':' || (*at == '0' && p - at > 1))
		return NULL;
	*out = n;
	return p + 1;
}

static int compare_names(const char *a, size_t a_len, const char *b, size_t b_len)
{
	int order = memcmp(a, b, a_len < b_len ? a_len : b_len);

	if (order == 0 && a_len != b_len)
		order = a_len < b_len ? -1 : 1;
	return order;
}

int canon_next(struct canon *c, const char **name, size_t *name_len, const char **value,
	       size_t *value_len)
{
	const char *at = c->at, *v, *next;
	size_t n, len, following;

	if (at == c->end)
		return 0;
	n = name_at(at, c->end);
	if (n == 0)
		return -1;
	v = length_at(&len, at + n + 1, c->end);
	if (!v || len >= (size_t)(c->end - v) || v[len] != '\n')
		return -1;

	/* The order is seen by looking ahead, so that stepping needs no memory of the last name. */
	next = v + len + 1;
	following = name_at(next, c->end);
	if (following > 0 && compare_names(at, n, next, following) >= 0)
		return -1;
	*name = at;
	*name_len = n;
	*value = v;
	*value_len = len;
	c->at = next;
	return 1;
}
