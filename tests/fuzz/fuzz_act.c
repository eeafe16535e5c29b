/*
 * fuzz_act.c - every form and every body of /api, as the table of routes has them, against a desk
 *
 * The bytes are one act after another: which form, by whom and how, then fields that are changed or
 * added to the example of the route, with values that its words know or with any bytes. Whatever
 * comes, there is an answer, none is a fault of the desk, and its journal verifies.
 */
#include <assert.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "ops/user_ops.h"
#include "web/deadline.h"
#include "web/phone.h"
#include "web/phone_link.h"
#include "web/typed.h"
#include "web/world.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What the helpers of the suites say here, where no suite runs. */
void _mark_point(const char *file, int line)
{
	(void)file;
	(void)line;
}

void _ck_assert_failed(const char *file, int line, const char *expr, const char *msg, ...)
{
	va_list args;

	fprintf(stderr, "%s:%d: %s: ", file, line, expr ? expr : "");
	va_start(args, msg);
	if (msg)
		vfprintf(stderr, msg, args);
	va_end(args);
	abort();
}

/*
 * The desk outlives each input, so that a search for leaks behind each one takes most of the time;
 * the suites of the pages look for them.
 */
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void)
{
	return 1;
}

enum { ACTS_MAX = 64, FIELDS_MAX = 12, ACTS_A_DESK = 500 };

struct bytes {
	const uint8_t *at, *end;
};

static unsigned take(struct bytes *b)
{
	return b->at < b->end ? *b->at++ : 0;
}

/* --- the desk --- */

enum { ADMIN, READER, HELD, NOBODY, ASKERS };
static char *sessions[ASKERS], photos[TOKEN_TEXT];
static int acts_done;

static const struct {
	const char *name, *client;
	enum role role;
} users[NOBODY] = {
	[ADMIN] = { "bea", NULL, ROLE_ADMIN },
	[READER] = { "rae", NULL, ROLE_READ },
	[HELD] = { "hal", "Acme", ROLE_ADMIN },
};

static void make_desk(void)
{
	struct user u;

	if (here.desk) {
		ck_assert(verifies());
		phone_links_free(site.phones);
		caller_teardown();
	}
	caller_setup();
	world_make();
	site.phones = phone_links_new();
	site.phone_url = "http://" HOST;
	for (int i = 0; i < NOBODY; i++) {
		MUST(user_add(&u, here.desk, users[i].name, users[i].role, users[i].client,
			      &here.err));
		sessions[i] = session_of(users[i].name);
	}
	ck_assert(phone_link_make(photos, site.phones, 1, sessions[ADMIN], clock_ms() / 1000));
	acts_done = 0;
}

/* --- a form --- */

/* The forms of the desk, then those of the listener of phones. */
static const struct web_route *form_at(unsigned n)
{
	static const struct web_route *const both[] = { web_routes, phone_routes };
	const struct web_route *forms[200];
	unsigned count = 0;

	for (size_t t = 0; t < COUNT(both); t++)
		for (const struct web_route *r = both[t]; r->path; r++)
			if (r->method == METHOD_POST && count < COUNT(forms))
				forms[count++] = r;
	return forms[n % count];
}

/* Those of pages alone have no words: any name may be theirs. */
static const char *const names[] = { "name", "password", "again", "to",   "on",         "scope",
				     "days", "back",     "act",   "csrf", "everything", "kind",
				     "shot", "sha256",   "shown", "case", "",           "a[b]" };

static const char *const values[] = {
	"",
	" ",
	"0",
	"-1",
	"1",
	"99999999999999999999",
	"true",
	"false",
	"<script>",
	"' OR 1=1",
	"\u202e",
	"=cmd()",
	"today",
	"+7d",
	"-3bd",
	"2026-02-30",
	"damage_photo",
	"0001-01-01",
	"9999-12-31",
	"12.50",
	"120.50 EUR",
	"1,,2",
	"-5",
	"99999999999",
	"9400111206206406260794",
	"1,2,3",
	"promise/1",
	"promise/99",
	"window",
	"../../etc",
	"usps",
};

static const char *value_of(struct bytes *b, const char *type)
{
	unsigned how = take(b), n = take(b);
	struct typed_codes codes;
	size_t len = n & 63;
	char *out;

	if (how < 80 && api_codes(&codes, type))
		return codes.names[n % (unsigned)codes.n];
	if (how < 160)
		return values[n % COUNT(values)];
	if (how < 170) /* up to what a line, a text and a value may hold, and behind it */
		len = how < 164 ? TYPED_LINE + 1 : how < 168 ? TYPED_LONG + 1 : FORM_VALUE_MAX + 1;
	out = arena_alloc(&here.a, len + 1);
	for (size_t i = 0; i < len; i++)
		out[i] = (char)(how < 170 ? 'a' : take(b));
	return out;
}

