#include <string.h>

#include "base/err.h"
#include "base/text.h"
#include "base/utf8.h"
#include "carrier/carrier.h"
#include "domain/number.h"
#include "ops/import_parts.h"

enum { LINE_MAX_BYTES = 500, LONG_MAX_BYTES = 20000, ADDRESS_LINES = 7, SHEET_DIGITS = 15 };

/* The row that is being read. */
struct work {
	const struct row_context *c;
	struct arena *a;
	char **cell;
	int n;
	struct err err;
};

/* What people write where they know nothing. */
static bool says_nothing(const char *s)
{
	static const char *const words[] = { "-", "--", "n/a", "na", "none", "null", "#n/a" };

	if (strlen(s) > 4)
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_same_nocase(s, words[i]))
			return true;
	return false;
}

static const char *cell(const struct work *w, enum map_field field)
{
	const char *s = column_plan_cell(w->c->plan, field, w->cell, w->n);

	return !s || !*s || says_nothing(s) ? NULL : s;
}

static void note(const struct work *w, enum map_field field, const char *text)
{
	w->c->note(w->c->payload, map_field_names[field], text);
}

static int short_text(const char **out, struct work *w, enum map_field field, const char *otherwise)
{
	const char *s = cell(w, field);

	*out = s ? s : otherwise;
	if (!s || strnlen(s, LINE_MAX_BYTES + 1) <= LINE_MAX_BYTES)
		return 0;
	return err_set(&w->err, ERR_INPUT, "%s is longer than %d characters",
		       map_field_names[field], LINE_MAX_BYTES);
}

/* --- number and carrier --- */

/* Several numbers in one cell stand apart by these; a blank stands inside numbers, too. */
static int split_numbers(const char *part[ROW_PARTS_MAX], struct work *w, const char *text)
{
	static const char between[] = ",;|\n";
	int n = 0;

	/* 9,40551E21 is one, damaged number */
	if (text[0] && text[1] == ',' && strspn(text + 2, "0123456789Ee+") == strlen(text + 2) &&
	    strpbrk(text, "Ee")) {
		part[0] = text;
		return 1;
	}
	while (*text) {
		size_t len = strcspn(text, between);
		char *one = cell_clean(arena_strndup(w->a, text, len));

		if (*one) {
			if (n == ROW_PARTS_MAX)
				return err_set(&w->err, ERR_INPUT,
					       "more than %d tracking numbers in one cell",
					       ROW_PARTS_MAX);
			part[n++] = one;
		}
		text += len + (text[len] != '\0');
	}
	return n;
}

static bool is_damaged(const char *number)
{
	size_t n = strlen(number);

	return n >= 20 && strspn(number, "0123456789") == n &&
	       strspn(number + SHEET_DIGITS, "0") == n - SHEET_DIGITS;
}

/* The carrier that the form of the number leaves no doubt about; NULL: several, or none. */
static const struct candidate *only_carrier(const struct number *n)
{
	enum check_digit best = n->ncandidates ? n->candidate[0].check_digit : CHECK_WRONG;
	const struct candidate *found = NULL;

	for (int i = 0; i < n->ncandidates && best != CHECK_WRONG; i++) {
		const struct candidate *c = &n->candidate[i];

		if (c->check_digit != best)
			break;
		if (found && !strcmp(found->carrier, "s10"))
			found = c; /* the post that made it knows more than the union */
		else if (!found)
			found = c;
		else if (strcmp(found->carrier, c->carrier) != 0)
			return NULL;
	}
	return found;
}

static const struct candidate *candidate_of(const struct number *n, const char *carrier)
{
	for (int i = 0; i < n->ncandidates; i++)
		if (!strcmp(n->candidate[i].carrier, carrier))
			return &n->candidate[i];
	return NULL;
}

