#include "cli/cmds.h"

#include "base/text.h"
#include "cli/call_text.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "domain/shipment.h"
#include "ops/desk.h"
#include "view/list_doc.h"

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

/* How the carrier kept its promises, below the ways to reach it. */
static void kept_text(struct cli *cli, const struct node *doc, const char *carrier)
{
	const struct node *n;

	for (n = node_get(doc, "kept_rates")->first; n; n = n->next)
		if (text_same(node_str(n, "carrier"), carrier))
			rate_facts(cli, n);
}

static void contacts_text(struct cli *cli, const struct node *doc)
{
	const struct node *items = node_get(doc, "items"), *n;
	const char *last = NULL;

	for (n = items->first; n; n = n->next) {
		const char *carrier = node_str(n, "carrier");

		if (!text_same(carrier, last))
			print_title(cli, carrier_title(carrier));
		way_text(cli, n);
		if (!n->next || !text_same(carrier, node_str(n->next, "carrier")))
			kept_text(cli, doc, carrier);
		last = carrier;
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
			   &cli->moment, err);
	desk_snap_end(snap);
	if (ret < 0)
		return -1;
	return cli_show(cli, doc, contacts_text, err);
}
