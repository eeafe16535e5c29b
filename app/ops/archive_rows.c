#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/hash.h"
#include "base/text.h"
#include "ops/archive_parts.h"
#include "store/row.h"

/* Things that the case's document lists with their numbers, and where. */
static const struct shown {
	enum table_id table;
	const char *list; /* NULL: the case itself */
	const char *id;
} shown[] = {
	{ TABLE_CASEFILE, NULL, "case" },         { TABLE_CONTACT, "contacts", "contact" },
	{ TABLE_PROMISE, "promises", "promise" }, { TABLE_EVIDENCE, "evidence", "evidence" },
	{ TABLE_HOLD, "holds", "hold" },
};
enum { SHOWN = sizeof shown / sizeof *shown };

/* The newest bytes of a row, as far as entries were open; NULL when its newest entry was not. */
struct remembered {
	char *key; /* "contact.12" */
	const char *bytes;
	size_t len;
	int64_t entry;
	struct remembered *next;
};

enum { BUCKETS = 4096 };

struct row_memory {
	struct remembered *bucket[BUCKETS];
};

static struct remembered **place_of(struct checking *c, const char *key, size_t len)
{
	struct remembered **p;
	uint32_t h = 2166136261u;

	if (!c->rows)
		c->rows = arena_alloc(c->a, sizeof *c->rows);
	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)key[i]) * 16777619u;
	for (p = &c->rows->bucket[h % BUCKETS]; *p; p = &(*p)->next)
		if (strlen((*p)->key) == len && !memcmp((*p)->key, key, len))
			break;
	return p;
}

static struct remembered *remember(struct checking *c, const char *key, size_t len)
{
	struct remembered **p = place_of(c, key, len);

	if (!*p) {
		*p = arena_alloc(c->a, sizeof **p);
		(*p)->key = arena_strndup(c->a, key, len);
	}
	return *p;
}

/* Every row that the header lists has a newer version now, known if its bytes are there. */
void rows_remember(struct checking *c, const struct chain_entry *e)
{
	const char *name, *value, *row;
	size_t name_len, len, row_len;
	struct canon canon;

	if (!e->header || canon_open(&canon, e->header, e->header_len) < 0)
		return;
	while (canon_next(&canon, &name, &name_len, &value, &len) > 0)
		if (chain_row_name(&row, &row_len, name, name_len)) {
			struct remembered *r = remember(c, row, row_len);

			r->bytes = NULL;
			r->entry = e->entry;
		}
	if (!e->body || canon_open(&canon, e->body, e->body_len) < 0)
		return;
	while (canon_next(&canon, &name, &name_len, &value, &len) > 0) {
		struct remembered *r = remember(c, name, name_len);

		r->bytes = memcpy(arena_alloc(c->a, len + 1), value, len);
		r->len = len;
		r->entry = e->entry;
	}
}

/* How the document shows a column's value; NULL for those that it shows otherwise. */
static const char *as_shown(struct checking *c, const struct column *column, const char *value,
			    size_t len)
{
	const char *text = arena_strndup(c->a, value, len);
	char day[DAY_TEXT], at[INSTANT_TEXT];

	switch (column->type) {
	case COL_TEXT:
	case COL_CODE:
	case COL_COUNT:
	case COL_INT:
	case COL_INT64:
	case COL_SHOT:
		return text;
	case COL_DAY:
		return arena_strdup(c->a, day_text(day, (daynum)strtol(text, NULL, 10)));
	case COL_INSTANT:
		return arena_strdup(c->a, instant_text(at, strtoll(text, NULL, 10)));
	default:
		return NULL;
	}
}

static const struct column *column_of(const struct table *t, const char *name, size_t len)
{
	for (int i = 0; i < t->ncolumns; i++)
		if (strlen(t->column[i].name) == len && !memcmp(t->column[i].name, name, len))
			return &t->column[i];
	return NULL;
}

static void compare_row(struct checking *c, const struct remembered *r, const struct table *t,
			const struct json *j, int64_t casefile)
{
	const char *name, *value;
	size_t name_len, len;
	struct canon canon;

	if (canon_open(&canon, r->bytes, r->len) < 0)
		return;
	while (canon_next(&canon, &name, &name_len, &value, &len) > 0) {
		const struct column *column = column_of(t, name, name_len);
		const char *told = column ? json_str(j, column->name) : NULL;
		const char *recorded = told ? as_shown(c, column, value, len) : NULL;

		if (recorded && !text_same(told, recorded))
			archive_fault(c, casefile,
				      arena_printf(c->a,
						   "%s of %s is not what journal entry %" PRId64
						   " recorded",
						   column->name, r->key, r->entry));
	}
}

static void compare_shown(struct checking *c, const struct shown *s, const struct json *j,
			  int64_t casefile)
{
	const struct table *t = &tables[s->table];
	const struct remembered *r;
	const char *key;
	int64_t id;

	if (j->type != JSON_OBJECT || json_int(&id, j, s->id) < 0)
		return;
	key = arena_printf(c->a, "%s.%" PRId64, t->name, id);
	r = *place_of(c, key, strlen(key));
	if (r && r->bytes)
		compare_row(c, r, t, j, casefile);
}

static void compare_case(struct checking *c, const struct json *doc)
{
	int64_t casefile = 0;

	if (doc->type != JSON_OBJECT)
		return;
	json_int(&casefile, doc, "case");
	for (int i = 0; i < SHOWN; i++) {
		const struct json *list = shown[i].list ? json_get(doc, shown[i].list) : NULL;

		if (!shown[i].list)
			compare_shown(c, &shown[i], doc, casefile);
		for (const struct json *j = list ? list->first : NULL; j; j = j->next)
			compare_shown(c, &shown[i], j, casefile);
	}
}

void rows_compare(struct checking *c, const struct json *cases)
{
	const struct json *items = cases->type == JSON_OBJECT ? json_get(cases, "items") : NULL;

	if (!items)
		compare_case(c, cases);
	for (const struct json *j = items ? items->first : NULL; j; j = j->next)
		compare_case(c, j);
}
