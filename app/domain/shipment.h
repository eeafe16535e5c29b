/*
 * shipment.h - one parcel given to one carrier
 *
 * Known by carrier, tracking number and ship date (carriers use numbers again). Whatever is unknown
 * is NULL, DAY_NONE, INSTANT_NONE or MONEY_NONE and is shown as missing; nothing is ever guessed.
 */
#ifndef APP_DOMAIN_SHIPMENT_H
#define APP_DOMAIN_SHIPMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/money.h"

/* Where the parcel is, as we read the carrier. Order is not rank. */
enum status {
	STATUS_UNKNOWN,
	STATUS_PRE_TRANSIT,
	STATUS_IN_TRANSIT,
	STATUS_OUT_FOR_DELIVERY,
	STATUS_ATTEMPTED,
	STATUS_AVAILABLE_FOR_PICKUP,
	STATUS_DELIVERED,
	STATUS_RETURN_TO_SENDER,
	STATUS_FAILURE,
	STATUS_CANCELLED,
	STATUS_NVALUES
};
extern const char *const status_names[STATUS_NVALUES];

/* What is wrong with it, beside the status. */
enum trouble {
	TROUBLE_NONE,
	TROUBLE_LOST,
	TROUBLE_DAMAGED,
	TROUBLE_DELAYED,
	TROUBLE_RETURNED,
	TROUBLE_ADDRESS,
	TROUBLE_CUSTOMS,
	TROUBLE_UNCLEAR,
	TROUBLE_NVALUES
};
extern const char *const trouble_names[TROUBLE_NVALUES];

struct shipment {
	int64_t id;
	int32_t version;
	const char *carrier;         /* code, "usps"; NULL while unknown */
	const char *tracking_number; /* without blanks, capital letters */
	const char *service;         /* code, "ground_advantage" */
	daynum mailed_on;            /* as the shipper says */
	daynum accepted_on;          /* civil day of the carrier's first real scan */
	daynum expected_on;
	daynum delivered_on;
	instant delivered_at; /* only when a scan gave the time */
	const char *from_address, *to_address;
	const char *contents;
	const char *weight; /* as given: "2 lb 4 oz" */
	const char *order_number;
	struct money value, insured, postage;
	const char *insurer, *label_source, *account;
	enum status status;
	enum trouble trouble;
	const char *status_text; /* the carrier's words */
	instant last_scan_at;    /* last real scan; computed events do not count */
	instant last_asked_at;   /* last poll of any outcome */
	int64_t import_id;       /* 0: not imported */
	daynum history_until;    /* after this day the carrier forgets its scans */
	daynum insured_on;       /* the day the insurance was bought */
	const char *shipper;     /* of record, when it is not us */
	const char *client;      /* whose parcel it is, when we ship for others */
	int32_t failed_polls;    /* polls in a row that the carrier did not answer readably */
	const char *dimensions;  /* as given: "12 x 9 x 4 in" */
	const char *pieces;      /* as given: "1", "2 of 3" */
	struct money insurance_fee;
};

/* One of which nothing is known. */
extern const struct shipment shipment_unknown;

/* Carrier codes of the product; name_find() with these. */
extern const char *const carrier_codes[];
extern const int carrier_codes_n;
/* "USPS"; the code itself when unknown; NULL for NULL */
const char *carrier_title(const char *code);

/* USPS service codes; other carriers' services are free text in snake_case. */
extern const char *const usps_services[];
extern const int usps_services_n;

/* "Ground Advantage" for "ground_advantage": words with capitals, known abbreviations kept. */
const char *code_title(char *out, int room, const char *code);

#endif
