#include "store/report_db.h"

#include <assert.h>
#include <ctype.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "base/zone.h"
#include "store/db_sqlite_rights.h"

enum { STEPS_A_LOOK = 1000, LIKE_MAX = 500, TEXT_MAX = 4 << 20 };

const struct report_limits report_limits_usual = {
	.heap_bytes = 64 << 20,
	.steps = INT64_C(20000000000),
	.rows = 5000000,
	.ms = 60000,
};

enum cut { CUT_NOT, CUT_STEPS, CUT_TIME };

struct report_db {
	sqlite3 *sq;
	sqlite3_stmt *st;
	const struct report *report; /* the one at hand */
	const struct zone *zone;
	struct report_limits limits;
	int64_t heap_before, steps, rows, spent_us, began_us;
	enum cut cut;
	struct rights rights;
	char *tables; /* that rights looks at */
};

static int64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

/* --- what is wrong, and where --- */

static int line_of(const struct report *r, const char *at)
{
	int line = r->sql_line;

	for (const char *p = r->sql; p < at; p++)
		line += *p == '\n';
	return line;
}

static bool in_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* The line on which the word stands first; that of the SELECT when it does not. */
static int line_of_word(const struct report *r, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = r->sql; n && (p = strcasestr(p, word)); p += n)
		if ((p == r->sql || !in_word(p[-1])) && !in_word(p[n]))
			return line_of(r, p);
	return r->sql_line;
}

static int fault_at(const struct report *r, int line, struct err *err, const char *what)
{
	return err_set(err, ERR_INPUT, "%s:%d: %s", r->path, line, what);
}

static int ran_out(struct report_db *db, struct err *err)
{
	const struct report *r = db->report;

	if (db->cut == CUT_TIME)
		return err_set(
			err, ERR_INPUT,
			"%s:%d: it read for more than %d seconds and was stopped: narrow it, "
			"by --from for example, or mend the SELECT",
			r->path, r->sql_line, (db->limits.ms + 999) / 1000);
	return err_set(err, ERR_INPUT,
		       "%s:%d: it took more than %lld steps and was stopped: narrow it, by --from "
		       "for example, or mend the SELECT",
		       r->path, r->sql_line, (long long)db->limits.steps);
}

/* Before a report is at hand, nobody's SELECT is wrong. */
static int set_up_fault(struct report_db *db, const char *path, int rc, struct err *err)
{
	switch (rc & 0xff) {
	case SQLITE_NOTADB:
	case SQLITE_CORRUPT:
		return err_set(err, ERR_DAMAGED,
			       "%s is damaged or no desk: restore the newest backup", path);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(err, ERR_BUSY, "somebody else holds %s: try again", path);
	default:
		return err_set(err, ERR_FAILED, "cannot read %s for a report: %s", path,
			       db->sq ? sqlite3_errmsg(db->sq) : sqlite3_errstr(rc));
	}
}

static int sql_fault(struct report_db *db, int rc, struct err *err)
{
	const struct report *r = db->report;
	int at = sqlite3_error_offset(db->sq);
	const char *message = sqlite3_errmsg(db->sq);

	if (db->rights.denied[0])
		return fault_at(r, line_of_word(r, db->rights.word), err, db->rights.denied);
	switch (rc & 0xff) {
	case SQLITE_INTERRUPT:
		return ran_out(db, err);
	case SQLITE_NOMEM:
		return err_set(err, ERR_INPUT,
			       "%s:%d: it needs more than %lld MB of memory: ask for less at once",
			       r->path, r->sql_line, (long long)(db->limits.heap_bytes >> 20));
	case SQLITE_NOTADB:
	case SQLITE_CORRUPT:
	case SQLITE_IOERR:
	case SQLITE_BUSY:
	case SQLITE_FULL:
		return err_set(err, ERR_FAILED, "the desk cannot be read: %s", message);
	case SQLITE_TOOBIG:
		message = "a text or the SELECT itself grows too long";
		break;
	default:
		break;
	}
	return fault_at(r, at < 0 ? r->sql_line : line_of(r, r->sql + at), err, message);
}

/* --- ceilings --- */

static int on_steps(void *payload)
{
	struct report_db *db = payload;

	db->steps += STEPS_A_LOOK;
	if (db->steps > db->limits.steps)
		db->cut = CUT_STEPS;
	else if (db->spent_us + now_us() - db->began_us > db->limits.ms * INT64_C(1000))
		db->cut = CUT_TIME;
	return db->cut != CUT_NOT;
}

/* --- functions of our own --- */

static void month_of(sqlite3_context *to, int n, sqlite3_value **value)
{
	char text[DAY_TEXT];
	int64_t day;

	(void)n;
	if (sqlite3_value_type(value[0]) != SQLITE_INTEGER)
		return; /* NULL */
	day = sqlite3_value_int64(value[0]);
	if (day <= INT32_MIN || day > INT32_MAX || !*day_text(text, (daynum)day))
		return;
	sqlite3_result_text(to, text, (int)sizeof "2026-11" - 1, SQLITE_TRANSIENT);
}

