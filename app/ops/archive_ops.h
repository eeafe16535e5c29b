/*
 * archive_ops.h - checking an archive that an export made, without a desk
 *
 * Nothing in the file is trusted: every size has a ceiling, and whatever is wrong is a fault with a
 * name. What it looks at, from the outside in: every byte of the ZIP's own headers, each member
 * against the manifest, the manifest against its signature, the journal's chain against the heads
 * that the index states, what each entry recorded against its hash, and the case as shown against
 * the newest row of each thing in the journal.
 */
#ifndef APP_OPS_ARCHIVE_OPS_H
#define APP_OPS_ARCHIVE_OPS_H

#include <stdbool.h>

#include "ops/desk.h"

struct archive_expect {
	const char *head;        /* must be in the chain: 64 hexadecimal digits; NULL */
	const char *fingerprint; /* of the key that must have signed it; NULL */
	const char *own;         /* fingerprint of this desk's own key; NULL: it has none */
};

struct archive_report {
	struct verify_report verify;         /* cases, entries, head, faults, as of a desk */
	const char *audience;                /* NULL: not known */
	const char *signed_by;               /* fingerprint; NULL: not signed */
	bool own_key;                        /* and it is this desk's */
	int64_t files, hidden, purged, bare; /* members; entries without body; hashes alone */
};

/* ERR_NOT_FOUND, ERR_FAILED, ERR_INPUT (an expectation that is none). Faults are no error. */
int archive_verify(struct archive_report *out, struct arena *a, const char *path,
		   const struct archive_expect *expect, struct err *err);

#endif
