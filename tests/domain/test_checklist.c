#include <check.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/claim_facts.h"
#include "domain/suites.h"

enum { FIRST_DAY = 20700, ROOM = 16 };

static struct arena arena = ARENA_INIT;
static struct need *needs;
static struct route *routes;
static int nneeds, nroutes;
static struct shipment s;
static struct evidence file[ROOM];
static struct item item[ROOM];
static struct hold hold[ROOM];
static struct step step[ROOM];
static struct papers p;
static struct window window;
static struct check *list;

static void setup(void)
{
	nneeds = needs_from_facts(&needs, &arena);
	nroutes = routes_from_facts(&routes, &arena);
	s = shipment_unknown;
	s.carrier = "usps";
	memset(file, 0, sizeof file);
	memset(item, 0, sizeof item);
	p = (struct papers){ .case_id = 12,
			     .shipment = &s,
			     .evidence = file,
			     .item = item,
			     .hold = hold,
			     .step = step };
	window = (struct window){ .what = WINDOW_CLAIM,
				  .route = ROUTE_CARRIER,
				  .opens_on = FIRST_DAY };
}

static void teardown(void)
{
	arena_release(&arena);
}

/* The checklist of the door with this code; NULL: of the main one. */
static int look(const char *code)
{
	struct door *doors;
	int n = doors_of(&doors, &arena, routes, nroutes, &s, &window, 1);
	const struct door *d = code ? door_find(doors, n, code) : door_main(doors, n, &window, 1);

	return checklist_of(&list, &arena, needs, nneeds, &p, d);
}

static const struct check *found(int n, const char *code)
{
	for (int i = 0; i < n; i++)
		if (!strcmp(list[i].need->code, code))
			return &list[i];
	return NULL;
}

static void put(enum evidence_kind kind, int shot, daynum dated)
{
	file[p.nevidence] = (struct evidence){
		.id = p.nevidence + 1, .kind = kind, .shot = shot, .dated_on = dated
	};
	p.nevidence++;
}

/* "proof_of_value paid_and_named": what is asked, in order. */
static const char *asked(int n)
{
	char *all = arena_strdup(&arena, "");

	for (int i = 0; i < n; i++)
		all = arena_printf(&arena, "%s%s%s", all, i ? " " : "", list[i].need->code);
	return all;
}

START_TEST(a_lost_usps_parcel_needs_value_mailing_and_insurance)
{
	ck_assert_str_eq(asked(look(NULL)), "proof_of_value paid_and_named proof_of_mailing "
					    "proof_of_insurance");
	for (int i = 0; i < 4; i++)
		ck_assert(!list[i].held && list[i].why_missing && !list[i].answered_by);
}
END_TEST

START_TEST(what_is_held_is_not_asked_again)
{
	int n;

	put(EVIDENCE_PROOF_OF_VALUE, 0, DAY_NONE);
	put(EVIDENCE_ACCEPTANCE_RECEIPT, 0, DAY_NONE);
	n = look(NULL);
	ck_assert_int_eq(checklist_held(list, n), 2);
	ck_assert_str_eq(found(n, "proof_of_value")->answered_by, "evidence 1");
	ck_assert_ptr_null(found(n, "proof_of_value")->why_missing);
	ck_assert_str_eq(checklist_missing(list, n)->need->code, "paid_and_named");
	put(EVIDENCE_PROOF_OF_PAYMENT, 0, DAY_NONE);
	put(EVIDENCE_PROOF_OF_INSURANCE, 0, DAY_NONE);
	n = look(NULL);
	ck_assert_int_eq(checklist_held(list, n), n);
	ck_assert_ptr_null(checklist_missing(list, n));
}
END_TEST

