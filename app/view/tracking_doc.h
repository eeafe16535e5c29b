/*
 * tracking_doc.h - what the carriers said of a parcel, and what they left unsaid
 *
 *   events    as they came; "gone_since": when an answer first lacked it, "signed_by"
 *   vanished  those, one row an answer: "gone_since", "asked" (whom), "events", "text"
 *   silence   "since" (scan, label, mailed, asked), "since_on" that day, "from" the same if it was
 *             a scan, "until" the scan that ended it, "days", "asked", "answered", "gone_scans",
 *             "open", "text"
 *   polls     each time that we asked: "asked" (whom), "gone_events", "answer_sha256"
 */
#ifndef APP_VIEW_TRACKING_DOC_H
#define APP_VIEW_TRACKING_DOC_H

#include "base/moment.h"
#include "store/read.h"

struct arena;
struct node;

/* One event into a list, as the carrier gave it: what every document says of it. */
struct node *event_node(struct arena *a, struct node *list, const struct event *e);
void events_node(struct arena *a, struct node *doc, const struct case_rows *c);
void vanished_node(struct arena *a, struct node *doc, const struct case_rows *c);
void silence_node(struct arena *a, struct node *doc, const struct case_rows *c,
		  const struct moment *moment);
void polls_node(struct arena *a, struct node *doc, const struct case_rows *c);

#endif
