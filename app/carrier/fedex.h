/*
 * fedex.h - FedEx: OAuth and Track v1 ("Basic Integrated Visibility")
 */
#ifndef APP_CARRIER_FEDEX_H
#define APP_CARRIER_FEDEX_H

#include "carrier/carrier.h"

extern const struct carrier fedex;

/*
 * Two-letter codes say more than the words beside them ("In transit" is IT or, with trouble, IX),
 * but words of a return, an attempt, damage, customs or a wrong address say more than the code:
 * these first, then the code (eventType), then the other words, then the category
 * (derivedStatusCode: IT for what an eventType OD says is out for delivery). Each may be NULL.
 */
struct meaning fedex_meaning(const char *text, const char *code, const char *category);

#endif
