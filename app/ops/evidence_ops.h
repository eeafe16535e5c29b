/*
 * evidence_ops.h - files that prove something, and goods that must be kept
 */
#ifndef APP_OPS_EVIDENCE_OPS_H
#define APP_OPS_EVIDENCE_OPS_H

#include <stdbool.h>

#include "base/thumbnail.h"
#include "domain/evidence.h"

struct arena;
struct desk;
struct err;

enum { EVIDENCE_FILE_MAX_MB = 2048 };

/*
 * Keep a file as evidence: copied byte for byte under its SHA-256 and fsynced before the row that
 * names it; a picture is looked at by waylaid-decode, for the day taken. facts: kind, shot,
 * dated_on, note. The same file on the same case again: *known is set
 * and what is said of it now is put over what was said before. *also (may be NULL): a line naming
 * other cases that hold the same file.
 */
int evidence_attach(struct evidence *out, bool *known, const char **also, struct desk *desk,
		    struct arena *a, int64_t case_id, const char *path,
		    const struct evidence *facts, struct err *err);

/* Other cases that hold a file with this hash, at most ten. */
int evidence_also_on(int64_t **out, int *n, struct desk *desk, struct arena *a, const char *sha256,
		     int64_t not_this, struct err *err);

/* One of the case's whose file is there still. ERR_NOT_FOUND. */
int evidence_held(struct evidence *out, struct desk *desk, struct arena *a, int64_t case_id,
		  int64_t id, struct err *err);

/* Where the bytes of an evidence row lie. */
char *evidence_file_path(struct arena *a, const struct desk *desk, const char *sha256,
			 const char *media_type);

/* A held file as a picture for a screen: made anew, upright, its longest edge at most "edge". */
struct evidence_shown {
	const char *sha256, *media_type;
	int edge;
};
/* ERR_NOT_FOUND: there is none of this file. ERR_FAILED: no program is there to make one. */
int evidence_thumbnail(struct thumbnail *out, struct desk *desk, struct arena *a,
		       const struct evidence_shown *shown, struct err *err);

int hold_add(struct hold *out, struct desk *desk, int64_t case_id, const struct hold *facts,
	     struct err *err);
/*
 * Release every hold of the case that is still kept, or only hold "id" when not 0. on: DAY_NONE for
 * today.
 */
int hold_release(int *released, struct desk *desk, int64_t case_id, int64_t id, daynum on,
		 struct err *err);

#endif