/* The carrier as the file says it, or else as the number does. */
static int choose_carrier(const struct candidate **by, const char **carrier, struct work *w,
			  const struct number *n)
{
	const char *word = cell(w, FIELD_CARRIER);
	struct known_name known = { 0 };

	if (!word)
		word = w->c->carrier;
	if (word)
		known = names_find(w->c->names, NULL, word);
	*by = only_carrier(n);
	if (known.code && !known.second) {
		*carrier = known.code;
		*by = candidate_of(n, known.code);
	} else if (known.second && *by &&
		   (!strcmp((*by)->carrier, known.code) || !strcmp((*by)->carrier, known.second))) {
		*carrier = (*by)->carrier;
	} else if (known.second) { /* "DHL": two companies */
		*carrier = NULL;
		note(w, FIELD_CARRIER, word);
	} else if (!word) {
		*carrier = *by ? (*by)->carrier : NULL;
	} else if (*by && (*by)->check_digit == CHECK_RIGHT) {
		*carrier = (*by)->carrier;
		note(w, FIELD_CARRIER, word);
	} else {
		return err_set(&w->err, ERR_INPUT,
			       "carrier '%.60s' is not known" ERR_TYPED
			       ": 'waylaid contacts' lists the carriers",
			       word);
	}
	return 0;
}

static int check_number(const struct number *n, const char *text, struct err *err)
{
	if (is_damaged(n->number))
		return err_set(err, ERR_INPUT,
			       "%s has only zeros behind digit %d: a spreadsheet cut this number; "
			       "copy it again from the label or format the column as text",
			       n->number, SHEET_DIGITS);
	if (!strpbrk(n->number, "0123456789"))
		return err_set(err, ERR_INPUT, "'%.40s' is no tracking number", text);
	return 0;
}

/* Taken apart in the scratch arena: only the number itself is kept. */
static int read_number(struct import_row *row, struct work *w, const char *text)
{
	struct arena *scratch = w->c->scratch;
	struct arena_mark mark = arena_mark(scratch);
	struct shipment *s = &row->shipment;
	const struct candidate *by;
	struct number n;
	int rc = -1;

	if (number_read(&n, scratch, text, &w->err) < 0 || check_number(&n, text, &w->err) < 0 ||
	    choose_carrier(&by, &s->carrier, w, &n) < 0)
		goto out;
	if (!s->carrier && !n.ncandidates) {
		err_set(&w->err, ERR_INPUT,
			"%.40s has no form of a carrier that we know: say whose it is in a column "
			"for the carrier or with --carrier",
			n.number);
		goto out;
	}
	s->tracking_number = arena_strdup(w->a, by              ? by->number
						: n.ncandidates ? n.candidate[0].number
								: n.number);
	row->doubtful = n.ncandidates && !n.valid;
	rc = 0;
out:
	arena_rewind(scratch, mark);
	return rc;
}

/* --- the other facts --- */

static void read_service(struct shipment *s, struct work *w)
{
	const char *word = cell(w, FIELD_SERVICE);
	struct known_name known;

	if (!word || !s->carrier)
		return;
	known = names_find(w->c->names, s->carrier, word);
	if (known.code && !known.second)
		s->service = known.code;
	else
		note(w, FIELD_SERVICE, word);
}

/* The ship date says which parcel it is: it must be right. */
static int read_mailed(struct shipment *s, struct work *w)
{
	const char *text = cell(w, FIELD_MAILED_ON);
	struct date_reading d;

	if (!text)
		return 0;
	if (date_read(&d, text, w->c->order, "ship date", &w->err) < 0)
		return -1;
	s->mailed_on = d.day;
	return 0;
}

static daynum read_day(struct work *w, enum map_field field)
{
	const char *text = cell(w, field);
	struct date_reading d;
	struct err ignored;

	if (!text)
		return DAY_NONE;
	if (date_read(&d, text, w->c->order, "date", &ignored) == 0)
		return d.day;
	note(w, field, text);
	return DAY_NONE;
}

