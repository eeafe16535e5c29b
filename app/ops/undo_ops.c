#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "ops/bulk_ops.h"
#include "ops/claim_parts.h"
#include "ops/import_ops.h"
#include "ops/internal.h"

/* Which acts may be taken back, and how that is said. */
static const struct undoable {
	const char *op, *said;
} undoable[] = {
	{ "casefile.open", "opening the case (it is closed as opened by mistake)" },
	{ "casefile.edit", "the edit" },
	{ "casefile.close", "closing the case" },
	{ "casefile.reopen", "reopening the case" },
	{ "contact.log", "the contact and its next steps" },
	{ "contact.amend", "the amendment" },
	{ "contact.contradict", "the link between the two contacts" },
	{ "promise.keep", "'kept'" },
	{ "promise.broken", "'broken'" },
	{ "promise.waive", "'waived'" },
	{ "request.file", "the request" },
	{ "request.answer", "the answer to the request" },
	{ "request.withdraw", "the withdrawal of the request" },
	{ "evidence.attach", "attaching the file (the file itself is kept)" },
	{ "hold.add", "the hold" },
	{ "hold.release", "the release" },
	{ "snooze.add", "the snooze" },
	{ "snooze.wake", "the waking" },
	{ "claim.draft", "the draft of the claim" },
	{ "claim.file", "filing the claim" },
	{ "claim.edit", "the correction of the claim" },
	{ "claim.ack", "'acknowledged'" },
	{ "claim.no_record", "'no record'" },
	{ "claim.info", "what they wanted to know" },
	{ "claim.approve", "the approval" },
	{ "claim.deny", "the denial" },
	{ "claim.appeal", "the appeal" },
	{ "claim.withdraw", "the withdrawal" },
	{ "claim.expire", "letting the claim expire" },
	{ "claim.pay", "the payment" },
	{ "payouts.import", "the list of payments, as a whole," },
	{ "remedy.give", "what the customer got" },
	{ "duty.settle", "settling the duty" },
	{ "item.add", "the item" },
	{ "item.edit", "the correction of the item" },
	{ "item.remove", "the removal of the item" },
	{ "step.note", "the step" },
	{ "step.drop", "taking the step off" },
	{ "rules.apply", "the new windows" },
	{ "mail.take", "taking the e-mail in (its files are kept)" },
};

static const struct undoable *find_undoable(const char *op)
{
	for (size_t i = 0; i < sizeof undoable / sizeof *undoable; i++)
		if (op && !strcmp(undoable[i].op, op))
			return &undoable[i];
	return NULL;
}

/* Entries that were taken back already, as far as we looked. */
struct undone {
	int64_t *entry;
	int n, room;
};

static void add_undone(struct undone *u, struct arena *a, int64_t entry)
{
	u->entry = arena_grown(a, u->entry, u->n, &u->room, sizeof *u->entry);
	u->entry[u->n++] = entry;
}

static bool is_undone(const struct undone *u, int64_t entry)
{
	for (int i = 0; i < u->n; i++)
		if (u->entry[i] == entry)
			return true;
	return false;
}

/* An import is many entries and one act: those of one that was taken back are passed over. */
static int import_stands(bool *stands, struct snap *snap, struct arena *a, const struct entry *e,
			 struct err *err)
{
	struct import import;

	*stands = !strcmp(e->op, "import.rows") || !strcmp(e->op, "import.complete");
	if (!*stands)
		return 0;
	if (row_get(&import, snap, a, TABLE_IMPORT, e->import_id, err) < 0)
		return -1;
	*stands = import.state != IMPORT_UNDONE;
	return 0;
}

/*
 * What changes nothing of a case: undo goes to the act before. Neither who may do what nor how
 * somebody looks at the list is such a thing.
 */
static bool is_passed_over(const char *op)
{
	return !strcmp(op, "facts.load") || !strcmp(op, "export") || !strncmp(op, "user.", 5) ||
	       !strncmp(op, "view.", 5);
}

/* The newest act of this user that is neither an undo nor undone. */
static int last_act(struct entry *e, struct snap *snap, struct arena *a, const char *user,
		    struct err *err)
{
	struct undone undone = { 0 };
	int64_t before = 0;
	bool stands;

