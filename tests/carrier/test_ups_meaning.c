#include <string.h>

#include "carrier/test_ups.h"
#include "carrier/ups_parts.h"

static void same(const char *what, struct meaning got, struct meaning expected)
{
	ck_assert_msg(got.status == expected.status && got.trouble == expected.trouble &&
			      got.is_scan == expected.is_scan,
		      "%s: status %s trouble %s scan %d", what, status_names[got.status],
		      trouble_names[got.trouble], got.is_scan);
}

START_TEST(no_row_is_hidden_behind_another)
{
	ck_assert_int_eq(ups_nstatuses, 63);
	ck_assert_int_eq(ups_ntypes, 13);
	for (int i = 0; i < ups_nstatuses; i++) {
		ck_assert_uint_eq(strlen(ups_statuses[i].code), 3);
		same(ups_statuses[i].code, ups_meaning(NULL, ups_statuses[i].code, NULL),
		     ups_statuses[i].meaning);
	}
	for (int i = 0; i < ups_ncodes; i++) {
		ck_assert_uint_eq(strlen(ups_codes[i].code), 2);
		same(ups_codes[i].code, ups_meaning(NULL, ups_codes[i].code, NULL),
		     ups_codes[i].meaning);
	}
	for (int i = 0; i < ups_ntypes; i++)
		same(ups_types[i].code, ups_meaning(NULL, NULL, ups_types[i].code),
		     ups_types[i].meaning);
	for (int i = 0; i < ups_nphrases; i++)
		same(ups_phrases[i].words, ups_meaning(ups_phrases[i].words, NULL, NULL),
		     ups_phrases[i].meaning);
	for (int i = 0; i < ups_nvague_phrases; i++)
		same(ups_vague_phrases[i].words,
		     ups_meaning(ups_vague_phrases[i].words, NULL, NULL),
		     ups_vague_phrases[i].meaning);
}
END_TEST

/* clang-format off */
static const struct {
	struct ups_said said;
	struct meaning meaning;
} rows[] = {
#define SAID(...) { __VA_ARGS__ }
#define MEANS(s, t, scan) { STATUS_##s, TROUBLE_##t, scan }
	/* the words, then the digits, then the code, then the type */
	{ SAID("Out for Delivery", "011", "FS", "D"), MEANS(OUT_FOR_DELIVERY, NONE, true) },
	{ SAID("Out for Delivery", "021", "OT", "I"), MEANS(OUT_FOR_DELIVERY, NONE, true) },
	{ SAID("Words of tomorrow", "021", "FS", "D"), MEANS(OUT_FOR_DELIVERY, NONE, true) },
	{ SAID("Words of tomorrow", "999", "FS", "D"), MEANS(DELIVERED, NONE, true) },
	/* but vague words behind the codes */
	{ SAID("In Transit", "059", NULL, "I"), MEANS(FAILURE, DAMAGED, true) },
	{ SAID("Delay", NULL, "OT", "X"), MEANS(OUT_FOR_DELIVERY, NONE, true) },
	{ SAID("Delay: Severe Weather", NULL, NULL, "I"), MEANS(IN_TRANSIT, DELAYED, true) },
	/* a request is no event of the parcel */
	{ SAID("Held for Future Delivery Requested", NULL, NULL, "I"),
	MEANS(IN_TRANSIT, DELAYED, false) },
	{ SAID("Delivered", "034", NULL, "D"), MEANS(RETURN_TO_SENDER, RETURNED, true) },
	{ SAID("DELIVERED ", NULL, NULL, "D"), MEANS(DELIVERED, NONE, true) },
	{ SAID("Out For Delivery Today", NULL, NULL, "D"), MEANS(OUT_FOR_DELIVERY, NONE, true) },
	{ SAID("Words of tomorrow", NULL, "ZZ", "I"), MEANS(IN_TRANSIT, NONE, true) },
	/* type D alone proves no delivery; "deliver" inside a word or a sentence neither */
	{ SAID(NULL, NULL, NULL, "D"), MEANS(UNKNOWN, UNCLEAR, true) },
	{ SAID("Undelivered", NULL, NULL, "D"), MEANS(UNKNOWN, UNCLEAR, true) },
	{ SAID("Your package will be delivered late", NULL, NULL, NULL),
	MEANS(UNKNOWN, NONE, true) },
	/* back at the sender is no delivery */
	{ SAID("Returned to Sender", "011", "FS", "D"), MEANS(RETURN_TO_SENDER, RETURNED, true) },
	{ SAID(NULL, "034", NULL, "D"), MEANS(RETURN_TO_SENDER, RETURNED, true) },
	{ SAID(NULL, NULL, NULL, "RS"), MEANS(RETURN_TO_SENDER, RETURNED, true) },
	/* a manifest and a new date are no scans, whatever the code is */
	{ SAID(NULL, "005", "OR", "M"), MEANS(IN_TRANSIT, NONE, false) },
	{ SAID(NULL, NULL, NULL, "M"), MEANS(PRE_TRANSIT, NONE, false) },
	{ SAID(NULL, NULL, NULL, "MV"), MEANS(CANCELLED, NONE, false) },
	{ SAID(NULL, "055", NULL, "U"), MEANS(IN_TRANSIT, DELAYED, false) },
	{ SAID(NULL, "060", NULL, "X"), MEANS(ATTEMPTED, DELAYED, true) },
	{ SAID(NULL, "068", NULL, "X"), MEANS(FAILURE, LOST, true) },
	{ SAID(NULL, "059", NULL, "X"), MEANS(FAILURE, DAMAGED, true) },
	{ SAID(NULL, NULL, NULL, NULL), MEANS(UNKNOWN, NONE, true) },
#undef SAID
#undef MEANS
};
/* clang-format on */

