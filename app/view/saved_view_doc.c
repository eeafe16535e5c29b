#include "view/saved_view_doc.h"

#include "view/doc.h"

struct node *saved_view_node(struct arena *a, struct node *n, const struct saved_view *v)
{
	node_int(a, n, "view", v->id);
	node_int(a, n, "version", v->version);
	node_text(a, n, "name", v->name);
	node_bool(a, n, "shared", !v->kept_for);
	node_text(a, n, "saved_by", v->saved_by);
	node_text(a, n, "stage", v->stage);
	node_text(a, n, "problem", v->problem);
	node_text(a, n, "carrier", v->carrier);
	node_text(a, n, "owner", v->owner);
	node_text(a, n, "client", v->client);
	node_text(a, n, "due", v->due);
	node_text(a, n, "value", v->value);
	node_text(a, n, "sort", v->sort);
	node_bool(a, n, "mine", v->mine);
	node_bool(a, n, "all", v->closed);
	return n;
}
