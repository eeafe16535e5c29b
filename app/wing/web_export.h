/*
 * web_export.h - exports for the pages: made by waylaid-report, in a process of its own
 */
#ifndef APP_WING_WEB_EXPORT_H
#define APP_WING_WEB_EXPORT_H

#include <stdatomic.h>

#include "web/call.h"

struct export_by {
	const char *program; /* waylaid-report */
	const char *db_path, *dir;
	int64_t now_moved_s;
	bool now_given;
	atomic_int running;
};

/* Where the program is. ERR_FAILED. */
int export_find(struct export_by *by, struct arena *a, struct err *err);

/* A web_exporter; payload is a struct export_by. At most two at once: ERR_BUSY. */
web_exporter export_run;

#endif
