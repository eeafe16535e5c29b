/*
 * ini.h - settings files: [section] and name = value, read with libinih
 *
 * '#' and ';' begin a comment at the start of a line. Ceilings: 1 MiB, 4,096 entries.
 */
#ifndef APP_BASE_INI_H
#define APP_BASE_INI_H

#include <stddef.h>

struct arena;
struct err;

struct ini_entry {
	const char *section, *name, *value;
	int line;
};

struct ini {
	struct ini_entry *entry;
	int count;
};

/* A file that does not exist gives an empty ini. ERR_INPUT names file and line. */
int ini_read(struct ini *out, struct arena *a, const char *path, struct err *err);

/* The same from a text that is in memory; "path" names it in errors. */
int ini_take(struct ini *out, struct arena *a, const char *path, const char *text, size_t len,
	     struct err *err);

/* The last value given, or NULL. */
const char *ini_get(const struct ini *ini, const char *section, const char *name);

/* Set one value in the file, keeping every other line and comment; made with mode 0600. */
int ini_set(const char *path, const char *section, const char *name, const char *value,
	    struct arena *a, struct err *err);

#endif
