#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/mustache_parts.h"

enum { DELIMITER_MAX = 16, NAME_MAX_BYTES = 256, PARTS_MAX = 16, NAME_SHOWN = 60 };

/* Partials that were met, by their name: one that calls itself is parsed once. */
struct known {
	const char *name;
	struct mustache *m;
};

struct library {
	struct arena *arena;
	mustache_load *load;
	void *payload;
	struct known known[MUSTACHE_FILES_MAX];
	int n;
};

struct parser {
	struct library *library;
	struct mustache *m;
	const char *begin, *at, *end; /* at: all before it is in tags */
	char open[DELIMITER_MAX + 1], close[DELIMITER_MAX + 1];
	int section[MUSTACHE_DEPTH_MAX]; /* indices of those that are open */
	const char *section_name[MUSTACHE_DEPTH_MAX];
	int depth;
	const char *counted; /* so far newlines were counted */
	int line;
};

/* One tag as it stands in the text: from its delimiter to behind the other. */
struct found {
	const char *from, *to;
	const char *name;
	size_t name_len;
	char type; /* '#', '^', '/', '!', '>', '=', '&', '{'; 0: a value */
};

/* Counts on from where it was asked before. */
static int line_at(struct parser *p, const char *at)
{
	if (at < p->counted) {
		p->counted = p->begin;
		p->line = 1;
	}
	for (; p->counted < at; p->counted++)
		p->line += *p->counted == '\n';
	return p->line;
}

static int broken(struct parser *p, const char *at, struct err *err)
{
	return err_wrap(err, "%s line %d", p->m->name, line_at(p, at));
}

static struct tag *add_tag(struct parser *p, enum tag_type type, const char *at)
{
	struct mustache *m = p->m;
	struct tag *t;

	m->tag = arena_grown(p->library->arena, m->tag, m->ntags, &m->room, sizeof *m->tag);
	t = &m->tag[m->ntags++];
	*t = (struct tag){ .type = type, .line = line_at(p, at) };
	return t;
}

static bool begins_line(const struct parser *p, const char *at)
{
	return at == p->begin || at[-1] == '\n';
}

/* Text up to "to", a tag a line, so that a partial's lines can be indented. */
static void put_text(struct parser *p, const char *to, bool tag_follows)
{
	const char *from = p->at;

	while (from < to) {
		const char *newline = memchr(from, '\n', (size_t)(to - from));
		const char *stop = newline ? newline + 1 : to;
		struct tag *t = add_tag(p, TAG_TEXT, from);

		t->text = from;
		t->len = (size_t)(stop - from);
		t->begins_line = begins_line(p, from);
		from = stop;
	}
	if (tag_follows && begins_line(p, to))
		add_tag(p, TAG_TEXT, to)->begins_line = true;
}

