/*
 * sweep.h - the files below a folder that a person hands over as a whole
 *
 * Folders in it are swept, too. Links are not followed, hidden files and folders are skipped, what
 * lies too deep is left: all of it counted, so that it can be said. In the order of names, numbers
 * in them as numbers: IMG_9 stands before IMG_10.
 */
#ifndef APP_CLI_SWEEP_H
#define APP_CLI_SWEEP_H

#include "cli/files.h"

enum { SWEEP_DEPTH_MAX = 8 };
#define SWEEP_BYTES_MAX (INT64_C(4) << 30)

struct sweep {
	struct files files;
	int64_t bytes; /* of those in folders */
	int hidden, links, too_deep, other;
};

/*
 * The words from "first" on: files as they are, folders swept. ERR_INPUT: more than FILES_MAX files
 * or SWEEP_BYTES_MAX bytes; ERR_NOT_FOUND: a folder without files; ERR_FAILED: one that cannot be
 * read.
 */
int sweep_take(struct sweep *s, struct cli *cli, int first, struct err *err);

/* "2 hidden, 1 link"; NULL: nothing was left out. */
const char *sweep_left_out(struct cli *cli, const struct sweep *s);

#endif
