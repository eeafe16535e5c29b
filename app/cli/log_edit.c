#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/log_parts.h"

enum { FORM_MAX = 256 * 1024 };

/* --- the form --- */

/*
 * One fact a line, in the order in which a call goes. "usual" stands there already and counts for
 * nothing unless it is changed.
 */
struct field {
	const char *name; /* "ref": what --ref gives */
	const char *usual;
	const char *about; /* stands above it as a remark; NULL: it follows the field before */
	bool is_long;      /* may go on over lines */
};

/* clang-format off */
static const struct field fields[] = {
	{ "rep", "", "Whom you spoke to, their operator number, the reference they gave.", false },
	{ "rep-id", "", NULL, false },
	{ "ref", "", NULL, false },
	{ "said", "", "What was said, in as many lines as you like.", true },
	{ "next", "",
	  "What was promised, by when (+5d, fri, 2026-12-01), by whom. Repeat all three "
	  "for more.", true },
	{ "due", "", NULL, false },
	{ "by", "carrier", NULL, false },
	{ "with", "carrier", "If it was no call to the carrier that reached somebody just now.",
	  false },
	{ "channel", "phone", NULL, false },
	{ "direction", "out", NULL, false },
	{ "outcome", "reached", NULL, false },
	{ "at", "", NULL, false },
	{ "office", "", NULL, false },
	{ "dialed", "", "The number, the keys that led to a person, where they call back, how long "
			"it took.", false },
	{ "keypad", "", NULL, false },
	{ "callback", "", NULL, false },
	{ "minutes", "", NULL, false },
	{ "hold", "", NULL, false },
};
/* clang-format on */
enum { FIELDS = sizeof fields / sizeof *fields, FIELD_NEXT = 4, FIELD_BY = 6 };

static int field_find(const char *name, size_t len)
{
	for (int i = 0; i < FIELDS; i++)
		if (strlen(fields[i].name) == len && !strncmp(fields[i].name, name, len))
			return i;
	return -1;
}

/* A text in lines: those behind the first are indented, so that none looks like a fact. */
static void put_field(struct buf *out, const struct field *f, const char *value)
{
	buf_printf(out, "%s: ", f->name);
	for (; *value; value++) {
		buf_putc(out, *value);
		if (*value == '\n')
			buf_puts(out, "  ");
	}
	buf_putc(out, '\n');
}

static const char *given_value(const struct args *args, const char *name)
{
	for (int i = 0; i < args->ngiven; i++)
		if (args->given[i].value && !strcmp(args->given[i].opt->name + 2, name))
			return args->given[i].value;
	return NULL;
}

static bool in_promise(const struct field *f)
{
	return f >= &fields[FIELD_NEXT] && f <= &fields[FIELD_BY];
}

/* The promises that were typed already, else an empty one. */
static void put_promises(struct buf *out, const struct args *args)
{
	bool any = false;

	for (int i = 0; i < args->ngiven; i++) {
		const struct arg_value *g = &args->given[i];
		int at = g->value ? field_find(g->opt->name + 2, strlen(g->opt->name + 2)) : -1;

		if (at < 0 || !in_promise(&fields[at]))
			continue;
		put_field(out, &fields[at], g->value);
		any = true;
	}
	for (int i = FIELD_NEXT; i <= FIELD_BY && !any; i++)
		put_field(out, &fields[i], fields[i].usual);
}

static void put_form(struct buf *out, const struct args *args, const char *cases)
{
	buf_printf(out,
		   "# A contact on case %s. Write behind the colons; what stays empty is not "
		   "noted.\n"
		   "# Lines that begin with # and a blank do not count.\n"
		   "# Save it and leave the editor to log it; leave it as it is to log nothing.\n",
		   cases);
	for (int i = 0; i < FIELDS; i++) {
		const char *value = given_value(args, fields[i].name);

		if (fields[i].about)
			buf_printf(out, "\n# %s\n", fields[i].about);
		if (i == FIELD_NEXT)
			put_promises(out, args);
		else if (!in_promise(&fields[i]))
			put_field(out, &fields[i], value ? value : fields[i].usual);
	}
}

