/*
 * answers.h - what carriers answered, byte for byte, by its hash
 *
 * An answer is kept once, packed, whoever brought it and however often. It is no row of the
 * journal: the polls that it came with name its SHA-256, and they are, so verify finds an answer
 * that is gone or changed and says whose it was.
 */
#ifndef APP_STORE_ANSWERS_H
#define APP_STORE_ANSWERS_H

#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "store/journal.h"

struct arena;
struct err;
struct snap;
struct tx;

enum { ANSWER_BYTES_MAX = 64 * 1024 * 1024 };

/*
 * sha256: what the poll is to name. The poll must be written in the same transaction: an answer
 * that no poll names is a fault. ERR_INPUT when it is larger than ANSWER_BYTES_MAX.
 */
int answer_keep(char sha256[HASH_HEX], struct tx *tx, const void *bytes, size_t n, struct err *err);

/* ERR_NOT_FOUND; ERR_DAMAGED when the bytes are not those that came. */
int answer_read(char **out, size_t *len, struct snap *snap, struct arena *a, const char *sha256,
		struct err *err);

/* Bytes as they came; -1 when it is not there. */
int answer_size(int64_t *out, struct snap *snap, const char *sha256, struct err *err);

/* How many there are, their bytes as they came and as they are kept. Reads the whole table. */
struct answer_totals {
	int64_t answers, bytes, packed_bytes;
};
int answer_totals(struct answer_totals *out, struct snap *snap, struct err *err);

/* Answers that a purge dropped, and said so. */
struct answers_gone {
	struct hash *sha256;
	size_t n;
};

/*
 * For journal_verify(): each poll whose answer is gone or was changed, each answer that no poll
 * names.
 */
int answers_verify(int64_t *faults, struct snap *snap, const struct answers_gone *gone,
		   journal_fault *fault, void *payload, struct err *err);

#endif
