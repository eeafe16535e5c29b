#include <string.h>

#include "base/text.h"
#include "domain/request.h"
#include "domain/shipment.h"
#include "domain/window.h"
#include "ops/internal.h"
#include "store/facts.h"
#include "store/place.h"
#include "store/suites.h"

static struct snap *snap;

static void setup(void)
{
	place_desk();
	MUST(desk_snap(&snap, here.desk, &here.err));
}

static void teardown(void)
{
	desk_snap_end(snap);
	place_teardown();
}

static const char *carrier(const char *typed)
{
	const char *code;

	MUST(carrier_resolve(&code, snap, &here.a, typed, &here.err));
	return code;
}

static const char *service(const char *of, const char *typed)
{
	const char *code;

	MUST(service_resolve(&code, snap, &here.a, of, typed, &here.err));
	return code;
}

START_TEST(a_carrier_is_known_by_code_title_and_alias)
{
	const char *code;

	ck_assert_str_eq(carrier("usps"), "usps");
	ck_assert_str_eq(carrier("USPS"), "usps");
	ck_assert_str_eq(carrier("United States Postal Service"), "usps");
	ck_assert_str_eq(carrier("us-mail"), "usps");
	ck_assert_str_eq(carrier("Spee-Dee"), "speedee");
	ck_assert_ptr_null(carrier("pony express"));
	ck_assert_ptr_null(carrier("us"));
	ck_assert_ptr_null(carrier(""));
	REFUSED(carrier_resolve(&code, snap, &here.a, "DHL", &here.err), ERR_AMBIGUOUS,
		"may be dhl_ecommerce or dhl_express: say which");
}
END_TEST

START_TEST(every_carrier_of_the_product_has_a_row)
{
	for (int i = 0; i < carrier_codes_n; i++) {
		ck_assert_str_eq(carrier(carrier_codes[i]), carrier_codes[i]);
		ck_assert_str_eq(carrier(carrier_title(carrier_codes[i])), carrier_codes[i]);
	}
}
END_TEST

START_TEST(a_service_belongs_to_its_carrier)
{
	char *list;

	for (int i = 0; i < usps_services_n; i++)
		ck_assert_str_eq(service("usps", usps_services[i]), usps_services[i]);
	ck_assert_str_eq(service("usps", "Ground Advantage"), "ground_advantage");
	ck_assert_str_eq(service("usps", "ground-advantage"), "ground_advantage");
	ck_assert_ptr_null(service("usps", "next day air"));
	ck_assert_ptr_null(service("no_carrier", "ground_advantage"));
	MUST(service_list(&list, snap, &here.a, "usps", &here.err));
	ck_assert_ptr_nonnull(strstr(list, "ground_advantage, "));
	MUST(service_list(&list, snap, &here.a, "no_carrier", &here.err));
	ck_assert_str_eq(list, "");
}
END_TEST

/* An unknown word would silently be read as the first of its list. */
START_TEST(every_rule_speaks_the_words_of_the_program)
{
	static const struct {
		const char *column;
		const char *const *names;
		int n;
	} words[] = {
		{ "scope", scope_names, SCOPE_NVALUES },
		{ "kind", rule_kind_names, RULE_KIND_NVALUES },
		{ "what", window_what_names, WINDOW_NVALUES },
		{ "route", route_kind_names, ROUTE_NVALUES },
		{ "opens_from", anchor_names, ANCHOR_NVALUES },
		{ "closes_from", anchor_names, ANCHOR_NVALUES },
		{ "unit", unit_names, UNIT_NVALUES },
		{ "confidence", confidence_names, CONFIDENCE_NVALUES },
		{ "coalesce(opens_unit,'same')", opens_unit_names, OPENS_UNIT_NVALUES },
		{ "coalesce(work_week,'us')", work_week_names, WORK_WEEK_NVALUES },
		{ "coalesce(after_request,'other')", request_kind_names, REQUEST_NVALUES },
	};

	for (size_t i = 0; i < COUNT(words); i++) {
		const char *list = "'?'";

		for (int k = 0; k < words[i].n; k++)
			list = arena_printf(&here.a, "%s,'%s'", list, words[i].names[k]);
		ck_assert_msg(count_of(arena_printf(&here.a,
						    "SELECT count(*) FROM fact_rule WHERE "
						    "%s NOT IN(%s)",
						    words[i].column, list)) == 0,
			      "%s", words[i].column);
	}
	ck_assert_int_eq(count_of("SELECT count(*) FROM fact_rule WHERE carrier NOT IN(SELECT code "
				  "FROM fact_carrier) AND(carrier<>'any' OR insurer IS NULL)"),
			 0);
	ck_assert_int_eq(
		count_of("SELECT count(*) FROM fact_rule WHERE cover_cents IS NOT NULL AND "
			 "coalesce(length(cover_currency),0)<>3"),
		0);
}
END_TEST

