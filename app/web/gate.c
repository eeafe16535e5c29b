#include "web/gate.h"

#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/hash.h"
#include "base/text.h"
#include "base/zone.h"
#include "ops/desk.h"
#include "ops/news_ops.h"
#include "ops/token_ops.h"
#include "ops/user_ops.h"
#include "web/api_words.h"

/* --- before the body --- */

static bool host_allowed(const struct site *site, const char *host)
{
	for (int i = 0; i < site->nhosts; i++)
		if (text_same_nocase(site->hosts[i], host))
			return true;
	return false;
}

static bool refuse(struct web_call *c, unsigned status, const char *message)
{
	answer_fault(c, status, message);
	return false;
}

/* What a proxy in front may read otherwise than we do is not read at all. */
static bool check_form(struct web_call *c)
{
	const struct http_head *h = &c->head;

	if (h->nhosts != 1 || !h->host)
		return refuse(c, 400, "the request must name one host");
	if (!host_allowed(c->site, h->host))
		return refuse(c, 421,
			      "the desk is not served under this name: start it with --host NAME");
	if (h->nlengths > 1 || h->bad_length || (h->nlengths && h->chunked) || h->folded)
		return refuse(c, 400, "the request says its length twice, or in two ways");
	if (h->chunked)
		return refuse(c, 411, "the request must say its length");
	return true;
}

bool gate_head(struct web_call *c)
{
	const struct http_head *h = &c->head;
	const struct web_route *r;

	if (!check_form(c))
		return false;
	web_route_find(&c->found, c->site->routes, h->method, h->path);
	r = c->found.route;
	if (!r && !c->found.path_known)
		return refuse(c, 404, "there is no such page");
	if (!r) {
		answer_fault(c, 405, "this page does not take that method");
		reply_header(&c->reply, "Allow", c->found.allow);
		return false;
	}
	if (h->length > (int64_t)r->body_max)
		return refuse(c, 413,
			      arena_printf(&c->arena, "that is too large: at most %zu kB",
					   r->body_max / 1024));
	return true;
}

/* --- before the handler --- */

void csrf_of(char out[CSRF_TEXT], const char *session_token)
{
	struct hasher h;
	struct hash hash;

	hash_start(&h);
	hash_add(&h, "waylaid form\0", 13);
	hash_add(&h, session_token, strlen(session_token));
	hash = hash_end(&h);
	hash_hex(out, &hash);
}

/* A session's moment: the machine's clock, moved as --now moved it at the start. */
static void set_moment(struct web_call *c)
{
	struct moment *m = &c->moment;

	m->machine = time(NULL);
	m->now = m->machine + c->site->now_moved_s;
	m->now_given = c->site->now_given;
	m->zone = c->site->zone;
	m->today = zone_day(m->zone, m->now);
}

/* "Authorization: Bearer TOKEN"; NULL: none came. Other schemes may be a proxy's. */
static const char *bearer_token(const struct web_call *c)
{
	const char *at = c->head.authorization;

	if (!at || strncasecmp(at, "Bearer ", 7) != 0)
		return NULL;
	return at + 7 + strspn(at + 7, " ");
}

static int find_bearer(struct web_call *c, const char *token, struct err *err)
{
	c->bearer = true;
	if (!c->found.api)
		return 0;
	if (token_find(&c->session, &c->signed_in, c->desk, &c->arena, token, err) < 0)
		return -1;
	if (!c->signed_in)
		return 0;
	c->user = c->session.user ? c->session.user : c->site->user;
	desk_work_as(c->desk, c->user, &c->moment);
	return 0;
}

static int find_session(struct web_call *c, struct err *err)
{
	const char *bearer = bearer_token(c), *token;

	if (bearer)
		return find_bearer(c, bearer, err);
	token = cookie_get(&c->arena, c->head.cookie, c->site->cookie);
	if (!token || strlen(token) != TOKEN_TEXT - 1)
		return 0;
	if (session_find(&c->session, &c->signed_in, c->desk, &c->arena, token, err) < 0)
		return -1;
	if (!c->signed_in)
		return 0;
	c->token = token;
	csrf_of(c->csrf, token);
	c->user = c->session.user ? c->session.user : c->site->user;
	desk_work_as(c->desk, c->user, &c->moment);
	return 0;
}

