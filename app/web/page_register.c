#include "web/page_register.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "domain/shipment.h"
#include "ops/bulk_ops.h"
#include "ops/desk.h"
#include "view/facets.h"
#include "web/address.h"
#include "web/typed.h"

/* --- facets --- */

static const struct {
	const char *name, *title;
	bool carrier, days;
} facets[FACETS] = {
	[FACET_STAGE] = { "stage", "Stage", false, false },
	[FACET_PROBLEM] = { "problem", "Problem", false, false },
	[FACET_CARRIER] = { "carrier", "Carrier", true, false },
	[FACET_OWNER] = { "owner", "Owner", false, false },
	[FACET_CLIENT] = { "client", "Client", false, false },
	[FACET_DUE] = { "due", "Claim closes", false, true },
};

static const char *label_of(struct web_call *c, enum facet f, const char *code)
{
	char *label;

	if (facets[f].carrier)
		return carrier_title(code);
	if (facets[f].days)
		return text_same(code, "today")
			       ? "today or before"
			       : arena_printf(&c->arena, "within %.*s days",
					      (int)strspn(code + 1, "0123456789"), code + 1);
	label = arena_strdup(&c->arena, code);
	for (char *p = label; *p && (f == FACET_STAGE || f == FACET_PROBLEM); p++)
		*p = *p == '_' ? ' ' : *p;
	return label;
}

/* A click chooses one, another click takes it off. */
static void add_value(struct web_call *c, struct node *list, enum facet f,
		      const struct facet_value *v)
{
	struct node *n = node_map(&c->arena, list, NULL);
	bool chosen = text_same(query_get(c, facets[f].name), v->code);

	node_text(&c->arena, n, "label", label_of(c, f, v->code));
	if (v->count >= 0)
		node_int(&c->arena, n, "n", v->count);
	node_bool(&c->arena, n, "chosen", chosen);
	node_text(&c->arena, n, "to",
		  address_with(c, "/cases", facets[f].name, chosen ? NULL : v->code));
}

static int add_facets(struct web_call *c, struct node *page, const struct list_query *q,
		      struct err *err)
{
	struct node *list = node_list(&c->arena, page, "facets"), *n, *values;
	struct facet_counts counts;
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, c->desk, err) < 0)
		return -1;
	rc = facets_count(&counts, snap, &c->arena, q, c->moment.today, err);
	desk_snap_end(snap);
	if (rc < 0)
		return -1;
	for (int f = 0; f < FACETS; f++) {
		/* The names of other clients are not for who is held to one. */
		if (counts.n[f] == 0 || (f == FACET_CLIENT && c->session.client))
			continue;
		n = node_map(&c->arena, list, NULL);
		node_text(&c->arena, n, "title", facets[f].title);
		values = node_list(&c->arena, n, "values");
		for (int i = 0; i < counts.n[f]; i++)
			add_value(c, values, (enum facet)f, &counts.value[f][i]);
	}
	return 0;
}

/* --- what is filtered by, to be taken off --- */

static void add_filters(struct web_call *c, struct node *page)
{
	static const char *const names[] = { "stage",  "problem", "carrier", "owner", "mine",
					     "client", "due",     "value",   "all" };
	struct node *list = node_list(&c->arena, page, "filters"), *n;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = query_get(c, names[i]);
		bool flag = strcmp(names[i], "mine") == 0 || strcmp(names[i], "all") == 0;

		node_text(&c->arena, page, arena_printf(&c->arena, "f_%s", names[i]), value);
		if (!value)
			continue;
		n = node_map(&c->arena, list, NULL);
		node_text(&c->arena, n, "name", flag ? NULL : names[i]);
		node_text(&c->arena, n, "value",
			  !flag                          ? value
			  : strcmp(names[i], "all") == 0 ? "closed, too"
							 : "mine");
		node_text(&c->arena, n, "off", address_with(c, "/cases", names[i], NULL));
	}
	node_text(&c->arena, page, "to_mine",
		  address_with(c, "/cases", "mine", query_get(c, "mine") ? NULL : "1"));
	node_text(&c->arena, page, "to_all",
		  address_with(c, "/cases", "all", query_get(c, "all") ? NULL : "1"));
}

/* --- orders --- */

static void add_sort(struct web_call *c, struct node *page, const char *name, const char *sort)
{
	const char *now = query_get(c, "sort");

	node_text(&c->arena, page, arena_printf(&c->arena, "sort_%s", name),
		  address_with(c, "/cases", "sort", sort));
	if (text_same(now ? now : "newest", sort))
		node_bool(&c->arena, page, arena_printf(&c->arena, "sorted_%s", name), true);
}

static void add_sorts(struct web_call *c, struct node *page)
{
	const char *now = query_get(c, "sort");

	add_sort(c, page, "case", !now || text_same(now, "newest") ? "oldest" : "newest");
	node_bool(&c->arena, page, "is_newest", !now || text_same(now, "newest"));
	node_bool(&c->arena, page, "is_oldest", text_same(now, "oldest"));
	add_sort(c, page, "due", "due");
	add_sort(c, page, "value", "value");
}

/* --- what was done --- */

static int add_done(struct web_call *c, struct node *page, struct err *err)
{
	int64_t seen, entry;
	const char *said;

	node_bool(&c->arena, page, "undone", query_get(c, "undone"));
	if (typed_number(&seen, c, "undo", INT64_MAX, err) < 0)
		return -1;
	if (seen < 1)
		return 0;
	if (desk_last_act(&entry, &said, c->desk, &c->arena, err) < 0)
		return -1;
	if (entry != seen)
		return 0;
	node_int(&c->arena, page, "undo", entry);
	node_text(&c->arena, page, "undo_said", said);
	return 0;
}

static void add_shown(struct web_call *c, struct node *page, const struct node *doc)
{
	const char *query = address_with(c, "", "", NULL);
	struct buf b;

	buf_init(&b, 64 * 1024);
	for (const struct node *n = node_get(doc, "items")->first; n; n = n->next)
		buf_printf(&b, "%s%" PRId64, b.len ? "," : "", node_num(n, "case"));
	node_text(&c->arena, page, "shown", b.len ? arena_strdup(&c->arena, b.at) : NULL);
	buf_release(&b);
	/* Behind the '?' of the list's own address: where one comes back to. */
	node_text(&c->arena, page, "back", *query ? query + 1 : "");
	node_text(&c->arena, page, "csv", address_with(c, "/cases/export", "format", "csv"));
	node_text(&c->arena, page, "excel", address_with(c, "/cases/export", "format", "excel"));
}

int register_parts(struct web_call *c, struct node *page, const struct node *doc, struct err *err)
{
	struct list_query q;

	if (register_query(&q, c, err) < 0 || add_facets(c, page, &q, err) < 0 ||
	    add_done(c, page, err) < 0 || view_parts(c, page, err) < 0)
		return -1;
	add_filters(c, page);
	add_sorts(c, page);
	add_shown(c, page, doc);
	return 0;
}
