#include "cli/cmds.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "cli/case_text.h"
#include "cli/cases.h"
#include "cli/log_parts.h"
#include "cli/opts.h"
#include "ops/contact_ops.h"
#include "ops/desk.h"
#include "ops/timer_ops.h"
#include "view/call_doc.h"
#include "view/case_doc.h"

/* --- what was noted --- */

enum { PROMISES_MAX = 50 };

static int take_promise_part(struct promise *p, unsigned *seen, struct cli *cli,
			     const struct arg_value *given, struct err *err)
{
	enum { SEEN_DUE = 1, SEEN_BY = 2 };
	bool due = strcmp(given->opt->name, "--due") == 0;
	unsigned bit = due ? SEEN_DUE : SEEN_BY;
	int party;

	if (*seen & bit)
		return err_set(err, ERR_INPUT, "%s is given twice for '%.60s': give it once",
			       given->opt->name, p->what);
	*seen |= bit;
	if (due)
		return text_blank(given->value) ? 0
						: day_parse(&p->due_on, given->value,
							    cli->moment.today, "--due", err);
	if (name_parse(&party, party_names, PARTY_NVALUES, given->value, "--by", err) < 0)
		return -1;
	p->owed_by = (enum party)party;
	return 0;
}

/* Each --next begins a promise, the --due and --by behind it belong to it. */
static int take_promises(struct promise **out, int *n, struct cli *cli, struct err *err)
{
	const struct args *args = &cli->args;
	unsigned seen = 0;
	int i;

	*out = arena_array(&cli->arena, PROMISES_MAX, sizeof(**out));
	*n = 0;
	for (i = 0; i < args->ngiven; i++) {
		const struct arg_value *given = &args->given[i];

		if (!given->opt->repeats)
			continue;
		if (strcmp(given->opt->name, "--next") != 0) {
			if (*n == 0)
				return err_set(
					err, ERR_INPUT,
					"%s belongs to a promise: give --next TEXT before it",
					given->opt->name);
			if (take_promise_part(&(*out)[*n - 1], &seen, cli, given, err) < 0)
				return -1;
			continue;
		}
		if (*n == PROMISES_MAX)
			return err_set(err, ERR_INPUT, "more than %d promises in one contact",
				       PROMISES_MAX);
		(*out)[*n] = (struct promise){ .owed_by = PARTY_CARRIER, .due_on = DAY_NONE };
		if (text_take(&(*out)[*n].what, &cli->arena, given->value, TEXT_LONG, "--next",
			      err) < 0)
			return -1;
		if (!(*out)[(*n)++].what)
			return err_set(err, ERR_INPUT, "--next needs words: what was promised");
		seen = 0;
	}
	return 0;
}

int noted_read(struct noted *out, struct cli *cli, struct err *err)
{
	if (take_contact(&out->contact, &out->given, cli, err) < 0)
		return -1;
	return take_promises(&out->promise, &out->npromises, cli, err);
}

void log_give(struct cli *cli, const char *option, const char *value)
{
	struct args *args = &cli->args;
	struct arg_value *more = arena_array(&cli->arena, (size_t)args->ngiven + 1, sizeof(*more));
	const struct opt *o = cli->cmd->opts;

	while (o->name && strcmp(o->name, option) != 0)
		o++;
	if (args->ngiven)
		memcpy(more, args->given, (size_t)args->ngiven * sizeof(*more));
	more[args->ngiven] = (struct arg_value){ o, value };
	args->given = more;
	args->ngiven++;
}

/* --- what came of it --- */

static void after_text(struct cli *cli, const struct node *doc)
{
	const struct node *window = node_get(doc, "window");
	daynum chase = node_dayof(doc, "chase_on");
	struct arena *a = &cli->arena;

	if (chase != DAY_NONE)
		print_para(cli, 0, INK_PLAIN,
			   arena_printf(a, "Chase it on %s (%s): 'waylaid next' has it then.",
					show_day(cli, chase), show_distance(cli, chase)));
	if (window && window->type == NODE_MAP)
		print_para(cli, 0, window_ink(window),
			   arena_printf(a, "%s: %s", window_title(cli, window),
					window_words(cli, window)));
}

