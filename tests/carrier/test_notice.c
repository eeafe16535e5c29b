#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "carrier/notice.h"
#include "carrier/test_slips.h"

static struct arena a;

char *seed(struct arena *to, const char *folder, const char *name, size_t *len)
{
	struct err err = { 0 };
	char *bytes;
	char *path = path_join(to, path_join(to, "tests/fuzz/corpus", folder), name);

	ck_assert_msg(file_read(&bytes, len, to, path, ANSWER_MAX, &err) == 0, "%s", err.text);
	return bytes;
}

char *event_words(struct arena *to, const struct event *e)
{
	return arena_printf(to, "%s|%s|%s|%s", e->occurred_at_local ? e->occurred_at_local : "-",
			    e->place ? e->place : "-", e->text ? e->text : "-",
			    status_names[e->status]);
}

static void teardown(void)
{
	arena_release(&a);
}

/* What the first event of each seed says. */
/* clang-format off */
static const struct {
	const char *name, *number, *carrier, *by, *first;
	int events;
	bool instant;
} seeds[] = {
	{ "usps.json", SLIP_USPS, "usps", "USPS",
	  "2026-11-22T13:44:12-06:00|OXFORD, MS 38655|Delivered, Front Door/Porch|delivered", 1,
		true },
	{ "ups.json", SLIP_UPS, "ups", "UPS",
	  "2026-11-06T14:11:00|OXFORD, MS 38655|Delivered|delivered", 1, true },
	{ "easypost.json", SLIP_USPS, NULL, "EasyPost",
	  "2026-11-22T06:10:00Z|OXFORD, MS 38655|Out for Delivery|out_for_delivery", 1, true },
	{ "aftership.json", SLIP_USPS, "usps", "AfterShip",
	  "2026-11-20T09:00:00|OXFORD, MS, USA|Return to Sender Processed|return_to_sender", 2,
		false },
	{ "17track.json", SLIP_USPS, "usps", "17TRACK",
	  "2026-11-17T10:00:00-06:00|OXFORD, MS|Arrived at USPS Facility|in_transit", 2, true },
	{ "shippo.json", SLIP_USPS, "usps", "Shippo",
	  "2026-11-22T12:10:00Z|Oxford, MS 38655|Your shipment is on the van.|out_for_delivery", 1,
		true },
	{ "ship24.json", SLIP_USPS, "usps", "Ship24",
	  "2026-11-22T13:44:57|OXFORD, MS 38655|Delivered to the addressee|delivered", 1, false },
	{ "shipengine.json", SLIP_UPS, "ups", "ShipEngine",
	  "2026-11-06T14:11:00|OXFORD, MS 38655|DELIVERED|delivered", 1, false },
};
/* clang-format on */

static struct slips read_bytes(const char *bytes, size_t len)
{
	struct slips s;
	struct err err = { 0 };

	ck_assert_msg(notice_read(&s, &a, bytes, len, &err) == 0, "%s", err.text);
	ck_assert_int_eq(s.source, SOURCE_NOTICE);
	return s;
}

static struct slips read_text(const char *text)
{
	return read_bytes(text, strlen(text));
}

static char *seed_text(const char *name)
{
	size_t len;

	return seed(&a, "notice", name, &len);
}

START_TEST(every_shape_of_notice_is_read)
{
	struct slips s = read_text(seed_text(seeds[_i].name));
	const struct reading *r = &s.slip->reading;

	ck_assert_int_eq(s.n, 1);
	ck_assert_str_eq(r->tracking_number, seeds[_i].number);
	ck_assert(text_same(s.slip->carrier, seeds[_i].carrier));
	ck_assert_str_eq(s.slip->by, seeds[_i].by);
	ck_assert_int_eq(r->outcome, POLL_NEW);
	ck_assert(r->partial);
	ck_assert_int_eq(r->nevents, seeds[_i].events);
	ck_assert_str_eq(event_words(&a, &r->event[0]), seeds[_i].first);
	ck_assert_int_eq(r->event[0].occurred_at != INSTANT_NONE, seeds[_i].instant);
	ck_assert_int_eq(r->event[0].source, SOURCE_NOTICE);
}
END_TEST

START_TEST(words_that_no_carrier_knows_are_judged_by_the_aggregators_status)
{
	struct slips s = read_text(seed_text("aftership.json"));
	const struct event *e = &s.slip->reading.event[1];

	ck_assert_str_eq(event_words(&a, e), "2026-11-18T09:00:00-06:00|OXFORD, MS|Zustellung im "
					     "Gange|out_for_delivery");
	ck_assert(e->is_scan);
	ck_assert_int_eq(s.slip->reading.expected_on, day_of(2026, 11, 25));
	s = read_text(seed_text("17track.json"));
	ck_assert(!s.slip->reading.event[1].is_scan);
	ck_assert_int_eq(s.slip->reading.event[1].status, STATUS_PRE_TRANSIT);
}
END_TEST

