#include "cli/cmds.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "cli/call_text.h"
#include "cli/case_text.h"
#include "cli/cases.h"
#include "cli/wing.h"
#include "domain/timer.h"
#include "ops/desk.h"
#include "ops/timer_ops.h"
#include "view/brief_doc.h"
#include "view/call_doc.h"

/* Of a long story, the newest is told and the rest named. */
enum { EARLIER_TOLD = 5, EARLIER_NAMED = 25, PROMISES_TOLD = 6 };

/* "a; b": a part more of a list in one line. */
static const char *and_then(struct cli *cli, const char *list, const char *part)
{
	return arena_printf(&cli->arena, "%s%s%s", list, *list ? "; " : "", part);
}

/* --- what they ask for --- */

/* "Pat Lee, 12 Elm St, Boise ID 83702" of an address in lines. */
static const char *in_one_line(struct cli *cli, const char *text)
{
	const char *out = "";

	while (text && *text) {
		size_t n = strcspn(text, "\n");

		if (n)
			out = arena_printf(&cli->arena, "%s%s%.*s", out, *out ? ", " : "", (int)n,
					   text);
		text += n + (text[n] == '\n');
	}
	return *out ? out : NULL;
}

/* What is known of these, "label value" each, in one line; NULL when nothing is. */
struct part {
	const char *label, *path;
	bool is_code;
};

static const char *known_parts(struct cli *cli, const struct node *doc, const struct part parts[],
			       int n)
{
	const char *line = "";

	for (int i = 0; i < n; i++) {
		const char *value = show_at(cli, doc, parts[i].path);

		if (value)
			line = and_then(
				cli, line,
				arena_printf(&cli->arena, "%s%s%s", parts[i].label,
					     *parts[i].label ? " " : "",
					     parts[i].is_code ? show_code(cli, value) : value));
	}
	return *line ? line : NULL;
}

static void worth_text(struct cli *cli, const struct node *doc)
{
	static const struct part money[] = {
		{ "", "shipment.value", false },
		{ "insured for", "shipment.insured", false },
		{ "by", "shipment.insurer", false },
		{ "postage", "shipment.postage", false },
	};
	static const struct part service[] = {
		{ "", "service", true },
		{ "", "shipment.weight", false },
		{ "label from", "shipment.label_source", false },
		{ "order", "shipment.order", false },
		{ "account", "shipment.account", false },
	};
	static const struct part dates[] = {
		{ "", "shipment.mailed_on", false },
		{ "accepted", "shipment.accepted_on", false },
		{ "expected", "shipment.expected_on", false },
		{ "delivered", "shipment.delivered_on", false },
	};
	const char *line;

	print_fact(cli, "worth", INK_PLAIN,
		   node_known(doc, "shipment.value") ? known_parts(cli, doc, money, 4) : NULL);
	line = known_parts(cli, doc, service, 5);
	if (line)
		print_fact(cli, "service", INK_PLAIN, line);
	print_fact(cli, "mailed", INK_PLAIN,
		   node_known(doc, "shipment.mailed_on") ? known_parts(cli, doc, dates, 4) : NULL);
}

/* Facts without a line of their own that they may want all the same. */
static void missing_text(struct cli *cli, const struct node *doc)
{
	static const char shown[] = "from|to|contents|value|mailed_on";
	const struct node *n = node_get(doc, "missing_facts");
	const char *line = "";

	for (n = n ? n->first : NULL; n; n = n->next)
		if (!text_is_listed(shown, n->text))
			line = arena_printf(&cli->arena, "%s%s%s", line, *line ? ", " : "",
					    show_code(cli, n->text));
	if (*line)
		print_fact(cli, "not told yet", INK_WARN, line);
}

static void scan_text(struct cli *cli, const struct node *doc)
{
	const char *text = node_str(doc, "last_scan.text"),
		   *place = node_str(doc, "last_scan.place");
	const char *when = show_local(cli, node_str(doc, "last_scan.at_local"));
	const char *asked = show_at(cli, doc, "last_scan.asked_at");
	const char *meaning = node_str(doc, "last_scan.meaning");
	bool weak = text_same(node_str(doc, "last_scan.meaning_confidence"), "low");
	struct arena *a = &cli->arena;

	if (!when)
		when = show_at(cli, doc, "last_scan.at");
	if (text)
		text = arena_printf(a, "%s%s%s%s%s%s%s", text, place ? ", " : "",
				    place ? place : "", when ? ", " : "", when ? when : "",
				    asked ? ", as of " : "", asked ? asked : "");
	else
		text = asked ? arena_printf(a, "none, as of %s", asked) : "nobody asked yet";
	print_fact(cli, "last scan", INK_PLAIN, text);
	if (meaning)
		print_fact(cli, "", INK_DIM,
			   arena_printf(a, "%s%s", meaning,
					weak ? " (unconfirmed: check with the carrier)" : ""));
	case_silence_facts(cli, doc);
}

