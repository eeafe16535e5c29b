#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"
#include "view/doc.h"
#include "view/report_doc.h"

enum { SAID_MAX = 4000, TEXT_MAX = 500, NUMBER_LIMIT = 1000000000 };

/* The last value given under that name; NULL: nothing. "" takes a default back. */
static const char *value_of(const struct report_param *p, const struct report_given given[], int n)
{
	const char *value = p->initial;

	for (int i = 0; i < n; i++)
		if (!strcmp(given[i].name, p->name))
			value = *given[i].value ? given[i].value : NULL;
	return value;
}

static int take_value(struct arena *a, struct node *to, const struct report_param *p,
		      const char *value, const struct moment *moment, struct err *err)
{
	const char *what = arena_printf(a, "--%s", p->name), *text;
	long long number;
	daynum day;
	int choice;

	if (!value) {
		node_null(a, to, p->name);
		return 0;
	}
	switch (p->type) {
	case REPORT_IS_DAY:
		if (day_parse(&day, value, moment->today, what, err) < 0)
			return -1;
		node_day(a, to, p->name, day);
		return 0;
	case REPORT_IS_NUMBER:
		if (number_parse(&number, value, 0, NUMBER_LIMIT, what, err) < 0)
			return -1;
		node_int(a, to, p->name, number);
		return 0;
	case REPORT_IS_CHOICE:
		if (name_parse(&choice, p->choice, p->nchoices, value, what, err) < 0)
			return -1;
		node_text(a, to, p->name, p->choice[choice]);
		return 0;
	case REPORT_IS_TEXT:
		break;
	}
	if (text_take(&text, a, value, TEXT_MAX, what, err) < 0)
		return -1;
	node_text(a, to, p->name, text);
	return 0;
}

static int check_names(struct arena *a, const struct report *r, const struct report_given given[],
		       int ngiven, struct err *err)
{
	const char *list = "";

	for (int i = 0; i < r->nparams; i++)
		list = arena_printf(a, "%s%s--%s", list, i ? ", " : "", r->param[i].name);
	for (int i = 0; i < ngiven; i++) {
		if (report_param_find(r, given[i].name) >= 0)
			continue;
		return *list ? err_set(err, ERR_INPUT, "the report %s takes no --%s; it takes %s",
				       r->name, given[i].name, list)
			     : err_set(err, ERR_INPUT, "the report %s takes no --%s", r->name,
				       given[i].name);
	}
	return 0;
}

static const char *value_text(struct arena *a, const struct node *n)
{
	char day[DAY_TEXT];

	switch (n->type) {
	case NODE_DAY:
		return arena_strdup(a, day_text(day, n->day));
	case NODE_INT:
		return arena_printf(a, "%lld", (long long)n->number);
	case NODE_TEXT:
		return n->text;
	default:
		return NULL;
	}
}

/* {by} becomes what was given; at the beginning of the text with a capital. */
static const char *fill_in(struct arena *a, const char *text, const struct node *given)
{
	struct buf b;
	const char *out;

	if (!text || !strchr(text, '{'))
		return text;
	buf_init(&b, SAID_MAX * 2);
	for (const char *p = text; *p;) {
		const char *end = *p == '{' ? strchr(p, '}') : NULL;
		const struct node *n =
			end ? node_get(given, arena_strndup(a, p + 1, (size_t)(end - p - 1)))
			    : NULL;
		size_t at = b.len;

		if (!n) {
			buf_putc(&b, *p++);
			continue;
		}
		buf_puts(&b, n->type == NODE_NULL ? "all" : value_text(a, n));
		for (char *c = b.at + at; *c; c++)
			*c = *c == '_' ? ' ' : *c;
		if (p == text && b.at[0] >= 'a' && b.at[0] <= 'z')
			b.at[0] = (char)(b.at[0] - 'a' + 'A');
		p = end + 1;
	}
	out = arena_strdup(a, b.at);
	buf_release(&b);
	return out;
}

static const struct report *filled(struct arena *a, const struct report *r,
				   const struct node *given)
{
	struct report *out = arena_alloc(a, sizeof *out);

	*out = *r;
	out->title = fill_in(a, r->title, given);
	out->about = fill_in(a, r->about, given);
	out->chart.title = fill_in(a, r->chart.title, given);
	out->column = arena_array(a, (size_t)r->ncolumns + 1, sizeof *out->column);
	for (int i = 0; i < r->ncolumns; i++) {
		out->column[i] = r->column[i];
		out->column[i].heading = fill_in(a, r->column[i].heading, given);
	}
	return out;
}

/* What is as ever goes without saying. */
static const char *said(struct arena *a, const struct report *r, const struct node *given)
{
	const struct node *n = given->first;
	const char *out = NULL;

	for (int i = 0; i < r->nparams; i++, n = n->next) {
		const char *value = value_text(a, n);

		if (value && !text_same(value, r->param[i].initial))
			out = arena_printf(a, "%s%s%s %s", out ? out : "", out ? ", " : "", n->name,
					   value);
	}
	return out;
}

const char *report_plain_title(struct arena *a, const struct report *r)
{
	struct node *usual = node_root(a);

	for (int i = 0; i < r->nparams; i++)
		node_text(a, usual, r->param[i].name, r->param[i].initial);
	return fill_in(a, r->title, usual);
}

int report_ask(struct report_ask *out, struct arena *a, const struct report *r,
	       const struct report_given given[], int ngiven, bool strict,
	       const struct moment *moment, struct err *err)
{
	struct node *values = node_root(a);

	if (strict && check_names(a, r, given, ngiven, err) < 0)
		return -1;
	for (int i = 0; i < r->nparams; i++)
		if (take_value(a, values, &r->param[i], value_of(&r->param[i], given, ngiven),
			       moment, err) < 0)
			return -1;
	*out = (struct report_ask){ .report = filled(a, r, values),
				    .given = values,
				    .said = said(a, r, values) };
	return 0;
}
