#include <assert.h>
#include <string.h>

#include "base/err.h"
#include "base/text.h"
#include "base/words.h"

enum { NAME_BYTES = WORD_MAX }; /* longer words are no typing error of one of ours */
enum { SHOWN_BYTES = 40 };

/* ASCII lower case, '-' as '_'. */
static char fold(char c)
{
	if (c == '-')
		return '_';
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool same_name(const char *a, const char *b)
{
	while (*a && fold(*a) == fold(*b)) {
		a++;
		b++;
	}
	return *a == *b;
}

int name_find(const char *const names[], int n, const char *s)
{
	if (!s)
		return -1;
	for (int i = 0; i < n; i++)
		if (names[i] && same_name(names[i], s))
			return i;
	return -1;
}

/* Typing errors between two names; a '-' is as good as a '_'. */
static int distance(const char *a, const char *b)
{
	char fa[NAME_BYTES + 1], fb[NAME_BYTES + 1];
	size_t na = strlen(a), nb = strlen(b);

	assert(na <= NAME_BYTES && nb <= NAME_BYTES);
	for (size_t i = 0; i < na; i++)
		fa[i] = fold(a[i]);
	for (size_t i = 0; i < nb; i++)
		fb[i] = fold(b[i]);
	return words_apart(fa, na, fb, nb, NAME_BYTES);
}

const char *name_suggest(const char *const names[], int n, const char *s)
{
	const char *best = NULL;
	int best_distance, len;

	if (!s || !s[0] || strnlen(s, NAME_BYTES + 1) > NAME_BYTES)
		return NULL;
	len = (int)strlen(s);
	best_distance = (len < 3 ? 1 : len / 3) + 1; /* a third of it mistyped, no more */
	for (int i = 0; i < n; i++) {
		int d;

		if (!names[i] || strnlen(names[i], NAME_BYTES + 1) > NAME_BYTES)
			continue;
		d = distance(s, names[i]);
		if (d < best_distance && d < (int)strlen(names[i])) {
			best = names[i];
			best_distance = d;
		}
	}
	return best;
}

/* "a, b or c" into out; what does not fit is left away behind "...". */
static void list_names(char *out, size_t room, const char *const names[], int n)
{
	static const char more[] = ", ...";
	size_t at = 0;
	int last = n - 1;

	while (last > 0 && !names[last])
		last--;
	out[0] = '\0';
	for (int i = 0; i <= last; i++) {
		const char *between = at == 0 ? "" : i == last ? " or " : ", ";
		size_t len;

		if (!names[i])
			continue;
		len = strlen(between) + strlen(names[i]);
		if (at + len + sizeof more > room) {
			memcpy(out + at, more, sizeof more);
			return;
		}
		memcpy(out + at, between, strlen(between));
		memcpy(out + at + strlen(between), names[i], strlen(names[i]) + 1);
		at += len;
	}
}

int name_parse(int *out, const char *const names[], int n, const char *s, const char *what,
	       struct err *err)
{
	char list[ERR_TEXT_MAX - 160];
	int found = name_find(names, n, s);

	if (found >= 0) {
		*out = found;
		return 0;
	}
	list_names(list, sizeof list, names, n);
	if (!s)
		s = "";
	return err_set(err, ERR_INPUT, "%s '%.*s' is not known: use %s", what,
		       (int)utf8_cut(s, SHOWN_BYTES), s, list);
}

int number_parse(long long *out, const char *s, long long min, long long max, const char *what,
		 struct err *err)
{
	long long n = 0;
	bool good = s && *s;

	for (const char *p = s; good && *p; p++)
		good = *p >= '0' && *p <= '9' && !__builtin_mul_overflow(n, 10, &n) &&
		       !__builtin_add_overflow(n, *p - '0', &n);
	if (!good || n < min || n > max)
		return err_set(err, ERR_INPUT,
			       "%s: '%.*s' is no whole number from %lld to %lld: use one", what,
			       s ? (int)utf8_cut(s, SHOWN_BYTES) : 0, s ? s : "", min, max);
	*out = n;
	return 0;
}
