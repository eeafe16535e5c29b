#include "carrier/event_csv.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/text.h"
#include "base/words.h"
#include "carrier/field.h"
#include "carrier/phrase.h"
#include "carrier/reply.h"
#include "domain/number.h"

#define LENGTH(table) (int)(sizeof(table) / sizeof *(table))

enum { SNIFF_MAX = 64 * 1024 /* bytes within which the first row must end */ };

const char *const event_field_names[EVENT_NFIELDS] = {
	[EVENT_NUMBER] = "number",   [EVENT_WHEN] = "when",
	[EVENT_TIME] = "time",       [EVENT_ZONE] = "zone",
	[EVENT_TEXT] = "text",       [EVENT_STATUS] = "status",
	[EVENT_CODE] = "code",       [EVENT_PLACE] = "place",
	[EVENT_CITY] = "city",       [EVENT_STATE] = "state",
	[EVENT_ZIP] = "zip",         [EVENT_COUNTRY] = "country",
	[EVENT_CARRIER] = "carrier", [EVENT_SIGNED_BY] = "signed_by",
};

/* Headings as words_fold() has them: the better one of a field before the other. */
/* clang-format off */
static const struct {
	const char *heading;
	enum event_field field;
} headings[] = {
	{ " tracking number ",		EVENT_NUMBER },
	{ " tracking no ",		EVENT_NUMBER },
	{ " tracking ",			EVENT_NUMBER },
	{ " tracking code ",		EVENT_NUMBER },
	{ " tracking id ",		EVENT_NUMBER },
	{ " shipment tracking number ",	EVENT_NUMBER },
	{ " package identification code pic ", EVENT_NUMBER },
	{ " waybill ",			EVENT_NUMBER },
	{ " pin ",			EVENT_NUMBER },
	{ " barcode ",			EVENT_NUMBER },
	{ " number ",			EVENT_NUMBER },
	{ " event date time ",		EVENT_WHEN },
	{ " event timestamp ",		EVENT_WHEN },
	{ " event date ",		EVENT_WHEN },
	{ " event time ",		EVENT_WHEN },
	{ " scan date time ",		EVENT_WHEN },
	{ " scan datetime ",		EVENT_WHEN },
	{ " scan date ",		EVENT_WHEN },
	{ " occurred at ",		EVENT_WHEN },
	{ " checkpoint time ",		EVENT_WHEN },
	{ " tracking date ",		EVENT_WHEN },
	{ " activity date ",		EVENT_WHEN },
	{ " status date ",		EVENT_WHEN },
	{ " date time ",		EVENT_WHEN },
	{ " datetime ",			EVENT_WHEN },
	{ " timestamp ",		EVENT_WHEN },
	{ " when ",			EVENT_WHEN },
	{ " date ",			EVENT_WHEN },
	{ " event time ",		EVENT_TIME },
	{ " scan time ",		EVENT_TIME },
	{ " activity time ",		EVENT_TIME },
	{ " local time ",		EVENT_TIME },
	{ " time ",			EVENT_TIME },
	{ " time zone ",		EVENT_ZONE },
	{ " timezone ",			EVENT_ZONE },
	{ " gmt offset ",		EVENT_ZONE },
	{ " utc offset ",		EVENT_ZONE },
	{ " zone ",			EVENT_ZONE },
	{ " event description ",	EVENT_TEXT },
	{ " status description ",	EVENT_TEXT },
	{ " status text ",		EVENT_TEXT },
	{ " tracking info ",		EVENT_TEXT },
	{ " scan description ",		EVENT_TEXT },
	{ " description ",		EVENT_TEXT },
	{ " activity ",			EVENT_TEXT },
	{ " message ",			EVENT_TEXT },
	{ " event ",			EVENT_TEXT },
	{ " event type ",		EVENT_TEXT },
	{ " details ",			EVENT_TEXT },
	{ " scan ",			EVENT_TEXT },
	{ " text ",			EVENT_TEXT },
	{ " tracking status ",		EVENT_STATUS },
	{ " delivery status ",		EVENT_STATUS },
	{ " status ",			EVENT_STATUS },
	{ " event code ",		EVENT_CODE },
	{ " scan code ",		EVENT_CODE },
	{ " scan event code ",		EVENT_CODE },
	{ " status code ",		EVENT_CODE },
	{ " code ",			EVENT_CODE },
	{ " location ",			EVENT_PLACE },
	{ " event location ",		EVENT_PLACE },
	{ " scan location ",		EVENT_PLACE },
	{ " place ",			EVENT_PLACE },
	{ " facility ",			EVENT_PLACE },
	{ " event city ",		EVENT_CITY },
	{ " scan facility city ",	EVENT_CITY },
	{ " city ",			EVENT_CITY },
	{ " event state ",		EVENT_STATE },
	{ " scan facility state ",	EVENT_STATE },
	{ " state ",			EVENT_STATE },
	{ " province ",			EVENT_STATE },
	{ " event zip ",		EVENT_ZIP },
	{ " event zip code ",		EVENT_ZIP },
	{ " scan facility zip ",	EVENT_ZIP },
	{ " zip ",			EVENT_ZIP },
	{ " zip code ",			EVENT_ZIP },
	{ " postal code ",		EVENT_ZIP },
	{ " event country ",		EVENT_COUNTRY },
	{ " country ",			EVENT_COUNTRY },
	{ " carrier ",			EVENT_CARRIER },
	{ " courier ",			EVENT_CARRIER },
	{ " shipping carrier ",		EVENT_CARRIER },
	{ " signed by ",		EVENT_SIGNED_BY },
	{ " received by ",		EVENT_SIGNED_BY },
};
/* clang-format on */

