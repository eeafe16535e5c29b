#include <string.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "carrier/fedex_parts.h"
#include "carrier/test_fedex.h"

/* clang-format off */
static const struct {
	const char *text, *code, *derived;
	enum status status;
	enum trouble trouble;
} meanings[] = {
	{ "On FedEx vehicle for delivery", "OD", "IT", STATUS_OUT_FOR_DELIVERY, TROUBLE_NONE },
	{ "In transit", "IX", "IT", STATUS_IN_TRANSIT, TROUBLE_DELAYED },
	{ "Returning package to shipper: unable to deliver", "DE", NULL,
	  STATUS_RETURN_TO_SENDER, TROUBLE_RETURNED },
	{ "Delivered", "ZZ", NULL, STATUS_DELIVERED, TROUBLE_NONE },
	{ "Clearance delay - Import", "IT", NULL, STATUS_IN_TRANSIT, TROUBLE_CUSTOMS },
	{ "At local FedEx facility", "SE", NULL, STATUS_IN_TRANSIT, TROUBLE_DELAYED },
	{ "Undelivered", "ZZ", NULL, STATUS_UNKNOWN, TROUBLE_NONE },
	{ "words of tomorrow", "ZZ", "DL", STATUS_DELIVERED, TROUBLE_NONE },
	{ NULL, "RL", NULL, STATUS_IN_TRANSIT, TROUBLE_DELAYED },
	{ NULL, "od", NULL, STATUS_OUT_FOR_DELIVERY, TROUBLE_NONE },
	{ NULL, NULL, NULL, STATUS_UNKNOWN, TROUBLE_NONE },
};
/* clang-format on */

START_TEST(words_come_before_the_code_and_vague_ones_behind)
{
	struct meaning m =
		fedex.meaning(meanings[_i].text, meanings[_i].code, meanings[_i].derived);

	ck_assert_msg(m.status == meanings[_i].status && m.trouble == meanings[_i].trouble,
		      "%s %s: %s %s", meanings[_i].text, meanings[_i].code, status_names[m.status],
		      trouble_names[m.trouble]);
}
END_TEST

START_TEST(each_phrase_is_found_by_its_own_words_and_by_none_before)
{
	for (int i = 0; i < fedex_nphrases; i++)
		ck_assert_ptr_eq(phrase_find(fedex_phrases, fedex_nphrases, fedex_phrases[i].words),
				 &fedex_phrases[i]);
	for (int i = 0; i < fedex_nplain_phrases; i++)
		ck_assert_ptr_eq(phrase_find(fedex_plain_phrases, fedex_nplain_phrases,
					     fedex_plain_phrases[i].words),
				 &fedex_plain_phrases[i]);
}
END_TEST

/* The facts shown by "explain" and the reader's table say the same. */
START_TEST(each_code_means_what_the_facts_say)
{
	struct arena a = ARENA_INIT;
	struct err err = { 0 };
	struct csv csv;
	char *bytes, **row;
	size_t len;
	int n, found = 0;

	ck_assert_int_eq(
		file_read(&bytes, &len, &a, "schema/facts/event_codes.csv", ANSWER_MAX, &err), 0);
	csv_open(&csv, bytes, len, ',');
	while (csv_next(&row, &n, &csv, &a, &err) == 1) {
		struct meaning m;

		if (n < 6 || strcmp(row[0], "fedex") != 0)
			continue;
		m = fedex.meaning(NULL, row[1], NULL);
		ck_assert_msg(text_same(status_names[m.status], row[3]) &&
				      text_same(trouble_names[m.trouble], row[4]) &&
				      m.is_scan == (row[5][0] == '1'),
			      "%s: %s %s %d", row[1], status_names[m.status],
			      trouble_names[m.trouble], m.is_scan);
		found++;
	}
	ck_assert_int_eq(found, fedex_ncodes);
	arena_release(&a);
}
END_TEST

Suite *fedex_meaning_suite(void)
{
	Suite *s = suite_create("fedex_meaning");
	TCase *t = tcase_create("fedex_meaning");

	tcase_add_loop_test(t, words_come_before_the_code_and_vague_ones_behind, 0,
			    sizeof meanings / sizeof *meanings);
	tcase_add_test(t, each_phrase_is_found_by_its_own_words_and_by_none_before);
	tcase_add_test(t, each_code_means_what_the_facts_say);
	suite_add_tcase(s, t);
	return s;
}
