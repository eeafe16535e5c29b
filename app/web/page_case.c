#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "ops/casefile_ops.h"
#include "ops/desk.h"
#include "view/audience.h"
#include "web/api.h"
#include "web/gate.h"
#include "web/label.h"
#include "web/page_verb.h"
#include "web/typed.h"

int read_doc(struct node **out, struct web_call *c, make_doc *make, struct err *err)
{
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, c->desk, err) < 0)
		return -1;
	rc = make(out, snap, c, err);
	desk_snap_end(snap);
	if (rc == 0 && c->session.client)
		viewer_hide_others(&c->arena, *out, c->found.id[0]);
	return rc;
}

const char *case_path(struct web_call *c, int64_t id)
{
	return arena_printf(&c->arena, "/cases/%" PRId64, id);
}

int case_of_path(struct web_call *c, struct err *err)
{
	int64_t id = c->found.id[0];
	const char *client;

	if (casefile_client(&client, c->desk, &c->arena, id, err) < 0)
		return err->code == ERR_NOT_FOUND
			       ? err_set(err, ERR_NOT_FOUND, "there is no case %" PRId64, id)
			       : -1;
	if (!may_see_client(c, client))
		return err_set(err, ERR_NOT_FOUND, "there is no case %" PRId64, id);
	return 0;
}

/* --- one case --- */

int answer_changed(struct web_call *c, const char *location, make_doc *make, struct err *err)
{
	struct node *doc = c->done;

	if (!c->found.api) {
		reply_redirect(&c->reply, location);
		return 0;
	}
	if (doc && c->session.client)
		viewer_hide_others(&c->arena, doc, c->found.id[0]);
	if (!doc && read_doc(&doc, c, make, err) < 0)
		return -1;
	if (doc != c->done && make == make_case_doc)
		return answer_case(c, 201, doc, err);
	if (c->warns)
		node_lines(&c->arena, doc, "warnings", c->warning);
	return answer_json(c, 201, doc, err);
}

int page_case(struct web_call *c, struct err *err)
{
	struct node *doc;

	if (case_of_path(c, err) < 0)
		return -1;
	if (!c->found.api)
		return show_case_page(c, NULL, NULL, err);
	if (read_doc(&doc, c, make_case_doc, err) < 0)
		return -1;
	return answer_case(c, 200, doc, err);
}

int page_brief(struct web_call *c, struct err *err)
{
	struct node *doc;

	if (case_of_path(c, err) < 0 || read_doc(&doc, c, case_brief, err) < 0)
		return -1;
	return answer_reading(c, doc, err);
}

/* --- open a case --- */

static int show_new(struct web_call *c, const struct err *wrong, struct err *err)
{
	struct node *page = node_root(&c->arena);
	const char *number = query_get(c, "number");

	keep_typed(c, page);
	if (!form_given(&c->form, "tracking"))
		node_text(&c->arena, page, "f_tracking", number);
	typed_choices(c, page, "problems", (struct typed_codes){ problem_names, PROBLEM_NVALUES },
		      form_get(&c->form, "problem"));
	facts_rows(c, page, NULL);
	if (wrong) {
		node_text(&c->arena, page, "wrong", said_on_page(c, wrong));
		node_bool(&c->arena, page, "may_be_another", wrong->code == ERR_STATE);
	}
	return answer_page(c,
			   &(struct page_view){
				   .name = "case_new",
				   .title = "Open a case",
				   .here = "new",
				   .page = page,
				   .status = wrong ? (unsigned)err_http_status(wrong->code) : 200 },
			   err);
}

int page_case_new(struct web_call *c, struct err *err)
{
	return show_new(c, NULL, err);
}

/* Who is held to a client opens cases for him alone, and not on parcels that may be another's. */
static int hold_to_client(struct web_call *c, struct case_facts *f, const char *tracking,
			  struct err *err)
{
	struct err none;
	int64_t id;

	if (!c->session.client)
		return 0;
	if (desk_find_shipment(&id, c->desk, tracking, &none) == 0 || none.code != ERR_NOT_FOUND)
		return err_set(err, ERR_NOT_PERMITTED,
			       "this parcel cannot be opened here: ask whoever runs the desk");
	f->client = c->session.client;
	f->given |= FACT_CLIENT;
	return 0;
}

