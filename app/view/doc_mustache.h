/*
 * doc_mustache.h - a tree of view/doc.h as what a template shows
 *
 * Days are "November 16, 2026", times that day in the desk's zone, money "120.50 USD". Unknown
 * values, false, empty texts and empty lists are nothing.
 */
#ifndef APP_VIEW_DOC_MUSTACHE_H
#define APP_VIEW_DOC_MUSTACHE_H

#include "base/day.h"
#include "base/mustache.h"

struct arena;
struct node;
struct zone;

struct doc_texts {
	struct arena *arena;     /* for texts that are made */
	const struct zone *zone; /* the desk's */
};

/* "texts" must live while the template is rendered. */
struct mustache_data doc_mustache(const struct node *root, struct doc_texts *texts);

/* "November 16, 2026"; NULL for DAY_NONE. */
const char *day_words(struct arena *a, daynum day);

#endif