static void asked_text(struct cli *cli, const struct node *doc)
{
	print_title(cli, "They will ask");
	print_fact(cli, "from", INK_PLAIN, in_one_line(cli, node_str(doc, "shipment.from")));
	print_fact(cli, "to", INK_PLAIN, in_one_line(cli, node_str(doc, "shipment.to")));
	print_fact(cli, "contents", INK_PLAIN, node_str(doc, "shipment.contents"));
	worth_text(cli, doc);
	scan_text(cli, doc);
	missing_text(cli, doc);
}

/* --- what was said, promised and filed before --- */

static const char *who_words(struct cli *cli, const struct node *n)
{
	const char *who = node_str(n, "rep_name"), *id = node_str(n, "rep_id");
	const char *ref = node_str(n, "reference");

	if (!who)
		who = show_code(cli, node_str(n, "with"));
	return arena_printf(&cli->arena, "%s%s%s%s%s", who ? who : "", id ? ", id " : "",
			    id ? id : "", ref ? ", ref " : "", ref ? ref : "");
}

/* Contacts alone: requests stand among what was filed. */
static void earlier_text(struct cli *cli, const struct node *doc)
{
	const struct node *n = node_get(doc, "earlier");
	const char *others = "";
	int told = 0, rest = 0;

	for (n = n ? n->first : NULL; n; n = n->next) {
		const char *when = show_at(cli, n, "at"), *said = node_str(n, "said");

		if (!node_known(n, "contact"))
			continue;
		if (!told)
			print_title(cli, "Said before");
		if (told++ < EARLIER_TOLD)
			print_bullet(cli, INK_PLAIN,
				     arena_printf(&cli->arena, "%s %s%s%s", when, who_words(cli, n),
						  said ? ": " : "", said ? said : ""));
		else if (told <= EARLIER_TOLD + EARLIER_NAMED)
			others = and_then(cli, others, who_words(cli, n));
		else
			rest++;
	}
	if (*others)
		print_bullet(
			cli, INK_DIM,
			arena_printf(&cli->arena, "before that %s%s", others,
				     rest ? arena_printf(&cli->arena, "; and %d more: 'show'", rest)
					  : ""));
}

static void promise_text(struct cli *cli, enum ink ink, const struct node *n)
{
	const char *who = node_known(n, "rep_name") ? who_words(cli, n) : NULL;
	const char *when = show_at(cli, n, "given_at");

	print_bullet(cli, node_num(n, "overdue") ? INK_BAD : ink,
		     arena_printf(&cli->arena, "promise %" PRId64 ": %s%s%s%s%s",
				  node_num(n, "promise"), promise_words(cli, n),
				  who || when ? "; said" : "",
				  who ? arena_printf(&cli->arena, " by %s", who) : "",
				  when ? " on " : "",
				  when ? arena_strndup(&cli->arena, when, DAY_TEXT - 1) : ""));
}

/* What is overdue is told, all of it; of the rest, the next few. */
static void promises(struct cli *cli, const char *title, enum ink ink, const struct node *list)
{
	const struct node *n;
	int told = 0, rest = 0;

	if (!list || !list->count)
		return;
	print_title(cli, title);
	for (n = list->first; n; n = n->next) {
		if (node_num(n, "overdue") || told < PROMISES_TOLD) {
			promise_text(cli, ink, n);
			told++;
		} else {
			rest++;
		}
	}
	if (rest)
		print_bullet(cli, INK_DIM, arena_printf(&cli->arena, "and %d more: 'show'", rest));
}

static void request_text(struct cli *cli, const struct node *n)
{
	static const struct part parts[] = {
		{ "ref", "reference", false },
		{ "filed", "filed_on", false },
		{ "answer due", "answer_due_on", false },
		{ "answered", "answered_on", false },
		{ "", "result", true },
		{ "", "answer", false },
	};
	const char *rest = known_parts(cli, n, parts, 6);

	print_bullet(cli, INK_PLAIN,
		     arena_printf(&cli->arena, "request %s, %s%s%s", node_str(n, "request"),
				  show_code(cli, node_str(n, "kind")), rest ? "; " : "",
				  rest ? rest : ""));
}

static void claim_bullet(struct cli *cli, const struct node *n)
{
	static const struct part parts[] = {
		{ "number", "reference", false }, { "for", "amount", false },
		{ "filed", "filed_on", false },   { "decided", "decided_on", false },
		{ "because", "reason", false },   { "appealed", "appealed_on", false },
	};
	const char *rest = known_parts(cli, n, parts, 6);

	print_bullet(cli, INK_PLAIN,
		     arena_printf(&cli->arena, "claim %s, %s, %s%s%s", node_str(n, "claim"),
				  show_code(cli, node_str(n, "route")),
				  show_code(cli, node_str(n, "state")), rest ? "; " : "",
				  rest ? rest : ""));
}

