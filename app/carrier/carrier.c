#include "carrier/carrier.h"

#include <stddef.h>

#include "base/text.h"
#include "carrier/usps.h"

static const struct carrier *const carriers[] = {
	&usps,
};

const struct carrier *carrier_find(const char *code)
{
	for (size_t i = 0; i < sizeof carriers / sizeof *carriers; i++)
		if (text_same_nocase(carriers[i]->code, code))
			return carriers[i];
	return NULL;
}
