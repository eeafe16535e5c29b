/*
 * events_file.h - tracking events out of a file that was sent
 *
 * Of its own, since what carriers' modules and the server call a header of HTTP is not the same.
 */
#ifndef APP_WEB_EVENTS_FILE_H
#define APP_WEB_EVENTS_FILE_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct desk;
struct err;
struct events_doc;

enum { EVENT_DATES = 2 };
extern const char *const event_dates_names[EVENT_DATES]; /* month_first day_first */

struct events_asked {
	const char *path;
	const char *format, *carrier, *number; /* NULL: not said */
	int64_t casefile_id;                   /* 0: not said */
	int dates;                             /* of event_dates_names; -1: not said */
	const char *decoder;                   /* path of waylaid-decode; NULL: none */
	bool dry_run;
};

/* What came of it as view/events_doc.h has it, with texts in the arena. As events_take() fails. */
int events_file_take(struct events_doc *out, struct desk *desk, struct arena *a,
		     const struct events_asked *asked, struct err *err);

#endif
