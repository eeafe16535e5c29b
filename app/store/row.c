#include "store/row.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/err.h"
#include "base/money.h"
#include "store/internal.h"

/* --- struct <-> cells --- */

static struct cell cell_int(int64_t n)
{
	return (struct cell){ .type = CELL_INT, .number = n };
}

static struct cell cell_text(const char *s)
{
	if (!s)
		return (struct cell){ .type = CELL_NULL };
	return (struct cell){ .type = CELL_TEXT, .text = s, .len = strlen(s) };
}

static struct cell cell_unless(int64_t n, int64_t none)
{
	return n == none ? (struct cell){ .type = CELL_NULL } : cell_int(n);
}

static struct cell take(const struct column *c, const void *row)
{
	const char *at = (const char *)row + c->offset;
	const struct money *money = (const void *)at;

	switch (c->type) {
	case COL_ID:
		return cell_unless(*(const int64_t *)at, 0);
	case COL_INT:
		return cell_int(*(const int32_t *)at);
	case COL_COUNT:
		return cell_unless(*(const int32_t *)at, -1);
	case COL_SHOT:
		return cell_unless(*(const int32_t *)at, 0);
	case COL_INT64:
		return cell_int(*(const int64_t *)at);
	case COL_BOOL:
		return cell_int(*(const bool *)at);
	case COL_TEXT:
		return cell_text(*(const char *const *)at);
	case COL_CODE:
		assert(*(const unsigned *)at < (unsigned)c->nnames);
		return cell_text(c->names[*(const unsigned *)at]);
	case COL_OPTION:
		assert(*(const unsigned *)at < (unsigned)c->nnames);
		return cell_text(*(const unsigned *)at ? c->names[*(const unsigned *)at] : NULL);
	case COL_DAY:
		return cell_unless(*(const daynum *)at, DAY_NONE);
	case COL_INSTANT:
		return cell_unless(*(const instant *)at, INSTANT_NONE);
	case COL_CENTS:
		return money_known(money) ? cell_int(money->cents)
					  : (struct cell){ .type = CELL_NULL };
	case COL_CURRENCY:
		return money_known(money) ? cell_text(money->currency)
					  : (struct cell){ .type = CELL_NULL };
	}
	assert(!"column type");
	return (struct cell){ .type = CELL_NULL };
}

static int give_code(void *at, const struct column *c, const char *text, struct err *err)
{
	for (int i = 0; i < c->nnames; i++) {
		if (text && !strcmp(c->names[i], text)) {
			*(unsigned *)at = (unsigned)i;
			return 0;
		}
	}
	return err_set(err, ERR_DAMAGED, "the file holds '%s' as %s: run 'waylaid verify'",
		       text ? text : "nothing", c->name);
}

static int give(void *row, const struct column *c, struct stmt *st, int col, struct arena *a,
		struct err *err)
{
	char *at = (char *)row + c->offset;
	bool null = stmt_type(st, col) == CELL_NULL;
	int64_t n = stmt_get_int(st, col);

	switch (c->type) {
	case COL_ID:
	case COL_INT64:
		*(int64_t *)at = n;
		break;
	case COL_INT:
	case COL_SHOT:
		*(int32_t *)at = (int32_t)n;
		break;
	case COL_COUNT:
		*(int32_t *)at = null ? -1 : (int32_t)n;
		break;
	case COL_BOOL:
		*(bool *)at = n != 0;
		break;
	case COL_TEXT:
		*(const char **)at = arena_strdup(a, stmt_get_text(st, col));
		break;
	case COL_CODE:
		return give_code(at, c, stmt_get_text(st, col), err);
	case COL_OPTION:
		return null ? 0 : give_code(at, c, stmt_get_text(st, col), err);
	case COL_DAY:
		*(daynum *)at = null ? DAY_NONE : (daynum)n;
		break;
	case COL_INSTANT:
		*(instant *)at = null ? INSTANT_NONE : n;
		break;
	case COL_CENTS:
		((struct money *)(void *)at)->cents = n;
		break;
	case COL_CURRENCY:
		snprintf(((struct money *)(void *)at)->currency, 4, "%s",
			 null ? "" : stmt_get_text(st, col));
		break;
	}
	return 0;
}

static void bind(struct stmt *st, int at, const struct cell *c)
{
	if (c->type == CELL_INT)
		stmt_int(st, at, c->number);
	else if (c->type == CELL_TEXT)
		stmt_text(st, at, c->text);
	else
		stmt_null(st, at);
}

/* --- SQL texts from the column list, made once --- */

static void put_columns(struct buf *b, const struct table *t, const char *before, const char *after)
{
	for (int i = 0; i < t->ncolumns; i++) {
		buf_puts(b, before);
		buf_puts(b, t->column[i].name);
		buf_puts(b, after);
	}
}

