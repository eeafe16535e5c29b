#include <stdlib.h>
#include <string.h>

#include "carrier/paste.h"
#include "carrier/test_slips.h"
#include "carrier/told.h"

static struct arena a;
static struct slips s;
static struct err err;

static void teardown(void)
{
	arena_release(&a);
}

static int read_text(const char *text, const struct paste_given *given)
{
	static const struct paste_given nothing;

	err = (struct err){ 0 };
	return paste_read(&s, &a, text, strlen(text), given ? given : &nothing, &err);
}

static const struct reading *read_seed(const char *name)
{
	size_t len;

	ck_assert_msg(read_text(seed(&a, "paste", name, &len), NULL) == 0, "%s: %s", name,
		      err.text);
	ck_assert_int_eq(s.source, SOURCE_PASTED);
	ck_assert_int_eq(s.n, 1);
	return &s.slip->reading;
}

/* The events of each page, newest first. */
/* clang-format off */
static const struct {
	const char *name, *number, *carrier;
	const char *event[8];
} pages[] = {
	{ "usps.txt", SLIP_USPS, "usps", {
		"2026-11-22T13:44|OXFORD, MS 38655|Delivered, Left with Individual|delivered",
		"2026-11-22T06:10|OXFORD, MS 38655|Out for Delivery|out_for_delivery",
		"2026-11-22T05:59|OXFORD, MS 38655|Arrived at Post Office|in_transit",
		"2026-11-20|-|In Transit to Next Facility|in_transit",
		"2026-11-05T22:41|MEMPHIS TN DISTRIBUTION CENTER|Arrived at USPS Regional "
			"Facility|in_transit",
		"2026-11-03T16:02|TUPELO, MS 38801|USPS in possession of item|in_transit" } },
	{ "usps_plus.txt", SLIP_USPS, "usps", {
		"2026-11-12|-|In Transit to Next Facility|in_transit",
		"2026-11-02T22:14|BOISE ID DISTRIBUTION CENTER|Arrived at USPS Regional "
			"Facility|in_transit",
		"2026-10-30T02:31|EUGENE, OR 97402|Departed USPS Facility|in_transit",
		"2026-10-29T16:40|EUGENE, OR 97401|USPS in possession of item|in_transit",
		"2026-10-29T09:05|EUGENE, OR 97401|Shipping Label Created, USPS Awaiting "
			"Item|pre_transit" } },
	{ "usps_time_first.txt", SLIP_USPS, "usps", {
		"2026-11-22T06:10|OXFORD, MS 38655|Out for Delivery|out_for_delivery",
		"2026-11-21T22:41|MEMPHIS TN DISTRIBUTION CENTER|Departed USPS Regional "
			"Facility|in_transit",
		"2026-11-20T16:02|TUPELO, MS 38801|USPS in possession of item|in_transit" } },
	{ "usps_sentence.txt", SLIP_USPS, "usps", {
		"2026-11-05T22:41|MEMPHIS TN DISTRIBUTION CENTER|Your item arrived at our USPS "
			"facility in MEMPHIS TN DISTRIBUTION CENTER|in_transit" } },
	{ "ups_table.txt", SLIP_UPS, "ups", {
		"2026-11-06T14:11|OXFORD, MS, US|DELIVERED|delivered",
		"2026-11-06T08:12|Tupelo, MS, US|Out For Delivery Today|out_for_delivery",
		"2026-11-05T23:12|Memphis, TN, United States|Departed from Facility|*",
		"2026-11-04T13:09|*|Shipper created a label, UPS has not received the package "
			"yet.|pre_transit" } },
	{ "ups_lines.txt", SLIP_UPS, "ups", {
		"2026-11-16T14:11|OXFORD, MS, US|Delivered|delivered",
		"2026-11-16T08:12|Tupelo, MS, US|Out For Delivery Today|out_for_delivery",
		"2026-11-14T13:09|*|Shipper created a label, UPS has not received the package "
			"yet.|pre_transit" } },
	{ "fedex.txt", SLIP_FEDEX, "fedex", {
		"2026-11-05T20:12|MEMPHIS, TN|Departed FedEx location|in_transit",
		"2026-11-05T15:40|MEMPHIS, TN|Arrived at FedEx hub|in_transit",
		"2026-11-04T18:02|TUPELO, MS|Picked up|in_transit" } },
	{ "dhl.txt", "1234567891", "dhl_express", {
		"2026-11-06T14:11|OXFORD, MS - USA|Delivered|delivered",
		"2026-11-06T08:12|MEMPHIS, TN - USA|Shipment is out with courier for delivery|"
			"out_for_delivery",
		"2026-11-05T23:40|MEMPHIS, TN - USA|Processed at MEMPHIS, TN - USA|in_transit" } },
	{ "canada_post.txt", "7023210039414604", "canada_post", {
		"2026-11-06T14:11|OTTAWA, ON|Delivered|delivered",
		"2026-11-06T08:12|OTTAWA, ON|Item out for delivery|out_for_delivery",
		"2026-11-05T23:40|MISSISSAUGA, ON|Item processed|in_transit" } },
	{ "saved.html", SLIP_USPS, "usps", {
		"2026-11-22T13:44|OXFORD, MS 38655|Delivered, Front Door/Porch|delivered",
		"2026-11-22T06:10|OXFORD, MS 38655|Out for Delivery|out_for_delivery" } },
};
/* clang-format on */

