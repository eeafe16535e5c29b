#include "cli/cmds.h"

#include <inttypes.h>
#include <stddef.h>
#include <string.h>

#include "base/text.h"
#include "cli/cases.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "domain/request.h"
#include "domain/rule_csv.h"
#include "domain/shipment.h"
#include "ops/desk.h"
#include "ops/rules_ops.h"
#include "view/rules_doc.h"

enum { MOVES_USUAL = 50, MOVES_MAX = 100000, DAYS_TYPED_MAX = 3660, INDENT = 4 };

/* --- rules --- */

static void rule_text(struct cli *cli, const struct node *n)
{
	const char *opens = node_str(n, "opens"), *closes = node_str(n, "closes");
	const char *dated = node_str(n, "source_date"), *after = node_str(n, "after_request");
	bool low = text_same(node_str(n, "confidence"), "low");
	struct arena *a = &cli->arena;

	print_blank(cli);
	print_line(cli, INK_STRONG,
		   arena_printf(a, "%s%s", node_str(n, "code"),
				node_num(n, "own") ? "   (yours)" : ""));
	print_fact(cli, "first day", opens ? INK_PLAIN : INK_DIM, opens ? opens : "none known");
	print_fact(cli, "last day", closes ? INK_PLAIN : INK_DIM, closes ? closes : "none known");
	if (after)
		print_fact(cli, "only after", INK_PLAIN, show_code(cli, after));
	print_fact_at(cli, "note", n, "limit_note", false);
	print_fact(cli, "source", INK_PLAIN,
		   arena_printf(a, "%s (%s)", node_str(n, "source"), dated ? dated : "no date"));
	print_fact(cli, "checked", node_num(n, "old") ? INK_WARN : INK_PLAIN,
		   arena_printf(a, "%s%s", show_at(cli, n, "checked_on"),
				node_num(n, "old") ? ", long ago: look again" : ""));
	print_fact(cli, "confidence", low ? INK_WARN : INK_PLAIN,
		   low ? "low: unconfirmed, check with the carrier" : node_str(n, "confidence"));
}

static const char *carrier_words(const char *code)
{
	return text_same(code, RULE_ANY_CARRIER) ? "Insurers, for parcels of every carrier"
						 : carrier_title(code);
}

static void rules_text(struct cli *cli, const struct node *doc)
{
	const struct node *items = node_get(doc, "items"), *n;
	struct arena *a = &cli->arena;
	const char *last = NULL;

	for (n = items->first; n; n = n->next) {
		if (!text_same(node_str(n, "carrier"), last))
			print_title(cli, carrier_words(node_str(n, "carrier")));
		last = node_str(n, "carrier");
		rule_text(cli, n);
	}
	if (!items->count && arg_given(&cli->args, "--own")) {
		print_line(cli, INK_PLAIN, "No rule of yours: the published ones stand.");
		return;
	}
	if (!items->count) {
		print_line(cli, INK_PLAIN, "No rule of this carrier is known here.");
		print_para(cli, 0, INK_DIM,
			   "Ask the carrier, then note it: waylaid rules set CARRIER.loss.claim "
			   "--carrier CARRIER --kind loss --what claim --closes 60 --closes-from "
			   "mailed-on --source TEXT");
		return;
	}
	print_blank(cli);
	print_para(cli, 0, INK_DIM,
		   arena_printf(a, "%s, %" PRId64 " of them yours",
				show_plural(cli, node_num(doc, "count"), "rule", "rules"),
				node_num(doc, "own_count")));
	if (node_num(doc, "old_count"))
		print_para(cli, 0, INK_WARN,
			   arena_printf(a,
					"%" PRId64 " of them were checked more than %d days ago: "
					"look again before you rely on them",
					node_num(doc, "old_count"), RULE_OLD_DAYS));
}

int cmd_rules(struct cli *cli, struct err *err)
{
	struct arena *a = &cli->arena;
	const char *carrier = NULL;
	struct rules_found found;

	if (cli->args.nwords && rules_carrier(&carrier, cli->desk, a, cli->args.word[0], err) < 0)
		return -1;
	if (rules_read(&found, cli->desk, a, carrier, err) < 0)
		return -1;
	if (arg_given(&cli->args, "--own"))
		rules_keep_own(&found);
	return cli_show(cli, rules_doc(a, found.rule, found.published, found.n, cli->moment.today),
			rules_text, err);
}

