/*
 * mustache_parts.h - a parsed template, for the two files that parse and render it
 */
#ifndef APP_BASE_MUSTACHE_PARTS_H
#define APP_BASE_MUSTACHE_PARTS_H

#include "base/mustache.h"

enum tag_type { TAG_TEXT, TAG_VALUE, TAG_RAW, TAG_SECTION, TAG_INVERTED, TAG_END, TAG_PARTIAL };

/* A section's tags run to the one that ends it. */
struct tag {
	enum tag_type type;
	const char *text; /* of a text; of a partial the white space before it */
	size_t len;
	bool begins_line;  /* a text with which a line begins: the partial's indent goes before */
	const char **part; /* of a name: a.b.c; none of "." */
	int nparts, line;
	int end; /* of a section: the index of its end */
	struct mustache *partial;
	bool alone; /* a partial alone on its line */
};

struct mustache {
	const char *name;
	struct tag *tag;
	int ntags, room;
};

#endif
