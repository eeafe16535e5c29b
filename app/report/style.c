#include "report/book.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* Calibri is what the workbook's column widths are counted in; Carlito is its twin elsewhere. */
static const char sans[] = "Calibri";
static const char mono[] = "Consolas";

enum colour {
	INK = 0x1F2933,
	MUTED = 0x6B7280,
	NAVY = 0x1F3A5F,
	HAIRLINE = 0xD5DBE3,
	HEAD_FILL = 0xE8EDF3,
	BAD_INK = 0x8A1C1C,
	BAD_FILL = 0xFBE3E1,
	WARN_INK = 0x714B00,
	WARN_FILL = 0xFFF1CC,
	GOOD_INK = 0x1C5A2C,
	GOOD_FILL = 0xE3F3E6,
	QUIET_FILL = 0xF1F3F6,
	NO_FILL = -1
};

enum border { NONE, HAIR, STRONG };
enum { BOLD = 1, ITALIC = 2, WRAP = 4, MIDDLE = 8, RIGHT = 16 };

struct look {
	const char *font;
	double size;
	int ink, fill;
	unsigned flags;
	enum border bottom;
	const char *number; /* NULL: text */
};

/* clang-format off */
static const struct look looks[] = {
	[STYLE_TITLE] = { sans, 20, NAVY, NO_FILL, BOLD | MIDDLE, NONE, NULL },
	[STYLE_SUBTITLE] = { sans, 13, INK, NO_FILL, MIDDLE, NONE, NULL },
	[STYLE_NUMBER] = { mono, 14, INK, NO_FILL, BOLD | MIDDLE, NONE, "@" },
	[STYLE_NOTE] = { sans, 10, MUTED, NO_FILL, WRAP, NONE, NULL },
	[STYLE_SECTION] = { sans, 13, NAVY, NO_FILL, BOLD | MIDDLE, STRONG, NULL },
	[STYLE_EMPTY] = { sans, 11, MUTED, NO_FILL, ITALIC | WRAP, NONE, NULL },
	[STYLE_HEAD] = { sans, 10, NAVY, HEAD_FILL, BOLD | WRAP | MIDDLE, STRONG, NULL },
	[STYLE_HEAD_RIGHT] = { sans, 10, NAVY, HEAD_FILL, BOLD | WRAP | MIDDLE | RIGHT, STRONG,
			       NULL },
	[STYLE_LABEL] = { sans, 10, MUTED, NO_FILL, WRAP, HAIR, NULL },
	[STYLE_TEXT] = { sans, 11, INK, NO_FILL, WRAP, HAIR, NULL },
	[STYLE_STRONG] = { sans, 11, INK, NO_FILL, BOLD | WRAP, HAIR, NULL },
	[STYLE_CODE] = { sans, 11, INK, NO_FILL, WRAP, HAIR, "@" },
	[STYLE_MONO] = { mono, 9, INK, NO_FILL, WRAP, HAIR, "@" },
	[STYLE_DAY] = { sans, 11, INK, NO_FILL, 0, HAIR, "yyyy-mm-dd" },
	[STYLE_INSTANT] = { sans, 11, INK, NO_FILL, 0, HAIR, "yyyy-mm-dd hh:mm" },
	[STYLE_INT] = { sans, 11, INK, NO_FILL, 0, HAIR, "#,##0" },
	[STYLE_INT_RIGHT] = { sans, 11, INK, NO_FILL, RIGHT, HAIR, "#,##0" },
	[STYLE_UNKNOWN] = { sans, 11, MUTED, NO_FILL, WRAP, HAIR, NULL },
	[STYLE_BAD] = { sans, 11, BAD_INK, BAD_FILL, WRAP, HAIR, NULL },
	[STYLE_BAD_TAG] = { sans, 10, BAD_INK, BAD_FILL, BOLD | WRAP | MIDDLE, HAIR, NULL },
	[STYLE_WARN] = { sans, 11, WARN_INK, WARN_FILL, WRAP, HAIR, NULL },
	[STYLE_WARN_TAG] = { sans, 10, WARN_INK, WARN_FILL, BOLD | WRAP | MIDDLE, HAIR, NULL },
	[STYLE_GOOD] = { sans, 11, GOOD_INK, GOOD_FILL, WRAP, HAIR, NULL },
	[STYLE_GOOD_TAG] = { sans, 10, GOOD_INK, GOOD_FILL, BOLD | WRAP | MIDDLE, HAIR, NULL },
	[STYLE_QUIET] = { sans, 11, INK, QUIET_FILL, WRAP, HAIR, NULL },
	[STYLE_LINK] = { sans, 11, NAVY, NO_FILL, BOLD, HAIR, NULL },
	[STYLE_PATH] = { mono, 8, MUTED, NO_FILL, WRAP, NONE, NULL },
	[STYLE_VALUE] = { mono, 8, INK, NO_FILL, WRAP, NONE, NULL },
	[STYLE_GRID_TEXT] = { sans, 11, INK, NO_FILL, 0, HAIR, NULL },
	[STYLE_GRID_CODE] = { sans, 11, INK, NO_FILL, 0, HAIR, "@" },
	[STYLE_GRID_PERCENT] = { sans, 11, INK, NO_FILL, RIGHT, HAIR, "0%" },
	[STYLE_GRID_MUTED] = { sans, 11, MUTED, NO_FILL, RIGHT, HAIR, NULL },
};
/* clang-format on */
static_assert(sizeof(looks) / sizeof(*looks) == STYLE_NVALUES, "a style has no look");

