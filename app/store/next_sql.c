#include "store/next_sql.h"

#include <stddef.h>

enum { PROMISE_DAYS = 30, OPENING_DAYS = 3, MISSED_DAYS = 14, HISTORY_DAYS = 14, EVER = 36500 };

/* clang-format off */

#define DUE(day)	day " BETWEEN ?1 AND ?2 "
#define MINE		"(?4 IS NULL OR c.owner=?4) AND(?5 IS NULL OR c.client=?5) "
#define OF_CASE		MINE "AND c.id=?9 "
#define SNOOZE(kind, row)						\
	"JOIN snooze z ON z.kind='" kind "' AND z.row_id=" row		\
	" AND z.casefile_id=c.id AND z.until>?3 "

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

/*
 * The same from one case. The engine is told where to go on: it thinks that few rows have a day
 * between two others, and would walk those of the whole desk.
 */
#define PROMISES_OF_CASE						\
	"casefile c CROSS JOIN contact_case l ON l.casefile_id=c.id "	\
	"CROSS JOIN contact t ON t.id=l.contact_id "			\
	"CROSS JOIN promise p INDEXED BY promise_contact ON p.contact_id=t.id "
#define FROM_CASE(table, index)						\
	"casefile c CROSS JOIN " table " INDEXED BY " index " ON "
#define WINDOWS_OF_CASE		FROM_CASE("window v", "window_casefile") "v.casefile_id=c.id "
#define REQUESTS_OF_CASE	FROM_CASE("request r", "request_number") "r.casefile_id=c.id "
#define CLAIMS_OF_CASE		FROM_CASE("claim k", "claim_number") "k.casefile_id=c.id "
#define DUTIES_OF_CASE		FROM_CASE("duty d", "duty_casefile") "d.casefile_id=c.id "
#define HOLDS_OF_CASE		FROM_CASE("hold h", "hold_casefile") "h.casefile_id=c.id "
#define PARCELS_OF_CASE		"casefile c CROSS JOIN shipment s ON s.id=c.shipment_id "
#define NEWEST_CLAIM							\
	"JOIN claim k ON k.id=(SELECT o.id FROM claim o "		\
	"WHERE o.casefile_id=c.id AND o.route=v.route ORDER BY o.number DESC LIMIT 1) "
#define APPEALS			WINDOWS NEWEST_CLAIM
#define APPEALS_OF_CASE		WINDOWS_OF_CASE "CROSS " NEWEST_CLAIM

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
/* The '+' keeps the engine from starting with all the closed cases. */
#define HELD		"h.released_on IS NULL AND "
/* The start of yesterday stands for "a day ago": the days here know no hours. */
#define NOT_ASKED							\
	"AND(s.last_asked_at IS NULL OR(s.last_asked_at<(?3-1)*86400 "	\
	"AND s.status NOT IN('delivered','cancelled'))) "

/* --- id, part, what, who, why, rep, reference, due --- */

#define FROM_PROMISE	"p.id,0,p.what,p.owed_by,NULL,t.rep_name,t.reference,p.due_on "
/* Of the request that must end before the claim: the newest that was not withdrawn counts. */
#define FIRST_OF(what)							\
	"(SELECT " what " FROM request r WHERE r.casefile_id=c.id "	\
	"AND r.kind=v.after_request AND r.state<>'withdrawn' "		\
	"ORDER BY r.number DESC LIMIT 1)"
#define FIRST_ASK "CASE WHEN " FIRST_OF("r.state") " IS NOT 'answered' THEN v.after_request END,"
#define ASKED_FIRST "coalesce(" FIRST_OF("CASE r.state WHEN 'open' THEN r.number END") ",0),"
#define FROM_WINDOW(day)						\
	"v.id," ASKED_FIRST "v.what,v.route," FIRST_ASK "NULL,v.form," day " "
