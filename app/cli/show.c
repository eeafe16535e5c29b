#include "cli/show.h"

#include <string.h>

#include "cli/cases.h"
#include "ops/desk.h"
#include "view/case_doc.h"

int show_read(struct node **doc, struct cli *cli, int64_t id, struct err *err)
{
	struct snap *snap;
	int ret;

	if (desk_snap(&snap, cli->desk, err) < 0)
		return -1;
	ret = case_doc(doc, snap, &cli->arena, id, &cli->moment, err);
	desk_snap_end(snap);
	return ret;
}

void show_warnings(struct cli *cli, struct node *doc, const char *warnings)
{
	node_lines(&cli->arena, doc, "warnings", warnings);
}

int show_case(struct cli *cli, int64_t id, const char *warnings, show_text *text, struct err *err)
{
	struct node *doc;

	note_warnings(cli, warnings);
	if (show_read(&doc, cli, id, err) < 0)
		return -1;
	show_warnings(cli, doc, warnings);
	return cli_show(cli, doc, text, err);
}

const struct node *show_find(const struct node *list, const char *name, int64_t id)
{
	const struct node *n = list ? list->first : NULL;

	while (n && node_num(n, name) != id)
		n = n->next;
	return n;
}
