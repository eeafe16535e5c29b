#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "report/table.h"
#include "report/words.h"

enum { COLUMNS_MAX = BOOK_COLUMNS - 1, HASH_LETTERS = 64 };

/* What an entry is about varies with the act: the headings are the names that the entries have. */
struct found {
	struct column column[COLUMNS_MAX];
	int n;
};

static bool is_hash(const char *text)
{
	return strlen(text) == HASH_LETTERS && !text[strspn(text, "0123456789abcdef")];
}

static void widen(struct column *c, const struct node *n)
{
	double width = 10;

	if (n->type == NODE_INSTANT)
		width = 17;
	if (n->type == NODE_TEXT && is_hash(n->text)) {
		c->as = AS_MONO;
		width = 36;
	} else if (n->type == NODE_TEXT) {
		width = utf8_width(n->text) + 2;
		width = width > 60 ? 60 : width;
	}
	if (width > c->width)
		c->width = width;
}

static const char *title_of(struct book *b, const char *name)
{
	static const char *const titles[][2] = {
		{ "op", "What was done" },      { "user", "By" },
		{ "as", "On behalf of" },       { "way", "By way of" },
		{ "clock", "Machine's clock" }, { "now_given", "Time was moved" },
	};

	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		if (text_same(titles[i][0], name))
			return titles[i][1];
	return say_code(b, name);
}

static void find_columns(struct book *b, struct found *found, const struct node *list)
{
	for (const struct node *row = list->first; row; row = row->next) {
		for (const struct node *n = row->type == NODE_MAP ? row->first : NULL; n;
		     n = n->next) {
			int i = 0;

			if (n->type == NODE_LIST || n->type == NODE_MAP || n->type == NODE_NULL)
				continue;
			while (i < found->n && !text_same(found->column[i].names, n->name))
				i++;
			if (i == COLUMNS_MAX)
				continue;
			if (i == found->n) {
				found->n++;
				found->column[i] = (struct column){ .title = title_of(b, n->name),
								    .names = n->name,
								    .width = 10 };
			}
			widen(&found->column[i], n);
		}
	}
}

void sheet_journal(struct book *b)
{
	static const struct column plain[] = { { .title = "At", .width = 17 },
					       { .title = "What was done", .width = 80 } };
	struct found *found = arena_alloc(b->arena, sizeof(*found));
	struct table t = { .list = "journal", .empty = "No journal entry came with this export." };
	struct sheet s;
	int head;

	for (int i = 0; i < b->in->ncases; i++) {
		const struct node *list = node_get(b->in->cases[i], t.list);

		if (list && list->type == NODE_LIST)
			find_columns(b, found, list);
	}
	t.columns = found->n ? found->column : plain;
	t.ncolumns = found->n ? found->n : 2;
	table_sheet(&s, b, "Journal", &t);
	head = s.row - 1;
	if (table_rows(&s, &t))
		sheet_filter(&s, head, s.ncolumns);
}