static void day_of_time(sqlite3_context *to, int n, sqlite3_value **value)
{
	daynum day;

	(void)n;
	if (sqlite3_value_type(value[0]) != SQLITE_INTEGER)
		return;
	day = zone_day(sqlite3_user_data(to), sqlite3_value_int64(value[0]));
	if (day != DAY_NONE)
		sqlite3_result_int64(to, day);
}

/* --- opening --- */

static void limit(sqlite3 *sq)
{
	static const struct {
		int what, most;
	} limits[] = {
		{ SQLITE_LIMIT_LENGTH, TEXT_MAX },
		{ SQLITE_LIMIT_SQL_LENGTH, REPORT_BYTES_MAX },
		{ SQLITE_LIMIT_EXPR_DEPTH, 200 },
		{ SQLITE_LIMIT_COMPOUND_SELECT, 50 },
		{ SQLITE_LIMIT_VDBE_OP, 200000 },
		{ SQLITE_LIMIT_ATTACHED, 0 },
		{ SQLITE_LIMIT_LIKE_PATTERN_LENGTH, LIKE_MAX },
		{ SQLITE_LIMIT_VARIABLE_NUMBER, 100 },
		{ SQLITE_LIMIT_WORKER_THREADS, 0 },
	};
	static const int off[] = { SQLITE_DBCONFIG_TRUSTED_SCHEMA,
				   SQLITE_DBCONFIG_DQS_DML,
				   SQLITE_DBCONFIG_DQS_DDL,
				   SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION,
				   SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER,
				   SQLITE_DBCONFIG_ENABLE_TRIGGER,
				   SQLITE_DBCONFIG_ENABLE_VIEW };
	int on;

	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
		sqlite3_limit(sq, limits[i].what, limits[i].most);
	for (size_t i = 0; i < sizeof off / sizeof *off; i++)
		sqlite3_db_config(sq, off[i], 0, &on);
	sqlite3_db_config(sq, SQLITE_DBCONFIG_DEFENSIVE, 1, &on);
}

/* Begins the snapshot: the first read of it. */
static int list_tables(struct report_db *db)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(db->sq,
				    "SELECT '|'||coalesce(group_concat(name,'|'),'')||'|'FROM "
				    "sqlite_schema WHERE type IN('table','view')",
				    -1, &st, NULL);

	if (rc != SQLITE_OK)
		return rc;
	if (sqlite3_step(st) == SQLITE_ROW)
		db->tables = strdup((const char *)sqlite3_column_text(st, 0));
	rc = sqlite3_finalize(st);
	return rc == SQLITE_OK && !db->tables ? SQLITE_NOMEM : rc;
}

