#include "domain/silence.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

const char *const silence_since_names[SINCE_NVALUES] = {
	[SINCE_SCAN] = "scan",
	[SINCE_LABEL] = "label",
	[SINCE_MAILED] = "mailed",
	[SINCE_ASKED] = "asked",
};

enum { DAY_SECONDS = 86400, ZONES_EAST = 14 * 3600, ZONES_WEST = 12 * 3600 };

/* One scan: its day, and between which instants it must lie where no zone was given. */
struct sighting {
	daynum day;
	instant earliest, latest;
};

static bool is_sighting(const struct event *e)
{
	return e->is_scan && !e->gone_poll_id && e->status != STATUS_PRE_TRANSIT &&
	       e->status != STATUS_CANCELLED && e->source != SOURCE_EMAIL;
}

/* False when nobody knows its day. */
static bool sight(struct sighting *out, const struct event *e)
{
	int64_t wall;

	out->day = event_local_day(e);
	if (e->occurred_at != INSTANT_NONE) {
		out->earliest = out->latest = e->occurred_at;
		if (out->day == DAY_NONE)
			out->day = (daynum)(e->occurred_at / DAY_SECONDS);
		return true;
	}
	if (out->day == DAY_NONE)
		return false;
	if (wall_parse(&wall, e->occurred_at_local) == 0) {
		out->earliest = wall - ZONES_EAST;
		out->latest = wall + ZONES_WEST;
	} else {
		out->earliest = (instant)out->day * DAY_SECONDS - ZONES_EAST;
		out->latest = (instant)(out->day + 1) * DAY_SECONDS + ZONES_WEST;
	}
	return true;
}

static int by_day(const void *a, const void *b)
{
	const struct sighting *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->latest > y->latest) - (x->latest < y->latest);
}

/* One for each day with a scan, in order: "latest" of the day's last, "earliest" of its first. */
static int sightings_of(struct sighting **out, struct arena *a, const struct silence_facts *f)
{
	struct sighting *all = arena_array(a, (size_t)f->nevents, sizeof *all);
	int n = 0, days = 0;

	for (int i = 0; i < f->nevents; i++)
		if (is_sighting(&f->event[i]) && sight(&all[n], &f->event[i]))
			n++;
	qsort(all, (size_t)n, sizeof *all, by_day);
	for (int i = 0; i < n; i++) {
		if (!days || all[i].day != all[days - 1].day) {
			all[days++] = all[i];
			continue;
		}
		all[days - 1].latest = all[i].latest;
		if (all[i].earliest < all[days - 1].earliest)
			all[days - 1].earliest = all[i].earliest;
	}
	*out = all;
	return days;
}

/* --- which gaps are told --- */

static int working_days_between(daynum from, daynum to)
{
	int n = 0;

	for (daynum day = from + 1; day < to && n < SILENCE_WORKING_DAYS; day++)
		n += day_weekday(day) < 5;
	return n;
}

