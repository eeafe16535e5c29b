#include <stddef.h>

#include "base/text.h"
#include "carrier/meaning.h"
#include "carrier/ups_parts.h"

/*
 * CLOCK rows prove no sighting: the shipper, the customer or a computer wrote them. UPS's own list
 * of states, 000 to 069.
 */
/* clang-format off */
const struct ups_code ups_statuses[] = {
	{ "000", CLOCK(UNKNOWN, UNCLEAR) },
	{ "003", CLOCK(PRE_TRANSIT, NONE) },
	{ "005", SCAN(IN_TRANSIT, NONE) },
	{ "006", SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "007", CLOCK(CANCELLED, NONE) },
	{ "010", CLOCK(IN_TRANSIT, NONE) },
	{ "011", SCAN(DELIVERED, NONE) },
	{ "012", SCAN(IN_TRANSIT, CUSTOMS) },
	{ "013", SCAN(IN_TRANSIT, DELAYED) },
	{ "014", SCAN(IN_TRANSIT, NONE) },
	{ "016", SCAN(IN_TRANSIT, DELAYED) },
	{ "017", SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "018", CLOCK(IN_TRANSIT, NONE) },
	{ "019", SCAN(IN_TRANSIT, DELAYED) },
	{ "020", CLOCK(IN_TRANSIT, DELAYED) },
	{ "021", SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "022", SCAN(ATTEMPTED, DELAYED) },
	{ "023", SCAN(ATTEMPTED, DELAYED) },
	{ "024", SCAN(ATTEMPTED, DELAYED) },
	{ "025", SCAN(IN_TRANSIT, NONE) },
	{ "026", SCAN(DELIVERED, NONE) },
	{ "027", CLOCK(IN_TRANSIT, ADDRESS) },
	{ "028", CLOCK(IN_TRANSIT, ADDRESS) },
	{ "029", SCAN(IN_TRANSIT, UNCLEAR) },
	{ "030", SCAN(IN_TRANSIT, UNCLEAR) },
	{ "032", CLOCK(IN_TRANSIT, DELAYED) },
	{ "033", CLOCK(RETURN_TO_SENDER, RETURNED) },
	{ "034", SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "035", SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "036", SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "037", SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "038", SCAN(IN_TRANSIT, NONE) },
	{ "039", SCAN(IN_TRANSIT, NONE) },
	{ "040", SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "041", CLOCK(IN_TRANSIT, NONE) },
	{ "042", CLOCK(IN_TRANSIT, NONE) },
	{ "043", CLOCK(CANCELLED, NONE) },
	{ "044", CLOCK(PRE_TRANSIT, NONE) },
	{ "045", CLOCK(PRE_TRANSIT, NONE) },
	{ "046", SCAN(IN_TRANSIT, DELAYED) },
	{ "047", SCAN(IN_TRANSIT, DELAYED) },
	{ "048", SCAN(IN_TRANSIT, DELAYED) },
	{ "049", SCAN(IN_TRANSIT, DELAYED) },
	{ "050", SCAN(IN_TRANSIT, ADDRESS) },
	{ "051", SCAN(IN_TRANSIT, DELAYED) },
	{ "052", SCAN(IN_TRANSIT, DELAYED) },
	{ "053", SCAN(IN_TRANSIT, DELAYED) },
	{ "054", CLOCK(IN_TRANSIT, NONE) },
	{ "055", SCAN(IN_TRANSIT, DELAYED) },
	{ "056", CLOCK(IN_TRANSIT, NONE) },
	{ "057", SCAN(IN_TRANSIT, NONE) },
	{ "058", SCAN(IN_TRANSIT, CUSTOMS) },
	{ "059", SCAN(FAILURE, DAMAGED) },
	{ "060", SCAN(ATTEMPTED, DELAYED) },
	{ "061", SCAN(ATTEMPTED, DELAYED) },
	{ "062", SCAN(ATTEMPTED, DELAYED) },
	{ "063", CLOCK(IN_TRANSIT, NONE) },
	{ "064", SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "065", CLOCK(PRE_TRANSIT, DELAYED) },
	{ "066", SCAN(ATTEMPTED, DELAYED) },
	{ "067", SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "068", SCAN(FAILURE, LOST) },
	{ "069", SCAN(RETURN_TO_SENDER, RETURNED) },
};

const struct ups_code ups_codes[] = {
	{ "OT", SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "FS", SCAN(DELIVERED, NONE) },
	{ "KB", SCAN(DELIVERED, NONE) },
	{ "OR", SCAN(IN_TRANSIT, NONE) },
	{ "DP", SCAN(IN_TRANSIT, NONE) },
	{ "AR", SCAN(IN_TRANSIT, NONE) },
	{ "DS", SCAN(IN_TRANSIT, NONE) },
	{ "MP", CLOCK(PRE_TRANSIT, NONE) },
	{ "SR", SCAN(IN_TRANSIT, NONE) },
};

