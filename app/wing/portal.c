#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "cli/args.h"
#include "cli/print.h"
#include "report/portal.h"
#include "report/profile.h"
#include "view/doc.h"
#include "wing/parts.h"

int portal_take(struct profile **out, struct cli *cli, const char *path, struct err *err)
{
	const char *name = arg_value(&cli->args, "--profile");
	const char *extension = path_extension(&cli->arena, path);

	*out = NULL;
	if (!name)
		return 0;
	if (strcmp(extension, "zip") != 0 && strcmp(extension, "pdf") != 0)
		return err_set(err, ERR_INPUT,
			       "%s: for a portal, make a .zip of the files or a .pdf packet", path);
	*out = arena_alloc(&cli->arena, sizeof(**out));
	return profile_find(*out, &cli->arena, name, err);
}

void portal_report(const struct portal_made *made, const struct profile *profile, struct arena *a,
		   struct node *doc)
{
	struct node *n = node_map(a, doc, "profile"), *list;

	node_text(a, n, "name", profile->name);
	node_text(a, n, "title", profile->title);
	node_text(a, n, "source", profile->source);
	node_text(a, n, "source_date", profile->source_date);
	node_text(a, n, "checked_on", profile->checked_on);
	node_text(a, n, "confidence", profile->confidence);
	if (!made->n)
		return;
	node_int(a, doc, "bytes", made->bytes);
	node_int(a, doc, "reduced", made->reduced);
	node_int(a, doc, "left_out", made->left_out);
	list = node_list(a, doc, "items");
	for (int i = 0; i < made->n; i++) {
		const struct portal_file *f = &made->file[i];

		n = node_map(a, list, NULL);
		node_int(a, n, "evidence", node_num(f->evidence, "evidence"));
		node_text(a, n, "name", node_str(f->evidence, "name"));
		node_text(a, n, "member", f->member);
		node_bool(a, n, "reduced", f->reduced);
		node_text(a, n, f->member ? "copy" : "left_out_because", f->done);
	}
	node_int(a, doc, "count", made->n);
}

void portal_text(struct cli *cli, const struct node *doc)
{
	const struct node *list = node_get(doc, "items"), *n;
	struct arena *a = &cli->arena;

	print_line(cli, INK_PLAIN,
		   arena_printf(a, "  made for %s (%s, confidence %s)",
				node_str(doc, "profile.title"),
				node_known(doc, "profile.source") ? node_str(doc, "profile.source")
								  : "no source",
				node_known(doc, "profile.confidence")
					? node_str(doc, "profile.confidence")
					: "not said"));
	if (list)
		print_line(
			cli, INK_PLAIN,
			arena_printf(a, "  %s; %s reduced, %s left out",
				     show_bytes(cli, node_num(doc, "bytes")),
				     show_plural(cli, node_num(doc, "reduced"), "photo", "photos"),
				     show_plural(cli, node_num(doc, "left_out"), "file", "files")));
	for (n = list ? list->first : NULL; n; n = n->next)
		if (node_known(n, "member"))
			print_line(cli, INK_PLAIN,
				   arena_printf(a, "  %s from %s: %s", node_str(n, "member"),
						node_str(n, "name"), node_str(n, "copy")));
		else
			print_line(cli, INK_WARN,
				   arena_printf(a, "  left out: %s: %s", node_str(n, "name"),
						node_str(n, "left_out_because")));
}
