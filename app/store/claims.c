#include "store/claims.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "store/column.h"
#include "store/internal.h"

int claims_of_case(struct claim **out, int *n, struct snap *snap, struct arena *a, int64_t case_id,
		   struct err *err)
{
	return row_list(out, n, snap, a, TABLE_CLAIM, "WHERE casefile_id=?1 ORDER BY number",
			case_id, 0, err);
}

/* The rows whose ids a statement gives. */
static int read_claims(struct claim **out, int *n, struct snap *snap, struct arena *a,
		       struct stmt *st, struct err *err)
{
	int64_t *id = NULL;
	int room = 0, rc;

	*n = 0;
	while ((rc = stmt_step(st, err)) > 0) {
		id = arena_grown(a, id, *n, &room, sizeof *id);
		id[(*n)++] = stmt_get_int(st, 0);
	}
	if (rc < 0)
		return -1;
	*out = arena_array(a, (size_t)*n, sizeof **out);
	for (int i = 0; i < *n; i++)
		if (row_get(&(*out)[i], snap, a, TABLE_CLAIM, id[i], err) < 0)
			return -1;
	return 0;
}

int claims_with_reference(struct claim **out, int *n, struct snap *snap, struct arena *a,
			  const char *reference, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT id FROM claim WHERE reference=?1 COLLATE NOCASE"
					    " AND reference IS NOT NULL ORDER BY id DESC LIMIT 20");

	stmt_text(st, 1, reference);
	return read_claims(out, n, snap, a, st, err);
}

/* Two ways into one index: of those with a day, and of those without. */
int claims_owed(struct claim **out, int *n, struct snap *snap, struct arena *a, struct err *err)
{
	struct stmt *st = db_stmt(
		snap->db, "SELECT id FROM claim WHERE state IN('approved','partly_approved')"
			  " AND pay_due_on>-1000000 UNION ALL SELECT id FROM claim WHERE "
			  "state IN('approved','partly_approved') AND pay_due_on IS NULL");

	return read_claims(out, n, snap, a, st, err);
}

int payouts_of_claim(struct payout **out, int *n, struct money *sum, struct snap *snap,
		     struct arena *a, int64_t claim_id, struct err *err)
{
	*sum = MONEY_NONE;
	if (row_list(out, n, snap, a, TABLE_PAYOUT, "WHERE claim_id=?1 ORDER BY id", claim_id, 0,
		     err) < 0)
		return -1;
	for (int i = 0; i < *n; i++) {
		const struct money *m = &(*out)[i].amount;

		if (!money_known(sum))
			*sum = *m;
		else if (!strcmp(sum->currency, m->currency))
			sum->cents += m->cents;
	}
	return 0;
}

int payouts_of_day(struct payout **out, int *n, struct snap *snap, struct arena *a, daynum on,
		   int64_t cents, struct err *err)
{
	return row_list(out, n, snap, a, TABLE_PAYOUT,
			"WHERE paid_on=?1 AND amount_cents=?2 ORDER BY id LIMIT 20", on, cents,
			err);
}

int payout_newest(int64_t *id, struct snap *snap, struct err *err)
{
	return db_pragma_int(id, snap->db, "SELECT coalesce(max(id),0) FROM payout WHERE id>0",
			     err);
}

/* --- facts --- */

int fact_answer_time(struct answer_time *out, bool *known, struct snap *snap, struct arena *a,
		     const char *carrier, const char *what, struct err *err)
{
	struct stmt *st;
	int rc;

	*known = false;
	if (!carrier)
		return 0;
	st = db_stmt(snap->db, "SELECT carrier,what,days,unit,work_week,note,source,source_date,"
			       "checked_on,confidence FROM fact_answer_time "
			       "WHERE carrier=?1 AND what=?2 ORDER BY days DESC LIMIT 1");
	stmt_text(st, 1, carrier);
	stmt_text(st, 2, what);
	rc = stmt_step(st, err);
	if (rc > 0) {
		*known = true;
		*out = (struct answer_time){
			.carrier = text_at(st, 0, a),
			.what = text_at(st, 1, a),
			.days = (int32_t)stmt_get_int(st, 2),
			.unit = (enum unit)code_at(st, 3, unit_names, UNIT_NVALUES),
			.work_week =
				(enum work_week)code_at(st, 4, work_week_names, WORK_WEEK_NVALUES),
			.note = text_at(st, 5, a),
			.source = text_at(st, 6, a),
			.source_date = text_at(st, 7, a),
			.checked_on = (daynum)stmt_get_int(st, 8),
			.confidence = (enum confidence)code_at(st, 9, confidence_names,
							       CONFIDENCE_NVALUES),
		};
	}
	stmt_reset(st);
	return rc < 0 ? -1 : 0;
}

