#include "decode/sheets.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <qpdf/qpdf-c.h>

#include "base/buf.h"
#include "base/err.h"

enum { LINE_MAX_BYTES = 64, ANNOTS_MAX = 2000 };

/* clang-format off */
/* What a page or a note on it may do when it is opened or clicked, or carries along. */
static const char *const acting_keys[] = {
	"/A", "/AA", "/PA", "/FS", "/Movie", "/Sound", "/RichMediaContent", "/3DD", "/3DV",
	"/Rendition",
};
/* clang-format on */

static qpdf_data quiet_pdf(void)
{
	qpdf_data q = qpdf_init();

	qpdf_silence_errors(q);
	qpdf_set_suppress_warnings(q, QPDF_TRUE);
	return q;
}

/* Takes the library's error away; its own words help nobody who is handed the file. */
static int refuse(qpdf_data q, const char *what, struct err *err)
{
	qpdf_error e = qpdf_has_error(q) ? qpdf_get_error(q) : NULL;

	if (e && qpdf_get_error_code(q, e) == qpdf_e_password)
		return err_set(err, ERR_INPUT, "the PDF is locked with a password");
	return err_set(err, ERR_INPUT, "%s", what);
}

static int read_pdf(qpdf_data q, const char *bytes, size_t len, struct err *err)
{
	if (qpdf_read_memory(q, "file", bytes, len, NULL) & QPDF_ERRORS)
		return refuse(q, "it is no PDF that can be read", err);
	return 0;
}

static int write_pdf(struct buf *out, qpdf_data q, struct err *err)
{
	if (qpdf_init_write_memory(q) & QPDF_ERRORS)
		return refuse(q, "its pages cannot be written", err);
	qpdf_set_deterministic_ID(q, QPDF_TRUE);
	qpdf_set_suppress_original_object_IDs(q, QPDF_TRUE);
	if (qpdf_write(q) & QPDF_ERRORS)
		return refuse(q, "its pages cannot be written", err);
	buf_put(out, qpdf_get_buffer(q), qpdf_get_buffer_length(q));
	return buf_check(out, "the PDF", err);
}

/* --- check --- */

static void disarm(qpdf_data q, qpdf_oh dictionary)
{
	for (size_t i = 0; i < sizeof(acting_keys) / sizeof(*acting_keys); i++)
		if (qpdf_oh_has_key(q, dictionary, acting_keys[i]))
			qpdf_oh_remove_key(q, dictionary, acting_keys[i]);
}

static void disarm_page(qpdf_data q, qpdf_oh page)
{
	qpdf_oh notes;
	int n;

	disarm(q, page);
	notes = qpdf_oh_get_key(q, page, "/Annots");
	if (!qpdf_oh_is_array(q, notes))
		return;
	n = qpdf_oh_get_array_n_items(q, notes);
	if (n > ANNOTS_MAX) {
		qpdf_oh_remove_key(q, page, "/Annots");
		return;
	}
	for (int i = 0; i < n; i++) {
		qpdf_oh note = qpdf_oh_get_array_item(q, notes, i);

		if (qpdf_oh_is_dictionary(q, note))
			disarm(q, note);
	}
}

static int take_pages(qpdf_data to, qpdf_data from, int pages, struct err *err)
{
	if (qpdf_push_inherited_attributes_to_page(from) & QPDF_ERRORS)
		return refuse(from, "its pages are broken", err);
	for (int i = 0; i < pages; i++) {
		qpdf_oh page = qpdf_get_page_n(from, (size_t)i);

		disarm_page(from, page);
		if (qpdf_add_page(to, from, page, QPDF_FALSE) & QPDF_ERRORS)
			return refuse(to, "its pages are broken", err);
	}
	/* What the handles met on their way. */
	return qpdf_has_error(from) ? refuse(from, "its pages are broken", err) : 0;
}

static int check_pages(int *pages, qpdf_data q, struct err *err)
{
	if (qpdf_is_encrypted(q))
		return err_set(err, ERR_INPUT, "the PDF is encrypted");
	*pages = qpdf_get_num_pages(q);
	if (*pages < 1 || qpdf_has_error(q))
		return refuse(q, "the PDF has no pages that can be read", err);
	if (*pages > SHEETS_PAGES_MAX)
		return err_set(err, ERR_INPUT, "the PDF has %d pages, at most %d are taken", *pages,
			       SHEETS_PAGES_MAX);
	return 0;
}

