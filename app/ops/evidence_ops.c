#include "ops/evidence_ops.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/child.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/media.h"
#include "base/text.h"
#include "base/thumbnail.h"
#include "ops/internal.h"

enum { SHOWN_MS = 3000 }; /* somebody waits */
enum { GLANCE = 16 }; /* the least edge that the picture reader makes: only its words are wanted */

/* --- the file on disk, before any row names it --- */

static int open_source(int *fd, const char *path, struct err *err)
{
	struct stat st;

	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (*fd < 0)
		return err_set_errno(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_FAILED,
				     "cannot read %s", path);
	if (fstat(*fd, &st) == 0 && S_ISREG(st.st_mode))
		return 0;
	close(*fd);
	*fd = -1;
	return err_set(err, ERR_INPUT, "%s is not a file", path);
}

static int sniff(const char **type, int fd, const char *path, struct err *err)
{
	char head[MEDIA_SNIFF];
	ssize_t n = pread(fd, head, sizeof head, 0);

	if (n < 0)
		return err_set_errno(err, ERR_FAILED, "cannot read %s", path);
	if (n == 0)
		return err_set(err, ERR_INPUT, "%s is empty: nothing to keep", path);
	*type = media_type(head, (size_t)n);
	return 0;
}

/*
 * Name it by its hash and make the name last. What lies there is equal, or was changed: replace it.
 */
static int settle(const char *temp, const char *folder, const char *final, struct err *err)
{
	if (file_make_dirs(folder, err) < 0)
		goto fail;
	if (rename(temp, final) < 0) {
		err_set_errno(err, ERR_FAILED, "cannot keep %s", final);
		goto fail;
	}
	return file_sync_dir(folder, err);
fail:
	unlink(temp);
	return -1;
}

/* A name that nobody has: the threads of a server keep files at once. */
static const char *incoming(struct desk *desk, struct arena *a)
{
	uint64_t own;

	random_bytes(&own, sizeof own);
	return arena_printf(a, "%s/incoming-%016" PRIx64, desk->evidence_dir, own);
}

/*
 * What the picture says of itself. A reader that cannot be started says nothing about the picture.
 */
static void look_at_picture(struct evidence *e, const struct desk *desk, struct arena *a,
			    const char *path)
{
	const struct thumbnail_from from = { .decoder = desk->options.decoder,
					     .file = path,
					     .edge = GLANCE };
	struct thumbnail seen;
	struct err why;

	if (!from.decoder || !thumbnail_shows(e->media_type))
		return;
	if (thumbnail_make(&seen, a, &from, &why) == 0)
		e->taken = seen.taken;
	else if (why.code == ERR_INPUT)
		e->unshown = utf8_repair(a, why.text, strlen(why.text));
}

int evidence_held(struct evidence *out, struct desk *desk, struct arena *a, int64_t case_id,
		  int64_t id, struct err *err)
{
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = row_get(out, snap, a, TABLE_EVIDENCE, id, err);
	desk_snap_end(snap);
	if (rc < 0 && err->code != ERR_NOT_FOUND)
		return -1;
	if (rc < 0 || out->casefile_id != case_id || out->purged_on != DAY_NONE)
		return err_set(err, ERR_NOT_FOUND, "case %" PRId64 " has no such file", case_id);
	return 0;
}

int evidence_thumbnail(struct thumbnail *out, struct desk *desk, struct arena *a,
		       const struct evidence_shown *shown, struct err *err)
{
	const struct thumbnail_from from = {
		.decoder = desk->options.decoder,
		.file = evidence_file_path(a, desk, shown->sha256, shown->media_type),
		.edge = shown->edge,
		.timeout_ms = SHOWN_MS,
	};

	if (!thumbnail_shows(shown->media_type))
		return err_set(err, ERR_NOT_FOUND, "this file is no picture");
	if (!from.decoder)
		return err_set(err, ERR_FAILED, "cannot find out where waylaid-decode lies");
	if (thumbnail_make(out, a, &from, err) == 0)
		return 0;
	if (err->code == ERR_INPUT)
		err->code = ERR_NOT_FOUND;
	return -1;
}

