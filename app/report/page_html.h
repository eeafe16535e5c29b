/*
 * page_html.h - a paper as one HTML file: nothing outside it is asked for, no script runs
 *
 * Inner header of app/report. Pictures are inside. It fits a telephone of 360 pixels, follows the
 * reader's light or dark, and prints in pages. Every text is escaped.
 */
#ifndef APP_REPORT_PAGE_HTML_H
#define APP_REPORT_PAGE_HTML_H

struct buf;
struct err;
struct paper;

/* ERR_INPUT: larger than the ceiling of *out. */
int page_html(struct buf *out, const struct paper *paper, struct err *err);

#endif