	for (;;) {
		if (journal_last_of(e, snap, a, user, before, err) < 0)
			return -1;
		if (!e->entry)
			return err_set(err, ERR_NOT_FOUND,
				       "there is nothing of yours to take back");
		before = e->entry;
		if (e->import_id) {
			if (import_stands(&stands, snap, a, e, err) < 0)
				return -1;
			if (stands)
				return 0;
			continue;
		}
		if (e->undoes)
			add_undone(&undone, a, strtoll(e->undoes, NULL, 10));
		else if (!is_undone(&undone, e->entry) && e->op && !is_passed_over(e->op))
			return 0;
	}
}

/* Rows that follow from others and are computed anew; rules alone change them by hand. */
static bool is_derived(const struct entry *e, enum table_id table)
{
	return table == TABLE_WINDOW && strcmp(e->op, "rules.apply") != 0;
}

static int check_unchanged(struct tx *tx, const struct entry_row *row, const struct entry *e,
			   struct err *err)
{
	int32_t version;

	if (row_version(&version, tx_snap(tx), row->table, row->id, err) < 0)
		return -1;
	if (version == row->version)
		return 0;
	return err_set(err, ERR_CONFLICT,
		       "it cannot be taken back: what entry %" PRId64 " wrote was changed since; "
		       "correct it with 'edit' or 'amend'",
		       e->entry);
}

/* The shipment in whose chain a row's earlier versions stand: an act may be about several cases. */
static int shipment_of(int64_t *out, struct tx *tx, struct arena *a, const struct entry_row *row,
		       struct err *err)
{
	struct casefile c;
	int64_t case_id;

	if (row_case(&case_id, tx_snap(tx), row->table, row->id, err) < 0)
		return -1;
	if (!case_id)
		return 0;
	if (row_get(&c, tx_snap(tx), a, TABLE_CASEFILE, case_id, err) < 0)
		return -1;
	*out = c.shipment_id;
	return 0;
}

/* Back to the version before, found in the journal. shipment: of the first case of the act. */
static int put_back(struct tx *tx, struct arena *a, const struct entry_row *row, int64_t shipment,
		    struct err *err)
{
	struct old_row *old;
	int n;

	if (row->table == TABLE_SHIPMENT)
		shipment = row->id; /* an act may be about several parcels */
	else if (shipment_of(&shipment, tx, a, row, err) < 0)
		return -1;
	if (journal_old_rows(&old, &n, tx_snap(tx), a, shipment, row->table, row->id, err) < 0)
		return -1;
	for (int i = n - 1; i >= 0; i--)
		if (old[i].version < row->version)
			return row_restore(tx, row->table, row->id, row->version, old[i].cells,
					   err);
	return err_set(err, ERR_FAILED, "the earlier version of %s %" PRId64 " was purged",
		       tables[row->table].name, row->id);
}

/* What the act deleted, as it was last. Another row may have its number by now. */
static int bring_back(struct tx *tx, struct arena *a, const struct entry_row *row, int64_t shipment,
		      struct err *err)
{
	struct old_row *old;
	int32_t version;
	int n;

	if (row_version(&version, tx_snap(tx), row->table, row->id, err) < 0 ||
	    journal_old_rows(&old, &n, tx_snap(tx), a, shipment, row->table, row->id, err) < 0)
		return -1;
	if (version || n == 0)
		return err_set(err, ERR_CONFLICT,
			       "it cannot be taken back: %s %" PRId64 " is another one now, or was "
			       "purged",
			       tables[row->table].name, row->id);
	return row_revive(tx, row->table, row->id, old[n - 1].cells, err);
}

static const char *const search_kind[TABLE_NVALUES] = {
	[TABLE_CONTACT] = "contact", [TABLE_REQUEST] = "request", [TABLE_EVIDENCE] = "evidence",
	[TABLE_CLAIM] = "claim",     [TABLE_ITEM] = "item",
};

/* A colleague may have linked it since; the link says nothing without it. */
static int check_unlinked(struct tx *tx, struct arena *a, int64_t contact_id, struct err *err)
{
	struct contradiction *d;
	int n;

	if (row_list(&d, &n, tx_snap(tx), a, TABLE_CONTRADICTION,
		     "WHERE contact_id=?1 OR other_id=?1 LIMIT 1", contact_id, 0, err) < 0)
		return -1;
	if (n == 0)
		return 0;
	return err_set(err, ERR_CONFLICT,
		       "it cannot be taken back: contacts %" PRId64 " and %" PRId64
		       " were linked as contradicting each other; correct it with 'amend'",
		       d->contact_id, d->other_id);
}

