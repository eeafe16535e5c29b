#include "ops/events_ops.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "ops/internal.h"
#include "ops/tracking_parts.h"

/* A number of another carrier's parcel is a stranger's: carriers use the same digits. */
static int find_own(struct reading *r, struct snap *snap, struct arena *a, const struct carrier *by,
		    struct err *err)
{
	struct shipment s;

	if (shipment_by_number(&r->shipment_id, snap, a, r->tracking_number, err) < 0 ||
	    row_get(&s, snap, a, TABLE_SHIPMENT, r->shipment_id, err) < 0)
		return -1;
	if (!s.carrier || !strcmp(s.carrier, by->code) || !strcmp(by->code, "easypost"))
		return 0;
	return err_set(err, ERR_NOT_FOUND, "'%s' is a parcel of %s here", r->tracking_number,
		       carrier_title(s.carrier));
}

static int find_parcels(struct reading *known, struct events_report *out, struct desk *desk,
			struct arena *a, const struct answer *answer, struct err *err)
{
	struct err missing;
	struct snap *snap;
	int n = 0;

	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	out->unknown = arena_array(a, (size_t)answer->nreadings, sizeof *out->unknown);
	for (int i = 0; i < answer->nreadings; i++) {
		known[n] = answer->reading[i];
		if (find_own(&known[n], snap, a, out->by, &missing) == 0) {
			n++;
			continue;
		}
		if (missing.code != ERR_NOT_FOUND && missing.code != ERR_INPUT) {
			*err = missing;
			n = -1;
			break;
		}
		out->unknown[out->nunknown++] = known[n].tracking_number;
	}
	desk_snap_end(snap);
	return n;
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

/* The k-th lot of at most RECORD_MAX readings, as an answer of its own. */
static struct answered lot(const struct events_report *r, const struct reading known[], int first,
			   int n)
{
	return (struct answered){ .asked = r->by,
				  .reading = known + first,
				  .nreadings = n - first < RECORD_MAX ? n - first : RECORD_MAX };
}

/*
 * The last lot and the import's own row are one act: a file of up to 100 parcels comes in whole.
 */
static int record_import(struct events_report *out, struct desk *desk, struct arena *a,
			 const struct reading known[], int n, struct import *import,
			 struct err *err)
{
	int first = n > RECORD_MAX ? (n - 1) / RECORD_MAX * RECORD_MAX : 0, rc = -1;
	struct answered last = lot(out, known, first, n);
	struct tracked *some;
	struct tx *tx;

	out->tracked = arena_array(a, (size_t)n, sizeof *out->tracked);
	out->ntracked = n;
	for (int i = 0; i < first; i += RECORD_MAX) {
		struct answered part = lot(out, known, i, n);

		if (tracking_record(&some, desk, a, &part, 1, SOURCE_SAVED_ANSWER, err) < 0)
			return -1;
		memcpy(out->tracked + i, some, RECORD_MAX * sizeof *some);
	}
	if (desk_begin(&tx, desk, "events.import", err) < 0)
		return -1;
	if (answered_record(out->tracked + first, tx, a, &last, SOURCE_SAVED_ANSWER, err) < 0)
		goto out;
	for (int i = 0; i < n; i++)
		out->created += out->tracked[i].new_events;
	if (put_import(tx, import, out, err) < 0)
		goto out;
	rc = 0;
out:
	return tx_end(tx, rc, err);
}

int events_import(struct events_report *out, struct desk *desk, struct arena *a, const char *path,
		  const char *format, struct err *err)
{
	const char *base = path_base(path);
	struct import import = { .name = utf8_repair(a, base, strlen(base)) };
	struct reading *known;
	struct answer answer;
	char hex[HASH_HEX], *bytes;
	struct hash hash;
	size_t len;
	int n;

	*out = (struct events_report){ 0 };
	if (file_read(&bytes, &len, a, path, ANSWER_MAX, err) < 0)
		return -1;
	if (carrier_read_saved(&answer, &out->by, a, bytes, len, format, err) < 0)
		return err_wrap(err, "%s", path);
	known = arena_array(a, (size_t)answer.nreadings, sizeof *known);
	n = find_parcels(known, out, desk, a, &answer, err);
	if (n < 0)
		return -1;
	out->rows = answer.nreadings;
	out->refused = out->nunknown;
	hash = hash_of(bytes, len);
	import.sha256 = hash_hex(hex, &hash);
	import.kind = arena_printf(a, "%s_saved_answer", out->by->code);
	return record_import(out, desk, a, known, n, &import, err);
}
