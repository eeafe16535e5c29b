#include "domain/shipment.h"

#include <assert.h>
#include <ctype.h>
#include <stddef.h>
#include <string.h>

#include "base/text.h"

#define COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))

/* clang-format off */
const char *const status_names[STATUS_NVALUES] = {
	[STATUS_UNKNOWN]              = "unknown",
	[STATUS_PRE_TRANSIT]          = "pre_transit",
	[STATUS_IN_TRANSIT]           = "in_transit",
	[STATUS_OUT_FOR_DELIVERY]     = "out_for_delivery",
	[STATUS_ATTEMPTED]            = "attempted",
	[STATUS_AVAILABLE_FOR_PICKUP] = "available_for_pickup",
	[STATUS_DELIVERED]            = "delivered",
	[STATUS_RETURN_TO_SENDER]     = "return_to_sender",
	[STATUS_FAILURE]              = "failure",
	[STATUS_CANCELLED]            = "cancelled",
};

const char *const trouble_names[TROUBLE_NVALUES] = {
	[TROUBLE_NONE]     = "none",
	[TROUBLE_LOST]     = "lost",
	[TROUBLE_DAMAGED]  = "damaged",
	[TROUBLE_DELAYED]  = "delayed",
	[TROUBLE_RETURNED] = "returned",
	[TROUBLE_ADDRESS]  = "address",
	[TROUBLE_CUSTOMS]  = "customs",
	[TROUBLE_UNCLEAR]  = "unclear",
};

const struct shipment shipment_unknown = {
	.mailed_on = DAY_NONE,
	.accepted_on = DAY_NONE,
	.expected_on = DAY_NONE,
	.delivered_on = DAY_NONE,
	.delivered_at = INSTANT_NONE,
	.last_scan_at = INSTANT_NONE,
	.last_asked_at = INSTANT_NONE,
	.history_until = DAY_NONE,
	.insured_on = DAY_NONE,
};

const char *const carrier_codes[] = {
	"usps", "ups", "fedex", "dhl_express", "dhl_ecommerce", "canada_post", "royal_mail",
	"amazon", "canpar", "dpd", "gofo", "landmark", "lasership", "old_dominion", "ontrac",
	"purolator", "s10", "speedee", "yodel", "yunexpress",
};

/* In the order of carrier_codes. */
static const char *const carrier_titles[] = {
	"USPS", "UPS", "FedEx", "DHL Express", "DHL eCommerce", "Canada Post", "Royal Mail",
	"Amazon", "Canpar", "DPD", "GOFO", "Landmark Global", "LaserShip", "Old Dominion", "OnTrac",
	"Purolator", "Postal (S10)", "Spee-Dee", "Yodel", "YunExpress",
};

const char *const usps_services[] = {
	"ground_advantage", "priority_mail", "priority_mail_express", "insured_mail", "registered",
	"cod", "registered_cod", "priority_mail_express_cod", "priority_mail_international",
	"priority_mail_express_international", "registered_international",
	"first_class_package_international", "media_mail", "parcel_select", "first_class",
};

/* Words of codes that are not written with one capital. */
static const char *const abbreviations[] = {
	"COD", "USPS", "UPS", "DHL", "FedEx", "eCommerce", "SurePost", "US", "UK", "EU", "APO",
	"FPO", "DPO", "DPD", "ZIP", "ID", "API", "CSV", "S10",
};
/* clang-format on */

static_assert(COUNT(carrier_titles) == COUNT(carrier_codes), "a title for each carrier");

const int carrier_codes_n = COUNT(carrier_codes);
const int usps_services_n = COUNT(usps_services);

const char *carrier_title(const char *code)
{
	if (!code)
		return NULL;
	int at = name_find(carrier_codes, carrier_codes_n, code);
	return at < 0 ? code : carrier_titles[at];
}

/* The proper spelling of the word w[0..n-1], or NULL when a capital letter is all it needs. */
static const char *abbreviation(const char *w, size_t n)
{
	for (int i = 0; i < COUNT(abbreviations); i++) {
		const char *known = abbreviations[i];
		size_t k = 0;

		if (strlen(known) != n)
			continue;
		while (k < n && tolower((unsigned char)known[k]) == tolower((unsigned char)w[k]))
			k++;
		if (k == n)
			return known;
	}
	return NULL;
}

const char *code_title(char *out, int room, const char *code)
{
	size_t len;

	assert(out && room > 0);
	code = code ? code : "";
	len = strlen(code);
	if (len > (size_t)room - 1)
		len = utf8_cut(code, (size_t)room - 1);
	/* each character keeps its place: only its case changes, and '_' is a blank */
	for (size_t at = 0; at < len;) {
		const char *w = code + at;
		size_t n = strcspn(w, "_");
		const char *known = abbreviation(w, n);

		for (size_t k = 0; k < n && at + k < len; k++)
			out[at + k] = known ? known[k] : w[k];
		if (!known && n)
			out[at] = (char)toupper((unsigned char)w[0]);
		at += n;
		if (at < len)
			out[at++] = ' ';
	}
	out[len] = '\0';
	return out;
}
