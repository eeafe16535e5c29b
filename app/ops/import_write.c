#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "base/text.h"
#include "base/zone.h"
#include "ops/import_parts.h"

/*
 * A transaction is given so long, in milliseconds, that whoever waits for it does not notice, and
 * then others get their turn.
 */
enum { TX_MS = 25, STOP_MS = 40, PAUSE_US = 1200, TX_ROWS_MIN = 50, TX_ROWS_MAX = 4000 };

static double clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* --- the report --- */

static struct import_tally *tally_of(struct import_report *r, const char *carrier, struct arena *a)
{
	for (int i = 0; i < r->ntallies; i++)
		if (text_same(r->tally[i].carrier, carrier))
			return &r->tally[i];
	if (r->ntallies == IMPORT_TALLIES)
		return &r->tally[IMPORT_TALLIES - 1];
	r->tally[r->ntallies] = (struct import_tally){ arena_strdup(a, carrier), 0, 0 };
	return &r->tally[r->ntallies++];
}

/* By what the file alone tells: no carrier was asked, and the desk's own figures do not count. */
static void judge(struct import_item *item, struct import_job *job, const struct import_row *row)
{
	const struct moment *m = &job->desk->options.moment;
	struct shipment s = row->shipment;
	struct watched w = { .shipment = &s,
			     .today = m->today,
			     .label_on = s.mailed_on,
			     .last_scan_on = s.accepted_on,
			     .known_on = s.accepted_on,
			     .notice_on = DAY_NONE };
	struct finding f;

	if (row->has_event) {
		s.status = row->event.status;
		s.trouble = row->event.trouble;
		if (row->event.is_scan && row->event.occurred_at != INSTANT_NONE)
			w.last_scan_on = w.known_on = zone_day(m->zone, row->event.occurred_at);
	}
	w.usual = usual_of(NULL, NULL, &s);
	f = watch_judge(&w);
	item->verdict =
		f.verdict == WATCH_NOT_ASKED && f.suspected != WATCH_FINE ? f.suspected : f.verdict;
	if (item->verdict != WATCH_FINE)
		item->why = watch_why(job->a, &w, &f);
}

static void list_item(struct import_job *job, const struct import_row *row,
		      enum import_outcome outcome, const char *reason)
{
	struct import_report *r = job->out;

	if (r->nitems >= IMPORT_ITEMS + (outcome == IMPORT_REFUSED ? IMPORT_REFUSALS : 0))
		return;
	r->item[r->nitems] = (struct import_item){
		.line = row->line,
		.tracking_number = arena_strdup(job->a, row->shipment.tracking_number),
		.carrier = arena_strdup(job->a, row->shipment.carrier),
		.mailed_on = row->refused || row->skipped ? DAY_NONE : row->shipment.mailed_on,
		.outcome = outcome,
		.reason = arena_strdup(job->a, reason),
	};
	if (job->options->dry_run && outcome == IMPORT_CREATED)
		judge(&r->item[r->nitems], job, row);
	r->nitems++;
}

/* A row counts once, as its first number went. */
static int count(struct import_job *job, const struct import_row *row, enum import_outcome outcome,
		 const char *reason, struct err *err)
{
	struct import_report *r = job->out;
	struct import_tally *tally;

	list_item(job, row, outcome, reason);
	if (outcome == IMPORT_CREATED || outcome == IMPORT_MERGED) {
		tally = tally_of(r, row->shipment.carrier, job->a);
		tally->created += outcome == IMPORT_CREATED;
		tally->merged += outcome == IMPORT_MERGED;
		r->parcels += outcome == IMPORT_CREATED;
		r->doubtful += row->doubtful;
	}
	if (row->part > 0)
		return 0;
	r->rows++;
	r->repaired += row->repaired;
	r->created += outcome == IMPORT_CREATED;
	r->merged += outcome == IMPORT_MERGED;
	r->skipped += outcome == IMPORT_SKIPPED;
	r->refused += outcome == IMPORT_REFUSED;
	if (outcome != IMPORT_REFUSED)
		return 0;
	return refused_put(&job->refused, job->a, row, reason, err);
}

/* An earlier run wrote it and counted it in the import's own row. */
static int count_written(struct import_job *job, const struct import_row *row, bool own)
{
	struct import_tally *tally = tally_of(job->out, row->shipment.carrier, job->a);

	list_item(job, row, own ? IMPORT_CREATED : IMPORT_MERGED, NULL);
	tally->created += own;
	tally->merged += !own;
	job->out->parcels += own;
	job->out->rows += row->part == 0;
	return 0;
}

