#include "web/page_data.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/day.h"
#include "base/text.h"
#include "base/zone.h"
#include "domain/number.h"
#include "domain/shipment.h"
#include "view/doc.h"
#include "web/label.h"

enum { SOON_DAYS = 14, STYLE_MAX = 40 };

/* What the engine is given: a node, and how it is to be shown. NULL node: the page itself. */
struct item {
	const struct node *node;
	const char *style; /* "" for none */
};

static const struct item whole = { NULL, "" };

static bool is_late(const struct page_data *d, const struct node *n)
{
	return n->type == NODE_DAY && n->day < d->moment->today;
}

static bool is_soon(const struct page_data *d, const struct node *n)
{
	return n->type == NODE_DAY && n->day >= d->moment->today &&
	       n->day - d->moment->today <= SOON_DAYS;
}

static bool is_there(const struct node *n)
{
	switch (n->type) {
	case NODE_NULL:
		return false;
	case NODE_BOOL:
		return n->truth;
	case NODE_TEXT:
		return n->text && *n->text;
	case NODE_LIST:
		return n->count > 0;
	case NODE_INT:
	case NODE_DAY:
	case NODE_INSTANT:
	case NODE_MONEY:
	case NODE_MAP:
		break;
	}
	return true;
}

static enum mustache_kind kind_of(void *payload, const void *item)
{
	const struct page_data *d = payload;
	const struct item *i = item;
	bool there;

	if (!i->node)
		return MUSTACHE_MAP;
	if (!*i->style && i->node->type == NODE_LIST)
		return MUSTACHE_LIST;
	if (!*i->style && i->node->type == NODE_MAP)
		return MUSTACHE_MAP;
	if (text_has_prefix(i->style, "is-"))
		there = i->node->type == NODE_TEXT && text_same(i->node->text, i->style + 3);
	else if (strcmp(i->style, "late") == 0)
		there = is_late(d, i->node);
	else if (strcmp(i->style, "soon") == 0)
		there = is_soon(d, i->node);
	else if (strcmp(i->style, "some") == 0 && i->node->type == NODE_INT)
		there = i->node->number != 0;
	else
		there = is_there(i->node);
	return there ? MUSTACHE_VALUE : MUSTACHE_NOTHING;
}

static const struct node *find(const struct node *map, const char *name, size_t n)
{
	for (const struct node *c = map ? map->first : NULL; c; c = c->next)
		if (c->name && strncmp(c->name, name, n) == 0 && !c->name[n])
			return c;
	return NULL;
}

static const void *child_of(void *payload, const void *map, const char *name)
{
	const struct page_data *d = payload;
	const struct item *from = map;
	size_t n = strcspn(name, "|");
	const struct node *found;
	struct item *i;

	if (from->node) {
		found = find(from->node, name, n);
	} else {
		found = find(d->page, name, n);
		if (!found)
			found = find(d->doc, name, n);
	}
	if (!found)
		return NULL;
	i = arena_alloc(d->arena, sizeof *i);
	*i = (struct item){ found, name[n] ? name + n + 1 : "" };
	return i;
}

static const void *item_of(const struct page_data *d, const struct node *n)
{
	struct item *i;

	if (!n)
		return NULL;
	i = arena_alloc(d->arena, sizeof *i);
	*i = (struct item){ n, "" };
	return i;
}

static const void *first_of(void *payload, const void *list)
{
	return item_of(payload, ((const struct item *)list)->node->first);
}

static const void *next_of(void *payload, const void *item)
{
	return item_of(payload, ((const struct item *)item)->node->next);
}

char *days_words(struct arena *a, int64_t days)
{
	if (days == 0)
		return arena_strdup(a, "today");
	if (days == 1)
		return arena_strdup(a, "tomorrow");
	if (days == -1)
		return arena_strdup(a, "yesterday");
	if (days > 0)
		return arena_printf(a, "in %" PRId64 " days", days);
	return arena_printf(a, "%" PRId64 " days ago", -days);
}

static const char *code_words(struct arena *a, const char *code)
{
	char *copy = arena_strdup(a, code);

	for (char *p = copy; *p; p++)
		if (*p == '_')
			*p = ' ';
	return copy;
}

