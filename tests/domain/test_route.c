#include <check.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/claim_facts.h"
#include "domain/insurer.h"
#include "domain/suites.h"

static struct arena arena = ARENA_INIT;
static struct route *routes;
static int nroutes;
static struct shipment s;

static void setup(void)
{
	nroutes = routes_from_facts(&routes, &arena);
	s = shipment_unknown;
	s.carrier = "usps";
}

static void teardown(void)
{
	arena_release(&arena);
}

static struct door *doors;

static int open_doors(const struct window windows[], int nwindows)
{
	return doors_of(&doors, &arena, routes, nroutes, &s, windows, nwindows);
}

/* "usps card": the codes in order. */
static const char *codes(void)
{
	int n = open_doors(NULL, 0);
	char *all = arena_strdup(&arena, "");

	for (int i = 0; i < n; i++)
		all = arena_printf(&arena, "%s%s%s", all, i ? " " : "", doors[i].code);
	return all;
}

START_TEST(every_carrier_has_a_door_and_the_card_stands_last)
{
	for (int i = 0; i < carrier_codes_n; i++) {
		int n;

		s.carrier = carrier_codes[i];
		n = open_doors(NULL, 0);
		ck_assert_msg(n == 2, "%s has %d doors", s.carrier, n);
		ck_assert_int_eq(doors[0].kind, ROUTE_CARRIER);
		ck_assert_int_eq(doors[1].kind, ROUTE_CARD);
		ck_assert_msg(!strcmp(doors[0].code, "carrier") || doors[0].route->carrier, "%s",
			      s.carrier);
	}
	s.carrier = NULL;
	ck_assert_str_eq(codes(), "card");
}
END_TEST

/* What is said of one marketplace is not said of another; the carrier's doors are the carrier's. */
START_TEST(each_of_several_doors_of_a_kind_has_its_own_window)
{
	struct window windows[] = {
		{ .what = WINDOW_CLAIM, .route = ROUTE_CARRIER, .rule = "usps.x.loss.claim" },
		{ .what = WINDOW_CLAIM,
		  .route = ROUTE_MARKETPLACE,
		  .rule = "usps.amazon.safe_t.loss.claim",
		  .who_may_file = "them" },
	};
	int n;

	s.label_source = "Amazon Buy Shipping";
	s.shipper = "The Mail Room";
	n = open_doors(windows, 2);
	ck_assert_ptr_eq(door_find(doors, n, "shipper_of_record")->window, &windows[0]);
	ck_assert_ptr_eq(door_find(doors, n, "usps")->window, &windows[0]);
	ck_assert_ptr_null(door_find(doors, n, "amazon_buy_shipping")->window);
	ck_assert_str_ne(door_find(doors, n, "amazon_buy_shipping")->who_may_file, "them");
	ck_assert_ptr_eq(door_find(doors, n, "amazon_safe_t")->window, &windows[1]);
	ck_assert_str_eq(door_find(doors, n, "amazon_safe_t")->who_may_file, "them");
	s.label_source = "eBay"; /* one alone needs no name */
	n = open_doors(windows, 2);
	ck_assert_ptr_eq(door_find(doors, n, "ebay")->window, &windows[1]);
}
END_TEST

/* A door that says "ask, then rules set" must have a name that rules take. */
START_TEST(every_insurer_with_a_door_is_one_of_whom_rules_can_be)
{
	for (int i = 0; i < nroutes; i++)
		if (routes[i].kind == ROUTE_INSURANCE)
			ck_assert_msg(text_same(insurer_code(routes[i].code), routes[i].code), "%s",
				      routes[i].code);
}
END_TEST

START_TEST(what_people_named_opens_doors_in_order)
{
	s.insurer = "ShipCover";
	s.label_source = "Pirate Ship (web)";
	ck_assert_str_eq(codes(), "usps pip_shipcover pirate_ship card");
	s.carrier = "ups";
	s.insurer = "InsureShield";
	ck_assert_str_eq(codes(), "ups insureshield pirate_ship_ups card");
	s.label_source = "Amazon Buy Shipping";
	ck_assert_str_eq(codes(), "ups insureshield amazon_buy_shipping amazon_safe_t card");
	s.shipper = "The Mail Room";
	s.insurer = s.label_source = NULL;
	ck_assert_str_eq(codes(), "shipper_of_record ups card");
	s.shipper = "Amazon.com";
	ck_assert_str_eq(codes(), "ups_blocking_shipper ups card");
	s.carrier = "usps";
	ck_assert_str_eq(codes(), "shipper_of_record usps card");
}
END_TEST

START_TEST(the_carriers_own_name_opens_nothing)
{
	s.insurer = "USPS";
	s.label_source = "Post Office, Main St";
	ck_assert_str_eq(codes(), "usps card");
	s.carrier = "fedex"; /* there it is somebody else */
	ck_assert_str_eq(codes(), "fedex insurer platform card");
}
END_TEST

