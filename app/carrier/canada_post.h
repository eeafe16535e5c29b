/*
 * canada_post.h - Canada Post: tracking details in XML, one parcel a request
 */
#ifndef APP_CARRIER_CANADA_POST_H
#define APP_CARRIER_CANADA_POST_H

#include "carrier/carrier.h"

extern const struct carrier canada_post;

#endif