/* A '*' between bars stands for anything. */
static bool fits(const char *seen, const char *wanted)
{
	for (;;) {
		size_t n = strcspn(seen, "|"), m = strcspn(wanted, "|");

		if ((m != 1 || *wanted != '*') && (n != m || strncmp(seen, wanted, n) != 0))
			return false;
		if (!seen[n] || !wanted[m])
			return seen[n] == wanted[m];
		seen += n + 1;
		wanted += m + 1;
	}
}

START_TEST(a_copied_page_gives_its_history)
{
	const struct reading *r = read_seed(pages[_i].name);
	int n = 0;

	while (n < 8 && pages[_i].event[n])
		n++;
	ck_assert_str_eq(r->tracking_number, pages[_i].number);
	ck_assert_str_eq(s.slip->carrier, pages[_i].carrier);
	for (int i = 0; i < n && i < r->nevents; i++)
		ck_assert_msg(fits(event_words(&a, &r->event[i]), pages[_i].event[i]), "%s %d: %s",
			      pages[_i].name, i, event_words(&a, &r->event[i]));
	ck_assert_int_eq(r->nevents, n);
	for (int i = 0; i < n; i++)
		ck_assert_int_eq(r->event[i].occurred_at, INSTANT_NONE);
}
END_TEST

START_TEST(the_announced_day_is_no_event)
{
	ck_assert_int_eq(read_seed("usps_time_first.txt")->expected_on, day_of(2026, 11, 25));
	ck_assert_int_eq(read_seed("fedex.txt")->expected_on, day_of(2026, 11, 9));
	ck_assert_int_eq(read_seed("usps.txt")->expected_on, DAY_NONE);
}
END_TEST

START_TEST(windows_line_ends_and_other_blanks_change_nothing)
{
	size_t len;
	char *text = seed(&a, "paste", "usps.txt", &len);
	char *other = arena_alloc(&a, 2 * len + 1);
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\n')
			other[n++] = '\r';
		other[n++] = text[i];
	}
	ck_assert_int_eq(read_text(other, NULL), 0);
	ck_assert_int_eq(s.slip->reading.nevents, 6);
}
END_TEST

START_TEST(a_page_whose_dates_can_be_read_twice_is_asked_about)
{
	struct paste_given given = { .order = ORDER_DAY_FIRST };
	size_t len;
	char *text = seed(&a, "paste", "ambiguous.txt", &len);

	ck_assert_int_eq(read_text(text, NULL), 0);
	ck_assert_int_eq(s.slip->reading.nevents, 0);
	ck_assert_int_eq(s.nrefused, 1);
	ck_assert_int_eq(s.refused[0].line, 2);
	ck_assert_ptr_nonnull(strstr(s.refused[0].reason, "2026-11-05 or 2026-05-11"));
	ck_assert_int_eq(read_text(text, &given), 0);
	ck_assert_str_eq(event_words(&a, &s.slip->reading.event[0]),
			 "2026-05-11T08:12|-|Delivered|delivered");
	read_seed("ups_table.txt");
	ck_assert_ptr_nonnull(strstr(s.note, "month first"));
	read_seed("ups_lines.txt");
	ck_assert_ptr_null(s.note);
}
END_TEST

START_TEST(several_parcels_are_asked_about)
{
	struct paste_given given = { .number = SLIP_USPS };
	char *text = arena_printf(&a, "%s\n%s\nDelivered\nNovember 22, 2026, 1:44 pm\n", SLIP_UPS,
				  SLIP_USPS);

	ck_assert_int_eq(read_text(text, NULL), -1);
	ck_assert_int_eq(err.code, ERR_AMBIGUOUS);
	ck_assert_ptr_nonnull(strstr(err.text, "--number"));
	ck_assert_int_eq(read_text(text, &given), 0);
	ck_assert_str_eq(s.slip->reading.tracking_number, SLIP_USPS);
}
END_TEST

START_TEST(text_without_a_history_is_refused)
{
	static const char *const none[] = {
		"",
		"   \n\n",
		"hello",
		"Dear Ann,\nplease find the invoice of 2026-11-05.\n",
		"<html></html>",
		"2026-11-05\n2026-11-06\n",
	};
	size_t len;
	char *junk = seed(&a, "paste", "junk.txt", &len), *large;

	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		ck_assert_msg(read_text(none[i], NULL) == -1, "%s", none[i]);
		ck_assert_int_eq(err.code, ERR_INPUT);
	}
	ck_assert_int_eq(paste_read(&s, &a, junk, len, &(struct paste_given){ 0 }, &err), -1);
	large = malloc(PASTE_MAX + 1);
	ck_assert_ptr_nonnull(large);
	memset(large, 'x', PASTE_MAX + 1);
	ck_assert_int_eq(paste_read(&s, &a, large, PASTE_MAX + 1, &(struct paste_given){ 0 }, &err),
			 -1);
	ck_assert_ptr_nonnull(strstr(err.text, "1 MiB"));
	free(large);
}
END_TEST

