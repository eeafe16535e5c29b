#include "report/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/json.h"
#include "base/sign.h"
#include "base/text.h"
#include "base/zip.h"
#include "domain/archive.h"
#include "report/archive_parts.h"
#include "view/doc.h"

enum { TEXT_MAX = 512 << 20, FIXED = 6 };

/* One member before it is written: bytes, or a file. */
struct member {
	const char *name, *path;
	const struct buf *text;
	struct hash hash;
};

static void put_cases(struct buf *b, const struct making *m)
{
	const struct archive_input *in = m->in;
	struct json_out o;

	json_out_init(&o, b, true);
	if (in->ncases > 1) {
		json_begin_object(&o);
		json_name(&o, "items");
		json_begin_array(&o);
	}
	for (int i = 0; i < in->ncases; i++)
		node_json(&o, in->cases[i]);
	if (in->ncases > 1) {
		json_end_array(&o);
		json_name(&o, "count");
		json_number(&o, in->ncases);
		json_end_object(&o);
	}
	buf_putc(b, '\n');
}

static void put_key(struct buf *b, const struct making *m)
{
	struct public_key key;

	if (!m->in->key)
		return;
	key = sign_public(m->in->key);
	buf_puts(b, public_key_pem(m->a, &key));
}

/* The members that are made of text; empty ones are left out. */
static const struct text_member {
	const char *name;
	void (*put)(struct buf *b, const struct making *m);
} texts[FIXED] = {
	{ ARCHIVE_KEY, put_key },       { ARCHIVE_VERIFY, put_verify_text },
	{ ARCHIVE_INDEX, put_index },   { ARCHIVE_CASE, put_cases },
	{ ARCHIVE_EVENTS, put_events }, { ARCHIVE_JOURNAL, put_journal },
};

/* --- what goes in --- */

/* The same file under two numbers is one member. */
static const char *member_of_same(const struct making *m, int n, const char *sha256)
{
	for (int i = 0; i < n; i++)
		if (text_same(node_str(m->original[i].from->evidence, "sha256"), sha256))
			return m->original[i].member;
	return NULL;
}

static const char was_purged[] = "was deleted on the desk, as the case is old";

/* Before it is named anywhere: is the original what was attached? */
static const char *why_not(const struct archive_original *o, const char *sha256)
{
	const struct node *purged = node_get(o->evidence, "purged_on");

	char hex[HASH_HEX];
	struct hash hash;
	struct err err;
	int64_t size;

	if (purged && purged->type == NODE_DAY)
		return was_purged;
	if (file_hash(&hash, &size, o->path, &err) < 0)
		return "cannot be read";
	return text_same(hash_hex(hex, &hash), sha256) ? NULL : "was changed since it was attached";
}

static void take_originals(struct making *m)
{
	const struct archive_input *in = m->in;

	for (int i = 0; i < in->noriginals; i++) {
		struct original *o = &m->original[i];
		const struct node *e = in->original[i].evidence;
		const char *sha256 = node_str(e, "sha256"), *name = node_str(e, "name");

		o->from = &in->original[i];
		o->member = member_of_same(m, i, sha256);
		if (o->member)
			continue;
		o->why = why_not(o->from, sha256);
		if (!o->why) {
			o->member = archive_evidence_name(m->a, node_num(e, "evidence"),
							  name ? name : "");
			m->out->originals++;
		} else if (o->why != was_purged && m->out->left_out++ == 0) {
			m->out->missing = arena_printf(m->a, "%s %s", name, o->why);
		}
	}
}

/* Follows the entries to the end of each parcel's chain. */
static void find_ends(struct making *m)
{
	const struct archive_input *in = m->in;

	for (int i = 0; i < in->nparcels; i++)
		m->chain[i].parcel = in->parcel[i];
	for (int i = 0; i < in->nentries; i++)
		for (int k = 0; k < in->nparcels; k++)
			for (int p = 0; p < in->entry[i].nparcels; p++)
				if (in->entry[i].parcel[p] == in->parcel[k]) {
					m->chain[k].entries++;
					m->chain[k].head = in->entry[i].hash;
				}
	hash_hex(m->out->head, &in->entry[in->nentries - 1].hash);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct member *)a)->name, ((const struct member *)b)->name);
}

