#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "domain/number_find.h"
#include "ops/desk.h"
#include "view/next_doc.h"
#include "web/address.h"
#include "web/api.h"
#include "web/gate.h"
#include "web/page.h"
#include "web/typed.h"

enum { LINES = 100, CURRENCIES_MAX = 8 };

static int make_next(struct node **out, struct snap *snap, struct web_call *c, struct err *err)
{
	struct next_query q = {
		.today = c->moment.today,
		.owner = query_get(c, "mine") ? c->user : NULL,
		.held = c->session.client != NULL,
		.all = query_get(c, "all"),
	};
	struct piece piece;

	if (piece_take(&piece, c, LINES, err) < 0 ||
	    typed_text(&q.client, c, "client", TYPED_LINE, err) < 0)
		return -1;
	if (q.held)
		q.client = c->session.client;
	q.limit = piece.from + piece.limit;
	if (next_doc(out, snap, &c->arena, &c->moment, &q, err) < 0)
		return -1;
	piece_cut(&piece, c, *out);
	return 0;
}

/* --- money at risk --- */

struct sum {
	char currency[8];
	int64_t cents;
};

/* A case with three lines is at risk once, with the most that a line of it says. */
static int64_t more_of_case(const struct node *items, const struct node *line)
{
	int64_t most = 0;

	for (const struct node *n = items->first; n != line; n = n->next)
		if (node_num(n, "case") == node_num(line, "case") && node_known(n, "at_risk") &&
		    node_get(n, "at_risk")->money.cents > most)
			most = node_get(n, "at_risk")->money.cents;
	return node_get(line, "at_risk")->money.cents > most
		       ? node_get(line, "at_risk")->money.cents - most
		       : 0;
}

static void add_at_risk(struct web_call *c, struct node *page, const struct node *items)
{
	struct node *list = node_list(&c->arena, page, "at_risk_sums");
	struct money sum[CURRENCIES_MAX];
	int n = 0, k;

	for (const struct node *line = items->first; line; line = line->next) {
		const struct node *m = node_get(line, "at_risk");

		if (!m || m->type != NODE_MONEY)
			continue;
		for (k = 0; k < n && strcmp(sum[k].currency, m->money.currency) != 0; k++)
			;
		if (k == CURRENCIES_MAX)
			continue;
		if (k == n) {
			sum[n] = m->money;
			sum[n++].cents = 0;
		}
		sum[k].cents += more_of_case(items, line);
	}
	for (k = 0; k < n; k++)
		node_money(&c->arena, list, NULL, &sum[k]);
}

int page_today(struct web_call *c, struct err *err)
{
	struct node *page = node_root(&c->arena), *doc;

	if (read_doc(&doc, c, make_next, err) < 0)
		return -1;
	if (c->found.api)
		return answer_reading(c, doc, err);
	add_at_risk(c, page, node_get(doc, "items"));
	node_bool(&c->arena, page, "mine", query_get(c, "mine"));
	node_bool(&c->arena, page, "all", query_get(c, "all"));
	node_bool(&c->arena, page, "cut", node_get(doc, "items")->count < node_num(doc, "count"));
	return answer_page(c,
			   &(struct page_view){ .name = "today",
						.title = "Today",
						.here = "today",
						.page = page,
						.doc = doc },
			   err);
}

/* --- the box that takes any number --- */

/* The only number in the text; NULL when there is none, or there are several. */
static const char *only_number(struct web_call *c, const char *text)
{
	const char *number = NULL;
	struct number_finder f;
	struct number_hit hit;
	int n = 0;

	number_finder_init(&f, &c->arena);
	number_finder_text(&f, text, strlen(text));
	while (n < 2 && number_find(&hit, &f, &c->arena)) {
		number =
			hit.number.ncandidates ? hit.number.candidate[0].number : hit.number.number;
		n++;
	}
	return n == 1 ? number : NULL;
}

int page_find(struct web_call *c, struct err *err)
{
	const char *text, *number;
	struct err none;
	int64_t id;

	if (typed_text(&text, c, "q", TYPED_LINE, err) < 0)
		return -1;
	if (!text) {
		reply_redirect(&c->reply, "/");
		return 0;
	}
	number = only_number(c, text);
	if (desk_find_case(&id, c->desk, number ? number : text, &none) == 0) {
		c->found.id[0] = id;
		if (case_of_path(c, &none) == 0) {
			reply_redirect(&c->reply, case_path(c, id));
			return 0;
		}
	}
	if (number && none.code == ERR_NOT_FOUND)
		reply_redirect(&c->reply, arena_printf(&c->arena, "/cases/new?number=%s",
						       url_escaped(&c->arena, number)));
	else
		reply_redirect(&c->reply, arena_printf(&c->arena, "/cases?q=%s",
						       url_escaped(&c->arena, text)));
	return 0;
}
