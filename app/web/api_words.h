/*
 * api_words.h - what each route of /api takes and answers, in words: the description is made of it
 *
 * Fields are "name:type" with blanks between; "!" behind the type: must be sent. Types: line (500
 * bytes), long (20,000), day, money, int, bool, file, cases (numbers), or the name of a list of
 * codes. "*:line": any other name, too. Answers are documents by name, "|" between two, or "file".
 */
#ifndef APP_WEB_API_WORDS_H
#define APP_WEB_API_WORDS_H

#include "web/form.h"
#include "web/web_route.h"

struct arena;

struct api_words {
	enum method method;
	const char *path;
	const char *fields; /* of the query for GET, else of the body */
	const char *answer;
	const char *example; /* "PATH?FORM": one that is right; a file goes with it */
	unsigned also[4];    /* statuses besides those that follow from the route's row */
};
extern const struct api_words api_words[]; /* ends with a NULL path */

/* NULL: nobody wrote them. */
const struct api_words *api_words_of(const struct web_route *route);

/* The field that takes this name. */
struct api_word;
bool api_field(struct api_word *out, const struct api_words *w, const char *name);

/* Where the example leads, and what it sends. -1: the form cannot be read. */
struct api_example {
	struct route_found found;
	struct form form;
};
int api_example(struct api_example *out, struct arena *a, const struct web_route table[],
		const struct api_words *w);

/*
 * What a program sent, field by field: one that is not known, came twice or cannot be read would be
 * a fact lost without a word. Truths become "" or something. ERR_INPUT.
 */
struct web_call;
int api_check_fields(struct web_call *c, struct err *err);

/* ERR_FAILED: a route of /api without words or example, or with a word that is none. */
int api_words_check(const struct web_route table[], struct err *err);

/*
 * A document that is answered. Fields as above; types are text, int, bool, day, time, money, map,
 * list, any, "{NAME}", a document, or "[NAME]", a list of them. Behind it "?": may be null, "*":
 * may be missing.
 */
struct api_document {
	const char *name, *fields;
};
extern const struct api_document api_documents[]; /* ends with a NULL name */

/* The codes of a list by its name; false: there is none. */
struct typed_codes;
bool api_codes(struct typed_codes *out, const char *name);

/* One word of a spec: "name", "type" and what stands behind it. Returns what follows; NULL: end. */
struct api_word {
	char name[40], type[40], mark; /* '!', '?', '*' or 0 */
};
const char *api_word_next(struct api_word *out, const char *spec);

#endif
