#include "domain/rule_csv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/text.h"
#include "domain/insurer.h"
#include "domain/request.h"
#include "domain/shipment.h"

#define COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))

enum { CODE_MAX = 100, DAYS_MAX = 3660, CELL_ROOM = 32 };

const struct rule rule_unknown = {
	.scope = SCOPE_ANY,
	.kind = RULE_KIND_NVALUES,
	.what = WINDOW_NVALUES,
	.opens_days = DAYS_NONE,
	.closes_days = DAYS_NONE,
	.source_date = "n.d.",
	.checked_on = DAY_NONE,
	.confidence = CONFIDENCE_MEDIUM,
};

enum cell_kind { CELL_TEXT, CELL_WORD, CELL_DAYS, CELL_CENTS, CELL_CURRENCY, CELL_DAY };

/* clang-format off */
#define TEXT(name)	  { #name, CELL_TEXT, offsetof(struct rule, name), NULL, 0 }
#define WORD(name, list)  { #name, CELL_WORD, offsetof(struct rule, name), list, COUNT(list) }
#define DAYS(name)	  { #name, CELL_DAYS, offsetof(struct rule, name), NULL, 0 }

static const struct column {
	const char *heading;
	enum cell_kind kind;
	size_t at;
	const char *const *names;
	int nnames;
} columns[] = {
	TEXT(code), TEXT(carrier), TEXT(service), WORD(scope, scope_names),
	WORD(kind, rule_kind_names), WORD(what, window_what_names), WORD(route, route_kind_names),
	DAYS(opens_days), WORD(opens_from, anchor_names),
	DAYS(closes_days), WORD(closes_from, anchor_names), WORD(unit, unit_names),
	TEXT(limit_note), TEXT(who_may_file),
	{ "cover_cents", CELL_CENTS, offsetof(struct rule, cover), NULL, 0 },
	{ "cover_currency", CELL_CURRENCY, 0, NULL, 0 },
	{ "cover_max_cents", CELL_CENTS, offsetof(struct rule, cover_max), NULL, 0 },
	TEXT(form), TEXT(source), TEXT(source_date),
	{ "checked_on", CELL_DAY, offsetof(struct rule, checked_on), NULL, 0 },
	WORD(confidence, confidence_names), WORD(opens_unit, opens_unit_names),
	WORD(work_week, work_week_names), TEXT(insurer), TEXT(after_request),
};
/* clang-format on */
enum { COLUMNS = sizeof columns / sizeof *columns };

/* --- one cell --- */

static int read_word(int *out, const struct column *c, const char *text, struct err *err)
{
	return name_parse(out, c->names, c->nnames, text, c->heading, err);
}

static int read_cell(struct rule *r, const struct column *c, struct arena *a, const char *text,
		     struct err *err)
{
	void *to = (char *)r + c->at;
	long long n;
	int word;

	switch (c->kind) {
	case CELL_TEXT:
		return text_take(to, a, text, RULE_TEXT_MAX, c->heading, err);
	case CELL_WORD:
		if (read_word(&word, c, text, err) < 0)
			return -1;
		memcpy(to, &word, sizeof word); /* every enum here is an int */
		return 0;
	case CELL_DAYS:
		if (number_parse(&n, text, 0, DAYS_MAX, c->heading, err) < 0)
			return -1;
		*(int32_t *)to = (int32_t)n;
		return 0;
	case CELL_CENTS:
		if (number_parse(&n, text, 0, 100000000000LL, c->heading, err) < 0)
			return -1;
		((struct money *)to)->cents = n;
		return 0;
	case CELL_DAY:
		if (day_parse_iso(to, text) < 0)
			return err_set(err, ERR_INPUT, "%s: '%.40s' is no day: write YYYY-MM-DD",
				       c->heading, text);
		return 0;
	case CELL_CURRENCY:
		break;
	}
	if (!currency_known(text))
		return err_set(err, ERR_INPUT, "%s: '%.20s' is no currency we know: write USD",
			       c->heading, text);
	memcpy(r->cover.currency, text, 4);
	memcpy(r->cover_max.currency, text, 4);
	return 0;
}

static const char *cell_text(char room[CELL_ROOM], const struct rule *r, const struct column *c)
{
	const void *from = (const char *)r + c->at;
	const struct money *m = from;
	int32_t days;
	int word;

	room[0] = '\0';
	switch (c->kind) {
	case CELL_TEXT:
		return *(const char *const *)from;
	case CELL_WORD:
		memcpy(&word, from, sizeof word);
		return c->names[word];
	case CELL_DAYS:
		days = *(const int32_t *)from;
		if (days != DAYS_NONE)
			snprintf(room, CELL_ROOM, "%d", (int)days);
		return room;
	case CELL_CENTS:
		if (money_known(m))
			snprintf(room, CELL_ROOM, "%lld", (long long)m->cents);
		return room;
	case CELL_DAY:
		return day_text(room, *(const daynum *)from);
	case CELL_CURRENCY:
		break;
	}
	return money_known(&r->cover)       ? r->cover.currency
	       : money_known(&r->cover_max) ? r->cover_max.currency
					    : room;
}

