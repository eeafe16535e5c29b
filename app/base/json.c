#include "base/json.h"

#include <assert.h>
#include <cjson/cJSON.h>
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"

enum {
	DEPTH_MAX = 64,
	NODES_MAX = 2000000,
	NUMBER_MAX = 63 /* cJSON reads no more characters of one number */
};

/*
 * The whole grammar is checked here before cJSON sees a byte: cJSON alone takes leading zeros, raw
 * control bytes, broken UTF-8, NUL in strings, numbers out of range and text behind the document.
 */
struct scan {
	const char *start, *at, *end;
	const char *fault; /* set once, with "at" on the place */
	int depth, nodes;
};

static bool fault(struct scan *s, const char *at, const char *what)
{
	s->at = at;
	s->fault = what;
	return false;
}

static bool take(struct scan *s, char c)
{
	if (s->at == s->end || *s->at != c)
		return false;
	s->at++;
	return true;
}

static void skip_blank(struct scan *s)
{
	while (s->at < s->end && memchr(" \t\n\r", *s->at, 4))
		s->at++;
}

/* Four hex digits at p, or -1. */
static int hex4(const char *p, const char *end)
{
	char digits[5] = "";

	if (end - p >= 4)
		memcpy(digits, p, 4);
	if (strspn(digits, "0123456789abcdefABCDEF") != 4)
		return -1;
	return (int)strtol(digits, NULL, 16);
}

/* At "\u" of a string. */
static bool scan_unicode(struct scan *s)
{
	const char *p = s->at;
	int unit = hex4(p + 2, s->end), second = 0;

	if (unit < 0)
		return fault(s, p, "\\u needs four hexadecimal digits");
	if (unit == 0)
		return fault(s, p, "a NUL inside a text is not taken");
	s->at = p + 6;
	if (unit < 0xD800 || unit > 0xDFFF)
		return true;
	if (unit < 0xDC00 && s->end - s->at >= 6 && memcmp(s->at, "\\u", 2) == 0)
		second = hex4(s->at + 2, s->end);
	if (second < 0xDC00 || second > 0xDFFF)
		return fault(s, p, "half a surrogate pair");
	s->at += 6;
	return true;
}

static bool scan_escape(struct scan *s)
{
	if (s->end - s->at < 2)
		return fault(s, s->end, "a text is not closed");
	if (s->at[1] == 'u')
		return scan_unicode(s);
	if (!memchr("\"\\/bfnrt", s->at[1], 8))
		return fault(s, s->at, "an unknown escape");
	s->at += 2;
	return true;
}

static bool scan_char(struct scan *s)
{
	unsigned char c = (unsigned char)*s->at;
	ptrdiff_t n = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0x80 ? 2 : 1;

	if (c == '\\')
		return scan_escape(s);
	if (c < 0x20)
		return fault(s, s->at, "a control character inside a text must be escaped");
	if (c >= 0x80 && (s->end - s->at < n || !utf8_valid(s->at, (size_t)n)))
		return fault(s, s->at, "not UTF-8");
	s->at += n;
	return true;
}

static bool scan_text(struct scan *s)
{
	if (!take(s, '"'))
		return fault(s, s->at, "a name in quotes is expected");
	while (!take(s, '"')) {
		if (s->at == s->end)
			return fault(s, s->at, "a text is not closed");
		if (!scan_char(s))
			return false;
	}
	return true;
}

/* The characters from p on that a number may be made of. */
static size_t number_length(const char *p, const char *end)
{
	const char *from = p;

	while (p < end && memchr("+-.0123456789Ee", *p, 15))
		p++;
	return (size_t)(p - from);
}

static bool is_number(const char *p)
{
	static const char digits[] = "0123456789";
	size_t n;

	p += *p == '-';
	n = strspn(p, digits);
	if (n == 0 || (n > 1 && *p == '0'))
		return false;
	p += n;
	if (*p == '.') {
		n = strspn(++p, digits);
		if (n == 0)
			return false;
		p += n;
	}
	if (*p == 'e' || *p == 'E') {
		p++;
		p += *p == '+' || *p == '-';
		n = strspn(p, digits);
		if (n == 0)
			return false;
		p += n;
	}
	return !*p;
}

