/*
 * web.c - waylaid-web: the desk in a browser (web/server.h), until it is told to stop
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/child.h"
#include "base/file.h"
#include "base/text.h"
#include "carrier/path.h"
#include "cli/access.h"
#include "cli/build_id.h"
#include "cli/cmds.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "cli/setting.h"
#include "cli/wing.h"
#include "ops/desk.h"
#include "ops/user_ops.h"
#include "view/facets.h"
#include "web/kept_upload.h"
#include "web/pages.h"
#include "web/server.h"
#include "web/throttle.h"
#include "web/upload.h"
#include "wing/listen.h"
#include "wing/phone.h"
#include "wing/web_export.h"
#include "wing/web_program.h"
#include "wing/web_track.h"

enum { PEM_MAX = 1024 * 1024 };

/* One server from its options to its end. */
struct serving {
	struct cli *cli;
	struct listen_place place;
	struct site site;
	struct server_options options;
	struct web_programs programs;
	struct export_by export_by;
	struct web_tracker tracker;
	struct paths paths;
	struct phone_serving phone;
	bool users;
	char link[TOKEN_TEXT]; /* "" when there is none */
	char *opened;          /* a file that leads the browser to the link; NULL */
	pid_t opener;          /* who leads it there; 0 */
};

/* --- what is allowed --- */

static int check_safe(struct serving *s, struct err *err)
{
	const struct args *args = &s->cli->args;

	if (s->place.loopback)
		return 0;
	if (!s->options.cert && !arg_given(args, "--without-tls"))
		return err_set(err, ERR_INPUT,
			       "%s can be reached by others: give --cert and --key, or say "
			       "--without-tls when a proxy encrypts",
			       s->place.shown);
	if (!s->users && !arg_given(args, "--without-users"))
		return err_set(err, ERR_INPUT,
			       "%s can be reached by others, and the desk has no users: "
			       "'waylaid user add NAME --role admin' makes one, or say "
			       "--without-users",
			       s->place.shown);
	return 0;
}

static int read_pem(const char **out, struct cli *cli, const char *option, struct err *err)
{
	const char *path = arg_value(&cli->args, option);
	char *text;
	size_t len;

	*out = NULL;
	if (!path)
		return 0;
	if (file_read(&text, &len, &cli->arena, path, PEM_MAX, err) < 0)
		return err_wrap(err, "%s", option);
	*out = text;
	return 0;
}

static int read_tls(struct serving *s, struct err *err)
{
	if (read_pem(&s->options.cert, s->cli, "--cert", err) < 0 ||
	    read_pem(&s->options.key, s->cli, "--key", err) < 0)
		return -1;
	if (!s->options.cert != !s->options.key)
		return err_set(err, ERR_INPUT, "--cert and --key belong together: give both");
	s->site.tls = s->options.cert;
	return 0;
}

/* --- the desks of the workers --- */

static int open_one(struct desk **out, struct cli *cli, struct err *err)
{
	if (cli_desk_open(cli, cli->db_path, DESK_MAKE, err) < 0)
		return -1;
	*out = cli->desk;
	cli->desk = NULL;
	/* Asked for here: the system's answer must not be waited for by several threads. */
	desk_work_as(*out, NULL, &cli->moment);
	desk_user(*out);
	return 0;
}

static int open_desks(struct serving *s, struct err *err)
{
	for (int i = 0; i < SERVER_WORKERS; i++)
		if (open_one(&s->options.desk[i], s->cli, err) < 0)
			return -1;
	if (open_one(&s->options.live, s->cli, err) < 0 ||
	    open_one(&s->options.shelf, s->cli, err) < 0)
		return -1;
	return desk_has_users(&s->users, s->options.desk[0], err);
}

static void close_desks(struct serving *s)
{
	for (int i = 0; i < SERVER_WORKERS; i++)
		desk_close(s->options.desk[i]);
	desk_close(s->options.live);
	desk_close(s->options.shelf);
}

/* --- what the server is told --- */

static int make_throttle(struct serving *s, struct err *err)
{
	struct sign_in_failure *kept;
	int n;

	s->site.throttle = throttle_new();
	if (sign_in_failures(&kept, &n, s->options.desk[0], &s->cli->arena, err) < 0)
		return -1;
	for (int i = 0; i < n; i++)
		throttle_put(s->site.throttle, &kept[i]);
	return 0;
}

/* Before anybody waits for it. Where that fails, the first page that needs them says so. */
static struct cards *read_cards(struct desk *desk)
{
	struct cards *cards = cards_new();
	struct snap *snap;
	struct err ignored;
	bool newer;

