#include "web/world.h"

#include <fcntl.h>
#include <string.h>

#include "carrier/path.h"
#include "ops/bulk_ops.h"
#include "web/tracker.h"

/* Another program makes exports: here an empty one. */
int export_nothing(void *payload, int *fd, const struct web_export *what, struct err *err)
{
	(void)payload;
	(void)what;
	*fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	return *fd < 0 ? err_set_errno(err, ERR_FAILED, "no export") : 0;
}

/* Import 1, of a parcel without a case. */
static void take_in_parcels(const char *session)
{
	struct http_head h = head_of(METHOD_POST, "/api/shipments/import", session);
	char *list = put_text("first.csv", arena_printf(&here.a,
							"Tracking Number,Ship Date\n%s,"
							"2026-11-10\n",
							usps_number(8)));

	ck_assert_msg(ask_upload(&h, "take_in=1", list) == 201, "%s", answer_body);
}

static int ask_nobody(void *payload, struct web_asked *out, struct arena *a,
		      const struct web_track *what, struct err *err)
{
	(void)payload;
	(void)err;
	*out = (struct web_asked){ .known = true };
	out->user = arena_strdup(a, what->user);
	out->count[POLL_UNCHANGED] = 1;
	out->document =
		"{\"items\": [{\"tracking_number\": \"9400111206206406260787\", \"case\": 1, "
		"\"outcome\": \"unchanged\", \"new_events\": 0, \"gone_events\": 0, "
		"\"status\": \"in_transit\", \"status_text\": null, \"message\": null}], "
		"\"count\": 1}";
	return 0;
}

static void look_at_nothing(void *payload, struct web_asked *out, struct arena *a,
			    int64_t casefile_id)
{
	(void)payload;
	(void)a;
	(void)casefile_id;
	*out = (struct web_asked){ .known = false };
}

static int64_t no_changes(void *payload)
{
	(void)payload;
	return 0;
}

static const struct path_access usps_access = { .carrier = "usps", .access = true };
static const struct paths usps_alone = { .access = &usps_access, .naccess = 1 };
const struct web_tracker track_nothing = { ask_nobody, look_at_nothing, no_changes, NULL,
					   &usps_alone };

void world_make(void)
{
	static const struct {
		const char *path, *form;
	} acts[] = {
		{ "/api/cases/1/requests", "kind=help_request&ref=HR-1" },
		{ "/api/cases/1/holds", "where=shelf+1" },
		{ "/api/cases/1/items", "description=a+lamp" },
		{ "/api/cases/2/claims", "amount=100&number=CLM-2&how=online" },
		{ "/api/cases/3/remedies", "kind=refund&amount=120" },
		{ "/api/cases/4/close", "reason=found" },
		{ "/api/views", "name=late&problem=lost&shared=1&client=Acme" },
	};
	struct evidence facts = a_paper(EVIDENCE_OTHER), e;
	const char *also, *session = session_of(NULL);
	bool known;

	site.exporter = export_nothing;
	site.tracker = &track_nothing;
	for (int i = 1; i <= 4; i++)
		open_lost(i);
	log_with_promise(1, "call back", here.moment.today + 2);
	log_with_promise(1, "send the form", here.moment.today + 2);
	MUST(evidence_attach(&e, &known, &also, here.desk, &here.a, 1,
			     put_text("paper.txt", "a paper"), &facts, &here.err));
	for (size_t i = 0; i < COUNT(acts); i++)
		ck_assert_msg(post(acts[i].path, session, acts[i].form) == 201, "%s: %s",
			      acts[i].path, answer_body);
	/* The customer has his money, and the parcel turns up. */
	scan_parcel(3, here.moment.now - 3600, "2026-11-23T09:00:00");
	take_in_parcels(session);
	log_call(1, "what an undo takes back");
}

/* --- examples --- */

