#include "report/paper.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

/* To find where to break a line costs the square of a word's length. */
enum { RUN_MAX = 3000 };
static const char cut_words[] = " … (cut here: the workbook has it whole)";

/*
 * U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069: they turn text around, so that a name may
 * read as another one. The script itself says which way it runs. U+FFFE and U+FFFF are no
 * characters.
 */
static size_t unwanted(const unsigned char *s)
{
	if (s[0] == 0xE2 && s[1] == 0x80 &&
	    (s[2] == 0x8E || s[2] == 0x8F || (s[2] >= 0xA8 && s[2] <= 0xAE)))
		return 3;
	if (s[0] == 0xE2 && s[1] == 0x81 && s[2] >= 0xA6 && s[2] <= 0xA9)
		return 3;
	if (s[0] == 0xEF && s[1] == 0xBB && s[2] == 0xBF)
		return 3;
	if (s[0] == 0xEF && s[1] == 0xBF && (s[2] == 0xBE || s[2] == 0xBF))
		return 3;
	if (s[0] == 0xC2 && s[1] >= 0x80 && s[1] <= 0x9F)
		return 2;
	return s[0] == 0x7F || (s[0] < ' ' && s[0] != '\n' && s[0] != '\t') ? 1 : 0;
}

/* One character from "from" to "to", unless it is unwanted; both move on. */
static void take_one(char **to, const unsigned char **from)
{
	size_t skip = unwanted(*from);

	if (**from == '\r' && (*from)[1] != '\n')
		*(*to)++ = '\n';
	else if (**from == '\t')
		*(*to)++ = ' ';
	else if (!skip)
		*(*to)++ = (char)**from;
	*from += skip ? skip : 1;
}

const char *paper_clean(struct arena *a, const char *text)
{
	bool cut = text && strlen(text) > PAPER_TEXT_MAX;
	const unsigned char *from;
	char *whole, *to;
	size_t len, run = 0;

	if (!text)
		return NULL;
	len = cut ? utf8_cut(text, PAPER_TEXT_MAX) : strlen(text);
	from = (const unsigned char *)utf8_repair(a, text, len);
	len = strlen((const char *)from);
	whole = to = arena_alloc(a, len + len / RUN_MAX + sizeof(cut_words));
	while (*from) {
		take_one(&to, &from);
		run = to > whole && (to[-1] == ' ' || to[-1] == '\n') ? 0 : run + 1;
		/* Never inside a character. */
		if (run >= RUN_MAX && (*from & 0xC0) != 0x80) {
			*to++ = '\n';
			run = 0;
		}
	}
	*to = '\0';
	if (cut)
		memcpy(to, cut_words, sizeof(cut_words));
	return whole;
}

const char *paper_clip(struct arena *a, const char *text, size_t bytes)
{
	size_t cut;

	if (!text || strlen(text) <= bytes)
		return text;
	cut = utf8_cut(text, bytes);
	for (size_t back = cut; back > cut / 2; back--)
		if (text[back] == ' ' || text[back] == '\n') {
			cut = back;
			break;
		}
	return arena_printf(a, "%.*s …", (int)cut, text);
}

struct paper_block *paper_add(struct paper *p, enum paper_type type)
{
	struct paper_block *b = arena_alloc(p->arena, sizeof(*b));

	b->type = type;
	b->level = -1;
	b->nth = p->nblocks++;
	if (p->last)
		p->last->next = b;
	else
		p->first = b;
	p->last = b;
	return b;
}

struct paper_block *paper_heading(struct paper *p, int level, bool new_page, const char *text)
{
	struct paper_block *b = paper_add(p, PAPER_HEADING);

	b->look = LOOK_HEADING;
	b->level = level;
	b->new_page = new_page;
	b->text = paper_clean(p->arena, text);
	return b;
}

struct paper_block *paper_text(struct paper *p, enum paper_look look, const char *text)
{
	struct paper_block *b = paper_add(p, PAPER_TEXT);

	b->look = look;
	b->text = text ? paper_clean(p->arena, text) : "";
	return b;
}

struct paper_block *paper_table(struct paper *p, const struct paper_column *columns, int n)
{
	struct paper_block *b = paper_add(p, PAPER_TABLE);

	b->column = columns;
	b->ncolumns = n;
	return b;
}

struct paper_block *paper_facts(struct paper *p)
{
	return paper_add(p, PAPER_FACTS);
}

struct paper_row *paper_row(struct paper *p, struct paper_block *block)
{
	struct paper_row *row;

	if (block->nrows++ >= PAPER_ROWS_MAX)
		return NULL;
	row = arena_alloc(p->arena, sizeof(*row));
	if (block->last)
		block->last->next = row;
	else
		block->first = row;
	block->last = row;
	return row;
}

void paper_cell(struct paper *p, struct paper_row *row, enum paper_look look, const char *text)
{
	if (!row || row->ncells >= PAPER_COLUMNS)
		return;
	row->cell[row->ncells++] =
		(struct paper_cell){ text_blank(text) ? NULL : paper_clean(p->arena, text), look };
}

void paper_fact(struct paper *p, struct paper_block *facts, const char *label, enum paper_look look,
		const char *value)
{
	struct paper_row *row = paper_row(p, facts);

	paper_cell(p, row, LOOK_LABEL, label);
	paper_cell(p, row, look, value);
}
