#include "domain/evidence.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"

/* clang-format off */
const char *const evidence_kind_names[EVIDENCE_NVALUES] = {
	[EVIDENCE_PROOF_OF_VALUE]     = "proof_of_value",
	[EVIDENCE_PROOF_OF_MAILING]   = "proof_of_mailing",
	[EVIDENCE_PROOF_OF_INSURANCE] = "proof_of_insurance",
	[EVIDENCE_PROOF_OF_PAYMENT]   = "proof_of_payment",
	[EVIDENCE_PROOF_OF_DELIVERY]  = "proof_of_delivery",
	[EVIDENCE_PROOF_OF_REFUND]    = "proof_of_refund",
	[EVIDENCE_ACCEPTANCE_RECEIPT] = "acceptance_receipt",
	[EVIDENCE_DAMAGE_PHOTO]       = "damage_photo",
	[EVIDENCE_PACKAGING_PHOTO]    = "packaging_photo",
	[EVIDENCE_LABEL_PHOTO]        = "label_photo",
	[EVIDENCE_REPAIR_ESTIMATE]    = "repair_estimate",
	[EVIDENCE_INSPECTION_REPORT]  = "inspection_report",
	[EVIDENCE_CORRESPONDENCE]     = "correspondence",
	[EVIDENCE_STATEMENT]          = "statement",
	[EVIDENCE_RELEASE_LETTER]     = "release_letter",
	[EVIDENCE_DECISION_LETTER]    = "decision_letter",
	[EVIDENCE_POLICE_REPORT]      = "police_report",
	[EVIDENCE_OTHER]              = "other",
};
/* clang-format on */

enum { DAY_LEN = DAY_TEXT - 1, WALL_LEN = 19 };

daynum evidence_taken_on(const struct evidence *e)
{
	char text[DAY_TEXT];
	daynum day;

	if (!e->taken || strlen(e->taken) < WALL_LEN)
		return DAY_NONE;
	memcpy(text, e->taken, DAY_LEN);
	text[DAY_LEN] = '\0';
	return day_parse_iso(&day, text) == 0 ? day : DAY_NONE;
}

daynum evidence_day(const struct evidence *e)
{
	return e->dated_on != DAY_NONE ? e->dated_on : evidence_taken_on(e);
}

/* What can only be made once the parcel was on its way. */
static const bool after_mailing[EVIDENCE_NVALUES] = {
	[EVIDENCE_PROOF_OF_DELIVERY] = true, [EVIDENCE_DAMAGE_PHOTO] = true,
	[EVIDENCE_PACKAGING_PHOTO] = true,   [EVIDENCE_REPAIR_ESTIMATE] = true,
	[EVIDENCE_INSPECTION_REPORT] = true, [EVIDENCE_STATEMENT] = true,
	[EVIDENCE_RELEASE_LETTER] = true,    [EVIDENCE_DECISION_LETTER] = true,
	[EVIDENCE_POLICE_REPORT] = true,
};

/* With its zone a camera names an instant; without, its day is all that can be compared. */
static bool is_not_yet(const struct evidence *e, daynum day, const struct evidence_frame *frame)
{
	instant at;

	if (e->dated_on == DAY_NONE && strlen(e->taken) > WALL_LEN &&
	    instant_parse(&at, e->taken) == 0)
		return at > frame->now;
	return day > frame->today;
}

int evidence_doubts(const char *out[EVIDENCE_DOUBTS], struct arena *a, const struct evidence *e,
		    const struct evidence_frame *frame)
{
	daynum day = evidence_day(e), camera = evidence_taken_on(e);
	char text[DAY_TEXT], other[DAY_TEXT];
	int n = 0;

	if (day == DAY_NONE)
		return 0;
	day_text(text, day);
	if (camera != DAY_NONE && camera != day)
		out[n++] = arena_printf(a, "you say %s, the camera says %s", text,
					day_text(other, camera));
	if (frame->mailed_on != DAY_NONE && day < frame->mailed_on && after_mailing[e->kind])
		out[n++] = arena_printf(a, "%s lies before the mailing on %s", text,
					day_text(other, frame->mailed_on));
	if (is_not_yet(e, day, frame))
		out[n++] = arena_printf(a, "%s is not yet: is the clock right?", text);
	return n;
}
