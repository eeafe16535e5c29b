#include "view/audience.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/json.h"
#include "domain/chain.h"
#include "view/doc.h"
#include "view/suites.h"

static struct arena arena;
static const int64_t cases[] = { 1 }, parcels[] = { 5 };

static void teardown(void)
{
	arena_release(&arena);
}

static struct viewer viewer_of(enum audience audience)
{
	return (struct viewer){
		.audience = audience, .cases = cases, .ncases = 1, .parcels = parcels, .nparcels = 1
	};
}

/* A case with a word of its own in each place that some reader must not see. */
static struct node *sample(void)
{
	const struct money money = { 4711, "USD" };
	struct node *doc = node_root(&arena), *n, *list;

	node_int(&arena, doc, "case", 1);
	node_text(&arena, doc, "tracking_number", "9400111206206406260787");
	node_text(&arena, doc, "owner", "w-owner");
	node_text(&arena, doc, "client", "w-client");
	node_text(&arena, doc, "note", "w-note");
	n = node_map(&arena, doc, "shipment");
	node_text(&arena, n, "to", "Ann\n12 Elm St\n+1 208 555 0100");
	node_text(&arena, n, "account", "w-account");
	node_money(&arena, n, "postage", &money);
	list = node_list(&arena, doc, "contacts");
	n = node_map(&arena, list, NULL);
	node_int(&arena, n, "contact", 3);
	node_text(&arena, n, "rep_name", "w-rep");
	node_text(&arena, n, "dialed", "w-dialed");
	node_text(&arena, n, "callback", "w-callback");
	node_text(&arena, n, "said", "w-said, call 800-275-8777");
	node_text(&arena, n, "logged_by", "w-colleague");
	list = node_list(&arena, n, "cases");
	node_int(&arena, list, NULL, 1);
	node_int(&arena, list, NULL, 88);
	list = node_list(&arena, doc, "promises");
	n = node_map(&arena, list, NULL);
	node_int(&arena, n, "contact", 3);
	node_text(&arena, n, "what", "w-promised");
	list = node_list(&arena, doc, "evidence");
	n = node_map(&arena, list, NULL);
	node_text(&arena, n, "kind", "proof_of_value");
	node_text(&arena, n, "name", "w-invoice");
	n = node_map(&arena, list, NULL);
	node_text(&arena, n, "kind", "damage_photo");
	node_text(&arena, n, "name", "w-photo");
	n = node_map(&arena, node_list(&arena, doc, "claims"), NULL);
	node_text(&arena, n, "claim", "w-claim");
	n = node_map(&arena, node_list(&arena, doc, "remedies"), NULL);
	node_text(&arena, n, "kind", "w-remedy");
	n = node_map(&arena, node_list(&arena, doc, "journal"), NULL);
	node_text(&arena, n, "user", "w-user");
	node_text(&arena, n, "cases", "1,88");
	node_text(&arena, node_map(&arena, doc, "next_step"), "text", "w-next");
	return doc;
}

static const char *as_json(const struct node *doc)
{
	struct json_out o;
	struct buf b;
	char *text;

	buf_init(&b, 100000);
	json_out_init(&o, &b, false);
	node_json(&o, doc);
	text = arena_strdup(&arena, b.at);
	buf_release(&b);
	return text;
}

static const struct {
	const char *word;
	const char *seen_by; /* letters: f c u m t for full, carrier, customer, market, court */
} words[] = {
	{ "9400111206206406260787", "fcumt" },
	{ "w-note", "f" },
	{ "w-owner", "f" },
	{ "w-next", "f" },
	{ "88", "f" },
	{ "w-client", "ft" },
	{ "w-remedy", "fumt" },
	{ "w-callback", "ft" },
	{ "208 555 0100", "ft" },
	{ "800-275-8777", "ft" },
	{ "w-dialed", "fct" },
	{ "w-rep", "fcmt" },
	{ "w-colleague", "fct" },
	{ "w-user", "fct" },
	{ "w-account", "fct" },
	{ "47.11", "fct" },
	{ "w-claim", "fct" },
	{ "w-said", "fct" },
	{ "w-promised", "fct" },
	{ "w-invoice", "fct" },
	{ "w-photo", "fcumt" },
};

START_TEST(each_reader_sees_what_it_may)
{
	static const char letters[] = "fcumt";
	struct viewer v = viewer_of((enum audience)_i);
	struct node *doc = sample();
	const char *text;

	viewer_filter(&v, &arena, doc);
	text = as_json(doc);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		ck_assert_msg(!!strstr(text, words[i].word) ==
				      !!strchr(words[i].seen_by, letters[_i]),
			      "%s and %s: %s", audience_names[_i], words[i].word, text);
	if (_i == AUDIENCE_FULL)
		ck_assert_str_eq(text, as_json(sample()));
}
END_TEST

START_TEST(what_was_hidden_is_told)
{
	struct viewer v = viewer_of(AUDIENCE_CARRIER);
	struct node *doc = node_root(&arena);
	const char *text;

	viewer_filter(&v, &arena, sample());
	viewer_report(&v, &arena, doc);
	text = as_json(doc);
	ck_assert_ptr_nonnull(strstr(text, "{\"what\":\"internal notes\",\"count\":1}"));
	ck_assert_ptr_nonnull(
		strstr(text, "{\"what\":\"telephone numbers in texts\",\"count\":2}"));
	ck_assert_ptr_nonnull(strstr(text, "other cases, too\",\"count\":1}"));
	ck_assert_ptr_null(strstr(text, "accounts"));
}
END_TEST

