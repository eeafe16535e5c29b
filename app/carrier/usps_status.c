#include <stddef.h>

#include "base/text.h"
#include "carrier/meaning.h"
#include "carrier/usps_parts.h"

/*
 * The first row that fits decides, so the order is the rule: a return first, even where the text
 * begins with "Delivered"; then agents; then the rest. "deliver" is never looked for inside a word:
 * "Undeliverable" and "Awaiting Delivery Scan" hold it too. CLOCK rows prove no sighting: the
 * computer, the shipper or the customer wrote them.
 */
/* clang-format off */
const struct phrase usps_phrases[] = {
	/* back to the sender */
	{ "to original sender",		HOLDS,	SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "return to sender",		HOLDS,	SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "returned to sender",		HOLDS,	SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "being returned",		HOLDS,	SCAN(RETURN_TO_SENDER, RETURNED) },

	/* not handed over yet; ahead of "picked up", "arrived" and "departed" below */
	{ "usps awaiting item",		HOLDS,	CLOCK(PRE_TRANSIT, NONE) },
	{ "pre shipment",		BEGINS,	CLOCK(PRE_TRANSIT, NONE) },
	{ "shipping label created",	BEGINS,	CLOCK(PRE_TRANSIT, NONE) },
	{ "label created not yet in system", BEGINS, CLOCK(PRE_TRANSIT, UNCLEAR) },
	{ "label created",		BEGINS,	CLOCK(PRE_TRANSIT, NONE) },
	{ "manifest acknowledgement",	BEGINS,	CLOCK(PRE_TRANSIT, NONE) },
	{ "merchant order receipt notification", BEGINS, CLOCK(PRE_TRANSIT, NONE) },
	{ "package acceptance pending",	HOLDS,	CLOCK(PRE_TRANSIT, NONE) },
	{ "return receipt associated",	BEGINS,	CLOCK(PRE_TRANSIT, NONE) },
	{ "a status update is not yet available", BEGINS, CLOCK(PRE_TRANSIT, UNCLEAR) },
	{ "label cancelled",		BEGINS,	CLOCK(CANCELLED, NONE) },
	{ "label canceled",		BEGINS,	CLOCK(CANCELLED, NONE) },

	/* with an agent, not with a person */
	{ "delivered to agent",		HOLDS,	SCAN(DELIVERED, UNCLEAR) },
	{ "tendered to returns agent",	HOLDS,	SCAN(IN_TRANSIT, RETURNED) },
	{ "tendered to agent",		HOLDS,	SCAN(IN_TRANSIT, NONE) },
	{ "picked up by agent",		HOLDS,	SCAN(IN_TRANSIT, RETURNED) },
	{ "picked up and processed by agent", HOLDS, SCAN(IN_TRANSIT, NONE) },

	{ "delivered",			BEGINS,	SCAN(DELIVERED, NONE) },
	{ "picked up",			WHOLE,	SCAN(DELIVERED, NONE) },

	{ "out for delivery",		BEGINS,	SCAN(OUT_FOR_DELIVERY, NONE) },

	{ "available for pickup",	BEGINS,	SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "available for agent pickup",	BEGINS,	SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "available for redelivery or pickup", BEGINS, SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "arrival at pickup point",	BEGINS,	SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "held at post office",	BEGINS,	SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "reminder to schedule redelivery", BEGINS, CLOCK(AVAILABLE_FOR_PICKUP, DELAYED) },

	{ "notice left",		BEGINS,	SCAN(ATTEMPTED, DELAYED) },
	{ "no access",			BEGINS,	SCAN(ATTEMPTED, DELAYED) },
	{ "business closed",		BEGINS,	SCAN(ATTEMPTED, DELAYED) },
	{ "delivery attempt",		BEGINS,	SCAN(ATTEMPTED, DELAYED) },
	{ "delivery attempted",		BEGINS,	SCAN(ATTEMPTED, DELAYED) },
	{ "attempted delivery",		BEGINS,	SCAN(ATTEMPTED, DELAYED) },
	{ "receptacle blocked",		BEGINS,	SCAN(ATTEMPTED, DELAYED) },
	{ "receptacle full",		BEGINS,	SCAN(ATTEMPTED, DELAYED) },
	{ "no secure location available", BEGINS, SCAN(ATTEMPTED, DELAYED) },
	{ "no authorized recipient available", BEGINS, SCAN(ATTEMPTED, DELAYED) },

	/* the address, or nobody took it: on its way back */
	{ "no such number",		BEGINS,	SCAN(RETURN_TO_SENDER, ADDRESS) },
	{ "insufficient address",	BEGINS,	SCAN(RETURN_TO_SENDER, ADDRESS) },
	{ "moved left no address",	BEGINS,	SCAN(RETURN_TO_SENDER, ADDRESS) },
	{ "moved",			WHOLE,	SCAN(RETURN_TO_SENDER, ADDRESS) },
	{ "forward expired",		BEGINS,	SCAN(RETURN_TO_SENDER, ADDRESS) },
	{ "vacant",			BEGINS,	SCAN(RETURN_TO_SENDER, ADDRESS) },
	{ "addressee unknown",		BEGINS,	SCAN(RETURN_TO_SENDER, ADDRESS) },
	{ "undeliverable",		BEGINS,	SCAN(RETURN_TO_SENDER, ADDRESS) },
	{ "refused",			BEGINS,	SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "unclaimed",			BEGINS,	SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "deceased",			BEGINS,	SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "not picked up",		BEGINS,	SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "intercepted",		BEGINS,	SCAN(RETURN_TO_SENDER, NONE) },
	{ "customer recall",		BEGINS,	SCAN(RETURN_TO_SENDER, NONE) },

	{ "mail recovery center",	HOLDS,	SCAN(FAILURE, LOST) },
	{ "dead mail",			HOLDS,	SCAN(FAILURE, LOST) },
	{ "dead letter",		HOLDS,	SCAN(FAILURE, LOST) },
	{ "disposed",			HOLDS,	SCAN(FAILURE, LOST) },
	{ "seized",			BEGINS,	SCAN(FAILURE, LOST) },
	{ "visible damage",		HOLDS,	SCAN(FAILURE, DAMAGED) },
	{ "damaged",			BEGINS,	SCAN(FAILURE, DAMAGED) },
	{ "contact customer care",	HOLDS,	SCAN(FAILURE, UNCLEAR) },
	{ "please contact the usps",	HOLDS,	SCAN(FAILURE, UNCLEAR) },

	/* through customs is no trouble, in customs is */
	{ "customs clearance processing complete", HOLDS, SCAN(IN_TRANSIT, NONE) },
	{ "out of customs",		HOLDS,	SCAN(IN_TRANSIT, NONE) },
	{ "released from customs",	HOLDS,	SCAN(IN_TRANSIT, NONE) },
	{ "released from us customs",	HOLDS,	SCAN(IN_TRANSIT, NONE) },
	{ "released from u s customs",	HOLDS,	SCAN(IN_TRANSIT, NONE) },
	{ "customs",			HOLDS,	SCAN(IN_TRANSIT, CUSTOMS) },
	{ "dispatched from usps international service center", BEGINS,
						SCAN(IN_TRANSIT, CUSTOMS) },

	/* written by a clock */
	{ "in transit to next facility", BEGINS, CLOCK(IN_TRANSIT, NONE) },
	{ "in transit arriving late",	BEGINS,	CLOCK(IN_TRANSIT, DELAYED) },
	{ "arriving late",		BEGINS,	CLOCK(IN_TRANSIT, DELAYED) },
	{ "in transit arriving on time", BEGINS, CLOCK(IN_TRANSIT, NONE) },
	{ "in transit",			WHOLE,	CLOCK(IN_TRANSIT, NONE) },
	{ "delivery status not updated", BEGINS, CLOCK(IN_TRANSIT, DELAYED) },
	{ "awaiting delivery scan",	HOLDS,	CLOCK(IN_TRANSIT, DELAYED) },
	{ "redelivery scheduled",	BEGINS,	CLOCK(IN_TRANSIT, NONE) },
	{ "dc evs arrive",		BEGINS,	CLOCK(IN_TRANSIT, NONE) },
	{ "passive acceptance",		BEGINS,	CLOCK(IN_TRANSIT, NONE) },

	{ "forwarded",			BEGINS,	SCAN(IN_TRANSIT, DELAYED) },
	{ "missent",			BEGINS,	SCAN(IN_TRANSIT, DELAYED) },
	{ "mis shipped",		BEGINS,	SCAN(IN_TRANSIT, DELAYED) },
	{ "rescheduled",		BEGINS,	SCAN(IN_TRANSIT, DELAYED) },
	{ "delivery exception",		BEGINS,	SCAN(IN_TRANSIT, DELAYED) },
	{ "processing exception",	BEGINS,	SCAN(IN_TRANSIT, DELAYED) },

	{ "usps in possession of item",	BEGINS,	SCAN(IN_TRANSIT, NONE) },
	{ "acceptance",			BEGINS,	SCAN(IN_TRANSIT, NONE) },
	{ "accepted",			BEGINS,	SCAN(IN_TRANSIT, NONE) },
	{ "shipment acceptance",	BEGINS,	SCAN(IN_TRANSIT, NONE) },
	{ "origin acceptance",		BEGINS,	SCAN(IN_TRANSIT, NONE) },
	{ "processing complete",	BEGINS,	SCAN(IN_TRANSIT, NONE) },
	{ "processed",			BEGINS,	SCAN(IN_TRANSIT, NONE) },
	{ "arrived",			BEGINS,	SCAN(IN_TRANSIT, NONE) },
	{ "arrival at unit",		BEGINS,	SCAN(IN_TRANSIT, NONE) },
	{ "departed",			BEGINS,	SCAN(IN_TRANSIT, NONE) },
	{ "dispatched",			BEGINS,	SCAN(IN_TRANSIT, NONE) },
	{ "sorting",			BEGINS,	SCAN(IN_TRANSIT, NONE) },
	{ "received at opening unit",	BEGINS,	SCAN(IN_TRANSIT, NONE) },
	{ "usps handoff to shipping partner", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "tendered to postal service",	BEGINS,	SCAN(IN_TRANSIT, NONE) },
};

