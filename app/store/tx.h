/*
 * tx.h - making a write transaction; only app/ops may include this
 *
 * store/write.h takes a struct tx, and only ops can make one, so a write outside a transaction does
 * not compile. Beginning takes the write lock at once; committing writes the one journal entry.
 */
#ifndef APP_STORE_TX_H
#define APP_STORE_TX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/moment.h"

struct err;
struct snap;
struct store;
struct tx;

struct tx_options {
	const char *op; /* "casefile.open": what was done */
	const struct moment *moment;
	const char *user, *on_behalf, *system_user;
	const char *way; /* NULL: he did it himself; "phone": by a link that he made */
};

int tx_begin(struct tx **out, struct store *store, const struct tx_options *options,
	     struct err *err);

/*
 * The end of an act, and of the tx either way. rc 0: the journal entry is written and all is
 * committed, or undone with -1 and the reason; one that wrote no row leaves no entry unless
 * tx_keep() asked for it. Else everything is taken back and *err stays as it is. 0 or -1.
 */
int tx_end(struct tx *tx, int rc, struct err *err);

const struct moment *tx_moment(const struct tx *tx);

/* To read inside the transaction. */
struct snap *tx_snap(struct tx *tx);

/* Which shipment's chain and which case this entry belongs to; may be said several times. */
void tx_file(struct tx *tx, int64_t shipment_id);
void tx_case(struct tx *tx, int64_t casefile_id);

/* Write an entry even when no row is written: for acts that change none. */
void tx_keep(struct tx *tx);

/* Another field of the entry's header, such as "undoes". */
void tx_note(struct tx *tx, const char *name, const char *value);

#endif
