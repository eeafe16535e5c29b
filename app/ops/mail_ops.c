#include "ops/mail_ops.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/media.h"
#include "base/text.h"
#include "base/zone.h"
#include "ops/internal.h"
#include "ops/mail_parts.h"
#include "store/mails.h"

enum { ID_MAX = 900, NAME_BYTES_MAX = 200, FUTURE_S = 86400 };

/* --- a mailbox --- */

/* "From sender Fri Nov 20 10:00:00 2026", and no sentence that begins so: it has a time. */
static bool is_from_line(const char *p, const char *end)
{
	const char *newline = memchr(p, '\n', (size_t)(end - p));

	if (end - p < 6 || memcmp(p, "From ", 5) != 0)
		return false;
	end = newline ? newline : end;
	for (p += 6; p + 1 < end; p++)
		if (*p == ':' && isdigit((unsigned char)p[-1]) && isdigit((unsigned char)p[1]))
			return true;
	return false;
}

/* The next line that begins a message: behind an empty one. */
static const char *next_from(const char *p, const char *end)
{
	bool empty = false;

	while (p < end) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));
		const char *stop = newline ? newline + 1 : end;

		if (empty && is_from_line(p, end))
			return p;
		empty = stop - p <= 2 && (*p == '\n' || *p == '\r');
		p = stop;
	}
	return end;
}

bool mail_next(const char **message, size_t *len, size_t *at, const char *bytes, size_t size)
{
	const char *p = bytes + *at, *end = bytes + size, *stop, *line;

	if (*at >= size)
		return false;
	if (!is_from_line(bytes, end)) { /* one message alone */
		*message = bytes;
		*len = *at = size;
		return true;
	}
	stop = next_from(p, end);
	line = memchr(p, '\n', (size_t)(stop - p));
	*at = (size_t)(stop - bytes);
	*message = line ? line + 1 : stop;
	*len = (size_t)(stop - *message);
	return true;
}

/* --- what a mail is --- */

/* One message on its way in. */
struct intake {
	struct desk *desk;
	struct arena *arena;
	const struct mail_given *given;
	struct mail_whole *mail;
	struct mail_taken *out;
	struct mail_words words;
	struct contact contact;
	struct evidence *file;
	int nfiles;
	struct case_rows rows; /* the case with the mail in it, for proposals */
};

/* Is it one of our own: "shop@roe.example", or "@roe.example" for all of a domain? */
static bool is_own(const char *own, const char *address)
{
	static const char gaps[] = " \t,;";

	while (own && address && *own) {
		size_t n = strcspn(own, gaps), len = strlen(address);

		if (n && *own == '@' && len > n && strncasecmp(address + len - n, own, n) == 0)
			return true;
		if (n == len && strncasecmp(own, address, n) == 0)
			return true;
		own += n;
		own += strspn(own, gaps);
	}
	return false;
}

/* Whose the first address is that a table knows; else a recipient's. */
static enum party party_of(const struct intake *in, const char *addresses)
{
	char *next = arena_strdup(in->arena, addresses);

	while (next) {
		enum party p = mail_party(&in->words, strsep(&next, " "));

		if (p != PARTY_RECIPIENT)
			return p;
	}
	return PARTY_RECIPIENT;
}

static void take_sides(struct intake *in)
{
	const struct mail_given *g = in->given;
	struct mail_taken *out = in->out;

	out->from = in->mail->email.from;
	out->subject = in->mail->email.subject;
	out->left = in->mail->left;
	out->direction = g->direction >= 0           ? (enum direction)g->direction
			 : is_own(g->own, out->from) ? DIRECTION_OUT
						     : DIRECTION_IN;
	out->party = g->party >= 0                    ? (enum party)g->party
		     : out->direction == DIRECTION_IN ? mail_party(&in->words, out->from)
						      : party_of(in, in->mail->to);
}

/* The sender's own word for when; one that cannot be is not taken. */
static void take_time(struct intake *in)
{
	instant now = in->desk->options.moment.now, at = in->mail->at;

	in->out->at = at;
	if (at != INSTANT_NONE && at > 0 && at <= now + FUTURE_S)
		return;
	in->out->at = now;
	in->out->note = at == INSTANT_NONE ? "it has no date that can be read: logged as of now"
					   : "its date cannot be right: logged as of now";
}

/* By its id, or by its bytes where it has none. */
static const char *message_name(struct arena *a, const struct mail_whole *mail, const char *bytes,
				size_t len)
{
	struct hash hash = hash_of(bytes, len);
	char hex[HASH_HEX];

	if (!text_blank(mail->message_id) && strlen(mail->message_id) <= ID_MAX)
		return mail->message_id;
	return arena_printf(a, "sha256:%s", hash_hex(hex, &hash));
}

