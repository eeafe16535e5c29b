#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "base/utf8.h"

/*
 * A reader for the scraps of HTML in carriers' answers and mails: it must lose no words and never
 * fail. What is no tag or no entity that we know stays as it was.
 */
struct html {
	const char *at, *end;
	char *out;
	size_t len;
	char space; /* white space due before the next character, the widest asked for; 0: none */
	bool lines; /* blocks begin lines and cells are set apart by tabs */
	/* No '>', no end of a comment follows: not to be searched for again, and again. */
	bool no_more_tags, no_more_comments;
};

/* What people write instead of U+0080 to U+009F: the characters of Windows code page 1252. */
/* clang-format off */
static const uint16_t cp1252[32] = {
	0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
	0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

static const struct {
	const char *name;
	uint16_t cp;
} entities[] = {
	{ "amp", '&' },		{ "lt", '<' },		{ "gt", '>' },
	{ "quot", '"' },	{ "apos", '\'' },	{ "nbsp", ' ' },
	{ "reg", 0xae },	{ "trade", 0x2122 },	{ "copy", 0xa9 },
	{ "ndash", 0x2013 },	{ "mdash", 0x2014 },	{ "hellip", 0x2026 },
	{ "lsquo", 0x2018 },	{ "rsquo", 0x2019 },	{ "sbquo", 0x201a },
	{ "ldquo", 0x201c },	{ "rdquo", 0x201d },	{ "bdquo", 0x201e },
	{ "laquo", 0xab },	{ "raquo", 0xbb },	{ "bull", 0x2022 },
	{ "middot", 0xb7 },	{ "deg", 0xb0 },	{ "sect", 0xa7 },
	{ "euro", 0x20ac },	{ "pound", 0xa3 },	{ "cent", 0xa2 },
	{ "yen", 0xa5 },	{ "times", 0xd7 },	{ "frac12", 0xbd },
};

/* Tags between which words must not grow together. */
static const char *const blocks[] = {
	"address", "blockquote", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6",
	"hr", "li", "ol", "option", "p", "pre", "section", "table", "title", "tr", "ul",
};

static const char *const cells[] = { "td", "th" };

/* Tags whose content is no text. */
static const char *const silent[] = { "script", "style" };
/* clang-format on */

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_alnum(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9');
}

/* "tag" is in lower case, as ours are; strncasecmp() would fold as the locale says. */
static bool same_letters(const char *tag, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (tag[i] != (is_letter(s[i]) ? s[i] | 0x20 : s[i]))
			return false;
	return true;
}

/* A line's end is wider than the gap between cells, and that wider than a blank. */
static int width_of(char space)
{
	return space == '\n' ? 3 : space == '\t' ? 2 : space ? 1 : 0;
}

static void ask_space(struct html *h, char space)
{
	if (!h->lines)
		space = ' ';
	if (width_of(space) > width_of(h->space))
		h->space = space;
}

static void put(struct html *h, const char *bytes, size_t n)
{
	if (h->space && h->len > 0)
		h->out[h->len++] = h->space;
	h->space = 0;
	memcpy(h->out + h->len, bytes, n);
	h->len += n;
}

static const char *in_list(const char *const list[], size_t n, const char *name, size_t len)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(list[i]) == len && same_letters(list[i], name, len))
			return list[i];
	return NULL;
}

/* Behind the end tag of a silent one; the end of the text when it is never closed. */
static const char *behind_silent(const struct html *h, const char *at, const char *name)
{
	size_t n = strlen(name);

	for (; (at = memchr(at, '<', (size_t)(h->end - at))); at++) {
		const char *close;

		if ((size_t)(h->end - at) < n + 2 || at[1] != '/' || !same_letters(name, at + 2, n))
			continue;
		close = memchr(at, '>', (size_t)(h->end - at));
		return close ? close + 1 : h->end;
	}
	return h->end;
}

static bool skip_comment(struct html *h, const char *name)
{
	const char *text, *close;

	if (h->no_more_comments || h->end - name < 3 || memcmp(name, "!--", 3) != 0)
		return false;
	text = close = name + 3;
	while ((close = memchr(close, '>', (size_t)(h->end - close)))) {
		if (close - text >= 2 && close[-1] == '-' && close[-2] == '-') {
			h->at = close + 1;
			return true;
		}
		close++;
	}
	h->no_more_comments = true;
	return false;
}

