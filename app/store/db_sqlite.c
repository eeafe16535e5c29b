#include "store/db.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"

enum { STMT_SLOTS = 1024, BUSY_WAIT_MS = 10000 };

struct stmt {
	const char *sql;
	sqlite3_stmt *sq;
	int rc;            /* why there is no sq */
	bool wanted_again; /* prepared twice: worth keeping */
	struct db *db;
	struct stmt *next; /* the one used first before it */
};

struct db {
	sqlite3 *sq;
	char *path;
	FILE *sql_log; /* WAYLAID_SQL_LOG: every statement run, for the benches */
	int fail_at;
	bool writing;
	bool preparing;               /* what runs meanwhile is the engine's own */
	struct stmt slot[STMT_SLOTS]; /* open addressing by the address of the text */
	struct stmt *used;            /* those that hold a text */
};

static int fault(struct db *db, int rc, const char *doing, struct err *err)
{
	/* The engine's shared memory is a file, too, and needs room even to read. */
	if (rc == SQLITE_IOERR_SHMSIZE)
		rc = SQLITE_FULL;
	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(err, ERR_BUSY,
			       "somebody else has been writing to %s for %d seconds: try again",
			       db->path, BUSY_WAIT_MS / 1000);
	case SQLITE_NOTADB:
		return err_set(err, ERR_DAMAGED,
			       "%s is not a Waylaid desk: give the right file with --db", db->path);
	case SQLITE_CORRUPT:
		return err_set(err, ERR_DAMAGED,
			       "%s is damaged (%s): keep a copy, then restore the newest backup",
			       db->path, sqlite3_errmsg(db->sq));
	case SQLITE_FULL:
		return err_set(err, ERR_FAILED,
			       "the disk of %s is full: free some space; nothing was changed",
			       db->path);
	case SQLITE_READONLY:
		return err_set(err, ERR_FAILED,
			       "%s or its folder is read-only: nothing was changed", db->path);
	case SQLITE_CANTOPEN:
		return err_set(err, ERR_FAILED,
			       "cannot open %s or write beside it: check the folder and its rights",
			       db->path);
	default:
		return err_set(err, ERR_FAILED, "cannot %s in %s: %s", doing, db->path,
			       sqlite3_errmsg(db->sq));
	}
}

static bool inject(struct db *db)
{
	return db->fail_at && --db->fail_at == 0;
}

static int injected(struct db *db, const char *doing, struct err *err)
{
	return err_set(err, ERR_FAILED, "cannot %s in %s: disk I/O error", doing, db->path);
}

/* Steps of 1 ms: SQLite's own handler backs off to 100 ms and starves the unlucky. */
static int on_busy(void *unused, int count)
{
	const struct timespec ms = { .tv_nsec = 1000000 };

	(void)unused;
	if (count >= BUSY_WAIT_MS)
		return 0;
	nanosleep(&ms, NULL);
	return 1;
}

/* What waylaid asks, not what the engine asks itself on the way: triggers, search, its schema. */
static int on_trace(unsigned kind, void *payload, void *st, void *text)
{
	struct db *db = payload;
	char *sql;

	if (kind != SQLITE_TRACE_STMT || db->preparing || !strncmp(text, "--", 2))
		return 0;
	sql = sqlite3_expanded_sql(st);
	if (sql)
		fprintf(db->sql_log, "%s;\n", sql);
	fflush(db->sql_log); /* others may write to it too */
	sqlite3_free(sql);
	return 0;
}

static int refuse_network(const char *path, struct err *err)
{
	const char *name;

	if (!file_on_network(path, &name))
		return 0;
	return err_set(err, ERR_FAILED,
		       "%s lies on a network file system (%s), where locks cannot be trusted: "
		       "keep the desk on a local disk and share it with 'waylaid serve'",
		       path, name);
}

