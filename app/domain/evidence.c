#include "domain/evidence.h"

#include <assert.h>
#include <stddef.h>

#include "base/text.h"

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

#define ANY_OF(k) (1u << EVIDENCE_##k)

static_assert(EVIDENCE_NVALUES <= 32, "kinds must fit a bit set");

#define USPS_VALUE                                                                         \
	"Proof of value: sales receipt, paid invoice, card statement or completed online " \
	"transaction"
#define USPS_INSURANCE                                                                      \
	"Proof of insurance: mailing receipt, insured label, or label record with fee and " \
	"declared value"
#define USPS_PACKING "Photos of the box and all packing (keep them until the claim is settled)"
#define USPS_PAGES "usps.com/help/claims.htm copies; Publication 370"
#define UPS_PHOTOS "shippingpilot.freshdesk.com 153000169806; fivestarguitars.com"
#define ANY_VALUE "Proof of value: an invoice or receipt that names buyer and price and says paid"
#define ANY_PACKING                                                                            \
	"Photos of the inside packing and all sides of the box (keep both until the claim is " \
	"settled)"

/* A row of the carrier's own replaces the general row of the same code and kind. */
/* clang-format off */
const struct evidence_need evidence_needs[] = {
	{ "usps", RULE_KIND_LOSS, "proof_of_value",
	  USPS_VALUE,
	  ANY_OF(PROOF_OF_VALUE), USPS_PAGES },
	{ "usps", RULE_KIND_LOSS, "proof_of_mailing",
	  "Proof of mailing: original mailing receipt or online label record",
	  ANY_OF(PROOF_OF_MAILING) | ANY_OF(ACCEPTANCE_RECEIPT), "DMM 609.1.3" },
	{ "usps", RULE_KIND_LOSS, "proof_of_insurance",
	  USPS_INSURANCE,
	  ANY_OF(PROOF_OF_INSURANCE), USPS_PAGES },
	{ "usps", RULE_KIND_DAMAGE, "proof_of_value",
	  USPS_VALUE,
	  ANY_OF(PROOF_OF_VALUE), USPS_PAGES },
	{ "usps", RULE_KIND_DAMAGE, "proof_of_insurance",
	  USPS_INSURANCE,
	  ANY_OF(PROOF_OF_INSURANCE), USPS_PAGES },
	{ "usps", RULE_KIND_DAMAGE, "damage_photo",
	  "Photos that show the extent of the damage",
	  ANY_OF(DAMAGE_PHOTO), "faq.usps.com article 000006089" },
	{ "usps", RULE_KIND_DAMAGE, "packaging_photo",
	  USPS_PACKING,
	  ANY_OF(PACKAGING_PHOTO), "faq.usps.com article 000006089" },
	{ "usps", RULE_KIND_MISSING_CONTENTS, "proof_of_value",
	  USPS_VALUE,
	  ANY_OF(PROOF_OF_VALUE), USPS_PAGES },
	{ "usps", RULE_KIND_MISSING_CONTENTS, "proof_of_insurance",
	  USPS_INSURANCE,
	  ANY_OF(PROOF_OF_INSURANCE), USPS_PAGES },
	{ "usps", RULE_KIND_MISSING_CONTENTS, "packaging_photo",
	  USPS_PACKING,
	  ANY_OF(PACKAGING_PHOTO), "faq.usps.com article 000006089" },

	{ "ups", RULE_KIND_DAMAGE, "damage_photo",
	  "Photos of the damaged item, and of the item in the box as packed",
	  ANY_OF(DAMAGE_PHOTO), UPS_PHOTOS },
	{ "ups", RULE_KIND_DAMAGE, "packaging_photo",
	  "Photos of the packing, the box maker's certificate and all six sides",
	  ANY_OF(PACKAGING_PHOTO), UPS_PHOTOS },
	{ "ups", RULE_KIND_DAMAGE, "label_photo",
	  "Photo of the label with the 1Z number readable",
	  ANY_OF(LABEL_PHOTO), UPS_PHOTOS },
	{ "ups", RULE_KIND_LOSS, "proof_of_value",
	  "Invoice with brand, model, size and colour; serial numbers for electronics over 500 USD",
	  ANY_OF(PROOF_OF_VALUE), "ups.com/de/en/support/file-a-claim/supporting-documents" },

	{ "fedex", RULE_KIND_NONE, "proof_of_value",
	  "Proof of value: invoice with quantity, unit price and serial numbers",
	  ANY_OF(PROOF_OF_VALUE), "FedEx claim form FAQ (studylib 18316751)" },
	{ "fedex", RULE_KIND_DAMAGE, "packaging_photo",
	  "Photos of carton, packing and contents (keep them for inspection)",
	  ANY_OF(PACKAGING_PHOTO) | ANY_OF(INSPECTION_REPORT),
	  "FedEx conditions text (th4.ilovetranslation.com)" },

	{ "dhl_express", RULE_KIND_NONE, "proof_of_value",
	  "Invoice for the goods", ANY_OF(PROOF_OF_VALUE),
	  "dhl-usa.com missing_content_lost_claim" },
	{ "dhl_express", RULE_KIND_NONE, "proof_of_mailing",
	  "Waybill (10 digits)", ANY_OF(PROOF_OF_MAILING) | ANY_OF(ACCEPTANCE_RECEIPT),
	  "dhl-usa.com missing_content_lost_claim" },
	{ "dhl_ecommerce", RULE_KIND_LOSS, "statement",
	  "The recipient's statement of non-receipt, dated after the waiting time",
	  ANY_OF(STATEMENT), "shippingpilot.freshdesk.com article 153000145693" },

	{ NULL, RULE_KIND_LOSS, "proof_of_value",
	  ANY_VALUE,
	  ANY_OF(PROOF_OF_VALUE), "49 CFR 370.3(b): a determinable amount" },
	{ NULL, RULE_KIND_LOSS, "proof_of_mailing",
	  "Proof that the carrier had the parcel: receipt or first scan",
	  ANY_OF(PROOF_OF_MAILING) | ANY_OF(ACCEPTANCE_RECEIPT), "support.pirateship.com 1068439" },
	{ NULL, RULE_KIND_DAMAGE, "proof_of_value",
	  ANY_VALUE,
	  ANY_OF(PROOF_OF_VALUE), "49 CFR 370.3(b): a determinable amount" },
	{ NULL, RULE_KIND_DAMAGE, "damage_photo",
	  "Photos of the damage",
	  ANY_OF(DAMAGE_PHOTO), "UPS photo list; inxeption" },
	{ NULL, RULE_KIND_DAMAGE, "packaging_photo",
	  ANY_PACKING,
	  ANY_OF(PACKAGING_PHOTO), "UPS photo list; inxeption" },
	{ NULL, RULE_KIND_MISSING_CONTENTS, "proof_of_value",
	  ANY_VALUE,
	  ANY_OF(PROOF_OF_VALUE), "49 CFR 370.3(b): a determinable amount" },
	{ NULL, RULE_KIND_MISSING_CONTENTS, "packaging_photo",
	  ANY_PACKING,
	  ANY_OF(PACKAGING_PHOTO), "UPS photo list; inxeption" },
};
/* clang-format on */

