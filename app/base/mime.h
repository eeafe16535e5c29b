/*
 * mime.h - the pieces of an e-mail that is written: headers, file names, base64, quoted text
 *
 * Whatever text is given, no line of it ends a header: control characters become blanks. Lines end
 * in CR LF and are 76 characters at most, but for a header with a longer word of ASCII.
 */
#ifndef APP_BASE_MIME_H
#define APP_BASE_MIME_H

#include <stddef.h>

struct buf;

/* "Subject: text", folded; what is not ASCII as words of RFC 2047. NULL is an empty text. */
void mime_put_header(struct buf *to, const char *name, const char *text);

/*
 * "Content-Disposition: attachment" and the file's name: plain where letters, digits and blanks are
 * all of it, else by RFC 2231.
 */
void mime_put_attachment(struct buf *to, const char *name);

void mime_put_base64(struct buf *to, const void *bytes, size_t n);

/* A text as quoted-printable; its newlines become CR LF. */
void mime_put_quoted(struct buf *to, const char *text);

#endif
