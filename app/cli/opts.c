#include "cli/opts.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/zone.h"
#include "cli/setting.h"

int opt_text(const char **out, struct cli *cli, const char *name, size_t max, struct err *err)
{
	const char *value = arg_value(&cli->args, name);

	*out = NULL;
	return value ? text_take(out, &cli->arena, value, max, name, err) : 0;
}

int opt_day(daynum *out, struct cli *cli, const char *name, struct err *err)
{
	const char *value = arg_value(&cli->args, name);

	*out = DAY_NONE;
	return !text_blank(value) ? day_parse(out, value, cli->moment.today, name, err) : 0;
}

int opt_money(struct money *out, struct cli *cli, const char *name, struct err *err)
{
	const char *value = arg_value(&cli->args, name);

	*out = MONEY_NONE;
	return !text_blank(value) ? money_parse(out, value, setting_currency(cli), name, err) : 0;
}

int opt_code(int *out, struct cli *cli, const char *name, struct code_table table, struct err *err)
{
	const char *value = arg_value(&cli->args, name);

	*out = -1;
	return value ? name_parse(out, table.names, table.n, value, name, err) : 0;
}

int opt_number(long long *out, struct cli *cli, const char *name, long long min, long long max,
	       struct err *err)
{
	const char *value = arg_value(&cli->args, name);

	return value ? number_parse(out, value, min, max, name, err) : 0;
}

/* "9:05", "14:05", "14:05:30" as seconds of the day; -1 when it is none. */
static int clock_parse(const char *text)
{
	int hour, minute, second = 0, end = -1;

	if (strlen(text) > 8 || strspn(text, "0123456789:") != strlen(text))
		return -1;
	if (sscanf(text, "%2d:%2d%n", &hour, &minute, &end) != 2 || end < 4)
		return -1;
	if (text[end] && (sscanf(text + end, ":%2d", &second) != 1 || strlen(text + end) != 3))
		return -1;
	if (text[end - 3] != ':' || hour > 23 || minute > 59 || second > 59)
		return -1;
	return (hour * 60 + minute) * 60 + second;
}

/* "yesterday 14:05": a day as people type it, a blank, a time. */
static int day_and_clock(int64_t *wall, const char *text, daynum today)
{
	const char *blank = strrchr(text, ' ');
	struct err ignored;
	char day_word[32];
	daynum day;
	int clock;

	if (!blank || blank == text || (size_t)(blank - text) >= sizeof(day_word))
		return -1;
	clock = clock_parse(blank + 1);
	memcpy(day_word, text, (size_t)(blank - text));
	day_word[blank - text] = '\0';
	if (clock < 0 || day_parse(&day, day_word, today, "day", &ignored) < 0)
		return -1;
	*wall = (int64_t)day * 86400 + clock;
	return 0;
}

int take_instant(instant *out, struct cli *cli, const char *text, const char *what, struct err *err)
{
	const struct moment *m = &cli->moment;
	int clock = clock_parse(text);
	int64_t wall;

	if (clock >= 0)
		*out = zone_instant(m->zone, (int64_t)m->today * 86400 + clock);
	else if (day_and_clock(&wall, text, m->today) == 0 || wall_parse(&wall, text) == 0)
		*out = zone_instant(m->zone, wall);
	else if (instant_parse(out, text) < 0)
		return err_set(err, ERR_INPUT,
			       "%s: '%.40s' is no time: write 14:05 (today), 'yesterday 14:05', "
			       "'2026-11-23 14:05' or 2026-11-23T14:05:00Z",
			       what, text);
	return 0;
}

int opt_instant(instant *out, struct cli *cli, const char *name, struct err *err)
{
	const char *value = arg_value(&cli->args, name);

	*out = INSTANT_NONE;
	return value ? take_instant(out, cli, value, name, err) : 0;
}
