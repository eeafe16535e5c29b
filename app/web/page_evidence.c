#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mime.h"
#include "base/text.h"
#include "domain/evidence.h"
#include "ops/casefile_ops.h"
#include "ops/desk.h"
#include "ops/evidence_ops.h"
#include "view/audience.h"
#include "view/case_doc.h"
#include "web/gate.h"
#include "web/page_verb.h"
#include "web/typed.h"

/* --- taking a file --- */

/* One file a form; the list is that of the command, which takes several. */
static void keep_given(struct web_call *c, const struct evidence *e, bool known, const char *also)
{
	struct node *list;

	c->done = node_root(&c->arena);
	list = node_list(&c->arena, c->done, "items");
	evidence_given_node(&c->arena, node_map(&c->arena, list, NULL), e, known, also);
	node_int(&c->arena, c->done, "count", list->count);
}

static int attach(struct web_call *c, struct err *err)
{
	struct evidence facts = { .dated_on = DAY_NONE }, e;
	const char *also;
	int64_t shot;
	bool known;
	int kind;

	if (typed_code(&kind, c, "kind",
		       (struct typed_codes){ evidence_kind_names, EVIDENCE_NVALUES }, err) < 0 ||
	    typed_number(&shot, c, "shot", 1000, err) < 0 ||
	    typed_day(&facts.dated_on, c, "dated", err) < 0 ||
	    typed_text(&facts.note, c, "note", TYPED_LONG, err) < 0)
		return -1;
	if (!c->upload.path)
		return err_set(err, ERR_INPUT, "choose a file to keep");
	if (kind < 0)
		return err_set(err, ERR_INPUT, "say what the file proves");
	facts.kind = (enum evidence_kind)kind;
	facts.shot = shot < 0 ? 0 : (int32_t)shot;
	if (evidence_attach(&e, &known, &also, c->desk, &c->arena, c->found.id[0], c->upload.path,
			    &facts, err) < 0)
		return -1;
	keep_given(c, &e, known, also);
	return 0;
}

int post_evidence(struct web_call *c, struct err *err)
{
	if (case_of_path(c, err) < 0)
		return -1;
	return answer_verb(c, attach(c, err), &(struct verb){ "evidence", make_case_doc }, err);
}

/* --- what is held --- */

/* Cases of others are not named to who is held to a client. */
static int add_elsewhere(struct web_call *c, struct node *e, struct err *err)
{
	struct node *list = node_list(&c->arena, e, "elsewhere");
	const char *client;
	int64_t *cases;
	int n;

	if (evidence_also_on(&cases, &n, c->desk, &c->arena, node_str(e, "sha256"), c->found.id[0],
			     err) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		if (casefile_client(&client, c->desk, &c->arena, cases[i], err) < 0)
			return -1;
		if (may_see_client(c, client))
			node_int(&c->arena, node_map(&c->arena, list, NULL), "other", cases[i]);
	}
	return 0;
}

/* A label has a name and an address on it. */
static bool may_be_seen(const struct node *e, bool incognito)
{
	return !incognito && !node_known(e, "purged_on") && !node_known(e, "unshown") &&
	       thumbnail_shows(node_str(e, "media_type"));
}

int evidence_parts(struct web_call *c, struct node *doc, struct err *err)
{
	bool incognito = is_incognito(c);

	for (struct node *e = own_node(doc, "evidence")->first; e; e = e->next) {
		if (add_elsewhere(c, e, err) < 0)
			return -1;
		node_bool(&c->arena, e, "seen", may_be_seen(e, incognito));
	}
	return 0;
}

/* --- handing one out --- */

enum { SMALL = 192, LARGE = 1600 }; /* longest edges of pictures */

/* The header's value on one line: an e-mail folds it. */
static const char *disposition(struct web_call *c, const char *name)
{
	struct buf header;
	char *out, *to;
	const char *from;

	buf_init(&header, 4096);
	mime_put_attachment(&header, name);
	from = strchr(header.at, ':');
	to = out = arena_alloc(&c->arena, header.len + 1);
	for (from = from ? from + 1 : ""; *from; from++) {
		bool blank = strchr(" \t\r\n", *from);

		if (!blank)
			*to++ = *from;
		else if (to > out && to[-1] != ' ')
			*to++ = ' ';
	}
	if (to > out && to[-1] == ' ')
		to[-1] = '\0';
	buf_release(&header);
	return out;
}

/* Never shown in the browser: what others sent is saved, and under a policy that runs nothing. */
static int answer_file(struct web_call *c, int fd, const char *name, struct err *err)
{
	struct stat st;

	if (fstat(fd, &st) < 0) {
		close(fd);
		return err_set_errno(err, ERR_FAILED, "the file cannot be read");
	}
	c->reply.fd = fd;
	c->reply.size = st.st_size;
	c->reply.type = "application/octet-stream";
	c->reply.sandboxed = true;
	reply_header(&c->reply, "Content-Disposition", disposition(c, name));
	reply_header(&c->reply, "Cache-Control", "no-store");
	c->reply.status = 200;
	return 0;
}

