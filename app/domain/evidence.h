/*
 * evidence.h - files that prove something, and goods on hold
 */
#ifndef APP_DOMAIN_EVIDENCE_H
#define APP_DOMAIN_EVIDENCE_H

#include <stdint.h>

#include "base/day.h"

struct arena;

enum evidence_kind {
	EVIDENCE_PROOF_OF_VALUE,
	EVIDENCE_PROOF_OF_MAILING,
	EVIDENCE_PROOF_OF_INSURANCE,
	EVIDENCE_PROOF_OF_PAYMENT,
	EVIDENCE_PROOF_OF_DELIVERY,
	EVIDENCE_PROOF_OF_REFUND,
	EVIDENCE_ACCEPTANCE_RECEIPT,
	EVIDENCE_DAMAGE_PHOTO,
	EVIDENCE_PACKAGING_PHOTO,
	EVIDENCE_LABEL_PHOTO,
	EVIDENCE_REPAIR_ESTIMATE,
	EVIDENCE_INSPECTION_REPORT,
	EVIDENCE_CORRESPONDENCE,
	EVIDENCE_STATEMENT,
	EVIDENCE_RELEASE_LETTER,
	EVIDENCE_DECISION_LETTER,
	EVIDENCE_POLICE_REPORT,
	EVIDENCE_OTHER,
	EVIDENCE_NVALUES
};
extern const char *const evidence_kind_names[EVIDENCE_NVALUES];

struct evidence {
	int64_t id;
	int32_t version;
	int64_t casefile_id;
	enum evidence_kind kind;
	const char *name; /* the file's own name, as given */
	/* from the bytes: "image/jpeg"; "application/octet-stream" */
	const char *media_type;
	const char *sha256; /* 64 hex digits; also the name in the evidence folder */
	int64_t size;
	int32_t shot;    /* 0: none */
	daynum dated_on; /* taken or issued, as a person says; DAY_NONE: not said */
	const char *note;
	instant added_at;
	const char *added_by;
	daynum purged_on; /* its file was deleted then; DAY_NONE: it is there */
	/*
	 * As the camera says: "2026-11-03T14:22:05", with "+01:00" behind when it knows its zone;
	 * NULL: it says nothing, or is none.
	 */
	const char *taken;
	const char *unshown; /* why its picture cannot be shown; NULL: it can, or there is none */
};

/* The day by the camera's own clock; DAY_NONE: it says none. */
daynum evidence_taken_on(const struct evidence *e);

/* The day that counts: what a person says, else the camera. */
daynum evidence_day(const struct evidence *e);

/* What evidence is held against: the day of mailing (or DAY_NONE), and the desk's now. */
struct evidence_frame {
	daynum mailed_on, today;
	instant now;
};

enum { EVIDENCE_DOUBTS = 3 };

/*
 * What should make a person look again, in words: the camera and a person differ; the day lies
 * before the mailing, for what can only be later (damage, inspection ...); it is not yet. The
 * number of them.
 */
int evidence_doubts(const char *out[EVIDENCE_DOUBTS], struct arena *a, const struct evidence *e,
		    const struct evidence_frame *frame);

struct hold {
	int64_t id;
	int32_t version;
	int64_t casefile_id;
	const char *what; /* "box and packing"; NULL: not said */
	const char *kept_where;
	daynum until; /* DAY_NONE: until the claim is settled */
	daynum released_on;
};

#endif
