#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "domain/column_map.h"
#include "ops/desk.h"
#include "ops/import_ops.h"
#include "ops/watch_ops.h"
#include "view/import_doc.h"
#include "view/watch_doc.h"
#include "web/api.h"
#include "web/deadline.h"
#include "web/kept_upload.h"
#include "web/label.h"
#include "web/page_verb.h"
#include "web/typed.h"

/* Parcels without a case: what the watch found, and lists of parcels that are taken in. */

enum { LINES = 100 };

/* --- the watch --- */

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

static void add_maps(struct web_call *c, struct node *page, const struct column_map **maps, int n)
{
	struct node *list = node_list(&c->arena, page, "maps"), *m;

	for (int i = 0; i < n; i++) {
		m = node_map(&c->arena, list, NULL);
		node_text(&c->arena, m, "code", maps[i]->name);
		node_text(&c->arena, m, "title", maps[i]->title);
		node_bool(&c->arena, m, "chosen",
			  text_same(maps[i]->name, form_get(&c->form, "map")));
	}
}

static int show_shipments(struct web_call *c, const struct err *wrong, struct node *page,
			  struct err *err)
{
	const struct column_map **maps;
	struct node *doc;
	int n;

	if (read_doc(&doc, c, make_watch, err) < 0 || import_maps(&maps, &n, &c->arena, err) < 0)
		return -1;
	add_maps(c, page, maps, n);
	node_bool(&c->arena, page, "may_import",
		  c->session.role >= ROLE_DESK && !c->session.client);
	node_text(&c->arena, page, "wrong", wrong ? said_on_page(c, wrong) : NULL);
	return answer_page(c,
			   &(struct page_view){
				   .name = "shipments",
				   .title = "Shipments",
				   .here = "shipments",
				   .page = page,
				   .doc = doc,
				   .status = wrong ? (unsigned)err_http_status(wrong->code) : 200 },
			   err);
}

int page_shipments(struct web_call *c, struct err *err)
{
	struct node *doc;

	if (!c->found.api)
		return show_shipments(c, NULL, node_root(&c->arena), err);
	return read_doc(&doc, c, make_watch, err) < 0 ? -1 : answer_reading(c, doc, err);
}

/* --- a list of parcels --- */

/* What programs get, with what the watch will say of each row, and reasons in the page's words. */
static void report_node(struct web_call *c, struct node *n, const struct import_report *r)
{
	struct node *item, *reason;

	import_node(&c->arena, n, r);
	item = own_node(n, "items")->first;
	for (int i = 0; i < r->nitems; i++, item = item->next) {
		reason = own_node(item, "reason");
		if (r->item[i].reason)
			reason->text = text_on_page(c, reason->text);
		if (!r->item[i].why)
			continue;
		node_text(&c->arena, item, "verdict", watch_verdict_names[r->item[i].verdict]);
		node_text(&c->arena, item, "why", r->item[i].why);
	}
}

/* The list that comes with the form, or the one that was looked at before. */
static int take_list(struct web_call *c, struct err *err)
{
	const char *kept = form_get(&c->form, "kept");

	if (c->upload.path)
		return 0;
	if (!kept || !c->site->kept || !c->token)
		return err_set(err, ERR_INPUT, "choose the file: a CSV of your label platform");
	if (kept_upload_take(&c->upload, c->site->kept, &c->arena, kept, c->token,
			     clock_ms() / 1000))
		return 0;
	return err_set(err, ERR_STATE,
		       "the list that was looked at is kept no longer: choose the file again");
}

static int import_options(struct import_options *o, struct web_call *c, struct err *err)
{
	int dates;

	*o = (struct import_options){ .path = c->upload.path,
				      .dry_run = !form_get(&c->form, "take_in"),
				      .refusals = "" }; /* they are shown */
	if (typed_text(&o->map, c, "map", TYPED_LINE, err) < 0 ||
	    typed_text(&o->client, c, "client", TYPED_LINE, err) < 0 ||
	    typed_text(&o->carrier, c, "carrier", TYPED_LINE, err) < 0 ||
	    typed_code(&dates, c, "dates",
		       (struct typed_codes){ date_order_names, DATE_ORDER_NVALUES }, err) < 0)
		return -1;
	o->dates = dates < 0 ? DATE_ORDER_NONE : (enum date_order)dates;
	if (o->map && strchr(o->map, '/'))
		return err_set(err, ERR_INPUT, "choose one of the maps of the list");
	return 0;
}

static int import_file(struct import_report *r, struct web_call *c, struct err *err)
{
	struct import_options o;

	if (c->session.client)
		return err_set(
			err, ERR_NOT_PERMITTED,
			"a list may hold parcels of every client: ask whoever runs the desk");
	return take_list(c, err) < 0 || import_options(&o, c, err) < 0
		       ? -1
		       : import_run(r, c->desk, &c->arena, &o, err);
}

/* So that it need not be chosen again: after a look, and when it could not be read as it was. */
static void keep_list(struct web_call *c, struct node *page)
{
	char *name = arena_alloc(&c->arena, TOKEN_TEXT);
	const char *file = c->upload.path ? path_base(c->upload.path) : NULL;

	if (!file || !c->site->kept || !c->token ||
	    !kept_upload_put(name, c->site->kept, &c->upload, c->token, clock_ms() / 1000))
		return;
	node_text(&c->arena, page, "kept", name);
	node_text(&c->arena, page, "kept_name", file);
}

int post_import(struct web_call *c, struct err *err)
{
	struct node *page = node_root(&c->arena);
	bool look = !form_get(&c->form, "take_in");
	struct import_report r;

	if (import_file(&r, c, err) < 0) {
		struct err wrong = *err;

		if (c->found.api || c->session.client)
			return -1;
		keep_list(c, page);
		keep_typed(c, page);
		return show_shipments(c, &wrong, page, err);
	}
	if (c->found.api) {
		r.refusals_file = NULL; /* nobody could look into it */
		import_node(&c->arena, page, &r);
		return answer_json(c, 201, page, err);
	}
	report_node(c, node_map(&c->arena, page, "import"), &r);
	node_bool(&c->arena, page, "preview", look);
	if (look) {
		keep_list(c, page);
		keep_typed(c, page);
	}
	return show_shipments(c, NULL, page, err);
}
