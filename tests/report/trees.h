/*
 * trees.h - cases as trees, made by hand: what `show --json` would print
 */
#ifndef TESTS_REPORT_TREES_H
#define TESTS_REPORT_TREES_H

#include "base/day.h"

struct arena;
struct node;

#define TREE_NOW ((instant)1795446240) /* 2026-11-23T15:04:00Z */

enum { TREE_PHOTOS = 3 };
extern const char *const tree_photo_sha256[TREE_PHOTOS];
extern const char tree_pdf_sha256[]; /* of the invoice */

/* A lost parcel with 30 events, 6 contacts, photos, long notes, names in several scripts. */
struct node *tree_full(struct arena *a, int number);

/* A tracking number and a problem: everything else unknown or empty. */
struct node *tree_bare(struct arena *a, int number);

/*
 * Texts that break spreadsheets: formulas, 40,000 characters, control bytes, broken UTF-8,
 * "_x0041_".
 */
struct node *tree_nasty(struct arena *a, int number);

/* The full one, and what a case may have besides: items, contradictions, sums, silence, holds. */
struct node *tree_rich(struct arena *a, int number);

/* The full one with 300 events, 66 contacts with long notes, 40 photos. */
struct node *tree_huge(struct arena *a, int number);
struct node *tree_lines(struct arena *a, int number, int lines); /* so many more of them */

#endif