static int check_path(const char *path, enum db_mode mode, struct err *err)
{
	struct stat st;

	/* The engine would take these for a desk that vanishes when it is closed. */
	if (!*path || !strcmp(path, ":memory:"))
		return err_set(err, ERR_INPUT, "'%s' is no name for a file: give a file with --db",
			       path);
	if (refuse_network(path, err) < 0)
		return -1;
	if (stat(path, &st) == 0) {
		if (!S_ISREG(st.st_mode))
			return err_set(err, ERR_INPUT, "%s is not a file: give a file with --db",
				       path);
		/* The engine would leave side files behind that are read-only as well. */
		if (mode != DB_READ_ONLY && access(path, W_OK) < 0)
			return err_set(err, ERR_FAILED,
				       "%s or its folder is read-only: nothing was changed", path);
		return 0;
	}
	if (errno != ENOENT)
		return err_set_errno(err, ERR_FAILED, "cannot open %s", path);
	if (mode == DB_CREATE)
		return file_make_parent(path, err);
	return err_set(err, ERR_NOT_FOUND,
		       "there is no desk at %s yet: 'waylaid open' or 'waylaid import' makes one, "
		       "--db names another",
		       path);
}

static int set_up(struct db *db, enum db_mode mode, struct err *err)
{
	int on;

	sqlite3_extended_result_codes(db->sq, 1);
	sqlite3_busy_handler(db->sq, on_busy, NULL);
	sqlite3_db_config(db->sq, SQLITE_DBCONFIG_DEFENSIVE, 1, &on);
	sqlite3_db_config(db->sq, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, &on);
	sqlite3_db_config(db->sq, SQLITE_DBCONFIG_DQS_DML, 0, &on);
	sqlite3_db_config(db->sq, SQLITE_DBCONFIG_DQS_DDL, 0, &on);
	sqlite3_db_config(db->sq, SQLITE_DBCONFIG_ENABLE_FKEY, 1, &on);
	sqlite3_db_config(db->sq, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, &on);
	sqlite3_limit(db->sq, SQLITE_LIMIT_LENGTH, 64 * 1024 * 1024);
	if (db->sql_log)
		sqlite3_trace_v2(db->sq, SQLITE_TRACE_STMT, on_trace, db);
	if (mode == DB_READ_ONLY)
		return 0;
	return db_exec(db, "PRAGMA recursive_triggers=ON;PRAGMA synchronous=FULL", "set up", err);
}

