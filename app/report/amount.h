/*
 * amount.h - of what the sum of a claim is made, in the order in which it is worked out
 *
 * Inner header of app/report; packet and workbook show the same parts under the same words.
 */
#ifndef APP_REPORT_AMOUNT_H
#define APP_REPORT_AMOUNT_H

struct amount_part {
	const char *from; /* of the claim, or of the case */
	const char *title;
};

extern const struct amount_part amount_parts[];  /* of a claim; ends with a NULL */
extern const struct amount_part amount_parcel[]; /* of a case: what is known of its worth */
extern const struct amount_part amount_ends[];   /* of a claim: what came of it */

#endif
