#include "ops/events_ops.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "carrier/reply.h"
#include "ops/events_parts.h"
#include "ops/internal.h"
#include "ops/tracking_parts.h"

/* One import on its way. */
struct intake {
	struct events_report *out;
	struct desk *desk;
	struct arena *arena;
	const struct events_given *given;
	struct shipment named; /* the parcel that the person named; id 0: none */
	struct slips slips;
	struct reading *known; /* of parcels that are here */
	int n;
	int unknown_rows; /* of a table, of parcels that are not */
	struct slip_refusal *refusal;
	int nrefusals, room;
};

/* Carriers use the same digits; DHL is two of ours and one to everyone else. */
static bool is_strangers(const struct shipment *s, const char *carrier)
{
	if (!s->carrier || !carrier || !strcmp(s->carrier, carrier))
		return false;
	return strncmp(s->carrier, "dhl", 3) != 0 || strncmp(carrier, "dhl", 3) != 0;
}

/* The parcel that --number or --case names. */
static int find_named(struct intake *in, struct snap *snap, struct err *err)
{
	const struct events_given *g = in->given;
	int64_t id = 0;

	if (g->casefile_id) {
		struct casefile c;

		if (row_get(&c, snap, in->arena, TABLE_CASEFILE, g->casefile_id, err) < 0)
			return -1;
		id = c.shipment_id;
	} else if (g->number) {
		if (shipment_by_number(&id, snap, in->arena, g->number, err) < 0)
			return -1;
	}
	return id ? row_get(&in->named, snap, in->arena, TABLE_SHIPMENT, id, err) : 0;
}

static int find_own(struct shipment *s, struct intake *in, struct snap *snap,
		    const struct slip *slip, struct err *err)
{
	const char *number = slip->reading.tracking_number;
	int64_t id;

	if (!number && !in->named.id)
		return err_set(err, ERR_NOT_FOUND,
			       "it names no tracking number: say whose it is with --number or "
			       "--case");
	if (!number || (in->named.id && reply_same_number(number, in->named.tracking_number))) {
		*s = in->named;
		return 0;
	}
	if (in->named.id)
		return err_set(err, ERR_NOT_FOUND, "it is about %s, not about %s", number,
			       in->named.tracking_number);
	if (shipment_by_number(&id, snap, in->arena, number, err) < 0 ||
	    row_get(s, snap, in->arena, TABLE_SHIPMENT, id, err) < 0)
		return -1;
	if (!is_strangers(s, slip->carrier))
		return 0;
	return err_set(err, ERR_NOT_FOUND, "'%s' is a parcel of %s here", number,
		       carrier_title(s->carrier));
}

static void refuse(struct intake *in, const struct slip_refusal *row, const char *reason)
{
	assert(in->nrefusals < in->room);
	in->refusal[in->nrefusals] = *row;
	if (reason)
		in->refusal[in->nrefusals].reason = reason;
	in->nrefusals++;
}

/* A slip of nobody: its rows are refused with the reason, its number is listed. */
static void leave_out(struct intake *in, const struct slip *slip, const char *reason)
{
	struct events_report *out = in->out;

	reason = arena_strdup(in->arena, reason);
	if (slip->reading.tracking_number)
		out->unknown[out->nunknown++] = slip->reading.tracking_number;
	for (int i = 0; i < slip->nrows; i++)
		refuse(in, &slip->row[i], reason);
	in->unknown_rows += slip->nrows;
}

/* Events of other hands that the desk has already, by whatever way, are not told again. */
static int drop_known(struct reading *r, enum source source, struct snap *snap, struct arena *a,
		      struct err *err)
{
	struct event *have, *kept;
	int nhave, n = 0;

	if (shipment_events(&have, &nhave, snap, a, r->shipment_id, err) < 0)
		return -1;
	kept = arena_array(a, (size_t)r->nevents, sizeof *kept);
	for (int i = 0; i < r->nevents; i++) {
		const struct event *e = &r->event[i];
		bool known = false;

		for (int k = 0; k < nhave && !known; k++)
			known = event_is_told(e, source, &have[k]);
		if (!known)
			kept[n++] = *e;
	}
	r->event = kept;
	r->nevents = n;
	return 0;
}

