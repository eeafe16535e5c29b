#include <string.h>

#include "base/text.h"
#include "ops/desk.h"
#include "ops/watch_ops.h"
#include "view/watch_doc.h"
#include "web/api.h"
#include "web/page_import.h"
#include "web/page_track.h"

/* Parcels without a case: what the watch found. */

enum { LINES = 100 };

/* Who is held to a client sees his parcels, and how many of them. */
static void leave_own(struct web_call *c, struct watch_list *list)
{
	int kept = 0;

	if (!c->session.client)
		return;
	memset(list->of, 0, sizeof list->of);
	for (int i = 0; i < list->n; i++) {
		if (!text_same(list->item[i].shipment.client, c->session.client))
			continue;
		list->of[list->item[i].finding.verdict]++;
		list->item[kept++] = list->item[i];
	}
	list->n = kept;
	list->count = kept;
	list->checked = list->with_case = list->closed = list->never_asked = list->over = 0;
}

static int make_watch(struct node **out, struct snap *snap, struct web_call *c, struct err *err)
{
	struct watch_query q = { .moment = &c->moment };
	struct watch_list list;
	struct piece piece;

	if (piece_take(&piece, c, LINES, err) < 0)
		return -1;
	q.limit = c->session.client ? (int)WATCH_LIMIT_MAX : piece.from + piece.limit;
	if (watch_find(&list, snap, &c->arena, &q, err) < 0)
		return -1;
	leave_own(c, &list);
	if (list.n > piece.from + piece.limit)
		list.n = piece.from + piece.limit;
	*out = watch_doc(&c->arena, &list, c->moment.today);
	piece_cut(&piece, c, *out);
	return 0;
}

int page_shipments(struct web_call *c, struct err *err)
{
	struct node *page = node_root(&c->arena), *doc;

	if (read_doc(&doc, c, make_watch, err) < 0)
		return -1;
	if (c->found.api)
		return answer_reading(c, doc, err);
	if (may_ask_for_due(c) && due_node(c, node_map(&c->arena, page, "due_run"), err) < 0)
		return -1;
	node_bool(&c->arena, page, "may_import", may_import(c));
	return answer_page(c,
			   &(struct page_view){ .name = "shipments",
						.title = "Shipments",
						.here = "shipments",
						.page = page,
						.doc = doc },
			   err);
}
