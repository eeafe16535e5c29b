/*
 * import.c - the rows that waylaid imported, written again by a bare loop of prepared statements
 *
 *	bench_import FILE NEW-FILE
 *
 * FILE is a desk into which one import was taken. NEW-FILE gets the same tables, and every row that
 * the import wrote, in transactions of the same size: shipments, events, the import's own row, the
 * journal with its bodies and chains. The values of a transaction are in memory before its clock
 * starts; only from BEGIN to COMMIT is timed. Prints rows, seconds by the wall clock and by the
 * processor's.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { KINDS = 6, IMPORT = 2, COLUMNS_MAX = 40 };

/* What one entry wrote, table by table; ?1 is the entry. */
static const struct kind {
	const char *select, *into;
} kinds[KINDS] = {
	{ "SELECT s.* FROM journal_file f JOIN shipment s ON s.id=f.shipment_id WHERE f.entry=?1",
	  "shipment" },
	{ "SELECT e.* FROM journal_file f JOIN event e ON e.shipment_id=f.shipment_id "
	  "WHERE f.entry=?1",
	  "event" },
	{ "SELECT * FROM import WHERE ?1=?1", "import" },
	{ "SELECT * FROM journal WHERE entry=?1", "journal" },
	{ "SELECT * FROM journal_body WHERE entry=?1", "journal_body" },
	{ "SELECT * FROM journal_file WHERE entry=?1", "journal_file" },
};

struct clocks {
	double wall, cpu;
};

static _Noreturn void give_up(sqlite3 *db, const char *doing)
{
	fprintf(stderr, "bench_import: %s: %s\n", doing, sqlite3_errmsg(db));
	exit(1);
}

static struct clocks now(void)
{
	struct timespec t;
	struct rusage u;

	clock_gettime(CLOCK_MONOTONIC, &t);
	getrusage(RUSAGE_SELF, &u);
	return (struct clocks){
		(double)t.tv_sec + (double)t.tv_nsec / 1e9,
		(double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
			(double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6,
	};
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *st;

	if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL) != SQLITE_OK)
		give_up(db, sql);
	return st;
}

static void run(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		give_up(db, sql);
}

/* The values of one kind, row after row; sqlite3_value copies live until the next entry. */
struct values {
	sqlite3_value **value;
	size_t n, room;
	int columns;
};

static void load(struct values *v, sqlite3_stmt *st, long long entry)
{
	v->n = 0;
	v->columns = sqlite3_column_count(st);
	sqlite3_bind_int64(st, 1, entry);
	while (sqlite3_step(st) == SQLITE_ROW) {
		if (v->n + (size_t)v->columns > v->room) {
			v->room = v->room * 2 + COLUMNS_MAX;
			v->value = realloc(v->value, v->room * sizeof(*v->value));
			if (!v->value)
				abort();
		}
		for (int c = 0; c < v->columns; c++)
			v->value[v->n++] = sqlite3_value_dup(sqlite3_column_value(st, c));
	}
	sqlite3_reset(st);
}

static void release(struct values *v)
{
	while (v->n)
		sqlite3_value_free(v->value[--v->n]);
}

static void bind(sqlite3_stmt *st, int at, sqlite3_value *v)
{
	switch (sqlite3_value_type(v)) {
	case SQLITE_INTEGER:
		sqlite3_bind_int64(st, at, sqlite3_value_int64(v));
		break;
	case SQLITE_TEXT:
		sqlite3_bind_text(st, at, (const char *)sqlite3_value_text(v),
				  sqlite3_value_bytes(v), SQLITE_STATIC);
		break;
	case SQLITE_BLOB:
		sqlite3_bind_blob(st, at, sqlite3_value_blob(v), sqlite3_value_bytes(v),
				  SQLITE_STATIC);
		break;
	default:
		sqlite3_bind_null(st, at);
	}
}

static void put(sqlite3 *db, sqlite3_stmt *st, const struct values *v)
{
	for (size_t i = 0; i < v->n; i += (size_t)v->columns) {
		for (int c = 0; c < v->columns; c++)
			bind(st, c + 1, v->value[i + (size_t)c]);
		if (sqlite3_step(st) != SQLITE_DONE)
			give_up(db, "insert");
		sqlite3_reset(st);
	}
}