static int place(struct intake *in, struct snap *snap, struct slip *slip, struct err *err)
{
	enum source source = in->slips.source;
	struct reading *r = &in->known[in->n];
	struct err missing;
	struct shipment s;

	if (find_own(&s, in, snap, slip, &missing) < 0) {
		bool alone = in->slips.n == 1 && source != SOURCE_SAVED_ANSWER &&
			     source != SOURCE_NOTICE && source != SOURCE_CSV;

		if (missing.code != ERR_NOT_FOUND && missing.code != ERR_INPUT) {
			*err = missing;
			return -1;
		}
		if (alone && (!slip->reading.tracking_number || in->named.id))
			return err_set(err, ERR_INPUT, "%s", missing.text);
		leave_out(in, slip, missing.text);
		return 0;
	}
	if (!slip->carrier && s.carrier && !in->out->by)
		slip_judge(slip, s.carrier);
	*r = slip->reading;
	r->shipment_id = s.id;
	r->tracking_number = s.tracking_number;
	if (source_is_hint(source) && s.expected_on != DAY_NONE)
		r->expected_on = DAY_NONE;
	in->n++;
	if (source_trust(source) == 2 || r->nevents == 0)
		return 0;
	return drop_known(r, source, snap, in->arena, err);
}

static int place_all(struct intake *in, struct err *err)
{
	struct slips *s = &in->slips;
	struct snap *snap;
	int rc = -1;

	in->known = arena_array(in->arena, (size_t)s->n, sizeof *in->known);
	in->out->unknown = arena_array(in->arena, (size_t)s->n, sizeof *in->out->unknown);
	in->room = s->nrefused;
	for (int i = 0; i < s->n; i++)
		in->room += s->slip[i].nrows;
	in->refusal = arena_array(in->arena, (size_t)in->room, sizeof *in->refusal);
	for (int i = 0; i < s->nrefused; i++)
		refuse(in, &s->refused[i], NULL);
	if (desk_snap(&snap, in->desk, err) < 0)
		return -1;
	for (int i = 0; i < s->n; i++)
		if (place(in, snap, &s->slip[i], err) < 0)
			goto out;
	rc = 0;
out:
	desk_snap_end(snap);
	return rc;
}

static int put_import(struct tx *tx, struct import *import, const struct events_report *r,
		      struct err *err)
{
	import->rows_read = r->rows;
	import->rows_created = r->created;
	import->rows_refused = r->refused;
	import->state = IMPORT_COMPLETE;
	import->started_at = tx_moment(tx)->now;
	return row_insert(import, tx, TABLE_IMPORT, err);
}

/* The lot of at most RECORD_MAX readings from "first" on, as an answer of its own. */
static struct answered lot(const struct intake *in, int first)
{
	return (struct answered){ .asked = in->out->by,
				  .reading = in->known + first,
				  .nreadings =
					  in->n - first < RECORD_MAX ? in->n - first : RECORD_MAX,
				  .bytes = in->given->bytes,
				  .len = in->given->len };
}

/*
 * The last lot and the import's own row are one act: a file of up to 100 parcels comes in whole.
 */
static int record(struct intake *in, struct import *import, struct err *err)
{
	struct events_report *out = in->out;
	int first = in->n > RECORD_MAX ? (in->n - 1) / RECORD_MAX * RECORD_MAX : 0, rc = -1;
	struct answered last = lot(in, first);
	struct tracked *some;
	struct tx *tx;

	for (int i = 0; i < first; i += RECORD_MAX) {
		struct answered part = lot(in, i);

		if (tracking_record(&some, in->desk, in->arena, &part, 1, out->source, err) < 0)
			return -1;
		memcpy(out->tracked + i, some, RECORD_MAX * sizeof *some);
	}
	if (desk_begin(&tx, in->desk, "events.import", err) < 0)
		return -1;
	if (answered_record(out->tracked + first, tx, in->arena, &last, out->source, err) < 0)
		goto out;
	for (int i = 0; i < in->n; i++)
		out->created += out->tracked[i].new_events;
	if (put_import(tx, import, out, err) < 0)
		goto out;
	rc = 0;
out:
	return tx_end(tx, rc, err);
}

/* What record() would find, without a write. */
static int look_only(struct intake *in, struct err *err)
{
	struct events_report *out = in->out;
	struct snap *snap;
	int rc = -1;

	out->fresh = arena_array(in->arena, (size_t)in->n, sizeof *out->fresh);
	if (desk_snap(&snap, in->desk, err) < 0)
		return -1;
	for (int i = 0; i < in->n; i++) {
		struct reading *r = &in->known[i];
		struct shipment s;
		int64_t *cases;
		int n;

		if (row_get(&s, snap, in->arena, TABLE_SHIPMENT, r->shipment_id, err) < 0 ||
		    cases_of_number(&cases, &n, snap, in->arena, r->tracking_number, true, err) <
			    0 ||
		    (r->nevents && drop_known(r, out->source, snap, in->arena, err) < 0))
			goto out;
		out->fresh[i] = (struct events_fresh){ r->event, r->nevents };
		out->created += r->nevents;
		out->tracked[i] = (struct tracked){ .shipment_id = s.id,
						    .casefile_id = n ? cases[0] : 0,
						    .tracking_number = s.tracking_number,
						    .outcome = r->outcome,
						    .new_events = r->nevents,
						    .status = s.status,
						    .status_text = s.status_text,
						    .message = r->message };
		if (r->outcome == POLL_NEW && r->nevents == 0)
			out->tracked[i].outcome = POLL_UNCHANGED;
	}
	rc = 0;
out:
	desk_snap_end(snap);
	return rc;
}

