#include <inttypes.h>
#include <stdlib.h>

#include "base/text.h"
#include "ops/desk.h"
#include "web/address.h"
#include "web/api.h"
#include "web/page_verb.h"
#include "web/typed.h"

struct reading {
	struct web_call *c;
	struct node *items;
	enum list_sort sort;
	int room;
	bool more;
	struct list_place last;
};

/* What the row is sorted by. */
static int64_t key_of(const struct node *row, enum list_sort sort)
{
	const struct node *value = node_get(row, "value");

	if (sort == LIST_DUE)
		return node_dayof(row, "closes_on");
	return value && value->type == NODE_MONEY ? value->money.cents : -1;
}

static int keep_row(void *payload, const struct node *row, struct err *err)
{
	struct reading *r = payload;

	(void)err;
	if (r->items->count == r->room) {
		r->more = true;
		return 0;
	}
	copy_row(&r->c->arena, r->items, row);
	r->last = (struct list_place){ node_num(row, "case"), key_of(row, r->sort) };
	return 0;
}

/* "KEY.CASE"; for who asks it is one word. */
static int take_after(struct list_place *place, const char *text, struct err *err)
{
	char *end;

	place->key = strtoll(text, &end, 10);
	if (end != text && *end == '.') {
		text = end + 1;
		place->id = strtoll(text, &end, 10);
		if (*text >= '0' && *text <= '9' && !*end && place->id > 0)
			return 0;
	}
	return err_set(err, ERR_INPUT, "after: take it from \"next\" as it is");
}

static int take_paging(struct list_query *q, struct list_place *place, struct web_call *c,
		       struct err *err)
{
	const char *after;
	int64_t limit;

	if (typed_number(&limit, c, "limit", API_ROWS_MAX, err) < 0 ||
	    typed_text(&after, c, "after", TYPED_LINE, err) < 0)
		return -1;
	if (limit == 0)
		return err_set(err, ERR_INPUT, "limit is 1 to %d", API_ROWS_MAX);
	q->limit = limit < 0 ? API_ROWS : (int)limit;
	if (!after)
		return 0;
	q->after = place;
	return take_after(place, after, err);
}

static int read_list(struct node **out, struct web_call *c, struct list_query *q, struct err *err)
{
	int64_t count = 0, closed = 0;
	struct reading r = { .c = c };
	const char *next = NULL;
	struct snap *snap;
	int rc;

	*out = node_root(&c->arena);
	r.items = node_list(&c->arena, *out, "items");
	r.sort = q->sort;
	r.room = q->limit++;
	if (desk_snap(&snap, c->desk, err) < 0)
		return -1;
	rc = case_list(&count, &closed, snap, q, &c->moment, keep_row, &r, err);
	desk_snap_end(snap);
	if (rc < 0)
		return -1;
	if (r.more)
		next = address_with(
			c, "/api/cases", "after",
			arena_printf(&c->arena, "%" PRId64 ".%" PRId64, r.last.key, r.last.id));
	node_int(&c->arena, *out, "count", count);
	node_int(&c->arena, *out, "closed_not_shown", closed);
	node_text(&c->arena, *out, "next", next);
	return 0;
}

int api_cases(struct web_call *c, struct err *err)
{
	struct list_place place;
	struct list_query q;
	struct node *doc;

	if (register_query(&q, c, err) < 0 || take_paging(&q, &place, c, err) < 0 ||
	    read_list(&doc, c, &q, err) < 0)
		return -1;
	return answer_reading(c, doc, err);
}

/* --- lists that are ranked --- */

int piece_take(struct piece *p, struct web_call *c, int rows, struct err *err)
{
	int64_t limit, after;

	*p = (struct piece){ 0, rows };
	if (!c->found.api)
		return 0;
	if (typed_number(&limit, c, "limit", API_ROWS_MAX, err) < 0 ||
	    typed_number(&after, c, "after", PIECE_FROM_MAX, err) < 0)
		return -1;
	if (limit == 0)
		return err_set(err, ERR_INPUT, "limit is 1 to %d", API_ROWS_MAX);
	if (limit > 0)
		p->limit = (int)limit;
	if (after > 0)
		p->from = (int)after;
	return 0;
}

void piece_cut(const struct piece *p, struct web_call *c, struct node *doc)
{
	struct node *items = own_node(doc, "items"), *n;
	int end = p->from + p->limit;
	const char *next = NULL;

	if (!c->found.api)
		return;
	if (node_num(doc, "count") > end && end <= PIECE_FROM_MAX)
		next = address_with(c, c->head.path, "after", arena_printf(&c->arena, "%d", end));
	for (int i = 0; i < p->from && items->first; i++, items->count--)
		items->first = items->first->next;
	n = items->first;
	for (int i = 1; n && i < p->limit; i++)
		n = n->next;
	if (n && n->next) {
		n->next = NULL;
		items->count = p->limit;
	}
	items->last = n;
	node_text(&c->arena, doc, "next", next);
}