static int set_up(struct report_db *db, const char *path, struct err *err)
{
	int rc;

	sqlite3_extended_result_codes(db->sq, 1);
	limit(db->sq);
	sqlite3_busy_timeout(db->sq, 10000);
	/* Virtual tables of the engine: json_each, dbstat and the search are not for reports. */
	sqlite3_drop_modules(db->sq, NULL);
	rc = sqlite3_create_function(db->sq, "month", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
				     month_of, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_create_function(db->sq, "day_of", 1,
					     SQLITE_UTF8 | SQLITE_DETERMINISTIC, (void *)db->zone,
					     day_of_time, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(db->sq, "PRAGMA query_only=ON;PRAGMA cell_size_check=ON;BEGIN",
				  NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = list_tables(db);
	if (rc != SQLITE_OK)
		return set_up_fault(db, path, rc, err);
	db->rights.tables = db->tables;
	sqlite3_set_authorizer(db->sq, rights_ask, &db->rights);
	sqlite3_progress_handler(db->sq, STEPS_A_LOOK, on_steps, db);
	return 0;
}

int report_db_open(struct report_db **out, const char *path, const struct zone *zone,
		   const struct report_limits *limits, struct err *err)
{
	struct report_db *db = calloc(1, sizeof *db);
	int rc;

	if (!db)
		abort();
	db->zone = zone;
	db->limits = *limits;
	db->heap_before = sqlite3_hard_heap_limit64(limits->heap_bytes);
	rc = sqlite3_open_v2(path, &db->sq, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
	if (rc != SQLITE_OK)
		set_up_fault(db, path, rc, err);
	else if (set_up(db, path, err) == 0) {
		*out = db;
		return 0;
	}
	report_db_close(db);
	return -1;
}

static void forget(struct report_db *db)
{
	sqlite3_finalize(db->st);
	db->st = NULL;
}

void report_db_close(struct report_db *db)
{
	int rc;

	if (!db)
		return;
	forget(db);
	rc = sqlite3_close(db->sq);
	assert(rc == SQLITE_OK);
	(void)rc;
	sqlite3_hard_heap_limit64(db->heap_before);
	free(db->tables);
	free(db);
}

/* --- making ready --- */

/* What stands behind the first statement must be nothing. */
static bool is_end(struct report_db *db, const char *tail)
{
	sqlite3_stmt *more = NULL;
	int rc = sqlite3_prepare_v2(db->sq, tail, -1, &more, NULL);
	bool end = rc == SQLITE_OK && !more;

	sqlite3_finalize(more);
	return end;
}

static int check_parameters(struct report_db *db, struct err *err)
{
	for (int i = 1; i <= sqlite3_bind_parameter_count(db->st); i++) {
		const char *name = sqlite3_bind_parameter_name(db->st, i);
		char what[160];

		if (name && name[0] == ':' &&
		    (!strcmp(name, ":today") || !strcmp(name, ":now") ||
		     report_param_find(db->report, name + 1) >= 0))
			continue;
		snprintf(what, sizeof what,
			 "the parameter '%.60s' is not in the header: write '-- param: ...', and "
			 "a colon before the name",
			 name ? name : "?");
		return fault_at(db->report, line_of_word(db->report, name ? name + 1 : ""), err,
				what);
	}
	return 0;
}

static int check_columns(struct report_db *db, struct err *err)
{
	const struct report *r = db->report;
	int n = sqlite3_column_count(db->st);
	char what[360];

	for (int i = 0; i < r->ncolumns && i < n; i++) {
		const char *name = sqlite3_column_name(db->st, i);

		if (name && !strcmp(name, r->column[i].name))
			continue;
		snprintf(what, sizeof what,
			 "the header has '%.40s' as column %d, the SELECT '%.60s': write the "
			 "columns in its order, and 'AS %.40s' in the SELECT",
			 r->column[i].name, i + 1, name ? name : "?", r->column[i].name);
		return fault_at(r, r->column[i].line, err, what);
	}
	if (n == r->ncolumns)
		return 0;
	snprintf(what, sizeof what,
		 "the SELECT gives %d columns, the header has %d: write one "
		 "'-- column:' for each",
		 n, r->ncolumns);
	return fault_at(r, r->sql_line, err, what);
}

int report_db_begin(struct report_db *db, const struct report *r, struct err *err)
{
	const char *tail = NULL;
	int rc;

	forget(db);
	db->report = r;
	db->rights.denied[0] = '\0';
	db->cut = CUT_NOT;
	db->steps = db->rows = db->spent_us = 0;
	db->began_us = now_us();
	rc = sqlite3_prepare_v3(db->sq, r->sql, -1, 0, &db->st, &tail);
	if (rc != SQLITE_OK)
		return sql_fault(db, rc, err);
	if (!db->st || sqlite3_stmt_isexplain(db->st) || !sqlite3_column_count(db->st) ||
	    !sqlite3_stmt_readonly(db->st))
		return fault_at(r, r->sql_line, err, "a report is one SELECT");
	if (!is_end(db, tail))
		return fault_at(r, line_of(r, tail), err,
				"a report is one SELECT: nothing may stand behind it");
	if (check_parameters(db, err) < 0)
		return -1;
	return check_columns(db, err);
}

static int parameter(struct report_db *db, const char *name)
{
	char text[REPORT_WIDTH_MAX];

	snprintf(text, sizeof text, ":%s", name);
	return sqlite3_bind_parameter_index(db->st, text);
}

void report_db_text(struct report_db *db, const char *name, const char *value)
{
	int at = parameter(db, name);

	if (at)
		sqlite3_bind_text(db->st, at, value, -1, SQLITE_TRANSIENT);
}

void report_db_int(struct report_db *db, const char *name, int64_t value)
{
	int at = parameter(db, name);

	if (at)
		sqlite3_bind_int64(db->st, at, value);
}

/* --- rows --- */

int report_db_step(struct report_db *db, struct err *err)
{
	int rc;

	db->began_us = now_us();
	rc = sqlite3_step(db->st);
	db->spent_us += now_us() - db->began_us;
	if (rc == SQLITE_DONE)
		return 0;
	if (rc != SQLITE_ROW)
		return sql_fault(db, rc, err);
	if (++db->rows <= db->limits.rows)
		return 1;
	return err_set(err, ERR_INPUT, "%s:%d: it gives more than %lld rows: narrow it",
		       db->report->path, db->report->sql_line, (long long)db->limits.rows);
}

enum report_cell report_db_type(struct report_db *db, int column)
{
	switch (sqlite3_column_type(db->st, column)) {
	case SQLITE_INTEGER:
		return REPORT_INT;
	case SQLITE_FLOAT:
		return REPORT_REAL;
	case SQLITE_TEXT:
		return REPORT_STRING;
	case SQLITE_NULL:
		return REPORT_NULL;
	default:
		return REPORT_BYTES;
	}
}

int64_t report_db_get_int(struct report_db *db, int column)
{
	return sqlite3_column_int64(db->st, column);
}

double report_db_get_real(struct report_db *db, int column)
{
	return sqlite3_column_double(db->st, column);
}

const char *report_db_get_text(struct report_db *db, int column)
{
	return (const char *)sqlite3_column_text(db->st, column);
}
