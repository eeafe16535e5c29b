#include "cli/cmds.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/money.h"
#include "base/text.h"
#include "base/zone.h"
#include "carrier/quota.h"
#include "cli/access.h"
#include "cli/print.h"
#include "cli/setting.h"
#include "domain/shipment.h"

enum { VALUE_MAX = 4096 };

static void doc_setting(struct cli *cli, struct node *to, const char *section,
			const struct setting *s)
{
	const char *source, *value = setting_get(cli, section, s->name, &source);
	struct arena *a = &cli->arena;

	node_text(a, to, "name", arena_printf(a, "%s.%s", section, s->name));
	node_text(a, to, "value", value && s->secret ? "set" : value);
	node_text(a, to, "source", value ? source : NULL);
	node_bool(a, to, "secret", s->secret);
	node_text(a, to, "help", s->help);
}

/*
 * A carrier's settings are listed when one of them is set; usps always, as the one to begin with.
 */
static bool section_used(struct cli *cli, const char *section)
{
	const struct setting *s;

	if (strcmp(section, "usps") == 0)
		return true;
	for (s = settings; s->name; s++)
		if (setting_find(section, s->name) == s && setting_get(cli, section, s->name, NULL))
			return true;
	return false;
}

static void doc_section(struct cli *cli, struct node *list, const char *section)
{
	const struct setting *s;

	for (s = settings; s->name; s++)
		if (setting_find(section, s->name) == s)
			doc_setting(cli, node_map(&cli->arena, list, NULL), section, s);
}

static enum ink value_ink(struct cli *cli, const struct node *row)
{
	(void)cli;
	return node_known(row, "value") ? INK_PLAIN : INK_DIM;
}

static const char *value_cell(struct cli *cli, const struct node *row)
{
	const char *value = show_at(cli, row, "value");

	return value ? value : "not set";
}

static void config_text(struct cli *cli, const struct node *doc)
{
	static const struct print_column cols[] = {
		{ .title = "SETTING", .path = "name" },
		{ .title = "VALUE", .cell = value_cell, .ink = value_ink, .flags = PRINT_CUT },
		{ .title = "FROM", .path = "source" },
		{ .title = "MEANING", .path = "help", .flags = PRINT_WRAP },
		{ .title = NULL },
	};

	print_line(cli, INK_DIM, arena_printf(&cli->arena, "%s", cli->config_path));
	print_blank(cli);
	print_table(cli, cols, node_get(doc, "items"));
}

static int config_list(struct cli *cli, struct err *err)
{
	struct node *doc = node_root(&cli->arena);
	struct node *list = node_list(&cli->arena, doc, "items");
	int i;

	doc_section(cli, list, "desk");
	doc_section(cli, list, "claimant");
	for (i = 0; i < carrier_codes_n; i++)
		if (section_used(cli, carrier_codes[i]))
			doc_section(cli, list, carrier_codes[i]);
	if (section_used(cli, "easypost"))
		doc_section(cli, list, "easypost");
	node_int(&cli->arena, doc, "count", list->count);
	node_text(&cli->arena, doc, "file", cli->config_path);
	return cli_show(cli, doc, config_text, err);
}

/* "usps.client_id" taken apart; the name may be typed with dashes. */
static const struct setting *name_take(const char **section, struct cli *cli, const char *full,
				       struct err *err)
{
	char *copy = arena_strdup(&cli->arena, full), *dot = strchr(copy, '.'), *p;
	const struct setting *s;

	if (!dot) {
		err_set(err, ERR_INPUT,
			"'%.60s' is no setting: write SECTION.NAME, such as desk.zone", full);
		return NULL;
	}
	*dot = '\0';
	for (p = dot + 1; *p; p++)
		if (*p == '-')
			*p = '_';
	*section = copy;
	s = setting_find(copy, dot + 1);
	if (!s)
		err_set(err, ERR_INPUT,
			"there is no setting '%.60s': 'waylaid config list' shows them", full);
	return s;
}

static void value_text(struct cli *cli, const struct node *doc)
{
	const char *value = node_str(doc, "value");

	print_line(cli, INK_PLAIN, value ? value : "not set");
}

static int config_get(struct cli *cli, const char *full, struct err *err)
{
	struct node *doc = node_root(&cli->arena);
	const struct setting *s;
	const char *section;

	s = name_take(&section, cli, full, err);
	if (!s)
		return -1;
	doc_setting(cli, doc, section, s);
	return cli_show(cli, doc, value_text, err);
}

