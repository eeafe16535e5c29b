/*
 * mail_doc.h - what came of an e-mail, as data
 */
#ifndef APP_VIEW_MAIL_DOC_H
#define APP_VIEW_MAIL_DOC_H

#include "domain/mail_taken.h"

struct arena;
struct node;

/*
 * Into the map "n": outcome subject from direction with at by case contact cases:[N]
 * evidence:[{evidence kind name media_type sha256 size}] left proposals:[{text command}] note
 * error. Numbers of what was not written are null.
 */
void mail_node(struct arena *a, struct node *n, const struct mail_taken *t);

#endif
