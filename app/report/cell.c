#include "report/book.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/zone.h"

const char book_continued[] = "\n(continued in the next row)";

enum {
	DAY_ZERO = 25569,   /* 1970-01-01 as a workbook counts */
	DAY_FIRST = -25508, /* 1900-03-01: before it workbooks believe in a 29 February 1900 */
	DAY_SECONDS = 86400
};

bool book_many(const struct book *b)
{
	return b->in->ncases > 1;
}

/* "_x0041_" would be read as an "A": the underscore itself must be written so. */
static bool looks_escaped(const char *s)
{
	return s[0] == '_' && s[1] == 'x' && strspn(s + 2, "0123456789abcdefABCDEF") >= 4 &&
	       s[6] == '_';
}

const char *book_clean(struct arena *a, const char *text)
{
	char *kept = utf8_repair(a, text, strlen(text)), *to;
	char *out = arena_alloc(a, strlen(kept) * 7 + 1);

	to = out;
	for (const char *s = kept; *s; s++) {
		if (s[0] == '\r') {
			if (s[1] != '\n')
				*to++ = '\n';
		} else if (memcmp(s, "\xEF\xBF\xBE", strnlen(s, 3)) == 0 ||
			   memcmp(s, "\xEF\xBF\xBF", strnlen(s, 3)) == 0) {
			memcpy(to, "\xEF\xBF\xBD", 3);
			to += 3;
			s += 2;
		} else if (looks_escaped(s)) {
			memcpy(to, "_x005F_", 7);
			to += 7;
		} else {
			*to++ = *s;
		}
	}
	*to = '\0';
	return out;
}

struct cell cell_text(int first, int last, enum style style, const char *text)
{
	return (struct cell){ .first = first, .last = last, .style = style, .text = text };
}

static struct cell cell_number(int first, int last, enum style style, double number)
{
	assert(isfinite(number));
	return (struct cell){
		.first = first, .last = last, .style = style, .is_number = true, .number = number
	};
}

static struct cell cell_money(struct book *b, int first, int last, const struct money *m)
{
	const struct book_money *style = style_money(b, m);
	struct cell c = cell_number(first, last, STYLE_INT, (double)m->cents / 100);
	char text[MONEY_TEXT];

	if (style) {
		c.format = style->left;
		return c;
	}
	return cell_text(first, last, STYLE_TEXT, arena_strdup(b->arena, money_text(text, m)));
}

static struct cell cell_instant(struct book *b, int first, int last, instant at)
{
	int64_t wall = at + (b->in->zone ? zone_offset(b->in->zone, at) : 0);

	if (wall < (int64_t)DAY_FIRST * DAY_SECONDS) {
		char text[INSTANT_TEXT];

		return cell_text(first, last, STYLE_TEXT,
				 arena_strdup(b->arena, instant_text(text, at)));
	}
	return cell_number(first, last, STYLE_INSTANT, (double)wall / DAY_SECONDS + DAY_ZERO);
}

static struct cell cell_day(struct book *b, int first, int last, daynum day)
{
	char text[DAY_TEXT];

	if (day >= DAY_FIRST)
		return cell_number(first, last, STYLE_DAY, (double)day + DAY_ZERO);
	return cell_text(first, last, STYLE_TEXT, arena_strdup(b->arena, day_text(text, day)));
}

struct cell cell_node(struct book *b, int first, int last, const struct node *n)
{
	switch (n ? n->type : NODE_NULL) {
	case NODE_DAY:
		return cell_day(b, first, last, n->day);
	case NODE_INSTANT:
		return cell_instant(b, first, last, n->at);
	case NODE_MONEY:
		return cell_money(b, first, last, &n->money);
	case NODE_INT:
		return cell_number(first, last, STYLE_INT, (double)n->number);
	case NODE_BOOL:
		return cell_text(first, last, STYLE_TEXT, n->truth ? "yes" : "no");
	case NODE_TEXT:
		/*
		 * Digits alone: a program that is given the cell to edit must not make a number of
		 * it.
		 */
		return cell_text(first, last,
				 n->text[strspn(n->text, "0123456789+-. ")] ? STYLE_TEXT
									    : STYLE_CODE,
				 n->text);
	case NODE_NULL:
	case NODE_LIST:
	case NODE_MAP:
		break;
	}
	return cell_text(first, last, STYLE_UNKNOWN, "–");
}

struct cell cell_node_right(struct book *b, int first, int last, const struct node *n)
{
	struct cell c = cell_node(b, first, last, n);

	if (c.style == STYLE_INT)
		c.style = STYLE_INT_RIGHT;
	if (c.format)
		c.format = style_money(b, &n->money)->right;
	return c;
}