/* A row whose event is read, until the file's order of dates is known. */
struct row {
	long long line;
	const char *number, *carrier, *status, *said; /* said: the date as it stands there */
	struct event event;
	struct stamp when;
	char **field;
	int nfields;
};

struct table {
	struct arena *arena;
	int column[EVENT_NFIELDS]; /* -1: none */
	char **heading;
	int nheading;
	struct row *row;
	int n, room;
	bool month_first, day_first; /* some date of the file says so */
	struct slip_refusal *refused;
	int nrefused, refused_room;
};

static int find_column(char *const *heading, int n, const char *folded)
{
	char name[WORDS_FOLD_MAX];

	for (int i = 0; i < n; i++)
		if (strcmp(words_fold(name, heading[i]), folded) == 0)
			return i;
	return -1;
}

static void find_columns(int column[EVENT_NFIELDS], char *const *heading, int n)
{
	for (int i = 0; i < EVENT_NFIELDS; i++)
		column[i] = -1;
	for (int i = 0; i < LENGTH(headings); i++)
		if (column[headings[i].field] < 0)
			column[headings[i].field] = find_column(heading, n, headings[i].heading);
	if (column[EVENT_TIME] == column[EVENT_WHEN])
		column[EVENT_TIME] = -1;
}

/* What can be taken: a time and something that was seen then. */
static bool is_enough(const int column[EVENT_NFIELDS])
{
	return column[EVENT_WHEN] >= 0 &&
	       (column[EVENT_TEXT] >= 0 || column[EVENT_STATUS] >= 0 || column[EVENT_CODE] >= 0);
}

bool event_csv_is(const char *bytes, size_t len)
{
	struct arena a = ARENA_INIT;
	int column[EVENT_NFIELDS], n;
	struct err err;
	struct csv csv;
	char **field;
	bool is = false;

	csv_open(&csv, bytes, len < SNIFF_MAX ? len : SNIFF_MAX, 0);
	if (csv_next(&field, &n, &csv, &a, &err) == 1 && n > 1) {
		find_columns(column, field, n);
		is = is_enough(column);
	}
	arena_release(&a);
	return is;
}

/* The value without blanks, ="..." and a leading apostrophe; NULL when nothing is left. */
static const char *value(const struct table *t, char *const *field, int n, enum event_field of)
{
	const char *s;
	size_t len;

	if (t->column[of] < 0 || t->column[of] >= n)
		return NULL;
	s = field[t->column[of]];
	s += strspn(s, " \t");
	len = strlen(s);
	while (len && (s[len - 1] == ' ' || s[len - 1] == '\t'))
		len--;
	if (len >= 3 && s[0] == '=' && s[1] == '"' && s[len - 1] == '"') {
		s += 2;
		len -= 3;
	} else if (len && *s == '\'') {
		s++;
		len--;
	}
	return field_line(t->arena, utf8_repair(t->arena, s, len));
}

static void *more(struct arena *a, void *old, int n, int *room, size_t size)
{
	void *bigger;

	if (n < *room)
		return old;
	*room = *room ? *room * 2 : 64;
	bigger = arena_array(a, (size_t)*room, size);
	if (n)
		memcpy(bigger, old, (size_t)n * size);
	return bigger;
}

static struct slip_refusal refusal_of(const struct row *row, const char *reason)
{
	return (struct slip_refusal){ .line = row->line,
				      .number = row->number,
				      .reason = reason,
				      .field = row->field,
				      .nfields = row->nfields };
}

