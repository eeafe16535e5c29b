#include <check.h>
#include <string.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/file.h"
#include "domain/suites.h"
#include "domain/window.h"

static struct arena arena = ARENA_INIT;
static const struct rule *const *facts;
static int nfacts;

static void setup(void)
{
	nfacts = rules_from_facts(&facts, &arena);
}

static void teardown(void)
{
	arena_release(&arena);
}

/* --- every rule against its numbers written down a second time --- */

enum { GOLDEN_MAX = 512 * 1024, FIXED_COLUMNS = 5 };

static char **golden_head;
static int golden_width;

/* The rows of the golden table, heading first, each with its number of fields checked. */
static char ***golden_rows(int *n)
{
	char ***rows = arena_array(&arena, 1000, sizeof *rows), **fields, *bytes;
	struct err err = { 0 };
	struct csv csv;
	int nfields;
	size_t len;

	ck_assert_int_eq(
		file_read(&bytes, &len, &arena, "tests/domain/rules_golden.csv", GOLDEN_MAX, &err),
		0);
	csv_open(&csv, bytes, len, ',');
	for (*n = 0; csv_next(&fields, &nfields, &csv, &arena, &err) == 1; ++*n) {
		if (*n == 0)
			golden_width = nfields;
		ck_assert_int_eq(nfields, golden_width);
		rows[*n] = fields;
	}
	golden_head = rows[0];
	return rows;
}

static char **golden_of(char ***rows, int n, const char *code)
{
	for (int i = 1; i < n; i++)
		if (strcmp(rows[i][0], code) == 0)
			return rows[i];
	ck_abort_msg("%s: not in rules_golden.csv", code);
	return NULL;
}

/* "15 mailed_on", "10 expected_on uk_mon_sat", "-": as the golden table writes an end. */
static const char *end_text(int32_t days, enum anchor from, bool working, enum work_week week)
{
	if (days == DAYS_NONE)
		return "-";
	return arena_printf(&arena, "%d %s%s%s", (int)days, anchor_names[from], working ? " " : "",
			    working ? work_week_names[week] : "");
}

static bool opens_by_working_days(const struct rule *r)
{
	return r->opens_unit == OPENS_UNIT_WORKING ||
	       (r->opens_unit == OPENS_UNIT_SAME && r->unit == UNIT_WORKING);
}

/* "10000 500000 USD": what is included and the most that can be bought, in cents; "-": unknown. */
static const char *cover_text(const struct rule *r)
{
	const bool has = money_known(&r->cover), most = money_known(&r->cover_max);

	if (!has && !most)
		return "-";
	return arena_printf(&arena, "%s %s %s",
			    has ? arena_printf(&arena, "%lld", (long long)r->cover.cents) : "-",
			    most ? arena_printf(&arena, "%lld", (long long)r->cover_max.cents)
				 : "-",
			    has ? r->cover.currency : r->cover_max.currency);
}

/* What differs from the golden row; NULL: nothing. */
static const char *differs(const struct rule *r, char **row)
{
	const char *const says[] = {
		end_text(r->opens_days, r->opens_from, opens_by_working_days(r), r->work_week),
		end_text(r->closes_days, r->closes_from, r->unit == UNIT_WORKING, r->work_week),
		r->after_request ? arena_printf(&arena, "after %s", r->after_request) : "",
		cover_text(r),
	};

	for (int i = 0; i < FIXED_COLUMNS - 1; i++)
		if (strcmp(row[i + 1], says[i]) != 0)
			return arena_printf(&arena, "%s: %s %s", r->code, golden_head[i + 1],
					    says[i]);
	return NULL;
}

START_TEST(every_rule_says_what_its_source_says)
{
	char ***rows;
	int n;

	rows = golden_rows(&n);
	ck_assert_int_eq(nfacts, n - 1);
	for (int i = 0; i < nfacts; i++) {
		const char *what = differs(facts[i], golden_of(rows, n, facts[i]->code));

		ck_assert_msg(!what, "%s", what);
	}
}
END_TEST

/* One number or anchor of the rule, changed; false: it has none there. */
static bool mutate(struct rule *r, int which)
{
	switch (which) {
	case 0:
		r->opens_days++;
		return true;
	case 1:
		r->closes_days++;
		return true;
	case 2:
		r->opens_from = (enum anchor)((r->opens_from + 1) % ANCHOR_NVALUES);
		return r->opens_days != DAYS_NONE;
	case 3:
		r->closes_from = (enum anchor)((r->closes_from + 1) % ANCHOR_NVALUES);
		return r->closes_days != DAYS_NONE;
	case 4:
		r->unit = r->unit == UNIT_WORKING ? UNIT_CALENDAR : UNIT_WORKING;
		return r->closes_days != DAYS_NONE;
	case 5:
		r->cover.cents++;
		return money_known(&r->cover);
	case 6:
		r->cover_max.cents++;
		return money_known(&r->cover_max);
	default:
		r->work_week = (enum work_week)((r->work_week + 1) % WORK_WEEK_NVALUES);
		return opens_by_working_days(r) || r->unit == UNIT_WORKING;
	}
}

