#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "domain/silence.h"
#include "domain/suites.h"

/* 2026-11-02 is a Monday. */

static struct arena a;
static struct event event[40];
static struct poll poll[40];
static struct shipment parcel;
static struct silence_facts facts;
static struct silence *found;
static char local[40][24];

static instant at(const char *text)
{
	instant t;

	ck_assert_msg(instant_parse(&t, text) == 0, "%s", text);
	return t;
}

static daynum day(int month, int of_month)
{
	return day_of(2026, month, of_month);
}

static void setup(void)
{
	memset(event, 0, sizeof event);
	memset(poll, 0, sizeof poll);
	parcel = (struct shipment){ .mailed_on = DAY_NONE, .status = STATUS_IN_TRANSIT };
	facts = (struct silence_facts){ .shipment = &parcel,
					.event = event,
					.poll = poll,
					.now = at("2026-11-23T15:00:00Z"),
					.today = day(11, 23) };
}

static void teardown(void)
{
	arena_release(&a);
}

static struct event *put(enum status status, bool is_scan, int month, int of_month)
{
	struct event *e = &event[facts.nevents];
	char *text = local[facts.nevents++];

	snprintf(text, sizeof local[0], "2026-%02d-%02dT12:00:00", month, of_month);
	*e = (struct event){ .occurred_at_local = text,
			     .occurred_at = at(arena_printf(&a, "%sZ", text)),
			     .status = status,
			     .is_scan = is_scan };
	return e;
}

static struct event *scanned(int month, int of_month)
{
	return put(STATUS_IN_TRANSIT, true, month, of_month);
}

static void asked(const char *when, enum poll_outcome outcome)
{
	poll[facts.npolls++] = (struct poll){ .asked_at = at(when), .outcome = outcome };
}

/* "09-01..09-09 8", one after another; "..": still lasting; with "asked/answered" when asked */
static const char *silences(void)
{
	const char *out = "";
	int n = silence_find(&found, &a, &facts);

	for (int i = 0; i < n; i++) {
		char since[DAY_TEXT], until[DAY_TEXT];

		day_text(since, found[i].since_on);
		day_text(until, found[i].until_on);
		out = arena_printf(&a, "%s%s%s..%s %d", out, i ? ", " : "", since + 5,
				   *until ? until + 5 : "", found[i].days);
		if (found[i].asked)
			out = arena_printf(&a, "%s %d/%d", out, found[i].asked, found[i].answered);
	}
	return out;
}

START_TEST(a_gap_between_two_scans_is_told)
{
	scanned(11, 20);
	scanned(11, 19);
	scanned(11, 10);
	scanned(11, 9);
	ck_assert_str_eq(silences(), "11-10..11-19 9");
	ck_assert_int_eq(found[0].since, SINCE_SCAN);
	ck_assert_str_eq(silence_words(&a, &found[0]),
			 "No scan between 2026-11-10 and 2026-11-19 (9 days)");
}
END_TEST

