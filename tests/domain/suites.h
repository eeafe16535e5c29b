/* suites.h - the suites of test_domain */
#ifndef TESTS_DOMAIN_SUITES_H
#define TESTS_DOMAIN_SUITES_H

#include <check.h>

#include "domain/event_code.h"
#include "domain/rule.h"

struct arena;

Suite *call_suite(void);
Suite *amount_suite(void);
Suite *claim_suite(void);
Suite *checklist_suite(void);
Suite *chain_suite(void);
Suite *codes_suite(void);
Suite *evidence_suite(void);
Suite *column_map_suite(void);
Suite *date_form_suite(void);
Suite *event_suite(void);
Suite *event_code_suite(void);
Suite *facts_suite(void);
Suite *hours_suite(void);
Suite *mail_words_suite(void);
Suite *number_suite(void);
Suite *number_find_suite(void);
Suite *number_form_suite(void);
Suite *number_repair_suite(void);
Suite *report_suite(void);
Suite *route_suite(void);
Suite *rule_csv_suite(void);
Suite *rule_golden_suite(void);
Suite *rule_pack_suite(void);
Suite *scope_suite(void);
Suite *silence_suite(void);
Suite *urgency_suite(void);
Suite *step_suite(void);
Suite *watch_suite(void);
Suite *window_suite(void);
Suite *work_week_suite(void);

/* Every rule of schema/facts/rules.csv, in the arena; fails the test when it cannot be read. */
int rules_from_facts(const struct rule *const **out, struct arena *a);

/* Every row of schema/facts/event_codes.csv, likewise. */
int event_codes_from_facts(const struct event_code **out, struct arena *a);

/* The table of a facts file: heading row first. Fails the test when the file cannot be read. */
int facts_rows(char ****rows, int *width, struct arena *a, const char *name);

#endif