/* Of a table its rows are counted, of anything else the parcels. */
static void count(struct intake *in)
{
	struct events_report *out = in->out;
	const struct slips *s = &in->slips;

	out->rows = s->n;
	out->refused = out->nunknown;
	if (s->source == SOURCE_CSV) {
		out->rows = s->nrefused;
		for (int i = 0; i < s->n; i++)
			out->rows += s->slip[i].nrows;
		out->refused = s->nrefused + in->unknown_rows;
	} else {
		out->refused += s->nrefused;
	}
	out->refusal = in->refusal;
	out->nrefusals = in->nrefusals;
	out->heading = s->heading;
	out->nheading = s->nheading;
	out->note = s->note;
	out->tracked = arena_array(in->arena, (size_t)in->n, sizeof *out->tracked);
	out->ntracked = in->n;
}

static int take(struct intake *in, struct err *err)
{
	const struct events_given *g = in->given;
	struct events_report *out = in->out;
	struct import import = { .name = utf8_repair(in->arena, g->name, strlen(g->name)) };
	char hex[HASH_HEX];
	struct hash hash = hash_of(g->bytes, g->len);

	out->format = in->slips.format;
	out->source = in->slips.source;
	if (place_all(in, err) < 0)
		return -1;
	count(in);
	if (g->dry_run)
		return look_only(in, err);
	import.sha256 = hash_hex(hex, &hash);
	import.imported_by = desk_user(in->desk);
	import.kind =
		out->by ? arena_printf(in->arena, "%s_saved_answer", out->by->code) : out->format;
	return record(in, &import, err);
}

int events_take(struct events_report *out, struct desk *desk, struct arena *a,
		const struct events_given *given, struct err *err)
{
	struct intake in = { .out = out, .desk = desk, .arena = a, .given = given };
	struct events_given named = *given;
	struct snap *snap;
	int rc;

	*out = (struct events_report){ 0 };
	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = find_named(&in, snap, err);
	desk_snap_end(snap);
	if (rc < 0)
		return -1;
	if (in.named.id) {
		named.number = in.named.tracking_number;
		if (!named.carrier)
			named.carrier = in.named.carrier;
	}
	if (events_read(&in.slips, &out->by, a, &named, err) < 0)
		return err_wrap(err, "%s", given->name);
	if (take(&in, err) < 0)
		return err->code == ERR_INPUT ? err_wrap(err, "%s", given->name) : -1;
	return 0;
}

int events_import(struct events_report *out, struct desk *desk, struct arena *a, const char *path,
		  const char *format, struct err *err)
{
	struct events_given given = { .name = path_base(path), .format = format };
	char *bytes;

	*out = (struct events_report){ 0 };
	if (file_read(&bytes, &given.len, a, path, ANSWER_MAX, err) < 0)
		return -1;
	given.bytes = bytes;
	return events_take(out, desk, a, &given, err);
}

void events_refusals(struct buf *to, const struct events_report *r)
{
	for (int i = 0; i < r->nheading; i++)
		csv_put(to, r->heading[i], CSV_FOR_EXCEL, i == 0);
	csv_put(to, "line", CSV_FOR_MACHINES, r->nheading == 0);
	csv_put(to, "reason", CSV_FOR_MACHINES, false);
	csv_end_row(to);
	for (int i = 0; i < r->nrefusals; i++) {
		const struct slip_refusal *row = &r->refusal[i];
		char line[24];

		for (int k = 0; k < r->nheading; k++)
			csv_put(to, k < row->nfields ? row->field[k] : NULL, CSV_FOR_EXCEL, k == 0);
		snprintf(line, sizeof line, "%lld", row->line);
		csv_put(to, line, CSV_FOR_MACHINES, r->nheading == 0);
		csv_put(to, row->reason, CSV_FOR_MACHINES, false);
		csv_end_row(to);
	}
}
