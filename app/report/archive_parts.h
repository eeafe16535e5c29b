/*
 * archive_parts.h - what the writers of an archive's members share
 */
#ifndef APP_REPORT_ARCHIVE_PARTS_H
#define APP_REPORT_ARCHIVE_PARTS_H

#include "base/buf.h"
#include "report/archive.h"

/* An original that goes in under "member"; several rows of evidence may be the same file. */
struct original {
	const struct archive_original *from;
	const char *member; /* NULL: left out */
	const char *why;    /* left out because */
};

/* Where a parcel's chain ends. */
struct chain_end {
	int64_t parcel, entries;
	struct hash head;
};

struct making {
	const struct archive_input *in;
	struct archive_made *out;
	struct arena *a;
	struct original *original; /* in->noriginals */
	struct chain_end *chain;   /* in->nparcels */
};

void put_index(struct buf *b, const struct making *m);
void put_verify_text(struct buf *b, const struct making *m);
void put_journal(struct buf *b, const struct making *m);
void put_events(struct buf *b, const struct making *m);

#endif
