/* Each row of the facts through the reader of its carrier: "explain" and it say the same. */
#include <string.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/text.h"
#include "carrier/replies.h"

/* How the code and the words of a list come to the reader. */
enum use {
	USE_EVENT,    /* words and code of one event, and each of them alone */
	USE_WORDS,    /* words alone: the reader never sees these codes */
	USE_CODE,     /* codes alone: the words are no carrier's */
	USE_CATEGORY, /* the code comes as the category; a class is no event, so no scan either */
	USE_CLASS     /* the same, come as the code */
};

/* clang-format off */
static const struct list {
	const char *name, *carrier;
	enum use use;
	int rows;
} lists[] = {
	{ "usps",		"usps",		 USE_EVENT,	136 },
	{ "usps_attribute",	"usps",		 USE_WORDS,	17 },
	{ "usps_category",	"usps",		 USE_CATEGORY,	18 },
	{ "ups_status",		"ups",		 USE_EVENT,	63 },
	{ "ups_code",		"ups",		 USE_EVENT,	9 },
	{ "ups_type",		"ups",		 USE_CATEGORY,	13 },
	{ "fedex",		"fedex",	 USE_EVENT,	59 },
	{ "dhl_express",	"dhl_express",	 USE_EVENT,	34 },
	{ "dhl_unified",	"dhl_express",	 USE_CLASS,	5 },
	{ "dhl_unified",	"dhl_ecommerce", USE_CLASS,	5 },
	{ "canada_post",	"canada_post",	 USE_EVENT,	102 },
	{ "easypost",		"easypost",	 USE_CODE,	28 },
	{ "easypost_status",	"easypost",	 USE_CATEGORY,	10 },
};

/* Where the reader knowingly says less than the facts: what is given, and why. */
static const struct exception {
	const char *list, *text, *code, *reason;
} exceptions[] = {
#define ONE_CLIENT "one client has the code in a group; nobody knows its words, so they must decide"
	{ "usps", NULL, "GA", "one client made the code up" },
	{ "usps", NULL, "CA", ONE_CLIENT },
	{ "usps", NULL, "CM", ONE_CLIENT },
	{ "usps", NULL, "NH", ONE_CLIENT },
	{ "usps", NULL, "RD", ONE_CLIENT },
	{ "usps", NULL, "RE", ONE_CLIENT },
	{ "usps", NULL, "BA", ONE_CLIENT },
	{ "usps", NULL, "K4", ONE_CLIENT },
	{ "usps", NULL, "K5", ONE_CLIENT },
	{ "usps", NULL, "K6", ONE_CLIENT },
	{ "usps", NULL, "K7", ONE_CLIENT },
	{ "usps", NULL, "H8", ONE_CLIENT },
	{ "usps", NULL, "BR", ONE_CLIENT },
	{ "usps", NULL, "DN", ONE_CLIENT },
	{ "usps", NULL, "AH", ONE_CLIENT },
	{ "usps", NULL, "DL", ONE_CLIENT },
	{ "usps", NULL, "OK", ONE_CLIENT },
	{ "usps", "Delivered, In/At Mailbox, but not received", NULL,
	  "the customer says the second half; USPS never does" },
	{ "fedex", "In Transit", NULL, "the words are of IT; only the code IX says late" },
#undef ONE_CLIENT
};
/* clang-format on */

enum {
	COUNT_LISTS = sizeof lists / sizeof *lists,
	COUNT_EXCEPTIONS = sizeof exceptions / sizeof *exceptions
};

static bool excepted[COUNT_EXCEPTIONS];

/* The words of a row, the code, or both. */
static void reads_as(const struct list *list, char *const *row, const char *text, const char *code,
		     const char *category)
{
	struct meaning m = carrier_find(list->carrier)->meaning(text, code, category);
	bool class = list->use == USE_CATEGORY || list->use == USE_CLASS;
	/* What is unknown is no sighting to the facts; the reader has an event all the same. */
	bool scan = class || m.status == STATUS_UNKNOWN || m.is_scan == (row[5][0] == '1');

	if (text_same(status_names[m.status], row[3]) &&
	    text_same(trouble_names[m.trouble], row[4]) && scan)
		return;
	for (int i = 0; i < COUNT_EXCEPTIONS; i++) {
		const struct exception *e = &exceptions[i];

		if (text_same(e->list, list->name) && text_same(e->text, text) &&
		    text_same(e->code, code)) {
			excepted[i] = true;
			return;
		}
	}
	ck_abort_msg("%s '%s' '%s': the facts say %s %s %s, the reader %s %s %d", list->name,
		     text ? text : "",
		     code       ? code
		     : category ? category
				: "",
		     row[3], row[4], row[5], status_names[m.status], trouble_names[m.trouble],
		     m.is_scan);
}

static void read_row(const struct list *list, char *const *row, const char *text, const char *code)
{
	switch (list->use) {
	case USE_EVENT:
		reads_as(list, row, text, code, NULL);
		if (text)
			reads_as(list, row, text, NULL, NULL);
		if (code)
			reads_as(list, row, NULL, code, NULL);
		break;
	case USE_WORDS:
		reads_as(list, row, text, NULL, NULL);
		break;
	case USE_CODE:
	case USE_CLASS:
		reads_as(list, row, NULL, code, NULL);
		break;
	case USE_CATEGORY:
		reads_as(list, row, NULL, NULL, code);
		break;
	}
}

/* "This / That" is said in two ways, and each must be read alike. */
static void read_each_way(struct arena *a, const struct list *list, char *const *row)
{
	const char *code = *row[1] ? row[1] : NULL, *p = row[2], *end;

	for (; (end = strstr(p, " / ")) != NULL; p = end + 3)
		read_row(list, row, arena_strndup(a, p, (size_t)(end - p)), code);
	read_row(list, row, *p ? p : NULL, code);
}

