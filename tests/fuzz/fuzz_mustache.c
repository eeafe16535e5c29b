/*
 * fuzz_mustache.c - any bytes as a template: parsed, and rendered with itself as every partial
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/mustache.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The world: a map that has every name. Its first letter says: a text, a list, a map, nothing. */
static const char map, list, one, two, text;

static enum mustache_kind kind_of(void *payload, const void *item)
{
	(void)payload;
	if (item == &map)
		return MUSTACHE_MAP;
	if (item == &list)
		return MUSTACHE_LIST;
	return MUSTACHE_VALUE;
}

static const void *child_of(void *payload, const void *item, const char *name)
{
	(void)payload;
	assert(item == &map && *name);
	switch (*name) {
	case 'm':
		return &map;
	case 'l':
		return &list;
	case 'n':
		return NULL;
	default:
		return &text;
	}
}

static const void *first_of(void *payload, const void *item)
{
	(void)payload;
	assert(item == &list);
	return &one;
}

static const void *next_of(void *payload, const void *item)
{
	(void)payload;
	return item == &one ? &two : NULL;
}

static const char *text_of(void *payload, const void *item)
{
	(void)payload;
	(void)item;
	return "<&\n>";
}

static int load(struct mustache_text *out, void *payload, const char *name, struct err *err)
{
	(void)err;
	if (*name != 'n')
		*out = *(const struct mustache_text *)payload;
	return 0;
}

/* HTML without raw output: the texts bring no tag of their own. */
static void check_escaped(const struct buf *b, size_t size, const uint8_t *data)
{
	if (!memchr(data, '<', size))
		assert(!strchr(b->at, '<'));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct mustache_data world = { &map,     NULL,    kind_of, child_of,
					     first_of, next_of, text_of };
	struct mustache_text t = { "t", (const char *)data, size };
	struct arena a = ARENA_INIT;
	struct err err = { 0 };
	struct mustache *m;
	struct buf b;

	buf_init(&b, 1 << 16);
	if (mustache_parse(&m, &a, &t, load, &t, &err) < 0 ||
	    mustache_render(&b, m, &world, (struct mustache_how){ MUSTACHE_HTML, true }, &err) < 0)
		assert(err.code == ERR_INPUT && err.text[0]);
	else
		check_escaped(&b, size, data);
	buf_release(&b);
	arena_release(&a);
	return 0;
}