void db_leave_memory_uncounted(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

int db_open(struct db **out, const char *path, enum db_mode mode, struct err *err)
{
	const char *log = getenv("WAYLAID_SQL_LOG");
	int flags = mode == DB_CREATE     ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
		    : mode == DB_EXISTING ? SQLITE_OPEN_READWRITE
					  : SQLITE_OPEN_READONLY;
	struct db *db;
	int rc;

	if (check_path(path, mode, err) < 0)
		return -1;
	db = calloc(1, sizeof *db);
	if (!db || !(db->path = strdup(path)))
		abort();
	if (log && *log)
		db->sql_log = fopen(log, "ae");
	rc = sqlite3_open_v2(path, &db->sq, flags | SQLITE_OPEN_NOMUTEX, NULL);
	if (rc != SQLITE_OK) {
		fault(db, rc, "open", err);
		goto fail;
	}
	if (set_up(db, mode, err) < 0)
		goto fail;
	*out = db;
	return 0;
fail:
	db_close(db);
	return -1;
}

void db_close(struct db *db)
{
	int rc;

	if (!db)
		return;
	db_rollback(db);
	for (struct stmt *st = db->used; st; st = st->next)
		sqlite3_finalize(st->sq);
	rc = sqlite3_close(db->sq);
	assert(rc == SQLITE_OK);
	(void)rc;
	if (db->sql_log)
		fclose(db->sql_log);
	free(db->path);
	free(db);
}

const char *db_path(const struct db *db)
{
	return db->path;
}

int db_exec(struct db *db, const char *sql, const char *doing, struct err *err)
{
	int rc;

	if (inject(db))
		return injected(db, doing, err);
	rc = sqlite3_exec(db->sq, sql, NULL, NULL, NULL);
	return rc == SQLITE_OK ? 0 : fault(db, rc, doing, err);
}

int db_begin(struct db *db, bool write, struct err *err)
{
	assert(sqlite3_get_autocommit(db->sq));
	if (db_exec(db, write ? "BEGIN IMMEDIATE" : "BEGIN", "start", err) < 0)
		return -1;
	db->writing = write;
	return 0;
}

int db_commit(struct db *db, struct err *err)
{
	assert(!sqlite3_get_autocommit(db->sq));
	return db_exec(db, "COMMIT", "save", err);
}

void db_rollback(struct db *db)
{
	if (!db->sq || sqlite3_get_autocommit(db->sq))
		return;
	for (struct stmt *st = db->used; st; st = st->next)
		stmt_reset(st);
	sqlite3_exec(db->sq, "ROLLBACK", NULL, NULL, NULL);
}

bool db_in_transaction(const struct db *db)
{
	return !sqlite3_get_autocommit(db->sq);
}

int db_pragma_int(int64_t *out, struct db *db, const char *sql, struct err *err)
{
	struct stmt *st = db_stmt(db, sql);
	int rc = stmt_step(st, err);

	if (rc < 0)
		return -1;
	*out = rc ? stmt_get_int(st, 0) : 0;
	stmt_reset(st);
	return 0;
}

struct stmt *db_stmt(struct db *db, const char *sql)
{
	size_t i = ((uintptr_t)sql >> 3) * 2654435761u % STMT_SLOTS;

	for (int tries = 0; db->slot[i].sql && db->slot[i].sql != sql; tries++) {
		assert(tries < STMT_SLOTS);
		i = (i + 1) % STMT_SLOTS;
	}
	struct stmt *st = &db->slot[i];

	if (!st->sql) {
		*st = (struct stmt){ .sql = sql, .db = db, .next = db->used };
		db->used = st;
	} else if (!st->sq) {
		st->wanted_again = true;
	}
	if (!st->sq) {
		/* A damaged or foreign schema, or a busy file: stmt_step() says so. */
		db->preparing = true;
		st->rc = sqlite3_prepare_v3(db->sq, sql, -1, SQLITE_PREPARE_PERSISTENT, &st->sq,
					    NULL);
		db->preparing = false;
	}
	return st;
}

void stmt_int(struct stmt *st, int at, int64_t n)
{
	sqlite3_bind_int64(st->sq, at, n);
}

void stmt_text(struct stmt *st, int at, const char *s)
{
	sqlite3_bind_text(st->sq, at, s, -1, SQLITE_STATIC);
}

void stmt_blob(struct stmt *st, int at, const void *bytes, size_t n)
{
	sqlite3_bind_blob64(st->sq, at, bytes, n, SQLITE_STATIC);
}

void stmt_null(struct stmt *st, int at)
{
	sqlite3_bind_null(st->sq, at);
}

int stmt_step(struct stmt *st, struct err *err)
{
	int rc;

	if (!st->sq) {
		if ((st->rc & 0xff) != SQLITE_ERROR)
			return fault(st->db, st->rc, "read", err);
		return err_set(
			err, ERR_DAMAGED,
			"%s does not have the tables of a desk (%s): restore the newest backup",
			st->db->path, sqlite3_errmsg(st->db->sq));
	}
	if (inject(st->db)) {
		sqlite3_reset(st->sq);
		return injected(st->db, "read or write", err);
	}
	rc = sqlite3_step(st->sq);
	if (rc == SQLITE_ROW)
		return 1;
	if (rc != SQLITE_DONE)
		fault(st->db, rc, "read or write", err);
	sqlite3_reset(st->sq);
	return rc == SQLITE_DONE ? 0 : -1;
}

int stmt_run(struct stmt *st, struct err *err)
{
	int rc = stmt_step(st, err);

	assert(rc <= 0);
	return rc;
}

void stmt_reset(struct stmt *st)
{
	if (st->sq)
		sqlite3_reset(st->sq);
}

void stmt_release(struct stmt *st)
{
	stmt_reset(st);
	if (st->wanted_again)
		return;
	sqlite3_finalize(st->sq);
	st->sq = NULL;
}

enum cell_type stmt_type(struct stmt *st, int col)
{
	switch (sqlite3_column_type(st->sq, col)) {
	case SQLITE_INTEGER:
		return CELL_INT;
	case SQLITE_TEXT:
		return CELL_TEXT;
	case SQLITE_NULL:
		return CELL_NULL;
	default:
		return CELL_BLOB;
	}
}

int64_t stmt_get_int(struct stmt *st, int col)
{
	return sqlite3_column_int64(st->sq, col);
}

const char *stmt_get_text(struct stmt *st, int col)
{
	return (const char *)sqlite3_column_text(st->sq, col);
}

const void *stmt_get_blob(struct stmt *st, int col, size_t *n)
{
	const void *bytes = sqlite3_column_blob(st->sq, col);

	*n = (size_t)sqlite3_column_bytes(st->sq, col);
	return bytes;
}

int64_t db_last_id(const struct db *db)
{
	return sqlite3_last_insert_rowid(db->sq);
}

int db_changes(const struct db *db)
{
	return sqlite3_changes(db->sq);
}

int db_checkpoint(struct db *db, struct err *err)
{
	int rc = sqlite3_wal_checkpoint_v2(db->sq, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);

	return rc == SQLITE_OK || (rc & 0xff) == SQLITE_BUSY ? 0 : fault(db, rc, "tidy", err);
}

void db_fail_at(struct db *db, int n)
{
	db->fail_at = n;
}

/* --- copying and checking the whole file --- */

int db_copy_to(struct db *db, const char *path, struct err *err)
{
	sqlite3 *to = NULL;
	sqlite3_backup *job = NULL;
	int rc = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);

	if (rc == SQLITE_OK)
		job = sqlite3_backup_init(to, "main", db->sq, "main");
	if (job) {
		/* All pages in one step: a step that ends early starts again when others write. */
		do {
			rc = sqlite3_backup_step(job, -1);
			if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED)
				sqlite3_sleep(5);
		} while (rc == SQLITE_BUSY || rc == SQLITE_LOCKED);
		rc = sqlite3_backup_finish(job);
		if (rc == SQLITE_OK) /* one plain file, readable where nothing can be written */
			rc = sqlite3_exec(to, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
	} else if (rc == SQLITE_OK) {
		rc = sqlite3_errcode(to);
	}
	if (rc != SQLITE_OK)
		err_set(err, ERR_FAILED, "cannot copy %s to %s: %s", db->path, path,
			to ? sqlite3_errmsg(to) : sqlite3_errstr(rc));
	sqlite3_close(to);
	return rc == SQLITE_OK ? 0 : -1;
}

int db_integrity(struct db *db, void (*found)(void *payload, const char *what), void *payload,
		 struct err *err)
{
	static const char *const check[] = { "PRAGMA integrity_check(50)",
					     "PRAGMA foreign_key_check" };
	int rc;

	for (int i = 0; i < 2; i++) {
		struct stmt *st = db_stmt(db, check[i]);

		while ((rc = stmt_step(st, err)) > 0) {
			const char *what = stmt_get_text(st, 0);
			char text[160];

			if (i == 0 && what && !strcmp(what, "ok"))
				continue;
			snprintf(text, sizeof text, i ? "a row of table %s points nowhere" : "%s",
				 what ? what : "unreadable page");
			found(payload, text);
		}
		if (rc < 0)
			return -1;
	}
	return 0;
}
