#include "view/office_doc.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/zone.h"
#include "domain/hours.h"
#include "store/read.h"

void open_now_node(struct arena *a, struct node *n, enum open_now open)
{
	if (open == OPEN_UNKNOWN)
		node_null(a, n, "open_now");
	else
		node_bool(a, n, "open_now", open == OPEN_YES);
}

static enum open_now open_at(struct arena *a, const struct post_office *office, instant now)
{
	const struct zone *there;
	struct err ignored;

	if (!office->zone || zone_load(&there, a, office->zone, &ignored) < 0)
		return OPEN_UNKNOWN;
	return hours_next(office->hours, there, now).now;
}

void office_node(struct arena *a, struct node *n, const struct post_office *office, instant now)
{
	node_int(a, n, "office", office->id);
	node_text(a, n, "name", office->name);
	node_text(a, n, "address", office->address);
	node_text(a, n, "zip", office->zip);
	node_text(a, n, "phone", office->phone);
	node_text(a, n, "hours", office->hours);
	open_now_node(a, n, open_at(a, office, now));
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