/* Scheme and host: a path would be lost, and a password would be shown by "config list". */
static bool is_base_url(const char *url)
{
	const char *host = text_has_prefix(url, "https://")  ? url + 8
			   : text_has_prefix(url, "http://") ? url + 7
							     : "";
	size_t n = strcspn(host, "/?#@\\ \t");

	return n > 0 && (!host[n] || text_same(host + n, "/"));
}

static int check_value(struct cli *cli, const struct setting *s, const char *value, struct err *err)
{
	const char *const *mailers;
	const struct zone *zone;
	struct quota quota;
	bool said;
	int n;

	switch (s->check) {
	case SETTING_QUOTA:
		return quota_parse(&quota, value, err);
	case SETTING_VIA:
		return access_via(&said, value, err);
	case SETTING_USE:
		return access_use(&said, value, err);
	case SETTING_MAILERS:
		return access_mailers(&mailers, &n, &cli->arena, value, err);
	case SETTING_ROLE:
		if (text_is_listed("sender|addressee|representative|third_party", value))
			return 0;
		return err_set(err, ERR_INPUT,
			       "'%.20s' is no role: sender, addressee, representative or "
			       "third_party",
			       value);
	case SETTING_ZONE:
		return zone_load(&zone, &cli->arena, value, err);
	case SETTING_CURRENCY:
		if (!currency_known(value))
			return err_set(
				err, ERR_INPUT,
				"'%.20s' is no currency we know: write three capitals, such as "
				"USD or EUR",
				value);
		return 0;
	case SETTING_URL:
		if (is_base_url(value))
			return 0;
		return err_set(err, ERR_INPUT,
			       "a url here is scheme and host and nothing else, such as "
			       "https://apis.usps.com");
	default:
		return 0;
	}
}

/* The first line of standard input. */
static int read_value(const char **value, struct cli *cli, struct err *err)
{
	char *line = arena_alloc(&cli->arena, VALUE_MAX);

	if (!fgets(line, VALUE_MAX, stdin))
		return err_set(err, ERR_INPUT, "there is no value on standard input");
	line[strcspn(line, "\r\n")] = '\0';
	*value = line;
	return 0;
}

static int config_set(struct cli *cli, const char *full, const char *value, struct err *err)
{
	const struct setting *s;
	const char *section, *taken;
	struct stat st;

	s = name_take(&section, cli, full, err);
	if (!s)
		return -1;
	if (strcmp(value, "-") == 0 && read_value(&value, cli, err) < 0)
		return -1;
	if (text_take(&taken, &cli->arena, value, VALUE_MAX, full, err) < 0)
		return -1;
	if (taken && strpbrk(taken, "\n\t"))
		return err_set(err, ERR_INPUT, "%s takes one line without tabs", full);
	if (taken && check_value(cli, s, taken, err) < 0)
		return -1;
	if (ini_set(cli->config_path, section, s->name, taken ? taken : "", &cli->arena, err) < 0)
		return -1;
	/* The file may have been made by hand, for others to read. */
	if (stat(cli->config_path, &st) == 0 && (st.st_mode & 077) &&
	    chmod(cli->config_path, 0600) < 0)
		return err_set_errno(err, ERR_FAILED, "cannot make %s yours alone: chmod 600 it",
				     cli->config_path);
	if (ini_read(&cli->config, &cli->arena, cli->config_path, err) < 0)
		return -1;
	if (cli->json)
		return config_get(cli, full, err);
	cli_note(cli, "%s.%s is %s", section, s->name,
		 !taken      ? "not set any more"
		 : s->secret ? "set"
			     : taken);
	return 0;
}

int cmd_config(struct cli *cli, struct err *err)
{
	static const struct {
		const char *verb;
		int words;
	} verbs[] = { { "list", 1 }, { "get", 2 }, { "set", 3 } };
	const char **word = cli->args.word;
	int n = cli->args.nwords;
	size_t i;

	if (n == 0)
		return config_list(cli, err);
	for (i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(word[0], verbs[i].verb) == 0 && n == verbs[i].words)
			break;
	switch (i) {
	case 0:
		return config_list(cli, err);
	case 1:
		return config_get(cli, word[1], err);
	case 2:
		return config_set(cli, word[1], word[2], err);
	default:
		return err_set(err, ERR_INPUT,
			       "usage: waylaid config [list | get NAME | set NAME VALUE]");
	}
}
