#include "ops/answers_ops.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "ops/internal.h"
#include "store/answers.h"

enum { HASH_SHOWN = 12, FILE_MODE = 0600 };

static int read_kept(struct kept **out, int *n, struct snap *snap, struct arena *a, int64_t case_id,
		     struct err *err)
{
	struct casefile c;
	struct poll *poll;

	if (row_get(&c, snap, a, TABLE_CASEFILE, case_id, err) < 0 ||
	    row_list(&poll, n, snap, a, TABLE_POLL, "WHERE shipment_id=?1 ORDER BY id",
		     c.shipment_id, 0, err) < 0)
		return -1;
	*out = arena_array(a, (size_t)*n, sizeof **out);
	for (int i = 0; i < *n; i++) {
		struct kept *k = &(*out)[i];

		*k = (struct kept){ .poll = poll[i], .size = -1 };
		if (!poll[i].answer_sha256)
			continue;
		if (answer_size(&k->size, snap, poll[i].answer_sha256, err) < 0)
			return -1;
		if (k->size < 0)
			return err_set(err, ERR_NOT_FOUND,
				       "the answer %.12s is gone: run 'waylaid verify'",
				       poll[i].answer_sha256);
	}
	return 0;
}

int answers_of_case(struct kept **out, int *n, struct desk *desk, struct arena *a, int64_t case_id,
		    struct err *err)
{
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = read_kept(out, n, snap, a, case_id, err);
	desk_snap_end(snap);
	return rc;
}

/* By the first letters; what a proxy or a login page put in between is an answer, too. */
static const char *ending_of(const char *bytes)
{
	static const struct {
		const char *begins, *ending;
	} kinds[] = {
		{ "{", "json" },     { "[", "json" }, { "<!doctype html", "html" },
		{ "<html", "html" }, { "<", "xml" },
	};

	if (!strncmp(bytes, "\xEF\xBB\xBF", 3))
		bytes += 3;
	bytes += strspn(bytes, " \t\r\n");
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (!strncasecmp(bytes, kinds[i].begins, strlen(kinds[i].begins)))
			return kinds[i].ending;
	return "txt";
}

static const char *name_of(struct arena *a, const struct poll *p, const char *bytes)
{
	char at[INSTANT_TEXT], plain[INSTANT_TEXT], *to = plain;

	for (const char *from = instant_text(at, p->asked_at); *from; from++)
		if (*from != ':') /* no file name on every system */
			*to++ = *from;
	*to = '\0';
	return arena_printf(a, "%s-%s-%.*s.%s", plain,
			    p->asked ? p->asked : source_names[p->source], HASH_SHOWN,
			    p->answer_sha256, ending_of(bytes));
}

/* The one that brought the same bytes before; NULL: it is the first. */
static const struct kept *earlier(const struct kept kept[], int i)
{
	for (int k = 0; k < i; k++)
		if (kept[k].size >= 0 &&
		    !strcmp(kept[k].poll.answer_sha256, kept[i].poll.answer_sha256))
			return &kept[k];
	return NULL;
}

/* Names the file of one answer or, with "write", writes it. */
static int put_file(struct kept *k, struct snap *snap, struct arena *a, const char *folder,
		    bool write, struct err *err)
{
	struct arena scratch = ARENA_INIT;
	const char *path;
	char *bytes;
	size_t len;
	int rc = -1;

	if (answer_read(&bytes, &len, snap, &scratch, k->poll.answer_sha256, err) < 0)
		goto out;
	k->file = name_of(a, &k->poll, bytes);
	path = path_join(&scratch, folder, k->file);
	if (write)
		rc = file_write(path, bytes, len, FILE_MODE, err);
	else if (file_exists(path))
		err_set(err, ERR_STATE,
			"%s is there already: name another folder; nothing was written", path);
	else
		rc = 0;
out:
	arena_release(&scratch);
	return rc;
}

static int put_files(int *written, struct snap *snap, struct arena *a, struct kept kept[], int n,
		     const char *folder, struct err *err)
{
	for (int pass = 0; pass < 2; pass++) { /* look first, then write */
		if (pass && file_make_dirs(folder, err) < 0)
			return -1;
		*written = 0;
		for (int i = 0; i < n; i++) {
			const struct kept *same = NULL;

			if (kept[i].size < 0)
				continue;
			same = earlier(kept, i);
			if (same) {
				kept[i].file = same->file;
				continue;
			}
			if (put_file(&kept[i], snap, a, folder, pass, err) < 0)
				return -1;
			++*written;
		}
	}
	return 0;
}

int answers_write(int *written, struct desk *desk, struct arena *a, struct kept kept[], int n,
		  const char *folder, struct err *err)
{
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = put_files(written, snap, a, kept, n, folder, err);
	desk_snap_end(snap);
	return rc;
}