static void refuse(struct table *t, const struct row *row, const char *reason)
{
	t->refused = more(t->arena, t->refused, t->nrefused, &t->refused_room, sizeof *t->refused);
	t->refused[t->nrefused++] = refusal_of(row, reason);
}

/* Day, time and zone, which may stand in three columns; NULL or why it cannot be read. */
static const char *read_when(struct row *row, const struct table *t)
{
	const char *when = value(t, row->field, row->nfields, EVENT_WHEN);
	const char *time = value(t, row->field, row->nfields, EVENT_TIME);
	const char *zone = value(t, row->field, row->nfields, EVENT_ZONE);

	row->said = when;
	row->when = (struct stamp){
		.day = DAY_NONE, .other_day = DAY_NONE, .second = -1, .weekday = -1
	};
	if (!when)
		return NULL;
	if (stamp_read(&row->when, when) < 0 || row->when.day == DAY_NONE)
		return arena_printf(t->arena, "'%.40s' is no date that can be read", when);
	if (row->when.second < 0 && time) {
		when = arena_printf(t->arena, "%s %s", when, time);
		if (stamp_read(&row->when, when) < 0)
			return arena_printf(t->arena, "'%.40s' is no time that can be read", time);
	}
	/* A zone in words is not taken for one. */
	if (zone && row->when.second >= 0 && !row->when.zoned) {
		struct stamp zoned;

		if (stamp_read(&zoned, arena_printf(t->arena, "%s %s", when, zone)) == 0)
			row->when = zoned;
	}
	return NULL;
}

static const char *read_number(struct row *row, const struct table *t)
{
	const char *text = value(t, row->field, row->nfields, EVENT_NUMBER);
	struct number number;
	struct err err;

	if (t->column[EVENT_NUMBER] < 0)
		return NULL;
	if (!text)
		return "no tracking number in this row";
	row->number = text;
	if (number_read(&number, t->arena, text, &err) < 0)
		return arena_strdup(t->arena, err.text);
	row->number = number.ncandidates ? number.candidate[0].number : number.number;
	return NULL;
}

static void read_words(struct row *row, const struct table *t)
{
	char **f = row->field;
	int n = row->nfields;

	row->carrier = slip_carrier(value(t, f, n, EVENT_CARRIER));
	row->status = value(t, f, n, EVENT_STATUS);
	row->event = (struct event){ .source = SOURCE_CSV,
				     .text = value(t, f, n, EVENT_TEXT),
				     .code = value(t, f, n, EVENT_CODE),
				     .place = value(t, f, n, EVENT_PLACE),
				     .signed_by = value(t, f, n, EVENT_SIGNED_BY) };
	if (!row->event.text)
		row->event.text = row->status;
	if (!row->event.place)
		row->event.place = reply_place(
			t->arena, value(t, f, n, EVENT_CITY), value(t, f, n, EVENT_STATE),
			value(t, f, n, EVENT_ZIP), value(t, f, n, EVENT_COUNTRY));
}

static bool is_empty(char *const *field, int n)
{
	for (int i = 0; i < n; i++)
		if (!text_blank(field[i]))
			return false;
	return true;
}

static void take_row(struct table *t, char **field, int n, long long line)
{
	struct row row = { .line = line, .field = field, .nfields = n };
	const char *why = read_number(&row, t);

	if (!why)
		why = read_when(&row, t);
	read_words(&row, t);
	if (!why && !row.event.text && !row.event.code)
		why = "the row says nothing: neither a status nor an event";
	if (why) {
		refuse(t, &row, why);
		return;
	}
	t->month_first |= row.when.says == ORDER_MONTH_FIRST;
	t->day_first |= row.when.says == ORDER_DAY_FIRST;
	t->row = more(t->arena, t->row, t->n, &t->room, sizeof *t->row);
	t->row[t->n++] = row;
}

/* All dates of one file are written by one program: those that can be read but one way decide. */
static void settle_dates(struct table *t, enum stamp_order order)
{
	int kept = 0;

	if (order == ORDER_OPEN && t->month_first != t->day_first)
		order = t->month_first ? ORDER_MONTH_FIRST : ORDER_DAY_FIRST;
	for (int i = 0; i < t->n; i++) {
		struct row *row = &t->row[i];
		char first[DAY_TEXT], other[DAY_TEXT];

		if (stamp_settle(&row->when, order)) {
			t->row[kept++] = *row;
			continue;
		}
		refuse(t, row,
		       arena_printf(
			       t->arena,
			       "'%.40s' may be %s or %s, and %s: write YYYY-MM-DD, or say in a "
			       "map which comes first",
			       row->said, day_text(first, row->when.day),
			       day_text(other, row->when.other_day),
			       t->month_first ? "the file has dates of both kinds"
					      : "no other date of the file decides"));
	}
	t->n = kept;
}

