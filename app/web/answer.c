#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/mustache.h"
#include "base/text.h"
#include "web/call.h"
#include "web/label.h"
#include "web/page_data.h"
#include "web/pages.h"

static const char json_type[] = "application/json; charset=utf-8",
		  html_type[] = "text/html; charset=utf-8";

void call_init(struct web_call *c, const struct site *site)
{
	c->arena.max = CALL_ARENA_MAX;
	c->site = site;
	c->upload.fd = -1;
	buf_init(&c->body, HTTP_FORM_MAX);
	reply_init(&c->reply);
}

void call_release(struct web_call *c)
{
	buf_release(&c->body);
	reply_release(&c->reply);
	arena_release(&c->arena);
}

int answer_json(struct web_call *c, unsigned status, const struct node *doc, struct err *err)
{
	struct json_out out;

	c->reply.type = json_type;
	json_out_init(&out, &c->reply.body, true);
	node_json(&out, doc);
	buf_putc(&c->reply.body, '\n');
	reply_header(&c->reply, "Cache-Control", "no-store");
	if (buf_check(&c->reply.body, "the answer", err) < 0)
		return -1;
	c->reply.status = status;
	return 0;
}

const char *incognito_cookie(struct web_call *c)
{
	return arena_printf(&c->arena, "%s_incognito", c->site->cookie);
}

/* The cookie holds the beginning of the session's own token: another session has another. */
bool is_incognito(struct web_call *c)
{
	const char *value = cookie_get(&c->arena, c->head.cookie, incognito_cookie(c));

	return value && strlen(value) == INCOGNITO_TEXT && c->csrf[0] &&
	       strncmp(value, c->csrf, INCOGNITO_TEXT) == 0;
}

/* What every page shows around itself. */
static void add_frame(struct web_call *c, const struct page_view *v)
{
	struct arena *a = &c->arena;
	struct node *p = v->page;

	node_text(a, p, "title", v->title);
	node_text(a, p, "build", c->site->build);
	node_text(a, p, "csrf", c->csrf);
	node_text(a, p, "here", v->here);
	node_bool(a, p, "signed_in", c->signed_in);
	node_text(a, p, "user", c->session.user ? c->session.user : c->user);
	node_text(a, p, "role", c->session.user ? role_names[c->session.role] : NULL);
	node_text(a, p, "held_to", c->session.client);
	node_bool(a, p, "incognito", is_incognito(c));
	node_bool(a, p, "may_people",
		  c->signed_in && c->session.role == ROLE_ADMIN && !c->session.client);
	node_bool(a, p, "may_write", c->signed_in && c->session.role >= ROLE_DESK);
	node_day(a, p, "today", c->moment.today);
	node_int(a, p, "entry", c->entry);
}

int answer_page(struct web_call *c, const struct page_view *view, struct err *err)
{
	struct page_view v = *view;
	struct page_data data = { &c->arena, &c->moment, NULL, view->doc, false };
	struct mustache_data world;

	if (!v.page)
		v.page = node_root(&c->arena);
	add_frame(c, &v);
	data.page = v.page;
	data.incognito = is_incognito(c);
	world = page_data(&data);
	c->reply.type = html_type;
	/* Of somebody's cases: neither a proxy nor the machine of a library keeps it. */
	reply_header(&c->reply, "Cache-Control", "no-store");
	if (mustache_render(&c->reply.body, pages_find(c->site->pages, v.name), &world,
			    (struct mustache_how){ .escape = MUSTACHE_HTML }, err) < 0)
		return -1;
	c->reply.status = v.status ? v.status : 200;
	return 0;
}

/* --- errors --- */

/* Words for what HTTP alone knows; the rest has those of base/err.h. */
static const struct {
	unsigned status;
	const char *code, *title;
} faults[] = {
	{ 400, "input", "That cannot be read" },
	{ 401, "not_signed_in", "Sign in first" },
	{ 403, "not_permitted", "Not permitted" },
	{ 404, "not_found", "Not found" },
	{ 405, "method", "Not in this way" },
	{ 409, "state", "Not now" },
	{ 411, "length", "How long is it?" },
	{ 412, "conflict", "Somebody was quicker" },
	{ 413, "too_large", "Too large" },
	{ 421, "host", "Another name" },
	{ 422, "refused", "Refused" },
	{ 429, "too_many", "Wait a moment" },
	{ 503, "busy", "Busy" },
};

static const char *title_of(unsigned status)
{
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (faults[i].status == status)
			return faults[i].title;
	return "That did not work";
}

/* The last resort, when not even the page of an error can be made. */
static void answer_plain(struct web_call *c, unsigned status, const char *message)
{
	reply_clear(&c->reply);
	c->reply.status = status;
	buf_printf(&c->reply.body, "%s\n", message);
}

static bool is_for_program(const struct web_call *c)
{
	return c->found.api || (c->head.path && text_has_prefix(c->head.path, "/api/"));
}

static void answer_as(struct web_call *c, unsigned status, const char *code, const char *message)
{
	struct node *doc = node_root(&c->arena), *e = node_map(&c->arena, doc, "error");
	char *copy = arena_strdup(&c->arena, message);
	struct err err;
	int rc;

	reply_clear(&c->reply);
	node_text(&c->arena, e, "code", code);
	node_text(&c->arena, e, "message", copy);
	if (is_for_program(c))
		rc = answer_json(c, status, doc, &err);
	else
		rc = answer_page(c,
				 &(struct page_view){ .name = c->site->error_page
								      ? c->site->error_page
								      : "error",
						      .title = title_of(status),
						      .doc = doc,
						      .status = status },
				 &err);
	if (rc < 0)
		answer_plain(c, status, copy);
	if (status == 503 || status == 429)
		reply_header(&c->reply, "Retry-After", "2");
}

void answer_error(struct web_call *c, const struct err *err)
{
	answer_as(c, (unsigned)err_http_status(err->code), err_name(err->code),
		  is_for_program(c) ? err->text : said_on_page(c, err));
}

void answer_fault(struct web_call *c, unsigned status, const char *message)
{
	const char *code = "failed";

	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (faults[i].status == status)
			code = faults[i].code;
	answer_as(c, status, code, message);
}