START_TEST(a_name_that_nobody_knows_is_a_door_to_ask_at)
{
	s.insurer = "Acme Mutual \xe2\x80\x94 policy 12";
	s.label_source = "Our shop";
	s.insured = (struct money){ 30000, "USD" };
	ck_assert_str_eq(codes(), "usps insurer platform card");
	ck_assert_str_eq(doors[1].title, "Insurer Acme Mutual \xe2\x80\x94 policy 12");
	ck_assert_ptr_null(doors[1].route);
	ck_assert_ptr_null(doors[1].window);
	ck_assert_ptr_null(doors[1].who_may_file);
	ck_assert_ptr_nonnull(strstr(doors[1].warning, "ask for its first and last day"));
	ck_assert_int_eq(doors[1].cap.cents, 30000);
	ck_assert(!money_known(&doors[0].cap)); /* the cover was not bought there */
}
END_TEST

START_TEST(names_are_found_as_whole_words)
{
	ck_assert(route_named("pirate_ship|pirateship", "PirateShip"));
	ck_assert(route_named("pirate_ship|pirateship", "pirate-ship.com"));
	ck_assert(route_named("ebay", "eBay labels"));
	ck_assert(!route_named("route", "Router King"));
	ck_assert(!route_named("ups", "Upsala"));
	ck_assert(!route_named("ups", ""));
	ck_assert(!route_named(NULL, "ups"));
	ck_assert(!route_named("ups", NULL));
	ck_assert(!route_named("", "ups"));
}
END_TEST

START_TEST(a_very_long_name_is_looked_at_as_far_as_there_is_room)
{
	char *name = arena_alloc(&arena, 20001);

	memset(name, 'x', 20000);
	ck_assert(!route_named("pirate_ship", name));
	memcpy(name, "eBay ", 5);
	ck_assert(route_named("ebay", name));
	memcpy(name + 19990, " etsy", 5);
	ck_assert(!route_named("etsy", name));
}
END_TEST

START_TEST(each_door_has_the_window_of_its_kind)
{
	const struct window windows[] = {
		{ .what = WINDOW_SEARCH, .route = ROUTE_CARRIER },
		{ .what = WINDOW_CLAIM,
		  .route = ROUTE_CARRIER,
		  .who_may_file = "sender",
		  .cover = { 10000, "USD" } },
		{ .what = WINDOW_CLAIM, .route = ROUTE_INSURANCE },
	};
	int n;

	s.insurer = "ShipCover";
	n = open_doors(windows, 3);
	ck_assert_ptr_eq(doors[0].window, &windows[1]);
	ck_assert_str_eq(doors[0].who_may_file, "sender"); /* the rule knows the service */
	ck_assert_int_eq(doors[0].cap.cents, 10000);
	ck_assert_ptr_eq(doors[1].window, &windows[2]);
	ck_assert_ptr_null(doors[2].window);
	ck_assert_ptr_eq(door_main(doors, n, windows, 3), &doors[0]);
	ck_assert_ptr_eq(door_main(doors, n, windows + 2, 1), &doors[1]);
	ck_assert_ptr_eq(door_main(doors, n, NULL, 0), &doors[0]);
	n = open_doors(windows, 1); /* a search is no door */
	ck_assert_ptr_null(doors[0].window);
	s.insured = (struct money){ 50000, "USD" };
	s.insurer = NULL;
	n = open_doors(windows, 3);
	ck_assert_int_eq(doors[0].cap.cents, 50000);
	ck_assert_int_eq(n, 2);
}
END_TEST

START_TEST(a_door_is_found_by_code_or_by_its_kind)
{
	int n;

	s.insurer = "ShipCover";
	s.shipper = "The Mail Room";
	s.label_source = "Amazon";
	n = open_doors(NULL, 0);
	ck_assert_str_eq(door_find(doors, n, "pip_shipcover")->code, "pip_shipcover");
	ck_assert_str_eq(door_find(doors, n, "insurance")->code, "pip_shipcover");
	ck_assert_str_eq(door_find(doors, n, "carrier")->code, "usps");
	ck_assert_ptr_null(door_find(doors, n, "marketplace")); /* there are two */
	ck_assert_ptr_null(door_find(doors, n, "platform"));
	ck_assert_ptr_null(door_find(doors, n, "easypost"));
}
END_TEST

static const char *guard(const struct claim claims[], int n, enum remedy_kind remedy)
{
	int ndoors = open_doors(NULL, 0);

	return route_refund_warning(&arena, doors, ndoors, claims, n, remedy);
}

