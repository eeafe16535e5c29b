/*
 * text.h - UTF-8, names in tables, and escaping for a terminal
 */
#ifndef APP_BASE_TEXT_H
#define APP_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;
struct err;

/* Well-formed UTF-8 (no overlong, no surrogate, no NUL before n). */
bool utf8_valid(const char *s, size_t n);

/* The largest length <= max at which s may be cut without splitting a character. */
size_t utf8_cut(const char *s, size_t max);

/* Characters, as a form counts them: code points. */
int utf8_count(const char *s);

/* Columns a terminal needs (wide characters 2, combining 0); control characters count 0. */
int utf8_width(const char *s);

/* A copy in which broken bytes became U+FFFD: for text of others that must be kept whole. */
char *utf8_repair(struct arena *a, const char *s, size_t n);

/*
 * Take text from a person: valid UTF-8, at most "max" bytes, trimmed of white space at both ends;
 * control characters but newline and tab are refused, CR LF counts as a newline. Empty gives NULL
 * in *out. "what" names it in the error.
 */
int text_take(const char **out, struct arena *a, const char *s, size_t max, const char *what,
	      struct err *err);

/*
 * For a terminal: control, bidi-override and zero-width characters become visible or vanish;
 * newline and tab stay. NULL gives NULL, here and below.
 */
char *text_for_terminal(struct arena *a, const char *s);

/*
 * For a terminal that turns right-to-left text around: each run of it between isolates, so that it
 * cannot move what stands beside it. For one line, or lines that were wrapped already; the marks
 * take no columns. Gives s itself when there is no such text.
 */
const char *text_isolated(struct arena *a, const char *s);

/* "1 scan", "3 scans". */
char *text_count(struct arena *a, int64_t n, const char *one, const char *many);

/* Wrap at words to "width" columns; long words are broken. Lines are separated by '\n'. */
char *text_wrap(struct arena *a, const char *s, int width);

/*
 * A copy for the text or a quoted attribute of HTML or XML: & < > " ' become entities; what would
 * not be seen or would turn the line around is shown as text_for_terminal() shows it.
 */
char *text_to_html(struct arena *a, const char *s);
/* The same without a look at control characters, behind what is there; NULL is nothing. */
void text_put_html(struct buf *to, const char *text);

/* Strip HTML tags, decode entities (&#153; &trade; &amp; ...), fold white space. */
char *text_from_html(struct arena *a, const char *s);

/* The same, but paragraphs, rows and headings stay lines and a row's cells have tabs between. */
char *text_lines_from_html(struct arena *a, const char *s);

bool text_blank(const char *s);                      /* NULL, empty or white space only */
bool text_same(const char *a, const char *b);        /* NULL equals NULL only */
bool text_same_nocase(const char *a, const char *b); /* ASCII case */
bool text_has_prefix(const char *s, const char *prefix);
bool text_is_listed(const char *list, const char *word); /* is it one of "a|b|c"? NULL: none */

/*
 * Code tables: names[0..n-1], snake_case. name_find() takes '-' for '_' and any ASCII case and
 * gives the index or -1. name_suggest() the nearest name for a typing error, or NULL.
 */
int name_find(const char *const names[], int n, const char *s);
const char *name_suggest(const char *const names[], int n, const char *s);

/* As name_find, but fails with "<what> 'x' is not known: use a, b or c". */
int name_parse(int *out, const char *const names[], int n, const char *s, const char *what,
	       struct err *err);

/* Whole numbers: strict, no sign, no white space. "what" names it in the error. */
int number_parse(long long *out, const char *s, long long min, long long max, const char *what,
		 struct err *err);

#endif
