#include "report/calendar.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "report/words.h"

enum { CALENDAR_MODE = 0600, FIELDS_MAX = 8 };

/* Nine in the morning of the day, of the day before, of the day a week before. */
static const char at_nine[] = "PT9H", a_day_before[] = "-PT15H", a_week_before[] = "-P6DT15H";

struct writer {
	struct buf *out;
	struct book words; /* words.h wants a book: one that is never written */
	const struct node *one;
	instant now;
	int64_t sequence;
};

/* A kind of day: where it stands in a case, and what it is called. */
struct due {
	const char *list, *day; /* row's list, its day */
	const char *key;        /* what tells the rows apart, as in words.h */
	const char *(*title)(struct writer *w, const struct node *row);
	const char *done; /* states in which it no longer counts; NULL: none */
	const char *gone; /* or: a day that, once known, settles it; NULL: none */
	const char *text; /* names of what is said below, parted by blanks */
	const char *alarms[2];
};

/* --- lines --- */

/* Folded at 75 bytes, never inside a character; a line that goes on begins with a blank. */
static void put_line(struct writer *w, const char *line)
{
	size_t max = CALENDAR_LINE_MAX, n = strlen(line);

	while (n > max) {
		size_t cut = utf8_cut(line, max);

		buf_put(w->out, line, cut);
		buf_puts(w->out, "\r\n ");
		line += cut;
		n -= cut;
		max = CALENDAR_LINE_MAX - 1;
	}
	buf_puts(w->out, line);
	buf_puts(w->out, "\r\n");
}

/* TEXT: backslash, semicolon, comma and line ends are escaped, control characters left out. */
static const char *escaped(struct arena *a, const char *text)
{
	const char *kept = utf8_repair(a, text, strlen(text));
	char *out = arena_alloc(a, strlen(kept) * 2 + 1), *to = out;

	for (; *kept; kept++) {
		if (strchr("\\;,", *kept))
			*to++ = '\\';
		if (*kept == '\n') {
			*to++ = '\\';
			*to++ = 'n';
		} else if ((unsigned char)*kept >= ' ' && *kept != 0x7f) {
			*to++ = *kept;
		}
	}
	return out;
}

static void put_text(struct writer *w, const char *name, const char *text)
{
	if (!text_blank(text))
		put_line(w, arena_printf(w->words.arena, "%s:%s", name,
					 escaped(w->words.arena, text)));
}

static const char *plain_day(struct writer *w, daynum day)
{
	char text[DAY_TEXT];

	day_text(text, day);
	return arena_printf(w->words.arena, "%.4s%.2s%.2s", text, text + 5, text + 8);
}

static const char *stamp(struct writer *w)
{
	char text[INSTANT_TEXT];

	instant_text(text, w->now);
	return arena_printf(w->words.arena, "%.4s%.2s%.2sT%.2s%.2s%.2sZ", text, text + 5, text + 8,
			    text + 11, text + 14, text + 17);
}

/* --- titles --- */

static const char *name_of(struct writer *w, const struct node *row, const char *names)
{
	return text_named(&w->words, row, names);
}

/* "First day: claim to the carrier" */
static const char *edge(struct writer *w, const char *which, const struct node *row)
{
	char *title = arena_printf(w->words.arena, "%s: %s", which, say_window(&w->words, row));
	char *first = title + strlen(which) + 2;

	*first = (char)tolower((unsigned char)*first);
	return title;
}

static const char *first_day(struct writer *w, const struct node *row)
{
	return edge(w, "First day", row);
}

static const char *last_day(struct writer *w, const struct node *row)
{
	return edge(w, "Last day", row);
}

static const char *promised(struct writer *w, const struct node *row)
{
	const char *who = name_of(w, row, "owed_by"), *what = name_of(w, row, "what");

	if (text_same(who, "us"))
		return arena_printf(w->words.arena, "We promised: %s", what ? what : "");
	return arena_printf(w->words.arena, "%s promised: %s",
			    who ? say_code(&w->words, who) : "Somebody", what ? what : "");
}

static const char *request_answer(struct writer *w, const struct node *row)
{
	return arena_printf(w->words.arena, "Answer due: %s",
			    say_code(&w->words, name_of(w, row, "kind")));
}

static const char *claim_answer(struct writer *w, const struct node *row)
{
	return arena_printf(w->words.arena, "Answer due: claim %s", name_of(w, row, "claim"));
}

static const char *claim_chase(struct writer *w, const struct node *row)
{
	return arena_printf(w->words.arena, "Ask for an answer, no day is known: claim %s",
			    name_of(w, row, "claim"));
}

static const char *claim_papers(struct writer *w, const struct node *row)
{
	return arena_printf(w->words.arena, "Papers due: claim %s", name_of(w, row, "claim"));
}

