/*
 * fuzz_form.c - any bytes as a form, JSON, a cookie, a header, a path and a form with a file
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "web/form.h"
#include "web/web_route.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int take_file(void *payload, const char *name, const void *bytes, size_t len,
		     struct err *err)
{
	(void)bytes;
	(void)err;
	assert(*name && !strpbrk(name, "/\\\r\n") && strcmp(name, "..") != 0);
	*(size_t *)payload += len;
	return 0;
}

static void check(const struct form *f)
{
	assert(f->n <= FORM_FIELDS_MAX);
	for (int i = 0; i < f->n; i++) {
		assert(utf8_valid(f->field[i].name, strlen(f->field[i].name)));
		assert(utf8_valid(f->field[i].value, strlen(f->field[i].value)));
	}
}

/* The first byte says how large the pieces are. */
static void as_multipart(struct arena *a, const char *bytes, size_t size)
{
	size_t step = size ? (unsigned char)*bytes + 1u : 1, len = 0;
	struct form form = { NULL, 0 };
	const struct multipart_to to = { &form, take_file, &len };
	struct multipart *m = multipart_open(a, "XX", &to);
	struct err err = { 0 };
	int rc = 0;

	for (size_t at = 1; at < size && rc == 0; at += step)
		rc = multipart_add(m, bytes + at, size - at < step ? size - at : step, &err);
	multipart_end(m, &err);
	assert(len <= size);
	check(&form);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data;
	struct route_found found;
	struct arena a = ARENA_INIT;
	struct err err = { 0 };
	struct form form;
	char *text = arena_strndup(&a, bytes, size);

	if (form_parse(&form, &a, bytes, size, &err) == 0)
		check(&form);
	else
		assert(err.code == ERR_INPUT && err.text[0]);
	if (form_parse_json(&form, &a, bytes, size, &err) == 0)
		check(&form);
	cookie_get(&a, text, "waylaid_8484");
	multipart_boundary(&a, text);
	assert(*file_name_harmless(&a, text));
	web_route_find(&found, web_routes, METHOD_GET, text);
	assert(!found.route || found.path_known);
	as_multipart(&a, bytes, size);
	arena_release(&a);
	return 0;
}
