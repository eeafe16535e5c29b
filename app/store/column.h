/*
 * column.h - a column of a row as what it stands for
 *
 * NULL gives the type's "unknown". Rows of whole tables are read by row.h; this is for questions
 * that ask for a few columns of several tables.
 */
#ifndef APP_STORE_COLUMN_H
#define APP_STORE_COLUMN_H

#include "base/day.h"
#include "base/money.h"

struct arena;
struct stmt;

char *text_at(struct stmt *st, int col, struct arena *a); /* a copy in the arena */
daynum day_at(struct stmt *st, int col);
instant instant_at(struct stmt *st, int col);
struct money money_at(struct stmt *st, int cents, int currency);

/* A code of a table, or the first when the file says something else: verify reports that. */
int code_at(struct stmt *st, int col, const char *const names[], int n);

#endif
