#include "report/archive_parts.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/json.h"
#include "domain/archive.h"
#include "view/doc.h"

/* --- journal.jsonl and events.csv --- */

void put_journal(struct buf *b, const struct making *m)
{
	for (int i = 0; i < m->in->nentries; i++)
		chain_put(b, &m->in->entry[i]);
}

static const char *cell(struct making *m, const struct node *n)
{
	char at[INSTANT_TEXT];

	switch (n ? n->type : NODE_NULL) {
	case NODE_TEXT:
		return n->text;
	case NODE_BOOL:
		return n->truth ? "true" : "false";
	case NODE_INSTANT:
		return arena_strdup(m->a, instant_text(at, n->at));
	default:
		return NULL;
	}
}

void put_events(struct buf *b, const struct making *m)
{
	static const char *const columns[] = {
		"occurred_at",   "occurred_at_local", "place",   "code",      "text",
		"status",        "trouble",           "is_scan", "signed_by", "source",
		"first_seen_at", "gone_since",
	};
	enum { COLUMNS = sizeof columns / sizeof *columns };
	struct making making = *m;

	csv_put(b, "tracking_number", CSV_FOR_MACHINES, true);
	for (int i = 0; i < COLUMNS; i++)
		csv_put(b, columns[i], CSV_FOR_MACHINES, false);
	csv_end_row(b);
	for (int i = 0; i < m->in->ncases; i++) {
		const struct node *one = m->in->cases[i], *e = node_get(one, "events");

		for (e = e ? e->first : NULL; e; e = e->next) {
			csv_put(b, node_str(one, "tracking_number"), CSV_FOR_MACHINES, true);
			for (int k = 0; k < COLUMNS; k++)
				csv_put(b, cell(&making, node_get(e, columns[k])), CSV_FOR_MACHINES,
					false);
			csv_end_row(b);
		}
	}
}

/* --- archive.json --- */

static void name_text(struct json_out *o, const char *name, const char *text)
{
	json_name(o, name);
	json_text(o, text);
}

static void name_number(struct json_out *o, const char *name, int64_t n)
{
	json_name(o, name);
	json_number(o, n);
}

static void put_originals(struct json_out *o, const struct making *m)
{
	json_name(o, "originals");
	json_begin_array(o);
	for (int i = 0; i < m->in->noriginals; i++) {
		const struct original *f = &m->original[i];
		const struct node *e = f->from->evidence;

		json_begin_object(o);
		name_number(o, "case", f->from->casefile_id);
		name_number(o, "evidence", node_num(e, "evidence"));
		name_text(o, "name", node_str(e, "name"));
		name_text(o, "sha256", node_str(e, "sha256"));
		name_number(o, "size", node_num(e, "size"));
		name_text(o, "member", f->member);
		name_text(o, "left_out", f->why);
		json_end_object(o);
	}
	json_end_array(o);
}

static void put_chains(struct json_out *o, const struct making *m)
{
	char hex[HASH_HEX];

	json_name(o, "chains");
	json_begin_array(o);
	for (int i = 0; i < m->in->nparcels; i++) {
		json_begin_object(o);
		name_number(o, "parcel", m->chain[i].parcel);
		name_number(o, "entries", m->chain[i].entries);
		name_text(o, "head", hash_hex(hex, &m->chain[i].head));
		json_end_object(o);
	}
	json_end_array(o);
}

void put_index(struct buf *b, const struct making *m)
{
	char at[INSTANT_TEXT];
	struct json_out o;

	json_out_init(&o, b, true);
	json_begin_object(&o);
	name_number(&o, "format", ARCHIVE_FORMAT);
	name_text(&o, "program", m->in->program);
	name_text(&o, "as_of", instant_text(at, m->in->at));
	name_text(&o, "zone", m->in->zone_name);
	name_text(&o, "audience", m->in->audience);
	name_text(&o, "head", m->out->head);
	name_text(&o, "signed_by", m->out->signed_by);
	json_name(&o, "cases");
	json_begin_array(&o);
	for (int i = 0; i < m->in->ncases; i++)
		json_number(&o, node_num(m->in->cases[i], "case"));
	json_end_array(&o);
	put_chains(&o, m);
	put_originals(&o, m);
	json_name(&o, "parts");
	json_begin_array(&o);
	for (int i = 0; i < m->in->nparts; i++)
		json_text(&o, m->in->part[i].member);
	json_end_array(&o);
	json_end_object(&o);
	buf_putc(b, '\n');
}

/* --- VERIFY.txt --- */

static const char what_it_proves[] =
	"WHAT THIS CAN PROVE\n"
	"\n"
	"- MANIFEST.sha256 has the SHA-256 of every file here. If a file was changed since\n"
	"  the archive was made, its SHA-256 differs.\n"
	"- journal.jsonl is the record of everything that was done about the parcel, in\n"
	"  order. Each entry holds the hash of the entry before it: none can be changed,\n"
	"  taken out or put in later without changing the head, the hash of the last one.\n"
	"- So whoever was told the head earlier, in a letter or a mail, knows that what the\n"
	"  journal held then was not written afterwards.\n"
	"\n"
	"WHAT IT CANNOT PROVE\n"
	"\n"
	"- That what was written down is true: only that it was not changed since.\n"
	"- When a photo was taken, or that it shows what it is said to show. Its SHA-256\n"
	"  says only that the file is the one that was attached. Dates inside a file can be\n"
	"  set by anybody.\n"
	"- The times: they are those of the sender's own clock. Each entry says whether the\n"
	"  clock was moved.\n"
	"- That nothing was left out before it was written down.\n"
	"- That packet.pdf, workbook.xlsx and events.csv say what case.json says: it and the\n"
	"  originals are held against the journal, those three against the manifest alone,\n"
	"  which somebody could make anew. A signature, or a packet sent earlier, shows it.\n"
	"- Who made the archive: somebody can make another one, with a journal of its own.\n"
	"  That shows only in a head that you were told earlier, or in a signature whose\n"
	"  key you know from elsewhere.\n"
	"\n";

