/*
 * mail_words.h - what an e-mail says by its sender and its words: whose it is, and what it may mean
 *
 * The words are those of schema/facts/mail_senders.csv and mail_phrases.csv. Whoever writes to us
 * decides what stands in a mail: a meaning is only ever proposed.
 */
#ifndef APP_DOMAIN_MAIL_WORDS_H
#define APP_DOMAIN_MAIL_WORDS_H

#include <stdbool.h>

#include "domain/contact.h"

struct arena;
struct err;

/* The graver first: a denial thanks for the claim as well. */
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
	MAIL_DECISION_LETTER, /* of words in the name of an attachment */
	MAIL_MEANING_NVALUES
};
/*
 * nothing denied partly_approved paid approved needs_info no_record not_found found acknowledged
 * decision_letter
 */
extern const char *const mail_meaning_names[MAIL_MEANING_NVALUES];

struct mail_sender {
	const char *domain; /* in small letters; those below it are meant, too */
	enum party party;
};

struct mail_phrase {
	const char *phrase; /* in small letters, one blank between words */
	enum mail_meaning meaning;
};

struct mail_words {
	struct mail_sender *sender;
	struct mail_phrase *phrase;
	int nsenders, nphrases;
};

/*
 * From the text of a CSV with the headings domain and party, or phrase and means; others are passed
 * over. In the arena. ERR_INPUT with the line: a code that is not known, a heading that is missing,
 * more than 2000 rows.
 */
int mail_senders_read(struct mail_words *out, struct arena *a, const char *csv, struct err *err);
int mail_phrases_read(struct mail_words *out, struct arena *a, const char *csv, struct err *err);

/* Whose address it is, by its domain; PARTY_RECIPIENT where no row knows it. NULL: likewise. */
enum party mail_party(const struct mail_words *w, const char *address);

/*
 * The gravest meaning that has a phrase in the text, whatever its case and white space. *phrase:
 * the words that say so. NULL means nothing.
 */
enum mail_meaning mail_meaning_of(const struct mail_words *w, const char *text,
				  const char **phrase);

/* Does a file with this name look like the letter with a decision? */
bool mail_is_decision(const struct mail_words *w, const char *file_name);

#endif
