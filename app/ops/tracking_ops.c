#include "ops/tracking_ops.h"

#include <ctype.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "ops/internal.h"
#include "store/job.h"

enum { LEASE_S = 600, RECORD_MAX = 100, SHIPMENTS_MAX = 1000000 };

/* --- the plan --- */

/* How long the last answer stays good, by where the parcel is; -1: it will not change any more. */
static const int fresh_s[STATUS_NVALUES] = {
	[STATUS_UNKNOWN] = 6 * 3600,   [STATUS_PRE_TRANSIT] = 6 * 3600,
	[STATUS_IN_TRANSIT] = 45 * 60, [STATUS_OUT_FOR_DELIVERY] = 15 * 60,
	[STATUS_ATTEMPTED] = 45 * 60,  [STATUS_AVAILABLE_FOR_PICKUP] = 6 * 3600,
	[STATUS_DELIVERED] = -1,       [STATUS_RETURN_TO_SENDER] = 6 * 3600,
	[STATUS_FAILURE] = 24 * 3600,  [STATUS_CANCELLED] = -1,
};

static bool is_due(const struct shipment *s, instant now)
{
	if (fresh_s[s->status] < 0)
		return false;
	return s->last_asked_at == INSTANT_NONE || now - s->last_asked_at >= fresh_s[s->status];
}

/* The last five digits in a row of a US address are its ZIP ("83702" or "83702-1234"). */
static const char *zip_of(struct arena *a, const char *address)
{
	const char *found = NULL;

	for (const char *p = address; p && *p; p++) {
		size_t n = strspn(p, "0123456789");

		if (n == 0)
			continue;
		if (n == 5 && (p == address || !isalnum((unsigned char)p[-1])) &&
		    p[-1 + (p == address)] != '-')
			found = p;
		p += n - 1;
	}
	return found ? arena_strndup(a, found, 5) : NULL;
}

/* twice: the shipment may be in the plan already (a million that are not are not compared). */
static void add_ask(struct plan **plans, int *nplans, struct arena *a, const struct shipment *s,
		    int room, bool twice)
{
	struct plan *p = NULL;

	for (int i = 0; i < *nplans && !p; i++)
		if (!strcmp((*plans)[i].carrier, s->carrier))
			p = &(*plans)[i];
	if (!p) {
		p = &(*plans)[(*nplans)++];
		p->carrier = s->carrier;
		p->ask = arena_array(a, (size_t)room, sizeof *p->ask);
	}
	for (int i = 0; twice && i < p->nasks; i++)
		if (p->ask[i].shipment_id == s->id)
			return;
	p->ask[p->nasks++] =
		(struct ask){ s->id, s->tracking_number, s->mailed_on, zip_of(a, s->to_address) };
}

static int named(struct shipment **out, int *n, struct desk *desk, struct arena *a,
		 const char *const names[], int nnames, struct err *err)
{
	struct snap *snap;
	int64_t id;

	*out = arena_array(a, (size_t)nnames, sizeof **out);
	for (*n = 0; *n < nnames; ++*n) {
		int rc;

		if (desk_find_shipment(&id, desk, names[*n], err) < 0 ||
		    desk_snap(&snap, desk, err) < 0)
			return -1;
		rc = row_get(&(*out)[*n], snap, a, TABLE_SHIPMENT, id, err);
		desk_snap_end(snap);
		if (rc < 0)
			return -1;
	}
	return 0;
}

static int all_open(struct shipment **out, int *n, struct desk *desk, struct arena *a,
		    struct err *err)
{
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = row_list(
		out, n, snap, a, TABLE_SHIPMENT,
		"WHERE id IN(SELECT shipment_id FROM casefile WHERE closed_at IS NULL AND id>0) "
		"ORDER BY id LIMIT ?1",
		SHIPMENTS_MAX, 0, err);
	desk_snap_end(snap);
	return rc;
}

int tracking_plan(struct plan **out, int *nplans, int *unasked, struct desk *desk, struct arena *a,
		  const char *const names[], int nnames, bool due, struct err *err)
{
	instant now = desk->options.moment.now;
	struct shipment *s;
	int n;

	*nplans = *unasked = 0;
	if (nnames ? named(&s, &n, desk, a, names, nnames, err) < 0
		   : all_open(&s, &n, desk, a, err) < 0)
		return -1;
	*out = arena_array(a, (size_t)carrier_codes_n + 1, sizeof **out);
	for (int i = 0; i < n; i++) {
		if (!s[i].carrier || !carrier_find(s[i].carrier))
			++*unasked;
		else if (!due || is_due(&s[i], now))
			add_ask(out, nplans, a, &s[i], n, nnames > 0);
	}
	return 0;
}

