/*
 * call_text.h - a call for people: whom to dial, the one under way, what contradicts what
 */
#ifndef APP_CLI_CALL_TEXT_H
#define APP_CLI_CALL_TEXT_H

#include "cli/print.h"

/* "dial" of a brief (view/dial_doc.h), and how they kept what they promised. */
void dial_text(struct cli *cli, const struct node *doc);

/* An item of view/rates_doc.h as facts: nothing below ten promises. */
void rate_facts(struct cli *cli, const struct node *item);

/* "Call on case 3, 7 since 10:04: 12 minutes, 5 of them on hold"; NULL when none is under way. */
const char *call_words(struct cli *cli, const struct node *doc);

/* "contradictions" of a case (view/call_doc.h), or nothing. */
void case_contradictions(struct cli *cli, const struct node *doc);
/* One of them: what both said. */
void contradiction_text(struct cli *cli, const struct node *contradiction);

#endif