static const struct {
	const char *text, *masked;
} phones[] = {
	{ "call 800-275-8777 now", "call [number hidden] now" },
	{ "(800) 275-8777", "[number hidden]" },
	{ "1.800.275.8777.", "[number hidden]." },
	{ "+49 30 1234567, ext", "[number hidden], ext" },
	{ "+442071234567", "[number hidden]" },
	{ "9400 1112 0620 6406 2607 87", NULL },
	{ "ref 20471533", NULL },
	{ "8002758777", NULL },
	{ "2026-11-23", NULL },
	{ "1Z 999 AA1 01 2345 6784", NULL },
	{ "+7d and +5", NULL },
	{ "order 12-800-275-8777", NULL },
	{ "", NULL },
	{ "800-275-87771", NULL },
};

START_TEST(who_is_held_to_a_client_counts_nothing_of_others)
{
	struct node *doc = node_root(&arena);

	node_int(&arena, node_map(&arena, doc, "kept_rate"), "n", 12);
	node_text(&arena, doc, "call_stage", "open");
	viewer_hide_others(&arena, doc, 1);
	ck_assert_ptr_nonnull(node_get(doc, "kept_rate"));
	ck_assert(!node_known(doc, "kept_rate"));
	ck_assert_str_eq(node_str(doc, "call_stage"), "open");
}
END_TEST

START_TEST(telephone_numbers_are_told_from_others)
{
	int n = 0;
	const char *got = phones_masked(&arena, phones[_i].text, &n);

	ck_assert_str_eq(got, phones[_i].masked ? phones[_i].masked : phones[_i].text);
	ck_assert_int_eq(n, phones[_i].masked != NULL);
}
END_TEST

/* --- the journal --- */

static void *canon_of(size_t *len, struct canon_field *fields, size_t n)
{
	struct buf b;
	char *bytes;

	buf_init(&b, 10000);
	canon_write(&b, fields, n);
	*len = b.len;
	bytes = arena_alloc(&arena, b.len + 1);
	memcpy(bytes, b.at, b.len);
	buf_release(&b);
	return bytes;
}

/* An entry about parcel "file.N" and "cases", which wrote one row with one column. */
static struct chain_entry entry_of(const char *file, const char *about, const char *row,
				   const char *column, const char *value)
{
	struct canon_field header[] = { { "cases", about, strlen(about) }, { file, "-", 1 } };
	struct canon_field cell[] = { { column, value, strlen(value) } };
	struct canon_field body[] = { { row, NULL, 0 } };
	struct chain_entry e = { .entry = 1, .salt = "0123456789abcdef" };

	body[0].value = canon_of(&body[0].len, cell, 1);
	e.header = canon_of(&e.header_len, header, 2);
	e.body = canon_of(&e.body_len, body, 1);
	return e;
}

START_TEST(entries_that_hold_what_is_hidden_are_sealed)
{
	static const struct {
		const char *file, *about, *row, *column, *value;
		const char *open_to;
	} e[] = {
		{ "file.5", "1", "contact.3", "said", "hello", "fct" },
		{ "file.5", "1", "contact.3", "said", "call 800-275-8777", "ft" },
		{ "file.5", "1", "contact.3", "callback", "x", "ft" },
		{ "file.5", "1", "casefile.1", "note", "x", "f" },
		{ "file.5", "1", "remedy.1", "kind", "refund", "ft" },
		{ "file.5", "1", "snooze.1", "reason", "x", "f" },
		{ "file.6", "1", "contact.3", "said", "hello", "f" },
		{ "file.5", "1,88", "contact.3", "said", "hello", "f" },
	};
	static const char letters[] = "fcumt";

	for (size_t i = 0; i < sizeof e / sizeof *e; i++) {
		struct viewer v = viewer_of((enum audience)_i);
		struct chain_entry x =
			entry_of(e[i].file, e[i].about, e[i].row, e[i].column, e[i].value);

		viewer_entry(&v, &arena, &x);
		ck_assert_msg(!!x.body == !!strchr(e[i].open_to, letters[_i]), "%s: %s of %s",
			      audience_names[_i], e[i].column, e[i].row);
		ck_assert(!x.body == !x.salt);
		ck_assert_int_eq(x.left_out, x.body ? LEFT_NOTHING : LEFT_HIDDEN);
		ck_assert_msg(!x.header == (_i == AUDIENCE_CUSTOMER || _i == AUDIENCE_MARKETPLACE),
			      "%s", audience_names[_i]);
	}
}
END_TEST

Suite *audience_suite(void)
{
	Suite *s = suite_create("audience");
	TCase *t = tcase_create("audience");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_loop_test(t, each_reader_sees_what_it_may, 0, AUDIENCE_NVALUES);
	tcase_add_test(t, what_was_hidden_is_told);
	tcase_add_test(t, who_is_held_to_a_client_counts_nothing_of_others);
	tcase_add_loop_test(t, telephone_numbers_are_told_from_others, 0,
			    (int)(sizeof phones / sizeof *phones));
	tcase_add_loop_test(t, entries_that_hold_what_is_hidden_are_sealed, 0, AUDIENCE_NVALUES);
	suite_add_tcase(s, t);
	return s;
}
