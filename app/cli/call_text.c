#include "cli/call_text.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "cli/case_text.h"

/* --- whom to dial --- */

static const char *unconfirmed(const struct node *n, const char *path)
{
	return text_same(node_str(n, path), "low") ? "; unconfirmed: check with the carrier" : "";
}

/* "1-800-275-8777 (customer care): open now, until 20:30 EST" */
static const char *phone_words(struct cli *cli, const struct node *phone)
{
	const char *purpose = node_str(phone, "purpose");

	return arena_printf(&cli->arena, "%s%s%s%s: %s%s", node_str(phone, "number"),
			    purpose ? " (" : "", purpose ? purpose : "", purpose ? ")" : "",
			    node_str(phone, "when"), unconfirmed(phone, "confidence"));
}

static void hours_text(struct cli *cli, const struct node *dial)
{
	const char *hours = node_str(dial, "hours"), *zone = node_str(dial, "zone");

	if (!hours || text_same(hours, "24x7"))
		return;
	print_fact(
		cli, "hours", INK_PLAIN,
		arena_printf(&cli->arena, "%s%s%s%s%s", hours, zone ? " (" : "", zone ? zone : "",
			     zone ? ")" : "",
			     node_num(dial, "holidays_stated") ? "" : "; holidays are not told"));
}

static void keys_text(struct cli *cli, const struct node *dial)
{
	const char *keys = node_str(dial, "keypad_last_time");
	const char *dialed = node_str(dial, "dialed_last_time");
	struct arena *a = &cli->arena;
	const char *from;

	if (!keys)
		return;
	if (node_known(dial, "keypad_from_case"))
		from = arena_printf(a, "on case %" PRId64 ", %s",
				    node_num(dial, "keypad_from_case"),
				    show_at(cli, dial, "keypad_at"));
	else
		from = dialed ? arena_printf(a, "last time, on %s", dialed) : "last time";
	print_fact(cli, "keys", INK_STRONG, arena_printf(a, "%s (%s)", keys, from));
}

/* A claim that was filed has a number of its own to ask at. */
static void also_text(struct cli *cli, const struct node *doc)
{
	const struct node *claims = node_get(doc, "claims"), *n = node_get(doc, "dial.phones");
	const char *number = node_str(doc, "dial.number");

	if (!claims || !claims->count)
		return;
	for (n = n ? n->first : NULL; n; n = n->next) {
		const char *purpose = node_str(n, "purpose");

		if (purpose && strstr(purpose, "claim") &&
		    !text_same(node_str(n, "number"), number))
			print_fact(cli, "or", INK_PLAIN, phone_words(cli, n));
	}
}

void rate_facts(struct cli *cli, const struct node *item)
{
	const struct node *n;
	struct arena *a = &cli->arena;

	if (!item || !node_known(item, "rate"))
		return;
	print_fact(cli, "promises", INK_PLAIN,
		   arena_printf(a, "%" PRId64 " of 100 kept (%" PRId64 " of %" PRId64 ", since %s)",
				node_num(item, "rate"), node_num(item, "kept"), node_num(item, "n"),
				show_at(cli, item, "since")));
	for (n = node_get(item, "representatives")->first; n; n = n->next) {
		const char *name = node_str(n, "rep_name"), *id = node_str(n, "rep_id");

		print_fact(cli, "", INK_PLAIN,
			   arena_printf(a,
					"%s%s%s: %" PRId64 " of 100 kept (%" PRId64 " of %" PRId64
					")",
					name ? name : "",
					name && id ? ", id "
					: id       ? "id "
						   : "",
					id ? id : "", node_num(n, "rate"), node_num(n, "kept"),
					node_num(n, "n")));
	}
}

void dial_text(struct cli *cli, const struct node *doc)
{
	const struct node *dial = node_get(doc, "dial");
	const char *page = node_str(dial, "self_service");
	const char *purpose = node_str(dial, "self_service_purpose");
	bool closed = node_known(dial, "open_now") && !node_num(dial, "open_now");

	print_title(cli, "Call");
	if (page)
		print_fact(cli, "without a queue", INK_PLAIN,
			   arena_printf(&cli->arena, "%s%s%s", page, purpose ? " - " : "",
					purpose ? purpose : ""));
	print_fact(cli, "dial", closed ? INK_WARN : INK_STRONG,
		   node_known(dial, "number") ? phone_words(cli, dial) : NULL);
	hours_text(cli, dial);
	keys_text(cli, dial);
	also_text(cli, doc);
	rate_facts(cli, node_get(doc, "kept_rate"));
}

/* --- under way --- */

static const char *duration(struct cli *cli, int64_t minutes)
{
	return minutes < 4 * 60 ? show_plural(cli, minutes, "minute", "minutes")
				: show_plural(cli, minutes / 60, "hour", "hours");
}

const char *call_words(struct cli *cli, const struct node *doc)
{
	const struct node *call = node_get(doc, "call"), *n;
	const char *cases = "", *since, *hold = "";
	struct arena *a = &cli->arena;

	if (!call || call->type != NODE_MAP)
		return NULL;
	for (n = node_get(call, "cases")->first; n; n = n->next)
		cases = arena_printf(a, "%s%s%" PRId64, cases, *cases ? ", " : "", n->number);
	since = show_at(cli, call, "started_at");
	if (node_num(call, "hold_minutes") || node_num(call, "on_hold"))
		hold = arena_printf(a, ", %" PRId64 " of them on hold%s",
				    node_num(call, "hold_minutes"),
				    node_num(call, "on_hold") ? " (still)" : "");
	return arena_printf(
		a, "Call on case %s since %s: %s%s%s", cases, since,
		duration(cli, node_num(call, "minutes")), hold,
		node_num(call, "forgotten") ? "; it looks forgotten and will not be counted" : "");
}

/* --- against each other --- */

/* "contact 3: 2026-11-20 10:04 Dana Q, ref 4711-A: "no such search"" */
static void side_text(struct cli *cli, const struct node *side)
{
	const char *rep = node_str(side, "rep_name"), *ref = node_str(side, "reference");
	const char *said = node_str(side, "said");
	struct arena *a = &cli->arena;

	if (!rep)
		rep = show_code(cli, node_str(side, "with"));
	print_bullet(cli, INK_PLAIN,
		     arena_printf(a, "%s %s%s%s (contact %" PRId64 ")%s%s",
				  show_at(cli, side, "at"), rep, ref ? ", ref " : "",
				  ref ? ref : "", node_num(side, "contact"), said ? ": " : "",
				  said ? said : ""));
}

void contradiction_text(struct cli *cli, const struct node *d)
{
	const char *note = node_str(d, "note");

	side_text(cli, node_get(d, "other"));
	side_text(cli, node_get(d, "contact"));
	if (note)
		print_para(cli, 4, INK_PLAIN, note);
}

void case_contradictions(struct cli *cli, const struct node *doc)
{
	const struct node *n = node_get(doc, "contradictions");

	if (!n || !n->count)
		return;
	print_title(cli, "They contradict each other");
	for (n = n->first; n; n = n->next)
		contradiction_text(cli, n);
}