#define FROM_UNKNOWN	"v.id,0,v.what,v.route,v.unknown_because,NULL,NULL,v.closes_on "
#define FROM_REQUEST	"r.id,r.number,r.kind,r.asked_of,NULL,NULL,r.reference,r.answer_due_on "
#define FROM_CLAIM(what, day)						\
	"k.id,k.number," what ",k.route,k.state,NULL,k.reference," day " "
/* Sent again, it must be there before the window closes. */
#define CLAIM_CLOSES							\
	"(SELECT min(v.closes_on) FROM window v WHERE v.casefile_id=c.id "	\
	"AND v.what IN('claim','refund') AND v.route=k.route)"
#define FROM_APPEAL	"k.id,k.number,v.what,k.route,k.reason,NULL,k.reference,v.closes_on "
#define FROM_DUTY	"d.id,0,d.what,NULL,d.kind,NULL,NULL,d.since_on "
#define FROM_HOLD(day)							\
	"h.id,coalesce((SELECT max(o.number) FROM claim o WHERE o.casefile_id=c.id "	\
	"AND o.state NOT IN('paid','withdrawn','expired')),0),"		\
	"h.what,h.kept_where,c.stage,NULL,NULL," day " "
#define FROM_PARCEL(day)	"s.id,s.failed_polls,NULL,NULL,NULL,NULL,NULL," day " "

/* --- texts --- */

#define TEXT(name, columns, from, where, order)				\
	static const struct next_text name = {				\
		.rows = "SELECT c.id," columns "FROM " from "WHERE " where	\
			"AND " MINE "ORDER BY " order,			\
		.of_case = "SELECT c.id," columns "FROM " from##_OF_CASE	\
			   "WHERE " where "AND " OF_CASE,		\
		.count = "SELECT count(*) FROM " from "WHERE " where "AND " MINE,	\
	}
#define TEXT_RESTS(name, columns, from, kind, row, where, order)	\
	static const struct next_text name = {				\
		.rows = "SELECT c.id," columns "FROM " from "WHERE " where	\
			"AND " MINE "ORDER BY " order,			\
		.of_case = "SELECT c.id," columns "FROM " from##_OF_CASE	\
			   "WHERE " where "AND " OF_CASE,		\
		.count = "SELECT count(*) FROM " from "WHERE " where "AND " MINE,	\
		.resting = "SELECT count(*),min(z.until) FROM " from SNOOZE(kind, row)	\
			   "WHERE " where "AND " MINE,			\
	}

TEXT_RESTS(promises, FROM_PROMISE, PROMISES, "promise", "p.id",
	   "p.state='open' AND " DUE("p.due_on") OPEN_CASE, "p.due_on");
TEXT_RESTS(promises_undated, FROM_PROMISE, PROMISES, "promise", "p.id",
	   "p.state='open' AND p.due_on IS NULL " OPEN_CASE, "p.id");

/* Windows and appeals never rest: a snooze only shows. */
TEXT(windows, FROM_WINDOW("v.closes_on"), WINDOWS,
     LIVE DUE("v.closes_on") BEGUN NOT_DONE, "v.closes_on");
TEXT(windows_endless, FROM_WINDOW("NULL"), WINDOWS,
     LIVE "v.closes_on IS NULL AND v.closes_days IS NULL AND v.opens_on<=?3 " NOT_DONE,
     "v.opens_on");
TEXT_RESTS(openings, FROM_WINDOW("v.opens_on"), WINDOWS, "opening", "v.id",
	   LIVE DUE("v.opens_on") NOT_DONE, "v.opens_on");
/* Without a last day; with one, but nobody knows from when. */
TEXT_RESTS(facts_for_last, FROM_UNKNOWN, WINDOWS, "fact", "v.id",
	   LIVE "v.closes_on IS NULL AND(v.closes_days IS NOT NULL OR("
	   "v.opens_on IS NULL AND v.opens_days IS NOT NULL)) " NOT_DONE,
	   "v.id");
