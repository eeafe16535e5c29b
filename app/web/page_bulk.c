#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ops/bulk_ops.h"
#include "ops/desk.h"
#include "view/audience.h"
#include "web/address.h"
#include "web/api.h"
#include "web/gate.h"
#include "web/page.h"
#include "web/typed.h"

/* Many cases of the register at once, and taking it back. */

/* --- which --- */

static int take_one(struct bulk *b, int64_t *room, struct web_call *c, const char *word,
		    struct err *err)
{
	const char *client;
	long long id;

	if (number_parse(&id, word, 1, INT64_MAX, "case", err) < 0)
		return -1;
	if (b->n == BULK_MAX)
		return err_set(err, ERR_INPUT, "at most %d cases at once", (int)BULK_MAX);
	if (casefile_client(&client, c->desk, &c->arena, id, err) < 0)
		return -1;
	if (!may_see_client(c, client))
		return err_set(err, ERR_NOT_FOUND, "there is no case %lld", id);
	room[b->n++] = id;
	return 0;
}

/* Those that are marked; with "everything" all that the page showed. */
static int take_cases(struct bulk *b, struct web_call *c, struct err *err)
{
	int64_t *room = arena_array(&c->arena, BULK_MAX, sizeof *room);
	const char *name = form_get(&c->form, "everything") ? "shown" : "case";

	*b = (struct bulk){ room, 0 };
	for (int i = 0; i < c->form.n; i++) {
		char *words, *next = NULL;

		if (strcmp(c->form.field[i].name, name) != 0)
			continue;
		words = arena_strdup(&c->arena, c->form.field[i].value);
		for (char *w = strtok_r(words, ", ", &next); w; w = strtok_r(NULL, ", ", &next))
			if (take_one(b, room, c, w, err) < 0)
				return -1;
	}
	return b->n ? 0 : err_set(err, ERR_INPUT, "mark the cases first");
}

/* --- what --- */

enum act { ACT_OWNER, ACT_CLOSE, ACT_SNOOZE, ACT_WORKBOOK, ACTS = BULK_ACTS };
const char *const bulk_act_names[BULK_ACTS] = { "owner", "close", "snooze", "workbook" };

static int set_owner(struct web_call *c, const struct bulk *b, struct err *err)
{
	struct case_facts f = { .given = FACT_OWNER };

	if (typed_text(&f.owner, c, "owner", TYPED_LINE, err) < 0)
		return -1;
	if (!f.owner)
		return err_set(err, ERR_INPUT, "say who is to look after them");
	return bulk_edit(c->desk, &c->arena, b, &f, err);
}

static int close_all(struct web_call *c, const struct bulk *b, struct err *err)
{
	const char *reason;

	return typed_text(&reason, c, "reason", TYPED_LONG, err) < 0
		       ? -1
		       : bulk_close(c->desk, &c->arena, b, reason, err);
}

static int rest_all(struct web_call *c, const struct bulk *b, struct err *err)
{
	const char *reason;
	daynum until;

	return typed_day(&until, c, "until", err) < 0 ||
			       typed_text(&reason, c, "reason", TYPED_LINE, err) < 0
		       ? -1
		       : bulk_snooze(c->desk, &c->arena, b, until, reason, err);
}

static int workbook(struct web_call *c, const struct bulk *b, struct err *err)
{
	struct web_export what = { .user = c->session.user,
				   .format = "xlsx",
				   .audience = audience_names[AUDIENCE_CARRIER] };
	struct buf list;

	buf_init(&list, 4096);
	for (int i = 0; i < b->n; i++)
		buf_printf(&list, "%s%" PRId64, i ? "," : "", b->cases[i]);
	what.cases = arena_strdup(&c->arena, list.at);
	buf_release(&list);
	return answer_export(c, &what, "cases", err);
}

/* Back to the list, which offers to take it back. */
static int answer_done(struct web_call *c, const struct bulk *b, struct err *err)
{
	struct node *doc = node_root(&c->arena), *list;
	const char *back = form_get(&c->form, "back"), *said;
	int64_t entry;

	if (desk_last_act(&entry, &said, c->desk, &c->arena, err) < 0)
		return -1;
	if (!c->found.api) {
		reply_redirect(&c->reply,
			       arena_printf(&c->arena, "/cases?%s%sundo=%" PRId64,
					    back && query_harmless(back) ? back : "",
					    back && query_harmless(back) ? "&" : "", entry));
		return 0;
	}
	list = node_list(&c->arena, doc, "cases");
	for (int i = 0; i < b->n; i++)
		node_int(&c->arena, list, NULL, b->cases[i]);
	node_int(&c->arena, doc, "count", b->n);
	node_int(&c->arena, doc, "entry", entry);
	return answer_json(c, 201, doc, err);
}

int post_bulk(struct web_call *c, struct err *err)
{
	static int (*const run[ACTS])(struct web_call *, const struct bulk *, struct err *) = {
		[ACT_OWNER] = set_owner,
		[ACT_CLOSE] = close_all,
		[ACT_SNOOZE] = rest_all,
		[ACT_WORKBOOK] = workbook,
	};
	struct bulk b;
	int act;

	if (typed_code(&act, c, "act", (struct typed_codes){ bulk_act_names, ACTS }, err) < 0)
		return -1;
	if (act < 0)
		return err_set(err, ERR_INPUT, "act: use owner, close, snooze or workbook");
	if (take_cases(&b, c, err) < 0 || run[act](c, &b, err) < 0)
		return -1;
	return act == ACT_WORKBOOK ? 0 : answer_done(c, &b, err);
}

/* For programs: a page says it where it offers to take it back. */
int page_undo(struct web_call *c, struct err *err)
{
	struct node *doc = node_root(&c->arena);
	const char *said;
	int64_t entry;

	if (desk_last_act(&entry, &said, c->desk, &c->arena, err) < 0)
		return -1;
	if (entry)
		node_int(&c->arena, doc, "entry", entry);
	else
		node_null(&c->arena, doc, "entry");
	node_text(&c->arena, doc, "act", entry ? said : NULL);
	return answer_reading(c, doc, err);
}

/* Only what the page showed: somebody may have done something else since, in another window. */
int post_undo(struct web_call *c, struct err *err)
{
	const char *done, *back = form_get(&c->form, "back");
	struct node *doc = node_root(&c->arena);
	int64_t seen, entry;

	if (typed_number(&seen, c, "entry", INT64_MAX, err) < 0 ||
	    desk_last_act(&entry, &done, c->desk, &c->arena, err) < 0)
		return -1;
	if (seen < 1)
		return err_set(err, ERR_INPUT, "say what to take back: the number of its entry");
	if (seen != entry)
		return err_set(err, ERR_CONFLICT,
			       "this is not your last act any more: nothing was taken back");
	if (desk_undo(&done, c->desk, &c->arena, err) < 0)
		return -1;
	if (!c->found.api) {
		reply_redirect(&c->reply, arena_printf(&c->arena, "/cases?%s%sundone=1",
						       back && query_harmless(back) ? back : "",
						       back && query_harmless(back) ? "&" : ""));
		return 0;
	}
	node_text(&c->arena, doc, "undone", done);
	return answer_json(c, 201, doc, err);
}
