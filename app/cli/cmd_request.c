#include "cli/cmds.h"

#include <inttypes.h>

#include "base/text.h"
#include "cli/cases.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "cli/show.h"
#include "ops/contact_ops.h"
#include "view/case_doc.h"

static void request_text(struct cli *cli, const struct node *doc)
{
	daynum due = node_dayof(doc, "answer_due_on");

	print_line(cli, INK_STRONG,
		   arena_printf(&cli->arena, "Request %s: %s, %s", node_str(doc, "request"),
				show_code(cli, node_str(doc, "kind")), node_str(doc, "state")));
	print_fact_at(cli, "what", doc, "what", false);
	if (!text_same(node_str(doc, "asked_of"), "carrier"))
		print_fact(cli, "asked of", INK_PLAIN, show_code(cli, node_str(doc, "asked_of")));
	print_fact_at(cli, "reference", doc, "reference", true);
	print_fact_at(cli, "filed", doc, "filed_on", true);
	if (node_known(doc, "result")) {
		print_fact_at(cli, "answered", doc, "answered_on", true);
		print_fact(cli, "result", INK_PLAIN, show_code(cli, node_str(doc, "result")));
		print_fact_at(cli, "answer", doc, "answer", false);
	} else if (text_same(node_str(doc, "state"), "withdrawn")) {
		print_fact_at(cli, "withdrawn", doc, "answered_on", true);
	} else if (due != DAY_NONE) {
		print_fact(cli, "answer due", INK_PLAIN,
			   arena_printf(&cli->arena, "%s (%s)", show_day(cli, due),
					show_distance(cli, due)));
	}
	print_fact_at(cli, "valid until", doc, "valid_until", false);
	if (text_same(node_str(doc, "state"), "open"))
		print_fact_at(cli, "text for it", doc, "letter", false);
}

int cmd_request(struct cli *cli, struct err *err)
{
	struct request facts = request_unknown, r;
	const char *warning;
	struct node *doc;
	int kind, party;
	int64_t id;

	if (name_parse(&kind, request_kind_names, REQUEST_NVALUES, cli->args.word[1], "the kind",
		       err) < 0)
		return -1;
	if (opt_text(&facts.reference, cli, "--ref", TEXT_LINE, err) < 0 ||
	    opt_day(&facts.filed_on, cli, "--on", err) < 0 ||
	    opt_code(&party, cli, "--asked-of", (struct code_table){ party_names, PARTY_NVALUES },
		     err) < 0 ||
	    opt_text(&facts.what, cli, "--what", TEXT_LONG, err) < 0 ||
	    opt_day(&facts.valid_until, cli, "--until", err) < 0 ||
	    take_case(&id, cli, cli->args.word[0], err) < 0)
		return -1;
	facts.kind = (enum request_kind)kind;
	facts.asked_of = party < 0 ? PARTY_CARRIER : (enum party)party;
	if (request_file(&r, &warning, cli->desk, &cli->arena, id, &facts, err) < 0)
		return -1;
	note_warnings(cli, warning);
	doc = request_doc(&cli->arena, &r, cli->moment.today);
	show_warnings(cli, doc, warning);
	return cli_show(cli, doc, request_text, err);
}

int cmd_request_answer(struct cli *cli, struct err *err)
{
	struct request_answer answer = { .result = RESULT_NONE, .valid_until = DAY_NONE };
	int result, number;
	struct request r;
	int64_t id;

	if (opt_code(&result, cli, "--result",
		     (struct code_table){ request_result_names, RESULT_NVALUES }, err) < 0)
		return -1;
	if (result <= RESULT_NONE)
		return err_set(
			err, ERR_INPUT,
			"say what came of it: --result found, not-found, no-answer, granted, "
			"refused or other");
	answer.result = (enum request_result)result;
	if (opt_text(&answer.answer, cli, "--said", TEXT_LONG, err) < 0 ||
	    opt_text(&answer.reference, cli, "--ref", TEXT_LINE, err) < 0 ||
	    opt_day(&answer.on, cli, "--on", err) < 0 ||
	    opt_day(&answer.valid_until, cli, "--until", err) < 0 ||
	    take_part(&id, &number, cli, cli->args.word[0], err) < 0)
		return -1;
	if (request_answered(&r, cli->desk, &cli->arena, id, number, &answer, err) < 0)
		return -1;
	return cli_show(cli, request_doc(&cli->arena, &r, cli->moment.today), request_text, err);
}

int cmd_request_withdraw(struct cli *cli, struct err *err)
{
	struct request r;
	int64_t id;
	int number;

	if (take_part(&id, &number, cli, cli->args.word[0], err) < 0 ||
	    request_withdraw(&r, cli->desk, &cli->arena, id, number, err) < 0)
		return -1;
	return cli_show(cli, request_doc(&cli->arena, &r, cli->moment.today), request_text, err);
}
