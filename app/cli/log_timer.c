#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "cli/call_text.h"
#include "cli/cases.h"
#include "cli/log_parts.h"
#include "cli/opts.h"
#include "ops/contact_ops.h"
#include "ops/timer_ops.h"
#include "view/call_doc.h"

/* --- showing it --- */

static void running_text(struct cli *cli, const struct node *doc)
{
	const char *words = call_words(cli, doc);
	bool on_hold = node_num(doc, "call.on_hold");

	if (!words) {
		print_para(cli, 0, INK_PLAIN,
			   "No call is under way: 'waylaid log --start CASE' begins one.");
		return;
	}
	print_para(cli, 0, INK_STRONG, arena_printf(&cli->arena, "%s.", words));
	print_line(cli, INK_PLAIN,
		   on_hold ? "  waylaid log --off-hold   when somebody talks again"
			   : "  waylaid log --on-hold    while you wait");
	print_line(cli, INK_PLAIN,
		   "  waylaid log --stop --rep NAME --ref NUMBER --said TEXT --next TEXT --due "
		   "DATE");
}

static int show_call(struct cli *cli, const struct timer *t, struct err *err)
{
	struct node *doc = node_root(&cli->arena);

	timer_node(&cli->arena, doc, t, cli->moment.now);
	return cli_show(cli, doc, running_text, err);
}

/* --- the acts --- */

static int act_start(struct cli *cli, struct err *err)
{
	const char *dialed;
	struct timer t;
	int64_t *cases;
	int n;

	if (!cli->args.nwords)
		return err_set(err, ERR_INPUT,
			       "which case is the call about? waylaid log --start CASE");
	if (opt_text(&dialed, cli, "--dialed", TEXT_LINE, err) < 0 ||
	    take_cases(&cases, &n, cli, cli->args.word[0], err) < 0 ||
	    call_start(&t, cli->desk, &cli->arena, cases, n, dialed, err) < 0)
		return -1;
	return show_call(cli, &t, err);
}

static int act_hold(struct cli *cli, struct err *err)
{
	struct timer t;

	if (call_hold(&t, cli->desk, &cli->arena, arg_given(&cli->args, "--on-hold"), err) < 0)
		return -1;
	return show_call(cli, &t, err);
}

static int act_status(struct cli *cli, struct err *err)
{
	struct timer t;
	bool there;

	if (call_now(&t, &there, cli->desk, &cli->arena, err) < 0)
		return -1;
	return show_call(cli, there ? &t : NULL, err);
}

static void discarded_text(struct cli *cli, const struct node *doc)
{
	print_para(cli, 0, INK_PLAIN,
		   arena_printf(&cli->arena, "%s. Forgotten: nothing was logged.",
				call_words(cli, doc)));
}

static int act_discard(struct cli *cli, struct err *err)
{
	struct node *doc = node_root(&cli->arena);
	struct timer t;

	if (call_discard(&t, cli->desk, &cli->arena, err) < 0)
		return -1;
	timer_node(&cli->arena, doc, &t, cli->moment.now);
	return cli_show(cli, doc, discarded_text, err);
}

static const struct {
	const char *option;
	timer_act *act; /* NULL: logs, which is not done here */
	int words;
	const char *with; /* the one option that may stand beside it */
} acts[] = {
	{ "--start", act_start, 1, "--dialed" }, { "--on-hold", act_hold, 0, NULL },
	{ "--off-hold", act_hold, 0, NULL },     { "--status", act_status, 0, NULL },
	{ "--discard", act_discard, 0, NULL },   { "--stop", NULL, 1, NULL },
};
enum { ACTS = sizeof acts / sizeof *acts };

int log_timer_act(timer_act **out, struct cli *cli, struct err *err)
{
	int found = -1;

	*out = NULL;
	for (int i = 0; i < ACTS; i++) {
		if (!arg_given(&cli->args, acts[i].option))
			continue;
		if (found >= 0)
			return err_set(err, ERR_INPUT, "%s and %s are two acts: give one of them",
				       acts[found].option, acts[i].option);
		found = i;
	}
	if (found < 0 || !acts[found].act)
		return 0;
	for (int i = 0; i < cli->args.ngiven; i++) {
		const char *name = cli->args.given[i].opt->name;

		if (strcmp(name, acts[found].option) != 0 && !text_same(name, acts[found].with))
			return err_set(err, ERR_INPUT,
				       "%s does not go with %s: give it with --stop, which logs "
				       "the call",
				       name, acts[found].option);
	}
	if (cli->args.nwords > acts[found].words)
		return err_set(err, ERR_INPUT, "%s takes no case: it is about the call under way",
			       acts[found].option);
	*out = acts[found].act;
	return 0;
}

/* --- ending it --- */

static void fill(struct noted *noted, const struct timer *call, instant now)
{
	struct contact *c = &noted->contact;

	if (!(noted->given & CONTACT_AT))
		c->at = call->started_at;
	if (!(noted->given & CONTACT_DIALED))
		c->dialed = call->dialed;
	if (noted->given & CONTACT_MINUTES)
		return;
	c->minutes = timer_minutes(call, now);
	if (!(noted->given & CONTACT_HOLD) && timer_hold_minutes(call, now))
		c->hold_minutes = timer_hold_minutes(call, now);
}

/* Somebody who says when it was, or by which other channel, logs something else. */
static bool is_the_call(const struct noted *noted, const struct timer *call)
{
	if (noted->contact.channel != CHANNEL_PHONE || (noted->given & CONTACT_AT))
		return false;
	for (int i = 0; i < noted->ncases; i++)
		if (timer_has_case(call, noted->cases[i]))
			return true;
	return false;
}

static const char *running(struct cli *cli, const struct timer *call)
{
	struct node *doc = node_root(&cli->arena);

	timer_node(&cli->arena, doc, call, cli->moment.now);
	return call_words(cli, doc);
}

int log_take_call(bool *ends, struct noted *noted, struct cli *cli, const struct timer *call,
		  struct err *err)
{
	bool stop = arg_given(&cli->args, "--stop");

	*ends = false;
	if (!call || (!stop && noted->contact.channel != CHANNEL_PHONE))
		return 0;
	if (!stop && !is_the_call(noted, call)) {
		cli_note(cli, "note: another call is still under way. %s", running(cli, call));
		return 0;
	}
	if (timer_forgotten(call, cli->moment.now) && !(noted->given & CONTACT_MINUTES)) {
		if (stop)
			return err_set(err, ERR_STATE,
				       "the timer runs since %s and was forgotten: say how long "
				       "the call was (--minutes N), or forget it with 'waylaid log "
				       "--discard'",
				       show_instant(cli, call->started_at));
		cli_note(cli,
			 "warning: %s; this contact has no minutes by it: 'waylaid log --discard' "
			 "ends that",
			 running(cli, call));
		return 0;
	}
	fill(noted, call, cli->moment.now);
	*ends = true;
	return 0;
}