/* The one that the path names. */
static int held_file(struct evidence *out, struct web_call *c, struct err *err)
{
	if (case_of_path(c, err) < 0)
		return -1;
	return evidence_held(out, c->desk, &c->arena, c->found.id[0], c->found.id[1], err);
}

int page_evidence_file(struct web_call *c, struct err *err)
{
	struct evidence e;
	const char *path;
	int fd;

	if (held_file(&e, c, err) < 0)
		return -1;
	path = evidence_file_path(&c->arena, c->desk, e.sha256, e.media_type);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return err_set_errno(err, ERR_FAILED, "the file is gone from the evidence folder");
	return answer_file(c, fd, e.name, err);
}

/*
 * Made anew behind the fence, so nothing of what somebody sent reaches the browser. Small beside
 * its name, or large enough to read a label. A browser keeps it, and asks each time whether it may.
 */
int page_thumbnail(struct web_call *c, struct err *err)
{
	struct evidence_shown shown = { .edge = query_get(c, "large") ? LARGE : SMALL };
	struct thumbnail seen;
	struct evidence e;
	const char *tag;

	if (held_file(&e, c, err) < 0)
		return -1;
	shown.sha256 = e.sha256;
	shown.media_type = e.media_type;
	tag = arena_printf(&c->arena, "\"%.32s-%d\"", shown.sha256, shown.edge);
	reply_header(&c->reply, "ETag", tag);
	reply_header(&c->reply, "Cache-Control", "private, no-cache");
	c->reply.type = "image/jpeg";
	c->reply.sandboxed = true;
	if (text_same(c->head.if_none_match, tag)) {
		c->reply.status = 304;
		return 0;
	}
	if (evidence_thumbnail(&seen, c->desk, &c->arena, &shown, err) < 0)
		return -1;
	buf_put(&c->reply.body, seen.jpeg, seen.len);
	c->reply.status = 200;
	return 0;
}

/* The next that can be seen, to one side; NULL: there is none. */
static const char *beside(struct web_call *c, const struct node *evidence, const struct node *of,
			  bool later)
{
	const struct node *found = NULL;
	bool passed = false;

	for (const struct node *n = evidence->first; n; n = n->next) {
		passed |= n == of;
		if (n == of || passed != later || !may_be_seen(n, false))
			continue;
		found = n;
		if (later)
			break;
	}
	return found ? arena_printf(&c->arena, "%s/evidence/%" PRId64 "/picture",
				    case_path(c, c->found.id[0]), node_num(found, "evidence"))
		     : NULL;
}

int page_picture(struct web_call *c, struct err *err)
{
	struct node *page = node_root(&c->arena);
	const struct node *n;
	struct node *doc;

	if (case_of_path(c, err) < 0 || read_doc(&doc, c, make_case_doc, err) < 0)
		return -1;
	for (n = node_get(doc, "evidence")->first; n; n = n->next)
		if (node_num(n, "evidence") == c->found.id[1])
			break;
	if (!n || !may_be_seen(n, is_incognito(c)))
		return err_set(err, ERR_NOT_FOUND, "there is no picture of this file");
	node_int(&c->arena, page, "of_case", c->found.id[0]);
	node_text(&c->arena, page, "earlier", beside(c, node_get(doc, "evidence"), n, false));
	node_text(&c->arena, page, "later", beside(c, node_get(doc, "evidence"), n, true));
	return answer_page(c,
			   &(struct page_view){ .name = "picture",
						.title = node_str(n, "name"),
						.here = "cases",
						.page = page,
						.doc = n },
			   err);
}

/* --- exports --- */

static const char *const formats[] = { "pdf", "xlsx", "zip", "html", "csv", "json" };

int answer_export(struct web_call *c, const struct web_export *what, const char *name,
		  struct err *err)
{
	int fd;

	if (!c->site->exporter)
		return err_set(err, ERR_FAILED, "this server makes no exports");
	if (c->site->exporter(c->site->exporter_payload, &fd, what, err) < 0)
		return -1;
	return answer_file(c, fd, arena_printf(&c->arena, "%s.%s", name, what->format), err);
}

int post_export(struct web_call *c, struct err *err)
{
	struct web_export what = { .user = c->user };
	int format, audience;

	if (case_of_path(c, err) < 0 ||
	    typed_code(&format, c, "format",
		       (struct typed_codes){ formats, sizeof formats / sizeof *formats },
		       err) < 0 ||
	    typed_code(&audience, c, "audience",
		       (struct typed_codes){ audience_names, AUDIENCE_NVALUES }, err) < 0)
		return -1;
	if (c->session.client && audience == AUDIENCE_FULL)
		return err_set(err, ERR_NOT_PERMITTED,
			       "the full export names other clients: choose another reader");
	what.cases = arena_printf(&c->arena, "%lld", (long long)c->found.id[0]);
	what.format = formats[format < 0 ? 0 : format];
	what.audience = audience_names[audience < 0 ? (int)AUDIENCE_CARRIER : audience];
	return answer_export(c, &what, arena_printf(&c->arena, "case-%s", what.cases), err);
}
