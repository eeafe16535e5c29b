#include <stdint.h>

#include "base/buf.h"
#include "base/text.h"
#include "domain/contact.h"
#include "domain/evidence.h"
#include "domain/request.h"
#include "ops/claim_ops.h"
#include "ops/desk.h"
#include "view/audience.h"
#include "view/brief_doc.h"
#include "view/case_doc.h"
#include "view/draw.h"
#include "view/draw_case.h"
#include "view/next_doc.h"
#include "web/label.h"
#include "web/page_track.h"
#include "web/page_verb.h"
#include "web/phone.h"
#include "web/typed.h"

void keep_typed(struct web_call *c, struct node *page)
{
	for (int i = 0; i < c->form.n; i++)
		node_text(&c->arena, page, arena_printf(&c->arena, "f_%s", c->form.field[i].name),
			  c->form.field[i].value);
}

struct node *own_node(struct node *doc, const char *name)
{
	for (struct node *n = doc->first; n; n = n->next)
		if (text_same(n->name, name))
			return n;
	return NULL;
}

int make_case_doc(struct node **out, struct snap *snap, struct web_call *c, struct err *err)
{
	return case_doc(out, snap, &c->arena, c->found.id[0], &c->moment, err);
}

int case_brief(struct node **out, struct snap *snap, struct web_call *c, struct err *err)
{
	return brief_doc(out, snap, &c->arena, c->found.id[0], &c->moment, err);
}

/* --- names and references so far --- */

enum { EARLIER_SHOWN = 6 };

/* Of many calls the newest are beside the form; the others are one click away. */
static void split_earlier(struct web_call *c, struct node *page, struct node *doc)
{
	struct node *list = own_node(doc, "earlier"), *last = list ? list->first : NULL, *more;

	if (!last || list->count <= EARLIER_SHOWN)
		return;
	for (int i = 1; i < EARLIER_SHOWN; i++)
		last = last->next;
	more = node_list(&c->arena, page, "earlier_more");
	more->first = last->next;
	more->last = list->last;
	more->count = list->count - EARLIER_SHOWN;
	last->next = NULL;
	list->last = last;
	list->count = EARLIER_SHOWN;
	node_int(&c->arena, page, "earlier_left", more->count);
}

/* --- drawings --- */

static void add_drawing(struct web_call *c, struct node *page, const char *name,
			const struct drawing *d)
{
	struct buf svg;

	if (!d)
		return;
	buf_init(&svg, 2 * 1024 * 1024);
	draw_svg(&svg, d);
	if (!svg.full)
		node_text(&c->arena, page, name, arena_strdup(&c->arena, svg.at));
	buf_release(&svg);
}

static void add_drawings(struct web_call *c, struct node *page, const struct node *doc)
{
	const struct draw_case what = { doc, c->moment.zone, c->moment.today };

	add_drawing(c, page, "svg_windows", draw_windows(&c->arena, &what));
	add_drawing(c, page, "svg_timeline", draw_timeline(&c->arena, &what));
}

/* --- choices --- */

/* Two forms have a "kind", and one a "with": what was typed into another is not theirs. */
static void add_choices(struct web_call *c, struct node *page, const struct node *doc,
			const char *in)
{
	const char *kind = form_get(&c->form, "kind");
	const struct {
		const char *name;
		struct typed_codes codes;
		const char *chosen;
	} lists[] = {
		{ "outcomes", { outcome_names, OUTCOME_NVALUES }, form_get(&c->form, "outcome") },
		{ "channels", { channel_names, CHANNEL_NVALUES }, form_get(&c->form, "channel") },
		{ "parties", { party_names, PARTY_NVALUES }, form_get(&c->form, "with") },
		{ "kinds",
		  { evidence_kind_names, EVIDENCE_NVALUES },
		  text_same(in, "evidence") ? kind : NULL },
		{ "audiences", { audience_names, AUDIENCE_NVALUES }, "carrier" },
		{ "request_kinds",
		  { request_kind_names, REQUEST_NVALUES },
		  text_same(in, "requests") && kind
			  ? kind
			  : request_kind_names[request_search_kind(node_str(doc, "carrier"))] },
		/* Without "none", which no answer is. */
		{ "results",
		  { request_result_names + RESULT_FOUND, RESULT_NVALUES - RESULT_FOUND },
		  form_get(&c->form, "result") },
		{ "remedy_kinds",
		  { remedy_kind_names, REMEDY_NVALUES },
		  text_same(in, "remedies") ? kind : NULL },
	};

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		typed_choices(c, page, lists[i].name, lists[i].codes, lists[i].chosen);
}

