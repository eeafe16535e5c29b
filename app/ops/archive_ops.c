#include "ops/archive_ops.h"

#include <inttypes.h>
#include <string.h>

#include "base/err.h"
#include "base/sign.h"
#include "base/text.h"
#include "domain/archive.h"
#include "ops/archive_parts.h"

enum {
	FAULTS_LISTED = 1000,
	MANIFEST_MAX = ZIP_MEMBERS_MAX * (ZIP_NAME_MAX + HASH_HEX + 2),
	INDEX_MAX = 64 * 1024 * 1024,
	CASES_MAX = 256 * 1024 * 1024,
	KEY_MAX = 4096,
	JOURNAL_MAX = 1024 * 1024 * 1024
};

void archive_fault(struct checking *c, int64_t casefile_id, const char *what)
{
	struct verify_report *v = &c->out->verify;

	v->nfaults++;
	if (v->nlisted < FAULTS_LISTED)
		v->fault[v->nlisted++] = (struct fault){ casefile_id, arena_strdup(c->a, what) };
}

static void fault_of_zip(void *payload, const char *what)
{
	archive_fault(payload, 0, what);
}

const struct zip_member *archive_member(const struct checking *c, const char *name)
{
	for (int i = 0; i < c->zip.n; i++)
		if (!strcmp(c->zip.member[i].name, name))
			return &c->zip.member[i];
	return NULL;
}

static const char *shown(struct checking *c, const char *name)
{
	return text_for_terminal(c->a, name);
}

/* A member's bytes; NULL when it is not there or too large, which is a fault. */
static char *bytes_of(size_t *len, struct checking *c, const char *name, int64_t max)
{
	const struct zip_member *m = archive_member(c, name);
	struct err err;
	char *bytes;

	if (!m) {
		archive_fault(c, 0, arena_printf(c->a, "%s is missing", name));
		return NULL;
	}
	if (zip_in_bytes(&bytes, c->a, &c->zip, m, max, &err) < 0) {
		archive_fault(c, 0, err.text);
		return NULL;
	}
	*len = (size_t)m->size;
	return bytes;
}

/* --- the members --- */

static int hash_members(struct checking *c, struct err *err)
{
	struct hash *hash = arena_array(c->a, (size_t)c->zip.n + 1, sizeof *hash);

	c->hash = hash;
	for (int i = 0; i < c->zip.n; i++) {
		bool whole;

		if (zip_in_hash(&hash[i], &whole, &c->zip, &c->zip.member[i], err) < 0)
			return -1;
		if (!whole)
			archive_fault(c, 0,
				      arena_printf(c->a, "%s: its checksum (CRC) does not fit",
						   shown(c, c->zip.member[i].name)));
	}
	return 0;
}

static void check_line(struct checking *c, const struct manifest_line *line, bool *listed)
{
	const struct zip_member *m = archive_member(c, line->name);
	const char *name = shown(c, line->name);

	if (!m) {
		archive_fault(
			c, 0,
			arena_printf(c->a, "%s is in the manifest, but not in the archive", name));
		return;
	}
	listed[m - c->zip.member] = true;
	if (!hash_same(&line->hash, &c->hash[m - c->zip.member]))
		archive_fault(c, 0,
			      arena_printf(c->a, "%s was changed: it is not what the manifest says",
					   name));
}

/* The two that the manifest cannot list. */
static bool is_outside(const char *name)
{
	return text_same(name, ARCHIVE_MANIFEST) || text_same(name, ARCHIVE_SIGNATURE);
}

static void check_manifest(struct checking *c, const char *at)
{
	bool *listed = arena_array(c->a, (size_t)c->zip.n + 1, sizeof *listed);
	struct manifest_line line, last = { .name = NULL };
	int rc, n = 0;

	while ((rc = manifest_next(&line, &at, c->a)) > 0) {
		n++;
		if (last.name && strcmp(last.name, line.name) >= 0)
			archive_fault(
				c, 0,
				arena_printf(c->a, "line %d of the manifest is out of order", n));
		check_line(c, &line, listed);
		last = line;
	}
	if (rc < 0)
		archive_fault(c, 0,
			      arena_printf(c->a, "line %d of the manifest is no such line", n + 1));
	for (int i = 0; i < c->zip.n; i++)
		if (!listed[i] && !is_outside(c->zip.member[i].name))
			archive_fault(c, 0,
				      arena_printf(c->a,
						   "%s is in the archive, but not in the manifest",
						   shown(c, c->zip.member[i].name)));
}

