/*
 * bench_sheet - the cells of a register, written again by a bare loop of the workbook's library
 *
 *	bench_sheet DESK.db REPORT.sql TODAY NEW.xlsx
 *
 * Runs the report's SELECT and holds its values; then only what the library takes to put them into
 * a workbook of constant memory, from opening to closing, is timed: the same cells in the same
 * places as waylaid's, dates, numbers and texts each in a format. TODAY counts days since
 * 1970-01-01. Prints rows and milliseconds of the processor. The zone is UTC, as in the benches.
 */
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <xlsxwriter.h>

enum { COLUMNS_MAX = 64, TEXT_MAX = 1 << 16, FIRST_ROW = 4, EPOCH = 25569, DAY = 86400 };

enum kind { TEXT, CODE, NUMBER, DATE, MONEY };

struct value {
	const char *text; /* NULL: a number */
	double number;
	enum kind kind;
	bool none;
};

struct table {
	struct value *value;
	size_t n, room;
	enum kind kind[COLUMNS_MAX];
	int columns;
};

static _Noreturn void give_up(const char *doing, const char *why)
{
	fprintf(stderr, "bench_sheet: %s: %s\n", doing, why);
	exit(1);
}

static enum kind kind_of(const char *word)
{
	static const struct {
		const char *begins;
		enum kind kind;
	} kinds[] = { { "case", NUMBER },
		      { "number", NUMBER },
		      { "day", DATE },
		      { "money", MONEY },
		      { "code", CODE } };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (!strncmp(word, kinds[i].begins, strlen(kinds[i].begins)))
			return kinds[i].kind;
	return TEXT;
}

/* The kinds of the columns stand in the header: "-- column: NAME, KIND ...". */
static void read_report(char *sql, struct table *t, const char *path)
{
	static const char mark[] = "-- column: ";
	FILE *f = fopen(path, "re");
	size_t n = f ? fread(sql, 1, TEXT_MAX - 1, f) : 0;

	if (!n)
		give_up(path, "cannot be read");
	fclose(f);
	sql[n] = '\0';
	for (char *at = sql; (at = strstr(at, mark)); at++) {
		const char *comma = strchr(at, ',');

		if (t->columns == COLUMNS_MAX || !comma)
			give_up(path, "has too many columns");
		t->kind[t->columns++] = kind_of(comma + 2);
	}
}

static void day_of(sqlite3_context *to, int n, sqlite3_value **value)
{
	(void)n;
	if (sqlite3_value_type(value[0]) == SQLITE_INTEGER)
		sqlite3_result_int64(to, sqlite3_value_int64(value[0]) / DAY);
}

static struct value value_of(sqlite3_stmt *st, int column, enum kind kind)
{
	struct value v = { .kind = kind };

	switch (sqlite3_column_type(st, column)) {
	case SQLITE_NULL:
		v.none = true;
		break;
	case SQLITE_TEXT:
		v.text = strdup((const char *)sqlite3_column_text(st, column));
		if (!v.text)
			abort();
		for (char *c = (char *)v.text; kind == CODE && *c; c++)
			*c = *c == '_' ? ' ' : *c;
		break;
	default:
		v.number = (double)sqlite3_column_int64(st, column);
		v.number = kind == MONEY  ? v.number / 100
			   : kind == DATE ? v.number + EPOCH
					  : v.number;
	}
	return v;
}

static void load(struct table *t, const char *path, const char *sql, const char *today)
{
	sqlite3_stmt *st;
	sqlite3 *db;

	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
	    sqlite3_create_function(db, "day_of", 1, SQLITE_UTF8, NULL, day_of, NULL, NULL) ||
	    sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
		give_up(path, sqlite3_errmsg(db));
	sqlite3_bind_int64(st, sqlite3_bind_parameter_index(st, ":today"), strtol(today, NULL, 10));
	while (sqlite3_step(st) == SQLITE_ROW)
		for (int c = 0; c < t->columns; c++) {
			if (t->n == t->room) {
				t->room = t->room * 2 + COLUMNS_MAX;
				t->value = realloc(t->value, t->room * sizeof *t->value);
				if (!t->value)
					abort();
			}
			t->value[t->n++] = value_of(st, c, t->kind[c]);
		}
	sqlite3_finalize(st);
	sqlite3_close(db);
}

static double cpu_ms(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e3 +
	       (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e3;
}

static lxw_error write_all(const struct table *t, const char *path)
{
	static const char *const formats[] = { [TEXT] = "@",
					       [CODE] = "@",
					       [NUMBER] = "#,##0",
					       [DATE] = "yyyy-mm-dd",
					       [MONEY] = "#,##0.00" };
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	lxw_workbook *wb = workbook_new_opt(path, &options);
	lxw_worksheet *ws = workbook_add_worksheet(wb, NULL);
	lxw_format *format[sizeof formats / sizeof *formats];

	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		format[i] = workbook_add_format(wb);
		format_set_num_format(format[i], formats[i]);
	}
	for (size_t i = 0; i < t->n; i++) {
		const struct value *v = &t->value[i];
		const lxw_row_t row = (lxw_row_t)(FIRST_ROW + i / (size_t)t->columns);
		const lxw_col_t column = (lxw_col_t)(i % (size_t)t->columns);

		if (v->text)
			worksheet_write_string(ws, row, column, v->text, format[v->kind]);
		else if (!v->none)
			worksheet_write_number(ws, row, column, v->number, format[v->kind]);
	}
	return workbook_close(wb);
}

int main(int argc, char **argv)
{
	static char sql[TEXT_MAX];
	struct table t = { 0 };
	lxw_error fault;
	double before;

	if (argc != 5) {
		fputs("usage: bench_sheet DESK.db REPORT.sql TODAY NEW.xlsx\n", stderr);
		return 2;
	}
	read_report(sql, &t, argv[2]);
	load(&t, argv[1], sql, argv[3]);
	before = cpu_ms();
	fault = write_all(&t, argv[4]);
	if (fault != LXW_NO_ERROR)
		give_up(argv[4], lxw_strerror(fault));
	printf("%zu %.0f\n", t.n / (size_t)t.columns, cpu_ms() - before);
	return 0;
}