static lxw_format *make(lxw_workbook *wb, const struct look *look, const char *number)
{
	lxw_format *f = workbook_add_format(wb);

	format_set_font_name(f, look->font);
	format_set_font_size(f, look->size);
	format_set_font_color(f, (lxw_color_t)look->ink);
	if (look->fill != NO_FILL)
		format_set_bg_color(f, (lxw_color_t)look->fill);
	if (look->flags & BOLD)
		format_set_bold(f);
	if (look->flags & ITALIC)
		format_set_italic(f);
	if (look->flags & WRAP)
		format_set_text_wrap(f);
	format_set_align(f, (look->flags & MIDDLE) ? LXW_ALIGN_VERTICAL_CENTER
						   : LXW_ALIGN_VERTICAL_TOP);
	format_set_align(f, (look->flags & RIGHT) ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
	if (look->flags & RIGHT)
		format_set_indent(f, 1);
	if (look->bottom != NONE) {
		format_set_bottom(f, look->bottom == HAIR ? LXW_BORDER_THIN : LXW_BORDER_MEDIUM);
		format_set_bottom_color(f, look->bottom == HAIR ? HAIRLINE : NAVY);
	}
	if (number)
		format_set_num_format(f, number);
	return f;
}

void book_styles(struct book *b)
{
	for (int s = 0; s < STYLE_NVALUES; s++)
		b->style[s] = make(b->wb, &looks[s], looks[s].number);
}

double style_size(enum style style)
{
	return looks[style].size;
}

/*
 * A unit of a column's width is 7 pixels of 3/4 point. Letters are counted a little too wide
 * (letters.c), and bold ones are wider: a row too high looks better than a cut text.
 */
int style_width(enum style style, double columns)
{
	const struct look *look = &looks[style];

	return (int)(columns * 7 * 0.75 / look->size * 1000 * 1.05 /
		     ((look->flags & BOLD) ? 1.07 : 1.0));
}

bool style_mono(enum style style)
{
	return looks[style].font == mono;
}

bool style_wraps(enum style style)
{
	return looks[style].flags & WRAP;
}

const struct book_money *style_money(struct book *b, const struct money *amount)
{
	char number[32], one[MONEY_TEXT];
	struct book_money *m;

	for (int i = 0; i < b->nmoney; i++)
		if (text_same(b->money[i].currency, amount->currency))
			return &b->money[i];
	if (b->nmoney == BOOK_CURRENCIES || !currency_known(amount->currency))
		return NULL;
	m = &b->money[b->nmoney++];
	memcpy(m->currency, amount->currency, sizeof(m->currency));
	money_amount(one, amount);
	snprintf(number, sizeof(number), "#,##0%s \"%s\"", strchr(one, '.') ? ".00" : "",
		 amount->currency);
	m->left = make(b->wb, &looks[STYLE_INT], number);
	m->right = make(b->wb, &looks[STYLE_INT_RIGHT], number);
	return m;
}
