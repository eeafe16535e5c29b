/*
 * archive.h - the names and the small grammars of an archive that can be checked without a desk
 *
 * MANIFEST.sha256 lists every member but itself and its signature: 64 hexadecimal digits, two
 * blanks, the name, a newline; sorted by name in byte order, each name once. That is what
 * `sha256sum -c` reads.
 */
#ifndef APP_DOMAIN_ARCHIVE_H
#define APP_DOMAIN_ARCHIVE_H

#include <stdint.h>

#include "base/hash.h"

struct arena;
struct buf;

#define ARCHIVE_MANIFEST "MANIFEST.sha256"
#define ARCHIVE_SIGNATURE "MANIFEST.sig"
#define ARCHIVE_KEY "KEY.pem"
#define ARCHIVE_INDEX "archive.json"
#define ARCHIVE_CASE "case.json"
#define ARCHIVE_JOURNAL "journal.jsonl"
#define ARCHIVE_VERIFY "VERIFY.txt"
#define ARCHIVE_EVENTS "events.csv"
#define ARCHIVE_EVIDENCE "evidence/"

enum { ARCHIVE_FORMAT = 1 };

void manifest_put(struct buf *b, const struct hash *hash, const char *name);

struct manifest_line {
	struct hash hash;
	const char *name;
};

/* 1 with the line at *at, which moves on; 0 at the end; -1 when it is no such line. */
int manifest_next(struct manifest_line *line, const char **at, struct arena *a);

/*
 * "evidence/0003-invoice 4471.pdf": unique by the evidence's number; characters that a file system
 * or a terminal may take amiss are '_', a name too long keeps its ending.
 */
char *archive_evidence_name(struct arena *a, int64_t evidence, const char *given);

#endif
