#include "cli/cmds.h"

#include <inttypes.h>
#include <stddef.h>
#include <string.h>

#include "base/text.h"
#include "cli/case_text.h"
#include "cli/cases.h"
#include "cli/claim_show.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "cli/show.h"
#include "ops/claim_ops.h"
#include "ops/desk.h"
#include "view/claim_doc.h"

/* --- a claim as it is now --- */

static void shown_text(struct cli *cli, const struct node *doc)
{
	claim_text(cli, doc, node_get(doc, "payouts"));
}

int claim_show(struct cli *cli, const struct claim *c, const char *warning, struct err *err)
{
	struct node *doc;
	struct snap *snap;
	int rc;

	note_warnings(cli, warning);
	if (desk_snap(&snap, cli->desk, err) < 0)
		return -1;
	rc = claim_doc(&doc, snap, &cli->arena, c->casefile_id, c->number, &cli->moment, err);
	desk_snap_end(snap);
	if (rc < 0)
		return -1;
	show_warnings(cli, doc, warning);
	return cli_show(cli, doc, shown_text, err);
}

/* --- filing --- */

/* clang-format off */
static const struct {
	const char *option;
	enum claim_sum sum;
	size_t at;
} sums[] = {
	{ "--amount",   CLAIM_SUM_AMOUNT,   offsetof(struct claim_filing, amount) },
	{ "--goods",    CLAIM_SUM_GOODS,    offsetof(struct claim_filing, goods) },
	{ "--discount", CLAIM_SUM_DISCOUNT, offsetof(struct claim_filing, discount) },
	{ "--postage",  CLAIM_SUM_POSTAGE,  offsetof(struct claim_filing, postage) },
	{ "--repair",   CLAIM_SUM_REPAIR,   offsetof(struct claim_filing, repair) },
	{ "--salvage",  CLAIM_SUM_SALVAGE,  offsetof(struct claim_filing, salvage) },
};
/* clang-format on */

/* A door as people type it: blanks and dashes for the underscores of its code. */
static int take_door(const char **door, struct cli *cli, struct err *err)
{
	char *code;

	if (opt_text(door, cli, "--door", TEXT_LINE, err) < 0)
		return -1;
	if (!*door)
		return 0;
	*door = code = arena_strdup(&cli->arena, *door);
	for (char *p = code; *p; p++)
		if (*p == '-' || *p == ' ')
			*p = '_';
	return 0;
}

static int take_filing(struct claim_filing *f, struct cli *cli, struct err *err)
{
	*f = (struct claim_filing){ .route = -1, .anyway = arg_given(&cli->args, "--anyway") };
	for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
		if (arg_given(&cli->args, sums[i].option))
			f->given |= sums[i].sum;
		if (opt_money((struct money *)(void *)((char *)f + sums[i].at), cli, sums[i].option,
			      err) < 0)
			return -1;
	}
	if (take_door(&f->door, cli, err) < 0 ||
	    opt_text(&f->reference, cli, "--number", TEXT_LINE, err) < 0 ||
	    opt_text(&f->how, cli, "--how", TEXT_LINE, err) < 0 ||
	    opt_day(&f->on, cli, "--on", err) < 0 || opt_day(&f->until, cli, "--until", err) < 0)
		return -1;
	return 0;
}

int cmd_claim_file(struct cli *cli, struct err *err)
{
	static const struct code_table routes = { route_kind_names, ROUTE_NVALUES };
	struct claim_filing f;
	struct claim_name name;
	const char *warning;
	struct claim c;

	if (take_filing(&f, cli, err) < 0 || opt_code(&f.route, cli, "--route", routes, err) < 0)
		return -1;
	f.draft = arg_given(&cli->args, "--draft");
	if (take_claim(&name, cli, cli->args.word[0], err) < 0 ||
	    claim_file(&c, &warning, cli->desk, &cli->arena, name, &f, err) < 0)
		return -1;
	return claim_show(cli, &c, warning, err);
}

int cmd_claim_edit(struct cli *cli, struct err *err)
{
	struct claim_filing f;
	struct claim_name name;
	const char *warning;
	struct claim c;

	if (take_filing(&f, cli, err) < 0)
		return -1;
	if (!f.given && !f.door && !f.reference && !f.how && f.on == DAY_NONE &&
	    f.until == DAY_NONE)
		return err_set(err, ERR_INPUT,
			       "say what to correct, such as --number CLM-8: 'waylaid help claim "
			       "edit' lists what can be");
	if (take_claim(&name, cli, cli->args.word[0], err) < 0 ||
	    claim_edit(&c, &warning, cli->desk, &cli->arena, name, &f, err) < 0)
		return -1;
	return claim_show(cli, &c, warning, err);
}

/* --- what they say --- */

