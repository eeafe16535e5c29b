/*
 * ups.h - United Parcel Service: OAuth, Tracking v1, notices of Track Alert
 */
#ifndef APP_CARRIER_UPS_H
#define APP_CARRIER_UPS_H

#include "carrier/carrier.h"

extern const struct carrier ups;

/*
 * The three digits of "statusCode" first, then the two letters of "code", then words, then the
 * type; "code" and "category" may hold any of the codes. Words of a return beat "delivered".
 */
struct meaning ups_meaning(const char *text, const char *code, const char *category);

#endif
