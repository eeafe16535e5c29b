#include <string.h>

#include "base/text.h"
#include "ops/desk.h"
#include "ops/user_ops.h"
#include "view/user_doc.h"
#include "web/api.h"
#include "web/label.h"
#include "web/typed.h"

/* Who may sign in: for admins, and of them for those who see every client. */

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
	struct user *u;
	int n;

	if (users_of_desk(&u, &n, c->desk, &c->arena, err) < 0)
		return -1;
	*out = users_doc(&c->arena, u, n);
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
	return people_doc(&doc, c, err) < 0 ? -1 : answer_reading(c, doc, err);
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

static int add_person(struct user *u, struct web_call *c, const char *name, struct err *err)
{
	const char *client;
	int role;

	if (take_role(&role, &client, c, err) < 0)
		return -1;
	return user_add(u, c->desk, name, role < 0 ? ROLE_DESK : (enum role)role, client, err);
}

static int change_person(struct user *u, struct web_call *c, const char *name, struct err *err)
{
	struct user_change change = { .enabled = -1,
				      .client_given = form_given(&c->form, "client") };

	if (take_role(&change.role, &change.client, c, err) < 0)
		return -1;
	return user_edit(u, c->desk, &c->arena, name, &change, err);
}

/* Shown once, and in no address. */
static int make_link(struct web_call *c, const char *name, struct err *err)
{
	char token[TOKEN_TEXT];

	if (link_make(token, c->desk, &c->arena, name, err) < 0)
		return -1;
	node_text(&c->arena, c->done, "link",
		  arena_printf(&c->arena, "%s://%s/reset/%s", c->site->tls ? "https" : "http",
			       c->head.host, token));
	explicit_bzero(token, sizeof token);
	return 0;
}

enum act { ACT_ADD, ACT_CHANGE, ACT_DISABLE, ACT_ENABLE, ACT_SIGN_OUT, ACT_LINK };
const char *const person_act_names[PERSON_ACTS] = { "add",    "change",   "disable",
						    "enable", "sign_out", "link" };

static int run_act(struct user *u, struct web_call *c, enum act act, const char *name,
		   struct err *err)
{
	const struct user_change change = { .role = -1, .enabled = act == ACT_ENABLE };

	switch (act) {
	case ACT_ADD:
		return add_person(u, c, name, err);
	case ACT_CHANGE:
		return change_person(u, c, name, err);
	case ACT_SIGN_OUT:
		node_text(&c->arena, c->done, "done", "signed out everywhere");
		return user_sign_out(c->desk, &c->arena, name, err);
	case ACT_LINK:
		return make_link(c, name, err);
	default:
		return user_edit(u, c->desk, &c->arena, name, &change, err);
	}
}

static int act_on_person(struct web_call *c, struct err *err)
{
	struct user u = { .name = NULL };
	const char *name;
	int act;

	if (check_free(c, err) < 0 ||
	    typed_code(&act, c, "act", (struct typed_codes){ person_act_names, PERSON_ACTS }, err) <
		    0 ||
	    typed_text(&name, c, "name", TYPED_LINE, err) < 0)
		return -1;
	if (act < 0 || !name)
		return err_set(err, ERR_INPUT,
			       "say who, and what: add, change, disable, enable, "
			       "sign_out or link");
	c->done = node_root(&c->arena);
	if (act == ACT_SIGN_OUT || act == ACT_LINK)
		node_text(&c->arena, c->done, "user", name);
	if (run_act(&u, c, (enum act)act, name, err) < 0)
		return -1;
	if (u.name)
		user_node(&c->arena, c->done, &u);
	return 0;
}

int post_person(struct web_call *c, struct err *err)
{
	struct err wrong;

	if (act_on_person(c, err) < 0) {
		wrong = *err;
		return c->found.api || c->session.client ? -1 : show_people(c, &wrong, NULL, err);
	}
	if (!c->found.api && node_str(c->done, "link"))
		return show_people(c, NULL, node_str(c->done, "link"), err);
	return answer_changed(c, "/people", NULL, err);
}
