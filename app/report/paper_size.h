/*
 * paper_size.h - on which paper the sender's country prints
 */
#ifndef APP_REPORT_PAPER_SIZE_H
#define APP_REPORT_PAPER_SIZE_H

#include <stdbool.h>

/*
 * US Letter in the United States and Canada, A4 elsewhere. The country is that of the sender's
 * address: named at its end, or told by the form of its postal code; where neither says it, the
 * carrier's home. Both may be NULL.
 */
bool paper_is_letter(const char *address, const char *carrier);

#endif
