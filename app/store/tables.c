#include "store/row.h"

#include <assert.h>
#include <stddef.h>

#include "domain/casefile.h"
#include "domain/claim.h"
#include "domain/contact.h"
#include "domain/duty.h"
#include "domain/event.h"
#include "domain/evidence.h"
#include "domain/item.h"
#include "domain/post_office.h"
#include "domain/promise.h"
#include "domain/request.h"
#include "domain/saved_view.h"
#include "domain/shipment.h"
#include "domain/snooze.h"
#include "domain/step.h"
#include "domain/user.h"
#include "domain/window.h"

const char *const import_state_names[IMPORT_STATE_NVALUES] = {
	[IMPORT_RUNNING] = "running",
	[IMPORT_COMPLETE] = "complete",
	[IMPORT_UNDONE] = "undone",
};

/* clang-format off */
#define C(type, kind, member) { #member, COL_##kind, offsetof(struct type, member), NULL, 0 }
#define CODE(type, member, list)     { #member, COL_CODE, offsetof(struct type, member), list, \
				       (int)(sizeof list / sizeof *list) }
#define OPTION(type, member, list)   { #member, COL_OPTION, offsetof(struct type, member), list, \
				       (int)(sizeof list / sizeof *list) }
#define MONEY(type, member) \
	{ #member "_cents", COL_CENTS, offsetof(struct type, member), NULL, 0 }, \
	{ #member "_currency", COL_CURRENCY, offsetof(struct type, member), NULL, 0 }

static const struct column shipment_columns[] = {
	C(shipment, TEXT, carrier), C(shipment, TEXT, tracking_number), C(shipment, TEXT, service),
	C(shipment, DAY, mailed_on), C(shipment, DAY, accepted_on), C(shipment, DAY, expected_on),
	C(shipment, DAY, delivered_on), C(shipment, INSTANT, delivered_at),
	C(shipment, TEXT, from_address), C(shipment, TEXT, to_address), C(shipment, TEXT, contents),
	C(shipment, TEXT, weight), C(shipment, TEXT, order_number),
	MONEY(shipment, value), MONEY(shipment, insured), MONEY(shipment, postage),
	C(shipment, TEXT, insurer), C(shipment, TEXT, label_source), C(shipment, TEXT, account),
	CODE(shipment, status, status_names), CODE(shipment, trouble, trouble_names),
	C(shipment, TEXT, status_text), C(shipment, INSTANT, last_scan_at),
	C(shipment, INSTANT, last_asked_at), C(shipment, ID, import_id),
	C(shipment, DAY, history_until), C(shipment, DAY, insured_on), C(shipment, TEXT, shipper),
	C(shipment, TEXT, client), C(shipment, SHOT, failed_polls),
	C(shipment, TEXT, dimensions), C(shipment, TEXT, pieces), MONEY(shipment, insurance_fee),
};

static const struct column casefile_columns[] = {
	C(casefile, ID, shipment_id), CODE(casefile, problem, problem_names),
	CODE(casefile, stage, stage_names), C(casefile, TEXT, owner), C(casefile, TEXT, client),
	C(casefile, TEXT, note), C(casefile, INSTANT, opened_at), C(casefile, TEXT, opened_by),
	C(casefile, INSTANT, closed_at), C(casefile, TEXT, close_reason),
	C(casefile, TEXT, damage),
};

static const struct column contact_columns[] = {
	CODE(contact, channel, channel_names), CODE(contact, party, party_names),
	CODE(contact, direction, direction_names), CODE(contact, outcome, outcome_names),
	C(contact, INSTANT, at), C(contact, TEXT, rep_name), C(contact, TEXT, rep_id),
	C(contact, TEXT, reference), C(contact, TEXT, dialed), C(contact, TEXT, keypad),
	C(contact, TEXT, callback), C(contact, TEXT, said), C(contact, COUNT, minutes),
	C(contact, COUNT, hold_minutes), C(contact, TEXT, logged_by),
	C(contact, INSTANT, logged_at), C(contact, ID, post_office_id),
	C(contact, TEXT, message_id),
};

static const struct column contact_case_columns[] = {
	C(contact_case, ID, contact_id), C(contact_case, ID, casefile_id),
};

static const struct column promise_columns[] = {
	C(promise, ID, contact_id), CODE(promise, owed_by, party_names), C(promise, TEXT, what),
	C(promise, DAY, due_on), CODE(promise, state, promise_state_names),
	C(promise, DAY, settled_on), C(promise, TEXT, settled_by),
};

static const struct column request_columns[] = {
	C(request, ID, casefile_id), C(request, INT, number),
	CODE(request, kind, request_kind_names),
	CODE(request, state, request_state_names), C(request, TEXT, reference),
	C(request, DAY, filed_on), C(request, DAY, answer_due_on), C(request, DAY, answered_on),
	CODE(request, result, request_result_names), C(request, TEXT, answer),
	OPTION(request, asked_of, party_names), C(request, TEXT, what),
	C(request, DAY, valid_until),
};

static const struct column poll_columns[] = {
	C(poll, ID, shipment_id), C(poll, INSTANT, asked_at), CODE(poll, source, source_names),
	CODE(poll, outcome, poll_outcome_names), C(poll, INT, new_events), C(poll, TEXT, message),
	C(poll, TEXT, asked), C(poll, SHOT, gone_events), C(poll, TEXT, answer_sha256),
};

static const struct column event_columns[] = {
	C(event, ID, shipment_id), C(event, ID, poll_id), C(event, INSTANT, occurred_at),
	C(event, TEXT, occurred_at_local), C(event, TEXT, place), C(event, TEXT, code),
	C(event, TEXT, text), CODE(event, status, status_names),
	CODE(event, trouble, trouble_names),
	C(event, BOOL, is_scan), CODE(event, source, source_names),
	C(event, INSTANT, first_seen_at), C(event, TEXT, signed_by), C(event, ID, gone_poll_id),
};

static const struct column claim_columns[] = {
	C(claim, ID, casefile_id), C(claim, INT, number), CODE(claim, route, route_kind_names),
	CODE(claim, state, claim_state_names), MONEY(claim, amount), C(claim, TEXT, amount_note),
	C(claim, TEXT, reference), C(claim, DAY, filed_on), C(claim, DAY, decided_on),
	C(claim, DAY, appealed_on), C(claim, TEXT, reason), C(claim, TEXT, door),
	C(claim, TEXT, filed_how), C(claim, DAY, acknowledged_on), C(claim, DAY, answer_due_on),
	C(claim, TEXT, info_wanted), C(claim, DAY, info_due_on), MONEY(claim, approved),
	C(claim, TEXT, denial), C(claim, SHOT, appeals), C(claim, DAY, appeal_decided_on),
	C(claim, DAY, pay_due_on), MONEY(claim, goods), MONEY(claim, discount),
	MONEY(claim, postage), MONEY(claim, repair), MONEY(claim, salvage), MONEY(claim, cap),
	OPTION(claim, appeal_result, appeal_result_names),
};

static const struct column window_columns[] = {
	C(window, ID, casefile_id), CODE(window, what, window_what_names),
	CODE(window, route, route_kind_names), C(window, DAY, opens_on), C(window, DAY, closes_on),
	CODE(window, opens_from, anchor_names), CODE(window, closes_from, anchor_names),
	C(window, DAY, opens_anchor_on), C(window, DAY, closes_anchor_on),
	C(window, COUNT, opens_days), C(window, COUNT, closes_days), CODE(window, unit, unit_names),
	C(window, TEXT, unknown_because), C(window, TEXT, rule), C(window, TEXT, limit_note),
	C(window, TEXT, who_may_file), C(window, TEXT, form), MONEY(window, cover),
	MONEY(window, cover_max), C(window, TEXT, source), C(window, TEXT, source_date),
	C(window, DAY, checked_on), CODE(window, confidence, confidence_names),
	C(window, BOOL, live), C(window, TEXT, alternatives),
	OPTION(window, opens_unit, opens_unit_names), OPTION(window, work_week, work_week_names),
	C(window, TEXT, after_request), C(window, ID, basis),
};

static const struct column payout_columns[] = {
	C(payout, ID, claim_id), MONEY(payout, amount), C(payout, DAY, paid_on),
	C(payout, TEXT, how), C(payout, TEXT, reference),
};

static const struct column remedy_columns[] = {
	C(remedy, ID, casefile_id), CODE(remedy, kind, remedy_kind_names), MONEY(remedy, amount),
	C(remedy, DAY, given_on), C(remedy, TEXT, note), C(remedy, TEXT, reference),
};

static const struct column hold_columns[] = {
	C(hold, ID, casefile_id), C(hold, TEXT, what), C(hold, TEXT, kept_where),
	C(hold, DAY, until),
	C(hold, DAY, released_on),
};

static const struct column evidence_columns[] = {
	C(evidence, ID, casefile_id), CODE(evidence, kind, evidence_kind_names),
	C(evidence, TEXT, name), C(evidence, TEXT, media_type), C(evidence, TEXT, sha256),
	C(evidence, INT64, size), C(evidence, SHOT, shot), C(evidence, DAY, dated_on),
	C(evidence, TEXT, note), C(evidence, INSTANT, added_at), C(evidence, TEXT, added_by),
	C(evidence, DAY, purged_on), C(evidence, TEXT, taken), C(evidence, TEXT, unshown),
};

static const struct column setting_columns[] = {
	C(setting, TEXT, name), C(setting, TEXT, value),
};

static const struct column import_columns[] = {
	C(import, TEXT, name), C(import, TEXT, sha256), C(import, TEXT, kind),
	C(import, INT, rows_read), C(import, INT, rows_created), C(import, INT, rows_refused),
	CODE(import, state, import_state_names), C(import, INSTANT, started_at),
	C(import, SHOT, rows_merged), C(import, TEXT, map), C(import, TEXT, imported_by),
};

static const struct column post_office_columns[] = {
	C(post_office, TEXT, facility_id), C(post_office, TEXT, name),
	C(post_office, TEXT, address), C(post_office, TEXT, zip), C(post_office, TEXT, phone),
	C(post_office, TEXT, hours), C(post_office, TEXT, zone),
	C(post_office, INSTANT, asked_at),
};

static const struct column item_columns[] = {
	C(item, ID, shipment_id), C(item, TEXT, description), C(item, TEXT, sku),
	C(item, TEXT, serial_number), C(item, INT, quantity), MONEY(item, value),
	C(item, DAY, bought_on), C(item, TEXT, type),
	OPTION(item, condition, item_condition_names), MONEY(item, cost),
};

static const struct column step_columns[] = {
	C(step, ID, casefile_id), C(step, TEXT, code), C(step, DAY, done_on),
	C(step, TEXT, done_by), C(step, TEXT, note),
};

static const struct column contradiction_columns[] = {
	C(contradiction, ID, contact_id), C(contradiction, ID, other_id),
	C(contradiction, TEXT, note),
};

static const struct column snooze_columns[] = {
	C(snooze, ID, casefile_id), C(snooze, TEXT, kind), C(snooze, ID, row_id),
	C(snooze, DAY, until), C(snooze, TEXT, reason), C(snooze, TEXT, snoozed_by),
};

static const struct column duty_columns[] = {
	C(duty, ID, casefile_id), CODE(duty, kind, duty_kind_names), C(duty, TEXT, what),
	C(duty, DAY, since_on), C(duty, DAY, settled_on), C(duty, TEXT, settled_by),
	C(duty, TEXT, note),
};

static const struct column user_columns[] = {
	C(user, TEXT, name), CODE(user, role, role_names), C(user, TEXT, client),
	C(user, INSTANT, disabled_at),
};

static const struct column saved_view_columns[] = {
	C(saved_view, TEXT, name), C(saved_view, TEXT, kept_for), C(saved_view, TEXT, saved_by),
	C(saved_view, TEXT, stage), C(saved_view, TEXT, problem), C(saved_view, TEXT, carrier),
	C(saved_view, TEXT, owner), C(saved_view, TEXT, client), C(saved_view, TEXT, due),
	C(saved_view, TEXT, value), C(saved_view, TEXT, sort), C(saved_view, BOOL, mine),
	C(saved_view, BOOL, closed),
};

#define OWN(child) "SELECT casefile_id FROM " child " WHERE id=?1"
#define PARCEL(child) \
	"SELECT c.id FROM " child " x JOIN casefile c ON c.shipment_id=x.shipment_id " \
	"WHERE x.id=?1 ORDER BY c.id LIMIT 1"
#define T(noun, case_of_sql) \
	{ #noun, sizeof(struct noun), noun##_columns, \
	  (int)(sizeof noun##_columns / sizeof *noun##_columns), case_of_sql }

const struct table tables[TABLE_NVALUES] = {
	[TABLE_SHIPMENT]     = T(shipment, "SELECT id FROM casefile WHERE shipment_id=?1 "
					   "ORDER BY id LIMIT 1"),
	[TABLE_CASEFILE]     = T(casefile, "SELECT id FROM casefile WHERE id=?1"),
	[TABLE_CONTACT]      = T(contact, "SELECT casefile_id FROM contact_case "
					  "WHERE contact_id=?1 ORDER BY id LIMIT 1"),
	[TABLE_CONTACT_CASE] = T(contact_case, OWN("contact_case")),
	[TABLE_PROMISE]      = T(promise, "SELECT k.casefile_id FROM promise p JOIN contact_case k "
					  "ON k.contact_id=p.contact_id WHERE p.id=?1 "
					  "ORDER BY k.id LIMIT 1"),
	[TABLE_REQUEST]      = T(request, OWN("request")),
	[TABLE_POLL]         = T(poll, PARCEL("poll")),
	[TABLE_EVENT]        = T(event, PARCEL("event")),
	[TABLE_CLAIM]        = T(claim, OWN("claim")),
	[TABLE_WINDOW]       = T(window, OWN("window")),
	[TABLE_PAYOUT]       = T(payout, "SELECT c.casefile_id FROM payout p JOIN claim c "
					 "ON c.id=p.claim_id WHERE p.id=?1"),
	[TABLE_REMEDY]       = T(remedy, OWN("remedy")),
	[TABLE_HOLD]         = T(hold, OWN("hold")),
	[TABLE_EVIDENCE]     = T(evidence, OWN("evidence")),
	[TABLE_SETTING]      = T(setting, NULL),
	[TABLE_IMPORT]       = T(import, NULL),
	[TABLE_POST_OFFICE]  = T(post_office, NULL),
	[TABLE_ITEM]         = T(item, PARCEL("item")),
	[TABLE_STEP]         = T(step, OWN("step")),
	[TABLE_CONTRADICTION] = T(contradiction, "SELECT k.casefile_id FROM contradiction d "
				  "JOIN contact_case k ON k.contact_id=d.contact_id "
				  "WHERE d.id=?1 ORDER BY k.id LIMIT 1"),
	[TABLE_SNOOZE]       = T(snooze, OWN("snooze")),
	[TABLE_DUTY]         = T(duty, OWN("duty")),
	[TABLE_USER]         = T(user, NULL),
	[TABLE_SAVED_VIEW]   = T(saved_view, NULL),
};
/* clang-format on */

static_assert(sizeof claim_columns / sizeof *claim_columns <= COLUMNS_MAX, "raise COLUMNS_MAX");
static_assert(sizeof window_columns / sizeof *window_columns <= COLUMNS_MAX, "raise COLUMNS_MAX");
