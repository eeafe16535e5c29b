#include <string.h>

#include "carrier/replies.h"

static struct arena a;

static void teardown(void)
{
	arena_release(&a);
}

static const struct reading *one(const struct answer *out)
{
	ck_assert_msg(out->verdict == VERDICT_OK, "%s", out->message ? out->message : "");
	ck_assert_int_ge(out->nreadings, 1);
	return &out->reading[0];
}

static void event_is(const struct event *e, const char *at, const char *local, const char *place,
		     const char *code)
{
	char text[INSTANT_TEXT];

	ck_assert_str_eq(instant_text(text, e->occurred_at), at);
	ck_assert_pstr_eq(e->occurred_at_local, local);
	ck_assert_pstr_eq(e->place, place);
	ck_assert_pstr_eq(e->code, code);
	ck_assert_int_eq(e->source, SOURCE_API);
	ck_assert_int_eq(e->id, 0);
	ck_assert(e->first_seen_at == INSTANT_NONE);
}

START_TEST(v3_detail_is_read)
{
	struct answer out = say_file(&a, "v3", 200, "v3_detail.json", 1);
	const struct reading *r = one(&out);

	ck_assert_int_eq(r->outcome, POLL_NEW);
	ck_assert_int_eq(r->shipment_id, 11);
	ck_assert_str_eq(r->tracking_number, FIRST);
	ck_assert_str_eq(r->status_text, "In Transit, Arriving Late");
	ck_assert_str_eq(r->service, "ground_advantage");
	ck_assert_int_eq(r->expected_on, day_of(2026, 3, 12));
	ck_assert_ptr_null(r->message);
	ck_assert_int_eq(r->nevents, 5);
	event_is(&r->event[0], "2026-03-13T07:05:00Z", "2026-03-13T01:05:00", NULL, "TL");
	ck_assert_int_eq(r->event[0].trouble, TROUBLE_DELAYED);
	ck_assert(!r->event[0].is_scan && !r->event[1].is_scan);
	event_is(&r->event[2], "2026-03-08T04:41:00Z", "2026-03-07T22:41:00",
		 "MEMPHIS TN DISTRIBUTION CENTER", "T1");
	ck_assert(r->event[2].is_scan);
	event_is(&r->event[3], "2026-03-05T22:02:00Z", "2026-03-05T16:02:00", "TUPELO, MS 38801",
		 "03");
	ck_assert_int_eq(r->event[4].status, STATUS_PRE_TRANSIT);
	ck_assert(!r->event[4].is_scan);
}
END_TEST

START_TEST(a_z_behind_wall_time_is_not_believed)
{
	struct answer out = say_file(&a, "v3", 200, "v3_misleading_z.json", 1);
	const struct reading *r = one(&out);

	ck_assert_int_eq(r->nevents, 2);
	event_is(&r->event[0], "", "2026-03-20T11:15:00Z", "TUPELO, MS 38801", "01");
	event_is(&r->event[1], "2026-03-20T12:45:00Z", "2026-03-20T07:45:00Z", "TUPELO, MS 38801",
		 "07");
}
END_TEST

START_TEST(delivered_to_the_sender_is_a_return_even_when_only_the_status_says_so)
{
	struct answer out = say_file(&a, "v3", 200, "v3_misleading_z.json", 1);
	const struct reading *r = one(&out);

	ck_assert_str_eq(r->event[0].text, "Delivered");
	ck_assert_int_eq(r->event[0].status, STATUS_RETURN_TO_SENDER);
	ck_assert_int_eq(r->event[0].trouble, TROUBLE_RETURNED);
}
END_TEST