/* --- rules set --- */

/* clang-format off */
/* The options that are words of a list; what "at" is, is an int in the rule. */
static const struct word_option {
	const char *name;
	const char *const *names;
	int n;
	size_t at;
} word_options[] = {
#define WORDS(option, list, count, member) { option, list, count, offsetof(struct rule, member) }
	WORDS("--scope",       scope_names,       SCOPE_NVALUES,      scope),
	WORDS("--kind",        rule_kind_names,   RULE_KIND_NVALUES,  kind),
	WORDS("--what",        window_what_names, WINDOW_NVALUES,     what),
	WORDS("--route",       route_kind_names,  ROUTE_NVALUES,      route),
	WORDS("--opens-from",  anchor_names,      ANCHOR_NVALUES,     opens_from),
	WORDS("--opens-unit",  opens_unit_names,  OPENS_UNIT_NVALUES, opens_unit),
	WORDS("--closes-from", anchor_names,      ANCHOR_NVALUES,     closes_from),
	WORDS("--unit",        unit_names,        UNIT_NVALUES,       unit),
	WORDS("--week",        work_week_names,   WORK_WEEK_NVALUES,  work_week),
	WORDS("--confidence",  confidence_names,  CONFIDENCE_NVALUES, confidence),
#undef WORDS
};

static const struct text_option {
	const char *name;
	size_t at;
} text_options[] = {
	{ "--service",       offsetof(struct rule, service) },
	{ "--insurer",       offsetof(struct rule, insurer) },
	{ "--after-request", offsetof(struct rule, after_request) },
	{ "--note",          offsetof(struct rule, limit_note) },
	{ "--who",           offsetof(struct rule, who_may_file) },
	{ "--form",          offsetof(struct rule, form) },
	{ "--source",        offsetof(struct rule, source) },
	{ "--source-date",   offsetof(struct rule, source_date) },
};
/* clang-format on */

/* A number of days; given empty, there is no such end. */
static int take_days(int32_t *days, enum anchor *from, struct cli *cli, const char *name,
		     struct err *err)
{
	const char *value = arg_value(&cli->args, name);
	long long n = 0;

	if (!value)
		return 0;
	if (text_blank(value)) {
		*days = DAYS_NONE;
		*from = ANCHOR_NONE;
		return 0;
	}
	if (number_parse(&n, value, 0, DAYS_TYPED_MAX, name, err) < 0)
		return -1;
	*days = (int32_t)n;
	return 0;
}

static int take_words(struct rule *r, struct cli *cli, struct err *err)
{
	int word;

	for (size_t i = 0; i < sizeof word_options / sizeof *word_options; i++) {
		const struct word_option *o = &word_options[i];

		if (opt_code(&word, cli, o->name, (struct code_table){ o->names, o->n }, err) < 0)
			return -1;
		if (word >= 0)
			memcpy((char *)r + o->at, &word, sizeof word);
	}
	for (size_t i = 0; i < sizeof text_options / sizeof *text_options; i++)
		if (arg_given(&cli->args, text_options[i].name) &&
		    opt_text((const char **)(void *)((char *)r + text_options[i].at), cli,
			     text_options[i].name, RULE_TEXT_MAX, err) < 0)
			return -1;
	return 0;
}

/* The command line takes '-' for '_' in codes. */
static const char *as_code(struct arena *a, const char *typed)
{
	char *s = arena_strdup(a, typed);

	for (char *p = s; p && *p; p++)
		if (*p == '-')
			*p = '_';
	return s;
}

static int take_covers(struct rule *r, struct cli *cli, struct err *err)
{
	if ((arg_given(&cli->args, "--cover") && opt_money(&r->cover, cli, "--cover", err) < 0) ||
	    (arg_given(&cli->args, "--cover-max") &&
	     opt_money(&r->cover_max, cli, "--cover-max", err) < 0))
		return -1;
	if (money_known(&r->cover) && money_known(&r->cover_max) &&
	    strcmp(r->cover.currency, r->cover_max.currency) != 0)
		return err_set(err, ERR_INPUT,
			       "--cover and --cover-max are in two currencies: give both in one");
	return 0;
}

