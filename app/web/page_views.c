#include <stddef.h>
#include <string.h>

#include "base/text.h"
#include "ops/saved_view_ops.h"
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
	const char *out = "/cases", *sign = "?";

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
		bool his = saved_view_is_his(c->desk, &v[i], &who), now = is_shown(c, &v[i]);

		n = node_map(a, list, NULL);
		node_int(a, n, "view", v[i].id);
		node_int(a, n, "version", v[i].version);
		node_text(a, n, "name", v[i].name);
		node_text(a, n, "to", address_of(c, &v[i]));
		node_bool(a, n, "shared", !v[i].kept_for);
		node_bool(a, n, "his", his);
		node_bool(a, n, "now", now);
		any_his |= his;
		shown |= now;
	}
	node_bool(a, page, "any_his", any_his);
	/* All cases in their usual order need no name. */
	node_bool(a, page, "view_shown", shown || !*address_with(c, "", "", NULL));
	return 0;
}

/* --- changing --- */

/* The list that is shown: its query came with the form, as it stood in the address. */
static int take_view(struct saved_view *v, struct web_call *c, struct err *err)
{
	const char *shown = form_get(&c->form, "back");
	struct form query;

	*v = (struct saved_view){ 0 };
	if (form_parse(&query, &c->arena, shown, shown ? strlen(shown) : 0, err) < 0 ||
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

static int back_to_list(struct web_call *c, const char *query)
{
	reply_redirect(&c->reply, query && query_harmless(query)
					  ? arena_printf(&c->arena, "/cases?%s", query)
					  : "/cases");
	return 0;
}

int post_view(struct web_call *c, struct err *err)
{
	struct view_reader who = reader_of(c);
	struct saved_view v;

	if (take_view(&v, c, err) < 0 ||
	    saved_view_save(&v, c->desk, &c->arena, &who, c->site->currency, err) < 0)
		return -1;
	return back_to_list(c, form_get(&c->form, "back"));
}

int post_view_change(struct web_call *c, struct err *err)
{
	static const char *const acts[] = { "rename", "delete" };
	struct view_reader who = reader_of(c);
	struct view_seen seen = { .id = c->found.id[0] };
	const char *name;
	int64_t version;
	int act;

	if (typed_code(&act, c, "act", (struct typed_codes){ acts, 2 }, err) < 0 ||
	    typed_number(&version, c, "version", INT32_MAX, err) < 0 ||
	    typed_text(&name, c, "name", TYPED_LINE, err) < 0)
		return -1;
	if (act < 0)
		return err_set(err, ERR_INPUT, "act: use rename or delete");
	seen.version = (int32_t)version;
	if ((act == 0 ? saved_view_rename(c->desk, &c->arena, &seen, name, &who, err)
		      : saved_view_delete(c->desk, &c->arena, &seen, &who, err)) < 0)
		return -1;
	return back_to_list(c, form_get(&c->form, "back"));
}
