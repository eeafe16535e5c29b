/*
 * hold_doc.h - goods on hold: until when, and the tag that hangs on them
 */
#ifndef APP_VIEW_HOLD_DOC_H
#define APP_VIEW_HOLD_DOC_H

#include "store/read.h"

struct arena;
struct buf;
struct node;

/*
 * Why a hold may go now: "the claim was paid", "the case is closed", "2026-11-20 is past"; NULL
 * while it must be kept, or when it was released. An open claim keeps it past its day, too, and a
 * denied one may be appealed.
 */
const char *hold_may_go(struct arena *a, const struct hold *h, const struct case_rows *c,
			daynum today);

/* Those of the case that may go, at most "room"; returns how many were written. */
int holds_releasable(const struct hold *out[], int room, struct arena *a, const struct case_rows *c,
		     daynum today);

struct node *hold_node(struct arena *a, struct node *n, const struct hold *h);
struct node *hold_doc(struct arena *a, const struct hold *h); /* with its case before it */
/* {"case","released"}: how many of the case may go now. */
struct node *released_doc(struct arena *a, int64_t case_id, int released);
void holds_node(struct arena *a, struct node *doc, const struct case_rows *c, daynum today);

enum tag_form { TAG_TXT, TAG_HTML, TAG_SVG, TAG_NVALUES };
extern const char *const tag_form_names[TAG_NVALUES]; /* txt html svg: also the file's ending */

/*
 * A tag for each hold of the case that is kept (id 0), or for one, to be printed and hung on it.
 * Returns how many were written. doc: the case's document.
 */
int hold_tags(struct buf *out, struct arena *a, const struct node *doc, int64_t id,
	      enum tag_form form);

#endif