/* The list of imports goes on naming it. */
static int import_set_undone(struct tx *tx, struct arena *a, int64_t id, struct err *err)
{
	struct import import;

	if (row_get(&import, tx_snap(tx), a, TABLE_IMPORT, id, err) < 0)
		return -1;
	import.state = IMPORT_UNDONE;
	return row_update(&import, tx, TABLE_IMPORT, err);
}

static int take_back(struct tx *tx, struct arena *a, const struct entry_row *row, int64_t shipment,
		     struct err *err)
{
	if (row->version == 0)
		return bring_back(tx, a, row, shipment, err);
	if (row->version > 1)
		return put_back(tx, a, row, shipment, err);
	if (row->table == TABLE_IMPORT)
		return import_set_undone(tx, a, row->id, err);
	if (row->table == TABLE_CASEFILE || row->table == TABLE_SHIPMENT)
		return 0; /* numbers are never used again: the case is closed instead */
	if (row->table == TABLE_CONTACT && check_unlinked(tx, a, row->id, err) < 0)
		return -1;
	if (search_kind[row->table] && search_drop(tx, search_kind[row->table], row->id, err) < 0)
		return -1;
	return row_delete(tx, row->table, row->id, err);
}

/* Children before parents: promises and links before the contact. */
static int child_first(const void *a, const void *b)
{
	static const int rank[TABLE_NVALUES] = {
		[TABLE_CONTACT] = 1, [TABLE_CLAIM] = 1, [TABLE_CASEFILE] = 2, [TABLE_SHIPMENT] = 3
	};
	const struct entry_row *x = a, *y = b;

	return rank[x->table] - rank[y->table];
}

/* Each case that the act was about, put in order again. */
static int settle_case(struct tx *tx, struct arena *a, int64_t case_id, bool opened,
		       struct err *err)
{
	struct casefile c;
	struct shipment s;

	if (case_take(&c, &s, tx, a, case_id, 0, err) < 0)
		return -1;
	if (opened) {
		c.closed_at = tx_moment(tx)->now;
		c.close_reason = "opened by mistake";
		c.stage = STAGE_CLOSED;
		if (row_update(&c, tx, TABLE_CASEFILE, err) < 0)
			return -1;
	}
	if (windows_refresh(tx, a, &c, &s, err) < 0 || stage_refresh(tx, a, &c, &s, err) < 0)
		return -1;
	return casefile_index(tx, &c, &s, err);
}

static int index_again(struct tx *tx, struct arena *a, const struct entry_row *row, struct err *err)
{
	struct claim claim;
	struct evidence e;
	struct request r;
	struct contact c;
	struct item i;
	int64_t *cases;
	int n;

	if (row->version == 1)
		return 0;
	if (row->table == TABLE_CLAIM)
		return row_get(&claim, tx_snap(tx), a, TABLE_CLAIM, row->id, err) < 0
			       ? -1
			       : claim_index(tx, &claim, err);
	if (row->table == TABLE_ITEM)
		return row_get(&i, tx_snap(tx), a, TABLE_ITEM, row->id, err) < 0
			       ? -1
			       : item_index(tx, a, &i, err);
	if (row->table == TABLE_EVIDENCE)
		return row_get(&e, tx_snap(tx), a, TABLE_EVIDENCE, row->id, err) < 0
			       ? -1
			       : evidence_index(tx, &e, err);
	if (row->table == TABLE_REQUEST)
		return row_get(&r, tx_snap(tx), a, TABLE_REQUEST, row->id, err) < 0
			       ? -1
			       : request_index(tx, &r, err);
	if (row->table != TABLE_CONTACT)
		return 0;
	if (row_get(&c, tx_snap(tx), a, TABLE_CONTACT, row->id, err) < 0 ||
	    contact_cases(&cases, &n, tx_snap(tx), a, row->id, err) < 0)
		return -1;
	return contact_index(tx, &c, cases, n, err);
}

/* Was this case opened by the act? */
static bool opened_by(const struct entry_row *row, int n, int64_t case_id)
{
	for (int i = 0; i < n; i++)
		if (row[i].table == TABLE_CASEFILE && row[i].id == case_id && row[i].version == 1)
			return true;
	return false;
}

