/*
 * item.h - one thing in a parcel
 */
#ifndef APP_DOMAIN_ITEM_H
#define APP_DOMAIN_ITEM_H

#include <stdint.h>

#include "base/day.h"
#include "base/money.h"

enum { ITEM_QUANTITY_MAX = 1000000 };

/* As PS Form 1000 and UPS ask. */
enum item_condition {
	ITEM_CONDITION_UNKNOWN, /* nobody said */
	ITEM_CONDITION_NEW,
	ITEM_CONDITION_USED,
	ITEM_CONDITION_REFURBISHED,
	ITEM_CONDITION_NVALUES
};
extern const char *const item_condition_names[ITEM_CONDITION_NVALUES]; /* unknown new used ... */

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
	const char *type; /* what sort of thing: "Electronics"; each form has a list of its own */
	enum item_condition condition;
	struct money cost; /* of one piece, to us: bought or made */
};

#endif
