/*
 * next_doc.h - the morning list as data, with what to do and the command to run
 */
#ifndef APP_VIEW_NEXT_DOC_H
#define APP_VIEW_NEXT_DOC_H

#include "base/moment.h"
#include "domain/snooze.h"
#include "store/next.h"

struct arena;
struct err;
struct next_call;
struct node;
struct snap;

/*
 * {"items":[...],"count":N,"resting":N,"resting_until":DAY}, most urgent first. Keys of an item:
 * line kind case tracking_number carrier problem owner client due_on days_left at_risk what command
 * after call snoozed_until snooze_reason. "line" names it for a snooze: "promise/7". "command" runs
 * as it is, or exits 2 and names the one fact that only a person knows; "after" are commands for
 * what comes of it; "call" are the cases that one call to the carrier is about, null when it is
 * about this one alone, or none is to be made. at_risk is null when the money is unknown.
 */
int next_doc(struct node **out, struct snap *snap, struct arena *a, const struct moment *moment,
	     const struct next_query *query, struct err *err);

/* One line, as an item of the list; call: NULL for none. */
void next_item_node(struct arena *a, struct node *item, const struct next_row *row,
		    const struct next_call *call, daynum today);

/* {"case","items","count"}: lines of one case that were let rest, or woken. */
struct node *next_lines_doc(struct arena *a, int64_t case_id, const struct next_rows *rows,
			    daynum today);

/*
 * "snoozes" of a case: [{line,until,reason,snoozed_by}], also those whose day has passed; a line
 * that was woken rested until that day.
 */
void snoozes_node(struct arena *a, struct node *doc, const struct snooze *snooze, int n);

#endif
