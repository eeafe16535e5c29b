/*
 * mail.h - an untrusted e-mail in, its few useful texts out
 *
 * "waylaid-decode mail" takes one message (RFC 5322, MIME) on descriptor 0, goes behind the fence
 * before it reads the first byte, and ends as probe.h says, with the texts below on descriptor 1 in
 * the canonical form of base/hash.h: fields at, authentication, from, html, message_id, sent,
 * subject, text, to; absent ones are left out. All of it is UTF-8: transfer encodings, RFC 2047
 * words and character sets are undone, HTML became lines of text. A forwarded message is looked
 * into.
 *
 * "waylaid-decode mail-files" gives the attachments, too: with.000.bytes, with.000.name,
 * with.000.type and so on behind the texts, and "without": how many parts and files were left out.
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
	MAIL_FILES_MAX = 100,
	MAIL_DEPTH_MAX = 16,
	MAIL_CHARSETS = 11
};

/* What was attached, its transfer encoding undone. */
struct mail_file {
	const char *name; /* as the sender says; NULL: without a name */
	const char *type; /* as the sender says: "application/pdf" */
	const void *bytes;
	size_t len;
};

/* NULL: not in the message. */
struct mail {
	const char *from;       /* the address alone */
	const char *to;         /* addresses alone, with blanks between */
	const char *message_id; /* without its brackets */
	const char *at;         /* of the Date header: seconds since 1970, as digits */
	const char *subject;
	const char *sent;
	const char *authentication; /* the uppermost of them */
	const char *text, *html;
	struct mail_file *file; /* only of mail_read_whole() */
	int nfiles;
	int nparts_left; /* parts that were not looked at, or attachments that are not in "file" */
};

/* What must be loaded before the fence closes: the library's tables, usual character sets. */
struct mail_tools {
	void *charset[MAIL_CHARSETS]; /* converters, kept open */
};

void mail_tools_init(struct mail_tools *t);
void mail_tools_release(struct mail_tools *t);

/* ERR_INPUT: no message, too large. While some tools are held. */
int mail_read(struct mail *out, struct arena *a, const void *bytes, size_t len, struct err *err);

/* The same with its attachments: at most MAIL_FILES_MAX. */
int mail_read_whole(struct mail *out, struct arena *a, const void *bytes, size_t len,
		    struct err *err);

/* With the attachments, if there are any. */
void mail_put(struct buf *to, const struct mail *mail);

#endif
