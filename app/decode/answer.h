/*
 * answer.h - how a fenced program hands on what it has, and ends
 *
 * Inner header of app/decode and of its programs. stdio would ask for calls that the fence forbids.
 */
#ifndef APP_DECODE_ANSWER_H
#define APP_DECODE_ANSWER_H

#include <stddef.h>

#include "decode/probe.h"

struct err;

/* All bytes on descriptor 1; "what" ("the thumbnail") names them in the error. */
int answer_write(const void *bytes, size_t n, const char *what, struct err *err);

/* The reason, one line, on descriptor 2 unless the status is PROBE_SHOWN. Returns the status. */
int answer_status(enum probe_exit status, const struct err *err);

#endif