#define DENIAL_COLUMNS                                                                  \
	"SELECT code,title,rebuttal,evidence,source,source_date,checked_on,confidence " \
	"FROM fact_denial "

static struct denial read_denial(struct stmt *st, struct arena *a)
{
	return (struct denial){
		.code = text_at(st, 0, a),
		.title = text_at(st, 1, a),
		.rebuttal = text_at(st, 2, a),
		.evidence = text_at(st, 3, a),
		.source = text_at(st, 4, a),
		.source_date = text_at(st, 5, a),
		.checked_on = (daynum)stmt_get_int(st, 6),
		.confidence = text_at(st, 7, a),
	};
}

enum { DENIALS_MAX = 200, TALLIES_MAX = 4000 };

int fact_denials(struct denial **out, int *n, struct snap *snap, struct arena *a, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, DENIAL_COLUMNS "ORDER BY code LIMIT 200");
	int rc;

	*n = 0;
	*out = arena_array(a, DENIALS_MAX, sizeof **out);
	while ((rc = stmt_step(st, err)) > 0)
		(*out)[(*n)++] = read_denial(st, a);
	return rc;
}

int fact_denial_get(struct denial *out, struct snap *snap, struct arena *a, const char *code,
		    struct err *err)
{
	struct stmt *st = db_stmt(snap->db, DENIAL_COLUMNS "WHERE code=?1");
	int rc;

	*out = (struct denial){ .checked_on = DAY_NONE };
	stmt_text(st, 1, code);
	rc = stmt_step(st, err);
	if (rc > 0)
		*out = read_denial(st, a);
	stmt_reset(st);
	return rc < 0 ? -1 : 0;
}

int fact_route_refund(const char **refund, struct snap *snap, struct arena *a, const char *door,
		      struct err *err)
{
	struct stmt *st;
	int rc;

	*refund = NULL;
	if (!door)
		return 0;
	st = db_stmt(snap->db, "SELECT refund FROM fact_route WHERE code=?1");
	stmt_text(st, 1, door);
	rc = stmt_step(st, err);
	if (rc > 0)
		*refund = text_at(st, 0, a);
	stmt_reset(st);
	return rc < 0 ? -1 : 0;
}

int denial_tallies(struct denial_tally **out, int *n, struct snap *snap, struct arena *a,
		   const char *carrier, struct err *err)
{
	/* CROSS: the engine keeps this order, and looks each reason up in its index */
	struct stmt *st = db_stmt(
		snap->db,
		"SELECT k.denial,CASE k.route WHEN 'carrier' THEN s.carrier "
		"ELSE coalesce(k.door,k.route) END AS whom,count(*),"
		"sum(k.appeals>0),sum(k.appeals>0 AND k.appeal_result IS NOT NULL),"
		"sum(k.appeals>0 AND k.appeal_result IN('won','partly'))"
		"FROM fact_denial d CROSS JOIN claim k ON k.denial=d.code " /* in this order */

		"JOIN casefile c ON c.id=k.casefile_id JOIN shipment s ON s.id=c.shipment_id "
		"WHERE ?1 IS NULL OR (k.route='carrier' AND s.carrier=?1) "
		"GROUP BY d.code,whom ORDER BY d.code,whom LIMIT 4000");
	int rc;

	*n = 0;
	*out = arena_array(a, TALLIES_MAX, sizeof **out);
	stmt_text(st, 1, carrier);
	while ((rc = stmt_step(st, err)) > 0)
		(*out)[(*n)++] = (struct denial_tally){
			.code = text_at(st, 0, a),
			.whom = text_at(st, 1, a),
			.denied = stmt_get_int(st, 2),
			.appealed = stmt_get_int(st, 3),
			.decided = stmt_get_int(st, 4),
			.won = stmt_get_int(st, 5),
		};
	return rc;
}
