#include <string.h>

#include "base/arena.h"
#include "cli/setting.h"
#include "view/doc.h"
#include "wing/parts.h"

struct node *claimant_doc(struct cli *cli)
{
	struct node *doc = node_root(&cli->arena);

	for (const struct setting *s = settings; s->name; s++)
		if (strcmp(s->section, "claimant") == 0)
			node_text(&cli->arena, doc, s->name,
				  setting_get(cli, s->section, s->name, NULL));
	return doc;
}
