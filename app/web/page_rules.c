#include "web/page_rules.h"

#include <string.h>

#include "base/text.h"
#include "domain/rule_csv.h"
#include "domain/shipment.h"
#include "ops/casefile_ops.h"
#include "ops/rules_ops.h"
#include "view/rules_doc.h"
#include "web/api.h"
#include "web/gate.h"
#include "web/page_verb.h"
#include "web/typed.h"

/* Rules of the desk's own: beside those in whose place they stand, and what they would move. */

enum { MOVES = 100, MOVES_MAX = PIECE_FROM_MAX + API_ROWS_MAX };

/* --- what they would move --- */

/* Only those that he may see, and how many these are. */
static int leave_own(struct web_call *c, struct rule_moves *moves, struct err *err)
{
	const char *client;
	int kept = 0;

	for (int i = 0; i < moves->n; i++) {
		if (casefile_client(&client, c->desk, &c->arena, moves->move[i].casefile_id, err) <
		    0)
			return -1;
		if (may_see_client(c, client))
			moves->move[kept++] = moves->move[i];
	}
	moves->n = kept;
	moves->count = kept;
	moves->cases = moves->reworded = moves->checked = 0;
	return 0;
}

/* The first "limit"; cases of others are neither named nor counted for who is held to a client. */
static int read_moves(struct rule_moves *out, struct web_call *c, int limit, struct err *err)
{
	bool held = c->session.client;

	if (rules_diff(out, c->desk, &c->arena, held ? MOVES_MAX : limit, err) < 0 ||
	    (held && leave_own(c, out, err) < 0))
		return -1;
	if (out->n > limit)
		out->n = limit;
	return 0;
}

int rule_moves(struct web_call *c, struct node *page, struct err *err)
{
	struct rule_moves moves;

	if (read_moves(&moves, c, MOVES, err) < 0)
		return -1;
	node_adopt(page, "moves", own_node(rule_moves_doc(&c->arena, &moves), "items"));
	node_int(&c->arena, page, "moves_count", moves.count);
	if (moves.reworded)
		node_int(&c->arena, page, "reworded", moves.reworded);
	if (moves.checked)
		node_int(&c->arena, page, "checked", moves.checked);
	return 0;
}

int page_rule_moves(struct web_call *c, struct err *err)
{
	struct rule_moves moves;
	struct piece piece;
	struct node *doc;

	if (piece_take(&piece, c, MOVES, err) < 0 ||
	    read_moves(&moves, c, piece.from + piece.limit, err) < 0)
		return -1;
	doc = rule_moves_doc(&c->arena, &moves);
	piece_cut(&piece, c, doc);
	return answer_reading(c, doc, err);
}

/* --- beside the published ones --- */

static struct node *found_doc(struct web_call *c, const struct rules_found *found)
{
	return rules_doc(&c->arena, found->rule, found->published, found->n, c->moment.today);
}

/* As the command lists them. */
static int api_rules(struct web_call *c, struct err *err)
{
	const char *typed = query_get(c, "carrier"), *carrier = NULL;
	struct rules_found found;
	struct piece piece;
	struct node *doc;

	if (piece_take(&piece, c, API_ROWS, err) < 0 ||
	    (typed && rules_carrier(&carrier, c->desk, &c->arena, typed, err) < 0) ||
	    rules_read(&found, c->desk, &c->arena, carrier, err) < 0)
		return -1;
	if (query_get(c, "own"))
		rules_keep_own(&found);
	doc = found_doc(c, &found);
	piece_cut(&piece, c, doc);
	return answer_reading(c, doc, err);
}

int page_rules(struct web_call *c, struct err *err)
{
	struct node *page = node_root(&c->arena);
	struct rules_found found;

	if (c->found.api)
		return api_rules(c, err);
	node_bool(&c->arena, page, "may_rule",
		  c->session.role >= ROLE_MANAGER && !c->session.client);
	if (rule_moves(c, page, err) < 0 || rules_read(&found, c->desk, &c->arena, NULL, err) < 0)
		return -1;
	rules_keep_own(&found);
	node_adopt(page, "overrides", own_node(found_doc(c, &found), "items"));
	return answer_page(
		c,
		&(struct page_view){
			.name = "rules", .title = "Your rules", .here = "carriers", .page = page },
		err);
}

