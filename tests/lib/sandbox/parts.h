/*
 * parts.h - the carriers of the sandbox, and the paths by which a request says whom it means
 *
 * USPS		POST /oauth2/v3/token			JSON or form
 *		GET  /tracking/v3/tracking/{number}	one parcel
 *		POST /tracking/v3r2/tracking		1 to 35 parcels; 207 when some failed
 *		GET  /locations/v3/post-office-locations?radius=&ZIPCode=
 * UPS		POST /security/v1/oauth/token		Basic authorisation, a form
 *		GET  /api/track/v1/details/{number}	transId and transactionSrc are required
 * FedEx	POST /oauth/token			a form
 *		POST /track/v1/trackingnumbers		1 to 30 parcels; x-locale
 * DHL		GET  /track/shipments?trackingNumber=&service=	DHL-API-Key
 * Canada Post	GET  /vis/track/pin/{pin}/detail	Basic authorisation, Accept; XML
 * EasyPost	POST /v2/trackers			Basic authorisation, the key as user
 *
 * Tokens are checked: that we gave them, that they live, and that USPS lets their scope do it.
 */
#ifndef TESTS_LIB_SANDBOX_PARTS_H
#define TESTS_LIB_SANDBOX_PARTS_H

#include "lib/sandbox/play.h"

extern const struct part usps_part, ups_part, fedex_part, dhl_part, canada_post_part, easypost_part;

/* usps_tale.c: the members of one tracking detail, behind what the object holds already */
enum usps_shape { SHAPE_V3, SHAPE_V3R2 };
void usps_tale(struct text *to, const struct parcel *p, enum usps_shape shape);

/* usps_offices.c: the locator, once the call is authorised; false: not what it takes */
bool usps_offices(struct reply *rp, struct call *c);

/* ups_tale.c: the members of one package */
void ups_tale(struct text *to, const struct parcel *p);

/* fedex_tale.c: one of trackResults; "before": of the older parcel of that number */
void fedex_tale(struct text *to, const struct parcel *p, bool before);

#endif
