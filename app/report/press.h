/*
 * press.h - a paper set in pages: PDF with real text in any script
 *
 * Inner header of app/report. Every page has the paper's foot and its number of all; headings make
 * bookmarks; tables break between rows and repeat their titles; a row longer than a page breaks
 * between lines. Pages of attached files follow the sheet that names them and are counted.
 */
#ifndef APP_REPORT_PRESS_H
#define APP_REPORT_PRESS_H

struct buf;
struct err;
struct paper;

/*
 * "joiner" is waylaid-pdf, asked only when the paper has attached files. ERR_INPUT: more pages than
 * a packet may have. ERR_FAILED: the library had no memory, or the joiner failed.
 */
int press_pdf(struct buf *out, const struct paper *paper, const char *joiner, struct err *err);

#endif
