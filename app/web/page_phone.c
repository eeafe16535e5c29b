#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "web/api.h"
#include "web/deadline.h"
#include "web/phone.h"
#include "web/phone_link.h"
#include "web/qr.h"

/* The desk's side of photos from a phone: make the link, see what came, end it. */

static int64_t now_s(void)
{
	return clock_ms() / 1000;
}

static int find_phones(struct web_call *c, struct err *err)
{
	if (case_of_path(c, err) < 0)
		return -1;
	if (c->site->phones)
		return 0;
	return err_set(err, ERR_STATE,
		       "phones cannot reach this desk: start it with 'waylaid serve --phone auto'");
}

static struct node *state_node(struct web_call *c, struct node *n)
{
	struct phone_link link = { .casefile_id = 0 };
	bool open = c->site->phones &&
		    phone_link_of_case(&link, c->site->phones, c->found.id[0], now_s());

	node_int(&c->arena, n, "case", c->found.id[0]);
	node_bool(&c->arena, n, "open", open);
	node_int(&c->arena, n, "left_s", link.left_s);
	node_instant(&c->arena, n, "open_until", open ? c->moment.now + link.left_s : INSTANT_NONE);
	node_int(&c->arena, n, "photos", link.photos);
	return n;
}

void phone_node(struct web_call *c, struct node *page)
{
	struct node *n;

	if (!c->site->phones)
		return;
	n = state_node(c, node_map(&c->arena, page, "phone"));
	node_bool(&c->arena, n, "some_came", node_num(n, "photos") > 0);
	if (node_known(n, "open_until")) /* and its seconds run */
		c->reply.passing = true;
}

static int show(struct web_call *c, struct node *page, struct err *err)
{
	struct node *doc = state_node(c, node_root(&c->arena));

	node_bool(&c->arena, page, "possible", c->site->phones);
	node_bool(&c->arena, page, "encrypted", c->site->tls);
	return answer_page(c,
			   &(struct page_view){ .name = "phone",
						.title = arena_printf(
							&c->arena, "Case %lld: photos from a phone",
							(long long)c->found.id[0]),
						.here = "cases",
						.page = page,
						.doc = doc },
			   err);
}

int page_phone(struct web_call *c, struct err *err)
{
	if (case_of_path(c, err) < 0)
		return -1;
	if (c->found.api)
		return answer_reading(c, state_node(c, node_root(&c->arena)), err);
	return show(c, node_root(&c->arena), err);
}

/* The token is known now and never again: the page with the code is the answer itself. */
static int show_code(struct web_call *c, const char *token, struct err *err)
{
	const char *url = arena_printf(&c->arena, "%s/p/%s", c->site->phone_url, token);
	struct node *page = node_root(&c->arena);
	struct buf svg;
	int rc;

	buf_init(&svg, 256 * 1024);
	rc = qr_svg(&svg, url, "The link as a QR code", err);
	if (rc == 0)
		node_text(&c->arena, page, "svg_code", arena_strdup(&c->arena, svg.at));
	buf_release(&svg);
	if (rc < 0)
		return -1;
	node_text(&c->arena, page, "url", url);
	return show(c, page, err);
}

int post_phone(struct web_call *c, struct err *err)
{
	char token[TOKEN_TEXT];
	int rc;

	if (find_phones(c, err) < 0)
		return -1;
	if (!c->token)
		return err_set(err, ERR_NOT_PERMITTED, "a link for a phone is made in a browser");
	if (!phone_link_make(token, c->site->phones, c->found.id[0], c->token, now_s()))
		return err_set(err, ERR_STATE,
			       "%d cases wait for photos from phones: end one of their links first",
			       PHONE_LINKS_MAX);
	rc = show_code(c, token, err);
	explicit_bzero(token, sizeof token);
	return rc;
}

int post_phone_end(struct web_call *c, struct err *err)
{
	if (find_phones(c, err) < 0)
		return -1;
	phone_link_end(c->site->phones, c->found.id[0], now_s());
	reply_redirect(&c->reply,
		       arena_printf(&c->arena, "%s#evidence", case_path(c, c->found.id[0])));
	return 0;
}