const int evidence_needs_n = (int)(sizeof(evidence_needs) / sizeof(evidence_needs[0]));

static bool need_fits(const struct evidence_need *need, const char *carrier, enum rule_kind kind)
{
	return (!need->carrier || text_same(need->carrier, carrier)) &&
	       (need->kind == RULE_KIND_NONE || need->kind == kind);
}

/* The carrier's own rows stand first in the table, so the first row of a code is the better one. */
static bool asked_before(int row, const char *carrier, enum rule_kind kind)
{
	for (int i = 0; i < row; i++)
		if (need_fits(&evidence_needs[i], carrier, kind) &&
		    text_same(evidence_needs[i].code, evidence_needs[row].code))
			return true;
	return false;
}

int evidence_missing(const struct evidence_need **out, int room, const char *carrier,
		     enum problem problem, uint32_t held)
{
	enum rule_kind kind = problem_rule_kind(problem);
	int n = 0;

	assert(out != NULL || room == 0);
	/* A late parcel is refunded by its scans; a problem without rules claims nothing. */
	if (kind == RULE_KIND_NONE || kind == RULE_KIND_DELAY)
		return 0;
	for (int i = 0; i < evidence_needs_n && n < room; i++) {
		const struct evidence_need *need = &evidence_needs[i];

		if (need_fits(need, carrier, kind) && !(need->kinds & held) &&
		    !asked_before(i, carrier, kind))
			out[n++] = need;
	}
	return n;
}
