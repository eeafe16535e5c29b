#include "web/caller.h"

#include <string.h>
#include <time.h>

#include "ops/user_ops.h"
#include "view/facets.h"
#include "web/gate.h"
#include "web/pages.h"
#include "web/throttle.h"

struct site site;
char *answer_body;
struct route_found answer_route;

static struct http_header kept[HTTP_EXTRA_MAX];
static int nkept;

void caller_setup(void)
{
	static const char *const hosts[] = { HOST, "localhost:8484" };

	place_desk();
	site = (struct site){ .routes = web_routes,
			      .hosts = hosts,
			      .nhosts = 2,
			      .cookie = "waylaid_8484",
			      .zone = here.moment.zone,
			      .now_moved_s = 0,
			      .currency = "USD",
			      .user = "ann",
			      .build = "test",
			      .upload_dir = here.dir,
			      .decoder = WAYLAID_DECODE,
			      .throttle = throttle_new(),
			      .cards = cards_new() };
	site.now_moved_s = here.moment.now - time(NULL);
	MUST(pages_open(&site.pages, &here.a, &here.err));
}

void caller_teardown(void)
{
	throttle_free(site.throttle);
	cards_free(site.cards);
	place_teardown();
}

/* Sessions count by the machine's clock, which the gate asks. */
char *session_of(const char *name)
{
	char *token = arena_alloc(&here.a, TOKEN_TEXT), link[TOKEN_TEXT];
	struct moment m = here.moment;

	m.machine = time(NULL);
	desk_work_as(here.desk, "ann", &m);
	MUST(link_make(link, here.desk, &here.a, name, &here.err));
	MUST(link_take(token, here.desk, &here.a, link, NULL, &here.err));
	return token;
}

struct http_head head_of(enum method method, const char *path, const char *session)
{
	char csrf[CSRF_TEXT];
	struct http_head h = { .method = method, .path = path, .host = HOST, .nhosts = 1 };
	char *mark = strchr(arena_strdup(&here.a, path), '?');

	h.length = -1;
	if (mark) {
		h.query = mark + 1;
		h.path = arena_strndup(&here.a, path, strcspn(path, "?"));
	}
	if (session)
		h.cookie = arena_printf(&here.a, "other=1; waylaid_8484=%s", session);
	if (method != METHOD_POST)
		return h;
	h.origin = "http://" HOST;
	h.fetch_site = "same-origin";
	csrf_of(csrf, session ? session : "");
	h.csrf = arena_strdup(&here.a, csrf);
	return h;
}

int route_count(void)
{
	int n = 0;

	while (web_routes[n].path)
		n++;
	return n;
}

char *path_of(const struct web_route *r)
{
	char *out = arena_strdup(&here.a, "");

	for (const char *p = r->path; *p;) {
		if (strncmp(p, ":id", 3) == 0) {
			out = arena_printf(&here.a, "%s1", out);
			p += 3;
		} else if (strncmp(p, ":token", 6) == 0) {
			out = arena_printf(&here.a, "%s%064d", out, 7);
			p += 6;
		} else if (strncmp(p, ":name", 5) == 0) {
			out = arena_printf(&here.a, "%sdesk.css", out);
			p += 5;
		} else {
			out = arena_printf(&here.a, "%s%c", out, *p++);
		}
	}
	return out;
}

unsigned ask(const struct http_head *head, const char *form)
{
	return ask_upload(head, form, NULL);
}

unsigned ask_upload(const struct http_head *head, const char *form, const char *path)
{
	struct web_call c = { .head = *head, .client_ip = "192.0.2.7" };
	unsigned status;

	call_init(&c, &site);
	c.desk = here.desk;
	c.upload.path = path;
	/* The server takes a form with a file apart, and refuses it, before a worker gets it. */
	if (path && form_parse(&c.form, &c.arena, form, strlen(form), &here.err) < 0)
		answer_error(&c, &here.err);
	if (form && !path) {
		buf_puts(&c.body, form);
		c.head.length = (int64_t)strlen(form);
		c.head.nlengths = 1;
	}
	if (!c.reply.status && gate_head(&c))
		gate_run(&c);
	answer_body = arena_strndup(&here.a, c.reply.body.at, c.reply.body.len);
	answer_route = c.found;
	nkept = c.reply.nextra;
	for (int i = 0; i < nkept; i++)
		kept[i] = (struct http_header){ c.reply.extra[i].name,
						arena_strdup(&here.a, c.reply.extra[i].value) };
	status = c.reply.status;
	call_release(&c);
	return status;
}

unsigned get(const char *path, const char *session)
{
	struct http_head h = head_of(METHOD_GET, path, session);

	return ask(&h, NULL);
}

unsigned post(const char *path, const char *session, const char *form)
{
	struct http_head h = head_of(METHOD_POST, path, session);

	return ask(&h, form);
}

const char *answer_header(const char *name)
{
	for (int i = 0; i < nkept; i++)
		if (strcmp(kept[i].name, name) == 0)
			return kept[i].value;
	return NULL;
}

void has(const char *words)
{
	ck_assert_msg(strstr(answer_body, words) != NULL, "no %s in:\n%.4000s", words, answer_body);
}

void lacks(const char *words)
{
	ck_assert_msg(!strstr(answer_body, words), "%s in:\n%.4000s", words, answer_body);
}
