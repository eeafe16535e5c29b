/*
 * zip.h - ZIP archives of ours: stored members, one form, every byte accounted for
 *
 * Why not a library: verify must account for every byte of an archive that may be hostile, and the
 * libraries read whatever can be read. Here the reader makes each header anew from what it says and
 * compares the bytes, so that a flip anywhere is seen, and nothing can hide between the members.
 *
 * The form: members one behind the other from the first byte, not compressed, names in UTF-8, one
 * time for all of them (UTC), sizes of 4 GB and more as ZIP64, no comments, no descriptors. Any
 * program that opens ZIP files opens it.
 */
#ifndef APP_BASE_ZIP_H
#define APP_BASE_ZIP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/hash.h"

struct arena;
struct err;

enum { ZIP_NAME_MAX = 250, ZIP_MEMBERS_MAX = 20000 };

struct zip_member {
	const char *name;
	int64_t at, size; /* of its header in the file; of its bytes */
	uint32_t crc;
};

/*
 * A name that every program unpacks below the folder it is told to: UTF-8, relative, without "..",
 * empty parts, backslashes, control characters; at most ZIP_NAME_MAX bytes.
 */
bool zip_name_ok(const char *name);

/* --- writing --- */

struct zip_out;

/* Makes a new file (mode 0600); ERR_STATE when it is there. "at" is the time of all members. */
int zip_out_open(struct zip_out **out, const char *path, instant at, struct err *err);

/* Names are zip_name_ok() and used once. hash (may be NULL): the SHA-256 of the bytes. */
int zip_out_bytes(struct zip_out *z, const char *name, const void *bytes, size_t n,
		  struct hash *hash, struct err *err);
/* From the beginning of a plain file; fails when its size changes meanwhile. */
int zip_out_file(struct zip_out *z, const char *name, int fd, struct hash *hash, struct err *err);

/* rc 0: the end is written and all of it fsynced; else the file is removed. Frees z. 0 or -1. */
int zip_out_close(struct zip_out *z, int rc, struct err *err);

/* --- reading --- */

struct zip_in {
	int fd;
	int64_t size;
	instant at; /* of the members; to two seconds */
	struct zip_member *member;
	int n;
};

/* What is wrong with it, in words. */
typedef void zip_fault(void *payload, const char *what);

/*
 * Looks at everything but the members' bytes. 0 with *faults; the members are those found before
 * the place where it could not go on. -1 when it cannot be read. zip_in_close() either way.
 */
int zip_in_open(struct zip_in *z, struct arena *a, const char *path, int *faults, zip_fault *fault,
		void *payload, struct err *err);
void zip_in_close(struct zip_in *z);

/* Does the file begin as a ZIP archive does? False when it cannot be read. */
bool zip_is(const char *path);

/* SHA-256 of a member; *whole: its checksum (CRC) fits. */
int zip_in_hash(struct hash *hash, bool *whole, const struct zip_in *z, const struct zip_member *m,
		struct err *err);
/* Its bytes into the arena, a NUL behind them. ERR_DAMAGED when there are more than max. */
int zip_in_bytes(char **out, struct arena *a, const struct zip_in *z, const struct zip_member *m,
		 int64_t max, struct err *err);

#endif