/* --- what is to be done --- */

enum { LINES = 30 };

static int make_todo(struct node **out, struct snap *snap, struct web_call *c, struct err *err)
{
	const struct next_query q = {
		.today = c->moment.today,
		.client = c->session.client,
		.held = c->session.client != NULL,
		.casefile_id = c->found.id[0],
		.all = true,
		.limit = LINES,
	};

	return next_doc(out, snap, &c->arena, &c->moment, &q, err);
}

/* "todo": the lines of the morning list that are this case's. */
static int add_todo(struct web_call *c, struct node *page, struct err *err)
{
	struct node *todo, *items;

	if (read_doc(&todo, c, make_todo, err) < 0)
		return -1;
	items = own_node(todo, "items");
	for (struct node *n = items->first; n; n = n->next) {
		node_bool(&c->arena, n, "rests", node_known(n, "snoozed_until"));
		node_bool(&c->arena, n, "typed",
			  text_same(node_str(n, "line"), form_get(&c->form, "line")));
	}
	node_adopt(page, "todo", items);
	return 0;
}

/* What was typed into a form of the section, below "in_NAME". */
static void keep_section(struct web_call *c, struct node *page, const char *in,
			 const struct err *wrong)
{
	struct node *map = node_map(&c->arena, page, arena_printf(&c->arena, "in_%s", in));

	for (int i = 0; i < c->form.n; i++)
		node_text(&c->arena, map, c->form.field[i].name, c->form.field[i].value);
	node_text(&c->arena, map, "wrong", said_on_page(c, wrong));
	node_bool(&c->arena, map, "may_anyway", wrong->code == ERR_STATE);
}

int show_case_page(struct web_call *c, const struct err *wrong, const char *in, struct err *err)
{
	struct node *page = node_root(&c->arena), *doc;

	if (read_doc(&doc, c, case_brief, err) < 0)
		return -1;
	add_drawings(c, page, doc);
	add_choices(c, page, doc, in);
	phone_node(c, page);
	track_node(c, node_map(&c->arena, page, "track"), doc);
	split_earlier(c, page, doc);
	if (call_parts(c, page, doc, err) < 0 || claim_parts(c, page, doc, in, err) < 0 ||
	    evidence_parts(c, doc, err) < 0 || add_todo(c, page, err) < 0)
		return -1;
	if (wrong)
		keep_section(c, page, in, wrong);
	node_bool(&c->arena, page, "open", !node_known(doc, "closed_at"));
	return answer_page(
		c,
		&(struct page_view){
			.name = "case",
			.title = arena_printf(&c->arena, "Case %lld", (long long)c->found.id[0]),
			.here = "cases",
			.page = page,
			.doc = doc,
			.status = wrong ? (unsigned)err_http_status(wrong->code) : 200 },
		err);
}

int answer_verb(struct web_call *c, int rc, const struct verb *verb, struct err *err)
{
	struct err wrong;

	if (rc < 0 && c->found.api)
		return -1;
	if (rc < 0) {
		wrong = *err;
		return show_case_page(c, &wrong, verb->section, err);
	}
	return answer_changed(
		c, arena_printf(&c->arena, "%s#%s", case_path(c, c->found.id[0]), verb->section),
		verb->make, err);
}