static const char *keep(struct table_sql *sql, struct buf *b)
{
	const char *text;

	assert(!b->full);
	text = arena_strdup(&sql->arena, b->at);
	buf_release(b);
	return text;
}

static const char *sql_select(struct table_sql *sql, enum table_id id, const char *tail)
{
	const struct table *t = &tables[id];
	struct buf b;

	buf_init(&b, 4096);
	buf_puts(&b, "SELECT id,version");
	put_columns(&b, t, ",", "");
	buf_printf(&b, " FROM %s %s", t->name, tail);
	return keep(sql, &b);
}

static const char *sql_insert(struct table_sql *sql, enum table_id id)
{
	const struct table *t = &tables[id];
	struct buf b;

	if (sql->insert[id])
		return sql->insert[id];
	buf_init(&b, 4096);
	buf_printf(&b, "INSERT INTO %s(id,version", t->name);
	put_columns(&b, t, ",", "");
	buf_puts(&b, ")VALUES(?1,?2");
	for (int i = 0; i < t->ncolumns; i++)
		buf_printf(&b, ",?%d", i + 3);
	buf_puts(&b, ")");
	return sql->insert[id] = keep(sql, &b);
}

static const char *sql_update(struct table_sql *sql, enum table_id id)
{
	const struct table *t = &tables[id];
	struct buf b;

	if (sql->update[id])
		return sql->update[id];
	buf_init(&b, 4096);
	buf_printf(&b, "UPDATE %s SET version=?2+1", t->name);
	for (int i = 0; i < t->ncolumns; i++)
		buf_printf(&b, ",%s=?%d", t->column[i].name, i + 3);
	buf_puts(&b, " WHERE id=?1 AND version=?2");
	return sql->update[id] = keep(sql, &b);
}

static const char *sql_tail(struct table_sql *sql, enum table_id id, const char *tail)
{
	struct tail *t;

	for (t = sql->tails; t; t = t->next)
		if (t->tail == tail && t->table == id)
			return t->sql;
	t = arena_alloc(&sql->arena, sizeof *t);
	*t = (struct tail){ tail, sql_select(sql, id, tail), id, sql->tails };
	sql->tails = t;
	return t->sql;
}

/* --- reading --- */

static int read_row(void *out, struct stmt *st, enum table_id table, struct arena *a,
		    struct err *err)
{
	const struct table *t = &tables[table];

	memset(out, 0, t->size);
	*(int64_t *)out = stmt_get_int(st, 0);
	*(int32_t *)((char *)out + sizeof(int64_t)) = (int32_t)stmt_get_int(st, 1);
	for (int i = 0; i < t->ncolumns; i++)
		if (give(out, &t->column[i], st, i + 2, a, err) < 0)
			return -1;
	return 0;
}

int row_get(void *out, struct snap *snap, struct arena *a, enum table_id table, int64_t id,
	    struct err *err)
{
	struct stmt *st;
	int rc;

	if (!snap->sql->get[table])
		snap->sql->get[table] = sql_select(snap->sql, table, "WHERE id=?1");
	st = db_stmt(snap->db, snap->sql->get[table]);
	stmt_int(st, 1, id);
	rc = stmt_step(st, err);
	if (rc < 0)
		return -1;
	if (rc == 0)
		return err_set(err, ERR_NOT_FOUND, "there is no %s %" PRId64,
			       table == TABLE_CASEFILE ? "case" : tables[table].name, id);
	rc = read_row(out, st, table, a, err);
	stmt_release(st);
	return rc;
}

int row_version(int32_t *out, struct snap *snap, enum table_id table, int64_t id, struct err *err)
{
	struct stmt *st;
	int rc;

	if (!snap->sql->get[table])
		snap->sql->get[table] = sql_select(snap->sql, table, "WHERE id=?1");
	st = db_stmt(snap->db, snap->sql->get[table]);
	stmt_int(st, 1, id);
	rc = stmt_step(st, err);
	*out = rc > 0 ? (int32_t)stmt_get_int(st, 1) : 0;
	stmt_reset(st);
	return rc < 0 ? -1 : 0;
}

int row_case(int64_t *case_id, struct snap *snap, enum table_id table, int64_t id, struct err *err)
{
	struct stmt *st;
	int rc;

	*case_id = 0;
	if (!tables[table].case_of)
		return 0;
	st = db_stmt(snap->db, tables[table].case_of);
	stmt_int(st, 1, id);
	rc = stmt_step(st, err);
	if (rc > 0)
		*case_id = stmt_get_int(st, 0);
	stmt_reset(st);
	return rc < 0 ? -1 : 0;
}

