#include "store/watch_row.h"

#include <string.h>

#include "base/text.h"
#include "base/zone.h"
#include "store/column.h"
#include "store/internal.h"

/* clang-format off */
/*
 * The days that verdicts need: the last answer that was read (a poll that failed tells nothing),
 * the earliest day that any event names, the last real scan where its time has no zone, the first
 * notice. Days are cut from the local time as given.
 */
#define ANSWERED                                                                                   \
	"(SELECT p.asked_at FROM poll p WHERE p.shipment_id=s.id "                                 \
	"AND p.outcome IN('new','unchanged','not_found') ORDER BY p.id DESC LIMIT 1)"
#define EVENT_DAY(which, when)                                                                     \
	"(SELECT " which "(substr(e.occurred_at_local,1,10)) FROM event e "                        \
	"WHERE e.shipment_id=s.id" when ")"
#define HELD "'attempted','available_for_pickup'"
#define COLUMNS                                                                                    \
	"SELECT s.id,s.carrier,s.service,s.mailed_on,s.accepted_on,s.expected_on,s.delivered_on,"  \
	"s.status,s.trouble,s.status_text,s.last_scan_at,s.last_asked_at,s.value_cents,"           \
	"s.value_currency,s.insured_cents,s.insured_currency,s.from_address,s.to_address,"         \
	ANSWERED ","                                                                               \
	"CASE WHEN s.mailed_on IS NULL THEN " EVENT_DAY("min", "") " END,"                         \
	"CASE WHEN s.last_scan_at IS NULL THEN " EVENT_DAY("max", " AND e.is_scan") " END,"        \
	"CASE WHEN s.status IN(" HELD ") THEN "                                                    \
	EVENT_DAY("min", " AND e.is_scan AND e.status IN(" HELD ")") " END,"                       \
	"s.tracking_number," SHIPMENT_HINTED("s") " "
#define FROM "FROM shipment s WHERE " SHIPMENT_SEEN("s") " "
#define ANY_CARRIER "AND (?1 IS NULL OR s.carrier=?1) "
/* ?3: though it has a closed one. */
#define NO_CASE(s)                                                                                 \
	"AND NOT EXISTS(SELECT 1 FROM casefile c WHERE c.shipment_id=" s ".id "                    \
	"AND (NOT ?3 OR c.closed_at IS NULL)) "
#define IS_MOVING(s) s ".status NOT IN('delivered','cancelled') "
#define IS_ODD "s.status='delivered' AND s.trouble<>'none' AND s.trouble>'' "
/* The words by which the verdict may find another receiver; it reads them itself. */
#define IS_RECENT                                                                                  \
	"s.status='delivered' AND s.delivered_on>=?2 "                                             \
	"AND s.trouble='none' AND (s.status_text LIKE '%neighb%' "                                 \
	"OR s.status_text LIKE '%agent%' OR s.status_text LIKE '%original sender%') "
#define IS_HINTED(s) SHIPMENT_UNDATED(s) " AND " s ".trouble='none' AND " SHIPMENT_HINTED(s)
/* By way of the ids, which come sorted: the rows of a parcel lie together, in every table. */
#define MOVING(asked)                                                                              \
	"AND s.id IN(SELECT m.id FROM shipment m "                                                 \
	"WHERE " IS_MOVING("m") "AND " asked " " NO_CASE("m") ") "

/* Every text but that of ONE names ?1 carrier, ?2 "at" and ?3. */
static const char *const sql[WATCH_WAY_NVALUES] = {
	[WATCH_WAY_NEVER] = COLUMNS FROM ANY_CARRIER MOVING("m.last_asked_at IS NULL AND ?2=0"),
	[WATCH_WAY_ASKED] = COLUMNS FROM ANY_CARRIER MOVING("m.last_asked_at>=?2"),
	[WATCH_WAY_ODD] = COLUMNS FROM ANY_CARRIER "AND " IS_ODD "AND ?2=0 " NO_CASE("s"),
	[WATCH_WAY_RECENT] = COLUMNS FROM "AND s.carrier=?1 AND " IS_RECENT NO_CASE("s"),
	[WATCH_WAY_HINTED] = COLUMNS FROM ANY_CARRIER
		"AND s.id IN(SELECT m.id FROM shipment m INDEXED BY shipment_delivered "
		"WHERE ?2=0 AND " IS_HINTED("m") NO_CASE("m") ")",
	[WATCH_WAY_ONE] = COLUMNS FROM ANY_CARRIER "AND s.id=?2",
};

/* Those that have a case and would be looked at: of these nothing else is read. */
#define COUNT_PARCELS(index, which)                                                                \
	"SELECT count(DISTINCT c.shipment_id) FROM casefile c INDEXED BY " index                   \
	" CROSS JOIN shipment s ON s.id=c.shipment_id WHERE " which " AND " SHIPMENT_SEEN("s") " " \
	ANY_CARRIER "AND (" IS_MOVING("s") "OR " IS_ODD "OR (" IS_RECENT                           \
	"AND s.carrier IN(SELECT code FROM fact_carrier)) OR " IS_HINTED("s") ")"