START_TEST(names_that_drift_are_still_read)
{
	struct answer out = say_file(&a, "v3", 200, "v3_drift.json", 1);
	const struct reading *r = one(&out);

	ck_assert_int_eq(r->outcome, POLL_NEW);
	ck_assert_str_eq(r->tracking_number, FIRST);
	ck_assert_str_eq(r->service, "priority_mail_express_cod");
	ck_assert_int_eq(r->expected_on, day_of(2026, 5, 15));
	ck_assert_int_eq(r->nevents, 1);
	event_is(&r->event[0], "2026-05-15T13:10:00Z", "2026-05-15 07:10:00.000000",
		 "LONDON, GREAT BRITAIN", "OF");
}
END_TEST

START_TEST(a_summary_is_a_status_without_events)
{
	struct answer out = say_file(&a, "v3", 200, "v3_summary.json", 1);
	const struct reading *r = one(&out);

	ck_assert_int_eq(r->outcome, POLL_NEW);
	ck_assert_int_eq(r->nevents, 0);
	ck_assert_int_eq(strncmp(r->status_text, "Your item was accepted", 22), 0);
	ck_assert_int_eq(r->expected_on, day_of(2026, 3, 12));
	out = say_file(&a, "v3", 200, "v3_first_shape.json", 1);
	ck_assert_int_eq(one(&out)->outcome, POLL_NEW);
	ck_assert_int_eq(strncmp(one(&out)->status_text, "USPS is now in possession", 25), 0);
}
END_TEST

START_TEST(a_batch_is_matched_by_number_not_by_order)
{
	struct answer out = say_file(&a, "v3r2", 200, "v3r2_batch.json", 3);
	const struct reading *r = out.reading;

	one(&out);
	ck_assert_int_eq(out.nreadings, 3);
	ck_assert_int_eq(r[0].outcome, POLL_NEW);
	ck_assert_str_eq(r[0].service, "media_mail");
	ck_assert_int_eq(r[0].event[0].status, STATUS_DELIVERED);
	event_is(&r[0].event[0], "2026-03-12T18:44:12Z", "2026-03-12T13:44:12-05:00",
		 "OXFORD, MS 38655", "01");
	ck_assert_int_eq(r[1].outcome, POLL_NEW);
	ck_assert_str_eq(r[1].service, "registered_international");
	ck_assert_int_eq(r[1].expected_on, day_of(2026, 3, 19));
	event_is(&r[1].event[0], "2026-03-16T07:20:00Z", "2026-03-16T08:20:00+01:00",
		 "PARIS, FRANCE", "B1");
	ck_assert_int_eq(r[1].event[0].trouble, TROUBLE_CUSTOMS);
	ck_assert_int_eq(r[2].outcome, POLL_UNREADABLE);
	ck_assert_ptr_nonnull(strstr(r[2].message, "does not mention"));
	ck_assert_int_eq(r[2].shipment_id, 13);
}
END_TEST

START_TEST(a_207_gives_each_parcel_its_own_outcome)
{
	struct answer out = say_file(&a, "v3r2", 207, "v3r2_207.json", 3);
	const struct reading *r = out.reading;

	one(&out);
	ck_assert_int_eq(r[0].outcome, POLL_NEW);
	ck_assert_str_eq(r[0].service, "parcel_select");
	ck_assert_int_eq(r[1].outcome, POLL_REFUSED);
	ck_assert_ptr_nonnull(strstr(r[1].message, "Mailer ID"));
	ck_assert_int_eq(r[2].outcome, POLL_NOT_FOUND);
	ck_assert_ptr_nonnull(r[2].message);
}
END_TEST

#define EVENT "{\"eventType\":\"Refused\",\"eventCode\":\"04\"}"
#define DETAIL(number, status)                                                                    \
	"{\"trackingNumber\":\"" number "\",\"status\":\"" status "\",\"trackingEvents\":[" EVENT \
	"]}"

START_TEST(strangers_are_ignored_and_the_first_of_doubles_counts)
{
	struct answer out = say(&a, "v3r2", 200,
				"[" DETAIL("9999999999999999999999", "A") "," DETAIL(
					FIRST, "B") "," DETAIL(FIRST, "C") ",7,null,{}]",
				2);

	ck_assert_str_eq(one(&out)->status_text, "B");
	ck_assert_int_eq(out.nreadings, 2);
	ck_assert_int_eq(out.reading[1].outcome, POLL_UNREADABLE);
}
END_TEST

