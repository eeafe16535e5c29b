#include <inttypes.h>

#include "base/text.h"
#include "cli/case_text.h"

static enum ink claim_ink(const struct node *c)
{
	const char *state = node_str(c, "state");

	if (node_num(c, "overdue") || text_same(state, "denied") || text_same(state, "no_record"))
		return INK_BAD;
	if (text_same(state, "needs_info"))
		return INK_WARN;
	if (text_same(state, "paid") || text_same(state, "approved"))
		return INK_GOOD;
	return INK_PLAIN;
}

/* "Mon 2026-11-16, online" */
static const char *filed_words(struct cli *cli, const struct node *c)
{
	const char *how = node_str(c, "filed_how");
	daynum on = node_dayof(c, "filed_on");
	int64_t days = node_num(c, "waiting_days");

	if (on == DAY_NONE)
		return NULL;
	return arena_printf(&cli->arena, "%s%s%s%s", show_day(cli, on), how ? ", " : "",
			    how ? how : "",
			    node_known(c, "waiting_days") && days > 0
				    ? arena_printf(&cli->arena, "; waiting for %s",
						   show_plural(cli, days, "day", "days"))
				    : "");
}

static const char *answered_by(struct cli *cli, const struct node *c)
{
	const struct node *n = node_get(c, "answered_by");
	const char *out = NULL;

	for (n = n ? n->first : NULL; n; n = n->next)
		out = arena_printf(&cli->arena, "%s%s%s", out ? out : "", out ? ", " : "",
				   show_code(cli, n->text));
	return out;
}

static void denial_text(struct cli *cli, const struct node *c)
{
	const char *state = node_str(c, "state"), *title = node_str(c, "denial_title");
	const char *said = node_str(c, "reason"), *papers = answered_by(cli, c);
	bool stands = text_same(state, "denied") || text_same(state, "partly_approved");
	struct arena *a = &cli->arena;

	if (title || said)
		print_fact(cli,
			   !title   ? "because"
			   : stands ? "denied for"
				    : "was denied for",
			   INK_PLAIN,
			   arena_printf(a, "%s%s%s%s", title ? title : "",
					title && said ? ": \"" : "", said ? said : "",
					title && said ? "\"" : ""));
	if (!stands)
		return;
	print_fact_at(cli, "answer it", c, "rebuttal", false);
	if (papers)
		print_fact(cli, "with", INK_PLAIN, papers);
}

static void payments(struct cli *cli, const struct node *claim, const struct node *payouts)
{
	const struct node *p;

	for (p = payouts ? payouts->first : NULL; p; p = p->next) {
		const char *how = node_str(p, "how"), *ref = node_str(p, "reference");

		if (!text_same(node_str(p, "claim"), node_str(claim, "claim")))
			continue;
		print_fact(cli, "came", INK_GOOD,
			   arena_printf(&cli->arena, "%s on %s%s%s%s%s", show_at(cli, p, "amount"),
					show_day(cli, node_dayof(p, "paid_on")), how ? ", " : "",
					how ? how : "", ref ? ", ref " : "", ref ? ref : ""));
	}
}

void claim_text(struct cli *cli, const struct node *c, const struct node *payouts)
{
	const char *amount = show_at(cli, c, "amount"), *door = node_str(c, "door");
	struct arena *a = &cli->arena;

	print_para(cli, 0, claim_ink(c),
		   arena_printf(a, "Claim %s: %s, %s%s%s%s, %s", node_str(c, "claim"),
				show_code(cli, node_str(c, "state")),
				show_code(cli, node_str(c, "route")), door ? " (" : "",
				door ? show_code(cli, door) : "", door ? ")" : "",
				amount ? amount : "amount not known"));
	print_fact(cli, "stands", claim_ink(c), node_str(c, "text"));
	print_fact(cli, "number", INK_PLAIN, node_str(c, "reference"));
	if (filed_words(cli, c))
		print_fact(cli, "filed", INK_PLAIN, filed_words(cli, c));
	print_fact_at(cli, "worked out", c, "amount_note", false);
	denial_text(cli, c);
	payments(cli, c, payouts);
}

void case_claims(struct cli *cli, const struct node *doc)
{
	const struct node *list = node_get(doc, "claims"), *c;

	if (!list || !list->count)
		return;
	print_title(cli, "Claims");
	for (c = list->first; c; c = c->next)
		claim_text(cli, c, node_get(doc, "payouts"));
}

void case_remedies(struct cli *cli, const struct node *doc)
{
	static const struct print_column cols[] = {
		{ .title = "GIVEN", .path = "given_on" },
		{ .title = "KIND", .path = "kind", .flags = PRINT_CODE },
		{ .title = "AMOUNT", .path = "amount", .flags = PRINT_RIGHT },
		{ .title = "REFERENCE", .path = "reference" },
		{ .title = "NOTE", .path = "note", .flags = PRINT_WRAP },
		{ .title = NULL },
	};
	const struct node *list = node_get(doc, "remedies");

	if (!list || !list->count)
		return;
	print_title(cli, "What the customer got");
	print_table(cli, cols, list);
}

void case_duties(struct cli *cli, const struct node *doc)
{
	const struct node *list = node_get(doc, "duties"), *d;
	struct arena *a = &cli->arena;

	if (!list || !list->count)
		return;
	print_title(cli, "What we owe");
	for (d = list->first; d; d = d->next) {
		bool settled = node_known(d, "settled_on");
		const char *note = node_str(d, "note");

		print_bullet(cli, settled ? INK_DIM : INK_BAD,
			     arena_printf(a, "%s%s%s%s%s", node_str(d, "what"),
					  settled ? " (settled " : "",
					  settled ? show_at(cli, d, "settled_on") : "",
					  settled && note ? ": " : "",
					  settled && note ? arena_printf(a, "%s)", note)
					  : settled       ? ")"
							  : ""));
	}
}