/* Codes whose words are known, from clients or from USPS; used when the text says nothing. */
const struct usps_code usps_codes[] = {
	{ "MA", CLOCK(PRE_TRANSIT, NONE) },
	{ "GX", CLOCK(PRE_TRANSIT, NONE) },
	{ "GC", CLOCK(PRE_TRANSIT, NONE) },
	{ "TM", CLOCK(PRE_TRANSIT, NONE) },
	{ "89", CLOCK(PRE_TRANSIT, NONE) },
	{ "80", CLOCK(PRE_TRANSIT, NONE) },
	{ "81", CLOCK(PRE_TRANSIT, NONE) },
	{ "82", CLOCK(PRE_TRANSIT, NONE) },
	{ "83", SCAN(IN_TRANSIT, NONE) },
	{ "03", SCAN(IN_TRANSIT, NONE) },
	{ "PA", CLOCK(IN_TRANSIT, NONE) },
	{ "OA", SCAN(IN_TRANSIT, NONE) },
	{ "UA", SCAN(IN_TRANSIT, NONE) },
	{ "AD", SCAN(IN_TRANSIT, NONE) },
	{ "10", SCAN(IN_TRANSIT, NONE) },
	{ "A1", SCAN(IN_TRANSIT, NONE) },
	{ "T1", SCAN(IN_TRANSIT, NONE) },
	{ "L1", SCAN(IN_TRANSIT, NONE) },
	{ "U1", SCAN(IN_TRANSIT, NONE) },
	{ "EF", SCAN(IN_TRANSIT, NONE) },
	{ "SF", SCAN(IN_TRANSIT, NONE) },
	{ "NT", CLOCK(IN_TRANSIT, NONE) },
	{ "TL", CLOCK(IN_TRANSIT, NONE) },
	{ "07", SCAN(IN_TRANSIT, NONE) },
	{ "PC", SCAN(IN_TRANSIT, NONE) },
	{ "OF", SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "59", SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "DG", SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "DX", CLOCK(IN_TRANSIT, DELAYED) },
	{ "06", SCAN(IN_TRANSIT, DELAYED) },
	{ "08", SCAN(IN_TRANSIT, DELAYED) },
	{ "15", SCAN(IN_TRANSIT, DELAYED) },
	{ "71", SCAN(IN_TRANSIT, DELAYED) },
	{ "41", SCAN(IN_TRANSIT, NONE) },
	{ "42", SCAN(IN_TRANSIT, NONE) },
	{ "19", CLOCK(IN_TRANSIT, NONE) },
	{ "60", SCAN(IN_TRANSIT, NONE) },
	{ "14", SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "16", SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "17", SCAN(IN_TRANSIT, RETURNED) },
	{ "43", SCAN(DELIVERED, NONE) },
	{ "MR", SCAN(IN_TRANSIT, NONE) },
	{ "31", SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "02", SCAN(ATTEMPTED, DELAYED) },
	{ "51", SCAN(ATTEMPTED, DELAYED) },
	{ "52", SCAN(ATTEMPTED, DELAYED) },
	{ "53", SCAN(ATTEMPTED, DELAYED) },
	{ "54", SCAN(ATTEMPTED, DELAYED) },
	{ "55", SCAN(ATTEMPTED, DELAYED) },
	{ "56", SCAN(ATTEMPTED, DELAYED) },
	{ "57", SCAN(ATTEMPTED, DELAYED) },
	{ "30", SCAN(ATTEMPTED, DELAYED) },
	{ "H0", SCAN(ATTEMPTED, DELAYED) },
	{ "04", SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "05", SCAN(RETURN_TO_SENDER, ADDRESS) },
	{ "09", SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "21", SCAN(RETURN_TO_SENDER, ADDRESS) },
	{ "22", SCAN(RETURN_TO_SENDER, ADDRESS) },
	{ "23", SCAN(RETURN_TO_SENDER, ADDRESS) },
	{ "24", SCAN(RETURN_TO_SENDER, ADDRESS) },
	{ "25", SCAN(RETURN_TO_SENDER, ADDRESS) },
	{ "26", SCAN(RETURN_TO_SENDER, ADDRESS) },
	{ "27", SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "28", SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "29", SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "RT", SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "01", SCAN(DELIVERED, NONE) },
	{ "I0", SCAN(DELIVERED, NONE) },
	{ "11", SCAN(FAILURE, LOST) },
	{ "44", SCAN(RETURN_TO_SENDER, NONE) },
};

