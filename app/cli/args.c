#include "cli/args.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"

struct reader {
	char **argv;
	int argc, at;
	struct arena *arena;
	struct parsed *out;
};

static const struct opt *opt_find(const struct opt *opts, const char *name, size_t len)
{
	const struct opt *o;

	for (o = opts; o && o->name; o++) {
		if (strlen(o->name) == len && strncmp(o->name, name, len) == 0)
			return o;
		if (len == 2 && name[0] == '-' && o->letter && name[1] == o->letter)
			return o;
	}
	return NULL;
}

static bool is_option(const char *word)
{
	return word[0] == '-' && word[1];
}

static size_t option_length(const char *word)
{
	return word[1] == '-' ? strcspn(word, "=") : strlen(word);
}

int cmd_count(void)
{
	int n = 0;

	while (commands[n].name)
		n++;
	return n;
}

const struct cmd *cmd_find(const char *name)
{
	const struct cmd *c;

	for (c = commands; c->name; c++)
		if (strcmp(c->name, name) == 0 || (c->alias && strcmp(c->alias, name) == 0))
			return c;
	return NULL;
}

const char *cmd_suggest(const char *name)
{
	enum { ROOM = 128 };
	const char *names[ROOM] = { NULL };
	size_t len = strlen(name);
	int n;

	for (n = 0; n < ROOM && commands[n].name; n++) {
		names[n] = commands[n].name;
		if (strncmp(names[n], name, len) == 0 && names[n][len] == ' ')
			return names[n];
	}
	return name_suggest(names, n, name);
}

/* The nearest option of the command, else of the program. */
static const char *opt_suggest(const struct cmd *cmd, const char *word)
{
	enum { ROOM = 64 };
	const char *names[ROOM] = { NULL };
	const struct opt *o;
	int n = 0;

	for (o = cmd ? cmd->opts : NULL; o && o->name && n < ROOM; o++)
		names[n++] = o->name;
	for (o = global_opts; o->name && n < ROOM; o++)
		names[n++] = o->name;
	return name_suggest(names, n, word);
}

static int unknown_option(const struct cmd *cmd, const char *word, size_t len, struct err *err)
{
	char name[64] = "";
	const char *near;

	if (len < sizeof(name))
		memcpy(name, word, len);
	near = *name ? opt_suggest(cmd, name) : NULL;
	if (near)
		return err_set(err, ERR_INPUT, "unknown option %.*s: did you mean %s?",
			       (int)utf8_cut(word, len < 60 ? len : 60), word, near);
	if (cmd)
		return err_set(err, ERR_INPUT,
			       "unknown option %.*s: 'waylaid help %s' lists the options",
			       (int)utf8_cut(word, len < 60 ? len : 60), word, cmd->name);
	return err_set(
		err, ERR_INPUT,
		"unknown option %.*s before the command: options of a command come after its name",
		(int)utf8_cut(word, len < 60 ? len : 60), word);
}

/* Steps over the word at r->at when it is a global option, value included. */
static bool skip_global(struct reader *r)
{
	const char *word = r->argv[r->at];
	size_t len = option_length(word);
	const struct opt *o = opt_find(global_opts, word, len);

	if (!is_option(word) || !o)
		return false;
	r->at += o->value && !word[len] ? 2 : 1;
	return true;
}

/*
 * Finds the command and blanks its words in argv's copy, so that the second walk meets only words
 * and options. "events import" may have global options between its two words.
 */
static int find_command(struct reader *r, struct err *err)
{
	const char *first, *near;
	int at_first;

	r->at = 1;
	while (r->at < r->argc && skip_global(r))
		;
	if (r->at >= r->argc || strcmp(r->argv[r->at], "--") == 0)
		return 0;
	first = r->argv[at_first = r->at++];
	if (is_option(first))
		return unknown_option(NULL, first, option_length(first), err);

	while (r->at < r->argc && skip_global(r))
		;
	if (r->at < r->argc) {
		const char *both = arena_printf(r->arena, "%s %s", first, r->argv[r->at]);

		r->out->cmd = cmd_find(both);
		if (r->out->cmd)
			r->argv[r->at] = NULL;
	}
	if (!r->out->cmd)
		r->out->cmd = cmd_find(first);
	r->argv[at_first] = NULL;
	if (r->out->cmd)
		return 0;

	near = cmd_suggest(first);
	if (near)
		return err_set(err, ERR_INPUT, "unknown command '%.60s': did you mean '%s'?", first,
			       near);
	return err_set(err, ERR_INPUT, "unknown command '%.60s': 'waylaid help' lists the commands",
		       first);
}

static void global_set(struct globals *g, const struct opt *o, const char *value)
{
	/* clang-format off */
	const struct {
		const char *name;
		const char **value;
		bool *truth;
	} places[] = {
		{ "--db",       &g->db,    NULL },
		{ "--as",       &g->as,    NULL },
		{ "--now",      &g->now,   NULL },
		{ "--color",    &g->color, NULL },
		{ "--json",     NULL,      &g->json },
		{ "--quiet",    NULL,      &g->quiet },
		{ "--help",     NULL,      &g->help },
		{ "--version",  NULL,      &g->version },
		{ "--no-input", NULL,      &g->no_input },
	};
	/* clang-format on */
	size_t i;

	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		if (strcmp(places[i].name, o->name) != 0)
			continue;
		if (places[i].value)
			*places[i].value = value;
		else
			*places[i].truth = true;
		return;
	}
	assert(!"a global option without a place");
}

