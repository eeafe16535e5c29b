#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/suites.h"

static struct arena arena = ARENA_INIT;
static const struct event_code *rows;
static struct code_found *found;
static int nrows;

static void setup(void)
{
	nrows = event_codes_from_facts(&rows, &arena);
	found = arena_array(&arena, (size_t)nrows, sizeof *found);
}

static void teardown(void)
{
	arena_release(&arena);
}

static int find(const char *words, const char *carrier)
{
	struct code_query query = { .words = words, .carrier = carrier };

	return event_codes_find(found, rows, nrows, &query);
}

/* --- codes and lists --- */

START_TEST(a_code_is_the_same_whatever_its_zeros_and_case)
{
	ck_assert(event_code_same("174", "0174"));
	ck_assert(event_code_same("0174", "174"));
	ck_assert(event_code_same("0000", "0"));
	ck_assert(event_code_same("of", "OF"));
	ck_assert(!event_code_same("174", "1740"));
	ck_assert(!event_code_same("I0", "I"));
	ck_assert(!event_code_same("0I", "I"));
	ck_assert(!event_code_same("", "OF"));
	ck_assert(!event_code_same(NULL, NULL));
	ck_assert(!event_code_same(NULL, "17"));
}
END_TEST

START_TEST(sources_are_counted_and_marks_are_none)
{
	static const struct {
		const char *source;
		int sources;
		bool generic;
	} cases[] = {
		{ "one", 1, false },
		{ "one; two; three", 3, false },
		{ "one; generic wording", 1, true },
		{ "code list: one; words from memory, unconfirmed; generic wording", 1, true },
		{ "general knowledge, unconfirmed", 0, false },
		{ "text: public code; code: general knowledge, unconfirmed", 1, false },
		{ "no generic wording here", 1, false },
		{ "generic wording", 0, true },
		{ "one; disputed: two (says something else)", 1, false },
		{ NULL, 0, false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct event_code row = { .source = cases[i].source };

		ck_assert_int_eq(event_code_sources(&row), cases[i].sources);
		ck_assert_int_eq(event_code_generic(&row), cases[i].generic);
		ck_assert_int_eq(event_code_disputed(&row),
				 cases[i].source && strstr(cases[i].source, "disputed: "));
	}
}
END_TEST

START_TEST(most_rows_are_generic_and_the_facts_say_which)
{
	int generic = 0;

	for (int i = 0; i < nrows; i++) {
		generic += event_code_generic(&rows[i]);
		ck_assert_msg(event_code_sources(&rows[i]) > 0 ||
				      rows[i].confidence == CONFIDENCE_LOW,
			      "%s %s", rows[i].list, rows[i].code);
	}
	ck_assert_int_eq(generic, 516);
}
END_TEST

START_TEST(a_list_is_called_by_its_carrier)
{
	const struct code_list *list;

	for (int i = 0; i < ncode_lists; i++) {
		list = &code_lists[i];
		ck_assert_ptr_eq(code_list_find(list->name), list);
		ck_assert(!text_blank(list->title) && !text_blank(list->carrier));
		ck_assert_msg(code_list_called(list, list->carrier), "%s", list->name);
		for (int k = 0; k < i; k++)
			ck_assert_str_ne(code_lists[k].name, list->name);
	}
	ck_assert(code_list_called(code_list_find("canada_post"), "Canada-Post"));
	ck_assert(code_list_called(code_list_find("dhl_unified"), "DHL"));
	ck_assert(code_list_called(code_list_find("dhl_express"), "dhl_express"));
	ck_assert(!code_list_called(code_list_find("dhl_express"), "dhl ecommerce"));
	ck_assert(!code_list_called(code_list_find("ups_code"), "up"));
	ck_assert(!code_list_called(code_list_find("ups_code"), ""));
	ck_assert(!code_list_called(code_list_find("ups_code"), NULL));
	ck_assert_ptr_null(code_list_find("no such list"));
	ck_assert_ptr_null(code_list_find(NULL));
}
END_TEST

/* --- finding --- */

/* clang-format off */
static const struct {
	const char *words, *carrier;
	enum code_match match;
	const char *list, *code, *text; /* of the best row; NULL: whichever */
} finds[] = {
	/* codes */
	{ "OF", NULL, MATCH_EXACT, "usps", "OF", NULL },
	{ "of", "fedex", MATCH_EXACT, "fedex", "OF", NULL },
	{ "usps 17", NULL, MATCH_EXACT, "usps", "17", NULL },
	{ "USPS: 17", NULL, MATCH_EXACT, "usps", "17", NULL },
	{ "17", NULL, MATCH_EXACT, "usps", "17", NULL },
	{ "17", "ups", MATCH_EXACT, "ups_status", "017", NULL },
	{ "ups X 021", NULL, MATCH_EXACT, "ups_status", "021", NULL },
	{ "X 021", "ups", MATCH_EXACT, "ups_status", "021", NULL },
	{ "canada post 0174", NULL, MATCH_EXACT, "canada_post", "174", NULL },
	{ "canada_post 174", NULL, MATCH_EXACT, "canada_post", "174", NULL },
	{ "0174", NULL, MATCH_EXACT, "canada_post", "174", NULL },
	{ "dhl express OK", NULL, MATCH_EXACT, "dhl_express", "OK", NULL },
	{ "dhl OK", NULL, MATCH_EXACT, "dhl_express", "OK", NULL },
	{ "pre-transit", "dhl", MATCH_EXACT, "dhl_unified", "pre-transit", NULL },
	{ "InTransit_PickedUp", NULL, MATCH_EXACT, "seventeentrack", "InTransit_PickedUp", NULL },
	{ "17track InfoReceived", NULL, MATCH_EXACT, "seventeentrack", "InfoReceived", NULL },
	{ "Exception_013", NULL, MATCH_EXACT, "aftership", "Exception_013", NULL },
	{ "royal mail EVNMI", NULL, MATCH_EXACT, "royal_mail", "EVNMI", NULL },
	{ "150012", NULL, MATCH_EXACT, "usps_error", "150012", NULL },
	/* whole texts, either way of saying them, with or without brackets */
	{ "Arrived at USPS Regional Facility", NULL, MATCH_EXACT, "usps", "A1", NULL },
	{ "out for delivery", NULL, MATCH_EXACT, "usps", "OF", NULL },
	{ "Awaiting Delivery Scan", NULL, MATCH_EXACT, "usps", "DX", NULL },
	{ "Dead Mail", NULL, MATCH_EXACT, "usps", "11", NULL },
	{ "USPS in possession of item", NULL, MATCH_EXACT, "usps", "03", NULL },
	{ "Notice Left (Receptacle Blocked)", NULL, MATCH_EXACT, "usps", "53", NULL },
	{ "At USPS facility", NULL, MATCH_EXACT, "fedex", "AX", NULL },
	{ "Possible delay", NULL, MATCH_EXACT, "australia_post", "Possible delay", NULL },
	/* a part of the text, the text with more around it */
	{ "Receptacle Blocked", NULL, MATCH_PHRASE, "usps", "53", NULL },
	{ "Out for Delivery, Expected Delivery by 9:00pm, BOISE ID", NULL, MATCH_PHRASE, "usps",
	  NULL, "Out for Delivery, Expected Delivery by 9:00pm" },
	{ "Delivered, In/At Mailbox, BOISE, ID 83702", NULL, MATCH_PHRASE, "usps", NULL,
	  "Delivered, In/At Mailbox" },
	/* words in another order; words of the meaning */
	{ "facility regional arrived", NULL, MATCH_WORDS, "usps", "A1", NULL },
	{ "peach slip", NULL, MATCH_WORDS, "usps", "02", NULL },
	{ "package lost", NULL, MATCH_WORDS, NULL, NULL, NULL },
	/* misspelt */
	{ "Out for Delivry", NULL, MATCH_NEAR, "usps", "OF", NULL },
	{ "Arived at USPS Reginal Facilty", NULL, MATCH_NEAR, "usps", "A1", NULL },
	{ "Insuficient Adress", NULL, MATCH_NEAR, "usps", "22", NULL },
	{ "undeliverble", "usps", MATCH_NEAR, "usps", "05", NULL },
	{ "recieved", NULL, MATCH_NEAR, NULL, NULL, NULL },
};
/* clang-format on */

START_TEST(the_best_row_comes_first)
{
	int n = find(finds[_i].words, finds[_i].carrier);

	ck_assert_msg(n > 0, "'%s': nothing", finds[_i].words);
	ck_assert_msg(found[0].match == finds[_i].match, "'%s': %s, %s %s", finds[_i].words,
		      code_match_names[found[0].match], found[0].row->list, found[0].row->text);
	if (finds[_i].list)
		ck_assert_msg(
			text_same(found[0].row->list, finds[_i].list) &&
				(!finds[_i].code ||
				 text_same(found[0].row->code, finds[_i].code)) &&
				(!finds[_i].text || text_same(found[0].row->text, finds[_i].text)),
			"'%s': %s %s '%s'", finds[_i].words, found[0].row->list, found[0].row->code,
			found[0].row->text);
}
END_TEST

START_TEST(rows_come_in_order_and_a_carrier_narrows_them)
{
	static const char *const words[] = { "OF",      "delivered",        "out for delivery",
					     "customs", "facility arrived", "delivry",
					     "17",      "return sender" };

	for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
		int n = find(words[w], NULL), narrowed;

		ck_assert_int_gt(n, 0);
		for (int i = 1; i < n; i++)
			ck_assert(found[i - 1].rank < found[i].rank ||
				  (found[i - 1].rank == found[i].rank &&
				   found[i - 1].missed <= found[i].missed));
		narrowed = find(words[w], "ups");
		ck_assert_int_lt(narrowed, n);
		for (int i = 0; i < narrowed; i++)
			ck_assert(text_has_prefix(found[i].row->list, "ups_"));
	}
}
END_TEST