static bool scan_number(struct scan *s)
{
	char text[NUMBER_MAX + 1] = "";
	size_t n = number_length(s->at, s->end);

	if (n > NUMBER_MAX)
		return fault(s, s->at, "a number is longer than 63 characters");
	memcpy(text, s->at, n);
	if (!is_number(text))
		return fault(s, s->at, "a number is not written as JSON has it");
	if (isinf(strtod(text, NULL)))
		return fault(s, s->at, "a number is too large");
	s->at += n;
	return true;
}

static bool scan_word(struct scan *s, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(s->end - s->at) < n || memcmp(s->at, word, n) != 0)
		return fault(s, s->at, "a value is expected");
	s->at += n;
	return true;
}

static bool scan_value(struct scan *s);

static bool scan_name(struct scan *s)
{
	skip_blank(s);
	if (!scan_text(s))
		return false;
	skip_blank(s);
	return take(s, ':') || fault(s, s->at, "':' is expected");
}

static bool scan_members(struct scan *s, bool object)
{
	char closing = object ? '}' : ']';

	s->at++;
	skip_blank(s);
	if (take(s, closing))
		return true;
	do {
		if ((object && !scan_name(s)) || !scan_value(s))
			return false;
		skip_blank(s);
	} while (take(s, ','));
	return take(s, closing) || fault(s, s->at, "',' or the closing bracket is expected");
}

static bool scan_value(struct scan *s)
{
	skip_blank(s);
	if (s->at == s->end)
		return fault(s, s->at, "the text ends too early");
	if (++s->nodes > NODES_MAX)
		return fault(s, s->at, "more than 2,000,000 values");
	switch (*s->at) {
	case '{':
	case '[':
		if (s->depth++ == DEPTH_MAX)
			return fault(s, s->at, "more than 64 levels");
		if (!scan_members(s, *s->at == '{'))
			return false;
		s->depth--;
		return true;
	case '"':
		return scan_text(s);
	case 't':
		return scan_word(s, "true");
	case 'f':
		return scan_word(s, "false");
	case 'n':
		return scan_word(s, "null");
	default:
		if (*s->at == '-' || (*s->at >= '0' && *s->at <= '9'))
			return scan_number(s);
		return fault(s, s->at, "a value is expected");
	}
}

static int scan_document(const char *bytes, size_t len, struct err *err)
{
	struct scan s = { .start = bytes, .at = bytes, .end = bytes + len };
	bool bom = len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0;
	int line = 1, column = 1;

	if (bom)
		fault(&s, bytes, "it begins with a byte order mark: save it without one");
	else if (scan_value(&s))
		skip_blank(&s);
	if (!s.fault && s.at == s.end)
		return 0;
	if (!s.fault)
		fault(&s, s.at, "text behind the document");
	for (const char *p = s.start; p < s.at; p++) {
		/* Characters, as an editor counts them. */
		column += ((unsigned char)*p & 0xC0) != 0x80;
		if (*p == '\n') {
			line++;
			column = 1;
		}
	}
	return err_set(err, ERR_INPUT, "line %d, column %d: not JSON: %s", line, column, s.fault);
}

/*
 * cJSON keeps a double only. The copy walks the tree in the order of the text, so the next number
 * of the tree is always the next number of the text.
 */
struct copy {
	struct arena *arena;
	struct arena scratch;
	const char *at, *end; /* the text behind the last number taken */
};

static const char *next_number(struct copy *c)
{
	const char *from;

	while (*c->at != '-' && (*c->at < '0' || *c->at > '9')) {
		if (*c->at++ != '"')
			continue;
		for (; *c->at != '"'; c->at++)
			c->at += *c->at == '\\';
		c->at++;
	}
	from = c->at;
	c->at += number_length(from, c->end);
	return arena_strndup(c->arena, from, (size_t)(c->at - from));
}

struct member {
	struct json *node;
	int order;
};

static int by_name_then_order(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	int order = strcmp(x->node->name, y->node->name);

	return order ? order : x->order - y->order;
}

