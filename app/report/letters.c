#include "report/book.h"

#include <string.h>

#include "base/text.h"

enum { TOKEN_MAX = 120, FIRST = ' ', LAST = '~', MONO = 580, OTHER = 620, NARROW = 1000 };

/*
 * Advance widths of Arial in thousandths of its size, from ' ' to '~'. Calibri's are a tenth less;
 * the fonts that stand in for it where it is missing are not.
 */
/* clang-format off */
static const short arial[LAST - FIRST + 1] = {
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
};
/* clang-format on */

/* A word, or one blank or newline; never more than TOKEN_MAX bytes, never half a character. */
static size_t token(const char *s)
{
	size_t n = strcspn(s, " \n\t");

	if (n == 0)
		return 1;
	return n <= TOKEN_MAX ? n : utf8_cut(s, TOKEN_MAX);
}

static int width_of(const char *s, size_t n, bool mono)
{
	char other[TOKEN_MAX + 1];
	size_t nother = 0;
	int width = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c > LAST)
			other[nother++] = s[i];
		else if (c >= FIRST)
			width += mono ? MONO : arial[c - FIRST];
	}
	other[nother] = '\0';
	/* Of two columns: as wide as high. Of one: most are no wider than a capital. */
	return width + utf8_width(other) * (mono ? MONO : OTHER);
}

static size_t units_of(const char *s, size_t n)
{
	size_t units = 0;

	for (size_t i = 0; i < n; i++)
		if (((unsigned char)s[i] & 0xC0) != 0x80)
			units += (unsigned char)s[i] >= 0xF0 ? 2 : 1;
	return units;
}

size_t text_fit(const char *text, const struct room *room, int *used)
{
	int width = room->width > NARROW ? room->width : NARROW;
	size_t at = 0, n, left = room->units;
	long long line = 1, column = 0;

	for (*used = 1; text[at]; at += n) {
		size_t units;
		int w;

		n = token(text + at);
		units = units_of(text + at, n);
		w = width_of(text + at, n, room->mono);
		if (text[at] == '\n' || (text[at] != ' ' && column > 0 && column + w > width)) {
			line++;
			column = 0;
		}
		for (; w > width; w -= width)
			line++;
		column += w;
		if (at > 0 && (line > room->lines || units > left))
			break;
		left -= units < left ? units : left;
		*used = (int)(line < room->lines ? line : room->lines);
	}
	return at;
}
