/*
 * typed.h - typed values of a form's fields
 *
 * Each reads the field of that name and returns 0, or -1 with ERR_INPUT that names it. One that was
 * not sent, or is empty, leaves the "unknown" value.
 */
#ifndef APP_WEB_TYPED_H
#define APP_WEB_TYPED_H

#include "base/day.h"
#include "base/money.h"
#include "web/call.h"

enum { TYPED_LINE = 500, TYPED_LONG = 20000 }; /* bytes, as on the command line */

int typed_text(const char **out, struct web_call *c, const char *name, size_t max, struct err *err);
int typed_day(daynum *out, struct web_call *c, const char *name, struct err *err);
int typed_money(struct money *out, struct web_call *c, const char *name, struct err *err);

struct typed_codes {
	const char *const *names;
	int n;
};
/* -1: not given. */
int typed_code(int *out, struct web_call *c, const char *name, struct typed_codes codes,
	       struct err *err);
/* -1: not given. */
int typed_number(int64_t *out, struct web_call *c, const char *name, int64_t max, struct err *err);

/* The codes as choices of a list: {code, chosen}; the chosen one is "code" (may be NULL). */
void typed_choices(struct web_call *c, struct node *page, const char *name,
		   struct typed_codes codes, const char *chosen);

/* The same of a query. */
const char *query_get(const struct web_call *c, const char *name);

#endif
