#include "domain/item.h"

const char *const item_condition_names[ITEM_CONDITION_NVALUES] = {
	[ITEM_CONDITION_UNKNOWN] = "unknown",
	[ITEM_CONDITION_NEW] = "new",
	[ITEM_CONDITION_USED] = "used",
	[ITEM_CONDITION_REFURBISHED] = "refurbished",
};
