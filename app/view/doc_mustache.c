#include "view/doc_mustache.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/zone.h"
#include "view/doc.h"

const char *day_words(struct arena *a, daynum day)
{
	static const char *const month[] = { "January",   "February", "March",    "April",
					     "May",       "June",     "July",     "August",
					     "September", "October",  "November", "December" };
	struct civil c;

	if (day == DAY_NONE)
		return NULL;
	c = day_civil(day);
	return arena_printf(a, "%s %d, %d", month[c.month - 1], c.day, c.year);
}

static enum mustache_kind kind_of(void *payload, const void *item)
{
	const struct node *n = item;

	(void)payload;
	switch (n->type) {
	case NODE_NULL:
		return MUSTACHE_NOTHING;
	case NODE_BOOL:
		return n->truth ? MUSTACHE_VALUE : MUSTACHE_NOTHING;
	case NODE_TEXT:
		return n->text && *n->text ? MUSTACHE_VALUE : MUSTACHE_NOTHING;
	case NODE_LIST:
		return MUSTACHE_LIST;
	case NODE_MAP:
		return MUSTACHE_MAP;
	case NODE_INT:
	case NODE_DAY:
	case NODE_INSTANT:
	case NODE_MONEY:
		break;
	}
	return MUSTACHE_VALUE;
}

static const void *child_of(void *payload, const void *map, const char *name)
{
	(void)payload;
	for (const struct node *n = ((const struct node *)map)->first; n; n = n->next)
		if (n->name && strcmp(n->name, name) == 0)
			return n;
	return NULL;
}

static const void *first_of(void *payload, const void *list)
{
	(void)payload;
	return ((const struct node *)list)->first;
}

static const void *next_of(void *payload, const void *item)
{
	(void)payload;
	return ((const struct node *)item)->next;
}

static const char *text_of(void *payload, const void *item)
{
	const struct doc_texts *t = payload;
	const struct node *n = item;
	char money[MONEY_TEXT];

	switch (n->type) {
	case NODE_TEXT:
		return n->text;
	case NODE_INT:
		return arena_printf(t->arena, "%" PRId64, n->number);
	case NODE_DAY:
		return day_words(t->arena, n->day);
	case NODE_INSTANT:
		return day_words(t->arena, zone_day(t->zone, n->at));
	case NODE_MONEY:
		return arena_strdup(t->arena, money_text(money, &n->money));
	case NODE_BOOL:
		return n->truth ? "yes" : "no";
	case NODE_NULL:
	case NODE_LIST:
	case NODE_MAP:
		break;
	}
	return NULL;
}

struct mustache_data doc_mustache(const struct node *root, struct doc_texts *texts)
{
	return (struct mustache_data){ root, texts, kind_of, child_of, first_of, next_of, text_of };
}
