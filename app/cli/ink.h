/*
 * ink.h - the terminal's sequences for each ink, for the files that print
 */
#ifndef APP_CLI_INK_H
#define APP_CLI_INK_H

#include "cli/print.h"

extern const char *const ink_sequences[INK_NVALUES];

#endif
