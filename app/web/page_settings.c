#include "base/text.h"
#include "base/zone.h"
#include "web/api.h"
#include "web/typed.h"

/* What one browser shows, and words of help. */

int page_settings(struct web_call *c, struct err *err)
{
	struct node *doc = node_root(&c->arena);

	node_text(&c->arena, doc, "zone", zone_name(c->moment.zone));
	node_text(&c->arena, doc, "currency", c->site->currency);
	node_instant(&c->arena, doc, "now", c->moment.now);
	node_bool(&c->arena, doc, "moved", c->site->now_given);
	if (c->found.api)
		return answer_reading(c, doc, err);
	return answer_page(
		c,
		&(struct page_view){
			.name = "settings", .title = "Settings", .here = "settings", .doc = doc },
		err);
}

/* Only to a page of ours. */
int post_incognito(struct web_call *c, struct err *err)
{
	const char *to = form_get(&c->form, "to");
	bool on = form_get(&c->form, "on");

	(void)err;
	reply_header(&c->reply, "Set-Cookie",
		     arena_printf(&c->arena, "%s=%.*s; Path=/; HttpOnly; SameSite=Strict%s%s",
				  incognito_cookie(c), on ? (int)INCOGNITO_TEXT : 0, c->csrf,
				  on ? "" : "; Max-Age=0", c->site->tls ? "; Secure" : ""));
	reply_redirect(&c->reply, text_same(to, "/settings") ? to : "/");
	return 0;
}

int page_help(struct web_call *c, struct err *err)
{
	return answer_page(
		c, &(struct page_view){ .name = "help", .title = "Help", .here = "help" }, err);
}
