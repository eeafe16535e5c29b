/*
 * meaning.h - how a row of a table says what a carrier's word means
 *
 * SCAN rows are sightings of the parcel; CLOCK rows prove none: a computer, the shipper or the
 * customer wrote them.
 */
#ifndef APP_CARRIER_MEANING_H
#define APP_CARRIER_MEANING_H

#include "carrier/carrier.h"

#define SCAN(s, t)                            \
	{                                     \
		STATUS_##s, TROUBLE_##t, true \
	}
#define CLOCK(s, t)                            \
	{                                      \
		STATUS_##s, TROUBLE_##t, false \
	}

#endif
