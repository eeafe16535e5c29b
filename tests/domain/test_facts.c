#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/day.h"
#include "base/text.h"
#include "domain/contact.h"
#include "domain/event_code.h"
#include "domain/evidence.h"
#include "domain/insurer.h"
#include "domain/request.h"
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

		ck_assert_msg(name_find(carrier_codes, carrier_codes_n, r->carrier) >= 0 ||
				      (r->insurer && text_same(r->carrier, RULE_ANY_CARRIER)),
			      "%s", r->code);
		ck_assert_msg((r->route == ROUTE_INSURANCE) == (r->insurer != NULL), "%s", r->code);
		ck_assert_msg(!r->insurer || text_same(insurer_code(r->insurer), r->insurer), "%s",
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
		ck_assert_msg(r->opens_days <= 75 &&
				      (r->closes_days <= 366 || r->what == WINDOW_SUIT),
			      "%s", r->code);
		ck_assert_msg(r->opens_from != r->closes_from || r->opens_days == DAYS_NONE ||
				      r->opens_days <= r->closes_days,
			      "%s", r->code);
		ck_assert_msg(r->kind != RULE_KIND_NONE || r->what == WINDOW_APPEAL ||
				      r->what == WINDOW_SECOND_APPEAL || r->what == WINDOW_SUIT,
			      "%s", r->code);
		ck_assert_msg(!money_known(&r->cover_max) || r->cover.cents <= r->cover_max.cents,
			      "%s", r->code);
		for (int k = 0; k < i; k++)
			ck_assert_str_ne(rules[k]->code, r->code);
	}
}
END_TEST

/* Each word of a '|' list is a kind of evidence. */
static void are_kinds(int row, const char *list)
{
	for (const char *p = list; *p;) {
		size_t n = strcspn(p, "|");
		char *kind = arena_strndup(&arena, p, n);
		int i = name_find(evidence_kind_names, EVIDENCE_NVALUES, kind);

		ck_assert_msg(i >= 0 && !strcmp(evidence_kind_names[i], kind), "row %d: '%s'", row,
			      kind);
		p += n + (p[n] == '|');
	}
}

START_TEST(every_reason_for_a_denial_has_what_answers_it)
{
	bool other = false;

	open_facts("denials.csv");
	ck_assert_int_gt(nrows, 18);
	for (int i = 1; i < nrows; i++) {
		is_sourced(i);
		ck_assert(!text_blank(at(i, "title")) && strlen(at(i, "title")) < 70);
		ck_assert(!text_blank(at(i, "rebuttal")));
		are_kinds(i, at(i, "evidence"));
		other |= !strcmp(at(i, "code"), "other");
		for (const char *p = at(i, "code"); *p; p++)
			ck_assert((*p >= 'a' && *p <= 'z') || *p == '_');
		for (int k = 1; k < i; k++)
			ck_assert_str_ne(at(k, "code"), at(i, "code"));
	}
	ck_assert(other);
}
END_TEST

