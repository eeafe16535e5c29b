#include "ops/purge_ops.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/zone.h"
#include "ops/evidence_ops.h"
#include "ops/internal.h"
#include "store/purge.h"

enum { PARCELS_A_STEP = 50, ANSWERS_A_STEP = 10000, NOTE_MAX = 4 * 1024 * 1024 };

/* One purge, and within it one step: some parcels in one transaction. */
struct purging {
	struct purge_report *out;
	struct desk *desk;
	const struct purge_wish *wish;
	instant before;
	struct arena a; /* of the whole purge */
	int64_t *parcel;
	int nparcels;
	struct hash *kept; /* answers that other parcels need */
	int nkept;

	struct arena step;
	struct snap *snap;
	struct tx *tx; /* NULL: only counting */
	struct buf entries, answers;
	int64_t from, to; /* the last range of entries */
	int nanswers, nrows;
};

static void end_range(struct purging *p)
{
	if (!p->from)
		return;
	buf_printf(&p->entries, "%s%" PRId64, p->entries.len ? "," : "", p->from);
	if (p->to > p->from)
		buf_printf(&p->entries, "-%" PRId64, p->to);
	p->from = 0;
}

static int drop_entries(struct purging *p, int64_t parcel, struct err *err)
{
	int64_t *entry;
	int n;

	if (purge_entries(&entry, &n, &p->out->bytes, p->snap, &p->step, parcel, p->before, err) <
	    0)
		return -1;
	p->out->entries += n;
	for (int i = 0; i < n && p->tx; i++) {
		if (purge_body(p->tx, entry[i], err) < 0)
			return -1;
		if (!p->from || entry[i] != p->to + 1) {
			end_range(p);
			p->from = entry[i];
		}
		p->to = entry[i];
	}
	return 0;
}

static int drop_answers(struct purging *p, int64_t parcel, struct err *err)
{
	struct hash *answer;
	char hex[HASH_HEX];
	bool there = true;
	int n;

	if (purge_answers(&answer, &n, p->snap, &p->step, parcel, err) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		if (purge_has(p->kept, p->nkept, &answer[i]))
			continue;
		if (p->tx && purge_answer(&there, p->tx, &answer[i], err) < 0)
			return -1;
		if (!there)
			continue;
		p->out->answers++;
		p->nanswers++;
		buf_printf(&p->answers, "%s%s", p->answers.len ? "," : "",
			   hash_hex(hex, &answer[i]));
	}
	return 0;
}

/* The rows stay and say when their files went; the files go when that is on disk. */
static int mark_files(struct purging *p, const struct casefile *c, struct err *err)
{
	struct evidence *e;
	int n;

	if (row_list(&e, &n, p->snap, &p->step, TABLE_EVIDENCE, "WHERE casefile_id=?1 ORDER BY id",
		     c->id, 0, err) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		if (e[i].purged_on != DAY_NONE)
			continue;
		p->out->files++;
		p->out->file_bytes += e[i].size;
		if (!p->tx)
			continue;
		e[i].purged_on = p->desk->options.moment.today;
		tx_file(p->tx, c->shipment_id);
		tx_case(p->tx, c->id);
		if (row_update(&e[i], p->tx, TABLE_EVIDENCE, err) < 0)
			return -1;
		p->nrows++;
	}
	return 0;
}

static int cases_of(struct casefile **out, int *n, struct purging *p, int64_t parcel,
		    struct err *err)
{
	return row_list(out, n, p->snap, &p->step, TABLE_CASEFILE,
			"WHERE shipment_id=?1 ORDER BY id", parcel, 0, err);
}

static int purge_one(struct purging *p, int64_t parcel, struct err *err)
{
	struct casefile *c;
	bool old;
	int n;

	if (purge_is_old(&old, p->snap, parcel, p->before, err) < 0)
		return -1;
	if (!old) /* opened again meanwhile */
		return 0;
	p->out->parcels++;
	if (drop_entries(p, parcel, err) < 0)
		return -1;
	if (p->wish->answers && drop_answers(p, parcel, err) < 0)
		return -1;
	if (!p->wish->evidence)
		return 0;
	if (cases_of(&c, &n, p, parcel, err) < 0)
		return -1;
	for (int i = 0; i < n; i++)
		if (mark_files(p, &c[i], err) < 0)
			return -1;
	return 0;
}

/* --- files, when the rows say that they are gone --- */