static const char *find(const char *from, const char *end, const char *word)
{
	return memmem(from, (size_t)(end - from), word, strlen(word));
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void trim(struct found *f)
{
	while (f->name_len && is_blank(*f->name)) {
		f->name++;
		f->name_len--;
	}
	while (f->name_len && is_blank(f->name[f->name_len - 1]))
		f->name_len--;
}

/* 1 with the next tag, 0 when there is none. */
static int find_tag(struct found *f, struct parser *p, struct err *err)
{
	char close[DELIMITER_MAX + 2];
	const char *inner, *stop;

	f->from = find(p->at, p->end, p->open);
	if (!f->from)
		return 0;
	inner = f->from + strlen(p->open);
	f->type = inner < p->end && memchr("#^/!>=&{", *inner, 8) ? *inner++ : '\0';
	snprintf(close, sizeof close, "%s%s",
		 f->type == '{'   ? "}"
		 : f->type == '=' ? "="
				  : "",
		 p->close);
	stop = find(inner, p->end, close);
	if (!stop) {
		err_set(err, ERR_INPUT, "a tag begins with %s and has no %s", p->open, close);
		return broken(p, f->from, err);
	}
	f->name = inner;
	f->name_len = (size_t)(stop - inner);
	f->to = stop + strlen(close);
	trim(f);
	return 1;
}

/* Nothing but blanks beside it: then its whole line goes, from *from to *to. */
static bool stands_alone(const struct parser *p, const struct found *f, const char **from,
			 const char **to)
{
	const char *before = f->from, *after = f->to;

	if (!f->type || f->type == '&' || f->type == '{')
		return false;
	while (before > p->begin && (before[-1] == ' ' || before[-1] == '\t'))
		before--;
	while (after < p->end && (*after == ' ' || *after == '\t'))
		after++;
	if (!begins_line(p, before))
		return false;
	if (after < p->end) {
		after += *after == '\r' && after + 1 < p->end && after[1] == '\n';
		if (*after != '\n')
			return false;
		after++;
	}
	*from = before;
	*to = after;
	return true;
}

static int check_name(const struct found *f, struct err *err)
{
	if (!f->name_len)
		return err_set(err, ERR_INPUT, "a tag without a name");
	if (f->name_len > NAME_MAX_BYTES)
		return err_set(err, ERR_INPUT, "a name is longer than %d bytes", NAME_MAX_BYTES);
	for (size_t i = 0; i < f->name_len; i++)
		if (is_blank(f->name[i]) || !f->name[i])
			return err_set(err, ERR_INPUT, "'%.*s' is no name: there are blanks in it",
				       f->name_len < NAME_SHOWN ? (int)f->name_len : NAME_SHOWN,
				       f->name);
	return 0;
}

/* "a.b.c" in parts; "." has none. */
static int put_name(struct parser *p, struct tag *t, const struct found *f, struct err *err)
{
	struct arena *a = p->library->arena;
	char *name, *next;

	if (check_name(f, err) < 0)
		return -1;
	name = arena_strndup(a, f->name, f->name_len);
	if (strcmp(name, ".") == 0)
		return 0;
	t->part = arena_array(a, PARTS_MAX, sizeof *t->part);
	for (next = name; next; t->nparts++) {
		if (t->nparts == PARTS_MAX)
			return err_set(err, ERR_INPUT, "a name has more than %d parts", PARTS_MAX);
		t->part[t->nparts] = strsep(&next, ".");
		if (!*t->part[t->nparts])
			return err_set(err, ERR_INPUT, "'%.*s' is no name: a part is empty",
				       f->name_len < NAME_SHOWN ? (int)f->name_len : NAME_SHOWN,
				       f->name);
	}
	return 0;
}

static int begin_section(struct parser *p, const struct found *f, struct err *err)
{
	struct tag *t = add_tag(p, f->type == '#' ? TAG_SECTION : TAG_INVERTED, f->from);

	if (p->depth == MUSTACHE_DEPTH_MAX)
		return err_set(err, ERR_INPUT, "more than %d sections lie in each other",
			       MUSTACHE_DEPTH_MAX);
	p->section[p->depth] = p->m->ntags - 1;
	if (put_name(p, t, f, err) < 0)
		return -1;
	p->section_name[p->depth++] = arena_strndup(p->library->arena, f->name, f->name_len);
	return 0;
}

static int end_section(struct parser *p, const struct found *f, struct err *err)
{
	const char *name;

	if (check_name(f, err) < 0)
		return -1;
	if (!p->depth)
		return err_set(err, ERR_INPUT, "'%.*s' ends and was never begun",
			       f->name_len < NAME_SHOWN ? (int)f->name_len : NAME_SHOWN, f->name);
	name = p->section_name[--p->depth];
	if (strlen(name) != f->name_len || memcmp(name, f->name, f->name_len) != 0)
		return err_set(err, ERR_INPUT, "'%.*s' ends where '%.*s' should",
			       f->name_len < NAME_SHOWN ? (int)f->name_len : NAME_SHOWN, f->name,
			       NAME_SHOWN, name);
	add_tag(p, TAG_END, f->from);
	p->m->tag[p->section[p->depth]].end = p->m->ntags - 1;
	return 0;
}

/* {{=<% %>=}} */
static int set_delimiters(struct parser *p, const struct found *f, struct err *err)
{
	size_t open = 0, close = 0;

	while (open < f->name_len && !is_blank(f->name[open]))
		open++;
	while (close < f->name_len - open && !is_blank(f->name[f->name_len - close - 1]))
		close++;
	if (!open || !close || open > DELIMITER_MAX || close > DELIMITER_MAX ||
	    memchr(f->name, '=', f->name_len) || memchr(f->name, '\0', f->name_len))
		return err_set(err, ERR_INPUT,
			       "other delimiters are two words without '=', such as {{=<%% %%>=}}");
	for (size_t i = open; i < f->name_len - close; i++)
		if (!is_blank(f->name[i]))
			return err_set(err, ERR_INPUT, "other delimiters are two words, not three");
	memcpy(p->open, f->name, open);
	p->open[open] = '\0';
	memcpy(p->close, f->name + f->name_len - close, close);
	p->close[close] = '\0';
	return 0;
}

static int parse_text(struct mustache *m, struct library *l, const struct mustache_text *text,
		      struct err *err);

static int find_partial(struct mustache **out, struct library *l, const char *name, struct err *err)
{
	struct mustache_text text = { 0 };

	for (int i = 0; i < l->n; i++)
		if (strcmp(l->known[i].name, name) == 0) {
			*out = l->known[i].m;
			return 0;
		}
	if (l->n == MUSTACHE_FILES_MAX)
		return err_set(err, ERR_INPUT, "more than %d partials", MUSTACHE_FILES_MAX);
	*out = arena_alloc(l->arena, sizeof **out);
	l->known[l->n++] = (struct known){ name, *out };
	if (l->load && l->load(&text, l->payload, name, err) < 0)
		return -1;
	if (!text.bytes) {
		(*out)->name = name;
		return 0;
	}
	return parse_text(*out, l, &text, err);
}

static int put_partial(struct parser *p, const struct found *f, const char *line_from,
		       struct err *err)
{
	struct tag *t = add_tag(p, TAG_PARTIAL, f->from);
	int index = p->m->ntags - 1;
	struct mustache *partial = NULL;

	if (check_name(f, err) < 0)
		return broken(p, f->from, err);
	t->alone = line_from != NULL;
	t->text = line_from;
	t->len = line_from ? (size_t)(f->from - line_from) : 0;
	if (find_partial(&partial, p->library,
			 arena_strndup(p->library->arena, f->name, f->name_len), err) < 0)
		return -1; /* says its own name and line */
	p->m->tag[index].partial = partial;
	return 0;
}

static int put_tag(struct parser *p, const struct found *f, const char *line_from, struct err *err)
{
	int rc = 0;

	switch (f->type) {
	case '!':
		break;
	case '=':
		rc = set_delimiters(p, f, err);
		break;
	case '#':
	case '^':
		rc = begin_section(p, f, err);
		break;
	case '/':
		rc = end_section(p, f, err);
		break;
	case '>':
		return put_partial(p, f, line_from, err);
	default:
		rc = put_name(p, add_tag(p, f->type ? TAG_RAW : TAG_VALUE, f->from), f, err);
	}
	return rc < 0 ? broken(p, f->from, err) : 0;
}

static int parse_tags(struct parser *p, struct err *err)
{
	struct found f;
	int rc;

	while ((rc = find_tag(&f, p, err)) > 0) {
		const char *from = NULL, *to = f.to;
		bool alone = stands_alone(p, &f, &from, &to);

		put_text(p, alone ? from : f.from, !alone);
		p->at = to;
		if (put_tag(p, &f, alone ? from : NULL, err) < 0)
			return -1;
	}
	if (rc < 0)
		return -1;
	put_text(p, p->end, false);
	if (!p->depth)
		return 0;
	err_set(err, ERR_INPUT, "'%.*s' begins and never ends", NAME_SHOWN,
		p->section_name[p->depth - 1]);
	return err_wrap(err, "%s line %d", p->m->name, p->m->tag[p->section[p->depth - 1]].line);
}

static int parse_text(struct mustache *m, struct library *l, const struct mustache_text *text,
		      struct err *err)
{
	struct parser p = { .library = l, .m = m, .line = 1, .open = "{{", .close = "}}" };
	char *copy;

	m->name = arena_strdup(l->arena, text->name);
	if (text->len > MUSTACHE_BYTES_MAX)
		return err_set(err, ERR_INPUT, "%s: a template has at most %d kB", m->name,
			       MUSTACHE_BYTES_MAX / 1024);
	p.begin = p.at = p.counted = copy = arena_alloc(l->arena, text->len + 1);
	memcpy(copy, text->bytes, text->len); /* NULs, too */
	p.end = p.begin + text->len;
	return parse_tags(&p, err);
}

int mustache_parse(struct mustache **out, struct arena *a, const struct mustache_text *text,
		   mustache_load *load, void *payload, struct err *err)
{
	struct library l = { .arena = a, .load = load, .payload = payload };

	*out = arena_alloc(a, sizeof **out);
	return parse_text(*out, &l, text, err);
}
