#include "base/mustache.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum { DELIMITER_MAX = 16, NAME_MAX_BYTES = 256, PARTS_MAX = 16, NAME_SHOWN = 60 };

enum tag_type { TAG_TEXT, TAG_VALUE, TAG_RAW, TAG_SECTION, TAG_INVERTED, TAG_END, TAG_PARTIAL };

/* A section's tags run to the one that ends it. */
struct tag {
	enum tag_type type;
	const char *text; /* of a text; of a partial the white space before it */
	size_t len;
	bool begins_line;  /* a text with which a line begins: the partial's indent goes before */
	const char **part; /* of a name: a.b.c; none of "." */
	int nparts, line;
	int end; /* of a section: the index of its end */
	struct mustache *partial;
	bool alone; /* a partial alone on its line */
};

struct mustache {
	const char *name;
	struct tag *tag;
	int ntags, room;
};

/* --- parsing --- */

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

	if (m->ntags == m->room) {
		struct tag *more;

		m->room = m->room * 2 + 32;
		more = arena_array(p->library->arena, (size_t)m->room, sizeof *more);
		if (m->ntags)
			memcpy(more, m->tag, (size_t)m->ntags * sizeof *more);
		m->tag = more;
	}
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

/* --- rendering --- */

enum { STACK_MAX = MUSTACHE_DEPTH_MAX * 4 };

/* White space that goes before each line of a partial; partials lie in each other. */
struct indent {
	const char *text;
	size_t len;
	const struct indent *outer;
};

struct render {
	struct buf *to;
	const struct mustache_data *data;
	struct mustache_how how;
	const void *stack[STACK_MAX];
	int depth, partials;
	long steps;
	struct err *err;
};

/* The template being rendered, and the tags of it from..to. */
struct range {
	const struct mustache *m;
	int from, to;
	const struct indent *indent;
};

static int too_much(struct render *r, const struct range *g, const struct tag *t, const char *what)
{
	err_set(r->err, ERR_INPUT, "%s line %d: %s", g->m->name, t->line, what);
	return -1;
}

static void put_indent(struct buf *to, const struct indent *i)
{
	if (!i)
		return;
	put_indent(to, i->outer);
	buf_put(to, i->text, i->len);
}

/* NULL: nobody has it. The first part is sought from the top down, the others only in what it is. */
static const void *look_up(struct render *r, const struct tag *t)
{
	const struct mustache_data *d = r->data;
	const void *item = NULL;

	if (!t->nparts)
		return r->stack[r->depth - 1];
	for (int i = r->depth - 1; i >= 0 && !item; i--)
		if (d->kind(d->payload, r->stack[i]) == MUSTACHE_MAP)
			item = d->child(d->payload, r->stack[i], t->part[0]);
	for (int i = 1; i < t->nparts && item; i++)
		item = d->kind(d->payload, item) == MUSTACHE_MAP
			       ? d->child(d->payload, item, t->part[i])
			       : NULL;
	return item;
}

static enum mustache_kind kind_of(struct render *r, const void *item)
{
	return item ? r->data->kind(r->data->payload, item) : MUSTACHE_NOTHING;
}

void mustache_put_html(struct buf *to, const char *text)
{
	for (const char *p = text; *p; p++)
		switch (*p) {
		case '&':
			buf_puts(to, "&amp;");
			break;
		case '<':
			buf_puts(to, "&lt;");
			break;
		case '>':
			buf_puts(to, "&gt;");
			break;
		case '"':
			buf_puts(to, "&quot;");
			break;
		case '\'':
			buf_puts(to, "&#39;");
			break;
		default:
			buf_putc(to, *p);
		}
}

static void put_value(struct render *r, const struct tag *t)
{
	const void *item = look_up(r, t);
	const char *text;
	bool raw = t->type == TAG_RAW && !r->how.never_raw;

	if (kind_of(r, item) != MUSTACHE_VALUE)
		return;
	text = r->data->text(r->data->payload, item);
	if (!text)
		return;
	if (r->how.escape == MUSTACHE_HTML && !raw)
		mustache_put_html(r->to, text);
	else
		buf_puts(r->to, text);
}

static int put_range(struct render *r, const struct range *g);

static int put_with(struct render *r, const struct range *g, const struct tag *t, const void *item)
{
	int rc;

	if (r->depth == STACK_MAX)
		return too_much(r, g, t, "too many sections lie in each other");
	r->stack[r->depth++] = item;
	rc = put_range(r, g);
	r->depth--;
	return rc;
}

static int put_section(struct render *r, const struct range *g, int at)
{
	const struct mustache_data *d = r->data;
	const struct tag *t = &g->m->tag[at];
	const void *item = look_up(r, t);
	enum mustache_kind kind = kind_of(r, item);
	struct range inner = *g;

	inner.from = at + 1;
	inner.to = t->end;
	if (kind != MUSTACHE_LIST) {
		if (t->type == TAG_INVERTED)
			return kind == MUSTACHE_NOTHING ? put_range(r, &inner) : 0;
		return kind == MUSTACHE_NOTHING ? 0 : put_with(r, &inner, t, item);
	}
	item = d->first(d->payload, item);
	if (t->type == TAG_INVERTED)
		return item ? 0 : put_range(r, &inner);
	for (; item && !r->to->full; item = d->next(d->payload, item))
		if (put_with(r, &inner, t, item) < 0)
			return -1;
	return 0;
}

static int put_partial_of(struct render *r, const struct range *g, const struct tag *t)
{
	const struct indent indent = { t->text, t->len, g->indent };
	const struct range inner = { t->partial, 0, t->partial->ntags, t->alone ? &indent : NULL };
	int rc;

	if (r->partials == MUSTACHE_PARTIALS_MAX)
		return too_much(r, g, t, "partials call each other without an end");
	r->partials++;
	rc = put_range(r, &inner);
	r->partials--;
	return rc;
}

static int put_range(struct render *r, const struct range *g)
{
	for (int i = g->from; i < g->to && !r->to->full; i++) {
		const struct tag *t = &g->m->tag[i];
		int rc = 0;

		if (r->steps++ == MUSTACHE_STEPS_MAX)
			return too_much(r, g, t, "the template repeats itself too often");
		switch (t->type) {
		case TAG_TEXT:
			if (t->begins_line)
				put_indent(r->to, g->indent);
			buf_put(r->to, t->text, t->len);
			break;
		case TAG_VALUE:
		case TAG_RAW:
			put_value(r, t);
			break;
		case TAG_SECTION:
		case TAG_INVERTED:
			rc = put_section(r, g, i);
			i = t->end;
			break;
		case TAG_PARTIAL:
			rc = put_partial_of(r, g, t);
			break;
		case TAG_END:
			break;
		}
		if (rc < 0)
			return -1;
	}
	return 0;
}

int mustache_render(struct buf *to, const struct mustache *m, const struct mustache_data *data,
		    struct mustache_how how, struct err *err)
{
	struct render r = { .to = to, .data = data, .how = how, .depth = 1, .err = err };
	const struct range all = { m, 0, m->ntags, NULL };

	r.stack[0] = data->root;
	if (put_range(&r, &all) < 0)
		return -1;
	return buf_check(to, m->name, err);
}
