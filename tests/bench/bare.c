/*
 * bare.c - the least a C program can do to answer: open the file, run the statements, read the rows
 *
 *	bench_bare FILE STATEMENTS
 *
 * The measure that waylaid is held against. The statements are those that waylaid ran itself
 * (WAYLAID_SQL_LOG); the file is opened with the settings of app/store/db_sqlite.c, whose pragmas
 * are among the statements. Every column of every row is read, nothing is shown.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int fail(const char *what, const char *why)
{
	fprintf(stderr, "bench_bare: %.300s: %s\n", what, why);
	return -1;
}

static char *read_text(const char *path)
{
	FILE *f = fopen(path, "re");
	char *text = NULL;
	long size;

	if (!f || fseek(f, 0, SEEK_END) != 0 || (size = ftell(f)) < 0)
		goto out;
	rewind(f);
	text = calloc(1, (size_t)size + 1);
	if (text && fread(text, 1, (size_t)size, f) != (size_t)size) {
		free(text);
		text = NULL;
	}
out:
	if (f)
		fclose(f);
	return text;
}

static int open_desk(sqlite3 **db, const char *path)
{
	static const int off[] = { SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_DQS_DML,
				   SQLITE_DBCONFIG_DQS_DDL, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION };
	int now;

	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (sqlite3_open_v2(path, db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) !=
	    SQLITE_OK)
		return fail(path, sqlite3_errmsg(*db));
	sqlite3_busy_timeout(*db, 1000);
	sqlite3_db_config(*db, SQLITE_DBCONFIG_DEFENSIVE, 1, &now);
	sqlite3_db_config(*db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, &now);
	for (size_t i = 0; i < sizeof off / sizeof *off; i++)
		sqlite3_db_config(*db, off[i], 0, &now);
	return 0;
}

/* The bytes of a row, as a program that shows it would read them. */
static size_t read_row(sqlite3_stmt *st)
{
	int columns = sqlite3_column_count(st);
	size_t bytes = 0;

	for (int i = 0; i < columns; i++) {
		int type = sqlite3_column_type(st, i);

		if (type == SQLITE_INTEGER)
			bytes += (size_t)(sqlite3_column_int64(st, i) & 1);
		else if (type != SQLITE_NULL && sqlite3_column_blob(st, i))
			bytes += (size_t)sqlite3_column_bytes(st, i);
	}
	return bytes;
}

static int run_all(size_t *bytes, sqlite3 *db, const char *sql)
{
	while (*sql) {
		sqlite3_stmt *st = NULL;
		const char *rest = NULL;
		int rc = sqlite3_prepare_v2(db, sql, -1, &st, &rest);

		while (rc == SQLITE_OK && st && (rc = sqlite3_step(st)) == SQLITE_ROW) {
			*bytes += read_row(st);
			rc = SQLITE_OK;
		}
		sqlite3_finalize(st);
		if (rc != SQLITE_OK && rc != SQLITE_DONE)
			return fail(sql, sqlite3_errmsg(db));
		sql = rest;
	}
	return 0;
}

int main(int argc, char **argv)
{
	sqlite3 *db = NULL;
	char *sql = NULL;
	size_t bytes = 0;
	int rc = -1;

	if (argc != 3) {
		fputs("usage: bench_bare FILE STATEMENTS\n", stderr);
		return 2;
	}
	sql = read_text(argv[2]);
	if (!sql)
		fail(argv[2], "cannot read it");
	else if (open_desk(&db, argv[1]) == 0)
		rc = run_all(&bytes, db, sql);
	sqlite3_close(db);
	free(sql);
	return rc == 0 ? 0 : 1;
}
