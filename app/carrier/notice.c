#include "carrier/notice.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/text.h"
#include "carrier/easypost.h"
#include "carrier/field.h"
#include "carrier/reply.h"
#include "carrier/ups.h"
#include "carrier/usps.h"

#define LENGTH(table) (int)(sizeof(table) / sizeof *(table))

enum { NOTICES_MAX = 20000, PATH_NAME = 40 };

static const char expected[] =
	"no push notice of USPS, UPS, EasyPost, AfterShip, 17TRACK, Shippo, Ship24 or ShipEngine";

/* What is read from all notices of one file. */
struct pile {
	struct arena *arena;
	struct slip *slip;
	int n, room;
	const char *first_fault; /* of the first that could not be read */
	int faults;
};

static struct slip *add(struct pile *p)
{
	if (p->n == SLIPS_MAX)
		return NULL;
	p->slip = arena_grown(p->arena, p->slip, p->n, &p->room, sizeof *p->slip);
	p->slip[p->n] = (struct slip){ .reading = { .expected_on = DAY_NONE } };
	return &p->slip[p->n++];
}

/* Called for each thing at a path; lists on the way are gone through. */
typedef void each_at(void *payload, const struct json *found);

static void walk(const struct json *from, const char *path, int depth, each_at *each, void *payload)
{
	enum { DEPTH_MAX = 12 };
	char name[PATH_NAME];
	size_t n;

	if (!from || depth > DEPTH_MAX)
		return;
	if (from->type == JSON_ARRAY) {
		for (const struct json *child = from->first; child; child = child->next)
			walk(child, path, depth + 1, each, payload);
		return;
	}
	if (!*path) {
		each(payload, from);
		return;
	}
	n = strcspn(path, ".");
	if (n >= sizeof name)
		return;
	memcpy(name, path, n);
	name[n] = '\0';
	walk(field_get(from, name), path + n + (path[n] == '.'), depth + 1, each, payload);
}

static void keep_first(void *payload, const struct json *found)
{
	const struct json **kept = payload;

	if (!*kept)
		*kept = found;
}

static const struct json *at_path(const struct json *from, const char *path)
{
	const struct json *found = NULL;

	walk(from, path, 0, keep_first, &found);
	return found;
}

/* The text at the first of the paths that has one. */
static const char *text_at(struct arena *a, const struct json *from, const char *const paths[],
			   int n)
{
	for (int i = 0; i < n && paths[i]; i++) {
		const char *last = strrchr(paths[i], '.');
		const struct json *in = from;
		const char *text;

		if (last)
			in = at_path(from, arena_strndup(a, paths[i], (size_t)(last - paths[i])));
		text = field_plain(a, in, last ? last + 1 : paths[i]);
		if (text)
			return text;
	}
	return NULL;
}

static const char *part(struct arena *a, const struct json *j, const char *x, const char *y)
{
	const char *text = field_text(a, j, x);

	return text ? text : field_text(a, j, y);
}

/* One text, an object with its parts, or the parts in the event itself. */
static const char *place_of(struct arena *a, const struct json *event,
			    const struct notice_shape *shape)
{
	const char *text = shape->place ? field_text(a, event, shape->place) : NULL;
	const struct json *in = shape->place ? field_get(event, shape->place) : NULL;

	if (text)
		return text;
	if (!in || in->type != JSON_OBJECT)
		in = event;
	return reply_place(
		a, part(a, in, "city", "city_locality"), part(a, in, "state", "state_province"),
		part(a, in, "zip", "postal_code"), part(a, in, "country", "country_code"));
}

/* The events of one parcel as they are met. */
struct telling {
	struct arena *arena;
	const struct notice_shape *shape;
	struct slip *slip;
	const char *carrier;
	int room;
};

static void judge_status(struct event *e, struct arena *a, const struct json *j,
			 const struct notice_shape *shape)
{
	for (int i = 0; i < NOTICE_PATHS && e->status == STATUS_UNKNOWN && shape->status[i]; i++) {
		const struct meaning *m =
			notice_status(text_at(a, j, (const char *const[]){ shape->status[i] }, 1));

		if (!m)
			continue;
		e->status = m->status;
		e->trouble = m->trouble;
		e->is_scan = m->is_scan && (m->status != STATUS_UNKNOWN || e->place);
	}
}

