#include "cli/cmds.h"

#include "base/buf.h"
#include "base/text.h"
#include "cli/print.h"
#include "domain/number.h"
#include "domain/shipment.h"

enum { PART_WIDTH = 24 };

static void doc_candidate(struct arena *a, struct node *to, const struct candidate *c)
{
	struct node *parts;
	int i;

	node_text(a, to, "carrier", c->carrier);
	node_text(a, to, "format", c->format);
	node_text(a, to, "check_digit", check_digit_names[c->check_digit]);
	node_text(a, to, "number", c->number);
	parts = node_map(a, to, "parts");
	for (i = 0; i < c->nparts; i++)
		node_text(a, parts, c->parts[i].name, c->parts[i].value);
}

static struct node *number_doc(struct arena *a, const struct number *n)
{
	struct node *root = node_root(a), *list;
	int i;

	node_text(a, root, "number", n->number);
	node_bool(a, root, "valid", n->valid);
	list = node_list(a, root, "candidates");
	for (i = 0; i < n->ncandidates; i++)
		doc_candidate(a, node_map(a, list, NULL), &n->candidate[i]);
	list = node_list(a, root, "repairs");
	for (i = 0; i < n->nrepairs; i++)
		node_text(a, list, NULL, n->repair[i]);
	return root;
}

static void candidate_text(struct cli *cli, const struct node *c)
{
	const char *check = node_str(c, "check_digit");
	const struct node *part = node_get(c, "parts")->first;

	print_title(cli, arena_printf(&cli->arena, "%s, %s", carrier_title(node_str(c, "carrier")),
				      node_str(c, "format")));
	print_term(cli, PART_WIDTH, "check digit",
		   text_same(check, "none") ? "this form has none" : check);
	for (; part; part = part->next)
		print_term(cli, PART_WIDTH, show_code(cli, part->name), part->text);
}

static void number_text(struct cli *cli, const struct node *doc)
{
	const struct node *candidates = node_get(doc, "candidates"), *c;
	const struct node *repairs = node_get(doc, "repairs");

	print_line(cli, INK_STRONG, number_grouped(&cli->arena, node_str(doc, "number")));
	if (node_num(doc, "valid"))
		print_line(cli, INK_GOOD, "has the right form");
	else if (candidates->count)
		print_line(cli, INK_BAD, "wrong check digit: look at the label again");
	else
		print_line(cli, INK_WARN, "not a form that we know; the carrier may know it");
	for (c = candidates->first; c; c = c->next)
		candidate_text(cli, c);
	if (!repairs->count)
		return;
	print_title(cli, "One typing error away");
	for (c = repairs->first; c; c = c->next)
		print_line(cli, INK_PLAIN,
			   arena_printf(&cli->arena, "  %s", number_grouped(&cli->arena, c->text)));
}

int cmd_number(struct cli *cli, struct err *err)
{
	struct number *n = arena_alloc(&cli->arena, sizeof(*n));
	struct buf text;
	int i, ret;

	/* Pasted with blanks it comes in several words. */
	buf_init(&text, 4096);
	for (i = 0; i < cli->args.nwords; i++)
		buf_printf(&text, "%s%s", i ? " " : "", cli->args.word[i]);
	ret = buf_check(&text, "the number", err);
	if (ret == 0)
		ret = number_read(n, &cli->arena, text.at, err);
	buf_release(&text);
	if (ret < 0)
		return -1;
	cli->status = n->valid ? 0 : 1;
	return cli_show(cli, number_doc(&cli->arena, n), number_text, err);
}
