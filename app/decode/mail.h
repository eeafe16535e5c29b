/*
 * mail.h - an untrusted e-mail in, its few useful texts out
 *
 * "waylaid-decode mail" takes one message (RFC 5322, MIME) on descriptor 0, goes behind the fence
 * before it reads the first byte, and ends as probe.h says, with the texts below on descriptor 1 in
 * the canonical form of base/hash.h: fields authentication, from, html, sent, subject, text; absent
 * ones are left out. All of it is UTF-8: transfer encodings, RFC 2047 words and character sets are
 * undone, HTML became lines of text. Attachments are not looked at; a forwarded message is.
 */
#ifndef APP_DECODE_MAIL_H
#define APP_DECODE_MAIL_H

#include <stddef.h>

struct arena;
struct buf;
struct err;

enum {
	MAIL_BYTES_MAX = 25 << 20, /* of the message: what mail servers take */
	MAIL_TEXT_MAX = 512 << 10, /* of each text handed on; the rest is cut */
	MAIL_LINE_MAX = 2000,      /* of a header handed on */
	MAIL_PARTS_MAX = 200,
	MAIL_DEPTH_MAX = 16,
	MAIL_CHARSETS = 11
};

/* NULL: not in the message. */
struct mail {
	const char *from; /* the address alone */
	const char *subject;
	const char *sent;
	const char *authentication; /* the uppermost of them */
	const char *text, *html;
};

/* What must be loaded before the fence closes: the library's tables, usual character sets. */
struct mail_tools {
	void *charset[MAIL_CHARSETS]; /* converters, kept open */
};

void mail_tools_init(struct mail_tools *t);
void mail_tools_release(struct mail_tools *t);

/* ERR_INPUT: no message, too large. While some tools are held. */
int mail_read(struct mail *out, struct arena *a, const void *bytes, size_t len, struct err *err);

void mail_put(struct buf *to, const struct mail *mail);

#endif