START_TEST(a_damaged_parcel_needs_pictures_and_everything_kept)
{
	static const char *const carriers[] = { "usps", "ups", "fedex", "dhl_express", "yodel" };

	p.problem = PROBLEM_DAMAGED;
	for (int i = 0; i < 5; i++) {
		int n;

		s.carrier = carriers[i];
		n = look(NULL);
		ck_assert_ptr_nonnull(found(n, "proof_of_value"));
		ck_assert_ptr_nonnull(found(n, "damage_photo"));
		ck_assert_ptr_nonnull(found(n, "packaging_photo"));
		ck_assert_ptr_nonnull(found(n, "packaging_held"));
		for (int k = 0; k < n; k++)
			ck_assert_ptr_eq(found(n, list[k].need->code), &list[k]);
	}
}
END_TEST

START_TEST(ups_wants_seven_photos_by_their_numbers)
{
	int n;

	s.carrier = "ups";
	p.problem = PROBLEM_DAMAGED;
	put(EVIDENCE_PACKAGING_PHOTO, 0, DAY_NONE);
	n = look(NULL);
	for (int shot = 1; shot <= 7; shot++) {
		int k = 0;

		while (k < n && list[k].need->shot != shot)
			k++;
		ck_assert_msg(k < n, "shot %d is not asked", shot);
		ck_assert(!list[k].held);
	}
	ck_assert_ptr_nonnull(strstr(found(n, "packaging_photo")->why_missing,
				     "evidence 1 has no number: if it is this photo, attach it "
				     "again with --shot 3"));
	file[0].shot = 3;
	put(EVIDENCE_DAMAGE_PHOTO, 0, DAY_NONE); /* only one shot is of that kind */
	put(EVIDENCE_LABEL_PHOTO, 0, DAY_NONE);
	put(EVIDENCE_DAMAGE_PHOTO, 2, DAY_NONE); /* the number says more than the kind */
	n = look(NULL);
	ck_assert(found(n, "damage_photo")->held);
	ck_assert_str_eq(found(n, "packed_photo")->answered_by, "evidence 4");
	ck_assert(found(n, "packaging_photo")->held);
	ck_assert(found(n, "label_photo")->held);
	ck_assert(!found(n, "box_certificate_photo")->held);
	put(EVIDENCE_PROOF_OF_VALUE, 5, DAY_NONE); /* no photo at all */
	n = look(NULL);
	ck_assert(!found(n, "box_certificate_photo")->held);
}
END_TEST

START_TEST(serial_numbers_are_asked_for_what_is_dear)
{
	int n;

	s.carrier = "ups";
	ck_assert_ptr_null(found(look(NULL), "serial_numbers"));
	s.value = (struct money){ 50000, "USD" };
	ck_assert_ptr_null(found(look(NULL), "serial_numbers")); /* over, not at */
	s.value.cents = 50001;
	n = look(NULL);
	ck_assert_ptr_nonnull(strstr(found(n, "serial_numbers")->why_missing, "no item is listed"));
	p.nitems = 2;
	item[0] = (struct item){ .id = 7, .quantity = 1, .value = { 20000, "USD" } };
	item[1] = (struct item){ .id = 8, .quantity = 3, .value = { 20000, "USD" } };
	ck_assert_ptr_null(found(look(NULL), "serial_numbers"));
	item[1].value.cents = 70000;
	n = look(NULL);
	ck_assert_ptr_nonnull(strstr(found(n, "serial_numbers")->why_missing, "item 8 has no"));
	item[1].serial_number = "SN-1";
	ck_assert(found(look(NULL), "serial_numbers")->held);
	item[0].value = MONEY_NONE; /* then the parcel's value counts */
	ck_assert(!found(look(NULL), "serial_numbers")->held);
	step[0] = (struct step){
		.code = "serial_numbers", .done_on = FIRST_DAY, .done_by = "ann", .note = "books"
	};
	p.nsteps = 1;
	n = look(NULL);
	ck_assert_str_eq(found(n, "serial_numbers")->answered_by, "ann, 2026-09-04: books");
	p.nsteps = 0;
	p.nitems = 0;
	s.value = (struct money){ 100, "EUR" }; /* nobody can tell: it is asked */
	ck_assert_ptr_nonnull(found(look(NULL), "serial_numbers"));
}
END_TEST

