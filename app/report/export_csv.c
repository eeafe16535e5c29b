#include "report/export.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "view/doc.h"

enum { EXPORT_MAX = 512 << 20, EXPORT_MODE = 0600, COLUMNS_MAX = 512 };

struct columns {
	struct arena *arena;
	const char *name[COLUMNS_MAX];
	const char *value[COLUMNS_MAX]; /* of the case at hand */
	int n;
};

static void put_value(struct columns *c, const char *name, const char *value)
{
	int i = 0;

	while (i < c->n && !text_same(c->name[i], name))
		i++;
	if (i == COLUMNS_MAX)
		return;
	if (i == c->n)
		c->name[c->n++] = name;
	c->value[i] = value;
}

/* The sums of a case: two columns each, known or not, so that a column never changes its name. */
static bool is_sum(const struct node *n)
{
	static const char *const sums[] = { "value", "insured", "postage" };

	return n->type == NODE_MONEY ||
	       (n->type == NODE_NULL &&
		name_find(sums, sizeof(sums) / sizeof(*sums), n->name) >= 0);
}

static void put_money(struct columns *c, const char *name, const struct money *m)
{
	char text[MONEY_TEXT];

	put_value(c, arena_printf(c->arena, "%s.amount", name),
		  m ? arena_strdup(c->arena, money_amount(text, m)) : NULL);
	put_value(c, arena_printf(c->arena, "%s.currency", name), m ? m->currency : NULL);
}

static const char *scalar(struct arena *a, const struct node *n)
{
	char day[DAY_TEXT], at[INSTANT_TEXT];

	switch (n->type) {
	case NODE_TEXT:
		return n->text;
	case NODE_INT:
		return arena_printf(a, "%" PRId64, n->number);
	case NODE_BOOL:
		return n->truth ? "true" : "false";
	case NODE_DAY:
		return arena_strdup(a, day_text(day, n->day));
	case NODE_INSTANT:
		return arena_strdup(a, instant_text(at, n->at));
	default:
		return NULL;
	}
}

static void put_map(struct columns *c, const char *path, const struct node *map)
{
	for (const struct node *n = map->first; n; n = n->next) {
		const char *name =
			arena_printf(c->arena, "%s%s%s", path, path[0] ? "." : "", n->name);

		if (n->type == NODE_MAP)
			put_map(c, name, n);
		else if (n->type == NODE_LIST)
			put_value(c, arena_printf(c->arena, "%s.count", name),
				  arena_printf(c->arena, "%d", n->count));
		else if (is_sum(n))
			put_money(c, name, n->type == NODE_MONEY ? &n->money : NULL);
		else
			put_value(c, name, scalar(c->arena, n));
	}
}

static void put_row(struct buf *b, const char *const fields[], int n, enum csv_flavour flavour)
{
	for (int i = 0; i < n; i++)
		csv_put(b, fields[i], flavour, i == 0);
	csv_end_row(b);
}

int export_csv(const char *path, const struct node *const cases[], int n, enum csv_flavour flavour,
	       struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct columns c = { .arena = &arena };
	struct buf b;
	int ret = -1;

	if (n < 1)
		return err_set(err, ERR_INPUT, "an export needs at least one case");
	buf_init(&b, EXPORT_MAX);
	if (flavour == CSV_FOR_EXCEL) /* without the mark it takes the bytes for Latin letters */
		buf_puts(&b, "\xEF\xBB\xBF");
	/* Twice: a column that only the last case has must stand in the first row. */
	for (int i = 0; i < n; i++)
		put_map(&c, "", cases[i]);
	put_row(&b, c.name, c.n, flavour);
	for (int i = 0; i < n; i++) {
		memset(c.value, 0, sizeof(c.value));
		put_map(&c, "", cases[i]);
		put_row(&b, c.value, c.n, flavour);
	}
	if (buf_check(&b, "the export", err) == 0)
		ret = file_write(path, b.at, b.len, EXPORT_MODE, err);
	buf_release(&b);
	arena_release(&arena);
	return ret;
}
