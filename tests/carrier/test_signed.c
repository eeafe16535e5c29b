#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "carrier/replies.h"

/* Who signed, and whether the list of events is whole: read alike of every carrier. */

static struct arena a;
static struct err err;

static void teardown(void)
{
	arena_release(&a);
}

static struct reading saved(const char *carrier, const char *body)
{
	struct answer out;

	ck_assert_msg(carrier_find(carrier)->read_saved(&out, &a, body, strlen(body), &err) == 0,
		      "%s: %s", carrier, err.text);
	ck_assert_int_eq(out.nreadings, 1);
	ck_assert_msg(out.reading[0].outcome == POLL_NEW, "%s: %s", carrier,
		      out.reading[0].message ? out.reading[0].message : "");
	return out.reading[0];
}

/* clang-format off */
#define USPS(key)                                                                           \
	"{\"trackingNumber\":\"" FIRST "\",\"status\":\"Delivered\",\"trackingEvents\":["   \
	"{\"eventType\":\"Delivered, Left with Individual\",\"eventCode\":\"01\","          \
	"\"eventTimestamp\":\"2026-03-09T10:00:00\",\"" key "\":\"J DOE\"},"                \
	"{\"eventType\":\"Out for Delivery\",\"eventCode\":\"OF\",\"" key "\":null,"        \
	"\"eventTimestamp\":\"2026-03-09T07:00:00\"}]}"
#define UPS                                                                                 \
	"{\"trackResponse\":{\"shipment\":[{\"package\":[{"                                 \
	"\"trackingNumber\":\"1Z999AA10111111117\","                                        \
	"\"deliveryInformation\":{\"receivedBy\":\"J DOE\"},\"activity\":["                 \
	"{\"status\":{\"type\":\"D\",\"code\":\"KB\",\"statusCode\":\"011\","               \
	"\"description\":\"DELIVERED\"},\"date\":\"20260309\",\"time\":\"100000\"},"        \
	"{\"status\":{\"type\":\"I\",\"code\":\"OT\",\"statusCode\":\"021\","               \
	"\"description\":\"Out For Delivery Today\"},\"date\":\"20260309\","                \
	"\"time\":\"070000\"}]}]}]}}"
#define UPS_NOTICE                                                                          \
	"{\"trackingNumber\":\"1Z999AA10111111117\",\"activityStatus\":{\"type\":\"D\","    \
	"\"code\":\"KB\",\"description\":\"DELIVERED\"},"                                   \
	"\"localActivityDate\":\"20260309\",\"localActivityTime\":\"100000\","              \
	"\"receivedBy\":\"J DOE\"}"
#define FEDEX(names)                                                                        \
	"{\"output\":{\"completeTrackResults\":[{\"trackingNumber\":\"770011223344\","      \
	"\"trackResults\":[{\"deliveryDetails\":{" names "},\"scanEvents\":["               \
	"{\"date\":\"2026-03-09T10:00:00-05:00\",\"eventType\":\"DL\","                     \
	"\"eventDescription\":\"Delivered\",\"derivedStatusCode\":\"DL\"},"                 \
	"{\"date\":\"2026-03-09T07:00:00-05:00\",\"eventType\":\"OD\","                     \
	"\"eventDescription\":\"On FedEx vehicle for delivery\","                           \
	"\"derivedStatusCode\":\"IT\"}]}]}]}}"
#define DHL(who)                                                                            \
	"{\"shipments\":[{\"id\":\"3344556677\",\"service\":\"express\","                   \
	"\"details\":{\"proofOfDelivery\":{\"signed\":" who "}},\"events\":["               \
	"{\"timestamp\":\"2026-03-09T10:00:00+01:00\",\"statusCode\":\"delivered\","        \
	"\"description\":\"Delivered\"},"                                                   \
	"{\"timestamp\":\"2026-03-09T07:00:00+01:00\",\"statusCode\":\"transit\","          \
	"\"description\":\"With delivery courier\"}]}]}"