START_TEST(a_statement_must_be_dated_on_the_first_day_or_later)
{
	int n;

	s.carrier = "dhl_ecommerce";
	put(EVIDENCE_STATEMENT, 0, DAY_NONE);
	n = look(NULL);
	ck_assert_ptr_nonnull(strstr(found(n, "statement")->why_missing, "has no date"));
	file[0].dated_on = FIRST_DAY - 1;
	n = look(NULL);
	ck_assert_ptr_nonnull(strstr(found(n, "statement")->why_missing,
				     "is dated 2026-09-03: get one dated on 2026-09-04"));
	file[0].dated_on = FIRST_DAY;
	ck_assert(found(look(NULL), "statement")->held);
	file[0].dated_on = FIRST_DAY + 1;
	ck_assert(found(look(NULL), "statement")->held);
	file[0].dated_on = DAY_NONE;
	window.opens_on = DAY_NONE; /* no first day is known: nothing to compare with */
	ck_assert(found(look(NULL), "statement")->held);
	window.unknown_because = "mailing date missing"; /* a fact that hides it */
	ck_assert_ptr_nonnull(strstr(found(look(NULL), "statement")->why_missing, "not known yet"));
	window.unknown_because = NULL;
	file[0].dated_on = FIRST_DAY - 1;
	window.opens_on = FIRST_DAY;
	put(EVIDENCE_STATEMENT, 0, FIRST_DAY + 2); /* a later one mends it */
	ck_assert_str_eq(found(look(NULL), "statement")->answered_by, "evidence 2");
}
END_TEST

START_TEST(goods_must_be_on_hold_and_not_released)
{
	p.problem = PROBLEM_DAMAGED;
	hold[0] = (struct hold){ .id = 4, .kept_where = "shelf", .released_on = FIRST_DAY };
	p.nholds = 1;
	ck_assert(!found(look(NULL), "packaging_held")->held);
	hold[0].released_on = DAY_NONE;
	ck_assert_str_eq(found(look(NULL), "packaging_held")->answered_by, "hold 4");
}
END_TEST

START_TEST(the_first_scan_proves_that_the_carrier_had_it)
{
	s.carrier = "yodel";
	ck_assert(!found(look(NULL), "proof_of_mailing")->held);
	s.accepted_on = FIRST_DAY;
	ck_assert(found(look(NULL), "proof_of_mailing")->held);
	s.carrier = "usps"; /* wants the receipt or the label record */
	ck_assert(!found(look(NULL), "proof_of_mailing")->held);
}
END_TEST

START_TEST(another_shipper_must_let_one_claim)
{
	ck_assert_ptr_null(found(look(NULL), "release_letter"));
	s.shipper = "The Mail Room";
	ck_assert_ptr_nonnull(found(look(NULL), "release_letter"));
}
END_TEST

START_TEST(each_door_asks_for_its_own)
{
	int n;

	s.insurer = "U-PIC";
	s.label_source = "Pirate Ship";
	p.problem = PROBLEM_NOT_RECEIVED;
	n = look("carrier");
	ck_assert_ptr_null(found(n, "statement"));
	ck_assert_ptr_null(found(n, "police_report"));
	n = look("u_pic");
	ck_assert_ptr_nonnull(found(n, "statement"));
	ck_assert_ptr_nonnull(found(n, "police_report"));
	ck_assert_ptr_null(found(n, "proof_of_insurance")); /* that is USPS's own wish */
	n = look("pirate_ship");
	ck_assert_ptr_nonnull(found(n, "proof_of_payment"));
	ck_assert_ptr_null(found(n, "police_report"));
	p.problem = PROBLEM_LOST;
	ck_assert_ptr_null(found(look("u_pic"), "police_report"));
}
END_TEST

