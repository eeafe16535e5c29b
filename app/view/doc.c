#include "view/doc.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/json.h"

void node_adopt(struct node *parent, const char *name, struct node *child)
{
	assert(parent->type == NODE_LIST || parent->type == NODE_MAP);
	assert((parent->type == NODE_MAP) == (name != NULL));
	child->name = name;
	child->next = NULL;
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
	parent->count++;
}

static struct node *node_add(struct arena *a, struct node *parent, const char *name,
			     enum node_type type)
{
	struct node *n = arena_alloc(a, sizeof(*n));

	n->type = type;
	if (parent)
		node_adopt(parent, name, n);
	return n;
}

struct node *node_root(struct arena *a)
{
	return node_add(a, NULL, NULL, NODE_MAP);
}

struct node *node_map(struct arena *a, struct node *parent, const char *name)
{
	return node_add(a, parent, name, NODE_MAP);
}

struct node *node_list(struct arena *a, struct node *parent, const char *name)
{
	return node_add(a, parent, name, NODE_LIST);
}

struct node *node_lines(struct arena *a, struct node *parent, const char *name, const char *text)
{
	struct node *list = node_list(a, parent, name);
	char *line = arena_strdup(a, text), *end;

	for (; line; line = end) {
		end = strchr(line, '\n');
		if (end)
			*end++ = '\0';
		if (*line)
			node_text(a, list, NULL, line);
	}
	return list;
}

struct node *node_null(struct arena *a, struct node *parent, const char *name)
{
	return node_add(a, parent, name, NODE_NULL);
}

struct node *node_text(struct arena *a, struct node *parent, const char *name, const char *text)
{
	struct node *n;

	if (!text)
		return node_null(a, parent, name);
	n = node_add(a, parent, name, NODE_TEXT);
	n->text = arena_strdup(a, text);
	return n;
}

struct node *node_int(struct arena *a, struct node *parent, const char *name, int64_t number)
{
	struct node *n = node_add(a, parent, name, NODE_INT);

	n->number = number;
	return n;
}

struct node *node_bool(struct arena *a, struct node *parent, const char *name, bool truth)
{
	struct node *n = node_add(a, parent, name, NODE_BOOL);

	n->truth = truth;
	return n;
}

struct node *node_day(struct arena *a, struct node *parent, const char *name, daynum day)
{
	struct node *n;

	if (day == DAY_NONE)
		return node_null(a, parent, name);
	n = node_add(a, parent, name, NODE_DAY);
	n->day = day;
	return n;
}

struct node *node_instant(struct arena *a, struct node *parent, const char *name, instant at)
{
	struct node *n;

	if (at == INSTANT_NONE)
		return node_null(a, parent, name);
	n = node_add(a, parent, name, NODE_INSTANT);
	n->at = at;
	return n;
}

struct node *node_money(struct arena *a, struct node *parent, const char *name,
			const struct money *m)
{
	struct node *n;

	if (!m || !money_known(m))
		return node_null(a, parent, name);
	n = node_add(a, parent, name, NODE_MONEY);
	n->money = *m;
	return n;
}

const struct node *node_get(const struct node *map, const char *path)
{
	while (map && *path) {
		size_t len = strcspn(path, ".");
		const struct node *n = map->type == NODE_MAP ? map->first : NULL;

		while (n &&
		       (n->name[0] != path[0] || strncmp(n->name, path, len) != 0 || n->name[len]))
			n = n->next;
		map = n;
		path += len;
		if (*path)
			path++;
	}
	return map;
}

static const struct node *node_typed(const struct node *map, const char *path, enum node_type type)
{
	const struct node *n = node_get(map, path);

	return n && n->type == type ? n : NULL;
}

const char *node_str(const struct node *map, const char *path)
{
	const struct node *n = node_typed(map, path, NODE_TEXT);

	return n ? n->text : NULL;
}

int64_t node_num(const struct node *map, const char *path)
{
	const struct node *n = node_get(map, path);

	if (n && n->type == NODE_BOOL)
		return n->truth;
	return n && n->type == NODE_INT ? n->number : 0;
}

daynum node_dayof(const struct node *map, const char *path)
{
	const struct node *n = node_typed(map, path, NODE_DAY);

	return n ? n->day : DAY_NONE;
}

instant node_instantof(const struct node *map, const char *path)
{
	const struct node *n = node_typed(map, path, NODE_INSTANT);

	return n ? n->at : INSTANT_NONE;
}

bool node_known(const struct node *map, const char *path)
{
	const struct node *n = node_get(map, path);

	return n && n->type != NODE_NULL;
}

static void json_money(struct json_out *o, const struct money *m)
{
	char amount[MONEY_TEXT];

	json_begin_object(o);
	json_name(o, "amount");
	json_text(o, money_amount(amount, m));
	json_name(o, "currency");
	json_text(o, m->currency);
	json_end_object(o);
}

static void json_scalar(struct json_out *o, const struct node *n)
{
	char day[DAY_TEXT], at[INSTANT_TEXT];

	switch (n->type) {
	case NODE_BOOL:
		json_bool(o, n->truth);
		break;
	case NODE_INT:
		json_number(o, n->number);
		break;
	case NODE_TEXT:
		json_text(o, n->text);
		break;
	case NODE_DAY:
		json_text(o, day_text(day, n->day));
		break;
	case NODE_INSTANT:
		json_text(o, instant_text(at, n->at));
		break;
	case NODE_MONEY:
		json_money(o, &n->money);
		break;
	default:
		json_null(o);
	}
}

void node_json(struct json_out *o, const struct node *n)
{
	const struct node *child;

	if (n->type == NODE_MAP)
		json_begin_object(o);
	else if (n->type == NODE_LIST)
		json_begin_array(o);
	else
		json_scalar(o, n);

	for (child = n->first; child; child = child->next) {
		if (n->type == NODE_MAP)
			json_name(o, child->name);
		node_json(o, child);
	}

	if (n->type == NODE_MAP)
		json_end_object(o);
	else if (n->type == NODE_LIST)
		json_end_array(o);
}
