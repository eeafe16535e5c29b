/*
 * own_files.h - what a person puts into a folder of the settings: maps, reports
 */
#ifndef APP_BASE_OWN_FILES_H
#define APP_BASE_OWN_FILES_H

#include <stddef.h>

struct arena;
struct err;

struct own_file {
	const char *name; /* "late_ones" of "late_ones.sql" */
	const char *path;
};

struct own_files {
	const char *folder; /* in the folder of the settings: "reports" */
	const char *ending; /* ".sql" */
	int max;            /* more are an error */
	struct own_file *file;
	int n;
};

/* "late_ones" of "late_ones.sql", without folders; NULL: of another ending, or hidden. */
const char *own_file_name(struct arena *a, const char *file, const char *ending);

/*
 * Fills file and n, in no order. No such folder: none. What begins with a dot or ends otherwise is
 * passed over. ERR_INPUT: more than max; ERR_FAILED: the folder cannot be read.
 */
int own_files_list(struct own_files *f, struct arena *a, struct err *err);

/*
 * A file of this name in the folder of the settings stands instead of the text "usual"; at most
 * "max" bytes.
 */
struct own_text {
	const char *name, *usual;
	size_t max;
};
int own_text_read(char **out, size_t *len, struct arena *a, const struct own_text *t,
		  struct err *err);

#endif
