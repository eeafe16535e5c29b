#include "web/qr.h"

#include <errno.h>
#include <qrencode.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum { EDGE = 4 }; /* modules */

/* Each run of dark modules of a row is one piece of the path. */
static void put_row(struct buf *out, const QRcode *code, int y)
{
	const unsigned char *row = code->data + (size_t)y * (size_t)code->width;

	for (int x = 0, to; x < code->width; x = to + 1) {
		for (to = x; to < code->width && (row[to] & 1); to++)
			;
		if (to > x)
			buf_printf(out, "M%d %dh%dv1h-%dz", x + EDGE, y + EDGE, to - x, to - x);
	}
}

int qr_svg(struct buf *out, const char *text, const char *title, struct err *err)
{
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	int size;

	if (!code && errno == ENOMEM)
		out_of_memory();
	if (!code)
		return err_set(err, ERR_INPUT, "the text is too long for a QR code");
	size = code->width + 2 * EDGE;
	buf_printf(out,
		   "<svg class=\"qr\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
		   "role=\"img\" shape-rendering=\"crispEdges\"><title>%s</title>"
		   "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/><path fill=\"#000\" d=\"",
		   size, size, title, size, size);
	for (int y = 0; y < code->width; y++)
		put_row(out, code, y);
	buf_puts(out, "\"/></svg>");
	QRcode_free(code);
	return buf_check(out, "the QR code", err);
}
