#include "view/doc.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "view/suites.h"

static struct arena arena;

static void teardown(void)
{
	arena_release(&arena);
}

static struct node *sample(void)
{
	const struct money value = { 12050, "USD" };
	struct node *root = node_root(&arena), *shipment, *events;

	node_int(&arena, root, "case", 12);
	shipment = node_map(&arena, root, "shipment");
	node_text(&arena, shipment, "status", "in_transit");
	node_day(&arena, shipment, "mailed_on", day_of(2026, 11, 1));
	node_day(&arena, shipment, "expected_on", DAY_NONE);
	node_instant(&arena, shipment, "last_scan_at", 1795446000);
	node_money(&arena, shipment, "value", &value);
	node_money(&arena, shipment, "insured", &MONEY_NONE);
	node_text(&arena, shipment, "service", NULL);
	events = node_list(&arena, root, "events");
	node_bool(&arena, node_map(&arena, events, NULL), "is_scan", true);
	node_text(&arena, events, NULL, "\"quoted\"");
	return root;
}

START_TEST(a_tree_is_written_as_the_contract_says)
{
	struct json_out json;
	struct buf buf;

	buf_init(&buf, 10000);
	json_out_init(&json, &buf, false);
	node_json(&json, sample());
	ck_assert_str_eq(buf.at, "{\"case\":12,\"shipment\":{\"status\":\"in_transit\","
				 "\"mailed_on\":\"2026-11-01\",\"expected_on\":null,"
				 "\"last_scan_at\":\"2026-11-23T15:00:00Z\","
				 "\"value\":{\"amount\":\"120.50\",\"currency\":\"USD\"},"
				 "\"insured\":null,\"service\":null},"
				 "\"events\":[{\"is_scan\":true},\"\\\"quoted\\\"\"]}");
	buf_release(&buf);
}
END_TEST

START_TEST(a_path_leads_to_the_value)
{
	const struct node *root = sample();

	ck_assert_int_eq(node_num(root, "case"), 12);
	ck_assert_str_eq(node_str(root, "shipment.status"), "in_transit");
	ck_assert_int_eq(node_dayof(root, "shipment.mailed_on"), day_of(2026, 11, 1));
	ck_assert_int_eq(node_instantof(root, "shipment.last_scan_at"), 1795446000);
	ck_assert(node_known(root, "shipment.value"));
	ck_assert_int_eq(node_get(root, "events")->count, 2);
}
END_TEST

START_TEST(what_is_absent_or_of_another_type_is_unknown)
{
	const struct node *root = sample();

	ck_assert_ptr_null(node_get(root, "shipment.stat"));
	ck_assert_ptr_null(node_get(root, "shipment.status.x"));
	ck_assert_ptr_null(node_get(root, "nothing.at.all"));
	ck_assert_ptr_null(node_get(NULL, "case"));
	ck_assert_ptr_null(node_str(root, "case"));
	ck_assert_int_eq(node_dayof(root, "shipment.expected_on"), DAY_NONE);
	ck_assert_int_eq(node_instantof(root, "shipment.status"), INSTANT_NONE);
	ck_assert_int_eq(node_num(root, "shipment.status"), 0);
	ck_assert(!node_known(root, "shipment.service"));
	ck_assert(!node_known(root, "shipment.nothing"));
}
END_TEST

START_TEST(a_text_is_copied)
{
	char word[] = "before";
	struct node *root = node_root(&arena);

	node_text(&arena, root, "word", word);
	word[0] = 'B';
	ck_assert_str_eq(node_str(root, "word"), "before");
}
END_TEST

Suite *doc_suite(void)
{
	Suite *s = suite_create("doc");
	TCase *tc = tcase_create("doc");

	tcase_add_checked_fixture(tc, NULL, teardown);
	tcase_add_test(tc, a_tree_is_written_as_the_contract_says);
	tcase_add_test(tc, a_path_leads_to_the_value);
	tcase_add_test(tc, what_is_absent_or_of_another_type_is_unknown);
	tcase_add_test(tc, a_text_is_copied);
	suite_add_tcase(s, tc);
	return s;
}
