/*
 * mail_taken.h - what came of an e-mail that was taken in
 */
#ifndef APP_DOMAIN_MAIL_TAKEN_H
#define APP_DOMAIN_MAIL_TAKEN_H

#include "domain/contact.h"
#include "domain/evidence.h"

enum mail_outcome {
	MAIL_LOGGED,
	MAIL_KNOWN,   /* it was taken before */
	MAIL_NO_CASE, /* names no case, or one that is not here */
	MAIL_SEVERAL, /* names several */
	MAIL_OUTCOME_NVALUES
};
extern const char
	*const mail_outcome_names[MAIL_OUTCOME_NVALUES]; /* logged known no_case several */

/* What a person may want to say next; nothing of it was done. */
struct mail_proposal {
	const char *text;    /* "looks like a denial: \"claim has been denied\"" */
	const char *command; /* to run as it is, or with the fact in capitals; NULL */
};

struct mail_taken {
	enum mail_outcome outcome;
	int64_t contact_id;  /* logged, or known as */
	int64_t casefile_id; /* logged on */
	int64_t *cases;      /* that it names, when there are several */
	int ncases;
	const char *by; /* what led to them: "tracking number 9400..."; NULL: --case or nothing */
	const char *from, *subject;
	enum direction direction;
	enum party party;
	instant at;
	struct evidence *file; /* the original first; what the case had already is in it, too */
	int nfiles;
	int left; /* parts and attachments that are in the original alone */
	struct mail_proposal proposal[2];
	int nproposals;
	const char *note; /* for people, or NULL: the time is unknown */
};

#endif
