/*
 * api.h - what programs get below /api besides what pages show
 *
 * The same documents as the command line's --json, with versions to hold edits against and lists
 * that go on.
 */
#ifndef APP_WEB_API_H
#define APP_WEB_API_H

#include "view/list_doc.h"
#include "web/page.h"

enum { API_ROWS = 50, API_ROWS_MAX = 500 };

/*
 * The register: at most "limit" rows behind the row that "after" stands for. "next" of the document
 * and the Link header are the address of what follows, null and not there at the end.
 */
route_handler api_cases;
/* A program may name a saved view, which is read: not while a snapshot is open. */
int register_query(struct list_query *q, struct web_call *c, struct err *err);
void copy_row(struct arena *a, struct node *list, const struct node *row);

/*
 * A list that is ranked anew each time goes on by counting: "limit" rows behind the first "after".
 * A page has its first rows alone.
 */
struct piece {
	int from, limit;
};
enum { PIECE_FROM_MAX = 5000 };
int piece_take(struct piece *p, struct web_call *c, int rows, struct err *err);
/* Cuts off what comes before it and behind it. "next" as in the register. */
void piece_cut(const struct piece *p, struct web_call *c, struct node *doc);

/*
 * A case with its ETag: "VERSION-DIGEST". 304 without the document when If-None-Match has it. In
 * If-Match the version alone counts: a call that was logged is in nobody's way.
 */
int answer_case(struct web_call *c, unsigned status, struct node *doc, struct err *err);

/*
 * What is read and is no case, with an ETag of its bytes, and a Link header when the document has a
 * "next": its address.
 */
int answer_reading(struct web_call *c, const struct node *doc, struct err *err);

/* What may be done to many at once, to a person, and to a saved view: of their forms. */
enum { BULK_ACTS = 4, PERSON_ACTS = 6, VIEW_ACTS = 2 };
extern const char *const bulk_act_names[BULK_ACTS], *const person_act_names[PERSON_ACTS],
							    *const view_act_names[VIEW_ACTS];

/* The version that an edit saw: of If-Match (0 for "*"), else of the field. ERR_INPUT: neither. */
int version_seen(int32_t *seen, struct web_call *c, struct err *err);

/*
 * Somebody else was quicker ("wrong" says so): what was sent and how it is now. 412 when
 * the version came by If-Match, else 409.
 */
int answer_conflict(struct web_call *c, const struct err *wrong, make_doc *make, struct err *err);

#endif
