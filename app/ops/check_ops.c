#include <dirent.h>
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "ops/evidence_ops.h"
#include "ops/internal.h"
#include "store/answers.h"
#include "store/rule_file.h"

enum { FAULTS_LISTED = 1000 };

/* --- verify --- */

struct listing {
	struct verify_report *out;
	struct arena *a;
};

static void list_fault(void *payload, int64_t casefile_id, const char *what)
{
	struct listing *l = payload;

	l->out->nfaults++;
	if (l->out->nlisted == FAULTS_LISTED)
		return;
	l->out->fault[l->out->nlisted++] = (struct fault){ casefile_id, arena_strdup(l->a, what) };
}

int desk_verify(struct verify_report *out, struct desk *desk, struct arena *a, const char *expect,
		struct err *err)
{
	struct listing listing = { out, a };
	struct verified v;
	struct hash head;
	struct snap *snap;
	char hex[HASH_HEX];
	int rc;

	*out = (struct verify_report){ 0 };
	/* A head that was copied badly is no sign of tampering. */
	if (expect && hash_parse(&head, expect) < 0)
		return err_set(err, ERR_INPUT,
			       "'%.70s' is no head: give the 64 hexadecimal digits that verify, "
			       "backup or a report printed",
			       expect);
	if (expect)
		expect = hash_hex(hex, &head);
	out->fault = arena_array(a, FAULTS_LISTED, sizeof *out->fault);
	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = journal_verify(&v, snap, expect, list_fault, &listing, err);
	desk_snap_end(snap);
	if (rc < 0)
		return -1;
	out->cases = v.cases;
	out->entries = v.entries;
	out->purged = v.purged;
	memcpy(out->head, v.head, HASH_HEX);
	out->ok = out->nfaults == 0;
	return 0;
}

/* --- doctor --- */

struct examination {
	struct doctor_report *out;
	struct arena *a;
};

static void note(struct examination *x, int64_t casefile_id, const char *what)
{
	struct doctor_report *r = x->out;

	if (r->nfaults < FAULTS_LISTED)
		r->fault[r->nfaults++] = (struct fault){ casefile_id, arena_strdup(x->a, what) };
}

static void note_engine(void *x, const char *what)
{
	note(x, 0, what);
}

static int examine_file(struct examination *x, struct desk *desk, const struct evidence *e,
			struct err *err)
{
	char *path = evidence_file_path(x->a, desk, e->sha256, e->media_type);
	char hex[HASH_HEX];
	struct hash hash;
	int64_t size;

	if (e->purged_on != DAY_NONE)
		return 0;
	x->out->evidence_files++;
	if (!file_exists(path)) {
		x->out->evidence_missing++;
		note(x, e->casefile_id,
		     arena_printf(x->a,
				  "evidence %" PRId64 " (%s): its file %s is missing: copy it "
				  "back from a backup",
				  e->id, e->name, path));
		return 0;
	}
	if (file_hash(&hash, &size, path, err) < 0)
		return -1;
	if (strcmp(hash_hex(hex, &hash), e->sha256) != 0) {
		x->out->evidence_changed++;
		note(x, e->casefile_id,
		     arena_printf(x->a,
				  "evidence %" PRId64 " (%s): its file %s was changed: copy it "
				  "back from a backup",
				  e->id, e->name, path));
	}
	return 0;
}

enum { EXAMINE_BATCH = 500 };

static int examine_evidence(struct examination *x, struct desk *desk, struct snap *snap,
			    struct err *err)
{
	struct arena a = ARENA_INIT;
	struct evidence *e;
	int64_t after = 0;
	int n, rc = 0;

	do {
		if (row_list(&e, &n, snap, &a, TABLE_EVIDENCE, "WHERE id>?1 ORDER BY id LIMIT ?2",
			     after, EXAMINE_BATCH, err) < 0)
			rc = -1;
		for (int i = 0; i < n && rc == 0; i++) {
			rc = examine_file(x, desk, &e[i], err);
			after = e[i].id;
		}
		arena_release(&a);
	} while (rc == 0 && n == EXAMINE_BATCH);
	return rc;
}

/* Copies that a killed attach left behind. */
static void examine_left_overs(struct examination *x, struct desk *desk)
{
	DIR *dir = opendir(desk->evidence_dir);
	const struct dirent *d;

	if (!dir)
		return;
	while ((d = readdir(dir)))
		if (!strncmp(d->d_name, "incoming-", 9))
			note(x, 0,
			     arena_printf(x->a,
					  "%s/%s was left by a broken attach: it may be "
					  "deleted",
					  desk->evidence_dir, d->d_name));
	closedir(dir);
}

/* The table of own rules must be readable, and be the one that the desk works by. */
static void examine_rules(struct examination *x, struct desk *desk)
{
	struct rule_file own;
	struct err why;

	if (rule_file_load(&own, x->a, desk->path, &why) < 0 ||
	    rule_file_parse(&own, x->a, &why) < 0)
		note(x, 0, why.text);
	x->out->own_rules = own.n;
}

static int read_journal_mode(struct doctor_report *out, struct desk *desk, struct arena *a,
			     struct err *err)
{
	struct stmt *st = db_stmt(store_db(desk->store), "PRAGMA journal_mode");

	if (stmt_step(st, err) < 0)
		return -1;
	out->journal_mode = arena_strdup(a, stmt_get_text(st, 0));
	stmt_reset(st);
	return 0;
}

int desk_doctor(struct doctor_report *out, struct desk *desk, struct arena *a, struct err *err)
{
	struct examination x = { out, a };
	struct snap *snap = NULL;
	struct answer_totals answers;
	int64_t pages, size, index_faults;
	int rc = -1;

	*out = (struct doctor_report){ 0 };
	out->fault = arena_array(a, FAULTS_LISTED, sizeof *out->fault);
	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	if (db_integrity(store_db(desk->store), note_engine, &x, err) < 0 ||
	    search_check(&index_faults, snap, err) < 0 ||
	    examine_evidence(&x, desk, snap, err) < 0 || answer_totals(&answers, snap, err) < 0 ||
	    db_pragma_int(&pages, store_db(desk->store), "PRAGMA page_count", err) < 0 ||
	    db_pragma_int(&size, store_db(desk->store), "PRAGMA page_size", err) < 0)
		goto out;
	if (index_faults)
		note(&x, 0,
		     arena_printf(a,
				  "%" PRId64 " cases or contacts are missing from the search "
				  "index",
				  index_faults));
	examine_left_overs(&x, desk);
	examine_rules(&x, desk);
	out->answers = answers.answers;
	out->answer_bytes = answers.packed_bytes;
	out->bytes = pages * size;
	out->free_bytes = file_space_free(desk->path);
	if (out->free_bytes >= 0 && out->free_bytes < 50 * 1000 * 1000)
		note(&x, 0, "less than 50 MB are free on the disk of the desk: make room");
	if (read_journal_mode(out, desk, a, err) < 0)
		goto out;
	out->ok = out->nfaults == 0;
	rc = 0;
out:
	desk_snap_end(snap);
	return rc;
}
