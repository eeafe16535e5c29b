/*
 * letter_doc.h - a letter about a case: its words, what was not known, what goes with it
 *
 * Templates are reports/letters/NAME.mustache, embedded; a file of that name in the folder
 * "letters" among the user's settings stands instead. The first line is "Subject: ...". What they
 * may use:
 *
 *   case number tracking_number today carrier service from to from_line to_line sender recipient
 *   contents weight order mailed_on accepted_on expected_on delivered_on value insured postage
 *   insurer label_source account: of the parcel, empty when unknown
 *   need.X: the same, but unknown it is a blank to fill in, which is also listed
 *   problem {is, name, damaged, missing_contents}; last_scan {text, place, on}; silence
 *   window {opens_on, closes_on, why, unknown_because, unconfirmed, may_open}: of the claim
 *   claim {number, route, state, reference, amount, amount_note, goods, discount, postage, repair,
 *   salvage, cap, filed_on, decided_on, reason, answer_due_on, late, denied, how}
 *   denial {title, rebuttal, source, unconfirmed, evidence [{kind, files}], missing [{kind}]}
 *   promises [{what, due_on, said_on, who, reference, broken}]: broken and overdue ones
 *   requests [{kind, reference, filed_on, answered_on, answer, due_on, open, late}]
 *   contradictions [{on, who, said, other_on, other_who, other_said, note}]
 *   evidence [{name, kind}]; done [text]; coming [text]
 *   signing {on, why, unknown_because, unconfirmed}
 *   fields [{field, value, limit, length, over}]: of a form, from reports/letters/forms.csv
 */
#ifndef APP_VIEW_LETTER_DOC_H
#define APP_VIEW_LETTER_DOC_H

#include <stdint.h>

#include "base/moment.h"
#include "view/letter_kind.h"

struct arena;
struct err;
struct evidence;
struct node;
struct snap;

struct letter {
	const struct letter_kind *kind;
	int64_t case_id;
	const char *to; /* e-mail address, where one is known; NULL */
	const char *subject;
	const char *body;   /* paragraphs with empty lines between, lines as long as they are */
	const char **blank; /* what had to be left blank, in words */
	int nblanks;
	const char **note; /* what else the sender should know, in words */
	int nnotes;
	const struct evidence *attach;
	int nattach;
};

struct letter_query {
	int64_t case_id;
	const struct letter_kind *kind;
	int claim; /* 0: the one it can be about */
};

/* ERR_STATE: the letter makes no sense for this case, and why. ERR_INPUT: a broken template. */
int letter_doc(struct letter *out, struct snap *snap, struct arena *a,
	       const struct letter_query *query, const struct moment *moment, struct err *err);

/* Which letters fit the case and why others do not: items {kind, title, fits, because}. */
int letter_list_doc(struct node **out, struct snap *snap, struct arena *a, int64_t case_id,
		    const struct moment *moment, struct err *err);

/* The whole letter as a tree: what --json prints. */
struct node *letter_node(struct arena *a, const struct letter *l);

/* The page around a letter, rendered: letters/page.mustache with subject and blocks. */
struct buf;
int letter_page(struct buf *to, struct arena *a, const struct letter *l, struct err *err);

#endif