/* Characters that people do not type are dropped; at most MAIL_SAID_MAX stay. */
static const char *said_of(struct arena *a, const struct email *e)
{
	const char *text = e->text ? e->text : e->html ? e->html : "";
	char *out = arena_alloc(a, strlen(text) + 1), *to = out;
	int n = 0;

	for (const char *p = text; *p; p++) {
		bool begins = ((unsigned char)*p & 0xc0) != 0x80;

		if (begins && n == MAIL_SAID_MAX)
			break;
		if (((unsigned char)*p < ' ' && *p != '\n' && *p != '\t') || *p == 0x7f)
			continue;
		n += begins;
		*to++ = *p;
	}
	*to = '\0';
	if (text_blank(out))
		return e->subject;
	return e->subject ? arena_printf(a, "%s\n%s", e->subject, out) : out;
}

/* --- its files, on disk before any row names them --- */

/* The last part of the sender's name for it, without what a name may not have. */
static const char *file_name(struct arena *a, const char *name, int i)
{
	const char *base = name;
	char *s;

	for (const char *p = name; p && *p; p++)
		if (*p == '/' || *p == '\\')
			base = p + 1;
	if (text_blank(base))
		return arena_printf(a, "attachment-%d", i);
	s = arena_strndup(a, base, utf8_cut(base, NAME_BYTES_MAX));
	for (char *p = s; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = '_';
	return s;
}

static enum evidence_kind kind_of_files(const struct intake *in)
{
	return in->given->kind >= 0 ? (enum evidence_kind)in->given->kind : EVIDENCE_OTHER;
}

static int keep_file(struct intake *in, const char *name, const void *bytes, size_t len,
		     struct err *err)
{
	struct evidence *e = &in->file[in->nfiles];
	const struct moment *now = &in->desk->options.moment;
	bool original = in->nfiles == 0;

	*e = (struct evidence){
		.kind = original ? EVIDENCE_CORRESPONDENCE : kind_of_files(in),
		.name = name,
		.dated_on = zone_day(now->zone, in->out->at),
		.added_at = now->now,
		.added_by = desk_user(in->desk),
	};
	if (evidence_store(e, in->desk, in->arena, bytes, len, err) < 0)
		return -1;
	in->nfiles++;
	return 0;
}

static int keep_files(struct intake *in, struct err *err)
{
	const struct mail_given *g = in->given;

	in->file = arena_array(in->arena, MAIL_OPEN_FILES + 1, sizeof *in->file);
	if (keep_file(in, file_name(in->arena, g->name, 0), g->bytes, g->len, err) < 0)
		return -1;
	for (int i = 0; i < in->mail->nfiles; i++) {
		const struct mail_part *f = &in->mail->file[i];

		if (f->len &&
		    keep_file(in, file_name(in->arena, f->name, i + 1), f->bytes, f->len, err) < 0)
			return -1;
	}
	return 0;
}

/* --- the act --- */

static void make_contact(struct intake *in, const char *reference)
{
	in->contact = (struct contact){
		.channel = CHANNEL_EMAIL,
		.party = in->out->party,
		.direction = in->out->direction,
		.outcome = OUTCOME_REACHED,
		.at = in->out->at,
		.reference = reference,
		.said = said_of(in->arena, &in->mail->email),
		.minutes = MINUTES_NONE,
		.hold_minutes = MINUTES_NONE,
		.logged_at = in->desk->options.moment.now,
		.logged_by = desk_user(in->desk),
		.message_id = message_name(in->arena, in->mail, in->given->bytes, in->given->len),
	};
}

static int put_all(struct intake *in, struct tx *tx, int64_t case_id, struct err *err)
{
	struct mail_taken *out = in->out;

	if (contact_of_message(&out->contact_id, tx_snap(tx), in->contact.message_id, err) < 0)
		return -1;
	if (out->contact_id) { /* a colleague was quicker */
		out->outcome = MAIL_KNOWN;
		return 0;
	}
	if (contact_put(&in->contact, tx, in->arena, &case_id, 1, err) < 0)
		return -1;
	for (int i = 0; i < in->nfiles; i++) {
		bool known;

		in->file[i].casefile_id = case_id;
		if (evidence_put(&in->file[i], &known, NULL, tx, in->arena, err) < 0)
			return -1;
	}
	out->contact_id = in->contact.id;
	out->casefile_id = case_id;
	out->file = in->file;
	out->nfiles = in->nfiles;
	return case_read(&in->rows, tx_snap(tx), in->arena, case_id, err);
}

static int record(struct intake *in, int64_t case_id, struct err *err)
{
	struct tx *tx;
	int rc;

	if (keep_files(in, err) < 0 || desk_begin(&tx, in->desk, "mail.take", err) < 0)
		return -1;
	rc = put_all(in, tx, case_id, err);
	return tx_end(tx, rc, err);
}

/* Known already, or the cases that it names. */
static int look_up(struct intake *in, struct mail_found *found, struct err *err)
{
	struct mail_taken *out = in->out;
	const char *name = message_name(in->arena, in->mail, in->given->bytes, in->given->len);
	struct snap *snap;
	int rc;

	*found = (struct mail_found){ .n = 0 };
	if (desk_snap(&snap, in->desk, err) < 0)
		return -1;
	rc = contact_of_message(&out->contact_id, snap, name, err);
	if (rc == 0 && !out->contact_id)
		rc = mail_find(found, snap, in->arena, in->mail, err);
	desk_snap_end(snap);
	return rc;
}

static struct evidence looked_at(enum evidence_kind kind, const char *name, const char *bytes,
				 size_t len)
{
	return (struct evidence){ .kind = kind,
				  .name = name,
				  .media_type =
					  media_type(bytes, len < MEDIA_SNIFF ? len : MEDIA_SNIFF),
				  .size = (int64_t)len };
}

/* What record() would keep, and what may be said of the case. */
static int look_only(struct intake *in, int64_t case_id, struct err *err)
{
	struct arena *a = in->arena;
	const struct mail_given *g = in->given;
	struct mail_taken *out = in->out;
	struct snap *snap;
	int rc;

	out->casefile_id = case_id;
	out->file = arena_array(a, (size_t)in->mail->nfiles + 1, sizeof *out->file);
	out->file[out->nfiles++] =
		looked_at(EVIDENCE_CORRESPONDENCE, file_name(a, g->name, 0), g->bytes, g->len);
	for (int i = 0; i < in->mail->nfiles; i++) {
		const struct mail_part *f = &in->mail->file[i];

		if (f->len)
			out->file[out->nfiles++] = looked_at(
				kind_of_files(in), file_name(a, f->name, i + 1), f->bytes, f->len);
	}
	if (desk_snap(&snap, in->desk, err) < 0)
		return -1;
	rc = case_read(&in->rows, snap, a, case_id, err);
	desk_snap_end(snap);
	return rc;
}

static int take(struct intake *in, struct err *err)
{
	struct mail_taken *out = in->out;
	int64_t id = in->given->casefile_id;
	struct mail_found found;

	if (mail_words_get(&in->words, in->arena, err) < 0)
		return -1;
	take_sides(in);
	take_time(in);
	if (look_up(in, &found, err) < 0)
		return -1;
	if (out->contact_id) {
		out->outcome = MAIL_KNOWN;
		return 0;
	}
	out->by = found.by;
	if (!id && found.n == 1)
		id = found.id[0];
	if (!id) {
		out->outcome = found.n ? MAIL_SEVERAL : MAIL_NO_CASE;
		out->ncases = found.n;
		out->cases = arena_array(in->arena, (size_t)found.n + 1, sizeof *out->cases);
		memcpy(out->cases, found.id, (size_t)found.n * sizeof *found.id);
		return 0;
	}
	make_contact(in, found.n == 1 && found.id[0] == id ? found.reference : NULL);
	if ((in->given->dry_run ? look_only(in, id, err) : record(in, id, err)) < 0)
		return -1;
	if (out->outcome == MAIL_LOGGED)
		mail_propose(out, in->arena,
			     &(struct mail_read){ in->mail, &in->rows, &in->words });
	return 0;
}

int mail_take(struct mail_taken *out, struct desk *desk, struct arena *a,
	      const struct mail_given *given, struct err *err)
{
	struct intake in = { .desk = desk, .arena = a, .given = given, .out = out };

	*out = (struct mail_taken){ .at = INSTANT_NONE };
	if (!given->decoder)
		return err_set(err, ERR_FAILED, "e-mails cannot be opened here");
	if (given->len > MAIL_ONE_MAX)
		return err_set(err, ERR_INPUT, "%s: an e-mail of more than %d MiB is not taken",
			       given->name, MAIL_ONE_MAX >> 20);
	in.mail = arena_alloc(a, sizeof *in.mail);
	if (mail_open_whole(in.mail, a, given->decoder, given->bytes, given->len, err) < 0)
		return err->code == ERR_INPUT ? err_wrap(err, "%s", given->name) : -1;
	return take(&in, err);
}
