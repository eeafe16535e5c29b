/*
 * row.h - a table of the desk described once, and everything that follows from it
 *
 * A struct of domain/ and its table are tied together by a list of columns. INSERT, UPDATE, SELECT,
 * the bytes that the journal hashes and the check of a row against its digest all come from that
 * list, so that they cannot drift apart; a test compares the lists with the schema. Every such
 * struct begins with "int64_t id; int32_t version;".
 */
#ifndef APP_STORE_ROW_H
#define APP_STORE_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/day.h"
#include "store/db.h"

struct arena;
struct buf;
struct err;
struct snap;
struct tx;

enum column_type {
	COL_ID,      /* int64_t; 0 is NULL */
	COL_INT,     /* int32_t */
	COL_COUNT,   /* int32_t; -1 is NULL */
	COL_SHOT,    /* int32_t; 0 is NULL */
	COL_INT64,   /* int64_t */
	COL_BOOL,    /* bool */
	COL_TEXT,    /* const char *; NULL is NULL */
	COL_CODE,    /* an enum, stored as its name */
	COL_OPTION,  /* an enum, stored as its name; its first value is NULL */
	COL_DAY,     /* daynum; DAY_NONE is NULL */
	COL_INSTANT, /* instant; INSTANT_NONE is NULL */
	COL_CENTS,   /* struct money: the amount; NULL while unknown */
	COL_CURRENCY /* struct money: the currency */
};

struct column {
	const char *name;
	enum column_type type;
	size_t offset;
	const char *const *names; /* COL_CODE, COL_OPTION */
	int nnames;
};

enum table_id {
	TABLE_SHIPMENT,
	TABLE_CASEFILE,
	TABLE_CONTACT,
	TABLE_CONTACT_CASE,
	TABLE_PROMISE,
	TABLE_REQUEST,
	TABLE_POLL,
	TABLE_EVENT,
	TABLE_CLAIM,
	TABLE_WINDOW,
	TABLE_PAYOUT,
	TABLE_REMEDY,
	TABLE_HOLD,
	TABLE_EVIDENCE,
	TABLE_SETTING,
	TABLE_IMPORT,
	TABLE_POST_OFFICE,
	TABLE_ITEM,
	TABLE_STEP,
	TABLE_CONTRADICTION,
	TABLE_SNOOZE,
	TABLE_DUTY,
	TABLE_USER,
	TABLE_SAVED_VIEW,
	TABLE_NVALUES
};

enum { COLUMNS_MAX = 48 };

struct table {
	const char *name;
	size_t size;                 /* of the struct */
	const struct column *column; /* without id and version */
	int ncolumns;
	/* SELECT the case number of row ?1; NULL: belongs to no case */
	const char *case_of;
};

extern const struct table tables[TABLE_NVALUES];

/* What setting and import rows look like; the other structs are the domain's. */
struct setting {
	int64_t id;
	int32_t version;
	const char *name, *value;
};

enum import_state { IMPORT_RUNNING, IMPORT_COMPLETE, IMPORT_UNDONE, IMPORT_STATE_NVALUES };
extern const char *const import_state_names[IMPORT_STATE_NVALUES];

struct import {
	int64_t id;
	int32_t version;
	const char *name, *sha256, *kind;
	int32_t rows_read, rows_created, rows_refused;
	enum import_state state;
	instant started_at;
	int32_t rows_merged; /* 0: none */
	const char *map;     /* "pirate_ship"; NULL: not of shipments */
	const char *imported_by;
};

/* One value on its way between struct, statement and hashed bytes. */
struct cell {
	enum cell_type type;
	int64_t number;
	const char *text;
	size_t len;
};

/* --- reading: texts are copied into the arena --- */

/* The row with this id into *out (a struct of the table). ERR_NOT_FOUND when there is none. */
int row_get(void *out, struct snap *snap, struct arena *a, enum table_id table, int64_t id,
	    struct err *err);

/* The version of a row as it is now; 0 when there is none. */
int row_version(int32_t *out, struct snap *snap, enum table_id table, int64_t id, struct err *err);

/* The first case that a row belongs to; 0: to none. */
int row_case(int64_t *case_id, struct snap *snap, enum table_id table, int64_t id, struct err *err);

/*
 * Rows matching "tail" (constant text such as "WHERE casefile_id=?1 ORDER BY id", with at most two
 * whole numbers bound). *out is an array of structs in the arena.
 */
int row_list(void *out, int *n, struct snap *snap, struct arena *a, enum table_id table,
	     const char *tail, int64_t bind1, int64_t bind2, struct err *err);

/* --- writing: each write is listed in the transaction's journal entry --- */

/* Insert with version 1; sets id (unless given) and version in the struct. */
int row_insert(void *row, struct tx *tx, enum table_id table, struct err *err);

/*
 * Write back what was read: version must still be the stored one (ERR_CONFLICT), and grows by one.
 */
int row_update(void *row, struct tx *tx, enum table_id table, struct err *err);

/* Do two structs hold the same, apart from id and version? */
bool row_same(enum table_id table, const void *a, const void *b);

int row_delete(struct tx *tx, enum table_id table, int64_t id, struct err *err);

/* --- for the journal --- */

struct row_name {
	enum table_id table;
	int64_t id;
	int32_t version;
};

/* Canonical bytes of a row (base/hash.h): id, version and every known column. */
void row_canon(struct buf *out, struct snap *snap, struct row_name row, const struct cell cells[]);

/* SELECT id, version, columns... of a table, in column order, by id: for verify. */
struct stmt *row_scan(struct snap *snap, enum table_id table);
void row_cells(struct cell cells[COLUMNS_MAX], struct stmt *st, enum table_id table);

/* Put a row back to cells read from the journal, under the next version. */
int row_restore(struct tx *tx, enum table_id table, int64_t id, int32_t version,
		const struct cell cells[], struct err *err);

/* Write a deleted row anew under its own id, with version 1. */
int row_revive(struct tx *tx, enum table_id table, int64_t id, const struct cell cells[],
	       struct err *err);

int table_find(const char *name); /* enum table_id, or -1 */

#endif
