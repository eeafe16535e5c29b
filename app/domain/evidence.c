#include "domain/evidence.h"

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