static void list_conflict(struct import_job *job, const struct import_row *row,
			  const struct fill_place *p, const struct shipment *here)
{
	struct import_report *r = job->out;

	if (r->nconflicts++ >= IMPORT_CONFLICTS)
		return;
	r->conflict[r->nconflicts - 1] = (struct import_conflict){
		.line = row->line,
		.tracking_number = arena_strdup(job->a, row->shipment.tracking_number),
		.field = p->field,
		.here = arena_strdup(job->a, fill_text(job->a, here, p)),
		.file = arena_strdup(job->a, fill_text(job->a, &row->shipment, p)),
	};
}

/* --- a known parcel --- */

static const size_t fill_size[] = {
	[FILL_TEXT] = sizeof(const char *),
	[FILL_DAY] = sizeof(daynum),
	[FILL_MONEY] = sizeof(struct money),
};

/* Things of one order stand on rows of their own: the parcel holds them all. */
static bool add_contents(struct shipment *s, const struct import_row *row, struct import_job *job,
			 struct arena *a)
{
	const char *more = row->shipment.contents;

	if (!s->contents || !more || s->import_id != job->import.id || strstr(s->contents, more) ||
	    strlen(s->contents) + strlen(more) > 20000)
		return false;
	s->contents = arena_printf(a, "%s; %s", s->contents, more);
	return true;
}

/* The names of the fields that were filled, for the journal; NULL: none. */
static const char *fill(struct shipment *s, const struct import_row *row, struct import_job *job,
			struct arena *a)
{
	const char *filled = NULL;

	for (int i = 0; i < fill_places_n; i++) {
		const struct fill_place *p = &fill_places[i];

		if (!fill_known(&row->shipment, p))
			continue;
		if (!fill_known(s, p)) {
			memcpy((char *)s + p->offset, (const char *)&row->shipment + p->offset,
			       fill_size[p->type]);
			filled = arena_printf(a, "%s%s%s", filled ? filled : "", filled ? " " : "",
					      p->field);
		} else if (!text_same_nocase(fill_text(a, s, p), fill_text(a, &row->shipment, p))) {
			if (strcmp(p->field, "contents") != 0 || !add_contents(s, row, job, a))
				list_conflict(job, row, p, s);
		}
	}
	return filled;
}

static bool has_ended(enum status status)
{
	return status == STATUS_DELIVERED || status == STATUS_RETURN_TO_SENDER;
}

/*
 * What the file says of the parcel's way. Events judge together; a word without a time is about now
 * and counts where they leave it open, as exporting again is all that some sellers can do.
 */
static int learn(struct shipment *s, struct import_job *job, struct tx *tx, struct arena *a,
		 const struct import_row *row, struct err *err)
{
	struct event *have, e = row->event;
	const struct event **all;
	int n;

	if (!row->has_event)
		return 0;
	if (shipment_events(&have, &n, tx_snap(tx), a, s->id, err) < 0)
		return -1;
	for (int i = 0; i < n; i++)
		if (event_is_told(&e, e.source, &have[i]))
			return 0;
	e.shipment_id = s->id;
	e.first_seen_at = tx_moment(tx)->now;
	if (row_insert(&e, tx, TABLE_EVENT, err) < 0)
		return -1;
	job->out->events++;
	all = arena_array(a, (size_t)n + 1, sizeof *all);
	all[0] = &e;
	for (int i = 0; i < n; i++)
		all[i + 1] = &have[i];
	shipment_judge(s, all, n + 1);
	if (s->status == STATUS_UNKNOWN ||
	    (row->undated && !has_ended(s->status) && e.status != STATUS_UNKNOWN &&
	     e.status != STATUS_PRE_TRANSIT)) {
		s->status = e.status;
		s->trouble = e.trouble;
		s->status_text = e.text;
	}
	return 0;
}

static int merge(struct import_job *job, struct tx *tx, struct arena *a,
		 const struct import_row *row, int64_t id, struct err *err)
{
	struct shipment s, before;
	const char *filled;

	if (row_get(&s, tx_snap(tx), a, TABLE_SHIPMENT, id, err) < 0)
		return -1;
	before = s;
	filled = fill(&s, row, job, a);
	if (learn(&s, job, tx, a, row, err) < 0)
		return -1;
	if (row_same(TABLE_SHIPMENT, &before, &s) && !row->has_event)
		return 0;
	if (row_same(TABLE_SHIPMENT, &before, &s)) {
		tx_file(tx, id);
		return 0;
	}
	if (row_update(&s, tx, TABLE_SHIPMENT, err) < 0)
		return -1;
	tx_file(tx, id);
	if (s.import_id == job->import.id)
		return 0;
	job->out->filled++;
	if (filled)
		tx_note(tx, arena_printf(a, "filled.%" PRId64, id), filled);
	return parcel_cases_refresh(tx, a, &s, err);
}

