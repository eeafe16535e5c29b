#include <check.h>
#include <string.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/day.h"
#include "base/text.h"
#include "domain/contact.h"
#include "domain/shipment.h"
#include "domain/suites.h"

static struct arena arena = ARENA_INIT;
static char ***rows;
static int width, nrows;

static void teardown(void)
{
	arena_release(&arena);
}

static void open_facts(const char *name)
{
	nrows = facts_rows(&rows, &width, &arena, name);
}

static const char *at(int row, const char *column)
{
	int i = csv_column(rows[0], width, column);

	ck_assert_msg(i >= 0, "no column %s", column);
	return rows[row][i];
}

static void is_code(const char *const names[], int n, int row, const char *column)
{
	int i = name_find(names, n, at(row, column));

	ck_assert_msg(i >= 0 && strcmp(names[i], at(row, column)) == 0, "row %d: %s '%s'", row,
		      column, at(row, column));
}

static void is_sourced(int row)
{
	daynum checked;

	ck_assert_msg(!text_blank(at(row, "source")), "row %d has no source", row);
	ck_assert_msg(!text_blank(at(row, "source_date")), "row %d has no source_date", row);
	ck_assert_int_eq(day_parse_iso(&checked, at(row, "checked_on")), 0);
	is_code(confidence_names, CONFIDENCE_NVALUES, row, "confidence");
}

static bool known_service(char ***services, int n, const char *carrier, const char *service)
{
	for (int i = 1; i < n; i++)
		if (strcmp(services[i][0], carrier) == 0 && strcmp(services[i][1], service) == 0)
			return true;
	return false;
}

START_TEST(every_rule_is_known_sourced_and_sane)
{
	const struct rule *const *rules;
	char ***services;
	int n = rules_from_facts(&rules, &arena), w;
	int nservices = facts_rows(&services, &w, &arena, "services.csv");

	for (int i = 0; i < n; i++) {
		const struct rule *r = rules[i];

		ck_assert_msg(name_find(carrier_codes, carrier_codes_n, r->carrier) >= 0, "%s",
			      r->code);
		ck_assert_msg(text_has_prefix(r->code, r->carrier), "%s", r->code);
		if (r->service)
			ck_assert_msg(known_service(services, nservices, r->carrier, r->service),
				      "%s: %s", r->code, r->service);
		ck_assert_msg(!text_blank(r->source) && !text_blank(r->source_date), "%s", r->code);
		ck_assert_msg((r->opens_days == DAYS_NONE) == (r->opens_from == ANCHOR_NONE), "%s",
			      r->code);
		ck_assert_msg((r->closes_days == DAYS_NONE) == (r->closes_from == ANCHOR_NONE),
			      "%s", r->code);
		ck_assert_msg(r->opens_days <= 75 && r->closes_days <= 366, "%s", r->code);
		ck_assert_msg(r->opens_from != r->closes_from || r->opens_days == DAYS_NONE ||
				      r->opens_days <= r->closes_days,
			      "%s", r->code);
		ck_assert_msg(r->kind != RULE_KIND_NONE || r->what == WINDOW_APPEAL ||
				      r->what == WINDOW_SECOND_APPEAL,
			      "%s", r->code);
		ck_assert_msg(!money_known(&r->cover_max) || r->cover.cents <= r->cover_max.cents,
			      "%s", r->code);
		for (int k = 0; k < i; k++)
			ck_assert_str_ne(rules[k]->code, r->code);
	}
}
END_TEST

START_TEST(every_carrier_has_its_row_and_title)
{
	open_facts("carriers.csv");
	ck_assert_int_eq(nrows - 1, carrier_codes_n);
	for (int i = 1; i < nrows; i++) {
		is_code(carrier_codes, carrier_codes_n, i, "code");
		ck_assert_str_eq(at(i, "title"), carrier_title(at(i, "code")));
		for (int k = 1; k < i; k++)
			ck_assert_str_ne(at(k, "code"), at(i, "code"));
	}
}
END_TEST

START_TEST(every_usps_service_has_its_row)
{
	int found = 0;

	open_facts("services.csv");
	for (int i = 1; i < nrows; i++) {
		is_code(carrier_codes, carrier_codes_n, i, "carrier");
		ck_assert(!text_blank(at(i, "title")));
		if (strcmp(at(i, "carrier"), "usps") == 0) {
			is_code(usps_services, usps_services_n, i, "code");
			found++;
		}
		for (int k = 1; k < i; k++)
			ck_assert_msg(strcmp(at(k, "carrier"), at(i, "carrier")) != 0 ||
					      strcmp(at(k, "code"), at(i, "code")) != 0,
				      "%s twice", at(i, "code"));
	}
	ck_assert_int_eq(found, usps_services_n);
}
END_TEST

