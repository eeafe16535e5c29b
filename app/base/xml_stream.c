#include "base/xml_stream.h"

#include <expat.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"

enum { DEPTH_MAX = 64 };

struct xml_stream {
	XML_Parser parser;
	const struct xml_ears *ears;
	void *payload;
	int depth;
	bool stopped;
	const char *fault; /* ours */
};

static const char *local(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

const char *xml_attribute(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (text_same(local(attributes[0]), name))
			return attributes[1];
	return NULL;
}

void xml_stream_stop(struct xml_stream *s)
{
	s->stopped = true;
	XML_StopParser(s->parser, XML_FALSE);
}

static void refuse(struct xml_stream *s, const char *why)
{
	s->fault = why;
	xml_stream_stop(s);
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
	struct xml_stream *s = user;

	if (++s->depth > DEPTH_MAX)
		refuse(s, "more than 64 levels");
	else if (s->ears->start && !s->stopped)
		s->ears->start(s->payload, local(name), attributes);
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
	struct xml_stream *s = user;

	s->depth--;
	if (s->ears->end && !s->stopped)
		s->ears->end(s->payload, local(name));
}

static void XMLCALL on_text(void *user, const XML_Char *bytes, int n)
{
	struct xml_stream *s = user;

	if (s->ears->text && !s->stopped)
		s->ears->text(s->payload, bytes, (size_t)n);
}

static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *system,
			       const XML_Char *public, int internal)
{
	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	refuse(user, "a document type, which may name other files");
}

struct xml_stream *xml_stream_open(const struct xml_ears *ears, void *payload)
{
	struct xml_stream *s = calloc(1, sizeof *s);

	if (s)
		s->parser = XML_ParserCreate(NULL);
	if (!s || !s->parser)
		out_of_memory();
	s->ears = ears;
	s->payload = payload;
	XML_SetUserData(s->parser, s);
	XML_SetElementHandler(s->parser, on_start, on_end);
	XML_SetCharacterDataHandler(s->parser, on_text);
	XML_SetStartDoctypeDeclHandler(s->parser, on_doctype);
	return s;
}

void xml_stream_close(struct xml_stream *s)
{
	XML_ParserFree(s->parser);
	free(s);
}

static int parse(struct xml_stream *s, const char *bytes, size_t n, struct err *err)
{
	const char *why;

	if (s->stopped)
		return 1;
	if (n > INT_MAX)
		return err_set(err, ERR_INPUT, "too much XML at once");
	if (XML_Parse(s->parser, bytes, (int)n, n == 0) == XML_STATUS_OK)
		return 0;
	if (s->stopped && !s->fault)
		return 1;
	why = s->fault ? s->fault : XML_ErrorString(XML_GetErrorCode(s->parser));
	return err_set(err, ERR_INPUT, "line %lu of the XML: %s",
		       (unsigned long)XML_GetCurrentLineNumber(s->parser), why);
}

int xml_stream_take(struct xml_stream *s, const char *bytes, size_t n, struct err *err)
{
	return n ? parse(s, bytes, n, err) : 0;
}

int xml_stream_end(struct xml_stream *s, struct err *err)
{
	return parse(s, "", 0, err) < 0 ? -1 : 0;
}