static const char how_to_check[] =
	"HOW TO CHECK IT\n"
	"\n"
	"1. Unpack the archive into an empty folder and go there.\n"
	"2. The files:          sha256sum -c MANIFEST.sha256\n"
	"   Every line must end in OK, and nothing may lie there that is not listed, but\n"
	"   MANIFEST.sha256 itself (and MANIFEST.sig).\n"
	"3. The journal: one line an entry, oldest first. In each line\n"
	"     hash      = SHA-256 of the bytes of header and then of body_hash\n"
	"     body_hash = SHA-256 of the bytes of salt and then of body\n"
	"   all written in hexadecimal. For line 1, with jq and xxd:\n"
	"     sed -n 1p journal.jsonl | jq -r '.header + .body_hash' |\n"
	"       xxd -r -p | sha256sum                (gives its hash)\n"
	"     sed -n 1p journal.jsonl | jq -r '.salt + .body' |\n"
	"       xxd -r -p | sha256sum                (gives its body_hash)\n"
	"   A header is a byte 1 and then fields 'name:length:value', one a line:\n"
	"     sed -n 1p journal.jsonl | jq -r .header | xxd -r -p\n"
	"   file.N    the hash of the entry before it about parcel N; '-' in the first.\n"
	"             This is the chain: it must be the hash of the line before that\n"
	"             lists N under parcels.\n"
	"   row.X.N   version and SHA-256 (of salt and row) of what was written down;\n"
	"             the row itself stands in the body under X.N, in the same form.\n"
	"   desk_prev the entry before it on the whole desk, also about other parcels.\n"
	"   The last hash must be the head below.\n"
	"4. All of it at once, where the program is installed:\n"
	"     waylaid verify ARCHIVE.zip --expect HEAD\n"
	"\n";

static const char how_signed[] =
	"5. The signature (Ed25519), with openssl:\n"
	"     openssl pkeyutl -verify -pubin -inkey KEY.pem -rawin \\\n"
	"       -in MANIFEST.sha256 -sigfile MANIFEST.sig\n"
	"   Whose key it is:\n"
	"     openssl pkey -pubin -in KEY.pem -outform DER | sha256sum\n"
	"   must give the fingerprint that the sender told you by another way.\n"
	"\n";

static void count_entries(int *sealed, int *purged, int *bare, const struct archive_input *in)
{
	*sealed = *purged = *bare = 0;
	for (int i = 0; i < in->nentries; i++) {
		const struct chain_entry *e = &in->entry[i];

		*bare += !e->header;
		*purged += e->header && e->left_out == LEFT_PURGED;
		*sealed += e->header && !e->body && e->left_out != LEFT_PURGED;
	}
}

#define SEALED_WORDS                                                           \
	"%d of %d journal entries are here without their contents, which %s\n" \
	"must not see, or which are about other parcels. Their hashes still\n" \
	"bind them to the entries before and behind.\n"
#define PURGED_WORDS                                                              \
	"The contents of %d of %d journal entries were deleted on the desk, as\n" \
	"the case is old; their hashes are kept.\n"
#define BARE_WORDS                                                               \
	"%d of %d journal entries are here as bare hashes. What stands before\n" \
	"such a one is vouched for by the manifest and the signature alone.\n"

/* What is not here, and why: a gap that is named is no trick. */
static void put_left_out(struct buf *b, const struct making *m)
{
	int sealed, purged, bare;

	count_entries(&sealed, &purged, &bare, m->in);
	if (sealed)
		buf_printf(b, SEALED_WORDS, sealed, m->in->nentries, m->in->reader);
	if (purged)
		buf_printf(b, PURGED_WORDS, purged, m->in->nentries);
	if (bare)
		buf_printf(b, BARE_WORDS, bare, m->in->nentries);
	for (int i = 0; i < m->in->noriginals; i++)
		if (m->original[i].why)
			buf_printf(b, "Not here: %s, which %s.\n  %s\n",
				   node_str(m->original[i].from->evidence, "name"),
				   m->original[i].why,
				   node_str(m->original[i].from->evidence, "sha256"));
	if (sealed || purged || bare || m->out->left_out)
		buf_putc(b, '\n');
}

void put_verify_text(struct buf *b, const struct making *m)
{
	char at[INSTANT_TEXT];

	buf_printf(b,
		   "Evidence about %d case%s, made by waylaid %s for %s.\n"
		   "Everything in it is as of the newest entry of the journal:\n"
		   "%s (days are counted in %s).\n\n",
		   m->in->ncases, m->in->ncases == 1 ? "" : "s", m->in->program, m->in->reader,
		   instant_text(at, m->in->at), m->in->zone_name);
	buf_printf(b, "head    %s\n", m->out->head);
	if (m->out->signed_by)
		buf_printf(b, "signed  with the key %s\n\n", m->out->signed_by);
	else
		buf_puts(b, "signed  not signed\n\n");
	put_left_out(b, m);
	buf_puts(b, what_it_proves);
	buf_puts(b, how_to_check);
	if (m->out->signed_by)
		buf_puts(b, how_signed);
}