	if (desk_snap(&snap, desk, &ignored) < 0)
		return cards;
	if (cards_hold(&newer, cards, snap, &ignored) == 0)
		cards_let_go(cards);
	desk_snap_end(snap);
	return cards;
}

static int use_programs(struct serving *s, struct err *err)
{
	struct site *site = &s->site;

	s->programs = (struct web_programs){ .db_path = s->cli->db_path,
					     .now_moved_s = site->now_moved_s,
					     .now_given = site->now_given };
	s->export_by = (struct export_by){ .programs = &s->programs, .dir = site->upload_dir };
	if (programs_find(&s->programs, &s->cli->arena, err) < 0 ||
	    access_paths(&s->paths, s->cli, err) < 0)
		return -1;
	track_open(&s->tracker, &s->programs, &track_limits);
	s->tracker.paths = &s->paths;
	site->exporter = export_run;
	site->exporter_payload = &s->export_by;
	site->tracker = &s->tracker;
	return 0;
}

static int fill_site(struct serving *s, struct err *err)
{
	struct cli *cli = s->cli;
	struct site *site = &s->site;
	char *dir;

	if (listen_hosts(&site->hosts, &site->nhosts, cli, &s->place, err) < 0 ||
	    pages_open(&site->pages, &cli->arena, err) < 0 ||
	    upload_dir_make(&dir, &cli->arena, cli->db_path, err) < 0 || make_throttle(s, err) < 0)
		return -1;
	site->routes = web_routes;
	site->cookie = arena_printf(&cli->arena, "waylaid_%d", s->place.port);
	site->zone = cli->moment.zone;
	site->now_moved_s = cli->moment.now - cli->moment.machine;
	site->now_given = cli->moment.now_given;
	site->user = cli->user ? cli->user : desk_user(s->options.desk[0]);
	site->currency = setting_currency(cli);
	site->upload_dir = dir;
	site->decoder = wing_decoder(&cli->arena);
	site->own_mail = setting_get(cli, "desk", "email", NULL);
	site->kept = kept_uploads_new();
	site->build = waylaid_build_id;
	site->cards = read_cards(s->options.desk[0]);
	s->options.site = site;
	s->options.log = cli->quiet ? NULL : cli->err;
	return use_programs(s, err);
}

/* --- the way in --- */

static const char *address(struct serving *s)
{
	return arena_printf(&s->cli->arena, "%s://%s", s->site.tls ? "https" : "http",
			    s->site.hosts[0]);
}

static int make_link(struct serving *s, struct err *err)
{
	if (s->users)
		return 0;
	return link_make(s->link, s->options.desk[0], &s->cli->arena, NULL, err);
}

static void say_no_browser(struct serving *s)
{
	cli_note(s->cli, "warning: no browser can be opened here: go to the address yourself");
}

/* It tries one browser after the other, and says much about each. */
static int start_opener(struct serving *s)
{
	const char *argv[] = { "xdg-open", s->opened, NULL };
	int fault = child_start_silent(&s->opener, argv[0], argv, NULL);

	if (fault)
		s->opener = 0;
	return fault ? -1 : 0;
}

/* Exports have children, too: only ours is asked for. */
static void look_after_opener(struct serving *s)
{
	int status;

	if (!s->opener || waitpid(s->opener, &status, WNOHANG) != s->opener)
		return;
	s->opener = 0;
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		say_no_browser(s);
}

/*
 * The browser is led to the link by a file that only we may read: words on a command line can be
 * read by everybody on this machine.
 */
static int open_browser(struct serving *s, struct err *err)
{
	struct arena *a = &s->cli->arena;
	const char *url =
		s->link[0] ? arena_printf(a, "%s/in/%s", address(s), s->link) : address(s);
	char *page = arena_printf(a,
				  "<!doctype html><meta charset=utf-8><title>Waylaid</title>"
				  "<meta http-equiv=refresh content='0;url=%s'><a href='%s'>"
				  "Waylaid</a>\n",
				  url, url);

	s->opened = arena_printf(a, "%s/open.html", s->site.upload_dir);
	if (file_write(s->opened, page, strlen(page), 0600, err) < 0)
		return -1;
	if (start_opener(s) < 0)
		say_no_browser(s);
	return 0;
}