/* --- the signature --- */

static void check_signer(struct checking *c)
{
	const char *by = c->out->signed_by, *want = c->expect->fingerprint;

	c->out->own_key = by && text_same(by, c->expect->own);
	if (!want || (by && text_same_nocase(by, want)))
		return;
	archive_fault(c, 0,
		      by ? arena_printf(c->a, "it was signed with another key: %s", by)
			 : "it is not signed");
}

static void check_signature(struct checking *c, const char *manifest, size_t manifest_len)
{
	bool has_key = archive_member(c, ARCHIVE_KEY), has = archive_member(c, ARCHIVE_SIGNATURE);
	char *pem = NULL, *signature = NULL, hex[HASH_HEX];
	struct public_key key;
	struct hash fingerprint;
	size_t n = 0, len = 0;

	if (has_key || has) {
		pem = bytes_of(&n, c, ARCHIVE_KEY, KEY_MAX);
		signature = bytes_of(&len, c, ARCHIVE_SIGNATURE, KEY_MAX);
	}
	if (pem && signature) {
		if (public_key_parse(&key, pem) < 0 || len != SIGNATURE_SIZE ||
		    !sign_check((const uint8_t *)signature, &key, manifest, manifest_len)) {
			archive_fault(c, 0, "the signature does not fit the manifest");
		} else {
			fingerprint = public_key_fingerprint(&key);
			c->out->signed_by = arena_strdup(c->a, hash_hex(hex, &fingerprint));
		}
	}
	check_signer(c);
}

/* --- the journal --- */

static void fault_of_chain(void *payload, const char *what)
{
	archive_fault(payload, 0, what);
}

static void walk_journal(struct checking *c, const char *at, size_t len)
{
	const char *end = at + len;
	int n = 0;

	while (at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		struct arena a = ARENA_INIT;
		struct chain_entry e;

		n++;
		if (!stop || stop - at > CHAIN_LINE_MAX ||
		    chain_read(&e, &a, at, (size_t)(stop - at)) < 0) {
			archive_fault(c, 0,
				      arena_printf(c->a, "line %d of %s was changed, or is none", n,
						   ARCHIVE_JOURNAL));
		} else {
			chain_check_entry(&c->chain, &e);
			rows_remember(c, &e);
		}
		arena_release(&a);
		at = stop ? stop + 1 : end;
	}
}

/* The parcels of which the index says that their chains are here. */
static void take_chains(struct checking *c, const struct json *index)
{
	const struct json *list = json_get(index, "chains");
	int n = list && list->type == JSON_ARRAY ? list->count : 0;

	c->chain.head = arena_array(c->a, (size_t)n + 1, sizeof *c->chain.head);
	if (n == 0)
		archive_fault(c, 0, "the index names no chain of the journal");
	for (const struct json *j = n ? list->first : NULL; j; j = j->next) {
		struct chain_head *h = &c->chain.head[c->chain.nheads];

		if (j->type == JSON_OBJECT && json_int(&h->parcel, j, "parcel") == 0)
			c->chain.nheads++;
		else
			archive_fault(c, 0, "the index names a chain that is none");
	}
}

static void check_heads(struct checking *c, const struct json *index)
{
	const struct json *j = json_get(index, "chains");
	const char *newest = json_str(index, "head");
	char hex[HASH_HEX];

	for (j = j ? j->first : NULL; j; j = j->next) {
		int64_t parcel = 0, entries = 0;
		const struct chain_head *h = NULL;

		json_int(&parcel, j, "parcel");
		json_int(&entries, j, "entries");
		for (int i = 0; i < c->chain.nheads; i++)
			if (c->chain.head[i].parcel == parcel)
				h = &c->chain.head[i];
		if (h && entries == h->entries &&
		    text_same(json_str(j, "head"), hash_hex(hex, &h->hash)))
			continue;
		archive_fault(c, 0,
			      arena_printf(c->a,
					   "the chain of parcel %" PRId64
					   " does not end where the index says: entries are "
					   "missing, or were added",
					   parcel));
	}
	if (!text_same(newest, hash_hex(hex, &c->chain.newest)))
		archive_fault(c, 0, "the head that the index states is not the newest entry");
	memcpy(c->out->verify.head, c->chain.entries ? hex : "", c->chain.entries ? HASH_HEX : 1);
}