START_TEST(each_row_of_the_facts_is_read_as_it_says)
{
	struct arena a = ARENA_INIT;
	struct err err = { 0 };
	int n, found[COUNT_LISTS] = { 0 };
	char *bytes, **row;
	struct csv csv;
	size_t len;

	ck_assert_int_eq(
		file_read(&bytes, &len, &a, "schema/facts/event_codes.csv", ANSWER_MAX, &err), 0);
	csv_open(&csv, bytes, len, ',');
	while (csv_next(&row, &n, &csv, &a, &err) == 1) {
		ck_assert_int_eq(n, 12);
		for (int i = 0; i < COUNT_LISTS; i++) {
			if (strcmp(row[0], lists[i].name) != 0)
				continue;
			read_each_way(&a, &lists[i], row);
			found[i]++;
		}
	}
	for (int i = 0; i < COUNT_LISTS; i++)
		ck_assert_msg(found[i] == lists[i].rows, "%s: %d rows", lists[i].name, found[i]);
	for (int i = 0; i < COUNT_EXCEPTIONS; i++)
		ck_assert_msg(excepted[i], "%s %s is no exception any more: %s", exceptions[i].list,
			      exceptions[i].code ? exceptions[i].code : exceptions[i].text,
			      exceptions[i].reason);
	arena_release(&a);
}
END_TEST

/* Whole words decide, though code and category say otherwise. */
static const struct {
	const char *carrier, *text, *code, *category;
	enum status status;
} orders[] = {
	{ "usps", "Out for Delivery", "01", "Delivered", STATUS_OUT_FOR_DELIVERY },
	{ "usps", "words of tomorrow", "OF", "Delivered", STATUS_OUT_FOR_DELIVERY },
	{ "usps", "words of tomorrow", "??", "Delivered", STATUS_DELIVERED },
	{ "ups", "Out for Delivery", "011", "D", STATUS_OUT_FOR_DELIVERY },
	{ "ups", "words of tomorrow", "021", "I", STATUS_OUT_FOR_DELIVERY },
	{ "ups", "words of tomorrow", "999", "X", STATUS_IN_TRANSIT },
	{ "ups", "In Transit", "021", "I", STATUS_OUT_FOR_DELIVERY },
	{ "fedex", "Out for delivery", "DL", "DL", STATUS_OUT_FOR_DELIVERY },
	{ "fedex", "words of tomorrow", "OD", "DL", STATUS_OUT_FOR_DELIVERY },
	{ "fedex", "words of tomorrow", "??", "DL", STATUS_DELIVERED },
	{ "dhl_express", "With delivery courier", "OK", "delivered", STATUS_OUT_FOR_DELIVERY },
	{ "dhl_express", "words of tomorrow", "WC", "delivered", STATUS_OUT_FOR_DELIVERY },
	{ "dhl_express", "words of tomorrow", "??", "delivered", STATUS_DELIVERED },
	{ "dhl_ecommerce", "Out for delivery", "transit", NULL, STATUS_OUT_FOR_DELIVERY },
	{ "dhl_ecommerce", "words of tomorrow", "delivered", NULL, STATUS_DELIVERED },
	{ "canada_post", "Item out for delivery", "1496", NULL, STATUS_OUT_FOR_DELIVERY },
	{ "canada_post", "words of tomorrow", "0174", NULL, STATUS_OUT_FOR_DELIVERY },
	{ "easypost", "Out for Delivery", "arrived_at_destination", "delivered",
	  STATUS_OUT_FOR_DELIVERY },
	{ "easypost", "words of tomorrow", "out_for_delivery", "in_transit",
	  STATUS_OUT_FOR_DELIVERY },
	{ "easypost", "words of tomorrow", NULL, "delivered", STATUS_DELIVERED },
};

START_TEST(words_come_before_codes_and_codes_before_categories)
{
	struct meaning m = carrier_find(orders[_i].carrier)
				   ->meaning(orders[_i].text, orders[_i].code, orders[_i].category);

	ck_assert_msg(m.status == orders[_i].status, "%s '%s' %s: %s", orders[_i].carrier,
		      orders[_i].text, orders[_i].code, status_names[m.status]);
}
END_TEST

/* A return is a return, whatever "delivered" stands around it. */
START_TEST(delivered_back_is_no_delivery_at_any_carrier)
{
	static const char *const texts[][2] = {
		{ "usps", "Delivered, To Original Sender" },
		{ "ups", "Delivered" },
		{ "fedex", "Delivered: returned to shipper" },
		{ "dhl_express", "Delivered, returned to sender" },
		{ "canada_post", "Delivered to original sender" },
		{ "easypost", "Delivered, To Original Sender" },
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct meaning m = carrier_find(texts[i][0])
					   ->meaning(texts[i][1], i == 1 ? "034" : NULL, NULL);

		ck_assert_msg(m.status == STATUS_RETURN_TO_SENDER, "%s: %s", texts[i][0],
			      status_names[m.status]);
	}
}
END_TEST

Suite *every_code_suite(void)
{
	Suite *s = suite_create("every code");
	TCase *t = tcase_create("every code");

	tcase_add_test(t, each_row_of_the_facts_is_read_as_it_says);
	tcase_add_loop_test(t, words_come_before_codes_and_codes_before_categories, 0,
			    sizeof orders / sizeof *orders);
	tcase_add_test(t, delivered_back_is_no_delivery_at_any_carrier);
	suite_add_tcase(s, t);
	return s;
}