/* From a descriptor at its beginning; "path" names it in messages. */
static int store_fd(struct evidence *e, struct desk *desk, struct arena *a, int fd,
		    const char *path, struct err *err)
{
	const char *temp = incoming(desk, a), *folder, *final;
	struct hash hash;
	char hex[HASH_HEX];

	if (sniff(&e->media_type, fd, path, err) < 0 || file_make_dirs(desk->evidence_dir, err) < 0)
		return -1;
	if (file_copy_hashed(&hash, &e->size, fd, temp, (int64_t)EVIDENCE_FILE_MAX_MB * 1024 * 1024,
			     err) < 0)
		return -1;
	e->sha256 = arena_strdup(a, hash_hex(hex, &hash));
	folder = arena_printf(a, "%s/%.2s", desk->evidence_dir, hex);
	final = evidence_file_path(a, desk, e->sha256, e->media_type);
	if (settle(temp, folder, final, err) < 0)
		return -1;
	look_at_picture(e, desk, a, final);
	return 0;
}

static int store_file(struct evidence *e, struct desk *desk, struct arena *a, const char *path,
		      struct err *err)
{
	int fd, rc;

	if (open_source(&fd, path, err) < 0)
		return -1;
	rc = store_fd(e, desk, a, fd, path, err);
	close(fd);
	return rc;
}

int evidence_store(struct evidence *e, struct desk *desk, struct arena *a, const void *bytes,
		   size_t len, struct err *err)
{
	int fd, rc;

	if (child_input_of(&fd, bytes, len, err) < 0)
		return -1;
	rc = store_fd(e, desk, a, fd, e->name, err);
	close(fd);
	return rc;
}

char *evidence_file_path(struct arena *a, const struct desk *desk, const char *sha256,
			 const char *media_type)
{
	return arena_printf(a, "%s/%.2s/%s.%s", desk->evidence_dir, sha256, sha256,
			    media_extension(media_type));
}

int evidence_also_on(int64_t **out, int *n, struct desk *desk, struct arena *a, const char *sha256,
		     int64_t not_this, struct err *err)
{
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = evidence_elsewhere(out, n, snap, a, sha256, not_this, err);
	desk_snap_end(snap);
	return rc;
}

/* --- the row --- */

static int say_elsewhere(const char **also, struct tx *tx, struct arena *a,
			 const struct evidence *e, struct err *err)
{
	const char *list = "";
	int64_t *cases;
	int n;

	if (evidence_elsewhere(&cases, &n, tx_snap(tx), a, e->sha256, e->casefile_id, err) < 0)
		return -1;
	for (int i = 0; i < n; i++)
		list = arena_printf(a, "%s%s%" PRId64, list, i ? ", " : "", cases[i]);
	*also = n ? arena_printf(a, "the same file is also on case %s", list) : NULL;
	return 0;
}

static int find_known(struct evidence *out, bool *known, const char **also, struct tx *tx,
		      struct arena *a, const struct evidence *e, struct err *err)
{
	struct evidence *same;
	int n;

	if (row_list(&same, &n, tx_snap(tx), a, TABLE_EVIDENCE, "WHERE casefile_id=?1 ORDER BY id",
		     e->casefile_id, 0, err) < 0)
		return -1;
	*known = false;
	for (int i = 0; i < n && !*known; i++) {
		/* one paper may prove two things */
		if (same[i].kind != e->kind || strcmp(same[i].sha256, e->sha256) != 0)
			continue;
		*out = same[i];
		*known = true;
	}
	return also ? say_elsewhere(also, tx, a, e, err) : 0;
}

int evidence_index(struct tx *tx, const struct evidence *e, struct err *err)
{
	const char *words[] = { e->name, e->note, evidence_kind_names[e->kind] };

	return search_put(tx, "evidence", e->id, e->casefile_id, words, 3, err);
}

/* What was said of the file this time, over what was said before; nothing is taken away. */
static struct evidence corrected(const struct evidence *there, const struct evidence *now)
{
	struct evidence e = *there;

	if (now->shot)
		e.shot = now->shot;
	if (now->dated_on != DAY_NONE)
		e.dated_on = now->dated_on;
	if (now->note)
		e.note = now->note;
	if (now->taken || now->unshown) {
		e.taken = now->taken;
		e.unshown = now->unshown;
	}
	return e;
}