START_TEST(words_stand_before_digits_before_codes_before_types)
{
	same(rows[_i].said.text ? rows[_i].said.text : "no words", ups_judge(&rows[_i].said),
	     rows[_i].meaning);
}
END_TEST

START_TEST(the_carrier_is_found)
{
	ck_assert_ptr_eq(carrier_find("UPS"), &ups);
}
END_TEST

/* clang-format off */
static const struct {
	const char *day, *time, *offset;
	bool good_day, good_time, good_offset;
} whens[] = {
	{ "20260313", "135004", "-04:00", true, true, true },
	{ "2026-03-13", "13:50:04", "+0530", true, true, true },
	{ "20260229", "240000", "04:00", false, false, false },
	{ "2026031", "1350", "+4", false, false, false },
	{ "202603130", "1350040", "+04:00:00", false, false, false },
	{ "string", "-35004", "+15:00", false, false, false },
	{ "", "", "", false, false, false },
	{ NULL, NULL, NULL, false, false, false },
};
/* clang-format on */

START_TEST(a_day_or_time_that_does_not_exist_is_refused)
{
	daynum day;
	int second, east_s;

	ck_assert_int_eq(ups_day_read(&day, whens[_i].day), whens[_i].good_day ? 0 : -1);
	ck_assert_int_eq(ups_time_read(&second, whens[_i].time), whens[_i].good_time ? 0 : -1);
	ck_assert_int_eq(ups_offset_read(&east_s, whens[_i].offset),
			 whens[_i].good_offset ? 0 : -1);
}
END_TEST

Suite *ups_meaning_suite(void)
{
	Suite *s = suite_create("ups: meaning");
	TCase *t = tcase_create("meaning");

	tcase_add_test(t, no_row_is_hidden_behind_another);
	tcase_add_loop_test(t, words_stand_before_digits_before_codes_before_types, 0,
			    sizeof rows / sizeof *rows);
	tcase_add_test(t, the_carrier_is_found);
	tcase_add_loop_test(t, a_day_or_time_that_does_not_exist_is_refused, 0,
			    sizeof whens / sizeof *whens);
	suite_add_tcase(s, t);
	return s;
}
