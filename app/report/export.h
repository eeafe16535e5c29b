/*
 * export.h - cases as JSON and as CSV: whole files or none
 *
 * JSON: one case is the document of `show --json`; several are {"items":[...],"count":N}.
 *
 * CSV: one row a case. Scalars have their dotted names ("shipment.mailed_on"), money two columns
 * (".amount", ".currency"), a list one column with the number of its rows ("events.count"). The
 * columns are those of all cases together, in the order in which they are met. Unknown is empty.
 * For Excel it begins with a byte order mark.
 */
#ifndef APP_REPORT_EXPORT_H
#define APP_REPORT_EXPORT_H

#include "base/csv.h"

struct err;
struct node;

int export_json(const char *path, const struct node *const cases[], int n, struct err *err);
int export_csv(const char *path, const struct node *const cases[], int n, enum csv_flavour flavour,
	       struct err *err);

#endif
