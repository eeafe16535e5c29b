#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mustache_parts.h"
#include "base/text.h"

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

/* NULL: nobody has it. The first part is sought from the top down, the others only within it. */
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
		text_put_html(r->to, text);
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