/* All members but the manifest and its signature, sorted. */
static int list_members(struct member **out, const struct making *m, const struct buf text[FIXED])
{
	const struct archive_input *in = m->in;
	struct member *list = arena_array(m->a, FIXED + (size_t)in->nparts + (size_t)in->noriginals,
					  sizeof *list);
	int n = 0;

	for (int i = 0; i < FIXED; i++)
		if (text[i].len)
			list[n++] = (struct member){ .name = texts[i].name, .text = &text[i] };
	for (int i = 0; i < in->nparts; i++)
		list[n++] = (struct member){ .name = in->part[i].member, .path = in->part[i].path };
	for (int i = 0; i < in->noriginals; i++) {
		const char *member = m->original[i].member;
		bool twice = false;

		for (int k = 0; k < i && member; k++)
			twice |= m->original[k].member == member;
		if (member && !twice)
			list[n++] = (struct member){ .name = member, .path = in->original[i].path };
	}
	qsort(list, (size_t)n, sizeof *list, by_name);
	*out = list;
	return n;
}

/* --- writing --- */

static int write_member(struct zip_out *z, struct member *m, struct err *err)
{
	int fd, rc;

	if (m->text)
		return zip_out_bytes(z, m->name, m->text->at, m->text->len, &m->hash, err);
	fd = open(m->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return err_set_errno(err, ERR_FAILED, "cannot read %s", m->path);
	rc = zip_out_file(z, m->name, fd, &m->hash, err);
	close(fd);
	return rc;
}

static int write_manifest(struct zip_out *z, const struct making *m, const struct member *list,
			  int n, struct err *err)
{
	uint8_t signature[SIGNATURE_SIZE];
	struct buf b;
	int rc;

	buf_init(&b, TEXT_MAX);
	for (int i = 0; i < n; i++)
		manifest_put(&b, &list[i].hash, list[i].name);
	rc = buf_check(&b, ARCHIVE_MANIFEST, err);
	if (rc == 0)
		rc = zip_out_bytes(z, ARCHIVE_MANIFEST, b.at, b.len, NULL, err);
	if (rc == 0 && m->in->key) {
		sign_bytes(signature, m->in->key, b.at, b.len);
		rc = zip_out_bytes(z, ARCHIVE_SIGNATURE, signature, sizeof signature, NULL, err);
	}
	buf_release(&b);
	return rc;
}

static int write_all(const char *path, const struct making *m, const struct buf text[FIXED],
		     struct err *err)
{
	struct zip_out *z;
	struct member *list;
	int n = list_members(&list, m, text), rc = 0;

	if (zip_out_open(&z, path, m->in->at, err) < 0)
		return -1;
	for (int i = 0; i < n && rc == 0; i++)
		rc = write_member(z, &list[i], err);
	if (rc == 0)
		rc = write_manifest(z, m, list, n, err);
	return zip_out_close(z, rc, err);
}

int archive_write(struct archive_made *out, struct arena *a, const char *path,
		  const struct archive_input *in, struct err *err)
{
	struct making m = { .in = in, .out = out, .a = a };
	struct buf text[FIXED];
	struct public_key key;
	struct hash fingerprint;
	char hex[HASH_HEX];
	int rc = 0;

	*out = (struct archive_made){ 0 };
	if (in->ncases < 1 || in->nentries < 1)
		return err_set(err, ERR_INPUT, "an archive needs at least one case");
	if (in->key) {
		key = sign_public(in->key);
		fingerprint = public_key_fingerprint(&key);
		out->signed_by = arena_strdup(a, hash_hex(hex, &fingerprint));
	}
	m.original = arena_array(a, (size_t)in->noriginals, sizeof *m.original);
	m.chain = arena_array(a, (size_t)in->nparcels, sizeof *m.chain);
	take_originals(&m);
	find_ends(&m);
	for (int i = 0; i < FIXED; i++) {
		buf_init(&text[i], TEXT_MAX);
		texts[i].put(&text[i], &m);
		if (rc == 0)
			rc = buf_check(&text[i], texts[i].name, err);
	}
	if (rc == 0)
		rc = write_all(path, &m, text, err);
	for (int i = 0; i < FIXED; i++)
		buf_release(&text[i]);
	return rc;
}
