#include "store/kept.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/urgency.h"
#include "store/internal.h"
#include "store/journal.h"

enum { CARRIERS_MAX = 64 };

/* clang-format off */
static const char kept_sql[] =
	"SELECT s.carrier,sum(p.state='kept'),sum(p.state='broken'),min(p.settled_on),"
	"k.rep_name,k.rep_id "
	"FROM (SELECT contact_id,state,settled_on FROM promise "
	"WHERE state IN('kept','broken') AND owed_by='carrier' AND settled_on>=?1 "
	"ORDER BY settled_on DESC LIMIT ?3) p "
	"CROSS JOIN contact k ON k.id=p.contact_id "
	"CROSS JOIN contact_case l ON l.id=(SELECT min(id) FROM contact_case "
	"WHERE contact_id=k.id) "
	"CROSS JOIN casefile c ON c.id=l.casefile_id "
	"CROSS JOIN shipment s ON s.id=c.shipment_id "
	"WHERE s.carrier IS NOT NULL AND (?2 IS NULL OR s.carrier=?2) "
	"GROUP BY s.carrier,k.rep_name COLLATE NOCASE,k.rep_id COLLATE NOCASE "
	"ORDER BY s.carrier,count(*) DESC";
/* clang-format on */

static void take_rep(struct kept_carrier *c, struct arena *a, int *room, struct kept_rep *rep)
{
	if (kept_rate(rep->sum.kept, rep->sum.broken) < 0 || (!rep->name && !rep->id))
		return;
	c->rep = arena_grown(a, c->rep, c->nreps, room, sizeof *c->rep);
	rep->name = arena_strdup(a, rep->name);
	rep->id = arena_strdup(a, rep->id);
	c->rep[c->nreps++] = *rep;
}

static void add(struct kept *sum, const struct kept *more)
{
	sum->kept += more->kept;
	sum->broken += more->broken;
	if (more->since < sum->since)
		sum->since = more->since;
}

static int read_now(struct kept_carrier **out, int *n, struct snap *snap, struct arena *a,
		    const struct kept_query *query, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, kept_sql);
	struct kept_carrier *c = NULL;
	int rc, room = 0;

	*out = arena_array(a, CARRIERS_MAX, sizeof **out);
	*n = 0;
	stmt_int(st, 1, query->since);
	stmt_text(st, 2, query->carrier);
	stmt_int(st, 3, query->newest ? query->newest : -1);
	while ((rc = stmt_step(st, err)) > 0) {
		struct kept_rep rep = {
			.name = stmt_get_text(st, 4),
			.id = stmt_get_text(st, 5),
			.sum = { .kept = stmt_get_int(st, 1),
				 .broken = stmt_get_int(st, 2),
				 .since = (daynum)stmt_get_int(st, 3) },
		};

		if (!c || !text_same(c->carrier, stmt_get_text(st, 0))) {
			if (*n == CARRIERS_MAX)
				break;
			c = &(*out)[(*n)++];
			*c = (struct kept_carrier){
				.carrier = arena_strdup(a, stmt_get_text(st, 0)),
				.sum.since = rep.sum.since,
			};
			room = 0;
		}
		add(&c->sum, &rep.sum);
		take_rep(c, a, &room, &rep);
	}
	stmt_release(st);
	return rc < 0 ? -1 : 0;
}

/* The desk's newest promises are the same whichever carrier is asked for: all are read. */
static int know(struct kept_known *known, struct snap *snap, const struct kept_query *query,
		struct err *err)
{
	char hash[HASH_HEX];
	int64_t entry;

	if (journal_head(&entry, hash, snap, err) < 0)
		return -1;
	if (known->there && known->entry == entry && known->query.since == query->since &&
	    known->query.newest == query->newest)
		return 0;
	arena_release(&known->arena);
	*known = (struct kept_known){ .entry = entry,
				      .query = { query->since, NULL, query->newest } };
	if (read_now(&known->carrier, &known->n, snap, &known->arena, &known->query, err) < 0)
		return -1;
	known->there = true;
	return 0;
}

static struct kept_carrier copy_of(const struct kept_carrier *c, struct arena *a)
{
	struct kept_carrier copy = *c;

	copy.carrier = arena_strdup(a, c->carrier);
	copy.rep = arena_array(a, (size_t)c->nreps, sizeof *copy.rep);
	for (int i = 0; i < c->nreps; i++) {
		copy.rep[i] = c->rep[i];
		copy.rep[i].name = arena_strdup(a, c->rep[i].name);
		copy.rep[i].id = arena_strdup(a, c->rep[i].id);
	}
	return copy;
}

int kept_read(struct kept_carrier **out, int *n, struct snap *snap, struct arena *a,
	      const struct kept_query *query, struct err *err)
{
	struct kept_known *known = snap->known;

	if (!query->newest)
		return read_now(out, n, snap, a, query, err);
	if (know(known, snap, query, err) < 0)
		return -1;
	*out = arena_array(a, (size_t)known->n + 1, sizeof **out);
	*n = 0;
	for (int i = 0; i < known->n; i++)
		if (!query->carrier || text_same(query->carrier, known->carrier[i].carrier))
			(*out)[(*n)++] = copy_of(&known->carrier[i], a);
	return 0;
}
