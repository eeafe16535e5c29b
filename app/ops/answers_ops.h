/*
 * answers_ops.h - the answers of carriers that belong to a case, and writing them out
 */
#ifndef APP_OPS_ANSWERS_OPS_H
#define APP_OPS_ANSWERS_OPS_H

#include <stdint.h>

#include "domain/event.h"

struct arena;
struct desk;
struct err;

/* One time that we asked, and what came. */
struct kept {
	struct poll poll;
	int64_t size;     /* bytes of the answer; -1: none was kept */
	const char *file; /* answers_write() sets it; the same for the same bytes; else NULL */
};

/* Oldest first. ERR_NOT_FOUND when there is no such case, or an answer is gone. */
int answers_of_case(struct kept **out, int *n, struct desk *desk, struct arena *a, int64_t case_id,
		    struct err *err);

/*
 * Each answer once, byte for byte, into a folder that is made when it is not there:
 * "2026-11-23T150000Z-usps-1a2b3c4d5e6f.json", the time at which it first came. Nothing is written
 * when one of the files is there already (ERR_STATE) or an answer was changed (ERR_DAMAGED).
 */
int answers_write(int *written, struct desk *desk, struct arena *a, struct kept kept[], int n,
		  const char *folder, struct err *err);

#endif