START_TEST(parts_of_one_status_are_all_found)
{
	ck_assert_int_eq(find("ups X 021", NULL), 2);
	ck_assert_str_eq(found[0].row->code, "021");
	ck_assert_str_eq(found[1].row->code, "X");
	/* one of them is no code of UPS: then they are no parts of a status */
	ck_assert_int_eq(find("ups X 999", NULL), 0);
}
END_TEST

START_TEST(what_sources_read_otherwise_is_found_twice)
{
	ck_assert_int_eq(find("DELIVEREDPS", NULL), 2);
	ck_assert_int_ne(found[0].row->status, found[1].row->status);
	ck_assert_int_eq(find("Possible delay", "australia post"), 2);
	ck_assert_str_ne(found[0].row->meaning, found[1].row->meaning);
}
END_TEST

/* "not delivered" is no delivery, and small words alone are nothing. */
START_TEST(a_word_in_the_wrong_place_finds_nothing_exact)
{
	int n = find("not delivered", NULL);

	for (int i = 0; i < n; i++)
		ck_assert(found[i].match > MATCH_PHRASE);
	ck_assert_int_eq(find("at the", NULL), 0);
	ck_assert_int_eq(find("the parcel", NULL), 0);
	ck_assert_int_eq(find("zork", NULL), 0);
	ck_assert_int_eq(find("gone fishing forever", NULL), 0);
	ck_assert_int_eq(find("", NULL), 0);
	ck_assert_int_eq(find("...", NULL), 0);
	ck_assert_int_eq(find("OF", "no such carrier"), 0);
}
END_TEST

