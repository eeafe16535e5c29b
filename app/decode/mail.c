#include "decode/mail.h"

#include <gmime/gmime.h>
#include <iconv.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/text.h"

/*
 * Character sets whose converters are loaded before the fence closes. Behind it nothing can be
 * loaded: a set that is not here comes through byte by byte.
 */
static const char *const charsets[MAIL_CHARSETS] = {
	"iso-8859-1", "iso-8859-15", "windows-1252", "iso-8859-2", "windows-1250", "utf-16",
	"gb18030",    "big5",        "iso-2022-jp",  "shift_jis",  "koi8-r",
};

void mail_tools_init(struct mail_tools *t)
{
	g_mime_init();
	for (int i = 0; i < MAIL_CHARSETS; i++)
		t->charset[i] = iconv_open("UTF-8", charsets[i]);
}

void mail_tools_release(struct mail_tools *t)
{
	for (int i = 0; i < MAIL_CHARSETS; i++)
		if (t->charset[i] != (iconv_t)-1)
			iconv_close(t->charset[i]);
}

static const char *line_of(struct arena *a, const char *s)
{
	char *line;

	if (!s)
		return NULL;
	s += strspn(s, " \t\r\n");
	line = utf8_repair(a, s, strnlen(s, MAIL_LINE_MAX));
	for (char *p = line; *p; p++)
		if ((unsigned char)*p < ' ')
			*p = ' ';
	for (size_t n = strlen(line); n && line[n - 1] == ' ';)
		line[--n] = '\0';
	return *line ? line : NULL;
}

static const char *header_of(struct arena *a, GMimeMessage *message, const char *name)
{
	return line_of(a, g_mime_object_get_header(GMIME_OBJECT(message), name));
}

static const char *address_of(struct arena *a, GMimeMessage *message)
{
	InternetAddressList *list = g_mime_message_get_from(message);
	InternetAddress *first = NULL;

	if (list && internet_address_list_length(list) > 0)
		first = internet_address_list_get_address(list, 0);
	if (!first || !INTERNET_ADDRESS_IS_MAILBOX(first))
		return NULL;
	return line_of(a, internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first)));
}

/* The uppermost of several headers of one name: each server puts its own above. */
static const char *uppermost(struct arena *a, GMimeMessage *message, const char *name)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(GMIME_OBJECT(message));
	int n = g_mime_header_list_get_count(list);

	for (int i = 0; i < n; i++) {
		GMimeHeader *h = g_mime_header_list_get_header_at(list, i);

		if (text_same_nocase(g_mime_header_get_name(h), name))
			return line_of(a, g_mime_header_get_raw_value(h));
	}
	return NULL;
}

/* At most MAIL_LINE_MAX bytes of addresses. */
static const char *recipients_of(struct arena *a, GMimeMessage *message)
{
	InternetAddressList *list = g_mime_message_get_to(message);
	int n = list ? internet_address_list_length(list) : 0;
	struct buf b;
	const char *line;

	buf_init(&b, MAIL_LINE_MAX);
	for (int i = 0; i < n && !b.full; i++) {
		InternetAddress *each = internet_address_list_get_address(list, i);

		if (INTERNET_ADDRESS_IS_MAILBOX(each) &&
		    internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(each)))
			buf_printf(
				&b, "%s%s", b.len ? " " : "",
				internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(each)));
	}
	line = line_of(a, b.at);
	buf_release(&b);
	return line;
}

static const char *date_of(struct arena *a, GMimeMessage *message)
{
	GDateTime *date = g_mime_message_get_date(message);

	return date ? arena_printf(a, "%lld", (long long)g_date_time_to_unix(date)) : NULL;
}

