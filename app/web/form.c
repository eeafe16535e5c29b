#include "web/form.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/text.h"

int form_add(struct form *f, struct arena *a, const char *name, const char *value, struct err *err)
{
	if (f->n == FORM_FIELDS_MAX)
		return err_set(err, ERR_INPUT, "the form has more than %d fields", FORM_FIELDS_MAX);
	if (strlen(name) > FORM_NAME_MAX || strlen(value) > FORM_VALUE_MAX)
		return err_set(err, ERR_INPUT, "the field '%.60s' is longer than %d bytes", name,
			       FORM_VALUE_MAX);
	if (!f->field)
		f->field = arena_array(a, FORM_FIELDS_MAX, sizeof *f->field);
	f->field[f->n++] = (struct form_field){ name, value };
	return 0;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "a+b%20c"; NULL: a broken escape, a NUL, or no UTF-8. */
static char *unescape(struct arena *a, const char *s, size_t n)
{
	char *out = arena_alloc(a, n + 1), *to = out;

	for (size_t i = 0; i < n; i++) {
		char c = s[i];

		if (c == '%') {
			int high = n - i > 2 ? hex_digit(s[i + 1]) : -1;
			int low = n - i > 2 ? hex_digit(s[i + 2]) : -1;

			if (high < 0 || low < 0)
				return NULL;
			c = (char)(high * 16 + low);
			i += 2;
		} else if (c == '+') {
			c = ' ';
		}
		if (c == '\0')
			return NULL;
		*to++ = c;
	}
	return utf8_valid(out, (size_t)(to - out)) ? out : NULL;
}

int form_parse(struct form *out, struct arena *a, const char *bytes, size_t len, struct err *err)
{
	const char *at = bytes, *end = bytes ? bytes + len : NULL;

	*out = (struct form){ NULL, 0 };
	while (bytes && at < end) {
		const char *stop = memchr(at, '&', (size_t)(end - at));
		const char *is;
		char *name, *value;

		if (!stop)
			stop = end;
		is = memchr(at, '=', (size_t)(stop - at));
		name = unescape(a, at, (size_t)((is ? is : stop) - at));
		value = unescape(a, is ? is + 1 : stop, is ? (size_t)(stop - is - 1) : 0);
		if (!name || !value)
			return err_set(err, ERR_INPUT,
				       "the form cannot be read: send it again from its page");
		if (*name && form_add(out, a, name, value, err) < 0)
			return -1;
		at = stop + 1;
	}
	return 0;
}

static int add_json(struct form *out, struct arena *a, const char *name, const struct json *j,
		    struct err *err)
{
	switch (j->type) {
	case JSON_NULL:
		return 0;
	case JSON_BOOL:
		return form_add(out, a, name, j->truth ? "true" : "", err);
	case JSON_NUMBER:
	case JSON_TEXT:
		return form_add(out, a, name, j->text, err);
	case JSON_ARRAY:
	case JSON_OBJECT:
		break;
	}
	return err_set(err, ERR_INPUT, "'%.60s' must be a text, a number, true or false", name);
}

int form_parse_json(struct form *out, struct arena *a, const char *bytes, size_t len,
		    struct err *err)
{
	struct json *doc;

	*out = (struct form){ NULL, 0 };
	if (json_parse(&doc, a, bytes, len, err) < 0)
		return -1;
	if (doc->type != JSON_OBJECT)
		return err_set(err, ERR_INPUT,
			       "the document must be an object: {\"name\": \"...\"}");
	for (const struct json *j = doc->first; j; j = j->next) {
		const struct json *each = j->type == JSON_ARRAY ? j->first : NULL;

		if (j->type != JSON_ARRAY && add_json(out, a, j->name, j, err) < 0)
			return -1;
		for (; each; each = each->next)
			if (add_json(out, a, j->name, each, err) < 0)
				return -1;
	}
	return 0;
}

static const struct form_field *find(const struct form *f, const char *name)
{
	for (int i = f->n - 1; i >= 0; i--)
		if (strcmp(f->field[i].name, name) == 0)
			return &f->field[i];
	return NULL;
}

const char *form_get(const struct form *f, const char *name)
{
	const struct form_field *field = find(f, name);

	return field && !text_blank(field->value) ? field->value : NULL;
}

bool form_given(const struct form *f, const char *name)
{
	return find(f, name);
}

void form_drop_empty(struct form *f)
{
	int kept = 0;

	for (int i = 0; i < f->n; i++)
		if (*f->field[i].value)
			f->field[kept++] = f->field[i];
	f->n = kept;
}

const char *cookie_get(struct arena *a, const char *header, const char *name)
{
	size_t n = strlen(name);
	const char *found = NULL;

	for (const char *at = header; at && *at;) {
		const char *stop;

		at += strspn(at, " \t;");
		stop = at + strcspn(at, ";");
		if (strncmp(at, name, n) == 0 && at[n] == '=') {
			if (found) /* somebody planted a second one: neither is to be trusted */
				return NULL;
			found = arena_strndup(a, at + n + 1, (size_t)(stop - at) - n - 1);
		}
		at = stop;
	}
	return found;
}
