/*
 * xml_stream.h - XML as it comes, for documents too large to be a tree (xml.h), or of which little
 * is wanted
 *
 * Uses expat inside xml_stream.c alone. Names come without their prefix. Refused: any DOCTYPE, more
 * than 64 levels.
 */
#ifndef APP_BASE_XML_STREAM_H
#define APP_BASE_XML_STREAM_H

#include <stddef.h>

struct err;

/* NULL: nobody listens. Texts are UTF-8, and may come in pieces. */
struct xml_ears {
	/* attributes: names and values in turn, NULL behind the last */
	void (*start)(void *payload, const char *name, const char **attributes);
	void (*end)(void *payload, const char *name);
	void (*text)(void *payload, const char *bytes, size_t n);
};

/* The value of the first attribute of that name, whatever its prefix; NULL: there is none. */
const char *xml_attribute(const char **attributes, const char *name);

struct xml_stream;

struct xml_stream *xml_stream_open(const struct xml_ears *ears, void *payload);
void xml_stream_close(struct xml_stream *s);

/* An ear has heard enough: the rest is not looked at. */
void xml_stream_stop(struct xml_stream *s);

/* The next bytes. 0, 1 once it was stopped, -1 with ERR_INPUT. */
int xml_stream_take(struct xml_stream *s, const char *bytes, size_t n, struct err *err);

/* No more will come; ERR_INPUT when it may not end here. */
int xml_stream_end(struct xml_stream *s, struct err *err);

#endif
