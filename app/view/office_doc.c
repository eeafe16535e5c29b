#include "view/office_doc.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/zone.h"
#include "domain/hours.h"
#include "store/read.h"

void open_now_node(struct arena *a, struct node *n, const char *hours, const char *zone,
		   instant now)
{
	enum open_now open = OPEN_UNKNOWN;
	const struct zone *there;
	struct err ignored;

	if (hours && zone && zone_load(&there, a, zone, &ignored) == 0) {
		daynum day = zone_day(there, now);
		int64_t local = now + zone_offset(there, now);

		open = hours_open(hours, day, (int)((local - (int64_t)day * 86400) / 60));
	}
	if (open == OPEN_UNKNOWN)
		node_null(a, n, "open_now");
	else
		node_bool(a, n, "open_now", open == OPEN_YES);
}

void office_node(struct arena *a, struct node *n, const struct post_office *office, instant now)
{
	node_int(a, n, "office", office->id);
	node_text(a, n, "name", office->name);
	node_text(a, n, "address", office->address);
	node_text(a, n, "zip", office->zip);
	node_text(a, n, "phone", office->phone);
	node_text(a, n, "hours", office->hours);
	open_now_node(a, n, office->hours, office->zone, now);
	node_text(a, n, "zone", office->zone);
	node_text(a, n, "facility_id", office->facility_id);
	node_instant(a, n, "asked_at", office->asked_at);
}

struct node *office_item(struct arena *a, struct node *items, const struct post_office *office,
			 instant now)
{
	struct node *n = node_map(a, items, NULL);

	node_text(a, n, "carrier", "usps");
	node_text(a, n, "channel", "post_office");
	office_node(a, n, office, now);
	return n;
}

int offices_kept(struct node *items, struct snap *snap, struct arena *a, const char *zip,
		 instant now, struct err *err)
{
	struct post_office *office;
	int n;

	if (post_offices_in(&office, &n, snap, a, zip, err) < 0)
		return -1;
	for (int i = 0; i < n; i++)
		office_item(a, items, &office[i], now);
	return 0;
}
