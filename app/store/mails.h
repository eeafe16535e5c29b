/*
 * mails.h - contacts by the e-mail that they were read from
 */
#ifndef APP_STORE_MAILS_H
#define APP_STORE_MAILS_H

#include <stdint.h>

struct err;
struct snap;

/* The contact of a message; 0: none. */
int contact_of_message(int64_t *id, struct snap *snap, const char *message_id, struct err *err);

#endif
