/*
 * opts.h - typed values of options
 *
 * Each reads the option's last value and returns 0, or -1 with ERR_INPUT that names the option. An
 * option that was not given leaves the "unknown" value (NULL, DAY_NONE, INSTANT_NONE, MONEY_NONE,
 * or the value that the text says); arg_given() tells it from one that was given empty.
 */
#ifndef APP_CLI_OPTS_H
#define APP_CLI_OPTS_H

#include "base/day.h"
#include "base/money.h"
#include "cli/cmd.h"

enum { TEXT_LINE = 500, TEXT_LONG = 20000 }; /* bytes: names and references; what was said */

int opt_text(const char **out, struct cli *cli, const char *name, size_t max, struct err *err);
int opt_day(daynum *out, struct cli *cli, const char *name, struct err *err);
int opt_money(struct money *out, struct cli *cli, const char *name, struct err *err);

/* Index in names[0..n-1]; -1 when not given. */
struct code_table {
	const char *const *names;
	int n;
};
int opt_code(int *out, struct cli *cli, const char *name, struct code_table table, struct err *err);

/* A whole number within [min, max]; *out is left alone when not given. */
int opt_number(long long *out, struct cli *cli, const char *name, long long min, long long max,
	       struct err *err);

/*
 * "14:05" today, "yesterday 14:05", "2026-11-23 14:05" in the desk's zone, or RFC 3339. A day alone
 * is refused: its time would be invented.
 */
int opt_instant(instant *out, struct cli *cli, const char *name, struct err *err);
int take_instant(instant *out, struct cli *cli, const char *text, const char *what,
		 struct err *err);

#endif
