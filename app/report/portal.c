#include "report/portal.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/child.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/media.h"
#include "base/text.h"
#include "base/thumbnail.h"
#include "base/zip.h"
#include "domain/archive.h"
#include "report/packet.h"
#include "report/portal_text.h"
#include "report/profile.h"
#include "report/table.h"
#include "view/doc.h"

/* Each half of a step down is seen; below the last nothing can be made out on a photo. */
static const int edges[] = { 2048, 1600, 1280, 1024, 800, 640, 480 };
enum { EDGES = sizeof(edges) / sizeof(*edges), TEXT_MAX = 4 << 20 };

/* In the ZIP around each file, its lines in the texts, and the texts themselves. */
enum { AROUND_FILE = 1200, AROUND_ALL = 4000 };

struct making {
	struct portal_made *out;
	const struct workbook_input *in;
	const struct profile *profile;
	struct arena *a;
};

/* --- one copy --- */

/* Without the place, if the profile wants that, or smaller. The bytes are in "scratch". */
static int make_copy(struct thumbnail *out, struct arena *scratch, const struct making *m,
		     const struct portal_file *f, struct err *err)
{
	const struct thumbnail_from from = {
		.decoder = m->in->decoder, .file = f->path, .edge = f->edge, .bare = f->bare
	};

	if (!from.decoder)
		return err_set(err, ERR_INPUT, "there is no picture reader");
	return thumbnail_make(out, scratch, &from, err);
}

static const char *type_of(const struct portal_file *f)
{
	const char *type = node_str(f->evidence, "media_type");

	return type ? type : "application/octet-stream";
}

static bool is_bare_kind(const char *type)
{
	return strcmp(type, "image/jpeg") == 0 || strcmp(type, "image/png") == 0;
}

/* Cameras write no GIF. */
static bool may_hold_place(const char *type)
{
	return thumbnail_shows(type) && strcmp(type, "image/gif") != 0;
}

static void leave_out(struct making *m, struct portal_file *f, const char *why)
{
	f->member = NULL;
	f->done = why;
	f->bytes = 0;
	m->out->left_out++;
}

/* The whole file, as it is or without its place. True when it fits. */
static bool try_whole(struct making *m, struct portal_file *f)
{
	const struct profile *p = m->profile;
	bool removes = !p->keeps_place && may_hold_place(type_of(f));
	struct arena scratch = ARENA_INIT;
	struct thumbnail copy;
	struct stat st;
	struct err err;
	bool fits = false;

	if (!profile_takes(p, type_of(f)) || stat(f->path, &st) < 0 ||
	    (removes && !is_bare_kind(type_of(f))))
		return false;
	f->bare = removes;
	f->bytes = st.st_size;
	f->done = "as it is";
	if (!removes) {
		fits = true;
	} else if (make_copy(&copy, &scratch, m, f, &err) == 0) {
		f->bytes = (int64_t)copy.len;
		f->done = "not a pixel changed; place, camera and other notes taken out";
		fits = true;
	}
	arena_release(&scratch);
	fits = fits && (!p->file_bytes || f->bytes <= p->file_bytes);
	if (!fits)
		f->bare = false;
	return fits;
}

/* As a JPEG that fits, from this step down on. */
static bool try_smaller(struct making *m, struct portal_file *f, int step)
{
	const struct profile *p = m->profile;

	f->bare = false;
	for (; step < EDGES; step++) {
		struct arena scratch = ARENA_INIT;
		struct thumbnail copy;
		struct err err;
		bool made;

		if (edges[step] > p->longest_edge)
			continue;
		f->edge = edges[step];
		made = make_copy(&copy, &scratch, m, f, &err) == 0;
		if (made) {
			f->bytes = (int64_t)copy.len;
			f->done = arena_printf(m->a,
					       "a JPEG of %d x %d pixels, from %d x %d; place, "
					       "camera and other notes taken out",
					       copy.width, copy.height, copy.full_width,
					       copy.full_height);
		} else {
			f->done = arena_printf(m->a, "it cannot be shown: %s", err.text);
		}
		arena_release(&scratch);
		if (!made)
			return false;
		if (!p->file_bytes || f->bytes <= p->file_bytes)
			return f->reduced = true;
	}
	f->done = "too large, however small the copy";
	return false;
}

