/*
 * mails.h - contacts by the e-mail that they were read from, and the words by which one is known
 */
#ifndef APP_STORE_MAILS_H
#define APP_STORE_MAILS_H

#include <stdint.h>

#include "domain/mail_words.h"

struct arena;
struct err;
struct snap;

/*
 * The words by which mails are known: those of the facts, or of mail_senders.csv and
 * mail_phrases.csv in the folder of the settings, which stand instead of them.
 */
int mail_words_get(struct mail_words *out, struct arena *a, struct err *err);

/* The contact of a message; 0: none. */
int contact_of_message(int64_t *id, struct snap *snap, const char *message_id, struct err *err);

#endif