/* --- one rule --- */

static int check_code(const struct rule *r, struct err *err)
{
	size_t n = r->carrier ? strlen(r->carrier) : 0;

	if (!r->carrier || (name_find(carrier_codes, carrier_codes_n, r->carrier) < 0 &&
			    !(r->insurer && text_same(r->carrier, RULE_ANY_CARRIER))))
		return err_set(err, ERR_INPUT,
			       "carrier: '%.40s' is none: use a code such as usps, or any for the "
			       "rule of an insurer",
			       r->carrier ? r->carrier : "");
	if (!r->code || strlen(r->code) > CODE_MAX ||
	    strspn(r->code, "abcdefghijklmnopqrstuvwxyz0123456789_.") != strlen(r->code) ||
	    strncmp(r->code, r->carrier, n) != 0 || r->code[n] != '.' || !r->code[n + 1])
		return err_set(err, ERR_INPUT,
			       "code: '%.100s' is none: it begins with '%s.', then small letters, "
			       "digits, _ and dots, such as %s.contract.loss.claim",
			       r->code ? r->code : "", r->carrier, r->carrier);
	return 0;
}

static int check_end(int32_t days, enum anchor from, const char *end, struct err *err)
{
	if ((days == DAYS_NONE) == (from == ANCHOR_NONE))
		return 0;
	return err_set(err, ERR_INPUT,
		       "%s_days and %s_from belong together: give both, such as 15 and mailed_on, "
		       "or neither",
		       end, end);
}

static int check_ends(const struct rule *r, struct err *err)
{
	if (check_end(r->opens_days, r->opens_from, "opens", err) < 0 ||
	    check_end(r->closes_days, r->closes_from, "closes", err) < 0)
		return -1;
	if (r->opens_from == r->closes_from && r->opens_days > r->closes_days &&
	    r->opens_unit == OPENS_UNIT_SAME)
		return err_set(err, ERR_INPUT, "it closes (%d days) before it opens (%d days)",
			       (int)r->closes_days, (int)r->opens_days);
	return 0;
}