static void check_journal(struct checking *c, const struct json *index)
{
	size_t len = 0;
	char *text = bytes_of(&len, c, ARCHIVE_JOURNAL, JOURNAL_MAX);

	take_chains(c, index);
	c->chain.fault = fault_of_chain;
	c->chain.payload = c;
	if (text)
		walk_journal(c, text, len);
	check_heads(c, index);
	c->out->verify.entries = c->chain.entries;
	c->out->hidden = c->chain.sealed;
	c->out->purged = c->chain.purged;
	c->out->bare = c->chain.bare;
}

/* --- what it says of itself --- */

static struct json *parsed(struct checking *c, const char *name, int64_t max)
{
	size_t len = 0;
	char *text = bytes_of(&len, c, name, max);
	struct json *j = NULL;
	struct err err;

	if (text && json_parse(&j, c->a, text, len, &err) < 0) {
		archive_fault(c, 0, arena_printf(c->a, "%s cannot be read: %s", name, err.text));
		return NULL;
	}
	return j;
}

static void check_cases(struct checking *c, const struct json *index)
{
	struct json *cases = parsed(c, ARCHIVE_CASE, CASES_MAX);

	if (!cases)
		return;
	c->out->verify.cases = json_get(cases, "items") ? json_get(cases, "items")->count : 1;
	rows_compare(c, cases);
	files_check(c, index, cases);
}

static void check_index(struct checking *c)
{
	struct json *index = parsed(c, ARCHIVE_INDEX, INDEX_MAX);
	int64_t format = 0;

	if (!index)
		return;
	json_int(&format, index, "format");
	if (format != ARCHIVE_FORMAT) {
		archive_fault(c, 0,
			      arena_printf(c->a,
					   "it is an archive of form %" PRId64
					   ", this program knows %d: take a newer one",
					   format, ARCHIVE_FORMAT));
		return;
	}
	c->out->audience = arena_strdup(c->a, json_str(index, "audience"));
	check_journal(c, index);
	check_cases(c, index);
}

static int check_all(struct checking *c, struct err *err)
{
	size_t len = 0;
	char *manifest;

	if (hash_members(c, err) < 0)
		return -1;
	c->out->files = c->zip.n;
	manifest = bytes_of(&len, c, ARCHIVE_MANIFEST, MANIFEST_MAX);
	if (!manifest)
		return 0;
	if (strlen(manifest) != len)
		archive_fault(c, 0, "the manifest holds bytes that are no text");
	check_manifest(c, manifest);
	check_signature(c, manifest, len);
	check_index(c);
	return 0;
}

/* A head or a fingerprint that was copied badly is no sign of tampering. */
static int parse_expected(struct hash *out, const char *text, const char *what, struct err *err)
{
	if (!text || hash_parse(out, text) == 0)
		return 0;
	return err_set(err, ERR_INPUT, "'%.70s' is no %s: give its 64 hexadecimal digits", text,
		       what);
}

int archive_verify(struct archive_report *out, struct arena *a, const char *path,
		   const struct archive_expect *expect, struct err *err)
{
	struct checking c = { .out = out, .a = a, .expect = expect };
	struct hash head, key;
	int faults, rc = -1;

	*out = (struct archive_report){ 0 };
	if (parse_expected(&head, expect->head, "head", err) < 0 ||
	    parse_expected(&key, expect->fingerprint, "fingerprint of a key", err) < 0)
		return -1;
	c.chain.expect = expect->head ? &head : NULL;
	out->verify.fault = arena_array(a, FAULTS_LISTED, sizeof *out->verify.fault);
	if (zip_in_open(&c.zip, a, path, &faults, fault_of_zip, &c, err) == 0)
		rc = check_all(&c, err);
	zip_in_close(&c.zip);
	arena_release(&c.chain.a);
	if (rc == 0 && expect->head && !c.chain.expect_found)
		archive_fault(&c, 0,
			      arena_printf(a,
					   "the head %s is not in this archive: its end was cut "
					   "off, or it was made anew, or it is another case's",
					   expect->head));
	out->verify.ok = out->verify.nfaults == 0;
	return rc;
}
