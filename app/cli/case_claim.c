#include "cli/case_claim.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "cli/case_text.h"

/* --- doors --- */

static const char *door_window(struct cli *cli, const struct node *door)
{
	const struct node *w = node_get(door, "window");
	const char *because = node_str(door, "unknown_because");

	if (because || !w || w->type != NODE_MAP)
		return because;
	return arena_printf(
		&cli->arena, "%s%s%s",
		text_same(node_str(w, "what"), "claim") ? "" : show_code(cli, node_str(w, "what")),
		text_same(node_str(w, "what"), "claim") ? "" : " ", window_words(cli, w));
}

static enum ink door_ink(const struct node *door)
{
	const struct node *w = node_get(door, "window");

	return w && w->type == NODE_MAP ? window_ink(w) : INK_WARN;
}

void case_refund(struct cli *cli, const struct node *doc)
{
	char *line = arena_strdup(&cli->arena, node_str(doc, "refund_warning")), *end;

	if (!line)
		return;
	print_title(cli, "Before the customer gets money or a new parcel");
	for (; line; line = end) {
		end = strchr(line, '\n');
		if (end)
			*end++ = 0;
		print_bullet(cli, INK_WARN, line);
	}
}

void case_doors_short(struct cli *cli, const struct node *doc)
{
	const struct node *list = node_get(doc, "routes"), *windows = node_get(doc, "windows");
	struct arena *a = &cli->arena;

	if (!list || !list->count)
		return;
	if (!(windows && windows->count) && !node_num(doc, "ready.asked"))
		return;
	print_title(cli, "Doors, in the order in which to knock");
	for (const struct node *d = list->first; d; d = d->next)
		print_bullet(cli, door_ink(d),
			     arena_printf(a, "%s: %s", node_str(d, "title"), door_window(cli, d)));
	print_line(cli, INK_DIM,
		   arena_printf(a,
				"  waylaid routes %" PRId64 " tells who may file, and what each "
				"warns of",
				node_num(doc, "case")));
	case_refund(cli, doc);
}

static const char *excludes_words(struct cli *cli, const struct node *door)
{
	const struct node *n = node_get(door, "excludes");
	char *all = NULL;

	for (n = n ? n->first : NULL; n; n = n->next)
		all = arena_printf(&cli->arena, "%s%s%s", all ? all : "", all ? ", " : "",
				   show_code(cli, n->text));
	return all;
}

static const char *source_words(struct cli *cli, const struct node *n)
{
	const char *source = node_str(n, "source"), *confidence = node_str(n, "confidence");

	if (!source)
		return "nobody yet: unconfirmed, ask them";
	return arena_printf(&cli->arena, "%s (%s); %s", source, node_str(n, "source_date"),
			    text_same(confidence, "low")
				    ? "unconfirmed: check with them"
				    : arena_printf(&cli->arena, "confidence %s", confidence));
}

static void door_text(struct cli *cli, const struct node *doc, const struct node *d, int nth)
{
	const char *excludes = excludes_words(cli, d), *warning = node_str(d, "warning");
	struct arena *a = &cli->arena;

	print_title(cli, arena_printf(a, "%d. %s", nth, node_str(d, "title")));
	print_fact(cli, "until when", door_ink(d), door_window(cli, d));
	if (text_same(node_str(d, "window.confidence"), "low"))
		print_fact(cli, "", INK_WARN, "unconfirmed: check with the carrier");
	print_fact(cli, "who may file", node_known(d, "who_may_file") ? INK_PLAIN : INK_WARN,
		   node_known(d, "who_may_file") ? node_str(d, "who_may_file") : "unknown: ask");
	print_fact(cli, "pays at most", INK_PLAIN,
		   node_known(d, "cap") ? show_at(cli, d, "cap") : "not known");
	if (excludes)
		print_fact(cli, "not with", INK_WARN, excludes);
	print_fact_at(cli, "refund", d, "refund_words", false);
	if (warning)
		print_fact(cli, "mind", INK_WARN, warning);
	if (node_num(d, "ready.asked"))
		print_fact(cli, "papers", INK_PLAIN,
			   arena_printf(a, "%s are there: waylaid ready %" PRId64 " --route %s",
					node_str(d, "ready.text"), node_num(doc, "case"),
					node_str(d, "route")));
	print_fact(cli, "source", INK_DIM, source_words(cli, d));
}