int evidence_put(struct evidence *e, bool *known, const char **also, struct tx *tx, struct arena *a,
		 struct err *err)
{
	struct evidence there;
	struct casefile c;
	struct shipment s;

	if (case_take(&c, &s, tx, a, e->casefile_id, 0, err) < 0 ||
	    find_known(&there, known, also, tx, a, e, err) < 0)
		return -1;
	if (*known) {
		*e = corrected(&there, e);
		if (row_same(TABLE_EVIDENCE, e, &there))
			return 0;
	}
	if ((*known ? row_update(e, tx, TABLE_EVIDENCE, err)
		    : row_insert(e, tx, TABLE_EVIDENCE, err)) < 0 ||
	    stage_refresh(tx, a, &c, &s, err) < 0)
		return -1;
	return evidence_index(tx, e, err);
}

int evidence_attach(struct evidence *out, bool *known, const char **also, struct desk *desk,
		    struct arena *a, int64_t case_id, const char *path,
		    const struct evidence *facts, struct err *err)
{
	const char *base = path_base(path);
	struct tx *tx;
	int rc = -1;

	*out = *facts;
	out->id = 0;
	out->casefile_id = case_id;
	out->name = utf8_repair(a, base, strlen(base));
	out->added_at = desk->options.moment.now;
	out->added_by = desk_user(desk);
	out->purged_on = DAY_NONE;
	if (store_file(out, desk, a, path, err) < 0)
		return -1;
	if (desk_begin(&tx, desk, "evidence.attach", err) < 0)
		return -1;
	if (evidence_put(out, known, also, tx, a, err) < 0)
		goto out;
	rc = 0;
out:
	return tx_end(tx, rc, err);
}

/* --- holds --- */

int hold_add(struct hold *out, struct desk *desk, int64_t case_id, const struct hold *facts,
	     struct err *err)
{
	struct arena a = ARENA_INIT;
	struct casefile c;
	struct shipment s;
	struct tx *tx;
	int rc = -1;

	*out = *facts;
	out->id = 0;
	out->casefile_id = case_id;
	out->released_on = DAY_NONE;
	if (text_blank(out->kept_where))
		return err_set(err, ERR_INPUT, "say where it is kept: --where \"shelf 3\"");
	if (desk_begin(&tx, desk, "hold.add", err) < 0)
		return -1;
	if (case_take(&c, &s, tx, &a, case_id, 0, err) < 0 ||
	    row_insert(out, tx, TABLE_HOLD, err) < 0 || stage_refresh(tx, &a, &c, &s, err) < 0)
		goto out;
	rc = 0;
out:
	rc = tx_end(tx, rc, err);
	arena_release(&a);
	return rc;
}

int hold_release(int *released, struct desk *desk, int64_t case_id, int64_t id, daynum on,
		 struct err *err)
{
	struct arena a = ARENA_INIT;
	struct hold *hold;
	struct casefile c;
	struct shipment s;
	struct tx *tx;
	int n, rc = -1;

	*released = 0;
	if (desk_begin(&tx, desk, "hold.release", err) < 0)
		return -1;
	if (case_take(&c, &s, tx, &a, case_id, 0, err) < 0 ||
	    row_list(&hold, &n, tx_snap(tx), &a, TABLE_HOLD,
		     "WHERE casefile_id=?1 AND released_on IS NULL AND (?2=0 OR id=?2) ORDER BY id",
		     case_id, id, err) < 0)
		goto out;
	if (n == 0) {
		err_set(err, ERR_NOT_FOUND, "nothing is on hold for case %" PRId64, case_id);
		goto out;
	}
	for (int i = 0; i < n; i++) {
		hold[i].released_on = on == DAY_NONE ? desk->options.moment.today : on;
		if (row_update(&hold[i], tx, TABLE_HOLD, err) < 0)
			goto out;
	}
	if (stage_refresh(tx, &a, &c, &s, err) < 0)
		goto out;
	*released = n;
	rc = 0;
out:
	rc = tx_end(tx, rc, err);
	arena_release(&a);
	return rc;
}