/* Zero stands where nobody gave an amount. */
static struct money read_money(struct work *w, enum map_field field)
{
	const char *text = cell(w, field), *currency = cell(w, FIELD_CURRENCY);
	struct money m;
	struct err ignored;

	if (!text)
		return MONEY_NONE;
	if (!currency)
		currency = w->c->currency;
	if (money_parse(&m, text, currency, "amount", &ignored) < 0) {
		note(w, field, text);
		return MONEY_NONE;
	}
	return m.cents ? m : MONEY_NONE;
}

/* "Boise, ID 83702" */
static const char *place_line(struct work *w, enum map_field city)
{
	const char *c = cell(w, city), *state = cell(w, city + 1), *zip = cell(w, city + 2);

	if (!c && !state && !zip)
		return NULL;
	return arena_printf(w->a, "%s%s%s%s%s", c ? c : "", c && (state || zip) ? ", " : "",
			    state ? state : "", state && zip ? " " : "", zip ? zip : "");
}

/* first: FIELD_TO or FIELD_FROM; the parts follow it in the table. */
static int read_address(const char **out, struct work *w, enum map_field first)
{
	const char *line[ADDRESS_LINES], *whole = cell(w, first);
	size_t room = 1;
	char *text, *p;
	int n = 0;

	*out = whole;
	for (int i = 0; i < 5; i++) { /* name, company, three lines */
		line[n] = cell(w, first + 1 + (enum map_field)i);
		n += line[n] != NULL;
	}
	line[n] = place_line(w, first + 6);
	n += line[n] != NULL;
	line[n] = cell(w, first + 9);
	n += line[n] != NULL;
	if (!whole && n) {
		for (int i = 0; i < n; i++)
			room += strlen(line[i]) + 1;
		*out = p = text = arena_alloc(w->a, room);
		for (int i = 0; i < n; i++) {
			size_t len = strlen(line[i]);

			if (p > text)
				*p++ = '\n';
			memcpy(p, line[i], len);
			p += len;
		}
	}
	if (!*out || strnlen(*out, LONG_MAX_BYTES + 1) <= LONG_MAX_BYTES)
		return 0;
	return err_set(&w->err, ERR_INPUT, "%s is longer than %d characters",
		       map_field_names[first], LONG_MAX_BYTES);
}

/* "6" under "Weight (oz)" is "6 oz". */
static int read_weight(struct shipment *s, struct work *w)
{
	const char *unit = w->c->plan->map->weight_unit;

	if (short_text(&s->weight, w, FIELD_WEIGHT, NULL) < 0)
		return -1;
	if (s->weight && unit && s->weight[strspn(s->weight, "0123456789.")] == '\0')
		s->weight = strspn(s->weight, "0.") == strlen(s->weight)
				    ? NULL
				    : arena_printf(w->a, "%s %s", s->weight, unit);
	return 0;
}

/* --- the tracking that some platforms export --- */

static void read_event_time(struct event *e, struct work *w)
{
	const char *at = cell(w, FIELD_EVENT_AT);
	char local[DATE_LOCAL_TEXT];
	struct date_reading d;
	struct err ignored;

	e->occurred_at = INSTANT_NONE;
	if (!at)
		return;
	if (date_read(&d, at, w->c->order, "date", &ignored) < 0) {
		note(w, FIELD_EVENT_AT, at);
		return;
	}
	e->occurred_at_local = arena_strdup(w->a, date_local_text(local, &d));
	e->occurred_at = date_instant(&d);
}

/*
 * The carrier's words count before the platform's. A platform's word alone is a scan when it says
 * that the carrier has the parcel and when.
 */
