/*
 * qr.h - a text as a QR code (libqrencode), as one <svg>
 */
#ifndef APP_WEB_QR_H
#define APP_WEB_QR_H

struct buf;
struct err;

/*
 * Dark on light whatever the page's colours are, with the light edge of four modules that readers
 * want (ISO/IEC 18004); scales to the width it is given. "title" is what it is to who cannot see
 * it, and is not escaped. ERR_INPUT: the text is too long for a code.
 */
int qr_svg(struct buf *out, const char *text, const char *title, struct err *err);

#endif
