#include "store/watched.h"

#include <string.h>

#include "ops/internal.h"
#include "store/place.h"

enum { DAY_SECONDS = 86400 };

static instant ago(int days)
{
	return days < 0 ? INSTANT_NONE : here.moment.now - (instant)days * DAY_SECONDS;
}

struct shipment a_parcel(int serial, int scanned, int asked)
{
	return (struct shipment){
		.carrier = "usps",
		.tracking_number = usps_number(serial),
		.service = "ground_advantage",
		.mailed_on = here.moment.today - 20,
		.accepted_on = scanned < 0 ? DAY_NONE : here.moment.today - 19,
		.expected_on = DAY_NONE,
		.delivered_on = DAY_NONE,
		.delivered_at = INSTANT_NONE,
		.value = { 12000, "USD" },
		.status = scanned < 0 ? STATUS_PRE_TRANSIT : STATUS_IN_TRANSIT,
		.last_scan_at = ago(scanned),
		.last_asked_at = ago(asked),
		.history_until = DAY_NONE,
		.insured_on = DAY_NONE,
	};
}

static void write_rows(struct shipment *s, struct poll *poll)
{
	struct tx *tx;

	MUST(desk_begin(&tx, here.desk, "test.parcel", &here.err));
	MUST(row_insert(s, tx, TABLE_SHIPMENT, &here.err));
	if (poll) {
		poll->shipment_id = s->id;
		MUST(row_insert(poll, tx, TABLE_POLL, &here.err));
	}
	tx_file(tx, s->id);
	MUST(tx_end(tx, 0, &here.err));
}

int64_t put_parcel(struct shipment s, enum poll_outcome outcome)
{
	struct poll poll = { .asked_at = s.last_asked_at,
			     .source = SOURCE_API,
			     .outcome = outcome };

	write_rows(&s, s.last_asked_at == INSTANT_NONE ? NULL : &poll);
	return s.id;
}

void put_scan(int64_t shipment_id, int days_ago, enum status status, bool zoneless)
{
	char day[DAY_TEXT];
	struct event e = {
		.shipment_id = shipment_id,
		.occurred_at = zoneless ? INSTANT_NONE : ago(days_ago),
		.occurred_at_local = arena_printf(&here.a, "%sT09:00:00",
						  day_text(day, here.moment.today - days_ago)),
		.text = "Scanned",
		.status = status,
		.is_scan = true,
		.source = SOURCE_API,
		.first_seen_at = here.moment.now,
	};
	struct tx *tx;

	MUST(desk_begin(&tx, here.desk, "test.scan", &here.err));
	MUST(row_insert(&e, tx, TABLE_EVENT, &here.err));
	tx_file(tx, shipment_id);
	MUST(tx_end(tx, 0, &here.err));
}

void put_delivered(int first, int n, const char *service, int gap)
{
	for (int i = 0; i < n; i++) {
		struct shipment s = a_parcel(first + i, 30, 30);
		int64_t id;

		s.service = service;
		s.status = STATUS_DELIVERED;
		s.delivered_on = here.moment.today - 30;
		id = put_parcel(s, POLL_NEW);
		put_scan(id, 30, STATUS_DELIVERED, i % 2 == 0);
		put_scan(id, 30 + gap, STATUS_IN_TRANSIT, i % 2 == 0);
		put_scan(id, 31 + gap, STATUS_IN_TRANSIT, false);
	}
}

int64_t put_import(enum import_state state)
{
	struct import i = { .name = "parcels.csv",
			    .sha256 = "",
			    .kind = "csv",
			    .state = state,
			    .started_at = here.moment.now };
	struct tx *tx;

	MUST(desk_begin(&tx, here.desk, "test.import", &here.err));
	MUST(row_insert(&i, tx, TABLE_IMPORT, &here.err));
	MUST(tx_end(tx, 0, &here.err));
	return i.id;
}

struct watch_list watch(struct watch_query q)
{
	struct watch_list list;
	struct snap *snap;

	q.moment = &here.moment;
	if (!q.limit)
		q.limit = 100;
	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(watch_find(&list, snap, &here.a, &q, &here.err));
	desk_snap_end(snap);
	return list;
}

char *watched_words(const struct watch_list *list)
{
	char *words = arena_strdup(&here.a, "");

	for (int i = 0; i < list->n; i++)
		words = arena_printf(&here.a, "%s%s%s %lld", words, i ? ", " : "",
				     watch_verdict_names[list->item[i].finding.verdict],
				     (long long)list->item[i].shipment.id);
	return arena_printf(&here.a, "%s of %lld", words, (long long)list->count);
}
