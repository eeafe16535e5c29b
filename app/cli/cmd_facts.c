#include "cli/cmds.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "domain/shipment.h"
#include "ops/desk.h"
#include "view/list_doc.h"

/* --- what a status means --- */

struct own_word {
	const char *meaning, *next;
};

/* The desk's own words; what carriers' phrases mean is among the facts. */
/* clang-format off */
static const struct own_word own_words[] = {
	[STATUS_UNKNOWN] = {
		"The carrier said nothing that we can read.",
		"Ask the carrier (track), and if nothing comes, call." },
	[STATUS_PRE_TRANSIT] = {
		"A label exists. It does not prove that the carrier has the parcel.",
		"Find the acceptance receipt or scan form; if there is none, look for the parcel "
		"at your own place first." },
	[STATUS_IN_TRANSIT] = {
		"The carrier has it, or had it at the last scan.",
		"Compare the last scan with today; no scan for a week is a reason to ask for a "
		"search." },
	[STATUS_OUT_FOR_DELIVERY] = {
		"It was loaded for delivery that day.",
		"If the day is over, call the delivery office." },
	[STATUS_ATTEMPTED] = {
		"Somebody tried to deliver it and could not.",
		"Arrange a new delivery or pick it up before it goes back." },
	[STATUS_AVAILABLE_FOR_PICKUP] = {
		"It waits to be picked up, as a rule only for some days.",
		"Tell the recipient where and until when." },
	[STATUS_DELIVERED] = {
		"The carrier says that it was delivered. It does not prove to whom.",
		"If nobody has it, open a case with the problem not-received and ask for the "
		"place of the delivery scan." },
	[STATUS_RETURN_TO_SENDER] = {
		"It is on its way back, or is back.",
		"Ask why, and watch for it; as a rule it is no loss while it moves." },
	[STATUS_FAILURE] = {
		"The carrier gave up on it.",
		"Call, and ask what happened to it." },
	[STATUS_CANCELLED] = {
		"The label or shipment was cancelled.",
		"Make sure that the parcel was not handed over; ask the label's money back." },
};
/* clang-format on */
static_assert(sizeof(own_words) / sizeof(own_words[0]) == STATUS_NVALUES, "one row a status");

static void own_word_node(struct arena *a, struct node *doc, const char *words)
{
	int status = name_find(status_names, STATUS_NVALUES, words);
	struct node *n;

	if (status < 0) {
		node_null(a, doc, "status");
		return;
	}
	n = node_map(a, doc, "status");
	node_text(a, n, "status", status_names[status]);
	node_text(a, n, "meaning", own_words[status].meaning);
	node_text(a, n, "next_step", own_words[status].next);
}

static void code_text(struct cli *cli, const struct node *n)
{
	const char *trouble = node_str(n, "trouble"), *code = node_str(n, "code");
	struct arena *a = &cli->arena;
	const char *text = node_str(n, "text");

	print_title(cli, arena_printf(a, "%s%s%s%s%s", carrier_title(node_str(n, "carrier")),
				      code ? " " : "", code ? code : "", text ? ": " : "",
				      text ? text : ""));
	print_fact(cli, "read as", INK_PLAIN,
		   arena_printf(a, "%s%s%s%s", show_code(cli, node_str(n, "status")),
				text_same(trouble, "none") ? "" : ", ",
				text_same(trouble, "none") ? "" : show_code(cli, trouble),
				node_num(n, "is_scan") ? "" : "; no scan, proves nothing"));
	print_fact_at(cli, "means", n, "meaning", false);
	print_fact_at(cli, "do", n, "next_step", false);
	print_fact(cli, "source", INK_DIM,
		   arena_printf(a, "%s, %s%s", node_str(n, "source"),
				text_same(node_str(n, "confidence"), "low") ? "unconfirmed"
									    : "confidence ",
				text_same(node_str(n, "confidence"), "low")
					? ""
					: node_str(n, "confidence")));
}