static int tell(struct cli *cli, enum claim_act act, struct err *err)
{
	struct claim_told told = { .anyway = arg_given(&cli->args, "--anyway") };
	struct claim_name name;
	const char *warning;
	struct claim c;

	if (opt_text(&told.reference, cli, "--number", TEXT_LINE, err) < 0 ||
	    opt_text(&told.said, cli, "--said", TEXT_LONG, err) < 0 ||
	    opt_text(&told.denial, cli, "--reason", TEXT_LINE, err) < 0 ||
	    opt_day(&told.on, cli, "--on", err) < 0 ||
	    opt_day(&told.until, cli, "--until", err) < 0 ||
	    opt_money(&told.amount, cli, "--amount", err) < 0)
		return -1;
	if (act == CLAIM_DENY && !told.denial)
		return err_set(err, ERR_INPUT,
			       "say why they denied it: --reason REASON; 'waylaid claim denials' "
			       "lists the reasons, 'other' is one");
	if (take_claim(&name, cli, cli->args.word[0], err) < 0 ||
	    claim_tell(&c, &warning, cli->desk, &cli->arena, name, act, &told, err) < 0)
		return -1;
	return claim_show(cli, &c, warning, err);
}

int cmd_claim_ack(struct cli *cli, struct err *err)
{
	return tell(cli, CLAIM_ACK, err);
}

int cmd_claim_no_record(struct cli *cli, struct err *err)
{
	return tell(cli, CLAIM_LOSE, err);
}

int cmd_claim_info(struct cli *cli, struct err *err)
{
	return tell(cli, CLAIM_ASK, err);
}

int cmd_claim_approve(struct cli *cli, struct err *err)
{
	return tell(cli, CLAIM_APPROVE, err);
}

int cmd_claim_deny(struct cli *cli, struct err *err)
{
	return tell(cli, CLAIM_DENY, err);
}

int cmd_claim_appeal(struct cli *cli, struct err *err)
{
	return tell(cli, CLAIM_APPEAL, err);
}

int cmd_claim_withdraw(struct cli *cli, struct err *err)
{
	return tell(cli, CLAIM_WITHDRAW, err);
}

int cmd_claim_expire(struct cli *cli, struct err *err)
{
	return tell(cli, CLAIM_EXPIRE, err);
}

/* --- reasons --- */

/* "3 of 4 appeals won, too few for a rate" */
static const char *tally_words(struct cli *cli, const struct node *t)
{
	struct arena *a = &cli->arena;
	const char *who = node_str(t, "whom"), *title = carrier_title(who);
	int64_t decided = node_num(t, "decided");

	return arena_printf(
		a, "%s: denied %s, %s appealed%s%s", title ? title : "unknown",
		node_num(t, "denied") == 1
			? "once"
			: arena_printf(a, "%" PRId64 " times", node_num(t, "denied")),
		node_num(t, "appealed") ? arena_printf(a, "%" PRId64, node_num(t, "appealed"))
					: "none",
		decided ? arena_printf(a, ", %" PRId64 " of %" PRId64 " decided appeals won",
				       node_num(t, "won"), decided)
			: "",
		!decided ? ""
		: node_known(t, "won_percent")
			? arena_printf(a, " (%" PRId64 " %%)", node_num(t, "won_percent"))
			: ", too few for a rate");
}

/* "proof of value, statement" for "proof_of_value|statement" */
static const char *kinds_words(struct cli *cli, const char *kinds)
{
	char *out = arena_alloc(&cli->arena, strlen(kinds) * 2 + 1), *to = out;

	for (const char *p = kinds; *p; p++) {
		*to++ = *p == '|' ? ',' : *p == '_' ? ' ' : *p;
		if (*p == '|')
			*to++ = ' ';
	}
	return out;
}

static void denials_text(struct cli *cli, const struct node *doc)
{
	const struct node *n, *t, *own;
	struct arena *a = &cli->arena;

	for (n = node_get(doc, "items")->first; n; n = n->next) {
		print_title(cli,
			    arena_printf(a, "%s: %s", node_str(n, "reason"), node_str(n, "title")));
		print_fact_at(cli, "answer it", n, "rebuttal", false);
		if (node_str(n, "evidence"))
			print_fact(cli, "with", INK_PLAIN,
				   kinds_words(cli, node_str(n, "evidence")));
		if (text_same(node_str(n, "confidence"), "low"))
			print_fact(cli, "", INK_WARN, "unconfirmed: check with the carrier");
		own = node_get(n, "own");
		for (t = own->first; t; t = t->next)
			print_fact(cli, t == own->first ? "your own" : "", INK_STRONG,
				   tally_words(cli, t));
	}
}

int cmd_claim_denials(struct cli *cli, struct err *err)
{
	const char *carrier = cli->args.nwords ? cli->args.word[0] : NULL;
	struct node *doc;
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, cli->desk, err) < 0)
		return -1;
	rc = denials_doc(&doc, snap, &cli->arena, carrier, err);
	desk_snap_end(snap);
	return rc < 0 ? -1 : cli_show(cli, doc, denials_text, err);
}