static const char *too_large(struct making *m)
{
	return arena_printf(m->a, "too large: %s takes at most %lld kB a file", m->profile->title,
			    (long long)(m->profile->file_bytes / 1000));
}

static void fit_one(struct making *m, struct portal_file *f, int step)
{
	bool photo = thumbnail_shows(type_of(f)) && profile_takes(m->profile, "image/jpeg");

	if (node_known(f->evidence, "purged_on") || !f->path) {
		leave_out(m, f, "its file was deleted on the desk");
		return;
	}
	/* Where all together are too large, one within its share still goes as it is. */
	if (try_whole(m, f) && (step == 0 || f->bytes <= m->profile->total_bytes / m->out->n))
		return;
	f->bare = false;
	if (photo) {
		if (!try_smaller(m, f, step ? step - 1 : 0))
			leave_out(m, f, f->done);
	} else if (!profile_takes(m->profile, type_of(f))) {
		leave_out(
			m, f,
			arena_printf(m->a, "%s is not taken by %s", type_of(f), m->profile->title));
	} else if (thumbnail_shows(type_of(f)) && !f->done) {
		leave_out(m, f, "its place cannot be taken out, and no JPEG is taken");
	} else {
		leave_out(m, f, too_large(m));
	}
}

/* --- all of them --- */

static int64_t sum_of(const struct portal_made *out)
{
	int64_t sum = AROUND_ALL;

	for (int i = 0; i < out->n; i++)
		sum += (out->file[i].member ? out->file[i].bytes : 0) + AROUND_FILE;
	return sum;
}

static void name_member(struct making *m, struct portal_file *f, int nth)
{
	const char *kind = node_str(f->evidence, "kind");
	const char *type = f->edge ? "image/jpeg" : type_of(f);

	f->member =
		arena_printf(m->a, "%02d-%s.%s", nth, kind ? kind : "file", media_extension(type));
}

static void fit_all(struct making *m, int step)
{
	const struct profile *p = m->profile;
	int taken = 0;

	m->out->left_out = m->out->reduced = 0;
	for (int i = 0; i < m->out->n; i++) {
		struct portal_file *f = &m->out->file[i];
		bool photo = thumbnail_shows(type_of(f));

		f->member = "";
		f->done = NULL;
		f->edge = 0;
		f->reduced = false;
		if (p->files && taken == p->files) {
			leave_out(m, f,
				  arena_printf(m->a, "%s takes at most %d files", p->title,
					       p->files));
			continue;
		}
		fit_one(m, f, photo ? step : 0);
		if (!f->member)
			continue;
		name_member(m, f, ++taken);
		m->out->reduced += f->reduced;
	}
}

/* What still does not fit goes from the end, the largest file first. */
static void leave_out_rest(struct making *m)
{
	while (sum_of(m->out) > m->profile->total_bytes) {
		struct portal_file *largest = NULL;

		for (int i = 0; i < m->out->n; i++)
			if (m->out->file[i].member &&
			    (!largest || m->out->file[i].bytes >= largest->bytes))
				largest = &m->out->file[i];
		if (!largest)
			return;
		if (largest->reduced)
			m->out->reduced--;
		leave_out(m, largest,
			  arena_printf(m->a, "no room: %s takes at most %lld kB in all",
				       m->profile->title,
				       (long long)(m->profile->total_bytes / 1000)));
	}
}

static const char *path_of(const struct making *m, const struct node *e)
{
	for (int i = 0; i < m->in->nfiles; i++)
		if (text_same(m->in->files[i].sha256, node_str(e, "sha256")))
			return m->in->files[i].path;
	return NULL;
}

static void list_files(struct making *m)
{
	struct portal_made *out = m->out;
	int room = 0;

	for (int i = 0; i < m->in->ncases; i++) {
		const struct node *list = node_get(m->in->cases[i], "evidence");

		room += list ? list->count : 0;
	}
	out->file = arena_array(m->a, (size_t)room, sizeof(*out->file));
	for (int i = 0; i < m->in->ncases; i++) {
		const struct node *list = node_get(m->in->cases[i], "evidence"), **row;

		row = list ? rows_by_shot(m->a, list) : NULL;
		for (int k = 0; row && row[k]; k++)
			out->file[out->n++] = (struct portal_file){ .evidence = row[k],
								    .path = path_of(m, row[k]) };
	}
}

