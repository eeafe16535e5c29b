#include "base/ini.h"

#include <assert.h>
#include <ini.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/text.h"

enum {
	FILE_MAX = 1024 * 1024,
	ENTRIES_MAX = 4096,
	ENTRIES_AT_FIRST = 32,
	LINE_MAX_BYTES = 4096,
	WORD_MAX = 49 /* libinih cuts longer sections and names without a word */
};

enum line_kind { LINE_EMPTY, LINE_SECTION, LINE_ENTRY, LINE_BROKEN };

struct line {
	enum line_kind kind;
	const char *start, *next; /* the whole line with its newline */
	const char *from, *to;    /* without white space around */
	const char *word;         /* section or name, not terminated */
	size_t word_len;
};

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static void trim(const char **from, const char **to)
{
	while (*from < *to && is_blank(**from))
		(*from)++;
	while (*to > *from && is_blank((*to)[-1]))
		(*to)--;
}

/* What a line that is neither empty nor a comment says. */
static enum line_kind read_words(struct line *l)
{
	const char *from = l->from, *to = from;
	bool section = *from == '[';

	if (section) {
		from++;
		to = l->to - 1;
		if (*to != ']' || memchr(from, ']', (size_t)(to - from)))
			return LINE_BROKEN;
	} else {
		while (to < l->to && *to != '=' && *to != ':')
			to++;
		if (to == l->to)
			return LINE_BROKEN;
	}
	trim(&from, &to);
	l->word = from;
	l->word_len = (size_t)(to - from);
	if (l->word_len == 0 || l->word_len > WORD_MAX || l->to - l->from > LINE_MAX_BYTES)
		return LINE_BROKEN;
	return section ? LINE_SECTION : LINE_ENTRY;
}

/* False at the end. "at" moves behind the line. */
static bool next_line(struct line *l, const char **at, const char *end)
{
	const char *newline;

	if (*at == end)
		return false;
	newline = memchr(*at, '\n', (size_t)(end - *at));
	*l = (struct line){
		.start = *at,
		.next = newline ? newline + 1 : end,
		.from = *at,
		.to = newline ? newline : end,
	};
	trim(&l->from, &l->to);
	if (l->from < l->to && *l->from != '#' && *l->from != ';')
		l->kind = read_words(l);
	*at = l->next;
	return true;
}

struct reading {
	struct ini *out;
	struct arena *arena;
	const char *path;
	const char *at, *end;
	int line;
	int room; /* for entries */
	struct err *err;
	bool failed;
};

