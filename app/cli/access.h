/*
 * access.h - access to carriers, as the settings say: credentials, and whom to ask for a parcel
 */
#ifndef APP_CLI_ACCESS_H
#define APP_CLI_ACCESS_H

#include "carrier/path.h"
#include "cli/cmd.h"

struct carrier;
struct credentials;

/* The secrets in *c must be released. */
void access_credentials(struct credentials *c, struct cli *cli, const struct carrier *carrier);
void access_release(struct credentials *c);

/* In cli's arena. ERR_INPUT for a setting that cannot be taken. */
int access_paths(struct paths *out, struct cli *cli, struct err *err);

/* "901234567, 654321": mailer ids of 6 or 9 digits. ERR_INPUT when one is none. */
int access_mailers(const char *const **out, int *n, struct arena *a, const char *text,
		   struct err *err);

/* "easypost" or nothing; "never" or nothing. ERR_INPUT for other words. */
int access_via(bool *easypost, const char *text, struct err *err);
int access_use(bool *never, const char *text, struct err *err);

#endif