static int undo_rows(struct tx *tx, struct arena *a, const struct entry *e, struct err *err)
{
	struct entry_row *row;
	const char *p = e->cases ? e->cases : "";
	int64_t first = strtoll(p, NULL, 10);
	struct casefile c;
	int n;

	if (row_get(&c, tx_snap(tx), a, TABLE_CASEFILE, first, err) < 0 ||
	    journal_rows(&row, &n, a, e, err) < 0)
		return -1;
	qsort(row, (size_t)n, sizeof *row, child_first);
	for (int i = 0; i < n; i++)
		if (!is_derived(e, row[i].table) && row[i].version &&
		    check_unchanged(tx, &row[i], e, err) < 0)
			return -1;
	for (int i = 0; i < n; i++) {
		if (is_derived(e, row[i].table))
			continue;
		if (take_back(tx, a, &row[i], c.shipment_id, err) < 0 ||
		    index_again(tx, a, &row[i], err) < 0)
			return -1;
	}
	while (*p) {
		char *end;
		int64_t id = strtoll(p, &end, 10);

		if (settle_case(tx, a, id, opened_by(row, n, id), err) < 0)
			return -1;
		p = *end == ',' ? end + 1 : end;
	}
	return 0;
}

/* The import that is the user's last act; 0: it is something else. */
static int last_import(int64_t *id, struct desk *desk, struct arena *a, struct err *err)
{
	struct entry e;
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = last_act(&e, snap, a, desk_user(desk), err);
	desk_snap_end(snap);
	*id = rc == 0 ? e.import_id : 0;
	return rc;
}

static int undo_import(const char **done, struct desk *desk, struct arena *a, int64_t id,
		       struct err *err)
{
	struct import_undone undone;

	if (import_undo(&undone, desk, a, id, false, err) < 0)
		return -1;
	*done = arena_printf(a, "took back import %" PRId64 " (%s)", id, undone.name);
	return 0;
}

/* "case 1,2"; of many how many. */
static const char *cases_said(struct arena *a, const char *cases)
{
	int n = 1;

	for (const char *p = cases; *p; p++)
		n += *p == ',';
	return n > 10 ? arena_printf(a, "%d cases", n) : arena_printf(a, "case %s", cases);
}

int desk_last_act(int64_t *entry, const char **said, struct desk *desk, struct arena *a,
		  struct err *err)
{
	const struct undoable *what;
	struct err none;
	struct entry e;
	struct snap *snap;
	int rc;

	*entry = 0;
	*said = NULL;
	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = last_act(&e, snap, a, desk_user(desk), &none);
	desk_snap_end(snap);
	if (rc < 0)
		return none.code == ERR_NOT_FOUND ? 0 : err_set(err, none.code, "%s", none.text);
	what = find_undoable(e.op);
	if (!what || e.import_id)
		return 0;
	*entry = e.entry;
	*said = arena_printf(a, "%s on %s", what->said, cases_said(a, e.cases));
	return 0;
}

int desk_undo(const char **done, struct desk *desk, struct arena *a, struct err *err)
{
	const struct undoable *what;
	struct entry e;
	struct tx *tx;
	int64_t import;
	int rc = -1;

	if (last_import(&import, desk, a, err) < 0)
		return -1;
	if (import)
		return undo_import(done, desk, a, import, err);
	if (desk_begin(&tx, desk, "undo", err) < 0)
		return -1;
	if (last_act(&e, tx_snap(tx), a, desk_user(desk), err) < 0)
		goto out;
	what = find_undoable(e.op);
	if (!what && text_same(e.op, "rules.set")) {
		err_set(err, ERR_STATE,
			"your last act changed a rule" ERR_TYPED
			": 'waylaid rules set CODE --reset' takes yours out again");
		goto out;
	}
	if (!what) {
		err_set(err, ERR_STATE, "your last act (%s) cannot be taken back: %s", e.op,
			!strcmp(e.op, "desk.purge") ? "what was purged is gone"
						    : "it is what the carrier said");
		goto out;
	}
	if (undo_rows(tx, a, &e, err) < 0)
		goto out;
	tx_note(tx, "undoes", arena_printf(a, "%" PRId64, e.entry));
	*done = arena_printf(a, "took back %s on %s", what->said, cases_said(a, e.cases));
	rc = 0;
out:
	return tx_end(tx, rc, err);
}
