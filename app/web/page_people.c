#include <string.h>

#include "base/text.h"
#include "ops/desk.h"
#include "ops/user_ops.h"
#include "web/label.h"
#include "web/page.h"
#include "web/typed.h"

/* Who may sign in: for admins, and of them for those who see every client. */

static void user_node(struct arena *a, struct node *n, const struct user *u)
{
	node_text(a, n, "user", u->name);
	node_text(a, n, "role", role_names[u->role]);
	node_text(a, n, "client", u->client);
	node_instant(a, n, "disabled_at", u->disabled_at);
}

/* An admin who is held to a client would let himself out. */
static int check_free(struct web_call *c, struct err *err)
{
	return !c->session.client ? 0
				  : err_set(err, ERR_NOT_PERMITTED,
					    "you are held to one client: users are looked after by "
					    "who sees them all");
}

static int people_doc(struct node **out, struct web_call *c, struct err *err)
{
	struct node *list;
	struct user *u;
	int n;

	if (users_of_desk(&u, &n, c->desk, &c->arena, err) < 0)
		return -1;
	*out = node_root(&c->arena);
	list = node_list(&c->arena, *out, "items");
	for (int i = 0; i < n; i++)
		user_node(&c->arena, node_map(&c->arena, list, NULL), &u[i]);
	node_int(&c->arena, *out, "count", n);
	return 0;
}

static int show_people(struct web_call *c, const struct err *wrong, const char *link,
		       struct err *err)
{
	struct node *page = node_root(&c->arena), *doc, *list;

	if (people_doc(&doc, c, err) < 0)
		return -1;
	keep_typed(c, page);
	for (list = doc->first->first; list; list = list->next) {
		struct node *roles = node_list(&c->arena, list, "roles");

		for (int i = 0; i < ROLE_NVALUES; i++) {
			struct node *n = node_map(&c->arena, roles, NULL);

			node_text(&c->arena, n, "code", role_names[i]);
			node_bool(&c->arena, n, "chosen",
				  text_same(role_names[i], node_str(list, "role")));
		}
		node_bool(&c->arena, list, "may_sign_in", !node_known(list, "disabled_at"));
	}
	typed_choices(c, page, "new_roles", (struct typed_codes){ role_names, ROLE_NVALUES },
		      wrong ? form_get(&c->form, "role") : role_names[ROLE_DESK]);
	node_text(&c->arena, page, "link", link);
	node_text(&c->arena, page, "link_of", link ? form_get(&c->form, "name") : NULL);
	node_text(&c->arena, page, "wrong", wrong ? said_on_page(c, wrong) : NULL);
	return answer_page(c,
			   &(struct page_view){
				   .name = "people",
				   .title = "People",
				   .here = "people",
				   .page = page,
				   .doc = doc,
				   .status = wrong ? (unsigned)err_http_status(wrong->code) : 200 },
			   err);
}

int page_people(struct web_call *c, struct err *err)
{
	struct node *doc;

	if (check_free(c, err) < 0)
		return -1;
	if (!c->found.api)
		return show_people(c, NULL, NULL, err);
	return people_doc(&doc, c, err) < 0 ? -1 : answer_json(c, 200, doc, err);
}

/* --- changing --- */

static int take_role(int *role, const char **client, struct web_call *c, struct err *err)
{
	if (typed_code(role, c, "role", (struct typed_codes){ role_names, ROLE_NVALUES }, err) <
		    0 ||
	    typed_text(client, c, "client", TYPED_LINE, err) < 0)
		return -1;
	return 0;
}

static int add_person(struct web_call *c, const char *name, struct err *err)
{
	const char *client;
	struct user u;
	int role;

	if (take_role(&role, &client, c, err) < 0)
		return -1;
	return user_add(&u, c->desk, name, role < 0 ? ROLE_DESK : (enum role)role, client, err);
}

static int change_person(struct web_call *c, const char *name, struct err *err)
{
	struct user_change change = { .enabled = -1,
				      .client_given = form_given(&c->form, "client") };
	struct user u;

	if (take_role(&change.role, &change.client, c, err) < 0)
		return -1;
	return user_edit(&u, c->desk, &c->arena, name, &change, err);
}

enum act { ACT_ADD, ACT_CHANGE, ACT_DISABLE, ACT_ENABLE, ACT_SIGN_OUT, ACT_LINK, ACTS };
static const char *const act_names[ACTS] = { "add",    "change",   "disable",
					     "enable", "sign_out", "link" };

static int act_on_person(const char **link, struct web_call *c, struct err *err)
{
	char *token = arena_alloc(&c->arena, TOKEN_TEXT);
	struct user_change change = { .role = -1 };
	const char *name;
	struct user u;
	int act;

	if (check_free(c, err) < 0 ||
	    typed_code(&act, c, "act", (struct typed_codes){ act_names, ACTS }, err) < 0 ||
	    typed_text(&name, c, "name", TYPED_LINE, err) < 0)
		return -1;
	if (act < 0 || !name)
		return err_set(err, ERR_INPUT,
			       "say who, and what: add, change, disable, enable, "
			       "sign_out or link");
	change.enabled = act == ACT_ENABLE;
	switch (act) {
	case ACT_ADD:
		return add_person(c, name, err);
	case ACT_CHANGE:
		return change_person(c, name, err);
	case ACT_SIGN_OUT:
		return user_sign_out(c->desk, &c->arena, name, err);
	case ACT_LINK:
		*link = arena_printf(&c->arena, "%s://%s/reset/", c->site->tls ? "https" : "http",
				     c->head.host);
		if (link_make(token, c->desk, &c->arena, name, err) < 0)
			return -1;
		*link = arena_printf(&c->arena, "%s%s", *link, token);
		return 0;
	default:
		return user_edit(&u, c->desk, &c->arena, name, &change, err);
	}
}

int post_person(struct web_call *c, struct err *err)
{
	const char *link = NULL;
	struct node *doc;

	if (act_on_person(&link, c, err) < 0) {
		struct err wrong = *err;

		return c->found.api || c->session.client ? -1 : show_people(c, &wrong, NULL, err);
	}
	/* A link is shown once, and is in no address. */
	if (!c->found.api && link)
		return show_people(c, NULL, link, err);
	if (!c->found.api) {
		reply_redirect(&c->reply, "/people");
		return 0;
	}
	if (people_doc(&doc, c, err) < 0)
		return -1;
	if (link)
		node_text(&c->arena, doc, "link", link);
	return answer_json(c, 201, doc, err);
}
