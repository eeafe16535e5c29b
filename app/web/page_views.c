#include <stddef.h>
#include <string.h>

#include "base/text.h"
#include "ops/saved_view_ops.h"
#include "view/list_doc.h"
#include "view/saved_view_doc.h"
#include "web/address.h"
#include "web/page_register.h"
#include "web/typed.h"

/* Saved views of the register: links to them, and keeping what is shown as one. */

static const struct {
	const char *name;
	size_t at;
} texts[] = {
	{ "stage", offsetof(struct saved_view, stage) },
	{ "problem", offsetof(struct saved_view, problem) },
	{ "carrier", offsetof(struct saved_view, carrier) },
	{ "owner", offsetof(struct saved_view, owner) },
	{ "client", offsetof(struct saved_view, client) },
	{ "due", offsetof(struct saved_view, due) },
	{ "value", offsetof(struct saved_view, value) },
	{ "sort", offsetof(struct saved_view, sort) },
};
enum { TEXTS = sizeof texts / sizeof *texts };

static const char **text_in(struct saved_view *v, int i)
{
	return (const char **)(void *)((char *)v + texts[i].at);
}

static struct view_reader reader_of(const struct web_call *c)
{
	return (struct view_reader){ c->session.client, c->session.role >= ROLE_MANAGER };
}

/* --- links --- */

static const char *address_of(struct web_call *c, struct saved_view *v)
{
	const char *out = c->found.api ? "/api/cases" : "/cases", *sign = "?";

	for (int i = 0; i < TEXTS; i++) {
		if (!*text_in(v, i))
			continue;
		out = arena_printf(&c->arena, "%s%s%s=%s", out, sign, texts[i].name,
				   url_escaped(&c->arena, *text_in(v, i)));
		sign = "&";
	}
	if (v->mine) {
		out = arena_printf(&c->arena, "%s%smine=1", out, sign);
		sign = "&";
	}
	return v->closed ? arena_printf(&c->arena, "%s%sall=1", out, sign) : out;
}

/* Is it what the page shows? */
static bool is_shown(struct web_call *c, struct saved_view *v)
{
	for (int i = 0; i < TEXTS; i++)
		if (!text_same(query_get(c, texts[i].name), *text_in(v, i)))
			return false;
	return v->mine == (query_get(c, "mine") != NULL) &&
	       v->closed == (query_get(c, "all") != NULL);
}

/* With "cases", where it leads, and whether he may rename and delete it. */
static struct node *view_node(struct web_call *c, struct node *n, struct saved_view *v)
{
	struct view_reader who = reader_of(c);

	saved_view_node(&c->arena, n, v);
	node_bool(&c->arena, n, "may_change", saved_view_is_his(c->desk, v, &who));
	node_text(&c->arena, n, "cases", address_of(c, v));
	return n;
}

int view_parts(struct web_call *c, struct node *page, struct err *err)
{
	struct arena *a = &c->arena;
	struct node *list = node_list(a, page, "views"), *n;
	struct view_reader who = reader_of(c);
	struct saved_view *v;
	bool any_his = false, shown = false;
	int count;

	if (saved_views_of(&v, &count, c->desk, a, &who, err) < 0)
		return -1;
	for (int i = 0; i < count; i++) {
		bool now = is_shown(c, &v[i]);

		n = view_node(c, node_map(a, list, NULL), &v[i]);
		node_bool(a, n, "now", now);
		any_his |= node_num(n, "may_change") != 0;
		shown |= now;
	}
	node_bool(a, page, "any_his", any_his);
	/* All cases in their usual order need no name. */
	node_bool(a, page, "view_shown", shown || !*address_with(c, "", "", NULL));
	return 0;
}

/* --- changing --- */

/* What it asks for: fields; a page sends the list that it shows, as its query stood there. */
static int take_view(struct saved_view *v, struct web_call *c, struct err *err)
{
	const char *shown = form_get(&c->form, "back");
	struct form query = c->form;

	*v = (struct saved_view){ 0 };
	if ((shown && form_parse(&query, &c->arena, shown, strlen(shown), err) < 0) ||
	    typed_text(&v->name, c, "name", TYPED_LINE, err) < 0)
		return -1;
	for (int i = 0; i < TEXTS; i++) {
		const char *value = form_get(&query, texts[i].name);

		if (value &&
		    text_take(text_in(v, i), &c->arena, value, TYPED_LINE, texts[i].name, err) < 0)
			return -1;
	}
	v->mine = form_get(&query, "mine");
	v->closed = form_get(&query, "all");
	if (!form_get(&c->form, "shared"))
		v->kept_for = c->user;
	return 0;
}

