#include "store/facets.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/text.h"
#include "domain/casefile.h"
#include "store/column.h"
#include "store/internal.h"
#include "store/journal.h"

int facets_version(int64_t *entry, struct snap *snap, struct err *err)
{
	char hash[HASH_HEX];

	return journal_head(entry, hash, snap, err);
}

/* Rows of one client or owner come together as a rule: the last name is looked at first. */
static int16_t name_number(struct facet_names *names, struct arena *a, const char *name)
{
	if (!name)
		return -1;
	if (names->n && strcmp(names->name[names->last], name) == 0)
		return (int16_t)names->last;
	for (int i = 0; i < names->n; i++)
		if (strcmp(names->name[i], name) == 0)
			return (int16_t)(names->last = i);
	if (names->n == FACET_NAMES_MAX)
		return -1;
	names->name[names->n] = arena_strdup(a, name);
	return (int16_t)(names->last = names->n++);
}

static void take(struct facet_cases *out, struct arena *a, struct stmt *st)
{
	out->at[out->n++] = (struct facet_case){
		.stage = (int16_t)name_find(stage_names, STAGE_NVALUES, stmt_get_text(st, 0)),
		.problem = (int16_t)name_find(problem_names, PROBLEM_NVALUES, stmt_get_text(st, 1)),
		.carrier = name_number(&out->carriers, a, stmt_get_text(st, 2)),
		.owner = name_number(&out->owners, a, stmt_get_text(st, 3)),
		.client = name_number(&out->clients, a, stmt_get_text(st, 4)),
		.closes_on = day_at(st, 5),
		.value_cents = stmt_get_int(st, 6),
	};
}

int facets_read(struct facet_cases *out, struct snap *snap, struct arena *a, struct err *err)
{
	struct stmt *st;
	int64_t room;
	int rc;

	memset(out, 0, sizeof *out);
	if (facets_version(&out->entry, snap, err) < 0)
		return -1;
	st = db_stmt(snap->db, "SELECT count(*) FROM casefile WHERE closed_at IS NULL AND id>0");
	rc = stmt_step(st, err);
	room = rc > 0 ? stmt_get_int(st, 0) : 0;
	stmt_reset(st);
	if (rc < 0)
		return -1;
	out->at = arena_array(a, (size_t)room + 1, sizeof *out->at);
	/* id>0 lets the engine walk the index of open cases. */
	st = db_stmt(
		snap->db,
		"SELECT c.stage,c.problem,s.carrier,c.owner,c.client,w.closes_on,s.value_cents "
		"FROM casefile c JOIN shipment s ON s.id=c.shipment_id "
		"LEFT JOIN window w ON w.casefile_id=c.id AND w.what='claim' "
		"AND w.route='carrier' WHERE c.closed_at IS NULL AND c.id>0");
	while ((rc = stmt_step(st, err)) > 0 && out->n < room)
		take(out, a, st);
	if (rc > 0)
		stmt_reset(st);
	return rc < 0 ? -1 : 0;
}
