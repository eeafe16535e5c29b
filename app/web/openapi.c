#include "web/openapi.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "view/doc.h"
#include "web/api.h"
#include "web/api_words.h"
#include "web/typed.h"

static const char *const methods[] = { [METHOD_GET] = "get", [METHOD_POST] = "post" };

/* The places of a path, in the order in which they come. */
static const char *const ids[] = { "case", "row" };

static void put_ref(struct arena *a, struct node *to, const char *part, const char *name)
{
	node_text(a, to, "$ref", arena_printf(a, "#/components/%s/%s", part, name));
}

/* --- what is sent --- */

static const struct {
	const char *type, *json, *format, *words;
	int64_t length_max;
} inputs[] = {
	{ "line", "string", NULL, NULL, TYPED_LINE },
	{ "long", "string", NULL, NULL, TYPED_LONG },
	{ "day", "string", NULL, "2026-11-23, today, +7d, +5bd or a weekday", 0 },
	{ "money", "string", NULL, "120, 120.50 or 120.50 EUR", 0 },
	{ "int", "integer", NULL, NULL, 0 },
	{ "bool", "boolean", NULL, NULL, 0 },
	{ "file", "string", "binary", NULL, 0 },
};

static void put_input(struct arena *a, struct node *schema, const char *type)
{
	struct typed_codes codes;
	struct node *list;

	if (strcmp(type, "cases") == 0) {
		list = node_list(a, schema, "type");
		node_text(a, list, NULL, "array");
		node_text(a, list, NULL, "string");
		node_text(a, node_map(a, schema, "items"), "type", "integer");
		node_text(a, schema, "description", "numbers of cases: [1, 2] or \"1,2\"");
		return;
	}
	if (api_codes(&codes, type)) {
		node_text(a, schema, "type", "string");
		list = node_list(a, schema, "enum");
		for (int i = 0; i < codes.n; i++)
			node_text(a, list, NULL, codes.names[i]);
		return;
	}
	for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
		if (strcmp(inputs[i].type, type) != 0)
			continue;
		node_text(a, schema, "type", inputs[i].json);
		if (inputs[i].format)
			node_text(a, schema, "format", inputs[i].format);
		if (inputs[i].words)
			node_text(a, schema, "description", inputs[i].words);
		if (inputs[i].length_max)
			node_int(a, schema, "maxLength", inputs[i].length_max);
	}
}

static struct node *put_parameter(struct arena *a, struct node *list, const char *in,
				  const char *name)
{
	struct node *p = node_map(a, list, NULL);

	node_text(a, p, "name", name);
	node_text(a, p, "in", in);
	return p;
}

/* The value as JSON would have it. */
static void put_example(struct arena *a, struct node *to, const char *name, const char *type,
			const char *value)
{
	if (strcmp(type, "int") == 0)
		node_int(a, to, name, strtoll(value, NULL, 10));
	else if (strcmp(type, "bool") == 0)
		node_bool(a, to, name, true);
	else
		node_text(a, to, name, value);
}

/* The places of the path: numbers, or one word. */
static void put_places(struct arena *a, struct node *list, const char *path,
		       const struct route_found *found)
{
	struct node *p, *schema;
	int n = 0;

	for (const char *at = strchr(path, ':'); at; at = strchr(at + 1, ':')) {
		bool number = strncmp(at, ":id", 3) == 0;

		p = put_parameter(a, list, "path", number ? ids[n] : "name");
		node_bool(a, p, "required", true);
		schema = node_map(a, p, "schema");
		node_text(a, schema, "type", number ? "integer" : "string");
		if (number)
			node_int(a, schema, "minimum", 1);
		if (number)
			node_int(a, p, "example", found->id[n++]);
		else
			node_text(a, p, "example", arena_strdup(a, found->word));
	}
}