START_TEST(every_answer_time_is_a_day_count_of_a_known_thing)
{
	static const char *const whats[] = { "acknowledge", "decide", "appeal", "pay", "status" };

	open_facts("answer_times.csv");
	ck_assert_int_gt(nrows, 8);
	for (int i = 1; i < nrows; i++) {
		const char *what = at(i, "what"), *days = at(i, "days");

		is_sourced(i);
		is_code(carrier_codes, carrier_codes_n, i, "carrier");
		is_code(unit_names, UNIT_NVALUES, i, "unit");
		if (!text_blank(at(i, "work_week")))
			is_code(work_week_names, WORK_WEEK_NVALUES, i, "work_week");
		ck_assert_msg(name_find(whats, 5, what) >= 0 ||
				      name_find(request_kind_names, REQUEST_NVALUES, what) >= 0,
			      "row %d: %s", i, what);
		ck_assert(strspn(days, "0123456789") == strlen(days) && strtol(days, NULL, 10) > 0);
		/* the law of motor carriers is theirs alone */
		if (strstr(at(i, "source"), "49 CFR 370"))
			ck_assert_str_eq(at(i, "carrier"), "old_dominion");
		for (int k = 1; k < i; k++)
			ck_assert(strcmp(at(k, "carrier"), at(i, "carrier")) != 0 ||
				  strcmp(at(k, "what"), what) != 0);
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

/* A sentence for a clerk: no field names, no marks of where it was copied from. */
static void is_plain(int row, const char *column)
{
	static const char *const no_words[] = { "HTTP", "[", "_", "S-", "karrio", "{" };
	const char *text = at(row, column);
	size_t n = strlen(text);

	ck_assert_msg(n >= 10 && (text[n - 1] == '.' || text[n - 1] == ')'), "row %d: %s '%s'", row,
		      column, text);
	for (size_t i = 0; i < sizeof no_words / sizeof *no_words; i++)
		ck_assert_msg(!strstr(text, no_words[i]), "row %d: %s '%s'", row, column, text);
}

START_TEST(every_event_code_is_known_and_sourced)
{
	open_facts("event_codes.csv");
	ck_assert_int_eq(nrows - 1, 685);
	for (int i = 1; i < nrows; i++) {
		ck_assert_msg(code_list_find(at(i, "carrier")) != NULL, "row %d: list %s", i,
			      at(i, "carrier"));
		is_code(status_names, STATUS_NVALUES, i, "status");
		is_code(trouble_names, TROUBLE_NVALUES, i, "trouble");
		ck_assert_msg(!text_blank(at(i, "code")) || !text_blank(at(i, "text")), "row %d",
			      i);
		is_plain(i, "meaning");
		is_plain(i, "next_step");
		ck_assert(strcmp(at(i, "is_scan"), "0") == 0 || strcmp(at(i, "is_scan"), "1") == 0);
		is_sourced(i);
		/* Sources that contradict each other have a row each, and say so in the meaning. */
		for (int k = 1; k < i; k++)
			ck_assert_msg(strcmp(at(k, "carrier"), at(i, "carrier")) != 0 ||
					      strcmp(at(k, "code"), at(i, "code")) != 0 ||
					      strcmp(at(k, "text"), at(i, "text")) != 0 ||
					      strcmp(at(k, "meaning"), at(i, "meaning")) != 0,
				      "rows %d and %d", k, i);
	}
}
END_TEST

/* How many rows each list has; each that the program knows has some. */
START_TEST(every_list_of_codes_is_whole)
{
	static const struct {
		const char *list;
		int rows;
	} lists[] = {
		{ "usps", 136 },
		{ "usps_attribute", 17 },
		{ "usps_category", 18 },
		{ "usps_error", 13 },
		{ "ups_status", 63 },
		{ "ups_code", 9 },
		{ "ups_type", 13 },
		{ "fedex", 59 },
		{ "dhl_express", 34 },
		{ "dhl_unified", 5 },
		{ "dhl_parcel_de", 11 },
		{ "canada_post", 102 },
		{ "royal_mail", 1 },
		{ "purolator", 3 },
		{ "royal_mail_category", 1 },
		{ "easypost", 28 },
		{ "easypost_status", 10 },
		{ "australia_post", 14 },
		{ "gls", 13 },
		{ "hermes_de", 10 },
		{ "la_poste", 3 },
		{ "sendle", 13 },
		{ "aftership", 37 },
		{ "aftership_tag", 9 },
		{ "seventeentrack", 30 },
		{ "ship24", 8 },
		{ "shipengine", 7 },
		{ "shippo", 6 },
		{ "karrio", 12 },
	};
	int found, all = 0;

	open_facts("event_codes.csv");
	ck_assert_int_eq((int)(sizeof lists / sizeof *lists), ncode_lists);
	for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
		found = 0;
		for (int i = 1; i < nrows; i++)
			found += strcmp(at(i, "carrier"), lists[l].list) == 0;
		ck_assert_msg(found == lists[l].rows, "%s: %d", lists[l].list, found);
		all += found;
	}
	ck_assert_int_eq(all, nrows - 1);
}
END_TEST

/* Only a class or a parcel that moved: a summary, a label and an unknown number are no scans. */
START_TEST(a_class_and_an_unknown_number_are_no_scans)
{
	open_facts("event_codes.csv");
	for (int i = 1; i < nrows; i++) {
		const struct code_list *list = code_list_find(at(i, "carrier"));
		bool still = strcmp(at(i, "status"), "pre_transit") == 0 ||
			     strcmp(at(i, "status"), "cancelled") == 0 ||
			     (strcmp(at(i, "status"), "unknown") == 0 &&
			      strcmp(at(i, "carrier"), "ups_type") != 0);

		if (still || (list->is_class && strcmp(list->name, "ups_type") != 0))
			ck_assert_msg(strcmp(at(i, "is_scan"), "0") == 0, "row %d", i);
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

START_TEST(the_words_of_mails_are_sourced_and_each_there_once)
{
	static const char *const files[][2] = { { "mail_phrases.csv", "phrase" },
						{ "mail_senders.csv", "domain" } };

	open_facts(files[_i][0]);
	for (int i = 1; i < nrows; i++) {
		is_sourced(i);
		for (const char *p = at(i, files[_i][1]); *p; p++)
			ck_assert_msg(*p < 'A' || *p > 'Z', "row %d has capitals", i);
		for (int k = 1; k < i; k++)
			ck_assert_str_ne(at(i, files[_i][1]), at(k, files[_i][1]));
	}
}
END_TEST

Suite *facts_suite(void)
{
	Suite *s = suite_create("facts");
	TCase *tc = tcase_create("facts");

	tcase_add_checked_fixture(tc, NULL, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, every_rule_is_known_sourced_and_sane);
	tcase_add_test(tc, every_reason_for_a_denial_has_what_answers_it);
	tcase_add_test(tc, every_answer_time_is_a_day_count_of_a_known_thing);
	tcase_add_test(tc, every_carrier_has_its_row_and_title);
	tcase_add_test(tc, every_usps_service_has_its_row);
	tcase_add_test(tc, an_alias_means_one_thing_but_for_dhl);
	tcase_add_test(tc, every_contact_is_known_and_sourced);
	tcase_add_test(tc, every_event_code_is_known_and_sourced);
	tcase_add_test(tc, every_list_of_codes_is_whole);
	tcase_add_test(tc, a_class_and_an_unknown_number_are_no_scans);
	tcase_add_test(tc, labels_and_computed_events_are_no_scans);
	tcase_add_loop_test(tc, the_words_of_mails_are_sourced_and_each_there_once, 0, 2);
	suite_add_tcase(s, tc);
	return s;
}
