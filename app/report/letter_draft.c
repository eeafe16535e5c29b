#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mime.h"
#include "domain/evidence.h"
#include "report/letter.h"
#include "view/letter_doc.h"

enum { DRAFT_BYTES_MAX = LETTER_DRAFT_MB << 20, DRAFT_MODE = 0600, BOUNDARY = 40 };

/* "=_" stands in no line of base64 or quoted-printable, so that no part can hold it. */
static void make_boundary(char out[BOUNDARY], const struct letter *l)
{
	struct hash hash = hash_of(l->body, strlen(l->body));
	char hex[HASH_HEX];

	snprintf(out, BOUNDARY, "=_waylaid_%.24s", hash_hex(hex, &hash));
}

static void put_date(struct buf *to, instant now)
{
	static const char *const weekday[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
	static const char *const month[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	daynum day = (daynum)(now / 86400);
	struct civil c = day_civil(day);
	int s = (int)(now % 86400);

	buf_printf(to, "Date: %s, %02d %s %d %02d:%02d:%02d +0000\r\n", weekday[day_weekday(day)],
		   c.day, month[c.month - 1], c.year, s / 3600, s / 60 % 60, s % 60);
}

static void put_head(struct buf *to, const struct letter *l, const char *boundary, instant now)
{
	mime_put_header(to, "Subject", l->subject);
	if (l->to)
		mime_put_header(to, "To", l->to);
	put_date(to, now);
	buf_puts(to, "X-Unsent: 1\r\nMIME-Version: 1.0\r\n");
	buf_printf(to, "Content-Type: multipart/mixed;\r\n boundary=\"%s\"\r\n\r\n", boundary);
}

static void put_words(struct buf *to, struct arena *a, const struct letter *l, const char *boundary)
{
	struct buf text;

	buf_init(&text, DRAFT_BYTES_MAX);
	letter_text(&text, a, l);
	buf_printf(to,
		   "--%s\r\nContent-Type: text/plain; charset=UTF-8\r\n"
		   "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
		   boundary);
	mime_put_quoted(to, text.at);
	buf_puts(to, "\r\n");
	buf_release(&text);
}

static int put_file(struct buf *to, struct arena *a, const struct evidence *e, const char *path,
		    struct err *err)
{
	struct arena_mark mark = arena_mark(a);
	char *bytes;
	size_t len;

	if (file_read(&bytes, &len, a, path, DRAFT_BYTES_MAX, err) < 0)
		return err_wrap(err, "the evidence '%.80s' cannot go with the letter", e->name);
	buf_printf(to, "Content-Type: %s\r\nContent-Transfer-Encoding: base64\r\n", e->media_type);
	mime_put_attachment(to, e->name);
	buf_puts(to, "\r\n");
	mime_put_base64(to, bytes, len);
	arena_rewind(a, mark);
	return 0;
}

/* Base64 makes four of three, and line ends of it: said before a byte is read. */
static int check_size(const struct letter *l, struct err *err)
{
	int64_t bytes = 0;

	for (int i = 0; i < l->nattach; i++)
		bytes += l->attach[i].size / 57 * 78 + 400;
	if (bytes <= DRAFT_BYTES_MAX)
		return 0;
	return err_set(err, ERR_INPUT,
		       "the draft would have %" PRId64
		       " MB with its %d files, and mail servers take "
		       "%d: use --without-evidence and send them in several mails",
		       bytes >> 20, l->nattach, LETTER_DRAFT_MB);
}

static int put_draft(struct buf *to, struct arena *a, const struct letter *l,
		     const struct letter_files *files, struct err *err)
{
	char boundary[BOUNDARY];

	make_boundary(boundary, l);
	put_head(to, l, boundary, files->now);
	put_words(to, a, l, boundary);
	for (int i = 0; i < l->nattach; i++) {
		buf_printf(to, "--%s\r\n", boundary);
		if (put_file(to, a, &l->attach[i], files->path[i], err) < 0)
			return -1;
	}
	buf_printf(to, "--%s--\r\n", boundary);
	return buf_check(to, "the draft", err);
}

int letter_write_draft(const char *path, const struct letter *l, const struct letter_files *files,
		       struct err *err)
{
	struct arena a = ARENA_INIT;
	struct buf b;
	int rc = -1;

	if (check_size(l, err) < 0)
		return -1;
	buf_init(&b, DRAFT_BYTES_MAX + (1 << 20));
	if (put_draft(&b, &a, l, files, err) == 0)
		rc = file_write(path, b.at, b.len, DRAFT_MODE, err);
	buf_release(&b);
	arena_release(&a);
	return rc;
}
