/* The words of a verdict: what it means, why we say so, what to do. */
#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/day.h"
#include "domain/watch.h"

/* clang-format off */
const struct watch_words watch_words[WATCH_NVALUES] = {
	[WATCH_FINE] = { "Nothing wrong", "Nothing looks wrong.", "nothing to do", false, false },
	[WATCH_ALERT] = {
		"The carrier reports trouble",
		"The carrier's own words say that the parcel is lost, damaged, held by customs, "
		"badly addressed or could not be delivered.",
		"open a case, then call the carrier; tell the customer", true, false },
	[WATCH_WRONG_RECEIVER] = {
		"Delivered, but not to the addressee",
		"Tracking says delivered, but to an agent, to a neighbor or back to you. The "
		"customer may have nothing.",
		"ask the customer whether it arrived, and look at your own mail; if it did not "
		"arrive, open the case", true, false },
	[WATCH_RETURNING] = {
		"On its way back",
		"The carrier sends the parcel back to the sender.",
		"find out why from the event before, tell the customer, plan a resend",
		true, false },
	[WATCH_HELD_UNTIL] = {
		"Waiting to be collected",
		"The carrier could not hand it over. It waits at a counter, and goes back when "
		"nobody comes.",
		"tell the customer where it lies and until when", true, false },
	[WATCH_NEVER_ACCEPTED] = {
		"A label, but never scanned",
		"A label exists and the carrier has never scanned the parcel. Either it was "
		"never handed over, or a whole bag was not scanned.",
		"find the drop-off receipt or the SCAN form; if it was handed over, open a case",
		true, true },
	[WATCH_NO_SCAN] = {
		"No scan for longer than usual",
		"The carrier had it, but has not scanned it for longer than its parcels usually go "
		"without. What a computer writes without a scan does not count.",
		"open a case and file a search or trace with the carrier", true, true },
	[WATCH_LATE] = {
		"Late",
		"It is past the day on which it was expected, and not delivered.",
		"tell the customer; open a case when nothing moves", true, true },
	[WATCH_NOT_ASKED] = {
		"Not known: nobody asked",
		"Too long ago to be called well, but nobody asked the carrier since. This is not a "
		"lost parcel: it is one that we know nothing of.",
		"ask the carrier first", false, true },
};

static const char *const problem_words[TROUBLE_NVALUES] = {
	[TROUBLE_LOST] = "lost", [TROUBLE_DAMAGED] = "damaged", [TROUBLE_CUSTOMS] = "customs",
	[TROUBLE_ADDRESS] = "address", [TROUBLE_RETURNED] = "returned",
};
/* clang-format on */

enum { TITLE = 64 };

/* "USPS Ground Advantage", "USPS" or "parcels of a carrier that is not known". */
static const char *kind_of_parcel(struct arena *a, const struct shipment *s, bool service)
{
	char title[TITLE];

	if (!s->carrier)
		return "";
	if (!service || !s->service)
		return arena_printf(a, "%s ", carrier_title(s->carrier));
	return arena_printf(a, "%s %s ", carrier_title(s->carrier),
			    code_title(title, sizeof title, s->service));
}

static const char *days_text(struct arena *a, int32_t days)
{
	return arena_printf(a, "%d day%s", (int)days, days == 1 ? "" : "s");
}

static const char *least(struct arena *a)
{
	return arena_printf(a, "; up to %s we say nothing: a weekend with a holiday is as long",
			    days_text(a, WATCH_SILENCE_LEAST));
}

char *watch_usual(struct arena *a, const struct watched *w)
{
	const struct usual *u = &w->usual;
	const char *kind = kind_of_parcel(a, w->shipment, u->basis == USUAL_SERVICE);

	if (u->basis == USUAL_OURS)
		return arena_printf(a,
				    "more than %s is too long: %s (%s delivered %sparcel%s here to "
				    "count from, %d are needed)",
				    days_text(a, u->days), u->source,
				    u->n ? arena_printf(a, "only %d", (int)u->n) : "no", kind,
				    u->n == 1 ? "" : "s", USUAL_LEAST);
	return arena_printf(a,
			    "%d of 100 delivered %sparcels never went longer than %s without a "
			    "scan (n = %d)%s",
			    USUAL_PERCENT, kind, days_text(a, u->days), (int)u->n,
			    u->days < WATCH_SILENCE_LEAST ? least(a) : "");
}

/* ", and the carrier says "Held in Customs"" */
static const char *carriers_words(struct arena *a, const struct shipment *s, const char *before)
{
	if (!s->status_text)
		return "";
	return arena_printf(a, "%sthe carrier says \"%s\"", before, s->status_text);
}

static char *why_alert(struct arena *a, const struct watched *w, const struct finding *f)
{
	const struct shipment *s = w->shipment;
	const char *what = problem_words[s->trouble];
	char day[DAY_TEXT];

	return arena_printf(a, "%s%s%s",
			    *carriers_words(a, s, "") ? carriers_words(a, s, "")
						      : "the carrier reports trouble",
			    what ? arena_printf(a, " (%s)", what) : "",
			    f->since == DAY_NONE
				    ? ""
				    : arena_printf(a, ", last scan %s", day_text(day, f->since)));
}

