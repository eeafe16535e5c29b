/*
 * made_pdf.h - PDFs composed by hand, whole ones and hostile ones
 */
#ifndef TESTS_DECODE_MADE_PDF_H
#define TESTS_DECODE_MADE_PDF_H

struct arena;

enum made_pdf_kind {
	PDF_WHOLE,
	PDF_ACTING, /* a script when it is opened, one on the page, a launch on a note */
	PDF_LOOPED, /* the tree of pages holds itself */
	PDF_LOCKED  /* asks for a password */
};

/* "pages" pages that each say "WORDS page N". */
const char *made_pdf(struct arena *a, enum made_pdf_kind kind, int pages, const char *words);

#endif
