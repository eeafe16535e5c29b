/*
 * batch_map.h - which field of a case goes into which column of a batch file
 *
 * An .ini as maps of imports are, read the other way round: reports/batch has our own, with every
 * field there is; a user's stand in the folder "batch" among the settings, or anywhere.
 *
 *	[map]        title, source, source_date, confidence; dates = ymd|mdy|dmy (in CSV)
 *	[columns]    field = heading | another spelling of it. Columns stand in this order; a
 *	             field may come twice. A field is one of the catalogue (claim_field.h), or a
 *	             name of your own that [constants] fills
 *	[constants]  field = value, where the case does not know it
 *	[words]      field.code = what the carrier's sheet calls it: reason.lost = Loss
 *	[required]   fields = field | field: a case that lacks one is refused, and why is said
 *	[limits]     field = most characters: a longer one is refused, too
 *
 * Given a carrier's own sheet, its headings decide which columns there are, and their order. They
 * stand in the first of its rows of which the map knows a heading: titles may stand above.
 */
#ifndef APP_REPORT_BATCH_MAP_H
#define APP_REPORT_BATCH_MAP_H

#include <stdbool.h>

#include "base/ini.h"

struct arena;
struct claim_field;
struct err;

enum { BATCH_COLUMNS_MAX = 200, BATCH_TEMPLATE_MAX = 16 << 20, BATCH_TEMPLATE_ROWS = 30 };

enum batch_dates { BATCH_YMD, BATCH_MDY, BATCH_DMY };

struct batch_column {
	const char *heading;   /* as it is written */
	const char *spellings; /* "a|b", folded; NULL: of the sheet's, unknown to the map */
	const char *name;      /* of the field; NULL: nothing fills it */
	const struct claim_field *field; /* NULL: a constant alone */
	const char *constant;            /* NULL: none */
	bool required;
	long long max; /* characters; 0: no limit */
};

struct batch_map {
	const char *name, *title;
	enum batch_dates dates;
	struct batch_column column[BATCH_COLUMNS_MAX];
	int n;
	struct ini ini; /* its [words] are looked up */
};

/* name: of a map, or a path to one. ERR_INPUT names the line, or the maps that there are. */
int batch_map_find(struct batch_map **out, struct arena *a, const char *name, struct err *err);

/* A workbook or CSV. decoder: path of waylaid-decode; NULL: no workbook can be read. */
struct batch_sheet {
	const char *path, *decoder;
};

/*
 * The columns of the sheet. Fields it has no column for go. ERR_INPUT: none of the first
 * BATCH_TEMPLATE_ROWS rows has a heading that the map knows.
 */
int batch_map_fit(struct batch_map *map, struct arena *a, const struct batch_sheet *sheet,
		  struct err *err);

/* "Loss" for reason and lost; NULL: the map has no word for it. */
const char *batch_map_word(const struct batch_map *map, struct arena *a, const char *field,
			   const char *code);

#endif
