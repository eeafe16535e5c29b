/*
 * dhl.h - DHL Express and DHL eCommerce by "Shipment Tracking - Unified": one number a call, an API
 * key instead of tokens
 *
 * Both ask for their own unit's parcels: without it a number may return a stranger's parcel of
 * another unit.
 */
#ifndef APP_CARRIER_DHL_H
#define APP_CARRIER_DHL_H

#include "carrier/carrier.h"

extern const struct carrier dhl_express, dhl_ecommerce;

/* Whole phrases first, then the class ("transit") as code, then as category. */
struct meaning dhl_class_meaning(const char *text, const char *code, const char *category);

/* The same; the code may also be one of the two letters of DHL Express. */
struct meaning dhl_express_meaning(const char *text, const char *code, const char *category);

#endif