static void say_where(struct serving *s)
{
	struct cli *cli = s->cli;

	if (s->link[0])
		fprintf(cli->out, "Sign in once, within %d minutes:\n  %s/in/%s\n",
			LINK_LASTS_S / 60, address(s), s->link);
	else
		fprintf(cli->out, "Waylaid is at\n  %s\n", address(s));
	if (s->site.phone_url)
		fprintf(cli->out, "Phones add photos at\n  %s\n", s->site.phone_url);
	fflush(cli->out);
}

/* --- the routes --- */

static void routes_text(struct cli *cli, const struct node *doc)
{
	static const struct print_column cols[] = {
		{ .title = "METHOD", .path = "method" },
		{ .title = "PATH", .path = "path" },
		{ .title = "WHO", .path = "permission" },
		{ .title = "JSON", .path = "api" },
		{ .title = "WHAT", .path = "summary", .flags = PRINT_WRAP },
		{ .title = NULL },
	};

	print_table(cli, cols, node_get(doc, "items"));
}

static int list_routes(struct cli *cli, struct err *err)
{
	static const char *const methods[] = { "GET", "POST", "" };
	struct arena *a = &cli->arena;
	struct node *doc = node_root(a), *list = node_list(a, doc, "items");

	for (const struct web_route *r = web_routes; r->path; r++) {
		struct node *n = node_map(a, list, NULL);

		node_text(a, n, "method", methods[r->method]);
		node_text(a, n, "path", r->path);
		node_text(a, n, "permission", permission_names[r->permission]);
		node_text(a, n, "api", r->api ? "/api" : NULL);
		node_int(a, n, "body_max", (int64_t)r->body_max);
		node_text(a, n, "summary", r->summary);
	}
	node_int(a, doc, "count", list->count);
	return cli_show(cli, doc, routes_text, err);
}

/* --- from start to end --- */

static void wait_for_signal(struct serving *s, const sigset_t *signals)
{
	int signal;

	while (sigwait(signals, &signal) != 0 || signal == SIGCHLD)
		look_after_opener(s);
}

static int serve(struct serving *s, const sigset_t *stop, struct err *err)
{
	struct server *server;

	if (make_link(s, err) < 0 || phone_start(&s->phone, s->cli, &s->options, err) < 0 ||
	    server_start(&server, &s->options, err) < 0)
		return -1;
	s->options.listen_fd = -1;
	say_where(s);
	if (arg_given(&s->cli->args, "--open") && open_browser(s, err) < 0) {
		server_stop(server);
		return -1;
	}
	wait_for_signal(s, stop);
	track_end(s->tracker.payload);
	server_stop(server);
	return 0;
}

static int parse_places(struct serving *s, struct err *err)
{
	const char *place = arg_value(&s->cli->args, "--listen");

	if (listen_parse(&s->place, &s->cli->arena, place ? place : "127.0.0.1:8484", err) < 0)
		return -1;
	return phone_parse(&s->phone, s->cli, &s->place, err);
}

static int cmd_serve(struct cli *cli, struct err *err)
{
	struct serving s = { .cli = cli, .options.listen_fd = -1, .phone.options.listen_fd = -1 };
	sigset_t stop;
	int rc = -1;

	if (arg_given(&cli->args, "--routes"))
		return list_routes(cli, err);
	sigemptyset(&stop);
	sigaddset(&stop, SIGTERM);
	sigaddset(&stop, SIGINT);
	sigaddset(&stop, SIGCHLD);
	pthread_sigmask(SIG_BLOCK, &stop, NULL);
	signal(SIGPIPE, SIG_IGN);
	if (parse_places(&s, err) < 0 || read_tls(&s, err) < 0 || open_desks(&s, err) < 0 ||
	    check_safe(&s, err) < 0 ||
	    listen_open(&s.options.listen_fd, &s.place, &cli->arena, err) < 0 ||
	    fill_site(&s, err) < 0 || phone_open(&s.phone, cli, &s.site, err) < 0)
		goto out;
	rc = serve(&s, &stop, err);
out:
	phone_stop(&s.phone);
	track_close(s.tracker.payload);
	kept_uploads_free(s.site.kept);
	if (s.site.upload_dir)
		upload_dir_remove(s.site.upload_dir);
	if (s.options.listen_fd >= 0)
		close(s.options.listen_fd);
	throttle_free(s.site.throttle);
	cards_free(s.site.cards);
	close_desks(&s);
	return rc;
}

static const struct handler handlers[] = {
	{ "serve", cmd_serve },
	{ NULL, NULL },
};

int main(int argc, char **argv)
{
	return cli_main(argc, argv, WING_WEB, handlers);
}