int row_list(void *out, int *n, struct snap *snap, struct arena *a, enum table_id table,
	     const char *tail, int64_t bind1, int64_t bind2, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, sql_tail(snap->sql, table, tail));
	size_t size = tables[table].size;
	int room = 2, rc;
	char *rows = arena_array(a, (size_t)room, size);

	*n = 0;
	stmt_int(st, 1, bind1);
	if (strstr(tail, "?2"))
		stmt_int(st, 2, bind2);
	while ((rc = stmt_step(st, err)) > 0) {
		rows = arena_grown(a, rows, *n, &room, size);
		if (arena_over(a))
			err_set(err, ERR_FAILED,
				"this has more rows than one request may hold: ask for less");
		if (arena_over(a) || read_row(rows + (size_t)*n * size, st, table, a, err) < 0) {
			stmt_release(st);
			return -1;
		}
		++*n;
	}
	stmt_release(st);
	*(void **)out = rows;
	return rc;
}

/* --- writing --- */

static void take_all(struct cell cells[], const void *row, const struct table *t)
{
	for (int i = 0; i < t->ncolumns; i++)
		cells[i] = take(&t->column[i], row);
}

/* *id 0: the engine gives the next one. */
static int write_new(int64_t *id, struct tx *tx, enum table_id table, const struct cell cells[],
		     struct err *err)
{
	struct stmt *st = db_stmt(tx->snap.db, sql_insert(tx->snap.sql, table));

	if (*id)
		stmt_int(st, 1, *id);
	else
		stmt_null(st, 1);
	stmt_int(st, 2, 1);
	for (int i = 0; i < tables[table].ncolumns; i++)
		bind(st, i + 3, &cells[i]);
	if (stmt_run(st, err) < 0)
		return -1;
	*id = db_last_id(tx->snap.db);
	tx_wrote(tx, table, *id, 1, cells);
	return 0;
}

int row_insert(void *row, struct tx *tx, enum table_id table, struct err *err)
{
	int64_t *id = row;
	int32_t *version = (int32_t *)((char *)row + sizeof *id);
	struct cell cells[COLUMNS_MAX];

	take_all(cells, row, &tables[table]);
	if (write_new(id, tx, table, cells, err) < 0)
		return -1;
	*version = 1;
	return 0;
}

int row_revive(struct tx *tx, enum table_id table, int64_t id, const struct cell cells[],
	       struct err *err)
{
	return write_new(&id, tx, table, cells, err);
}

static int write_back(struct tx *tx, enum table_id table, int64_t id, int32_t version,
		      const struct cell cells[], struct err *err)
{
	const struct table *t = &tables[table];
	struct stmt *st = db_stmt(tx->snap.db, sql_update(tx->snap.sql, table));

	stmt_int(st, 1, id);
	stmt_int(st, 2, version);
	for (int i = 0; i < t->ncolumns; i++)
		bind(st, i + 3, &cells[i]);
	if (stmt_run(st, err) < 0)
		return -1;
	if (db_changes(tx->snap.db) != 1)
		return err_set(err, ERR_CONFLICT,
			       "%s %" PRId64
			       " was changed meanwhile: look at it again, then repeat",
			       table == TABLE_CASEFILE ? "case" : t->name, id);
	tx_wrote(tx, table, id, version + 1, cells);
	return 0;
}

int row_update(void *row, struct tx *tx, enum table_id table, struct err *err)
{
	int32_t *version = (int32_t *)((char *)row + sizeof(int64_t));
	struct cell cells[COLUMNS_MAX];

	take_all(cells, row, &tables[table]);
	if (write_back(tx, table, *(int64_t *)row, *version, cells, err) < 0)
		return -1;
	++*version;
	return 0;
}

int row_restore(struct tx *tx, enum table_id table, int64_t id, int32_t version,
		const struct cell cells[], struct err *err)
{
	return write_back(tx, table, id, version, cells, err);
}

static bool cell_same(const struct cell *a, const struct cell *b)
{
	if (a->type != b->type)
		return false;
	if (a->type == CELL_INT)
		return a->number == b->number;
	return a->len == b->len && (a->len == 0 || !memcmp(a->text, b->text, a->len));
}

bool row_same(enum table_id table, const void *a, const void *b)
{
	const struct table *t = &tables[table];

	for (int i = 0; i < t->ncolumns; i++) {
		struct cell x = take(&t->column[i], a), y = take(&t->column[i], b);

		if (!cell_same(&x, &y))
			return false;
	}
	return true;
}