START_TEST(a_rule_is_read_as_it_was_loaded)
{
	const struct rule **rule, *found = NULL;
	int n;

	MUST(rules_of(&rule, &n, snap, &here.a, "usps", &here.err));
	ck_assert_int_eq(n,
			 count_of("SELECT count(*) FROM fact_rule WHERE carrier IN('usps','any')"));
	for (int i = 0; i < n; i++)
		if (!strcmp(rule[i]->code, "usps.ground_advantage.loss.claim"))
			found = rule[i];
	ck_assert_ptr_nonnull(found);
	ck_assert_str_eq(found->service, "ground_advantage");
	ck_assert_int_eq(found->scope, SCOPE_DOMESTIC);
	ck_assert_int_eq(found->kind, RULE_KIND_LOSS);
	ck_assert_int_eq(found->what, WINDOW_CLAIM);
	ck_assert_int_eq(found->route, ROUTE_CARRIER);
	ck_assert_int_eq(found->opens_days, 15);
	ck_assert_int_eq(found->opens_from, ANCHOR_MAILED);
	ck_assert_int_eq(found->closes_days, 60);
	ck_assert_int_eq(found->unit, UNIT_CALENDAR);
	ck_assert_int_eq(found->confidence, CONFIDENCE_HIGH);
	ck_assert_int_eq(found->checked_on, day_of(2026, 11, 23));
	ck_assert_int_eq(found->cover.cents, 10000);
	ck_assert_str_eq(found->cover.currency, "USD");
	ck_assert(!text_blank(found->source) && !text_blank(found->source_date));
	MUST(rules_of(&rule, &n, snap, &here.a, NULL, &here.err));
	ck_assert_int_eq(n, 0);
	MUST(rules_of(&rule, &n, snap, &here.a, "pony", &here.err));
	ck_assert_int_eq(n, count_of("SELECT count(*) FROM fact_rule WHERE carrier='any'"));
}
END_TEST

START_TEST(a_last_day_that_no_source_names_is_unknown)
{
	const struct rule **rule;
	int n, without = 0;

	MUST(rules_of(&rule, &n, snap, &here.a, "usps", &here.err));
	for (int i = 0; i < n; i++) {
		if (rule[i]->closes_days != DAYS_NONE)
			continue;
		without++;
		ck_assert_int_eq(rule[i]->closes_from, ANCHOR_NONE);
	}
	ck_assert_int_gt(without, 0);
}
END_TEST

START_TEST(contacts_are_read_of_one_or_of_all)
{
	struct fact_contact *c;
	int n, all;

	MUST(fact_contacts(&c, &n, snap, &here.a, "usps", &here.err));
	ck_assert_int_gt(n, 0);
	for (int i = 0; i < n; i++) {
		ck_assert_str_eq(c[i].carrier, "usps");
		ck_assert(!text_blank(c[i].value) && !text_blank(c[i].source));
	}
	MUST(fact_contacts(&c, &all, snap, &here.a, NULL, &here.err));
	ck_assert_int_gt(all, n);
	MUST(fact_contacts(&c, &n, snap, &here.a, "pony", &here.err));
	ck_assert_int_eq(n, 0);
}
END_TEST

