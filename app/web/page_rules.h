/*
 * page_rules.h - what the rules of now would move, on the pages of carriers and of rules
 */
#ifndef APP_WEB_PAGE_RULES_H
#define APP_WEB_PAGE_RULES_H

#include "web/page.h"

/*
 * "moves": the first items of rule_moves_doc(), of the cases that he may see, and "moves_count":
 * how many there are; for who sees all, "reworded" and "checked".
 */
int rule_moves(struct web_call *c, struct node *page, struct err *err);

#endif