/* "Alert" covers forwarded, missent, refused and lost: alone it says that something is wrong. */
const struct phrase usps_categories[] = {
	{ "pre shipment",			WHOLE, CLOCK(PRE_TRANSIT, NONE) },
	{ "on its way to usps",			WHOLE, CLOCK(PRE_TRANSIT, NONE) },
	{ "accepted",				WHOLE, SCAN(IN_TRANSIT, NONE) },
	{ "in transit",				WHOLE, SCAN(IN_TRANSIT, NONE) },
	{ "in transit from origin processing",	WHOLE, SCAN(IN_TRANSIT, NONE) },
	{ "moving through network",		WHOLE, SCAN(IN_TRANSIT, NONE) },
	{ "international transit",		WHOLE, SCAN(IN_TRANSIT, NONE) },
	{ "customs transit",			WHOLE, SCAN(IN_TRANSIT, CUSTOMS) },
	{ "processing at destination",		WHOLE, SCAN(IN_TRANSIT, NONE) },
	{ "preparing for delivery",		WHOLE, SCAN(IN_TRANSIT, NONE) },
	{ "out for delivery",			WHOLE, SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "delivered",				WHOLE, SCAN(DELIVERED, NONE) },
	{ "delivered to agent",			WHOLE, SCAN(DELIVERED, UNCLEAR) },
	{ "delivery attempt",			WHOLE, SCAN(ATTEMPTED, DELAYED) },
	{ "delivery attempt action needed",	WHOLE, SCAN(ATTEMPTED, DELAYED) },
	{ "available for pickup",		WHOLE, SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "available for agent pickup",		WHOLE, SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "alert",				WHOLE, SCAN(UNKNOWN, UNCLEAR) },
};
/* clang-format on */

#define LENGTH(table) (sizeof(table) / sizeof *(table))

const int usps_nphrases = LENGTH(usps_phrases);
const int usps_ncodes = LENGTH(usps_codes);
const int usps_ncategories = LENGTH(usps_categories);

struct meaning usps_meaning(const char *text, const char *code, const char *category)
{
	const struct phrase *phrase = phrase_find(usps_phrases, usps_nphrases, text);

	if (phrase)
		return phrase->meaning;
	for (int i = 0; i < usps_ncodes; i++)
		if (text_same_nocase(usps_codes[i].code, code))
			return usps_codes[i].meaning;
	phrase = phrase_find(usps_categories, usps_ncategories, category);
	if (phrase)
		return phrase->meaning;
	return (struct meaning){ STATUS_UNKNOWN, TROUBLE_NONE, true };
}