/* --- writing --- */

static int write_one(struct zip_out *z, struct hash *hash, const struct making *m,
		     const struct portal_file *f, struct err *err)
{
	struct arena scratch = ARENA_INIT;
	struct thumbnail copy;
	int fd, rc;

	if (f->edge || f->bare) {
		rc = make_copy(&copy, &scratch, m, f, err);
		if (rc == 0)
			rc = zip_out_bytes(z, f->member, copy.jpeg, copy.len, hash, err);
		arena_release(&scratch);
		return rc;
	}
	if (child_open_input(&fd, f->path, err) < 0)
		return -1;
	rc = zip_out_file(z, f->member, fd, hash, err);
	close(fd);
	return rc;
}

static int write_text(struct zip_out *z, struct buf *manifest, const char *name,
		      const struct buf *text, struct err *err)
{
	struct hash hash;

	if (buf_check(text, name, err) < 0 ||
	    zip_out_bytes(z, name, text->at, text->len, &hash, err) < 0)
		return -1;
	manifest_put(manifest, &hash, name);
	return 0;
}

static int write_all(struct zip_out *z, const struct making *m, struct err *err)
{
	struct buf manifest, text;
	struct hash hash;
	int rc = 0;

	buf_init(&manifest, TEXT_MAX);
	buf_init(&text, TEXT_MAX);
	for (int i = 0; i < m->out->n && rc == 0; i++) {
		const struct portal_file *f = &m->out->file[i];

		if (!f->member)
			continue;
		rc = write_one(z, &hash, m, f, err);
		if (rc == 0)
			manifest_put(&manifest, &hash, f->member);
	}
	put_portal_text(&text, m->out, m->profile);
	if (rc == 0)
		rc = write_text(z, &manifest, "PORTAL.txt", &text, err);
	if (rc == 0)
		rc = zip_out_bytes(z, ARCHIVE_MANIFEST, manifest.at, manifest.len, NULL, err);
	buf_release(&text);
	buf_release(&manifest);
	return rc;
}

int portal_write(struct portal_made *out, struct arena *a, const char *path,
		 const struct workbook_input *in, const struct profile *profile, struct err *err)
{
	struct making m = { out, in, profile, a };
	struct zip_out *z;
	struct stat st;

	*out = (struct portal_made){ 0 };
	list_files(&m);
	fit_all(&m, 0);
	for (int step = 1; profile->total_bytes && step <= EDGES; step++) {
		if (sum_of(out) <= profile->total_bytes)
			break;
		fit_all(&m, step);
	}
	if (profile->total_bytes)
		leave_out_rest(&m);
	if (out->left_out == out->n)
		return err_set(err, ERR_INPUT, "no file of it is taken by %s%s%s", profile->title,
			       out->n ? ": " : "", out->n ? out->file[0].done : "");
	if (zip_out_open(&z, path, in->now, err) < 0 ||
	    zip_out_close(z, write_all(z, &m, err), err) < 0)
		return -1;
	out->bytes = stat(path, &st) == 0 ? st.st_size : 0;
	return 0;
}

int portal_packet(const char *path, const struct workbook_input *in, const struct profile *profile,
		  struct err *err)
{
	int64_t most = profile->file_bytes;
	struct workbook_input small = *in;
	struct stat st = { 0 };

	if (!most || (profile->total_bytes && profile->total_bytes < most))
		most = profile->total_bytes;
	if (packet_write_pdf(path, in, err) < 0)
		return -1;
	for (int step = 0; most && step < EDGES && stat(path, &st) == 0 && st.st_size > most;
	     step++) {
		small.photo_edge = edges[step];
		if (packet_write_pdf(path, &small, err) < 0)
			return -1;
	}
	if (!most || (stat(path, &st) == 0 && st.st_size <= most))
		return 0;
	return err_set(err, ERR_INPUT,
		       "even with small photos the packet has %lld kB, and %s takes %lld kB: "
		       "attached PDFs are too large; send the files by a .zip instead",
		       (long long)(st.st_size / 1000), profile->title, (long long)(most / 1000));
}