#define CANADA_POST                                                                         \
	"<tracking-detail><pin>1234567890123456</pin><significant-events>"                  \
	"<occurrence><event-identifier>1496</event-identifier>"                             \
	"<event-date>2026-03-09</event-date><event-time>10:00:00</event-time>"              \
	"<event-description>Item successfully delivered</event-description>"                \
	"<signatory-name>J DOE</signatory-name></occurrence>"                               \
	"<occurrence><event-identifier>0174</event-identifier>"                             \
	"<event-date>2026-03-09</event-date><event-time>07:00:00</event-time>"              \
	"<event-description>Item out for delivery</event-description>"                      \
	"<signatory-name></signatory-name></occurrence>"                                    \
	"</significant-events></tracking-detail>"
#define EASYPOST                                                                            \
	"{\"tracking_code\":\"" FIRST "\",\"status\":\"delivered\",\"signed_by\":\"J DOE\","\
	"\"tracking_details\":[{\"message\":\"Out for delivery\","                          \
	"\"status\":\"out_for_delivery\",\"datetime\":\"2026-03-09T07:00:00Z\"},"           \
	"{\"message\":\"Delivered\",\"status\":\"delivered\","                              \
	"\"datetime\":\"2026-03-09T10:00:00Z\"}]}"
/* clang-format on */

static const struct {
	const char *carrier, *body;
	bool partial;
} signed_for[] = {
	{ "usps", USPS("name"), false },
	{ "usps", USPS("recipientName"), false },
	{ "ups", UPS, false },
	{ "ups", UPS_NOTICE, true },
	{ "fedex", FEDEX("\"receivedByName\":\"J DOE\""), false },
	{ "fedex", FEDEX("\"receivedByName\":\"FRONT DESK\",\"signedByName\":\"J DOE\""), false },
	{ "dhl_express", DHL("\"J DOE\""), false },
	{ "dhl_express", DHL("{\"givenName\":\"J\",\"familyName\":\"DOE\"}"), false },
	{ "dhl_express", DHL("{\"name\":\"J DOE\"}"), false },
	{ "canada_post", CANADA_POST, false },
	{ "easypost", EASYPOST, false },
};
enum { SIGNED_FOR = sizeof signed_for / sizeof *signed_for };

START_TEST(who_signed_stands_at_the_delivery)
{
	struct reading r = saved(signed_for[_i].carrier, signed_for[_i].body);

	ck_assert_int_eq(r.event[0].status, STATUS_DELIVERED);
	ck_assert_pstr_eq(r.event[0].signed_by, "J DOE");
	for (int i = 1; i < r.nevents; i++)
		ck_assert_ptr_null(r.event[i].signed_by);
	ck_assert_int_eq(r.partial, signed_for[_i].partial);
}
END_TEST

START_TEST(nobody_is_made_up)
{
	static const char *const said[] = { "null", "\"\"", "\"  \"", "{}", "[]" };

	for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
		const char *dhl = arena_printf(&a, DHL("%s"), said[i]);

		ck_assert_ptr_null(saved("dhl_express", dhl).event[0].signed_by);
	}
	ck_assert_ptr_null(saved("fedex", FEDEX("")).event[0].signed_by);
}
END_TEST

/* --- is the list whole? --- */

/* "before", the event n times with "," between, "after". */
static struct reading list_of(const char *carrier, const char *before, const char *event, int n,
			      const char *after)
{
	const char *comma = *event == '<' ? "" : ",";
	struct buf b;
	struct reading r;

	buf_init(&b, ANSWER_MAX);
	buf_puts(&b, before);
	for (int i = 0; i < n; i++)
		buf_printf(&b, "%s%s", i ? comma : "", event);
	buf_puts(&b, after);
	r = saved(carrier, b.at);
	buf_release(&b);
	return r;
}

static const struct {
	const char *carrier;
	int whole; /* so many are, one more are not */
	const char *before, *event, *after;
} lists[] = {
	{ "usps", 98, "{\"trackingNumber\":\"" FIRST "\",\"trackingEvents\":[",
	  "{\"eventType\":\"Arrived at Hub\",\"eventCode\":\"A1\"}", "]}" },
	{ "ups", EVENTS_MAX,
	  "{\"trackResponse\":{\"shipment\":[{\"package\":[{\"trackingNumber\":\"" FIRST
	  "\",\"activity\":[",
	  "{\"status\":{\"description\":\"Arrived at Facility\"}}", "]}]}]}}" },
	{ "fedex", EVENTS_MAX,
	  "{\"trackingNumber\":\"770011223344\",\"trackResults\":[{\"scanEvents\":[",
	  "{\"eventType\":\"AR\"}", "]}]}" },
	{ "dhl_express", EVENTS_MAX, "{\"shipments\":[{\"id\":\"3344556677\",\"events\":[",
	  "{\"statusCode\":\"transit\"}", "]}]}" },
	{ "canada_post", EVENTS_MAX,
	  "<tracking-detail><pin>1234567890123456</pin><significant-events>",
	  "<occurrence><event-identifier>0174</event-identifier></occurrence>",
	  "</significant-events></tracking-detail>" },
	{ "easypost", EVENTS_MAX,
	  "{\"tracking_code\":\"" FIRST "\",\"status\":\"in_transit\",\"tracking_details\":[",
	  "{\"status\":\"in_transit\"}", "]}" },
};
enum { LISTS = sizeof lists / sizeof *lists };

