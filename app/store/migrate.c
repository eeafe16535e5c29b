#include "store/migrate.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "store/facts.h"
#include "store/internal.h"

enum { LOCK_WAIT_MS = 10000 };

/* Embedded at build time from schema/. */
extern const char schema_0001[], schema_0002[], schema_0003[], schema_0004[], schema_0005[],
	schema_0006[], schema_0007[], schema_0008[], schema_0009[], schema_0010[], schema_0011[];

static const struct migration {
	int version;
	const char *sql;
} migrations[] = {
	{ 1, schema_0001 }, { 2, schema_0002 },  { 3, schema_0003 },  { 4, schema_0004 },
	{ 5, schema_0005 }, { 6, schema_0006 },  { 7, schema_0007 },  { 8, schema_0008 },
	{ 9, schema_0009 }, { 10, schema_0010 }, { 11, schema_0011 },
};
static_assert(sizeof migrations / sizeof *migrations == SCHEMA_VERSION,
	      "a migration for each version");

struct db *store_db(struct store *store)
{
	return store->db;
}

/* 1 locked, 0 held by others, -1 failed. */
static int try_lock(struct store *store, int how, struct err *err)
{
	if (flock(store->lock_fd, how | LOCK_NB) == 0)
		return 1;
	if (errno == EWOULDBLOCK || errno == EINTR)
		return 0;
	return err_set_errno(err, ERR_FAILED, "cannot lock %s", db_path(store->db));
}

/* After this the next try comes 1 ms later; ERR_BUSY when that was often enough. */
static int wait_turn(const struct store *store, int tries, struct err *err)
{
	const struct timespec ms = { .tv_nsec = 1000000 };

	if (tries >= LOCK_WAIT_MS)
		return err_set(err, ERR_BUSY,
			       "%s is in use and cannot be brought up to date: close other waylaid "
			       "programs, then try again",
			       db_path(store->db));
	nanosleep(&ms, NULL);
	return 0;
}

/* The lock file says "in use" (shared) or "being migrated" (exclusive). */
static int lock_shared(struct store *store, struct err *err)
{
	int rc;

	for (int tries = 0; (rc = try_lock(store, LOCK_SH, err)) == 0; tries++)
		if (wait_turn(store, tries, err) < 0)
			return -1;
	return rc < 0 ? -1 : 0;
}

