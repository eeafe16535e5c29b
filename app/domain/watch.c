#include "domain/watch.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "domain/window.h"

/* clang-format off */
const char *const watch_verdict_names[WATCH_NVALUES] = {
	[WATCH_FINE]           = "fine",
	[WATCH_ALERT]          = "alert",
	[WATCH_WRONG_RECEIVER] = "wrong_receiver",
	[WATCH_RETURNING]      = "returning",
	[WATCH_HELD_UNTIL]     = "held_until",
	[WATCH_NEVER_ACCEPTED] = "never_accepted",
	[WATCH_NO_SCAN]        = "no_scan",
	[WATCH_LATE]           = "late",
	[WATCH_NOT_ASKED]      = "not_asked",
};

/* What the carrier says is wrong, and the case that comes of it; LOST..: 0 says "no alert". */
static const struct {
	bool alert;
	enum problem problem;
} troubles[TROUBLE_NVALUES] = {
	[TROUBLE_NONE]     = { false, PROBLEM_UNCLEAR },
	[TROUBLE_LOST]     = { true, PROBLEM_LOST },
	[TROUBLE_DAMAGED]  = { true, PROBLEM_DAMAGED },
	[TROUBLE_DELAYED]  = { false, PROBLEM_DELAYED },
	[TROUBLE_RETURNED] = { false, PROBLEM_RETURNED },
	[TROUBLE_ADDRESS]  = { true, PROBLEM_UNCLEAR },
	[TROUBLE_CUSTOMS]  = { true, PROBLEM_DELAYED },
	[TROUBLE_UNCLEAR]  = { false, PROBLEM_UNCLEAR },
};

/* Where a parcel may be when silence about it means something. */
static const bool moving[STATUS_NVALUES] = {
	[STATUS_UNKNOWN] = true,
	[STATUS_PRE_TRANSIT] = true,
	[STATUS_IN_TRANSIT] = true,
	[STATUS_OUT_FOR_DELIVERY] = true,
	[STATUS_ATTEMPTED] = true,	/* where no notice was left, it is tried again */
};

/* Words of a delivery that is none for the addressee; the first that fits. Case folded. */
static const struct {
	const char *words;
	enum problem problem;
} receivers[] = {
	{ "original sender", PROBLEM_RETURNED },
	{ "to agent",        PROBLEM_NOT_RECEIVED },
	{ "with agent",      PROBLEM_NOT_RECEIVED },
	{ "neighbor",        PROBLEM_NOT_RECEIVED },
	{ "neighbour",       PROBLEM_NOT_RECEIVED },
};

/* How long a carrier keeps what must be collected; no row: not known. Low confidence, all. */
static const struct {
	const char *carrier;
	enum status status;
	int32_t days;
} held[] = {
	{ "usps", STATUS_ATTEMPTED, 15 },
	{ "usps", STATUS_AVAILABLE_FOR_PICKUP, 15 },
};
/* clang-format on */

#define COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))

/* Row of receivers[] that the text names; -1: it names none. */
static int other_receiver(const char *text)
{
	for (const char *p = text; p && *p; p++)
		for (int i = 0; i < COUNT(receivers); i++)
			if (!strncasecmp(p, receivers[i].words, strlen(receivers[i].words)))
				return i;
	return -1;
}

static int32_t held_days(const struct shipment *s)
{
	for (int i = 0; i < COUNT(held); i++)
		if (held[i].status == s->status && text_same(held[i].carrier, s->carrier))
			return held[i].days;
	return -1;
}

static struct finding found(enum watch_verdict verdict, enum problem problem, daynum since,
			    daynum until)
{
	bool known = since != DAY_NONE && until != DAY_NONE && until >= since;

	return (struct finding){ .verdict = verdict,
				 .problem = problem,
				 .claim_as = problem,
				 .since = since,
				 .days = known ? until - since : -1,
				 .held_until = DAY_NONE };
}

static const struct finding fine = { .verdict = WATCH_FINE,
				     .problem = PROBLEM_UNCLEAR,
				     .claim_as = PROBLEM_UNCLEAR,
				     .since = DAY_NONE,
				     .days = -1,
				     .held_until = DAY_NONE };

/* --- what the carrier itself says --- */

static struct finding judge_delivered(const struct watched *w)
{
	const struct shipment *s = w->shipment;
	daynum on = s->delivered_on != DAY_NONE ? s->delivered_on : w->last_scan_on;
	int who = other_receiver(s->status_text);

	if (s->trouble == TROUBLE_DAMAGED || s->trouble == TROUBLE_LOST)
		return found(WATCH_ALERT, troubles[s->trouble].problem, on, w->today);
	if (who >= 0)
		return found(WATCH_WRONG_RECEIVER, receivers[who].problem, on, w->today);
	if (s->trouble == TROUBLE_RETURNED)
		return found(WATCH_WRONG_RECEIVER, PROBLEM_RETURNED, on, w->today);
	if (s->trouble == TROUBLE_UNCLEAR || s->trouble == TROUBLE_ADDRESS)
		return found(WATCH_WRONG_RECEIVER, PROBLEM_NOT_RECEIVED, on, w->today);
	return fine;
}

