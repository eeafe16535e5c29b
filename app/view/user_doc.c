#include "view/user_doc.h"

#include <stddef.h>

#include "view/doc.h"

struct node *user_node(struct arena *a, struct node *n, const struct user *u)
{
	node_text(a, n, "user", u->name);
	node_text(a, n, "role", role_names[u->role]);
	node_text(a, n, "client", u->client);
	node_instant(a, n, "disabled_at", u->disabled_at);
	return n;
}

struct node *users_doc(struct arena *a, const struct user users[], int n)
{
	struct node *doc = node_root(a), *list = node_list(a, doc, "items");

	for (int i = 0; i < n; i++)
		user_node(a, node_map(a, list, NULL), &users[i]);
	node_int(a, doc, "count", n);
	return doc;
}
