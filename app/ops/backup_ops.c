#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/media.h"
#include "ops/backup_sign.h"
#include "ops/internal.h"
#include "store/rule_file.h"

/*
 * A backup is a folder: desk.db, desk.rules.csv when the desk has rules of its own,
 * desk.db.evidence/ab/abcd..., HEAD (the journal's newest hash, in words). A second backup into the
 * same folder replaces desk.db and desk.rules.csv as a whole and copies only the evidence that is
 * new.
 */
static const char db_name[] = "desk.db", head_name[] = "HEAD";

/* --- evidence: copied before the database that names it --- */

/* One copying of evidence from folder to folder. */
struct copying {
	struct backup_report *out;
	struct arena *keep; /* for what the report says */
	const char *from_dir, *to_dir;
};

/* A file that is gone or was changed must not cost the backup of everything else: it is named. */
static void leave_out(struct copying *c, const struct evidence *e, const char *file,
		      const char *why)
{
	if (c->out->files_missing++ == 0)
		c->out->missing = arena_printf(
			c->keep, "evidence %" PRId64 " of case %" PRId64 " (%s) %s: %s", e->id,
			e->casefile_id, e->name, why, file);
}

static int copy_one(struct copying *c, struct arena *a, const struct evidence *e, struct err *err)
{
	const char *ext = media_extension(e->media_type);
	const char *from = arena_printf(a, "%s/%.2s/%s.%s", c->from_dir, e->sha256, e->sha256, ext);
	const char *folder = arena_printf(a, "%s/%.2s", c->to_dir, e->sha256);
	const char *to = arena_printf(a, "%s/%s.%s", folder, e->sha256, ext);
	const char *temp = arena_printf(a, "%s.part-%ld", to, (long)getpid());
	char hex[HASH_HEX];
	struct hash hash;
	int64_t size;
	int fd, rc;

	if (e->purged_on != DAY_NONE)
		return 0;
	if (file_exists(to)) {
		c->out->files_kept++;
		return 0;
	}
	fd = open(from, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		leave_out(c, e, from, "cannot be read");
		return 0;
	}
	unlink(temp);
	rc = file_make_dirs(folder, err);
	if (rc == 0)
		rc = file_copy_hashed(&hash, &size, fd, temp, INT64_MAX, err);
	close(fd);
	if (rc < 0)
		return -1;
	if (strcmp(hash_hex(hex, &hash), e->sha256) != 0) {
		unlink(temp);
		leave_out(c, e, from, "was changed since it was attached");
		return 0;
	}
	if (rename(temp, to) < 0)
		return err_set_errno(err, ERR_FAILED, "cannot keep %s", to);
	c->out->files_copied++;
	return file_sync_dir(folder, err);
}

enum { COPY_BATCH = 500 };

static int copy_evidence(struct copying *c, struct snap *snap, struct err *err)
{
	struct arena a = ARENA_INIT;
	struct evidence *e;
	int64_t after = 0;
	int n, rc = 0;

	do {
		if (row_list(&e, &n, snap, &a, TABLE_EVIDENCE, "WHERE id>?1 ORDER BY id LIMIT ?2",
			     after, COPY_BATCH, err) < 0)
			rc = -1;
		for (int i = 0; i < n && rc == 0; i++) {
			rc = copy_one(c, &a, &e[i], err);
			after = e[i].id;
		}
		arena_release(&a);
	} while (rc == 0 && n == COPY_BATCH);
	return rc;
}

/* Head and counts of an open store. */
static int take_head(struct backup_report *out, struct snap *snap, struct err *err)
{
	if (journal_head(&out->entries, out->head, snap, err) < 0)
		return -1;
	return case_count(&out->cases, snap, err);
}

/* What the copy itself says: others may have written since it was begun. */
static int look_into(struct backup_report *out, const char *path, struct err *err)
{
	struct snap *snap = NULL;
	struct store *store;
	int rc = -1;

	if (store_open(&store, path, DB_READ_ONLY, NULL, err) < 0)
		return -1;
	if (snap_begin(&snap, store, err) == 0)
		rc = take_head(out, snap, err);
	snap_end(snap);
	store_close(store);
	return rc;
}

