#include <stddef.h>

#include "base/text.h"
#include "carrier/easypost_parts.h"
#include "carrier/meaning.h"
#include "carrier/phrase.h"

#define LENGTH(table) (int)(sizeof(table) / sizeof *(table))

/*
 * Words that mean the same at every carrier behind EasyPost, and its own statuses as words. CLOCK
 * rows prove no sighting.
 */
/* clang-format off */
static const struct phrase phrases[] = {
	{ "to original sender",		HOLDS,	SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "return to sender",		HOLDS,	SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "returned to sender",		HOLDS,	SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "being returned",		HOLDS,	SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "usps awaiting item",		HOLDS,	CLOCK(PRE_TRANSIT, NONE) },
	{ "pre shipment",		BEGINS,	CLOCK(PRE_TRANSIT, NONE) },
	{ "shipping label created",	BEGINS,	CLOCK(PRE_TRANSIT, NONE) },
	{ "label created",		BEGINS,	CLOCK(PRE_TRANSIT, NONE) },
	{ "billing information received", WHOLE, CLOCK(PRE_TRANSIT, NONE) },
	{ "pre transit",		WHOLE,	CLOCK(PRE_TRANSIT, NONE) },
	{ "cancelled",			WHOLE,	CLOCK(CANCELLED, NONE) },
	{ "delivered to agent",		HOLDS,	SCAN(DELIVERED, UNCLEAR) },
	{ "delivered",			BEGINS,	SCAN(DELIVERED, NONE) },
	{ "out for delivery",		BEGINS,	SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "available for pickup",	BEGINS,	SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "notice left",		BEGINS,	SCAN(ATTEMPTED, DELAYED) },
	{ "no access",			BEGINS,	SCAN(ATTEMPTED, DELAYED) },
	{ "business closed",		BEGINS,	SCAN(ATTEMPTED, DELAYED) },
	{ "delivery attempt",		BEGINS,	SCAN(ATTEMPTED, DELAYED) },
	{ "delivery attempted",		BEGINS,	SCAN(ATTEMPTED, DELAYED) },
	{ "attempted delivery",		BEGINS,	SCAN(ATTEMPTED, DELAYED) },
	{ "in transit to next facility", BEGINS, CLOCK(IN_TRANSIT, NONE) },
	{ "in transit arriving late",	BEGINS,	CLOCK(IN_TRANSIT, DELAYED) },
	{ "in transit",			WHOLE,	SCAN(IN_TRANSIT, NONE) },
	{ "delivery failed",		WHOLE,	SCAN(FAILURE, NONE) },
};

static const struct {
	const char *code, *words;
	struct meaning meaning;
} statuses[] = {
	{ "unknown",		  "Unknown",		  SCAN(UNKNOWN, NONE) },
	{ "pre_transit",	  "Pre-transit",	  CLOCK(PRE_TRANSIT, NONE) },
	{ "in_transit",		  "In transit",		  SCAN(IN_TRANSIT, NONE) },
	{ "out_for_delivery",	  "Out for delivery",	  SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "delivered",		  "Delivered",		  SCAN(DELIVERED, NONE) },
	{ "available_for_pickup", "Available for pickup", SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "return_to_sender",	  "Return to sender",	  SCAN(RETURN_TO_SENDER, NONE) },
	{ "failure",		  "Delivery failed",	  SCAN(FAILURE, NONE) },
	{ "cancelled",		  "Cancelled",		  CLOCK(CANCELLED, NONE) },
	{ "error",		  "Error",		  CLOCK(UNKNOWN, NONE) },
};

