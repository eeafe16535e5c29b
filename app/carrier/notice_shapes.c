#include "carrier/notice.h"

#include <stddef.h>

#include "base/text.h"
#include "carrier/meaning.h"

#define LENGTH(table) (int)(sizeof(table) / sizeof *(table))

const struct notice_shape notice_shapes[] = {
	{
		.who = "AfterShip",
		.mark = "msg",
		.parcels = "msg",
		.number = { "tracking_number" },
		.carrier = { "slug" },
		.expected = "expected_delivery",
		.events = { "checkpoints" },
		.time = { "checkpoint_time" },
		.text = { "message" },
		.code = "raw_tag",
		.place = "location",
		.status = { "subtag", "tag" },
		.parcel_status = { "subtag_message", "tag" },
	},
	{
		.who = "17TRACK",
		.mark = "event",
		.mark_value = "TRACKING_UPDATED",
		.parcels = "data",
		.number = { "number" },
		.carrier = { "carrier" },
		.expected = "track_info.time_metrics.estimated_delivery_date.to",
		.events = { "track_info.tracking.providers.events", "track_info.latest_event" },
		.time = { "time_iso", "time_utc" },
		.text = { "description" },
		.place = "location",
		.status = { "sub_status", "stage" },
		.parcel_status = { "track_info.latest_status.status" },
	},
	{
		.who = "17TRACK",
		.mark = "data",
		.parcels = "data.accepted",
		.number = { "number" },
		.carrier = { "carrier" },
		.events = { "track_info.tracking.providers.events", "track_info.latest_event" },
		.time = { "time_iso", "time_utc" },
		.text = { "description" },
		.place = "location",
		.status = { "sub_status", "stage" },
		.parcel_status = { "track_info.latest_status.status" },
	},
	{
		.who = "Shippo",
		.mark = "event",
		.mark_value = "track_updated",
		.parcels = "data",
		.number = { "tracking_number" },
		.carrier = { "carrier" },
		.expected = "eta",
		.events = { "tracking_history", "tracking_status" },
		.time = { "status_date" },
		.text = { "status_details", "substatus.text" },
		.place = "location",
		.status = { "substatus.code", "status" },
		.parcel_status = { "tracking_status.status_details" },
	},
	{
		.who = "Ship24",
		.mark = "trackings",
		.parcels = "trackings",
		.number = { "tracker.trackingNumber" },
		.carrier = { "courierCode", "tracker.courierCode" },
		.expected = "shipment.delivery.estimatedDeliveryDate",
		.events = { "events" },
		.event_number = "eventTrackingNumber",
		.time = { "occurrenceDatetime" },
		.text = { "status" },
		.place = "location",
		.status = { "statusMilestone" },
		.parcel_status = { "shipment.statusMilestone" },
	},
	{
		.who = "ShipEngine",
		.mark = "resource_type",
		.mark_value = "API_TRACK",
		.parcels = "data",
		.number = { "tracking_number" },
		.carrier = { "carrier_code" },
		.expected = "estimated_delivery_date",
		.events = { "events" },
		.time = { "carrier_occurred_at", "occurred_at" },
		.text = { "carrier_status_description", "description" },
		.code = "event_code",
		.status = { "status_code" },
		.parcel_status = { "carrier_status_description", "status_description" },
	},
};
const int notice_nshapes = LENGTH(notice_shapes);

/*
 * The words of all of them: where two use one word they mean one thing. An exception alone says
 * nothing but that something is wrong.
 */
/* clang-format off */
static const struct {
	const char *status;
	struct meaning meaning;
} statuses[] = {
	{ "InfoReceived",		CLOCK(PRE_TRANSIT, NONE) },
	{ "info_received",		CLOCK(PRE_TRANSIT, NONE) },
	{ "PRE_TRANSIT",		CLOCK(PRE_TRANSIT, NONE) },
	{ "NY",				CLOCK(PRE_TRANSIT, NONE) },
	{ "InTransit",			SCAN(IN_TRANSIT, NONE) },
	{ "in_transit",			SCAN(IN_TRANSIT, NONE) },
	{ "TRANSIT",			SCAN(IN_TRANSIT, NONE) },
	{ "AC",				SCAN(IN_TRANSIT, NONE) },
	{ "IT",				SCAN(IN_TRANSIT, NONE) },
	{ "package_accepted",		SCAN(IN_TRANSIT, NONE) },
	{ "package_arrived",		SCAN(IN_TRANSIT, NONE) },
	{ "package_departed",		SCAN(IN_TRANSIT, NONE) },
	{ "package_processing",		SCAN(IN_TRANSIT, NONE) },
	{ "delivery_scheduled",		CLOCK(IN_TRANSIT, NONE) },
	{ "delivery_rescheduled",	SCAN(IN_TRANSIT, DELAYED) },
	{ "delayed",			CLOCK(IN_TRANSIT, DELAYED) },
	{ "OutForDelivery",		SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "out_for_delivery",		SCAN(OUT_FOR_DELIVERY, NONE) },
	{ "AttemptFail",		SCAN(ATTEMPTED, DELAYED) },
	{ "DeliveryFailure",		SCAN(ATTEMPTED, DELAYED) },
	{ "failed_attempt",		SCAN(ATTEMPTED, DELAYED) },
	{ "delivery_attempted",		SCAN(ATTEMPTED, DELAYED) },
	{ "AT",				SCAN(ATTEMPTED, DELAYED) },
	{ "AvailableForPickup",		SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "available_for_pickup",	SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "pickup_available",		SCAN(AVAILABLE_FOR_PICKUP, NONE) },
	{ "Delivered",			SCAN(DELIVERED, NONE) },
	{ "DE",				SCAN(DELIVERED, NONE) },
	{ "Exception_011",		SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "Exception_Returning",	SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "Exception_Returned",		SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "RETURNED",			SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "return_to_sender",		SCAN(RETURN_TO_SENDER, RETURNED) },
	{ "Exception_Lost",		SCAN(FAILURE, LOST) },
	{ "package_lost",		SCAN(FAILURE, LOST) },
	{ "Exception_Damage",		SCAN(FAILURE, DAMAGED) },
	{ "package_damaged",		SCAN(FAILURE, DAMAGED) },
	{ "FAILURE",			SCAN(FAILURE, UNCLEAR) },
	{ "Exception",			SCAN(UNKNOWN, UNCLEAR) },
	{ "EX",				SCAN(UNKNOWN, UNCLEAR) },
};
/* clang-format on */

const struct meaning *notice_status(const char *status)
{
	for (int i = 0; i < LENGTH(statuses); i++)
		if (text_same_nocase(statuses[i].status, status))
			return &statuses[i].meaning;
	return NULL;
}
