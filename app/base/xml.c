#include "base/xml.h"

#include <assert.h>
#include <expat.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"

enum { DEPTH_MAX = 64, NODES_MAX = 100000, BYTES_MAX = 16 * 1024 * 1024 };

#define NAME_SEPARATOR '\n' /* cannot stand in a namespace or a name */

struct reader {
	XML_Parser parser;
	struct arena *arena;
	struct xml root; /* its only child is the document's element */
	struct xml *open[DEPTH_MAX + 1], *last[DEPTH_MAX + 1]; /* a level each */
	struct buf text;                                       /* since the last tag */
	int depth, nodes;
	const char *fault; /* ours; set once */
};

static void refuse(struct reader *r, const char *what)
{
	if (!r->fault) {
		r->fault = what;
		XML_StopParser(r->parser, XML_FALSE);
	}
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
	struct reader *r = user;
	const char *local = strrchr(name, NAME_SEPARATOR);
	struct xml *node, *parent = r->open[r->depth];

	(void)attributes;
	if (r->depth == DEPTH_MAX)
		refuse(r, "more than 64 levels");
	if (++r->nodes > NODES_MAX)
		refuse(r, "more than 100,000 elements");
	if (r->fault)
		return;
	node = arena_alloc(r->arena, sizeof *node);
	node->name = arena_strdup(r->arena, local ? local + 1 : name);
	if (r->last[r->depth])
		r->last[r->depth]->next = node;
	else
		parent->first = node;
	r->last[r->depth] = node;
	parent->count++;
	r->depth++;
	r->open[r->depth] = node;
	r->last[r->depth] = NULL;
	buf_clear(&r->text);
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
	struct reader *r = user;
	struct xml *node = r->open[r->depth];

	(void)name;
	if (r->fault)
		return;
	assert(r->depth > 0);
	if (!node->first)
		node->text = arena_strndup(r->arena, r->text.at, r->text.len);
	buf_clear(&r->text);
	r->depth--;
}

static void XMLCALL on_text(void *user, const XML_Char *bytes, int n)
{
	struct reader *r = user;

	if (!r->fault)
		buf_put(&r->text, bytes, (size_t)n);
}

static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *system_id,
			       const XML_Char *public_id, int has_subset)
{
	(void)name;
	(void)system_id;
	(void)public_id;
	(void)has_subset;
	refuse(user, "a DOCTYPE is not taken");
}

static int parse(struct reader *r, const char *bytes, size_t len, struct err *err)
{
	const char *fault;

	if (len > BYTES_MAX)
		return err_set(err, ERR_INPUT, "not taken: XML of more than 16 MiB");
	if (XML_Parse(r->parser, bytes, (int)len, XML_TRUE) == XML_STATUS_OK)
		return 0;
	if (XML_GetErrorCode(r->parser) == XML_ERROR_NO_MEMORY)
		out_of_memory();
	fault = r->fault ? r->fault : XML_ErrorString(XML_GetErrorCode(r->parser));
	return err_set(err, ERR_INPUT, "line %lu, column %lu: not XML: %s",
		       (unsigned long)XML_GetCurrentLineNumber(r->parser),
		       (unsigned long)XML_GetCurrentColumnNumber(r->parser) + 1, fault);
}

int xml_parse(struct xml **out, struct arena *a, const char *bytes, size_t len, struct err *err)
{
	struct reader r = { .parser = XML_ParserCreateNS("UTF-8", NAME_SEPARATOR), .arena = a };
	int rc;

	if (!r.parser)
		out_of_memory();
	r.open[0] = &r.root;
	buf_init(&r.text, BYTES_MAX);
	XML_SetUserData(r.parser, &r);
	XML_SetElementHandler(r.parser, on_start, on_end);
	XML_SetCharacterDataHandler(r.parser, on_text);
	XML_SetStartDoctypeDeclHandler(r.parser, on_doctype);
	rc = parse(&r, bytes, len, err);
	if (rc == 0)
		*out = r.root.first;
	buf_release(&r.text);
	XML_ParserFree(r.parser);
	return rc;
}

const struct xml *xml_get(const struct xml *parent, const char *name)
{
	const struct xml *child = parent ? parent->first : NULL;

	while (child && !text_same(child->name, name))
		child = child->next;
	return child;
}

const char *xml_str(const struct xml *parent, const char *name)
{
	const struct xml *child = xml_get(parent, name);

	return child ? child->text : NULL;
}