static const struct {
	const char *code;
	struct meaning meaning;
} details[] = {
	{ "address_correction",			SCAN(IN_TRANSIT, ADDRESS) },
	{ "arrived_at_destination",		SCAN(IN_TRANSIT, NONE) },
	{ "arrived_at_facility",		SCAN(IN_TRANSIT, NONE) },
	{ "arrived_at_pickup_location",		SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "awaiting_information",		SCAN(IN_TRANSIT, UNCLEAR) },
	{ "cancelled",				CLOCK(CANCELLED, NONE) },
	{ "damaged",				SCAN(FAILURE, DAMAGED) },
	{ "delayed",				SCAN(IN_TRANSIT, DELAYED) },
	{ "delivery_exception",			SCAN(IN_TRANSIT, DELAYED) },
	{ "departed_facility",			SCAN(IN_TRANSIT, NONE) },
	{ "departed_origin_facility",		SCAN(IN_TRANSIT, NONE) },
	{ "expired",				CLOCK(UNKNOWN, UNCLEAR) },
	{ "failure",				SCAN(FAILURE, UNCLEAR) },
	{ "held",				SCAN(IN_TRANSIT, DELAYED) },
	{ "in_transit",				SCAN(IN_TRANSIT, NONE) },
	{ "label_created",			CLOCK(PRE_TRANSIT, NONE) },
	{ "lost",				SCAN(FAILURE, LOST) },
	{ "missorted",				SCAN(IN_TRANSIT, DELAYED) },
	{ "out_for_delivery",			SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "received_at_destination_facility",	SCAN(IN_TRANSIT, NONE) },
	{ "received_at_origin_facility",	SCAN(IN_TRANSIT, NONE) },
	{ "refused",				SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "return",				SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "status_update",			SCAN(UNKNOWN, NONE) },
	{ "transferred_to_destination_carrier",	SCAN(IN_TRANSIT, NONE) },
	{ "transit_exception",			SCAN(IN_TRANSIT, DELAYED) },
	{ "unknown",				SCAN(UNKNOWN, UNCLEAR) },
	{ "weather_delay",			SCAN(IN_TRANSIT, DELAYED) },
};
/* clang-format on */

static const struct meaning *of_status(const char *status)
{
	for (int i = 0; i < LENGTH(statuses); i++)
		if (text_same_nocase(statuses[i].code, status))
			return &statuses[i].meaning;
	return NULL;
}

static const struct meaning *of_detail(const char *detail)
{
	for (int i = 0; i < LENGTH(details); i++)
		if (text_same_nocase(details[i].code, detail))
			return &details[i].meaning;
	return of_status(detail); /* events without a detail carry their status as the code */
}

/*
 * The status decides and the detail says how: "delivered" comes with "arrived_at_destination". Only
 * where the status says little, or the detail speaks of a return, is it the other way round.
 */
static struct meaning by_codes(const char *detail_code, const char *status_code)
{
	const struct meaning *status = of_status(status_code), *detail = of_detail(detail_code);
	struct meaning meaning = { STATUS_UNKNOWN, TROUBLE_NONE, true };

	if (!status)
		return detail ? *detail : meaning;
	meaning = *status;
	if (!detail)
		return meaning;
	if (meaning.status == STATUS_UNKNOWN || detail->status == STATUS_RETURN_TO_SENDER ||
	    (meaning.status == STATUS_IN_TRANSIT && detail->status != STATUS_UNKNOWN))
		return *detail;
	if (detail->status != STATUS_UNKNOWN)
		meaning.trouble = detail->trouble;
	return meaning;
}

struct meaning easypost_meaning(const char *text, const char *code, const char *category)
{
	const struct phrase *phrase = phrase_find(phrases, LENGTH(phrases), text);
	struct meaning meaning = by_codes(code, category);

	/* "Delivered" back at the sender's is no delivery. */
	if (!phrase || (phrase->meaning.status == STATUS_DELIVERED &&
			meaning.status == STATUS_RETURN_TO_SENDER))
		return meaning;
	return phrase->meaning;
}

const char *easypost_words(const char *status)
{
	for (int i = 0; i < LENGTH(statuses); i++)
		if (text_same_nocase(statuses[i].code, status))
			return statuses[i].words;
	return NULL;
}