/* At '<': steps over a comment or a tag; false when it is none. */
static bool skip_tag(struct html *h)
{
	const char *name = h->at + 1;
	const char *close, *quiet;
	bool ends = name < h->end && *name == '/';
	size_t n = 0;

	if (h->no_more_tags)
		return false;
	name += ends;
	if (name == h->end || (!is_letter(*name) && (ends || (*name != '!' && *name != '?'))))
		return false;
	if (skip_comment(h, name))
		return true;
	close = memchr(name, '>', (size_t)(h->end - name));
	if (!close) {
		h->no_more_tags = true;
		return false;
	}
	while (is_alnum(name[n]))
		n++;
	if (in_list(cells, sizeof cells / sizeof *cells, name, n))
		ask_space(h, '\t');
	else if (in_list(blocks, sizeof blocks / sizeof *blocks, name, n))
		ask_space(h, '\n');
	h->at = close + 1;
	quiet = in_list(silent, sizeof silent / sizeof *silent, name, n);
	if (quiet && !ends)
		h->at = behind_silent(h, h->at, quiet);
	return true;
}

/* &#153; or &#x99; as a character; 0 when there is none that text may hold. */
static uint32_t numeric(const char *s, size_t n)
{
	bool hex = n > 0 && (*s == 'x' || *s == 'X');
	uint32_t cp = 0;

	if (n == (size_t)hex)
		return 0;
	for (size_t i = hex; i < n; i++) {
		const char *digit = memchr("0123456789abcdef", s[i] | 0x20, hex ? 16 : 10);

		if (!digit || !is_alnum(s[i]))
			return 0;
		cp = cp * (hex ? 16 : 10);
		cp += (uint32_t)(s[i] <= '9' ? s[i] - '0' : (s[i] | 0x20) - 'a' + 10);
		if (cp > 0x10ffff)
			return 0;
	}
	if (cp >= 0x80 && cp <= 0x9f)
		return cp1252[cp - 0x80];
	if (cp == '\t' || cp == '\n' || cp == '\r' || cp == 0xa0)
		return ' ';
	return cp < 0x20 || cp == 0x7f || (cp >= 0xd800 && cp <= 0xdfff) ? 0 : cp;
}

static uint32_t named(const char *s, size_t n)
{
	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
		if (strlen(entities[i].name) == n && memcmp(entities[i].name, s, n) == 0)
			return entities[i].cp;
	return 0;
}

/* At '&': decodes an entity; false when it is none that we know. */
static bool take_entity(struct html *h)
{
	enum { ENTITY_MAX = 12 };
	const char *s = h->at + 1;
	size_t left = (size_t)(h->end - s);
	const char *semicolon = memchr(s, ';', left < ENTITY_MAX ? left : ENTITY_MAX);
	char bytes[UTF8_MAX_BYTES];
	uint32_t cp;

	if (!semicolon)
		return false;
	if (*s == '#')
		cp = numeric(s + 1, (size_t)(semicolon - s - 1));
	else
		cp = named(s, (size_t)(semicolon - s));
	if (cp == 0)
		return false;
	if (cp == ' ')
		ask_space(h, ' ');
	else
		put(h, bytes, utf8_encode(bytes, cp));
	h->at = semicolon + 1;
	return true;
}

static char *from_html(struct arena *a, const char *s, bool lines)
{
	struct html h = { .lines = lines };

	if (!s)
		return NULL;
	/* Text only shrinks: the shortest entity is longer than its character. */
	h.at = s;
	h.end = s + strlen(s);
	h.out = arena_alloc(a, strlen(s) + 1);
	while (h.at < h.end) {
		char c = *h.at;

		if ((c == '<' && skip_tag(&h)) || (c == '&' && take_entity(&h)))
			continue;
		if (c == ' ' || (c >= '\t' && c <= '\r')) {
			ask_space(&h, ' ');
			h.at++;
		} else if (c == '\xc2' && h.at[1] == '\xa0') { /* a space that must not break */
			ask_space(&h, ' ');
			h.at += 2;
		} else {
			size_t n = 1 + strcspn(h.at + 1, "<& \t\n\v\f\r\xc2");

			put(&h, h.at, n);
			h.at += n;
		}
	}
	return h.out;
}

char *text_from_html(struct arena *a, const char *s)
{
	return from_html(a, s, false);
}

char *text_lines_from_html(struct arena *a, const char *s)
{
	return from_html(a, s, true);
}

/* --- the other way --- */

static const char *entity_of(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void text_put_html(struct buf *to, const char *text)
{
	for (const char *p = text; p && *p; p++) {
		const char *entity = entity_of(*p);

		if (entity)
			buf_puts(to, entity);
		else
			buf_putc(to, *p);
	}
}

char *text_to_html(struct arena *a, const char *s)
{
	char *shown = text_for_terminal(a, s), *out, *to;
	size_t room = 1;

	if (!shown)
		return NULL;
	for (const char *p = shown; *p; p++)
		room += entity_of(*p) ? strlen(entity_of(*p)) : 1;
	out = to = arena_alloc(a, room);
	for (const char *p = shown; *p; p++) {
		const char *entity = entity_of(*p);
		size_t n = entity ? strlen(entity) : 1;

		memcpy(to, entity ? entity : p, n);
		to += n;
	}
	return out;
}