static void put_parameters(struct arena *a, struct node *op, const struct api_words *w,
			   const struct api_example *e)
{
	struct node *list = node_list(a, op, "parameters"), *p;
	struct api_word word;

	put_places(a, list, w->path, &e->found);
	if (strstr(w->answer, "conflict"))
		node_text(a, node_map(a, put_parameter(a, list, "header", "If-Match"), "schema"),
			  "type", "string");
	if (w->method == METHOD_GET)
		node_text(a,
			  node_map(a, put_parameter(a, list, "header", "If-None-Match"), "schema"),
			  "type", "string");
	for (const char *at = w->fields;
	     w->method == METHOD_GET && (at = api_word_next(&word, at));) {
		const char *value = form_get(&e->form, word.name);

		if (strcmp(word.name, "*") == 0)
			continue;
		p = put_parameter(a, list, "query", arena_strdup(a, word.name));
		put_input(a, node_map(a, p, "schema"), word.type);
		if (value)
			put_example(a, p, "example", word.type, value);
	}
}

static void put_fields(struct arena *a, struct node *schema, const struct api_words *w)
{
	struct node *required = node_list(a, schema, "required");
	struct node *properties = node_map(a, schema, "properties");
	struct api_word word;

	for (const char *at = w->fields; (at = api_word_next(&word, at));) {
		const char *name = arena_strdup(a, word.name);

		if (word.mark == '!')
			node_text(a, required, NULL, name);
		put_input(a, node_map(a, properties, name), word.type);
	}
	node_bool(a, schema, "additionalProperties", false);
}

static void put_body(struct arena *a, struct node *op, const struct web_route *r,
		     const struct api_words *w, const struct api_example *e)
{
	static const char *const forms[] = { "application/json",
					     "application/x-www-form-urlencoded" };
	static const char *const uploads[] = { "multipart/form-data" };
	const char *const *types = r->upload ? uploads : forms;
	struct node *body, *content;
	struct api_word word;

	if (r->method != METHOD_POST || !*w->fields)
		return;
	body = node_map(a, op, "requestBody");
	node_bool(a, body, "required", strchr(w->fields, '!') != NULL);
	content = node_map(a, body, "content");
	for (int i = 0; i < (r->upload ? 1 : 2); i++) {
		struct node *one = node_map(a, content, types[i]), *schema, *example;

		schema = node_map(a, one, "schema");
		node_text(a, schema, "type", "object");
		put_fields(a, schema, w);
		example = node_map(a, one, "example");
		for (int k = 0; k < e->form.n; k++)
			if (api_field(&word, w, e->form.field[k].name))
				put_example(a, example, e->form.field[k].name, word.type,
					    e->form.field[k].value);
	}
}

/* --- what is answered --- */

/* Of names with "|" between: the file, and which of the documents it is. */
static void put_document(struct arena *a, struct node *answer, const char *names)
{
	struct node *content = node_map(a, answer, "content"), *schema, *any = NULL;

	if (text_is_listed(names, "file")) {
		schema = node_map(a, node_map(a, content, "application/octet-stream"), "schema");
		node_text(a, schema, "type", "string");
		node_text(a, schema, "format", "binary");
		return;
	}
	schema = node_map(a, node_map(a, content, "application/json"), "schema");
	if (strchr(names, '|'))
		any = node_list(a, schema, "anyOf");
	while (*names) {
		size_t n = strcspn(names, "|");

		put_ref(a, any ? node_map(a, any, NULL) : schema, "schemas",
			arena_strndup(a, names, n));
		names += n + (names[n] == '|');
	}
}

/* A change answers 201 with a document, 200 with a file; "conflict" comes with other statuses. */
static const char *done_with(struct arena *a, const struct api_words *w, unsigned status)
{
	const char *out = "", *at = w->answer;

	if (w->method == METHOD_GET)
		return w->answer;
	if (status == 200)
		return "file";
	while (*at) {
		size_t n = strcspn(at, "|");
		char *one = arena_strndup(a, at, n);

		if (strcmp(one, "file") != 0 && !strstr(one, "conflict"))
			out = arena_printf(a, "%s%s%s", out, *out ? "|" : "", one);
		at += n + (at[n] == '|');
	}
	return out;
}

