/*
 * web_export.h - exports for the pages: made by waylaid-report, in a process of its own
 */
#ifndef APP_WING_WEB_EXPORT_H
#define APP_WING_WEB_EXPORT_H

#include <stdatomic.h>

#include "web/call.h"

struct web_programs;

struct export_by {
	struct web_programs *programs;
	const char *dir; /* where files are made */
	atomic_int running;
};

/* A web_exporter; payload is a struct export_by. At most two at once: ERR_BUSY. */
web_exporter export_run;

#endif
