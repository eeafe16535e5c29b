#include <inttypes.h>
#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "web/api.h"
#include "web/typed.h"

enum { DIGEST_DIGITS = 16 };

/* One of a list, or "*". Those that begin with W/ are the same to who only reads. */
static bool has_tag(const char *list, const char *tag)
{
	size_t n = strlen(tag);

	if (!list)
		return false;
	if (strcmp(list, "*") == 0)
		return true;
	for (const char *at = strstr(list, tag); at; at = strstr(at + n, tag))
		if (at == list || strchr(" ,/", at[-1]))
			return true;
	return false;
}

/* Of the bytes as they are answered, behind "before". */
static const char *tag_of(struct web_call *c, const char *before)
{
	struct hash digest = hash_of(c->reply.body.at, c->reply.body.len);
	char hex[HASH_HEX];

	return arena_printf(&c->arena, "\"%s%.*s\"", before, DIGEST_DIGITS, hash_hex(hex, &digest));
}

/* 304 without the document, to who has it. */
static void put_tag(struct web_call *c, const char *tag)
{
	if (c->head.method == METHOD_GET && has_tag(c->head.if_none_match, tag)) {
		reply_clear(&c->reply);
		c->reply.status = 304;
	}
	reply_header(&c->reply, "ETag", tag);
}

int answer_case(struct web_call *c, unsigned status, struct node *doc, struct err *err)
{
	const char *tag;

	if (answer_json(c, status, doc, err) < 0)
		return -1;
	tag = tag_of(c, arena_printf(&c->arena, "%" PRId64 "-", node_num(doc, "version")));
	/* Warnings are the answer's, not the case's. */
	if (c->warns) {
		node_lines(&c->arena, doc, "warnings", c->warning);
		reply_clear(&c->reply);
		if (answer_json(c, status, doc, err) < 0)
			return -1;
	}
	put_tag(c, tag);
	return 0;
}

int answer_reading(struct web_call *c, const struct node *doc, struct err *err)
{
	const char *next = node_str(doc, "next");

	if (answer_json(c, 200, doc, err) < 0)
		return -1;
	put_tag(c, tag_of(c, ""));
	if (next)
		reply_header(&c->reply, "Link",
			     arena_printf(&c->arena, "<%s>; rel=\"next\"", next));
	return 0;
}

/* "7-..." as answer_case() gave it, or "7" by hand. */
static int tag_version(int32_t *seen, struct web_call *c, const char *tag, struct err *err)
{
	size_t n = strlen(tag);
	struct err ignored;
	const char *digits;
	long long version;

	*seen = 0;
	if (strcmp(tag, "*") == 0)
		return 0;
	if (n > 2 && tag[0] == '"' && strchr(tag + 1, '"') == tag + n - 1) {
		digits = arena_strndup(&c->arena, tag + 1, strcspn(tag + 1, "-\""));
		if (number_parse(&version, digits, 1, INT32_MAX, "", &ignored) == 0) {
			*seen = (int32_t)version;
			return 0;
		}
	}
	return err_set(err, ERR_INPUT,
		       "If-Match takes the ETag as it was answered, or a version: \"7\"");
}

int version_seen(int32_t *seen, struct web_call *c, struct err *err)
{
	int64_t version;

	if (c->head.if_match)
		return tag_version(seen, c, c->head.if_match, err);
	if (typed_number(&version, c, "version", INT32_MAX, err) < 0)
		return -1;
	if (version < 1)
		return err_set(err, ERR_INPUT, "say which version you saw: its \"version\"");
	*seen = (int32_t)version;
	return 0;
}

int answer_conflict(struct web_call *c, const struct err *wrong, make_doc *make, struct err *err)
{
	struct arena *a = &c->arena;
	struct node *doc = node_root(a), *n = node_map(a, doc, "error"), *now;
	const char *words = arena_strdup(a, wrong->text);
	int32_t seen;

	node_text(a, n, "code", err_name(wrong->code));
	node_text(a, n, "message", words);
	n = node_map(a, doc, "yours");
	if (version_seen(&seen, c, err) < 0 || read_doc(&now, c, make, err) < 0)
		return -1;
	node_int(a, n, "version", seen);
	for (int i = 0; i < c->form.n; i++)
		if (strcmp(c->form.field[i].name, "version") != 0 &&
		    strcmp(c->form.field[i].name, "csrf") != 0)
			node_text(a, n, c->form.field[i].name, c->form.field[i].value);
	n = node_map(a, doc, "now");
	n->first = now->first;
	n->last = now->last;
	n->count = now->count;
	return answer_json(c, c->head.if_match ? 412 : 409, doc, err);
}