START_TEST(an_answer_about_another_number_is_not_taken)
{
	struct answer out = say(&a, "v3", 200, DETAIL(SECOND, "Delivered"), 1);

	ck_assert_int_eq(one(&out)->outcome, POLL_UNREADABLE);
	ck_assert_ptr_nonnull(strstr(one(&out)->message, "another number, \"" SECOND "\""));
	ck_assert_ptr_null(one(&out)->status_text);
	ck_assert_int_eq(one(&out)->nevents, 0);
}
END_TEST

START_TEST(a_number_matches_with_and_without_its_zip)
{
	static const struct {
		const char *number;
		enum poll_outcome outcome;
	} rows[] = {
		{ DETAIL("42038655" FIRST, "x"), POLL_NEW },
		{ DETAIL("420386551234" FIRST, "x"), POLL_NEW },
		{ DETAIL("9400 1361 1189 9200 0000 17", "x"), POLL_NEW },
		{ DETAIL("4203865" FIRST, "x"), POLL_UNREADABLE },
		{ DETAIL("42138655" FIRST, "x"), POLL_UNREADABLE },
		{ DETAIL("1" FIRST, "x"), POLL_UNREADABLE },
		{ "{\"status\":\"x\",\"trackingEvents\":[" EVENT "]}", POLL_NEW },
		{ "{\"trackingNumber\":" FIRST ",\"status\":\"x\"}", POLL_NEW },
		{ "{\"trackingNumber\":9.400136E+21,\"status\":\"x\"}", POLL_UNREADABLE },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct answer out = say(&a, "v3", 200, rows[i].number, 1);

		ck_assert_msg(one(&out)->outcome == rows[i].outcome, "%s: %s", rows[i].number,
			      poll_outcome_names[one(&out)->outcome]);
	}
}
END_TEST

START_TEST(two_parcels_of_one_number_are_told_apart_by_date_or_not_at_all)
{
	const struct ask asks[] = {
		{ 1, FIRST, day_of(2024, 1, 9), NULL },
		{ 2, FIRST, day_of(2026, 3, 5), NULL },
	};
	const char *dated = "[{\"trackingNumber\":\"" FIRST "\",\"status\":\"new one\","
			    "\"mailingDate\":\"2026-03-05\"}]";
	const char *undated = "[" DETAIL(FIRST, "whose") "]";
	struct http_answer answer = { .status = 200, .body = dated, .len = strlen(dated) };
	struct credentials c = { 0 };
	struct answer out;

	usps.read_answer(&out, &a, &c, &answer, asks, 2);
	ck_assert_int_eq(out.reading[0].outcome, POLL_UNREADABLE);
	ck_assert_str_eq(out.reading[1].status_text, "new one");
	answer = (struct http_answer){ .status = 200, .body = undated, .len = strlen(undated) };
	usps.read_answer(&out, &a, &c, &answer, asks, 2);
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(out.reading[i].outcome, POLL_UNREADABLE);
		ck_assert_ptr_nonnull(strstr(out.reading[i].message, "mailing dates"));
	}
}
END_TEST

START_TEST(events_come_newest_first_whatever_the_order)
{
	struct answer out = say(&a, "v3", 200,
				"{\"trackingEvents\":["
				"{\"eventType\":\"b\",\"GMTTimestamp\":\"2026-03-02T00:00:00Z\"},"
				"{\"eventType\":\"a\",\"GMTTimestamp\":\"2026-03-01T00:00:00Z\"},"
				"{\"eventType\":\"c\",\"GMTTimestamp\":\"2026-03-03T00:00:00Z\"}]}",
				1);

	ck_assert_str_eq(one(&out)->event[0].text, "c");
	ck_assert_str_eq(one(&out)->event[1].text, "b");
	ck_assert_str_eq(one(&out)->event[2].text, "a");
}
END_TEST

