/*
 * events_doc.h - what came of tracking, and of files with tracking events, as data
 */
#ifndef APP_VIEW_EVENTS_DOC_H
#define APP_VIEW_EVENTS_DOC_H

#include <stdbool.h>

#include "domain/events_taken.h"

struct arena;
struct node;

/*
 * One parcel into a list: tracking_number case outcome new_events gone_events status status_text
 * message.
 */
void tracked_node(struct arena *a, struct node *list, const struct tracked *t);

/*
 * All files of one run: items (parcels as above; of a dry run with "events") unknown:[NUMBER]
 * refusals:[{file line tracking_number reason}] files:[{file format source rows created refused
 * note error}] count rows created refused dry_run; format and source of the first. Keeps texts.
 */
struct events_doc {
	struct arena *a;
	struct node *doc, *items, *unknown, *refusals, *files;
	int nfiles;
	int64_t count, rows, created, refused, nunknown;
};
void events_doc_begin(struct events_doc *d, struct arena *a);
void events_doc_add(struct events_doc *d, const char *path, const struct events_report *r);
/* A file that could not be read. */
void events_doc_fail(struct events_doc *d, const char *path, const char *why);
void events_doc_end(struct events_doc *d, bool dry_run);

#endif
