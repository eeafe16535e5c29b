#include "domain/number_word.h"

#include <string.h>

#include "base/utf8.h"
#include "domain/number_formats.h"

enum { BLANKS_MAX = 3 };

enum kind { KIND_HARD, KIND_WORD, KIND_BLANK, KIND_DASH, KIND_LINE, KIND_UNSEEN };

struct sign {
	enum kind kind;
	char c; /* KIND_WORD: as a capital or digit */
	bool small;
	size_t len;
};

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

static bool is_unseen(uint32_t cp)
{
	return cp == 0xad || (cp >= 0x200b && cp <= 0x200f) || (cp >= 0x202a && cp <= 0x202e) ||
	       (cp >= 0x2060 && cp <= 0x206f) || (cp >= 0xfe00 && cp <= 0xfe0f) || cp == 0xfeff;
}

static struct sign ascii_sign(const char *s, size_t n)
{
	char c = *s;

	if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'))
		return (struct sign){ KIND_WORD, c, false, 1 };
	if (c >= 'a' && c <= 'z')
		return (struct sign){ KIND_WORD, (char)(c - 'a' + 'A'), true, 1 };
	switch (c) {
	case ' ':
	case '(':
	case ')':
	case 0x1d:
		return (struct sign){ KIND_BLANK, 0, false, 1 };
	case '-':
	case '.':
	case '_':
		return (struct sign){ KIND_DASH, 0, false, 1 };
	case '\r':
		return (struct sign){ n > 1 && s[1] == '\n' ? KIND_UNSEEN : KIND_HARD, 0, false,
				      1 };
	case '\n':
		return (struct sign){ KIND_LINE, 0, false, 1 };
	case '%': /* %2C in a link */
		return (struct sign){ KIND_HARD, 0, false,
				      n > 2 && is_hex(s[1]) && is_hex(s[2]) ? 3 : 1 };
	case '=': /* =3D in a mail that was not decoded */
		return (struct sign){ KIND_HARD, 0, false,
				      n > 2 && s[1] == '3' && s[2] == 'D' ? 3 : 1 };
	default:
		return (struct sign){ KIND_HARD, 0, false, 1 };
	}
}

static struct sign sign_at(const char *s, size_t n)
{
	struct sign out = { .kind = KIND_HARD };
	size_t bad = 1;
	uint32_t cp;
	int c;

	if ((unsigned char)*s < 0x80)
		return ascii_sign(s, n);
	out.len = utf8_decode(&cp, s, n, &bad);
	if (out.len == 0) {
		/* The blank that does not break, of a text in Latin-1. */
		out.kind = (unsigned char)*s == 0xa0 ? KIND_BLANK : KIND_HARD;
		out.len = out.kind == KIND_BLANK ? 1 : bad;
		return out;
	}
	c = number_fold(cp);
	if (c == '\0') {
		out.kind = is_unseen(cp)                  ? KIND_UNSEEN
			   : cp == 0x2028 || cp == 0x2029 ? KIND_HARD
							  : KIND_BLANK;
	} else if (c == '-') {
		out.kind = KIND_DASH;
	} else if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) {
		out.kind = KIND_WORD;
		out.c = (char)c;
	}
	return out;
}

static size_t skip_gap(enum number_gap *gap, const char *text, size_t len, size_t at)
{
	int blanks = 0, dashes = 0, lines = 0;
	bool hard = at == 0;

	while (at < len) {
		struct sign sign = sign_at(text + at, len - at);

		if (sign.kind == KIND_WORD)
			break;
		blanks += sign.kind == KIND_BLANK;
		dashes += sign.kind == KIND_DASH;
		lines += sign.kind == KIND_LINE;
		hard |= sign.kind == KIND_HARD;
		at += sign.len;
	}
	if (hard || blanks > BLANKS_MAX || dashes + lines > 1)
		*gap = GAP_HARD;
	else if (lines)
		*gap = GAP_LINE;
	else if (blanks && !dashes)
		*gap = GAP_BLANK;
	else if (dashes && !blanks)
		*gap = GAP_DASH;
	else
		*gap = GAP_HARD;
	return at;
}

/* 790535312317.0: a spreadsheet's way to write a number that it has not spoilt. */
static size_t skip_fraction(const char *text, size_t len, size_t at)
{
	size_t zeros = 0;

	if (at >= len || text[at] != '.')
		return at;
	while (zeros < 3 && at + 1 + zeros < len && text[at + 1 + zeros] == '0')
		zeros++;
	if (zeros < 1 || zeros > 2)
		return at;
	if (at + 1 + zeros < len) {
		enum kind next = sign_at(text + at + 1 + zeros, len - at - 1 - zeros).kind;

		if (next == KIND_WORD || next == KIND_DASH)
			return at;
	}
	return at + 1 + zeros;
}

/* ]C1, ]d2: what a scanner says of the symbol, not of the parcel. */
static void drop_symbology(struct number_word *w, const char *text)
{
	if (w->at == 0 || text[w->at - 1] != ']' || w->n <= 3 || w->n > WORD_MAX || w->s[0] < 'A' ||
	    w->s[1] > '9')
		return;
	w->n -= 2;
	memmove(w->s, w->s + 2, w->n + 1);
	w->at += 2;
}

bool number_word_next(struct number_word *w, const char *text, size_t len, size_t at)
{
	size_t digits;

	*w = (struct number_word){ .n = 0 };
	w->at = at = skip_gap(&w->before, text, len, at);
	if (at >= len)
		return false;
	while (at < len) {
		struct sign sign = sign_at(text + at, len - at);

		if (sign.kind != KIND_WORD && sign.kind != KIND_UNSEEN)
			break;
		at += sign.len;
		if (sign.kind == KIND_UNSEEN)
			continue;
		w->small |= sign.small;
		if (w->n <= WORD_MAX)
			w->s[w->n++] = sign.c;
	}
	w->s[w->n] = '\0';
	w->end = at;
	drop_symbology(w, text);
	digits = strspn(w->s, "0123456789");
	w->digits = digits == w->n;
	w->letters = strcspn(w->s, "0123456789") == w->n;
	if (w->digits)
		w->end = skip_fraction(text, len, at);
	return true;
}
