#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "base/thumbnail.h"
#include "report/packet.h"
#include "report/packet_parts.h"
#include "report/pdf_file.h"
#include "report/words.h"

static const char *path_of(const struct packet *p, const struct node *row)
{
	const char *sha256 = node_str(row, "sha256");

	for (int i = 0; sha256 && i < p->words->in->nfiles; i++)
		if (text_same(p->words->in->files[i].sha256, sha256))
			return p->words->in->files[i].path;
	return NULL;
}

static int64_t shot_of(const struct node *row)
{
	int64_t shot = node_num(row, "shot");

	return shot > 0 ? shot : INT64_MAX;
}

/* By shot, those without one at the end; else as they were added. */
static void sort_files(struct packet_files *files)
{
	for (int i = 1; i < files->n; i++) {
		struct packet_file one = files->file[i];
		int k = i;

		for (; k > 0 && shot_of(files->file[k - 1].row) > shot_of(one.row); k--)
			files->file[k] = files->file[k - 1];
		files->file[k] = one;
	}
}

/* --- photos --- */

static const char *photo_caption(const struct packet *p, const struct packet_file *f)
{
	int64_t shot = node_num(f->row, "shot");
	const char *parts[] = { packet_code(p, f->row, "kind"),
				paper_clip(p->words->arena, packet_say(p, f->row, "note"), 200) };
	const char *words = say_joined(p->words, ": ", parts, 2);

	return arena_printf(p->words->arena, "Photo %d%s. %s", f->photo,
			    shot > 0 ? arena_printf(p->words->arena, ", shot %" PRId64, shot) : "",
			    words ? words : "Without a note");
}

static const char *photo_details(const struct packet *p, const struct packet_file *f,
				 const struct thumbnail *t)
{
	const char *parts[] = {
		paper_clip(p->words->arena, packet_say(p, f->row, "name"), 90),
		packet_with(p, "dated ", packet_say(p, f->row, "dated_on")),
		packet_with(p, "camera says ", say_camera(p->words, f->row, t->taken)),
		arena_printf(p->words->arena, "%d × %d pixels", t->full_width, t->full_height),
		t->damaged ? "the file is damaged: only a part may be seen" : NULL,
		packet_with(p, "SHA-256 ", packet_say(p, f->row, "sha256")),
	};

	return say_joined(p->words, " · ", parts, 6);
}

static void open_photo(struct packet *p, struct packet_file *f, const char *path)
{
	struct thumbnail_from from = { .decoder = p->words->in->decoder,
				       .file = path,
				       .edge = p->photo_edge };
	struct thumbnail t;
	struct err err;

	if (p->nphotos >= PACKET_PHOTOS_MAX) {
		f->shown = arena_printf(p->words->arena, "not shown: more than %d photos",
					PACKET_PHOTOS_MAX);
		return;
	}
	if (thumbnail_make(&t, p->words->arena, &from, &err) < 0) {
		f->shown = arena_printf(p->words->arena, "cannot be shown: %s", err.text);
		return;
	}
	f->photo = ++p->nphotos;
	f->picture = (struct paper_photo){
		.jpeg = t.jpeg, .len = t.len, .width = t.width, .height = t.height
	};
	f->picture.caption = paper_clean(p->words->arena, photo_caption(p, f));
	f->picture.details = paper_clean(p->words->arena, photo_details(p, f, &t));
	f->shown = arena_printf(p->words->arena, "photo %d", f->photo);
}

void packet_photos(struct packet *p, const struct packet_files *files)
{
	int n = 0;

	for (int i = 0; i < files->n; i++)
		if (files->file[i].photo) {
			if (n++ == 0)
				paper_heading(p->paper, 1, true, "Photos");
			paper_add(p->paper, PAPER_PHOTO)->photo = files->file[i].picture;
		}
	if (n == 0) {
		paper_heading(p->paper, 1, false, "Photos");
		paper_text(p->paper, LOOK_TEXT, "There is no photo that can be shown.");
	}
}

/* --- PDFs --- */

static void open_pdf(struct packet *p, struct packet_file *f, const char *path)
{
	struct pdf_file pdf;
	struct err err;

	if (!p->pages) {
		f->shown = "not shown in this file: open the PDF itself";
		return;
	}
	if (p->nattached >= PACKET_ATTACHED_MAX) {
		f->shown = arena_printf(p->words->arena, "not appended: more than %d files",
					PACKET_ATTACHED_MAX);
		return;
	}
	if (pdf_file_check(&pdf, p->words->arena, p->checker, path, &err) < 0) {
		f->shown = arena_printf(p->words->arena, "cannot be shown: %s", err.text);
		return;
	}
	if (p->attached_pages + pdf.pages > PACKET_ATTACHED_PAGES_MAX ||
	    p->attached_bytes + pdf.len > PACKET_ATTACHED_BYTES_MAX) {
		f->shown = arena_printf(
			p->words->arena,
			"not appended: with its %d pages the packet would be too large", pdf.pages);
		return;
	}
	p->nattached++;
	p->attached_pages += pdf.pages;
	p->attached_bytes += pdf.len;
	f->pdf = (struct paper_file){ pdf.bytes, pdf.len, pdf.pages };
	f->shown = arena_printf(p->words->arena, "appended, %d page%s%s", pdf.pages,
				pdf.pages == 1 ? "" : "s",
				pdf.damaged ? "; the file is damaged, and was repaired as far as "
					      "possible"
					    : "");
}

