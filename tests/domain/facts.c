#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "domain/suites.h"

enum { FACTS_MAX = 4 * 1024 * 1024, ROWS_MAX = 4000 };

int facts_rows(char ****rows, int *width, struct arena *a, const char *name)
{
	struct err err = { 0 };
	struct csv csv;
	char *bytes, **fields;
	size_t len;
	int n = 0, got, nfields;

	ck_assert_msg(file_read(&bytes, &len, a, arena_printf(a, "schema/facts/%s", name),
				FACTS_MAX, &err) == 0,
		      "%s", err.text);
	ck_assert_msg(utf8_valid(bytes, len), "%s is not UTF-8", name);
	ck_assert_msg(!memchr(bytes, '\r', len), "%s has CR", name);
	*rows = arena_array(a, ROWS_MAX, sizeof(**rows));
	csv_open(&csv, bytes, len, ',');
	while ((got = csv_next(&fields, &nfields, &csv, a, &err)) == 1) {
		ck_assert_int_lt(n, ROWS_MAX);
		if (n == 0)
			*width = nfields;
		ck_assert_msg(nfields == *width, "%s:%lld has %d fields", name, csv.line, nfields);
		(*rows)[n++] = fields;
	}
	ck_assert_msg(got == 0, "%s: %s", name, err.text);
	ck_assert_msg(n > 1, "%s is empty", name);
	return n;
}

static const char *field(char *const *row, char *const *head, int width, const char *name)
{
	int at = csv_column(head, width, name);

	ck_assert_msg(at >= 0, "no column %s", name);
	return *row[at] ? row[at] : NULL;
}

static int code(const char *const names[], int n, const char *s, const char *rule)
{
	int at = s ? name_find(names, n, s) : -1;

	ck_assert_msg(at >= 0 && strcmp(names[at], s) == 0, "%s: unknown code %s", rule,
		      s ? s : "(none)");
	return at;
}

static int64_t whole(const char *s, int64_t when_empty)
{
	char *end;
	long long n;

	if (!s)
		return when_empty;
	n = strtoll(s, &end, 10);
	ck_assert_msg(*end == '\0' && n >= 0, "'%s' is no whole number", s);
	return n;
}

static struct money cents(const char *amount, const char *currency)
{
	struct money m = MONEY_NONE;

	if (!amount)
		return m;
	ck_assert_msg(currency && currency_known(currency), "cover without a currency");
	m.cents = whole(amount, 0);
	memcpy(m.currency, currency, sizeof(m.currency));
	return m;
}

#define GET(name) field(row, head, width, name)
#define CODE(names, n, name) code(names, n, GET(name), r->code)

static void read_rule(struct rule *r, char *const *row, char *const *head, int width)
{
	r->code = GET("code");
	ck_assert_ptr_nonnull(r->code);
	r->carrier = GET("carrier");
	r->service = GET("service");
	r->scope = (enum scope)CODE(scope_names, SCOPE_NVALUES, "scope");
	r->kind = (enum rule_kind)CODE(rule_kind_names, RULE_KIND_NVALUES, "kind");
	r->what = (enum window_what)CODE(window_what_names, WINDOW_NVALUES, "what");
	r->route = (enum route_kind)CODE(route_kind_names, ROUTE_NVALUES, "route");
	r->opens_days = (int32_t)whole(GET("opens_days"), DAYS_NONE);
	r->opens_from = (enum anchor)CODE(anchor_names, ANCHOR_NVALUES, "opens_from");
	r->closes_days = (int32_t)whole(GET("closes_days"), DAYS_NONE);
	r->closes_from = (enum anchor)CODE(anchor_names, ANCHOR_NVALUES, "closes_from");
	r->unit = (enum unit)CODE(unit_names, UNIT_NVALUES, "unit");
	if (GET("opens_unit"))
		r->opens_unit =
			(enum opens_unit)CODE(opens_unit_names, OPENS_UNIT_NVALUES, "opens_unit");
	if (GET("work_week"))
		r->work_week =
			(enum work_week)CODE(work_week_names, WORK_WEEK_NVALUES, "work_week");
	r->insurer = GET("insurer");
	r->after_request = GET("after_request");
	r->limit_note = GET("limit_note");
	r->who_may_file = GET("who_may_file");
	r->cover = cents(GET("cover_cents"), GET("cover_currency"));
	r->cover_max = cents(GET("cover_max_cents"), GET("cover_currency"));
	r->form = GET("form");
	r->source = GET("source");
	r->source_date = GET("source_date");
	ck_assert_int_eq(day_parse_iso(&r->checked_on, GET("checked_on")), 0);
	r->confidence = (enum confidence)CODE(confidence_names, CONFIDENCE_NVALUES, "confidence");
}

int rules_from_facts(const struct rule *const **out, struct arena *a)
{
	const struct rule **list;
	struct rule *rules;
	char ***rows;
	int width, n = facts_rows(&rows, &width, a, "rules.csv");

	rules = arena_array(a, (size_t)n, sizeof(*rules));
	list = arena_array(a, (size_t)n, sizeof(*list));
	for (int i = 1; i < n; i++) {
		read_rule(&rules[i - 1], rows[i], rows[0], width);
		list[i - 1] = &rules[i - 1];
	}
	*out = list;
	return n - 1;
}

int event_codes_from_facts(const struct event_code **out, struct arena *a)
{
	struct event_code *codes;
	char ***rows;
	int width, n = facts_rows(&rows, &width, a, "event_codes.csv");

	codes = arena_array(a, (size_t)n, sizeof(*codes));
	for (int i = 1; i < n; i++) {
		struct event_code *r = &codes[i - 1];
		char *const *row = rows[i], *const *head = rows[0];

		r->list = GET("carrier");
		r->code = GET("code");
		r->text = GET("text");
		r->status = (enum status)code(status_names, STATUS_NVALUES, GET("status"), r->list);
		r->trouble =
			(enum trouble)code(trouble_names, TROUBLE_NVALUES, GET("trouble"), r->list);
		r->is_scan = *GET("is_scan") == '1';
		r->meaning = GET("meaning");
		r->next_step = GET("next_step");
		r->source = GET("source");
		r->source_date = GET("source_date");
		ck_assert_int_eq(day_parse_iso(&r->checked_on, GET("checked_on")), 0);
		r->confidence = (enum confidence)code(confidence_names, CONFIDENCE_NVALUES,
						      GET("confidence"), r->list);
	}
	*out = codes;
	return n - 1;
}
