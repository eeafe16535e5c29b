#include <string.h>

#include "base/text.h"
#include "domain/contact.h"
#include "ops/desk.h"
#include "ops/timer_ops.h"
#include "view/call_doc.h"
#include "web/page_verb.h"
#include "web/typed.h"

/* --- the clock of a call --- */

static int answer_call(struct web_call *c, struct err *err)
{
	struct node *doc = node_root(&c->arena);
	struct timer t;
	bool there;

	if (call_now(&t, &there, c->desk, &c->arena, err) < 0)
		return -1;
	timer_node(&c->arena, doc, there ? &t : NULL, c->moment.now);
	return answer_json(c, 201, doc, err);
}

enum act { ACT_START, ACT_HOLD, ACT_TALK, ACT_FORGET };
const char *const call_act_names[CALL_ACTS] = { "start", "hold", "talk", "forget" };

static int act_on_call(struct web_call *c, struct err *err)
{
	const char *dialed;
	struct timer t;
	int act;

	if (typed_code(&act, c, "act", (struct typed_codes){ call_act_names, CALL_ACTS }, err) <
		    0 ||
	    typed_text(&dialed, c, "dialed", TYPED_LINE, err) < 0)
		return -1;
	switch (act) {
	case ACT_START:
		return call_start(&t, c->desk, &c->arena, c->found.id, 1, dialed, err);
	case ACT_HOLD:
	case ACT_TALK:
		return call_hold(&t, c->desk, &c->arena, act == ACT_HOLD, err);
	case ACT_FORGET:
		return call_discard(&t, c->desk, &c->arena, err);
	default:
		return err_set(err, ERR_INPUT, "act: use start, hold, talk or forget");
	}
}

int post_call(struct web_call *c, struct err *err)
{
	int rc;

	if (case_of_path(c, err) < 0)
		return -1;
	rc = act_on_call(c, err);
	if (rc == 0 && c->found.api)
		return answer_call(c, err);
	return answer_verb(c, rc, &(struct verb){ "log", make_case_doc }, err);
}

/* --- what the page of a case shows of it --- */

/* A number as a telephone takes it: letters as their keys, what follows a word left out. */
static const char *dialable(struct arena *a, const char *number)
{
	static const char keys[] = "22233344455566677778889999";
	char *out = arena_alloc(a, strlen(number) + 1), *to = out;
	int letters = 0;

	for (const char *p = number; *p && letters < 8; p++) {
		char small = (char)(*p | 0x20);

		if ((*p >= '0' && *p <= '9') || (*p == '+' && to == out)) {
			*to++ = *p;
		} else if (*p >= 'A' && *p <= 'Z') {
			*to++ = keys[*p - 'A'];
			letters++;
		} else if (small >= 'a' && small <= 'z') {
			break;
		}
	}
	*to = '\0';
	return to - out >= 3 ? out : NULL;
}

static void add_link(struct web_call *c, struct node *page, const struct node *doc)
{
	const char *link = node_str(doc, "dial.self_service");

	if (link && text_has_prefix(link, "https://"))
		node_text(&c->arena, page, "self_service_link", link);
}

int call_parts(struct web_call *c, struct node *page, const struct node *doc, struct err *err)
{
	const char *number = node_str(doc, "dial.number");
	struct arena *a = &c->arena;
	struct timer t;
	bool there;

	if (number)
		node_text(a, page, "tel", dialable(a, number));
	add_link(c, page, doc);
	if (call_now(&t, &there, c->desk, a, err) < 0)
		return -1;
	node_bool(a, page, "may_start", !there);
	if (!there)
		return 0;
	c->reply.passing = true;
	timer_node(a, page, &t, c->moment.now);
	node_bool(a, page, "calling", timer_has_case(&t, c->found.id[0]));
	node_bool(a, page, "calling_another", !timer_has_case(&t, c->found.id[0]));
	node_int(a, page, "call_seconds",
		 c->moment.now > t.started_at ? c->moment.now - t.started_at : 0);
	return 0;
}

void call_into_contact(struct contact *k, bool minutes_given, const struct timer *t, instant now)
{
	k->at = t->started_at;
	if (!k->dialed)
		k->dialed = t->dialed;
	if (minutes_given || timer_forgotten(t, now))
		return;
	k->minutes = timer_minutes(t, now);
	if (k->hold_minutes == MINUTES_NONE && timer_hold_minutes(t, now))
		k->hold_minutes = timer_hold_minutes(t, now);
}
