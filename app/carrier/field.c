#include "carrier/field.h"

#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/text.h"

const struct json *field_get(const struct json *object, const char *name)
{
	const struct json *found;

	if (!object || object->type != JSON_OBJECT)
		return NULL;
	found = json_get(object, name);
	if (!found || found->type == JSON_NULL)
		found = json_get_nocase(object, name);
	return found && found->type != JSON_NULL ? found : NULL;
}

const struct json *field_at(const struct json *list, int at)
{
	const struct json *child;

	if (!list || list->type != JSON_ARRAY)
		return at == 0 ? list : NULL;
	child = list->first;
	while (child && at-- > 0)
		child = child->next;
	return child;
}

/* White space and what no line shall hold. */
static bool is_control(char c)
{
	return (unsigned char)c < ' ' || c == 0x7F;
}

const char *field_line(struct arena *a, const char *text)
{
	size_t n;
	char *line;

	if (!text)
		return NULL;
	while (*text && (*text == ' ' || is_control(*text)))
		text++;
	n = utf8_cut(text, FIELD_MAX);
	while (n > 0 && (text[n - 1] == ' ' || is_control(text[n - 1])))
		n--;
	if (n == 0)
		return NULL;
	line = arena_strndup(a, text, n);
	for (char *p = line; *p; p++)
		if (is_control(*p))
			*p = ' ';
	return line;
}

/* A text, or a number or truth written without quotes. */
static const char *scalar(const struct json *object, const char *name)
{
	const struct json *found = field_get(object, name);

	if (!found)
		return NULL;
	if (found->type == JSON_BOOL)
		return found->truth ? "true" : "false";
	return found->type == JSON_TEXT || found->type == JSON_NUMBER ? found->text : NULL;
}

const char *field_text(struct arena *a, const struct json *object, const char *name)
{
	return field_line(a, scalar(object, name));
}

static bool has_markup(const char *s)
{
	return (strchr(s, '<') && strchr(s, '>')) || (strchr(s, '&') && strchr(s, ';'));
}

const char *field_plain(struct arena *a, const struct json *object, const char *name)
{
	const char *text = scalar(object, name);

	if (text && has_markup(text))
		text = text_from_html(a, text);
	return field_line(a, text);
}

const char *field_seen(struct arena *a, const char *bytes, size_t len)
{
	char seen[FIELD_SEEN_MAX + 1];
	size_t n = 0;

	for (size_t i = 0; i < len && n < FIELD_SEEN_MAX; i++) {
		unsigned char c = (unsigned char)bytes[i];

		if (c > ' ' && c < 0x7F)
			seen[n++] = (char)c;
		else if (n > 0 && seen[n - 1] != ' ')
			seen[n++] = ' ';
	}
	while (n > 0 && seen[n - 1] == ' ')
		n--;
	seen[n] = '\0';
	return n > 0 ? arena_printf(a, "\"%s\"", seen) : "nothing that can be printed";
}

const struct json *field_list(const struct json *of, const char *name,
			      bool (*looks_right)(const struct json *element), bool *broken)
{
	const struct json *list = field_get(of, name);

	*broken = false;
	if (list && (list->type == JSON_ARRAY || looks_right(list)))
		return list;
	if (list) {
		*broken = true;
		return NULL;
	}
	for (const struct json *child = of->first; child; child = child->next)
		if (child->type == JSON_ARRAY && child->first && looks_right(child->first))
			return child;
	return NULL;
}
