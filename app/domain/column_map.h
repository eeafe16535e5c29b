/*
 * column_map.h - which column of somebody's CSV file is what
 *
 * A map is data (reports/maps, or a user's own file): an .ini with the headings that tell the file
 * from others, the headings of each field, and what the words in the cells mean. Columns are found
 * by heading, never by position. Pure: a parsed ini in, a plan for one file out.
 *
 *	[map]        title, source, source_date, confidence; known_by = headings that the file must
 *	             have; dates = mdy|dmy (only where the file does not say it itself);
 *	             weight_unit; currency; without_number = skip|refuse
 *	[columns]    field = heading | another heading: the first that is filled counts
 *	[constants]  field = value, where no column says it
 *	[status]     words = canonical status, and a trouble behind a blank
 *	[skip]       when = heading is words | words; when = heading is not words. A star at either
 *	             end of words stands for anything
 */
#ifndef APP_DOMAIN_COLUMN_MAP_H
#define APP_DOMAIN_COLUMN_MAP_H

#include <stdbool.h>

#include "domain/date_form.h"
#include "domain/shipment.h"

struct arena;
struct err;
struct ini;

enum map_field {
	FIELD_TRACKING_NUMBER,
	FIELD_CARRIER,
	FIELD_SERVICE,
	FIELD_MAILED_ON,
	FIELD_EXPECTED_ON,
	FIELD_DELIVERED_ON,
	FIELD_TO, /* a whole address in one cell */
	FIELD_TO_NAME,
	FIELD_TO_COMPANY,
	FIELD_TO_LINE1,
	FIELD_TO_LINE2,
	FIELD_TO_LINE3,
	FIELD_TO_CITY,
	FIELD_TO_STATE,
	FIELD_TO_ZIP,
	FIELD_TO_COUNTRY,
	FIELD_FROM,
	FIELD_FROM_NAME,
	FIELD_FROM_COMPANY,
	FIELD_FROM_LINE1,
	FIELD_FROM_LINE2,
	FIELD_FROM_LINE3,
	FIELD_FROM_CITY,
	FIELD_FROM_STATE,
	FIELD_FROM_ZIP,
	FIELD_FROM_COUNTRY,
	FIELD_CONTENTS,
	FIELD_WEIGHT,
	FIELD_ORDER_NUMBER,
	FIELD_VALUE,
	FIELD_INSURED,
	FIELD_POSTAGE,
	FIELD_CURRENCY,
	FIELD_INSURER,
	FIELD_LABEL_SOURCE,
	FIELD_ACCOUNT,
	FIELD_CLIENT,       /* whose parcel it is, when we ship for others */
	FIELD_EVENT_STATUS, /* a word of the platform: see [status] */
	FIELD_EVENT_TEXT,   /* the carrier's own words */
	FIELD_EVENT_CODE,
	FIELD_EVENT_AT,
	FIELD_EVENT_PLACE,
	FIELD_NVALUES
};
extern const char *const map_field_names[FIELD_NVALUES]; /* tracking_number ... */
bool map_field_is_date(enum map_field field);

enum { MAP_HEADINGS_MAX = 6, MAP_KNOWN_MAX = 12, MAP_SKIPS_MAX = 12, MAP_WORDS_MAX = 64 };

struct map_headings {
	const char *heading[MAP_HEADINGS_MAX]; /* folded by heading_fold() */
	int n;
};

struct map_skip {
	const char *heading; /* folded */
	const char *words;   /* "*refund*|void", folded */
	bool unless;         /* "is not" */
};

struct map_word {
	const char *word; /* folded */
	enum status status;
	enum trouble trouble;
};

struct column_map {
	const char *name; /* "pirate_ship" */
	const char *title, *source, *source_date, *confidence;
	const char *weight_unit, *currency;
	const char *known_by[MAP_KNOWN_MAX]; /* folded */
	int nknown;
	struct map_headings field[FIELD_NVALUES];
	const char *constant[FIELD_NVALUES];
	enum date_order dates;
	bool skip_without_number;
	struct map_skip skip[MAP_SKIPS_MAX];
	int nskips;
	struct map_word word[MAP_WORDS_MAX];
	int nwords;
};

/* ERR_INPUT names the line and what may stand there. Texts are the arena's. */
int column_map_read(struct column_map *out, struct arena *a, const char *name,
		    const struct ini *ini, struct err *err);

/* A heading as it is compared: trimmed, unwrapped, small letters, one blank between words. */
char *heading_fold(struct arena *a, const char *heading);

/* The same cell without ="...", a spreadsheet's leading ' and white space around; in place. */
char *cell_clean(char *cell);

/* A map bound to the headings of one file. */
struct column_plan {
	const struct column_map *map;
	short column[FIELD_NVALUES][MAP_HEADINGS_MAX];
	short ncolumns[FIELD_NVALUES];
	short skip[MAP_SKIPS_MAX]; /* -1: the file has no such column */
};

/*
 * How well a map knows the file: the number of its known_by headings, when all are there; 0 for a
 * map that names none but finds a tracking number; -1: another file. headings are folded.
 */
int column_map_fit(const struct column_map *map, char *const headings[], int n);

/*
 * The best of several maps; NULL in *out with ERR_INPUT (none; the headings are named) or
 * ERR_AMBIGUOUS (two are as good).
 */
int column_map_choose(const struct column_map **out, struct arena *a,
		      const struct column_map *const maps[], int nmaps, char *const headings[],
		      int n, struct err *err);

/* ERR_INPUT when the file has no column for the tracking number. */
int column_plan_make(struct column_plan *out, const struct column_map *map, char *const headings[],
		     int n, struct err *err);

/* The field's cell in this row: the first that is filled; else the constant; else NULL. */
const char *column_plan_cell(const struct column_plan *plan, enum map_field field,
			     char *const cells[], int n);
/* The column whose cell says that this row is no parcel; -1: the row counts. cells are cleaned. */
int column_plan_skips(const struct column_plan *plan, char *const cells[], int n);

/* The canonical status of a platform's word; NULL: the map does not know it. */
const struct map_word *column_map_word(const struct column_map *map, const char *word);

#endif