static void read_meaning(struct event *e, const char *word, const char *text,
			 const struct shipment *s, struct work *w)
{
	const struct carrier *carrier = s->carrier ? carrier_find(s->carrier) : NULL;
	const struct map_word *known = word ? column_map_word(w->c->plan->map, word) : NULL;
	struct meaning m = { STATUS_UNKNOWN, TROUBLE_NONE, false };

	if (carrier && (text || e->code))
		m = carrier->meaning(text, e->code, NULL);
	if (m.status == STATUS_UNKNOWN && known) {
		m.status = known->status;
		m.trouble = known->trouble;
		m.is_scan = e->occurred_at_local && known->status != STATUS_UNKNOWN &&
			    known->status != STATUS_PRE_TRANSIT &&
			    known->status != STATUS_CANCELLED;
	}
	if (word && !known && m.status == STATUS_UNKNOWN)
		note(w, FIELD_EVENT_STATUS, word);
	e->status = m.status;
	e->trouble = m.trouble;
	e->is_scan = m.is_scan;
}

static int read_event(struct import_row *row, struct work *w)
{
	const char *word, *text;
	struct event *e = &row->event;

	*e = (struct event){ .source = SOURCE_CSV };
	if (short_text(&word, w, FIELD_EVENT_STATUS, NULL) < 0 ||
	    short_text(&text, w, FIELD_EVENT_TEXT, NULL) < 0 ||
	    short_text(&e->code, w, FIELD_EVENT_CODE, NULL) < 0 ||
	    short_text(&e->place, w, FIELD_EVENT_PLACE, NULL) < 0)
		return -1;
	if (!word && !text && !e->code)
		return 0;
	read_event_time(e, w);
	read_meaning(e, word, text, &row->shipment, w);
	e->text = text ? text : word;
	row->has_event = true;
	row->undated = !e->occurred_at_local;
	return 0;
}

/* What one statement about now makes of a parcel that nobody told us of before. */
static void judge_new(struct import_row *row)
{
	const struct event *one[] = { &row->event };
	struct shipment *s = &row->shipment;
	daynum delivered = s->delivered_on;

	if (!row->has_event)
		return;
	shipment_judge(s, one, 1);
	if (s->status == STATUS_UNKNOWN) {
		s->status = row->event.status;
		s->trouble = row->event.trouble;
	}
	if (s->delivered_on == DAY_NONE)
		s->delivered_on = delivered;
}

/* --- all of it --- */

static int read_facts(struct import_row *row, struct work *w)
{
	struct shipment *s = &row->shipment;

	read_service(s, w);
	if (read_mailed(s, w) < 0 || read_address(&s->to_address, w, FIELD_TO) < 0 ||
	    read_address(&s->from_address, w, FIELD_FROM) < 0 || read_weight(s, w) < 0 ||
	    short_text(&s->order_number, w, FIELD_ORDER_NUMBER, NULL) < 0 ||
	    short_text(&s->insurer, w, FIELD_INSURER, NULL) < 0 ||
	    short_text(&s->label_source, w, FIELD_LABEL_SOURCE, w->c->label_source) < 0 ||
	    short_text(&s->account, w, FIELD_ACCOUNT, w->c->account) < 0 ||
	    short_text(&s->client, w, FIELD_CLIENT, w->c->client) < 0)
		return -1;
	s->contents = cell(w, FIELD_CONTENTS);
	if (s->contents && strnlen(s->contents, LONG_MAX_BYTES + 1) > LONG_MAX_BYTES)
		return err_set(&w->err, ERR_INPUT, "contents is longer than %d characters",
			       LONG_MAX_BYTES);
	s->expected_on = read_day(w, FIELD_EXPECTED_ON);
	s->delivered_on = read_day(w, FIELD_DELIVERED_ON);
	s->value = read_money(w, FIELD_VALUE);
	s->insured = read_money(w, FIELD_INSURED);
	s->postage = read_money(w, FIELD_POSTAGE);
	return read_event(row, w);
}