static int finish_copy(struct backup_report *out, struct arena *a, const char *temp,
		       const char *dir, struct err *err)
{
	const char *text;
	int fd;

	if (look_into(out, temp, err) < 0)
		return -1;
	fd = open(temp, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fsync(fd) < 0) {
		err_set_errno(err, ERR_FAILED, "cannot save %s", temp);
		if (fd >= 0)
			close(fd);
		return -1;
	}
	out->bytes = lseek(fd, 0, SEEK_END);
	close(fd);
	if (rename(temp, out->path) < 0)
		return err_set_errno(err, ERR_FAILED, "cannot save %s", out->path);
	text = arena_printf(a, "%s\n", out->head);
	if (file_write(path_join(a, dir, head_name), text, strlen(text), 0600, err) < 0)
		return -1;
	return file_sync_dir(dir, err);
}

/* Own rules go as they are, also when they have faults: they are what a person wrote. */
static int copy_rules(bool *there, struct arena *a, const char *from_db, const char *to_db,
		      struct err *err)
{
	const char *to = rule_file_path(a, to_db);
	struct rule_file f;

	if (rule_file_load(&f, a, from_db, err) < 0)
		return -1;
	*there = f.there;
	if (f.there)
		return file_write(to, f.bytes, f.len, 0600, err);
	if (unlink(to) < 0 && errno != ENOENT)
		return err_set_errno(err, ERR_FAILED, "cannot remove %s", to);
	return 0;
}

static const char *const side[] = { "-wal", "-shm", "-journal" };
enum { SIDE_FILES = sizeof side / sizeof *side };

/* The copy may have been opened in WAL mode: one plain file is what a backup should be. */
static void drop_side_files(struct arena *a, const char *path)
{
	for (int i = 0; i < SIDE_FILES; i++)
		unlink(arena_printf(a, "%s%s", path, side[i]));
}

int desk_backup(struct backup_report *out, struct desk *desk, struct arena *a, const char *dir,
		struct err *err)
{
	const char *temp = arena_printf(a, "%s/%s.part-%ld", dir, db_name, (long)getpid());
	struct copying evidence = { out, a, desk->evidence_dir,
				    arena_printf(a, "%s/%s.evidence", dir, db_name) };
	struct snap *snap;
	int rc;

	*out = (struct backup_report){ .path = path_join(a, dir, db_name) };
	if (file_make_dirs(dir, err) < 0)
		return -1;
	drop_side_files(a, temp);
	unlink(temp);
	if (db_copy_to(store_db(desk->store), temp, err) < 0)
		goto fail;
	/* After the copy: every file that the copy names is on disk by then. */
	if (desk_snap(&snap, desk, err) < 0)
		goto fail;
	rc = copy_evidence(&evidence, snap, err);
	desk_snap_end(snap);
	if (rc < 0 || copy_rules(&out->rules, a, desk->path, out->path, err) < 0 ||
	    finish_copy(out, a, temp, dir, err) < 0)
		goto fail;
	drop_side_files(a, temp);
	return 0;
fail:
	unlink(temp);
	drop_side_files(a, temp);
	return -1;
}

/* The engine would play an old desk's unsaved pages into the one that is put in its place. */
static int refuse_side_files(struct arena *a, const char *path, struct err *err)
{
	for (int i = 0; i < SIDE_FILES; i++) {
		const char *name = arena_printf(a, "%s%s", path, side[i]);

		if (file_exists(name))
			return err_set(
				err, ERR_STATE,
				"%s was left by an earlier desk: move it away first, it may hold "
				"work that was never saved elsewhere",
				name);
	}
	return 0;
}

/* Rules of another desk would be taken for those of the backup, or lost. */
static int refuse_rules(struct arena *a, const char *path, struct err *err)
{
	const char *rules = rule_file_path(a, path);

	if (!file_exists(rules))
		return 0;
	return err_set(err, ERR_STATE,
		       "%s holds rules of an earlier desk: move it away first, then restore again",
		       rules);
}

