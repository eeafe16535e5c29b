#include "view/mail_doc.h"

#include <stddef.h>

#include "view/doc.h"

static void kept_node(struct arena *a, struct node *n, const struct evidence *e)
{
	if (e->id)
		node_int(a, n, "evidence", e->id);
	else
		node_null(a, n, "evidence");
	node_text(a, n, "kind", evidence_kind_names[e->kind]);
	node_text(a, n, "name", e->name);
	node_text(a, n, "media_type", e->media_type);
	node_text(a, n, "sha256", e->sha256);
	node_int(a, n, "size", e->size);
}

void mail_node(struct arena *a, struct node *n, const struct mail_taken *t)
{
	struct node *list;

	node_text(a, n, "outcome", mail_outcome_names[t->outcome]);
	node_text(a, n, "subject", t->subject);
	node_text(a, n, "from", t->from);
	node_text(a, n, "direction", direction_names[t->direction]);
	node_text(a, n, "with", party_names[t->party]);
	node_instant(a, n, "at", t->at);
	node_text(a, n, "by", t->by);
	if (t->casefile_id)
		node_int(a, n, "case", t->casefile_id);
	else
		node_null(a, n, "case");
	if (t->contact_id)
		node_int(a, n, "contact", t->contact_id);
	else
		node_null(a, n, "contact");
	list = node_list(a, n, "cases");
	for (int i = 0; i < t->ncases; i++)
		node_int(a, list, NULL, t->cases[i]);
	list = node_list(a, n, "evidence");
	for (int i = 0; i < t->nfiles; i++)
		kept_node(a, node_map(a, list, NULL), &t->file[i]);
	node_int(a, n, "left", t->left);
	list = node_list(a, n, "proposals");
	for (int i = 0; i < t->nproposals; i++) {
		struct node *p = node_map(a, list, NULL);

		node_text(a, p, "text", t->proposal[i].text);
		node_text(a, p, "command", t->proposal[i].command);
	}
	node_text(a, n, "note", t->note);
	node_null(a, n, "error");
}