static int delete_file(struct purging *p, const struct evidence *e, struct err *err)
{
	const char *path = evidence_file_path(&p->step, p->desk, e->sha256, e->media_type);
	bool used;

	if (e->purged_on == DAY_NONE)
		return 0;
	if (purge_file_used(&used, p->snap, e->sha256, err) < 0)
		return -1;
	if (!used && unlink(path) < 0 && errno != ENOENT)
		p->out->files_left++;
	return 0;
}

static int delete_files(struct purging *p, int first, int end, struct err *err)
{
	int rc = 0;

	if (desk_snap(&p->snap, p->desk, err) < 0)
		return -1;
	for (int i = first; i < end && rc == 0; i++) {
		struct casefile *c;
		int n = 0;

		rc = cases_of(&c, &n, p, p->parcel[i], err);
		for (int k = 0; k < n && rc == 0; k++) {
			struct evidence *e;
			int files = 0;

			rc = row_list(&e, &files, p->snap, &p->step, TABLE_EVIDENCE,
				      "WHERE casefile_id=?1 ORDER BY id", c[k].id, 0, err);
			for (int f = 0; f < files && rc == 0; f++)
				rc = delete_file(p, &e[f], err);
		}
	}
	desk_snap_end(p->snap);
	return rc;
}

/* --- step by step --- */

static int end_step(struct purging *p, int rc, struct err *err)
{
	end_range(p);
	if (rc == 0)
		rc = buf_check(&p->entries, "what is purged", err);
	if (rc == 0)
		rc = buf_check(&p->answers, "what is purged", err);
	if (rc == 0 && (p->entries.len || p->answers.len || p->nrows)) {
		tx_note(p->tx, "purged", p->entries.len ? p->entries.at : NULL);
		tx_note(p->tx, "purged_answers", p->answers.len ? p->answers.at : NULL);
		tx_keep(p->tx);
	}
	return tx_end(p->tx, rc, err);
}

static int step(struct purging *p, int *at, struct err *err)
{
	int first = *at, rc = 0;

	if (desk_begin(&p->tx, p->desk, "desk.purge", err) < 0)
		return -1;
	buf_init(&p->entries, NOTE_MAX);
	buf_init(&p->answers, NOTE_MAX);
	p->nanswers = p->nrows = 0;
	p->snap = tx_snap(p->tx);
	while (rc == 0 && *at < p->nparcels && *at - first < PARCELS_A_STEP &&
	       p->nanswers < ANSWERS_A_STEP)
		rc = purge_one(p, p->parcel[(*at)++], err);
	rc = end_step(p, rc, err);
	p->tx = NULL;
	if (rc == 0 && p->wish->evidence)
		rc = delete_files(p, first, *at, err);
	buf_release(&p->entries);
	buf_release(&p->answers);
	arena_release(&p->step);
	return rc;
}

/* What there is to do; without an act, also the counts. */
static int plan(struct purging *p, struct err *err)
{
	int rc;

	if (desk_snap(&p->snap, p->desk, err) < 0)
		return -1;
	buf_init(&p->entries, NOTE_MAX);
	buf_init(&p->answers, NOTE_MAX);
	rc = p->wish->dry_run ? 0 : purge_prepare(p->snap, err);
	if (rc == 0)
		rc = purge_parcels(&p->parcel, &p->nparcels, p->snap, &p->a, p->before, err);
	if (rc == 0 && p->wish->answers)
		rc = purge_answers_kept(&p->kept, &p->nkept, p->snap, &p->a, p->parcel, p->nparcels,
					err);
	for (int i = 0; i < p->nparcels && rc == 0 && p->wish->dry_run; i++) {
		rc = purge_one(p, p->parcel[i], err);
		buf_clear(&p->answers);
		arena_release(&p->step);
	}
	buf_release(&p->entries);
	buf_release(&p->answers);
	desk_snap_end(p->snap);
	return rc;
}

int desk_purge(struct purge_report *out, struct desk *desk, const struct purge_wish *wish,
	       struct err *err)
{
	struct purging p = { .out = out, .desk = desk, .wish = wish };
	int at = 0, rc;

	*out = (struct purge_report){ 0 };
	p.before = zone_instant(desk->options.moment.zone, (int64_t)wish->before * 86400);
	rc = plan(&p, err);
	while (rc == 0 && !wish->dry_run && at < p.nparcels)
		rc = step(&p, &at, err);
	arena_release(&p.step);
	arena_release(&p.a);
	return rc;
}
