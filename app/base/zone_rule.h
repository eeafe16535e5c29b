/*
 * zone_rule.h - the POSIX rule in the footer of a TZif file: "EST5EDT,M3.2.0,M11.1.0"
 *
 * For zone.c alone. With the extensions of RFC 8536 (hours from -167 to 167).
 */
#ifndef APP_BASE_ZONE_RULE_H
#define APP_BASE_ZONE_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ZONE_ABBREVIATION = 16 }; /* with the NUL */

struct zone_type {
	int32_t offset; /* seconds east of UTC */
	char abbreviation[ZONE_ABBREVIATION];
};

struct zone_change {
	char form; /* 'M' month.week.weekday, 'J' day 1..365 without leap day, 'n' day 0..365 */
	int month, week, day;
	int32_t seconds; /* after that day's midnight; may be negative */
};

struct zone_rule {
	struct zone_type standard, summer;
	bool has_summer;
	struct zone_change begin, end; /* of summer time */
};

/* The text is not NUL-terminated. 0, or -1 when it is no rule. */
int zone_rule_parse(struct zone_rule *out, const char *text, size_t n);

/* What holds at an instant. */
const struct zone_type *zone_rule_at(const struct zone_rule *r, int64_t at);

/* The first change after an instant; INT64_MAX when there is none. */
int64_t zone_rule_next(const struct zone_rule *r, int64_t at);

#endif