struct engine_check {
	int faults;
	char first[160];
};

static void note_fault(void *payload, const char *what)
{
	struct engine_check *check = payload;

	if (!check->faults++)
		snprintf(check->first, sizeof check->first, "%s", what);
}

static int check_engine(struct db *db, const char *path, struct err *err)
{
	struct engine_check check = { 0 };

	if (db_integrity(db, note_fault, &check, err) < 0)
		return -1;
	if (!check.faults)
		return 0;
	return err_set(err, ERR_DAMAGED, "%s is damaged (%s): take an older backup", path,
		       check.first);
}

static void note_change(void *payload, int64_t casefile_id, const char *what)
{
	(void)casefile_id;
	note_fault(payload, what);
}

/* The head that the backup printed, from the file beside it; NULL without one. */
static const char *kept_head(struct arena *a, const char *dir)
{
	struct err ignored;
	struct hash hash;
	char *text;
	size_t len;

	if (file_read(&text, &len, a, path_join(a, dir, head_name), 1024, &ignored) < 0)
		return NULL;
	text[strcspn(text, "\n")] = '\0';
	return hash_parse(&hash, text) < 0 ? NULL : text;
}

/* Nobody shall work on with a copy that was changed behind the desk's back, or cut. */
static int check_journal(struct arena *a, struct snap *snap, const char *dir, const char *path,
			 struct err *err)
{
	struct engine_check check = { 0 };
	struct verified v;

	if (backup_check_signature(a, dir, err) < 0)
		return -1;
	if (journal_verify(&v, snap, kept_head(a, dir), note_change, &check, err) < 0)
		return -1;
	if (!check.faults)
		return 0;
	return err_set(err, ERR_DAMAGED,
		       "%s was tampered with (%s): 'waylaid verify %s' lists it all; take another "
		       "backup",
		       path, check.first, path);
}

int desk_restore(struct backup_report *out, struct arena *a, const char *dir, const char *path,
		 struct err *err)
{
	const char *from = path_join(a, dir, db_name);
	const char *temp = arena_printf(a, "%s.part-%ld", path, (long)getpid());
	struct copying evidence = { out, a, arena_printf(a, "%s.evidence", from),
				    arena_printf(a, "%s.evidence", path) };
	struct store *store = NULL;
	struct snap *snap = NULL;
	int rc = -1;

	*out = (struct backup_report){ .path = path };
	if (file_exists(path))
		return err_set(
			err, ERR_STATE,
			"there is a desk at %s already: move it away, or restore elsewhere with "
			"--db",
			path);
	if (!file_exists(from))
		return err_set(err, ERR_NOT_FOUND, "%s holds no backup (no %s in it)", dir,
			       db_name);
	if (refuse_side_files(a, path, err) < 0 || refuse_rules(a, path, err) < 0)
		return -1;
	if (file_make_parent(path, err) < 0 ||
	    store_open(&store, from, DB_READ_ONLY, NULL, err) < 0)
		return -1;
	unlink(temp);
	if (check_engine(store_db(store), from, err) < 0 || snap_begin(&snap, store, err) < 0 ||
	    check_journal(a, snap, dir, from, err) < 0 || take_head(out, snap, err) < 0 ||
	    copy_evidence(&evidence, snap, err) < 0)
		goto out;
	snap_end(snap);
	snap = NULL;
	if (db_copy_to(store_db(store), temp, err) < 0)
		goto out;
	drop_side_files(a, temp);
	if (copy_rules(&out->rules, a, from, path, err) < 0)
		goto out;
	if (rename(temp, path) < 0) {
		unlink(rule_file_path(a, path));
		err_set_errno(err, ERR_FAILED, "cannot save %s", path);
		goto out;
	}
	rc = file_sync_dir(path_dir(a, path), err);
out:
	snap_end(snap);
	store_close(store);
	if (rc < 0)
		unlink(temp);
	return rc;
}
