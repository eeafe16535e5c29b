/*
 * batch.h - many cases in one sheet, a row each, for a carrier or somebody else's desk
 *
 * Columns come from a map (batch_map.h). A case that lacks what the map requires is not written;
 * which, and why, is said. Numbers stay text, and no text is a formula: in CSV one that looks like
 * it gets an apostrophe. The file is written whole or not at all.
 */
#ifndef APP_REPORT_BATCH_H
#define APP_REPORT_BATCH_H

#include <stdint.h>

#include "base/csv.h"
#include "report/workbook.h"

struct arena;
struct batch_map;
struct err;

enum batch_form { BATCH_CSV, BATCH_XLSX };

struct batch_how {
	const struct batch_map *map;
	enum batch_form form;
	enum csv_flavour flavour; /* of CSV */
};

struct batch_refusal {
	int64_t casefile_id;
	const char *reason;
};

/* In the arena. */
struct batch_made {
	int rows;
	struct batch_refusal *refused;
	int nrefused;
	const char **empty; /* headings that no field fills */
	int nempty;
};

/* ERR_REFUSED: no case can be written, and why the first cannot. */
int batch_write(struct batch_made *out, struct arena *a, const char *path,
		const struct workbook_input *in, const struct batch_how *how, struct err *err);

#endif
