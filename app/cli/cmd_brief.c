#include "cli/cmds.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "cli/case_text.h"
#include "cli/cases.h"
#include "cli/wing.h"
#include "ops/desk.h"
#include "view/brief_doc.h"

static void dial_text(struct cli *cli, const struct node *doc)
{
	const char *number = node_str(doc, "dial.number"), *purpose = node_str(doc, "dial.purpose");
	const char *hours = node_str(doc, "dial.hours"), *zone = node_str(doc, "dial.zone");
	const char *keys = node_str(doc, "dial.keypad_last_time");
	const char *dialed = node_str(doc, "dial.dialed_last_time");
	bool known = node_known(doc, "dial.open_now"), open = node_num(doc, "dial.open_now");
	struct arena *a = &cli->arena;

	print_title(cli, "Call");
	if (number)
		number = arena_printf(a, "%s%s%s%s%s", number, purpose ? " (" : "",
				      purpose ? purpose : "", purpose ? ")" : "",
				      !known ? ""
				      : open ? ", open now"
					     : ", closed now");
	print_fact(cli, "dial", known && !open ? INK_WARN : INK_STRONG, number);
	if (text_same(node_str(doc, "dial.confidence"), "low"))
		print_fact(cli, "", INK_WARN, "unconfirmed: check with the carrier");
	if (hours)
		print_fact(cli, "hours", INK_PLAIN,
			   arena_printf(a, "%s%s%s", hours, zone ? ", " : "", zone ? zone : ""));
	if (dialed || keys)
		print_fact(cli, "last time", INK_PLAIN,
			   arena_printf(a, "%s%s%s%s", dialed ? dialed : "",
					dialed && keys ? ", " : "", keys ? "keys " : "",
					keys ? keys : ""));
	print_fact_at(cli, "without a queue", doc, "dial.self_service", false);
}

static void scan_text(struct cli *cli, const struct node *doc)
{
	const char *text = node_str(doc, "last_scan.text"),
		   *place = node_str(doc, "last_scan.place");
	const char *when = show_local(cli, node_str(doc, "last_scan.at_local"));
	const char *asked = show_at(cli, doc, "last_scan.asked_at");
	struct arena *a = &cli->arena;

	if (!when)
		when = show_at(cli, doc, "last_scan.at");
	if (text)
		text = arena_printf(a, "%s%s%s%s%s", text, place ? ", " : "", place ? place : "",
				    when ? ", " : "", when ? when : "");
	print_fact(cli, "last scan", INK_PLAIN, text ? text : asked ? "none" : "nobody asked yet");
	if (asked)
		print_fact(cli, "asked", INK_PLAIN, asked);
	case_silence_facts(cli, doc);
}

static void earlier_text(struct cli *cli, const struct node *doc)
{
	const struct node *n = node_get(doc, "earlier");
	struct arena *a = &cli->arena;

	if (!n || !n->count)
		return;
	print_title(cli, "Said before");
	for (n = n->first; n; n = n->next) {
		const char *when = show_at(cli, n, node_known(n, "at") ? "at" : "filed_on");
		const char *who = node_str(n, "rep_name"), *id = node_str(n, "rep_id");
		const char *ref = node_str(n, "reference"), *said = node_str(n, "said");

		if (!who)
			who = show_code(cli,
					node_str(n, node_known(n, "request") ? "request" : "with"));
		print_bullet(cli, INK_PLAIN,
			     arena_printf(a, "%s %s%s%s%s%s%s%s", when ? when : "", who,
					  id ? ", id " : "", id ? id : "", ref ? ", ref " : "",
					  ref ? ref : "", said ? ": " : "", said ? said : ""));
	}
}

static void texts(struct cli *cli, const char *title, const struct node *list)
{
	const struct node *n;

	if (!list || !list->count)
		return;
	print_title(cli, title);
	for (n = list->first; n; n = n->next)
		print_bullet(cli, INK_PLAIN, n->text);
}

static void promises(struct cli *cli, const char *title, enum ink ink, const struct node *list)
{
	const struct node *n;

	if (!list || !list->count)
		return;
	print_title(cli, title);
	for (n = list->first; n; n = n->next)
		print_bullet(cli, node_num(n, "overdue") ? INK_BAD : ink,
			     arena_printf(&cli->arena, "promise %" PRId64 ": %s",
					  node_num(n, "promise"), promise_words(cli, n)));
}

static void brief_text(struct cli *cli, const struct node *doc)
{
	case_head(cli, doc);
	dial_text(cli, doc);
	case_asked(cli, doc);
	scan_text(cli, doc);
	earlier_text(cli, doc);
	promises(cli, "Still owed", INK_PLAIN, node_get(doc, "promises_open"));
	promises(cli, "Broken", INK_BAD, node_get(doc, "promises_broken"));
	case_windows(cli, doc);
	texts(cli, "Ask", node_get(doc, "questions"));
	texts(cli, "Before you hang up", node_get(doc, "confirm"));
	print_title(cli, "Log it");
	print_line(cli, INK_STRONG,
		   arena_printf(&cli->arena,
				"  waylaid log %" PRId64 " --rep NAME --ref NUMBER --said TEXT "
				"--next TEXT --due DATE",
				node_num(doc, "case")));
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
	struct node *doc;
	struct snap *snap;
	int64_t id;
	int ret;

	if (take_case(&id, cli, cli->args.word[0], err) < 0)
		return -1;
	if (arg_given(&cli->args, "--fresh"))
		freshen(cli, id);
	if (desk_snap(&snap, cli->desk, err) < 0)
		return -1;
	ret = brief_doc(&doc, snap, &cli->arena, id, &cli->moment, err);
	desk_snap_end(snap);
	return ret < 0 ? -1 : cli_show(cli, doc, brief_text, err);
}
