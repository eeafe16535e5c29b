/*
 * next_text.h - one line of the morning list on the screen
 */
#ifndef APP_CLI_NEXT_TEXT_H
#define APP_CLI_NEXT_TEXT_H

struct cli;
struct node;

/* An item of next_doc(): when, which case, the money, what to do, and the command. */
void next_item_text(struct cli *cli, const struct node *item);

#endif
