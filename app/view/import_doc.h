/*
 * import_doc.h - what came of one list of parcels, as data
 */
#ifndef APP_VIEW_IMPORT_DOC_H
#define APP_VIEW_IMPORT_DOC_H

#include "domain/import.h"

struct arena;
struct node;

/*
 * Into the map "doc": file import map map_title map_confidence rows created merged refused skipped
 * refusals_file parcels filled new_events repaired doubtful resumed items:[{line outcome
 * tracking_number carrier mailed_on reason}] conflicts:[{line tracking_number field here file}]
 * conflicts_count carriers:[{carrier created merged}] not_understood:[{field text rows}]. "import"
 * is null when nothing was written; items are the first rows, then refused ones.
 */
void import_node(struct arena *a, struct node *doc, const struct import_report *r);

/* One that was: import what started_at by state rows created merged refused map file. */
void import_past_node(struct arena *a, struct node *n, const struct import_past *past);

/* One that was taken back: import file parcels emptied kept polls. */
struct node *import_undone_doc(struct arena *a, const struct import_undone *undone);

#endif
