/*
 * pages.h - the templates and the files of the pages, which are part of the program
 */
#ifndef APP_WEB_PAGES_H
#define APP_WEB_PAGES_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct err;
struct mustache;
struct pages;

/* Parsed once; read by all workers. Lives in the arena. */
int pages_open(struct pages **out, struct arena *a, struct err *err);

/* A page by its name; it must be there. */
const struct mustache *pages_find(const struct pages *pages, const char *name);

/* A file of the pages: "desk.css", "desk.js", "icon.svg". False: there is none. */
struct asset {
	const char *type, *bytes;
	size_t len;
};
bool asset_find(struct asset *out, const char *name);

#endif
