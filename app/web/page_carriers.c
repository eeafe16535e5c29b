#include <string.h>

#include "base/text.h"
#include "base/zone.h"
#include "domain/hours.h"
#include "domain/rule_csv.h"
#include "domain/shipment.h"
#include "ops/casefile_ops.h"
#include "ops/desk.h"
#include "ops/rules_ops.h"
#include "view/list_doc.h"
#include "view/office_doc.h"
#include "view/rules_doc.h"
#include "web/gate.h"
#include "web/page_verb.h"
#include "web/typed.h"

enum { MOVES = 100 };

/* --- how to reach one --- */

static int make_contacts(struct node **out, struct snap *snap, struct web_call *c, struct err *err)
{
	return contacts_doc(out, snap, &c->arena, c->found.word, &c->moment, err);
}

static void add_hours(struct web_call *c, struct node *contacts)
{
	for (struct node *n = own_node(contacts, "items")->first; n; n = n->next) {
		const char *zone = node_str(n, "zone"), *hours = node_str(n, "hours");
		const struct zone *there = NULL;
		struct err none;

		if (!hours)
			continue;
		if (zone && zone_load(&there, &c->arena, zone, &none) < 0)
			there = NULL;
		open_now_node(&c->arena, n, hours_next(hours, there, c->moment.now).now);
		node_text(&c->arena, n, "when",
			  hours_words(&c->arena, hours, there, c->moment.zone, c->moment.now));
	}
}

static void add_links(struct web_call *c, struct node *contacts)
{
	for (struct node *n = own_node(contacts, "items")->first; n; n = n->next) {
		const char *value = node_str(n, "value");

		node_bool(&c->arena, n, "is_link", value && text_has_prefix(value, "https://"));
	}
}

/* --- what its rules would move --- */

/* Cases of others are neither named nor counted for who is held to a client. */
static int add_moves(struct web_call *c, struct node *page, struct err *err)
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
		node_day(&c->arena, n, "opens_before", m->opens_before);
		node_day(&c->arena, n, "closes_before", m->closes_before);
		node_day(&c->arena, n, "opens_after", m->opens_after);
		node_day(&c->arena, n, "closes_after", m->closes_after);
		node_text(&c->arena, n, "rule", m->rule_after ? m->rule_after : m->rule_before);
	}
	return 0;
}

/* --- the pages --- */

int page_carriers(struct web_call *c, struct err *err)
{
	struct node *doc = node_root(&c->arena), *list = node_list(&c->arena, doc, "items");

	for (int i = 0; i < carrier_codes_n; i++) {
		struct node *n = node_map(&c->arena, list, NULL);

		node_text(&c->arena, n, "carrier", carrier_codes[i]);
		node_text(&c->arena, n, "title", carrier_title(carrier_codes[i]));
		node_text(&c->arena, n, "path", arena_strdup(&c->arena, carrier_codes[i]));
	}
	node_int(&c->arena, doc, "count", carrier_codes_n);
	if (c->found.api)
		return answer_json(c, 200, doc, err);
	return answer_page(
		c,
		&(struct page_view){
			.name = "carriers", .title = "Carriers", .here = "carriers", .doc = doc },
		err);
}

/* "dhl-express" in the address is dhl_express. */
static void code_of_path(struct web_call *c)
{
	for (char *p = c->found.word; *p; p++)
		if (*p == '-')
			*p = '_';
}

static int carrier_doc(struct node **out, struct web_call *c, struct err *err)
{
	struct node *rules, *contacts;
	struct rules_found found;
	const char *code;

	code_of_path(c);
	if (name_find(carrier_codes, carrier_codes_n, c->found.word) < 0)
		return err_set(err, ERR_NOT_FOUND, "carrier '%.40s' is not known", c->found.word);
	if (rules_carrier(&code, c->desk, &c->arena, c->found.word, err) < 0 ||
	    rules_read(&found, c->desk, &c->arena, code, err) < 0 ||
	    read_doc(&contacts, c, make_contacts, err) < 0)
		return -1;
	add_hours(c, contacts);
	rules = rules_doc(&c->arena, found.rule, found.n, c->moment.today);
	*out = node_root(&c->arena);
	node_text(&c->arena, *out, "carrier", code);
	contacts->name = "contacts";
	rules->name = "rules";
	(*out)->first->next = contacts;
	contacts->next = rules;
	rules->next = NULL;
	(*out)->last = rules;
	(*out)->count = 3;
	return 0;
}

int page_carrier(struct web_call *c, struct err *err)
{
	struct node *page = node_root(&c->arena), *doc = NULL;

	if (carrier_doc(&doc, c, err) < 0)
		return -1;
	if (c->found.api)
		return answer_json(c, 200, doc, err);
	add_links(c, own_node(doc, "contacts"));
	node_text(&c->arena, page, "path", c->found.word);
	node_bool(&c->arena, page, "may_rule",
		  c->session.role >= ROLE_MANAGER && !c->session.client);
	if (add_moves(c, page, err) < 0)
		return -1;
	return answer_page(c,
			   &(struct page_view){ .name = "carrier",
						.title = carrier_title(node_str(doc, "carrier")),
						.here = "carriers",
						.page = page,
						.doc = doc },
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
		back = "/carriers";
	}
	reply_redirect(&c->reply, back);
	return 0;
}