static const char *claim_money(struct writer *w, const struct node *row)
{
	return arena_printf(w->words.arena, "Money due: claim %s", name_of(w, row, "claim"));
}

static const char *claim_appeal(struct writer *w, const struct node *row)
{
	return arena_printf(w->words.arena, "Last day: appeal of claim %s",
			    name_of(w, row, "claim"));
}

static const char *held(struct writer *w, const struct node *row)
{
	const char *what = name_of(w, row, "what");

	return arena_printf(w->words.arena, "Keep until today: %s", what ? what : "goods on hold");
}

/* clang-format off */
static const struct due dues[] = {
	{ .list = "windows", .day = "opens_on", .key = "what route", .title = first_day,
	  .gone = "used.on", .text = "why rule source source_date confidence",
	  .alarms = { at_nine } },
	{ .list = "windows", .day = "closes_on", .key = "what route", .title = last_day,
	  .gone = "used.on", .text = "why rule source source_date confidence",
	  .alarms = { a_week_before, a_day_before } },
	{ .list = "promises", .day = "due_on", .key = "promise|id", .title = promised,
	  .done = "kept|broken|waived", .text = "", .alarms = { at_nine } },
	{ .list = "requests", .day = "answer_due_on", .key = "request", .title = request_answer,
	  .done = "answered|withdrawn", .gone = "answered_on", .text = "reference",
	  .alarms = { at_nine } },
	{ .list = "claims", .day = "answer_due_on", .key = "claim", .title = claim_answer,
	  .done = "draft|approved|partly_approved|denied|paid|withdrawn|expired",
	  .text = "text reference", .alarms = { at_nine } },
	{ .list = "claims", .day = "chase_on", .key = "claim", .title = claim_chase,
	  .done = "draft|approved|partly_approved|denied|paid|withdrawn|expired",
	  .text = "text reference", .alarms = { at_nine } },
	{ .list = "claims", .day = "info_due_on", .key = "claim", .title = claim_papers,
	  .done = "draft|filed|acknowledged|approved|partly_approved|denied|appealed|paid|"
		  "withdrawn|expired",
	  .text = "info_wanted reference", .alarms = { a_week_before, a_day_before } },
	{ .list = "claims", .day = "appeal_until", .key = "claim", .title = claim_appeal,
	  .done = "paid|withdrawn|appealed", .text = "text reason reference",
	  .alarms = { a_week_before, a_day_before } },
	{ .list = "claims", .day = "pay_due_on", .key = "claim", .title = claim_money,
	  .done = "paid|withdrawn", .text = "text reference", .alarms = { at_nine } },
	{ .list = "holds", .day = "until", .key = "hold|what", .title = held,
	  .gone = "released_on", .text = "where may_go", .alarms = { at_nine } },
};
/* clang-format on */

/* --- entries --- */

/* Each of "a b c" that the row knows: "Label: value" lines, or the values alone. */
static const char *fields(struct writer *w, const struct node *row, const char *names, bool label)
{
	char *list = arena_strdup(w->words.arena, names), *left = NULL;
	const char *parts[FIELDS_MAX];
	int n = 0;

	for (char *name = strtok_r(list, " ", &left); name && n < FIELDS_MAX;
	     name = strtok_r(NULL, " ", &left)) {
		const char *value = text_named(&w->words, row, name);

		if (value && text_same(name, "confidence") && text_same(value, "low"))
			value = "low: unconfirmed: check with the carrier";
		if (value)
			parts[n++] = label && !text_is_listed("text|why|what", name)
					     ? arena_printf(w->words.arena, "%s: %s",
							    say_code(&w->words, name), value)
					     : value;
	}
	return say_joined(&w->words, label ? "\n" : " ", parts, n);
}

/* How many rows before this one have its key: two insurers have a window each. */
static int nth_of_its_key(struct writer *w, const struct due *d, const struct node *row)
{
	const char *key = fields(w, row, d->key, false);
	int n = 0;

	for (const struct node *r = node_get(w->one, d->list)->first; r != row; r = r->next)
		n += text_same(fields(w, r, d->key, false), key);
	return n;
}

/* In the form of a UUID (RFC 9562, version 8), from what makes the day this one. */
static const char *uid(struct writer *w, const struct due *d, const struct node *row)
{
	int nth = nth_of_its_key(w, d, row);
	const char *parts[] = {
		name_of(w, w->one, "case|number|id"),
		name_of(w, w->one, "tracking_number|shipment.tracking_number"),
		d->list,
		d->day,
		fields(w, row, d->key, false),
		nth ? arena_printf(w->words.arena, "%d", nth) : NULL,
	};
	const char *all = say_joined(&w->words, "\n", parts, 6);
	struct hash hash = hash_of(all, strlen(all));
	char hex[HASH_HEX];

	hash_hex(hex, &hash);
	return arena_printf(w->words.arena, "%.8s-%.4s-8%.3s-b%.3s-%.12s", hex, hex + 8, hex + 12,
			    hex + 15, hex + 18);
}