static struct finding judge_held(const struct watched *w)
{
	int32_t days = held_days(w->shipment);
	daynum on = w->notice_on != DAY_NONE ? w->notice_on : w->last_scan_on;
	struct finding f = found(WATCH_HELD_UNTIL, PROBLEM_DELAYED, on, w->today);

	if (days < 0 && w->shipment->status == STATUS_ATTEMPTED)
		return fine;
	if (days >= 0 && on != DAY_NONE)
		f.held_until = on + days;
	return f;
}

/* Not only on its way: "Delivered, To Original Sender". */
static bool came_back(const struct shipment *s)
{
	int who = other_receiver(s->status_text);

	return who >= 0 && receivers[who].problem == PROBLEM_RETURNED;
}

static struct finding judge_words(const struct watched *w)
{
	const struct shipment *s = w->shipment;

	switch (s->status) {
	case STATUS_DELIVERED:
		return judge_delivered(w);
	case STATUS_RETURN_TO_SENDER:
		return found(came_back(s) ? WATCH_WRONG_RECEIVER : WATCH_RETURNING,
			     PROBLEM_RETURNED, w->last_scan_on, w->today);
	case STATUS_FAILURE:
		return found(WATCH_ALERT, troubles[s->trouble].problem, w->last_scan_on, w->today);
	case STATUS_CANCELLED:
		return fine;
	default:
		break;
	}
	if (s->trouble == TROUBLE_RETURNED)
		return found(WATCH_RETURNING, PROBLEM_RETURNED, w->last_scan_on, w->today);
	if (troubles[s->trouble].alert)
		return found(WATCH_ALERT, troubles[s->trouble].problem, w->last_scan_on, w->today);
	if (s->status == STATUS_ATTEMPTED || s->status == STATUS_AVAILABLE_FOR_PICKUP)
		return judge_held(w);
	return fine;
}

/* --- what did not come --- */

static struct finding judge_late(const struct watched *w, daynum day)
{
	const struct shipment *s = w->shipment;

	if (s->expected_on != DAY_NONE && s->expected_on < day)
		return found(WATCH_LATE, PROBLEM_DELAYED, s->expected_on, day);
	if (s->trouble == TROUBLE_DELAYED)
		return found(WATCH_LATE, PROBLEM_DELAYED, w->last_scan_on, day);
	return fine;
}

/* As if nothing had come up to that day. */
static struct finding judge_silence(const struct watched *w, daynum day)
{
	int32_t usual = w->usual.days;

	if (day == DAY_NONE || !moving[w->shipment->status])
		return fine;
	if (usual < WATCH_SILENCE_LEAST)
		usual = WATCH_SILENCE_LEAST;
	if (w->last_scan_on != DAY_NONE) {
		if (day - w->last_scan_on > usual)
			return found(WATCH_NO_SCAN, PROBLEM_LOST, w->last_scan_on, day);
	} else if (w->label_on != DAY_NONE && day - w->label_on >= WATCH_LABEL_DAYS) {
		return found(WATCH_NEVER_ACCEPTED, PROBLEM_LOST, w->label_on, day);
	}
	return judge_late(w, day);
}

static bool nothing_known(const struct watched *w)
{
	return w->known_on == DAY_NONE && w->label_on == DAY_NONE && w->last_scan_on == DAY_NONE &&
	       moving[w->shipment->status];
}

static struct finding not_asked(const struct watched *w, const struct finding *suspected)
{
	struct finding f = found(WATCH_NOT_ASKED, PROBLEM_UNCLEAR, w->known_on, w->today);

	f.suspected = suspected->verdict;
	f.claim_as = suspected->verdict == WATCH_FINE ? PROBLEM_LOST : suspected->problem;
	return f;
}

/* The carrier has had time to say itself that it delivered. */
static bool is_unconfirmed(const struct watched *w)
{
	return w->known_on == DAY_NONE || w->today - w->known_on > WATCH_SILENCE_LEAST;
}

struct finding watch_judge(const struct watched *w)
{
	struct finding f, by_today;

	assert(w && w->shipment && w->today != DAY_NONE);
	f = judge_words(w);
	if (f.verdict != WATCH_FINE)
		return f;
	if (w->hinted)
		return is_unconfirmed(w) ? not_asked(w, &fine) : fine;
	f = judge_silence(w, w->known_on);
	if (f.verdict != WATCH_FINE)
		return f;
	by_today = judge_silence(w, w->today);
	if (by_today.verdict != WATCH_FINE || nothing_known(w))
		return not_asked(w, &by_today);
	return fine;
}

bool watch_is_over(daynum *since, const struct finding *f, const struct window *claim, daynum today)
{
	if (claim && claim->closes_on != DAY_NONE)
		*since = claim->closes_on + 1;
	else if (f->since != DAY_NONE && watch_due_on(f, claim, today) == DAY_NONE)
		*since = f->since + WATCH_RECENT_DAYS + 1;
	else
		return false;
	return *since <= today;
}

daynum watch_due_on(const struct finding *f, const struct window *claim, daynum today)
{
	daynum closes = claim ? claim->closes_on : DAY_NONE;

	if (f->held_until == DAY_NONE || f->held_until < today)
		return closes;
	return closes == DAY_NONE || f->held_until < closes ? f->held_until : closes;
}
