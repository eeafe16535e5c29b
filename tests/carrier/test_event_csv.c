#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "carrier/event_csv.h"
#include "carrier/test_slips.h"

static struct arena a;
static struct slips s;
static struct err err;

static void teardown(void)
{
	arena_release(&a);
}

static int read_map(const char *text, const struct event_columns *map)
{
	err = (struct err){ 0 };
	return event_csv_read(&s, &a, text, strlen(text), map, &err);
}

static void read_seed(const char *name)
{
	size_t len;
	char *bytes = seed(&a, "event_csv", name, &len);

	ck_assert(event_csv_is(bytes, len));
	ck_assert_msg(event_csv_read(&s, &a, bytes, len, NULL, &err) == 0, "%s", err.text);
}

static const char *event_at(int slip, int at)
{
	return event_words(&a, &s.slip[slip].reading.event[at]);
}

START_TEST(rows_become_events_of_their_parcels)
{
	read_seed("plain.csv");
	ck_assert_int_eq(s.n, 2);
	ck_assert_int_eq(s.nrefused, 0);
	ck_assert_str_eq(s.slip[0].reading.tracking_number, SLIP_USPS);
	ck_assert_int_eq(s.slip[0].nrows, 2);
	ck_assert_str_eq(event_at(0, 0),
			 "2026-11-13T06:10|OXFORD, MS 38655|Out for Delivery|out_for_delivery");
	ck_assert_str_eq(event_at(0, 1),
			 "2026-11-05T22:41|MEMPHIS TN DISTRIBUTION CENTER|Arrived at USPS Regional "
			 "Facility|in_transit");
	ck_assert_str_eq(s.slip[0].reading.event[0].code, "OF");
	ck_assert_int_eq(s.slip[0].reading.event[0].occurred_at, INSTANT_NONE);
	ck_assert_int_eq(s.slip[0].reading.event[0].source, SOURCE_CSV);
	ck_assert_int_ne(s.slip[1].reading.event[0].occurred_at, INSTANT_NONE);
}
END_TEST

START_TEST(what_spreadsheets_put_around_values_is_taken_off)
{
	read_seed("sheet.csv");
	ck_assert_msg(s.n == 1, "%s", s.nrefused ? s.refused[0].reason : "");
	ck_assert_str_eq(s.slip[0].reading.tracking_number, SLIP_USPS);
	ck_assert_str_eq(event_at(0, 0),
			 "2026-11-13T06:10|OXFORD, MS 38655|Out for Delivery|out_for_delivery");
	ck_assert_str_eq(
		event_at(0, 1),
		"2026-11-05T22:41|MEMPHIS, TN|Arrived at USPS Regional Facility|in_transit");
}
END_TEST

/* clang-format off */
static const struct {
	long long line;
	const char *words;
} refusals[] = {
	{ 2, "spreadsheet" },
	{ 3, "no tracking number" },
	{ 4, "'30 February 2026' is no date" },
	{ 6, "says nothing" },
	{ 5, "'05/11/2026' may be 2026-05-11 or 2026-11-05, and no other date" },
};
/* clang-format on */

START_TEST(a_row_that_cannot_be_taken_says_why)
{
	size_t n = sizeof refusals / sizeof *refusals;

	read_seed("broken.csv");
	ck_assert_int_eq(s.nrefused, (int)n);
	for (size_t i = 0; i < n; i++) {
		ck_assert_int_eq(s.refused[i].line, refusals[i].line);
		ck_assert_msg(strstr(s.refused[i].reason, refusals[i].words), "%s",
			      s.refused[i].reason);
		ck_assert_int_eq(s.refused[i].nfields, 4);
	}
	ck_assert_int_eq(s.n, 1);
	ck_assert_int_eq(s.slip[0].reading.nevents, 1);
	ck_assert_str_eq(s.slip[0].carrier, "usps");
}
END_TEST

START_TEST(other_dates_of_the_file_decide_what_a_date_means)
{
	const char *head = "Number,Date,Status\n";
	const char *one = SLIP_USPS ",05/11/2026,Delivered\n";

	ck_assert_int_eq(
		read_map(arena_printf(&a, "%s%s%s,25/11/2026,Accepted\n", head, one, SLIP_UPS),
			 NULL),
		0);
	ck_assert_str_eq(event_at(0, 0), "2026-11-05|-|Delivered|delivered");
	ck_assert_int_eq(
		read_map(arena_printf(&a, "%s%s%s,11/25/2026,Accepted\n", head, one, SLIP_UPS),
			 NULL),
		0);
	ck_assert_str_eq(event_at(0, 0), "2026-05-11|-|Delivered|delivered");
	ck_assert_int_eq(read_map(arena_printf(&a, "%s%s%s,11/25/2026,x\n%s,25/11/2026,x\n", head,
					       one, SLIP_UPS, SLIP_FEDEX),
				  NULL),
			 0);
	ck_assert_int_eq(s.nrefused, 1);
	ck_assert_ptr_nonnull(strstr(s.refused[0].reason, "dates of both kinds"));
}
END_TEST

