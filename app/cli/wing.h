/*
 * wing.h - the other binaries of the program
 *
 * A wing lies beside the binary that runs, or in ../libexec/waylaid from there. It gets the whole
 * command line and WAYLAID_BUILD_ID, and refuses to work for another build or without one.
 */
#ifndef APP_CLI_WING_H
#define APP_CLI_WING_H

#include "cli/cmd.h"

/* Does not return when the wing was started. ERR_FAILED says what is missing and where. */
int wing_exec(struct arena *a, enum wing wing, char **argv, struct err *err);

/*
 * Run a wing with these words and wait; what it prints on stdout is dropped, since the document
 * there is ours. *status is its exit status.
 */
int wing_run(int *status, struct arena *a, enum wing wing, char **argv, struct err *err);

/* The path of waylaid-decode, which lies beside every wing; NULL when that cannot be found out. */
const char *wing_decoder(struct arena *a);

/* Are we, being "wing", started by a core of the same build? The core itself always is. */
int wing_check(enum wing wing, struct err *err);

#endif
