/*
 * db.h - the only door to the database engine
 *
 * The rest of the store sees statements of constant SQL text with bound values. A statement is
 * prepared once and kept, found again by the address of its text: pass literals or tables' kept
 * texts, never a buffer. SQL that does not compile is a programming error and is asserted.
 */
#ifndef APP_STORE_DB_H
#define APP_STORE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;
struct err;
struct stmt;

enum { DB_APPLICATION_ID = 0x57415944 }; /* "WAYD" in the file's header */

enum db_mode { DB_CREATE, DB_EXISTING, DB_READ_ONLY };

/*
 * Open the file as rule 7 of the house asks: a network file system and a file that is no desk are
 * refused in words. Does not migrate. ERR_NOT_FOUND, ERR_DAMAGED, ERR_FAILED, ERR_BUSY.
 */
int db_open(struct db **out, const char *path, enum db_mode mode, struct err *err);
void db_close(struct db *db); /* NULL is allowed */

/*
 * The engine need not count the memory that it holds: a lock at each allocation, a fifteenth of a
 * quick command. For a program that sets no limit on it, before its first db_open().
 */
void db_leave_memory_uncounted(void);
const char *db_path(const struct db *db);

int db_begin(struct db *db, bool write, struct err *err); /* IMMEDIATE or a read snapshot */
int db_commit(struct db *db, struct err *err);
void db_rollback(struct db *db); /* harmless when none is open */
bool db_in_transaction(const struct db *db);

/* Several statements of constant text, without rows (migrations, pragmas). */
int db_exec(struct db *db, const char *sql, const char *doing, struct err *err);
int db_pragma_int(int64_t *out, struct db *db, const char *sql, struct err *err);

struct stmt *db_stmt(struct db *db, const char *sql);

void stmt_int(struct stmt *st, int at, int64_t n);
/* NULL binds NULL; not copied: must live until reset */
void stmt_text(struct stmt *st, int at, const char *s);
void stmt_blob(struct stmt *st, int at, const void *bytes, size_t n);
void stmt_null(struct stmt *st, int at);

/* 1 a row, 0 done (and reset), -1 failed (and reset). */
int stmt_step(struct stmt *st, struct err *err);
/* One step that must give no row; 0 or -1. */
int stmt_run(struct stmt *st, struct err *err);
void stmt_reset(struct stmt *st); /* after stopping before the last row */
/*
 * After the last row, where most processes run a text once: gives its memory back, the first time.
 * A text that is asked for again is kept from then on.
 */
void stmt_release(struct stmt *st);

enum cell_type { CELL_NULL, CELL_INT, CELL_TEXT, CELL_BLOB };
enum cell_type stmt_type(struct stmt *st, int col);
int64_t stmt_get_int(struct stmt *st, int col);
/* NULL for NULL; lives until the next step */
const char *stmt_get_text(struct stmt *st, int col);
const void *stmt_get_blob(struct stmt *st, int col, size_t *n);

int64_t db_last_id(const struct db *db);
int db_changes(const struct db *db);

/* Copy the whole database into a new file while others write. */
int db_copy_to(struct db *db, const char *path, struct err *err);
/* The engine's own check of the file: 0 and *ok, faults go to the callback one by one. */
int db_integrity(struct db *db, void (*fault)(void *payload, const char *what), void *payload,
		 struct err *err);
int db_checkpoint(struct db *db, struct err *err);

/* Tests: the n-th step, begin or commit from now fails as a disk error would; 0 switches off. */
void db_fail_at(struct db *db, int n);

#endif