/* The tables as they are there, and the settings with which waylaid opens its file. */
static sqlite3 *open_new(sqlite3 *from, const char *path)
{
	sqlite3_stmt *st = prepare(from, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND "
					 "name NOT LIKE 'search%' AND name NOT LIKE 'sqlite_%' "
					 "AND type<>'trigger'");
	sqlite3 *db;

	remove(path);
	if (sqlite3_open_v2(path, &db,
			    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
			    NULL) != SQLITE_OK)
		give_up(db, path);
	run(db, "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL");
	while (sqlite3_step(st) == SQLITE_ROW)
		run(db, (const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	run(db, "PRAGMA foreign_keys=ON;PRAGMA recursive_triggers=ON");
	return db;
}

static sqlite3_stmt *insert_of(sqlite3 *db, const char *table, int columns)
{
	char sql[512];
	int n = snprintf(sql, sizeof(sql), "INSERT OR REPLACE INTO %s VALUES(?", table);

	for (int i = 1; i < columns; i++)
		n += snprintf(sql + n, sizeof(sql) - (size_t)n, ",?");
	snprintf(sql + n, sizeof(sql) - (size_t)n, ")");
	return prepare(db, sql);
}

static void copy(sqlite3 *from, sqlite3 *to, struct clocks *spent)
{
	sqlite3_stmt *entries = prepare(from, "SELECT DISTINCT entry FROM journal_file ORDER BY 1");
	sqlite3_stmt *select[KINDS], *insert[KINDS];
	struct values v[KINDS] = { { NULL, 0, 0, 0 } };

	for (int k = 0; k < KINDS; k++) {
		select[k] = prepare(from, kinds[k].select);
		insert[k] = insert_of(to, kinds[k].into, sqlite3_column_count(select[k]));
	}
	run(to, "PRAGMA foreign_keys=OFF");
	load(&v[IMPORT], select[IMPORT], 0);
	put(to, insert[IMPORT], &v[IMPORT]); /* the rows point to it */
	release(&v[IMPORT]);
	run(to, "PRAGMA foreign_keys=ON");
	while (sqlite3_step(entries) == SQLITE_ROW) {
		struct clocks before, after;

		for (int k = 0; k < KINDS; k++)
			if (k != IMPORT)
				load(&v[k], select[k], sqlite3_column_int64(entries, 0));
		before = now();
		run(to, "BEGIN IMMEDIATE");
		for (int k = 0; k < KINDS; k++)
			put(to, insert[k], &v[k]);
		run(to, "UPDATE import SET version=version+1,rows_read=rows_read+1");
		run(to, "COMMIT");
		after = now();
		spent->wall += after.wall - before.wall;
		spent->cpu += after.cpu - before.cpu;
		for (int k = 0; k < KINDS; k++)
			release(&v[k]);
	}
	sqlite3_finalize(entries);
	for (int k = 0; k < KINDS; k++) {
		sqlite3_finalize(select[k]);
		sqlite3_finalize(insert[k]);
		free(v[k].value);
	}
}

int main(int argc, char **argv)
{
	struct clocks spent = { 0, 0 };
	sqlite3 *from, *to;
	sqlite3_stmt *st;

	if (argc != 3) {
		fputs("usage: bench_import FILE NEW-FILE\n", stderr);
		return 2;
	}
	if (sqlite3_open_v2(argv[1], &from, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
		give_up(from, argv[1]);
	to = open_new(from, argv[2]);
	copy(from, to, &spent);
	st = prepare(to, "SELECT count(*) FROM shipment");
	if (sqlite3_step(st) == SQLITE_ROW)
		printf("%lld %.3f %.3f\n", (long long)sqlite3_column_int64(st, 0), spent.wall,
		       spent.cpu);
	sqlite3_finalize(st);
	sqlite3_close(to);
	sqlite3_close(from);
	return 0;
}
