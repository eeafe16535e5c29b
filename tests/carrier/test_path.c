#include <string.h>

#include "base/arena.h"
#include "carrier/path.h"
#include "carrier/replies.h"
#include "carrier/whom.h"

/* Labels: our mailer id 901234567 and a stranger's 912345678; retail, which names none. */
#define OURS "9400111901234567000018"
#define STRANGERS "9400111912345678000012"
#define RETAIL "9505510000000000000014"

static const char *const mailers[] = { "654321", "901234567" };

/* clang-format off */
static const struct path_access all_access[] = {
	{ "usps", true, false }, { "ups", true, false }, { "fedex", true, true },
	{ "dhl_express", false, false },
};

static const struct path_row {
	const char *carrier, *number;
	enum path none, easypost, own;	/* no key; a key; a key, and our mailer ids */
} rows[] = {
	{ "usps", OURS,		PATH_CARRIER, PATH_CARRIER, PATH_CARRIER },
	{ "usps", STRANGERS,	PATH_CARRIER, PATH_CARRIER, PATH_EASYPOST },
	{ "usps", "42083702" STRANGERS,	PATH_CARRIER, PATH_CARRIER, PATH_EASYPOST },
	{ "usps", RETAIL,	PATH_CARRIER, PATH_CARRIER, PATH_CARRIER },
	{ "usps", "LZ000000007US", PATH_CARRIER, PATH_CARRIER, PATH_CARRIER },
	{ "usps", "nonsense!",	PATH_CARRIER, PATH_CARRIER, PATH_CARRIER },
	{ "ups", "1Z9999999999999999", PATH_CARRIER, PATH_CARRIER, PATH_CARRIER },
	/* By setting; without access; one that cannot be asked. */
	{ "fedex", "123456789012", PATH_CARRIER, PATH_EASYPOST, PATH_EASYPOST },
	{ "dhl_express", "1234567890", PATH_CARRIER, PATH_EASYPOST, PATH_EASYPOST },
	{ "canada_post", "1234567890123456", PATH_CARRIER, PATH_EASYPOST, PATH_EASYPOST },
	{ "ontrac", "C00000000000000", PATH_NOBODY, PATH_EASYPOST, PATH_EASYPOST },
	{ NULL, "123456789012",	PATH_NOBODY, PATH_NOBODY, PATH_NOBODY },
};
/* clang-format on */

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

START_TEST(whom_to_ask_follows_from_access_settings_and_label)
{
	const struct path_row *r = &rows[_i];
	struct paths p = { .access = all_access, .naccess = 4 };

	ck_assert_int_eq(path_choose(NULL, r->carrier, r->number), r->none);
	ck_assert_int_eq(path_choose(&p, r->carrier, r->number), r->none);
	p.easypost = true;
	ck_assert_int_eq(path_choose(&p, r->carrier, r->number), r->easypost);
	p.mailer_ids = mailers;
	p.nmailer_ids = 2;
	ck_assert_int_eq(path_choose(&p, r->carrier, r->number), r->own);
}
END_TEST

/* clang-format off */
static const struct {
	const char *carrier, *number, *asked;
} numbers[] = {
	{ "usps", "42083702" OURS, OURS },
	{ "usps", OURS, OURS },
	{ "usps", "LZ000000007US", "LZ000000007US" },
	{ "fedex", "1001901781990001000300617767839437", "617767839437" },
	{ "fedex", "9611020987654312345672", "987654312345672" },
	{ "fedex", "617767839437", "617767839437" },
	{ "fedex", "1001901781990001000300617767839438",	/* wrong check digit: as it is */
	  "1001901781990001000300617767839438" },
	{ "ups", "42083702" OURS, "42083702" OURS },
	{ NULL, "42083702" OURS, "42083702" OURS },
};
/* clang-format on */

enum { NUMBERS = sizeof(numbers) / sizeof(numbers[0]) };

START_TEST(a_carrier_is_asked_by_the_number_that_it_knows)
{
	struct arena a = ARENA_INIT;

	ck_assert_str_eq(path_number(&a, numbers[_i].carrier, numbers[_i].number),
			 numbers[_i].asked);
	arena_release(&a);
}
END_TEST

/* clang-format off */
static const struct {
	const char *carrier, *number;
	bool easypost;
	const char *code, *why_not;	/* beginnings */
} whoms[] = {
	{ "usps", OURS, false, "usps", NULL },
	{ "fedex", "123456789012", true, "easypost", NULL },
	{ "dhl_express", "1234567890", false, "dhl_express",
	  "no access to DHL Express is set up: make an app" },
	{ "dhl_express", "1234567890", true, "easypost", NULL },
	{ "ontrac", "C00000000000000", false, NULL, "OnTrac cannot be asked" },
	{ "ontrac", "C00000000000000", true, "easypost", NULL },
	{ NULL, "123456789012", true, NULL, "nobody can be asked: the carrier is not known yet" },
};
/* clang-format on */

enum { WHOMS = sizeof(whoms) / sizeof(whoms[0]) };

START_TEST(people_are_told_whom_one_may_ask_and_why_not)
{
	struct paths p = { .access = all_access, .naccess = 4, .easypost = whoms[_i].easypost };
	const char *want = whoms[_i].why_not;
	struct arena a = ARENA_INIT;
	struct whom w;

	whom_choose(&w, &a, &p, whoms[_i].carrier, whoms[_i].number);
	ck_assert_pstr_eq(w.code, whoms[_i].code);
	ck_assert(w.paid == (w.code && strcmp(w.code, "easypost") == 0));
	ck_assert_msg(want ? w.why_not && strncmp(w.why_not, want, strlen(want)) == 0 : !w.why_not,
		      "%s", w.why_not);
	ck_assert(!w.why_not || !strstr(w.why_not, "until then"));
	arena_release(&a);
}
END_TEST

START_TEST(who_is_asked_has_a_name)
{
	ck_assert_str_eq(whom_title("easypost"), "EasyPost");
	ck_assert_str_eq(whom_title("usps"), "USPS");
	ck_assert_ptr_null(whom_title(NULL));
}
END_TEST

Suite *path_suite(void)
{
	Suite *s = suite_create("carrier: whom to ask");
	TCase *t = tcase_create("path");

	tcase_add_loop_test(t, whom_to_ask_follows_from_access_settings_and_label, 0, ROWS);
	tcase_add_loop_test(t, a_carrier_is_asked_by_the_number_that_it_knows, 0, NUMBERS);
	tcase_add_loop_test(t, people_are_told_whom_one_may_ask_and_why_not, 0, WHOMS);
	tcase_add_test(t, who_is_asked_has_a_name);
	suite_add_tcase(s, t);
	return s;
}