/* The part's text in UTF-8, cut at MAIL_TEXT_MAX. */
static char *content_of(struct arena *a, GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	const char *charset =
		g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "charset");
	GMimeStream *memory, *filtered;
	GMimeFilter *filter = NULL;
	GByteArray *bytes;
	char *text;

	if (!content)
		return NULL;
	memory = g_mime_stream_mem_new();
	filtered = g_mime_stream_filter_new(memory);
	if (charset && !text_same_nocase(charset, "utf-8") &&
	    !text_same_nocase(charset, "us-ascii"))
		filter = g_mime_filter_charset_new(charset, "utf-8");
	if (filter) {
		g_mime_stream_filter_add(GMIME_STREAM_FILTER(filtered), filter);
		g_object_unref(filter);
	}
	g_mime_data_wrapper_write_to_stream(content, filtered);
	g_mime_stream_flush(filtered);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
	text = utf8_repair(a, (const char *)bytes->data,
			   bytes->len < MAIL_TEXT_MAX ? bytes->len : MAIL_TEXT_MAX);
	g_object_unref(filtered);
	g_object_unref(memory);
	return text;
}

struct walk {
	struct arena *arena;
	struct mail *mail;
	int parts, nfiles;
	bool whole; /* attachments are wanted */
};

/* The bytes of an attachment. What lies beyond the ceiling of files is counted. */
static void put_file(struct walk *w, GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));
	struct mail_file *f = &w->mail->file[w->mail->nfiles];
	GMimeStream *memory;
	GByteArray *bytes;
	char *mime;

	w->nfiles++;
	if (!content || w->mail->nfiles == MAIL_FILES_MAX)
		return;
	memory = g_mime_stream_mem_new();
	g_mime_data_wrapper_write_to_stream(content, memory);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
	f->bytes = memcpy(arena_alloc(w->arena, bytes->len + 1),
			  bytes->data ? bytes->data : (guint8 *)"", bytes->len);
	f->len = bytes->len;
	g_object_unref(memory);
	mime = g_mime_content_type_get_mime_type(type);
	f->type = line_of(w->arena, mime);
	g_free(mime);
	f->name = line_of(w->arena, g_mime_part_get_filename(part));
	w->mail->nfiles++;
}

static void put_part(struct walk *w, GMimePart *part)
{
	GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));
	bool html = g_mime_content_type_is_type(type, "text", "html");
	bool text = g_mime_content_type_is_type(type, "text", "plain");
	const char **to = html ? &w->mail->html : &w->mail->text;
	char *content;

	if ((!html && !text) || g_mime_part_is_attachment(part)) {
		if (w->whole)
			put_file(w, part);
		return;
	}
	if (*to)
		return;
	content = content_of(w->arena, part);
	if (html)
		content = text_lines_from_html(w->arena, content);
	if (!text_blank(content))
		*to = content;
}

/* The first text of each kind; of alternatives both. */
static void walk(struct walk *w, GMimeObject *object, int depth)
{
	if (!object)
		return;
	if (depth > MAIL_DEPTH_MAX || w->parts++ > MAIL_PARTS_MAX) {
		w->mail->nparts_left++;
		return;
	}
	if (GMIME_IS_PART(object)) {
		put_part(w, GMIME_PART(object));
	} else if (GMIME_IS_MULTIPART(object)) {
		int n = g_mime_multipart_get_count(GMIME_MULTIPART(object));

		for (int i = 0; i < n; i++)
			if (w->parts <= MAIL_PARTS_MAX)
				walk(w, g_mime_multipart_get_part(GMIME_MULTIPART(object), i),
				     depth + 1);
			else
				w->mail->nparts_left++;
	} else if (GMIME_IS_MESSAGE_PART(object)) {
		GMimeMessage *inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));

		if (inner)
			walk(w, g_mime_message_get_mime_part(inner), depth + 1);
	}
}

/* As mailboxes begin each mail: "From sender date". */
static void skip_mailbox_line(const char **bytes, size_t *len)
{
	const char *end;

	if (*len < 5 || memcmp(*bytes, "From ", 5) != 0)
		return;
	end = memchr(*bytes, '\n', *len);
	if (!end)
		return;
	*len -= (size_t)(end + 1 - *bytes);
	*bytes = end + 1;
}

