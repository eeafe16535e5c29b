/*
 * field.h - text out of the JSON of carriers: bounded, one line, of any case; for their readers
 */
#ifndef APP_CARRIER_FIELD_H
#define APP_CARRIER_FIELD_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct json;

enum {
	FIELD_MAX = 500,    /* bytes kept of one text field */
	FIELD_SEEN_MAX = 60 /* printable characters of a strange answer that are shown */
};

/* Any case, and never a JSON null. */
const struct json *field_get(const struct json *object, const char *name);

/* The element "at" of a list; a thing that is no list is its own only element. NULL: none. */
const struct json *field_at(const struct json *list, int at);

/* One line without control characters, trimmed, cut at FIELD_MAX; NULL when there is none. */
const char *field_line(struct arena *a, const char *text);
const char *field_text(struct arena *a, const struct json *object, const char *name);
const char *field_plain(struct arena *a, const struct json *object, const char *name); /* no HTML */

/* "<html><body>Access": the first printable characters of anything. */
const char *field_seen(struct arena *a, const char *bytes, size_t len);

/*
 * The list called "name" (or a single element standing for it) or, should the name have drifted,
 * the first list whose elements look right. NULL: there is none, or *broken, it cannot be read.
 */
const struct json *field_list(const struct json *of, const char *name,
			      bool (*looks_right)(const struct json *element), bool *broken);

#endif