/* Who we are to others: two processes of one machine are two holders. */
static const char *holder(struct arena *a)
{
	char host[256] = "this machine";

	gethostname(host, sizeof host - 1);
	return arena_printf(a, "%s, process %ld", host, (long)getpid());
}

int tracking_lease(struct desk *desk, const char *carrier, instant real_now, struct err *err)
{
	struct arena a = ARENA_INIT;
	int rc = job_lease(desk->store, arena_printf(&a, "track %s", carrier), holder(&a), real_now,
			   LEASE_S, err);

	arena_release(&a);
	return rc;
}

int tracking_release(struct desk *desk, const char *carrier, struct err *err)
{
	struct arena a = ARENA_INIT;
	int rc = job_release(desk->store, arena_printf(&a, "track %s", carrier), holder(&a), err);

	arena_release(&a);
	return rc;
}

/* --- recording --- */

/* New events of the reading that the shipment does not have yet. */
static int put_events(struct poll *poll, struct tx *tx, const struct reading *r,
		      const struct event *have, int nhave, struct err *err)
{
	for (int i = r->nevents - 1; i >= 0; i--) { /* oldest first, so that ids follow time */
		struct event e = r->event[i];
		bool known = false;

		for (int k = 0; k < nhave && !known; k++)
			known = event_same(&e, &have[k]);
		for (int k = r->nevents - 1; k > i && !known; k--)
			known = event_same(&e, &r->event[k]);
		if (known)
			continue;
		e.id = 0;
		e.shipment_id = poll->shipment_id;
		e.poll_id = poll->id;
		e.source = poll->source;
		e.first_seen_at = poll->asked_at;
		if (row_insert(&e, tx, TABLE_EVENT, err) < 0)
			return -1;
		poll->new_events++;
	}
	return 0;
}

/* A summary without a single event: its words are all there is. */
static void judge_words(struct shipment *s, const char *words)
{
	const struct carrier *carrier = s->carrier ? carrier_find(s->carrier) : NULL;
	struct meaning m = { STATUS_UNKNOWN, TROUBLE_NONE, false };

	if (carrier)
		m = carrier->meaning(words, NULL, NULL);

	s->status_text = words;
	s->status = m.status;
	s->trouble = m.trouble;
}

/* What the shipment learns from a reading that could be read. */
static int learn(struct shipment *s, struct tx *tx, struct arena *a, const struct reading *r,
		 struct err *err)
{
	const struct event **each;
	struct event *all;
	int n;

	if (shipment_events(&all, &n, tx_snap(tx), a, s->id, err) < 0)
		return -1;
	each = arena_array(a, (size_t)n, sizeof *each);
	for (int i = 0; i < n; i++)
		each[i] = &all[i];
	if (n)
		shipment_judge(s, each, n);
	else if (r->status_text)
		judge_words(s, r->status_text);
	if (r->expected_on != DAY_NONE)
		s->expected_on = r->expected_on;
	if (!s->service && r->service)
		s->service = r->service; /* the shipper's own word stands */
	return 0;
}

static int refresh_cases(struct tracked *t, struct tx *tx, struct arena *a,
			 const struct shipment *s, bool moved, struct err *err)
{
	struct casefile *c;
	int n;

	if (row_list(&c, &n, tx_snap(tx), a, TABLE_CASEFILE,
		     "WHERE shipment_id=?1 AND closed_at IS NULL ORDER BY id", s->id, 0, err) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		t->casefile_id = c[i].id;
		tx_case(tx, c[i].id);
		if (moved && windows_refresh(tx, a, &c[i], s, err) < 0)
			return -1;
	}
	return 0;
}

static enum poll_outcome outcome_of(const struct reading *r, int added)
{
	if (r->outcome != POLL_NEW && r->outcome != POLL_UNCHANGED)
		return r->outcome;
	return added ? POLL_NEW : POLL_UNCHANGED;
}

/* One reading: the poll, its new events, what the shipment learnt, windows that moved. */
static int record_one(struct tracked *t, struct tx *tx, struct arena *a, const struct reading *r,
		      enum source source, struct err *err)
{
	bool readable = r->outcome == POLL_NEW || r->outcome == POLL_UNCHANGED;
	struct poll poll = { .shipment_id = r->shipment_id,
			     .asked_at = tx_moment(tx)->now,
			     .source = source,
			     .outcome = r->outcome,
			     .message = r->message };
	struct shipment s, before;
	struct event *have;
	int nhave;