static int by_size(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* From one scan day to the next, the shortest first. */
static int *steps_of(struct arena *a, const struct sighting *s, int ndays)
{
	int *step = arena_array(a, (size_t)ndays + 1, sizeof *step);

	for (int i = 1; i < ndays; i++)
		step[i - 1] = s[i].day - s[i - 1].day;
	if (ndays > 1)
		qsort(step, (size_t)ndays - 1, sizeof *step, by_size);
	return step;
}

/* The median of the other steps, the lower one of two; 0: there is no other. */
static int usual_step(const int step[], int n, int but)
{
	int at = 0;

	while (at < n && step[at] != but)
		at++;
	if (at == n) /* it is none of them */
		return n > 0 ? step[(n - 1) / 2] : 0;
	if (n < 2)
		return 0;
	return step[(n - 2) / 2 + (at <= (n - 2) / 2)];
}

static bool is_told(const struct silence *s, const int step[], int nsteps)
{
	/* The way to the first scan and the silence that lasts are no steps. */
	bool is_step = s->since == SINCE_SCAN && s->until_on != DAY_NONE;
	int usual = usual_step(step, nsteps, is_step ? s->days : -1);

	return working_days_between(s->since_on, s->since_on + s->days) >= SILENCE_WORKING_DAYS &&
	       (s->days > SILENCE_STEPS * usual || s->days >= SILENCE_ALWAYS_DAYS);
}

/* --- what it is counted from --- */

static daynum label_day(const struct silence_facts *f)
{
	daynum first = DAY_NONE;

	for (int i = 0; i < f->nevents; i++) {
		daynum day = event_local_day(&f->event[i]);

		if (f->event[i].status == STATUS_PRE_TRANSIT && day != DAY_NONE &&
		    (first == DAY_NONE || day < first))
			first = day;
	}
	return first;
}

static bool was_asked(const struct poll *p)
{
	return p->source == SOURCE_API && p->outcome != POLL_DEFERRED;
}

/* What the parcel's first silence begins with; false: nothing at all is known. */
static bool begin(struct silence *out, const struct silence_facts *f)
{
	daynum label = label_day(f), mailed = f->shipment->mailed_on;

	*out = (struct silence){ .since = SINCE_LABEL, .since_on = label, .until_on = DAY_NONE };
	if (label != DAY_NONE)
		return true;
	out->since = SINCE_MAILED;
	out->since_on = mailed;
	if (mailed != DAY_NONE)
		return true;
	out->since = SINCE_ASKED;
	for (int i = 0; i < f->npolls; i++)
		if (was_asked(&f->poll[i])) {
			out->since_on = (daynum)(f->poll[i].asked_at / DAY_SECONDS);
			return true;
		}
	return false;
}

/* A parcel on its way back is not there yet, unless the last word on it is a delivery. */
static bool is_over(const struct shipment *s)
{
	return s->status == STATUS_DELIVERED || s->status == STATUS_CANCELLED ||
	       (s->status == STATUS_RETURN_TO_SENDER && s->status_text &&
		strcasestr(s->status_text, "deliver"));
}

/* --- what went on meanwhile --- */

static void count(struct silence *s, const struct silence_facts *f, instant after, instant before)
{
	for (int i = 0; i < f->npolls; i++) {
		const struct poll *p = &f->poll[i];

		if (!was_asked(p) || p->asked_at <= after || p->asked_at >= before)
			continue;
		s->asked++;
		s->answered += p->outcome == POLL_NEW || p->outcome == POLL_UNCHANGED ||
			       p->outcome == POLL_NOT_FOUND;
	}
	for (int i = 0; i < f->nevents; i++) {
		struct event back = f->event[i];
		struct sighting gone;

		back.gone_poll_id = 0;
		s->gone += f->event[i].gone_poll_id && is_sighting(&back) && sight(&gone, &back) &&
			   gone.day > s->since_on &&
			   (s->until_on == DAY_NONE || gone.day < s->until_on);
	}
}

int silence_find(struct silence **out, struct arena *a, const struct silence_facts *f)
{
	struct silence *list, now = { .since = SINCE_SCAN };
	instant after = INSTANT_NONE;
	struct sighting *seen;
	int ndays = sightings_of(&seen, a, f), n = 0;
	const int *step = steps_of(a, seen, ndays);
	bool begun = begin(&now, f);

	*out = list = arena_array(a, (size_t)ndays + 1, sizeof *list);
	for (int i = 0; i <= ndays; i++) {
		bool open = i == ndays;

		if (begun) {
			now.until_on = open ? DAY_NONE : seen[i].day;
			now.days = (open ? f->today : seen[i].day) - now.since_on;
		}
		if (begun && !(open && is_over(f->shipment)) && is_told(&now, step, ndays - 1)) {
			list[n] = now;
			count(&list[n++], f, after, open ? f->now + 1 : seen[i].earliest);
		}
		if (open)
			break;
		now = (struct silence){ .since = SINCE_SCAN, .since_on = seen[i].day };
		after = seen[i].latest;
		begun = true;
	}
	return n;
}

/* --- in words --- */

static const char *times(struct arena *a, int n)
{
	return n == 1 ? "once" : n == 2 ? "twice" : arena_printf(a, "%d times", n);
}

static const char *answered(struct arena *a, const struct silence *s)
{
	if (s->answered == 0)
		return "never answered";
	if (s->answered < s->asked)
		return arena_printf(a, "answered %s", times(a, s->answered));
	return s->asked == 1 ? "and answered" : "and answered each time";
}

/* "between 2026-11-05 and 2026-11-14", "since the label of 2026-11-01" */
static const char *span(struct arena *a, const struct silence *s)
{
	static const char *const what[SINCE_NVALUES][2] = {
		[SINCE_SCAN] = { "", "" },
		[SINCE_LABEL] = { "the label of ", "the label of " },
		[SINCE_MAILED] = { "it was mailed on ", "mailing on " },
		[SINCE_ASKED] = { "we first asked on ", "our first question on " },
	};
	char since[DAY_TEXT], until[DAY_TEXT];

	day_text(since, s->since_on);
	day_text(until, s->until_on);
	if (!*until)
		return arena_printf(a, "since %s%s", what[s->since][0], since);
	return arena_printf(a, "between %s%s and %s", what[s->since][1], since, until);
}

const char *silence_words(struct arena *a, const struct silence *s)
{
	const char *words = arena_printf(a, "No scan %s (%d day%s)", span(a, s), s->days,
					 s->days == 1 ? "" : "s");

	if (s->asked)
		words = arena_printf(a, "%s; asked %s, %s", words, times(a, s->asked),
				     answered(a, s));
	if (s->gone)
		words = arena_printf(a, "%s; %d %sscan%s%s %s vanished", words, s->gone,
				     s->until_on == DAY_NONE ? "later " : "",
				     s->gone == 1 ? "" : "s",
				     s->until_on == DAY_NONE ? "" : " in between",
				     s->gone == 1 ? "has" : "have");
	return words;
}
