#include "carrier/quota.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/text.h"

static const struct unit {
	char letter;
	int seconds;
} units[] = { { 'd', 86400 }, { 'h', 3600 }, { 'm', 60 }, { 's', 1 } };

enum { UNITS = sizeof units / sizeof *units, DIGITS_MAX = 7 };

/* A run of digits at *at, which then stands behind it; -1 when there is none or it is too long. */
static int take_number(const char **at)
{
	size_t n = strspn(*at, "0123456789");
	int number = 0;

	if (n == 0 || n > DIGITS_MAX)
		return -1;
	for (size_t i = 0; i < n; i++)
		number = number * 10 + ((*at)[i] - '0');
	*at += n;
	return number;
}

static const struct unit *take_unit(const char **at)
{
	for (int i = 0; i < UNITS; i++)
		if (**at == units[i].letter) {
			++*at;
			return &units[i];
		}
	return NULL;
}

/* "60/1h", "60/h": false when it is none or out of bounds. */
static bool take_limit(struct quota_limit *out, const char **at)
{
	const struct unit *unit;
	int times = 1;

	out->calls = take_number(at);
	if (out->calls < 1 || out->calls > QUOTA_CALLS_MAX || *(*at)++ != '/')
		return false;
	if (strchr("0123456789", **at) && **at)
		times = take_number(at);
	unit = take_unit(at);
	if (!unit || times < 1 || times > QUOTA_PERIOD_MAX_S / unit->seconds)
		return false;
	out->period_s = times * unit->seconds;
	return true;
}

static const char *past_blanks(const char *at)
{
	return at + strspn(at, " ");
}

int quota_parse(struct quota *out, const char *text, struct err *err)
{
	const char *at = past_blanks(text ? text : "none");

	*out = (struct quota){ .nlimits = 0 };
	if (text_same_nocase(at, "none"))
		return 0;
	do {
		const char *end;

		if (out->nlimits == QUOTA_LIMITS_MAX || !take_limit(&out->limit[out->nlimits], &at))
			goto fail;
		out->nlimits++;
		end = at;
		at = past_blanks(at);
		if (*at && at == end)
			goto fail;
	} while (*at);
	return 0;
fail:
	*out = (struct quota){ .nlimits = 0 };
	return err_set(err, ERR_INPUT,
		       "'%.40s' is no quota: write calls and time, such as 60/1h or 250/1d 1/1s "
		       "(at most %d limits of %d calls and 31 days each), or none",
		       text, QUOTA_LIMITS_MAX, QUOTA_CALLS_MAX);
}

char *quota_text(char out[QUOTA_TEXT], const struct quota *q)
{
	size_t len = 0;

	snprintf(out, QUOTA_TEXT, "none");
	for (int i = 0; i < q->nlimits; i++) {
		const struct quota_limit *l = &q->limit[i];
		int u = 0;

		while (l->period_s % units[u].seconds)
			u++;
		len += (size_t)snprintf(out + len, QUOTA_TEXT - len, "%s%d/%d%c", i ? " " : "",
					l->calls, l->period_s / units[u].seconds, units[u].letter);
	}
	return out;
}