START_TEST(a_weekend_is_no_gap)
{
	static const struct {
		int from, to;
		bool told;
	} cases[] = {
		{ 13, 16, false }, /* Friday to Monday */
		{ 13, 17, false }, /* ... to Tuesday: one working day */
		{ 13, 18, true },  /* ... to Wednesday */
		{ 12, 16, false }, /* Thursday to Monday */
		{ 9, 11, false },  /* Monday to Wednesday */
		{ 9, 12, true },   /* Monday to Thursday */
		{ 9, 10, false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		setup();
		parcel.status = STATUS_DELIVERED;
		scanned(11, cases[i].to);
		scanned(11, cases[i].from);
		ck_assert_msg(silence_find(&found, &a, &facts) == cases[i].told, "%d to %d",
			      cases[i].from, cases[i].to);
	}
}
END_TEST

START_TEST(slow_mail_is_slow_all_the_way)
{
	facts.today = day(11, 8);
	scanned(11, 6);
	scanned(11, 2);
	scanned(10, 29);
	scanned(10, 21); /* eight days: twice the usual four */
	scanned(10, 16);
	ck_assert_str_eq(silences(), "");
	event[3].occurred_at_local = "2026-10-20T12:00:00"; /* nine */
	event[3].occurred_at = at("2026-10-20T12:00:00Z");
	ck_assert_str_eq(silences(), "10-20..10-29 9");
	facts.nevents = 3; /* with two steps of four, a third of six is usual */
	facts.today = day(11, 12);
	ck_assert_str_eq(silences(), "");
	facts.today = day(11, 16); /* ten days are always told */
	ck_assert_str_eq(silences(), "11-06.. 10");
}
END_TEST

START_TEST(clocks_labels_emails_and_what_was_taken_back_end_no_gap)
{
	scanned(11, 19);
	put(STATUS_IN_TRANSIT, false, 11, 13); /* "In Transit to Next Facility" */
	put(STATUS_PRE_TRANSIT, true, 11, 14);
	put(STATUS_CANCELLED, true, 11, 15);
	scanned(11, 12)->source = SOURCE_EMAIL;
	scanned(11, 16)->gone_poll_id = 3;
	scanned(11, 17)->gone_poll_id = 3;
	scanned(11, 10);
	put(STATUS_PRE_TRANSIT, false, 11, 9);
	ck_assert_str_eq(silences(), "11-10..11-19 9");
	ck_assert_int_eq(found[0].gone, 2);
	ck_assert_ptr_nonnull(
		strstr(silence_words(&a, &found[0]), "; 2 scans in between have vanished"));
}
END_TEST

START_TEST(the_silence_that_lasts_runs_until_now)
{
	scanned(11, 16);
	scanned(11, 15);
	ck_assert_str_eq(silences(), "11-16.. 7");
	ck_assert_str_eq(silence_words(&a, &found[0]), "No scan since 2026-11-16 (7 days)");
	facts.today = day(11, 18);
	ck_assert_str_eq(silences(), "");
	facts.today = day(11, 19);
	ck_assert_str_eq(silences(), "11-16.. 3");
}
END_TEST

START_TEST(nothing_is_missing_of_a_parcel_that_came)
{
	scanned(11, 2);
	parcel.status = STATUS_DELIVERED;
	ck_assert_str_eq(silences(), "");
	parcel.status = STATUS_CANCELLED;
	ck_assert_str_eq(silences(), "");
	parcel.status = STATUS_RETURN_TO_SENDER;
	parcel.status_text = "Return to Sender Processed";
	ck_assert_str_eq(silences(), "11-02.. 21");
	parcel.status_text = "Delivered, To Original Sender";
	ck_assert_str_eq(silences(), "");
}
END_TEST

START_TEST(before_the_first_scan_it_counts_from_label_mailing_or_question)
{
	parcel.status = STATUS_PRE_TRANSIT;
	ck_assert_str_eq(silences(), ""); /* nothing is known at all */
	asked("2026-11-10T12:00:00Z", POLL_DEFERRED);
	ck_assert_str_eq(silences(), "");
	asked("2026-11-11T12:00:00Z", POLL_NOT_FOUND);
	ck_assert_str_eq(silences(), "11-11.. 12 1/1");
	ck_assert_int_eq(found[0].since, SINCE_ASKED);
	ck_assert_str_eq(silence_words(&a, &found[0]),
			 "No scan since we first asked on 2026-11-11 (12 days); asked once, and "
			 "answered");
	parcel.mailed_on = day(11, 5);
	ck_assert_str_eq(silences(), "11-05.. 18 1/1");
	ck_assert_int_eq(found[0].since, SINCE_MAILED);
	ck_assert_ptr_nonnull(
		strstr(silence_words(&a, &found[0]), "No scan since it was mailed on 2026-11-05"));
	put(STATUS_PRE_TRANSIT, false, 11, 3);
	put(STATUS_PRE_TRANSIT, false, 11, 2);
	ck_assert_str_eq(silences(), "11-02.. 21 1/1");
	ck_assert_int_eq(found[0].since, SINCE_LABEL);
	ck_assert_ptr_nonnull(
		strstr(silence_words(&a, &found[0]), "No scan since the label of 2026-11-02"));
	scanned(11, 23);
	ck_assert_str_eq(silences(), "11-02..11-23 21 1/1");
	ck_assert_ptr_nonnull(strstr(silence_words(&a, &found[0]),
				     "No scan between the label of 2026-11-02 and 2026-11-23"));
	facts.nevents = 0;
	scanned(11, 4); /* before it was mailed, as the shipper says: no gap */
	facts.today = day(11, 5);
	ck_assert_str_eq(silences(), "");
}
END_TEST

START_TEST(questions_count_where_they_were_asked)
{
	scanned(11, 19);
	scanned(11, 10);
	asked("2026-11-10T11:59:00Z", POLL_NEW); /* before the gap */
	asked("2026-11-10T12:00:01Z", POLL_UNCHANGED);
	asked("2026-11-12T12:00:00Z", POLL_UNREACHABLE);
	asked("2026-11-13T12:00:00Z", POLL_UNREADABLE);
	asked("2026-11-14T12:00:00Z", POLL_REFUSED);
	asked("2026-11-15T12:00:00Z", POLL_DEFERRED); /* nobody was asked */
	asked("2026-11-16T12:00:00Z", POLL_NOT_FOUND);
	asked("2026-11-19T11:59:59Z", POLL_NEW);
	asked("2026-11-19T12:00:00Z", POLL_NEW); /* the scan itself */
	asked("2026-11-20T12:00:00Z", POLL_UNCHANGED);
	poll[facts.npolls] = poll[1];
	poll[facts.npolls++].source = SOURCE_SAVED_ANSWER; /* when it was asked, nobody knows */
	ck_assert_str_eq(silences(), "11-10..11-19 9 6/3");
	ck_assert_ptr_nonnull(
		strstr(silence_words(&a, &found[0]), "; asked 6 times, answered 3 times"));
	poll[1].outcome = poll[6].outcome = poll[7].outcome = POLL_REFUSED;
	silences();
	ck_assert_ptr_nonnull(
		strstr(silence_words(&a, &found[0]), "; asked 6 times, never answered"));
}
END_TEST

/* Without a zone a scan may have been half a day earlier or later: only what is sure counts. */
START_TEST(without_a_zone_only_sure_questions_count)
{
	scanned(11, 19)->occurred_at = INSTANT_NONE;
	scanned(11, 10)->occurred_at = INSTANT_NONE;
	asked("2026-11-10T23:00:00Z", POLL_UNCHANGED);
	asked("2026-11-11T01:00:00Z", POLL_UNCHANGED);
	asked("2026-11-18T21:00:00Z", POLL_UNCHANGED);
	asked("2026-11-18T23:00:00Z", POLL_UNCHANGED);
	ck_assert_str_eq(silences(), "11-10..11-19 9 2/2");
	event[1].occurred_at_local = "2026-11-10";
	ck_assert_str_eq(silences(), "11-10..11-19 9 1/1");
	event[1].occurred_at_local = "yesterday"; /* no day: no scan to count from */
	ck_assert_str_eq(silences(), "11-10..11-19 9 3/3");
	ck_assert_int_eq(found[0].since, SINCE_ASKED);
}
END_TEST

START_TEST(each_way_to_begin_has_a_name)
{
	for (int i = 0; i < SINCE_NVALUES; i++) {
		struct silence s = { .since = (enum silence_since)i,
				     .since_on = day(11, 2),
				     .until_on = i % 2 ? day(11, 9) : DAY_NONE,
				     .days = 7 };

		ck_assert_ptr_nonnull(silence_since_names[i]);
		ck_assert_ptr_nonnull(strstr(silence_words(&a, &s), "2026-11-02"));
	}
}
END_TEST

Suite *silence_suite(void)
{
	Suite *s = suite_create("silence");
	TCase *t = tcase_create("silence");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_gap_between_two_scans_is_told);
	tcase_add_test(t, a_weekend_is_no_gap);
	tcase_add_test(t, slow_mail_is_slow_all_the_way);
	tcase_add_test(t, clocks_labels_emails_and_what_was_taken_back_end_no_gap);
	tcase_add_test(t, the_silence_that_lasts_runs_until_now);
	tcase_add_test(t, nothing_is_missing_of_a_parcel_that_came);
	tcase_add_test(t, before_the_first_scan_it_counts_from_label_mailing_or_question);
	tcase_add_test(t, questions_count_where_they_were_asked);
	tcase_add_test(t, without_a_zone_only_sure_questions_count);
	tcase_add_test(t, each_way_to_begin_has_a_name);
	suite_add_tcase(s, t);
	return s;
}
