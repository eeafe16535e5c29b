/*
 * evidence.h - files that prove something, and goods on hold
 */
#ifndef APP_DOMAIN_EVIDENCE_H
#define APP_DOMAIN_EVIDENCE_H

#include <stdint.h>

#include "base/day.h"

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
	int32_t shot; /* 0: none */
	daynum dated_on;
	const char *note;
	instant added_at;
	const char *added_by;
	daynum purged_on; /* its file was deleted then; DAY_NONE: it is there */
};

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
