#include "store/next_sql.h"

#include <stddef.h>

enum { PROMISE_DAYS = 30, OPENING_DAYS = 3, MISSED_DAYS = 14, HISTORY_DAYS = 14, EVER = 36500 };

/* clang-format off */

#define DUE(day)	day " BETWEEN ?1 AND ?2 "
#define MINE								\
	"(?4 IS NULL OR c.owner=?4) AND(?5 IS NULL OR c.client=?5) "	\
	"AND(?9 IS NULL OR c.id=?9) "
#define AWAKE		"AND(?7 OR z.id IS NULL) AND " MINE
#define SNOOZE(kind, row)						\
	"JOIN snooze z ON z.kind='" kind "' AND z.row_id=" row		\
	" AND z.casefile_id=c.id AND z.until>?3 "

#define HEAD								\
	"SELECT c.id,s.tracking_number,s.carrier,c.problem,c.owner,"	\
	"c.client,z.until,z.reason,s.value_cents,s.value_currency,"	\
	"s.insured_cents,s.insured_currency,s.postage_cents,"		\
	"s.postage_currency,k.amount_cents,k.amount_currency,"		\
	"k.approved_cents,k.approved_currency,k.cap_cents,k.cap_currency,"
#define COVER		"v.cover_cents,v.cover_currency,"
#define PAID_ON_CASE							\
	"(SELECT sum(y.amount_cents) FROM claim o JOIN payout y "	\
	"ON y.claim_id=o.id WHERE o.casefile_id=c.id),"			\
	"coalesce(k.amount_currency,s.value_currency),"
#define PAID_ON_CLAIM							\
	"(SELECT sum(y.amount_cents) FROM payout y WHERE y.claim_id=k.id),"	\
	"coalesce(k.approved_currency,k.amount_currency),"

/* What is at stake: of a case its live claim, else the claim window of its carrier. */
#define PARCEL		"JOIN shipment s ON s.id=c.shipment_id "
#define OF_CASE								\
	"LEFT JOIN window v ON v.casefile_id=c.id AND v.what='claim' "	\
	"AND v.route='carrier' LEFT JOIN claim k ON k.id=(SELECT o.id "	\
	"FROM claim o WHERE o.casefile_id=c.id AND o.state "		\
	"NOT IN('paid','withdrawn','expired') ORDER BY o.number DESC LIMIT 1) "
#define OF_CLAIM							\
	PARCEL "LEFT JOIN window v ON v.casefile_id=c.id "		\
	"AND v.what='claim' AND v.route=k.route "
#define OF_WINDOW							\
	PARCEL "LEFT JOIN claim k ON k.id=(SELECT o.id FROM claim o "	\
	"WHERE o.casefile_id=c.id AND o.route=v.route AND o.state "	\
	"NOT IN('paid','withdrawn','expired') ORDER BY o.number DESC LIMIT 1) "

/* --- where each kind comes from --- */

#define PROMISES							\
	"promise p JOIN contact t ON t.id=p.contact_id "		\
	"JOIN contact_case l ON l.contact_id=t.id JOIN casefile c ON c.id=l.casefile_id "
#define WINDOWS		"window v JOIN casefile c ON c.id=v.casefile_id "
#define REQUESTS	"request r JOIN casefile c ON c.id=r.casefile_id "
#define CLAIMS		"claim k JOIN casefile c ON c.id=k.casefile_id "
#define DUTIES		"duty d JOIN casefile c ON c.id=d.casefile_id "
#define HOLDS		"hold h JOIN casefile c ON c.id=h.casefile_id "
#define PARCELS		"shipment s JOIN casefile c ON c.shipment_id=s.id "
#define APPEALS								\
	WINDOWS "JOIN claim k ON k.id=(SELECT o.id FROM claim o "	\
	"WHERE o.casefile_id=c.id AND o.route=v.route ORDER BY o.number DESC LIMIT 1) "