START_TEST(lists_and_logs_hold_many)
{
	char *one = seed_text("usps.json"), *other = seed_text("aftership.json");
	struct slips s = read_text(arena_printf(&a, "[%s,%s]", one, one));

	ck_assert_int_eq(s.n, 2);
	s = read_text(arena_printf(&a, "[%s,%s]", other, other));
	ck_assert_int_eq(s.n, 2);
	s = read_text(seed_text("log.jsonl"));
	ck_assert_int_eq(s.n, 3);
	ck_assert_str_eq(s.slip[0].by, "UPS");
	ck_assert_str_eq(s.slip[2].by, "17TRACK");
	ck_assert_ptr_nonnull(strstr(s.note, "1 notice could not be read"));
}
END_TEST

START_TEST(every_status_of_an_aggregator_means_something)
{
	static const char *const known[] = { "Delivered", "delivered",      "InTransit",
					     "TRANSIT",   "failed_attempt", "Exception_Lost",
					     "EX" };

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		ck_assert_msg(notice_status(known[i]) != NULL, "%s", known[i]);
	ck_assert_ptr_null(notice_status("Pending"));
	ck_assert_ptr_null(notice_status(NULL));
	ck_assert_int_eq(notice_status("Exception")->status, STATUS_UNKNOWN);
	for (int i = 0; i < notice_nshapes; i++) {
		const struct notice_shape *s = &notice_shapes[i];

		ck_assert(s->who && s->mark && s->parcels && s->number[0] && s->events[0] &&
			  s->time[0] && s->text[0]);
	}
}
END_TEST

START_TEST(what_is_no_notice_is_left_to_others)
{
	static const char *const none[] = {
		"",
		"{}",
		"[]",
		"null",
		"{\"event\":\"other\"}",
		"hello",
		"{\"msg\":null}",
		"{\"trackingNumber\":\"1\",\"trackingEvents\":[]}",
	};
	struct slips s;
	struct err err;

	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		ck_assert_int_eq(notice_read(&s, &a, none[i], strlen(none[i]), &err), -1);
		ck_assert_msg(err.code == ERR_NOT_FOUND, "%s: %s", none[i], err.text);
	}
	ck_assert_int_eq(notice_read(&s, &a,
				     "{\"subscriptionType\":\"TRACKING\",\"payload\":\"not json\"}",
				     52, &err),
			 -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
}
END_TEST

START_TEST(carriers_have_many_names)
{
	ck_assert_str_eq(slip_carrier("USPS"), "usps");
	ck_assert_str_eq(slip_carrier("us-post"), "usps");
	ck_assert_str_eq(slip_carrier("21051"), "usps");
	ck_assert_str_eq(slip_carrier("DHL eCommerce"), "dhl_ecommerce");
	ck_assert_str_eq(slip_carrier("canada-post"), "canada_post");
	ck_assert_str_eq(slip_carrier("yodel"), "yodel");
	ck_assert_ptr_null(slip_carrier("China Post"));
	ck_assert_ptr_null(slip_carrier(NULL));
}
END_TEST

static const char *number_in(const char *text, const char *carrier)
{
	struct err err = { 0 };
	const char *found;

	return slip_number(&found, &a, text, strlen(text), carrier, &err) < 0
		       ? err.text[0] ? "many" : "?"
	       : found ? found
		       : "none";
}

START_TEST(a_number_is_found_in_text_however_it_is_grouped)
{
	ck_assert_str_eq(number_in("Tracking: 9400 1112 0620 6406 2607 87.", NULL), SLIP_USPS);
	ck_assert_str_eq(number_in("9400-1112-0620-6406-2607-87", NULL), SLIP_USPS);
	ck_assert_str_eq(number_in("x\n1Z 999 AA1 01 2345 6784\ny", NULL), SLIP_UPS);
	ck_assert_str_eq(number_in("order 1001, a@b.c, 2026-11-05 13:44", NULL), "none");
	ck_assert_str_eq(number_in(SLIP_USPS " and " SLIP_USPS, NULL), SLIP_USPS);
	ck_assert_str_eq(number_in(SLIP_USPS "\n" SLIP_UPS, NULL), "many");
	ck_assert_str_eq(number_in(SLIP_USPS "\n" SLIP_UPS, "ups"), SLIP_UPS);
	ck_assert_str_eq(number_in("9400111206206406260788", NULL), "none");
}
END_TEST

Suite *notice_suite(void)
{
	Suite *s = suite_create("notice");
	TCase *t = tcase_create("notice");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_loop_test(t, every_shape_of_notice_is_read, 0,
			    (int)(sizeof seeds / sizeof *seeds));
	tcase_add_test(t, words_that_no_carrier_knows_are_judged_by_the_aggregators_status);
	tcase_add_test(t, lists_and_logs_hold_many);
	tcase_add_test(t, every_status_of_an_aggregator_means_something);
	tcase_add_test(t, what_is_no_notice_is_left_to_others);
	tcase_add_test(t, carriers_have_many_names);
	tcase_add_test(t, a_number_is_found_in_text_however_it_is_grouped);
	suite_add_tcase(s, t);
	return s;
}