START_TEST(a_list_that_was_cut_is_not_whole)
{
	for (int more = 0; more < 2; more++) {
		struct reading r = list_of(lists[_i].carrier, lists[_i].before, lists[_i].event,
					   lists[_i].whole + more, lists[_i].after);

		ck_assert_msg(r.partial == more, "%s: %d events", lists[_i].carrier,
			      lists[_i].whole + more);
		ck_assert_int_ge(r.nevents, lists[_i].whole);
	}
}
END_TEST

START_TEST(an_answer_without_its_list_is_not_whole)
{
	static const struct {
		const char *carrier, *body;
	} bare[] = {
		{ "usps", "{\"trackingNumber\":\"" FIRST "\",\"status\":\"In Transit\"}" },
		{ "ups", "{\"trackResponse\":{\"shipment\":[{\"package\":[{\"trackingNumber\":"
			 "\"1Z999AA10111111117\",\"currentStatus\":{\"description\":"
			 "\"In Transit\"}}]}]}}" },
		{ "fedex", "{\"trackingNumber\":\"770011223344\",\"trackResults\":[{"
			   "\"latestStatusDetail\":{\"description\":\"In transit\"}}]}" },
		{ "dhl_express", "{\"shipments\":[{\"id\":\"3344556677\",\"status\":{\"timestamp\":"
				 "\"2026-03-09T10:00:00+01:00\",\"statusCode\":\"transit\"}}]}" },
	};

	for (size_t i = 0; i < sizeof bare / sizeof *bare; i++)
		ck_assert_msg(saved(bare[i].carrier, bare[i].body).partial, "%s", bare[i].carrier);
}
END_TEST

/* A notice tells of what is new, not of all there is. */
START_TEST(a_notice_is_not_whole)
{
	static const char notice[] =
		"{\"subscriptionId\":\"1\",\"payload\":\"{\\\"trackingNumber\\\":\\\"" FIRST
		"\\\",\\\"trackingEvents\\\":[{\\\"eventType\\\":\\\"Delivered\\\","
		"\\\"eventCode\\\":\\\"01\\\"}]}\"}";

	ck_assert(saved("usps", notice).partial);
}
END_TEST

/* Of a number used twice, another parcel may be taken the next time. */
START_TEST(one_of_several_parcels_is_not_whole)
{
	static const char fedex[] =
		"{\"trackingNumber\":\"770011223344\",\"trackResults\":["
		"{\"scanEvents\":[{\"eventType\":\"AR\",\"date\":\"2026-03-09T10:00:00Z\"}]},"
		"{\"scanEvents\":[{\"eventType\":\"AR\",\"date\":\"2024-03-09T10:00:00Z\"}]}]}";

	ck_assert(saved("fedex", fedex).partial);
	ck_assert_int_eq(saved("fedex", fedex).nevents, 1);
}
END_TEST

Suite *signed_suite(void)
{
	Suite *s = suite_create("signed");
	TCase *t = tcase_create("signed");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_loop_test(t, who_signed_stands_at_the_delivery, 0, SIGNED_FOR);
	tcase_add_test(t, nobody_is_made_up);
	tcase_add_loop_test(t, a_list_that_was_cut_is_not_whole, 0, LISTS);
	tcase_add_test(t, an_answer_without_its_list_is_not_whole);
	tcase_add_test(t, a_notice_is_not_whole);
	tcase_add_test(t, one_of_several_parcels_is_not_whole);
	suite_add_tcase(s, t);
	return s;
}