/* A program is told how it is now; it may be gone. */
static int make_view(struct node **out, struct snap *snap, struct web_call *c, struct err *err)
{
	struct view_reader who = reader_of(c);
	struct saved_view v;

	if (saved_view_read(&v, c->desk, snap, &c->arena, c->found.id[0], &who, err) < 0)
		return -1;
	*out = view_node(c, node_root(&c->arena), &v);
	return 0;
}

static int back_to_list(struct web_call *c, struct err *err)
{
	const char *query = form_get(&c->form, "back");

	return answer_changed(c,
			      query && query_harmless(query)
				      ? arena_printf(&c->arena, "/cases?%s", query)
				      : "/cases",
			      make_view, err);
}

int post_view(struct web_call *c, struct err *err)
{
	struct view_reader who = reader_of(c);
	struct saved_view v;

	if (take_view(&v, c, err) < 0 ||
	    saved_view_save(&v, c->desk, &c->arena, &who, c->site->currency, err) < 0)
		return -1;
	c->found.id[0] = v.id;
	return back_to_list(c, err);
}

const char *const view_act_names[VIEW_ACTS] = { "rename", "delete" };

static int change_view(struct web_call *c, struct err *err)
{
	struct view_reader who = reader_of(c);
	struct view_seen seen = { .id = c->found.id[0] };
	struct node *now;
	const char *name;
	int act;

	/* One that he may not see is not there, whatever else is wrong. */
	if (read_doc(&now, c, make_view, err) < 0 ||
	    typed_code(&act, c, "act", (struct typed_codes){ view_act_names, VIEW_ACTS }, err) <
		    0 ||
	    typed_text(&name, c, "name", TYPED_LINE, err) < 0)
		return -1;
	if (act < 0)
		return err_set(err, ERR_INPUT, "act: use rename or delete");
	if (version_seen(&seen.version, c, err) < 0)
		return -1;
	if (act == 0)
		return saved_view_rename(c->desk, &c->arena, &seen, name, &who, err);
	if (saved_view_delete(c->desk, &c->arena, &seen, &who, err) < 0)
		return -1;
	c->done = node_root(&c->arena);
	node_int(&c->arena, c->done, "deleted", seen.id);
	return 0;
}

int post_view_change(struct web_call *c, struct err *err)
{
	struct err wrong;

	if (change_view(c, err) < 0) {
		wrong = *err;
		return err->code == ERR_CONFLICT && c->found.api
			       ? answer_conflict(c, &wrong, make_view, err)
			       : -1;
	}
	return back_to_list(c, err);
}

/* --- for programs --- */

int page_views(struct web_call *c, struct err *err)
{
	struct node *doc = node_root(&c->arena), *list = node_list(&c->arena, doc, "items");
	struct view_reader who = reader_of(c);
	struct saved_view *v;
	struct piece piece;
	int count;

	if (piece_take(&piece, c, API_ROWS, err) < 0 ||
	    saved_views_of(&v, &count, c->desk, &c->arena, &who, err) < 0)
		return -1;
	for (int i = 0; i < count; i++)
		view_node(c, node_map(&c->arena, list, NULL), &v[i]);
	node_int(&c->arena, doc, "count", count);
	piece_cut(&piece, c, doc);
	return answer_reading(c, doc, err);
}

int view_query(struct list_query *q, struct web_call *c, struct err *err)
{
	const char *name = c->found.api ? query_get(c, "view") : NULL;
	struct view_reader who = reader_of(c);
	struct saved_view v = { 0 };

	if (name && saved_view_find(&v, c->desk, &c->arena, name, &who, err) < 0)
		return -1;
	return saved_view_query(q, c->desk, &c->arena, &v, c->site->currency, err);
}