int sheets_check(struct buf *out, const char *bytes, size_t len, struct err *err)
{
	qpdf_data from = quiet_pdf(), to = quiet_pdf();
	char words[SHEETS_HEADER + 1], header[SHEETS_HEADER + 1];
	int pages = 0, ret = -1;

	if (read_pdf(from, bytes, len, err) < 0 || check_pages(&pages, from, err) < 0)
		goto out;
	if (qpdf_empty_pdf(to) & QPDF_ERRORS) {
		refuse(to, "no room for its pages", err);
		goto out;
	}
	if (take_pages(to, from, pages, err) < 0)
		goto out;
	snprintf(words, sizeof(words), "waylaid-pdf 1 %d %s", pages,
		 qpdf_more_warnings(from) ? "damaged" : "whole");
	snprintf(header, sizeof(header), "%-*s", SHEETS_HEADER, words);
	header[SHEETS_HEADER - 1] = '\n';
	buf_put(out, header, SHEETS_HEADER);
	ret = write_pdf(out, to, err);
out:
	qpdf_cleanup(&to);
	qpdf_cleanup(&from);
	return ret;
}

/* --- join --- */

struct request {
	const char *at, *end;
};

/* The next line, without its newline. */
static int next_line(char line[LINE_MAX_BYTES], struct request *r, struct err *err)
{
	const char *newline = memchr(r->at, '\n', (size_t)(r->end - r->at));
	size_t len = newline ? (size_t)(newline - r->at) : 0;

	if (!newline || len >= LINE_MAX_BYTES)
		return err_set(err, ERR_INPUT, "the request to join PDFs is not understood");
	memcpy(line, r->at, len);
	line[len] = '\0';
	r->at = newline + 1;
	return 0;
}

struct part {
	long after;
	const char *bytes;
	size_t len;
};

static int next_part(struct part *p, struct request *r, struct err *err)
{
	char line[LINE_MAX_BYTES];
	unsigned long len;

	if (next_line(line, r, err) < 0)
		return -1;
	if (sscanf(line, "%9ld %12lu", &p->after, &len) != 2 || p->after < 0 ||
	    len > (unsigned long)(r->end - r->at))
		return err_set(err, ERR_INPUT, "the request to join PDFs is not understood");
	p->bytes = r->at;
	p->len = len;
	r->at += len;
	return 0;
}

/* Puts the pages behind page "after" of the host, which has grown by "grown" pages already. */
static int insert(qpdf_data host, qpdf_data guest, long after, int grown, struct err *err)
{
	int pages = qpdf_get_num_pages(guest);

	if (after < 1 || after + grown > qpdf_get_num_pages(host))
		return err_set(err, ERR_INPUT, "there is no page %ld to put others behind", after);
	for (int i = 0; i < pages; i++) {
		qpdf_oh before = qpdf_get_page_n(host, (size_t)(after + grown + i - 1));

		if (qpdf_add_page_at(host, guest, qpdf_get_page_n(guest, (size_t)i), QPDF_FALSE,
				     before) &
		    QPDF_ERRORS)
			return refuse(host, "pages cannot be put together", err);
	}
	return pages;
}

static int join_all(struct buf *out, qpdf_data *pdf, struct request *r, int parts, struct err *err)
{
	int grown = 0;

	for (int i = 0; i < parts; i++) {
		struct part p;
		int n;

		pdf[i] = quiet_pdf();
		if (next_part(&p, r, err) < 0 || read_pdf(pdf[i], p.bytes, p.len, err) < 0)
			return -1;
		if (qpdf_get_num_pages(pdf[i]) < 1 || qpdf_has_error(pdf[i]))
			return refuse(pdf[i], "a part has no pages that can be read", err);
		n = i ? insert(pdf[0], pdf[i], p.after, grown, err) : 0;
		if (n < 0)
			return -1;
		grown += n;
	}
	return write_pdf(out, pdf[0], err);
}

int sheets_join(struct buf *out, const char *request, size_t len, struct err *err)
{
	struct request r = { request, request + len };
	qpdf_data pdf[SHEETS_PARTS_MAX] = { NULL };
	char line[LINE_MAX_BYTES];
	int parts, ret;

	if (next_line(line, &r, err) < 0)
		return -1;
	if (sscanf(line, "waylaid-join 1 %4d", &parts) != 1 || parts < 1 ||
	    parts > SHEETS_PARTS_MAX)
		return err_set(err, ERR_INPUT, "the request to join PDFs is not understood");
	ret = join_all(out, pdf, &r, parts, err);
	/* Guests first: the host's pages point into them until it is written. */
	for (int i = parts - 1; i >= 0; i--)
		if (pdf[i])
			qpdf_cleanup(&pdf[i]);
	return ret;
}
