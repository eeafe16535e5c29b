/*
 * chain.h - a parcel's part of the journal as it travels, and how it is checked without a desk
 *
 * journal.jsonl has one line an entry, oldest first, each a JSON object with these keys in this
 * order and nothing else:
 *
 *   entry      its number on the desk
 *   parcels    of those in the archive, the ones whose chain it belongs to
 *   hash       SHA-256(header, body_hash)
 *   header     the header's bytes in hexadecimal; store/journal.h says what they hold
 *   body_hash  SHA-256(salt, body)
 *   salt, body in hexadecimal
 *   left_out   why there is no body: hidden, purged or large; null when it is there
 *
 * An entry is open (all of it), sealed (no salt, no body) or bare (its hash alone: header and
 * body_hash are null, too). Sealed ones are still bound to the entry before; what stands before a
 * bare one is vouched for by the manifest and the signature alone.
 */
#ifndef APP_DOMAIN_CHAIN_H
#define APP_DOMAIN_CHAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/hash.h"

struct buf;

enum { CHAIN_SALT = 16, CHAIN_HEADER_MAX = 64 * 1024, CHAIN_BODY_MAX = 4 * 1024 * 1024 };
enum { CHAIN_LINE_MAX = 2 * (CHAIN_HEADER_MAX + CHAIN_BODY_MAX) + 64 * 1024 };

enum left_out { LEFT_NOTHING, LEFT_HIDDEN, LEFT_PURGED, LEFT_LARGE, LEFT_NVALUES };
extern const char *const left_out_names[LEFT_NVALUES]; /* NULL hidden purged large */

struct chain_entry {
	int64_t entry;
	const int64_t *parcel;
	int nparcels;
	struct hash hash, body_hash;
	const void *header; /* NULL: bare */
	size_t header_len;
	const void *salt, *body; /* NULL: sealed or bare */
	size_t body_len;
	enum left_out left_out;
};

/* One line, with its newline. */
void chain_put(struct buf *b, const struct chain_entry *e);

/* 0, or -1 when it is no such line, byte for byte as chain_put() writes it. */
int chain_read(struct chain_entry *e, struct arena *a, const char *line, size_t len);

/* --- the check --- */

typedef void chain_fault(void *payload, const char *what);

/* One parcel's chain as far as it was read. */
struct chain_head {
	int64_t parcel, entries;
	struct hash hash;
};

struct chain_check {
	struct arena a; /* rewound after each entry */
	struct chain_head *head;
	int nheads; /* the parcels of the archive, known before */
	chain_fault *fault;
	void *payload;
	int64_t last; /* number of the newest entry */
	struct hash newest;
	int64_t entries, sealed, purged, bare;
	const struct hash *expect; /* NULL */
	bool expect_found;
};

/*
 * The next entry: its hash, its body's hash, its links to the entries before, the rows that it
 * lists against those in its body. What does not fit is a fault; the walk goes on.
 */
void chain_check_entry(struct chain_check *c, const struct chain_entry *e);

/* "row.contact.12" and the like of one header; false for other fields. */
bool chain_row_name(const char **row, size_t *len, const char *name, size_t name_len);

#endif