static int by_parcel(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	int order = strcmp(x->number ? x->number : "", y->number ? y->number : "");

	if (order == 0)
		order = strcmp(x->carrier ? x->carrier : "", y->carrier ? y->carrier : "");
	return order ? order : (x->line > y->line) - (x->line < y->line);
}

static bool same_parcel(const struct row *x, const struct row *y)
{
	return text_same(x->number, y->number) && text_same(x->carrier, y->carrier);
}

static int by_line(const void *a, const void *b)
{
	const struct slip *x = a, *y = b;

	return (x->line > y->line) - (x->line < y->line);
}

/* Rows n of one parcel. Without a day there are words on the parcel, but no event. */
static void make_slip(struct slip *s, struct table *t, const struct row *row, int n)
{
	struct reading *r = &s->reading;

	*s = (struct slip){ .carrier = row->carrier, .line = row->line };
	r->tracking_number = row->number;
	r->expected_on = DAY_NONE;
	r->event = arena_array(t->arena, (size_t)n, sizeof *r->event);
	s->row = arena_array(t->arena, (size_t)n, sizeof *s->row);
	s->nrows = n;
	for (int i = 0; i < n; i++) {
		s->row[i] = refusal_of(&row[i], NULL);
		if (row[i].when.day == DAY_NONE) {
			r->status_text = row[i].event.text;
			continue;
		}
		r->event[r->nevents++] =
			slip_event(t->arena, s->carrier, &row[i].event, &row[i].when);
	}
	slip_finish(s, t->arena);
}

static void make_slips(struct slips *out, struct table *t)
{
	int n = 0;

	if (t->n > 1)
		qsort(t->row, (size_t)t->n, sizeof *t->row, by_parcel);
	out->slip = arena_array(t->arena, (size_t)t->n, sizeof *out->slip);
	for (int i = 0; i < t->n; i += n) {
		for (n = 1; i + n < t->n && same_parcel(&t->row[i], &t->row[i + n]);)
			n++;
		make_slip(&out->slip[out->n++], t, &t->row[i], n);
	}
	if (out->n > 1)
		qsort(out->slip, (size_t)out->n, sizeof *out->slip, by_line);
	out->refused = t->refused;
	out->nrefused = t->nrefused;
	out->heading = t->heading;
	out->nheading = t->nheading;
}

/* A person's map goes before what we know of headings. */
static int apply_map(struct table *t, const struct event_columns *map, struct err *err)
{
	char folded[WORDS_FOLD_MAX];

	for (int i = 0; map && i < EVENT_NFIELDS; i++) {
		if (!map->heading[i])
			continue;
		t->column[i] =
			find_column(t->heading, t->nheading, words_fold(folded, map->heading[i]));
		if (t->column[i] < 0)
			return err_set(err, ERR_INPUT,
				       "the map takes %s from the column '%.60s', which the file "
				       "does not have",
				       event_field_names[i], map->heading[i]);
	}
	return 0;
}

int event_csv_read(struct slips *out, struct arena *a, const char *bytes, size_t len,
		   const struct event_columns *map, struct err *err)
{
	struct table t = { .arena = a };
	struct csv csv;
	char **field;
	int n, rc;

	*out = (struct slips){ .format = "csv", .source = SOURCE_CSV };
	csv_open(&csv, bytes, len, 0);
	rc = csv_next(&t.heading, &t.nheading, &csv, a, err);
	if (rc < 0)
		return -1;
	if (rc == 0)
		return err_set(err, ERR_INPUT, "the file is empty");
	find_columns(t.column, t.heading, t.nheading);
	if (apply_map(&t, map, err) < 0)
		return -1;
	if (!is_enough(t.column))
		return err_set(err, ERR_INPUT,
			       "no table of tracking events: its first line must name a column for "
			       "the date and one for the status, such as 'Tracking Number, Date, "
			       "Status, Location'; a map names others");
	while ((rc = csv_next(&field, &n, &csv, a, err)) == 1) {
		if (t.n + t.nrefused == SLIPS_MAX)
			return err_set(err, ERR_INPUT, "more than %d rows: split the file",
				       SLIPS_MAX);
		if (!is_empty(field, n))
			take_row(&t, field, n, csv.line);
	}
	if (rc < 0)
		return -1;
	settle_dates(&t, map ? map->order : ORDER_OPEN);
	make_slips(out, &t);
	return 0;
}
