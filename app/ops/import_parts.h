/*
 * import_parts.h - between the parts of an import; for app/ops/import_*.c alone
 *
 *   import_names.c    what the desk calls carriers and services
 *   import_row.c      the cells of one row to a shipment and its event: no desk, no clock
 *   import_reader.c   a file to lots of such rows
 *   import_refused.c  the file of refused rows
 *   import_write.c    a lot into the desk
 */
#ifndef APP_OPS_IMPORT_PARTS_H
#define APP_OPS_IMPORT_PARTS_H

#include "base/csv_stream.h"
#include "base/hash.h"
#include "domain/column_map.h"
#include "domain/event.h"
#include "ops/import_ops.h"
#include "ops/internal.h"
#include "store/imports.h"

/* --- names of carriers and services --- */

enum { NAMES_SLOTS = 512, NAMES_KEPT = 256 };

/* The same few words come in every row: each is looked up once. */
struct names {
	struct fact_name *fact;
	int n;
	struct arena a;
	struct known_name {
		const char *carrier, *word; /* carrier NULL: word is a carrier's */
		const char *code, *second;  /* NULL: not known; second: it may mean two */
	} slot[NAMES_SLOTS];
	int kept;
};

int names_load(struct names *out, struct snap *snap, struct arena *a, struct err *err);
void names_release(struct names *names);
/* carrier NULL: of a carrier. */
struct known_name names_find(struct names *names, const char *carrier, const char *word);

/* --- one row --- */

struct import_row {
	long long line;
	int64_t index;       /* of the rows of the file, from 0 */
	int part;            /* of several numbers in one cell; the first is 0 */
	const char *refused; /* why; NULL: it is good */
	const char *skipped;
	char **cell; /* as the file has them, cleaned */
	int ncells;
	bool repaired, doubtful;
	struct shipment shipment;
	bool has_event, undated; /* undated: a word about now, without a time */
	struct event event;
};

/* What every row of one file is read with. */
struct row_context {
	const struct column_plan *plan;
	struct names *names;
	const char *carrier, *account, *client, *label_source,
		*currency; /* where the file does not say */
	enum date_order order;
	const char **heading; /* as in the file */
	int nheadings;
	struct arena *scratch; /* given back after each row */
	/* something was not understood and is left out; the text is not kept */
	void (*note)(void *payload, const char *field, const char *text);
	void *payload;
};

enum { ROW_PARTS_MAX = 50 };

/*
 * Cells to rows: mostly one; several when a cell holds several numbers. Returns how many; texts
 * point into the cells or the arena. A row that cannot be taken says why in "refused".
 */
int row_read(struct import_row out[ROW_PARTS_MAX], const struct row_context *c, struct arena *a,
	     char *cells[], int n);

/* --- a file --- */

enum { LOT_ROWS = 2000 };

struct lot {
	struct arena a;
	struct import_row *row;
	int n, room;
	bool last;
};

/* What the first reading of a file found. */
struct survey {
	const char *sha256;
	const char **heading; /* as in the file */
	char **folded;
	int nheadings;
	int64_t rows, bytes;
	enum date_order order; /* as the file says itself */
};

struct import_reader {
	int fd;
	char separator;
	struct csv_stream csv;
	struct row_context context;
	struct arena scratch;
	int64_t rows;
};

/* A file that can be read twice: standard input is copied to a nameless file beside the desk. */
int import_file_open(int *fd, struct desk *desk, const char *path, struct err *err);

/* "plan" gives the columns of dates. ERR_INPUT: no CSV, no rows, too many. */
int survey_headings(struct survey *out, struct arena *a, int fd, struct err *err);
/* The file's hash and size; of a survey that has its headings. */
int survey_hash(struct survey *out, struct arena *a, int fd, struct err *err);
int survey_rows(struct survey *out, struct arena *a, int fd, const struct column_plan *plan,
		struct err *err);

int reader_open(struct import_reader *r, int fd, struct err *err);
void reader_close(struct import_reader *r); /* also of one that is all zeros */
/* The next rows; lot->last with the end of the file. The lot's arena is rewound first. */
int reader_next(struct lot *lot, struct import_reader *r, struct err *err);
void lot_release(struct lot *lot);

/* --- refused rows --- */

struct refused {
	const char *path; /* NULL: none is wanted */
	char *temporary;
	void *file; /* FILE *, opened with the first row */
	const char **heading;
	int nheadings;
};

int refused_put(struct refused *r, struct arena *a, const struct import_row *row,
		const char *reason, struct err *err);
/* In place under its name when rows were put; taken away when "keep" is false. */
int refused_end(struct refused *r, bool keep, struct err *err);

/* --- into the desk --- */

struct import_job {
	struct desk *desk;
	const struct import_options *options;
	struct import_report *out;
	struct arena *a;      /* lives as long as the report */
	struct import import; /* its row as written last */
	const struct survey *survey;
	int64_t resume_at; /* rows that an earlier run wrote already */
	struct refused refused;
	struct seen *seen;               /* dry run: the parcels of this file */
	int size;                        /* rows that fit into one transaction */
	enum import_outcome row_outcome; /* of the row's first part */
};

/* Write a whole lot, in short transactions; the last lot also completes the import. */
int lot_write(struct import_job *job, const struct lot *lot, struct err *err);
/* Say what would be done. */
int lot_preview(struct import_job *job, struct lot *lot, struct err *err);
void seen_release(struct seen *seen);

/* Fields that a known parcel may learn from a row. */
struct fill_place {
	const char *field; /* as in the schema, without _cents */
	enum { FILL_TEXT, FILL_DAY, FILL_MONEY } type;
	size_t offset; /* in struct shipment */
};
extern const struct fill_place fill_places[];
extern const int fill_places_n;

bool fill_known(const struct shipment *s, const struct fill_place *p);
/* In words, in the arena. */
const char *fill_text(struct arena *a, const struct shipment *s, const struct fill_place *p);

/* The desk's windows and words of every case on this parcel, after it changed. */
int parcel_cases_refresh(struct tx *tx, struct arena *a, const struct shipment *s, struct err *err);

/* Which of these is the row's parcel. 1 found, 0 none, -1 they cannot be told apart (*why). */
int parcel_match(const struct parcel **found, const char **why, const struct parcel parcels[],
		 int n, const struct shipment *s);

#endif
