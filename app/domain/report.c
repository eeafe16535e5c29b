#include "domain/report.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"

enum { FIELDS = 4, NAME_MAX_BYTES = 40, TITLE_MAX = 80, ABOUT_MAX = 4000, CHOICES_MAX = 16 };
enum { WIDTH_USUAL = 12, SHOWN_MAX = 15 };

const char *const report_kind_names[REPORT_KIND_NVALUES] = {
	[REPORT_TEXT] = "text",         [REPORT_CODE] = "code",   [REPORT_CASE] = "case",
	[REPORT_NUMBER] = "number",     [REPORT_DAY] = "day",     [REPORT_TIME] = "time",
	[REPORT_CURRENCY] = "currency", [REPORT_MONEY] = "money", [REPORT_PERCENT] = "percent",
};

static const char *const type_names[] = { "text", "day", "number", "choice" };
static const char *const flag_names[] = { "sum", "extra", "file", "hidden", "whole" };
static const char *const shape_names[SHAPE_NVALUES] = { "column", "bar", "stack", "line", "pie" };

#define COUNT(names) ((int)(sizeof(names) / sizeof *(names)))

/* One line of the header at hand. */
struct reader {
	struct report *r;
	struct arena *a;
	char *at; /* what is not read yet */
	int line; /* on which the entry began */
	int next_line;
};

static int fault(const struct reader *rd, struct err *err, const char *what)
{
	return err_set(err, ERR_INPUT, "%s:%d: %s", rd->r->path, rd->line, what);
}

static char *trim(char *s)
{
	size_t n;

	s += strspn(s, " \t");
	n = strlen(s);
	while (n > 0 && strchr(" \t\r", s[n - 1]))
		n--;
	s[n] = '\0';
	return s;
}

static bool is_name(const char *s)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz_0123456789";

	return *s >= 'a' && *s <= 'z' && strspn(s, letters) == strlen(s) &&
	       strlen(s) <= NAME_MAX_BYTES;
}

static int take_name(const char **out, struct reader *rd, const char *s, struct err *err)
{
	*out = s;
	if (is_name(s))
		return 0;
	return fault(rd, err,
		     arena_printf(rd->a,
				  "'%.60s' is no name: write small letters, digits and '_', a "
				  "letter first, %d at most",
				  s, NAME_MAX_BYTES));
}

/* "NAME, TYPE, DEFAULT, rest": the last field may hold commas. */
static int split(char *field[FIELDS], struct reader *rd, char *value, const char *form,
		 struct err *err)
{
	for (int i = 0; i < FIELDS; i++) {
		char *comma = i < FIELDS - 1 ? strchr(value, ',') : NULL;

		if (!comma && i < FIELDS - 1)
			return fault(rd, err, arena_printf(rd->a, "write '-- %s'", form));
		if (comma)
			*comma = '\0';
		field[i] = trim(value);
		if (comma)
			value = comma + 1;
	}
	return 0;
}

/* "money(currency)" becomes "money", and "currency" in *of. */
static int split_of(const char **of, struct reader *rd, char *word, struct err *err)
{
	char *open = strchr(word, '('), *close = strrchr(word, ')');

	*of = NULL;
	if (!open && !close)
		return 0;
	if (!open || !close || close < open || close[1])
		return fault(rd, err, arena_printf(rd->a, "'%.60s': a bracket is missing", word));
	*open = *close = '\0';
	*of = trim(open + 1);
	return **of ? 0 : fault(rd, err, "there is nothing between the brackets");
}

static int find_word(int *out, struct reader *rd, const char *const names[], int n,
		     const char *word, struct err *err)
{
	struct err why = { 0 };

	if (name_parse(out, names, n, word, "the word", &why) == 0)
		return 0;
	return fault(rd, err, why.text);
}

/* --- the entries --- */

static int take_title(struct reader *rd, char *value, struct err *err)
{
	if (rd->r->title)
		return fault(rd, err, "a second title: write one");
	if (!*value || strlen(value) > TITLE_MAX)
		return fault(rd, err, arena_printf(rd->a, "a title has 1 to %d bytes", TITLE_MAX));
	rd->r->title = value;
	return 0;
}

static int take_about(struct reader *rd, char *value, struct err *err)
{
	const char *before = rd->r->about;

	if (before)
		value = arena_printf(rd->a, "%s\n%s", before, value);
	if (strlen(value) > ABOUT_MAX)
		return fault(
			rd, err,
			arena_printf(rd->a, "more than %d bytes about it: write less", ABOUT_MAX));
	rd->r->about = value;
	return 0;
}