/* --- a new one --- */

static int create(struct import_job *job, struct tx *tx, const struct import_row *row,
		  struct err *err)
{
	struct shipment s = row->shipment;
	struct event e = row->event;

	s.import_id = job->import.id;
	if (row_insert(&s, tx, TABLE_SHIPMENT, err) < 0)
		return -1;
	tx_file(tx, s.id);
	if (!row->has_event)
		return 0;
	e.shipment_id = s.id;
	e.first_seen_at = tx_moment(tx)->now;
	job->out->events++;
	return row_insert(&e, tx, TABLE_EVENT, err);
}

/* written: an earlier run wrote this row; it is only counted. */
static int put_row(struct import_job *job, struct tx *tx, struct arena *a,
		   const struct import_row *row, struct err *err)
{
	bool written = row->index < job->resume_at;
	const struct parcel *found;
	struct parcel *parcels;
	const char *why;
	int n, match;

	if (row->refused)
		return count(job, row, IMPORT_REFUSED, row->refused, err);
	if (row->skipped)
		return count(job, row, IMPORT_SKIPPED, row->skipped, err);
	if (import_parcels(&parcels, &n, tx_snap(tx), a, row->shipment.tracking_number,
			   job->import.id, err) < 0)
		return -1;
	match = parcel_match(&found, &why, parcels, n, &row->shipment);
	if (match < 0)
		return count(job, row, IMPORT_REFUSED, why, err);
	if (written)
		return count_written(job, row, found && found->import_id == job->import.id);
	if (found ? merge(job, tx, a, row, found->id, err) < 0 : create(job, tx, row, err) < 0)
		return -1;
	return count(job, row, found ? IMPORT_MERGED : IMPORT_CREATED, NULL, err);
}

/* --- transactions --- */

static int put_import(struct import_job *job, struct tx *tx, bool complete, struct err *err)
{
	const struct import_report *r = job->out;
	struct import *import = &job->import;
	char id[24];

	if (r->rows > import->rows_read)
		import->rows_read = (int32_t)r->rows;
	import->rows_created = (int32_t)r->created;
	import->rows_merged = (int32_t)r->merged;
	import->rows_refused = (int32_t)r->refused;
	import->state = complete ? IMPORT_COMPLETE : IMPORT_RUNNING;
	if (row_update(import, tx, TABLE_IMPORT, err) < 0)
		return -1;
	snprintf(id, sizeof id, "%" PRId64, import->id);
	tx_note(tx, "import", id);
	return 0;
}

/* The rows from "from" on, as many as there is time for; *to behind the last. */
static int put_some(int *to, struct import_job *job, struct tx *tx, const struct lot *lot, int from,
		    struct err *err)
{
	struct arena a = ARENA_INIT;
	double started = clock_ms();
	int i = from, rc = 0;

	if (!job->import.id) {
		job->import.started_at = tx_moment(tx)->now;
		job->import.imported_by = desk_user(job->desk);
		rc = row_insert(&job->import, tx, TABLE_IMPORT, err);
	}
	for (; rc == 0 && i < lot->n; i++) {
		struct arena_mark mark = arena_mark(&a);

		/* all numbers of one row come in together */
		if (i > from && lot->row[i].part == 0 &&
		    (i - from >= job->size || (i % 16 == 0 && clock_ms() - started > STOP_MS)))
			break;
		rc = put_row(job, tx, &a, &lot->row[i], err);
		arena_rewind(&a, mark);
	}
	*to = i;
	arena_release(&a);
	return rc;
}

/* As many rows a transaction as fit into its time. */
static void adapt(struct import_job *job, int rows, double ms)
{
	int size = rows > 0 && ms > 0.1 ? (int)(rows * (TX_MS / ms)) : job->size;

	if (size > job->size * 2)
		size = job->size * 2;
	job->size = size < TX_ROWS_MIN ? TX_ROWS_MIN : size > TX_ROWS_MAX ? TX_ROWS_MAX : size;
}

static void let_others(void)
{
	const struct timespec pause = { .tv_nsec = PAUSE_US * 1000L };

	nanosleep(&pause, NULL);
}

