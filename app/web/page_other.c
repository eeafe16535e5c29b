#include <string.h>

#include "base/pack.h"
#include "base/text.h"
#include "ops/desk.h"
#include "ops/user_ops.h"
#include "web/api.h"
#include "web/pages.h"

/* Up, and the desk's file can be read. */
int page_health(struct web_call *c, struct err *err)
{
	struct node *doc = node_root(&c->arena);
	bool users;

	if (desk_has_users(&users, c->desk, err) < 0)
		return -1;
	node_bool(&c->arena, doc, "ok", true);
	if (c->found.api)
		return answer_reading(c, doc, err);
	reply_header(&c->reply, "Cache-Control", "no-store");
	buf_puts(&c->reply.body, "ok\n");
	c->reply.status = 200;
	return 0;
}

/* The rest is the server's: a worker has done its part. */
int page_events(struct web_call *c, struct err *err)
{
	(void)err;
	reply_header(&c->reply, "Cache-Control", "no-store");
	c->reply.type = "text/event-stream";
	c->reply.live = true;
	c->reply.status = 200;
	return 0;
}

/*
 * Their names carry the build in the query, so a browser may keep them. Of all that is sent they
 * alone are packed: nothing in them is a secret, and a page has a token beside what others wrote,
 * which could be guessed from how small it gets.
 */
int page_asset(struct web_call *c, struct err *err)
{
	bool packed = accepts_gzip(c->head.accept_encoding);
	struct asset a;
	const char *tag = arena_printf(&c->arena, "\"%s%s\"", c->site->build, packed ? "-gz" : "");

	if (!asset_find(&a, c->found.word))
		return err_set(err, ERR_NOT_FOUND, "there is no such file");
	c->reply.type = a.type;
	reply_header(&c->reply, "Vary", "Accept-Encoding");
	reply_header(&c->reply, "ETag", tag);
	reply_header(&c->reply, "Cache-Control", "public, max-age=31536000, immutable");
	if (text_same(c->head.if_none_match, tag)) {
		c->reply.status = 304;
		return 0;
	}
	if (packed) {
		reply_header(&c->reply, "Content-Encoding", "gzip");
		pack_gzip(&c->reply.body, a.bytes, a.len);
	} else {
		buf_put(&c->reply.body, a.bytes, a.len);
	}
	c->reply.status = 200;
	return 0;
}

/* Who one is, and the token that goes with what changes something: for programs. */
int page_session(struct web_call *c, struct err *err)
{
	struct node *doc = node_root(&c->arena);

	node_text(&c->arena, doc, "user", c->session.user);
	node_text(&c->arena, doc, "role", role_names[c->session.role]);
	node_text(&c->arena, doc, "client", c->session.client);
	node_text(&c->arena, doc, "csrf", c->csrf);
	return answer_reading(c, doc, err);
}