START_TEST(no_number_of_any_rule_changes_unseen)
{
	char ***rows, **row;
	int n, changed = 0;

	rows = golden_rows(&n);
	for (int i = 0; i < nfacts; i++) {
		row = golden_of(rows, n, facts[i]->code);
		for (int which = 0; which < 8; which++) {
			struct rule r = *facts[i];

			if (!mutate(&r, which))
				continue;
			changed++;
			ck_assert_msg(differs(&r, row) != NULL, "%s: change %d is not seen", r.code,
				      which);
		}
	}
	ck_assert_int_gt(changed, 900);
}
END_TEST

/* A parcel that this rule is for. */
static struct shipment parcel_of(const struct rule *r)
{
	static const char *const to[SCOPE_NVALUES] = {
		[SCOPE_MILITARY] = "PSC 3 Box 42, APO AE 09021",
		[SCOPE_INTERNATIONAL] = "1 Ginza, Tokyo, Japan",
		[SCOPE_OVERSEAS] = "1 Ginza, Tokyo, Japan",
		[SCOPE_EUROPE] = "1 Rue de Lyon, Paris, France",
	};

	return (struct shipment){
		.carrier = strcmp(r->carrier, RULE_ANY_CARRIER) == 0 ? "usps" : r->carrier,
		.service = r->service ? r->service : "another",
		.from_address = r->scope == SCOPE_INBOUND ? "1 Ginza, Tokyo, Japan" : NULL,
		.to_address = to[r->scope],
		.insurer = r->insurer,
	};
}

static enum problem problem_of(const struct rule *r)
{
	switch (r->kind) {
	case RULE_KIND_DAMAGE:
	case RULE_KIND_NONE: /* appeals and suits fit every kind */
		return PROBLEM_DAMAGED;
	case RULE_KIND_MISSING_CONTENTS:
		return PROBLEM_MISSING_CONTENTS;
	case RULE_KIND_DELAY:
		return PROBLEM_DELAYED;
	case RULE_KIND_LOSS:
	case RULE_KIND_NVALUES:
		break;
	}
	return PROBLEM_LOST;
}

static void state_is(const struct window *w, daynum today, enum window_state want, const char *at)
{
	enum window_state got = window_state_on(w, today);

	ck_assert_msg(got == want, "%s: %s: %s, not %s", w->rule, at, window_state_names[got],
		      window_state_names[want]);
}

/* The day before each end, the day, the day after. */
static void ends_hold(const struct window *w)
{
	daynum first = w->opens_on, last = w->closes_on;

	if (first != DAY_NONE && last != DAY_NONE)
		ck_assert_int_le(first, last);
	if (first != DAY_NONE) {
		bool near = last != DAY_NONE && last - first <= WINDOW_CLOSING_DAYS;

		state_is(w, first - 1, WINDOW_TOO_EARLY, "the day before the first");
		state_is(w, first, near ? WINDOW_CLOSING : WINDOW_OPEN, "the first day");
	}
	if (last == DAY_NONE) {
		state_is(w, first == DAY_NONE ? 20000 : first + 400,
			 first == DAY_NONE ? WINDOW_UNKNOWN : WINDOW_OPEN, "no last day");
		ck_assert_ptr_nonnull(w->unknown_because);
		return;
	}
	if (first == DAY_NONE || last - WINDOW_CLOSING_DAYS - 1 >= first)
		state_is(w, last - WINDOW_CLOSING_DAYS - 1, WINDOW_OPEN, "8 days left");
	state_is(w, last - 1, first == last ? WINDOW_TOO_EARLY : WINDOW_CLOSING,
		 "the day before the last");
	state_is(w, last, WINDOW_CLOSING, "the last day");
	state_is(w, last + 1, WINDOW_CLOSED, "the day after the last");
	ck_assert_int_eq(window_days_left(w, last), 0);
}

START_TEST(every_end_of_every_rule_is_where_it_was_counted_by_hand)
{
	char ***rows, **row, text[DAY_TEXT];
	struct shipment parcel;
	int n, ends = 0;

	rows = golden_rows(&n);
	for (int i = 0; i < nfacts; i++) {
		row = golden_of(rows, n, facts[i]->code);
		parcel = parcel_of(facts[i]);
		ck_assert_msg(rule_fits(facts[i], &parcel, problem_of(facts[i])), "%s",
			      facts[i]->code);
		for (int c = FIXED_COLUMNS; c < golden_width; c += 2) {
			struct anchors on;
			struct window *windows;
			int nwindows;
			daynum d;

			ck_assert_int_eq(day_parse_iso(&d, golden_head[c] + strlen("opens ")), 0);
			on = (struct anchors){ d, d, d, d, d, d, d, d, d };
			nwindows = windows_compute(&windows, &arena, &facts[i], 1, &parcel,
						   problem_of(facts[i]), &on, 12);
			ck_assert_msg(nwindows == 1, "%s", facts[i]->code);
			ck_assert_str_eq(day_text(text, windows[0].opens_on), row[c]);
			ck_assert_str_eq(day_text(text, windows[0].closes_on), row[c + 1]);
			ends_hold(&windows[0]);
			ends += (*row[c] != '\0') + (*row[c + 1] != '\0');
		}
	}
	ck_assert_int_gt(ends, 1500);
}
END_TEST

Suite *rule_golden_suite(void)
{
	Suite *s = suite_create("rule_golden");
	TCase *tc = tcase_create("rule_golden");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, every_rule_says_what_its_source_says);
	tcase_add_test(tc, no_number_of_any_rule_changes_unseen);
	tcase_add_test(tc, every_end_of_every_rule_is_where_it_was_counted_by_hand);
	suite_add_tcase(s, tc);
	return s;
}
