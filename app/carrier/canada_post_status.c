#include <assert.h>
#include <stddef.h>

#include "carrier/canada_post_parts.h"
#include "carrier/meaning.h"
#include "carrier/phrase.h"
#include "domain/event_code.h"

#define LENGTH(table) (int)(sizeof(table) / sizeof *(table))

/*
 * The first row that fits decides. A return that is only threatened ("will be returned") stands
 * ahead of the return itself. CLOCK rows prove no sighting.
 */
/* clang-format off */
static const struct phrase phrases[] = {
	{ "will be returned",		HOLDS,	SCAN(AVAILABLE_FOR_PICKUP, DELAYED) },
	{ "final notice",		BEGINS,	SCAN(AVAILABLE_FOR_PICKUP, DELAYED) },
	{ "to original sender",		HOLDS,	SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "return to sender",		HOLDS,	SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "returned to sender",		HOLDS,	SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "being returned",		HOLDS,	SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "submitted by shipper",	HOLDS,	CLOCK(PRE_TRANSIT, NONE) },
	{ "label created",		BEGINS,	CLOCK(PRE_TRANSIT, NONE) },
	{ "signature image recorded",	BEGINS,	CLOCK(UNKNOWN, NONE) },
	{ "delivered",			BEGINS,	SCAN(DELIVERED, NONE) },
	{ "item delivered",		BEGINS,	SCAN(DELIVERED, NONE) },
	{ "item successfully delivered", BEGINS, SCAN(DELIVERED, NONE) },
	{ "out for delivery",		BEGINS,	SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "item out for delivery",	BEGINS,	SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "attempted delivery",		BEGINS,	SCAN(ATTEMPTED, DELAYED) },
	{ "delivery attempted",		BEGINS,	SCAN(ATTEMPTED, DELAYED) },
	{ "notice card left",		HOLDS,	SCAN(ATTEMPTED, DELAYED) },
	{ "available for pickup",	HOLDS,	SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "ready for pickup",		HOLDS,	SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "addressing error found",	HOLDS,	SCAN(IN_TRANSIT, ADDRESS) },
	{ "customs",			HOLDS,	SCAN(IN_TRANSIT, CUSTOMS) },
	{ "possible delay",		HOLDS,	SCAN(IN_TRANSIT, DELAYED) },
	{ "item processed",		BEGINS,	SCAN(IN_TRANSIT, NONE) },
	{ "item in transit",		BEGINS,	SCAN(IN_TRANSIT, NONE) },
	{ "in transit",			WHOLE,	SCAN(IN_TRANSIT, NONE) },
};

