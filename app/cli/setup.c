#include "cli/setup.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "base/zone.h"
#include "cli/setting.h"

enum { WIDTH_DEFAULT = 80, WIDTH_MIN = 40, WIDTH_MAX = 1000 };

void setup_process(struct cli *cli)
{
	umask(077);
	/*
	 * No setlocale(): in the "C" locale numbers that programs read have no commas, and
	 * base/utf8 needs no other for widths and letters. Nor is the login name asked for here:
	 * see base/login.h. Each of the two would take a tenth of a millisecond of every start.
	 */
	memset(cli, 0, sizeof(*cli));
	cli->out = stdout;
	cli->err = stderr;
	cli->width = WIDTH_DEFAULT;
}

static void setup_width(struct cli *cli)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size = { 0 };
	long long wanted;
	struct err ignored;

	if (columns &&
	    number_parse(&wanted, columns, WIDTH_MIN, WIDTH_MAX, "COLUMNS", &ignored) == 0) {
		cli->width = (int)wanted;
		cli->narrow = true;
		return;
	}
	if (!isatty(fileno(cli->out)))
		return;
	cli->narrow = true;
	if (ioctl(fileno(cli->out), TIOCGWINSZ, &size) == 0 && size.ws_col >= WIDTH_MIN)
		cli->width = size.ws_col;
}

static int setup_color(struct cli *cli, const char *given, struct err *err)
{
	static const char *const modes[] = {
		[COLOR_AUTO] = "auto",
		[COLOR_ALWAYS] = "always",
		[COLOR_NEVER] = "never",
	};
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
	int mode = COLOR_AUTO;

	if (given && name_parse(&mode, modes, 3, given, "--color", err) < 0)
		return -1;
	if (mode == COLOR_AUTO)
		cli->color = isatty(fileno(cli->out)) && !(no_color && *no_color) && term &&
			     strcmp(term, "dumb") != 0;
	else
		cli->color = mode == COLOR_ALWAYS;
	return 0;
}

static int setup_config(struct cli *cli, struct err *err)
{
	struct stat st;
	char *dir;

	if (path_config_dir(&dir, &cli->arena, err) < 0)
		return -1;
	cli->config_path = path_join(&cli->arena, dir, "config.ini");
	if (ini_read(&cli->config, &cli->arena, cli->config_path, err) < 0)
		return -1;
	if (stat(cli->config_path, &st) == 0 && (st.st_mode & 077) &&
	    settings_hold_secret(&cli->config))
		cli_note(cli, "warning: others can read the secrets in %s: chmod 600 it",
			 cli->config_path);
	return 0;
}

static int setup_zone(const struct zone **out, struct cli *cli, struct err *err)
{
	const char *name = setting_get(cli, "desk", "zone", NULL);
	struct err ignored;

	if (name) {
		if (zone_load(out, &cli->arena, name, err) < 0)
			return err_wrap(err, "desk.zone in %s", cli->config_path);
		return 0;
	}
	name = zone_system_name(&cli->arena);
	if (zone_load(out, &cli->arena, name, &ignored) == 0)
		return 0;
	cli_note(cli,
		 "warning: the system's time zone '%s' is not known here; days are counted in UTC",
		 name);
	return zone_load(out, &cli->arena, "UTC", err);
}

int setup_now(instant *out, const char *text, const struct zone *zone, struct err *err)
{
	int64_t wall;
	daynum day;

	if (day_parse_iso(&day, text) == 0)
		*out = zone_instant(zone, (int64_t)day * 86400 + 12 * 3600);
	else if (wall_parse(&wall, text) == 0)
		*out = wall;
	else if (instant_parse(out, text) < 0)
		return err_set(err, ERR_INPUT,
			       "'%.40s' is no time for --now or WAYLAID_NOW: write 2026-11-23 or "
			       "2026-11-23T15:00:00Z",
			       text);
	return 0;
}

static int setup_moment(struct cli *cli, const char *given, struct err *err)
{
	struct moment *m = &cli->moment;
	const char *wanted = given ? given : getenv("WAYLAID_NOW");
	struct timespec clock;

	if (clock_gettime(CLOCK_REALTIME, &clock) < 0)
		return err_set_errno(err, ERR_FAILED, "cannot read the clock");
	if (setup_zone(&m->zone, cli, err) < 0)
		return -1;
	m->machine = m->now = clock.tv_sec;
	if (!text_blank(wanted)) {
		if (setup_now(&m->now, wanted, m->zone, err) < 0)
			return -1;
		m->now_given = true;
	}
	m->today = zone_day(m->zone, m->now);
	return 0;
}

static int setup_users(struct cli *cli, const char *as, struct err *err)
{
	const char *signed_in = getenv(SETUP_USER_VARIABLE);
	const char *user =
		text_blank(signed_in) ? setting_get(cli, "desk", "user", NULL) : signed_in;

	if (as && text_take(&cli->on_behalf, &cli->arena, as, 100, "--as", err) < 0)
		return -1;
	if (as && !cli->on_behalf)
		return err_set(err, ERR_INPUT, "--as needs a name");
	return user ? text_take(&cli->user, &cli->arena, user, 100, "desk.user", err) : 0;
}

static int setup_db_path(struct cli *cli, const char *given, struct err *err)
{
	const char *wanted = given ? given : getenv("WAYLAID_DB");
	char *dir;

	if (given && text_blank(given))
		return err_set(err, ERR_INPUT, "--db needs a file name");
	if (!text_blank(wanted)) {
		cli->db_path = wanted;
		return 0;
	}
	if (path_data_dir(&dir, &cli->arena, err) < 0)
		return -1;
	cli->db_path = path_join(&cli->arena, dir, "desk.db");
	return 0;
}

int setup_terminal(struct cli *cli, const struct parsed *p, struct err *err)
{
	cli->cmd = p->cmd;
	cli->args = p->args;
	cli->json = cli->json || p->global.json;
	cli->quiet = p->global.quiet;
	cli->no_input = p->global.no_input || !isatty(STDIN_FILENO);
	setup_width(cli);
	return setup_color(cli, p->global.color, err);
}

int setup_cli(struct cli *cli, const struct parsed *p, struct err *err)
{
	const struct globals *g = &p->global;

	if (setup_config(cli, err) < 0)
		return -1;
	if (!(p->cmd->flags & CMD_NO_MOMENT) && setup_moment(cli, g->now, err) < 0)
		return -1;
	if (setup_users(cli, g->as, err) < 0)
		return -1;
	return setup_db_path(cli, g->db, err);
}