/* The sources name no days: to be asked for, or free once the request before it is answered. */
#define DAYLESS		"v.opens_on IS NULL AND v.closes_on IS NULL " \
			"AND v.opens_days IS NULL AND v.closes_days IS NULL "
TEXT_RESTS(facts_of_dayless, FROM_UNKNOWN, WINDOWS, "fact", "v.id",
	   LIVE DAYLESS "AND v.after_request IS NULL ", "v.id");
TEXT(windows_after_request, FROM_WINDOW("NULL"), WINDOWS,
     LIVE DAYLESS "AND " FIRST_OF("r.state") "='answered' ", "v.id");
TEXT_RESTS(facts_for_first, FROM_UNKNOWN, WINDOWS, "fact", "v.id",
	   LIVE DUE("v.closes_on") "AND v.opens_on IS NULL AND v.opens_days IS NOT NULL " NOT_DONE,
	   "v.closes_on");
TEXT(appeals, FROM_APPEAL, APPEALS, LIVE DUE("v.closes_on") BEGUN DENIED, "v.closes_on");
TEXT(appeals_endless, FROM_APPEAL, APPEALS, LIVE "v.closes_on IS NULL " DENIED, "v.id");

TEXT_RESTS(requests, FROM_REQUEST, REQUESTS, "request", "r.id",
	   "r.state='open' AND " DUE("r.answer_due_on") OPEN_CASE, "r.answer_due_on");
TEXT_RESTS(requests_undated, FROM_REQUEST, REQUESTS, "request", "r.id",
	   "r.state='open' AND r.answer_due_on IS NULL " OPEN_CASE, "r.id");

TEXT_RESTS(claim_answers, FROM_CLAIM("NULL", "k.answer_due_on"), CLAIMS, "answer", "k.id",
	   WAITING "AND " DUE("k.answer_due_on") OPEN_CASE NOT_CHASED, "k.answer_due_on");
/* Where nobody said when they answer or pay, two weeks are our own habit. */
TEXT_RESTS(claim_answers_undated, FROM_CLAIM("NULL", "NULL"), CLAIMS, "answer", "k.id",
	   WAITING "AND k.answer_due_on IS NULL AND coalesce(k.appealed_on,k.filed_on)<=?3-14 "
	   OPEN_CASE NOT_CHASED, "k.id");
TEXT_RESTS(claims_lost, FROM_CLAIM("NULL", CLAIM_CLOSES), CLAIMS, "no_record", "k.id",
	   "k.state='no_record' AND k.filed_on>0 " OPEN_CASE, "k.filed_on");
TEXT_RESTS(wanted, FROM_CLAIM("k.info_wanted", "k.info_due_on"), CLAIMS, "info", "k.id",
	   "k.state='needs_info' AND " DUE("k.info_due_on") OPEN_CASE, "k.info_due_on");
TEXT_RESTS(wanted_undated, FROM_CLAIM("k.info_wanted", "NULL"), CLAIMS, "info", "k.id",
	   "k.state='needs_info' AND k.info_due_on IS NULL " OPEN_CASE, "k.id");
TEXT_RESTS(payments, FROM_CLAIM("NULL", "k.pay_due_on"), CLAIMS, "payment", "k.id",
	   OWED "AND " DUE("k.pay_due_on") OPEN_CASE NOT_CHASED, "k.pay_due_on");
TEXT_RESTS(payments_undated, FROM_CLAIM("NULL", "NULL"), CLAIMS, "payment", "k.id",
	   OWED "AND k.pay_due_on IS NULL "
	   "AND coalesce(k.appeal_decided_on,k.decided_on,0)<=?3-14 " OPEN_CASE NOT_CHASED, "k.id");

TEXT_RESTS(duties, FROM_DUTY, DUTIES, "duty", "d.id",
	   "d.settled_on IS NULL AND " DUE("d.since_on"), "d.since_on");
