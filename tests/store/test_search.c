#include <string.h>

#include "ops/internal.h"
#include "store/place.h"
#include "store/search.h"
#include "store/suites.h"

static struct tx *tx;

enum { CASES = 30 };

/* Cases for the words to belong to; they have none of their own. */
static void setup(void)
{
	place_desk();
	change(arena_printf(
		&here.a,
		"INSERT INTO shipment(id,version,tracking_number,status,trouble)"
		"VALUES(1,1,'9400','unknown','none');WITH RECURSIVE n(i) AS (SELECT 1 UNION "
		"ALL SELECT i+1 FROM n WHERE i<%d) INSERT INTO casefile(id,version,shipment_id,"
		"problem,stage,opened_at,opened_by) SELECT i,1,1,'lost','open',1,'x' FROM n",
		CASES));
	MUST(desk_begin(&tx, here.desk, "test", &here.err));
}

static void teardown(void)
{
	tx_end(tx, -1, &here.err);
	place_teardown();
}

static void put(const char *kind, int64_t row, int64_t casefile, const char *words)
{
	const char *const list[] = { NULL, words, "", " " };

	MUST(search_put(tx, kind, row, casefile, list, 4, &here.err));
}

static int64_t found(const char *text)
{
	struct hit *hit;
	int64_t total;
	int n;

	MUST(search_find(&hit, &n, &total, tx_snap(tx), &here.a, text, 50, &here.err));
	ck_assert_int_eq(n, total);
	return total;
}

/* Whatever is typed is words, never a query. */
static int64_t harmless(const char *text)
{
	struct hit *hit;
	int64_t total;
	int n;

	here.err = (struct err){ 0 };
	if (search_find(&hit, &n, &total, tx_snap(tx), &here.a, text, 50, &here.err) < 0) {
		ck_assert_msg(here.err.code == ERR_INPUT, "%s: %s", text, here.err.text);
		return -1;
	}
	return total;
}

START_TEST(words_are_found_whole_begun_and_in_any_case)
{
	put("contact", 1, 7, "Reference 4711-A, said Dana Quinn; M\xc3\xbcller");
	ck_assert_int_eq(found("4711"), 1);
	ck_assert_int_eq(found("4711-A"), 1);
	ck_assert_int_eq(found("47"), 1);
	ck_assert_int_eq(found("dana"), 1);
	ck_assert_int_eq(found("DAN qui"), 1);
	ck_assert_int_eq(found("muller"), 1);
	ck_assert_int_eq(found("711"), 0);
	ck_assert_int_eq(found("dana smith"), 0);
}
END_TEST

START_TEST(operators_and_quotes_are_only_characters)
{
	put("casefile", 1, 1, "alpha beta near or not and words col");
	ck_assert_int_eq(harmless("\""), -1);
	ck_assert_int_eq(harmless("*"), -1);
	ck_assert_int_eq(harmless("- ^ ( ) :"), -1);
	ck_assert_int_eq(harmless(""), -1);
	ck_assert_int_eq(harmless("alpha \""), 1);
	ck_assert_int_eq(harmless("\"alpha"), 1);
	ck_assert_int_eq(harmless("al\"pha"), 0);
	ck_assert_int_eq(harmless("alpha*"), 1);
	ck_assert_int_eq(harmless("-alpha"), 1);
	ck_assert_int_eq(harmless("words:alpha"), 0);
	ck_assert_int_eq(harmless("NEAR(alpha beta)"), 0);
	ck_assert_int_eq(harmless("alpha OR zeta"), 0);
	ck_assert_int_eq(harmless("alpha NOT beta"), 1);
	ck_assert_int_eq(harmless("alpha AND"), 1);
	ck_assert_int_eq(harmless("{words} : alpha"), 1);
	ck_assert_int_eq(harmless("^alpha + beta"), 1);
	ck_assert_int_eq(harmless("'; DROP TABLE search; --"), 0);
	ck_assert_int_eq(harmless("\x80\xff"), 0);
	ck_assert_int_eq(harmless("\xc3\xbc"), 0);
}
END_TEST

START_TEST(a_text_that_is_too_long_or_empty_is_refused)
{
	char text[400];
	struct hit *hit;
	int64_t total;
	int n;

	memset(text, 'a', sizeof text - 1);
	text[sizeof text - 1] = 0;
	REFUSED(search_find(&hit, &n, &total, tx_snap(tx), &here.a, text, 50, &here.err), ERR_INPUT,
		"at most 256");
	REFUSED(search_find(&hit, &n, &total, tx_snap(tx), &here.a, " \t", 50, &here.err),
		ERR_INPUT, "needs a word");
}
END_TEST

START_TEST(later_words_of_a_row_stand_in_place_of_the_earlier)
{
	put("contact", 1, 7, "first version");
	put("contact", 1, 8, "first version");
	put("contact", 1, 7, "second version");
	ck_assert_int_eq(found("first"), 1);
	ck_assert_int_eq(found("second"), 1);
	ck_assert_int_eq(found("version"), 2);
	MUST(search_drop(tx, "contact", 1, &here.err));
	ck_assert_int_eq(found("version"), 0);
	MUST(search_drop(tx, "contact", 1, &here.err));
	put("request", 1, 7, "version");
	MUST(search_drop(tx, "contact", 1, &here.err));
	ck_assert_int_eq(found("version"), 1);
}
END_TEST

START_TEST(the_newest_come_first_and_all_are_counted)
{
	struct hit *hit;
	int64_t total;
	int n;

	for (int i = 1; i <= CASES; i++)
		put("contact", i, i, "parcel");
	MUST(search_find(&hit, &n, &total, tx_snap(tx), &here.a, "parcel", 10, &here.err));
	ck_assert_int_eq(n, 10);
	ck_assert_int_eq(total, CASES);
	for (int i = 0; i < n; i++)
		ck_assert_int_eq(hit[i].row_id, CASES - i);
	ck_assert_str_eq(hit[0].kind, "contact");
	ck_assert_str_eq(hit[0].snippet, "\2parcel\3");
}
END_TEST

START_TEST(cases_and_contacts_without_words_are_counted)
{
	int64_t id, missing;

	tx_end(tx, -1, &here.err);
	id = open_lost(1);
	log_call(id, "hello");
	MUST(desk_begin(&tx, here.desk, "test", &here.err));
	MUST(search_check(&missing, tx_snap(tx), &here.err));
	ck_assert_int_eq(missing, CASES);
	MUST(search_drop(tx, "casefile", id, &here.err));
	MUST(search_drop(tx, "contact", 1, &here.err));
	MUST(search_check(&missing, tx_snap(tx), &here.err));
	ck_assert_int_eq(missing, CASES + 2);
}
END_TEST

Suite *search_suite(void)
{
	Suite *s = suite_create("search");
	TCase *t = tcase_create("search");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, words_are_found_whole_begun_and_in_any_case);
	tcase_add_test(t, operators_and_quotes_are_only_characters);
	tcase_add_test(t, a_text_that_is_too_long_or_empty_is_refused);
	tcase_add_test(t, later_words_of_a_row_stand_in_place_of_the_earlier);
	tcase_add_test(t, the_newest_come_first_and_all_are_counted);
	tcase_add_test(t, cases_and_contacts_without_words_are_counted);
	suite_add_tcase(s, t);
	return s;
}
