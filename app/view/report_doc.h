/*
 * report_doc.h - reports: which there are, what was asked of one, its rows
 *
 * A person's own reports lie in "reports" beside the settings file and take the place of those of
 * the same name; NAME may also be the path of a file. Every row of one command, also of a board of
 * several reports, comes from one snapshot.
 */
#ifndef APP_VIEW_REPORT_DOC_H
#define APP_VIEW_REPORT_DOC_H

#include <stdbool.h>
#include <stdint.h>

#include "base/moment.h"
#include "base/money.h"
#include "domain/report.h"
#include "store/report_db.h"

struct arena;
struct err;
struct node;

/* --- which there are --- */

/* "recovery", or a path with '/' or ".sql". ERR_NOT_FOUND lists the names. */
int report_find(const struct report **out, struct arena *a, const char *name, struct err *err);

/*
 * {"items":[{name,title,about,file,parameters:[...],board:[...],fault}],"count":N} by name. One
 * that cannot be read is there with its fault.
 */
int reports_doc(struct node **out, struct arena *a, struct err *err);

/* --- what was asked --- */

struct report_given {
	const char *name, *value; /* as typed */
};

/* A report as it was asked for: texts with {NAME} filled in, values read. */
struct report_ask {
	const struct report *report; /* headings, titles filled in */
	const struct node *given;    /* a map of the parameters, null where nothing was given */
	const char *said;            /* "from 2026-01-01, client Acme"; NULL: nothing was given */
};

/*
 * strict: a name that the report does not know is ERR_INPUT (a board passes on what some of its
 * reports know). Days are read as everywhere.
 */
int report_ask(struct report_ask *out, struct arena *a, const struct report *r,
	       const struct report_given given[], int ngiven, bool strict,
	       const struct moment *moment, struct err *err);

/* The title of one of which nothing was asked yet. */
const char *report_plain_title(struct arena *a, const struct report *r);

/* --- its rows --- */

/* What the columns marked "sum" add up to, in one currency; "" for rows without one. */
struct report_total {
	char currency[4];
	int64_t rows;
	int64_t sum[REPORT_COLUMNS_MAX]; /* hundredths, or numbers */
	bool any[REPORT_COLUMNS_MAX];    /* a value was there */
};
enum { REPORT_TOTALS_MAX = 24 };

struct report_totals {
	struct report_total of[REPORT_TOTALS_MAX];
	int n;
	int64_t rows;
};

struct reporter; /* a connection of its own, see report_db.h */

int reporter_open(struct reporter **out, const char *desk_path, const struct moment *moment,
		  const struct report_limits *limits, struct err *err);
void reporter_close(struct reporter *rep); /* NULL is allowed */

/* A map with one child a column, in their order; it lives until the call returns. */
typedef int report_each(void *payload, const struct node *row, struct err *err);

int report_rows(struct report_totals *totals, struct reporter *rep, const struct report_ask *ask,
		report_each *each, void *payload, struct err *err);

/* --- words --- */

/*
 * A value as a person reads it: codes with blanks, "87 %", "too few to say"; money without its
 * currency when that has a column. NULL when unknown.
 */
const char *report_said(struct arena *a, const struct report *r, int column, const struct node *row,
			const struct zone *zone);
/* Some are there, but fewer than REPORT_RATE_MIN. */
bool report_is_too_few(const struct report *r, int column, const struct node *row);
extern const char report_too_few[];

/* What stands beside the items in JSON: name, title, about, parameters, columns, totals. */
struct node *report_more(struct arena *a, const struct report_ask *ask,
			 const struct report_totals *totals, const struct moment *moment);
/* [{currency,rows,COLUMN:sum,...}] */
void report_totals_node(struct arena *a, struct node *parent, const struct report *r,
			const struct report_totals *totals);

#endif
