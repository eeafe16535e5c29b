#include <stddef.h>

#include "base/text.h"
#include "carrier/fedex_parts.h"
#include "carrier/meaning.h"

/* clang-format off */

/*
 * Words that say what happened, whatever code stands beside them: a return first, then what stands
 * in exceptionDescription too, then the rest.
 */
const struct phrase fedex_phrases[] = {
	{ "return to shipper requested", HOLDS, CLOCK(RETURN_TO_SENDER, RETURNED) },
	{ "return to shipper", HOLDS, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "returned to shipper", HOLDS, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "returned to sender", HOLDS, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "returning package to shipper", HOLDS, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "returning shipment to shipper", HOLDS, SCAN(RETURN_TO_SENDER, RETURNED) },

	{ "customer not available", HOLDS, SCAN(ATTEMPTED, DELAYED) },
	{ "business closed", HOLDS, SCAN(ATTEMPTED, DELAYED) },
	{ "delivery attempted", HOLDS, SCAN(ATTEMPTED, DELAYED) },
	{ "refused by recipient", HOLDS, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "incorrect address", HOLDS, SCAN(IN_TRANSIT, ADDRESS) },
	{ "damaged", HOLDS, SCAN(IN_TRANSIT, DAMAGED) },
	{ "available for clearance", HOLDS, SCAN(IN_TRANSIT, CUSTOMS) },

	{ "return label link cancelled", BEGINS, CLOCK(CANCELLED, NONE) },
	{ "return label link expired", BEGINS, CLOCK(CANCELLED, NONE) },
	{ "return label link", BEGINS, CLOCK(PRE_TRANSIT, NONE) },
	{ "shipment cancelled", BEGINS, CLOCK(CANCELLED, NONE) },
	{ "shipment canceled", BEGINS, CLOCK(CANCELLED, NONE) },
	{ "order created", BEGINS, CLOCK(PRE_TRANSIT, NONE) },
	{ "label created", BEGINS, CLOCK(PRE_TRANSIT, NONE) },
	{ "shipment information sent to", BEGINS, CLOCK(PRE_TRANSIT, NONE) },
	{ "information sent", BEGINS, CLOCK(PRE_TRANSIT, NONE) },
	{ "enroute to pickup", BEGINS, CLOCK(PRE_TRANSIT, NONE) },
	{ "pickup delay", BEGINS, CLOCK(PRE_TRANSIT, DELAYED) },

	{ "delivered", BEGINS, SCAN(DELIVERED, NONE) },
	{ "on fedex vehicle for delivery", BEGINS, SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "out for delivery", BEGINS, SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "enroute to delivery", BEGINS, SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "at delivery", WHOLE, SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "hold at location requested", BEGINS, CLOCK(IN_TRANSIT, NONE) },
	{ "hold at location", BEGINS, SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "ready for recipient pickup", BEGINS, SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "ready for pickup", BEGINS, SCAN(AVAILABLE_FOR_PICKUP, NONE) },

	{ "international shipment release", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "clearance delay", BEGINS, SCAN(IN_TRANSIT, CUSTOMS) },
	{ "clearance in progress", BEGINS, SCAN(IN_TRANSIT, CUSTOMS) },

	{ "delivery option requested", BEGINS, CLOCK(IN_TRANSIT, NONE) },
	{ "delivery option updated", BEGINS, CLOCK(IN_TRANSIT, NONE) },
	{ "delivery option cancelled", BEGINS, CLOCK(IN_TRANSIT, NONE) },
};

