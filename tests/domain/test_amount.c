#include <check.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "domain/amount.h"
#include "domain/answer_time.h"
#include "domain/suites.h"

static struct arena arena = ARENA_INIT;
static struct err err;

static void teardown(void)
{
	arena_release(&arena);
}

static struct money usd(int64_t cents)
{
	return (struct money){ cents, "USD" };
}

struct sum_case {
	int64_t goods, discount, repair, salvage, cap, postage; /* 0: not given */
	const char *carrier;
	enum rule_kind kind;
	int64_t total;
	const char *says;
};

/* clang-format off */
static const struct sum_case sums[] = {
	{ .goods = 12000, .total = 12000, .says = "value of the goods: 120.00 USD" },
	{ .goods = 12000, .discount = 2000, .total = 10000,
	  .says = "value of the goods: 120.00 USD less 20.00 USD discount = 100.00 USD" },
	{ .goods = 12000, .repair = 4000, .total = 4000,
	  .says = "repair costs less than the value: 40.00 USD" },
	{ .goods = 12000, .repair = 12000, .total = 12000, .says = "the value counts" },
	{ .goods = 12000, .repair = 15000, .total = 12000, .says = "the value counts" },
	{ .repair = 4000, .total = 4000, .says = "repair: 40.00 USD" },
	{ .goods = 12000, .salvage = 1500, .total = 10500,
	  .says = "less 15.00 USD that is left of the goods = 105.00 USD" },
	{ .goods = 12000, .cap = 10000, .total = 10000, .says = "at most the cover: 100.00 USD" },
	{ .goods = 10000, .cap = 10000, .total = 10000, .says = "claimed: 100.00 USD" },
	{ .goods = 12000, .cap = 10000, .postage = 850, .carrier = "usps", .kind = RULE_KIND_LOSS,
	  .total = 10850, .says = "and the postage of 8.50 USD = 108.50 USD" },
	{ .goods = 5000, .postage = 850, .carrier = "usps", .kind = RULE_KIND_DAMAGE, .total = 5000,
	  .says = "postage of 8.50 USD is left out: USPS pays postage back for lost items only" },
	{ .goods = 5000, .postage = 850, .carrier = "fedex", .kind = RULE_KIND_DAMAGE,
	  .total = 5850, .says = "claimed: 58.50 USD" },
	{ .goods = 20000, .discount = 1000, .repair = 15000, .salvage = 500, .cap = 14000,
	  .postage = 900, .carrier = "usps", .kind = RULE_KIND_LOSS, .total = 14900,
	  .says = "claimed: 149.00 USD" },
};
/* clang-format on */

static struct money given(int64_t cents)
{
	return cents ? usd(cents) : MONEY_NONE;
}

START_TEST(the_sum_is_the_lesser_less_what_is_left_at_most_the_cover)
{
	const struct sum_case *c = &sums[_i];
	struct amount_parts parts = { given(c->goods),   given(c->discount),
				      given(c->postage), given(c->repair),
				      given(c->salvage), given(c->cap),
				      c->carrier,        c->kind };
	struct amount out;

	ck_assert_msg(amount_work_out(&out, &arena, &parts, &err) == 0, "%s", err.text);
	ck_assert_int_eq(out.total.cents, c->total);
	ck_assert_str_eq(out.total.currency, "USD");
	ck_assert_msg(strstr(out.statement, c->says) != NULL, "%s", out.statement);
	ck_assert_msg(strstr(out.statement, "claimed: ") != NULL, "%s", out.statement);
	ck_assert_int_eq(out.postage_left_out, strstr(out.statement, "left out") != NULL);
}
END_TEST

static void refused(struct amount_parts parts, const char *words)
{
	struct amount out;

	ck_assert_int_eq(amount_work_out(&out, &arena, &parts, &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_msg(strstr(err.text, words) != NULL, "%s", err.text);
}

START_TEST(what_makes_no_sense_is_refused_in_words)
{
	struct money euro = { 2000, "EUR" };

	refused((struct amount_parts){ .cap = usd(100) }, "value of the goods is missing");
	refused((struct amount_parts){ .goods = usd(100), .discount = usd(101) }, "more than the "
										  "value");
	refused((struct amount_parts){ .goods = usd(100), .discount = usd(100) },
		"nothing is left");
	refused((struct amount_parts){ .goods = usd(100), .salvage = usd(100) }, "nothing is left");
	refused((struct amount_parts){ .goods = usd(100), .discount = euro },
		"the value is in USD and the discount in EUR");
	refused((struct amount_parts){ .repair = euro, .cap = usd(100) },
		"the repair is in EUR and the cover in USD");
}
END_TEST

START_TEST(sums_keep_to_one_currency)
{
	struct money sum = MONEY_NONE, euro = { 1, "EUR" }, ten = usd(1000);

	ck_assert_int_eq(money_add(&sum, &MONEY_NONE, "paid", &err), 0);
	ck_assert(!money_known(&sum));
	ck_assert_int_eq(money_add(&sum, &ten, "paid", &err), 0);
	ck_assert_int_eq(money_add(&sum, &ten, "paid", &err), 0);
	ck_assert_int_eq(sum.cents, 2000);
	ck_assert_int_eq(money_add(&sum, &euro, "paid", &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "USD and EUR"));
	ck_assert_int_gt(money_compare(&sum, &ten), 0);
	ck_assert_int_eq(money_compare(&sum, &sum), 0);
	ck_assert(amount_postage_is_paid("usps", RULE_KIND_LOSS));
	ck_assert(!amount_postage_is_paid("usps", RULE_KIND_DAMAGE));
	ck_assert(!amount_postage_is_paid("ups", RULE_KIND_LOSS));
	ck_assert(!amount_postage_is_paid(NULL, RULE_KIND_LOSS));
}
END_TEST

START_TEST(an_answer_is_due_after_days_of_its_kind)
{
	daynum friday = day_of(2026, 11, 20);
	struct answer_time t = { .days = 5, .unit = UNIT_CALENDAR };

	ck_assert_int_eq(answer_time_due(&t, friday), friday + 5);
	t.unit = UNIT_WORKING; /* over Thanksgiving, 2026-11-26 */
	ck_assert_int_eq(answer_time_due(&t, friday), day_of(2026, 11, 30));
	ck_assert_int_eq(answer_time_due(&t, DAY_NONE), DAY_NONE);
}
END_TEST

Suite *amount_suite(void)
{
	Suite *s = suite_create("amount");
	TCase *tc = tcase_create("amount");

	tcase_add_checked_fixture(tc, NULL, teardown);
	tcase_add_loop_test(tc, the_sum_is_the_lesser_less_what_is_left_at_most_the_cover, 0,
			    sizeof sums / sizeof *sums);
	tcase_add_test(tc, what_makes_no_sense_is_refused_in_words);
	tcase_add_test(tc, sums_keep_to_one_currency);
	tcase_add_test(tc, an_answer_is_due_after_days_of_its_kind);
	suite_add_tcase(s, tc);
	return s;
}