static int take_choices(struct reader *rd, struct report_param *p, char *list, struct err *err)
{
	char *next;

	p->choice = arena_array(rd->a, CHOICES_MAX, sizeof *p->choice);
	for (; list; list = next) {
		next = strchr(list, '|');
		if (next)
			*next++ = '\0';
		if (p->nchoices == CHOICES_MAX)
			return fault(rd, err,
				     arena_printf(rd->a, "more than %d choices", CHOICES_MAX));
		if (take_name(&p->choice[p->nchoices++], rd, trim(list), err) < 0)
			return -1;
	}
	return 0;
}

static int take_param(struct reader *rd, char *value, struct err *err)
{
	struct report *r = rd->r;
	struct report_param *p = &r->param[r->nparams];
	char *field[FIELDS];
	const char *of;
	int type;

	if (r->nparams == REPORT_PARAMS_MAX)
		return fault(rd, err,
			     arena_printf(rd->a, "more than %d parameters", REPORT_PARAMS_MAX));
	if (split(field, rd, value, "param: NAME, TYPE, DEFAULT, what it is for", err) < 0 ||
	    take_name(&p->name, rd, field[0], err) < 0 || split_of(&of, rd, field[1], err) < 0 ||
	    find_word(&type, rd, type_names, COUNT(type_names), field[1], err) < 0)
		return -1;
	if (report_param_find(r, p->name) >= 0 || text_is_listed("today|now", p->name))
		return fault(rd, err,
			     arena_printf(rd->a, "the name '%s' is taken already", p->name));
	p->type = (enum report_type)type;
	if ((p->type == REPORT_IS_CHOICE) != (of != NULL))
		return fault(rd, err, "write choice(one|other), and brackets behind no other type");
	if (of && take_choices(rd, p, (char *)of, err) < 0)
		return -1;
	p->initial = *field[2] ? field[2] : NULL;
	p->help = field[3];
	r->nparams++;
	if (p->type != REPORT_IS_CHOICE || !p->initial)
		return 0;
	return find_word(&type, rd, p->choice, p->nchoices, p->initial, err);
}

/* Which kinds stand before brackets, and which of them must. */
static int check_of(struct reader *rd, const struct report_column *c, struct err *err)
{
	switch (c->kind) {
	case REPORT_MONEY:
		return c->of ? 0
			     : fault(rd, err,
				     "write money(COLUMN), the column that says the currency");
	case REPORT_PERCENT:
		return c->of ? 0
			     : fault(rd, err,
				     "write percent(COLUMN), the column that says of how many");
	case REPORT_NUMBER:
		return 0;
	default:
		return c->of ? fault(rd, err, "only money, percent and number take brackets") : 0;
	}
}

static int take_kind(struct reader *rd, struct report_column *c, char *words, struct err *err)
{
	char *word = strsep(&words, " ");
	int kind, flag;

	if (split_of(&c->of, rd, word, err) < 0 ||
	    find_word(&kind, rd, report_kind_names, REPORT_KIND_NVALUES, word, err) < 0)
		return -1;
	c->kind = (enum report_kind)kind;
	while (words) {
		word = strsep(&words, " ");
		if (!*word)
			continue;
		if (find_word(&flag, rd, flag_names, COUNT(flag_names), word, err) < 0)
			return -1;
		c->flags |= 1u << flag;
	}
	if ((c->flags & REPORT_SUM) && c->kind != REPORT_MONEY && c->kind != REPORT_NUMBER)
		return fault(rd, err, "only money and numbers can be added up (sum)");
	return check_of(rd, c, err);
}

static int take_column(struct reader *rd, char *value, struct err *err)
{
	struct report *r = rd->r;
	struct report_column *c = &r->column[r->ncolumns];
	long long width = WIDTH_USUAL;
	struct err why = { 0 };
	char *field[FIELDS];

	if (r->ncolumns == REPORT_COLUMNS_MAX)
		return fault(rd, err,
			     arena_printf(rd->a, "more than %d columns", REPORT_COLUMNS_MAX));
	if (split(field, rd, value, "column: NAME, KIND, WIDTH, Heading", err) < 0 ||
	    take_name(&c->name, rd, field[0], err) < 0)
		return -1;
	if (report_column_find(r, c->name) >= 0)
		return fault(rd, err, arena_printf(rd->a, "a second column '%s'", c->name));
	if (take_kind(rd, c, field[1], err) < 0)
		return -1;
	if (*field[2] && number_parse(&width, field[2], 2, REPORT_WIDTH_MAX, "the width", &why) < 0)
		return fault(rd, err, why.text);
	if (!*field[3])
		return fault(rd, err, arena_printf(rd->a, "column '%s' has no heading", c->name));
	c->width = (int)width;
	c->heading = field[3];
	c->of_at = -1;
	c->line = rd->line;
	r->ncolumns++;
	return 0;
}

