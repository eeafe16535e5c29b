#include <string.h>

#include "ops/internal.h"
#include "ops/item_ops.h"
#include "ops/suites.h"
#include "store/place.h"
#include "view/doc.h"
#include "view/list_doc.h"

static struct item it;
static int64_t of_case;

static int add(int64_t id, const char *description, const char *serial)
{
	struct item facts = { .description = description,
			      .serial_number = serial,
			      .quantity = 1,
			      .value = { 70000, "USD" },
			      .bought_on = DAY_NONE };

	return item_add(&it, here.desk, &here.a, id, &facts, &here.err);
}

static int64_t hits(const char *words)
{
	struct node *doc;
	struct snap *snap;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(search_doc(&doc, snap, &here.a, &(struct search_query){ .text = words, .limit = 20 },
			true, &here.err));
	desk_snap_end(snap);
	return node_num(doc, "count");
}

START_TEST(an_item_is_of_the_parcel_and_found_through_each_case)
{
	struct case_facts f = { .given = FACT_PROBLEM, .problem = PROBLEM_DELAYED };
	const char *warning;
	int64_t second;

	open_lost(1);
	MUST(casefile_open(&second, &warning, here.desk, &here.a, usps_number(1), &f, true,
			   &here.err));
	MUST(add(second, "Canon EOS R5 camera body, black", "042021000123"));
	ck_assert_int_eq(it.id, 1);
	ck_assert_int_eq(hits("042021000123"), 2);
	MUST(item_edit(&it, &of_case, here.desk, &here.a, 1,
		       &(struct item){ .serial_number = "777", .quantity = 4 }, ITEM_SERIAL,
		       &here.err));
	ck_assert_int_eq(of_case, second); /* the newest open one */
	ck_assert_int_eq(it.quantity, 1);  /* was not given */
	ck_assert_int_eq(it.condition, ITEM_CONDITION_UNKNOWN);
	MUST(item_edit(&it, &of_case, here.desk, &here.a, 1,
		       &(struct item){ .type = "Electronics",
				       .condition = ITEM_CONDITION_USED,
				       .cost = { 41000, "EUR" } },
		       ITEM_TYPE | ITEM_CONDITION | ITEM_COST, &here.err));
	ck_assert_str_eq(it.serial_number, "777");
	ck_assert_int_eq(count_of("SELECT count(*) FROM item WHERE type='Electronics' AND "
				  "condition='used' AND cost_cents=41000 AND cost_currency='EUR'"),
			 1);
	ck_assert_int_eq(hits("042021000123"), 0);
	ck_assert_int_eq(hits("777"), 2);
	ck_assert(verifies());
}
END_TEST

START_TEST(an_item_is_removed_and_comes_back)
{
	const char *done;
	char *before;

	open_lost(1);
	MUST(add(1, "lamp", "SN-1"));
	MUST(item_edit(&it, &of_case, here.desk, &here.a, 1,
		       &(struct item){ .description = "brass lamp" }, ITEM_DESCRIPTION, &here.err));
	before = case_json(1);
	MUST(item_remove(&it, &of_case, here.desk, &here.a, 1, &here.err));
	ck_assert_int_eq(count_of("SELECT count(*) FROM item"), 0);
	ck_assert_int_eq(hits("brass"), 0);
	ck_assert(verifies());
	MUST(desk_undo(&done, here.desk, &here.a, &here.err));
	ck_assert_ptr_nonnull(strstr(done, "removal of the item"));
	ck_assert_int_eq(count_of("SELECT count(*) FROM item WHERE description='brass lamp'"), 1);
	ck_assert_int_eq(hits("brass"), 1);
	ck_assert_str_eq(case_json(1), before);
	ck_assert(verifies());
}
END_TEST

START_TEST(a_number_that_was_given_again_is_not_overwritten)
{
	const char *done;

	open_lost(1);
	MUST(add(1, "lamp", NULL));
	MUST(item_remove(&it, &of_case, here.desk, &here.a, 1, &here.err));
	work_as("bob");
	MUST(add(1, "chair", NULL));
	work_as("ann");
	REFUSED(desk_undo(&done, here.desk, &here.a, &here.err), ERR_CONFLICT,
		"item 1 is another one now");
	ck_assert_int_eq(count_of("SELECT count(*) FROM item WHERE description='chair'"), 1);
	ck_assert(verifies());
}
END_TEST

