#include "base/mime.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

/* An encoded word has 75 characters at most: 12 of them are "=?UTF-8?B??=". */
enum {
	LINE_MAX_CHARS = 76,
	WORD_BYTES = 45,
	WORD_FRAME = 12,
	BASE64_LINE = 57,
	NAME_PART = 40,
	NAME_SIMPLE = 60
};

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char hex[] = "0123456789ABCDEF";

/* --- base64 --- */

static void put_three(struct buf *to, const uint8_t *b, size_t n)
{
	uint32_t v = (uint32_t)b[0] << 16 | (n > 1 ? (uint32_t)b[1] << 8 : 0) | (n > 2 ? b[2] : 0);
	const char out[] = { digits[v >> 18], digits[v >> 12 & 63],
			     n > 1 ? digits[v >> 6 & 63] : '=', n > 2 ? digits[v & 63] : '=' };

	buf_put(to, out, sizeof out);
}

static void put_run(struct buf *to, const uint8_t *bytes, size_t n)
{
	for (; n; bytes += n < 3 ? n : 3, n -= n < 3 ? n : 3)
		put_three(to, bytes, n < 3 ? n : 3);
}

void mime_put_base64(struct buf *to, const void *bytes, size_t n)
{
	const uint8_t *at = bytes;

	while (n && !to->full) {
		size_t some = n < BASE64_LINE ? n : BASE64_LINE;

		put_run(to, at, some);
		buf_puts(to, "\r\n");
		at += some;
		n -= some;
	}
}

/* --- headers --- */

static bool is_control(char c)
{
	return (unsigned char)c < ' ' || c == 0x7f;
}

static bool is_plain(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s >= 0x7f)
			return false;
	return true;
}

/* ASCII, folded at blanks. "column" is where the line is. */
static void put_plain(struct buf *to, const char *s, size_t column)
{
	while (*s) {
		size_t blanks = 0, n = 0;

		while (s[blanks] && (s[blanks] == ' ' || is_control(s[blanks])))
			blanks++;
		while (s[blanks + n] && s[blanks + n] != ' ' && !is_control(s[blanks + n]))
			n++;
		if (!n)
			return;
		if (column + 1 + n > LINE_MAX_CHARS) {
			buf_puts(to, "\r\n");
			column = 0;
		}
		buf_putc(to, ' ');
		buf_put(to, s + blanks, n);
		column += 1 + n;
		s += blanks + n;
	}
}

/* Words of RFC 2047, a line each but for the first; no character is split. */
static void put_coded(struct buf *to, const char *s, size_t column)
{
	size_t room = (LINE_MAX_CHARS - 1 - WORD_FRAME - column) / 4 * 3;
	bool first = true;

	while (*s) {
		uint8_t piece[WORD_BYTES];
		size_t n = utf8_cut(s, first && room < WORD_BYTES ? room : WORD_BYTES);

		if (!n)
			n = 1;
		memcpy(piece, s, n);
		for (size_t i = 0; i < n; i++)
			if (is_control((char)piece[i]))
				piece[i] = ' ';
		buf_puts(to, first ? " =?UTF-8?B?" : "\r\n =?UTF-8?B?");
		put_run(to, piece, n);
		buf_puts(to, "?=");
		first = false;
		s += n;
	}
}

void mime_put_header(struct buf *to, const char *name, const char *text)
{
	buf_puts(to, name);
	buf_putc(to, ':');
	if (text && is_plain(text) && !strstr(text, "=?"))
		put_plain(to, text, strlen(name) + 1);
	else if (text)
		put_coded(to, text, strlen(name) + 1);
	buf_puts(to, "\r\n");
}

/* --- file names --- */

static bool is_name_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       c == '.' || c == '-' || c == '_';
}

/* filename*0*=UTF-8''...; filename*1*=... */
static void put_coded_name(struct buf *to, const char *name)
{
	int part = 0;

	for (const char *p = name; *p;) {
		size_t n = 0;

		buf_printf(to, ";\r\n filename*%d*=%s", part, part ? "" : "UTF-8''");
		part++;
		for (; *p && n < NAME_PART; p++) {
			if (is_name_char(*p)) {
				buf_putc(to, *p);
				n++;
				continue;
			}
			buf_putc(to, '%');
			buf_putc(to, hex[(unsigned char)*p >> 4]);
			buf_putc(to, hex[*p & 15]);
			n += 3;
		}
	}
}

void mime_put_attachment(struct buf *to, const char *name)
{
	bool simple = strlen(name) < NAME_SIMPLE;

	for (const char *p = name; *p; p++)
		simple &= is_name_char(*p) || *p == ' ';
	buf_puts(to, "Content-Disposition: attachment");
	if (simple)
		buf_printf(to, ";\r\n filename=\"%s\"", name);
	else
		put_coded_name(to, name);
	buf_puts(to, "\r\n");
}

/* --- quoted-printable --- */

static bool must_quote(const char *p)
{
	unsigned char c = (unsigned char)*p;

	if (c == ' ' || c == '\t')
		return p[1] == '\n' || p[1] == '\0';
	return c < ' ' || c >= 0x7f || c == '=';
}

void mime_put_quoted(struct buf *to, const char *text)
{
	size_t column = 0;

	for (const char *p = text; *p; p++) {
		size_t need = must_quote(p) ? 3 : 1;

		if (*p == '\n') {
			buf_puts(to, "\r\n");
			column = 0;
			continue;
		}
		if (column + need > LINE_MAX_CHARS - 1) {
			buf_puts(to, "=\r\n");
			column = 0;
		}
		if (need == 1) {
			buf_putc(to, *p);
		} else {
			buf_putc(to, '=');
			buf_putc(to, hex[(unsigned char)*p >> 4]);
			buf_putc(to, hex[*p & 15]);
		}
		column += need;
	}
}
