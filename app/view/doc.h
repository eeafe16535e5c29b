/*
 * doc.h - one thing to show, as a tree of typed values
 *
 * Rows become a tree once; text, JSON and the workbook all come from it, so that they cannot
 * differ. Names are the words of the JSON contract. Everything lives in an arena.
 */
#ifndef APP_VIEW_DOC_H
#define APP_VIEW_DOC_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/money.h"

struct arena;
struct json_out;

enum node_type {
	NODE_NULL,
	NODE_BOOL,
	NODE_INT,
	NODE_TEXT,
	NODE_DAY,
	NODE_INSTANT,
	NODE_MONEY,
	NODE_LIST,
	NODE_MAP
};

struct node {
	enum node_type type;
	const char *name; /* in a map; NULL in a list */
	union {
		bool truth;
		int64_t number;
		const char *text;
		daynum day;
		instant at;
		struct money money;
	};
	struct node *first, *last, *next;
	int count; /* children */
};

/*
 * Each makes a child of "parent" under "name" (NULL in lists) and returns it. Unknown values (NULL,
 * DAY_NONE, INSTANT_NONE, unknown money) become NODE_NULL: shown as missing, null in JSON.
 */
struct node *node_root(struct arena *a); /* a map */
struct node *node_map(struct arena *a, struct node *parent, const char *name);
struct node *node_list(struct arena *a, struct node *parent, const char *name);
struct node *node_text(struct arena *a, struct node *parent, const char *name, const char *text);
struct node *node_int(struct arena *a, struct node *parent, const char *name, int64_t n);
struct node *node_bool(struct arena *a, struct node *parent, const char *name, bool b);
struct node *node_day(struct arena *a, struct node *parent, const char *name, daynum day);
struct node *node_instant(struct arena *a, struct node *parent, const char *name, instant at);
struct node *node_money(struct arena *a, struct node *parent, const char *name,
			const struct money *m);
/* A list of the lines of a text, without the empty ones; NULL: it is empty. */
struct node *node_lines(struct arena *a, struct node *parent, const char *name, const char *text);
struct node *node_null(struct arena *a, struct node *parent, const char *name);

/* What was made by itself, or stood in another tree, becomes the last child under "name". */
void node_adopt(struct node *parent, const char *name, struct node *child);

/* Child by name; a path may have dots: "shipment.status". NULL when there is none. */
const struct node *node_get(const struct node *map, const char *path);
/* Its text (NODE_TEXT only), number, day ...; NULL, 0 or the "unknown" value when absent. */
const char *node_str(const struct node *map, const char *path);
int64_t node_num(const struct node *map, const char *path);
daynum node_dayof(const struct node *map, const char *path);
instant node_instantof(const struct node *map, const char *path);
bool node_known(const struct node *map, const char *path);

/* The whole tree as JSON: dates YYYY-MM-DD, instants Z, money {"amount","currency"}. */
void node_json(struct json_out *o, const struct node *n);

#endif
