#include "cli/cmds.h"

#include <inttypes.h>

#include "base/text.h"
#include "cli/cases.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "cli/show.h"
#include "ops/claim_ops.h"
#include "view/claim_doc.h"

static void remedy_text(struct cli *cli, const struct node *doc)
{
	const char *amount = show_at(cli, doc, "amount");

	print_line(cli, INK_STRONG,
		   arena_printf(&cli->arena, "Case %" PRId64 ": the customer got a %s%s%s on %s",
				node_num(doc, "case"), node_str(doc, "kind"), amount ? " of " : "",
				amount ? amount : "", show_at(cli, doc, "given_on")));
	print_fact_at(cli, "reference", doc, "reference", true);
	print_fact_at(cli, "note", doc, "note", false);
}

int cmd_remedy(struct cli *cli, struct err *err)
{
	struct remedy r = { .given_on = DAY_NONE };
	struct arena *a = &cli->arena;
	const char *warning;
	struct node *doc;
	int64_t id;
	int kind;

	if (name_parse(&kind, remedy_kind_names, REMEDY_NVALUES, cli->args.word[1], "the kind",
		       err) < 0)
		return -1;
	r.kind = (enum remedy_kind)kind;
	if (opt_money(&r.amount, cli, "--amount", err) < 0 ||
	    opt_day(&r.given_on, cli, "--on", err) < 0 ||
	    opt_text(&r.reference, cli, "--ref", TEXT_LINE, err) < 0 ||
	    opt_text(&r.note, cli, "--note", TEXT_LONG, err) < 0 ||
	    take_case(&id, cli, cli->args.word[0], err) < 0 ||
	    remedy_give(&r, &warning, cli->desk, a, id, err) < 0)
		return -1;
	note_warnings(cli, warning);
	doc = remedy_doc(a, id, &r);
	show_warnings(cli, doc, warning);
	return cli_show(cli, doc, remedy_text, err);
}

static void duty_text(struct cli *cli, const struct node *doc)
{
	print_para(cli, 0, INK_PLAIN,
		   arena_printf(&cli->arena, "Case %" PRId64 ", duty %" PRId64 " is settled: %s",
				node_num(doc, "case"), node_num(doc, "duty"),
				node_str(doc, "note")));
	print_fact_at(cli, "it was", doc, "what", false);
}

int cmd_duty_done(struct cli *cli, struct err *err)
{
	struct arena *a = &cli->arena;
	long long duty = 0;
	const char *note;
	struct duty d;
	int64_t id;
	daynum on;

	if (opt_text(&note, cli, "--note", TEXT_LONG, err) < 0 ||
	    opt_number(&duty, cli, "--duty", 1, INT64_MAX, err) < 0 ||
	    opt_day(&on, cli, "--on", err) < 0 || take_case(&id, cli, cli->args.word[0], err) < 0 ||
	    duty_settle(&d, cli->desk, a, id, duty, note, on, err) < 0)
		return -1;
	return cli_show(cli, duty_doc(a, id, &d), duty_text, err);
}
