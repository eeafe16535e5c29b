#include "cli/cmds.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "cli/case_text.h"
#include "cli/cases.h"
#include "cli/opts.h"
#include "ops/contact_ops.h"
#include "ops/desk.h"
#include "view/case_doc.h"

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
}

/* The contact with its promises and the cases it spoke of. */
static int show_contact(struct cli *cli, int64_t id, struct err *err)
{
	struct node *doc;
	struct snap *snap;
	int ret;

	if (desk_snap(&snap, cli->desk, err) < 0)
		return -1;
	ret = contact_doc(&doc, snap, &cli->arena, id, &cli->moment, err);
	desk_snap_end(snap);
	return ret < 0 ? -1 : cli_show(cli, doc, logged_text, err);
}

int cmd_log(struct cli *cli, struct err *err)
{
	struct promise *promises;
	struct contact contact;
	int npromises, ncases;
	int64_t *cases, id;
	unsigned given;

	if (take_contact(&contact, &given, cli, err) < 0 ||
	    take_promises(&promises, &npromises, cli, err) < 0)
		return -1;
	if (!given && !npromises)
		return err_set(
			err, ERR_INPUT,
			"say something of the contact, such as --rep NAME --said TEXT --next "
			"TEXT: 'waylaid help log' lists what can be noted");
	if (take_cases(&cases, &ncases, cli, cli->args.word[0], err) < 0)
		return -1;
	if (contact_log(&id, cli->desk, &contact, cases, ncases, promises, npromises, err) < 0)
		return -1;
	return show_contact(cli, id, err);
}

int cmd_amend(struct cli *cli, struct err *err)
{
	struct contact changes;
	long long seen = 0;
	unsigned given;
	int64_t id;

	if (take_contact(&changes, &given, cli, err) < 0 ||
	    opt_number(&seen, cli, "--seen", 1, INT32_MAX, err) < 0)
		return -1;
	if (!given)
		return err_set(
			err, ERR_INPUT,
			"say what to correct, such as --ref 4711-B: 'waylaid help amend' lists "
			"what can be noted");
	if (take_id(&id, cli->args.word[0], "the contact", err) < 0)
		return -1;
	if (contact_amend(cli->desk, &cli->arena, id, (int32_t)seen, &changes, given, err) < 0)
		return -1;
	return show_contact(cli, id, err);
}
