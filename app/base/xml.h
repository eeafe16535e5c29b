/*
 * xml.h - reading XML strictly into a small tree
 *
 * Uses expat inside xml.c alone and copies into the arena. The text must be UTF-8, whatever it
 * declares, and well-formed with its namespaces. Refused: any DOCTYPE (so no entity but the five of
 * XML and numbers), more than 64 levels, 100,000 elements or 16 MiB.
 */
#ifndef APP_BASE_XML_H
#define APP_BASE_XML_H

#include <stddef.h>

struct arena;
struct err;

/* One element. Attributes, comments, instructions and text beside child elements are left out. */
struct xml {
	const char *name;  /* without namespace and prefix */
	const char *text;  /* as written, "" when empty; NULL where there are children */
	struct xml *first; /* children, in order */
	struct xml *next;
	int count;
};

/* ERR_INPUT with line and column. */
int xml_parse(struct xml **out, struct arena *a, const char *bytes, size_t len, struct err *err);

/* The first child of that name, exact case; NULL when absent. "parent" may be NULL. */
const struct xml *xml_get(const struct xml *parent, const char *name);

/* Its text; NULL when absent or when it has children. */
const char *xml_str(const struct xml *parent, const char *name);

#endif