/* --- reading it --- */

struct form_reader {
	struct cli *cli;
	int field; /* the fact that a line goes on with; -1: none yet */
	struct buf value;
	int line;
};

/* What was read of a fact becomes an option. */
static int take_field(struct form_reader *r, struct err *err)
{
	const struct field *f;
	const char *value;

	if (r->field < 0)
		return 0;
	f = &fields[r->field];
	if (text_take(&value, &r->cli->arena, r->value.at, FORM_MAX, f->name, err) < 0)
		return -1;
	if (value && strcmp(value, f->usual) != 0)
		log_give(r->cli, arena_printf(&r->cli->arena, "--%s", f->name), value);
	buf_clear(&r->value);
	return 0;
}

static bool is_remark(const char *line)
{
	return *line == '#' && (!line[1] || line[1] == ' ' || line[1] == '#');
}

static int take_line(struct form_reader *r, char *line, struct err *err)
{
	size_t len = strspn(line, "abcdefghijklmnopqrstuvwxyz-");
	int at = line[len] == ':' ? field_find(line, len) : -1;

	if (is_remark(line))
		return 0;
	if (at >= 0) {
		if (take_field(r, err) < 0)
			return -1;
		r->field = at;
		buf_puts(&r->value, line + len + 1);
		return 0;
	}
	if (!text_blank(line) && (r->field < 0 || !fields[r->field].is_long))
		return err_set(err, ERR_INPUT,
			       "line %d belongs to no fact: '%.*s'; each begins with one of the "
			       "names of the form, such as 'ref:'",
			       r->line, (int)utf8_cut(line, 40), line);
	buf_putc(&r->value, '\n');
	buf_puts(&r->value, line + strspn(line, " \t"));
	return 0;
}

/* The form as options. */
static int read_form(struct cli *cli, char *text, struct err *err)
{
	struct form_reader r = { .cli = cli, .field = -1 };
	char *end;
	int rc = 0;

	buf_init(&r.value, FORM_MAX);
	for (; text && rc == 0; text = end) {
		end = strchr(text, '\n');
		if (end)
			*end++ = '\0';
		text[strcspn(text, "\r")] = '\0';
		r.line++;
		rc = take_line(&r, text, err);
	}
	if (rc == 0)
		rc = take_field(&r, err);
	buf_release(&r.value);
	return rc;
}

/* --- the editor --- */

static const char *editor_name(const struct cli *cli)
{
	const char *visual = getenv("VISUAL"), *editor = getenv("EDITOR");

	if (!text_blank(visual))
		return visual;
	if (!text_blank(editor))
		return editor;
	return cli->no_input ? NULL : "vi";
}

/* As others do it: the editor may be a command with words of its own. Keys go to it alone. */
static int run_editor(struct cli *cli, const char *editor, const char *path, struct err *err)
{
	const char *command = arena_printf(&cli->arena, "%s \"$1\"", editor);
	struct sigaction ignore = { .sa_handler = SIG_IGN }, interrupt, quit;
	int status = 0;
	pid_t pid;

	fflush(NULL);
	sigaction(SIGINT, &ignore, &interrupt);
	sigaction(SIGQUIT, &ignore, &quit);
	pid = fork();
	if (pid == 0) {
		sigaction(SIGINT, &interrupt, NULL);
		sigaction(SIGQUIT, &quit, NULL);
		execl("/bin/sh", "sh", "-c", command, "waylaid", path, (char *)NULL);
		_exit(127);
	}
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	sigaction(SIGINT, &interrupt, NULL);
	sigaction(SIGQUIT, &quit, NULL);
	if (pid < 0)
		return err_set_errno(err, ERR_FAILED, "cannot start the editor");
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return err_set(err, ERR_FAILED,
			       "the editor '%.60s' did not end well: set EDITOR to one that does",
			       editor);
	return 0;
}

