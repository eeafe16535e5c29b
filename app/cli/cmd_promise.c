#include "cli/cmds.h"

#include <inttypes.h>

#include "cli/case_text.h"
#include "cli/cases.h"
#include "cli/opts.h"
#include "ops/contact_ops.h"

static void promise_text(struct cli *cli, const struct node *doc)
{
	print_line(cli, INK_PLAIN,
		   arena_printf(&cli->arena, "Promise %" PRId64 " is %s: %s",
				node_num(doc, "promise"), node_str(doc, "state"),
				promise_words(cli, doc)));
}

static int settle(struct cli *cli, enum promise_state state, struct err *err)
{
	struct arena *a = &cli->arena;
	struct node *doc = node_root(a);
	struct promise p;
	int64_t id;
	daynum on;

	if (opt_day(&on, cli, "--on", err) < 0 ||
	    take_id(&id, cli->args.word[0], "the promise", err) < 0 ||
	    promise_settle(&p, cli->desk, a, id, state, on, err) < 0)
		return -1;
	node_int(a, doc, "promise", p.id);
	node_int(a, doc, "contact", p.contact_id);
	node_text(a, doc, "what", p.what);
	node_text(a, doc, "owed_by", party_names[p.owed_by]);
	node_day(a, doc, "due_on", p.due_on);
	node_text(a, doc, "state", promise_state_names[p.state]);
	node_day(a, doc, "settled_on", p.settled_on);
	node_text(a, doc, "settled_by", p.settled_by);
	return cli_show(cli, doc, promise_text, err);
}

int cmd_keep(struct cli *cli, struct err *err)
{
	return settle(cli, PROMISE_KEPT, err);
}

int cmd_broken(struct cli *cli, struct err *err)
{
	return settle(cli, PROMISE_BROKEN, err);
}

int cmd_waive(struct cli *cli, struct err *err)
{
	return settle(cli, PROMISE_WAIVED, err);
}