START_TEST(an_unknown_event_proves_a_sighting_only_at_a_place)
{
	struct answer out = say(&a, "v3", 200,
				"{\"statusCategory\":\"Alert\",\"trackingEvents\":["
				"{\"eventType\":\"words of tomorrow\"},"
				"{\"eventType\":\"words of tomorrow\",\"eventCity\":\"TUPELO\"}]}",
				1);

	ck_assert(!one(&out)->event[0].is_scan);
	ck_assert(one(&out)->event[1].is_scan);
	ck_assert_int_eq(one(&out)->event[0].status, STATUS_UNKNOWN);
	ck_assert_int_eq(one(&out)->event[0].trouble, TROUBLE_UNCLEAR);
}
END_TEST

START_TEST(mail_classes_become_services)
{
	static const struct {
		const char *mail_class, *services, *service;
	} rows[] = {
		{ "USPS Ground Advantage<SUP>&#153;</SUP>", "[]", "ground_advantage" },
		{ "Priority Mail<SUP>&reg;</SUP>", "\"Insured\"", "priority_mail" },
		{ "Priority Mail Express<SUP>&reg;</SUP>", "null", "priority_mail_express" },
		{ "Priority Mail International", "[]", "priority_mail_international" },
		{ "Priority Mail Express International", "[]",
		  "priority_mail_express_international" },
		{ "First-Class Package International Service", "[]",
		  "first_class_package_international" },
		{ "First-Class Mail International", "[]", NULL },
		{ "First-Class Mail<SUP>&reg;</SUP>", "[7,null]", "first_class" },
		{ "First-Class Package Service", "[]", "first_class" },
		{ "Media Mail", "[]", "media_mail" },
		{ "Parcel Select Lightweight", "[]", "parcel_select" },
		{ "Priority Mail", "[\"Registered Mail<SUP>&#174;</SUP>\"]", "registered" },
		{ "Priority Mail", "\"Collect on Delivery\"", "cod" },
		{ "Priority Mail", "[\"COD\",\"Registered Mail\"]", "registered_cod" },
		{ "Priority Mail Express", "\"COD\"", "priority_mail_express_cod" },
		{ "Priority Mail International", "\"Registered Mail\"",
		  "registered_international" },
		{ "Post by Pigeon", "[]", NULL },
		{ "", "[]", NULL },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct answer out = say(
			&a, "v3", 200,
			arena_printf(&a, "{\"status\":\"x\",\"mailClass\":\"%s\",\"services\":%s}",
				     rows[i].mail_class, rows[i].services),
			1);
		const char *service = one(&out)->service;
		bool known = !service;

		ck_assert_msg(service == rows[i].service || (service && rows[i].service &&
							     !strcmp(service, rows[i].service)),
			      "%s + %s: %s", rows[i].mail_class, rows[i].services, service);
		for (int k = 0; k < usps_services_n; k++)
			known |= service && !strcmp(usps_services[k], service);
		ck_assert(known);
	}
}
END_TEST