/* A file that nobody else can read, made new. */
static int make_file(char **path, struct cli *cli, const struct buf *form, struct err *err)
{
	static const char ending[] = ".txt";
	enum { RANDOM = 6 };
	const char *dir = getenv("TMPDIR");
	char random[RANDOM + 1] = { 0 };
	ssize_t n;
	int fd;

	memset(random, 'X', RANDOM); /* the system's pattern for a name of its own choice */
	*path = path_join(&cli->arena, text_blank(dir) ? "/tmp" : dir,
			  arena_printf(&cli->arena, "waylaid-log-%s%s", random, ending));
	fd = mkstemps(*path, (int)sizeof(ending) - 1);
	if (fd < 0)
		return err_set_errno(err, ERR_FAILED, "cannot make a file in %s",
				     text_blank(dir) ? "/tmp" : dir);
	n = write(fd, form->at, form->len);
	if (close(fd) == 0 && n == (ssize_t)form->len)
		return 0;
	err_set_errno(err, ERR_FAILED, "cannot write %s", *path);
	unlink(*path);
	*path = NULL;
	return -1;
}

/* --- the whole --- */

/* Edit, read, judge, once. */
static int edit_once(struct noted *noted, struct cli *cli, const char *editor, const char *path,
		     struct err *err)
{
	size_t len;
	char *text;

	if (run_editor(cli, editor, path, err) < 0 ||
	    file_read(&text, &len, &cli->arena, path, FORM_MAX, err) < 0)
		return -1;
	if (strlen(text) != len)
		return err_set(err, ERR_INPUT, "the form holds a NUL byte: remove it");
	if (read_form(cli, text, err) < 0)
		return -1;
	return noted_read(noted, cli, err);
}

/* Shows what is wrong; true when the form shall be opened again. */
static bool wants_again(struct cli *cli, const struct err *err)
{
	const char *answer;

	if (!log_may_ask(cli) || err->code == ERR_FAILED)
		return false;
	fprintf(cli->err, "waylaid: %s\n", text_for_terminal(&cli->arena, err->text));
	answer = ask_line(cli, "Open it again? [yes] ");
	return answer && *answer != 'n' && *answer != 'N';
}

/* Only what the person decides to log counts: --stop and --edit are no facts. */
static void forget_facts(struct args *args)
{
	int kept = 0;

	for (int i = 0; i < args->ngiven; i++)
		if (!args->given[i].value)
			args->given[kept++] = args->given[i];
	args->ngiven = kept;
}

int draft_end(struct draft *draft, int rc, struct err *err)
{
	const struct err was = *err;

	if (!draft->path)
		return rc;
	if (rc == 0)
		unlink(draft->path);
	else
		err_set(err, was.code, "%.*s; what you wrote is kept in %s",
			(int)utf8_cut(was.text, ERR_TEXT_MAX / 2), was.text, draft->path);
	return rc;
}

int log_edit(struct draft *out, struct noted *noted, struct cli *cli, const char *cases,
	     struct err *err)
{
	const char *editor = editor_name(cli);
	struct buf form;
	int rc;

	out->path = NULL;
	if (!editor)
		return err_set(err, ERR_INPUT,
			       "--edit needs a terminal, or VISUAL or EDITOR to name an editor");
	buf_init(&form, FORM_MAX);
	put_form(&form, &cli->args, cases);
	rc = buf_check(&form, "the form", err);
	if (rc == 0)
		rc = make_file(&out->path, cli, &form, err);
	buf_release(&form);
	if (rc < 0)
		return -1;
	do {
		forget_facts(&cli->args);
		rc = edit_once(noted, cli, editor, out->path, err);
	} while (rc < 0 && wants_again(cli, err));
	if (rc == 0 && !noted->given && !noted->npromises) {
		unlink(out->path);
		out->path = NULL;
		return err_set(err, ERR_INPUT, "nothing was written: nothing was logged");
	}
	return rc < 0 ? draft_end(out, -1, err) : 0;
}