START_TEST(the_guard_speaks_until_the_claim_is_decided)
{
	struct claim c = claim_unknown;

	ck_assert_ptr_null(guard(NULL, 0, REMEDY_REFUND));
	s.insurer = "ShipSaver";
	ck_assert_ptr_nonnull(strstr(guard(NULL, 0, REMEDY_REFUND), "ShipSaver: wait"));
	ck_assert_ptr_nonnull(strstr(guard(NULL, 0, REMEDY_REFUND), "shipsaver.zendesk.com"));
	c.route = ROUTE_INSURANCE;
	for (int state = 0; state < CLAIM_NVALUES; state++) {
		bool decided = state == CLAIM_APPROVED || state == CLAIM_PARTLY_APPROVED ||
			       state == CLAIM_DENIED || state == CLAIM_PAID ||
			       state == CLAIM_EXPIRED;

		c.state = (enum claim_state)state;
		ck_assert_msg(!guard(&c, 1, REMEDY_RESHIP) == decided, "%s",
			      claim_state_names[state]);
	}
	c.state = CLAIM_PAID;
	c.door = "usps"; /* the claim went through another door */
	ck_assert_ptr_nonnull(guard(&c, 1, REMEDY_REFUND));
	c.door = "shipsaver";
	ck_assert_ptr_null(guard(&c, 1, REMEDY_REFUND));
}
END_TEST

START_TEST(a_door_may_ask_for_the_refund_first)
{
	s.label_source = "Amazon";
	ck_assert_ptr_nonnull(strstr(guard(NULL, 0, REMEDY_REFUND), "claims protection: wait"));
	ck_assert_ptr_nonnull(strstr(guard(NULL, 0, REMEDY_REFUND), "SAFE-T claim: it pays only"));
	ck_assert_ptr_nonnull(strstr(guard(NULL, 0, REMEDY_RESHIP), "does not count"));
	s.label_source = NULL;
	s.insurer = "AfterShip Protection";
	ck_assert_ptr_nonnull(strstr(guard(NULL, 0, REMEDY_CREDIT), "keep the proof"));
}
END_TEST

START_TEST(every_route_is_known_sourced_and_openable)
{
	ck_assert_int_ge(nroutes, 35);
	for (int i = 0; i < nroutes; i++) {
		const struct route *r = &routes[i];

		ck_assert_msg(!text_blank(r->title) && !text_blank(r->source) &&
				      !text_blank(r->source_date),
			      "%s", r->code);
		ck_assert_msg(!r->carrier ||
				      name_find(carrier_codes, carrier_codes_n, r->carrier) >= 0,
			      "%s", r->code);
		ck_assert_msg(r->kind != ROUTE_INSURANCE || r->insurer, "%s", r->code);
		ck_assert_msg((r->kind != ROUTE_PLATFORM && r->kind != ROUTE_MARKETPLACE) ||
				      r->label_source,
			      "%s", r->code);
		ck_assert_msg(r->place >= 10 * (int)r->kind && r->place < 10 * (int)r->kind + 20,
			      "%s stands out of order", r->code);
		for (int k = 0; k < i; k++)
			ck_assert_str_ne(routes[k].code, r->code);
		for (const char *p = r->excludes; p && *p;) {
			size_t len = strcspn(p, "|");
			char *code = arena_strndup(&arena, p, len);
			bool known = false;

			for (int k = 0; k < nroutes; k++)
				known |= !strcmp(routes[k].code, code);
			ck_assert_msg(known, "%s excludes %s", r->code, code);
			p += len + (p[len] == '|');
		}
	}
}
END_TEST

Suite *route_suite(void)
{
	Suite *suite = suite_create("route");
	TCase *tc = tcase_create("route");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, every_carrier_has_a_door_and_the_card_stands_last);
	tcase_add_test(tc, each_of_several_doors_of_a_kind_has_its_own_window);
	tcase_add_test(tc, every_insurer_with_a_door_is_one_of_whom_rules_can_be);
	tcase_add_test(tc, what_people_named_opens_doors_in_order);
	tcase_add_test(tc, the_carriers_own_name_opens_nothing);
	tcase_add_test(tc, a_name_that_nobody_knows_is_a_door_to_ask_at);
	tcase_add_test(tc, names_are_found_as_whole_words);
	tcase_add_test(tc, a_very_long_name_is_looked_at_as_far_as_there_is_room);
	tcase_add_test(tc, each_door_has_the_window_of_its_kind);
	tcase_add_test(tc, a_door_is_found_by_code_or_by_its_kind);
	tcase_add_test(tc, the_guard_speaks_until_the_claim_is_decided);
	tcase_add_test(tc, a_door_may_ask_for_the_refund_first);
	tcase_add_test(tc, every_route_is_known_sourced_and_openable);
	suite_add_tcase(suite, tc);
	return suite;
}
