#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/file.h"
#include "base/secret.h"
#include "base/text.h"
#include "cli/cmds.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "ops/desk.h"
#include "ops/user_ops.h"
#include "view/user_doc.h"

static const struct code_table roles = { role_names, ROLE_NVALUES };

static const char *client_cell(struct cli *cli, const struct node *row)
{
	(void)cli;
	return node_known(row, "client") ? node_str(row, "client") : "all";
}

static void users_text(struct cli *cli, const struct node *doc)
{
	static const struct print_column cols[] = {
		{ .title = "USER", .path = "user" },
		{ .title = "ROLE", .path = "role" },
		{ .title = "CLIENT", .cell = client_cell },
		{ .title = "DISABLED", .path = "disabled_at" },
		{ .title = NULL },
	};
	const struct node *items = node_get(doc, "items");

	if (items->count)
		print_table(cli, cols, items);
	else
		print_para(cli, 0, INK_PLAIN,
			   "This desk has no users: who starts 'waylaid serve' gets a link.");
}

int cmd_user_list(struct cli *cli, struct err *err)
{
	struct user *u;
	int n;

	if (users_of_desk(&u, &n, cli->desk, &cli->arena, err) < 0)
		return -1;
	return cli_show(cli, users_doc(&cli->arena, u, n), users_text, err);
}

static void user_text(struct cli *cli, const struct node *doc)
{
	print_line(cli, INK_PLAIN,
		   arena_printf(&cli->arena, "%s: %s, %s%s%s", node_str(doc, "user"),
				node_str(doc, "role"),
				node_known(doc, "client") ? "client " : "all clients",
				node_known(doc, "client") ? node_str(doc, "client") : "",
				node_known(doc, "disabled_at") ? ", disabled" : ""));
}

static int show_user(struct cli *cli, const struct user *u, struct err *err)
{
	struct node *doc = node_root(&cli->arena);

	user_node(&cli->arena, doc, u);
	return cli_show(cli, doc, user_text, err);
}

int cmd_user_add(struct cli *cli, struct err *err)
{
	const char *client, *name;
	struct user u;
	int role;

	if (text_take(&name, &cli->arena, cli->args.word[0], TEXT_LINE, "the name", err) < 0 ||
	    opt_code(&role, cli, "--role", roles, err) < 0 ||
	    opt_text(&client, cli, "--client", TEXT_LINE, err) < 0 ||
	    user_add(&u, cli->desk, name ? name : "", role < 0 ? ROLE_DESK : (enum role)role,
		     client, err) < 0)
		return -1;
	return show_user(cli, &u, err);
}

static int change(struct cli *cli, const struct user_change *c, struct err *err)
{
	struct user u;

	if (user_edit(&u, cli->desk, &cli->arena, cli->args.word[0], c, err) < 0)
		return -1;
	return show_user(cli, &u, err);
}

int cmd_user_role(struct cli *cli, struct err *err)
{
	struct user_change c = { .enabled = -1 };

	if (name_parse(&c.role, role_names, ROLE_NVALUES, cli->args.word[1], "role", err) < 0 ||
	    opt_text(&c.client, cli, "--client", TEXT_LINE, err) < 0)
		return -1;
	c.client_given = arg_given(&cli->args, "--client");
	return change(cli, &c, err);
}

int cmd_user_disable(struct cli *cli, struct err *err)
{
	return change(cli, &(struct user_change){ .role = -1, .enabled = 0 }, err);
}

int cmd_user_enable(struct cli *cli, struct err *err)
{
	return change(cli, &(struct user_change){ .role = -1, .enabled = 1 }, err);
}

static void done_text(struct cli *cli, const struct node *doc)
{
	print_line(cli, INK_PLAIN, node_str(doc, node_known(doc, "link") ? "link" : "done"));
}

static int say_done(struct cli *cli, const char *what, struct err *err)
{
	struct node *doc = node_root(&cli->arena);

	node_text(&cli->arena, doc, "user", cli->args.word[0]);
	node_text(&cli->arena, doc, "done", what);
	return cli_show(cli, doc, done_text, err);
}

int cmd_user_sign_out(struct cli *cli, struct err *err)
{
	if (user_sign_out(cli->desk, &cli->arena, cli->args.word[0], err) < 0)
		return -1;
	return say_done(cli, "signed out everywhere", err);
}

int cmd_user_link(struct cli *cli, struct err *err)
{
	const char *url = arg_value(&cli->args, "--url");
	struct node *doc = node_root(&cli->arena);
	char token[TOKEN_TEXT];
	size_t n;

	if (!url)
		url = "http://127.0.0.1:8484";
	if (!text_has_prefix(url, "http://") && !text_has_prefix(url, "https://"))
		return err_set(err, ERR_INPUT,
			       "--url begins with http:// or https://, such as "
			       "https://desk.example.com");
	n = strlen(url);
	while (n > 0 && url[n - 1] == '/')
		n--;
	if (link_make(token, cli->desk, &cli->arena, cli->args.word[0], err) < 0)
		return -1;
	node_text(&cli->arena, doc, "user", cli->args.word[0]);
	node_text(&cli->arena, doc, "link",
		  arena_printf(&cli->arena, "%.*s/reset/%s", (int)n, url, token));
	return cli_show(cli, doc, done_text, err);
}

/* --- a password, which is never shown --- */

/* One line of the terminal, or of what is piped in. */
static int read_hidden(struct secret *out, struct cli *cli, const char *question, struct err *err)
{
	struct termios shown, hidden;
	bool terminal = tcgetattr(STDIN_FILENO, &shown) == 0;
	char line[PASSWORD_MAX + 64];
	char *got;

	if (terminal) {
		fprintf(cli->err, "%s: ", question);
		fflush(cli->err);
		hidden = shown;
		hidden.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
	}
	got = fgets(line, sizeof line, stdin);
	if (terminal) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
		fputc('\n', cli->err);
	}
	if (got)
		line[strcspn(line, "\r\n")] = '\0';
	secret_set(out, got ? line : NULL);
	explicit_bzero(line, sizeof line);
	return got ? 0 : err_set(err, ERR_INPUT, "no password was given: nothing was changed");
}

/* The first line of a file, which is wiped from memory again. */
static int read_from(struct secret *out, struct cli *cli, const char *path, struct err *err)
{
	char *text;
	size_t len;

	if (file_read(&text, &len, &cli->arena, path, 4096, err) < 0)
		return -1;
	text[strcspn(text, "\r\n")] = '\0';
	secret_set(out, text);
	explicit_bzero(text, len);
	return 0;
}

static int read_twice(struct secret *out, struct cli *cli, struct err *err)
{
	struct secret again = SECRET_INIT;
	int rc = read_hidden(out, cli, "new password", err);

	if (rc == 0 && isatty(STDIN_FILENO)) {
		rc = read_hidden(&again, cli, "once more", err);
		if (rc == 0 && strcmp(secret_reveal(out), secret_reveal(&again)) != 0)
			rc = err_set(err, ERR_INPUT,
				     "the two are not the same: nothing was changed");
	}
	secret_release(&again);
	return rc;
}

int cmd_user_password(struct cli *cli, struct err *err)
{
	const char *path = arg_value(&cli->args, "--from");
	struct secret first = SECRET_INIT;
	int rc = path ? read_from(&first, cli, path, err) : read_twice(&first, cli, err);

	if (rc == 0)
		rc = user_set_password(cli->desk, &cli->arena, cli->args.word[0],
				       secret_reveal(&first), err);
	secret_release(&first);
	return rc < 0 ? -1 : say_done(cli, "the password is set", err);
}
