/*
 * email.h - what a carrier's e-mail says of a parcel: a hint, for anyone can write one
 *
 * Takes a mail that is opened already (decode/mail.h does that, fenced). The number is that of the
 * body, the subject's only where the body has none; the status is a heading, a sentence or the
 * subject; day and place are those of the sentence, never the day on which the mail was sent.
 */
#ifndef APP_CARRIER_EMAIL_H
#define APP_CARRIER_EMAIL_H

#include "carrier/paste.h"

struct email {
	const char *from; /* the address alone: "auto-reply@usps.com"; NULL: none */
	const char *subject;
	const char *sent; /* as the header has it; NULL */
	/* the newest Authentication-Results header, which one's own server wrote; NULL: none */
	const char *authentication;
	const char *text; /* plain part, or NULL */
	const char *html; /* the HTML part as lines, or NULL */
};

/* One slip; out->note says who sent it and what vouches for that. ERR_INPUT, ERR_AMBIGUOUS. */
int email_read(struct slips *out, struct arena *a, const struct email *mail,
	       const struct paste_given *given, struct err *err);

/* Whose domain an address is of: "usps" for auto-reply@usps.com; NULL: no carrier's. */
const char *email_carrier(const char *address);

/* Does the text begin like a mail: header lines, From among them? */
bool email_is(const char *bytes, size_t len);

#endif