/* Lines without end, cells without end: bounded, and quick. */
START_TEST(a_hostile_page_costs_little)
{
	static const char *const pieces[] = { "8:12 am\t", "Delivered\n", "11/5/2026\n",
					      "A1 ",       "\n",          "2026-11-05 8:12 " };

	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		size_t n = strlen(pieces[i]), len = 0;
		char *text = malloc(PASTE_MAX);

		ck_assert_ptr_nonnull(text);
		for (; len + n <= PASTE_MAX; len += n)
			memcpy(text + len, pieces[i], n);
		paste_read(&s, &a, text, len, &(struct paste_given){ 0 }, &err);
		ck_assert_int_le(s.slip ? s.slip->reading.nevents : 0, EVENTS_MAX);
		free(text);
		arena_release(&a);
	}
}
END_TEST

/* clang-format off */
static const struct {
	const char *sentence, *words, *place, *local, *status;
} sentences[] = {
	{ "Your item was delivered in or at the mailbox at 12:55 pm on November 7, 2026 in "
		"DETROIT, MI 12345.",
	  "Your item was delivered in or at the mailbox", "DETROIT, MI 12345", "2026-11-07T12:55",
		"delivered" },
	{ "Your item is out for delivery on September 23, 2026 at 7:10 am in SOME PLACE, AK "
		"12345. USPS expects to deliver your package today.",
	  "Your item is out for delivery", "SOME PLACE, AK 12345", "2026-09-23T07:10",
		"out_for_delivery" },
	{ "Your item departed our USPS facility in AUSTIN, TX 78701 on November 5, 2026 at "
		"10:41 pm.",
	  "Your item departed our USPS facility in AUSTIN, TX 78701", "AUSTIN, TX 78701",
		"2026-11-05T22:41", "in_transit" },
	{ "The delivery status of your item has not been updated as of November 23, 2026, 1:10 am.",
	  "The delivery status of your item has not been updated", NULL, "2026-11-23T01:10",
		"in_transit" },
	{ "We attempted to deliver your item at 1:11 pm on November 22, 2026 in OXFORD, MS "
		"38655 and a notice was left.",
	  "We attempted to deliver your item", NULL, "2026-11-22T13:11", "attempted" },
	{ "Good news. Your package has been delivered!", "Your package has been delivered", NULL,
		NULL, "delivered" },
	{ "Your item was delivered to the original sender at 9:00 am on November 22, 2026 in "
		"OXFORD, MS 38655.",
	  "Your item was delivered to the original sender", "OXFORD, MS 38655", "2026-11-22T09:00",
		"return_to_sender" },
};

static const char *const hopes[] = {
	"", "Your package will be delivered on November 25, 2026.",
	"We will tell you when it is delivered.", "If your item was delivered, tell us.",
	"Thank you for shopping.",
};
/* clang-format on */

START_TEST(a_sentence_tells_what_became_of_a_parcel)
{
	struct told told;

	ck_assert_msg(told_read(&told, &a, sentences[_i].sentence), "%s", sentences[_i].sentence);
	ck_assert_str_eq(told.words, sentences[_i].words);
	if (sentences[_i].place)
		ck_assert_str_eq(told.place, sentences[_i].place);
	if (sentences[_i].local)
		ck_assert_str_eq(stamp_local(&a, &told.when), sentences[_i].local);
	else
		ck_assert_int_eq(told.when.day, DAY_NONE);
	ck_assert_str_eq(status_names[told.meaning.status], sentences[_i].status);
}
END_TEST

START_TEST(what_is_only_hoped_for_is_not_told)
{
	struct told told;

	for (size_t i = 0; i < sizeof hopes / sizeof *hopes; i++)
		ck_assert_msg(!told_read(&told, &a, hopes[i]), "%s", hopes[i]);
}
END_TEST

Suite *paste_suite(void)
{
	Suite *suite = suite_create("paste");
	TCase *t = tcase_create("paste");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, a_copied_page_gives_its_history, 0,
			    (int)(sizeof pages / sizeof *pages));
	tcase_add_test(t, the_announced_day_is_no_event);
	tcase_add_test(t, windows_line_ends_and_other_blanks_change_nothing);
	tcase_add_test(t, a_page_whose_dates_can_be_read_twice_is_asked_about);
	tcase_add_test(t, several_parcels_are_asked_about);
	tcase_add_test(t, text_without_a_history_is_refused);
	tcase_add_test(t, a_hostile_page_costs_little);
	tcase_add_loop_test(t, a_sentence_tells_what_became_of_a_parcel, 0,
			    (int)(sizeof sentences / sizeof *sentences));
	tcase_add_test(t, what_is_only_hoped_for_is_not_told);
	suite_add_tcase(suite, t);
	return suite;
}
