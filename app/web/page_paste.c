#include <string.h>

#include "ops/desk.h"
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

static struct node *pasted_doc(struct arena *a, const struct text_found *found)
{
	struct node *doc = node_root(a);
	struct node *cases = node_list(a, doc, "cases"), *parcels = node_list(a, doc, "parcels");

	for (int i = 0; i < found->ncases; i++)
		case_line(a, cases, &found->cases[i]);
	for (int i = 0; i < found->nparcels; i++)
		parcel_line(a, parcels, &found->parcels[i]);
	return doc;
}

static int look_into(struct text_found *out, struct web_call *c, const char *text, struct err *err)
{
	const struct text_query query = { &text, 1, c->session.client };
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, c->desk, err) < 0)
		return -1;
	rc = text_find(out, snap, &c->arena, &query, err);
	desk_snap_end(snap);
	return rc;
}

/* --- the page --- */

/* "12", a name, an order: the box above takes that as well. */
static bool is_a_few_words(const char *text)
{
	return strlen(text) <= TYPED_LINE && !strchr(text, '\n');
}

/* Where a text that is about one thing, or about none, leads at once; NULL: it has to be shown. */
static const char *only_place(struct web_call *c, const struct text_found *found, const char *text)
{
	if (found->ncases == 1 && !found->nparcels)
		return case_path(c, found->cases[0].id);
	if (found->nparcels == 1 && !found->ncases && c->session.role >= ROLE_DESK)
		return arena_printf(&c->arena, "/cases/new?number=%s",
				    url_escaped(&c->arena, found->parcels[0].number));
	if (!found->ncases && !found->nparcels && is_a_few_words(text))
		return arena_printf(&c->arena, "/find?q=%s", url_escaped(&c->arena, text));
	return NULL;
}

int post_paste(struct web_call *c, struct err *err)
{
	struct text_found *found = arena_alloc(&c->arena, sizeof *found);
	struct node *page = node_root(&c->arena);
	const char *text, *to = "/";

	if (typed_text(&text, c, "text", FORM_VALUE_MAX, err) < 0 ||
	    (text && look_into(found, c, text, err) < 0))
		return -1;
	if (text)
		to = only_place(c, found, text);
	if (to) {
		reply_redirect(&c->reply, to);
		return 0;
	}
	keep_typed(c, page);
	node_bool(&c->arena, page, "none", !found->ncases && !found->nparcels);
	return answer_page(c,
			   &(struct page_view){ .name = "paste",
						.title = "In what you pasted",
						.here = "today",
						.page = page,
						.doc = pasted_doc(&c->arena, found) },
			   err);
}
