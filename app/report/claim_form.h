/*
 * claim_form.h - what the carrier's own claim form asks, box by box, with the case's answers
 *
 * Which forms there are and what they ask is data: reports/forms/forms.csv and fields.csv, built
 * in; files of these names in the folder "forms" among the user's settings stand instead. A box
 * takes fields of the catalogue (claim_field.h): "a|b" is the first that is known.
 */
#ifndef APP_REPORT_CLAIM_FORM_H
#define APP_REPORT_CLAIM_FORM_H

#include "report/claim_field.h"

struct err;

enum { FORMS_MAX = 64, FORM_BOXES_MAX = 600, FORM_BYTES_MAX = 1 << 20 };

struct claim_form {
	const char *code, *title, *carriers, *note, *source, *source_date, *confidence;
};

struct form_box {
	const char *form, *field, *value, *words, *note;
	bool required; /* the facts say so; else it is not known */
	long long max; /* characters; 0: not known */
};

struct claim_forms {
	struct claim_form form[FORMS_MAX];
	struct form_box box[FORM_BOXES_MAX];
	int nforms, nboxes;
};

/* ERR_INPUT: a file of the user's that cannot be read: which line, and why. */
int claim_forms_read(struct claim_forms **out, struct arena *a, struct err *err);

/* Whether the case's carrier has it: by name, or "*" where no other form names the carrier. */
bool claim_form_fits(const struct claim_forms *forms, const struct claim_form *form,
		     const struct node *one);

/* The answer of one box, or why there is none. */
struct form_answer {
	const char *text; /* NULL: none */
	const char *fill; /* what to do about it; NULL: nothing */
	int length;       /* in characters */
};
struct form_answer claim_form_answer(struct book *b, const struct form_box *box,
				     const struct node *one);

#endif
