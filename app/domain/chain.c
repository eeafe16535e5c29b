#include "domain/chain.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/hex.h"
#include "base/json.h"
#include "base/text.h"

const char *const left_out_names[LEFT_NVALUES] = { NULL, "hidden", "purged", "large" };

/* --- the line --- */

static void put_hex(struct buf *b, const char *name, const void *bytes, size_t n)
{
	buf_printf(b, ",\"%s\":", name);
	if (!bytes) {
		buf_puts(b, "null");
		return;
	}
	buf_putc(b, '"');
	hex_put(b, bytes, n);
	buf_putc(b, '"');
}

void chain_put(struct buf *b, const struct chain_entry *e)
{
	const char *why = left_out_names[e->left_out];

	buf_printf(b, "{\"entry\":%" PRId64 ",\"parcels\":[", e->entry);
	for (int i = 0; i < e->nparcels; i++)
		buf_printf(b, "%s%" PRId64, i ? "," : "", e->parcel[i]);
	buf_putc(b, ']');
	put_hex(b, "hash", e->hash.byte, HASH_SIZE);
	put_hex(b, "header", e->header, e->header_len);
	put_hex(b, "body_hash", e->header ? e->body_hash.byte : NULL, HASH_SIZE);
	put_hex(b, "salt", e->salt, CHAIN_SALT);
	put_hex(b, "body", e->body, e->body_len);
	buf_printf(b, ",\"left_out\":%s%s%s}\n", why ? "\"" : "", why ? why : "null",
		   why ? "\"" : "");
}

/* A member in hexadecimal; NULL bytes for null. 0 or -1. */
static int get_hex(const void **out, size_t *n, struct arena *a, const struct json *j,
		   const char *name)
{
	const char *text = json_str(j, name);
	char *bytes;

	*out = NULL;
	*n = 0;
	if (!text)
		return 0;
	if (hex_read(&bytes, n, a, text) < 0)
		return -1;
	*out = bytes;
	return 0;
}

static int get_hash(struct hash *out, const struct json *j, const char *name)
{
	const char *text = json_str(j, name);

	*out = (struct hash){ { 0 } };
	return text ? hash_parse(out, text) : 0;
}

static int get_parcels(struct chain_entry *e, struct arena *a, const struct json *j)
{
	const struct json *list = json_get(j, "parcels");
	int64_t *parcel;

	if (!list || list->type != JSON_ARRAY)
		return -1;
	e->parcel = parcel = arena_array(a, (size_t)list->count + 1, sizeof *parcel);
	for (const struct json *each = list->first; each; each = each->next) {
		long long n;
		struct err ignored;

		if (!each->text ||
		    number_parse(&n, each->text, 1, INT64_MAX, "parcel", &ignored) < 0)
			return -1;
		parcel[e->nparcels++] = n;
	}
	return 0;
}

static int get_all(struct chain_entry *e, struct arena *a, const struct json *j)
{
	const char *why = json_str(j, "left_out");
	size_t salt_len;

	if (j->type != JSON_OBJECT || json_int(&e->entry, j, "entry") < 0 ||
	    get_parcels(e, a, j) < 0 || get_hash(&e->hash, j, "hash") < 0 ||
	    get_hex(&e->header, &e->header_len, a, j, "header") < 0 ||
	    get_hash(&e->body_hash, j, "body_hash") < 0 ||
	    get_hex(&e->salt, &salt_len, a, j, "salt") < 0 ||
	    get_hex(&e->body, &e->body_len, a, j, "body") < 0)
		return -1;
	if ((e->salt && salt_len != CHAIN_SALT) || !e->salt != !e->body || (e->body && !e->header))
		return -1;
	for (int i = LEFT_HIDDEN; i < LEFT_NVALUES; i++)
		if (text_same(why, left_out_names[i]))
			e->left_out = (enum left_out)i;
	return !e->body == (e->left_out != LEFT_NOTHING) ? 0 : -1;
}