START_TEST(what_is_no_item_is_refused)
{
	char *before;

	open_lost(1);
	open_lost(2);
	MUST(add(1, "lamp", NULL));
	before = dump_desk();
	REFUSED(add(1, "  ", NULL), ERR_INPUT, "say what it is");
	REFUSED(add(9, "lamp", NULL), ERR_NOT_FOUND, "there is no case 9");
	REFUSED(item_edit(&it, &of_case, here.desk, &here.a, 1, &(struct item){ 0 },
			  ITEM_DESCRIPTION, &here.err),
		ERR_INPUT, "needs words");
	REFUSED(item_edit(&it, &of_case, here.desk, &here.a, 7, &(struct item){ 0 }, ITEM_SKU,
			  &here.err),
		ERR_NOT_FOUND, "no item 7");
	of_case = 2;
	REFUSED(item_edit(&it, &of_case, here.desk, &here.a, 1, &(struct item){ .sku = "S" },
			  ITEM_SKU, &here.err),
		ERR_NOT_FOUND, "case 2 has no item 1");
	REFUSED(item_remove(&it, &of_case, here.desk, &here.a, 1, &here.err), ERR_NOT_FOUND,
		"case 2 has no item 1");
	REFUSED(item_remove(&it, &of_case, here.desk, &here.a, 7, &here.err), ERR_NOT_FOUND,
		"no item 7");
	ck_assert_str_eq(dump_desk(), before);
}
END_TEST

static int note(const char *code, const char *words, bool done)
{
	struct step facts = { .casefile_id = 1, .code = code, .done_on = DAY_NONE, .note = words },
		    s;

	return step_note(&s, here.desk, &here.a, &facts, done, &here.err);
}

START_TEST(a_step_is_noted_once_replaced_and_taken_off)
{
	const char *done;

	open_lost(1);
	MUST(note("paid_and_named", "invoice 77", true));
	MUST(note("paid_and_named", "invoice 78", true));
	ck_assert_int_eq(count_of("SELECT count(*) FROM step"), 1);
	ck_assert_int_eq(count_of("SELECT count(*) FROM step WHERE note='invoice 78' AND "
				  "done_by='ann'"),
			 1);
	MUST(note("paid_and_named", NULL, false));
	ck_assert_int_eq(count_of("SELECT count(*) FROM step"), 0);
	REFUSED(note("paid_and_named", NULL, false), ERR_NOT_FOUND, "is not noted on case 1");
	MUST(desk_undo(&done, here.desk, &here.a, &here.err));
	ck_assert_int_eq(count_of("SELECT count(*) FROM step WHERE note='invoice 78'"), 1);
	REFUSED(note("look_round", NULL, true), ERR_INPUT,
		"there is no step 'look_round' for this problem: use paid_and_named");
	ck_assert(verifies());
}
END_TEST

START_TEST(all_that_is_asked_makes_the_case_ready)
{
	static const enum evidence_kind kinds[] = { EVIDENCE_PROOF_OF_VALUE,
						    EVIDENCE_PROOF_OF_MAILING,
						    EVIDENCE_PROOF_OF_INSURANCE };
	const char *done;

	open_lost(1);
	for (int i = 0; i < 3; i++) {
		struct evidence facts = a_paper(kinds[i]), e;
		bool known;

		MUST(evidence_attach(&e, &known, NULL, here.desk, &here.a, 1,
				     put_text("a.txt", evidence_kind_names[kinds[i]]), &facts,
				     &here.err));
	}
	ck_assert_int_eq(count_of("SELECT stage='open' FROM casefile"), 1);
	MUST(note("paid_and_named", "it does", true));
	ck_assert_int_eq(count_of("SELECT stage='ready' FROM casefile"), 1);
	MUST(desk_undo(&done, here.desk, &here.a, &here.err));
	ck_assert_int_eq(count_of("SELECT stage='open' FROM casefile"), 1);
	ck_assert(verifies());
}
END_TEST

Suite *item_suite(void)
{
	Suite *s = suite_create("item");
	TCase *t = tcase_create("item");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, an_item_is_of_the_parcel_and_found_through_each_case);
	tcase_add_test(t, an_item_is_removed_and_comes_back);
	tcase_add_test(t, a_number_that_was_given_again_is_not_overwritten);
	tcase_add_test(t, what_is_no_item_is_refused);
	tcase_add_test(t, a_step_is_noted_once_replaced_and_taken_off);
	tcase_add_test(t, all_that_is_asked_makes_the_case_ready);
	suite_add_tcase(s, t);
	return s;
}
