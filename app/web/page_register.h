/*
 * page_register.h - the register's page: what several of its files share
 */
#ifndef APP_WEB_PAGE_REGISTER_H
#define APP_WEB_PAGE_REGISTER_H

#include "web/api.h"

/* Facets, filters, orders, saved views, and what may be done to those that are shown. */
int register_parts(struct web_call *c, struct node *page, const struct node *doc, struct err *err);

/* "views": the saved ones that he sees; the one that is shown is "now". In page_views.c. */
int view_parts(struct web_call *c, struct node *page, struct err *err);

/* What the view that a program names asks of the list; without one, all. */
int view_query(struct list_query *q, struct web_call *c, struct err *err);

#endif