START_TEST(expected_days_come_from_the_first_field_that_is_a_day)
{
	static const struct {
		const char *fields;
		int year, month, day;
	} rows[] = {
		{ "\"expectedDeliveryDate\":\"2026-03-12\"", 2026, 3, 12 },
		{ "\"expectedDeliveryTimeStamp\":\"2026-03-12T23:59:00Z\"", 2026, 3, 12 },
		{ "\"guaranteedDeliveryDate\":\"2 Days\",\"predictedDeliveryDate\":\"2026-03-13\"",
		  2026, 3, 13 },
		{ "\"deliveryDateExpectation\":{\"expectedDeliveryDate\":\"2026-03-14\","
		  "\"guaranteedDeliveryDate\":\"2026-03-15\"}",
		  2026, 3, 14 },
		{ "\"deliveryDateExpectation\":\"soon\",\"expectedDeliveryDate\":20260316", 2026, 3,
		  16 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct answer out =
			say(&a, "v3", 200,
			    arena_printf(&a, "{\"status\":\"x\",%s}", rows[i].fields), 1);

		ck_assert_msg(one(&out)->expected_on ==
				      day_of(rows[i].year, rows[i].month, rows[i].day),
			      "%s", rows[i].fields);
	}
	struct answer none =
		say(&a, "v3", 200, "{\"status\":\"x\",\"expectedDeliveryDate\":\"?\"}", 1);

	ck_assert_int_eq(one(&none)->expected_on, DAY_NONE);
}
END_TEST

START_TEST(places_are_put_together_from_what_is_there)
{
	static const struct {
		const char *fields, *place;
	} rows[] = {
		{ "\"eventCity\":\"A\",\"eventState\":\"MS\",\"eventZIP\":\"38801\"",
		  "A, MS 38801" },
		{ "\"eventCity\":\"A\",\"eventZIPCode\":\"38801\"", "A 38801" },
		{ "\"eventCity\":\"A\",\"eventState\":\"MS\",\"eventCountry\":\"us\"", "A, MS" },
		{ "\"eventState\":\"MS\",\"eventZIP\":\"38801\"", "MS 38801" },
		{ "\"eventZIP\":\"38801\"", "38801" },
		{ "\"eventCountry\":\"US\"", NULL },
		{ "\"eventCountry\":\"JAPAN\",\"eventCity\":\" \"", "JAPAN" },
		{ "\"eventCity\":{\"x\":1}", NULL },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct answer out =
			say(&a, "v3", 200,
			    arena_printf(&a, "{\"trackingEvents\":[{\"eventCode\":\"03\",%s}]}",
					 rows[i].fields),
			    1);

		ck_assert_pstr_eq(one(&out)->event[0].place, rows[i].place);
	}
}
END_TEST

START_TEST(a_webhook_envelope_is_opened)
{
	struct answer out = say_file(&a, "v3r2", 200, "webhook.json", 1);

	ck_assert_int_eq(one(&out)->outcome, POLL_NEW);
	ck_assert_int_eq(one(&out)->event[0].status, STATUS_ATTEMPTED);
}
END_TEST

Suite *read_suite(void)
{
	Suite *s = suite_create("read");
	TCase *t = tcase_create("read");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_test(t, v3_detail_is_read);
	tcase_add_test(t, a_z_behind_wall_time_is_not_believed);
	tcase_add_test(t, delivered_to_the_sender_is_a_return_even_when_only_the_status_says_so);
	tcase_add_test(t, names_that_drift_are_still_read);
	tcase_add_test(t, a_summary_is_a_status_without_events);
	tcase_add_test(t, a_batch_is_matched_by_number_not_by_order);
	tcase_add_test(t, a_207_gives_each_parcel_its_own_outcome);
	tcase_add_test(t, strangers_are_ignored_and_the_first_of_doubles_counts);
	tcase_add_test(t, an_answer_about_another_number_is_not_taken);
	tcase_add_test(t, a_number_matches_with_and_without_its_zip);
	tcase_add_test(t, two_parcels_of_one_number_are_told_apart_by_date_or_not_at_all);
	tcase_add_test(t, events_come_newest_first_whatever_the_order);
	tcase_add_test(t, an_unknown_event_proves_a_sighting_only_at_a_place);
	tcase_add_test(t, mail_classes_become_services);
	tcase_add_test(t, expected_days_come_from_the_first_field_that_is_a_day);
	tcase_add_test(t, places_are_put_together_from_what_is_there);
	tcase_add_test(t, a_webhook_envelope_is_opened);
	suite_add_tcase(s, t);
	return s;
}