/* A person may paste anything. */
START_TEST(hostile_words_find_nothing_and_break_nothing)
{
	char *longer = arena_alloc(&arena, 100001);
	static const char letters[] = "ab1 /(;:|-\xc3\xa9\xff_%'\"\n";

	memset(longer, 'a', 100000);
	ck_assert_int_eq(find(longer, NULL), 0);
	for (size_t i = 0; i < 100000; i++)
		longer[i] = letters[i % (sizeof letters - 1)];
	find(longer, NULL);
	for (size_t i = 0; i < 100000; i++)
		longer[i] = i % 2 ? ' ' : 'u';
	find(longer, longer);
	find("ups ups ups ups ups ups", NULL);
	find("usps", NULL);
	ck_assert(code_lists_called("USPS") && !code_lists_called("usps 17"));
	find(" / ( / ", NULL);
}
END_TEST

START_TEST(the_nearest_are_three_texts_of_their_own)
{
	struct code_query query = { .words = "Delivery Status Is Updated" };
	const struct event_code *near[3];

	ck_assert_int_eq(event_codes_nearest(near, 3, rows, nrows, &query), 3);
	for (int i = 0; i < 3; i++)
		for (int k = 0; k < i; k++)
			ck_assert_str_ne(near[i]->text, near[k]->text);
	ck_assert(text_has_prefix(near[0]->text, "Delivery"));
	query.words = "";
	ck_assert_int_eq(event_codes_nearest(near, 3, rows, nrows, &query), 0);
	query.words = "\xf0\x9f\x98\x80";
	ck_assert_int_eq(event_codes_nearest(near, 3, rows, nrows, &query), 0);
}
END_TEST

