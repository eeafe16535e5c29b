#include <stddef.h>
#include <string.h>

#include "domain/casefile.h"
#include "domain/shipment.h"
#include "store/migrate.h"
#include "store/place.h"
#include "store/suites.h"
#include "store/tx.h"

/*
 * Rows are written and read by descriptor; so are they tested: any table, each column known and,
 * where the schema allows, unknown.
 */

static struct store *store;
static struct tx *tx;

enum { ROW_SIZE = 1024 };

static void setup(void)
{
	struct tx_options who = {
		.op = "test", .moment = &here.moment, .user = "ann", .system_user = "root"
	};

	place_setup();
	MUST(store_open(&store, here.path, DB_CREATE, &who, &here.err));
	MUST(db_exec(store_db(store), "PRAGMA foreign_keys=OFF", "set up", &here.err));
	MUST(tx_begin(&tx, store, &who, &here.err));
}

static void teardown(void)
{
	tx_end(tx, -1, &here.err);
	store_close(store);
	place_teardown();
}

static bool may_be_null(const char *table, const char *column)
{
	sqlite3 *db = raw_open(here.path);
	char *sql = sqlite3_mprintf("SELECT NOT \"notnull\" FROM pragma_table_info(%Q) WHERE "
				    "name=%Q",
				    table, column);
	bool null = raw_int(db, sql);

	sqlite3_free(sql);
	sqlite3_close(db);
	return null;
}

static void fill(char *row, const struct column *c, int n, bool known)
{
	char *at = row + c->offset;
	struct money *money = (void *)at;

	switch (c->type) {
	case COL_ID:
		*(int64_t *)(void *)at = known ? INT64_C(5000000000) + n : 0;
		break;
	case COL_INT64:
		*(int64_t *)(void *)at = known ? INT64_MAX - n : 0;
		break;
	case COL_INT:
		*(int32_t *)(void *)at = known ? INT32_MAX - n : 0;
		break;
	case COL_COUNT:
		*(int32_t *)(void *)at = known ? n : -1;
		break;
	case COL_SHOT:
		*(int32_t *)(void *)at = known ? n + 1 : 0;
		break;
	case COL_BOOL:
		*(bool *)at = known;
		break;
	case COL_TEXT:
		*(const char **)(void *)at = known ? "=1+1 'q\"\n\xc3\xbc" : NULL;
		break;
	case COL_CODE:
	case COL_OPTION:
		*(unsigned *)(void *)at = (unsigned)(known ? c->nnames - 1 : 0);
		break;
	case COL_DAY:
		*(daynum *)(void *)at = known ? day_of(1969, 7, 20) + n : DAY_NONE;
		break;
	case COL_INSTANT:
		*(instant *)(void *)at = known ? -1 - n : INSTANT_NONE;
		break;
	case COL_CENTS:
		*money = known ? (struct money){ 99999999999 - n, "JPY" } : MONEY_NONE;
		break;
	case COL_CURRENCY:
		break;
	}
}

static void make_row(char *row, const struct table *t, bool known)
{
	ck_assert_uint_le(t->size, ROW_SIZE);
	memset(row, 0, ROW_SIZE);
	for (int i = 0; i < t->ncolumns; i++) {
		const struct column *c = &t->column[i];

		fill(row, c, i, known || !may_be_null(t->name, c->name));
		if (!strcmp(c->name, "sha256"))
			*(const char **)(void *)(row + c->offset) =
				"0123456789012345678901234567890123456789012345678901234567890123";
	}
}

static void round_trip(bool known)
{
	_Alignas(max_align_t) char row[ROW_SIZE], back[ROW_SIZE];

	for (int t = 0; t < TABLE_NVALUES; t++) {
		make_row(row, &tables[t], known);
		MUST(row_insert(row, tx, (enum table_id)t, &here.err));
		memset(back, 0xa5, sizeof back);
		MUST(row_get(back, tx_snap(tx), &here.a, (enum table_id)t, *(int64_t *)(void *)row,
			     &here.err));
		ck_assert_msg(row_same((enum table_id)t, row, back), "%s", tables[t].name);
		ck_assert_mem_eq(row, back, sizeof(int64_t) + sizeof(int32_t));
		ck_assert_int_eq(*(int32_t *)(void *)(back + sizeof(int64_t)), 1);
	}
}

START_TEST(a_row_of_any_table_comes_back_as_it_was_written)
{
	round_trip(true);
}
END_TEST

START_TEST(what_is_unknown_comes_back_unknown)
{
	round_trip(false);
}
END_TEST

START_TEST(rows_that_differ_in_one_column_are_not_the_same)
{
	_Alignas(max_align_t) char row[ROW_SIZE], other[ROW_SIZE];

	for (int t = 0; t < TABLE_NVALUES; t++) {
		make_row(row, &tables[t], true);
		for (int i = 0; i < tables[t].ncolumns; i++) {
			const struct column *c = &tables[t].column[i];

			if (c->type == COL_CURRENCY || (c->type == COL_CODE && c->nnames < 2))
				continue;
			memcpy(other, row, sizeof row);
			ck_assert(row_same((enum table_id)t, row, other));
			fill(other, c, i, false);
			ck_assert_msg(!row_same((enum table_id)t, row, other), "%s.%s",
				      tables[t].name, c->name);
		}
	}
}
END_TEST

static struct setting put_setting(const char *name, const char *value)
{
	struct setting s = { .name = name, .value = value };

	MUST(row_insert(&s, tx, TABLE_SETTING, &here.err));
	return s;
}

