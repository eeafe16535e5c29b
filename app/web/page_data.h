/*
 * page_data.h - a tree of view/doc.h as what a page shows
 *
 * As view/doc_mustache.h, but for a screen: days are 2026-11-16, times 2026-11-23 10:04 in the
 * desk's zone. A name may end in "|style":
 *
 *   words    a code in words: "missing contents"
 *   carrier  a carrier's name
 *   number   a tracking number in groups
 *   left     a day as "in 12 days", "today", "3 days ago"
 *   bytes    "557 kB"
 *   is-CODE  there when the text is CODE, for sections
 *   n-ONE-MANY  a number with its noun: "1 row", "12 rows"; '_' is a blank
 *   local    a time as a camera or a carrier gave it: "2026-11-03 14:22 (+01:00)"
 *   plain    a reason, without the command that stands behind it
 *   private  a name, an address, what somebody said: hidden when the screen is incognito
 *   late     there when the day lies before today; soon: today or within 14 days
 *   some     a list, as something: there when it is not empty; a number: when it is not 0
 *   ago      "just now", "5 min ago", "3 h ago"; past two days, or in the future, the time itself
 *
 * Names are sought in "page", then in "doc".
 */
#ifndef APP_WEB_PAGE_DATA_H
#define APP_WEB_PAGE_DATA_H

#include <stdbool.h>

#include "base/moment.h"
#include "base/mustache.h"

struct arena;
struct node;

struct page_data {
	struct arena *arena;
	const struct moment *moment;
	const struct node *page, *doc; /* doc may be NULL */
	bool incognito;
};

/* "d" must live while the template is rendered. */
struct mustache_data page_data(struct page_data *d);

/* "today", "tomorrow", "in 12 days", "3 days ago". */
char *days_words(struct arena *a, int64_t days);

#endif
