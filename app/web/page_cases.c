#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "domain/casefile.h"
#include "domain/shipment.h"
#include "ops/casefile_ops.h"
#include "ops/desk.h"
#include "view/list_doc.h"
#include "web/address.h"
#include "web/api.h"
#include "web/gate.h"
#include "web/page_register.h"
#include "web/typed.h"

enum { ROWS = 50, PAGES_MAX = 200, FOUND = 100 };

/* --- the register --- */

struct reading {
	struct web_call *c;
	struct node *items;
};

int register_query(struct list_query *q, struct web_call *c, struct err *err)
{
	int stage, problem, carrier, sort;
	const char *owner, *client;
	struct money value;
	daynum due;

	if (view_query(q, c, err) < 0)
		return -1;
	if (typed_code(&stage, c, "stage", (struct typed_codes){ stage_names, STAGE_NVALUES },
		       err) < 0 ||
	    typed_code(&problem, c, "problem",
		       (struct typed_codes){ problem_names, PROBLEM_NVALUES }, err) < 0 ||
	    typed_code(&carrier, c, "carrier",
		       (struct typed_codes){ carrier_codes, carrier_codes_n }, err) < 0 ||
	    typed_code(&sort, c, "sort", (struct typed_codes){ list_sort_names, LIST_SORT_NVALUES },
		       err) < 0 ||
	    typed_text(&owner, c, "owner", TYPED_LINE, err) < 0 ||
	    typed_text(&client, c, "client", TYPED_LINE, err) < 0 ||
	    typed_day(&due, c, "due", err) < 0 || typed_money(&value, c, "value", err) < 0)
		return -1;
	q->stage = stage < 0 ? q->stage : stage;
	q->problem = problem < 0 ? q->problem : problem;
	q->carrier = carrier < 0 ? q->carrier : carrier_codes[carrier];
	q->owner = owner ? owner : q->owner;
	q->client = client ? client : q->client;
	q->due_on = due == DAY_NONE ? q->due_on : due;
	if (money_known(&value))
		q->value_cents = value.cents > 0 ? value.cents : 0;
	q->sort = sort < 0 ? q->sort : (enum list_sort)sort;
	q->all = q->all || query_get(c, "all") || q->stage == STAGE_CLOSED;
	q->cards = c->site->cards;
	if (query_get(c, "mine"))
		q->owner = c->user;
	if (c->session.client)
		q->client = c->session.client;
	return 0;
}

void copy_row(struct arena *a, struct node *list, const struct node *row)
{
	struct node *n = node_map(a, list, NULL);

	for (const struct node *f = row->first; f; f = f->next) {
		switch (f->type) {
		case NODE_TEXT:
			node_text(a, n, f->name, arena_strdup(a, f->text));
			break;
		case NODE_INT:
			node_int(a, n, f->name, f->number);
			break;
		case NODE_BOOL:
			node_bool(a, n, f->name, f->truth);
			break;
		case NODE_DAY:
			node_day(a, n, f->name, f->day);
			break;
		case NODE_INSTANT:
			node_instant(a, n, f->name, f->at);
			break;
		case NODE_MONEY:
			node_money(a, n, f->name, &f->money);
			break;
		case NODE_NULL:
		case NODE_LIST:
		case NODE_MAP:
			node_null(a, n, f->name);
			break;
		}
	}
}

static int keep_row(void *payload, const struct node *row, struct err *err)
{
	struct reading *r = payload;

	(void)err;
	copy_row(&r->c->arena, r->items, row);
	return 0;
}

static int make_list(struct node **out, struct snap *snap, struct web_call *c, struct err *err)
{
	int64_t page, count = 0, closed = 0;
	struct list_query q;
	struct reading r = { .c = c };

	if (register_query(&q, c, err) < 0 || typed_number(&page, c, "page", PAGES_MAX, err) < 0)
		return -1;
	if (page < 1)
		page = 1;
	*out = node_root(&c->arena);
	r.items = node_list(&c->arena, *out, "items");
	q.from = (int)(page - 1) * ROWS;
	q.limit = ROWS;
	if (case_list(&count, &closed, snap, &q, &c->moment, keep_row, &r, err) < 0)
		return -1;
	node_int(&c->arena, *out, "count", count);
	node_int(&c->arena, *out, "closed_not_shown", closed);
	node_int(&c->arena, *out, "page", page);
	node_int(&c->arena, *out, "pages", (count + ROWS - 1) / ROWS);
	return 0;
}

/* --- what a search found --- */

static int make_found(struct node **out, struct snap *snap, struct web_call *c, struct err *err)
{
	struct search_query q = { .client = c->session.client };
	struct piece piece;
	const char *text;

	if (piece_take(&piece, c, FOUND, err) < 0 || typed_text(&text, c, "q", TYPED_LINE, err) < 0)
		return -1;
	q.text = text ? text : "";
	q.limit = piece.from + piece.limit;
	if (search_doc(out, snap, &c->arena, &q, false, err) < 0)
		return -1;
	piece_cut(&piece, c, *out);
	return 0;
}

/* --- the page --- */

static const char *page_address(struct web_call *c, int64_t page)
{
	return address_with(c, "/cases", "page", arena_printf(&c->arena, "%" PRId64, page));
}

static void add_pages(struct web_call *c, struct node *p, const struct node *doc)
{
	int64_t page = node_num(doc, "page"), pages = node_num(doc, "pages");

	if (page > 1)
		node_text(&c->arena, p, "earlier_page", page_address(c, page - 1));
	if (page < pages && page < PAGES_MAX)
		node_text(&c->arena, p, "later_page", page_address(c, page + 1));
	node_bool(&c->arena, p, "several", pages > 1);
}

int page_cases(struct web_call *c, struct err *err)
{
	bool search = query_get(c, "q");
	struct node *page = node_root(&c->arena), *doc;

	if (c->found.api && !search)
		return api_cases(c, err);
	if (read_doc(&doc, c, search ? make_found : make_list, err) < 0)
		return -1;
	if (c->found.api)
		return answer_reading(c, doc, err);
	node_text(&c->arena, page, "f_q", query_get(c, "q"));
	if (!search)
		add_pages(c, page, doc);
	if (!search && register_parts(c, page, doc, err) < 0)
		return -1;
	node_bool(&c->arena, page, "search", search);
	node_bool(&c->arena, page, "has_closed", !search && node_num(doc, "closed_not_shown") > 0);
	return answer_page(c,
			   &(struct page_view){ .name = "cases",
						.title = search ? "Found" : "Cases",
						.here = "cases",
						.page = page,
						.doc = doc },
			   err);
}
