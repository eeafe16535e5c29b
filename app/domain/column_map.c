#include "domain/column_map.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/ini.h"
#include "base/text.h"

/* clang-format off */
const char *const map_field_names[FIELD_NVALUES] = {
	[FIELD_TRACKING_NUMBER] = "tracking_number",
	[FIELD_CARRIER]         = "carrier",
	[FIELD_SERVICE]         = "service",
	[FIELD_MAILED_ON]       = "mailed_on",
	[FIELD_EXPECTED_ON]     = "expected_on",
	[FIELD_DELIVERED_ON]    = "delivered_on",
	[FIELD_TO]              = "to",
	[FIELD_TO_NAME]         = "to_name",
	[FIELD_TO_COMPANY]      = "to_company",
	[FIELD_TO_LINE1]        = "to_line1",
	[FIELD_TO_LINE2]        = "to_line2",
	[FIELD_TO_LINE3]        = "to_line3",
	[FIELD_TO_CITY]         = "to_city",
	[FIELD_TO_STATE]        = "to_state",
	[FIELD_TO_ZIP]          = "to_zip",
	[FIELD_TO_COUNTRY]      = "to_country",
	[FIELD_FROM]            = "from",
	[FIELD_FROM_NAME]       = "from_name",
	[FIELD_FROM_COMPANY]    = "from_company",
	[FIELD_FROM_LINE1]      = "from_line1",
	[FIELD_FROM_LINE2]      = "from_line2",
	[FIELD_FROM_LINE3]      = "from_line3",
	[FIELD_FROM_CITY]       = "from_city",
	[FIELD_FROM_STATE]      = "from_state",
	[FIELD_FROM_ZIP]        = "from_zip",
	[FIELD_FROM_COUNTRY]    = "from_country",
	[FIELD_CONTENTS]        = "contents",
	[FIELD_WEIGHT]          = "weight",
	[FIELD_ORDER_NUMBER]    = "order_number",
	[FIELD_VALUE]           = "value",
	[FIELD_INSURED]         = "insured",
	[FIELD_POSTAGE]         = "postage",
	[FIELD_CURRENCY]        = "currency",
	[FIELD_INSURER]         = "insurer",
	[FIELD_LABEL_SOURCE]    = "label_source",
	[FIELD_ACCOUNT]         = "account",
	[FIELD_CLIENT]          = "client",
	[FIELD_EVENT_STATUS]    = "event_status",
	[FIELD_EVENT_TEXT]      = "event_text",
	[FIELD_EVENT_CODE]      = "event_code",
	[FIELD_EVENT_AT]        = "event_at",
	[FIELD_EVENT_PLACE]     = "event_place",
};
/* clang-format on */

static const char *const sections[] = { "map", "columns", "constants", "status", "skip" };

