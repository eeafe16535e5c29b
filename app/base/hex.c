#include "base/hex.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

static const char digits[] = "0123456789abcdef";

void hex_put(struct buf *b, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	char *to = n ? buf_room(b, n * 2) : NULL;

	for (size_t i = 0; to && i < n; i++) {
		*to++ = digits[p[i] >> 4];
		*to++ = digits[p[i] & 15];
	}
}

static int value_of(char c)
{
	const char *at = c ? memchr(digits, c, sizeof digits - 1) : NULL;

	return at ? (int)(at - digits) : -1;
}

int hex_read(char **out, size_t *n, struct arena *a, const char *hex)
{
	size_t len = strlen(hex);

	if (len % 2)
		return -1;
	*n = len / 2;
	*out = arena_alloc(a, *n + 1);
	for (size_t i = 0; i < *n; i++) {
		int high = value_of(hex[2 * i]), low = value_of(hex[2 * i + 1]);

		if (high < 0 || low < 0)
			return -1;
		(*out)[i] = (char)(high << 4 | low);
	}
	return 0;
}
