#include "cli/help.h"

#include <string.h>

#include "cli/args.h"
#include "cli/build_id.h"
#include "domain/casefile.h"
#include "domain/contact.h"
#include "domain/evidence.h"
#include "domain/request.h"
#include "domain/shipment.h"

/* Text for roff: nothing in it may be taken for a request or an escape. */
static void roff(FILE *out, const char *text)
{
	const char *p;

	if (*text == '.' || *text == '\'')
		fputs("\\&", out);
	for (p = text; *p; p++) {
		if (*p == '\\')
			fputs("\\e", out);
		else if (*p == '-')
			fputs("\\-", out);
		else if (*p == '\'')
			fputs("\\(aq", out);
		else
			fputc(*p, out);
	}
}

struct man_state {
	FILE *out;
	bool as_is;
};

static void man_block(void *payload, const char *text, bool as_is)
{
	struct man_state *s = payload;

	if (as_is && !s->as_is)
		fputs(".PP\n.nf\n", s->out);
	if (!as_is && s->as_is)
		fputs(".fi\n", s->out);
	if (!as_is)
		fputs(".PP\n", s->out);
	roff(s->out, text);
	fputc('\n', s->out);
	s->as_is = as_is;
}

static void man_options(FILE *out, const struct opt *opts)
{
	for (; opts && opts->name; opts++) {
		fputs(".TP\n.B ", out);
		if (opts->letter)
			fprintf(out, "\\-%c, ", opts->letter);
		roff(out, opts->name);
		if (opts->value) {
			fputs(" \\fI", out);
			roff(out, opts->value);
			fputs("\\fR", out);
		}
		fputc('\n', out);
		roff(out, opts->help);
		fputc('\n', out);
	}
}

static void man_command(struct cli *cli, const struct cmd *c)
{
	struct man_state state = { cli->out, false };
	FILE *out = cli->out;

	fputs(".SS ", out);
	roff(out, arena_printf(&cli->arena, "waylaid %s %s", c->name, c->synopsis));
	fputc('\n', out);
	roff(out, c->summary);
	fputs(".\n", out);
	help_blocks(&cli->arena, c->help, man_block, &state);
	if (state.as_is)
		fputs(".fi\n", out);
	man_options(out, c->opts);
	fputs(".PP\nExample:\n.PP\n.nf\n  ", out);
	roff(out, arena_printf(&cli->arena, "waylaid %s", c->example));
	fputs("\n.fi\n", out);
}

void help_man(struct cli *cli)
{
	const struct exit_meaning *m;
	const struct cmd *c;
	FILE *out = cli->out;

	fprintf(out, ".TH WAYLAID 1 \"\" \"waylaid %s\" \"User Commands\"\n", waylaid_version);
	fputs(".SH NAME\nwaylaid \\- the case desk for parcels that went wrong\n"
	      ".SH SYNOPSIS\n.B waylaid\n.I COMMAND\n[\\fIWORDS\\fR] [\\fIOPTIONS\\fR]\n"
	      ".SH DESCRIPTION\n"
	      "Keeps one file, and a folder of evidence beside it, with every parcel that was\n"
	      "lost, damaged or late: what is known, who was called, what was promised, what may\n"
	      "be claimed and until when. Makes from it the papers that a claim needs.\n"
	      ".SH COMMANDS\n",
	      out);
	for (c = commands; c->name; c++)
		man_command(cli, c);
	fputs(".SH OPTIONS OF EVERY COMMAND\n", out);
	man_options(out, global_opts);
	fputs(".SH EXIT STATUS\n", out);
	for (m = exit_meanings; m->text; m++) {
		fprintf(out, ".TP\n.B %d\n", m->status);
		roff(out, m->text);
		fputc('\n', out);
	}
	fputs(".SH FILES\n.TP\n.I $XDG_DATA_HOME/waylaid/desk.db\n"
	      "The desk, unless \\-\\-db or WAYLAID_DB names another.\n"
	      ".TP\n.I $XDG_CONFIG_HOME/waylaid/config.ini\nSettings; see the command config.\n",
	      out);
}

