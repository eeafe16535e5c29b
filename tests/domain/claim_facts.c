#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/text.h"
#include "domain/claim_facts.h"
#include "domain/suites.h"

static char ***rows;
static int width;

static const char *at(int row, const char *column)
{
	int i = csv_column(rows[0], width, column);

	ck_assert_msg(i >= 0, "no column %s", column);
	return *rows[row][i] ? rows[row][i] : NULL;
}

static int code(const char *const names[], int n, int row, const char *column, int when_empty)
{
	const char *text = at(row, column);
	int i = text ? name_find(names, n, text) : when_empty;

	ck_assert_msg(i >= 0 && (!text || !strcmp(names[i], text)), "row %d: %s '%s'", row, column,
		      text);
	return i;
}

static int32_t whole(int row, const char *column)
{
	const char *text = at(row, column);

	return text ? (int32_t)strtol(text, NULL, 10) : 0;
}

static struct money money(int row, const char *cents, const char *currency)
{
	struct money m = MONEY_NONE;

	if (!at(row, cents))
		return m;
	ck_assert_msg(currency_known(at(row, currency)), "row %d: money without currency", row);
	m.cents = whole(row, cents);
	memcpy(m.currency, at(row, currency), 4);
	return m;
}

static daynum checked(int row)
{
	daynum day;

	ck_assert_int_eq(day_parse_iso(&day, at(row, "checked_on")), 0);
	return day;
}

static enum confidence sure(int row)
{
	return (enum confidence)code(confidence_names, CONFIDENCE_NVALUES, row, "confidence", -1);
}

int routes_from_facts(struct route **out, struct arena *a)
{
	int n = facts_rows(&rows, &width, a, "routes.csv");

	*out = arena_array(a, (size_t)n, sizeof **out);
	for (int i = 1; i < n; i++)
		(*out)[i - 1] = (struct route){
			.code = at(i, "code"),
			.kind = (enum route_kind)code(route_kind_names, ROUTE_NVALUES, i, "kind",
						      -1),
			.title = at(i, "title"),
			.carrier = at(i, "carrier"),
			.insurer = at(i, "insurer"),
			.label_source = at(i, "label_source"),
			.shipper = at(i, "shipper"),
			.place = whole(i, "place"),
			.who_may_file = at(i, "who_may_file"),
			.cap = money(i, "cap_cents", "cap_currency"),
			.excludes = at(i, "excludes"),
			.refund = (enum refund_rule)code(refund_rule_names, REFUND_NVALUES, i,
							 "refund", REFUND_FREE),
			.warning = at(i, "warning"),
			.source = at(i, "source"),
			.source_date = at(i, "source_date"),
			.checked_on = checked(i),
			.confidence = sure(i),
		};
	return n - 1;
}

int needs_from_facts(struct need **out, struct arena *a)
{
	int n = facts_rows(&rows, &width, a, "evidence.csv");

	*out = arena_array(a, (size_t)n, sizeof **out);
	for (int i = 1; i < n; i++) {
		struct need *need = &(*out)[i - 1];

		*need = (struct need){
			.carrier = at(i, "carrier"),
			.kind = (enum rule_kind)code(rule_kind_names, RULE_KIND_NVALUES, i, "kind",
						     RULE_KIND_NONE),
			.route = at(i, "route"),
			.code = at(i, "code"),
			.title = at(i, "title"),
			.shot = whole(i, "shot"),
			.over = money(i, "over_cents", "over_currency"),
			.after_wait = whole(i, "after_wait") != 0,
			.asked_when = (enum asked_when)code(asked_when_names, ASKED_NVALUES, i,
							    "asked_when", ASKED_ALWAYS),
			.note = at(i, "note"),
			.place = whole(i, "place"),
			.source = at(i, "source"),
			.source_date = at(i, "source_date"),
			.checked_on = checked(i),
			.confidence = sure(i),
		};
		ck_assert_msg(need_answers_parse(&need->kinds, &need->signs, at(i, "kinds")) == 0,
			      "row %d: '%s' answers nothing", i, at(i, "kinds"));
	}
	return n - 1;
}

int rungs_from_facts(struct rung **out, struct arena *a)
{
	int n = facts_rows(&rows, &width, a, "steps.csv");

	*out = arena_array(a, (size_t)n, sizeof **out);
	for (int i = 1; i < n; i++)
		(*out)[i - 1] = (struct rung){
			.problem = (enum problem)code(problem_names, PROBLEM_NVALUES, i, "problem",
						      -1),
			.place = whole(i, "place"),
			.code = at(i, "code"),
			.title = at(i, "title"),
			.how = at(i, "how"),
			.done_by = at(i, "done_by"),
			.source = at(i, "source"),
			.source_date = at(i, "source_date"),
			.checked_on = checked(i),
			.confidence = sure(i),
		};
	return n - 1;
}
