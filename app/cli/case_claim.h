/*
 * case_claim.h - the doors of a case, what they ask for, and the ladder of its problem, for people
 *
 * Each takes a tree that has the keys of view/door_doc.h or view/ladder_doc.h, and prints nothing
 * when there is nothing of the kind.
 */
#ifndef APP_CLI_CASE_CLAIM_H
#define APP_CLI_CASE_CLAIM_H

#include "cli/print.h"

/* One line a door: its window, and what keeps one out. */
void case_doors_short(struct cli *cli, const struct node *doc);
/* Everything about each door. */
void case_doors_long(struct cli *cli, const struct node *doc);
/* What giving money back now would spoil. */
void case_refund(struct cli *cli, const struct node *doc);
/* Each paper, there or not, and why. */
void case_checklist(struct cli *cli, const struct node *doc);
/* "Photos of the damage", or with what is wrong with the one that is there. */
const char *check_words(struct cli *cli, const struct node *check);
void case_items(struct cli *cli, const struct node *doc);
void case_steps(struct cli *cli, const struct node *doc);

#endif
