#include "web/page_import.h"

#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "domain/column_map.h"
#include "domain/contact.h"
#include "domain/events_taken.h"
#include "domain/evidence.h"
#include "domain/shipment.h"
#include "ops/bulk_ops.h"
#include "ops/desk.h"
#include "ops/import_ops.h"
#include "view/import_doc.h"
#include "web/api.h"
#include "web/deadline.h"
#include "web/kept_upload.h"
#include "web/label.h"
#include "web/page_verb.h"
#include "web/typed.h"

/* Files that are looked at, then taken in; and those that were, which may be taken back. */

bool may_import(const struct web_call *c)
{
	return c->session.role >= ROLE_DESK && !c->session.client;
}

static int refuse_held(struct web_call *c, struct err *err)
{
	return !c->session.client
		       ? 0
		       : err_set(err, ERR_NOT_PERMITTED,
				 "a file may hold parcels of every client: ask whoever runs the "
				 "desk");
}

/* --- what was taken in before --- */

static int past_doc(struct node **out, struct web_call *c, int rows, struct err *err)
{
	struct import_past *past;
	struct piece piece;
	struct node *list;
	int n;

	if (piece_take(&piece, c, rows, err) < 0 ||
	    import_past(&past, &n, c->desk, &c->arena, err) < 0)
		return -1;
	if (c->session.client) /* files of others are named there */
		n = 0;
	*out = node_root(&c->arena);
	list = node_list(&c->arena, *out, "items");
	for (int i = 0; i < n && i < piece.from + piece.limit; i++)
		import_past_node(&c->arena, node_map(&c->arena, list, NULL), &past[i]);
	node_int(&c->arena, *out, "count", n);
	piece_cut(&piece, c, *out);
	return 0;
}

/* --- the page --- */

static int add_maps(struct web_call *c, struct node *page, struct err *err)
{
	struct node *list = node_list(&c->arena, page, "maps"), *m;
	const struct column_map **maps;
	int n;

	if (import_maps(&maps, &n, &c->arena, err) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		m = node_map(&c->arena, list, NULL);
		node_text(&c->arena, m, "code", maps[i]->name);
		node_text(&c->arena, m, "title", maps[i]->title);
		node_bool(&c->arena, m, "chosen",
			  text_same(maps[i]->name, form_get(&c->form, "map")));
	}
	return 0;
}

static void add_choices(struct web_call *c, struct node *page)
{
	struct typed_codes formats = { event_formats, 0 };

	while (event_formats[formats.n])
		formats.n++;
	typed_choices(c, page, "formats", formats, form_get(&c->form, "format"));
	typed_choices(c, page, "carriers", (struct typed_codes){ carrier_codes, carrier_codes_n },
		      form_get(&c->form, "carrier"));
	typed_choices(c, page, "parties", (struct typed_codes){ party_names, PARTY_NVALUES },
		      form_get(&c->form, "with"));
	typed_choices(c, page, "kinds",
		      (struct typed_codes){ evidence_kind_names, EVIDENCE_NVALUES },
		      form_get(&c->form, "kind"));
}

/* Only a list of parcels is taken back as one whenever that is; other acts by the last one. */
static void add_undo(struct web_call *c, struct node *doc)
{
	for (struct node *n = own_node(doc, "items")->first; n; n = n->next)
		node_bool(&c->arena, n, "may_undo",
			  may_import(c) && text_same(node_str(n, "what"), "parcels") &&
				  !text_same(node_str(n, "state"), "undone"));
}

static int show_imports(struct web_call *c, const struct err *wrong, struct node *page,
			struct err *err)
{
	struct node *doc;

	if (past_doc(&doc, c, IMPORT_ROWS_SHOWN, err) < 0 || add_maps(c, page, err) < 0)
		return -1;
	add_undo(c, doc);
	add_choices(c, page);
	node_bool(&c->arena, page, "may_import", may_import(c));
	node_text(&c->arena, page, "wrong", wrong ? said_on_page(c, wrong) : NULL);
	return answer_page(c,
			   &(struct page_view){
				   .name = "import",
				   .title = "Import",
				   .here = "shipments",
				   .page = page,
				   .doc = doc,
				   .status = wrong ? (unsigned)err_http_status(wrong->code) : 200 },
			   err);
}

int page_import(struct web_call *c, struct err *err)
{
	struct node *doc;

	if (!c->found.api)
		return show_imports(c, NULL, node_root(&c->arena), err);
	return past_doc(&doc, c, API_ROWS, err) < 0 ? -1 : answer_reading(c, doc, err);
}

/* --- a file --- */

/* The one that comes with the form, or the one that was looked at before. */
static int take_file(struct web_call *c, const char *wants, struct err *err)
{
	const char *kept = form_get(&c->form, "kept");

	if (c->upload.path)
		return 0;
	if (!kept || !c->site->kept || !c->token)
		return err_set(err, ERR_INPUT, "choose the file: %s", wants);
	if (kept_upload_take(&c->upload, c->site->kept, &c->arena, kept, c->token,
			     clock_ms() / 1000))
		return 0;
	return err_set(err, ERR_STATE,
		       "the file that was looked at is kept no longer: choose it again");
}