START_TEST(an_update_must_name_the_version_it_saw)
{
	struct setting mine = put_setting("test.color", "red"), theirs = mine;
	int32_t version;

	theirs.value = "green";
	MUST(row_update(&theirs, tx, TABLE_SETTING, &here.err));
	ck_assert_int_eq(theirs.version, 2);
	mine.value = "blue";
	REFUSED(row_update(&mine, tx, TABLE_SETTING, &here.err), ERR_CONFLICT, "changed meanwhile");
	MUST(row_get(&mine, tx_snap(tx), &here.a, TABLE_SETTING, theirs.id, &here.err));
	ck_assert_str_eq(mine.value, "green");
	MUST(row_version(&version, tx_snap(tx), TABLE_SETTING, mine.id, &here.err));
	ck_assert_int_eq(version, 2);
}
END_TEST

START_TEST(a_row_that_is_not_there_is_said_so)
{
	struct casefile c;
	struct setting s;
	int32_t version = 9;

	REFUSED(row_get(&c, tx_snap(tx), &here.a, TABLE_CASEFILE, 4, &here.err), ERR_NOT_FOUND,
		"there is no case 4");
	REFUSED(row_get(&s, tx_snap(tx), &here.a, TABLE_SETTING, 44, &here.err), ERR_NOT_FOUND,
		"there is no setting 44");
	MUST(row_version(&version, tx_snap(tx), TABLE_SETTING, 44, &here.err));
	ck_assert_int_eq(version, 0);
	s = (struct setting){ .id = 44, .version = 1, .name = "n", .value = "v" };
	REFUSED(row_update(&s, tx, TABLE_SETTING, &here.err), ERR_CONFLICT, "setting 44");
}
END_TEST

START_TEST(a_list_holds_all_that_match_in_order)
{
	struct setting *list;
	int n;

	for (int i = 0; i < 40; i++)
		put_setting(arena_printf(&here.a, "test.%02d", i), "v");
	MUST(row_list(&list, &n, tx_snap(tx), &here.a, TABLE_SETTING,
		      "WHERE name LIKE 'test.%' ORDER BY name DESC", 0, 0, &here.err));
	ck_assert_int_eq(n, 40);
	ck_assert_str_eq(list[0].name, "test.39");
	ck_assert_str_eq(list[39].name, "test.00");
	MUST(row_list(&list, &n, tx_snap(tx), &here.a, TABLE_SETTING,
		      "WHERE id>=?1 AND id<?2 ORDER BY id", list[39].id, list[39].id + 2,
		      &here.err));
	ck_assert_int_eq(n, 2);
	ck_assert_str_eq(list[1].name, "test.01");
	MUST(row_list(&list, &n, tx_snap(tx), &here.a, TABLE_SETTING, "WHERE id=?1", -1, 0,
		      &here.err));
	ck_assert_int_eq(n, 0);
}
END_TEST

START_TEST(a_code_that_the_program_does_not_know_is_damage)
{
	struct shipment s, *list;
	int n;

	MUST(db_exec(store_db(store),
		     "PRAGMA ignore_check_constraints=ON;"
		     "INSERT INTO shipment(id,version,tracking_number,status,trouble)"
		     "VALUES(1,1,'9','teleported','none')",
		     "damage", &here.err));
	REFUSED(row_get(&s, tx_snap(tx), &here.a, TABLE_SHIPMENT, 1, &here.err), ERR_DAMAGED,
		"'teleported' as status");
	REFUSED(row_list(&list, &n, tx_snap(tx), &here.a, TABLE_SHIPMENT, "WHERE id=?1", 1, 0,
			 &here.err),
		ERR_DAMAGED, "teleported");
}
END_TEST

START_TEST(what_an_act_made_may_be_deleted)
{
	struct hold h = {
		.casefile_id = 1, .kept_where = "shelf", .until = DAY_NONE, .released_on = DAY_NONE
	};
	int32_t version;

	MUST(row_insert(&h, tx, TABLE_HOLD, &here.err));
	MUST(row_delete(tx, TABLE_HOLD, h.id, &here.err));
	MUST(row_version(&version, tx_snap(tx), TABLE_HOLD, h.id, &here.err));
	ck_assert_int_eq(version, 0);
}
END_TEST

START_TEST(evidence_of_the_carrier_and_cases_cannot_be_deleted)
{
	static const char *const sql[] = {
		"DELETE FROM casefile",    "DELETE FROM event",
		"DELETE FROM poll",        "DELETE FROM journal",
		"UPDATE journal SET at=1", "UPDATE journal_body SET body=x''",
	};
	_Alignas(max_align_t) char row[ROW_SIZE];

	for (int t = 0; t < TABLE_NVALUES; t++) {
		make_row(row, &tables[t], true);
		MUST(row_insert(row, tx, (enum table_id)t, &here.err));
	}
	for (size_t i = 0; i < COUNT(sql); i++)
		REFUSED(db_exec(store_db(store), sql[i], "delete", &here.err), ERR_FAILED,
			"cannot delete");
}
END_TEST

Suite *row_suite(void)
{
	Suite *s = suite_create("row");
	TCase *t = tcase_create("row");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, a_row_of_any_table_comes_back_as_it_was_written);
	tcase_add_test(t, what_is_unknown_comes_back_unknown);
	tcase_add_test(t, rows_that_differ_in_one_column_are_not_the_same);
	tcase_add_test(t, an_update_must_name_the_version_it_saw);
	tcase_add_test(t, a_row_that_is_not_there_is_said_so);
	tcase_add_test(t, a_list_holds_all_that_match_in_order);
	tcase_add_test(t, a_code_that_the_program_does_not_know_is_damage);
	tcase_add_test(t, what_an_act_made_may_be_deleted);
	tcase_add_test(t, evidence_of_the_carrier_and_cases_cannot_be_deleted);
	suite_add_tcase(s, t);
	return s;
}
