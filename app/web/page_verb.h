/*
 * page_verb.h - the forms of the case page, and what they share
 *
 * Each form stands in a section; what is wrong with it is said there, and what was typed is there
 * again. The name of the section is its id in the page, and "in_NAME" the map with what was typed.
 */
#ifndef APP_WEB_PAGE_VERB_H
#define APP_WEB_PAGE_VERB_H

#include "domain/timer.h"
#include "web/page.h"

struct contact;

struct verb {
	const char *section; /* "claims" */
	make_doc *make;      /* what a program is answered */
};

/*
 * The answer to a form: rc is what its operation gave. A browser goes back to the section, or sees
 * the page again with what was wrong.
 */
int answer_verb(struct web_call *c, int rc, const struct verb *verb, struct err *err);

/* "case" and all about it: what programs are answered that changed something in it. */
int make_case_doc(struct node **out, struct snap *snap, struct web_call *c, struct err *err);

/* The same with what a call needs. */
int case_brief(struct node **out, struct snap *snap, struct web_call *c, struct err *err);

/* Values of the case page besides its document; "in" is the section that was refused, or NULL. */
int call_parts(struct web_call *c, struct node *page, const struct node *doc, struct err *err);
int claim_parts(struct web_call *c, struct node *page, struct node *doc, const char *in,
		struct err *err);

/* On each piece of evidence "elsewhere": {other}. In page_evidence.c. */
int evidence_parts(struct web_call *c, struct node *doc, struct err *err);

/* What a call's clock is told: start hold talk forget. */
enum { CALL_ACTS = 4 };
extern const char *const call_act_names[CALL_ACTS];

/* What came of a claim: file ack info approve deny appeal pay no_record withdraw expire edit. */
enum { CLAIM_FORM_ACTS = 11 };
extern const char *const claim_form_act_names[CLAIM_FORM_ACTS];

/* The call under way is what a contact notes: since when, how long, the number. */
void call_into_contact(struct contact *k, bool minutes_given, const struct timer *t, instant now);

/* 7 of "promise/7" or "12/7"; 0: it has none. */
int64_t number_behind_slash(const char *name);

/* The child of that name in a tree of ours, to be changed; NULL: there is none. */
struct node *own_node(struct node *doc, const char *name);

#endif