TEXT_RESTS(polls, FROM_PARCEL("NULL"), PARCELS, "polls", "s.id",
	   "s.failed_polls>=3 AND s.failed_polls<1000000000 " OPEN_CASE, "s.failed_polls DESC");
TEXT_RESTS(holds, FROM_HOLD("h.until"), HOLDS, "hold", "h.id", HELD DUE("h.until"), "h.until");
TEXT_RESTS(holds_undated, FROM_HOLD("NULL"), HOLDS, "hold", "h.id",
	   HELD "h.until IS NULL AND +c.stage IN('paid','closed') ", "h.id");
TEXT_RESTS(holds_of_closed, FROM_HOLD("NULL"), HOLDS, "hold", "h.id",
	   HELD "h.until>?3 AND +c.stage='closed' ", "h.until");
TEXT_RESTS(histories, FROM_PARCEL("s.history_until"), PARCELS, "history", "s.id",
	   DUE("s.history_until") OPEN_CASE NOT_ASKED, "s.history_until");

/* Of claims, refunds and suits nothing but the window says that they are done. */
static const char windows_of_all[] =
	"SELECT count(*) FROM window v WHERE " LIVE DUE("v.closes_on") BEGUN;

/* --- questions --- */

#define WINDOW_CLOSES(name, all)					\
	{ .kind = NEXT_WINDOW, .first = -MISSED_DAYS, .last = EVER, .ends = true, .what = name,	\
	  .text = &windows, .count_all = all }
#define WINDOW_ENDLESS(name)						\
	{ .kind = NEXT_WINDOW, .whole = true, .undated = BAND_FORTNIGHT, .what = name,	\
	  .text = &windows_endless }
#define WINDOW_OPENS(name)						\
	{ .kind = NEXT_OPENING, .first = 1, .last = OPENING_DAYS, .what = name, .text = &openings }
/* Nobody knows how near the last day is: behind those that are known to be. */
#define WINDOW_BLOCKED(name)						\
	{ .kind = NEXT_FACT, .whole = true, .ends = true, .undated = BAND_LAST_DAYS, .what = name, \
	  .text = &facts_for_last },					\
	{ .kind = NEXT_FACT, .first = 0, .last = EVER, .ends = true, .what = name,	\
	  .text = &facts_for_first }
#define APPEAL_CLOSES(name)						\
	{ .kind = NEXT_APPEAL, .first = -MISSED_DAYS, .last = EVER, .ends = true, .what = name,	\
	  .text = &appeals },						\
	{ .kind = NEXT_APPEAL, .whole = true, .undated = BAND_WEEK, .what = name,	\
	  .text = &appeals_endless }
#define OVERDUE(name, texts)	\
	{ .kind = name, .first = -EVER, .last = 0, .text = &texts }
#define UNDATED(name, texts, where)	\
	{ .kind = name, .whole = true, .undated = where, .text = &texts }

