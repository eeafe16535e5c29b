#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/text.h"
#include "carrier/usps_parts.h"

static bool is_word_char(unsigned char c)
{
	return c < 0x80 && isalnum(c);
}

char *usps_fold(char out[USPS_FOLD_MAX], const char *text)
{
	size_t n = 0;

	out[n++] = ' ';
	for (const char *p = text ? text : ""; *p && n < USPS_FOLD_MAX - 2; p++) {
		unsigned char c = (unsigned char)*p;

		if (is_word_char(c))
			out[n++] = (char)tolower(c);
		else if (out[n - 1] != ' ')
			out[n++] = ' ';
	}
	if (out[n - 1] != ' ')
		out[n++] = ' ';
	out[n] = '\0';
	return out;
}

const struct json *usps_get(const struct json *object, const char *name)
{
	const struct json *found;

	if (!object || object->type != JSON_OBJECT)
		return NULL;
	found = json_get(object, name);
	if (!found || found->type == JSON_NULL)
		found = json_get_nocase(object, name);
	return found && found->type != JSON_NULL ? found : NULL;
}

const char *usps_line(struct arena *a, const char *text)
{
	size_t n;
	char *line;

	if (!text)
		return NULL;
	while (*text && (unsigned char)*text <= ' ')
		text++;
	n = utf8_cut(text, USPS_FIELD_MAX);
	while (n > 0 && (unsigned char)text[n - 1] <= ' ')
		n--;
	if (n == 0)
		return NULL;
	line = arena_strndup(a, text, n);
	for (char *p = line; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7F)
			*p = ' ';
	return line;
}

/* A text, or a number or truth written without quotes. */
static const char *scalar(const struct json *object, const char *name)
{
	const struct json *found = usps_get(object, name);

	if (!found)
		return NULL;
	if (found->type == JSON_BOOL)
		return found->truth ? "true" : "false";
	return found->type == JSON_TEXT || found->type == JSON_NUMBER ? found->text : NULL;
}

const char *usps_text(struct arena *a, const struct json *object, const char *name)
{
	return usps_line(a, scalar(object, name));
}

static bool has_markup(const char *s)
{
	return (strchr(s, '<') && strchr(s, '>')) || (strchr(s, '&') && strchr(s, ';'));
}

const char *usps_plain(struct arena *a, const struct json *object, const char *name)
{
	const char *text = scalar(object, name);

	if (text && has_markup(text))
		text = text_from_html(a, text);
	return usps_line(a, text);
}

const char *usps_seen(struct arena *a, const char *bytes, size_t len)
{
	char seen[USPS_SEEN_MAX + 1];
	size_t n = 0;

	for (size_t i = 0; i < len && n < USPS_SEEN_MAX; i++) {
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

enum { NUMBER_ROOM = 64, IMPB_MIN = 20, IMPB_MAX = 26 };

/* Letters and digits in capitals; false when there are too many for any number. */
static bool bare(char out[NUMBER_ROOM], const char *number)
{
	size_t n = 0;

	for (; *number; number++) {
		unsigned char c = (unsigned char)*number;

		if (c == ' ' || c == '-')
			continue;
		if (n == NUMBER_ROOM - 1)
			return false;
		out[n++] = (char)toupper(c);
	}
	out[n] = '\0';
	return n > 0;
}

/* The number behind 420 and a ZIP of zip digits; NULL when that is not its form. */
static const char *behind_zip(const char *number, size_t zip)
{
	size_t n = strlen(number), rest = 3 + zip;

	if (zip == 0)
		return number;
	if (strncmp(number, "420", 3) != 0 || strspn(number, "0123456789") != n)
		return NULL;
	return n >= rest + IMPB_MIN && n <= rest + IMPB_MAX ? number + rest : NULL;
}

bool usps_same_number(const char *x, const char *y)
{
	static const size_t zips[] = { 0, 5, 9 };
	char bare_x[NUMBER_ROOM], bare_y[NUMBER_ROOM];

	if (!x || !y || !bare(bare_x, x) || !bare(bare_y, y))
		return false;
	for (int i = 0; i < 3; i++) {
		const char *tail_x = behind_zip(bare_x, zips[i]);

		for (int j = 0; tail_x && j < 3; j++) {
			const char *tail_y = behind_zip(bare_y, zips[j]);

			if (tail_y && strcmp(tail_x, tail_y) == 0)
				return true;
		}
	}
	return false;
}

bool usps_askable(const char *number)
{
	size_t n = 0;

	for (; number && number[n]; n++)
		if (!is_word_char((unsigned char)number[n]))
			return false;
	return n >= 4 && n <= 34;
}

bool usps_is_v3(const struct credentials *c)
{
	return c && text_same_nocase(c->api, "v3");
}