#define OPEN_CASE	"AND c.closed_at IS NULL "
#define LIVE		"v.live AND v.what=?8 AND "
/* Where the source names no first day, only the last one counts. */
#define BEGUN		"AND(v.opens_on<=?3 OR(v.opens_on IS NULL AND v.opens_days IS NULL)) "
/* An inquiry or search was asked for, a notice was given in writing or at the counter. */
#define NOT_DONE							\
	"AND(?8 IN('claim','refund','suit') OR(NOT EXISTS(SELECT 1 "	\
	"FROM request r WHERE r.casefile_id=c.id AND((?8='inquiry' "	\
	"AND r.kind IN('international_inquiry','trace')) OR(?8='search' "	\
	"AND r.kind IN('missing_mail_search','trace')))) AND NOT EXISTS("	\
	"SELECT 1 FROM contact_case l JOIN contact t ON t.id=l.contact_id "	\
	"WHERE l.casefile_id=c.id AND ?8='notice' AND t.direction='out' "	\
	"AND t.channel<>'phone' AND t.party IN('carrier','post_office')))) "
#define WAITING		"k.state IN('filed','acknowledged','no_record','appealed') " \
			"AND k.state<>'no_record' "
/* They promised anew: that promise is on the list instead. */
#define NOT_CHASED							\
	"AND NOT EXISTS(SELECT 1 FROM contact_case l JOIN promise p "	\
	"ON p.contact_id=l.contact_id WHERE l.casefile_id=c.id AND p.state='open' "	\
	"AND p.owed_by<>'us' AND p.due_on>=?3) "
#define OWED		"k.state IN('approved','partly_approved') "
#define DENIED								\
	"AND k.state IN('denied','partly_approved') "			\
	"AND coalesce(k.appeals,0)=(?8='second_appeal') "
#define HELD		"h.released_on IS NULL AND "
/* The start of yesterday stands for "a day ago": the days here know no hours. */
#define NOT_ASKED							\
	"AND(s.last_asked_at IS NULL OR(s.last_asked_at<(?3-1)*86400 "	\
	"AND s.status NOT IN('delivered','cancelled'))) "

/* --- id, part, what, who, why, rep, reference, due --- */

#define FROM_PROMISE	"p.id,0,p.what,p.owed_by,NULL,t.rep_name,t.reference,p.due_on "
#define FIRST_ASK							\
	"CASE WHEN v.after_request IS NOT NULL AND NOT EXISTS(SELECT 1 "	\
	"FROM request r WHERE r.casefile_id=c.id AND r.kind=v.after_request "	\
	"AND r.state<>'open') THEN v.after_request END,"
#define ASKED_FIRST							\
	"coalesce((SELECT r.number FROM request r WHERE r.casefile_id=c.id "	\
	"AND r.kind=v.after_request AND r.state='open' LIMIT 1),0),"
#define FROM_WINDOW(day)						\
	"v.id," ASKED_FIRST "v.what,v.route," FIRST_ASK "NULL,v.form," day " "
#define FROM_UNKNOWN	"v.id,0,v.what,v.route,v.unknown_because,NULL,NULL,v.closes_on "
#define FROM_REQUEST	"r.id,r.number,r.kind,r.asked_of,NULL,NULL,r.reference,r.answer_due_on "
#define FROM_CLAIM(what, day)						\
	"k.id,k.number," what ",k.route,k.state,NULL,k.reference," day " "
#define FROM_APPEAL	"k.id,k.number,v.what,k.route,k.reason,NULL,k.reference,v.closes_on "
#define FROM_DUTY	"d.id,0,d.what,NULL,d.kind,NULL,NULL,d.since_on "
#define FROM_HOLD(day)							\
	"h.id,coalesce(k.number,0),h.what,h.kept_where,c.stage,NULL,NULL," day " "
#define FROM_PARCEL(day)	"s.id,s.failed_polls,NULL,NULL,NULL,NULL,NULL," day " "

/* --- texts --- */

#define ROWS(stake, paid, columns, from, snooze, where, order)		\
	.rows = HEAD paid COVER columns "FROM " from "LEFT " snooze stake	\
		"WHERE " where AWAKE "ORDER BY " order " LIMIT ?6"
#define COUNTS(from, snooze, where)					\
	.count = "SELECT count(*) FROM " from "LEFT " snooze "WHERE " where AWAKE
#define RESTING(from, snooze, where)					\
	.resting = "SELECT count(*),min(z.until) FROM " from snooze "WHERE " where "AND " MINE

#define ON_CASE(columns, from, snooze, where, order)			\
	ROWS(PARCEL OF_CASE, PAID_ON_CASE, columns, from, snooze, where, order),	\
	COUNTS(from, snooze, where), RESTING(from, snooze, where)