/* Of several members of one name the first stays. Sorted, as an object may have a million. */
static void drop_doubles(struct copy *c, struct json *object)
{
	struct arena_mark mark = arena_mark(&c->scratch);
	struct member *member;
	int n = 0, kept = 0;

	if (object->count < 2)
		return;
	member = arena_array(&c->scratch, (size_t)object->count, sizeof *member);
	for (struct json *j = object->first; j; j = j->next, n++)
		member[n] = (struct member){ j, n };
	qsort(member, (size_t)n, sizeof *member, by_name_then_order);
	for (int i = 1; i < n; i++) {
		if (strcmp(member[kept].node->name, member[i].node->name) == 0)
			member[i].node->name = NULL;
		else
			kept = i;
	}
	arena_rewind(&c->scratch, mark);
	object->count = 0;
	for (struct json **link = &object->first; *link;) {
		if ((*link)->name) {
			link = &(*link)->next;
			object->count++;
		} else {
			*link = (*link)->next;
		}
	}
}

static enum json_type type_of(const cJSON *value)
{
	return cJSON_IsNumber(value)   ? JSON_NUMBER
	       : cJSON_IsString(value) ? JSON_TEXT
	       : cJSON_IsArray(value)  ? JSON_ARRAY
	       : cJSON_IsObject(value) ? JSON_OBJECT
	       : cJSON_IsBool(value)   ? JSON_BOOL
				       : JSON_NULL;
}

static struct json *copy_tree(struct copy *c, const cJSON *from)
{
	struct json *to = arena_alloc(c->arena, sizeof *to), **last = &to->first;

	to->name = arena_strdup(c->arena, from->string);
	to->type = type_of(from);
	to->truth = cJSON_IsTrue(from);
	if (to->type == JSON_NUMBER)
		to->text = next_number(c);
	else if (to->type == JSON_TEXT)
		to->text = arena_strdup(c->arena, from->valuestring);
	for (const cJSON *child = from->child; child; child = child->next) {
		*last = copy_tree(c, child);
		last = &(*last)->next;
		to->count++;
	}
	if (to->type == JSON_OBJECT)
		drop_doubles(c, to);
	return to;
}

int json_parse(struct json **out, struct arena *a, const char *bytes, size_t len, struct err *err)
{
	struct copy c = { .arena = a, .scratch = ARENA_INIT, .at = bytes, .end = bytes + len };
	cJSON *tree;

	if (scan_document(bytes, len, err))
		return -1;
	tree = cJSON_ParseWithLengthOpts(bytes, len, NULL, false);
	if (!tree)
		return err_set(err, ERR_FAILED, "no memory for a JSON text of %zu bytes", len);
	*out = copy_tree(&c, tree);
	cJSON_Delete(tree);
	arena_release(&c.scratch);
	return 0;
}

static const struct json *member_named(const struct json *object, const char *name,
				       bool (*same)(const char *, const char *))
{
	const struct json *j = object && object->type == JSON_OBJECT ? object->first : NULL;

	while (j && !same(j->name, name))
		j = j->next;
	return j;
}

const struct json *json_get(const struct json *object, const char *name)
{
	return member_named(object, name, text_same);
}

const struct json *json_get_nocase(const struct json *object, const char *name)
{
	return member_named(object, name, text_same_nocase);
}

const char *json_str(const struct json *object, const char *name)
{
	const struct json *j = json_get(object, name);

	if (j && j->type == JSON_BOOL)
		return j->truth ? "true" : "false";
	return j ? j->text : NULL;
}

bool json_truthy(const struct json *object, const char *name)
{
	const char *s = json_str(object, name);

	return text_same_nocase(s, "true") || text_same_nocase(s, "y") || text_same_nocase(s, "1");
}

int json_int(int64_t *out, const struct json *object, const char *name)
{
	const struct json *j = json_get(object, name);
	const char *text = j && j->text ? j->text : "";
	const char *digits = text + (*text == '-');
	long long value;

	errno = 0;
	value = strtoll(text, NULL, 10);
	if (!*digits || digits[strspn(digits, "0123456789")] || errno)
		return -1;
	*out = value;
	return 0;
}

