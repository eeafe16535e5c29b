#include "web/page_rules.h"

#include <string.h>

#include "base/text.h"
#include "domain/rule_csv.h"
#include "domain/shipment.h"
#include "ops/casefile_ops.h"
#include "ops/rules_ops.h"
#include "view/rules_doc.h"
#include "web/gate.h"
#include "web/typed.h"

/* Rules of the desk's own: beside those in whose place they stand, and what they would move. */

enum { MOVES = 100 };

/* --- what they would move --- */

/* Cases of others are neither named nor counted for who is held to a client. */
int rule_moves(struct web_call *c, struct node *page, struct err *err)
{
	struct node *list = node_list(&c->arena, page, "moves"), *n;
	struct rule_moves moves;
	const char *client;

	if (rules_diff(&moves, c->desk, &c->arena, MOVES, err) < 0)
		return -1;
	for (int i = 0; i < moves.n; i++) {
		const struct rule_move *m = &moves.move[i];

		if (casefile_client(&client, c->desk, &c->arena, m->casefile_id, err) < 0)
			return -1;
		if (!may_see_client(c, client))
			continue;
		n = node_map(&c->arena, list, NULL);
		node_int(&c->arena, n, "case", m->casefile_id);
		node_text(&c->arena, n, "change", move_kind_names[m->kind]);
		node_text(&c->arena, n, "what", window_what_names[m->what]);
		node_bool(&c->arena, n, "was", m->rule_before);
		node_bool(&c->arena, n, "will", m->rule_after);
		node_day(&c->arena, n, "opens_before", m->opens_before);
		node_day(&c->arena, n, "closes_before", m->closes_before);
		node_day(&c->arena, n, "opens_after", m->opens_after);
		node_day(&c->arena, n, "closes_after", m->closes_after);
		node_text(&c->arena, n, "rule", m->rule_after ? m->rule_after : m->rule_before);
	}
	if (c->session.client)
		return 0;
	node_int(&c->arena, page, "moves_count", moves.count);
	if (moves.reworded)
		node_int(&c->arena, page, "reworded", moves.reworded);
	node_int(&c->arena, page, "checked", moves.checked);
	return 0;
}

/* --- beside the published ones --- */

static int add_overrides(struct web_call *c, struct node *page, struct err *err)
{
	struct node *list = node_list(&c->arena, page, "overrides"), *n;
	daynum today = c->moment.today;
	struct rule_override *over;
	int count;

	if (rules_overrides(&over, &count, c->desk, &c->arena, err) < 0)
		return -1;
	for (int i = 0; i < count; i++) {
		n = rule_node(&c->arena, node_map(&c->arena, list, NULL), over[i].own, today);
		if (over[i].published)
			rule_node(&c->arena, node_map(&c->arena, n, "published"), over[i].published,
				  today);
	}
	return 0;
}

int page_rules(struct web_call *c, struct err *err)
{
	struct node *page = node_root(&c->arena);

	node_bool(&c->arena, page, "may_rule",
		  c->session.role >= ROLE_MANAGER && !c->session.client);
	if (rule_moves(c, page, err) < 0 || add_overrides(c, page, err) < 0)
		return -1;
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

	return rules_diff(&moves, c->desk, &c->arena, 1, err) < 0
		       ? -1
		       : rules_apply(&changed, c->desk, moves.changed, moves.nchanged, err);
}

int post_rule(struct web_call *c, struct err *err)
{
	const char *code, *back = form_get(&c->form, "carrier");
	struct node *doc = node_root(&c->arena);
	int rc;

	if (c->session.client)
		return err_set(err, ERR_NOT_PERMITTED,
			       "rules count for every client: ask whoever runs the desk");
	if (typed_text(&code, c, "code", TYPED_LINE, err) < 0)
		return -1;
	if (form_get(&c->form, "apply"))
		rc = apply_rules(c, err);
	else if (!code)
		rc = err_set(err, ERR_INPUT, "say which rule");
	else if (form_get(&c->form, "reset"))
		rc = rules_reset(c->desk, &c->arena, code, err);
	else
		rc = set_rule(c, code, err);
	if (rc < 0)
		return -1;
	if (c->found.api) {
		node_text(&c->arena, doc, "code", code);
		return answer_json(c, 201, doc, err);
	}
	if (back && name_find(carrier_codes, carrier_codes_n, back) >= 0) {
		char *path = arena_printf(&c->arena, "/carriers/%s", back);

		for (char *p = path; *p; p++)
			*p = *p == '_' ? '-' : *p;
		back = path;
	} else {
		back = "/rules";
	}
	reply_redirect(&c->reply, back);
	return 0;
}