START_TEST(a_problem_without_a_claim_needs_nothing)
{
	static const enum problem none[] = { PROBLEM_UNCLEAR, PROBLEM_RETURNED, PROBLEM_DELAYED,
					     PROBLEM_INSTRUCTION };

	for (int i = 0; i < 4; i++) {
		p.problem = none[i];
		ck_assert_int_eq(look(NULL), 0);
		ck_assert_ptr_null(checklist_missing(list, 0));
	}
}
END_TEST

START_TEST(without_a_carrier_the_general_list_is_asked)
{
	int n;

	s.carrier = NULL;
	n = look(NULL);
	ck_assert_str_eq(asked(n), "proof_of_value paid_and_named proof_of_mailing");
	for (int i = 0; i < n; i++)
		ck_assert_ptr_null(list[i].need->carrier);
}
END_TEST

START_TEST(what_answers_a_need_is_read_strictly)
{
	uint32_t kinds;
	unsigned signs;

	ck_assert_int_eq(need_answers_parse(&kinds, &signs, "damage_photo|hold"), 0);
	ck_assert_uint_eq(kinds, 1u << EVIDENCE_DAMAGE_PHOTO);
	ck_assert_uint_eq(signs, SIGN_HOLD);
	ck_assert_int_eq(need_answers_parse(&kinds, &signs, "damage"), -1);
	ck_assert_int_eq(need_answers_parse(&kinds, &signs, "hold|holding"), -1);
	ck_assert_int_eq(need_answers_parse(&kinds, &signs, ""), -1);
}
END_TEST

static bool is_door(const char *name)
{
	for (int i = 0; i < nroutes; i++)
		if (!strcmp(routes[i].code, name))
			return true;
	return name_find(route_kind_names, ROUTE_NVALUES, name) >= 0;
}

START_TEST(every_need_has_words_and_a_source)
{
	ck_assert_int_ge(nneeds, 60);
	for (int i = 0; i < nneeds; i++) {
		const struct need *n = &needs[i];

		ck_assert_msg(!text_blank(n->title) && !text_blank(n->source) &&
				      !text_blank(n->source_date),
			      "%s", n->code);
		ck_assert_msg(!n->carrier ||
				      name_find(carrier_codes, carrier_codes_n, n->carrier) >= 0,
			      "%s", n->code);
		ck_assert_msg(n->shot == 0 || (n->shot >= 1 && n->shot <= 7), "%s", n->code);
		ck_assert_msg(!n->route || is_door(n->route), "%s: no door %s", n->code, n->route);
	}
}
END_TEST

Suite *checklist_suite(void)
{
	Suite *suite = suite_create("checklist");
	TCase *tc = tcase_create("checklist");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, a_lost_usps_parcel_needs_value_mailing_and_insurance);
	tcase_add_test(tc, what_is_held_is_not_asked_again);
	tcase_add_test(tc, a_damaged_parcel_needs_pictures_and_everything_kept);
	tcase_add_test(tc, ups_wants_seven_photos_by_their_numbers);
	tcase_add_test(tc, serial_numbers_are_asked_for_what_is_dear);
	tcase_add_test(tc, a_statement_must_be_dated_on_the_first_day_or_later);
	tcase_add_test(tc, goods_must_be_on_hold_and_not_released);
	tcase_add_test(tc, the_first_scan_proves_that_the_carrier_had_it);
	tcase_add_test(tc, another_shipper_must_let_one_claim);
	tcase_add_test(tc, each_door_asks_for_its_own);
	tcase_add_test(tc, a_problem_without_a_claim_needs_nothing);
	tcase_add_test(tc, without_a_carrier_the_general_list_is_asked);
	tcase_add_test(tc, what_answers_a_need_is_read_strictly);
	tcase_add_test(tc, every_need_has_words_and_a_source);
	suite_add_tcase(suite, tc);
	return suite;
}
