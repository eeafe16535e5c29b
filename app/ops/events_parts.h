/*
 * events_parts.h - from bytes to slips; for the files of events_ops alone
 */
#ifndef APP_OPS_EVENTS_PARTS_H
#define APP_OPS_EVENTS_PARTS_H

#include "ops/events_ops.h"

/*
 * events_read.c: the slips in a file of the format given or found out. *by: whose saved answer it
 * is, or NULL.
 */
int events_read(struct slips *out, const struct carrier **by, struct arena *a,
		const struct events_given *given, struct err *err);

#endif