#define ON_PARCEL(columns, from, snooze, where, order)			\
	ROWS(OF_CASE, PAID_ON_CASE, columns, from, snooze, where, order),	\
	COUNTS(from, snooze, where), RESTING(from, snooze, where)
#define ON_CLAIM(columns, from, snooze, where, order)			\
	ROWS(OF_CLAIM, PAID_ON_CLAIM, columns, from, snooze, where, order),	\
	COUNTS(from, snooze, where), RESTING(from, snooze, where)
/* Windows and appeals never rest: a snooze only shows. */
#define AWAKE_ROWS(stake, paid, columns, from, snooze, where, order)	\
	.rows = HEAD paid COVER columns "FROM " from "LEFT " snooze stake	\
		"WHERE " where "AND " MINE "ORDER BY " order " LIMIT ?6",	\
	.count = "SELECT count(*) FROM " from "WHERE " where "AND " MINE
#define ON_WINDOW(columns, snooze, where, order)			\
	AWAKE_ROWS(OF_WINDOW, PAID_ON_CASE, columns, WINDOWS, snooze, where, order)

#define CLOSING		LIVE DUE("v.closes_on") BEGUN NOT_DONE
#define ENDLESS								\
	LIVE "v.closes_on IS NULL AND v.closes_days IS NULL AND v.opens_on<=?3 " NOT_DONE
#define COMING		LIVE DUE("v.opens_on") NOT_DONE
#define BLOCKED_LAST	LIVE "v.closes_on IS NULL AND(v.closes_days IS NOT NULL OR("	\
			"v.opens_on IS NULL AND(v.opens_days IS NOT NULL OR v.what='claim'))) "	\
			NOT_DONE
#define BLOCKED_FIRST	LIVE DUE("v.closes_on") "AND v.opens_on IS NULL "	\
			"AND v.opens_days IS NOT NULL " NOT_DONE

#define WINDOW_CLOSES(name)						\
	{ .kind = NEXT_WINDOW, .first = -MISSED_DAYS, .last = EVER, .ends = true, .what = name,	\
	  ON_WINDOW(FROM_WINDOW("v.closes_on"), SNOOZE("window", "v.id"), CLOSING, "v.closes_on") }
/* Of these nothing else says that they are done, so everybody's are counted in the index alone. */
#define WINDOW_CLAIMS(name)						\
	{ .kind = NEXT_WINDOW, .first = -MISSED_DAYS, .last = EVER, .ends = true, .what = name,	\
	  ON_WINDOW(FROM_WINDOW("v.closes_on"), SNOOZE("window", "v.id"), CLOSING,	\
		    "v.closes_on"),					\
	  .count_all = "SELECT count(*) FROM window v WHERE " LIVE DUE("v.closes_on") BEGUN	\
	  "AND ?9 IS NULL" }
#define WINDOW_ENDLESS(name)						\
	{ .kind = NEXT_WINDOW, .whole = true, .undated = BAND_FORTNIGHT, .what = name,	\
	  ON_WINDOW(FROM_WINDOW("NULL"), SNOOZE("window", "v.id"), ENDLESS, "v.opens_on") }
#define WINDOW_OPENS(name)						\
	{ .kind = NEXT_OPENING, .first = 1, .last = OPENING_DAYS, .what = name,	\
	  ROWS(OF_WINDOW, PAID_ON_CASE, FROM_WINDOW("v.opens_on"), WINDOWS,	\
	       SNOOZE("opening", "v.id"), COMING, "v.opens_on"),		\
	  COUNTS(WINDOWS, SNOOZE("opening", "v.id"), COMING),			\
	  RESTING(WINDOWS, SNOOZE("opening", "v.id"), COMING) }
#define WINDOW_BLOCKED(name)						\
	{ .kind = NEXT_FACT, .whole = true, .undated = BAND_WEEK, .what = name,	\
	  ROWS(OF_WINDOW, PAID_ON_CASE, FROM_UNKNOWN, WINDOWS, SNOOZE("fact", "v.id"),	\
	       BLOCKED_LAST, "v.id"),					\
	  COUNTS(WINDOWS, SNOOZE("fact", "v.id"), BLOCKED_LAST),	\
	  RESTING(WINDOWS, SNOOZE("fact", "v.id"), BLOCKED_LAST) },	\
	{ .kind = NEXT_FACT, .first = 0, .last = EVER, .ends = true, .what = name,	\
	  ROWS(OF_WINDOW, PAID_ON_CASE, FROM_UNKNOWN, WINDOWS, SNOOZE("fact", "v.id"),	\
	       BLOCKED_FIRST, "v.closes_on"),				\
	  COUNTS(WINDOWS, SNOOZE("fact", "v.id"), BLOCKED_FIRST),	\
	  RESTING(WINDOWS, SNOOZE("fact", "v.id"), BLOCKED_FIRST) }