START_TEST(every_code_is_read_as_it_was_loaded)
{
	struct event_code *f;
	int n;

	MUST(fact_event_codes(&f, &n, snap, &here.a, NULL, &here.err));
	ck_assert_int_eq(n, count_of("SELECT count(*) FROM fact_event_code"));
	ck_assert_int_eq(n, 685);
	ck_assert_str_eq(f[0].list, "usps");
	ck_assert_str_eq(f[0].code, "MA");
	ck_assert_int_eq(f[0].status, STATUS_PRE_TRANSIT);
	ck_assert_int_eq(f[0].trouble, TROUBLE_NONE);
	ck_assert(!f[0].is_scan);
	ck_assert_int_eq(f[0].confidence, CONFIDENCE_MEDIUM);
	ck_assert_int_eq(f[0].checked_on, day_of(2026, 11, 23));
	for (int i = 0; i < n; i++)
		ck_assert(!text_blank(f[i].meaning) && !text_blank(f[i].next_step) &&
			  !text_blank(f[i].source) && (f[i].code || f[i].text));
}
END_TEST

START_TEST(codes_of_one_status_are_all_of_them)
{
	enum status status = (enum status)_i;
	struct event_code *all, *some;
	int nall, n, at = 0;

	MUST(fact_event_codes(&all, &nall, snap, &here.a, NULL, &here.err));
	MUST(fact_event_codes(&some, &n, snap, &here.a, &status, &here.err));
	for (int i = 0; i < nall; i++) {
		if (all[i].status != status)
			continue;
		ck_assert_int_lt(at, n);
		ck_assert_str_eq(some[at].meaning, all[i].meaning);
		ck_assert_int_eq(some[at++].status, status);
	}
	ck_assert_int_eq(at, n);
}
END_TEST

START_TEST(the_digest_of_the_facts_is_the_recorded_one)
{
	char recorded[HASH_HEX], hex[HASH_HEX];
	struct hash now;

	MUST(facts_recorded(recorded, snap, &here.err));
	MUST(facts_digest(&now, snap, &here.err));
	ck_assert_str_eq(recorded, hash_hex(hex, &now));
}
END_TEST

/* A newer pack comes in whole or not at all. */
START_TEST(loading_facts_fails_whole)
{
	struct tx_options who = {
		.op = "test", .moment = &here.moment, .user = "ann", .system_user = "root"
	};
	struct db *db = store_db(here.desk->store);
	int64_t rules = count_of("SELECT count(*) FROM fact_rule");
	int rc, failed = 0;
	char *before;

	desk_snap_end(snap);
	snap = NULL;
	change("UPDATE setting SET value='an older pack' WHERE name='facts.pack'");
	before = dump_desk();
	for (int n = 1;; n += n < 12 ? 1 : 37) {
		db_fail_at(db, n);
		rc = facts_update(here.desk->store, &who, &here.err);
		db_fail_at(db, 0);
		if (rc == 0)
			break;
		failed++;
		ck_assert_int_eq(here.err.code, ERR_FAILED);
		ck_assert_int_eq(count_of("SELECT count(*) FROM fact_rule"), rules);
		ck_assert_str_eq(dump_desk(), before);
	}
	ck_assert_int_gt(failed, 20);
	ck_assert(verifies());
}
END_TEST

Suite *facts_suite(void)
{
	Suite *s = suite_create("facts");
	TCase *t = tcase_create("facts");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, a_carrier_is_known_by_code_title_and_alias);
	tcase_add_test(t, every_carrier_of_the_product_has_a_row);
	tcase_add_test(t, a_service_belongs_to_its_carrier);
	tcase_add_test(t, every_rule_speaks_the_words_of_the_program);
	tcase_add_test(t, a_rule_is_read_as_it_was_loaded);
	tcase_add_test(t, a_last_day_that_no_source_names_is_unknown);
	tcase_add_test(t, contacts_are_read_of_one_or_of_all);
	tcase_add_test(t, every_code_is_read_as_it_was_loaded);
	tcase_add_loop_test(t, codes_of_one_status_are_all_of_them, 0, STATUS_NVALUES);
	tcase_add_test(t, the_digest_of_the_facts_is_the_recorded_one);
	tcase_add_test(t, loading_facts_fails_whole);
	suite_add_tcase(s, t);
	return s;
}
