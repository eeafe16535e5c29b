/*
 * report.h - a report: one SELECT, and above it a header of comments that says how to show it
 *
 *	-- title: Recovery
 *	-- about: What came back. A line that begins with three blanks more
 *	--    goes on with the one above.
 *	-- param: NAME, TYPE, DEFAULT, what it is for
 *	-- column: NAME, KIND FLAG..., WIDTH, Heading
 *	-- chart: SHAPE, COLUMN, COLUMN COLUMN, Title
 *	SELECT ... WHERE :NAME IS NULL OR ...
 *
 * TYPE is text, day, number or choice(a|b|c). KIND is text, code, case, number, number(unit), day,
 * time, currency, money(CURRENCY COLUMN) or percent(COUNT COLUMN); FLAG is sum (added up, money by
 * currency), extra (left out of a narrow terminal), file (only in files), hidden (for other columns
 * alone), whole (never cut on a screen). SHAPE is column, bar, stack, line or pie. {NAME} in a
 * title, heading or note is what was given. A file whose header says "-- board: NAME, NAME" has no
 * SELECT: it is those reports together.
 *
 * Pure: bytes in, a struct out. Columns are in the order of the SELECT: days since 1970-01-01,
 * seconds since then, hundredths of money, whole percents.
 */
#ifndef APP_DOMAIN_REPORT_H
#define APP_DOMAIN_REPORT_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct err;

enum {
	REPORT_BYTES_MAX = 64 * 1024,
	REPORT_COLUMNS_MAX = 40,
	REPORT_PARAMS_MAX = 12,
	REPORT_SERIES_MAX = 5,
	REPORT_BOARD_MAX = 12,
	REPORT_WIDTH_MAX = 80,
	/* A rate of fewer is no rate: it is not shown. */
	REPORT_RATE_MIN = 10
};

enum report_kind {
	REPORT_TEXT,
	REPORT_CODE, /* snake_case; people read blanks */
	REPORT_CASE, /* a case's number */
	REPORT_NUMBER,
	REPORT_DAY,
	REPORT_TIME,
	REPORT_CURRENCY,
	REPORT_MONEY,
	REPORT_PERCENT,
	REPORT_KIND_NVALUES
};
extern const char *const report_kind_names[REPORT_KIND_NVALUES];

enum report_flag {
	REPORT_SUM = 1,
	REPORT_EXTRA = 2,
	REPORT_FILE = 4,
	REPORT_HIDDEN = 8,
	REPORT_WHOLE = 16
};

struct report_column {
	const char *name, *heading;
	enum report_kind kind;
	const char *of; /* of money its currency's column, of percents their count's; a unit */
	int of_at;      /* the column that "of" names; -1 */
	int width;      /* in characters, for files */
	unsigned flags;
	int line;
};

enum report_type { REPORT_IS_TEXT, REPORT_IS_DAY, REPORT_IS_NUMBER, REPORT_IS_CHOICE };

struct report_param {
	const char *name, *help;
	enum report_type type;
	const char *initial; /* as typed; NULL: nothing, which SQL sees as NULL */
	const char **choice;
	int nchoices;
};

enum report_shape { SHAPE_COLUMN, SHAPE_BAR, SHAPE_STACK, SHAPE_LINE, SHAPE_PIE, SHAPE_NVALUES };

struct report_chart {
	const char *title; /* NULL: there is no chart */
	enum report_shape shape;
	int along; /* the column that names the bars */
	int series[REPORT_SERIES_MAX], nseries;
};

struct report {
	const char *name, *path; /* the path as errors name it */
	const char *title, *about;
	struct report_param *param;
	int nparams;
	struct report_column *column;
	int ncolumns;
	struct report_chart chart;
	const char **board; /* names of reports, or none */
	int nboard;
	const char *sql;
	int sql_line; /* the line of the file on which "sql" begins */
};

struct report_text {
	const char *name, *path, *bytes;
	size_t len;
};

/* ERR_INPUT says file, line, what is wrong and what to write. */
int report_read(struct report *out, struct arena *a, const struct report_text *text,
		struct err *err);

/* -1 when there is none of that name. */
int report_column_find(const struct report *r, const char *name);
/* The column that says in which currency a line is: the first that is not hidden; -1: none. */
int report_currency_column(const struct report *r);
int report_param_find(const struct report *r, const char *name);

#endif
