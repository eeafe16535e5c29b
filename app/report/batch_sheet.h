/*
 * batch_sheet.h - the first rows of a carrier's own sheet, a workbook or CSV, as CSV
 *
 * Inner header of app/report. A workbook comes from strangers: it is opened behind a fence, by
 * waylaid-decode (decode/rows.h).
 */
#ifndef APP_REPORT_BATCH_SHEET_H
#define APP_REPORT_BATCH_SHEET_H

#include <stddef.h>

struct arena;
struct batch_sheet;
struct err;

/* ERR_INPUT: neither, broken, too large. */
int batch_sheet_read(char **csv, size_t *len, struct arena *a, const struct batch_sheet *sheet,
		     struct err *err);

#endif
