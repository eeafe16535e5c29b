#include "report/test_report.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/json.h"
#include "report/export.h"
#include "report/trees.h"
#include "view/doc.h"

static struct arena arena;
static struct err err;

static void setup(void)
{
	test_folder_make();
}

static void teardown(void)
{
	test_folder_remove();
	arena_release(&arena);
}

static char *bytes_of(const char *path, size_t *len)
{
	char *bytes;

	ck_assert_msg(file_read(&bytes, len, &arena, path, 1 << 24, &err) == 0, "%s", err.text);
	return bytes;
}

START_TEST(one_case_is_the_document_itself)
{
	const struct node *cases[] = { tree_full(&arena, 12) };
	struct json *doc;
	char *bytes;
	size_t len;

	ck_assert_int_eq(export_json(test_folder_path("a.json"), cases, 1, &err), 0);
	bytes = bytes_of(test_folder_path("a.json"), &len);
	ck_assert_msg(json_parse(&doc, &arena, bytes, len, &err) == 0, "%s", err.text);
	ck_assert_str_eq(json_str(doc, "tracking_number"), "9400111206206406260787");
	ck_assert_int_eq(json_get(doc, "events")->count, 30);
}
END_TEST

START_TEST(several_cases_are_items_with_a_count)
{
	const struct node *cases[] = { tree_full(&arena, 12), tree_nasty(&arena, 13) };
	struct json *doc;
	char *bytes;
	int64_t n;
	size_t len;

	ck_assert_int_eq(export_json(test_folder_path("a.json"), cases, 2, &err), 0);
	bytes = bytes_of(test_folder_path("a.json"), &len);
	ck_assert_msg(json_parse(&doc, &arena, bytes, len, &err) == 0, "%s", err.text);
	ck_assert_int_eq(json_int(&n, doc, "count"), 0);
	ck_assert_int_eq(n, 2);
	ck_assert_int_eq(json_get(doc, "items")->count, 2);
}
END_TEST

static const char *csv_value(char *bytes, size_t len, const char *column, int row)
{
	struct csv c;
	char **head, **fields = NULL;
	int n, nfields = 0, at;

	csv_open(&c, bytes, len, ',');
	ck_assert_int_eq(csv_next(&head, &n, &c, &arena, &err), 1);
	at = csv_column(head, n, column);
	ck_assert_msg(at >= 0, "no column %s", column);
	for (int i = 0; i <= row; i++)
		ck_assert_int_eq(csv_next(&fields, &nfields, &c, &arena, &err), 1);
	ck_assert_int_eq(nfields, n);
	return fields[at];
}

START_TEST(a_row_a_case_with_dotted_names)
{
	const struct node *cases[] = { tree_bare(&arena, 11), tree_full(&arena, 12) };
	char *bytes;
	size_t len;

	ck_assert_int_eq(export_csv(test_folder_path("a.csv"), cases, 2, CSV_FOR_MACHINES, &err),
			 0);
	bytes = bytes_of(test_folder_path("a.csv"), &len);
	ck_assert_str_eq(csv_value(bytes, len, "case", 0), "11");
	ck_assert_str_eq(csv_value(bytes, len, "case", 1), "12");
	ck_assert_str_eq(csv_value(bytes, len, "shipment.mailed_on", 0), "");
	ck_assert_str_eq(csv_value(bytes, len, "shipment.mailed_on", 1), "2026-11-01");
	ck_assert_str_eq(csv_value(bytes, len, "shipment.value.amount", 0), "");
	ck_assert_str_eq(csv_value(bytes, len, "shipment.value.amount", 1), "120.50");
	ck_assert_str_eq(csv_value(bytes, len, "shipment.value.currency", 1), "USD");
	ck_assert_str_eq(csv_value(bytes, len, "events.count", 1), "30");
	ck_assert_str_eq(csv_value(bytes, len, "opened_at", 0), "2026-11-23T15:04:00Z");
	ck_assert_str_eq(csv_value(bytes, len, "tracking_number", 1), "9400111206206406260787");
}
END_TEST

START_TEST(a_sum_has_the_same_columns_known_or_not)
{
	const struct node *cases[] = { tree_bare(&arena, 11) };
	char *bytes;
	size_t len;

	ck_assert_int_eq(export_csv(test_folder_path("a.csv"), cases, 1, CSV_FOR_MACHINES, &err),
			 0);
	bytes = bytes_of(test_folder_path("a.csv"), &len);
	ck_assert_str_eq(csv_value(bytes, len, "shipment.value.amount", 0), "");
	ck_assert_str_eq(csv_value(bytes, len, "shipment.value.currency", 0), "");
	ck_assert_ptr_null(strstr(bytes, "shipment.value,"));
}
END_TEST

START_TEST(nothing_is_left_where_nothing_can_be_written)
{
	const struct node *cases[] = { tree_bare(&arena, 11) };

	ck_assert_int_eq(export_json("/nowhere/a.json", cases, 1, &err), -1);
	ck_assert_str_ne(err.text, "");
	ck_assert_int_eq(export_csv("/nowhere/a.csv", cases, 1, CSV_FOR_MACHINES, &err), -1);
	ck_assert_int_eq(export_json(test_folder_path("a.json"), cases, 0, &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_int_eq(export_csv(test_folder_path("a.csv"), cases, 0, CSV_FOR_EXCEL, &err), -1);
	ck_assert_int_eq(test_folder_count(), 0);
}
END_TEST

TCase *export_tests(void)
{
	TCase *tc = tcase_create("export");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, one_case_is_the_document_itself);
	tcase_add_test(tc, several_cases_are_items_with_a_count);
	tcase_add_test(tc, a_row_a_case_with_dotted_names);
	tcase_add_test(tc, a_sum_has_the_same_columns_known_or_not);
	tcase_add_test(tc, nothing_is_left_where_nothing_can_be_written);
	return tc;
}
