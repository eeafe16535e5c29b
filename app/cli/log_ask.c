#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/log_parts.h"
#include "cli/opts.h"
#include "cli/print.h"

/*
 * Plain lines: the terminal itself lets a person delete and correct. A line editor would be one
 * more library for each start of the core, for six short answers; long ones go to --edit.
 */

enum { TRIES = 3, TERMINAL_LINE_MAX = 4095 };

/* The terminal then deletes a whole character, not its last byte. */
static void delete_whole_characters(void)
{
	struct termios t;

	if (tcgetattr(STDIN_FILENO, &t) < 0 || (t.c_iflag & IUTF8))
		return;
	t.c_iflag |= IUTF8;
	tcsetattr(STDIN_FILENO, TCSANOW, &t);
}

bool log_may_ask(const struct cli *cli)
{
	return !cli->no_input && !cli->json && isatty(STDERR_FILENO);
}

char *ask_line(struct cli *cli, const char *question)
{
	char *line = NULL, *copy;
	size_t room = 0;
	ssize_t n;

	fflush(cli->out);
	fprintf(cli->err, "%s", question);
	fflush(cli->err);
	do {
		clearerr(stdin);
		n = getline(&line, &room, stdin);
	} while (n < 0 && errno == EINTR && !feof(stdin));
	if (n < 0) {
		free(line);
		fputc('\n', cli->err);
		return NULL;
	}
	if (n >= TERMINAL_LINE_MAX)
		cli_note(cli,
			 "note: the terminal takes no more than %d bytes in a line: for longer "
			 "words use --edit, or 'waylaid amend' afterwards",
			 TERMINAL_LINE_MAX);
	if (n > 0 && line[n - 1] == '\n')
		line[--n] = '\0';
	copy = arena_strndup(&cli->arena, line, (size_t)n);
	free(line);
	return copy;
}

/* --- what may be answered --- */

enum kind { KIND_LINE, KIND_LONG, KIND_DAY, KIND_OUTCOME };

struct question {
	const char *option, *text;
	enum kind kind;
};

static int judge(struct cli *cli, const struct question *q, const char *answer, struct err *err)
{
	const char *text;
	daynum day;
	int code;

	switch (q->kind) {
	case KIND_DAY:
		return day_parse(&day, answer, cli->moment.today, "by when", err);
	case KIND_OUTCOME:
		return name_parse(&code, outcome_names, OUTCOME_NVALUES, answer, "what happened",
				  err);
	case KIND_LONG:
		return text_take(&text, &cli->arena, answer, TEXT_LONG, "the answer", err);
	case KIND_LINE:
		break;
	}
	return text_take(&text, &cli->arena, answer, TEXT_LINE, "the answer", err);
}

/* "no answer" is as good as "no-answer". */
static char *as_code(char *answer)
{
	for (char *p = answer; *p; p++)
		if (*p == ' ')
			*p = '_';
	return answer;
}

/* *answer NULL: skipped. */
static int ask(const char **answer, struct cli *cli, const struct question *q, struct err *err)
{
	*answer = NULL;
	for (int i = 0; i < TRIES; i++) {
		char *line = ask_line(cli, q->text);
		size_t len;

		if (!line)
			return err_set(err, ERR_FAILED,
				       "stopped before the end: nothing was logged");
		line += strspn(line, " \t");
		len = strlen(line);
		while (len && (line[len - 1] == ' ' || line[len - 1] == '\t'))
			line[--len] = '\0';
		if (text_blank(line))
			return 0;
		if (q->kind == KIND_OUTCOME)
			as_code(line);
		if (judge(cli, q, line, err) == 0) {
			log_give(cli, q->option, line);
			*answer = line;
			return 0;
		}
		fprintf(cli->err, "  %s\n", text_for_terminal(&cli->arena, err->text));
	}
	return err_wrap(err, "nothing was logged");
}

/* --- the questions --- */

/* clang-format off */
static const struct question
	who     = { "--rep",     "Who was it? ", KIND_LINE },
	outcome = { "--outcome", "What happened? no answer, voicemail, cut off, callback, refused "
				 "[reached] ", KIND_OUTCOME },
	ref     = { "--ref",     "Reference they gave? ", KIND_LINE },
	said    = { "--said",    "What was said? ", KIND_LONG },
	next    = { "--next",    "What did they promise? ", KIND_LONG },
	due     = { "--due",     "By when? +5d, fri, 2026-12-01 [nobody said] ", KIND_DAY };
/* clang-format on */

int log_ask(struct cli *cli, struct err *err)
{
	const char *name, *how = NULL, *promised, *answer;

	delete_whole_characters();
	fputs("Enter leaves a question out, Ctrl-D stops and logs nothing.\n", cli->err);
	if (ask(&name, cli, &who, err) < 0 || (!name && ask(&how, cli, &outcome, err) < 0))
		return -1;
	/* nobody was there: nothing was said, given or promised */
	if (name_find(outcome_names, OUTCOME_NVALUES, how) == OUTCOME_NO_ANSWER)
		return 0;
	if (ask(&answer, cli, &ref, err) < 0 || ask(&answer, cli, &said, err) < 0 ||
	    ask(&promised, cli, &next, err) < 0)
		return -1;
	return promised ? ask(&answer, cli, &due, err) : 0;
}
