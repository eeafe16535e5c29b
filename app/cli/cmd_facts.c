#include "cli/cmds.h"

#include "base/text.h"
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
