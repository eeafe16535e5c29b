#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/ini.h"
#include "base/text.h"
#include "carrier/event_csv.h"
#include "carrier/notice.h"
#include "ops/events_parts.h"
#include "ops/mail_open.h"

static struct paste_given said(const struct events_given *given)
{
	return (struct paste_given){ .carrier = given->carrier, .order = given->order };
}

/*
 * Read without a number first, so that a page of another parcel is seen for what it is; with it
 * where the page names several.
 */
static int read_page(struct slips *out, struct arena *a, const struct events_given *given,
		     struct err *err)
{
	struct paste_given how = said(given);

	if (paste_read(out, a, given->bytes, given->len, &how, err) == 0)
		return 0;
	if (err->code != ERR_AMBIGUOUS || !given->number)
		return -1;
	how.number = given->number;
	return paste_read(out, a, given->bytes, given->len, &how, err);
}

static int read_email(struct slips *out, struct arena *a, const struct events_given *given,
		      struct err *err)
{
	struct paste_given how = said(given);
	struct email mail;

	if (!given->decoder)
		return err_set(err, ERR_FAILED, "e-mails cannot be opened here");
	if (mail_open(&mail, a, given->decoder, given->bytes, given->len, err) < 0)
		return -1;
	if (email_read(out, a, &mail, &how, err) == 0)
		return 0;
	if (err->code != ERR_AMBIGUOUS || !given->number)
		return -1;
	how.number = given->number;
	return email_read(out, a, &mail, &how, err);
}

static int read_order(enum stamp_order *out, const char *text, struct err *err)
{
	if (text_same_nocase(text, "month-first"))
		*out = ORDER_MONTH_FIRST;
	else if (text_same_nocase(text, "day-first"))
		*out = ORDER_DAY_FIRST;
	else
		return err_set(err, ERR_INPUT,
			       "dates = '%.40s' in the map: say month-first or day-first", text);
	return 0;
}

/* [events] number = Heading of the column ... dates = month-first */
static int read_map(struct event_columns *out, struct arena *a, const char *path, struct err *err)
{
	struct ini ini;

	if (ini_read(&ini, a, path, err) < 0)
		return -1;
	if (ini.count == 0)
		return err_set(err, ERR_NOT_FOUND, "%s: no such map, or it is empty", path);
	for (int i = 0; i < ini.count; i++) {
		const struct ini_entry *e = &ini.entry[i];
		int field = name_find(event_field_names, EVENT_NFIELDS, e->name);

		if (strcmp(e->section, "events") != 0)
			continue;
		if (strcmp(e->name, "dates") == 0) {
			if (read_order(&out->order, e->value, err) < 0)
				return err_wrap(err, "%s", path);
		} else if (field < 0) {
			return err_set(
				err, ERR_INPUT,
				"%s line %d: '%.40s' is no field of an event: use number, "
				"when, time, zone, text, status, code, place, city, state, zip, "
				"country, carrier, signed_by or dates",
				path, e->line, e->name);
		} else {
			out->heading[field] = e->value;
		}
	}
	return 0;
}

static int read_csv(struct slips *out, struct arena *a, const struct events_given *given,
		    struct err *err)
{
	struct event_columns map = { .order = ORDER_OPEN };

	if (given->map && read_map(&map, a, given->map, err) < 0)
		return -1;
	if (given->order != ORDER_OPEN)
		map.order = given->order;
	return event_csv_read(out, a, given->bytes, given->len, &map, err);
}

static int read_saved(struct slips *out, const struct carrier **by, struct arena *a,
		      const struct events_given *given, struct err *err)
{
	struct answer answer;

	*out = (struct slips){ .source = SOURCE_SAVED_ANSWER };
	if (carrier_read_saved(&answer, by, a, given->bytes, given->len, given->format, err) < 0)
		return -1;
	out->format = (*by)->code;
	out->n = answer.nreadings;
	out->slip = arena_array(a, (size_t)out->n, sizeof *out->slip);
	for (int i = 0; i < out->n; i++) {
		out->slip[i].reading = answer.reading[i];
		/* EasyPost passes on what others say. */
		if (strcmp((*by)->code, "easypost") != 0)
			out->slip[i].carrier = (*by)->code;
	}
	return 0;
}

static bool is_blank_byte(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The first byte that is no white space and no mark of UTF-8; 0: there is none. */
static char first_byte(const char *bytes, size_t len)
{
	if (len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
		bytes += 3;
		len -= 3;
	}
	while (len && is_blank_byte(*bytes)) {
		bytes++;
		len--;
	}
	return len ? *bytes : '\0';
}

/* A page saved as HTML is a page; what begins with a bracket otherwise is an answer. */
static bool is_html(struct arena *a, const struct events_given *given)
{
	enum { LOOK = 2048 };
	const char *head = arena_strndup(a, given->bytes, given->len < LOOK ? given->len : LOOK);

	return strcasestr(head, "<html") || strcasestr(head, "<!doctype html");
}

static int read_json_or_xml(struct slips *out, const struct carrier **by, struct arena *a,
			    const struct events_given *given, struct err *err)
{
	if (notice_read(out, a, given->bytes, given->len, err) == 0)
		return 0;
	if (err->code != ERR_NOT_FOUND)
		return -1;
	return read_saved(out, by, a, given, err);
}

/* Nobody said what it is: its beginning does. */
static int read_any(struct slips *out, const struct carrier **by, struct arena *a,
		    const struct events_given *given, struct err *err)
{
	char first = first_byte(given->bytes, given->len);

	if (first == '\0')
		return err_set(err, ERR_INPUT, "the file is empty");
	if (first == '{' || first == '[' || (first == '<' && !is_html(a, given)))
		return read_json_or_xml(out, by, a, given, err);
	if (email_is(given->bytes, given->len))
		return read_email(out, a, given, err);
	if (given->map || event_csv_is(given->bytes, given->len))
		return read_csv(out, a, given, err);
	return read_page(out, a, given, err);
}

int events_read(struct slips *out, const struct carrier **by, struct arena *a,
		const struct events_given *given, struct err *err)
{
	const char *format = given->format;
	int rc;

	*by = NULL;
	if (!format)
		return read_any(out, by, a, given, err);
	if (text_same_nocase(format, "csv"))
		return read_csv(out, a, given, err);
	if (text_same_nocase(format, "page"))
		return read_page(out, a, given, err);
	if (text_same_nocase(format, "email"))
		return read_email(out, a, given, err);
	if (!text_same_nocase(format, "notice"))
		return read_saved(out, by, a, given, err);
	rc = notice_read(out, a, given->bytes, given->len, err);
	if (rc < 0)
		err->code = ERR_INPUT;
	return rc;
}