/* Does the '|' list hold the word? */
static bool listed(const char *list, const char *word, size_t n)
{
	for (const char *p = list; *p;) {
		size_t len = strcspn(p, "|");

		if (len == n && strncmp(p, word, n) == 0)
			return true;
		p += len + (p[len] == '|');
	}
	return false;
}

START_TEST(an_alias_means_one_thing_but_for_dhl)
{
	open_facts("carriers.csv");
	for (int i = 1; i < nrows; i++) {
		for (const char *p = at(i, "aliases"); *p;) {
			size_t n = strcspn(p, "|");

			ck_assert_uint_gt(n, 0);
			for (int k = 1; k < nrows; k++) {
				ck_assert_msg(strlen(at(k, "code")) != n ||
						      strncmp(at(k, "code"), p, n) != 0,
					      "alias %.*s is a code", (int)n, p);
				ck_assert_msg(k == i || (n == 3 && strncmp(p, "dhl", 3) == 0) ||
						      !listed(at(k, "aliases"), p, n),
					      "alias %.*s is given twice", (int)n, p);
			}
			p += n + (p[n] == '|');
		}
	}
}
END_TEST

START_TEST(every_contact_is_known_and_sourced)
{
	open_facts("contacts.csv");
	for (int i = 1; i < nrows; i++) {
		is_code(carrier_codes, carrier_codes_n, i, "carrier");
		is_code(channel_names, CHANNEL_NVALUES, i, "channel");
		ck_assert(!text_blank(at(i, "value")));
		is_sourced(i);
	}
}
END_TEST

START_TEST(every_event_code_is_known_and_sourced)
{
	open_facts("event_codes.csv");
	for (int i = 1; i < nrows; i++) {
		is_code(status_names, STATUS_NVALUES, i, "status");
		is_code(trouble_names, TROUBLE_NVALUES, i, "trouble");
		ck_assert_msg(!text_blank(at(i, "code")) || !text_blank(at(i, "text")), "row %d",
			      i);
		ck_assert_msg(!text_blank(at(i, "meaning")), "row %d", i);
		ck_assert(strcmp(at(i, "is_scan"), "0") == 0 || strcmp(at(i, "is_scan"), "1") == 0);
		is_sourced(i);
		for (int k = 1; k < i; k++)
			ck_assert_msg(strcmp(at(k, "carrier"), at(i, "carrier")) != 0 ||
					      strcmp(at(k, "code"), at(i, "code")) != 0 ||
					      strcmp(at(k, "text"), at(i, "text")) != 0,
				      "rows %d and %d", k, i);
	}
}
END_TEST

START_TEST(labels_and_computed_events_are_no_scans)
{
	int seen = 0;

	open_facts("event_codes.csv");
	for (int i = 1; i < nrows; i++) {
		bool filler =
			strcmp(at(i, "carrier"), "usps") == 0 &&
			(strcmp(at(i, "code"), "NT") == 0 || strcmp(at(i, "code"), "TL") == 0 ||
			 strcmp(at(i, "text"), "In Transit, Arriving Late") == 0);

		seen += filler;
		if (filler || strcmp(at(i, "status"), "pre_transit") == 0)
			ck_assert_msg(strcmp(at(i, "is_scan"), "0") == 0, "row %d", i);
	}
	ck_assert_int_eq(seen, 3);
}
END_TEST

Suite *facts_suite(void)
{
	Suite *s = suite_create("facts");
	TCase *tc = tcase_create("facts");

	tcase_add_checked_fixture(tc, NULL, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, every_rule_is_known_sourced_and_sane);
	tcase_add_test(tc, every_carrier_has_its_row_and_title);
	tcase_add_test(tc, every_usps_service_has_its_row);
	tcase_add_test(tc, an_alias_means_one_thing_but_for_dhl);
	tcase_add_test(tc, every_contact_is_known_and_sourced);
	tcase_add_test(tc, every_event_code_is_known_and_sourced);
	tcase_add_test(tc, labels_and_computed_events_are_no_scans);
	suite_add_tcase(s, tc);
	return s;
}
