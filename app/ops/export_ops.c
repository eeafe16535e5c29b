#include "ops/export_ops.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "ops/internal.h"

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int by_entry(const void *a, const void *b)
{
	const struct chain_entry *x = a, *y = b;

	if (x->entry != y->entry)
		return x->entry < y->entry ? -1 : 1;
	return by_number(x->parcel, y->parcel);
}

static int find_parcels(struct export_journal *out, struct snap *snap, struct arena *a,
			const int64_t cases[], int ncases, struct err *err)
{
	int n = 0;

	out->parcel = arena_array(a, (size_t)ncases, sizeof *out->parcel);
	for (int i = 0; i < ncases; i++) {
		struct casefile c;

		if (row_get(&c, snap, a, TABLE_CASEFILE, cases[i], err) < 0)
			return -1;
		out->parcel[i] = c.shipment_id;
	}
	qsort(out->parcel, (size_t)ncases, sizeof *out->parcel, by_number);
	for (int i = 0; i < ncases; i++)
		if (n == 0 || out->parcel[n - 1] != out->parcel[i])
			out->parcel[n++] = out->parcel[i];
	out->nparcels = n;
	return 0;
}

/* All chains behind one another, each entry with the one parcel whose chain it came from. */
static int read_chains(struct export_journal *out, struct snap *snap, struct arena *a,
		       struct err *err)
{
	struct chain_entry **chain = arena_array(a, (size_t)out->nparcels, sizeof *chain), *to;
	int *n = arena_array(a, (size_t)out->nparcels, sizeof *n);

	for (int i = 0; i < out->nparcels; i++) {
		if (journal_chain(&chain[i], &n[i], snap, a, out->parcel[i], err) < 0)
			return -1;
		out->n += n[i];
	}
	out->entry = to = arena_array(a, (size_t)out->n, sizeof *to);
	for (int i = 0; i < out->nparcels; i++)
		for (int k = 0; k < n[i]; k++) {
			*to = chain[i][k];
			to->parcel = &out->parcel[i];
			to->nparcels = 1;
			to++;
		}
	return 0;
}

/* An entry that belongs to several chains stands once and names them all. */
static void merge(struct export_journal *out, struct arena *a)
{
	int n = 0;

	qsort(out->entry, (size_t)out->n, sizeof *out->entry, by_entry);
	for (int i = 0; i < out->n;) {
		struct chain_entry e = out->entry[i];
		int64_t *parcel = arena_array(a, (size_t)out->nparcels, sizeof *parcel);

		for (e.nparcels = 0; i < out->n && out->entry[i].entry == e.entry; i++)
			parcel[e.nparcels++] = *out->entry[i].parcel;
		e.parcel = parcel;
		out->entry[n++] = e;
	}
	out->n = n;
}

int export_journal(struct export_journal *out, struct snap *snap, struct arena *a,
		   const int64_t cases[], int ncases, struct err *err)
{
	struct entry newest;

	*out = (struct export_journal){ 0 };
	if (find_parcels(out, snap, a, cases, ncases, err) < 0 ||
	    read_chains(out, snap, a, err) < 0)
		return -1;
	if (out->n == 0)
		return err_set(err, ERR_DAMAGED,
			       "the journal knows nothing of these cases: run 'waylaid verify'");
	merge(out, a);
	if (journal_before(&newest, snap, a, out->entry[out->n - 1].entry + 1, err) < 0)
		return -1;
	out->at = newest.at;
	return 0;
}

int export_record(struct desk *desk, const struct export_made *made, struct err *err)
{
	struct tx *tx;

	if (desk_begin(&tx, desk, "export", err) < 0)
		return -1;
	for (int i = 0; i < made->ncases; i++)
		tx_case(tx, made->cases[i]);
	tx_note(tx, "export.format", made->format);
	tx_note(tx, "export.audience", made->audience);
	tx_note(tx, "export.name", made->name);
	tx_note(tx, "export.sha256", made->sha256);
	tx_keep(tx);
	return tx_end(tx, 0, err);
}
