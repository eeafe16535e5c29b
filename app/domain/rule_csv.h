/*
 * rule_csv.h - rules as rows of a table that people write
 *
 * The columns are those of schema/facts/rules.csv, in any order. Needed are code, carrier, kind,
 * what, source and checked_on; what else is left out or empty has its usual value (scope any, route
 * carrier, days counted on the calendar, confidence medium, source_date "n.d.").
 */
#ifndef APP_DOMAIN_RULE_CSV_H
#define APP_DOMAIN_RULE_CSV_H

#include <stddef.h>

#include "domain/rule.h"

struct arena;
struct buf;
struct err;

enum { RULE_ROWS_MAX = 2000, RULE_TEXT_MAX = 1000 };

/*
 * Every row of a table in the arena. ERR_INPUT names the line and says what is wrong: an unknown
 * column or word, days without an event, a row without source, a code that is there twice, more
 * than RULE_ROWS_MAX rows. An empty text has no rows.
 */
int rules_parse(struct rule **out, int *n, struct arena *a, const char *bytes, size_t len,
		struct err *err);

/* The same table, every column and row. */
void rules_format(struct buf *b, const struct rule rules[], int n);

/* A rule of which nothing is known but what has a usual value. */
extern const struct rule rule_unknown;

/* ERR_INPUT when a rule cannot be one: what rules_parse() checks of a row. */
int rule_check(const struct rule *r, struct err *err);

#endif
