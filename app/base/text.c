#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/utf8.h"

static bool is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0);
}

static bool is_space(uint32_t cp)
{
	return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0x85 || cp == 0xa0 ||
	       cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200a) || cp == 0x2028 || cp == 0x2029 ||
	       cp == 0x202f || cp == 0x205f || cp == 0x3000 || cp == 0xfeff;
}

/* The bytes of white space that s begins with. */
static size_t leading_space(const char *s, size_t n)
{
	size_t at = 0;
	uint32_t cp;

	while (at < n) {
		size_t len = utf8_decode(&cp, s + at, n - at, NULL);

		if (len == 0 || !is_space(cp))
			break;
		at += len;
	}
	return at;
}

/* The length of well-formed text without the white space that it ends with. */
static size_t without_trailing_space(const char *s, size_t n)
{
	uint32_t cp;

	while (n > 0) {
		size_t start = n - 1;

		while (start > 0 && ((unsigned char)s[start] & 0xc0) == 0x80)
			start--;
		utf8_decode(&cp, s + start, n - start, NULL);
		if (!is_space(cp))
			break;
		n = start;
	}
	return n;
}

static int refuse_control(uint32_t cp, size_t at, const char *what, struct err *err)
{
	return err_set(err, ERR_INPUT,
		       "%s: there is a control character (U+%04X) at byte %zu: remove it", what,
		       (unsigned)cp, at + 1);
}

int text_take(const char **out, struct arena *a, const char *s, size_t max, const char *what,
	      struct err *err)
{
	size_t n = s ? strlen(s) : 0;
	size_t skip, at = 0;
	uint32_t cp;
	char *copy;

	if (!utf8_valid(s ? s : "", n))
		return err_set(err, ERR_INPUT, "%s: this is not UTF-8 text: convert it first",
			       what);
	skip = leading_space(s ? s : "", n);
	n = without_trailing_space(s ? s + skip : "", n - skip);
	if (n > max)
		return err_set(err, ERR_INPUT, "%s is larger than %zu bytes: shorten it", what,
			       max);
	*out = NULL;
	if (n == 0)
		return 0;
	s += skip;
	copy = arena_alloc(a, n + 1);
	for (size_t i = 0, len; i < n; i += len) {
		len = utf8_decode(&cp, s + i, n - i, NULL);
		/* Browsers send the end of a line as two characters. */
		if (cp == '\r' && i + 1 < n && s[i + 1] == '\n')
			continue;
		if (is_control(cp) && cp != '\n' && cp != '\t')
			return refuse_control(cp, skip + i, what, err);
		memcpy(copy + at, s + i, len);
		at += len;
	}
	*out = copy;
	return 0;
}

/*
 * Characters that show nothing but change what is read: how a terminal must not get them. Combining
 * marks and variation selectors are not among them: words need them.
 */
enum hidden { HIDDEN_DROP = 1, HIDDEN_SHOW };

/* clang-format off */
static const struct {
	uint32_t first, last;
	enum hidden what;
} hidden[] = {
	{ 0x0000, 0x0008, HIDDEN_SHOW },	/* tab and newline stay */
	{ 0x000b, 0x001f, HIDDEN_SHOW },
	{ 0x007f, 0x009f, HIDDEN_SHOW },
	{ 0x00ad, 0x00ad, HIDDEN_DROP },	/* soft hyphen */
	{ 0x034f, 0x034f, HIDDEN_DROP },	/* grapheme joiner */
	{ 0x061c, 0x061c, HIDDEN_DROP },	/* Arabic letter mark */
	{ 0x115f, 0x1160, HIDDEN_DROP },	/* Hangul fillers */
	{ 0x180e, 0x180e, HIDDEN_DROP },
	{ 0x200b, 0x200f, HIDDEN_DROP },	/* zero width space, joiners, direction marks */
	{ 0x2028, 0x202e, HIDDEN_SHOW },	/* line separators, bidi embeddings, overrides */
	{ 0x2060, 0x2064, HIDDEN_DROP },	/* word joiner, invisible operators */
	{ 0x2066, 0x2069, HIDDEN_SHOW },	/* bidi isolates */
	{ 0x206a, 0x206f, HIDDEN_DROP },
	{ 0x3164, 0x3164, HIDDEN_DROP },
	{ 0xfeff, 0xfeff, HIDDEN_DROP },	/* byte order mark */
	{ 0xffa0, 0xffa0, HIDDEN_DROP },
	{ 0xfff9, 0xfffb, HIDDEN_DROP },
	{ 0xe0000, 0xe007f, HIDDEN_DROP },	/* tags */
};
/* clang-format on */

/* 0 for a character that may be shown as it is. */
static enum hidden hidden_kind(uint32_t cp)
{
	if (cp >= 0x20 && cp < 0x7f)
		return 0;
	for (size_t i = 0; i < sizeof hidden / sizeof *hidden && hidden[i].first <= cp; i++)
		if (cp <= hidden[i].last)
			return hidden[i].what;
	return 0;
}