/* What nobody can know beforehand. */
static const char *value_now(const struct api_example *e, const struct form_field *f)
{
	const char *said, *table = e->found.nids == 2 ? "contact" : "casefile";
	int64_t entry;

	if (strcmp(e->found.route->path, "/views/:id") == 0)
		table = "saved_view";
	if (strcmp(f->name, "version") == 0)
		return arena_printf(&here.a, "%lld",
				    (long long)count_of(arena_printf(
					    &here.a, "SELECT version FROM %s WHERE id=%lld", table,
					    (long long)e->found.id[e->found.nids - 1])));
	if (strcmp(f->name, "entry") != 0)
		return f->value;
	MUST(desk_last_act(&entry, &said, here.desk, &here.a, &here.err));
	return arena_printf(&here.a, "%lld", (long long)entry);
}

static char *body_of(const struct api_example *e, const struct api_words *w, bool json)
{
	char *out = arena_strdup(&here.a, json ? "{" : "");
	struct api_word word;

	for (int i = 0; i < e->form.n; i++) {
		const struct form_field *f = &e->form.field[i];
		const char *value = value_now(e, f), *quote = "\"";

		ck_assert(api_field(&word, w, f->name));
		if (!json) {
			out = arena_printf(&here.a, "%s%s%s=%s", out, i ? "&" : "", f->name, value);
			continue;
		}
		if (strcmp(word.type, "bool") == 0)
			value = "true";
		if (strcmp(word.type, "bool") == 0 || strcmp(word.type, "int") == 0)
			quote = "";
		out = arena_printf(&here.a, "%s%s\"%s\":%s%s%s", out, i ? "," : "", f->name, quote,
				   value, quote);
	}
	for (char *p = out; *p && !json; p++)
		*p = *p == ' ' ? '+' : *p;
	return json ? arena_printf(&here.a, "%s}", out) : out;
}

/* A file that is right for the route. */
static char *file_for(const struct web_route *r)
{
	if (strcmp(r->path, "/import/payouts") == 0)
		return put_text("credits.csv", "Date,Amount,Claim\n2026-11-20,60.00,CLM-2\n");
	if (strcmp(r->path, "/import/mails") == 0)
		return put_text("answer.eml", "From: a@usps.com\nTo: b@roe.example\n"
					      "Date: Fri, 20 Nov 2026 10:00:00 -0500\n"
					      "Subject: Your parcel\n\nWe look for it.\n");
	if (strcmp(r->path, "/import/events") == 0)
		return put_text("events.csv", arena_printf(&here.a,
							   "Tracking Number,Date,Status\n%s,"
							   "2026-11-20 10:00,Arrived\n",
							   usps_number(1)));
	return put_text("parcels.csv",
			arena_printf(&here.a, "Tracking Number,Ship Date\n%s,2026-11-10\n",
				     usps_number(9)));
}

unsigned world_ask(const struct web_route *r, const char *session, enum manner manner)
{
	const struct api_words *w = api_words_of(r);
	const char *path = w->example;
	struct api_example e;
	struct http_head h;
	char *body, *at;

	MUST(api_example(&e, &here.a, web_routes, w));
	if (r->method == METHOD_POST)
		path = arena_strndup(&here.a, path, strcspn(path, "?"));
	h = head_of(r->method, arena_printf(&here.a, "%s%s", manner == AS_PAGE ? "" : "/api", path),
		    session);
	if (r->method == METHOD_GET)
		return ask(&h, NULL);
	body = body_of(&e, w, manner == AS_JSON && !r->upload);
	/* "+5d" as a form has it */
	while (manner != AS_JSON && (at = strstr(body, "=+")))
		body = arena_printf(&here.a, "%.*s%%2B%s", (int)(at + 1 - body), body, at + 2);
	if (r->upload)
		return ask_upload(&h, body, file_for(r));
	if (manner == AS_JSON)
		h.content_type = "application/json";
	return ask(&h, body);
}