static int check_words(const struct rule *r, struct err *err)
{
	if (r->service &&
	    (strlen(r->service) > CODE_MAX ||
	     strspn(r->service, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(r->service)))
		return err_set(err, ERR_INPUT,
			       "service: '%.60s' is no code: use small letters, digits and _",
			       r->service);
	if ((r->route == ROUTE_INSURANCE) != (r->insurer != NULL))
		return err_set(err, ERR_INPUT,
			       "route insurance and insurer belong together: give both or neither");
	if (r->insurer && !text_same(insurer_code(r->insurer), r->insurer))
		return err_set(err, ERR_INPUT,
			       "insurer: '%.60s' is not known: use easypost_insurance, "
			       "insureshield, pip_shipcover, shipsaver, u_pic, xcover, "
			       "route_protection or aftership_protection",
			       r->insurer);
	if (r->after_request &&
	    name_find(request_kind_names, REQUEST_NVALUES, r->after_request) < 0)
		return err_set(err, ERR_INPUT,
			       "after_request: '%.60s' is no request: use trace, "
			       "international_inquiry or another kind",
			       r->after_request);
	return 0;
}

int rule_check(const struct rule *r, struct err *err)
{
	if (check_code(r, err) < 0)
		return -1;
	if (r->kind == RULE_KIND_NVALUES || r->what == WINDOW_NVALUES)
		return err_set(err, ERR_INPUT,
			       "kind and what are needed: such as kind loss and what claim");
	if (r->kind == RULE_KIND_NONE && r->what != WINDOW_APPEAL &&
	    r->what != WINDOW_SECOND_APPEAL && r->what != WINDOW_SUIT)
		return err_set(err, ERR_INPUT,
			       "kind none is for appeals and suits: use loss, damage, "
			       "missing_contents or delay");
	if (text_blank(r->source))
		return err_set(err, ERR_INPUT,
			       "source is needed: who says so, such as 'our contract with UPS, "
			       "2026'");
	if (r->checked_on == DAY_NONE)
		return err_set(
			err, ERR_INPUT,
			"checked_on is needed: the day on which somebody looked, YYYY-MM-DD");
	if (check_ends(r, err) < 0 || check_words(r, err) < 0)
		return -1;
	if (money_known(&r->cover) && money_known(&r->cover_max) &&
	    r->cover.cents > r->cover_max.cents)
		return err_set(err, ERR_INPUT, "the cover included is more than the most cover");
	return 0;
}

/* --- the table --- */

/* Which column each field of a row is; -1: an unknown heading that is empty. */
static int read_headings(int column[], char *const *heading, int n, struct err *err)
{
	bool seen[COLUMNS] = { false };

	for (int i = 0; i < n; i++) {
		int k = 0;

		while (k < COLUMNS && csv_column(&heading[i], 1, columns[k].heading) < 0)
			k++;
		if (k == COLUMNS && !text_blank(heading[i]))
			return err_set(err, ERR_INPUT,
				       "line 1: there is no column '%.40s': 'waylaid help rules' "
				       "lists them",
				       heading[i]);
		if (k < COLUMNS && seen[k])
			return err_set(err, ERR_INPUT, "line 1: the column %s is there twice",
				       columns[k].heading);
		if (k < COLUMNS)
			seen[k] = true;
		column[i] = k < COLUMNS ? k : -1;
	}
	if (!seen[0])
		return err_set(err, ERR_INPUT, "line 1: there is no column code");
	return 0;
}

static int read_row(struct rule *r, const int column[], char *const *field, int n, struct arena *a,
		    struct err *err)
{
	*r = rule_unknown;
	r->cover = r->cover_max = MONEY_NONE;
	r->cover.cents = r->cover_max.cents = -1;
	for (int i = 0; i < n; i++)
		if (column[i] >= 0 && !text_blank(field[i]) &&
		    read_cell(r, &columns[column[i]], a, field[i], err) < 0)
			return -1;
	if ((r->cover.cents >= 0 || r->cover_max.cents >= 0) && !r->cover.currency[0])
		return err_set(err, ERR_INPUT, "cover_currency is needed with a cover");
	if (r->cover.cents < 0)
		r->cover = MONEY_NONE;
	if (r->cover_max.cents < 0)
		r->cover_max = MONEY_NONE;
	return rule_check(r, err);
}

static bool blank_row(char *const *field, int n)
{
	for (int i = 0; i < n; i++)
		if (!text_blank(field[i]))
			return false;
	return true;
}

/* "line 3: ..." */
static int at_line(long long line, struct err *err)
{
	struct err why = *err;

	return err_set(err, why.code, "line %lld: %s", line, why.text);
}

static int check_twice(const struct rule rules[], int n, struct err *err)
{
	for (int i = 0; i < n; i++)
		if (strcmp(rules[i].code, rules[n].code) == 0)
			return err_set(err, ERR_INPUT, "code: %s is there twice", rules[n].code);
	return 0;
}

int rules_parse(struct rule **out, int *n, struct arena *a, const char *bytes, size_t len,
		struct err *err)
{
	int *column, nfields, nheadings, got;
	char **field;
	struct csv csv;

	*n = 0;
	*out = arena_array(a, RULE_ROWS_MAX, sizeof **out);
	if (!utf8_valid(bytes, len))
		return err_set(err, ERR_INPUT, "it is not UTF-8 text: save it as CSV UTF-8");
	csv_open(&csv, bytes, len, 0);
	if ((got = csv_next(&field, &nheadings, &csv, a, err)) <= 0)
		return got;
	column = arena_array(a, (size_t)nheadings + 1, sizeof *column);
	if (read_headings(column, field, nheadings, err) < 0)
		return -1;
	while ((got = csv_next(&field, &nfields, &csv, a, err)) == 1) {
		struct rule *r = &(*out)[*n];

		if (blank_row(field, nfields))
			continue;
		if (*n == RULE_ROWS_MAX)
			return err_set(err, ERR_INPUT, "line %lld: more than %d rules", csv.line,
				       RULE_ROWS_MAX);
		if (nfields > nheadings)
			return err_set(err, ERR_INPUT,
				       "line %lld: it has %d fields, but there are %d columns: put "
				       "a text with commas in quotes",
				       csv.line, nfields, nheadings);
		if (read_row(r, column, field, nfields, a, err) < 0 ||
		    check_twice(*out, *n, err) < 0)
			return at_line(csv.line, err);
		++*n;
	}
	return got;
}

void rules_format(struct buf *b, const struct rule rules[], int n)
{
	char room[CELL_ROOM];

	for (int k = 0; k < COLUMNS; k++)
		csv_put(b, columns[k].heading, CSV_FOR_MACHINES, k == 0);
	csv_end_row(b);
	for (int i = 0; i < n; i++) {
		for (int k = 0; k < COLUMNS; k++)
			csv_put(b, cell_text(room, &rules[i], &columns[k]), CSV_FOR_MACHINES,
				k == 0);
		csv_end_row(b);
	}
}