int lot_write(struct import_job *job, const struct lot *lot, struct err *err)
{
	int from = 0, to;

	do {
		bool last = lot->last && lot->n - from <= job->size;
		double started;
		struct tx *tx;
		int rc = -1;

		if (desk_begin(&tx, job->desk, last ? "import.complete" : "import.rows", err) < 0)
			return -1;
		started = clock_ms();
		if (put_some(&to, job, tx, lot, from, err) == 0 &&
		    put_import(job, tx, last && to == lot->n, err) == 0)
			rc = 0;
		if (tx_end(tx, rc, err) < 0)
			return -1;
		adapt(job, to - from, clock_ms() - started);
		if (job->options->progress)
			job->options->progress(job->options->payload, job->out->rows,
					       job->survey->rows);
		from = to;
		if (from < lot->n)
			let_others();
	} while (from < lot->n || (lot->last && job->import.state != IMPORT_COMPLETE));
	return 0;
}

/* --- only looking --- */

/* The parcels of the file so far: 16 bytes each. */
struct seen {
	struct seen_slot {
		uint64_t hash; /* of number and carrier; 0: free */
		daynum mailed_on;
	} * slot;
	size_t room, n;
};

static uint64_t hash_of_parcel(const struct shipment *s)
{
	uint64_t h = 14695981039346656037u;

	for (const char *p = s->tracking_number; *p; p++)
		h = (h ^ (unsigned char)*p) * 1099511628211u;
	for (const char *p = s->carrier ? s->carrier : ""; *p; p++)
		h = (h ^ (unsigned char)*p) * 1099511628211u;
	h ^= h >> 31;
	return h ? h : 1;
}

static void seen_grow(struct seen *seen)
{
	struct seen_slot *old = seen->slot;
	size_t room = seen->room;

	seen->room = room ? room * 2 : 4096;
	seen->slot = calloc(seen->room, sizeof *seen->slot);
	if (!seen->slot)
		out_of_memory();
	for (size_t i = 0; i < room; i++) {
		size_t k = old[i].hash & (seen->room - 1);

		if (!old[i].hash)
			continue;
		while (seen->slot[k].hash)
			k = (k + 1) & (seen->room - 1);
		seen->slot[k] = old[i];
	}
	free(old);
}

/* Was this parcel in the file before? Now it was. */
static bool seen_before(struct seen *seen, const struct shipment *s)
{
	uint64_t h = hash_of_parcel(s);
	size_t i;

	if (seen->n * 3 >= seen->room * 2)
		seen_grow(seen);
	for (i = h & (seen->room - 1); seen->slot[i].hash; i = (i + 1) & (seen->room - 1)) {
		struct parcel p = { .mailed_on = seen->slot[i].mailed_on };
		const struct parcel *found;
		const char *why;

		if (seen->slot[i].hash == h && parcel_match(&found, &why, &p, 1, s) > 0)
			return true;
	}
	seen->slot[i] = (struct seen_slot){ h, s->mailed_on };
	seen->n++;
	return false;
}

void seen_release(struct seen *seen)
{
	if (!seen)
		return;
	free(seen->slot);
	free(seen);
}

static int look(struct import_job *job, struct snap *snap, struct arena *a,
		const struct import_row *row, struct err *err)
{
	const struct parcel *found;
	struct parcel *parcels;
	struct shipment s;
	const char *why;
	int n, match;

	if (row->refused)
		return count(job, row, IMPORT_REFUSED, row->refused, err);
	if (row->skipped)
		return count(job, row, IMPORT_SKIPPED, row->skipped, err);
	if (import_parcels(&parcels, &n, snap, a, row->shipment.tracking_number, 0, err) < 0)
		return -1;
	match = parcel_match(&found, &why, parcels, n, &row->shipment);
	if (match < 0)
		return count(job, row, IMPORT_REFUSED, why, err);
	if (found) {
		if (row_get(&s, snap, a, TABLE_SHIPMENT, found->id, err) < 0)
			return -1;
		fill(&s, row, job, a); /* for the conflicts */
	} else if (!seen_before(job->seen, &row->shipment)) {
		return count(job, row, IMPORT_CREATED, NULL, err);
	}
	return count(job, row, IMPORT_MERGED, NULL, err);
}

int lot_preview(struct import_job *job, struct lot *lot, struct err *err)
{
	struct arena a = ARENA_INIT;
	struct snap *snap;
	int rc = 0;

	if (!job->seen) {
		job->seen = calloc(1, sizeof *job->seen);
		if (!job->seen)
			out_of_memory();
	}
	if (desk_snap(&snap, job->desk, err) < 0)
		return -1;
	for (int i = 0; i < lot->n && rc == 0; i++) {
		struct arena_mark mark = arena_mark(&a);

		rc = look(job, snap, &a, &lot->row[i], err);
		arena_rewind(&a, mark);
	}
	desk_snap_end(snap);
	arena_release(&a);
	return rc;
}