bool map_field_is_date(enum map_field field)
{
	return field == FIELD_MAILED_ON || field == FIELD_EXPECTED_ON ||
	       field == FIELD_DELIVERED_ON || field == FIELD_EVENT_AT;
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

char *cell_clean(char *s)
{
	char *end;

	while (is_blank(*s))
		s++;
	end = s + strlen(s);
	while (end > s && is_blank(end[-1]))
		end--;
	if (end - s >= 3 && s[0] == '=' && s[1] == '"' && end[-1] == '"') {
		s += 2;
		end--;
	} else if (end - s >= 2 && s[0] == '\'' && s[1] && strchr("0123456789=+-@", s[1])) {
		s++;
	}
	*end = '\0';
	return s;
}

/* Words of a heading or of a cell, as they are compared. */
static char *fold(struct arena *a, const char *s, size_t n)
{
	char *out = arena_alloc(a, n + 1), *w = out;

	for (size_t i = 0; i < n; i++) {
		char c = s[i];

		if (is_blank(c) || !strncmp(s + i, "\xc2\xa0", 2)) {
			i += c == '\xc2';
			if (w > out && w[-1] != ' ')
				*w++ = ' ';
		} else {
			*w++ = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
		}
	}
	if (w > out && w[-1] == ' ')
		w--;
	*w = '\0';
	return out;
}

char *heading_fold(struct arena *a, const char *heading)
{
	const char *s = heading;
	char *clean;

	if (!strncmp(s, "\xef\xbb\xbf", 3))
		s += 3;
	clean = cell_clean(arena_strdup(a, s));
	return fold(a, clean, strlen(clean));
}

/* --- reading a map --- */

static int refuse(const struct column_map *m, const struct ini_entry *e, const char *what,
		  struct err *err)
{
	return err_set(err, ERR_INPUT, "map '%s' line %d: %s", m->name, e->line, what);
}

/* "a | b" into folded texts; the count, or -1 when there are more than fit. */
static int take_list(const char **out, int max, struct arena *a, const char *value)
{
	int n = 0;

	for (;;) {
		size_t len = strcspn(value, "|");
		char *one = fold(a, value, len);

		if (*one) {
			if (n == max)
				return -1;
			out[n++] = one;
		}
		if (!value[len])
			return n;
		value += len + 1;
	}
}

static int read_about(struct column_map *m, struct arena *a, const struct ini_entry *e,
		      struct err *err)
{
	const struct {
		const char *name, **to;
	} texts[] = {
		{ "title", &m->title },
		{ "source", &m->source },
		{ "source_date", &m->source_date },
		{ "confidence", &m->confidence },
		{ "weight_unit", &m->weight_unit },
		{ "currency", &m->currency },
	};
	int order;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (strcmp(e->name, texts[i].name) != 0)
			continue;
		*texts[i].to = *e->value ? e->value : NULL;
		return 0;
	}
	if (!strcmp(e->name, "known_by")) {
		m->nknown = take_list(m->known_by, MAP_KNOWN_MAX, a, e->value);
		return m->nknown < 0 ? refuse(m, e, "at most 12 headings in known_by", err) : 0;
	}
	if (!strcmp(e->name, "dates")) {
		order = name_find(date_order_names, DATE_ORDER_NVALUES, e->value);
		if (order < 0)
			return refuse(m, e, "dates is mdy, dmy or none", err);
		m->dates = (enum date_order)order;
		return 0;
	}
	if (!strcmp(e->name, "without_number")) {
		m->skip_without_number = !strcmp(e->value, "skip");
		if (!m->skip_without_number && strcmp(e->value, "refuse") != 0)
			return refuse(m, e, "without_number is skip or refuse", err);
		return 0;
	}
	return refuse(m, e,
		      "[map] takes title, source, source_date, confidence, known_by, dates, "
		      "weight_unit, currency and without_number",
		      err);
}

static int read_field(struct column_map *m, struct arena *a, const struct ini_entry *e,
		      bool constant, struct err *err)
{
	int field = name_find(map_field_names, FIELD_NVALUES, e->name);
	const char *near;

	if (field < 0) {
		near = name_suggest(map_field_names, FIELD_NVALUES, e->name);
		return err_set(err, ERR_INPUT,
			       "map '%s' line %d: there is no field '%s'%s%s%s: 'waylaid help "
			       "import' lists them",
			       m->name, e->line, e->name, near ? " (did you mean " : "",
			       near ? near : "", near ? "?)" : "");
	}
	if (constant) {
		m->constant[field] = *e->value ? e->value : NULL;
		return 0;
	}
	m->field[field].n = take_list(m->field[field].heading, MAP_HEADINGS_MAX, a, e->value);
	return m->field[field].n < 0 ? refuse(m, e, "at most 6 headings a field", err) : 0;
}

static int read_word(struct column_map *m, struct arena *a, const struct ini_entry *e,
		     struct err *err)
{
	struct map_word *w = &m->word[m->nwords];
	size_t len = strcspn(e->value, " ");
	char *trouble = fold(a, e->value + len, strlen(e->value + len));
	int s, t = TROUBLE_NONE;