static bool ask_to_sign_in(struct web_call *c)
{
	if (c->found.api) {
		refuse(c, 401,
		       c->bearer ? "this token is not known here, or is over" : "sign in first");
		reply_header(&c->reply, "WWW-Authenticate", "Bearer");
		return false;
	}
	if (c->head.method == METHOD_GET && strcmp(c->head.path, "/") != 0 && !c->found.word[0])
		reply_redirect(&c->reply, arena_printf(&c->arena, "/sign-in?to=%s", c->head.path));
	else
		reply_redirect(&c->reply, "/sign-in");
	return false;
}

bool gate_session(struct web_call *c)
{
	const struct web_route *r = c->found.route;
	struct err err;

	set_moment(c);
	desk_work_as(c->desk, c->site->user, &c->moment);
	if (r->permission == PERMISSION_LINK)
		return gate_link(c);
	if (find_session(c, &err) < 0) {
		answer_error(c, &err);
		return false;
	}
	if (r->permission == PERMISSION_ANYBODY)
		return true;
	if (!c->signed_in)
		return ask_to_sign_in(c);
	/* The roles and the permissions behind "anybody" stand in one order. */
	if ((int)c->session.role < (int)r->permission - (int)PERMISSION_READ) {
		err_set(&err, ERR_NOT_PERMITTED, "your role '%s' may not do this: it takes '%s'",
			role_names[c->session.role], permission_names[r->permission]);
		answer_error(c, &err);
		return false;
	}
	return true;
}

/* Browsers say from which page a form came; what says nothing is no browser of today. */
static bool from_our_page(const struct web_call *c)
{
	const struct http_head *h = &c->head;
	const char *scheme = c->site->tls ? "https://" : "http://";

	if (h->fetch_site && strcmp(h->fetch_site, "same-origin") != 0)
		return false;
	if (!h->origin)
		return h->fetch_site || c->found.route->guard == GUARD_TOKEN;
	/* Behind a proxy that encrypts, browsers say https. */
	if (text_has_prefix(h->origin, "https://") && !c->site->tls)
		scheme = "https://";
	return text_has_prefix(h->origin, scheme) &&
	       text_same_nocase(h->origin + strlen(scheme), h->host);
}

bool gate_token(struct web_call *c)
{
	const char *given = c->head.csrf ? c->head.csrf : form_get(&c->form, "csrf");
	struct hash a, b;

	if (c->found.route->guard == GUARD_NONE)
		return true;
	/* No browser sends a token by itself, so there is nothing to guard against. */
	if (c->bearer && c->found.route->guard == GUARD_TOKEN)
		return true;
	if (!from_our_page(c))
		return refuse(c, 403, "this form did not come from a page of the desk");
	if (c->found.route->guard == GUARD_ORIGIN)
		return true;
	if (!given || !c->csrf[0] || hash_parse(&a, given) < 0 || hash_parse(&b, c->csrf) < 0 ||
	    !hash_same(&a, &b))
		return refuse(c, 403, "this form is of another session: load the page again");
	return true;
}

void gate_leave(struct web_call *c)
{
	desk_work_as(c->desk, c->site->user, &c->moment);
}

static int read_forms(struct web_call *c, struct err *err)
{
	const char *type = c->head.content_type;
	const char *query = c->head.query;

	if (form_parse(&c->query, &c->arena, query, query ? strlen(query) : 0, err) < 0)
		return -1;
	if (c->found.route->upload || !c->body.len)
		return 0;
	if (type && strncasecmp(type, "application/json", 16) == 0)
		return form_parse_json(&c->form, &c->arena, c->body.at, c->body.len, err);
	return form_parse(&c->form, &c->arena, c->body.at, c->body.len, err);
}

static void run(struct web_call *c)
{
	struct err err = { .code = ERR_NONE };
	int rc;

	if (!gate_session(c))
		return;
	rc = read_forms(c, &err);
	if (rc == 0 && !gate_token(c))
		return;
	if (rc == 0 && c->found.api)
		rc = api_check_fields(c, &err);
	if (rc == 0)
		rc = desk_newest_entry(&c->entry, c->desk, &err);
	if (rc == 0)
		rc = c->found.route->handler(c, &err);
	if (rc == 0 && arena_over(&c->arena))
		rc = err_set(&err, ERR_FAILED,
			     "this would take more memory than one request may have: ask for less");
	if (rc < 0)
		answer_error(c, &err);
}

void gate_run(struct web_call *c)
{
	run(c);
	gate_leave(c);
}

bool may_see_client(const struct web_call *c, const char *client)
{
	return !c->session.client || text_same(c->session.client, client);
}
