/*
 * saved_view_doc.h - lists of the register kept under a name, as data
 */
#ifndef APP_VIEW_SAVED_VIEW_DOC_H
#define APP_VIEW_SAVED_VIEW_DOC_H

#include "domain/saved_view.h"

struct arena;
struct node;

/*
 * Into the map "n": view version name shared saved_by, and what it asks for as it was typed: stage
 * problem carrier owner client due value sort (null: does not narrow it) mine all.
 */
struct node *saved_view_node(struct arena *a, struct node *n, const struct saved_view *v);

#endif