void json_out_init(struct json_out *o, struct buf *to, bool pretty)
{
	*o = (struct json_out){ .to = to, .pretty = pretty };
}

static void new_line(struct json_out *o)
{
	if (o->pretty)
		buf_printf(o->to, "\n%*s", 2 * o->depth, "");
}

/* What stands between the last thing written and the next name or value. */
static void separate(struct json_out *o)
{
	if (o->after_name) {
		o->after_name = false;
		return;
	}
	if (o->need_comma)
		buf_putc(o->to, ',');
	if (o->depth > 0)
		new_line(o);
}

static void begin(struct json_out *o, char bracket)
{
	separate(o);
	buf_putc(o->to, bracket);
	o->depth++;
	o->need_comma = false;
}

static void end(struct json_out *o, char bracket)
{
	assert(o->depth > 0 && !o->after_name);
	o->depth--;
	if (o->need_comma)
		new_line(o);
	buf_putc(o->to, bracket);
	o->need_comma = o->depth > 0;
}

void json_begin_object(struct json_out *o)
{
	begin(o, '{');
}

void json_end_object(struct json_out *o)
{
	end(o, '}');
}

void json_begin_array(struct json_out *o)
{
	begin(o, '[');
}

void json_end_array(struct json_out *o)
{
	end(o, ']');
}

/* U+2028 and U+2029 end a line in older JavaScript, where a page may carry this text. */
static bool is_line_separator(const char *p)
{
	return strncmp(p, "\u2028", 3) == 0 || strncmp(p, "\u2029", 3) == 0;
}

/* Bytes from p on that stand for themselves inside quotes. */
static size_t plain_run(const char *p)
{
	const char *from = p;

	while ((unsigned char)*p >= 0x20 && *p != '"' && *p != '\\' && *p != 0x7F &&
	       !is_line_separator(p))
		p++;
	return (size_t)(p - from);
}

/* The one character at p, escaped; gives the bytes of p it took. */
static size_t put_escape(struct buf *to, const char *p)
{
	static const char from[] = "\b\t\n\f\r\"\\", into[] = "btnfr\"\\";
	const char *at = strchr(from, *p);

	if (is_line_separator(p)) {
		buf_puts(to, p[2] == "\u2028"[2] ? "\\u2028" : "\\u2029");
		return 3;
	}
	if (at)
		buf_printf(to, "\\%c", into[at - from]);
	else
		buf_printf(to, "\\u%04x", (unsigned char)*p);
	return 1;
}

static void put_quoted(struct buf *to, const char *s)
{
	struct arena scratch = ARENA_INIT;
	size_t n = strlen(s);

	if (!utf8_valid(s, n))
		s = utf8_repair(&scratch, s, n);
	buf_putc(to, '"');
	while (*s) {
		size_t plain = plain_run(s);

		buf_put(to, s, plain);
		s += plain;
		if (*s)
			s += put_escape(to, s);
	}
	buf_putc(to, '"');
	arena_release(&scratch);
}

void json_name(struct json_out *o, const char *name)
{
	assert(o->depth > 0 && !o->after_name);
	separate(o);
	put_quoted(o->to, name);
	buf_puts(o->to, o->pretty ? ": " : ":");
	o->after_name = true;
	o->need_comma = true;
}

/* A value that needs no escape, as it stands in the text. */
static void put_plain(struct json_out *o, const char *word)
{
	separate(o);
	buf_puts(o->to, word);
	o->need_comma = o->depth > 0;
}

void json_text(struct json_out *o, const char *s)
{
	separate(o);
	if (s)
		put_quoted(o->to, s);
	else
		buf_puts(o->to, "null");
	o->need_comma = o->depth > 0;
}

void json_number(struct json_out *o, int64_t n)
{
	separate(o);
	buf_printf(o->to, "%" PRId64, n);
	o->need_comma = o->depth > 0;
}

void json_bool(struct json_out *o, bool b)
{
	put_plain(o, b ? "true" : "false");
}

void json_null(struct json_out *o)
{
	put_plain(o, "null");
}