static const char with_case[] = COUNT_PARCELS("casefile_shipment", "c.shipment_id>0");
static const char with_open_case[] =
	COUNT_PARCELS("casefile_open", "c.closed_at IS NULL AND c.id>0");
/* clang-format on */

enum {
	COL_OF_ID,
	COL_OF_CARRIER,
	COL_OF_SERVICE,
	COL_OF_MAILED,
	COL_OF_ACCEPTED,
	COL_OF_EXPECTED,
	COL_OF_DELIVERED,
	COL_OF_STATUS,
	COL_OF_TROUBLE,
	COL_OF_TEXT,
	COL_OF_LAST_SCAN,
	COL_OF_LAST_ASKED,
	COL_OF_VALUE,
	COL_OF_INSURED = COL_OF_VALUE + 2,
	COL_OF_FROM = COL_OF_INSURED + 2,
	COL_OF_TO,
	COL_OF_ANSWERED,
	COL_OF_FIRST_DAY,
	COL_OF_SCAN_DAY,
	COL_OF_NOTICE_DAY,
	COL_OF_NUMBER,
	COL_OF_HINTED
};

struct stmt *watch_stmt(struct snap *snap, enum watch_way way, const char *carrier, int64_t at)
{
	struct stmt *st = db_stmt(snap->db, sql[way]);

	stmt_text(st, 1, carrier);
	stmt_int(st, 2, at);
	return st;
}

/* Of a local time as given; DAY_NONE when it begins with no date. */
static daynum date_at(struct stmt *st, int col)
{
	const char *text = stmt_get_text(st, col);
	daynum day;

	return text && day_parse_iso(&day, text) == 0 ? day : DAY_NONE;
}

static void read_shipment(struct shipment *s, struct stmt *st)
{
	*s = (struct shipment){
		.id = stmt_get_int(st, COL_OF_ID),
		.carrier = stmt_get_text(st, COL_OF_CARRIER),
		.tracking_number = stmt_get_text(st, COL_OF_NUMBER),
		.service = stmt_get_text(st, COL_OF_SERVICE),
		.mailed_on = day_at(st, COL_OF_MAILED),
		.accepted_on = day_at(st, COL_OF_ACCEPTED),
		.expected_on = day_at(st, COL_OF_EXPECTED),
		.delivered_on = day_at(st, COL_OF_DELIVERED),
		.delivered_at = INSTANT_NONE,
		.from_address = stmt_get_text(st, COL_OF_FROM),
		.to_address = stmt_get_text(st, COL_OF_TO),
		.value = money_at(st, COL_OF_VALUE, COL_OF_VALUE + 1),
		.insured = money_at(st, COL_OF_INSURED, COL_OF_INSURED + 1),
		.status = (enum status)code_at(st, COL_OF_STATUS, status_names, STATUS_NVALUES),
		.trouble =
			(enum trouble)code_at(st, COL_OF_TROUBLE, trouble_names, TROUBLE_NVALUES),
		.status_text = stmt_get_text(st, COL_OF_TEXT),
		.last_scan_at = instant_at(st, COL_OF_LAST_SCAN),
		.last_asked_at = instant_at(st, COL_OF_LAST_ASKED),
		.history_until = DAY_NONE,
		.insured_on = DAY_NONE,
	};
}

static daynum later(daynum a, daynum b)
{
	return a > b ? a : b; /* DAY_NONE is before every day */
}

void watch_row_read(struct watch_row *out, struct stmt *st, const struct moment *moment)
{
	struct shipment *s = &out->shipment;
	struct watched *w = &out->watched;
	instant answered = instant_at(st, COL_OF_ANSWERED);

	read_shipment(s, st);
	*w = (struct watched){
		.shipment = s,
		.today = moment->today,
		.label_on = s->mailed_on != DAY_NONE ? s->mailed_on : date_at(st, COL_OF_FIRST_DAY),
		.notice_on = date_at(st, COL_OF_NOTICE_DAY),
		.hinted = stmt_get_int(st, COL_OF_HINTED) != 0,
	};
	w->last_scan_on = s->last_scan_at != INSTANT_NONE
				  ? zone_day(moment->zone, s->last_scan_at)
				  : later(date_at(st, COL_OF_SCAN_DAY), s->accepted_on);
	/* An import that brought a scan told what was known on that day. */
	w->known_on = later(zone_day(moment->zone, answered), w->last_scan_on);
	out->answered = answered != INSTANT_NONE;
}

static int count_one(int64_t *out, struct snap *snap, const char *text,
		     const struct watch_query *query, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, text);
	int rc;

	stmt_text(st, 1, query->carrier);
	stmt_int(st, 2, query->moment->today - WATCH_RECENT_DAYS);
	rc = stmt_step(st, err);
	*out = rc > 0 ? stmt_get_int(st, 0) : 0;
	stmt_reset(st);
	return rc < 0 ? -1 : 0;
}

int watch_count_cases(int64_t *open, int64_t *closed, struct snap *snap,
		      const struct watch_query *query, struct err *err)
{
	if (count_one(open, snap, with_open_case, query, err) < 0 ||
	    count_one(closed, snap, with_case, query, err) < 0)
		return -1;
	*closed -= *open;
	return 0;
}
