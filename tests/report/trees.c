#include "report/trees.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/money.h"
#include "view/doc.h"

const char *const tree_photo_sha256[TREE_PHOTOS] = {
	"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
	"60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
	"fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13",
};

const char tree_pdf_sha256[] = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

static const char note[] =
	"Customer ordered two hand-blown lamp shades on 30 October for a restaurant "
	"opening; the parcel was handed over at the counter with a receipt, and the clerk "
	"scanned the label in front of us. The scan at the regional facility on 4 November "
	"is the last one that shows the parcel itself; everything after that is a line "
	"which the carrier's computer writes when nothing has been seen for some time. On 9 "
	"November the customer called and asked whether we had forgotten her; we sent her "
	"the tracking page and promised an answer within two days.\n\n"
	"The Post Office in Boise says that a pallet of parcels from that evening was sent "
	"to Salt Lake City by mistake and is being worked through by hand; nobody there "
	"would say how long this may take. The local clerk looked at the shelf for "
	"undeliverable parcels twice and found nothing. She also gave us the number of the "
	"consumer affairs office, where we left a message on 12 November and have not been "
	"called back.\n\n"
	"The shades cannot be made again before January. The customer accepted a refund of "
	"the full amount on 17 November, so our loss is the invoice of 120.50 USD, the "
	"postage, and the packaging. We keep a second carton of the same kind with the same "
	"packing material in the workshop, so that it can be measured or photographed if "
	"the claim is questioned. The maker's invoice, the customer's order, and the "
	"counter receipt are attached; the photo of the label was taken before the parcel "
	"was handed over. Please do not close this case before the appeal period of the "
	"first decision has run out.";

static struct money money_of(int64_t cents, const char *currency)
{
	struct money m = { cents, "" };

	memcpy(m.currency, currency, 4);
	return m;
}

static void put_shipment(struct arena *a, struct node *one)
{
	struct node *s = node_map(a, one, "shipment");
	struct money value = money_of(12050, "USD"), insured = money_of(10000, "USD"),
		     postage = money_of(985, "USD"), fee = money_of(245, "USD");

	node_text(a, s, "status", "in_transit");
	node_text(a, s, "trouble", "lost");
	node_text(a, s, "status_text", "Your package is moving within the USPS network");
	node_instant(a, s, "last_scan_at", TREE_NOW - 18 * 86400);
	node_day(a, s, "mailed_on", day_of(2026, 11, 1));
	node_day(a, s, "accepted_on", day_of(2026, 11, 2));
	node_day(a, s, "expected_on", day_of(2026, 11, 6));
	node_null(a, s, "delivered_at");
	node_null(a, s, "delivered_on");
	node_text(a, s, "from", "Nordlicht Glass, 12 Harbor St, Portland, ME 04101");
	node_text(a, s, "to",
		  "محمد عبد الرحمن, 王小明 c/o The Copper Kettle, 880 W Idaho St, Boise, ID 83702");
	node_text(a, s, "contents",
		  "2 hand-blown lamp shades, opal glass, 28 cm; \"fragile\" on five sides");
	node_text(a, s, "weight", "4 lb 6 oz");
	node_text(a, s, "dimensions", "14 x 14 x 16 in");
	node_null(a, s, "pieces");
	node_money(a, s, "insurance_fee", &fee);
	node_text(a, s, "order", "000123456789012345");
	node_money(a, s, "value", &value);
	node_money(a, s, "insured", &insured);
	node_null(a, s, "insurer");
	node_money(a, s, "postage", &postage);
	node_text(a, s, "label_source", "PirateShip");
	node_text(a, s, "account", "0012345");
	node_text(a, s, "note", note);
}