	if (m->nwords == MAP_WORDS_MAX)
		return refuse(m, e, "at most 64 words in [status]", err);
	s = name_find(status_names, STATUS_NVALUES, arena_strndup(a, e->value, len));
	if (*trouble)
		t = name_find(trouble_names, TROUBLE_NVALUES, trouble);
	if (s < 0 || t < 0)
		return refuse(m, e,
			      "a status is one of unknown, pre_transit, in_transit, "
			      "out_for_delivery, attempted, available_for_pickup, delivered, "
			      "return_to_sender, failure, cancelled; behind it may stand a trouble",
			      err);
	*w = (struct map_word){ fold(a, e->name, strlen(e->name)), (enum status)s,
				(enum trouble)t };
	m->nwords++;
	return 0;
}

static int read_skip(struct column_map *m, struct arena *a, const struct ini_entry *e,
		     struct err *err)
{
	struct map_skip *skip = &m->skip[m->nskips];
	const char *is = strstr(e->value, " is ");

	if (strcmp(e->name, "when") != 0 || !is)
		return refuse(m, e, "[skip] takes: when = HEADING is WORDS", err);
	if (m->nskips == MAP_SKIPS_MAX)
		return refuse(m, e, "at most 12 rules in [skip]", err);
	skip->heading = fold(a, e->value, (size_t)(is - e->value));
	is += strlen(" is ");
	skip->unless = text_has_prefix(is, "not ");
	is += skip->unless ? strlen("not ") : 0;
	skip->words = fold(a, is, strlen(is));
	m->nskips++;
	return 0;
}

static int read_entry(struct column_map *m, struct arena *a, const struct ini_entry *e,
		      struct err *err)
{
	if (!strcmp(e->section, "map"))
		return read_about(m, a, e, err);
	if (!strcmp(e->section, "columns"))
		return read_field(m, a, e, false, err);
	if (!strcmp(e->section, "constants"))
		return read_field(m, a, e, true, err);
	if (!strcmp(e->section, "status"))
		return read_word(m, a, e, err);
	if (!strcmp(e->section, "skip"))
		return read_skip(m, a, e, err);
	return err_set(err, ERR_INPUT,
		       "map '%s' line %d: there is no section [%s]: use %s, %s, %s, %s or %s",
		       m->name, e->line, e->section, sections[0], sections[1], sections[2],
		       sections[3], sections[4]);
}

int column_map_read(struct column_map *out, struct arena *a, const char *name,
		    const struct ini *ini, struct err *err)
{
	*out = (struct column_map){ .name = name };
	for (int i = 0; i < ini->count; i++)
		if (read_entry(out, a, &ini->entry[i], err) < 0)
			return -1;
	if (!out->field[FIELD_TRACKING_NUMBER].n)
		return err_set(
			err, ERR_INPUT,
			"map '%s' does not say which column holds the tracking number: write "
			"tracking_number = HEADING under [columns]",
			name);
	if (!out->title)
		out->title = name;
	return 0;
}

const struct map_word *column_map_word(const struct column_map *map, const char *word)
{
	for (int i = 0; i < map->nwords; i++)
		if (text_same_nocase(map->word[i].word, word))
			return &map->word[i];
	return NULL;
}

/* --- a map and a file --- */

static int find(char *const headings[], int n, const char *want)
{
	for (int i = 0; i < n; i++)
		if (!strcmp(headings[i], want))
			return i;
	return -1;
}

int column_map_fit(const struct column_map *map, char *const headings[], int n)
{
	const struct map_headings *number = &map->field[FIELD_TRACKING_NUMBER];

	for (int i = 0; i < map->nknown; i++)
		if (find(headings, n, map->known_by[i]) < 0)
			return -1;
	for (int i = 0; i < number->n; i++)
		if (find(headings, n, number->heading[i]) >= 0)
			return map->nknown;
	return -1;
}

