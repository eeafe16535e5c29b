/*
 * letter_parts.h - what the files of letter_doc share
 */
#ifndef APP_VIEW_LETTER_PARTS_H
#define APP_VIEW_LETTER_PARTS_H

#include "base/moment.h"
#include "base/mustache.h"
#include "store/claims.h"
#include "store/read.h"
#include "view/doc.h"
#include "view/letter_doc.h"

/* A place that only a person can fill: "[________ weight]". */
#define LETTER_BLANK "[________ "

/* One letter in the making. */
struct letter_work {
	struct arena *arena;
	const struct moment *moment;
	const struct letter_kind *kind;
	const struct case_rows *rows;
	const struct claim *claim; /* NULL: none */
	struct denial denial;
	struct node *doc;
};

/* letter_tree.c: everything a template may use, into w->doc. */
void letter_tree(struct letter_work *w);

/* letter_story.c: what happened and what comes, in lists. */
void letter_story(struct letter_work *w);

/* letter_template.c: texts of templates, a person's own before those of the program. */
int letter_template(struct mustache **out, struct arena *a, const char *name, struct err *err);
int letter_file(struct mustache_text *out, struct arena *a, const char *name, struct err *err);

/* "missing contents" for "missing_contents". */
const char *letter_words(struct arena *a, const char *code);

/* "Dana Q (id 7)", or with whom it was. */
const char *letter_who(struct arena *a, const struct letter_work *w, const struct contact *k);

/* Days such as 2026-11-16 within a text, in words. NULL gives NULL. */
const char *letter_days(struct arena *a, const char *text);

/* Civil day of a time, in the desk's zone. */
daynum letter_day(const struct letter_work *w, instant at);

#endif
