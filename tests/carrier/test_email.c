#include <string.h>

#include "base/text.h"
#include "carrier/email.h"
#include "carrier/test_slips.h"

static struct arena a;
static struct slips s;
static struct err err;

static void teardown(void)
{
	arena_release(&a);
}

static int read_mail(const struct email *mail)
{
	err = (struct err){ 0 };
	return email_read(&s, &a, mail, &(struct paste_given){ 0 }, &err);
}

static const struct event *must_read(const struct email *mail)
{
	ck_assert_msg(read_mail(mail) == 0, "%s", err.text);
	ck_assert_int_eq(s.source, SOURCE_EMAIL);
	ck_assert_int_eq(s.slip->reading.nevents, 1);
	ck_assert_int_eq(s.slip->reading.event[0].source, SOURCE_EMAIL);
	ck_assert(!s.slip->reading.event[0].is_scan);
	return &s.slip->reading.event[0];
}

static const struct email usps_out = {
	.from = "auto-reply@usps.com",
	.subject = "USPS\xc2\xae Expected Delivery on Wednesday, November 25, 2026 Between 11:30am "
		   "and "
		   "3:30pm 9400111206206406260787",
	.sent = "Wed, 25 Nov 2026 08:00:00 -0600",
	.html = "Hello Ann,\nYour item is out for delivery on November 25, 2026 at 7:10 am in "
		"OXFORD, "
		"MS 38655. USPS expects to deliver your package today between 11:30am and 3:30pm.\n"
		"Tracking Number:\t9400111206206406260787\nOut for Delivery\n",
};

START_TEST(an_out_for_delivery_mail_of_usps_is_read)
{
	const struct event *e = must_read(&usps_out);

	ck_assert_str_eq(event_words(&a, e),
			 "2026-11-25T07:10|OXFORD, MS 38655|Out for Delivery|out_for_delivery");
	ck_assert_str_eq(s.slip->reading.tracking_number, SLIP_USPS);
	ck_assert_int_eq(s.slip->reading.expected_on, day_of(2026, 11, 25));
	ck_assert_str_eq(s.slip->carrier, "usps");
	ck_assert_int_eq(e->occurred_at, INSTANT_NONE);
}
END_TEST

START_TEST(the_number_of_the_body_goes_before_the_subjects)
{
	struct email mail = usps_out;

	mail.subject = "USPS Item Delivered 9405511899223197428490";
	must_read(&mail);
	ck_assert_str_eq(s.slip->reading.tracking_number, SLIP_USPS);
	mail.html = "Your item was delivered at 1:44 pm on November 22, 2026 in OXFORD, MS 38655.";
	must_read(&mail);
	ck_assert_str_eq(s.slip->reading.tracking_number, "9405511899223197428490");
}
END_TEST

