#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/utf8.h"

/*
 * Text that runs from right to left drags along what stands behind it: a date after a Hebrew name
 * is shown before it, a number inside another. Isolated (UAX 9: FSI, PDI), each such run keeps to
 * its own place and the line keeps its order. A terminal that does not turn text around shows
 * neither mark.
 */
static const char begins[] = "\xe2\x81\xa8", ends[] = "\xe2\x81\xa9";
enum { MARK_BYTES = sizeof begins - 1, LEAD_MIN = 0xd6 };

enum direction { NEUTRAL, LEFT_TO_RIGHT, RIGHT_TO_LEFT };

/* clang-format off */
/* Bidi classes R, AL, AN and the marks that belong to their letters, by blocks. */
static const struct {
	uint32_t first, last;
} right_to_left[] = {
	{ 0x590, 0x8ff }, { 0xfb1d, 0xfdff }, { 0xfe70, 0xfefe }, { 0x10800, 0x10fff },
	{ 0x1e800, 0x1efff },
};
/* clang-format on */

/* Digits and punctuation go with the letters around them. */
static enum direction direction_of(uint32_t cp)
{
	if (cp < 0x80)
		return (cp | 0x20) >= 'a' && (cp | 0x20) <= 'z' ? LEFT_TO_RIGHT : NEUTRAL;
	for (size_t i = 0; i < sizeof right_to_left / sizeof *right_to_left; i++)
		if (cp >= right_to_left[i].first && cp <= right_to_left[i].last)
			return RIGHT_TO_LEFT;
	if (cp < 0xc0 || (cp >= 0x2000 && cp <= 0x206f))
		return NEUTRAL;
	return LEFT_TO_RIGHT;
}

/*
 * The bytes from the first letter of a run to its last; *before is what stands in front of it. 0
 * when no run is left in the line.
 */
static size_t next_run(size_t *before, const char *s, size_t n)
{
	size_t from = n, to = n, len, bad;
	uint32_t cp;

	for (size_t i = 0; i < n; i += len ? len : bad) {
		enum direction d;

		len = utf8_decode(&cp, s + i, n - i, &bad);
		d = cp == '\n' ? LEFT_TO_RIGHT : direction_of(cp);
		if (d == RIGHT_TO_LEFT) {
			from = from == n ? i : from;
			to = i + len;
		} else if (d == LEFT_TO_RIGHT && from < n) {
			break;
		}
	}
	*before = from;
	return from < n ? to - from : 0;
}

/* Nothing whose first byte could begin a letter of these scripts. */
static bool has_none(const char *s)
{
	while (*s && (unsigned char)*s < LEAD_MIN)
		s++;
	return !*s;
}

const char *text_isolated(struct arena *a, const char *s)
{
	size_t before, run, at = 0, left;
	char *out;

	if (!s || has_none(s))
		return s;
	/* a run is two bytes or more and another stands between two: at most a third of them */
	left = strlen(s);
	out = arena_array(a, left + 1, 1 + MARK_BYTES);
	while (left && (run = next_run(&before, s, left)) > 0) {
		memcpy(out + at, s, before);
		at += before;
		memcpy(out + at, begins, MARK_BYTES);
		memcpy(out + at + MARK_BYTES, s + before, run);
		memcpy(out + at + MARK_BYTES + run, ends, MARK_BYTES);
		at += MARK_BYTES + run + MARK_BYTES;
		s += before + run;
		left -= before + run;
	}
	memcpy(out + at, s, left + 1);
	return out;
}
