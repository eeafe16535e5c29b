#include <string.h>

#include "base/text.h"
#include "base/zone.h"
#include "domain/hours.h"
#include "domain/shipment.h"
#include "ops/desk.h"
#include "ops/rules_ops.h"
#include "view/list_doc.h"
#include "view/office_doc.h"
#include "view/rules_doc.h"
#include "web/api.h"
#include "web/page_rules.h"
#include "web/page_verb.h"
#include "web/typed.h"

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
		return answer_reading(c, doc, err);
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
	rules = rules_doc(&c->arena, found.rule, found.published, found.n, c->moment.today);
	*out = node_root(&c->arena);
	node_text(&c->arena, *out, "carrier", code);
	node_adopt(*out, "contacts", contacts);
	node_adopt(*out, "rules", rules);
	return 0;
}

int page_carrier(struct web_call *c, struct err *err)
{
	struct node *page = node_root(&c->arena), *doc = NULL;

	if (carrier_doc(&doc, c, err) < 0)
		return -1;
	if (c->found.api)
		return answer_reading(c, doc, err);
	add_links(c, own_node(doc, "contacts"));
	node_text(&c->arena, page, "path", c->found.word);
	node_bool(&c->arena, page, "may_rule",
		  c->session.role >= ROLE_MANAGER && !c->session.client);
	if (rule_moves(c, page, err) < 0)
		return -1;
	return answer_page(c,
			   &(struct page_view){ .name = "carrier",
						.title = carrier_title(node_str(doc, "carrier")),
						.here = "carriers",
						.page = page,
						.doc = doc },
			   err);
}
