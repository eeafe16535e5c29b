#include "report/packet.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "base/zone.h"
#include "domain/shipment.h"
#include "report/packet_parts.h"
#include "report/page_html.h"
#include "report/paper_size.h"
#include "report/press.h"
#include "report/words.h"

enum { PACKET_MODE = 0600, PDF_PHOTO_EDGE = 1400, HTML_PHOTO_EDGE = 1000 };

const struct node *packet_rows(const struct packet *p, const char *name)
{
	const struct node *list = node_get(p->one, name);

	return list && list->type == NODE_LIST ? list->first : NULL;
}

int packet_count(const struct packet *p, const char *name)
{
	const struct node *list = node_get(p->one, name);

	return list && list->type == NODE_LIST ? list->count : 0;
}

const char *packet_say(const struct packet *p, const struct node *row, const char *names)
{
	return text_named(p->words, row, names);
}

const char *packet_code(const struct packet *p, const struct node *row, const char *names)
{
	return say_code(p->words, text_named(p->words, row, names));
}

const char *packet_with(const struct packet *p, const char *before, const char *value)
{
	return text_blank(value) ? NULL : arena_printf(p->words->arena, "%s%s", before, value);
}

const char *packet_trouble(const struct packet *p)
{
	static const char *const nouns[][2] = {
		{ "lost", "a lost parcel" },
		{ "damaged", "a damaged parcel" },
		{ "missing_contents", "a parcel with missing contents" },
		{ "delayed", "a late parcel" },
		{ "misdelivered", "a parcel delivered to the wrong place" },
		{ "not_received", "a parcel marked as delivered that did not arrive" },
		{ "returned", "a parcel that came back" },
		{ "instruction", "a delivery instruction that was not followed" },
	};
	const char *code = packet_say(p, p->one, "problem");

	for (size_t i = 0; code && i < sizeof(nouns) / sizeof(*nouns); i++)
		if (strcmp(nouns[i][0], code) == 0)
			return nouns[i][1];
	return "a parcel in trouble";
}

void packet_cells(struct packet *p, struct paper_block *table, const char *const *cells, int n)
{
	struct paper_row *row = paper_row(p->paper, table);

	for (int i = 0; i < n; i++)
		paper_cell(p->paper, row, LOOK_ROW, cells[i]);
}

void packet_rest(struct packet *p, const struct paper_block *table)
{
	if (table->nrows > PAPER_ROWS_MAX)
		paper_text(p->paper, LOOK_WARN,
			   arena_printf(p->words->arena,
					"%d more rows are not shown here: the workbook has them.",
					table->nrows - PAPER_ROWS_MAX));
}

const char *packet_head(const struct packet *p)
{
	const char *head = packet_say(p, p->one, "journal_head");

	for (const struct node *e = packet_rows(p, "journal"); e && !head; e = e->next)
		if (!e->next)
			head = node_str(e, "hash");
	return head;
}

/* --- building --- */

static void put_index(struct packet *p)
{
	paper_heading(p->paper, -1, false, "Index");
	paper_add(p->paper, PAPER_INDEX);
}

static void put_case(struct packet *p)
{
	struct packet_files files;
	const char *head[] = { say_case(p->words, p->one), packet_trouble(p) };

	packet_open_files(&files, p);
	paper_heading(p->paper, 0, true, say_joined(p->words, ": ", head, 2));
	packet_first_page(p, &files);
	packet_letter(p, &files);
	put_index(p);
	packet_timeline(p);
	packet_tracking(p);
	packet_contacts(p);
	packet_photos(p, &files);
	packet_amount(p);
	packet_missing(p);
	packet_silence(p);
	packet_manifest(p, &files);
	packet_attached(p, &files);
}

static void put_names(struct packet *p, const struct workbook_input *in)
{
	struct paper *paper = p->paper;
	const struct node *one = in->cases[0];
	const char *number = packet_say(p, one, "tracking_number|shipment.tracking_number");
	const char *subject[] = { say_service(p->words, one),
				  say_code(p->words, packet_say(p, one, "problem")) };
	const char *foot[] = { say_case(p->words, one), say_service(p->words, one), number };

	p->one = one;
	paper->title = paper_clean(paper->arena, say_book(p->words));
	paper->subject = paper_clean(paper->arena, say_joined(p->words, ", ", subject, 2));
	paper->author = paper_clean(paper->arena, packet_say(p, one, "owner"));
	if (text_blank(paper->author))
		paper->author = "Waylaid";
	paper->foot = in->ncases > 1
			      ? paper->title
			      : paper_clean(paper->arena,
					    paper_clip(paper->arena,
						       say_joined(p->words, " · ", foot, 3), 120));
	paper->letter = paper_is_letter(packet_say(p, one, "shipment.from|shipment.from_address"),
					packet_say(p, one, "carrier|shipment.carrier"));
	paper->made = in->now;
}

static int build(struct packet *p, const struct workbook_input *in, struct err *err)
{
	if (in->ncases < 1)
		return err_set(err, ERR_INPUT, "a packet needs at least one case");
	if (in->ncases > PACKET_CASES_MAX)
		return err_set(
			err, ERR_INPUT,
			"%d cases are too many for one packet: at most %d; the workbook takes "
			"more",
			in->ncases, PACKET_CASES_MAX);
	put_names(p, in);
	for (int i = 0; i < in->ncases; i++) {
		p->one = in->cases[i];
		put_case(p);
	}
	return 0;
}

/* Words.h wants a book: one that is never written, with the arena and the zone. */
static int packet_make(struct buf *out, const struct workbook_input *in, bool pages,
		       struct arena *a, struct err *err)
{
	struct workbook_input with_zone = *in;
	struct book words = { .arena = a, .in = &with_zone };
	struct paper paper = { .arena = a };
	struct packet p = { .paper = &paper, .words = &words, .pages = pages };

	if (!in->zone && zone_load(&with_zone.zone, a, "UTC", err) < 0)
		return -1;
	words.zone_name = zone_name(with_zone.zone);
	p.photo_edge = pages ? PDF_PHOTO_EDGE : HTML_PHOTO_EDGE;
	if (in->photo_edge)
		p.photo_edge = in->photo_edge;
	if (in->decoder)
		p.checker = path_join(a, path_dir(a, in->decoder), "waylaid-pdf");
	if (build(&p, in, err) < 0)
		return -1;
	return pages ? press_pdf(out, &paper, p.checker, err) : page_html(out, &paper, err);
}

static int packet_write(const char *path, const struct workbook_input *in, bool pages,
			struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct buf out;
	int ret;

	buf_init(&out, PACKET_BYTES_MAX);
	ret = packet_make(&out, in, pages, &arena, err);
	if (ret == 0)
		ret = buf_check(&out, "the packet", err);
	if (ret == 0)
		ret = file_write(path, out.at, out.len, PACKET_MODE, err);
	buf_release(&out);
	arena_release(&arena);
	return ret;
}

int packet_write_pdf(const char *path, const struct workbook_input *in, struct err *err)
{
	return packet_write(path, in, true, err);
}

int packet_write_html(const char *path, const struct workbook_input *in, struct err *err)
{
	return packet_write(path, in, false, err);
}