static void set_field(struct form *form, const char *name, const char *value)
{
	struct err none;

	for (int i = 0; i < form->n; i++)
		if (strcmp(form->field[i].name, name) == 0) {
			form->field[i].value = value;
			return;
		}
	if (form_add(form, &here.a, name, value, &none) < 0)
		assert(none.code == ERR_INPUT);
}

static void change_fields(struct form *form, struct bytes *b, const struct api_words *w)
{
	for (unsigned n = take(b) % FIELDS_MAX; n > 0; n--) {
		struct api_word word = { .name = "" };
		unsigned which = take(b);

		for (const char *at = w ? w->fields : ""; (at = api_word_next(&word, at));)
			if (which-- == 0)
				break;
		if (!word.name[0])
			snprintf(word.name, sizeof word.name, "%s", names[which % COUNT(names)]);
		set_field(form, arena_strdup(&here.a, word.name), value_of(b, word.type));
	}
}

/* --- as bytes --- */

static void put_value(struct buf *out, const char *text, bool json)
{
	for (const char *p = text; *p; p++)
		if (json && ((unsigned char)*p < ' ' || strchr("\"\\", *p)))
			buf_printf(out, "\\u%04x", (unsigned char)*p);
		else if (json)
			buf_putc(out, *p);
		else
			buf_printf(out, "%%%02x", (unsigned char)*p);
}

static char *body_of(const struct form *form, bool json)
{
	struct buf out;
	char *text;

	buf_init(&out, 4 * 1024 * 1024);
	buf_puts(&out, json ? "{" : "");
	for (int i = 0; i < form->n; i++) {
		buf_puts(&out, !i ? "" : json ? "," : "&");
		buf_puts(&out, json ? "\"" : "");
		put_value(&out, form->field[i].name, json);
		buf_puts(&out, json ? "\":\"" : "=");
		put_value(&out, form->field[i].value, json);
		buf_puts(&out, json ? "\"" : "");
	}
	buf_puts(&out, json ? "}" : "");
	text = arena_strdup(&here.a, out.at ? out.at : "");
	buf_release(&out);
	return text;
}

static char *any_body(struct bytes *b)
{
	size_t len = take(b), left = (size_t)(b->end - b->at);
	char *text = arena_strndup(&here.a, (const char *)b->at, len < left ? len : left);

	b->at += len < left ? len : left;
	return text;
}

/* --- an act --- */

/* A form with a file goes with one, which begins like a photo as a phone wants it. */
static const char *file_of(struct bytes *b, bool photo)
{
	return put_text("sent.csv", arena_printf(&here.a, "%s%s", photo ? "\xff\xd8\xff\xe0" : "",
						 any_body(b)));
}

/* Where the example leads; a phone by its link; the pages that have none, anywhere. */
static const char *path_at(const struct web_route *r, const struct api_words *w, bool api)
{
	const char *path;

	if (w)
		path = arena_strndup(&here.a, w->example, strcspn(w->example, "?"));
	else
		path = path_of(r);
	if (r->permission == PERMISSION_LINK) /* "/p/:token/known" */
		path = arena_printf(&here.a, "/p/%s%s", photos, r->path + strlen("/p/:token"));
	return arena_printf(&here.a, "%s%s", api ? "/api" : "", path);
}

static void one_act(struct bytes *b)
{
	static const char *const types[] = { NULL, "application/json", "text/plain",
					     "multipart/form-data; boundary=x" };
	const struct web_route *r = form_at(take(b));
	const struct api_words *w = api_words_of(r);
	unsigned how = take(b), who = how >> 4 & 3, status;
	bool api = r->api && !(how & 1), json = how & 2, raw = (how & 12) == 12;
	struct api_example e = { .form = { NULL, 0 } };
	struct http_head h;
	char *body;

	if (w)
		MUST(api_example(&e, &here.a, web_routes, w));
	h = head_of(METHOD_POST, path_at(r, w, api), sessions[who]);
	h.if_match = how & 64 ? "*" : NULL;
	change_fields(&e.form, b, w);
	body = raw ? any_body(b) : body_of(&e.form, json && !r->upload);
	h.content_type = raw ? types[take(b) % COUNT(types)] : json ? types[1] : NULL;
	site.routes = r->permission == PERMISSION_LINK ? phone_routes : web_routes;
	if (r->upload && !raw)
		status = ask_upload(&h, body, file_of(b, how & 128));
	else
		status = ask(&h, body);
	site.routes = web_routes;
	if (status < 200 || status >= 500) {
		fprintf(stderr, "%s: %u %s\n%s\n", h.path, status, answer_body, body);
		abort();
	}
	if (status == 303 && who != NOBODY && strstr(r->path, "sign-out"))
		sessions[who] = session_of(users[who].name);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes b = { data, data + size };

	for (int i = 0; i < ACTS_MAX && b.at < b.end; i++) {
		if (!here.desk || acts_done++ == ACTS_A_DESK)
			make_desk();
		one_act(&b);
	}
	return 0;
}
