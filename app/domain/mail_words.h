/*
 * mail_words.h - what an e-mail says by its sender and its words: whose it is, and what it may mean
 *
 * Tables. Whoever writes to us decides what stands in a mail: a meaning is only ever proposed.
 */
#ifndef APP_DOMAIN_MAIL_WORDS_H
#define APP_DOMAIN_MAIL_WORDS_H

#include "domain/contact.h"

/* Whose address it is, by its domain; PARTY_RECIPIENT where no table knows it. NULL: likewise. */
enum party mail_party(const char *address);

enum mail_meaning {
	MAIL_NOTHING,
	MAIL_DENIED,
	MAIL_PARTLY_APPROVED,
	MAIL_PAID,
	MAIL_APPROVED,
	MAIL_NEEDS_INFO,
	MAIL_NO_RECORD,
	MAIL_NOT_FOUND,
	MAIL_FOUND,
	MAIL_ACKNOWLEDGED,
	MAIL_MEANING_NVALUES
};
/* nothing denied partly_approved paid approved needs_info no_record not_found found acknowledged */
extern const char *const mail_meaning_names[MAIL_MEANING_NVALUES];

/*
 * The first meaning of the table that has a phrase in the text, whatever its case and white space.
 * *phrase: the words that say so. NULL means nothing.
 */
enum mail_meaning mail_meaning_of(const char *text, const char **phrase);

#endif