static const char *bytes_words(struct arena *a, int64_t n)
{
	static const char *const unit[] = { "bytes", "kB", "MB", "GB" };
	int64_t tenths = n * 10;
	int u = 0;

	for (; u < 3 && tenths >= 10000; u++)
		tenths /= 1000;
	if (u == 0 || tenths >= 1000)
		return arena_printf(a, "%" PRId64 " %s", tenths / 10, unit[u]);
	return arena_printf(a, "%" PRId64 ".%" PRId64 " %s", tenths / 10, tenths % 10, unit[u]);
}

/* "2026-11-03T14:22:05+01:00"; what is written otherwise stays as it is. */
static const char *local_words(struct arena *a, const char *text)
{
	const char *zone = text + 16;

	if (strlen(text) < 16 || text[10] != 'T' || text[13] != ':')
		return text;
	if (*zone == ':' && strlen(zone) >= 3)
		zone += 3;
	return arena_printf(a, "%.10s %.5s%s%s%s", text, text + 11, *zone ? " (" : "", zone,
			    *zone ? ")" : "");
}

/* "row-rows": one of the two; '_' stands for a blank. */
static const char *counted(struct arena *a, int64_t n, const char *nouns)
{
	size_t len = strcspn(nouns, "-");
	const char *words = code_words(a, nouns), *one = arena_strndup(a, words, len);

	return text_count(a, n, one, nouns[len] ? words + len + 1 : one);
}

/* Counted in whole minutes and hours; where that tells little, the time itself. */
static const char *ago_words(const struct page_data *d, instant at)
{
	int64_t minutes = (d->moment->now - at) / 60;

	if (minutes < 0 || minutes >= 48 * 60)
		return NULL;
	if (minutes == 0)
		return "just now";
	if (minutes < 60)
		return arena_printf(d->arena, "%" PRId64 " min ago", minutes);
	return arena_printf(d->arena, "%" PRId64 " h ago", minutes / 60);
}

static const char *styled(const struct page_data *d, const struct item *i)
{
	const struct node *n = i->node;
	struct arena *a = d->arena;

	if (d->incognito && strcmp(i->style, "private") == 0)
		return is_there(n) ? "\u2022\u2022\u2022\u2022" : NULL;
	if (n->type == NODE_TEXT && strcmp(i->style, "local") == 0)
		return local_words(a, n->text);
	if (n->type == NODE_TEXT && strcmp(i->style, "plain") == 0)
		return arena_strndup(a, n->text, before_command(n->text));
	if (n->type == NODE_TEXT && strcmp(i->style, "words") == 0)
		return code_words(a, n->text);
	if (n->type == NODE_TEXT && strcmp(i->style, "carrier") == 0)
		return carrier_title(n->text);
	if (n->type == NODE_TEXT && strcmp(i->style, "number") == 0)
		return number_grouped(a, n->text);
	if (n->type == NODE_DAY && strcmp(i->style, "left") == 0)
		return days_words(a, n->day - d->moment->today);
	if (n->type == NODE_INT && text_has_prefix(i->style, "n-"))
		return counted(a, n->number, i->style + 2);
	if (n->type == NODE_INT && strcmp(i->style, "bytes") == 0)
		return bytes_words(a, n->number);
	if (n->type == NODE_INSTANT && strcmp(i->style, "ago") == 0)
		return ago_words(d, n->at);
	return NULL;
}

static const char *text_of(void *payload, const void *item)
{
	const struct page_data *d = payload;
	const struct item *i = item;
	const char *text = i->node ? styled(d, i) : NULL;
	char day[DAY_TEXT], at[64], money[MONEY_TEXT];

	if (text || !i->node)
		return text;
	switch (i->node->type) {
	case NODE_TEXT:
		return i->node->text;
	case NODE_INT:
		return arena_printf(d->arena, "%" PRId64, i->node->number);
	case NODE_DAY:
		return arena_strdup(d->arena, day_text(day, i->node->day));
	case NODE_INSTANT:
		return arena_strdup(d->arena, zone_text(at, d->moment->zone, i->node->at));
	case NODE_MONEY:
		return arena_strdup(d->arena, money_text(money, &i->node->money));
	case NODE_BOOL:
		return i->node->truth ? "yes" : "no";
	case NODE_NULL:
	case NODE_LIST:
	case NODE_MAP:
		break;
	}
	return NULL;
}

struct mustache_data page_data(struct page_data *d)
{
	return (struct mustache_data){ &whole, d, kind_of, child_of, first_of, next_of, text_of };
}