static int check_said(const struct rule *r, bool yours, struct cli *cli, struct err *err)
{
	if (!r->carrier || r->kind == RULE_KIND_NVALUES || r->what == WINDOW_NVALUES)
		return err_set(
			err, ERR_INPUT,
			"there is no rule '%.100s' yet: for a new one, say --carrier, --kind "
			"and --what; 'waylaid rules' lists the codes",
			r->code);
	if (!yours && !arg_given(&cli->args, "--source"))
		return err_set(err, ERR_INPUT,
			       "say who says so: --source 'our contract with %s, 2026'",
			       carrier_title(r->carrier));
	return 0;
}

static int take_rule(struct rule *r, struct cli *cli, struct err *err)
{
	const char *typed = arg_value(&cli->args, "--carrier");
	const char *code = cli->args.word[0];
	struct rules_found have;
	char today[DAY_TEXT];

	if (rules_read_one(&have, cli->desk, &cli->arena, code, err) < 0)
		return -1;
	*r = have.n ? *have.rule[0] : rule_unknown;
	r->code = code;
	if (!r->own) { /* what another source said of its own days */
		r->limit_note = NULL;
		r->confidence = rule_unknown.confidence;
	}
	if (typed && rules_carrier(&r->carrier, cli->desk, &cli->arena, typed, err) < 0)
		return -1;
	if (arg_given(&cli->args, "--source"))
		r->source_date = arena_strdup(&cli->arena, day_text(today, cli->moment.today));
	if (take_words(r, cli, err) < 0 ||
	    take_days(&r->opens_days, &r->opens_from, cli, "--opens", err) < 0 ||
	    take_days(&r->closes_days, &r->closes_from, cli, "--closes", err) < 0 ||
	    take_covers(r, cli, err) < 0)
		return -1;
	r->service = as_code(&cli->arena, r->service);
	r->insurer = as_code(&cli->arena, r->insurer);
	r->after_request = as_code(&cli->arena, r->after_request);
	if (!r->source_date)
		r->source_date = rule_unknown.source_date;
	r->checked_on = cli->moment.today;
	return check_said(r, r->own, cli, err);
}

static void set_text(struct cli *cli, const struct node *doc)
{
	if (node_known(doc, "rule"))
		rule_text(cli, node_get(doc, "rule"));
	else
		print_line(cli, INK_PLAIN, "Your rule is taken out.");
	print_fact(cli, "kept in", INK_PLAIN, node_str(doc, "file"));
	print_blank(cli);
	print_para(cli, 0, INK_DIM,
		   "Open cases keep their windows. 'waylaid rules diff' shows what would move, "
		   "'waylaid rules apply --all' moves it.");
}

static int show_set(struct cli *cli, const char *code, struct err *err)
{
	struct rules_found found;

	if (rules_read_one(&found, cli->desk, &cli->arena, code, err) < 0)
		return -1;
	return cli_show(cli,
			rule_set_doc(&cli->arena, code, found.path, found.n ? found.rule[0] : NULL,
				     cli->moment.today),
			set_text, err);
}

int cmd_rules_set(struct cli *cli, struct err *err)
{
	const char *code = cli->args.word[0];
	struct rule r;

	if (arg_given(&cli->args, "--reset")) {
		if (cli->args.ngiven > 1)
			return err_set(err, ERR_INPUT,
				       "--reset takes the whole rule out: give it alone");
		if (rules_reset(cli->desk, &cli->arena, code, err) < 0)
			return -1;
		return show_set(cli, code, err);
	}
	if (cli->args.ngiven == 0)
		return err_set(
			err, ERR_INPUT,
			"say what the rule is, such as --closes 90 --source TEXT, or --reset");
	if (take_rule(&r, cli, err) < 0 || rules_set(cli->desk, &cli->arena, &r, err) < 0)
		return -1;
	return show_set(cli, code, err);
}

/* --- rules diff and rules apply --- */

static const char *span(struct cli *cli, const struct node *n)
{
	const char *opens, *closes;

	if (!n || n->type != NODE_MAP)
		return "no window";
	opens = show_at(cli, n, "opens_on");
	closes = show_at(cli, n, "closes_on");
	return arena_printf(&cli->arena, "%s to %s", opens ? opens : "unknown",
			    closes ? closes : "unknown");
}