static void put_events(struct arena *a, struct node *one)
{
	static const struct {
		const char *place, *code, *text, *status;
	} seen[] = {
		{ "PORTLAND, ME 04101", "GX", "Shipping Label Created, USPS Awaiting Item",
		  "pre_transit" },
		{ "PORTLAND, ME 04101", "03", "Accepted at USPS Origin Facility", "in_transit" },
		{ "SCARBOROUGH ME DISTRIBUTION CENTER", "10",
		  "Arrived at USPS Regional Origin Facility", "in_transit" },
		{ "SCARBOROUGH ME DISTRIBUTION CENTER", "L1", "Departed USPS Regional Facility",
		  "in_transit" },
		{ "CHICAGO IL NETWORK DISTRIBUTION CENTER", "10",
		  "Arrived at USPS Regional Facility", "in_transit" },
		{ "SALT LAKE CITY UT NETWORK DISTRIBUTION CENTER", "10",
		  "Arrived at USPS Regional Destination Facility", "in_transit" },
	};
	struct node *list = node_list(a, one, "events");

	for (int i = 0; i < 30; i++) {
		struct node *e = node_map(a, list, NULL);
		int at = i < 6 ? i : 6;

		if (i % 7 == 3)
			node_null(a, e, "occurred_at");
		else
			node_instant(a, e, "occurred_at", TREE_NOW - (22 * 86400) + i * 50000);
		node_text(a, e, "occurred_at_local",
			  arena_printf(a, "2026-11-%02dT%02d:%02d:00", 1 + i / 2, (i * 7) % 24, i));
		node_text(a, e, "place",
			  at < 6  ? seen[at].place
			  : i % 5 ? NULL
				  : "BOISE, ID 83702");
		node_text(a, e, "code", at < 6 ? seen[at].code : "NT");
		node_text(a, e, "text",
			  at < 6 ? seen[at].text : "In Transit to Next Facility, Arriving Late");
		node_text(a, e, "status", at < 6 ? seen[at].status : "in_transit");
		node_text(a, e, "trouble", at < 6 ? "none" : "delayed");
		node_bool(a, e, "is_scan", at < 6);
		node_text(a, e, "source", i % 4 ? "api" : "saved_answer");
	}
}

/* What an amended contact said before. */
static void put_earlier(struct arena *a, struct node *contact, bool amended)
{
	struct node *list = node_list(a, contact, "earlier"), *was;

	if (!amended)
		return;
	was = node_map(a, list, NULL);
	node_int(a, was, "version", 1);
	node_instant(a, was, "replaced_at", TREE_NOW - 86400);
	node_text(a, was, "replaced_by", "maria");
	node_text(a, was, "reference", "4711-B");
}

static void put_contacts(struct arena *a, struct node *one)
{
	static const char *const reps[] = { "Dana Q",
					    "Bartholomew Featherstonehaugh-Cholmondeley III",
					    NULL,
					    "王小明",
					    "محمد عبد الرحمن",
					    "O'Brien & Søn" };
	static const char *const channels[] = { "phone",       "phone", "web_form",
						"post_office", "email", "phone" };
	static const char *const outcomes[] = { "reached", "cut_off", "voicemail",
						"reached", "reached", "refused" };
	struct node *list = node_list(a, one, "contacts");

	for (int i = 0; i < 6; i++) {
		struct node *c = node_map(a, list, NULL);

		node_int(a, c, "id", 100 + i);
		node_instant(a, c, "at", TREE_NOW - (14 - 2 * i) * 86400 + i * 3777);
		node_text(a, c, "channel", channels[i]);
		node_text(a, c, "with", i == 3 ? "post_office" : "carrier");
		node_text(a, c, "direction", i == 4 ? "in" : "out");
		node_text(a, c, "outcome", outcomes[i]);
		node_text(a, c, "rep_name", reps[i]);
		node_text(a, c, "rep_id", i == 0 ? "0047" : NULL);
		node_text(a, c, "reference", i == 2 ? NULL : arena_printf(a, "47%02d-A", 11 + i));
		node_text(a, c, "dialed", i < 2 ? "1-800-275-8777" : NULL);
		node_text(a, c, "keypad", i < 2 ? "2, 3, 1, 0" : NULL);
		node_text(a, c, "callback", i == 1 ? "+1 207 555 0117" : NULL);
		node_text(a, c, "said",
			  i == 1   ? note
			  : i == 2 ? NULL
				   : "Search started at the Salt Lake City facility; the clerk "
				     "will call back with the result and says that a claim "
				     "may be filed meanwhile.");
		if (i != 2)
			node_int(a, c, "minutes", 5 + 7 * i);
		else
			node_null(a, c, "minutes");
		if (i < 2)
			node_int(a, c, "hold_minutes", 22);
		else
			node_null(a, c, "hold_minutes");
		node_text(a, c, "logged_by", "maria");
		put_earlier(a, c, i == 0);
	}
}

