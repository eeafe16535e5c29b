#include "base/utf8.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

static const char replacement[] = "\xef\xbf\xbd";

/*
 * What may stand second: Unicode, table 3-7. Overlong forms, surrogates and what lies past U+10FFFF
 * differ from good text in their second byte, so its bounds refuse them all.
 */
static size_t lead_length(unsigned char lead, unsigned char *low, unsigned char *high)
{
	*low = 0x80;
	*high = 0xbf;
	if (lead < 0x80)
		return 1;
	if (lead >= 0xc2 && lead <= 0xdf)
		return 2;
	if (lead >= 0xe0 && lead <= 0xef) {
		if (lead == 0xe0)
			*low = 0xa0;
		else if (lead == 0xed)
			*high = 0x9f;
		return 3;
	}
	if (lead >= 0xf0 && lead <= 0xf4) {
		if (lead == 0xf0)
			*low = 0x90;
		else if (lead == 0xf4)
			*high = 0x8f;
		return 4;
	}
	return 0;
}

size_t utf8_decode(uint32_t *cp, const char *s, size_t n, size_t *bad)
{
	const unsigned char *p = (const unsigned char *)s;
	unsigned char low, high;
	size_t len, i;
	uint32_t c;

	assert(n > 0);
	len = lead_length(p[0], &low, &high);
	if (len == 1) {
		*cp = p[0];
		return 1;
	}
	c = len ? p[0] & (0x7fu >> len) : 0;
	for (i = 1; i < len && i < n; i++) {
		if (p[i] < low || p[i] > high)
			break;
		c = c << 6 | (p[i] & 0x3fu);
		low = 0x80;
		high = 0xbf;
	}
	if (len && i == len) {
		*cp = c;
		return len;
	}
	*cp = UTF8_BROKEN;
	if (bad)
		*bad = i;
	return 0;
}

size_t utf8_encode(char out[UTF8_MAX_BYTES], uint32_t cp)
{
	assert(cp <= 0x10ffff && (cp < 0xd800 || cp > 0xdfff));
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xe0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	out[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

bool utf8_valid(const char *s, size_t n)
{
	const char *end = s + n;
	uint32_t cp;

	while (s < end) {
		size_t len;

		/* Most text is ASCII, and JSON asks for every value. */
		if (*s > 0 && (unsigned char)*s < 0x80) {
			s++;
			continue;
		}
		len = utf8_decode(&cp, s, (size_t)(end - s), NULL);
		if (len == 0 || cp == 0)
			return false;
		s += len;
	}
	return true;
}

/* Stays within three bytes of "max": in broken text there is no character to keep whole. */
size_t utf8_cut(const char *s, size_t max)
{
	size_t len = strnlen(s, max);
	size_t cut = max;

	if (len < max || s[max] == '\0')
		return len;
	while (cut > 0 && max - cut < UTF8_MAX_BYTES && ((unsigned char)s[cut] & 0xc0) == 0x80)
		cut--;
	return max - cut < UTF8_MAX_BYTES ? cut : max;
}

char *utf8_repair(struct arena *a, const char *s, size_t n)
{
	size_t room = 1, at = 0, bad;
	uint32_t cp;
	char *out;

	for (size_t i = 0; i < n;) {
		size_t len = utf8_decode(&cp, s + i, n - i, &bad);
		bool keep = len && cp != 0;

		room += keep ? len : strlen(replacement);
		i += len ? len : bad;
	}
	out = arena_alloc(a, room);
	for (size_t i = 0; i < n;) {
		size_t len = utf8_decode(&cp, s + i, n - i, &bad);
		bool keep = len && cp != 0;

		memcpy(out + at, keep ? s + i : replacement, keep ? len : strlen(replacement));
		at += keep ? len : strlen(replacement);
		i += len ? len : bad;
	}
	return out;
}