/* clang-format off */
static const struct {
	const char *carrier, *words, *code;
	enum status status;
	const char *expected; /* begin of the text of the row; NULL: none explains it */
} events[] = {
	{ "usps", "Arrived at USPS Regional Facility", "A1", STATUS_IN_TRANSIT, "Arrived at USPS" },
	{ "usps", "Delivered, In/At Mailbox", "01", STATUS_DELIVERED, "Delivered, In/At Mailbox" },
	{ "usps", "DELIVERED, TO ORIGINAL SENDER", "01", STATUS_RETURN_TO_SENDER,
	  "Delivered, To Original Sender" },
	{ "usps", "words of tomorrow", "OF", STATUS_OUT_FOR_DELIVERY, "Out for Delivery" },
	{ "usps", NULL, "OF", STATUS_OUT_FOR_DELIVERY, "Out for Delivery" },
	{ "ups", "Out for Delivery", "OT", STATUS_OUT_FOR_DELIVERY, "Out for Delivery" },
	{ "ontrac", "Out for Delivery", NULL, STATUS_OUT_FOR_DELIVERY, "Out for Delivery" },
	{ "ups", "Out for Delivery", "O", STATUS_OUT_FOR_DELIVERY, "Out for Delivery" },
	/* a row that reads it otherwise explains nothing */
	{ "usps", "words of tomorrow", "OF", STATUS_IN_TRANSIT, NULL },
	{ "usps", NULL, NULL, STATUS_IN_TRANSIT, NULL },
};
/* clang-format on */

START_TEST(an_event_is_explained_by_a_row_that_reads_it_alike)
{
	struct code_query said = { .words = events[_i].words, .carrier = events[_i].carrier };
	const struct event_code *row =
		event_code_of_event(rows, nrows, &said, events[_i].code, events[_i].status);

	if (!events[_i].expected) {
		ck_assert_ptr_null(row);
		return;
	}
	ck_assert_ptr_nonnull(row);
	ck_assert_msg(text_has_prefix(row->text, events[_i].expected), "%s", row->text);
	ck_assert_int_eq(row->status, events[_i].status);
}
END_TEST

/* --- the statuses that confuse people --- */

/* clang-format off */
static const struct {
	const char *said;
	const char *means, *step; /* words of the meaning and of what to do */
} confusing[] = {
	{ "Label Created, not yet in system", "label is printed", "receipt or SCAN form" },
	{ "Label Created", "label is printed", "receipt or SCAN form" },
	{ "Pre-Shipment", "label is printed", "receipt or SCAN form" },
	{ "USPS Awaiting Item", "label is printed", "receipt or SCAN form" },
	{ "Shipping Label Created, USPS Awaiting Item", "label is printed", "1-2 working days" },
	{ "Arrived Shipping Partner Facility, USPS Awaiting Item", "consolidator",
	  "ask the consolidator" },
	{ "In Transit to Next Facility", "clock wrote it", "last real scan" },
	{ "In Transit, Arriving Late", "Past the expected day", "After 7 days" },
	{ "In Transit, Arriving Late", "no loss is stated", "Missing Mail Search" },
	{ "Delivery Status Not Updated", "no end scan came", "next evening" },
	{ "Awaiting Delivery Scan", "no end scan came", "Help Request to the local office" },
	{ "Alert", "basket of things", "event below it" },
	{ "Available for Pickup", "counter", "where it is and until when" },
	{ "Held at Post Office, At Customer Request", "asked USPS to hold it", "remind" },
	{ "Notice Left", "peach slip", "within 15 days" },
	{ "Notice Left (Receptacle Full/Item Oversized)", "tried", "redelivery or collects" },
	{ "Notice Left (No Secure Location Available)", "tried", "goes back" },
	{ "No Access to Delivery Location", "dog", "clears the way" },
	{ "Insufficient Address", "missing or wrong", "on its way back" },
	{ "No Such Number", "missing or wrong", "by phone the same day" },
	{ "Moved, Left No Address", "Nobody by that name", "on its way back" },
	{ "Forward Expired", "Nobody by that name", "on its way back" },
	{ "Vacant", "Nobody there", "on its way back" },
	{ "Addressee Unknown", "Nobody by that name", "on its way back" },
	{ "Forwarded", "new address is on file", "3-7 more days" },
	{ "Missent", "wrong office", "2-4 days" },
	{ "Mis-shipped", "wrong office", "2-4 days" },
	{ "Refused", "did not take it", "Expect it back" },
	{ "Unclaimed", "did not take it", "Expect it back" },
	{ "Return to Sender Processed", "coming back to you", "back in stock" },
	{ "Delivered, To Original Sender", "You have it, the customer has not",
	  "Never mark the order as received" },
	{ "Delivered, Left with Individual", "person at the address", "GPS spot" },
	{ "Delivered, In/At Mailbox, but not received", "disagree", "claim only if insured" },
	{ "Delivered to Agent", "mail room", "Ask that agent" },
	{ "Sent to Mail Recovery Center", "no owner was found", "Missing Mail Search" },
	{ "Dead mail", "no owner was found", "description" },
	{ "Disposed by Post Office", "given away", "Claim if insured" },
	{ "Seized", "Taken", "there is no claim" },
	{ "Fraudulent postage", "counterfeit", "sold the label" },
	{ "Customs", "cannot speed it up", "up to 45 days" },
	{ "Held in Customs", "cannot speed it up", "up to 45 days" },
	{ "Inbound Into Customs", "Customs has it", "pay or to prove" },
};
/* clang-format on */

