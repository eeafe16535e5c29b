/*
 * dial_doc.h - whom to call about a case: without a queue, by phone, and by which keys
 */
#ifndef APP_VIEW_DIAL_DOC_H
#define APP_VIEW_DIAL_DOC_H

#include "base/moment.h"
#include "domain/call_stage.h"

struct arena;
struct case_rows;
struct err;
struct node;
struct snap;

/* How far the case is for whoever calls about it. */
enum call_stage case_call_stage(const struct case_rows *c);

/*
 * "dial" of the map "doc": self_service and self_service_purpose (the page that this problem wants
 * at this stage; null: none is known), number purpose hours zone confidence open_now when opens_at
 * closes_at holidays_stated, dialed_last_time keypad_last_time, and keypad_from_case and keypad_at
 * where the path is another case's; "phones" and "links": all that the facts have.
 */
int dial_node(struct arena *a, struct node *doc, struct snap *snap, const struct case_rows *c,
	      const struct moment *moment, struct err *err);

#endif
