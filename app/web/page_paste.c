#include <string.h>

#include "ops/text_find.h"
#include "view/doc.h"
#include "web/address.h"
#include "web/page.h"
#include "web/typed.h"

/* --- what is in it --- */

static void case_line(struct arena *a, struct node *list, const struct text_case *found)
{
	struct node *n = node_map(a, list, NULL);

	node_int(a, n, "case", found->id);
	node_text(a, n, "tracking_number", found->tracking_number);
	node_text(a, n, "problem", problem_names[found->problem]);
	node_bool(a, n, "is_closed", found->closed);
	node_text(a, n, "client", found->client);
	node_text(a, n, "by", found->by);
}

static void parcel_line(struct arena *a, struct node *list, const struct text_parcel *found)
{
	struct node *n = node_map(a, list, NULL);

	node_text(a, n, "tracking_number", found->number);
	node_text(a, n, "carrier", found->carrier);
	node_bool(a, n, "check_wrong", found->check_wrong);
}

static int make_pasted(struct node **out, struct snap *snap, struct web_call *c, struct err *err)
{
	struct arena *a = &c->arena;
	struct text_found *found = arena_alloc(a, sizeof *found);
	const char *text;
	struct text_query query = { &text, 1, c->session.client };
	struct node *cases, *parcels;

	if (typed_text(&text, c, "text", FORM_VALUE_MAX, err) < 0 ||
	    text_find(found, snap, a, &query, err) < 0)
		return -1;
	*out = node_root(a);
	cases = node_list(a, *out, "cases");
	for (int i = 0; i < found->ncases; i++)
		case_line(a, cases, &found->cases[i]);
	parcels = node_list(a, *out, "parcels");
	for (int i = 0; i < found->nparcels; i++)
		parcel_line(a, parcels, &found->parcels[i]);
	node_int(a, *out, "count", cases->count + parcels->count);
	return 0;
}

/* --- the page --- */

/* "12", a name, an order: the box above takes that as well. */
static bool is_a_few_words(const char *text)
{
	return strlen(text) <= TYPED_LINE && !strchr(text, '\n');
}

/* Where a text that is about one thing alone leads at once; NULL: it has to be shown. */
static const char *only_place(struct web_call *c, const struct node *doc)
{
	const struct node *of_case = node_get(doc, "cases")->first;
	const struct node *parcel = node_get(doc, "parcels")->first;

	if (node_num(doc, "count") != 1)
		return NULL;
	if (of_case)
		return case_path(c, node_num(of_case, "case"));
	if (c->session.role < ROLE_DESK)
		return NULL;
	return arena_printf(&c->arena, "/cases/new?number=%s",
			    url_escaped(&c->arena, node_str(parcel, "tracking_number")));
}

int post_paste(struct web_call *c, struct err *err)
{
	const char *text, *to;
	struct node *page = node_root(&c->arena), *doc;

	if (typed_text(&text, c, "text", FORM_VALUE_MAX, err) < 0)
		return -1;
	if (!text) {
		reply_redirect(&c->reply, "/");
		return 0;
	}
	if (read_doc(&doc, c, make_pasted, err) < 0)
		return -1;
	to = only_place(c, doc);
	if (!to && node_num(doc, "count") == 0 && is_a_few_words(text))
		to = arena_printf(&c->arena, "/find?q=%s", url_escaped(&c->arena, text));
	if (to) {
		reply_redirect(&c->reply, to);
		return 0;
	}
	keep_typed(c, page);
	node_bool(&c->arena, page, "none", node_num(doc, "count") == 0);
	return answer_page(c,
			   &(struct page_view){ .name = "paste",
						.title = "In what you pasted",
						.here = "today",
						.page = page,
						.doc = doc },
			   err);
}
