#include "domain/events_taken.h"

#include <stddef.h>

/* clang-format off */
const char *const event_formats[] = {
	"usps", "ups", "fedex", "dhl_express", "dhl_ecommerce", "canada_post", "easypost",
	"csv", "page", "email", "notice", NULL,
};
/* clang-format on */