enum { SHOWN_MAX = sizeof "<U+10FFFF>" };

/* One character of s as the terminal gets it, into out; *used is what it took of s. */
static size_t shown(char out[SHOWN_MAX], const char *s, size_t n, size_t *used)
{
	uint32_t cp;

	*used = utf8_decode(&cp, s, n, NULL);
	if (*used == 0) {
		utf8_decode(&cp, s, n, used);
		return utf8_encode(out, UTF8_BROKEN);
	}
	switch (hidden_kind(cp)) {
	case HIDDEN_DROP:
		return 0;
	case HIDDEN_SHOW:
		if (cp == '\r' && *used < n && s[*used] == '\n')
			return 0;
		return (size_t)snprintf(out, SHOWN_MAX, cp < 0x100 ? "\\x%02x" : "<U+%04X>",
					(unsigned)cp);
	}
	return utf8_encode(out, cp);
}

/* Nothing but printable ASCII, as most texts are. */
static bool plain(const char *s)
{
	while (*s >= ' ' && *s <= '~')
		s++;
	return !*s;
}

char *text_for_terminal(struct arena *a, const char *s)
{
	char piece[SHOWN_MAX];
	size_t n = s ? strlen(s) : 0;
	size_t room = 1, at = 0, used;
	char *out;

	if (!s || plain(s))
		return arena_strndup(a, s, n);
	for (size_t i = 0; i < n; i += used)
		room += shown(piece, s + i, n - i, &used);
	out = arena_alloc(a, room);
	for (size_t i = 0; i < n; i += used) {
		size_t len = shown(piece, s + i, n - i, &used);

		memcpy(out + at, piece, len);
		at += len;
	}
	return out;
}

struct wrapping {
	char *out;
	size_t at;
	int width, column;
};

static void put(struct wrapping *w, const char *s, size_t n)
{
	memcpy(w->out + w->at, s, n);
	w->at += n;
}

static void break_line(struct wrapping *w)
{
	put(w, "\n", 1);
	w->column = 0;
}

/* The bytes of the first character, broken ones too, and the columns it takes. */
static size_t measure(int *columns, const char *s, size_t n)
{
	size_t len, bad;
	uint32_t cp;

	if (*s >= ' ' && *s <= '~') {
		*columns = 1;
		return 1;
	}
	len = utf8_decode(&cp, s, n, &bad);
	*columns = utf8_columns(cp);
	return len ? len : bad;
}

/* One word, on a new line when it does not fit; broken when it fits on none. */
static void put_word(struct wrapping *w, const char *s, size_t n)
{
	int columns = 0, more;
	size_t i = 0, len;

	while (i < n && columns <= w->width) {
		i += measure(&more, s + i, n - i);
		columns += more;
	}
	if (w->column > 0) {
		if (w->column + 1 + columns > w->width) {
			break_line(w);
		} else {
			put(w, " ", 1);
			w->column++;
		}
	}
	if (columns <= w->width) {
		put(w, s, n);
		w->column += columns;
		return;
	}
	for (i = 0; i < n; i += len) {
		len = measure(&columns, s + i, n - i);
		if (w->column > 0 && columns > 0 && w->column + columns > w->width)
			break_line(w);
		put(w, s + i, len);
		w->column += columns;
	}
}

char *text_wrap(struct arena *a, const char *s, int width)
{
	static const char spaces[] = " \t\r\f\v";
	struct wrapping w = { .width = width < 1 ? 1 : width };

	if (!s)
		return NULL;
	/* At worst each byte stands on a line of its own. */
	w.out = arena_array(a, strlen(s) + 1, 2);
	for (;;) {
		size_t n;

		s += strspn(s, spaces);
		if (*s == '\0')
			return w.out;
		if (*s == '\n') {
			break_line(&w);
			s++;
			continue;
		}
		n = strcspn(s, " \t\r\f\v\n");
		put_word(&w, s, n);
		s += n;
	}
}

bool text_blank(const char *s)
{
	return !s || leading_space(s, strlen(s)) == strlen(s);
}

bool text_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* Not strcasecmp(): what it folds depends on the locale. */
bool text_same_nocase(const char *a, const char *b)
{
	if (!a || !b)
		return a == b;
	while (*a && lower(*a) == lower(*b)) {
		a++;
		b++;
	}
	return lower(*a) == lower(*b);
}

bool text_has_prefix(const char *s, const char *prefix)
{
	return s && strncmp(s, prefix, strlen(prefix)) == 0;
}

bool text_is_listed(const char *list, const char *word)
{
	size_t len = strlen(word), n;

	for (; list && *list; list += n + (list[n] == '|')) {
		n = strcspn(list, "|");
		if (n == len && !strncmp(list, word, n))
			return true;
	}
	return false;
}

char *text_count(struct arena *a, int64_t n, const char *one, const char *many)
{
	return arena_printf(a, "%" PRId64 " %s", n, n == 1 ? one : many);
}
