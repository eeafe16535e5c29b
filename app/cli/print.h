/*
 * print.h - text for people: facts, paragraphs, tables
 *
 * Everything printed passes text_for_terminal(), so that a carrier's text cannot move the cursor or
 * turn the line around. Texts wrap at words to cli->width; tables fit it where cli->narrow says so
 * (a terminal), else nothing is cut, so that a pipe gets every character. Colour only where
 * cli->color says so. What is unknown is shown as missing, never as an empty place.
 */
#ifndef APP_CLI_PRINT_H
#define APP_CLI_PRINT_H

#include "base/buf.h"
#include "base/json.h"
#include "cli/cmd.h"
#include "view/doc.h"

enum ink { INK_PLAIN, INK_STRONG, INK_DIM, INK_GOOD, INK_WARN, INK_BAD, INK_NVALUES };

/* --- one value as a person reads it, in the arena --- */

/*
 * Days 2026-11-16, times 2026-11-23 10:04 in the desk's zone, money 120.50 USD, yes/no; NULL when
 * unknown.
 */
const char *show_node(struct cli *cli, const struct node *n);
const char *show_at(struct cli *cli, const struct node *map, const char *path);
const char *show_day(struct cli *cli, daynum day); /* "Mon 2026-11-16"; NULL when unknown */
const char *show_instant(struct cli *cli, instant at);
/* "2026-11-05 10:02" of a time as a carrier gave it; NULL for NULL. */
const char *show_local(struct cli *cli, const char *local);
/* "today", "tomorrow", "in 12 days", "3 days ago"; NULL when unknown. */
const char *show_distance(struct cli *cli, daynum day);
/* "557 kB", "84.2 GB". */
const char *show_bytes(struct cli *cli, int64_t n);
/* "ground advantage" for "ground_advantage"; NULL for NULL. */
const char *show_code(struct cli *cli, const char *code);
const char *show_plural(struct cli *cli, int64_t n, const char *one, const char *many);

/* --- lines --- */

/* One line as it may be shown: escaped, and on a terminal with right-to-left text isolated. */
const char *print_safe(struct cli *cli, const char *text);
/* Escaped, in this ink, no newline. */
void print_ink(struct cli *cli, enum ink ink, const char *text);
/* One line, not wrapped; for headlines and commands to copy. */
void print_line(struct cli *cli, enum ink ink, const char *text);
void print_blank(struct cli *cli);
/* An empty line before, unless nothing was printed yet, then the title. */
void print_title(struct cli *cli, const char *title);
/* Wrapped at words, each line indented; newlines in the text are kept. */
void print_para(struct cli *cli, int indent, enum ink ink, const char *text);
/* Wrapped; the place of the first line is reached already, the others are indented so far. */
void print_hang(struct cli *cli, int indent, enum ink ink, const char *text);
/* Wrapped and indented, the words between \2 and \3 (as search gives them) made strong. */
void print_found(struct cli *cli, int indent, const char *text);
/* "- text", wrapped, with a hanging indent. */
void print_bullet(struct cli *cli, enum ink ink, const char *text);
/* The same with a mark of one's own, such as [x]. */
void print_marked(struct cli *cli, enum ink ink, const char *mark, const char *text);
/*
 * "Mailed      2026-11-01"; NULL is "missing" in the ink of a warning. Wraps with a hanging indent.
 */
void print_fact(struct cli *cli, const char *label, enum ink ink, const char *value);
/* "  term      text", the text beginning "width" columns behind the term's place, hanging. */
void print_term(struct cli *cli, int width, const char *term, const char *text);
/* print_fact() of one value of a tree, left out when unknown and "missing" is false. */
void print_fact_at(struct cli *cli, const char *label, const struct node *map, const char *path,
		   bool missing);

/* --- tables and lists --- */

enum print_flag {
	PRINT_RIGHT = 1,
	PRINT_WRAP = 2,   /* wraps at words when the table is too wide; newlines break lines */
	PRINT_CUT = 4,    /* is cut with an ellipsis when the table is too wide */
	PRINT_CODE = 8,   /* '_' is shown as a blank */
	PRINT_EXTRA = 16, /* is left out when the table is too wide all the same, the last first */
	PRINT_SPARE = 32  /* likewise, when without all of those it is still too wide */
};

struct print_column {
	const char *title; /* NULL ends the columns */
	const char *path;  /* into the row; NULL: "cell" makes the text */
	unsigned flags;
	const char *(*cell)(struct cli *cli, const struct node *row);
	enum ink (*ink)(struct cli *cli, const struct node *row);
};

/* A whole table from a list node. Nothing is printed for an empty list. */
void print_table(struct cli *cli, const struct print_column cols[], const struct node *list);
/* Its first rows; returns how many were left out. */
int print_table_first(struct cli *cli, const struct print_column cols[], const struct node *list,
		      int limit);

/*
 * A list of unknown length, streamed: a table for people, or {"items":[...],"count":N} with --json.
 * Rows may be given from an arena that is rewound after each. Between begin and end, only rows.
 */
struct print_list {
	struct cli *cli;
	const struct print_column *cols;
	struct table *table;
	struct buf buf;
	struct json_out json;
	int64_t rows;
};

void print_list_begin(struct print_list *l, struct cli *cli, const struct print_column cols[]);
void print_list_row(struct print_list *l, const struct node *row);

/*
 * "count" is how many match in all; the values in the map "more" (NULL: none) stand beside the
 * items in JSON. With "failed" (NULL: nothing did) the document carries that error beside the items
 * and main prints no second one.
 */
void print_list_end(struct print_list *l, int64_t count, const struct node *more,
		    const struct err *failed);

/* Put {"code","message"} under "error" beside what a tree already says. */
void node_error(struct arena *a, struct node *map, const struct err *failed);

#endif
