/*
 * mustache.h - one template, parsed once and rendered often
 *
 * The template language of the public specification: {{name}}, dotted names, {{{raw}}} and
 * {{&raw}}, sections, inverted sections, comments, partials and other delimiters; no lambdas. White
 * space around tags that stand alone on a line goes, as there. What a name means is asked of the
 * caller, so that nothing here knows what is shown. Ceilings: MUSTACHE_BYTES_MAX a template,
 * MUSTACHE_DEPTH_MAX sections in each other, MUSTACHE_PARTIALS_MAX partials in each other,
 * MUSTACHE_STEPS_MAX tags rendered; the output's own is that of its buf.
 */
#ifndef APP_BASE_MUSTACHE_H
#define APP_BASE_MUSTACHE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;
struct err;
struct mustache;

enum {
	MUSTACHE_BYTES_MAX = 256 * 1024,
	MUSTACHE_DEPTH_MAX = 64,
	MUSTACHE_PARTIALS_MAX = 32,
	MUSTACHE_FILES_MAX = 64, /* different partials of one template */
	MUSTACHE_STEPS_MAX = 2000000
};

struct mustache_text {
	const char *name; /* for messages: "claim_letter.mustache" */
	const char *bytes;
	size_t len;
};

/*
 * Gives the text of a partial; *out stays NULL where there is none, and the partial is then empty.
 * NULL in its place: there are no partials.
 */
typedef int mustache_load(struct mustache_text *out, void *payload, const char *name,
			  struct err *err);

/* ERR_INPUT "NAME line 3: what is wrong". The template lives in the arena. */
int mustache_parse(struct mustache **out, struct arena *a, const struct mustache_text *text,
		   mustache_load *load, void *payload, struct err *err);

enum mustache_kind {
	MUSTACHE_NOTHING, /* unknown, false, an empty text: a section is left out */
	MUSTACHE_VALUE,   /* has a text */
	MUSTACHE_MAP,
	MUSTACHE_LIST
};

/* What is shown: items that only these functions understand. Texts live until rendering ends. */
struct mustache_data {
	const void *root;
	void *payload;
	enum mustache_kind (*kind)(void *payload, const void *item);
	/* of a map; NULL: it has no such name */
	const void *(*child)(void *payload, const void *map, const char *name);
	const void *(*first)(void *payload, const void *list);
	const void *(*next)(void *payload, const void *item);
	/* of a value; NULL is empty. Asked only for what is put out. */
	const char *(*text)(void *payload, const void *item);
};

enum mustache_escape {
	MUSTACHE_PLAIN, /* a text: nothing is escaped */
	MUSTACHE_HTML   /* text and quoted attributes of HTML */
};

struct mustache_how {
	enum mustache_escape escape;
	bool never_raw; /* {{{x}}} and {{&x}} are escaped as well: the template is a person's own */
};

/* Appends to "to". ERR_INPUT: a ceiling was met. */
int mustache_render(struct buf *to, const struct mustache *m, const struct mustache_data *data,
		    struct mustache_how how, struct err *err);

#endif
