/*
 * form.h - what a browser typed: forms, flat JSON, cookies, and forms with a file
 *
 * Any bytes will do; each reader has its ceilings and refuses with ERR_INPUT. Values are valid
 * UTF-8 without NUL; control characters are left to text_take().
 */
#ifndef APP_WEB_FORM_H
#define APP_WEB_FORM_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct err;

enum {
	FORM_FIELDS_MAX = 200,
	FORM_NAME_MAX = 60,
	FORM_VALUE_MAX = 64 * 1024,
	FORM_BOUNDARY_MAX = 70, /* RFC 2046 */
	FORM_FILE_NAME_MAX = 200
};

struct form_field {
	const char *name, *value;
};

struct form {
	struct form_field *field;
	int n;
};

/* application/x-www-form-urlencoded: also the query of an address. NULL is empty. */
int form_parse(struct form *out, struct arena *a, const char *bytes, size_t len, struct err *err);

/* A JSON object of texts, numbers, truths and nulls (left out); a list repeats its name. */
int form_parse_json(struct form *out, struct arena *a, const char *bytes, size_t len,
		    struct err *err);

/* The last of that name; NULL: none, or an empty one. form_given: it was sent, empty or not. */
const char *form_get(const struct form *f, const char *name);
bool form_given(const struct form *f, const char *name);
/* As if fields without a value had not been sent. */
void form_drop_empty(struct form *f);
/* Adds one behind the others. ERR_INPUT: a ceiling. */
int form_add(struct form *f, struct arena *a, const char *name, const char *value, struct err *err);

/* The value of a cookie in a Cookie header; NULL when it is not there, or there twice. */
const char *cookie_get(struct arena *a, const char *header, const char *name);

/* The boundary of a "multipart/form-data; boundary=..."; NULL: it is none, or has none. */
const char *multipart_boundary(struct arena *a, const char *content_type);

/* --- a form with a file, piece by piece --- */

/*
 * The file's bytes go to "file" as they come, first with len 0 and its name (as the browser gave
 * it, its last part, made harmless); everything else becomes fields. One file a form.
 */
typedef int multipart_file(void *payload, const char *name, const void *bytes, size_t len,
			   struct err *err);

struct multipart;

struct multipart_to {
	struct form *form;
	multipart_file *file;
	void *payload;
};

/* Lives in the arena. "to" is copied. */
struct multipart *multipart_open(struct arena *a, const char *boundary,
				 const struct multipart_to *to);
int multipart_add(struct multipart *m, const void *bytes, size_t len, struct err *err);
/* Always called, also after an error. ERR_INPUT: the last boundary has not come, half a form. */
int multipart_end(struct multipart *m, struct err *err);

/* A file's own name: behind the last slash of either kind, printable, never "." or "..". */
char *file_name_harmless(struct arena *a, const char *name);

#endif
