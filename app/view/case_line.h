/*
 * case_line.h - the line of the morning list that one case is about
 */
#ifndef APP_VIEW_CASE_LINE_H
#define APP_VIEW_CASE_LINE_H

#include <stdbool.h>

#include "store/next.h"

struct case_rows;

/*
 * From the rows of a case, what store/next.h asks the whole desk: the most urgent of its lines that
 * somebody can work on today, in the same words and with the same command (view/next_words.h).
 * False: there is none. These are lines, and no step in the case: the answer to a search while a
 * claim can be filed, what others promised for a later day, windows that are yet to open, a suit
 * before its last month, goods, polls and scans. The money at risk, the same for nearly all lines
 * of a case, is not reckoned: of one band the nearest day goes first.
 */
bool case_line(struct next_row *out, const struct case_rows *c, daynum today);

#endif
