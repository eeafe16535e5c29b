#include "store/to_ask.h"

#include "base/err.h"
#include "base/text.h"
#include "store/column.h"
#include "store/internal.h"

/* clang-format off */
#define COLUMNS                                                                                    \
	"s.id,s.carrier,s.tracking_number,s.to_address,s.mailed_on,s.accepted_on,"                 \
	"s.history_until,s.last_asked_at,s.status,s.value_cents,"                                  \
	"(SELECT i.started_at FROM import i WHERE i.id=s.import_id)," SHIPMENT_HINTED("s") ","

/* "id>0": so that the index of open cases is walked. */
static const char of_cases[] =
	"SELECT " COLUMNS "1,"
	"(SELECT min(w.closes_on) FROM casefile c JOIN window w ON w.casefile_id=c.id "
	"WHERE c.shipment_id=s.id AND c.closed_at IS NULL AND w.what='claim' AND w.live "
	"AND w.closes_on>=?1) "
	"FROM shipment s "
	"WHERE s.id IN(SELECT shipment_id FROM casefile WHERE closed_at IS NULL AND id>0) "
	"AND " SHIPMENT_SEEN("s");

#define WATCHED(index, which)                                                                      \
	"SELECT " COLUMNS "0,NULL FROM shipment s INDEXED BY " index " WHERE " which " AND "       \
	SHIPMENT_SEEN("s") " AND NOT EXISTS(SELECT 1 FROM casefile c WHERE c.shipment_id=s.id)"
#define MOVING "s.status NOT IN('delivered','cancelled') AND "
/* Each text names ?1, the time before which it was asked. */
static const char never_asked[] =
	WATCHED("shipment_moving", MOVING "s.last_asked_at IS NULL AND ?1 IS NOT NULL");
static const char asked_before_then[] =
	WATCHED("shipment_moving", MOVING "s.last_asked_at<=?1") " ORDER BY s.last_asked_at";
static const char hinted[] =
	WATCHED("shipment_delivered",
		SHIPMENT_UNDATED("s") " AND s.last_asked_at<=?1 AND " SHIPMENT_HINTED("s"));
static const char named[] =
	"SELECT " COLUMNS "0,NULL FROM shipment s WHERE s.id=?1 AND " SHIPMENT_SEEN("s");
/* clang-format on */

static struct to_ask row_of(struct stmt *st)
{
	int status = name_find(status_names, STATUS_NVALUES, stmt_get_text(st, 8));

	return (struct to_ask){ .id = stmt_get_int(st, 0),
				.carrier = stmt_get_text(st, 1),
				.tracking_number = stmt_get_text(st, 2),
				.to_address = stmt_get_text(st, 3),
				.mailed_on = day_at(st, 4),
				.accepted_on = day_at(st, 5),
				.history_until = day_at(st, 6),
				.last_asked_at = instant_at(st, 7),
				.status = status < 0 ? STATUS_UNKNOWN : (enum status)status,
				.value_cents = stmt_get_int(st, 9),
				.imported_at = instant_at(st, 10),
				.hinted = stmt_get_int(st, 11) != 0,
				.has_case = stmt_get_int(st, 12) != 0,
				.closes_on = day_at(st, 13) };
}

static int walk(struct snap *snap, const char *sql, int64_t bind, to_ask_each *each, void *payload,
		struct err *err)
{
	struct stmt *st = db_stmt(snap->db, sql);
	int rc;

	stmt_int(st, 1, bind);
	while ((rc = stmt_step(st, err)) > 0) {
		struct to_ask row = row_of(st);

		if (each(payload, &row, err) < 0) {
			stmt_reset(st);
			return -1;
		}
	}
	return rc;
}

int to_ask_of_cases(struct snap *snap, daynum today, to_ask_each *each, void *payload,
		    struct err *err)
{
	return walk(snap, of_cases, today, each, payload, err);
}

int to_ask_watched(struct snap *snap, instant asked_before, to_ask_each *each, void *payload,
		   struct err *err)
{
	if (walk(snap, never_asked, asked_before, each, payload, err) < 0 ||
	    walk(snap, asked_before_then, asked_before, each, payload, err) < 0)
		return -1;
	return walk(snap, hinted, asked_before, each, payload, err);
}

int to_ask_named(struct snap *snap, int64_t shipment_id, to_ask_each *each, void *payload,
		 struct err *err)
{
	return walk(snap, named, shipment_id, each, payload, err);
}
