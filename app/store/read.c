#include "store/read.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/internal.h"

int shipment_events(struct event **out, int *n, struct snap *snap, struct arena *a,
		    int64_t shipment_id, struct err *err)
{
	return row_list(out, n, snap, a, TABLE_EVENT,
			"WHERE shipment_id=?1 ORDER BY coalesce(occurred_at,0) DESC,"
			"occurred_at_local DESC,id",
			shipment_id, 0, err);
}

/* Rows hanging from the case: one line each. */
static int read_own(struct case_rows *c, struct snap *s, struct arena *a, int64_t id,
		    struct err *err)
{
	static const char by_case[] = "WHERE casefile_id=?1 ORDER BY id";

	/*
	 * Joins: for "IN(SELECT ...)" the engine sets up a temporary table with a cache of its own.
	 */
	if (row_list(
		    &c->contact, &c->ncontacts, s, a, TABLE_CONTACT,
		    "JOIN(SELECT contact_id FROM contact_case WHERE casefile_id=?1)ON id=contact_id"
		    " ORDER BY at,id",
		    id, 0, err) < 0 ||
	    row_list(&c->promise, &c->npromises, s, a, TABLE_PROMISE,
		     "JOIN(SELECT contact_id AS k FROM contact_case WHERE casefile_id=?1)"
		     "ON contact_id=k ORDER BY id",
		     id, 0, err) < 0 ||
	    row_list(&c->request, &c->nrequests, s, a, TABLE_REQUEST, by_case, id, 0, err) < 0 ||
	    row_list(&c->evidence, &c->nevidence, s, a, TABLE_EVIDENCE, by_case, id, 0, err) < 0 ||
	    row_list(&c->window, &c->nwindows, s, a, TABLE_WINDOW, by_case, id, 0, err) < 0 ||
	    row_list(&c->claim, &c->nclaims, s, a, TABLE_CLAIM, by_case, id, 0, err) < 0 ||
	    row_list(
		    &c->payout, &c->npayouts, s, a, TABLE_PAYOUT,
		    "JOIN(SELECT id AS k FROM claim WHERE casefile_id=?1)ON claim_id=k ORDER BY id",
		    id, 0, err) < 0 ||
	    row_list(&c->remedy, &c->nremedies, s, a, TABLE_REMEDY, by_case, id, 0, err) < 0 ||
	    row_list(&c->hold, &c->nholds, s, a, TABLE_HOLD, by_case, id, 0, err) < 0 ||
	    row_list(&c->step, &c->nsteps, s, a, TABLE_STEP, by_case, id, 0, err) < 0 ||
	    row_list(&c->snooze, &c->nsnoozes, s, a, TABLE_SNOOZE, by_case, id, 0, err) < 0 ||
	    row_list(&c->duty, &c->nduties, s, a, TABLE_DUTY, by_case, id, 0, err) < 0 ||
	    row_list(&c->contradiction, &c->ncontradictions, s, a, TABLE_CONTRADICTION,
		     "WHERE contact_id IN(SELECT contact_id FROM contact_case WHERE casefile_id=?1)"
		     "OR other_id IN(SELECT contact_id FROM contact_case WHERE casefile_id=?1)"
		     "ORDER BY id",
		     id, 0, err) < 0)
		return -1;
	return 0;
}

/* Few contacts name a counter, so each is read by itself. */
static int read_offices(struct case_rows *c, struct snap *s, struct arena *a, struct err *err)
{
	for (int i = 0; i < c->ncontacts; i++) {
		int64_t id = c->contact[i].post_office_id;
		int k = 0;

		while (k < c->npost_offices && c->post_office[k].id != id)
			k++;
		if (id == 0 || k < c->npost_offices)
			continue;
		if (!c->post_office)
			c->post_office =
				arena_array(a, (size_t)c->ncontacts, sizeof *c->post_office);
		if (row_get(&c->post_office[k], s, a, TABLE_POST_OFFICE, id, err) < 0)
			return -1;
		c->npost_offices++;
	}
	return 0;
}

int case_read(struct case_rows *out, struct snap *snap, struct arena *a, int64_t id,
	      struct err *err)
{
	int64_t parcel;

	*out = (struct case_rows){ 0 };
	if (row_get(&out->casefile, snap, a, TABLE_CASEFILE, id, err) < 0)
		return -1;
	parcel = out->casefile.shipment_id;
	if (row_get(&out->shipment, snap, a, TABLE_SHIPMENT, parcel, err) < 0 ||
	    shipment_events(&out->event, &out->nevents, snap, a, parcel, err) < 0 ||
	    row_list(&out->poll, &out->npolls, snap, a, TABLE_POLL,
		     "WHERE shipment_id=?1 ORDER BY id", parcel, 0, err) < 0 ||
	    row_list(&out->item, &out->nitems, snap, a, TABLE_ITEM,
		     "WHERE shipment_id=?1 ORDER BY id", parcel, 0, err) < 0 ||
	    read_own(out, snap, a, id, err) < 0 || read_offices(out, snap, a, err) < 0 ||
	    fact_routes(&out->route, &out->nroutes, snap, a, out->shipment.carrier, err) < 0 ||
	    fact_needs(&out->need, &out->nneeds, snap, a, out->shipment.carrier, err) < 0 ||
	    fact_rungs(&out->rung, &out->nrungs, snap, a, out->casefile.problem, err) < 0 ||
	    journal_of_file(&out->entry, &out->nentries, snap, a, parcel, err) < 0)
		return -1;
	return 0;
}