void packet_attached(struct packet *p, const struct packet_files *files)
{
	for (int i = 0; i < files->n; i++) {
		const struct packet_file *f = &files->file[i];
		const char *name = packet_say(p, f->row, "name");
		const char *title[] = { packet_code(p, f->row, "kind"),
					paper_clip(p->words->arena, name, 80) };
		struct paper_block *facts;

		if (!f->pdf.pdf)
			continue;
		paper_heading(p->paper, 1, true,
			      packet_with(p, "Attached: ", say_joined(p->words, ", ", title, 2)));
		facts = paper_facts(p->paper);
		paper_fact(p->paper, facts, "File", LOOK_TEXT, name);
		paper_fact(p->paper, facts, "Pages", LOOK_TEXT,
			   arena_printf(p->words->arena, "%d, they follow this sheet as they are",
					f->pdf.pages));
		paper_fact(p->paper, facts, "Dated", LOOK_TEXT,
			   packet_say(p, f->row, "dated_on|date"));
		paper_fact(p->paper, facts, "Note", LOOK_TEXT, packet_say(p, f->row, "note"));
		paper_fact(p->paper, facts, "SHA-256 of the file", LOOK_MONO,
			   packet_say(p, f->row, "sha256"));
		paper_add(p->paper, PAPER_ATTACHED)->file = f->pdf;
	}
}

/* --- all files --- */

static void open_file(struct packet *p, struct packet_file *f)
{
	const char *media = node_str(f->row, "media_type"), *path = path_of(p, f->row);

	if (media && text_has_prefix(media, "image/")) {
		if (!path || !p->words->in->decoder)
			f->shown = "the file is not at hand";
		else
			open_photo(p, f, path);
	} else if (text_same(media, "application/pdf")) {
		if (!path || !p->checker)
			f->shown = "the file is not at hand";
		else
			open_pdf(p, f, path);
	} else {
		f->shown = media ? arena_printf(p->words->arena, "not shown: %s", media)
				 : "not shown: its kind is not known";
	}
}

void packet_open_files(struct packet_files *out, struct packet *p)
{
	const struct node *row = packet_rows(p, "evidence");

	out->n = 0;
	out->file = arena_array(p->words->arena, (size_t)packet_count(p, "evidence"),
				sizeof(*out->file));
	for (; row; row = row->next)
		out->file[out->n++] = (struct packet_file){ .row = row };
	sort_files(out);
	for (int i = 0; i < out->n; i++)
		open_file(p, &out->file[i]);
}

void packet_manifest(struct packet *p, const struct packet_files *files)
{
	static const struct paper_column columns[] = {
		{ "File", 0.25, false },    { "Kind, shot, day", 0.17, false },
		{ "Bytes", 0.11, true },    { "In this packet", 0.14, false },
		{ "SHA-256", 0.33, false },
	};
	struct paper_block *table;

	paper_heading(p->paper, 1, false, "Files and their SHA-256");
	if (files->n == 0) {
		paper_text(p->paper, LOOK_TEXT, "No file is attached to this case yet.");
		return;
	}
	paper_text(p->paper, LOOK_QUIET,
		   "A file that was changed by one bit has another SHA-256. Any computer "
		   "works it out: sha256sum FILE, or Get-FileHash FILE on Windows.");
	table = paper_table(p->paper, columns, 5);
	for (int i = 0; i < files->n; i++) {
		const struct packet_file *f = &files->file[i];
		int64_t shot = node_num(f->row, "shot");
		const char *kind[] = {
			packet_code(p, f->row, "kind"),
			shot > 0 ? arena_printf(p->words->arena, "shot %" PRId64, shot) : NULL,
			packet_say(p, f->row, "dated_on|date"),
		};
		const char *name[] = { packet_say(p, f->row, "name"),
				       packet_say(p, f->row, "note") };
		struct paper_row *row = paper_row(p->paper, table);

		paper_cell(p->paper, row, LOOK_TEXT, say_joined(p->words, "\n", name, 2));
		paper_cell(p->paper, row, LOOK_TEXT, say_joined(p->words, ", ", kind, 3));
		paper_cell(p->paper, row, LOOK_TEXT, packet_say(p, f->row, "size"));
		paper_cell(p->paper, row, LOOK_TEXT, f->shown);
		paper_cell(p->paper, row, LOOK_MONO, packet_say(p, f->row, "sha256"));
	}
	packet_rest(p, table);
}