static void explain_text(struct cli *cli, const struct node *doc)
{
	enum { SHOWN = 3 };
	const struct node *items = node_get(doc, "items"), *n;
	int shown = 0;

	if (node_known(doc, "status")) {
		print_line(cli, INK_STRONG, show_code(cli, node_str(doc, "status.status")));
		print_fact_at(cli, "means", doc, "status.meaning", true);
		print_fact_at(cli, "do", doc, "status.next_step", true);
	}
	for (n = items->first; n && shown < SHOWN; n = n->next, shown++)
		code_text(cli, n);
	if (items->count > SHOWN)
		print_line(cli, INK_DIM,
			   arena_printf(&cli->arena, "%d more not shown: give more of the words",
					items->count - SHOWN));
}

static int words_take(const char **out, struct cli *cli, struct err *err)
{
	struct buf words;
	int i, ret;

	buf_init(&words, TEXT_LINE);
	for (i = 0; i < cli->args.nwords; i++)
		buf_printf(&words, "%s%s", i ? " " : "", cli->args.word[i]);
	ret = buf_check(&words, "the status", err);
	if (ret == 0)
		ret = text_take(out, &cli->arena, words.at, TEXT_LINE, "the status", err);
	buf_release(&words);
	if (ret == 0 && !*out)
		return err_set(err, ERR_INPUT, "say which status: waylaid explain attempted");
	return ret;
}

int cmd_explain(struct cli *cli, struct err *err)
{
	const char *words;
	struct node *doc;
	struct snap *snap;
	int ret;

	if (words_take(&words, cli, err) < 0 || desk_snap(&snap, cli->desk, err) < 0)
		return -1;
	ret = explain_doc(&doc, snap, &cli->arena, words, err);
	desk_snap_end(snap);
	if (ret < 0)
		return -1;
	own_word_node(&cli->arena, doc, words);
	if (!node_known(doc, "status") && !node_get(doc, "items")->count)
		return err_set(err, ERR_NOT_FOUND,
			       "nobody has explained '%.80s' to this desk: ask the carrier what it "
			       "means",
			       words);
	return cli_show(cli, doc, explain_text, err);
}

/* --- how to reach a carrier --- */

/* Addresses stand on lines of their own, to be copied. */
static void way_text(struct cli *cli, const struct node *n)
{
	const char *purpose = node_str(n, "purpose"), *hours = node_str(n, "hours");
	const char *zone = node_str(n, "zone");
	bool low = text_same(node_str(n, "confidence"), "low");
	struct arena *a = &cli->arena;

	print_fact(cli, show_code(cli, node_str(n, "channel")), INK_STRONG, node_str(n, "value"));
	if (purpose || hours)
		print_fact(cli, "", INK_PLAIN,
			   arena_printf(a, "%s%s%s%s%s", purpose ? purpose : "",
					purpose && hours ? "; " : "", hours ? hours : "",
					hours && zone ? ", " : "", hours && zone ? zone : ""));
	if (low)
		print_fact(cli, "", INK_WARN, "unconfirmed: check with the carrier");
}

static void contacts_text(struct cli *cli, const struct node *doc)
{
	const struct node *items = node_get(doc, "items"), *n;
	const char *last = NULL;

	for (n = items->first; n; n = n->next) {
		const char *carrier = carrier_title(node_str(n, "carrier"));

		if (!text_same(carrier, last))
			print_title(cli, carrier);
		last = carrier;
		way_text(cli, n);
	}
	if (!items->count)
		print_line(cli, INK_PLAIN, "No way to reach this carrier is known here.");
}

int cmd_contacts(struct cli *cli, struct err *err)
{
	struct node *doc;
	struct snap *snap;
	int ret;

	if (desk_snap(&snap, cli->desk, err) < 0)
		return -1;
	ret = contacts_doc(&doc, snap, &cli->arena, cli->args.nwords ? cli->args.word[0] : NULL,
			   err);
	desk_snap_end(snap);
	if (ret < 0)
		return -1;
	return cli_show(cli, doc, contacts_text, err);
}
