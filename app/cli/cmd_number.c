#include "cli/cmds.h"

#include "base/buf.h"
#include "base/text.h"
#include "cli/number_list.h"
#include "cli/print.h"
#include "domain/number.h"
#include "domain/shipment.h"

enum { PART_WIDTH = 24, DOC_MAX = 1024 * 1024 };

static void candidate_text(struct cli *cli, const struct candidate *c)
{
	const char *check = check_digit_names[c->check_digit];
	const char *title = carrier_title(c->carrier);
	int i;

	/* "USPS IMpb N" says already whose it is. */
	print_title(cli, text_has_prefix(c->format, title)
				 ? c->format
				 : arena_printf(&cli->arena, "%s, %s", title, c->format));
	print_term(cli, PART_WIDTH, "check digit",
		   c->check_digit == CHECK_NONE ? "this form has none" : check);
	for (i = 0; i < c->nparts; i++)
		print_term(cli, PART_WIDTH, show_code(cli, c->parts[i].name), c->parts[i].value);
}

static void number_text(struct cli *cli, const struct number *n)
{
	const char *warning = number_warning(&cli->arena, n);
	int i;

	print_line(cli, INK_STRONG,
		   n->ncandidates ? number_grouped(&cli->arena, n->number) : n->number);
	if (n->valid)
		print_line(cli, INK_GOOD, "has the right form");
	else if (n->ncandidates)
		print_line(cli, INK_BAD, "wrong check digit: look at the label again");
	else
		print_line(cli, INK_WARN, "not a form that we know; the carrier may know it");
	if (warning && n->nrepairs == 0 && (n->valid || n->ncandidates))
		print_para(cli, 0, INK_WARN, warning);
	for (i = 0; i < n->ncandidates; i++)
		candidate_text(cli, &n->candidate[i]);
	if (!n->nrepairs)
		return;
	print_title(cli, "One typing error away");
	for (i = 0; i < n->nrepairs; i++)
		print_line(cli, INK_PLAIN,
			   arena_printf(&cli->arena, "  %s",
					number_grouped(&cli->arena, n->repair[i])));
}

static int number_show(struct cli *cli, const struct number *n, struct err *err)
{
	struct json_out json;
	struct buf buf;
	int ret;

	cli->status = n->valid ? 0 : 1;
	if (!cli->json) {
		number_text(cli, n);
		return 0;
	}
	buf_init(&buf, DOC_MAX);
	json_out_init(&json, &buf, true);
	json_begin_object(&json);
	number_members(&json, n);
	json_end_object(&json);
	buf_putc(&buf, '\n');
	ret = buf_check(&buf, "the answer", err);
	if (ret == 0)
		fwrite(buf.at, 1, buf.len, cli->out);
	buf_release(&buf);
	return ret;
}

static int number_one(struct cli *cli, struct err *err)
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
	return ret < 0 ? -1 : number_show(cli, n, err);
}

int cmd_number(struct cli *cli, struct err *err)
{
	const char *from = arg_value(&cli->args, "--from");

	if (from && cli->args.nwords)
		return err_set(err, ERR_INPUT,
			       "a number and --from FILE cannot go together: give one of the two");
	if (from)
		return number_list(cli, from, arg_given(&cli->args, "--find"), err);
	if (arg_given(&cli->args, "--find"))
		return err_set(err, ERR_INPUT,
			       "--find looks in a text: name it with --from FILE, or --from - for "
			       "standard input");
	if (!cli->args.nwords)
		return err_set(err, ERR_INPUT,
			       "which number? Give it as it is on the label, or --from FILE with "
			       "one a line");
	return number_one(cli, err);
}