static int refuse_all(struct arena *a, char *const headings[], int n, struct err *err)
{
	const char *list = "";

	for (int i = 0; i < n && strlen(list) < 300; i++)
		if (*headings[i])
			list = arena_printf(a, "%s%s%.60s", list, *list ? ", " : "", headings[i]);
	return err_set(
		err, ERR_INPUT,
		"no map knows these headings (%s): name a map with --map, or write one" ERR_TYPED
		"; 'waylaid help import' shows how",
		*list ? list : "none");
}

int column_map_choose(const struct column_map **out, struct arena *a,
		      const struct column_map *const maps[], int nmaps, char *const headings[],
		      int n, struct err *err)
{
	const struct column_map *second = NULL;
	int best = -1;

	*out = NULL;
	for (int i = 0; i < nmaps; i++) {
		int fit = column_map_fit(maps[i], headings, n);

		if (fit < 0 || fit < best)
			continue;
		second = fit == best ? *out : NULL;
		best = fit;
		*out = maps[i];
	}
	if (*out && !second)
		return 0;
	if (!*out)
		return refuse_all(a, headings, n, err);
	return err_set(err, ERR_AMBIGUOUS,
		       "this may be a file of '%s' or of '%s': say which with "
		       "--map",
		       second->name, (*out)->name);
}

int column_plan_make(struct column_plan *out, const struct column_map *map, char *const headings[],
		     int n, struct err *err)
{
	*out = (struct column_plan){ .map = map };
	for (int f = 0; f < FIELD_NVALUES; f++)
		for (int i = 0; i < map->field[f].n; i++) {
			int at = find(headings, n, map->field[f].heading[i]);

			if (at >= 0)
				out->column[f][out->ncolumns[f]++] = (short)at;
		}
	for (int i = 0; i < map->nskips; i++)
		out->skip[i] = (short)find(headings, n, map->skip[i].heading);
	if (out->ncolumns[FIELD_TRACKING_NUMBER])
		return 0;
	return err_set(
		err, ERR_INPUT,
		"map '%s' looks for the tracking number under '%s', and the file has no such "
		"heading: choose another map with --map",
		map->name, map->field[FIELD_TRACKING_NUMBER].heading[0]);
}

const char *column_plan_cell(const struct column_plan *plan, enum map_field field,
			     char *const cells[], int n)
{
	for (int i = 0; i < plan->ncolumns[field]; i++) {
		int at = plan->column[field][i];

		if (at < n && *cells[at])
			return cells[at];
	}
	return plan->map->constant[field];
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool same_bytes(const char *cell, const char *word, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (lower(cell[i]) != word[i])
			return false;
	return true;
}

/* "*refund*" against "Refund issued". */
static bool matches(const char *cell, const char *word, size_t n)
{
	bool open_front = n && word[0] == '*', open_back = n > 1 && word[n - 1] == '*';
	size_t len = strlen(cell);

	word += open_front;
	n -= (size_t)open_front + open_back;
	if (len < n)
		return false;
	if (!open_front)
		return (open_back || len == n) && same_bytes(cell, word, n);
	if (!open_back)
		return same_bytes(cell + len - n, word, n);
	for (size_t i = 0; i + n <= len; i++)
		if (same_bytes(cell + i, word, n))
			return true;
	return false;
}

static bool among(const char *words, const char *cell)
{
	for (;;) {
		size_t n = strcspn(words, "|"), from = words[0] == ' ';
		size_t to = n > from && words[n - 1] == ' ' ? n - 1 : n;

		if (to > from && matches(cell, words + from, to - from))
			return true;
		if (!words[n])
			return false;
		words += n + 1;
	}
}

int column_plan_skips(const struct column_plan *plan, char *const cells[], int n)
{
	for (int i = 0; i < plan->map->nskips; i++) {
		const struct map_skip *skip = &plan->map->skip[i];
		int at = plan->skip[i];

		if (at >= 0 && at < n && *cells[at] &&
		    among(skip->words, cells[at]) != skip->unless)
			return at;
	}
	return -1;
}