/* Which statuses a route can answer with follows from its row; the gate answers most of them. */
static bool may_answer(const struct web_route *r, const struct api_words *w, unsigned status)
{
	bool changes = r->method == METHOD_POST;

	for (size_t i = 0; i < sizeof w->also / sizeof *w->also; i++)
		if (w->also[i] == status)
			return true;
	switch (status) {
	case 200:
		return !changes;
	case 201:
		return changes && strcmp(w->answer, "file") != 0;
	case 404:
		return strchr(r->path, ':') || changes;
	case 403:
		return changes || r->permission > PERMISSION_READ;
	case 409:
	case 411:
	case 422:
		return changes;
	case 401:
		return r->permission != PERMISSION_ANYBODY;
	case 400:
	case 413: /* a body may come with anything */
	case 421:
	case 503:
		return true;
	default:
		return false;
	}
}

static void put_answers(struct arena *a, struct node *op, const struct web_route *r,
			const struct api_words *w)
{
	static const struct {
		unsigned status;
		const char *words;
	} all[] = {
		{ 200, "as asked" },
		{ 201, "done, and how it is now" },
		{ 304, "not changed" },
		{ 400, "cannot be read, or a value cannot be taken" },
		{ 401, "not signed in" },
		{ 403, "not permitted" },
		{ 404, "not there, or not to be seen" },
		{ 409, "not allowed now, or somebody was quicker" },
		{ 411, "the length is missing" },
		{ 412, "somebody was quicker: what was sent and what stands there now" },
		{ 413, "too large" },
		{ 421, "another name" },
		{ 422, "refused" },
		{ 502, "the carrier or the network failed, for some or for all" },
		{ 503, "busy: try again" },
	};
	struct node *answers = node_map(a, op, "responses"), *one;
	const char *bar = strrchr(w->answer, '|');
	const char *conflict = bar && strstr(bar, "conflict") ? bar + 1 : NULL;

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		unsigned status = all[i].status;

		if (!may_answer(r, w, status))
			continue;
		one = node_map(a, answers, arena_printf(a, "%u", status));
		node_text(a, one, "description", all[i].words);
		if (status < 300)
			put_document(a, one, done_with(a, w, status));
		else if (status == 412)
			put_document(a, one, conflict);
		else if (status == 409 && conflict)
			put_document(a, one, arena_printf(a, "error|%s", conflict));
		else if (status == 502)
			put_document(a, one, arena_printf(a, "%s|error", w->answer));
		else if (status >= 400)
			put_document(a, one, "error");
	}
}

/* --- documents --- */

static const char *json_type(const char *type, const char **format)
{
	*format = NULL;
	if (strcmp(type, "day") == 0)
		*format = "date";
	else if (strcmp(type, "time") == 0)
		*format = "date-time";
	else if (strcmp(type, "int") == 0)
		return "integer";
	else if (strcmp(type, "bool") == 0)
		return "boolean";
	else if (strcmp(type, "map") == 0)
		return "object";
	else if (strcmp(type, "list") == 0 || *type == '[')
		return "array";
	return "string";
}

static void put_type(struct arena *a, struct node *schema, const struct api_word *word)
{
	bool named = *word->type == '[' || *word->type == '{';
	const char *inside =
		named ? arena_strndup(a, word->type + 1, strlen(word->type) - 2) : NULL;
	const char *format, *type = json_type(word->type, &format);
	struct node *any = schema;

	if (strcmp(word->type, "any") == 0)
		return;
	if (*word->type == '{' || strcmp(word->type, "money") == 0) {
		if (word->mark == '?') {
			struct node *list = node_list(a, schema, "anyOf");

			any = node_map(a, list, NULL);
			node_text(a, node_map(a, list, NULL), "type", "null");
		}
		put_ref(a, any, "schemas", inside ? inside : "money");
		return;
	}
	if (word->mark == '?') {
		struct node *types = node_list(a, schema, "type");

		node_text(a, types, NULL, type);
		node_text(a, types, NULL, "null");
	} else {
		node_text(a, schema, "type", type);
	}
	if (format)
		node_text(a, schema, "format", format);
	if (*word->type == '[')
		put_ref(a, node_map(a, schema, "items"), "schemas", inside);
}

