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
int register_query(struct list_query *q, struct web_call *c, struct err *err);
void copy_row(struct arena *a, struct node *list, const struct node *row);

/*
 * A case with its ETag: "VERSION-DIGEST". 304 without the document when If-None-Match has it. In
 * If-Match the version alone counts: a call that was logged is in nobody's way.
 */
int answer_case(struct web_call *c, unsigned status, const struct node *doc, struct err *err);

/* The version that an edit saw: of If-Match (0 for "*"), else of the field. ERR_INPUT: neither. */
int version_seen(int32_t *seen, struct web_call *c, struct err *err);

/*
 * Somebody else was quicker ("wrong" says so): what was sent and the case as it is now. 412 when
 * the version came by If-Match, else 409.
 */
int answer_conflict(struct web_call *c, const struct err *wrong, make_doc *make, struct err *err);

#endif
