/*
 * usps.h - the United States Postal Service: OAuth, Tracking v3 and v3r2
 */
#ifndef APP_CARRIER_USPS_H
#define APP_CARRIER_USPS_H

#include "carrier/carrier.h"

extern const struct carrier usps;

#endif