static void move_text(struct cli *cli, const struct node *n)
{
	const struct node *after = node_get(n, "after"), *before = node_get(n, "before");
	const char *rule = node_str(n, "after.rule");
	struct arena *a = &cli->arena;

	print_blank(cli);
	print_line(cli, INK_STRONG,
		   arena_printf(a, "Case %" PRId64 ": %s through the %s", node_num(n, "case"),
				show_code(cli, node_str(n, "what")), node_str(n, "route")));
	print_fact(cli, "has", INK_PLAIN, span(cli, before));
	print_fact(cli, "would have", INK_WARN, span(cli, after));
	print_fact(cli, "by the rule", INK_PLAIN, rule ? rule : node_str(n, "before.rule"));
}

static void diff_text(struct cli *cli, const struct node *doc)
{
	const struct node *items = node_get(doc, "items"), *n;
	int64_t count = node_num(doc, "count"), reworded = node_num(doc, "reworded");
	struct arena *a = &cli->arena;

	for (n = items->first; n; n = n->next)
		move_text(cli, n);
	print_blank(cli);
	print_para(cli, 0, count ? INK_WARN : INK_GOOD,
		   count ? arena_printf(a, "%s of %s would move.",
					show_plural(cli, count, "window", "windows"),
					show_plural(cli, node_num(doc, "cases"), "case", "cases"))
			 : arena_printf(a, "No window would move: %s looked at.",
					show_plural(cli, node_num(doc, "checked"), "open case",
						    "open cases")));
	if (items->count < count)
		print_para(cli, 0, INK_DIM,
			   arena_printf(a, "%d shown: --limit N shows more.", items->count));
	if (reworded)
		print_para(cli, 0, INK_DIM,
			   arena_printf(a,
					"%s would keep the days, with another source, note or "
					"confidence.",
					show_plural(cli, reworded, "window", "windows")));
	if (count || reworded)
		print_line(cli, INK_STRONG, "waylaid rules apply --all");
}

int cmd_rules_diff(struct cli *cli, struct err *err)
{
	long long limit = MOVES_USUAL;
	struct rule_moves moves;

	if (opt_number(&limit, cli, "--limit", 1, MOVES_MAX, err) < 0 ||
	    rules_diff(&moves, cli->desk, &cli->arena, (int)limit, err) < 0)
		return -1;
	return cli_show(cli, rule_moves_doc(&cli->arena, &moves), diff_text, err);
}

/* The cases that are named, or every open one that would change. */
static int take_applied(int64_t **ids, int *n, struct cli *cli, struct err *err)
{
	struct rule_moves moves;

	if (arg_given(&cli->args, "--all") == (cli->args.nwords > 0))
		return err_set(err, ERR_INPUT,
			       "say which cases, such as 'rules apply 12', or --all");
	if (arg_given(&cli->args, "--all")) {
		if (rules_diff(&moves, cli->desk, &cli->arena, 1, err) < 0)
			return -1;
		*ids = moves.changed;
		*n = moves.nchanged;
		return 0;
	}
	*n = cli->args.nwords;
	*ids = arena_array(&cli->arena, (size_t)*n, sizeof **ids);
	for (int i = 0; i < *n; i++)
		if (take_case(&(*ids)[i], cli, cli->args.word[i], err) < 0)
			return -1;
	return 0;
}

static void apply_text(struct cli *cli, const struct node *doc)
{
	int64_t cases = node_num(doc, "cases");

	print_line(cli, INK_PLAIN,
		   cases ? arena_printf(&cli->arena, "%s counted by the rules of now.",
					show_plural(cli, cases, "case is", "cases are"))
			 : "Nothing changes: the windows are those of the rules of now.");
}

int cmd_rules_apply(struct cli *cli, struct err *err)
{
	struct arena *a = &cli->arena;
	struct node *doc = node_root(a);
	int64_t *ids = NULL, changed;
	struct err ignored;
	int n = 0, rc;

	if (take_applied(&ids, &n, cli, err) < 0)
		return -1;
	rc = rules_apply(&changed, cli->desk, ids, n, err);
	node_int(a, doc, "cases", changed);
	if (rc == 0)
		return cli_show(cli, doc, apply_text, err);
	node_error(a, doc, err); /* what was done before stays done */
	cli_fail_printed(cli);
	cli_show(cli, doc, apply_text, &ignored);
	return -1;
}