static bool settled(struct writer *w, const struct due *d, const struct node *row)
{
	const char *state = node_str(row, "state");

	return node_known(w->one, "closed_at") || (d->gone && node_known(row, d->gone)) ||
	       (d->done && state && text_is_listed(d->done, state));
}

static void put_alarms(struct writer *w, const struct due *d, const char *title)
{
	for (int i = 0; i < 2 && d->alarms[i]; i++) {
		put_line(w, "BEGIN:VALARM");
		put_line(w, "ACTION:DISPLAY");
		put_text(w, "DESCRIPTION", title);
		put_line(w, arena_printf(w->words.arena, "TRIGGER:%s", d->alarms[i]));
		put_line(w, "END:VALARM");
	}
}

static void put_due(struct writer *w, const struct due *d, const struct node *row)
{
	struct arena *a = w->words.arena;
	const char *parcel[] = { say_case(&w->words, w->one), say_service(&w->words, w->one),
				 say_number(&w->words, w->one) };
	const char *below[] = { say_joined(&w->words, ", ", parcel, 3),
				fields(w, row, d->text, true) };
	const char *title =
		arena_printf(a, "%s (%s)", d->title(w, row), say_case(&w->words, w->one));
	daynum day = node_dayof(row, d->day);
	bool over = settled(w, d, row);

	if (day == DAY_NONE)
		return;
	put_line(w, "BEGIN:VEVENT");
	put_line(w, arena_printf(a, "UID:%s", uid(w, d, row)));
	put_line(w, arena_printf(a, "DTSTAMP:%s", stamp(w)));
	put_line(w, arena_printf(a, "SEQUENCE:%" PRId64, w->sequence));
	put_line(w, arena_printf(a, "DTSTART;VALUE=DATE:%s", plain_day(w, day)));
	put_line(w, arena_printf(a, "DTEND;VALUE=DATE:%s", plain_day(w, day + 1)));
	put_text(w, "SUMMARY", title);
	put_text(w, "DESCRIPTION", say_joined(&w->words, "\n", below, 2));
	put_line(w, "CATEGORIES:Waylaid");
	put_line(w, over ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
	put_line(w, "TRANSP:TRANSPARENT");
	if (!over)
		put_alarms(w, d, title);
	put_line(w, "END:VEVENT");
}

/* An appeal has a window of its own while it may be made. */
static bool said_already(struct writer *w, const struct due *d)
{
	const struct node *list = node_get(w->one, "windows");

	if (strcmp(d->day, "appeal_until") != 0)
		return false;
	for (const struct node *n = list ? list->first : NULL; n; n = n->next)
		if (text_is_listed("appeal|second_appeal", node_str(n, "what")) &&
		    node_known(n, "closes_on"))
			return true;
	return false;
}

static void put_case(struct writer *w)
{
	const struct node *journal = node_get(w->one, "journal");

	w->sequence = journal && journal->last ? node_num(journal->last, "entry") : 0;
	for (size_t i = 0; i < sizeof(dues) / sizeof(*dues); i++) {
		const struct node *list = node_get(w->one, dues[i].list);

		if (said_already(w, &dues[i]))
			continue;
		for (const struct node *row = list ? list->first : NULL; row; row = row->next)
			put_due(w, &dues[i], row);
	}
}

int calendar_write(const char *path, const struct node *const cases[], int n, instant now,
		   struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct workbook_input in = { .cases = cases, .ncases = n, .now = now };
	struct buf out;
	struct writer w = { .out = &out, .words = { .arena = &arena, .in = &in }, .now = now };
	int rc;

	if (n < 1)
		return err_set(err, ERR_INPUT, "a calendar needs at least one case");
	buf_init(&out, CALENDAR_BYTES_MAX);
	put_line(&w, "BEGIN:VCALENDAR");
	put_line(&w, "VERSION:2.0");
	put_line(&w, "PRODID:-//Waylaid//Waylaid//EN");
	put_line(&w, "CALSCALE:GREGORIAN");
	put_line(&w, "METHOD:PUBLISH");
	put_text(&w, "X-WR-CALNAME", "Parcels that went wrong");
	for (int i = 0; i < n; i++) {
		w.one = cases[i];
		put_case(&w);
	}
	put_line(&w, "END:VCALENDAR");
	rc = buf_check(&out, "the calendar", err);
	if (rc == 0)
		rc = file_write(path, out.at, out.len, CALENDAR_MODE, err);
	buf_release(&out);
	arena_release(&arena);
	return rc;
}
