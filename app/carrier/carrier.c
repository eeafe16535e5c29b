#include "carrier/carrier.h"

#include <stddef.h>

#include "base/err.h"
#include "base/text.h"
#include "carrier/canada_post.h"
#include "carrier/dhl.h"
#include "carrier/easypost.h"
#include "carrier/fedex.h"
#include "carrier/ups.h"
#include "carrier/usps.h"

/* The stricter reader of saved answers before the one that takes more. */
static const struct carrier *const carriers[] = {
	&usps, &fedex, &dhl_express, &dhl_ecommerce, &canada_post, &easypost, &ups,
};

const struct carrier *carrier_find(const char *code)
{
	for (size_t i = 0; i < sizeof carriers / sizeof *carriers; i++)
		if (text_same_nocase(carriers[i]->code, code))
			return carriers[i];
	return NULL;
}

int carrier_read_saved(struct answer *out, const struct carrier **by, struct arena *a,
		       const char *bytes, size_t len, const char *format, struct err *err)
{
	struct err why;

	if (format) {
		*by = carrier_find(format);
		if (!*by)
			return err_set(
				err, ERR_INPUT,
				"saved answers of '%s' cannot be read: use usps, ups, fedex, "
				"dhl_express, dhl_ecommerce, canada_post or easypost",
				format);
		return (*by)->read_saved(out, a, bytes, len, err);
	}
	for (size_t i = 0; i < sizeof carriers / sizeof *carriers; i++) {
		*by = carriers[i];
		if ((*by)->read_saved(out, a, bytes, len, &why) == 0)
			return 0;
	}
	return err_set(
		err, ERR_INPUT,
		"no saved answer of USPS, UPS, FedEx, DHL, Canada Post or EasyPost: save what "
		"the tracking interface answered, as it came; --format CARRIER says more");
}