static size_t bom_length(const char *text, size_t len)
{
	return len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

/*
 * libinih's fgets(): it gets one checked line a call, trimmed, so that its rules for continued and
 * over-long lines never meet a settings file.
 */
static char *feed_line(char *into, int room, void *user)
{
	struct reading *r = user;
	struct line l;
	size_t n;

	do {
		if (r->failed || !next_line(&l, &r->at, r->end))
			return NULL;
		r->line++;
	} while (l.kind == LINE_EMPTY);
	n = (size_t)(l.to - l.from);
	/* libinih would pass over the mark and read another kind of line than was checked */
	if (l.kind == LINE_BROKEN || bom_length(l.from, n) || n + 2 > (size_t)room) {
		r->failed = true;
		err_set(r->err, ERR_INPUT,
			"'%s' line %d: write [section] or name = value (names to %d bytes, lines "
			"to %d)",
			r->path, r->line, WORD_MAX, LINE_MAX_BYTES);
		return NULL;
	}
	memcpy(into, l.from, n);
	memcpy(into + n, "\n", 2);
	return into;
}

static const char *trimmed(struct arena *a, const char *s)
{
	const char *to = s + strlen(s);

	trim(&s, &to);
	return arena_strndup(a, s, (size_t)(to - s));
}

static void make_room(struct reading *r)
{
	struct ini *ini = r->out;
	struct ini_entry *old = ini->entry;

	if (ini->count < r->room)
		return;
	r->room = r->room ? r->room * 2 : ENTRIES_AT_FIRST;
	ini->entry = arena_array(r->arena, (size_t)r->room, sizeof *old);
	if (ini->count)
		memcpy(ini->entry, old, (size_t)ini->count * sizeof *old);
}

static int add_entry(void *user, const char *section, const char *name, const char *value)
{
	struct reading *r = user;

	if (r->failed)
		return 0;
	if (r->out->count == ENTRIES_MAX) {
		r->failed = true;
		err_set(r->err, ERR_INPUT, "'%s' line %d: more than %d settings", r->path, r->line,
			ENTRIES_MAX);
		return 0;
	}
	make_room(r);
	r->out->entry[r->out->count++] = (struct ini_entry){
		.section = trimmed(r->arena, section),
		.name = arena_strdup(r->arena, name),
		.value = arena_strdup(r->arena, value),
		.line = r->line,
	};
	return 1;
}

/* libinih's settings are variables of the process; these values never change again. */
static void configure_libinih(void)
{
	ini_use_stack = true;
	ini_max_line = LINE_MAX_BYTES + 3;
	ini_allow_inline_comments = false; /* a secret may hold " ;" */
}

int ini_take(struct ini *out, struct arena *a, const char *path, const char *text, size_t len,
	     struct err *err)
{
	struct reading r = {
		.out = out,
		.arena = a,
		.path = path,
		.at = text + bom_length(text, len),
		.end = text + len,
		.err = err,
	};
	int status;

	*out = (struct ini){ NULL, 0 };
	if (len > FILE_MAX)
		return err_set(err, ERR_INPUT, "'%s' is larger than %d bytes", path, FILE_MAX);
	if (!utf8_valid(text, len))
		return err_set(err, ERR_INPUT, "'%s' is not UTF-8 text", path);
	configure_libinih();
	status = ini_parse_stream(feed_line, &r, add_entry, &r);
	if (r.failed)
		return -1;
	if (status)
		return err_set(err, ERR_FAILED, "cannot read '%s': libinih says %d", path, status);
	return 0;
}

/* The file's bytes; none when it does not exist. */
static int load(char **text, size_t *len, struct arena *a, const char *path, struct err *err)
{
	struct err why = { .code = ERR_NONE };

	if (file_read(text, len, a, path, FILE_MAX, &why) == 0)
		return 0;
	if (why.code != ERR_NOT_FOUND) {
		*err = why;
		return -1;
	}
	*text = arena_strdup(a, "");
	*len = 0;
	return 0;
}

int ini_read(struct ini *out, struct arena *a, const char *path, struct err *err)
{
	char *text;
	size_t len;

	if (load(&text, &len, a, path, err))
		return -1;
	return ini_take(out, a, path, text, len, err);
}

const char *ini_get(const struct ini *ini, const char *section, const char *name)
{
	for (int i = ini->count - 1; i >= 0; i--)
		if (text_same_nocase(ini->entry[i].section, section) &&
		    text_same_nocase(ini->entry[i].name, name))
			return ini->entry[i].value;
	return NULL;
}

/* Where in the text a setting goes: the bytes from..to are replaced by its line. */
struct place {
	const char *from, *to;
	bool replaces; /* the line of an older value */
	bool has_section;
};

static bool is_word(const struct line *l, struct arena *a, const char *word)
{
	return text_same_nocase(arena_strndup(a, l->word, l->word_len), word);
}

static struct place find_place(struct arena *a, const char *text, size_t len, const char *section,
			       const char *name)
{
	const char *at = text + bom_length(text, len), *end = text + len;
	bool inside = !*section;
	struct place p = { .from = inside ? at : end, .has_section = inside };
	struct line l;

	while (next_line(&l, &at, end)) {
		if (l.kind == LINE_SECTION) {
			inside = is_word(&l, a, section);
			p.has_section |= inside;
		}
		if (!inside || l.kind == LINE_EMPTY)
			continue;
		if (l.kind == LINE_ENTRY && is_word(&l, a, name)) {
			p.replaces = true;
			p.from = l.start;
			p.to = l.to + strspn(l.to, " \t");
		} else if (!p.replaces) {
			p.from = l.next;
		}
	}
	if (!p.replaces)
		p.to = p.from;
	return p;
}

static void put_setting(struct buf *b, struct arena *a, const char *text, size_t len,
			const struct ini_entry *set)
{
	struct place p = find_place(a, text, len, set->section, set->name);
	const char *newline = strstr(text, "\r\n") ? "\r\n" : "\n";

	buf_put(b, text, (size_t)(p.from - text));
	if (!p.replaces && p.from > text + bom_length(text, len) && p.from[-1] != '\n')
		buf_puts(b, newline);
	if (!p.has_section)
		buf_printf(b, "%s[%s]%s", len > 0 ? newline : "", set->section, newline);
	buf_printf(b, "%s = %s%s", set->name, set->value, p.replaces ? "" : newline);
	buf_put(b, p.to, (size_t)(text + len - p.to));
}

static int check_word(const char *word, bool may_be_empty, const char *what, struct err *err)
{
	static const char good[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "0123456789_-.";
	size_t n = strlen(word);

	if ((n > 0 || may_be_empty) && n <= WORD_MAX && strspn(word, good) == n)
		return 0;
	return err_set(err, ERR_INPUT,
		       "%s '%.60s' cannot be set: use 1 to %d letters, digits, '_', '-' and '.'",
		       what, word, WORD_MAX);
}

/* A value must come back as it was given: one line, no white space that would be trimmed. */
static int check_value(const char *value, const char *name, struct err *err)
{
	size_t n = strlen(value);

	if (!utf8_valid(value, n) || strpbrk(value, "\r\n"))
		return err_set(err, ERR_INPUT, "the value of '%s' must be one line of UTF-8 text",
			       name);
	if (n > 0 && (is_blank(value[0]) || is_blank(value[n - 1])))
		return err_set(err, ERR_INPUT, "the value of '%s' begins or ends with white space",
			       name);
	return 0;
}

int ini_set(const char *path, const char *section, const char *name, const char *value,
	    struct arena *a, struct err *err)
{
	struct ini ini;
	struct buf b;
	char *text;
	size_t len;
	int ret = -1;

	if (check_word(section, true, "section", err) || check_word(name, false, "name", err) ||
	    check_value(value, name, err) || load(&text, &len, a, path, err) ||
	    ini_take(&ini, a, path, text, len, err))
		return -1;
	buf_init(&b, FILE_MAX);
	put_setting(&b, a, text, len,
		    &(struct ini_entry){ .section = section, .name = name, .value = value });

	/* What would not read back (a ceiling met) is never written. */
	if (buf_check(&b, path, err) || ini_take(&ini, a, path, b.at, b.len, err))
		goto out;
	assert(text_same(ini_get(&ini, section, name), value));
	if (file_make_parent(path, err) || file_write(path, b.at, b.len, 0600, err))
		goto out;
	ret = 0;
out:
	buf_release(&b);
	return ret;
}
