#include "cli/saved_view.h"

#include "cli/opts.h"
#include "cli/setting.h"
#include "ops/saved_view_ops.h"

int take_view(struct list_query *q, struct cli *cli, struct err *err)
{
	const struct view_reader who = { .manager = true };
	struct saved_view v = { 0 };
	const char *name;

	if (opt_text(&name, cli, "--view", TEXT_LINE, err) < 0)
		return -1;
	if (name && saved_view_find(&v, cli->desk, &cli->arena, name, &who, err) < 0)
		return -1;
	return saved_view_query(q, cli->desk, &cli->arena, &v, setting_currency(cli), err);
}