/* Of USPS, as they come: the first row that it has. */
START_TEST(each_confusing_status_is_explained_in_plain_words)
{
	int n = find(confusing[_i].said, "usps");

	ck_assert_msg(n > 0, "'%s': nothing", confusing[_i].said);
	ck_assert_msg(found[0].match <= MATCH_PHRASE, "'%s': %s", confusing[_i].said,
		      code_match_names[found[0].match]);
	ck_assert_msg(strstr(found[0].row->meaning, confusing[_i].means), "'%s' -> '%s': %s",
		      confusing[_i].said, found[0].row->text, found[0].row->meaning);
	ck_assert_msg(strstr(found[0].row->next_step, confusing[_i].step), "'%s' -> '%s': %s",
		      confusing[_i].said, found[0].row->text, found[0].row->next_step);
	/* and without naming the carrier it is among the first */
	n = find(confusing[_i].said, NULL);
	for (int i = 0; i < n && i < 5; i++)
		if (strstr(found[i].row->meaning, confusing[_i].means))
			return;
	ck_abort_msg("'%s' without a carrier: %s '%s'", confusing[_i].said, found[0].row->list,
		     found[0].row->text);
}
END_TEST

Suite *event_code_suite(void)
{
	Suite *s = suite_create("event codes");
	TCase *tc = tcase_create("event codes");

	tcase_add_unchecked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, a_code_is_the_same_whatever_its_zeros_and_case);
	tcase_add_test(tc, sources_are_counted_and_marks_are_none);
	tcase_add_test(tc, most_rows_are_generic_and_the_facts_say_which);
	tcase_add_test(tc, a_list_is_called_by_its_carrier);
	tcase_add_loop_test(tc, the_best_row_comes_first, 0, sizeof finds / sizeof *finds);
	tcase_add_test(tc, rows_come_in_order_and_a_carrier_narrows_them);
	tcase_add_test(tc, parts_of_one_status_are_all_found);
	tcase_add_test(tc, what_sources_read_otherwise_is_found_twice);
	tcase_add_test(tc, a_word_in_the_wrong_place_finds_nothing_exact);
	tcase_add_test(tc, hostile_words_find_nothing_and_break_nothing);
	tcase_add_test(tc, the_nearest_are_three_texts_of_their_own);
	tcase_add_loop_test(tc, an_event_is_explained_by_a_row_that_reads_it_alike, 0,
			    sizeof events / sizeof *events);
	tcase_add_loop_test(tc, each_confusing_status_is_explained_in_plain_words, 0,
			    sizeof confusing / sizeof *confusing);
	suite_add_tcase(s, tc);
	return s;
}