/* --- rules of the desk's own --- */

static int set_rule(struct web_call *c, const char *code, struct err *err)
{
	struct rules_found have;
	int64_t opens, closes;
	char today[DAY_TEXT];
	const char *source;
	struct rule r;

	if (typed_number(&opens, c, "opens", 3660, err) < 0 ||
	    typed_number(&closes, c, "closes", 3660, err) < 0 ||
	    typed_text(&source, c, "source", TYPED_LINE, err) < 0 ||
	    rules_read_one(&have, c->desk, &c->arena, code, err) < 0)
		return -1;
	if (!have.n)
		return err_set(err, ERR_NOT_FOUND, "there is no rule '%.100s'", code);
	if (!source)
		return err_set(err, ERR_INPUT, "say who says so: our contract of 2026 ...");
	if (opens < 0 && closes < 0)
		return err_set(err, ERR_INPUT, "say after how many days it opens or closes");
	r = *have.rule[0];
	if (!r.own) { /* what another source said of its own days */
		r.limit_note = NULL;
		r.confidence = rule_unknown.confidence;
	}
	r.opens_days = opens < 0 ? r.opens_days : (int32_t)opens;
	r.closes_days = closes < 0 ? r.closes_days : (int32_t)closes;
	r.source = source;
	r.source_date = arena_strdup(&c->arena, day_text(today, c->moment.today));
	r.checked_on = c->moment.today;
	return rules_set(c->desk, &c->arena, &r, err);
}

static int apply_rules(struct web_call *c, struct err *err)
{
	struct rule_moves moves;
	int64_t changed;

	if (rules_diff(&moves, c->desk, &c->arena, 1, err) < 0 ||
	    rules_apply(&changed, c->desk, moves.changed, moves.nchanged, err) < 0)
		return -1;
	c->done = node_root(&c->arena);
	node_int(&c->arena, c->done, "cases", changed);
	return 0;
}

/* As the command says it, but for the folder: where the desk lies is nobody's business there. */
static int say_rule(struct web_call *c, const char *code, struct err *err)
{
	struct rules_found found;
	const char *name;

	if (rules_read_one(&found, c->desk, &c->arena, code, err) < 0)
		return -1;
	name = strrchr(found.path, '/');
	c->done = rule_set_doc(&c->arena, code, name ? name + 1 : found.path,
			       found.n ? found.rule[0] : NULL, c->moment.today);
	return 0;
}

static int act_on_rules(struct web_call *c, struct err *err)
{
	const char *code;

	if (c->session.client)
		return err_set(err, ERR_NOT_PERMITTED,
			       "rules count for every client: ask whoever runs the desk");
	if (typed_text(&code, c, "code", TYPED_LINE, err) < 0)
		return -1;
	if (form_get(&c->form, "apply"))
		return apply_rules(c, err);
	if (!code)
		return err_set(err, ERR_INPUT, "say which rule");
	if ((form_get(&c->form, "reset") ? rules_reset(c->desk, &c->arena, code, err)
					 : set_rule(c, code, err)) < 0)
		return -1;
	return say_rule(c, code, err);
}

/* The carrier's page that the form stood on. */
static const char *carrier_path(struct web_call *c, const char *code)
{
	char *path;

	if (!code || name_find(carrier_codes, carrier_codes_n, code) < 0)
		return "/rules";
	path = arena_printf(&c->arena, "/carriers/%s", code);
	for (char *p = path; *p; p++)
		*p = *p == '_' ? '-' : *p;
	return path;
}

int post_rule(struct web_call *c, struct err *err)
{
	return act_on_rules(c, err) < 0
		       ? -1
		       : answer_changed(c, carrier_path(c, form_get(&c->form, "carrier")), NULL,
					err);
}