	if (row_get(&s, tx_snap(tx), a, TABLE_SHIPMENT, r->shipment_id, err) < 0 ||
	    shipment_events(&have, &nhave, tx_snap(tx), a, s.id, err) < 0)
		return -1;
	before = s;
	tx_file(tx, s.id);
	if (row_insert(&poll, tx, TABLE_POLL, err) < 0)
		return -1;
	if (readable &&
	    (put_events(&poll, tx, r, have, nhave, err) < 0 || learn(&s, tx, a, r, err) < 0))
		return -1;
	poll.outcome = outcome_of(r, poll.new_events);
	if ((poll.outcome != r->outcome || poll.new_events) &&
	    row_update(&poll, tx, TABLE_POLL, err) < 0)
		return -1;
	s.last_asked_at = poll.asked_at;
	if (row_update(&s, tx, TABLE_SHIPMENT, err) < 0)
		return -1;
	*t = (struct tracked){ .shipment_id = s.id,
			       .tracking_number = s.tracking_number,
			       .outcome = poll.outcome,
			       .new_events = poll.new_events,
			       .status = s.status,
			       .status_text = s.status_text,
			       .message = r->message };
	before.last_asked_at = s.last_asked_at;
	return refresh_cases(t, tx, a, &s, !row_same(TABLE_SHIPMENT, &before, &s), err);
}

static int record_all(struct tracked *out, struct tx *tx, struct arena *a,
		      const struct reading readings[], int n, enum source source, struct err *err)
{
	for (int i = 0; i < n; i++)
		if (record_one(&out[i], tx, a, &readings[i], source, err) < 0)
			return -1;
	return 0;
}

static int record_batch(struct tracked *out, struct desk *desk, struct arena *a,
			const struct reading readings[], int n, enum source source, struct err *err)
{
	struct tx *tx;

	if (desk_begin(&tx, desk, "tracking.record", err) < 0)
		return -1;
	return tx_end(tx, record_all(out, tx, a, readings, n, source, err), err);
}

int tracking_record(struct tracked **out, struct desk *desk, struct arena *a,
		    const struct reading readings[], int n, enum source source, struct err *err)
{
	*out = arena_array(a, (size_t)n, sizeof **out);
	for (int i = 0; i < n; i += RECORD_MAX)
		if (record_batch(*out + i, desk, a, readings + i,
				 n - i < RECORD_MAX ? n - i : RECORD_MAX, source, err) < 0)
			return -1;
	return 0;
}

/* --- saved answers --- */

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

static int find_parcels(struct reading *known, struct import_report *out, struct desk *desk,
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

static int put_import(struct tx *tx, struct import *import, const struct import_report *r,
		      struct err *err)
{
	import->rows_read = r->rows;
	import->rows_created = r->created;
	import->rows_refused = r->refused;
	import->state = IMPORT_COMPLETE;
	import->started_at = tx_moment(tx)->now;
	return row_insert(import, tx, TABLE_IMPORT, err);
}

/*
 * The last batch and the import's own row are one act: a file of up to 100 parcels comes in whole.
 */
static int record_import(struct import_report *out, struct desk *desk, struct arena *a,
			 const struct reading known[], int n, struct import *import,
			 struct err *err)
{
	int first = n > RECORD_MAX ? (n - 1) / RECORD_MAX * RECORD_MAX : 0;
	struct tx *tx;
	int rc = -1;

	if (tracking_record(&out->tracked, desk, a, known, first, SOURCE_SAVED_ANSWER, err) < 0)
		return -1;
	struct tracked *all = arena_array(a, (size_t)n, sizeof *all);

	if (first)
		memcpy(all, out->tracked, (size_t)first * sizeof *all);
	out->tracked = all;
	out->ntracked = n;
	if (desk_begin(&tx, desk, "events.import", err) < 0)
		return -1;
	if (record_all(all + first, tx, a, known + first, n - first, SOURCE_SAVED_ANSWER, err) < 0)
		goto out;
	for (int i = 0; i < n; i++)
		out->created += all[i].new_events;
	if (put_import(tx, import, out, err) < 0)
		goto out;
	rc = 0;
out:
	return tx_end(tx, rc, err);
}

int events_import(struct import_report *out, struct desk *desk, struct arena *a, const char *path,
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

	*out = (struct import_report){ 0 };
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
