#include <stddef.h>

#include "base/text.h"
#include "carrier/dhl_parts.h"
#include "carrier/meaning.h"

/*
 * The first row that fits decides: a return first, attempts before "delivered". CLOCK rows prove no
 * sighting: data came, no parcel.
 */
/* clang-format off */
const struct phrase dhl_phrases[] = {
	{ "returned to shipper", HOLDS, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "return to shipper", HOLDS, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "returned to sender", HOLDS, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "return to sender", HOLDS, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "being returned", HOLDS, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "refused delivery", HOLDS, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "delivery refused", HOLDS, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "refused by recipient", HOLDS, SCAN(RETURN_TO_SENDER, RETURNED) },

	{ "delivered damaged", BEGINS, SCAN(DELIVERED, DAMAGED) },
	{ "partial delivery", BEGINS, SCAN(DELIVERED, UNCLEAR) },
	{ "destroyed", BEGINS, SCAN(FAILURE, LOST) },
	{ "disposal", WHOLE, SCAN(FAILURE, LOST) },
	{ "damaged", BEGINS, SCAN(FAILURE, DAMAGED) },

	{ "could not be delivered", HOLDS, SCAN(ATTEMPTED, DELAYED) },
	{ "delivery attempt", HOLDS, SCAN(ATTEMPTED, DELAYED) },
	{ "delivery attempted", HOLDS, SCAN(ATTEMPTED, DELAYED) },
	{ "attempted delivery", HOLDS, SCAN(ATTEMPTED, DELAYED) },
	{ "not home", BEGINS, SCAN(ATTEMPTED, DELAYED) },
	{ "closed on arrival", HOLDS, SCAN(ATTEMPTED, DELAYED) },

	{ "awaiting collection", HOLDS, SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "ready for collection", HOLDS, SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "ready for pick up", HOLDS, SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "ready for pickup", HOLDS, SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "available for pickup", HOLDS, SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "delivered to parcel shop", BEGINS, SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "delivered to parcelshop", BEGINS, SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "delivered to service point", BEGINS, SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "delivered to servicepoint", BEGINS, SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "delivered to packstation", BEGINS, SCAN(AVAILABLE_FOR_PICKUP, NONE) },

	{ "with delivery courier", HOLDS, SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "with courier for delivery", HOLDS, SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "out for delivery", BEGINS, SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "delivered", BEGINS, SCAN(DELIVERED, NONE) },
	{ "successfully delivered", HOLDS, SCAN(DELIVERED, NONE) },

	{ "clearance release", HOLDS, SCAN(IN_TRANSIT, NONE) },
	{ "clearance processing complete", HOLDS, SCAN(IN_TRANSIT, NONE) },
	{ "released by customs", HOLDS, SCAN(IN_TRANSIT, NONE) },
	{ "clearance delay", HOLDS, SCAN(IN_TRANSIT, CUSTOMS) },
	{ "held for payment", HOLDS, SCAN(IN_TRANSIT, CUSTOMS) },
	{ "duty payment", HOLDS, SCAN(IN_TRANSIT, CUSTOMS) },
	{ "customs", HOLDS, SCAN(IN_TRANSIT, CUSTOMS) },
	{ "bad address", HOLDS, SCAN(IN_TRANSIT, ADDRESS) },
	{ "incorrect address", HOLDS, SCAN(IN_TRANSIT, ADDRESS) },
	{ "customer moved", HOLDS, SCAN(IN_TRANSIT, ADDRESS) },
	{ "recipient moved", HOLDS, SCAN(IN_TRANSIT, ADDRESS) },
	{ "on hold", HOLDS, SCAN(IN_TRANSIT, DELAYED) },
	{ "mis sort", HOLDS, SCAN(IN_TRANSIT, DELAYED) },
	{ "missed delivery cycle", HOLDS, SCAN(IN_TRANSIT, DELAYED) },
	{ "transport delay", HOLDS, SCAN(IN_TRANSIT, DELAYED) },
	{ "in transit redirected", BEGINS, SCAN(IN_TRANSIT, DELAYED) },
	{ "incorrect route", HOLDS, SCAN(IN_TRANSIT, DELAYED) },
	{ "shipment stopped", HOLDS, SCAN(IN_TRANSIT, UNCLEAR) },
	{ "shipment intercept", HOLDS, SCAN(IN_TRANSIT, UNCLEAR) },

	{ "shipment information received", BEGINS, CLOCK(PRE_TRANSIT, NONE) },
	{ "data received", BEGINS, CLOCK(PRE_TRANSIT, NONE) },
	{ "label created", BEGINS, CLOCK(PRE_TRANSIT, NONE) },
	{ "shipment picked up", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "processed at", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "arrived at", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "arrived facility", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "departed", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "agreed delivery", WHOLE, SCAN(IN_TRANSIT, NONE) },
	{ "transfer", WHOLE, SCAN(IN_TRANSIT, NONE) },
	{ "in transit", WHOLE, SCAN(IN_TRANSIT, NONE) },
};