static void put_promises(struct arena *a, struct node *one)
{
	static const char *const states[] = { "open", "kept", "broken", "open" };
	struct node *list = node_list(a, one, "promises"), *p;

	for (int i = 0; i < 4; i++) {
		p = node_map(a, list, NULL);
		node_int(a, p, "id", 7 + i);
		node_text(a, p, "owed_by", i == 1 ? "us" : "carrier");
		node_text(a, p, "what",
			  i == 1 ? "Send the label photo"
				 : "Call back with the result of the search");
		node_day(a, p, "due_on",
			 i == 3   ? day_of(2026, 11, 28)
			 : i == 0 ? DAY_NONE
				  : day_of(2026, 11, 14 + i));
		node_text(a, p, "state", states[i]);
		node_day(a, p, "settled_on", i == 1 || i == 2 ? day_of(2026, 11, 17) : DAY_NONE);
		node_text(a, p, "settled_by", i == 1 ? "maria" : NULL);
	}
	list = node_list(a, one, "requests");
	p = node_map(a, list, NULL);
	node_text(a, p, "request", "12/1");
	node_text(a, p, "kind", "help_request");
	node_text(a, p, "state", "answered");
	node_text(a, p, "reference", "33218845");
	node_day(a, p, "filed_on", day_of(2026, 11, 9));
	node_day(a, p, "answer_due_on", day_of(2026, 11, 14));
	node_day(a, p, "answered_on", day_of(2026, 11, 13));
	node_text(a, p, "result", "not_found");
	node_text(a, p, "answer", "Not at the unit; ask for a Missing Mail Search.");
	p = node_map(a, list, NULL);
	node_text(a, p, "request", "12/2");
	node_text(a, p, "kind", "missing_mail_search");
	node_text(a, p, "state", "open");
	node_text(a, p, "reference", "MRC0012");
	node_day(a, p, "filed_on", day_of(2026, 11, 16));
	node_null(a, p, "answer_due_on");
	node_null(a, p, "answered_on");
	node_null(a, p, "result");
	node_null(a, p, "answer");
}

static void put_evidence(struct arena *a, struct node *one)
{
	static const struct {
		const char *kind, *name, *media;
		int64_t size;
	} files[] = {
		{ "label_photo", "IMG_2041.jpg", "image/jpeg", 2841223 },
		{ "packaging_photo",
		  "packed box, five sides, seen from above and from the left.jpg", "image/jpeg",
		  912004 },
		{ "acceptance_receipt", "收据.png", "image/png", 48211 },
		{ "proof_of_value", "=invoice 4471.pdf", "application/pdf", 88213 },
	};
	struct node *list = node_list(a, one, "evidence");

	for (int i = 0; i < 4; i++) {
		struct node *e = node_map(a, list, NULL);

		node_int(a, e, "id", 31 + i);
		node_text(a, e, "kind", files[i].kind);
		node_text(a, e, "name", files[i].name);
		node_text(a, e, "media_type", files[i].media);
		node_text(a, e, "sha256", i < TREE_PHOTOS ? tree_photo_sha256[i] : tree_pdf_sha256);
		node_int(a, e, "size", files[i].size);
		if (i < 2)
			node_int(a, e, "shot", i + 1);
		else
			node_null(a, e, "shot");
		node_day(a, e, "dated_on", i == 2 ? DAY_NONE : day_of(2026, 11, 1));
		node_text(a, e, "note",
			  i ? NULL : "Taken at the counter before the parcel was handed over.");
		node_instant(a, e, "added_at", TREE_NOW - 3600 * i);
	}
	list = node_list(a, one, "missing_evidence");
	node_text(a, list, NULL, "proof_of_insurance");
	list = node_list(a, one, "checklist");
	for (int i = 0; i < 3; i++) {
		static const char *const need[][2] = {
			{ "proof_of_value", "Proof of value: receipt, invoice or order" },
			{ "proof_of_mailing",
			  "Proof of mailing: counter receipt or acceptance scan" },
			{ "proof_of_insurance",
			  "Proof of insurance: label receipt or the insurer's policy number" },
		};
		struct node *each = node_map(a, list, NULL);

		node_text(a, each, "code", need[i][0]);
		node_text(a, each, "title", need[i][1]);
		node_bool(a, each, "held", i < 2);
		node_text(a, each, "source", "DMM 609.3.1");
	}
	list = node_list(a, one, "missing_facts");
	node_text(a, list, NULL, "insurer");
}