static int open_lock(struct store *store, struct err *err)
{
	struct buf name;

	buf_init(&name, 8192);
	buf_printf(&name, "%s.lock", db_path(store->db));
	store->lock_fd = open(name.at, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (store->lock_fd < 0)
		err_set_errno(err, ERR_FAILED,
			      "cannot write %s: the folder of the desk must be writable", name.at);
	buf_release(&name);
	return store->lock_fd < 0 ? -1 : lock_shared(store, err);
}

/* Inside one snapshot: another process may be making the tables. */
static int read_mark(int64_t *mark, int64_t *version, int64_t *tables_there, struct db *db,
		     struct err *err)
{
	int rc = -1;

	if (db_begin(db, false, err) < 0)
		return -1;
	if (db_pragma_int(mark, db, "PRAGMA application_id", err) == 0 &&
	    db_pragma_int(version, db, "PRAGMA user_version", err) == 0)
		rc = db_pragma_int(tables_there, db, "SELECT count(*) FROM sqlite_schema", err);
	db_rollback(db);
	return rc;
}

/* A file of another program must never be touched: ours carries our mark, a new one is empty. */
static int check_mark(int64_t *version, struct db *db, struct err *err)
{
	int64_t mark, tables_there;

	if (read_mark(&mark, version, &tables_there, db, err) < 0)
		return -1;
	if (*version > SCHEMA_VERSION && mark == DB_APPLICATION_ID)
		return err_set(err, ERR_TOO_NEW,
			       "%s was written by a newer waylaid (schema %" PRId64
			       ", this one knows %d): update the program",
			       db_path(db), *version, SCHEMA_VERSION);
	if (mark == DB_APPLICATION_ID)
		return 0;
	if (mark != 0 || tables_there != 0 || *version != 0)
		return err_set(err, ERR_DAMAGED,
			       "%s is a database of another program, not a Waylaid desk: give the "
			       "right file with --db",
			       db_path(db));
	return 0;
}

static int copy_before(struct db *db, int64_t version, struct err *err)
{
	int64_t pages, size, room = file_space_free(db_path(db));
	struct buf name;
	int rc = -1;

	buf_init(&name, 8192);
	if (db_pragma_int(&pages, db, "PRAGMA page_count", err) < 0 ||
	    db_pragma_int(&size, db, "PRAGMA page_size", err) < 0)
		goto out;
	if (room >= 0 && room < pages * size * 2) {
		err_set(err, ERR_FAILED,
			"%s must be brought up to date and copied first: free %" PRId64 " MB",
			db_path(db), pages * size * 2 / 1000000 + 1);
		goto out;
	}
	buf_printf(&name, "%s.schema-%" PRId64, db_path(db), version);
	rc = db_copy_to(db, name.at, err);
out:
	buf_release(&name);
	return rc;
}

static int run_migration(struct db *db, const struct migration *m, struct err *err)
{
	char set[64];
	int64_t version;

	if (db_begin(db, true, err) < 0)
		return -1;
	if (db_pragma_int(&version, db, "PRAGMA user_version", err) < 0)
		goto fail;
	if (version < m->version) { /* else another process was quicker */
		snprintf(set, sizeof set, "PRAGMA user_version=%d;PRAGMA application_id=%d",
			 m->version, DB_APPLICATION_ID);
		if (db_exec(db, m->sql, "make the tables", err) < 0 ||
		    db_exec(db, set, "set the version", err) < 0)
			goto fail;
	}
	if (db_commit(db, err) < 0)
		goto fail;
	return 0;
fail:
	db_rollback(db);
	return -1;
}

/* The engine does not wait for this lock by itself: it begins as a reader and then upgrades. */
static int use_wal(struct store *store, struct err *err)
{
	for (int tries = 0; db_exec(store->db, "PRAGMA journal_mode=WAL", "set up", err) < 0;
	     tries++)
		if (err->code != ERR_BUSY || wait_turn(store, tries, err) < 0)
			return -1;
	return 0;
}

static int migrate(struct store *store, struct err *err)
{
	int64_t version;
	int rc = -1, locked;

	if (check_mark(&version, store->db, err) < 0)
		return -1;
	/*
	 * Only now: a file of another program must not be touched. A restored copy is not in WAL
	 * mode.
	 */
	if (use_wal(store, err) < 0)
		return -1;
	if (version == SCHEMA_VERSION)
		return 0;
	/* Another process may do it meanwhile and then keep the file in use: look each time. */
	for (int tries = 0; (locked = try_lock(store, LOCK_EX, err)) == 0; tries++) {
		if (check_mark(&version, store->db, err) < 0)
			return -1;
		if (version == SCHEMA_VERSION)
			return lock_shared(store, err);
		if (wait_turn(store, tries, err) < 0)
			return -1;
	}
	if (locked < 0 || check_mark(&version, store->db, err) < 0)
		goto out;
	if (version > 0 && copy_before(store->db, version, err) < 0)
		goto out;
	rc = 0;
	for (int i = 0; i < SCHEMA_VERSION && rc == 0; i++)
		if (migrations[i].version > version)
			rc = run_migration(store->db, &migrations[i], err);
out:
	if (lock_shared(store, err) < 0)
		rc = -1;
	return rc;
}

/* Before anything is written beside the file: is it ours, and is there anything in it? */
static int check_desk(struct db *db, enum db_mode mode, struct err *err)
{
	int64_t version;

	if (check_mark(&version, db, err) < 0)
		return -1;
	if (version == 0 && mode != DB_CREATE)
		return err_set(
			err, ERR_DAMAGED,
			"%s is empty: restore the newest backup, or give the right file with --db",
			db_path(db));
	if (version < SCHEMA_VERSION && mode == DB_READ_ONLY)
		return err_set(err, ERR_DAMAGED,
			       "%s has schema %" PRId64
			       ", too old to be looked at: open it as a desk once",
			       db_path(db), version);
	return 0;
}

int store_open(struct store **out, const char *path, enum db_mode mode,
	       const struct tx_options *options, struct err *err)
{
	struct store *store = calloc(1, sizeof *store);

	if (!store)
		abort();
	store->lock_fd = -1;
	if (db_open(&store->db, path, mode, err) < 0)
		goto fail;
	store->snap = (struct snap){ store->db, &store->sql, &store->known };
	if (check_desk(store->db, mode, err) < 0)
		goto fail;
	if (mode != DB_READ_ONLY && (open_lock(store, err) < 0 || migrate(store, err) < 0 ||
				     facts_update(store, options, err) < 0))
		goto fail;
	*out = store;
	return 0;
fail:
	store_close(store);
	return -1;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	assert(!store->tx);
	db_close(store->db);
	if (store->lock_fd >= 0)
		close(store->lock_fd);
	arena_release(&store->known.arena);
	arena_release(&store->sql.arena);
	free(store);
}

int snap_begin(struct snap **out, struct store *store, struct err *err)
{
	if (db_begin(store->db, false, err) < 0)
		return -1;
	*out = &store->snap;
	return 0;
}

void snap_end(struct snap *snap)
{
	if (snap)
		db_rollback(snap->db);
}
