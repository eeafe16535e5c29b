#include "carrier/reply.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "base/text.h"
#include "base/words.h"
#include "carrier/field.h"
#include "carrier/outcome.h"

void reply_begin(struct answer *out, struct arena *a, const char *who, const struct ask asks[],
		 int n)
{
	*out = (struct answer){ .verdict = VERDICT_OK, .nreadings = n };
	out->reading = arena_array(a, (size_t)n, sizeof *out->reading);
	for (int i = 0; i < n; i++)
		out->reading[i] = (struct reading){
			.shipment_id = asks[i].shipment_id,
			.tracking_number = asks[i].tracking_number,
			.outcome = POLL_UNREADABLE,
			.message = arena_printf(a, "the answer of %s does not mention this number",
						who),
			.expected_on = DAY_NONE,
		};
}

static void skip_mark(const char **bytes, size_t *len)
{
	if (*len < 3 || memcmp(*bytes, "\xEF\xBB\xBF", 3) != 0)
		return;
	*bytes += 3;
	*len -= 3;
}

struct json *reply_json(struct answer *out, struct arena *a, const char *who,
			const struct http_answer *answer)
{
	const char *bytes = answer->body ? answer->body : "", *words = NULL;
	size_t len = answer->body ? answer->len : 0;
	struct json *root = NULL;
	struct err err;

	skip_mark(&bytes, &len);
	if (len == 0)
		words = arena_printf(a, "%s answered %d with nothing", who, answer->status);
	else if (len > ANSWER_MAX)
		words = arena_printf(a, "%s answered %d with more than 8 MiB", who, answer->status);
	else if (json_parse(&root, a, bytes, len, &err) != 0)
		words = arena_printf(a, "%s answered %d with what is no JSON: %s", who,
				     answer->status, field_seen(a, bytes, len));
	if (!words)
		return root;
	outcome_fail(out, VERDICT_UNREADABLE, words);
	return NULL;
}

int reply_saved(struct json **root, struct arena *a, const char *bytes, size_t len,
		const char *expected, struct err *err)
{
	if (len > ANSWER_MAX)
		return err_set(err, ERR_INPUT, "larger than 8 MiB: %s", expected);
	skip_mark(&bytes, &len);
	if (json_parse(root, a, bytes, len, err) != 0)
		return err_wrap(err, "not a saved answer: %s", expected);
	return 0;
}

static const char *next_sign(const char *s)
{
	while (*s == ' ' || *s == '-')
		s++;
	return s;
}

bool reply_same_number(const char *x, const char *y)
{
	if (!x || !y)
		return false;
	x = next_sign(x);
	y = next_sign(y);
	if (!*x || !*y)
		return false;
	while (*x && toupper((unsigned char)*x) == toupper((unsigned char)*y)) {
		x = next_sign(x + 1);
		y = next_sign(y + 1);
	}
	return !*x && !*y;
}

instant reply_instant(const char *text)
{
	instant at;

	return text && instant_parse(&at, text) == 0 ? at : INSTANT_NONE;
}

daynum reply_day(const char *text)
{
	char date[DAY_TEXT];
	daynum day;

	if (!text || strlen(text) < DAY_TEXT - 1)
		return DAY_NONE;
	memcpy(date, text, DAY_TEXT - 1);
	date[DAY_TEXT - 1] = '\0';
	return day_parse_iso(&day, date) == 0 ? day : DAY_NONE;
}

const char *reply_joined(struct arena *a, const char *x, const char *y)
{
	char folded_x[WORDS_FOLD_MAX], folded_y[WORDS_FOLD_MAX];

	if (!x || !y)
		return x ? x : y;
	if (strcmp(words_fold(folded_x, x), words_fold(folded_y, y)) == 0)
		return x;
	return field_line(a, arena_printf(a, "%s: %s", x, y));
}

const char *reply_place(struct arena *a, const char *city, const char *state, const char *zip,
			const char *country)
{
	const char *region = "", *comma = "";

	if (text_same_nocase(country, "US"))
		country = NULL;
	if (!city && !state && !zip && !country)
		return NULL;
	if (state || zip)
		region = arena_printf(a, "%s%s%s", state ? state : "", state && zip ? " " : "",
				      zip ? zip : "");
	if (city && *region)
		comma = state ? ", " : " ";
	return field_line(a, arena_printf(a, "%s%s%s%s%s", city ? city : "", comma, region,
					  country && (city || *region) ? ", " : "",
					  country ? country : ""));
}

static int by_age(const void *a, const void *b)
{
	return event_newer(a, b);
}

void reply_sort(struct event event[], int n)
{
	if (n > 1)
		qsort(event, (size_t)n, sizeof *event, by_age);
}

void reply_meaning(struct event *event, struct meaning meaning)
{
	event->status = meaning.status;
	event->trouble = meaning.trouble;
	event->is_scan = meaning.is_scan && (meaning.status != STATUS_UNKNOWN || event->place);
}

const char *reply_events(struct reading *r, struct arena *a, const struct reply_events *how,
			 const struct json *list, enum source source)
{
	const struct json *event = list->type == JSON_ARRAY ? list->first : list;
	int total = list->type == JSON_ARRAY ? list->count : 1;

	r->nevents = total < EVENTS_MAX ? total : EVENTS_MAX;
	if (r->nevents > 0)
		r->event = arena_array(a, (size_t)r->nevents, sizeof *r->event);
	for (int i = 0; i < r->nevents; i++, event = event->next) {
		if (event->type == JSON_OBJECT && how->read(&r->event[i], a, event, source))
			continue;
		r->event = NULL;
		r->nevents = 0;
		return how->fault;
	}
	reply_sort(r->event, r->nevents);
	r->partial |= total > EVENTS_MAX;
	if (total > EVENTS_MAX)
		r->message = arena_printf(a, "%s gave %d events: the first %d were read", how->who,
					  total, EVENTS_MAX);
	return NULL;
}

void reply_percent(struct buf *b, const char *s)
{
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c < 0x80 && (isalnum(c) || strchr("-._~", c)))
			buf_putc(b, (char)c);
		else
			buf_printf(b, "%%%02X", c);
	}
}

void reply_signed(struct reading *r, const char *name)
{
	for (int i = 0; i < r->nevents && name; i++) {
		struct event *e = &r->event[i];

		if (e->status != STATUS_DELIVERED && e->status != STATUS_RETURN_TO_SENDER)
			continue;
		if (!e->signed_by)
			e->signed_by = name;
		return;
	}
}