static void put_schema(struct arena *a, struct node *schemas, const char *name, const char *fields)
{
	struct node *schema = node_map(a, schemas, name), *required, *properties;
	struct api_word word;

	node_text(a, schema, "type", "object");
	required = node_list(a, schema, "required");
	properties = node_map(a, schema, "properties");
	for (const char *at = fields; (at = api_word_next(&word, at));) {
		const char *field = arena_strdup(a, word.name);

		if (word.mark != '*')
			node_text(a, required, NULL, field);
		put_type(a, node_map(a, properties, field), &word);
	}
}

static void put_components(struct arena *a, struct node *doc)
{
	struct node *components = node_map(a, doc, "components");
	struct node *schemas = node_map(a, components, "schemas"), *scheme;

	for (const struct api_document *d = api_documents; d->name; d++)
		put_schema(a, schemas, d->name, d->fields);
	put_schema(a, schemas, "money", "amount:text currency:text");
	scheme = node_map(a, node_map(a, components, "securitySchemes"), "token");
	node_text(a, scheme, "type", "http");
	node_text(a, scheme, "scheme", "bearer");
}

/* --- the whole --- */

/* "/cases/:id/evidence/:id" as "/api/cases/{case}/evidence/{row}". */
static const char *path_of(struct arena *a, const char *path)
{
	const char *out = "/api", *at;
	int n = 0;

	for (; (at = strchr(path, ':')); path = at + strcspn(at, "/"))
		out = arena_printf(a, "%s%.*s{%s}", out, (int)(at - path), path,
				   strncmp(at, ":id", 3) == 0 ? ids[n++] : "name");
	return arena_printf(a, "%s%s", out, path);
}

/* What generators call it: "post_cases_id_claims". */
static const char *id_of(struct arena *a, const struct web_route *r)
{
	char *id = arena_printf(a, "%s%s", methods[r->method], strcmp(r->path, "/") ? r->path : ""),
	     *to = id;

	for (const char *p = id; *p; p++)
		if (*p != ':')
			*to++ = *p == '/' || *p == '.' ? '_' : *p;
	*to = '\0';
	return id;
}

static void put_operation(struct arena *a, struct node *item, const struct web_route table[],
			  const struct web_route *r)
{
	const struct api_words *w = api_words_of(r);
	struct api_example e;
	struct node *op;

	if (!w || api_example(&e, a, table, w) < 0)
		return;
	op = node_map(a, item, methods[r->method]);
	node_text(a, op, "operationId", id_of(a, r));
	node_text(a, op, "summary", r->summary);
	if (r->permission == PERMISSION_ANYBODY)
		node_list(a, op, "security");
	else
		node_text(a, op, "description",
			  arena_printf(a, "Takes a token of scope %s.",
				       permission_names[r->permission]));
	put_parameters(a, op, w, &e);
	put_body(a, op, r, w, &e);
	put_answers(a, op, r, w);
}

/* The row that comes first with this path speaks for all of them. */
static bool is_first(const struct web_route table[], const struct web_route *r)
{
	for (const struct web_route *before = table; before < r; before++)
		if (before->api && strcmp(before->path, r->path) == 0)
			return false;
	return true;
}

struct node *openapi_doc(struct arena *a, const struct web_route table[])
{
	struct node *doc = node_root(a), *info, *paths, *item;

	node_text(a, doc, "openapi", "3.1.0");
	info = node_map(a, doc, "info");
	node_text(a, info, "title", "Waylaid");
	node_text(a, info, "version", "1");
	node_text(a, info, "description",
		  "The desk for programs: the documents and the errors of the command line's "
		  "--json. Sign in with a token.");
	node_list(a, node_map(a, node_list(a, doc, "security"), NULL), "token");
	paths = node_map(a, doc, "paths");
	for (const struct web_route *r = table; r->path; r++) {
		if (!r->api || !is_first(table, r))
			continue;
		item = node_map(a, paths, path_of(a, r->path));
		for (const struct web_route *each = r; each->path; each++)
			if (each->api && strcmp(each->path, r->path) == 0)
				put_operation(a, item, table, each);
	}
	put_components(a, doc);
	return doc;
}

int page_openapi(struct web_call *c, struct err *err)
{
	return answer_reading(c, openapi_doc(&c->arena, c->site->routes), err);
}
