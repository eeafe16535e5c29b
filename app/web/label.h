/*
 * label.h - what the fields of the pages are called on the pages, and errors in those words
 *
 * The operations name a field as the command line does, "--reason", and put what only helps who
 * types commands behind ERR_TYPED (base/err.h). A page says "Reason" and leaves the rest away.
 */
#ifndef APP_WEB_LABEL_H
#define APP_WEB_LABEL_H

#include "web/call.h"

/*
 * What stands beside the field of that name in the form that goes to the route: "/cases/:id/holds",
 * "/cases?" where it is part of an address (NULL: wherever it goes). '-' and '_' are the same.
 * NULL: no form has such a field.
 */
const char *field_label(const char *path, const char *name);
/* The same of the form that the call came from. */
const char *label_here(struct web_call *c, const char *name);

/* The error for a page: in the words of the form that the call came from. In the arena. */
const char *said_on_page(struct web_call *c, const struct err *err);
/* The same of a reason that was kept as text, in which a command may be named last. */
const char *text_on_page(struct web_call *c, const char *text);

/* How much of the text stands before ": waylaid edit 12 --mailed DATE". */
size_t before_command(const char *text);

/* Labels of the facts of a case, which stand in page_facts.c; NULL: it is none. */
const char *fact_label(const char *name);

#endif