static void filed_text(struct cli *cli, const struct node *doc)
{
	const struct node *requests = node_get(doc, "requests"), *claims = node_get(doc, "claims");
	const struct node *n;

	if (!requests->count && !claims->count)
		return;
	print_title(cli, "Filed");
	for (n = claims->first; n; n = n->next)
		claim_bullet(cli, n);
	for (n = requests->first; n; n = n->next)
		request_text(cli, n);
}

/* --- the call --- */

static void texts(struct cli *cli, const char *title, const struct node *list)
{
	const struct node *n;

	if (!list || !list->count)
		return;
	print_title(cli, title);
	for (n = list->first; n; n = n->next)
		print_bullet(cli, INK_PLAIN, n->text);
}

static void log_text(struct cli *cli, const struct node *doc)
{
	int64_t id = node_num(doc, "case");
	bool runs = node_known(doc, "call");
	struct arena *a = &cli->arena;

	print_title(cli, runs ? "Log it, and end the call" : "Log it");
	if (runs) {
		print_line(cli, INK_STRONG,
			   "  waylaid log --stop --rep NAME --ref NUMBER --said TEXT --next TEXT "
			   "--due DATE");
		return;
	}
	print_line(cli, INK_STRONG,
		   arena_printf(a,
				"  waylaid log %" PRId64 " --rep NAME --ref NUMBER --said TEXT "
				"--next TEXT --due DATE",
				id));
	print_line(
		cli, INK_DIM,
		arena_printf(a, "  waylaid log --start %" PRId64 "   as you dial, to time it", id));
}

static void brief_text(struct cli *cli, const struct node *doc)
{
	const char *running = call_words(cli, doc);

	case_head(cli, doc);
	if (running)
		print_para(cli, 0, node_num(doc, "call.forgotten") ? INK_BAD : INK_WARN, running);
	dial_text(cli, doc);
	asked_text(cli, doc);
	promises(cli, "Still owed", INK_PLAIN, node_get(doc, "promises_open"));
	promises(cli, "Broken", INK_BAD, node_get(doc, "promises_broken"));
	case_contradictions(cli, doc);
	filed_text(cli, doc);
	case_windows(cli, doc);
	texts(cli, "Ask", node_get(doc, "questions"));
	texts(cli, "Before you hang up", node_get(doc, "confirm"));
	earlier_text(cli, doc);
	log_text(cli, doc);
}

/*
 * Asks the carrier first. A call must not fail because a network does: then what is known is shown.
 */
static void freshen(struct cli *cli, int64_t id)
{
	struct arena *a = &cli->arena;
	char now[INSTANT_TEXT], *argv[10];
	struct err err;
	int n = 0, status = 0;

	argv[n++] = arena_strdup(a, "waylaid");
	argv[n++] = arena_strdup(a, "track");
	argv[n++] = arena_printf(a, "%" PRId64, id);
	argv[n++] = arena_strdup(a, "--quiet");
	argv[n++] = arena_printf(a, "--db=%s", cli->db_path);
	if (cli->on_behalf)
		argv[n++] = arena_printf(a, "--as=%s", cli->on_behalf);
	if (cli->moment.now_given)
		argv[n++] = arena_printf(a, "--now=%s", instant_text(now, cli->moment.now));
	argv[n] = NULL;
	if (wing_run(&status, a, WING_TRACK, argv, &err) < 0)
		cli_note(cli, "warning: %s", err.text);
	if (status != 0)
		cli_note(cli, "warning: no news could be had; this is what is known");
}

int cmd_brief(struct cli *cli, struct err *err)
{
	struct timer timer;
	struct node *doc;
	struct snap *snap;
	bool there;
	int64_t id;
	int ret;

	if (take_case(&id, cli, cli->args.word[0], err) < 0)
		return -1;
	if (arg_given(&cli->args, "--fresh"))
		freshen(cli, id);
	if (call_now(&timer, &there, cli->desk, &cli->arena, err) < 0 ||
	    desk_snap(&snap, cli->desk, err) < 0)
		return -1;
	ret = brief_doc(&doc, snap, &cli->arena, id, &cli->moment, err);
	desk_snap_end(snap);
	if (ret < 0)
		return -1;
	timer_node(&cli->arena, doc, there && timer_has_case(&timer, id) ? &timer : NULL,
		   cli->moment.now);
	return cli_show(cli, doc, brief_text, err);
}