const struct next_question next_questions[] = {
	{ .kind = NEXT_PROMISE, .first = -EVER, .last = PROMISE_DAYS, .text = &promises },
	UNDATED(NEXT_PROMISE, promises_undated, BAND_FORTNIGHT),
	WINDOW_CLOSES("claim", windows_of_all), WINDOW_CLOSES("refund", windows_of_all),
	WINDOW_CLOSES("suit", windows_of_all), WINDOW_CLOSES("inquiry", NULL),
	WINDOW_CLOSES("notice", NULL), WINDOW_CLOSES("search", NULL),
	{ .kind = NEXT_WINDOW, .whole = true, .undated = BAND_WEEK, .what = "claim",
	  .text = &windows_after_request },
	{ .kind = NEXT_FACT, .whole = true, .undated = BAND_FORTNIGHT, .what = "claim",
	  .text = &facts_of_dayless },
	WINDOW_ENDLESS("claim"), WINDOW_ENDLESS("refund"), WINDOW_ENDLESS("inquiry"),
	WINDOW_ENDLESS("search"),
	WINDOW_OPENS("claim"), WINDOW_OPENS("refund"), WINDOW_OPENS("inquiry"),
	WINDOW_OPENS("search"),
	WINDOW_BLOCKED("claim"), WINDOW_BLOCKED("refund"), WINDOW_BLOCKED("inquiry"),
	WINDOW_BLOCKED("notice"),
	OVERDUE(NEXT_REQUEST, requests), UNDATED(NEXT_REQUEST, requests_undated, BAND_LATER),
	OVERDUE(NEXT_ANSWER, claim_answers),
	UNDATED(NEXT_ANSWER, claim_answers_undated, BAND_NOW),
	{ .kind = NEXT_NO_RECORD, .whole = true, .ends = true, .undated = BAND_NOW,
	  .text = &claims_lost },
	{ .kind = NEXT_INFO, .first = -EVER, .last = EVER, .ends = true, .text = &wanted },
	UNDATED(NEXT_INFO, wanted_undated, BAND_WEEK),
	APPEAL_CLOSES("appeal"), APPEAL_CLOSES("second_appeal"),
	OVERDUE(NEXT_PAYMENT, payments), UNDATED(NEXT_PAYMENT, payments_undated, BAND_NOW),
	OVERDUE(NEXT_DUTY, duties), UNDATED(NEXT_POLLS, polls, BAND_FORTNIGHT),
	OVERDUE(NEXT_HOLD, holds), UNDATED(NEXT_HOLD, holds_undated, BAND_MONTH),
	UNDATED(NEXT_HOLD, holds_of_closed, BAND_MONTH),
	{ .kind = NEXT_HISTORY, .first = 0, .last = HISTORY_DAYS, .ends = true,
	  .text = &histories },
};
const int next_nquestions = sizeof next_questions / sizeof *next_questions;

/*
 * ?1 the case; ?2 the claim that the line is about, or NULL; ?3 its route, or NULL. At stake is
 * that claim, else the live one (of that route), and the cover of its window.
 */
const char next_stake_sql[] =
	"SELECT s.tracking_number,s.carrier,c.problem,c.owner,c.client,s.value_cents,"
	"s.value_currency,s.insured_cents,s.insured_currency,s.postage_cents,"
	"s.postage_currency,k.amount_cents,k.amount_currency,k.approved_cents,"
	"k.approved_currency,k.cap_cents,k.cap_currency,"
	"(SELECT sum(y.amount_cents) FROM claim o JOIN payout y ON y.claim_id=o.id "
	"WHERE o.casefile_id=c.id AND(?2 IS NULL OR o.id=?2)),"
	"coalesce(k.approved_currency,k.amount_currency,s.value_currency),"
	"v.cover_cents,v.cover_currency "
	"FROM casefile c JOIN shipment s ON s.id=c.shipment_id "
	"LEFT JOIN claim k ON k.id=coalesce(?2,(SELECT o.id FROM claim o "
	"WHERE o.casefile_id=c.id AND(?3 IS NULL OR o.route=?3) "
	"AND o.state NOT IN('paid','withdrawn','expired') ORDER BY o.number DESC LIMIT 1)) "
	"LEFT JOIN window v ON v.casefile_id=c.id AND v.what='claim' "
	"AND v.route=coalesce(k.route,?3,'carrier') WHERE c.id=?1";

const char next_snoozed_sql[] =
	"SELECT kind,row_id,casefile_id,until,reason FROM snooze WHERE until>?1";

const char next_snoozed_of_case_sql[] =
	"SELECT kind,row_id,casefile_id,until,reason FROM snooze WHERE casefile_id=?2 AND until>?1";

const char next_shared_sql[] =
	"SELECT EXISTS(SELECT 1 FROM promise p JOIN contact_case l ON l.contact_id=p.contact_id "
	"JOIN casefile c ON c.id=l.casefile_id WHERE p.id=?1 AND c.client IS NOT ?2)";
/* clang-format on */
