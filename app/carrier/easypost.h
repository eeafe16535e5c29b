/*
 * easypost.h - EasyPost, which tracks for many carriers at 2 cents a parcel: Tracker API v2
 *
 * The way for labels whose mailer is not the user. No shipment has this carrier: whoever asks
 * through it chooses so.
 */
#ifndef APP_CARRIER_EASYPOST_H
#define APP_CARRIER_EASYPOST_H

#include "carrier/carrier.h"

extern const struct carrier easypost;

#endif