/* So that it need not be chosen again: after a look, and when it could not be read as it was. */
static void keep_file(struct web_call *c, struct node *page)
{
	char *name = arena_alloc(&c->arena, TOKEN_TEXT);
	const char *file = c->upload.path ? path_base(c->upload.path) : NULL;

	if (!file || !c->site->kept || !c->token ||
	    !kept_upload_put(name, c->site->kept, &c->upload, c->token, clock_ms() / 1000))
		return;
	node_text(&c->arena, page, "kept", name);
	node_text(&c->arena, page, "kept_name", file);
}

/* What was said of the file is said again when it is taken in. */
static void repeat_fields(struct web_call *c, struct node *page)
{
	struct node *list = node_list(&c->arena, page, "fields"), *n;

	for (int i = 0; i < c->form.n; i++) {
		const struct form_field *f = &c->form.field[i];

		if (!*f->value || text_is_listed("csrf|kept|take_in", f->name))
			continue;
		n = node_map(&c->arena, list, NULL);
		node_text(&c->arena, n, "name", f->name);
		node_text(&c->arena, n, "value", f->value);
	}
}

/* A list of payments, or an e-mail, may be taken back at once by who took it in. */
static int add_last_act(struct web_call *c, struct node *page, struct err *err)
{
	const char *said;
	int64_t entry;

	if (desk_last_act(&entry, &said, c->desk, &c->arena, err) < 0)
		return -1;
	if (entry)
		node_int(&c->arena, page, "undo", entry);
	node_text(&c->arena, page, "undo_said", said);
	return 0;
}

static int show_refused(struct web_call *c, const struct import_kind *kind, const struct err *wrong,
			struct err *err)
{
	struct node *page = node_root(&c->arena);

	keep_file(c, page);
	keep_typed(c, page);
	node_bool(&c->arena, page, arena_printf(&c->arena, "in_%s", kind->name), true);
	return show_imports(c, wrong, page, err);
}

static int show_taken(struct web_call *c, const struct import_kind *kind, struct node *doc,
		      struct err *err)
{
	struct node *page = node_root(&c->arena);
	bool look = !form_get(&c->form, "take_in");

	node_adopt(page, kind->name, doc);
	node_bool(&c->arena, page, "looked", look);
	node_bool(&c->arena, page, "done", true);
	node_text(&c->arena, page, "action", c->head.path);
	if (look) {
		keep_file(c, page);
		repeat_fields(c, page);
	} else if (kind != &import_parcels_kind && kind != &import_events_kind &&
		   add_last_act(c, page, err) < 0) {
		return -1;
	}
	return show_imports(c, NULL, page, err);
}

static int answer_file(struct web_call *c, const struct import_kind *kind, struct err *err)
{
	struct arena a = ARENA_INIT;
	struct node *doc;
	struct err wrong;
	int rc;

	if (refuse_held(c, err) < 0)
		return -1;
	rc = take_file(c, kind->wants, err);
	if (rc == 0)
		rc = kind->run(&doc, c, &a, !form_get(&c->form, "take_in"), err);
	if (rc == 0) {
		rc = c->found.api ? answer_json(c, 201, doc, err) : show_taken(c, kind, doc, err);
	} else if (!c->found.api) {
		wrong = *err;
		rc = show_refused(c, kind, &wrong, err);
	}
	arena_release(&a);
	return rc;
}

int post_import(struct web_call *c, struct err *err)
{
	return answer_file(c, &import_parcels_kind, err);
}

int post_import_events(struct web_call *c, struct err *err)
{
	return answer_file(c, &import_events_kind, err);
}

int post_import_payouts(struct web_call *c, struct err *err)
{
	return answer_file(c, &import_payouts_kind, err);
}

int post_import_mails(struct web_call *c, struct err *err)
{
	return answer_file(c, &import_mails_kind, err);
}

/* --- taking one back --- */

int post_import_undo(struct web_call *c, struct err *err)
{
	struct import_undone undone;
	struct node *page;
	struct err wrong;

	if (refuse_held(c, err) < 0)
		return -1;
	page = node_root(&c->arena);
	if (import_undo(&undone, c->desk, &c->arena, c->found.id[0],
			form_get(&c->form, "anyway") != NULL, err) < 0) {
		if (c->found.api)
			return -1;
		wrong = *err;
		node_bool(&c->arena, page, "in_past", true);
		return show_imports(c, &wrong, page, err);
	}
	if (c->found.api)
		return answer_json(c, 201, import_undone_doc(&c->arena, &undone), err);
	node_adopt(page, "undone", import_undone_doc(&c->arena, &undone));
	return show_imports(c, NULL, page, err);
}