static int open_case(int64_t *id, struct web_call *c, struct err *err)
{
	const char *tracking;
	struct case_facts f;

	/* The form has every field: of a case that is not there yet an empty one takes nothing. */
	form_drop_empty(&c->form);
	if (typed_text(&tracking, c, "tracking", TYPED_LINE, err) < 0 ||
	    facts_of_form(&f, c, err) < 0)
		return -1;
	if (!tracking)
		return err_set(err, ERR_INPUT, "a tracking number is needed");
	if (!(f.given & FACT_PROBLEM))
		return err_set(err, ERR_INPUT, "say what went wrong with the parcel");
	if (hold_to_client(c, &f, tracking, err) < 0)
		return -1;
	c->warns = true;
	return casefile_open(id, &c->warning, c->desk, &c->arena, tracking, &f,
			     form_get(&c->form, "another") != NULL, err);
}

int post_case(struct web_call *c, struct err *err)
{
	int64_t id;

	if (open_case(&id, c, err) < 0) {
		struct err wrong = *err;

		return c->found.api ? -1 : show_new(c, &wrong, err);
	}
	c->found.id[0] = id;
	return answer_changed(c, case_path(c, id), make_case_doc, err);
}

/* --- correct it --- */

static int show_edit(struct web_call *c, const struct err *wrong, struct err *err)
{
	struct node *page = node_root(&c->arena), *doc;
	const char *problem = form_get(&c->form, "problem");

	if (read_doc(&doc, c, make_case_doc, err) < 0)
		return -1;
	facts_rows(c, page, doc);
	typed_choices(c, page, "problems", (struct typed_codes){ problem_names, PROBLEM_NVALUES },
		      problem ? problem : node_str(doc, "problem"));
	if (wrong) {
		node_text(&c->arena, page, "wrong", said_on_page(c, wrong));
		node_bool(&c->arena, page, "conflict", wrong->code == ERR_CONFLICT);
	}
	return answer_page(
		c,
		&(struct page_view){
			.name = "edit",
			.title = arena_printf(&c->arena, "Case %" PRId64 ": facts", c->found.id[0]),
			.here = "cases",
			.page = page,
			.doc = doc,
			.status = wrong ? (unsigned)err_http_status(wrong->code) : 200 },
		err);
}

int page_edit(struct web_call *c, struct err *err)
{
	return case_of_path(c, err) < 0 ? -1 : show_edit(c, NULL, err);
}

static int edit_case(struct web_call *c, struct err *err)
{
	struct case_facts f;
	int32_t seen;

	if (version_seen(&seen, c, err) < 0 || facts_of_form(&f, c, err) < 0)
		return -1;
	if (c->session.client && (f.given & FACT_CLIENT) && !text_same(f.client, c->session.client))
		return err_set(err, ERR_NOT_PERMITTED, "you may not hand a case to another client");
	c->warns = true;
	return casefile_edit(&c->warning, c->desk, &c->arena, c->found.id[0], seen, &f, err);
}

int post_edit(struct web_call *c, struct err *err)
{
	if (case_of_path(c, err) < 0)
		return -1;
	if (edit_case(c, err) < 0) {
		struct err wrong = *err;

		if (!c->found.api)
			return show_edit(c, &wrong, err);
		return err->code == ERR_CONFLICT ? answer_conflict(c, &wrong, make_case_doc, err)
						 : -1;
	}
	return answer_changed(c, case_path(c, c->found.id[0]), make_case_doc, err);
}

int post_close(struct web_call *c, struct err *err)
{
	const char *reason;

	if (case_of_path(c, err) < 0 || typed_text(&reason, c, "reason", TYPED_LONG, err) < 0 ||
	    casefile_close(c->desk, c->found.id[0], reason, err) < 0)
		return -1;
	c->warns = true;
	return answer_changed(c, case_path(c, c->found.id[0]), make_case_doc, err);
}

int post_reopen(struct web_call *c, struct err *err)
{
	if (case_of_path(c, err) < 0 || casefile_reopen(c->desk, c->found.id[0], err) < 0)
		return -1;
	c->warns = true;
	return answer_changed(c, case_path(c, c->found.id[0]), make_case_doc, err);
}
