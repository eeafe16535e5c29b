#include "ops/casefile_ops.h"
#include "ops/desk.h"
#include "web/deadline.h"
#include "web/gate.h"
#include "web/phone_link.h"

/* Ended, over, mistyped, or never there: which of them is nobody's business. */
static bool refuse_link(struct web_call *c)
{
	answer_fault(c, 404,
		     "This link is over. Ask at the desk for a new code: your photos are still on "
		     "your phone.");
	return false;
}

/* What keeps a phone, or who pretends to be one, from filling the desk. */
static bool charge(struct web_call *c)
{
	if (c->charged)
		return true;
	c->charged = true;
	switch (phone_link_charge(c->site->phones, c->found.word,
				  c->head.length > 0 ? c->head.length : 0, clock_ms() / 1000)) {
	case PHONE_PASS:
		return true;
	case PHONE_SLOW:
		answer_fault(c, 429, "That was fast: wait a moment, then send the next photo.");
		return false;
	case PHONE_FULL:
		answer_fault(c, 403,
			     "This link has brought as many photos as it may. Ask at the desk for "
			     "a new code.");
		return false;
	case PHONE_GONE:
		break;
	}
	return refuse_link(c);
}

/* May who made the link still work on this case? */
static int still_may(bool *may, struct web_call *c, const struct phone_link *link, struct err *err)
{
	const char *client;

	if (session_find(&c->session, may, c->desk, &c->arena, link->session, err) < 0)
		return -1;
	if (!*may)
		return 0;
	*may = false;
	if (casefile_client(&client, c->desk, &c->arena, link->casefile_id, err) < 0)
		return err->code == ERR_NOT_FOUND ? 0 : -1;
	*may = c->session.role >= ROLE_DESK && may_see_client(c, client);
	return 0;
}

bool gate_link(struct web_call *c)
{
	struct phone_link link;
	struct err err;
	bool may = false;

	if (!phone_link_find(&link, c->site->phones, c->found.word, clock_ms() / 1000))
		return refuse_link(c);
	if (still_may(&may, c, &link, &err) < 0) {
		answer_error(c, &err);
		return false;
	}
	if (!may)
		return refuse_link(c);
	if (c->found.route->upload && !charge(c))
		return false;
	c->found.id[0] = link.casefile_id;
	c->found.nids = 1;
	c->user = c->session.user ? c->session.user : c->site->user;
	desk_work_as(c->desk, c->user, &c->moment);
	desk_work_by(c->desk, "phone");
	return true;
}
