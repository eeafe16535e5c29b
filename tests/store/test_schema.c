#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "store/place.h"
#include "store/suites.h"

/* Tables whose operations come later, so that nothing reads or writes their rows yet. */
static const char *const without_operations[] = { "route" };

/* Without comments, and one blank where white space was, none beside brackets and commas. */
static char *normal(const char *sql)
{
	struct buf b;
	char *text;

	buf_init(&b, 65536);
	for (const char *p = sql; *p; p++) {
		if (p[0] == '-' && p[1] == '-')
			p += strcspn(p, "\n");
		if (!isspace((unsigned char)*p) && *p)
			buf_putc(&b, *p);
		else if (b.len && !strchr(" (,", b.at[b.len - 1]))
			buf_putc(&b, ' ');
		if (!*p)
			break;
		if (strchr("(),", *p) && b.len > 1 && b.at[b.len - 2] == ' ') {
			b.at[b.len - 2] = *p;
			b.at[--b.len] = 0;
		}
	}
	text = arena_strdup(&here.a, b.at);
	buf_release(&b);
	return text;
}

/* Everything of the schema, sorted by name, in normal form. */
static char *schema_of(sqlite3 *db)
{
	char *all = arena_strdup(&here.a, "");
	sqlite3_stmt *st;

	ck_assert_int_eq(sqlite3_prepare_v2(db,
					    "SELECT type,name,tbl_name,sql FROM sqlite_schema "
					    "ORDER BY type,name",
					    -1, &st, NULL),
			 SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW) {
		const char *sql = (const char *)sqlite3_column_text(st, 3);

		all = arena_printf(&here.a, "%s%s %s on %s: %s\n", all, sqlite3_column_text(st, 0),
				   sqlite3_column_text(st, 1), sqlite3_column_text(st, 2),
				   sql ? normal(sql) : "-");
	}
	sqlite3_finalize(st);
	return all;
}

START_TEST(the_page_that_explains_the_schema_says_what_the_migrations_make)
{
	sqlite3 *page = raw_open(":memory:"), *desk = raw_open(here.path);
	char *sql, *one, *other;
	size_t len;

	MUST(file_read(&sql, &len, &here.a, "schema/schema.sql", 1 << 20, &here.err));
	raw_exec(page, sql);
	one = schema_of(page);
	other = schema_of(desk);
	ck_assert_ptr_nonnull(strstr(one, "table casefile on casefile"));
	ck_assert_str_eq(one, other);
	sqlite3_close(page);
	sqlite3_close(desk);
}
END_TEST

START_TEST(the_page_explains_every_table)
{
	char *sql, *at;
	size_t len;

	MUST(file_read(&sql, &len, &here.a, "schema/schema.sql", 1 << 20, &here.err));
	for (at = sql; (at = strstr(at, "\nCREATE TABLE ")); at++) {
		char *line = at;

		while (line > sql && line[-1] != '\n')
			line--;
		ck_assert_msg(!strncmp(line, "--", 2) || !strncmp(at + 14, "fact_", 5), "%.40s",
			      at + 1);
	}
}
END_TEST

/* --- descriptors --- */

static bool may_be_unknown(enum column_type type)
{
	return type != COL_INT && type != COL_INT64 && type != COL_BOOL && type != COL_CODE;
}

static bool has_names(const struct column *c)
{
	return c->type == COL_CODE || c->type == COL_OPTION;
}