static void read_headers(struct mail *out, struct arena *a, GMimeMessage *message)
{
	out->from = address_of(a, message);
	out->to = recipients_of(a, message);
	out->subject = line_of(a, g_mime_message_get_subject(message));
	out->sent = header_of(a, message, "Date");
	out->at = date_of(a, message);
	out->message_id = line_of(a, g_mime_message_get_message_id(message));
	out->authentication = uppermost(a, message, "Authentication-Results");
}

static int read_message(struct mail *out, struct walk w, const void *bytes, size_t len,
			struct err *err)
{
	struct arena *a = w.arena;
	const char *from = bytes;
	GMimeStream *stream;
	GMimeParser *parser;
	GMimeMessage *message;

	*out = (struct mail){ 0 };
	if (len > MAIL_BYTES_MAX)
		return err_set(err, ERR_INPUT, "the e-mail is larger than %d MiB",
			       MAIL_BYTES_MAX >> 20);
	skip_mailbox_line(&from, &len);
	stream = g_mime_stream_mem_new_with_buffer(from, len);
	parser = g_mime_parser_new_with_stream(stream);
	message = g_mime_parser_construct_message(parser, NULL);
	if (message) {
		read_headers(out, a, message);
		if (w.whole)
			out->file = arena_array(a, MAIL_FILES_MAX + 1, sizeof *out->file);
		walk(&w, g_mime_message_get_mime_part(message), 0);
		g_object_unref(message);
	}
	g_object_unref(parser);
	g_object_unref(stream);
	out->nparts_left += w.nfiles - out->nfiles;
	if (out->from || out->subject || out->text || out->html)
		return 0;
	return err_set(err, ERR_INPUT, "the file is no e-mail with a text in it");
}

int mail_read(struct mail *out, struct arena *a, const void *bytes, size_t len, struct err *err)
{
	return read_message(out, (struct walk){ .arena = a, .mail = out }, bytes, len, err);
}

int mail_read_whole(struct mail *out, struct arena *a, const void *bytes, size_t len,
		    struct err *err)
{
	return read_message(out, (struct walk){ .arena = a, .mail = out, .whole = true }, bytes,
			    len, err);
}

/* Behind the texts, each file's fields together. */
static void put_files(struct buf *to, const struct mail *mail)
{
	char name[32];

	for (int i = 0; i < mail->nfiles; i++) {
		const struct mail_file *f = &mail->file[i];
		const struct {
			const char *what;
			const void *bytes;
			size_t len;
		} each[] = {
			{ "bytes", f->bytes, f->len },
			{ "name", f->name, f->name ? strlen(f->name) : 0 },
			{ "type", f->type, f->type ? strlen(f->type) : 0 },
		};

		for (size_t k = 0; k < sizeof each / sizeof *each; k++) {
			int n = snprintf(name, sizeof name, "with.%03d.%s", i, each[k].what);

			if (each[k].bytes)
				canon_put(to, name, (size_t)n, each[k].bytes, each[k].len);
		}
	}
	if (mail->nparts_left) {
		char left[16];
		int n = snprintf(left, sizeof left, "%d", mail->nparts_left);

		canon_put(to, "without", 7, left, (size_t)n);
	}
}

void mail_put(struct buf *to, const struct mail *mail)
{
	const struct {
		const char *name, *value;
	} all[] = {
		{ "at", mail->at },
		{ "authentication", mail->authentication },
		{ "from", mail->from },
		{ "html", mail->html },
		{ "message_id", mail->message_id },
		{ "sent", mail->sent },
		{ "subject", mail->subject },
		{ "text", mail->text },
		{ "to", mail->to },
	};
	struct canon_field field[sizeof all / sizeof *all];
	size_t n = 0;

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i].value)
			field[n++] = (struct canon_field){ all[i].name, all[i].value,
							   strlen(all[i].value) };
	canon_write(to, field, n);
	put_files(to, mail);
}
