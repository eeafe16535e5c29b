#include <check.h>
#include <string.h>

#include "base/text.h"
#include "domain/evidence.h"
#include "domain/shipment.h"
#include "domain/suites.h"

enum { ROOM = 32 };

static bool has(const struct evidence_need *const list[], int n, const char *code)
{
	for (int i = 0; i < n; i++)
		if (strcmp(list[i]->code, code) == 0)
			return true;
	return false;
}

START_TEST(a_lost_usps_parcel_needs_value_mailing_and_insurance)
{
	const struct evidence_need *need[ROOM];
	int n = evidence_missing(need, ROOM, "usps", PROBLEM_LOST, 0);

	ck_assert(has(need, n, "proof_of_value"));
	ck_assert(has(need, n, "proof_of_mailing"));
	ck_assert(has(need, n, "proof_of_insurance"));
	ck_assert_int_eq(n, 3);
}
END_TEST

START_TEST(what_is_held_is_not_asked_again)
{
	const struct evidence_need *need[ROOM];
	uint32_t held = 1u << EVIDENCE_PROOF_OF_VALUE;
	int n = evidence_missing(need, ROOM, "usps", PROBLEM_LOST, held);

	ck_assert(!has(need, n, "proof_of_value"));
	ck_assert(has(need, n, "proof_of_mailing"));
	held |= 1u << EVIDENCE_ACCEPTANCE_RECEIPT | 1u << EVIDENCE_PROOF_OF_INSURANCE;
	ck_assert_int_eq(evidence_missing(need, ROOM, "usps", PROBLEM_LOST, held), 0);
}
END_TEST

START_TEST(a_damaged_parcel_needs_pictures_of_goods_and_packing)
{
	static const char *const carriers[] = {
		"usps", "ups", "fedex", "dhl_express", "yodel", NULL
	};

	for (int i = 0; i < 6; i++) {
		const struct evidence_need *need[ROOM];
		int n = evidence_missing(need, ROOM, carriers[i], PROBLEM_DAMAGED, 0);

		ck_assert(has(need, n, "proof_of_value"));
		ck_assert(has(need, n, "damage_photo"));
		ck_assert(has(need, n, "packaging_photo"));
		ck_assert(!has(need, n, "repair_estimate"));
	}
}
END_TEST

START_TEST(the_carriers_own_words_replace_the_general_ones)
{
	const struct evidence_need *need[ROOM];
	int n = evidence_missing(need, ROOM, "usps", PROBLEM_LOST, 0);

	for (int i = 0; i < n; i++) {
		ck_assert_str_eq(need[i]->carrier, "usps");
		for (int k = 0; k < i; k++)
			ck_assert_str_ne(need[k]->code, need[i]->code);
	}
	n = evidence_missing(need, ROOM, NULL, PROBLEM_LOST, 0);
	ck_assert_int_eq(n, 2);
	for (int i = 0; i < n; i++)
		ck_assert_ptr_null(need[i]->carrier);
}
END_TEST

START_TEST(a_problem_without_a_claim_needs_nothing)
{
	const struct evidence_need *need[ROOM];

	ck_assert_int_eq(evidence_missing(need, ROOM, "usps", PROBLEM_UNCLEAR, 0), 0);
	ck_assert_int_eq(evidence_missing(need, ROOM, "usps", PROBLEM_RETURNED, 0), 0);
	ck_assert_int_eq(evidence_missing(need, ROOM, "fedex", PROBLEM_DELAYED, 0), 0);
}
END_TEST

START_TEST(no_more_is_written_than_there_is_room)
{
	const struct evidence_need *need[2] = { NULL, NULL };

	ck_assert_int_eq(evidence_missing(need, 1, "usps", PROBLEM_LOST, 0), 1);
	ck_assert_ptr_null(need[1]);
	ck_assert_int_eq(evidence_missing(NULL, 0, "usps", PROBLEM_LOST, 0), 0);
}
END_TEST

START_TEST(every_need_has_words_kinds_and_a_source)
{
	for (int i = 0; i < evidence_needs_n; i++) {
		const struct evidence_need *need = &evidence_needs[i];

		ck_assert(!need->carrier ||
			  name_find(carrier_codes, carrier_codes_n, need->carrier) >= 0);
		ck_assert_int_ge(name_find(evidence_kind_names, EVIDENCE_NVALUES, need->code), 0);
		ck_assert(!text_blank(need->title) && !text_blank(need->source));
		ck_assert(need->kinds &
			  1u << name_find(evidence_kind_names, EVIDENCE_NVALUES, need->code));
		/* evidence_missing() takes the first row of a code: own rows come first */
		if (i > 0)
			ck_assert(!need->carrier || evidence_needs[i - 1].carrier);
	}
}
END_TEST

Suite *evidence_suite(void)
{
	Suite *s = suite_create("evidence");
	TCase *tc = tcase_create("evidence");

	tcase_add_test(tc, a_lost_usps_parcel_needs_value_mailing_and_insurance);
	tcase_add_test(tc, what_is_held_is_not_asked_again);
	tcase_add_test(tc, a_damaged_parcel_needs_pictures_of_goods_and_packing);
	tcase_add_test(tc, the_carriers_own_words_replace_the_general_ones);
	tcase_add_test(tc, a_problem_without_a_claim_needs_nothing);
	tcase_add_test(tc, no_more_is_written_than_there_is_room);
	tcase_add_test(tc, every_need_has_words_kinds_and_a_source);
	suite_add_tcase(s, tc);
	return s;
}