static void take_event(void *payload, const struct json *j)
{
	struct telling *t = payload;
	const struct notice_shape *shape = t->shape;
	struct reading *r = &t->slip->reading;
	struct event e = { .source = SOURCE_NOTICE };
	struct stamp when;

	if (j->type != JSON_OBJECT || r->nevents == t->room)
		return;
	e.text = text_at(t->arena, j, shape->text, NOTICE_PATHS);
	e.code = shape->code ? field_text(t->arena, j, shape->code) : NULL;
	if (!e.text && !e.code)
		return;
	e.place = place_of(t->arena, j, shape);
	stamp_read(&when, text_at(t->arena, j, shape->time, NOTICE_PATHS));
	stamp_settle(&when, ORDER_MONTH_FIRST);
	r->event[r->nevents] = slip_event(t->arena, t->carrier, &e, &when);
	judge_status(&r->event[r->nevents++], t->arena, j, shape);
}

static void count_event(void *payload, const struct json *j)
{
	int *n = payload;

	*n += j->type == JSON_OBJECT && *n < 2 * EVENTS_MAX;
}

/* Ship24 sends the events of one parcel under the number of the next carrier. */
static const char *number_of(struct telling *t, const struct json *parcel)
{
	const struct json *event = at_path(parcel, t->shape->events[0]);
	const char *number = NULL;

	if (t->shape->event_number)
		number = field_text(t->arena, event, t->shape->event_number);
	if (!number)
		number = text_at(t->arena, parcel, t->shape->number, NOTICE_PATHS);
	return number;
}

static void take_parcel(struct pile *p, const struct notice_shape *shape, const struct json *parcel)
{
	struct telling t = { .arena = p->arena, .shape = shape };
	struct reading *r;
	struct stamp day;
	const char *name;

	t.slip = parcel->type == JSON_OBJECT ? add(p) : NULL;
	if (!t.slip)
		return;
	r = &t.slip->reading;
	t.slip->by = shape->who;
	name = text_at(p->arena, parcel, shape->carrier, NOTICE_PATHS);
	if (!name)
		name = text_at(p->arena, at_path(parcel, shape->events[0]), shape->carrier,
			       NOTICE_PATHS);
	t.slip->carrier = t.carrier = slip_carrier(name);
	r->tracking_number = number_of(&t, parcel);
	r->status_text = text_at(p->arena, parcel, shape->parcel_status, NOTICE_PATHS);
	if (shape->expected &&
	    stamp_read(&day, text_at(p->arena, parcel, &shape->expected, 1)) == 0)
		r->expected_on = day.day;
	for (int i = 0; i < NOTICE_PATHS && shape->events[i]; i++)
		walk(parcel, shape->events[i], 0, count_event, &t.room);
	r->event = arena_array(p->arena, (size_t)t.room, sizeof *r->event);
	for (int i = 0; i < NOTICE_PATHS && shape->events[i]; i++)
		walk(parcel, shape->events[i], 0, take_event, &t);
	slip_finish(t.slip, p->arena);
}

/* A notice of a carrier that its own reader takes. */
struct own_shape {
	const char *who;
	const struct carrier *carrier;
	const char *mark, *with; /* both names are in it */
	bool any_carrier;        /* it passes on what others say */
};

static const struct own_shape own_shapes[] = {
	{ "USPS", &usps, "subscriptionType", "payload", false },
	{ "USPS", &usps, "subscriptionId", "payload", false },
	{ "UPS", &ups, "localActivityDate", "activityStatus", false },
	{ "EasyPost", &easypost, "result", "description", true },
};

static void fault(struct pile *p, const char *why)
{
	if (!p->faults++)
		p->first_fault = arena_strdup(p->arena, why);
}

