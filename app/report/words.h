/*
 * words.h - a case in words for a reader who knows neither codes nor JSON
 *
 * Inner header of app/report. Every text is in the book's arena. An absent value is NULL unless
 * said.
 */
#ifndef APP_REPORT_WORDS_H
#define APP_REPORT_WORDS_H

#include "report/book.h"

/* The first of "rep|rep_name" that the row knows; NULL when it knows none. */
const struct node *node_named(const struct node *row, const char *names);
const char *text_named(struct book *b, const struct node *row, const char *names);

/* Any scalar as text: days and times as in cells, money with its currency. */
const char *say_node(struct book *b, const struct node *n);

/* "in_transit" as "In transit". */
const char *say_code(struct book *b, const char *code);

/* Who owes or was spoken to: "Us", "Post office". */
const char *say_party(struct book *b, const char *code);

const char *say_case(struct book *b, const struct node *one);    /* "Case 12" */
const char *say_service(struct book *b, const struct node *one); /* "USPS Ground Advantage" */
const char *say_number(struct book *b, const struct node *one);  /* grouped by four; never NULL */
const char *say_book(struct book *b); /* what the workbook is about, for its footers */
const char *
say_made(struct book *b); /* "Made 2026-11-23 10:04 EST; times are ... unless said otherwise" */

/* What a carrier wrote of one event, who signed, and since when it no longer says so; or NULL. */
const char *say_event(struct book *b, const struct node *event);

/* "Claim to the carrier". */
const char *say_window(struct book *b, const struct node *window);

/* "open, 23 days left", and the style that goes with it. Never NULL. */
const char *say_window_state(struct book *b, const struct node *window, enum style *style);

/* A reason without the command that the desk adds for its own people. */
const char *say_reason(struct book *b, const char *why);

/* "medium"; of a low one "low: unconfirmed: check with the carrier". */
const char *say_confidence(struct book *b, const struct node *window, enum style *style);

/*
 * When the camera says: "2026-11-03 14:22:05 +01:00". As it was kept when the file came in; of
 * older ones as "seen" (may be NULL) has it. NULL: it does not say.
 */
const char *say_camera(struct book *b, const struct node *evidence, const char *seen);

/* Parts that are known, with ", " between; NULL when none is. */
const char *say_joined(struct book *b, const char *between, const char *const *parts, int n);

#endif