int chain_read(struct chain_entry *e, struct arena *a, const char *line, size_t len)
{
	struct err ignored;
	struct buf again;
	struct json *j;
	bool same;

	*e = (struct chain_entry){ 0 };
	if (json_parse(&j, a, line, len, &ignored) < 0 || get_all(e, a, j) < 0)
		return -1;
	buf_init(&again, len + 1);
	chain_put(&again, e);
	same = !again.full && again.len == len + 1 && !memcmp(again.at, line, len);
	buf_release(&again);
	return same ? 0 : -1;
}

/* --- the check --- */

static void fault(struct chain_check *c, const char *what)
{
	c->fault(c->payload, what);
}

static struct chain_head *head_of(struct chain_check *c, int64_t parcel)
{
	for (int i = 0; i < c->nheads; i++)
		if (c->head[i].parcel == parcel)
			return &c->head[i];
	return NULL;
}

static bool is_name(const char *name, size_t len, const char *want)
{
	return strlen(want) == len && !memcmp(name, want, len);
}

/* The whole number behind "file.". */
static int64_t number_behind(const char *name, size_t len, size_t skip)
{
	int64_t n = 0;

	for (size_t i = skip; i < len; i++) {
		if (name[i] < '0' || name[i] > '9' || n > INT64_MAX / 10 - 1)
			return -1;
		n = n * 10 + (name[i] - '0');
	}
	return n;
}

static bool is_listed(const struct chain_entry *e, int64_t parcel)
{
	for (int i = 0; i < e->nparcels; i++)
		if (e->parcel[i] == parcel)
			return true;
	return false;
}

/* The header's link in the chain of a parcel must be the hash of the entry before. */
static void check_link(struct chain_check *c, const struct chain_entry *e, int64_t parcel,
		       const char *value, size_t len)
{
	const struct chain_head *h = head_of(c, parcel);
	char hex[HASH_HEX] = "-";

	if (!h) /* of a parcel that is not in this archive */
		return;
	if (h->entries)
		hash_hex(hex, &h->hash);
	if (!is_name(value, len, hex))
		fault(c, arena_printf(&c->a,
				      "journal entry %" PRId64 ": its link to the entry before it "
				      "is broken: one between them is missing, or was put in",
				      e->entry));
	if (!is_listed(e, parcel))
		fault(c, arena_printf(&c->a,
				      "journal entry %" PRId64 " does not say that it belongs to "
				      "parcel %" PRId64,
				      e->entry, parcel));
}

bool chain_row_name(const char **row, size_t *len, const char *name, size_t name_len)
{
	if (name_len < 5 || memcmp(name, "row.", 4) != 0)
		return false;
	*row = name + 4;
	*len = name_len - 4;
	return true;
}

/* "3:<digest>" against the row's bytes in the body; "0:-" has none. */
static bool row_fits(const struct chain_entry *e, const char *row, size_t row_len,
		     const char *value, size_t len)
{
	const char *colon = memchr(value, ':', len), *name, *bytes;
	size_t name_len, bytes_len;
	char hex[HASH_HEX];
	struct hasher h;
	struct hash digest;
	struct canon c;

	if (!colon)
		return false;
	if (is_name(value, len, "0:-"))
		return true;
	if (canon_open(&c, e->body, e->body_len) < 0)
		return false;
	while (canon_next(&c, &name, &name_len, &bytes, &bytes_len) > 0) {
		if (name_len != row_len || memcmp(name, row, row_len) != 0)
			continue;
		hash_start(&h);
		hash_add(&h, e->salt, CHAIN_SALT);
		hash_add(&h, bytes, bytes_len);
		digest = hash_end(&h);
		return is_name(colon + 1, len - (size_t)(colon + 1 - value),
			       hash_hex(hex, &digest));
	}
	return false;
}

