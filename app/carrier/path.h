/*
 * path.h - whom to ask for a parcel: its own carrier, or EasyPost, which costs
 *
 * EasyPost is asked for labels whose mailer is not the user (USPS may refuse those), for carriers
 * that cannot be asked or to which no access is set up, and where a setting says so. Nothing here
 * reads a setting: the caller did.
 */
#ifndef APP_CARRIER_PATH_H
#define APP_CARRIER_PATH_H

#include <stdbool.h>

struct arena;

enum path { PATH_CARRIER, PATH_EASYPOST, PATH_NOBODY };

/* What the settings say of one carrier. */
struct path_access {
	const char *carrier; /* code */
	bool access;         /* a client or a key is set */
	bool via_easypost;   /* "usps.via" is easypost */
};

struct paths {
	const struct path_access *access; /* those with a setting; others have no access */
	int naccess;
	bool easypost;                 /* there is a key, and "easypost.use" is not never */
	const char *const *mailer_ids; /* the user's own; none: every label counts as the user's */
	int nmailer_ids;
};

/* carrier NULL: not known, so nobody is asked. paths NULL: only carriers are asked. */
enum path path_choose(const struct paths *paths, const char *carrier, const char *number);

/*
 * The number by which a carrier knows the parcel: USPS without 420 and ZIP, FedEx the 12 or 15
 * digits of a long barcode. Lives in the arena or is "number".
 */
const char *path_number(struct arena *a, const char *carrier, const char *number);

#endif