START_TEST(a_table_is_described_as_the_schema_has_it)
{
	const struct table *t = &tables[_i];
	char *sql = sqlite3_mprintf("SELECT name,type,\"notnull\" FROM pragma_table_info(%Q) "
				    "ORDER BY cid",
				    t->name);
	sqlite3 *db = raw_open(here.path);
	sqlite3_stmt *st;
	int n = 0;

	ck_assert_int_eq(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
	for (; sqlite3_step(st) == SQLITE_ROW; n++) {
		const char *name = (const char *)sqlite3_column_text(st, 0);
		const char *type = (const char *)sqlite3_column_text(st, 1);
		bool not_null = sqlite3_column_int(st, 2);
		const struct column *c = &t->column[n - 2];

		if (n < 2) {
			ck_assert_str_eq(name, n ? "version" : "id");
			continue;
		}
		ck_assert_msg(n - 2 < t->ncolumns, "%s.%s is not described", t->name, name);
		ck_assert_str_eq(c->name, name);
		ck_assert_msg(!strcmp(type, column_is_text(c->type) ? "TEXT" : "INTEGER"), "%s.%s",
			      t->name, name);
		ck_assert_msg(not_null || may_be_unknown(c->type),
			      "%s.%s may be NULL, and its type cannot say so", t->name, name);
		ck_assert_msg(c->offset < t->size, "%s.%s", t->name, name);
		ck_assert_msg(has_names(c) == (c->names != NULL), "%s.%s", t->name, name);
	}
	ck_assert_int_eq(n, t->ncolumns + 2);
	ck_assert_int_le(t->ncolumns, COLUMNS_MAX);
	ck_assert_int_eq(table_find(t->name), _i);
	sqlite3_finalize(st);
	sqlite3_free(sql);
	sqlite3_close(db);
}
END_TEST

START_TEST(every_table_that_people_write_is_described)
{
	sqlite3 *db = raw_open(here.path);
	sqlite3_stmt *st;
	int described = 0;

	ck_assert_int_eq(sqlite3_prepare_v2(db,
					    "SELECT s.name FROM sqlite_schema s, "
					    "pragma_table_info(s.name) c "
					    "WHERE s.type='table' AND c.name='version'",
					    -1, &st, NULL),
			 SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(st, 0);
		bool later = false;

		for (size_t i = 0; i < COUNT(without_operations); i++)
			later |= !strcmp(without_operations[i], name);
		ck_assert_msg((table_find(name) >= 0) != later, "%s", name);
		described += !later;
	}
	ck_assert_int_eq(described, TABLE_NVALUES);
	ck_assert_int_eq(table_find("nothing"), -1);
	sqlite3_finalize(st);
	sqlite3_close(db);
}
END_TEST

START_TEST(every_table_is_strict)
{
	ck_assert_int_eq(count_of("SELECT count(*) FROM pragma_table_list WHERE schema='main' AND "
				  "type='table' AND strict=0 AND name NOT LIKE 'sqlite%'"),
			 0);
	ck_assert_int_gt(count_of("SELECT count(*) FROM pragma_table_list WHERE strict=1"), 20);
}
END_TEST

/* --- codes --- */

START_TEST(every_code_is_taken_and_no_other)
{
	const struct table *t = &tables[_i];
	sqlite3 *db = raw_open(here.path);

	raw_exec(db, "PRAGMA foreign_keys=OFF");
	for (int i = 0; i < t->ncolumns; i++) {
		const struct column *c = &t->column[i];

		for (int k = c->type == COL_OPTION; has_names(c) && k < c->nnames; k++) {
			ck_assert_msg(c->names[k] && *c->names[k], "%s.%s %d", t->name, c->name, k);
			raw_exec(db, "BEGIN");
			raw_exec(db, insert_of(t, 77, c->name, c->names[k]));
			raw_exec(db, "ROLLBACK");
		}
		if (has_names(c))
			ck_assert_int_eq(sqlite3_exec(db, insert_of(t, 77, c->name, "nonsense"),
						      NULL, NULL, NULL),
					 SQLITE_CONSTRAINT);
	}
	sqlite3_close(db);
}
END_TEST

START_TEST(the_schema_knows_no_code_that_the_program_does_not)
{
	const struct table *t = &tables[_i];
	sqlite3 *db = raw_open(here.path);
	char *sql = sqlite3_mprintf("SELECT sql FROM sqlite_schema WHERE name=%Q", t->name);
	const char *text = raw_text(db, sql);

	for (int i = 0; i < t->ncolumns; i++) {
		const struct column *c = &t->column[i];
		const char *at = strstr(text, arena_printf(&here.a, "CHECK(%s IN('", c->name));
		int n = c->type == COL_OPTION ? 2 : 1; /* the first value is NULL */

		ck_assert_msg((at != NULL) == has_names(c), "%s.%s", t->name, c->name);
		for (; at && *at != ')'; at++)
			n += *at == ',';
		ck_assert_msg(!at || n == c->nnames, "%s.%s: %d codes", t->name, c->name, n);
	}
	sqlite3_free(sql);
	sqlite3_close(db);
}
END_TEST

Suite *schema_suite(void)
{
	Suite *s = suite_create("schema");
	TCase *t = tcase_create("schema");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, the_page_that_explains_the_schema_says_what_the_migrations_make);
	tcase_add_test(t, the_page_explains_every_table);
	tcase_add_loop_test(t, a_table_is_described_as_the_schema_has_it, 0, TABLE_NVALUES);
	tcase_add_test(t, every_table_that_people_write_is_described);
	tcase_add_test(t, every_table_is_strict);
	tcase_add_loop_test(t, every_code_is_taken_and_no_other, 0, TABLE_NVALUES);
	tcase_add_loop_test(t, the_schema_knows_no_code_that_the_program_does_not, 0,
			    TABLE_NVALUES);
	suite_add_tcase(s, t);
	return s;
}