static void note_claims(struct progress *p, const struct claim *claim, int n)
{
	p->claim_state = -1;
	p->decided_on = p->appeal_decided_on = DAY_NONE;
	for (int i = 0; i < ROUTE_NVALUES; i++)
		p->route[i] = (struct route_progress){ -1, 0, DAY_NONE, DAY_NONE };
	for (int i = 0; i < n; i++) {
		const struct claim *c = &claim[i];

		if (c->state == CLAIM_WITHDRAWN && p->claim_state < 0)
			p->claim_state = CLAIM_WITHDRAWN;
		if (c->state == CLAIM_DRAFT || c->state == CLAIM_WITHDRAWN)
			continue;
		p->claim_state = (int)c->state;
		p->filed[c->route] = true;
		p->route[c->route] = (struct route_progress){ (int)c->state, c->appeals,
							      c->decided_on, c->appeal_decided_on };
		if (c->decided_on != DAY_NONE)
			p->decided_on = c->decided_on;
		if (c->appeal_decided_on != DAY_NONE)
			p->appeal_decided_on = c->appeal_decided_on;
	}
}

int case_progress(struct progress *out, struct snap *snap, struct arena *a, int64_t id,
		  struct err *err)
{
	struct contact_case *link;
	struct request *request;
	struct evidence *evidence;
	struct claim *claim;
	int nlinks, nrequests, nevidence, nclaims;

	*out = (struct progress){ .help_request_on = DAY_NONE };
	if (row_list(&link, &nlinks, snap, a, TABLE_CONTACT_CASE, "WHERE casefile_id=?1 LIMIT 1",
		     id, 0, err) < 0 ||
	    row_list(&request, &nrequests, snap, a, TABLE_REQUEST,
		     "WHERE casefile_id=?1 ORDER BY number DESC", id, 0, err) < 0 ||
	    row_list(&evidence, &nevidence, snap, a, TABLE_EVIDENCE, "WHERE casefile_id=?1", id, 0,
		     err) < 0 ||
	    row_list(&claim, &nclaims, snap, a, TABLE_CLAIM, "WHERE casefile_id=?1 ORDER BY number",
		     id, 0, err) < 0)
		return -1;
	out->contacted = nlinks > 0;
	for (int i = 0; i < nrequests; i++)
		out->requested |= request[i].state != REQUEST_WITHDRAWN;
	for (int i = 0; i < nrequests; i++) /* the first one counts */
		if (request[i].kind == REQUEST_HELP_REQUEST &&
		    request[i].state != REQUEST_WITHDRAWN)
			out->help_request_on = request[i].filed_on;
	for (int i = 0; i < nevidence; i++)
		out->evidence |= UINT32_C(1) << evidence[i].kind;
	note_claims(out, claim, nclaims);
	return 0;
}

int case_exists(bool *there, struct snap *snap, int64_t id, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT 1 FROM casefile WHERE id=?1");
	int rc;

	stmt_int(st, 1, id);
	rc = stmt_step(st, err);
	stmt_reset(st);
	*there = rc > 0;
	return rc < 0 ? -1 : 0;
}

/* The first column of every row as whole numbers. */
static int read_ids(int64_t **out, int *n, struct stmt *st, struct arena *a, struct err *err)
{
	int room = 0, rc;

	*n = 0;
	*out = NULL;
	while ((rc = stmt_step(st, err)) > 0) {
		*out = arena_grown(a, *out, *n, &room, sizeof **out);
		(*out)[(*n)++] = stmt_get_int(st, 0);
	}
	return rc;
}

int evidence_elsewhere(int64_t **out, int *n, struct snap *snap, struct arena *a,
		       const char *sha256, int64_t not_this, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT DISTINCT casefile_id FROM evidence "
					    "WHERE sha256=?1 AND casefile_id<>?2 LIMIT 10");

	stmt_text(st, 1, sha256);
	stmt_int(st, 2, not_this);
	return read_ids(out, n, st, a, err);
}

int contact_cases(int64_t **out, int *n, struct snap *snap, struct arena *a, int64_t contact_id,
		  struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT casefile_id FROM contact_case "
					    "WHERE contact_id=?1 ORDER BY id");

	stmt_int(st, 1, contact_id);
	return read_ids(out, n, st, a, err);
}

int cases_of_number(int64_t **out, int *n, struct snap *snap, struct arena *a, const char *number,
		    bool open_only, struct err *err)
{
	struct stmt *st =
		db_stmt(snap->db, "SELECT c.id FROM shipment s JOIN casefile c "
				  "ON c.shipment_id=s.id WHERE s.tracking_number=?1 "
				  "AND (c.closed_at IS NULL OR NOT ?2) ORDER BY c.id DESC");

	stmt_text(st, 1, number);
	stmt_int(st, 2, open_only);
	return read_ids(out, n, st, a, err);
}

int shipments_of_number(int64_t **out, int *n, struct snap *snap, struct arena *a,
			const char *number, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT id FROM shipment s WHERE tracking_number=?1 "
					    "AND " SHIPMENT_SEEN("s") " ORDER BY id DESC");

	stmt_text(st, 1, number);
	return read_ids(out, n, st, a, err);
}

int shipments_coming(int64_t **out, int *n, struct snap *snap, struct arena *a, const char *number,
		     struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT id FROM shipment s WHERE tracking_number=?1 "
					    "AND EXISTS(SELECT 1 FROM import i WHERE "
					    "i.id=s.import_id AND i.state='running') "
					    "ORDER BY id DESC");

	stmt_text(st, 1, number);
	return read_ids(out, n, st, a, err);
}

int case_count(int64_t *n, struct snap *snap, struct err *err)
{
	return db_pragma_int(n, snap->db, "SELECT count(*) FROM casefile WHERE id>0", err);
}