/*
 * UPS puts what is loaded, out and handed over alike under D: alone it proves no delivery, so words
 * or a code must say which. U is a new date, written by a computer.
 */
const struct ups_code ups_types[] = {
	{ "M", CLOCK(PRE_TRANSIT, NONE) },
	{ "MV", CLOCK(CANCELLED, NONE) },
	{ "P", SCAN(IN_TRANSIT, NONE) },
	{ "I", SCAN(IN_TRANSIT, NONE) },
	{ "X", SCAN(IN_TRANSIT, DELAYED) },
	{ "U", CLOCK(IN_TRANSIT, NONE) },
	{ "D", SCAN(UNKNOWN, UNCLEAR) },
	{ "O", SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "RS", SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "NA", CLOCK(UNKNOWN, UNCLEAR) },
	{ "DO", SCAN(IN_TRANSIT, NONE) },
	{ "DD", SCAN(IN_TRANSIT, NONE) },
	{ "W", SCAN(IN_TRANSIT, NONE) },
};

/*
 * What is said in words comes before any code. The first row that fits decides, so the order is the
 * rule: a return before "delivered", a request ("... requested") before the thing itself, the part
 * of a text behind the whole.
 */
const struct phrase ups_phrases[] = {
	{ "return to sender requested",		HOLDS, CLOCK(RETURN_TO_SENDER, RETURNED) },
	{ "returned to sender",			HOLDS, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "returned to the sender",		HOLDS, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "returned to shipper",		HOLDS, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "returned to the shipper",		HOLDS, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "returning to sender",		HOLDS, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "return to sender",			HOLDS, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "being returned",			HOLDS, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "delivery refused",			BEGINS, SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "package not claimed",		BEGINS, SCAN(RETURN_TO_SENDER, RETURNED) },

	{ "damage reported",			HOLDS, SCAN(FAILURE, DAMAGED) },
	{ "sent to lost and found",		BEGINS, SCAN(FAILURE, LOST) },

	{ "out for delivery",			HOLDS, SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "on vehicle for delivery",		HOLDS, SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "loaded on delivery vehicle",		HOLDS, SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "delivery attempted",			HOLDS, SCAN(ATTEMPTED, DELAYED) },
	{ "first attempt made",			BEGINS, SCAN(ATTEMPTED, DELAYED) },
	{ "second attempt made",		BEGINS, SCAN(ATTEMPTED, DELAYED) },
	{ "final attempt made",			BEGINS, SCAN(ATTEMPTED, DELAYED) },
	{ "delivered to ups access point awaiting customer pickup", BEGINS,
						SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "held for customer pickup",		BEGINS, SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "delivered",				WHOLE, SCAN(DELIVERED, NONE) },
	{ "delivered by local post office",	WHOLE, SCAN(DELIVERED, NONE) },

	{ "shipper created a label",		HOLDS, CLOCK(PRE_TRANSIT, NONE) },
	{ "label created",			WHOLE, CLOCK(PRE_TRANSIT, NONE) },
	{ "order processed",			BEGINS, CLOCK(PRE_TRANSIT, NONE) },
	{ "in transit to ups",			WHOLE, CLOCK(PRE_TRANSIT, NONE) },
	{ "manifest pickup",			WHOLE, CLOCK(PRE_TRANSIT, NONE) },
	{ "pickup attempted",			BEGINS, CLOCK(PRE_TRANSIT, DELAYED) },
	{ "shipment information voided",	BEGINS, CLOCK(CANCELLED, NONE) },
	{ "voided pickup",			BEGINS, CLOCK(CANCELLED, NONE) },

	{ "clearance in progress",		BEGINS, SCAN(IN_TRANSIT, CUSTOMS) },
	{ "clearance information required",	BEGINS, SCAN(IN_TRANSIT, CUSTOMS) },
	{ "clearance completed",		BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "released by the customs agency",	HOLDS, SCAN(IN_TRANSIT, NONE) },
	{ "delivery address change requested",	BEGINS, CLOCK(IN_TRANSIT, ADDRESS) },
	{ "delivery address changed",		BEGINS, CLOCK(IN_TRANSIT, ADDRESS) },
	{ "address information required",	BEGINS, SCAN(IN_TRANSIT, ADDRESS) },

	{ "delivery change requested",		BEGINS, CLOCK(IN_TRANSIT, NONE) },
	{ "delivery change completed",		BEGINS, CLOCK(IN_TRANSIT, NONE) },
	{ "service upgrade requested",		BEGINS, CLOCK(IN_TRANSIT, NONE) },
	{ "service upgraded",			BEGINS, CLOCK(IN_TRANSIT, NONE) },
	{ "in transit on time",			WHOLE, CLOCK(IN_TRANSIT, NONE) },
	{ "adverse weather may cause delay",	BEGINS, CLOCK(IN_TRANSIT, DELAYED) },
	{ "held for future delivery requested", BEGINS, CLOCK(IN_TRANSIT, DELAYED) },
	{ "held for future delivery",		BEGINS, SCAN(IN_TRANSIT, DELAYED) },
	{ "held in warehouse",			BEGINS, SCAN(IN_TRANSIT, DELAYED) },
	{ "rescheduled delivery",		BEGINS, SCAN(IN_TRANSIT, DELAYED) },
	{ "exception action required",		BEGINS, SCAN(IN_TRANSIT, UNCLEAR) },
	{ "local post office exception",	BEGINS, SCAN(IN_TRANSIT, UNCLEAR) },

	{ "transferred to local post office for delivery", BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "in transit by post office",		BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "in transit to a ups access point",	BEGINS, SCAN(IN_TRANSIT, NONE) },
	{ "picked up",				WHOLE, SCAN(IN_TRANSIT, NONE) },
	{ "origin scan",			WHOLE, SCAN(IN_TRANSIT, NONE) },
	{ "departure scan",			WHOLE, SCAN(IN_TRANSIT, NONE) },
	{ "arrival scan",			WHOLE, SCAN(IN_TRANSIT, NONE) },
	{ "destination scan",			WHOLE, SCAN(IN_TRANSIT, NONE) },
	{ "pickup scan",			WHOLE, SCAN(IN_TRANSIT, NONE) },
};

