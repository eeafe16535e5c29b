#include "cli/cmds.h"

#include <inttypes.h>

#include "cli/case_text.h"
#include "cli/cases.h"
#include "cli/opts.h"
#include "ops/contact_ops.h"
#include "view/case_doc.h"

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
	promise_node(a, doc, &p, cli->moment.today);
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
