/*
 * report_screen.h - reports as tables of the terminal: a writer beside those of report_out.h
 *
 * Columns for files alone stay out; below each table its sums, and how many lines are not shown.
 */
#ifndef APP_WING_REPORT_SCREEN_H
#define APP_WING_REPORT_SCREEN_H

#include <stdbool.h>
#include <stdint.h>

#include "report/report_out.h"

struct cli;
struct report_screen;

extern const struct report_maker report_screen_maker;

/* In the arena of cli. limit: lines of each report, 0 for all. */
void report_screen_open(struct report_screen **out, struct cli *cli, int64_t limit);
void report_screen_close(struct report_screen *s, bool good);

#endif