static int take_value(const char **value, struct reader *r, const struct opt *o, size_t len,
		      struct err *err)
{
	const char *word = r->argv[r->at];

	*value = NULL;
	if (!o->value) {
		if (word[len])
			return err_set(err, ERR_INPUT, "%s takes no value", o->name);
		return 0;
	}
	if (word[len]) {
		*value = word + len + 1;
		return 0;
	}
	if (r->at + 1 >= r->argc || !r->argv[r->at + 1] ||
	    strncmp(r->argv[r->at + 1], "--", 2) == 0)
		return err_set(err, ERR_INPUT,
			       "%s needs a value: %s %s (or %s=%s when it begins with dashes)",
			       o->name, o->name, o->value, o->name, o->value);
	*value = r->argv[++r->at];
	return 0;
}

static int read_option(struct reader *r, struct err *err)
{
	const char *word = r->argv[r->at], *value;
	const struct cmd *cmd = r->out->cmd;
	struct args *args = &r->out->args;
	size_t len = option_length(word);
	const struct opt *o = opt_find(cmd ? cmd->opts : NULL, word, len);
	bool global = !o;

	if (!o)
		o = opt_find(global_opts, word, len);
	if (!o)
		return unknown_option(cmd, word, len, err);
	if (take_value(&value, r, o, len, err) < 0)
		return -1;
	if (global) {
		global_set(&r->out->global, o, value);
		return 0;
	}
	if (!o->repeats && arg_given(args, o->name))
		return err_set(err, ERR_INPUT, "%s is given twice: give it once", o->name);
	args->given[args->ngiven].opt = o;
	args->given[args->ngiven++].value = value;
	return 0;
}

static int check_words(int argc, char **argv, struct err *err)
{
	int i;

	if (argc > ARGS_MAX)
		return err_set(err, ERR_INPUT, "more than %d words on one command line", ARGS_MAX);
	for (i = 1; i < argc; i++) {
		size_t len = strlen(argv[i]);

		if (len > ARG_LENGTH_MAX)
			return err_set(err, ERR_INPUT, "word %d is longer than %d bytes", i,
				       ARG_LENGTH_MAX);
		if (!utf8_valid(argv[i], len))
			return err_set(err, ERR_INPUT,
				       "word %d is not UTF-8 text: set a UTF-8 locale, such as "
				       "LANG=C.UTF-8",
				       i);
	}
	return 0;
}

int args_parse(struct parsed *out, struct arena *a, int argc, char **argv, struct err *err)
{
	struct reader r = { .argc = argc, .arena = a, .out = out };
	bool options = true;

	memset(out, 0, sizeof(*out));
	if (check_words(argc, argv, err) < 0)
		return -1;
	r.argv = arena_array(a, (size_t)argc + 1, sizeof(*r.argv));
	memcpy(r.argv, argv, (size_t)argc * sizeof(*argv));
	out->args.word = arena_array(a, (size_t)argc + 1, sizeof(*out->args.word));
	out->args.given = arena_array(a, (size_t)argc + 1, sizeof(*out->args.given));
	if (find_command(&r, err) < 0)
		return -1;

	for (r.at = 1; r.at < argc; r.at++) {
		const char *word = r.argv[r.at];

		if (!word)
			continue;
		if (options && strcmp(word, "--") == 0) {
			options = false;
		} else if (options && is_option(word)) {
			if (read_option(&r, err) < 0)
				return -1;
		} else {
			out->args.word[out->args.nwords++] = word;
		}
	}
	return 0;
}

int args_check(const struct parsed *p, struct err *err)
{
	const struct cmd *c = p->cmd;
	int n = p->args.nwords;

	if (!c)
		return err_set(err, ERR_INPUT,
			       "no command given: 'waylaid help' lists them, 'waylaid next' shows "
			       "today's work");
	if (n < c->min_args)
		return err_set(err, ERR_INPUT, "something is missing; usage: waylaid %s%s%s",
			       c->name, *c->synopsis ? " " : "", c->synopsis);
	if (c->max_args >= 0 && n > c->max_args)
		return err_set(err, ERR_INPUT,
			       "'%.60s' is one word too many (quote texts with blanks); usage: "
			       "waylaid %s%s%s",
			       p->args.word[c->max_args], c->name, *c->synopsis ? " " : "",
			       c->synopsis);
	return 0;
}

bool args_want_json(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--json") == 0)
			return true;
	return false;
}

const char *arg_value(const struct args *args, const char *name)
{
	int i;

	for (i = args->ngiven - 1; i >= 0; i--)
		if (strcmp(args->given[i].opt->name, name) == 0)
			return args->given[i].value;
	return NULL;
}

bool arg_given(const struct args *args, const char *name)
{
	int i;

	for (i = 0; i < args->ngiven; i++)
		if (strcmp(args->given[i].opt->name, name) == 0)
			return true;
	return false;
}