/* Names of columns are looked up when all of them are known. */
static int take_chart(struct reader *rd, char *value, struct err *err)
{
	struct report_chart *chart = &rd->r->chart;
	char *field[FIELDS], *name;
	int shape;

	if (chart->title)
		return fault(rd, err, "a second chart: a report has one");
	if (split(field, rd, value, "chart: SHAPE, COLUMN, COLUMN COLUMN, Title", err) < 0 ||
	    find_word(&shape, rd, shape_names, SHAPE_NVALUES, field[0], err) < 0)
		return -1;
	chart->shape = (enum report_shape)shape;
	chart->title = field[3];
	chart->along = report_column_find(rd->r, field[1]);
	if (chart->along < 0)
		return fault(rd, err,
			     arena_printf(rd->a, "no column '%.40s' above the chart", field[1]));
	while ((name = strsep(&field[2], " "))) {
		int at = report_column_find(rd->r, name);

		if (!*name)
			continue;
		if (at < 0 || (rd->r->column[at].kind != REPORT_MONEY &&
			       rd->r->column[at].kind != REPORT_NUMBER))
			return fault(rd, err,
				     arena_printf(rd->a,
						  "'%.40s' is no column of money or numbers above "
						  "the chart",
						  name));
		if (chart->nseries == REPORT_SERIES_MAX)
			return fault(rd, err,
				     arena_printf(rd->a, "a chart shows %d columns at most",
						  REPORT_SERIES_MAX));
		chart->series[chart->nseries++] = at;
	}
	return chart->nseries ? 0 : fault(rd, err, "the chart shows no column");
}

static int take_board(struct reader *rd, char *value, struct err *err)
{
	struct report *r = rd->r;
	char *name;

	r->board = arena_array(rd->a, REPORT_BOARD_MAX, sizeof *r->board);
	while ((name = strsep(&value, ","))) {
		if (r->nboard == REPORT_BOARD_MAX)
			return fault(rd, err,
				     arena_printf(rd->a, "a board has %d reports at most",
						  REPORT_BOARD_MAX));
		if (take_name(&r->board[r->nboard++], rd, trim(name), err) < 0)
			return -1;
	}
	return 0;
}

static const struct {
	const char *key;
	int (*take)(struct reader *rd, char *value, struct err *err);
} entries[] = {
	{ "title", take_title },   { "about", take_about }, { "param", take_param },
	{ "column", take_column }, { "chart", take_chart }, { "board", take_board },
};

/* --- lines --- */

/* The next line that is a comment, without its dashes; NULL at the end of the header. */
static char *header_line(struct reader *rd)
{
	char *line = rd->at, *end;

	if (strncmp(line, "--", 2) != 0)
		return NULL;
	end = line + strcspn(line, "\n");
	rd->at = *end ? end + 1 : end;
	*end = '\0';
	rd->next_line++;
	return line + 2;
}

static bool goes_on(const char *at)
{
	return strncmp(at, "--   ", 5) == 0;
}

/* One entry with the lines that go on with it. */
static int take_entry(struct reader *rd, char *line, struct err *err)
{
	char *text = trim(line), *colon;

	while (goes_on(rd->at)) {
		char *more = trim(header_line(rd));

		text = arena_printf(rd->a, "%s%s%s", text, *more ? " " : "", more);
	}
	if (!*text)
		return 0;
	colon = strchr(text, ':');
	if (colon) {
		*colon = '\0';
		for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
			if (!strcmp(trim(text), entries[i].key))
				return entries[i].take(rd, trim(colon + 1), err);
	}
	return fault(rd, err,
		     arena_printf(rd->a,
				  "'%.40s' is not known: a line of the header begins with title:, "
				  "about:, param:, column:, chart: or board:",
				  text));
}

/* --- the whole --- */