#define APPEAL_CLOSES(name)						\
	{ .kind = NEXT_APPEAL, .first = -MISSED_DAYS, .last = EVER, .ends = true, .what = name,	\
	  AWAKE_ROWS(PARCEL, PAID_ON_CLAIM, FROM_APPEAL, APPEALS, SNOOZE("appeal", "k.id"),	\
		     LIVE DUE("v.closes_on") BEGUN DENIED, "v.closes_on") },	\
	{ .kind = NEXT_APPEAL, .whole = true, .undated = BAND_WEEK, .what = name,	\
	  AWAKE_ROWS(PARCEL, PAID_ON_CLAIM, FROM_APPEAL, APPEALS, SNOOZE("appeal", "k.id"),	\
		     LIVE "v.closes_on IS NULL " DENIED, "v.id") }

const struct next_question next_questions[] = {
	{ .kind = NEXT_PROMISE, .first = -EVER, .last = PROMISE_DAYS,
	  ON_CASE(FROM_PROMISE, PROMISES, SNOOZE("promise", "p.id"),
		  "p.state='open' AND " DUE("p.due_on") OPEN_CASE, "p.due_on") },
	{ .kind = NEXT_PROMISE, .whole = true, .undated = BAND_FORTNIGHT,
	  ON_CASE(FROM_PROMISE, PROMISES, SNOOZE("promise", "p.id"),
		  "p.state='open' AND p.due_on IS NULL " OPEN_CASE, "p.id") },
	WINDOW_CLAIMS("claim"), WINDOW_CLAIMS("refund"), WINDOW_CLAIMS("suit"),
	WINDOW_CLOSES("inquiry"), WINDOW_CLOSES("notice"), WINDOW_CLOSES("search"),
	WINDOW_ENDLESS("claim"), WINDOW_ENDLESS("refund"), WINDOW_ENDLESS("inquiry"),
	WINDOW_ENDLESS("search"),
	WINDOW_OPENS("claim"), WINDOW_OPENS("refund"), WINDOW_OPENS("inquiry"),
	WINDOW_OPENS("search"),
	WINDOW_BLOCKED("claim"), WINDOW_BLOCKED("refund"), WINDOW_BLOCKED("inquiry"),
	WINDOW_BLOCKED("notice"),
	{ .kind = NEXT_REQUEST, .first = -EVER, .last = 0,
	  ON_CASE(FROM_REQUEST, REQUESTS, SNOOZE("request", "r.id"),
		  "r.state='open' AND " DUE("r.answer_due_on") OPEN_CASE, "r.answer_due_on") },
	{ .kind = NEXT_REQUEST, .whole = true, .undated = BAND_LATER,
	  ON_CASE(FROM_REQUEST, REQUESTS, SNOOZE("request", "r.id"),
		  "r.state='open' AND r.answer_due_on IS NULL " OPEN_CASE, "r.id") },
	{ .kind = NEXT_ANSWER, .first = -EVER, .last = 0,
	  ON_CLAIM(FROM_CLAIM("NULL", "k.answer_due_on"), CLAIMS, SNOOZE("answer", "k.id"),
		   WAITING "AND " DUE("k.answer_due_on") OPEN_CASE NOT_CHASED,
		   "k.answer_due_on") },
	/* nobody said when: two weeks are our own habit */
	{ .kind = NEXT_ANSWER, .whole = true, .undated = BAND_LATER,
	  ON_CLAIM(FROM_CLAIM("NULL", "NULL"), CLAIMS, SNOOZE("answer", "k.id"),
		   WAITING "AND k.answer_due_on IS NULL "
		   "AND coalesce(k.appealed_on,k.filed_on)<=?3-14 " OPEN_CASE NOT_CHASED,
		   "k.id") },
	{ .kind = NEXT_NO_RECORD, .whole = true, .ends = true, .undated = BAND_NOW,
	  ON_CLAIM(FROM_CLAIM("NULL", "v.closes_on"), CLAIMS, SNOOZE("no_record", "k.id"),
		   "k.state='no_record' AND k.filed_on>0 " OPEN_CASE, "k.filed_on") },
	{ .kind = NEXT_INFO, .first = -EVER, .last = EVER, .ends = true,
	  ON_CLAIM(FROM_CLAIM("k.info_wanted", "k.info_due_on"), CLAIMS, SNOOZE("info", "k.id"),
		   "k.state='needs_info' AND " DUE("k.info_due_on") OPEN_CASE, "k.info_due_on") },
	{ .kind = NEXT_INFO, .whole = true, .undated = BAND_WEEK,
	  ON_CLAIM(FROM_CLAIM("k.info_wanted", "NULL"), CLAIMS, SNOOZE("info", "k.id"),
		   "k.state='needs_info' AND k.info_due_on IS NULL " OPEN_CASE, "k.id") },
	APPEAL_CLOSES("appeal"), APPEAL_CLOSES("second_appeal"),
	{ .kind = NEXT_PAYMENT, .first = -EVER, .last = 0,
	  ON_CLAIM(FROM_CLAIM("NULL", "k.pay_due_on"), CLAIMS, SNOOZE("payment", "k.id"),
		   OWED "AND " DUE("k.pay_due_on") OPEN_CASE NOT_CHASED, "k.pay_due_on") },
	{ .kind = NEXT_PAYMENT, .whole = true, .undated = BAND_MONTH,
	  ON_CLAIM(FROM_CLAIM("NULL", "NULL"), CLAIMS, SNOOZE("payment", "k.id"),
		   OWED "AND k.pay_due_on IS NULL " OPEN_CASE NOT_CHASED, "k.id") },
	{ .kind = NEXT_DUTY, .first = -EVER, .last = 0,
	  ON_CASE(FROM_DUTY, DUTIES, SNOOZE("duty", "d.id"),
		  "d.settled_on IS NULL AND " DUE("d.since_on"), "d.since_on") },
	{ .kind = NEXT_POLLS, .whole = true, .undated = BAND_FORTNIGHT,
	  ON_PARCEL(FROM_PARCEL("NULL"), PARCELS, SNOOZE("polls", "s.id"),
		    "s.failed_polls>=3 AND s.failed_polls<1000000000 " OPEN_CASE,
		    "s.failed_polls DESC") },
	{ .kind = NEXT_HOLD, .first = -EVER, .last = 0,
	  ON_CASE(FROM_HOLD("h.until"), HOLDS, SNOOZE("hold", "h.id"),
		  HELD DUE("h.until"), "h.until") },
	{ .kind = NEXT_HOLD, .whole = true, .undated = BAND_MONTH,
	  ON_CASE(FROM_HOLD("NULL"), HOLDS, SNOOZE("hold", "h.id"),
		  HELD "h.until IS NULL AND c.stage IN('paid','closed') ", "h.id") },
	{ .kind = NEXT_HOLD, .whole = true, .undated = BAND_MONTH,
	  ON_CASE(FROM_HOLD("NULL"), HOLDS, SNOOZE("hold", "h.id"),
		  HELD "h.until>?3 AND c.stage='closed' ", "h.id") },
	{ .kind = NEXT_HISTORY, .first = 0, .last = HISTORY_DAYS, .ends = true,
	  ON_PARCEL(FROM_PARCEL("s.history_until"), PARCELS, SNOOZE("history", "s.id"),
		    DUE("s.history_until") OPEN_CASE NOT_ASKED, "s.history_until") },
};
const int next_nquestions = sizeof next_questions / sizeof *next_questions;

const char next_snoozed_sql[] = "SELECT kind FROM snooze WHERE until>?1";

/* A promise given in a contact about several cases counts once, for the first of them. */
const char next_kept_sql[] =
	"SELECT s.carrier,sum(p.state='kept'),sum(p.state='broken') FROM promise p "
	"JOIN contact_case l ON l.id=(SELECT min(id) FROM contact_case "
	"WHERE contact_id=p.contact_id) "
	"JOIN casefile c ON c.id=l.casefile_id JOIN shipment s ON s.id=c.shipment_id "
	"WHERE p.state IN('kept','broken') AND p.owed_by='carrier' AND p.settled_on>=?1 "
	"AND s.carrier IS NOT NULL GROUP BY s.carrier";
/* clang-format on */
