/*
 * sign.h - Ed25519: a key in a file of its own, signatures, whose they are
 *
 * Keys are PEM files as openssl reads and writes them, so that a signature can be checked without
 * us. The private one is kept in a file of mode 0600 and never shown; in memory it is locked.
 */
#ifndef APP_BASE_SIGN_H
#define APP_BASE_SIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"

struct arena;
struct err;

enum { SIGNATURE_SIZE = 64, PUBLIC_KEY_SIZE = 32, PUBLIC_PEM_MAX = 256 };

struct public_key {
	uint8_t byte[PUBLIC_KEY_SIZE];
};

struct sign_key; /* the private one */

/* A new key into a new file. ERR_STATE when there is one: signatures of the old one would end. */
int sign_key_make(const char *path, struct err *err);

/*
 * *out NULL when there is no such file. ERR_INPUT: it is no such key. ERR_NOT_PERMITTED: others can
 * read it.
 */
int sign_key_open(struct sign_key **out, const char *path, struct err *err);
void sign_key_close(struct sign_key *key); /* wipes; NULL is allowed */

void sign_bytes(uint8_t signature[SIGNATURE_SIZE], const struct sign_key *key, const void *bytes,
		size_t n);
struct public_key sign_public(const struct sign_key *key);

bool sign_check(const uint8_t signature[SIGNATURE_SIZE], const struct public_key *key,
		const void *bytes, size_t n);

/* "-----BEGIN PUBLIC KEY-----...": text in the arena, and back; 0 or -1. */
char *public_key_pem(struct arena *a, const struct public_key *key);
int public_key_parse(struct public_key *out, const char *pem);

/* SHA-256 of the key as openssl writes it in DER: how people compare keys. */
struct hash public_key_fingerprint(const struct public_key *key);

#endif
