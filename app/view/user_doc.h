/*
 * user_doc.h - who may sign in, as data
 */
#ifndef APP_VIEW_USER_DOC_H
#define APP_VIEW_USER_DOC_H

#include "domain/user.h"

struct arena;
struct node;

/* Into the map "n": user role client disabled_at. */
struct node *user_node(struct arena *a, struct node *n, const struct user *u);

/* {"items":[...],"count":N} */
struct node *users_doc(struct arena *a, const struct user users[], int n);

#endif