static void logged_text(struct cli *cli, const struct node *doc)
{
	const struct node *n = node_get(doc, "cases");
	char *names = arena_strdup(&cli->arena, "");

	for (n = n ? n->first : NULL; n; n = n->next)
		names = arena_printf(&cli->arena, "%s%s%" PRId64, names, *names ? ", " : "",
				     n->number);
	print_para(cli, 0, INK_STRONG,
		   arena_printf(&cli->arena, "Contact %" PRId64 " on case %s: %s",
				node_num(doc, "contact"), names, contact_words(cli, doc)));
	contact_text(cli, doc);
	n = node_get(doc, "promises");
	for (n = n ? n->first : NULL; n; n = n->next)
		print_bullet(cli, INK_PLAIN,
			     arena_printf(&cli->arena, "promise %" PRId64 ": %s",
					  node_num(n, "promise"), promise_words(cli, n)));
	after_text(cli, doc);
}

int show_contact(struct cli *cli, int64_t id, struct err *err)
{
	struct node *doc;
	struct snap *snap;
	int ret;

	if (desk_snap(&snap, cli->desk, err) < 0)
		return -1;
	ret = contact_doc(&doc, snap, &cli->arena, id, &cli->moment, err);
	if (ret == 0)
		ret = contact_after_nodes(&cli->arena, doc, snap, id, &cli->moment, err);
	desk_snap_end(snap);
	return ret < 0 ? -1 : cli_show(cli, doc, logged_text, err);
}

/* --- logging --- */

/* The cases by name; those of the call when --stop names none. */
static int take_names(const char **names, struct cli *cli, const struct timer *call,
		      struct err *err)
{
	bool stop = arg_given(&cli->args, "--stop");

	if (stop && !call)
		return err_set(err, ERR_STATE,
			       "no call is under way: 'waylaid log --start CASE' begins one, "
			       "'waylaid log CASE' notes one without");
	*names = cli->args.nwords ? cli->args.word[0] : stop ? call->cases : NULL;
	if (!*names)
		return err_set(err, ERR_INPUT,
			       "which case? waylaid log CASE --rep NAME --said TEXT, or 'waylaid "
			       "help log'");
	return 0;
}

/* By editor, by questions, or as typed. */
static int note(struct noted *noted, struct draft *draft, struct cli *cli, const char *cases,
		struct err *err)
{
	bool stop = arg_given(&cli->args, "--stop");

	if (arg_given(&cli->args, "--edit"))
		return log_edit(draft, noted, cli, cases, err);
	if (noted_read(noted, cli, err) < 0)
		return -1;
	if (noted->given || noted->npromises)
		return 0;
	if (log_may_ask(cli)) {
		if (log_ask(cli, err) < 0 || noted_read(noted, cli, err) < 0)
			return -1;
		if (!noted->given && !noted->npromises && !stop)
			return err_set(err, ERR_INPUT, "nothing was noted: nothing was logged");
		return 0;
	}
	if (stop) /* that there was a call, and how long, is something */
		return 0;
	return err_set(err, ERR_INPUT,
		       "say something of the contact, such as --rep NAME --said TEXT --next "
		       "TEXT: 'waylaid help log' lists what can be noted");
}

static int write_it(int64_t *id, struct cli *cli, struct noted *noted, const struct timer *call,
		    struct err *err)
{
	bool ends;

	if (log_take_call(&ends, noted, cli, call, err) < 0)
		return -1;
	return (ends ? contact_log_call : contact_log)(id, cli->desk, &noted->contact, noted->cases,
						       noted->ncases, noted->promise,
						       noted->npromises, err);
}

int cmd_log(struct cli *cli, struct err *err)
{
	struct draft draft = { NULL };
	struct noted noted = { .npromises = 0 };
	struct timer call;
	const char *names;
	timer_act *act;
	bool there;
	int64_t id;

	if (log_timer_act(&act, cli, err) < 0)
		return -1;
	if (act)
		return act(cli, err);
	if (call_now(&call, &there, cli->desk, &cli->arena, err) < 0 ||
	    take_names(&names, cli, there ? &call : NULL, err) < 0)
		return -1;
	/* a case that is not there is said before anybody writes */
	if (take_cases(&noted.cases, &noted.ncases, cli, names, err) < 0 ||
	    note(&noted, &draft, cli, names, err) < 0)
		return -1;
	if (draft_end(&draft, write_it(&id, cli, &noted, there ? &call : NULL, err), err) < 0)
		return -1;
	return show_contact(cli, id, err);
}
