#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/media.h"
#include "base/text.h"
#include "ops/evidence_ops.h"
#include "view/photo_doc.h"
#include "web/deadline.h"
#include "web/label.h"
#include "web/page.h"
#include "web/pages.h"
#include "web/phone.h"
#include "web/phone_link.h"
#include "web/typed.h"

/* What phones see: the shots that are wanted, and a form for each. Nothing is handed out. */

/* Besides the shots: papers that one has in the hand and photographs. */
static const enum evidence_kind kinds[] = { EVIDENCE_DAMAGE_PHOTO,   EVIDENCE_PACKAGING_PHOTO,
					    EVIDENCE_LABEL_PHOTO,    EVIDENCE_ACCEPTANCE_RECEIPT,
					    EVIDENCE_PROOF_OF_VALUE, EVIDENCE_OTHER };

static int make_photos(struct node **out, struct snap *snap, struct web_call *c, struct err *err)
{
	return photo_doc(out, snap, &c->arena, c->found.id[0], err);
}

static int make_state(struct node **out, struct web_call *c, struct err *err)
{
	struct phone_link link;

	if (read_doc(out, c, make_photos, err) < 0)
		return -1;
	phone_link_find(&link, c->site->phones, c->found.word, clock_ms() / 1000);
	node_int(&c->arena, *out, "photos", link.photos);
	node_int(&c->arena, *out, "left_s", link.left_s);
	return 0;
}

static int show_photos(struct web_call *c, const struct err *wrong, struct err *err)
{
	struct node *page = node_root(&c->arena), *doc, *list;
	const char *came = query_get(c, "came");

	if (make_state(&doc, c, err) < 0)
		return -1;
	node_text(&c->arena, page, "token", c->found.word);
	node_bool(&c->arena, page, "some_came", node_num(doc, "photos") > 0);
	node_int(&c->arena, page, "minutes", (node_num(doc, "left_s") + 59) / 60);
	node_bool(&c->arena, page, "came_new", text_same(came, "new"));
	node_bool(&c->arena, page, "came_again", text_same(came, "again"));
	node_text(&c->arena, page, "wrong", wrong ? said_on_page(c, wrong) : NULL);
	list = node_list(&c->arena, page, "kinds");
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		node_text(&c->arena, node_map(&c->arena, list, NULL), "code",
			  evidence_kind_names[kinds[i]]);
	return answer_page(c,
			   &(struct page_view){
				   .name = "photos",
				   .title = arena_printf(&c->arena, "Photos for case %lld",
							 (long long)c->found.id[0]),
				   .page = page,
				   .doc = doc,
				   .status = wrong ? (unsigned)err_http_status(wrong->code) : 200 },
			   err);
}

static int page_photos(struct web_call *c, struct err *err)
{
	struct node *doc;

	if (!c->found.api)
		return show_photos(c, NULL, err);
	return make_state(&doc, c, err) < 0 ? -1 : answer_json(c, 200, doc, err);
}

/* --- a photo comes --- */

/* By its bytes: a phone's browser may call anything a picture. */
static int check_photo(struct web_call *c, struct err *err)
{
	char head[MEDIA_SNIFF];
	ssize_t n;
	int fd;

	if (!c->upload.path)
		return err_set(err, ERR_INPUT, "Choose or take a photo first.");
	fd = open(c->upload.path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return err_set_errno(err, ERR_FAILED, "the photo cannot be read");
	n = read(fd, head, sizeof head);
	close(fd);
	if (n > 0 && text_has_prefix(media_type(head, (size_t)n), "image/"))
		return 0;
	return err_set(err, ERR_INPUT, "This is not a photo: only pictures are taken here.");
}

static int take_photo(struct evidence *e, bool *known, struct web_call *c, struct err *err)
{
	struct evidence facts = { .dated_on = DAY_NONE };
	int64_t shot;
	int kind;
	bool may = false;

	if (check_photo(c, err) < 0 ||
	    typed_code(&kind, c, "kind",
		       (struct typed_codes){ evidence_kind_names, EVIDENCE_NVALUES }, err) < 0 ||
	    typed_number(&shot, c, "shot", 1000, err) < 0)
		return -1;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		may |= kind == (int)kinds[i];
	if (!may)
		return err_set(err, ERR_INPUT, "Say what the photo shows.");
	facts.kind = (enum evidence_kind)kind;
	facts.shot = shot < 0 ? 0 : (int32_t)shot;
	return evidence_attach(e, known, NULL, c->desk, &c->arena, c->found.id[0], c->upload.path,
			       &facts, err);
}

static int answer_photo(struct web_call *c, const struct evidence *e, bool known, struct err *err)
{
	struct node *doc;

	if (!c->found.api) {
		reply_redirect(&c->reply, arena_printf(&c->arena, "/p/%s?came=%s", c->found.word,
						       known ? "again" : "new"));
		return 0;
	}
	if (make_state(&doc, c, err) < 0)
		return -1;
	node_text(&c->arena, doc, "sha256", e->sha256);
	node_int(&c->arena, doc, "size", e->size);
	node_bool(&c->arena, doc, "known", known);
	return answer_json(c, 201, doc, err);
}

static int post_photo(struct web_call *c, struct err *err)
{
	struct evidence e;
	struct hash hash;
	bool known;

	if (take_photo(&e, &known, c, err) < 0) {
		struct err wrong = *err;

		return c->found.api ? -1 : show_photos(c, &wrong, err);
	}
	if (hash_parse(&hash, e.sha256) == 0)
		phone_link_came(c->site->phones, c->found.word, &hash);
	return answer_photo(c, &e, known, err);
}

/*
 * Did this photo come already, after all? Asked before one is sent again. It is answered for the
 * photos of this link alone: what else the case holds is not told.
 */
static int post_photo_known(struct web_call *c, struct err *err)
{
	const char *text = form_get(&c->form, "sha256");
	struct node *doc = node_root(&c->arena);
	struct hash hash;

	if (!text || hash_parse(&hash, text) < 0)
		return err_set(err, ERR_INPUT, "sha256 must be 64 hexadecimal digits");
	node_bool(&c->arena, doc, "known", phone_link_knows(c->site->phones, c->found.word, &hash));
	return answer_json(c, 200, doc, err);
}

/* Of the desk's files those that this page needs. */
static int page_phone_asset(struct web_call *c, struct err *err)
{
	static const char *const files[] = { "desk.css", "phone.css", "phone.js", "icon.svg" };

	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (text_same(files[i], c->found.word))
			return page_asset(c, err);
	return err_set(err, ERR_NOT_FOUND, "there is no such file");
}

enum { SMALL = 1024 };

const struct web_route phone_routes[] = {
	{ METHOD_GET, "/p/:token", PERMISSION_LINK, GUARD_NONE, 0, page_photos, .api = true,
	  .secret = true, .summary = "which photos are wanted, and a form for each" },
	{ METHOD_POST, "/p/:token", PERMISSION_LINK, GUARD_ORIGIN, PHONE_PHOTO_MAX, post_photo,
	  .api = true, .upload = true, .secret = true, .summary = "keeps a photo" },
	{ METHOD_POST, "/p/:token/known", PERMISSION_LINK, GUARD_ORIGIN, SMALL, post_photo_known,
	  .api = true, .secret = true, .summary = "whether a photo came by this link" },
	{ METHOD_GET, "/assets/:name", PERMISSION_ANYBODY, GUARD_NONE, 0, page_phone_asset,
	  .summary = "style, script and icon of the page" },
	{ .path = NULL },
};