static char *why_receiver(struct arena *a, const struct watched *w, const struct finding *f)
{
	char day[DAY_TEXT];

	day_text(day, f->since);
	return arena_printf(a, "delivered%s%s%s", *day ? " " : "", day,
			    carriers_words(a, w->shipment, ", and "));
}

static char *why_held(struct arena *a, const struct watched *w, const struct finding *f)
{
	const char *who =
		w->shipment->carrier ? carrier_title(w->shipment->carrier) : "the carrier";
	char since[DAY_TEXT], until[DAY_TEXT];

	day_text(since, f->since);
	day_text(until, f->held_until);
	if (f->held_until == DAY_NONE)
		return arena_printf(a,
				    "waiting to be collected%s%s; until when %s keeps it is not "
				    "known%s",
				    *since ? " since " : "", since, who,
				    carriers_words(a, w->shipment, "; "));
	return arena_printf(
		a,
		"notice or arrival %s + %d days = %s, %s; %s keeps it so long as a rule "
		"(unconfirmed: check with the carrier)%s",
		since, (int)(f->held_until - f->since), until,
		f->held_until < w->today ? "which is past: it may be going back"
					 : "the last day to collect it",
		who, carriers_words(a, w->shipment, "; "));
}

/* "up to the answer of 2026-11-23" */
static const char *up_to(struct arena *a, const struct watched *w)
{
	char day[DAY_TEXT];

	return arena_printf(a, "up to the last answer, of %s", day_text(day, w->known_on));
}

static char *why_silent(struct arena *a, const struct watched *w, const struct finding *f)
{
	const struct shipment *s = w->shipment;
	const char *also = "";
	char since[DAY_TEXT], expected[DAY_TEXT];

	day_text(since, f->since);
	if (f->verdict == WATCH_NEVER_ACCEPTED)
		return arena_printf(
			a,
			"label of %s, no real scan %s: %s; %d days are our own cautious "
			"figure",
			since, up_to(a, w), days_text(a, f->days), WATCH_LABEL_DAYS);
	if (s->expected_on != DAY_NONE && s->expected_on < w->known_on)
		also = arena_printf(a, "; it was expected %s", day_text(expected, s->expected_on));
	return arena_printf(a, "last real scan %s, none since %s: %s; %s%s", since, up_to(a, w),
			    days_text(a, f->days), watch_usual(a, w), also);
}

static char *why_late(struct arena *a, const struct watched *w, const struct finding *f)
{
	const struct shipment *s = w->shipment;
	char expected[DAY_TEXT];

	if (s->expected_on == DAY_NONE || s->expected_on != f->since)
		return arena_printf(a, "no expected day is known, but %s",
				    *carriers_words(a, s, "") ? carriers_words(a, s, "")
							      : "the carrier says it is late");
	return arena_printf(a, "expected %s, not delivered %s: %s%s",
			    day_text(expected, s->expected_on), up_to(a, w), days_text(a, f->days),
			    carriers_words(a, s, "; "));
}

static char *why_not_asked(struct arena *a, const struct watched *w, const struct finding *f)
{
	char day[DAY_TEXT];
	const char *would = "neither a mailing day nor a scan is known";

	if (w->hinted)
		would = "an e-mail says delivered, and no scan of the carrier does";
	else if (f->suspected != WATCH_FINE)
		would = arena_printf(a, "if nothing came since, it would be: %s",
				     watch_words[f->suspected].title);
	if (w->known_on == DAY_NONE)
		return arena_printf(a, "no answer of the carrier is known%s%s; %s",
				    w->label_on == DAY_NONE ? "" : ", label of ",
				    w->label_on == DAY_NONE ? "" : day_text(day, w->label_on),
				    would);
	return arena_printf(a, "the last that is known is of %s, %s ago; %s",
			    day_text(day, w->known_on), days_text(a, f->days), would);
}

char *watch_why(struct arena *a, const struct watched *w, const struct finding *f)
{
	assert(w && f && f->verdict < WATCH_NVALUES);
	switch (f->verdict) {
	case WATCH_ALERT:
	case WATCH_RETURNING:
		return why_alert(a, w, f);
	case WATCH_WRONG_RECEIVER:
		return why_receiver(a, w, f);
	case WATCH_HELD_UNTIL:
		return why_held(a, w, f);
	case WATCH_NEVER_ACCEPTED:
	case WATCH_NO_SCAN:
		return why_silent(a, w, f);
	case WATCH_LATE:
		return why_late(a, w, f);
	case WATCH_NOT_ASKED:
		return why_not_asked(a, w, f);
	default:
		return arena_strdup(a, "nothing looks wrong");
	}
}

char *watch_command(struct arena *a, const struct shipment *s, const struct finding *f)
{
	char problem[32];

	if (f->verdict == WATCH_NOT_ASKED)
		return arena_printf(a, "waylaid track %s", s->tracking_number);
	if (f->verdict == WATCH_FINE)
		return NULL;
	strncpy(problem, problem_names[f->problem], sizeof problem - 1);
	problem[sizeof problem - 1] = 0;
	for (char *p = problem; *p; p++)
		if (*p == '_')
			*p = '-';
	return arena_printf(a, "waylaid open %s --problem %s", s->tracking_number, problem);
}