/* Only what an act may take back again is ever deleted; evidence of the carrier never is. */
static const char *const sql_delete[TABLE_NVALUES] = {
	[TABLE_CONTACT] = "DELETE FROM contact WHERE id=?1",
	[TABLE_CONTACT_CASE] = "DELETE FROM contact_case WHERE id=?1",
	[TABLE_PROMISE] = "DELETE FROM promise WHERE id=?1",
	[TABLE_REQUEST] = "DELETE FROM request WHERE id=?1",
	[TABLE_WINDOW] = "DELETE FROM window WHERE id=?1",
	[TABLE_HOLD] = "DELETE FROM hold WHERE id=?1",
	[TABLE_EVIDENCE] = "DELETE FROM evidence WHERE id=?1",
	[TABLE_CLAIM] = "DELETE FROM claim WHERE id=?1",
	[TABLE_PAYOUT] = "DELETE FROM payout WHERE id=?1",
	[TABLE_REMEDY] = "DELETE FROM remedy WHERE id=?1",
	[TABLE_ITEM] = "DELETE FROM item WHERE id=?1",
	[TABLE_STEP] = "DELETE FROM step WHERE id=?1",
	[TABLE_CONTRADICTION] = "DELETE FROM contradiction WHERE id=?1",
	[TABLE_SNOOZE] = "DELETE FROM snooze WHERE id=?1",
	[TABLE_DUTY] = "DELETE FROM duty WHERE id=?1",
	[TABLE_SAVED_VIEW] = "DELETE FROM saved_view WHERE id=?1",
};

int row_delete(struct tx *tx, enum table_id table, int64_t id, struct err *err)
{
	struct stmt *st;

	assert(sql_delete[table]);
	st = db_stmt(tx->snap.db, sql_delete[table]);
	stmt_int(st, 1, id);
	if (stmt_run(st, err) < 0)
		return -1;
	tx_wrote(tx, table, id, 0, NULL);
	return 0;
}

/* --- for the journal --- */

enum { CANON_ID = -2, CANON_VERSION = -1 };

static int by_name(const void *a, const void *b)
{
	const struct canon_column *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* The columns of a table in the order in which they are hashed, found out once. */
static const struct canon_column *canon_order(struct table_sql *sql, enum table_id id)
{
	const struct table *t = &tables[id];
	struct canon_column *order = sql->canon[id];

	if (order)
		return order;
	order = arena_array(&sql->arena, (size_t)t->ncolumns + 2, sizeof *order);
	for (int i = CANON_ID; i < t->ncolumns; i++) {
		const char *name = i == CANON_ID        ? "id"
				   : i == CANON_VERSION ? "version"
							: t->column[i].name;

		order[i + 2] = (struct canon_column){ name, strlen(name), i };
	}
	qsort(order, (size_t)t->ncolumns + 2, sizeof *order, by_name);
	return sql->canon[id] = order;
}

/* Digits into the end of out[24]; where they begin. */
static const char *digits_of(char out[24], size_t *len, int64_t n)
{
	uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	char *at = out + 24;

	do
		*--at = (char)('0' + rest % 10);
	while (rest /= 10);
	if (n < 0)
		*--at = '-';
	*len = (size_t)(out + 24 - at);
	return at;
}

void row_canon(struct buf *out, struct snap *snap, struct row_name row, const struct cell cells[])
{
	const struct canon_column *order = canon_order(snap->sql, row.table);

	buf_putc(out, CANON_FORMAT);
	for (int i = 0; i < tables[row.table].ncolumns + 2; i++) {
		int column = order[i].column;
		struct cell c = column == CANON_ID        ? cell_int(row.id)
				: column == CANON_VERSION ? cell_int(row.version)
							  : cells[column];
		char digits[24];

		if (c.type == CELL_NULL)
			continue;
		if (c.type == CELL_INT)
			c.text = digits_of(digits, &c.len, c.number);
		canon_put(out, order[i].name, order[i].len, c.text, c.len);
	}
}

struct stmt *row_scan(struct snap *snap, enum table_id table)
{
	if (!snap->sql->scan[table])
		snap->sql->scan[table] = sql_select(snap->sql, table, "ORDER BY id");
	return db_stmt(snap->db, snap->sql->scan[table]);
}

void row_cells(struct cell cells[COLUMNS_MAX], struct stmt *st, enum table_id table)
{
	for (int i = 0; i < tables[table].ncolumns; i++) {
		cells[i] = (struct cell){ .type = stmt_type(st, i + 2) };
		if (cells[i].type == CELL_INT)
			cells[i].number = stmt_get_int(st, i + 2);
		else if (cells[i].type != CELL_NULL)
			cells[i].text = stmt_get_blob(st, i + 2, &cells[i].len);
	}
}

int table_find(const char *name)
{
	for (int i = 0; i < TABLE_NVALUES; i++)
		if (!strcmp(tables[i].name, name))
			return i;
	return -1;
}