/* Words that stand beside many codes and say less than those. */
const struct phrase ups_vague_phrases[] = {
	{ "in transit",				WHOLE, SCAN(IN_TRANSIT, NONE) },
	{ "exception",				WHOLE, SCAN(IN_TRANSIT, DELAYED) },
	{ "delay",				BEGINS, SCAN(IN_TRANSIT, DELAYED) },
	{ "status not available",		WHOLE, CLOCK(UNKNOWN, UNCLEAR) },
};
/* clang-format on */

#define LENGTH(table) (sizeof(table) / sizeof *(table))

const int ups_nstatuses = LENGTH(ups_statuses);
const int ups_ncodes = LENGTH(ups_codes);
const int ups_ntypes = LENGTH(ups_types);
const int ups_nphrases = LENGTH(ups_phrases);
const int ups_nvague_phrases = LENGTH(ups_vague_phrases);

static const struct meaning *by_words(const struct phrase *row, int n, const char *text)
{
	const struct phrase *phrase = phrase_find(row, n, text);

	return phrase ? &phrase->meaning : NULL;
}

static const struct meaning *by_code(const struct ups_code *row, int n, const char *code)
{
	for (int i = 0; i < n; i++)
		if (text_same_nocase(row[i].code, code))
			return &row[i].meaning;
	return NULL;
}

struct meaning ups_judge(const struct ups_said *said)
{
	const struct meaning *found = by_words(ups_phrases, ups_nphrases, said->text);
	const struct meaning *type = by_code(ups_types, ups_ntypes, said->type);
	const struct meaning *code = by_code(ups_statuses, ups_nstatuses, said->status);
	struct meaning m = { STATUS_UNKNOWN, TROUBLE_NONE, true };

	if (!code)
		code = by_code(ups_codes, ups_ncodes, said->code);
	/* "Delivered" back at the sender's is no delivery. */
	if (!found ||
	    (found->status == STATUS_DELIVERED && code && code->status == STATUS_RETURN_TO_SENDER))
		found = code ? code : found;
	if (!found)
		found = by_words(ups_vague_phrases, ups_nvague_phrases, said->text);
	if (!found)
		found = type;
	if (found)
		m = *found;
	/* Whatever it says: a manifest and a new date are no scans. */
	if (type && !type->is_scan)
		m.is_scan = false;
	return m;
}

struct meaning ups_meaning(const char *text, const char *code, const char *category)
{
	struct ups_said said = { .text = text, .type = category };
	const char *const given[] = { code, category };

	for (size_t i = 0; i < LENGTH(given); i++) {
		if (!said.status && by_code(ups_statuses, ups_nstatuses, given[i]))
			said.status = given[i];
		if (!said.code && by_code(ups_codes, ups_ncodes, given[i]))
			said.code = given[i];
	}
	if (!by_code(ups_types, ups_ntypes, said.type))
		said.type = code;
	return ups_judge(&said);
}