/* The two-letter codes of MyDHL; the Unified interface gives classes instead. */
const struct dhl_code dhl_express_codes[] = {
	{ "PU", SCAN(IN_TRANSIT, NONE) },
	{ "PL", SCAN(IN_TRANSIT, NONE) },
	{ "DF", SCAN(IN_TRANSIT, NONE) },
	{ "AF", SCAN(IN_TRANSIT, NONE) },
	{ "AR", SCAN(IN_TRANSIT, NONE) },
	{ "IT", SCAN(IN_TRANSIT, NONE) },
	{ "TR", SCAN(IN_TRANSIT, NONE) },
	{ "CC", SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "CD", SCAN(IN_TRANSIT, CUSTOMS) },
	{ "CR", SCAN(IN_TRANSIT, NONE) },
	{ "RR", SCAN(IN_TRANSIT, CUSTOMS) },
	{ "OH", SCAN(IN_TRANSIT, DELAYED) },
	{ "HP", SCAN(IN_TRANSIT, CUSTOMS) },
	{ "WC", SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "OK", SCAN(DELIVERED, NONE) },
	{ "DD", SCAN(DELIVERED, DAMAGED) },
	{ "PD", SCAN(DELIVERED, UNCLEAR) },
	{ "BA", SCAN(IN_TRANSIT, ADDRESS) },
	{ "CA", SCAN(ATTEMPTED, DELAYED) },
	{ "CM", SCAN(IN_TRANSIT, ADDRESS) },
	{ "NH", SCAN(ATTEMPTED, DELAYED) },
	{ "RD", SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "RT", SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "MS", SCAN(IN_TRANSIT, DELAYED) },
	{ "MD", SCAN(IN_TRANSIT, DELAYED) },
	{ "TD", SCAN(IN_TRANSIT, DELAYED) },
	{ "UD", SCAN(IN_TRANSIT, CUSTOMS) },
	{ "SS", SCAN(IN_TRANSIT, UNCLEAR) },
	{ "DS", SCAN(FAILURE, LOST) },
	{ "DM", SCAN(FAILURE, DAMAGED) },
	{ "AD", SCAN(IN_TRANSIT, NONE) },
	{ "IR", SCAN(IN_TRANSIT, DELAYED) },
	{ "ST", SCAN(IN_TRANSIT, UNCLEAR) },
	{ "DP", SCAN(IN_TRANSIT, CUSTOMS) },
};

/*
 * statusCode: "transit" also holds out for delivery and waiting at a shop, "failure" also refused,
 * returned and failed attempts; "unknown" is no delay, whatever others make of it.
 */
const struct dhl_code dhl_classes[] = {
	{ "pre-transit", CLOCK(PRE_TRANSIT, NONE) },
	{ "transit", SCAN(IN_TRANSIT, NONE) },
	{ "delivered", SCAN(DELIVERED, NONE) },
	{ "failure", SCAN(FAILURE, UNCLEAR) },
	{ "unknown", SCAN(UNKNOWN, UNCLEAR) },
};
/* clang-format on */

#define LENGTH(table) (sizeof(table) / sizeof *(table))

const int dhl_nphrases = LENGTH(dhl_phrases);
const int dhl_nexpress_codes = LENGTH(dhl_express_codes);
const int dhl_nclasses = LENGTH(dhl_classes);

/* NULL: no such code, or none given. */
static const struct meaning *find(const struct dhl_code *row, int n, const char *code)
{
	for (const struct dhl_code *end = row + n; row < end; row++)
		if (text_same_nocase(row->code, code))
			return &row->meaning;
	return NULL;
}

struct meaning dhl_class_meaning(const char *text, const char *code, const char *category)
{
	const struct phrase *phrase = phrase_find(dhl_phrases, dhl_nphrases, text);
	const struct meaning *meaning;

	if (phrase)
		return phrase->meaning;
	meaning = find(dhl_classes, dhl_nclasses, code);
	if (!meaning)
		meaning = find(dhl_classes, dhl_nclasses, category);
	return meaning ? *meaning : (struct meaning){ STATUS_UNKNOWN, TROUBLE_NONE, true };
}

struct meaning dhl_express_meaning(const char *text, const char *code, const char *category)
{
	const struct meaning *meaning = find(dhl_express_codes, dhl_nexpress_codes, code);

	if (meaning && !phrase_find(dhl_phrases, dhl_nphrases, text))
		return *meaning;
	return dhl_class_meaning(text, code, category);
}