static void put_windows(struct arena *a, struct node *one)
{
	struct node *list = node_list(a, one, "windows"), *w = node_map(a, list, NULL), *alt;
	struct money cover = money_of(10000, "USD");

	node_text(a, w, "what", "claim");
	node_text(a, w, "route", "carrier");
	node_day(a, w, "opens_on", day_of(2026, 11, 16));
	node_day(a, w, "closes_on", day_of(2026, 12, 31));
	node_text(a, w, "opens_from", "mailed_on");
	node_text(a, w, "closes_from", "mailed_on");
	node_text(a, w, "unit", "calendar");
	node_int(a, w, "days_left", 38);
	node_text(a, w, "state", "open");
	node_null(a, w, "unknown_because");
	node_text(a, w, "rule", "usps.ground_advantage.loss.claim");
	node_text(a, w, "source", "DMM 609.1.4");
	node_text(a, w, "source_date", "2026-07-12");
	node_day(a, w, "checked_on", day_of(2026, 11, 23));
	node_text(a, w, "confidence", "high");
	node_text(
		a, w, "why",
		"mailed 2026-11-01 + 15 days = 2026-11-16, the first day; + 60 days = 2026-12-31, "
		"the last day");
	node_money(a, w, "cover", &cover);
	alt = node_map(a, node_list(a, w, "alternatives"), NULL);
	node_day(a, alt, "closes_on", day_of(2027, 1, 5));
	node_text(a, alt, "rule", "usps.faq.loss.claim");
	node_text(a, alt, "source", "usps.com/help/claims.htm");
	node_text(a, alt, "confidence", "medium");

	w = node_map(a, list, NULL);
	node_text(a, w, "what", "search");
	node_text(a, w, "route", "carrier");
	node_day(a, w, "opens_on", day_of(2026, 11, 18));
	node_null(a, w, "closes_on");
	node_text(a, w, "state", "unknown");
	node_text(a, w, "unknown_because", "no last day is published");
	node_null(a, w, "days_left");
	node_text(a, w, "rule", "usps.search");
	node_text(a, w, "source", "usps.com/help/missing-mail.htm");
	node_null(a, w, "source_date");
	node_text(a, w, "confidence", "low");
	node_list(a, w, "alternatives");

	w = node_map(a, list, NULL);
	node_text(a, w, "what", "notice");
	node_text(a, w, "route", "insurance");
	node_day(a, w, "opens_on", day_of(2026, 11, 2));
	node_day(a, w, "closes_on", day_of(2026, 11, 19));
	node_int(a, w, "days_left", -4);
	node_text(a, w, "state", "closed");
	node_text(a, w, "rule", "pirateship.insurance.notice");
	node_text(a, w, "source", "support article 55");
	node_text(a, w, "source_date", "2025-02-01");
	node_text(a, w, "confidence", "low");
}

static void put_money(struct arena *a, struct node *one)
{
	struct money asked = money_of(13035, "USD"), given = money_of(12050, "USD"),
		     yen = money_of(1500000, "JPY");
	struct node *n = node_map(a, node_list(a, one, "claims"), NULL);

	node_text(a, n, "claim", "12/1");
	node_text(a, n, "route", "carrier");
	node_text(a, n, "state", "filed");
	node_money(a, n, "amount", &asked);
	node_text(a, n, "amount_note", "value and postage");
	node_text(a, n, "reference", "0091827364");
	node_day(a, n, "filed_on", day_of(2026, 11, 20));
	node_null(a, n, "decided_on");
	node_null(a, n, "reason");
	node_list(a, one, "payouts");
	n = node_map(a, node_list(a, one, "remedies"), NULL);
	node_text(a, n, "kind", "refund");
	node_money(a, n, "amount", &given);
	node_day(a, n, "given_on", day_of(2026, 11, 17));
	node_null(a, n, "note");
	n = node_map(a, one->last, NULL);
	node_text(a, n, "kind", "credit");
	node_money(a, n, "amount", &yen);
	node_day(a, n, "given_on", day_of(2026, 11, 18));
	node_text(a, n, "note", "For the Tokyo branch");
	n = node_map(a, node_list(a, one, "holds"), NULL);
	node_text(a, n, "what", "second carton and packing");
	node_text(a, n, "where", "workshop, shelf 4");
	node_day(a, n, "until", day_of(2027, 2, 1));
	node_null(a, n, "released_on");
}