/* Which words an option or a command's place takes, for completion. */
/* clang-format off */
static const struct {
	const char *option;
	const char *const *names;
	int n;
} values[] = {
	{ "--problem",   problem_names,        PROBLEM_NVALUES },
	{ "--stage",     stage_names,          STAGE_NVALUES },
	{ "--channel",   channel_names,        CHANNEL_NVALUES },
	{ "--with",      party_names,          PARTY_NVALUES },
	{ "--by",        party_names,          PARTY_NVALUES },
	{ "--direction", direction_names,      DIRECTION_NVALUES },
	{ "--outcome",   outcome_names,        OUTCOME_NVALUES },
	{ "--kind",      evidence_kind_names,  EVIDENCE_NVALUES },
	{ "--result",    request_result_names, RESULT_NVALUES },
};
/* clang-format on */

/* Codes are typed with dashes. */
static void put_codes(FILE *out, const char *const names[], int n)
{
	const char *p;
	int i;

	for (i = 0; i < n; i++) {
		if (!names[i])
			continue;
		if (i)
			fputc(' ', out);
		for (p = names[i]; *p; p++)
			fputc(*p == '_' ? '-' : *p, out);
	}
}

static void put_option_names(FILE *out, const struct opt *opts)
{
	for (; opts && opts->name; opts++)
		fprintf(out, " %s", opts->name);
}

void help_completion_bash(struct cli *cli)
{
	FILE *out = cli->out;
	const struct cmd *c;
	size_t i;

	fputs("# bash completion for waylaid, made by: waylaid help --completion bash\n"
	      "_waylaid()\n{\n\tlocal word=${COMP_WORDS[COMP_CWORD]}\n"
	      "\tlocal before=${COMP_WORDS[COMP_CWORD-1]}\n"
	      "\tlocal command= i options\n"
	      "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	      "\t\tcase ${COMP_WORDS[i]} in\n"
	      "\t\t--db|--as|--now|--color) ((i++)) ;;\n"
	      "\t\t-*) ;;\n"
	      "\t\t*) command=${COMP_WORDS[i]}; break ;;\n"
	      "\t\tesac\n\tdone\n\tCOMPREPLY=()\n\tcase $before in\n",
	      out);
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		fprintf(out, "\t%s) COMPREPLY=($(compgen -W '", values[i].option);
		put_codes(out, values[i].names, values[i].n);
		fputs("' -- \"$word\")); return ;;\n", out);
	}
	fputs("\t--carrier) COMPREPLY=($(compgen -W '", out);
	put_codes(out, carrier_codes, carrier_codes_n);
	fputs("' -- \"$word\")); return ;;\n"
	      "\t--color) COMPREPLY=($(compgen -W 'auto always never' -- \"$word\")); return ;;\n"
	      "\t--db|-o|--output) COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n"
	      "\tesac\n\tcase $command in\n\t'') options='",
	      out);
	for (c = commands; c->name; c++)
		fprintf(out, "%s%s", c == commands ? "" : " ", c->alias ? c->alias : c->name);
	fputs("'; [[ $word == -* ]] && options='", out);
	put_option_names(out, global_opts);
	fputs("' ;;\n", out);
	for (c = commands; c->name; c++) {
		fprintf(out, "\t%s) options='", c->alias ? c->alias : c->name);
		put_option_names(out, c->opts);
		put_option_names(out, global_opts);
		fputs("' ;;\n", out);
	}
	fputs("\t*) options= ;;\n\tesac\n"
	      "\tif [[ -n $command && $word != -* ]]; then\n"
	      "\t\tCOMPREPLY=($(compgen -f -- \"$word\"))\n\telse\n"
	      "\t\tCOMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n\tfi\n}\n"
	      "complete -o filenames -F _waylaid waylaid\n",
	      out);
}
