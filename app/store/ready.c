#include "store/read.h"

#include "base/arena.h"

struct papers case_papers(const struct case_rows *c)
{
	return (struct papers){
		.case_id = c->casefile.id,
		.problem = c->casefile.problem,
		.shipment = &c->shipment,
		.evidence = c->evidence,
		.item = c->item,
		.hold = c->hold,
		.step = c->step,
		.nevidence = c->nevidence,
		.nitems = c->nitems,
		.nholds = c->nholds,
		.nsteps = c->nsteps,
	};
}

struct trail case_trail(const struct case_rows *c)
{
	return (struct trail){
		.case_id = c->casefile.id,
		.problem = c->casefile.problem,
		.request = c->request,
		.evidence = c->evidence,
		.contact = c->contact,
		.claim = c->claim,
		.remedy = c->remedy,
		.step = c->step,
		.nrequests = c->nrequests,
		.nevidence = c->nevidence,
		.ncontacts = c->ncontacts,
		.nclaims = c->nclaims,
		.nremedies = c->nremedies,
		.nsteps = c->nsteps,
	};
}

/* The windows in the order of their ids, which is that of case_read(). */
static int windows_of(struct window **out, int *n, struct snap *snap, struct arena *a, int64_t id,
		      struct err *err)
{
	return row_list(out, n, snap, a, TABLE_WINDOW, "WHERE casefile_id=?1 ORDER BY id", id, 0,
			err);
}

int case_doors(struct door **out, int *n, struct snap *snap, struct arena *a, int64_t id,
	       const struct shipment *s, struct err *err)
{
	struct window *windows;
	struct route *routes;
	int nwindows, nroutes;

	if (windows_of(&windows, &nwindows, snap, a, id, err) < 0 ||
	    fact_routes(&routes, &nroutes, snap, a, s->carrier, err) < 0)
		return -1;
	*n = doors_of(out, a, routes, nroutes, s, windows, nwindows);
	return 0;
}

int case_ready(bool *ready, int *asked, struct snap *snap, struct arena *a,
	       const struct casefile *c, const struct shipment *s, struct err *err)
{
	static const char by_case[] = "WHERE casefile_id=?1 ORDER BY id";
	struct case_rows r = { .casefile = *c, .shipment = *s };
	struct papers papers;
	struct check *list;
	struct door *doors;
	int n;

	if (row_list(&r.evidence, &r.nevidence, snap, a, TABLE_EVIDENCE, by_case, c->id, 0, err) <
		    0 ||
	    row_list(&r.hold, &r.nholds, snap, a, TABLE_HOLD, by_case, c->id, 0, err) < 0 ||
	    row_list(&r.step, &r.nsteps, snap, a, TABLE_STEP, by_case, c->id, 0, err) < 0 ||
	    row_list(&r.item, &r.nitems, snap, a, TABLE_ITEM, "WHERE shipment_id=?1 ORDER BY id",
		     s->id, 0, err) < 0 ||
	    windows_of(&r.window, &r.nwindows, snap, a, c->id, err) < 0 ||
	    fact_routes(&r.route, &r.nroutes, snap, a, s->carrier, err) < 0 ||
	    fact_needs(&r.need, &r.nneeds, snap, a, s->carrier, err) < 0)
		return -1;
	papers = case_papers(&r);
	n = doors_of(&doors, a, r.route, r.nroutes, s, r.window, r.nwindows);
	*asked = checklist_of(&list, a, r.need, r.nneeds, &papers,
			      door_main(doors, n, r.window, r.nwindows));
	*ready = !checklist_missing(list, *asked);
	return 0;
}