START_TEST(who_sent_it_and_what_vouches_for_it_is_said)
{
	static const struct {
		const char *from, *authentication, *words;
	} rows[] = {
		{ "auto-reply@usps.com", "mx.shop.example; dkim=pass header.d=usps.com; spf=pass",
		  "DKIM passed for usps.com, as mx.shop.example says" },
		{ "auto-reply@usps.com", "mx.shop.example; dkim=pass header.i=@email.usps.com",
		  "DKIM passed for email.usps.com" },
		{ "auto-reply@usps.com", "mx.shop.example; dkim=pass header.d=evil.example",
		  "DKIM passed, but for evil.example, which is not the sender" },
		{ "auto-reply@usps.com", "mx.shop.example; dkim=fail header.d=usps.com",
		  "was not confirmed" },
		{ "auto-reply@usps.com", "mx.shop.example; spf=pass", "no DKIM result" },
		{ "auto-reply@usps.com", NULL, "nothing vouches" },
		{ "auto-reply@usps.com.evil.example", "mx; dkim=pass header.d=evil.example",
		  "no carrier's address" },
		{ "x@notusps.com", NULL, "no carrier's address" },
		{ NULL, NULL, "without a sender" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct email mail = usps_out;

		mail.from = rows[i].from;
		mail.authentication = rows[i].authentication;
		must_read(&mail);
		ck_assert_msg(strstr(s.note, rows[i].words), "%s", s.note);
		ck_assert_ptr_nonnull(strstr(s.note, "hint"));
		ck_assert_str_eq(s.slip->reading.message, s.note);
	}
}
END_TEST

START_TEST(labels_give_day_time_and_place)
{
	struct email mail = {
		.from = "mcinfo@ups.com",
		.subject = "UPS Update: Package Delivered Today",
		.html = "Hi, your package has been delivered.\nDelivery Date:\tFriday, "
			"11/06/2026\nDelivery Time:\t2:11 PM\nLeft At:\tFRONT DOOR\n"
			"Tracking Number:\t1Z999AA10123456784\n"
	};
	const struct event *e = must_read(&mail);

	ck_assert_int_eq(e->status, STATUS_DELIVERED);
	ck_assert_str_eq(e->occurred_at_local, "2026-11-06T14:11");
	ck_assert_str_eq(e->place, "FRONT DOOR");
	ck_assert_str_eq(s.slip->reading.tracking_number, SLIP_UPS);
}
END_TEST

/* A day between two readings stays unknown rather than being guessed. */
START_TEST(a_day_that_cannot_be_decided_is_left_out)
{
	struct email mail = {
		.from = "x@dhl.com",
		.subject = "Your DHL shipment",
		.text = "Your shipment has been delivered.\nDelivery Date: 05/11/2026\n"
	};

	ck_assert_ptr_null(must_read(&mail)->occurred_at_local);
}
END_TEST

START_TEST(the_day_of_the_mail_is_not_the_day_of_the_scan)
{
	struct email mail = { .from = "auto-reply@usps.com",
			      .sent = "Wed, 25 Nov 2026 08:00:00 -0600",
			      .subject = "USPS Item Delivered " SLIP_USPS,
			      .text = "See the attachment." };

	ck_assert_ptr_null(must_read(&mail)->occurred_at_local);
	ck_assert_int_eq(s.slip->reading.event[0].status, STATUS_DELIVERED);
}
END_TEST

START_TEST(a_mail_that_says_nothing_is_refused)
{
	struct email mail = { .from = "ann@shop.example",
			      .subject = "Invoice",
			      .text = "Dear Bob,\nthe invoice is attached.\n" };

	ck_assert_int_eq(read_mail(&mail), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_ptr_nonnull(strstr(err.text, "ann@shop.example"));
	mail = (struct email){ 0 };
	ck_assert_int_eq(read_mail(&mail), -1);
	mail = usps_out;
	mail.html = "9400111206206406260787 and 9405511899223197428490 were delivered.";
	ck_assert_int_eq(read_mail(&mail), -1);
	ck_assert_int_eq(err.code, ERR_AMBIGUOUS);
}
END_TEST

START_TEST(a_mail_is_known_by_its_headers)
{
	static const char *const mails[] = {
		"From: a@b.example\r\nSubject: x\r\n\r\n",
		"Received: from x\n\tby y\nFrom: a@b.example\n\nbody",
		"From a@b.example Mon\nFrom: a@b.example\nDate: x\n\n",
	};
	static const char *const others[] = {
		"",
		"From: x\n",
		"Delivered\nOXFORD, MS\n",
		"Subject: x\n\nFrom: y\n",
		"Date,Status\nFrom: a\n",
		"Tracking Number: 9400\nFrom: a\nnothing",
	};

	for (size_t i = 0; i < sizeof mails / sizeof *mails; i++)
		ck_assert_msg(email_is(mails[i], strlen(mails[i])), "%s", mails[i]);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		ck_assert_msg(!email_is(others[i], strlen(others[i])), "%s", others[i]);
}
END_TEST

START_TEST(only_a_carriers_own_domain_is_the_carriers)
{
	ck_assert_str_eq(email_carrier("auto-reply@usps.com"), "usps");
	ck_assert_str_eq(email_carrier("X@EMAIL.Informeddelivery.USPS.GOV"), "usps");
	ck_assert_str_eq(email_carrier("no-reply@royalmail.com"), "royal_mail");
	ck_assert_str_eq(email_carrier("donotreply@canadapost.postescanada.ca"), "canada_post");
	ck_assert_ptr_null(email_carrier("x@groups.com"));
	ck_assert_ptr_null(email_carrier("usps.com"));
	ck_assert_ptr_null(email_carrier(NULL));
}
END_TEST

Suite *email_suite(void)
{
	Suite *suite = suite_create("email");
	TCase *t = tcase_create("email");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_test(t, an_out_for_delivery_mail_of_usps_is_read);
	tcase_add_test(t, the_number_of_the_body_goes_before_the_subjects);
	tcase_add_test(t, who_sent_it_and_what_vouches_for_it_is_said);
	tcase_add_test(t, labels_give_day_time_and_place);
	tcase_add_test(t, a_day_that_cannot_be_decided_is_left_out);
	tcase_add_test(t, the_day_of_the_mail_is_not_the_day_of_the_scan);
	tcase_add_test(t, a_mail_that_says_nothing_is_refused);
	tcase_add_test(t, a_mail_is_known_by_its_headers);
	tcase_add_test(t, only_a_carriers_own_domain_is_the_carriers);
	suite_add_tcase(suite, t);
	return suite;
}
