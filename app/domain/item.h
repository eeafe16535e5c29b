/*
 * item.h - one thing in a parcel
 */
#ifndef APP_DOMAIN_ITEM_H
#define APP_DOMAIN_ITEM_H

#include <stdint.h>

#include "base/day.h"
#include "base/money.h"

struct item {
	int64_t id;
	int32_t version;
	int64_t shipment_id;
	const char *description; /* brand, model, size, colour */
	const char *sku;
	const char *serial_number; /* UPS asks for it over 500 dollars */
	int32_t quantity;          /* 1 or more */
	struct money value;        /* of one piece, after discount */
	daynum bought_on;
};

#endif