static void check_header(struct chain_check *c, const struct chain_entry *e)
{
	const char *name, *value, *row;
	size_t name_len, len, row_len;
	bool number_ok = false;
	struct canon canon;
	int rc = canon_open(&canon, e->header, e->header_len), links = 0;

	while (rc >= 0 && (rc = canon_next(&canon, &name, &name_len, &value, &len)) > 0) {
		if (is_name(name, name_len, "entry"))
			number_ok = number_behind(value, len, 0) == e->entry;
		else if (name_len > 5 && !memcmp(name, "file.", 5)) {
			int64_t parcel = number_behind(name, name_len, 5);

			check_link(c, e, parcel, value, len);
			links += is_listed(e, parcel);
		} else if (e->body && chain_row_name(&row, &row_len, name, name_len) &&
			   !row_fits(e, row, row_len, value, len)) {
			fault(c, arena_printf(&c->a,
					      "journal entry %" PRId64 ": what it says of %.*s "
					      "does not fit what it recorded",
					      e->entry, (int)row_len, row));
		}
	}
	if (rc < 0)
		fault(c, arena_printf(&c->a, "journal entry %" PRId64 " cannot be read", e->entry));
	else if (!number_ok)
		fault(c, arena_printf(&c->a, "journal entry %" PRId64 " carries another number",
				      e->entry));
	else if (links != e->nparcels)
		fault(c, arena_printf(&c->a,
				      "journal entry %" PRId64 " says that it belongs to parcels "
				      "of which it knows nothing",
				      e->entry));
}

static void check_hashes(struct chain_check *c, const struct chain_entry *e)
{
	struct hasher h;
	struct hash again;

	hash_start(&h);
	hash_add(&h, e->header, e->header_len);
	hash_add(&h, e->body_hash.byte, HASH_SIZE);
	again = hash_end(&h);
	if (!hash_same(&again, &e->hash))
		fault(c,
		      arena_printf(&c->a,
				   "journal entry %" PRId64 " was changed: its hash does not fit",
				   e->entry));
	if (!e->body)
		return;
	hash_start(&h);
	hash_add(&h, e->salt, CHAIN_SALT);
	hash_add(&h, e->body, e->body_len);
	again = hash_end(&h);
	if (!hash_same(&again, &e->body_hash))
		fault(c,
		      arena_printf(&c->a, "journal entry %" PRId64 ": what it recorded was changed",
				   e->entry));
}

static void add_to_chains(struct chain_check *c, const struct chain_entry *e)
{
	if (!e->nparcels)
		fault(c, arena_printf(&c->a, "journal entry %" PRId64 " belongs to no parcel here",
				      e->entry));
	for (int i = 0; i < e->nparcels; i++) {
		struct chain_head *h = head_of(c, e->parcel[i]);

		if (!h) {
			fault(c, arena_printf(&c->a,
					      "journal entry %" PRId64 " belongs to parcel %" PRId64
					      ", which is not in this archive",
					      e->entry, e->parcel[i]));
			continue;
		}
		h->hash = e->hash;
		h->entries++;
	}
}

void chain_check_entry(struct chain_check *c, const struct chain_entry *e)
{
	struct arena_mark mark = arena_mark(&c->a);

	if (e->entry <= c->last)
		fault(c,
		      arena_printf(&c->a, "journal entry %" PRId64 " stands behind entry %" PRId64,
				   e->entry, c->last));
	if (e->header) {
		check_hashes(c, e);
		check_header(c, e);
	}
	add_to_chains(c, e);
	c->entries++;
	c->bare += !e->header;
	c->sealed += e->header && !e->body && e->left_out != LEFT_PURGED;
	c->purged += e->header && e->left_out == LEFT_PURGED;
	c->last = e->entry;
	c->newest = e->hash;
	if (c->expect && hash_same(c->expect, &e->hash))
		c->expect_found = true;
	arena_rewind(&c->a, mark);
}
