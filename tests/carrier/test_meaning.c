#include <stdio.h>
#include <string.h>

#include "base/words.h"
#include "carrier/replies.h"
#include "carrier/usps_parts.h"

/* clang-format off */
static const struct {
	const char *text, *code, *category;
	enum status status;
	enum trouble trouble;
	bool is_scan;
} rows[] = {
#define ROW(text, code, category, s, t, scan) \
	{ text, code, category, STATUS_##s, TROUBLE_##t, scan }
	/* a return, whatever code and category say */
	ROW("Delivered, To Original Sender", "01", "Delivered", RETURN_TO_SENDER, RETURNED, true),
	ROW("Return to Sender Processed", NULL, "Alert", RETURN_TO_SENDER, RETURNED, true),
	ROW("Unclaimed/Being Returned to Sender", NULL, NULL, RETURN_TO_SENDER, RETURNED, true),
	ROW("Returned to Sender", "01", NULL, RETURN_TO_SENDER, RETURNED, true),

	/* agents */
	ROW("Delivered to Agent, Front Desk/Reception/Mail Room", "01", "Delivered",
	    DELIVERED, UNCLEAR, true),
	ROW("Delivered, To Agent", "01", NULL, DELIVERED, UNCLEAR, true),
	ROW("Tendered to Agent for Final Delivery", "60", NULL, IN_TRANSIT, NONE, true),
	ROW("Tendered to Returns Agent", "17", NULL, IN_TRANSIT, RETURNED, true),
	ROW("Picked Up By Agent", "17", NULL, IN_TRANSIT, RETURNED, true),

	/* delivered is a word, not a part of one */
	ROW("Delivered", NULL, NULL, DELIVERED, NONE, true),
	ROW("DELIVERED, IN/AT MAILBOX", "01", NULL, DELIVERED, NONE, true),
	ROW("Delivered, Individual Picked Up at Post Office", NULL, NULL, DELIVERED, NONE, true),
	ROW("Picked Up", "43", NULL, DELIVERED, NONE, true),
	ROW("Undeliverable as Addressed", "05", "Alert", RETURN_TO_SENDER, ADDRESS, true),
	ROW("Awaiting Delivery Scan", "DX", NULL, IN_TRANSIT, DELAYED, false),
	ROW("Delivery Attempted - No Access to Delivery Location", "30", NULL,
	    ATTEMPTED, DELAYED, true),
	ROW("Deliveredness", NULL, NULL, UNKNOWN, NONE, true),
	ROW("Excustoms", NULL, NULL, UNKNOWN, NONE, true),
	ROW("Not delivered", NULL, NULL, UNKNOWN, NONE, true),
	ROW("Undelivered mystery", NULL, NULL, UNKNOWN, NONE, true),

	ROW("Out for Delivery", "OF", NULL, OUT_FOR_DELIVERY, NONE, true),
	ROW("Out for Delivery, Expected Delivery by 9:00pm", NULL, NULL,
	    OUT_FOR_DELIVERY, NONE, true),
	ROW("Available for Pickup", "14", NULL, AVAILABLE_FOR_PICKUP, NONE, true),
	ROW("Held at Post Office, At Customer Request", NULL, "Alert",
	    AVAILABLE_FOR_PICKUP, NONE, true),
	ROW("Reminder to Schedule Redelivery of your item", NULL, NULL,
	    AVAILABLE_FOR_PICKUP, DELAYED, false),
	ROW("Notice Left (No Authorized Recipient Available)", "56", NULL,
	    ATTEMPTED, DELAYED, true),
	ROW("Business Closed", "51", NULL, ATTEMPTED, DELAYED, true),
	ROW("No Access to Delivery Location", NULL, NULL, ATTEMPTED, DELAYED, true),

	ROW("No Such Number", "21", NULL, RETURN_TO_SENDER, ADDRESS, true),
	ROW("Insufficient Address", "22", NULL, RETURN_TO_SENDER, ADDRESS, true),
	ROW("Moved, Left No Address", "23", NULL, RETURN_TO_SENDER, ADDRESS, true),
	ROW("Vacant", "26", NULL, RETURN_TO_SENDER, ADDRESS, true),
	ROW("Addressee Unknown", "25", NULL, RETURN_TO_SENDER, ADDRESS, true),
	ROW("Refused", "04", "Alert", RETURN_TO_SENDER, RETURNED, true),
	ROW("Sent to Mail Recovery Center", NULL, "Alert", FAILURE, LOST, true),
	ROW("Dead Mail/Disposed by Post Office", NULL, NULL, FAILURE, LOST, true),
	ROW("Visible damage", NULL, NULL, FAILURE, DAMAGED, true),

	ROW("Inbound Into Customs", NULL, NULL, IN_TRANSIT, CUSTOMS, true),
	ROW("Held in Customs", NULL, NULL, IN_TRANSIT, CUSTOMS, true),
	ROW("Inbound Out of Customs", NULL, NULL, IN_TRANSIT, NONE, true),
	ROW("Customs Clearance Processing Complete", NULL, NULL, IN_TRANSIT, NONE, true),

	/* written by a clock */
	ROW("In Transit to Next Facility", "NT", "In Transit", IN_TRANSIT, NONE, false),
	ROW("In Transit, Arriving Late", "TL", NULL, IN_TRANSIT, DELAYED, false),
	ROW("In Transit, Arriving On Time", NULL, NULL, IN_TRANSIT, NONE, false),

	/* the label, not the parcel; "picked up" by a partner is no delivery */
	ROW("Shipping Label Created, USPS Awaiting Item", "GX", NULL, PRE_TRANSIT, NONE, false),
	ROW("Pre-Shipment Info Sent to USPS, USPS Awaiting Item", "MA", NULL,
	    PRE_TRANSIT, NONE, false),
	ROW("Picked Up by Shipping Partner, USPS Awaiting Item", "80", NULL,
	    PRE_TRANSIT, NONE, false),
	ROW("Departed Shipping Partner Facility, USPS Awaiting Item", "82", NULL,
	    PRE_TRANSIT, NONE, false),
	ROW("Shipment Received, Package Acceptance Pending", "TM", NULL, PRE_TRANSIT, NONE, false),
	ROW("Label Cancelled", NULL, NULL, CANCELLED, NONE, false),

	ROW("USPS in possession of item", "MA", NULL, IN_TRANSIT, NONE, true),
	ROW("Arrived at USPS Regional Facility", "A1", NULL, IN_TRANSIT, NONE, true),
	ROW("Forwarded", "06", "Alert", IN_TRANSIT, DELAYED, true),
	ROW("Missent", "08", NULL, IN_TRANSIT, DELAYED, true),
	ROW("Processing Exception, Other Delay", NULL, NULL, IN_TRANSIT, DELAYED, true),

	/* the code where the words say nothing */
	ROW(NULL, "01", NULL, DELIVERED, NONE, true),
	ROW("words of tomorrow", "of", NULL, OUT_FOR_DELIVERY, NONE, true),
	ROW("", "NT", NULL, IN_TRANSIT, NONE, false),
	ROW(NULL, "11", "Delivered", FAILURE, LOST, true),

	/* the category last */
	ROW("words of tomorrow", "ZZ", "Delivery Attempt: Action Needed", ATTEMPTED, DELAYED, true),
	ROW(NULL, NULL, "Pre-Shipment", PRE_TRANSIT, NONE, false),
	ROW(NULL, NULL, "Alert", UNKNOWN, UNCLEAR, true),
	ROW(NULL, NULL, NULL, UNKNOWN, NONE, true),
#undef ROW
};
/* clang-format on */

START_TEST(each_status_means_what_the_facts_say)
{
	struct meaning m = usps_meaning(rows[_i].text, rows[_i].code, rows[_i].category);

	ck_assert_msg(m.status == rows[_i].status && m.trouble == rows[_i].trouble &&
			      m.is_scan == rows[_i].is_scan,
		      "'%s' '%s' '%s': status %s trouble %s scan %d", rows[_i].text, rows[_i].code,
		      rows[_i].category, status_names[m.status], trouble_names[m.trouble],
		      m.is_scan);
}
END_TEST

static bool same(struct meaning x, struct meaning y)
{
	return x.status == y.status && x.trouble == y.trouble && x.is_scan == y.is_scan;
}

static void words_are_folded(const char *words)
{
	char folded[WORDS_FOLD_MAX], expected[WORDS_FOLD_MAX];

	snprintf(expected, sizeof expected, " %s ", words);
	ck_assert_str_eq(words_fold(folded, words), expected);
}

START_TEST(no_row_is_hidden_behind_another)
{
	for (int i = 0; i < usps_nphrases; i++) {
		const struct phrase *row = &usps_phrases[i];

		words_are_folded(row->words);
		ck_assert_msg(same(usps_meaning(row->words, NULL, NULL), row->meaning), "%s",
			      row->words);
		for (int k = 0; k < i; k++)
			ck_assert_str_ne(usps_phrases[k].words, row->words);
	}
	for (int i = 0; i < usps_ncodes; i++) {
		ck_assert_uint_eq(strlen(usps_codes[i].code), 2);
		ck_assert_msg(
			same(usps_meaning(NULL, usps_codes[i].code, NULL), usps_codes[i].meaning),
			"%s", usps_codes[i].code);
	}
	for (int i = 0; i < usps_ncategories; i++) {
		words_are_folded(usps_categories[i].words);
		ck_assert_msg(same(usps_meaning(NULL, NULL, usps_categories[i].words),
				   usps_categories[i].meaning),
			      "%s", usps_categories[i].words);
	}
}
END_TEST

START_TEST(a_carrier_is_found_by_its_code_or_not_at_all)
{
	ck_assert_ptr_eq(carrier_find("usps"), &usps);
	ck_assert_ptr_eq(carrier_find("USPS"), &usps);
	ck_assert_ptr_null(carrier_find("no such carrier"));
	ck_assert_ptr_null(carrier_find(""));
	ck_assert_ptr_null(carrier_find(NULL));
}
END_TEST

Suite *meaning_suite(void)
{
	Suite *s = suite_create("meaning");
	TCase *t = tcase_create("meaning");

	tcase_add_loop_test(t, each_status_means_what_the_facts_say, 0, sizeof rows / sizeof *rows);
	tcase_add_test(t, no_row_is_hidden_behind_another);
	tcase_add_test(t, a_carrier_is_found_by_its_code_or_not_at_all);
	suite_add_tcase(s, t);
	return s;
}