static int read_parts(struct import_row *out, struct work *w, const char *numbers)
{
	const char *part[ROW_PARTS_MAX];
	int n = split_numbers(part, w, numbers);

	if (n < 0)
		return -1;
	if (n == 0)
		return err_set(&w->err, ERR_INPUT, "no tracking number in this row");
	for (int i = 0; i < n; i++) {
		struct import_row *row = &out[i];

		*row = out[0];
		row->part = i;
		row->shipment = shipment_unknown;
		if (read_number(row, w, part[i]) < 0 || read_facts(row, w) < 0)
			return -1;
		if (n > 1) { /* how much of it is in which of them, nobody said */
			row->shipment.value = row->shipment.insured = MONEY_NONE;
			row->shipment.postage = MONEY_NONE;
			row->shipment.weight = NULL;
		}
		judge_new(row);
	}
	return n;
}

static bool is_plain(const char *s, bool *high, bool *carriage)
{
	bool plain = true;

	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		*high |= c >= 0x80;
		*carriage |= c == '\r';
		plain &= c >= 0x20 ? c != 0x7f : c == '\n' || c == '\t' || c == '\r';
	}
	return plain;
}

/* Windows-1252, where Unicode has another place for a byte; 0: the byte means nothing. */
static const uint16_t windows_1252[] = {
	0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
	0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

static char *from_1252(struct arena *a, const char *s)
{
	char *out = arena_alloc(a, strlen(s) * 3 + 1), *w = out;

	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;
		uint32_t cp = c >= 0x80 && c < 0xa0 ? windows_1252[c - 0x80] : c;

		if (!cp)
			return NULL;
		w += utf8_encode(w, cp);
	}
	*w = '\0';
	return out;
}

static void drop_carriage(char *s)
{
	char *w = s;

	for (; *s; s++)
		if (*s != '\r' || s[1] != '\n')
			*w++ = *s == '\r' ? '\n' : *s;
	*w = '\0';
}

/* Text that can be shown and kept: UTF-8, no control characters. */
static int take_cells(bool *repaired, struct work *w)
{
	for (int i = 0; i < w->n; i++) {
		bool high = false, carriage = false;

		if (!is_plain(w->cell[i], &high, &carriage))
			return err_set(&w->err, ERR_INPUT,
				       "column %d holds a control character: clean the cell",
				       i + 1);
		if (carriage)
			drop_carriage(w->cell[i]);
		w->cell[i] = cell_clean(w->cell[i]);
		if (!high || utf8_valid(w->cell[i], strlen(w->cell[i])))
			continue;
		w->cell[i] = from_1252(w->a, w->cell[i]);
		if (!w->cell[i]) {
			w->cell[i] = arena_strdup(w->a, "");
			return err_set(&w->err, ERR_INPUT,
				       "column %d is neither UTF-8 nor Windows-1252: save the file "
				       "as 'CSV UTF-8'",
				       i + 1);
		}
		*repaired = true;
	}
	return 0;
}

int row_read(struct import_row out[ROW_PARTS_MAX], const struct row_context *c, struct arena *a,
	     char *cells[], int n)
{
	struct work w = { .c = c, .a = a, .cell = cells, .n = n };
	const char *numbers;
	int parts = 1, skips;

	out[0] = (struct import_row){ .cell = cells, .ncells = n };
	if (take_cells(&out[0].repaired, &w) < 0)
		goto refused;
	skips = column_plan_skips(c->plan, cells, n);
	numbers = cell(&w, FIELD_TRACKING_NUMBER);
	if (skips >= 0 || (!numbers && c->plan->map->skip_without_number)) {
		out[0].skipped =
			skips < 0 ? "no tracking number"
				  : arena_printf(a, "%s is %.40s", c->heading[skips], cells[skips]);
		return 1;
	}
	parts = read_parts(out, &w, numbers ? numbers : "");
	if (parts > 0)
		return parts;
refused:
	out[0].refused = arena_strdup(a, w.err.text);
	out[0].part = 0;
	return 1;
}
