/*
 * report_db.h - the connection on which reports run, whoever wrote them
 *
 * It is the report's own: read-only, one snapshot from open to close, and the engine asks before
 * each table, column and function whether a report may have it. Whatever is not listed is denied:
 * the journal, answers of carriers, settings, passwords; ATTACH, PRAGMA and all that writes; every
 * function that reaches out of the file. Memory, steps, time and rows have ceilings. A report that
 * breaks any of this ends with an error that names file and line, and the desk does not notice.
 *
 * Beside the engine's own plain functions there are month(DAY), which is "2026-11", and
 * day_of(TIME), the civil day in the desk's zone.
 */
#ifndef APP_STORE_REPORT_DB_H
#define APP_STORE_REPORT_DB_H

#include <stdint.h>

#include "domain/report.h"

struct err;
struct report_db;
struct zone;

struct report_limits {
	int64_t heap_bytes; /* of the whole process while the connection is open */
	int64_t steps;      /* of the engine's machine, one SELECT */
	int64_t rows;
	int ms; /* in the engine, one SELECT: what is done with the rows does not count */
};
/* What reports usually get. */
extern const struct report_limits report_limits_usual;

/* ERR_NOT_FOUND, ERR_DAMAGED, ERR_FAILED, as db_open(). zone must live as long. */
int report_db_open(struct report_db **out, const char *path, const struct zone *zone,
		   const struct report_limits *limits, struct err *err);
void report_db_close(struct report_db *db); /* NULL is allowed */

/*
 * Makes the report ready to run, in the place of the one before. r must live as long. ERR_INPUT
 * names file and line. Parameters are NULL until they are bound; a name that the SELECT does not
 * use is passed over.
 */
int report_db_begin(struct report_db *db, const struct report *r, struct err *err);
/* Copied; NULL is nothing. */
void report_db_text(struct report_db *db, const char *name, const char *value);
void report_db_int(struct report_db *db, const char *name, int64_t value);

/* 1 a row, 0 no more, -1 failed. */
int report_db_step(struct report_db *db, struct err *err);

enum report_cell { REPORT_NULL, REPORT_INT, REPORT_REAL, REPORT_STRING, REPORT_BYTES };
enum report_cell report_db_type(struct report_db *db, int column);
int64_t report_db_get_int(struct report_db *db, int column);
double report_db_get_real(struct report_db *db, int column);
/* NULL for NULL; lives until the next step */
const char *report_db_get_text(struct report_db *db, int column);

#endif