/* eventType and derivedStatusCode; RL and IN come as derived codes only. */
const struct fedex_code fedex_codes[] = {
	{ "OC", CLOCK(PRE_TRANSIT, NONE) },
	{ "OX", CLOCK(PRE_TRANSIT, NONE) },
	{ "EP", CLOCK(PRE_TRANSIT, NONE) },
	{ "AP", SCAN(IN_TRANSIT, NONE) },
	{ "PU", SCAN(IN_TRANSIT, NONE) },
	{ "PX", SCAN(IN_TRANSIT, NONE) },
	{ "OF", SCAN(IN_TRANSIT, NONE) },
	{ "LO", SCAN(IN_TRANSIT, NONE) },
	{ "AR", SCAN(IN_TRANSIT, NONE) },
	{ "DP", SCAN(IN_TRANSIT, NONE) },
	{ "AF", SCAN(IN_TRANSIT, NONE) },
	{ "AA", SCAN(IN_TRANSIT, NONE) },
	{ "AC", SCAN(IN_TRANSIT, NONE) },
	{ "AX", SCAN(IN_TRANSIT, NONE) },
	{ "IT", SCAN(IN_TRANSIT, NONE) },
	{ "IX", SCAN(IN_TRANSIT, DELAYED) },
	{ "EO", SCAN(IN_TRANSIT, NONE) },
	{ "EA", SCAN(IN_TRANSIT, DELAYED) },
	{ "PF", SCAN(IN_TRANSIT, NONE) },
	{ "PL", SCAN(IN_TRANSIT, NONE) },
	{ "PM", SCAN(IN_TRANSIT, NONE) },
	{ "SF", SCAN(IN_TRANSIT, NONE) },
	{ "FD", SCAN(IN_TRANSIT, NONE) },
	{ "TR", SCAN(IN_TRANSIT, NONE) },
	{ "TP", SCAN(IN_TRANSIT, NONE) },
	{ "CH", SCAN(IN_TRANSIT, NONE) },
	{ "DR", SCAN(IN_TRANSIT, NONE) },
	{ "DS", SCAN(IN_TRANSIT, NONE) },
	{ "SP", CLOCK(IN_TRANSIT, UNCLEAR) },
	{ "AE", CLOCK(IN_TRANSIT, NONE) },
	{ "AO", CLOCK(IN_TRANSIT, NONE) },
	{ "RL", CLOCK(IN_TRANSIT, DELAYED) },
	{ "IN", CLOCK(PRE_TRANSIT, NONE) },
	{ "CC", SCAN(IN_TRANSIT, NONE) },
	{ "CD", SCAN(IN_TRANSIT, CUSTOMS) },
	{ "CP", SCAN(IN_TRANSIT, CUSTOMS) },
	{ "DY", SCAN(IN_TRANSIT, DELAYED) },
	{ "DD", SCAN(IN_TRANSIT, DELAYED) },
	{ "PY", CLOCK(PRE_TRANSIT, DELAYED) },
	{ "PD", CLOCK(PRE_TRANSIT, DELAYED) },
	{ "SE", SCAN(IN_TRANSIT, DELAYED) },
	{ "DE", SCAN(IN_TRANSIT, DELAYED) },
	{ "ED", SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "AD", SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "OD", SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "HL", SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "HA", CLOCK(IN_TRANSIT, NONE) },
	{ "HP", SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "DL", SCAN(DELIVERED, NONE) },
	{ "RS", SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "RT", CLOCK(RETURN_TO_SENDER, RETURNED) },
	{ "RP", CLOCK(PRE_TRANSIT, NONE) },
	{ "LP", CLOCK(CANCELLED, NONE) },
	{ "RG", CLOCK(PRE_TRANSIT, NONE) },
	{ "RD", CLOCK(CANCELLED, NONE) },
	{ "CA", CLOCK(CANCELLED, NONE) },
	{ "RR", CLOCK(IN_TRANSIT, NONE) },
	{ "RM", CLOCK(IN_TRANSIT, NONE) },
	{ "RC", CLOCK(IN_TRANSIT, NONE) },
};

/* Words that stand beside several codes and say less than those; for new codes and none. */
const struct phrase fedex_plain_phrases[] = {
	{ "shipment exception", BEGINS, SCAN(IN_TRANSIT, DELAYED) },
	{ "delivery exception", BEGINS, SCAN(IN_TRANSIT, DELAYED) },
	{ "delivery delay", BEGINS, SCAN(IN_TRANSIT, DELAYED) },
	{ "delay", BEGINS, SCAN(IN_TRANSIT, DELAYED) },
	{ "running late", BEGINS, CLOCK(IN_TRANSIT, DELAYED) },
	{ "shipment arriving early", BEGINS, CLOCK(IN_TRANSIT, NONE) },
	{ "shipment arriving on time", BEGINS, CLOCK(IN_TRANSIT, NONE) },
	{ "picked up", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "arrived at", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "departed", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "left fedex origin facility", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "left origin", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "at local fedex facility", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "at fedex origin facility", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "at fedex destination", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "at sort facility", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "in transit", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "on the way", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "transfer", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "vehicle dispatched", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "split status", BEGINS, CLOCK(IN_TRANSIT, UNCLEAR) },
	{ "at pickup", WHOLE, SCAN(IN_TRANSIT, NONE) },
	{ "at airport", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "at canada post facility", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "at usps facility", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "enroute to origin airport", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "enroute to airport", BEGINS, SCAN(IN_TRANSIT, DELAYED) },
	{ "plane in flight", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "plane landed", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "in progress", WHOLE, SCAN(IN_TRANSIT, NONE) },
	{ "location changed", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "vehicle furnished", BEGINS, SCAN(IN_TRANSIT, NONE) },
};
/* clang-format on */

#define LENGTH(table) (sizeof(table) / sizeof *(table))

const int fedex_nphrases = LENGTH(fedex_phrases);
const int fedex_nplain_phrases = LENGTH(fedex_plain_phrases);
const int fedex_ncodes = LENGTH(fedex_codes);

static const struct meaning *of_code(const char *code)
{
	for (int i = 0; i < fedex_ncodes; i++)
		if (text_same_nocase(fedex_codes[i].code, code))
			return &fedex_codes[i].meaning;
	return NULL;
}

struct meaning fedex_meaning(const char *text, const char *code, const char *category)
{
	const struct phrase *phrase;
	const struct meaning *meaning;

	phrase = phrase_find(fedex_phrases, fedex_nphrases, text);
	if (phrase)
		return phrase->meaning;
	meaning = of_code(code);
	if (meaning)
		return *meaning;
	phrase = phrase_find(fedex_plain_phrases, fedex_nplain_phrases, text);
	if (phrase)
		return phrase->meaning;
	meaning = of_code(category);
	return meaning ? *meaning : (struct meaning){ STATUS_UNKNOWN, TROUBLE_NONE, true };
}