static int resolve(struct reader *rd, struct err *err)
{
	static const enum report_kind wanted[REPORT_KIND_NVALUES] = {
		[REPORT_MONEY] = REPORT_CURRENCY, [REPORT_PERCENT] = REPORT_NUMBER
	};
	struct report *r = rd->r;
	int shown = 0;

	for (int i = 0; i < r->ncolumns; i++) {
		struct report_column *c = &r->column[i];

		rd->line = c->line;
		shown += !(c->flags & (REPORT_HIDDEN | REPORT_FILE));
		if (c->kind != REPORT_MONEY && c->kind != REPORT_PERCENT)
			continue;
		c->of_at = report_column_find(r, c->of);
		if (c->of_at < 0 || r->column[c->of_at].kind != wanted[c->kind])
			return fault(rd, err,
				     arena_printf(rd->a, "'%.40s' is no column of the kind %s",
						  c->of, report_kind_names[wanted[c->kind]]));
	}
	if (shown <= SHOWN_MAX)
		return 0;
	return fault(rd, err,
		     arena_printf(rd->a,
				  "more than %d columns for the terminal: write 'file' behind the "
				  "kind of the others",
				  SHOWN_MAX));
}

static int check_whole(struct reader *rd, struct err *err)
{
	const struct report *r = rd->r;
	bool select = *r->sql != '\0';

	rd->line = rd->next_line;
	if (!r->title)
		return fault(rd, err, "the header has no title: write '-- title: ...'");
	if (r->nboard)
		return select || r->ncolumns || r->chart.title
			       ? fault(rd, err,
				       "a board has no SELECT, columns or chart of its own")
			       : 0;
	if (!select)
		return fault(rd, err, "there is no SELECT below the header");
	if (!r->ncolumns)
		return fault(rd, err, "the header has no columns: write '-- column: ...'");
	return resolve(rd, err);
}

static int check_bytes(const struct report_text *text, struct err *err)
{
	int line = 1;

	if (text->len > REPORT_BYTES_MAX)
		return err_set(err, ERR_INPUT, "%s: larger than %d KiB, which no report may be",
			       text->path, REPORT_BYTES_MAX / 1024);
	for (size_t i = 0; i < text->len; i++) {
		unsigned char c = (unsigned char)text->bytes[i];

		if ((c < ' ' && !strchr("\t\n\r", c)) || c == 0x7f || c == '\0')
			return err_set(err, ERR_INPUT, "%s:%d: a byte that is no text", text->path,
				       line);
		line += c == '\n';
	}
	if (!utf8_valid(text->bytes, text->len))
		return err_set(err, ERR_INPUT, "%s: is not UTF-8: save it as UTF-8", text->path);
	return 0;
}

static const char *skip_blank_lines(struct reader *rd)
{
	char *at = rd->at;

	for (; *at && strchr(" \t\r\n", *at); at++)
		if (*at == '\n') {
			rd->next_line++;
			rd->at = at + 1;
		}
	return *at ? rd->at : at;
}

int report_read(struct report *out, struct arena *a, const struct report_text *text,
		struct err *err)
{
	struct reader rd = { .r = out, .a = a, .next_line = 1 };
	char *line;

	*out = (struct report){ .name = arena_strdup(a, text->name),
				.path = arena_strdup(a, text->path),
				.param = arena_array(a, REPORT_PARAMS_MAX, sizeof *out->param),
				.column = arena_array(a, REPORT_COLUMNS_MAX, sizeof *out->column) };
	if (check_bytes(text, err) < 0)
		return -1;
	rd.at = arena_strndup(a, text->bytes, text->len);
	if (strncmp(rd.at, "\xEF\xBB\xBF", 3) == 0)
		rd.at += 3;
	while (rd.line = rd.next_line, (line = header_line(&rd)))
		if (take_entry(&rd, line, err) < 0)
			return -1;
	out->sql = skip_blank_lines(&rd);
	out->sql_line = rd.next_line;
	return check_whole(&rd, err);
}

int report_column_find(const struct report *r, const char *name)
{
	for (int i = 0; i < r->ncolumns; i++)
		if (!strcmp(r->column[i].name, name))
			return i;
	return -1;
}

int report_param_find(const struct report *r, const char *name)
{
	for (int i = 0; i < r->nparams; i++)
		if (!strcmp(r->param[i].name, name))
			return i;
	return -1;
}

int report_currency_column(const struct report *r)
{
	for (int i = 0; i < r->ncolumns; i++)
		if (r->column[i].kind == REPORT_CURRENCY && !(r->column[i].flags & REPORT_HIDDEN))
			return i;
	return -1;
}