/* Event identifiers by the groups of a public client: Canada Post does not publish their words. */
static const struct {
	const char *code;
	struct meaning meaning;
} codes[] = {
	{ "1408", SCAN(DELIVERED, NONE) },
	{ "1409", SCAN(DELIVERED, NONE) },
	{ "1421", SCAN(DELIVERED, NONE) },
	{ "1422", SCAN(DELIVERED, NONE) },
	{ "1423", SCAN(DELIVERED, NONE) },
	{ "1424", SCAN(DELIVERED, NONE) },
	{ "1425", SCAN(DELIVERED, NONE) },
	{ "1426", SCAN(DELIVERED, NONE) },
	{ "1427", SCAN(DELIVERED, NONE) },
	{ "1428", SCAN(DELIVERED, NONE) },
	{ "1429", SCAN(DELIVERED, NONE) },
	{ "1430", SCAN(DELIVERED, NONE) },
	{ "1431", SCAN(DELIVERED, NONE) },
	{ "1432", SCAN(DELIVERED, NONE) },
	{ "1433", SCAN(DELIVERED, NONE) },
	{ "1434", SCAN(DELIVERED, NONE) },
	{ "1441", SCAN(DELIVERED, NONE) },
	{ "1442", SCAN(DELIVERED, NONE) },
	{ "1496", SCAN(DELIVERED, NONE) },
	{ "1497", SCAN(DELIVERED, NONE) },
	{ "1498", SCAN(DELIVERED, NONE) },
	{ "1499", SCAN(DELIVERED, NONE) },
	{ "100",  SCAN(IN_TRANSIT, NONE) },
	{ "101",  SCAN(IN_TRANSIT, NONE) },
	{ "102",  SCAN(IN_TRANSIT, NONE) },
	{ "103",  SCAN(IN_TRANSIT, NONE) },
	{ "104",  SCAN(IN_TRANSIT, NONE) },
	{ "105",  SCAN(IN_TRANSIT, NONE) },
	{ "106",  SCAN(IN_TRANSIT, NONE) },
	{ "107",  SCAN(IN_TRANSIT, NONE) },
	{ "1400", SCAN(IN_TRANSIT, NONE) },
	{ "1401", SCAN(IN_TRANSIT, NONE) },
	{ "1402", SCAN(IN_TRANSIT, NONE) },
	{ "1403", SCAN(IN_TRANSIT, NONE) },
	{ "1404", SCAN(IN_TRANSIT, NONE) },
	{ "1405", SCAN(IN_TRANSIT, NONE) },
	{ "117",  SCAN(IN_TRANSIT, DELAYED) },
	{ "120",  SCAN(IN_TRANSIT, DELAYED) },
	{ "121",  SCAN(IN_TRANSIT, DELAYED) },
	{ "125",  SCAN(IN_TRANSIT, DELAYED) },
	{ "127",  SCAN(IN_TRANSIT, DELAYED) },
	{ "159",  SCAN(IN_TRANSIT, DELAYED) },
	{ "160",  SCAN(IN_TRANSIT, DELAYED) },
	{ "161",  SCAN(IN_TRANSIT, DELAYED) },
	{ "162",  SCAN(IN_TRANSIT, DELAYED) },
	{ "163",  SCAN(IN_TRANSIT, DELAYED) },
	{ "172",  SCAN(IN_TRANSIT, DELAYED) },
	{ "173",  SCAN(IN_TRANSIT, DELAYED) },
	{ "810",  SCAN(IN_TRANSIT, DELAYED) },
	{ "1411", SCAN(IN_TRANSIT, DELAYED) },
	{ "1414", SCAN(IN_TRANSIT, DELAYED) },
	{ "1443", SCAN(IN_TRANSIT, DELAYED) },
	{ "1484", SCAN(IN_TRANSIT, DELAYED) },
	{ "1487", SCAN(IN_TRANSIT, DELAYED) },
	{ "1494", SCAN(IN_TRANSIT, DELAYED) },
	{ "2411", SCAN(IN_TRANSIT, DELAYED) },
	{ "2412", SCAN(IN_TRANSIT, DELAYED) },
	{ "2414", SCAN(IN_TRANSIT, DELAYED) },
	{ "4700", SCAN(IN_TRANSIT, DELAYED) },
	{ "118",  SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "156",  SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "1407", SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "1410", SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "1435", SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "1436", SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "1437", SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "1438", SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "1479", SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "1488", SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "1701", SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "2410", SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "150",  SCAN(FAILURE, UNCLEAR) },
	{ "154",  SCAN(FAILURE, UNCLEAR) },
	{ "167",  SCAN(FAILURE, UNCLEAR) },
	{ "168",  SCAN(FAILURE, UNCLEAR) },
	{ "169",  SCAN(FAILURE, UNCLEAR) },
	{ "179",  SCAN(FAILURE, UNCLEAR) },
	{ "181",  SCAN(FAILURE, UNCLEAR) },
	{ "182",  SCAN(FAILURE, UNCLEAR) },
	{ "183",  SCAN(FAILURE, UNCLEAR) },
	{ "184",  SCAN(FAILURE, UNCLEAR) },
	{ "190",  SCAN(FAILURE, UNCLEAR) },
	{ "1100", SCAN(FAILURE, UNCLEAR) },
	{ "1415", SCAN(FAILURE, UNCLEAR) },
	{ "1416", SCAN(FAILURE, UNCLEAR) },
	{ "1417", SCAN(FAILURE, UNCLEAR) },
	{ "1418", SCAN(FAILURE, UNCLEAR) },
	{ "1419", SCAN(FAILURE, UNCLEAR) },
	{ "1420", SCAN(FAILURE, UNCLEAR) },
	{ "1450", SCAN(FAILURE, UNCLEAR) },
	{ "1481", SCAN(FAILURE, UNCLEAR) },
	{ "1482", SCAN(FAILURE, UNCLEAR) },
	{ "1483", SCAN(FAILURE, UNCLEAR) },
	{ "1491", SCAN(FAILURE, UNCLEAR) },
	{ "1492", SCAN(FAILURE, UNCLEAR) },
	{ "1493", SCAN(FAILURE, UNCLEAR) },
	{ "2600", SCAN(FAILURE, UNCLEAR) },
	{ "2802", SCAN(FAILURE, UNCLEAR) },
	{ "3001", SCAN(FAILURE, UNCLEAR) },
	{ "4650", SCAN(FAILURE, UNCLEAR) },
	{ "174",  SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "500",  SCAN(OUT_FOR_DELIVERY, NONE) },
};
/* clang-format on */

static_assert(LENGTH(codes) == 102, "an event identifier is missing or doubled");

struct meaning canada_post_meaning(const char *text, const char *code, const char *category)
{
	const struct phrase *phrase = phrase_find(phrases, LENGTH(phrases), text);

	(void)category; /* there is none */
	if (phrase)
		return phrase->meaning;
	for (int i = 0; i < LENGTH(codes); i++)
		if (event_code_same(codes[i].code, code))
			return codes[i].meaning;
	return (struct meaning){ STATUS_UNKNOWN, TROUBLE_NONE, true };
}