static void put_polls(struct arena *a, struct node *one)
{
	static const char *const outcomes[] = { "new",       "unchanged",   "unchanged",
						"unchanged", "unreachable", "unchanged",
						"not_found", "unreadable",  "unchanged" };
	struct node *list = node_list(a, one, "polls");

	for (size_t i = 0; i < sizeof(outcomes) / sizeof(*outcomes); i++) {
		struct node *p = node_map(a, list, NULL);

		node_instant(a, p, "asked_at", TREE_NOW - 9 * 86400 + (instant)i * 86400);
		node_text(a, p, "source", "api");
		node_text(a, p, "outcome", outcomes[i]);
		node_int(a, p, "new_events", i ? 0 : 30);
		node_text(a, p, "message", i == 4 ? "the line was cut after 3 tries" : NULL);
	}
	list = node_list(a, one, "journal");
	for (int i = 0; i < 5; i++) {
		struct node *j = node_map(a, list, NULL);

		node_int(a, j, "entry", 40 + i);
		node_instant(a, j, "at", TREE_NOW - (5 - i) * 90000);
		node_text(a, j, "user", "maria");
		node_null(a, j, "as");
		node_bool(a, j, "now_given", false);
		node_text(a, j, "op", i ? "contact.log" : "case.open");
		node_text(a, j, "summary",
			  i ? "logged a call with the carrier, reference 4711-A"
			    : "opened case 12");
		node_text(a, j, "hash", tree_photo_sha256[i % TREE_PHOTOS]);
	}
}

struct node *tree_full(struct arena *a, int number)
{
	struct node *one = node_root(a);

	node_int(a, one, "case", number);
	node_text(a, one, "tracking_number", "9400111206206406260787");
	node_text(a, one, "carrier", "usps");
	node_text(a, one, "service", "ground_advantage");
	node_text(a, one, "problem", "lost");
	node_text(a, one, "stage", "filed");
	node_text(a, one, "owner", "maria");
	node_null(a, one, "client");
	node_instant(a, one, "opened_at", TREE_NOW - 15 * 86400);
	put_shipment(a, one);
	put_events(a, one);
	put_contacts(a, one);
	put_promises(a, one);
	put_evidence(a, one);
	put_windows(a, one);
	put_money(a, one);
	put_polls(a, one);
	node_text(a, one, "a_field_of_tomorrow", "kept all the same");
	return one;
}

struct node *tree_bare(struct arena *a, int number)
{
	static const char *const unknown[] = { "status_text", "mailed_on", "value",
					       "from",        "to",        "contents" };
	static const char *const empty[] = { "events",   "contacts",         "promises", "requests",
					     "evidence", "missing_evidence", "windows",  "claims",
					     "payouts",  "remedies",         "holds",    "polls",
					     "journal" };
	struct node *one = node_root(a), *s;

	node_int(a, one, "case", number);
	node_text(a, one, "tracking_number", "9400111206206406260787");
	node_null(a, one, "carrier");
	node_null(a, one, "service");
	node_text(a, one, "problem", "lost");
	node_text(a, one, "stage", "open");
	node_null(a, one, "owner");
	node_instant(a, one, "opened_at", TREE_NOW);
	s = node_map(a, one, "shipment");
	node_text(a, s, "status", "unknown");
	for (size_t i = 0; i < sizeof(unknown) / sizeof(*unknown); i++)
		node_null(a, s, unknown[i]);
	for (size_t i = 0; i < sizeof(empty) / sizeof(*empty); i++)
		node_list(a, one, empty[i]);
	return one;
}

struct node *tree_nasty(struct arena *a, int number)
{
	struct node *one = tree_bare(a, number), *list, *c;
	char *long_text = arena_alloc(a, 40001);

	for (int i = 0; i < 40000; i++)
		long_text[i] = i % 11 == 10 ? ' ' : (char)('a' + i % 26);
	list = one->first;
	while (strcmp(list->name, "contacts") != 0)
		list = list->next;
	c = node_map(a, list, NULL);
	node_instant(a, c, "at", TREE_NOW);
	node_text(a, c, "rep_name", "=HYPERLINK(\"http://evil.example\",\"x\")");
	node_text(a, c, "reference", "00012");
	node_text(a, c, "said", long_text);
	c = node_map(a, list, NULL);
	node_instant(a, c, "at", TREE_NOW + 60);
	node_text(a, c, "rep",
		  "broken \xC3( bytes \xFF and \x01 control, \xEF\xBF\xBF, _x0041_ literal");
	node_text(a, c, "reference", "+1-2");
	node_text(a, c, "said",
		  "line one\r\nline two\rline three\n\n  indented & <tagged> \"quoted\"");
	c = node_map(a, list, NULL);
	node_instant(a, c, "at", -3000000000LL);
	node_text(a, c, "rep_name", "");
	node_text(a, c, "said", "😀 emoji, 𝔘𝔫𝔦𝔠𝔬𝔡𝔢, أهلا بالعالم");
	node_text(a, one, "owner", "A&B &P of &N");
	return one;
}