START_TEST(a_map_names_columns_and_the_order_of_dates)
{
	struct event_columns map = { .order = ORDER_DAY_FIRST };
	const char *text = "Sendung,Wann,Was,Status\n" SLIP_USPS ",05/11/2026,Delivered,x\n";

	ck_assert_int_eq(read_map(text, NULL), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_ptr_nonnull(strstr(err.text, "no table of tracking events"));
	map.heading[EVENT_NUMBER] = "sendung";
	map.heading[EVENT_WHEN] = " WANN ";
	map.heading[EVENT_TEXT] = "Was";
	ck_assert_msg(read_map(text, &map) == 0, "%s", err.text);
	ck_assert_str_eq(s.slip[0].reading.tracking_number, SLIP_USPS);
	ck_assert_str_eq(event_at(0, 0), "2026-11-05|-|Delivered|delivered");
	map.heading[EVENT_CODE] = "Kode";
	ck_assert_int_eq(read_map(text, &map), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "takes code from the column 'Kode'"));
}
END_TEST

START_TEST(a_table_without_numbers_is_of_one_parcel_that_somebody_names)
{
	read_seed("no_number.csv");
	ck_assert_int_eq(s.n, 1);
	ck_assert_ptr_null(s.slip[0].reading.tracking_number);
	ck_assert_int_eq(s.slip[0].reading.nevents, 1);
}
END_TEST

START_TEST(a_status_without_a_day_is_a_word_but_no_event)
{
	ck_assert_int_eq(
		read_map("Tracking Number,Tracking Status,Tracking Info,Tracking Date\n" SLIP_USPS
			 ",In Transit,In Transit to Next Facility,\n",
			 NULL),
		0);
	ck_assert_int_eq(s.slip[0].reading.nevents, 0);
	ck_assert_str_eq(s.slip[0].reading.status_text, "In Transit to Next Facility");
	ck_assert_int_eq(s.slip[0].reading.outcome, POLL_NEW);
}
END_TEST

START_TEST(a_cell_of_control_characters_is_empty)
{
	ck_assert_int_eq(read_map("Number,Date,Status,Location\n" SLIP_USPS
				  ",2026-11-05,\x7f\x7f,\x7f\n" SLIP_USPS
				  ",2026-11-06,\x7f Delivered\x7f,\x01\n",
				  NULL),
			 0);
	ck_assert_int_eq(s.nrefused, 1);
	ck_assert_str_eq(s.refused[0].reason,
			 "the row says nothing: neither a status nor an event");
	ck_assert_int_eq(s.n, 1);
	ck_assert_str_eq(s.slip[0].reading.event[0].text, "Delivered");
	ck_assert_ptr_null(s.slip[0].reading.event[0].place);
}
END_TEST

START_TEST(what_is_no_table_of_events_is_refused)
{
	ck_assert_int_eq(read_map("", NULL), -1);
	ck_assert_int_eq(read_map("Name,Price\nx,1\n", NULL), -1);
	ck_assert_int_eq(read_map("Date,Status\n\"open", NULL), -1);
	ck_assert(!event_csv_is("Name,Price\n", 11));
	ck_assert(!event_csv_is("Delivered\nOXFORD, MS 38655\n", 27));
	ck_assert(!event_csv_is("", 0));
}
END_TEST

START_TEST(many_rows_are_read_in_the_order_of_the_file)
{
	enum { N = 20000 };
	struct event_columns map = { .order = ORDER_OPEN };
	size_t room = (size_t)N * 64, at;
	char *text = malloc(room);

	ck_assert_ptr_nonnull(text);
	at = (size_t)snprintf(text, room, "Number,Date,Status\n");
	for (int i = 0; i < N; i++)
		at += (size_t)snprintf(text + at, room - at, "94%020d,2026-11-05,Delivered\n",
				       N - i);
	ck_assert_int_eq(read_map(text, &map), 0);
	ck_assert_int_eq(s.n + s.nrefused, N);
	for (int i = 1; i < s.n; i++)
		ck_assert_int_gt(s.slip[i].line, s.slip[i - 1].line);
	free(text);
}
END_TEST

Suite *event_csv_suite(void)
{
	Suite *suite = suite_create("event_csv");
	TCase *t = tcase_create("event_csv");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, rows_become_events_of_their_parcels);
	tcase_add_test(t, what_spreadsheets_put_around_values_is_taken_off);
	tcase_add_test(t, a_row_that_cannot_be_taken_says_why);
	tcase_add_test(t, other_dates_of_the_file_decide_what_a_date_means);
	tcase_add_test(t, a_map_names_columns_and_the_order_of_dates);
	tcase_add_test(t, a_table_without_numbers_is_of_one_parcel_that_somebody_names);
	tcase_add_test(t, a_status_without_a_day_is_a_word_but_no_event);
	tcase_add_test(t, a_cell_of_control_characters_is_empty);
	tcase_add_test(t, what_is_no_table_of_events_is_refused);
	tcase_add_test(t, many_rows_are_read_in_the_order_of_the_file);
	suite_add_tcase(suite, t);
	return suite;
}
