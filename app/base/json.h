/*
 * json.h - reading JSON strictly, writing it as a stream
 *
 * Reading uses cJSON inside json.c alone and copies into the arena. Refused: text behind the
 * document, invalid UTF-8, raw control bytes, leading zeros, NUL in strings, numbers that overflow,
 * more than 64 levels. Numbers keep the text they were written with, so 22 digits stay 22 digits.
 */
#ifndef APP_BASE_JSON_H
#define APP_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;
struct err;

enum json_type { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_TEXT, JSON_ARRAY, JSON_OBJECT };

struct json {
	enum json_type type;
	bool truth;
	const char *name;   /* in an object; else NULL */
	const char *text;   /* JSON_TEXT; JSON_NUMBER as written */
	struct json *first; /* children of arrays and objects, in order */
	struct json *next;
	int count;
};

/* ERR_INPUT with line and column. */
int json_parse(struct json **out, struct arena *a, const char *bytes, size_t len, struct err *err);

/* exact case; NULL when absent */
const struct json *json_get(const struct json *object, const char *name);
const struct json *json_get_nocase(const struct json *object, const char *name);

/*
 * Text of a text, a number as written, "true"/"false"; NULL for null, absent, arrays and objects.
 */
const char *json_str(const struct json *object, const char *name);
bool json_truthy(const struct json *object, const char *name); /* true, "true", "Y", "1" */
/* number or digits in text; 0 or -1 */
int json_int(int64_t *out, const struct json *object, const char *name);

/*
 * Writing: values separate themselves; names must be put before values inside objects. A NULL text
 * is null. Text that is not UTF-8 is repaired. Indents by two blanks when "pretty".
 */
struct json_out {
	struct buf *to;
	int depth;
	bool pretty, need_comma, after_name;
};

void json_out_init(struct json_out *o, struct buf *to, bool pretty);
void json_begin_object(struct json_out *o);
void json_end_object(struct json_out *o);
void json_begin_array(struct json_out *o);
void json_end_array(struct json_out *o);
void json_name(struct json_out *o, const char *name);
void json_text(struct json_out *o, const char *s);
void json_number(struct json_out *o, int64_t n);
void json_bool(struct json_out *o, bool b);
void json_null(struct json_out *o);

#endif