void case_doors_long(struct cli *cli, const struct node *doc)
{
	const struct node *list = node_get(doc, "routes");
	int nth = 0;

	for (const struct node *d = list ? list->first : NULL; d; d = d->next)
		door_text(cli, doc, d, ++nth);
	if (!nth) {
		print_blank(cli);
		print_para(cli, 0, INK_PLAIN,
			   arena_printf(&cli->arena,
					"No door is known: the carrier is not known yet. waylaid "
					"edit %" PRId64 " --carrier CARRIER",
					node_num(doc, "case")));
	}
	case_refund(cli, doc);
}

/* --- papers --- */

const char *check_words(struct cli *cli, const struct node *check)
{
	const char *why = node_str(check, "why_missing");

	if (!why || text_same(why, "not attached yet"))
		return node_str(check, "title");
	return arena_printf(&cli->arena, "%s: %s", node_str(check, "title"), why);
}

void case_checklist(struct cli *cli, const struct node *doc)
{
	const struct node *list = node_get(doc, "checklist");

	for (const struct node *c = list ? list->first : NULL; c; c = c->next) {
		bool held = node_num(c, "held") != 0;
		const char *note = node_str(c, "note");

		print_marked(cli, held ? INK_GOOD : INK_WARN, held ? "[x]" : "[ ]",
			     node_str(c, "title"));
		print_para(cli, 6, INK_PLAIN,
			   held ? node_str(c, "answered_by") : node_str(c, "why_missing"));
		if (note && !held)
			print_para(cli, 6, INK_PLAIN, note);
		if (!held)
			print_para(cli, 6, INK_DIM, source_words(cli, c));
	}
}

void case_items(struct cli *cli, const struct node *doc)
{
	static const struct print_column cols[] = {
		{ .title = "ITEM", .path = "item", .flags = PRINT_RIGHT },
		{ .title = "WHAT", .path = "description", .flags = PRINT_WRAP },
		{ .title = "PIECES", .path = "quantity", .flags = PRINT_RIGHT },
		{ .title = "VALUE", .path = "value", .flags = PRINT_RIGHT },
		{ .title = "SERIAL NUMBER", .path = "serial_number" },
		{ .title = "SKU", .path = "sku", .flags = PRINT_EXTRA },
		{ .title = "BOUGHT", .path = "bought_on", .flags = PRINT_EXTRA },
		{ .title = "TYPE", .path = "type", .flags = PRINT_EXTRA },
		{ .title = "CONDITION", .path = "condition", .flags = PRINT_EXTRA },
		{ .title = "COST", .path = "cost", .flags = PRINT_RIGHT | PRINT_EXTRA },
		{ .title = NULL },
	};
	const struct node *list = node_get(doc, "shipment.items");

	if (!list || !list->count)
		return;
	print_title(cli, "In the parcel");
	print_table(cli, cols, list);
}

/* --- the ladder --- */

static const char *rung_mark(const char *state)
{
	if (text_same(state, "done"))
		return "[x]";
	return text_same(state, "running") ? "[~]" : "[ ]";
}

static void rung_text(struct cli *cli, const struct node *r)
{
	const char *state = node_str(r, "state"), *note = node_str(r, "note");
	const char *seen = node_str(r, "seen_in"), *on = show_at(cli, r, "on");
	struct arena *a = &cli->arena;
	bool done = text_same(state, "done");

	print_marked(cli, done ? INK_GOOD : INK_PLAIN, rung_mark(state),
		     arena_printf(a, "%s (%s)", node_str(r, "title"), node_str(r, "code")));
	if (seen)
		print_para(cli, 6, INK_PLAIN,
			   arena_printf(a, "%s%s%s%s%s%s", seen, on ? ", " : "", on ? on : "",
					done ? "" : ", no answer yet", note ? ": " : "",
					note ? note : ""));
	else if (node_known(r, "how"))
		print_para(cli, 6, INK_DIM, node_str(r, "how"));
}

void case_steps(struct cli *cli, const struct node *doc)
{
	const struct node *list = node_get(doc, "steps"), *said = node_get(doc, "confirmed");
	struct arena *a = &cli->arena;

	if (list && list->count)
		print_title(cli, "Step by step");
	for (const struct node *r = list ? list->first : NULL; r; r = r->next)
		rung_text(cli, r);
	if (said && said->count)
		print_title(cli, "Looked at");
	for (const struct node *s = said ? said->first : NULL; s; s = s->next)
		print_bullet(cli, INK_PLAIN,
			     arena_printf(a, "%s: %s, %s%s%s", show_code(cli, node_str(s, "code")),
					  node_str(s, "by"), show_at(cli, s, "on"),
					  node_known(s, "note") ? ": " : "",
					  node_known(s, "note") ? node_str(s, "note") : ""));
}