static void take_answer(struct pile *p, const struct own_shape *shape, const char *bytes,
			size_t len)
{
	struct answer answer;
	struct err err = { 0 };

	if (shape->carrier->read_saved(&answer, p->arena, bytes, len, &err) < 0) {
		fault(p, err.text);
		return;
	}
	for (int i = 0; i < answer.nreadings; i++) {
		struct slip *s = add(p);

		if (!s)
			return;
		s->reading = answer.reading[i];
		s->reading.partial = true;
		s->by = shape->who;
		s->carrier = shape->any_carrier ? NULL : shape->carrier->code;
		for (int k = 0; k < s->reading.nevents; k++)
			s->reading.event[k].source = SOURCE_NOTICE;
	}
}

static const struct own_shape *own_of(const struct json *j)
{
	for (int i = 0; i < LENGTH(own_shapes); i++)
		if (field_get(j, own_shapes[i].mark) && field_get(j, own_shapes[i].with))
			return &own_shapes[i];
	return NULL;
}

static const struct notice_shape *shape_of(struct arena *a, const struct json *j)
{
	for (int i = 0; i < notice_nshapes; i++) {
		const struct notice_shape *s = &notice_shapes[i];
		const char *value = field_text(a, j, s->mark);

		if (s->mark_value ? !text_same_nocase(value, s->mark_value)
				  : !field_get(j, s->mark))
			continue;
		if (at_path(j, s->parcels))
			return s;
	}
	return NULL;
}

struct parcels {
	struct pile *pile;
	const struct notice_shape *shape;
};

static void each_parcel(void *payload, const struct json *parcel)
{
	struct parcels *p = payload;

	take_parcel(p->pile, p->shape, parcel);
}

/* One notice of an aggregator, whose bytes are parsed; false when it is none. */
static bool take_shape(struct pile *p, const struct json *j)
{
	struct parcels parcels = { p, shape_of(p->arena, j) };

	if (!parcels.shape)
		return false;
	walk(j, parcels.shape->parcels, 0, each_parcel, &parcels);
	return true;
}

/* A whole text that is one notice or a list of notices of one kind. */
static bool take_document(struct pile *p, const char *bytes, size_t len)
{
	const struct own_shape *own;
	const struct json *first;
	struct json *root;
	bool some = false;

	if (json_parse(&root, p->arena, bytes, len, &(struct err){ 0 }) < 0)
		return false;
	first = field_at(root, 0);
	own = first ? own_of(first) : NULL;
	if (own) {
		take_answer(p, own, bytes, len);
		return true;
	}
	if (root->type != JSON_ARRAY)
		return take_shape(p, root);
	for (const struct json *j = root->first; j; j = j->next)
		some |= take_shape(p, j);
	return some;
}

/* One notice on each line. */
static bool take_lines(struct pile *p, const char *bytes, size_t len)
{
	const char *at = bytes, *end = bytes + len;
	bool some = false;

	for (int i = 0; i < NOTICES_MAX && at < end; i++) {
		const char *line = at, *stop = memchr(at, '\n', (size_t)(end - at));

		stop = stop ? stop : end;
		at = stop + 1;
		while (line < stop && *line != '{')
			line++; /* a log puts its date before it */
		if (line == stop)
			continue;
		if (take_document(p, line, (size_t)(stop - line)))
			some = true;
		else if (some)
			fault(p, arena_printf(p->arena, "line %d is no notice", i + 1));
		else
			return false;
	}
	return some;
}

int notice_read(struct slips *out, struct arena *a, const char *bytes, size_t len, struct err *err)
{
	struct pile p = { .arena = a };

	*out = (struct slips){ .format = "notice", .source = SOURCE_NOTICE };
	if (len > ANSWER_MAX)
		return err_set(err, ERR_NOT_FOUND, "larger than 8 MiB: %s", expected);
	if (len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
		bytes += 3;
		len -= 3;
	}
	if (!take_document(&p, bytes, len) && !take_lines(&p, bytes, len))
		return err_set(err, ERR_NOT_FOUND, "%s", expected);
	if (p.n == 0)
		return err_set(err, ERR_INPUT, "%s",
			       p.first_fault ? p.first_fault : "a notice without a parcel in it");
	if (p.faults)
		out->note = arena_printf(a, "%d notice%s could not be read; the first: %s",
					 p.faults, p.faults == 1 ? "" : "s", p.first_fault);
	out->slip = p.slip;
	out->n = p.n;
	return 0;
}
