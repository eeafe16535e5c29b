#include "cli/cmds.h"

#include <stdint.h>

#include "cli/call_text.h"
#include "cli/case_text.h"
#include "cli/cases.h"
#include "cli/opts.h"
#include "cli/show.h"

enum { EVENTS_SHOWN = 20 };

static void opened_text(struct cli *cli, const struct node *doc)
{
	case_head(cli, doc);
	case_parcel(cli, doc, false);
	case_windows(cli, doc);
	case_missing(cli, doc);
	case_next(cli, doc);
}

int cmd_open(struct cli *cli, struct err *err)
{
	struct case_facts facts;
	const char *warning;
	int64_t id;

	if (take_facts(&facts, cli, err) < 0)
		return -1;
	if (!(facts.given & FACT_PROBLEM))
		return err_set(
			err, ERR_INPUT,
			"say what went wrong: --problem lost, damaged, missing-contents, delayed, "
			"misdelivered, not-received, returned, unclear or instruction");
	if (casefile_open(&id, &warning, cli->desk, &cli->arena, cli->args.word[0], &facts,
			  arg_given(&cli->args, "--another"), err) < 0)
		return -1;
	return show_case(cli, id, warning, opened_text, err);
}

int cmd_edit(struct cli *cli, struct err *err)
{
	struct case_facts facts;
	const char *warning;
	long long seen = 0;
	int64_t id;

	if (take_facts(&facts, cli, err) < 0 ||
	    opt_number(&seen, cli, "--seen", 1, INT32_MAX, err) < 0)
		return -1;
	if (!facts.given)
		return err_set(
			err, ERR_INPUT,
			"say what to correct, such as --mailed 2026-11-02: 'waylaid help edit' "
			"lists the facts");
	if (take_case(&id, cli, cli->args.word[0], err) < 0)
		return -1;
	if (casefile_edit(&warning, cli->desk, &cli->arena, id, (int32_t)seen, &facts, err) < 0)
		return -1;
	return show_case(cli, id, warning, opened_text, err);
}

static void case_text(struct cli *cli, const struct node *doc)
{
	case_head(cli, doc);
	case_parcel(cli, doc, true);
	case_silence(cli, doc);
	case_windows(cli, doc);
	case_missing(cli, doc);
	case_next(cli, doc);
	case_duties(cli, doc);
	case_claims(cli, doc);
	case_remedies(cli, doc);
	case_promises(cli, doc, false);
	case_contacts(cli, doc);
	case_contradictions(cli, doc);
	case_requests(cli, doc);
	case_evidence(cli, doc);
	case_holds(cli, doc);
	case_events(cli, doc, EVENTS_SHOWN);
}

int cmd_show(struct cli *cli, struct err *err)
{
	struct node *doc;
	int64_t id;

	if (take_case(&id, cli, cli->args.word[0], err) < 0 || show_read(&doc, cli, id, err) < 0)
		return -1;
	return cli_show(cli, doc, case_text, err);
}

static void closed_text(struct cli *cli, const struct node *doc)
{
	case_head(cli, doc);
	case_promises(cli, doc, true);
	case_kept(cli, doc);
}

int cmd_close(struct cli *cli, struct err *err)
{
	const char *reason;
	int64_t id;

	if (opt_text(&reason, cli, "--reason", TEXT_LONG, err) < 0 ||
	    take_case(&id, cli, cli->args.word[0], err) < 0 ||
	    casefile_close(cli->desk, id, reason, err) < 0)
		return -1;
	return show_case(cli, id, NULL, closed_text, err);
}

int cmd_reopen(struct cli *cli, struct err *err)
{
	int64_t id;

	if (take_case(&id, cli, cli->args.word[0], err) < 0 ||
	    casefile_reopen(cli->desk, id, err) < 0)
		return -1;
	return show_case(cli, id, NULL, closed_text, err);
}
