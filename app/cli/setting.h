/*
 * setting.h - the settings we know, and their values
 *
 * "desk.zone" is the name "zone" in the section [desk]; carriers have a section each. The
 * environment is stronger than the file: WAYLAID_USPS_CLIENT_ID over usps.client_id. A value marked
 * secret is never shown by any command.
 */
#ifndef APP_CLI_SETTING_H
#define APP_CLI_SETTING_H

#include "cli/cmd.h"

enum setting_check {
	SETTING_ANY,
	SETTING_ZONE,
	SETTING_CURRENCY,
	SETTING_URL,
	SETTING_FILE,
	SETTING_QUOTA,
	SETTING_VIA,
	SETTING_MAILERS,
	SETTING_USE,
	SETTING_ROLE
};

struct setting {
	/* "desk"; "carrier" stands for every carrier's own section; "usps" for that one alone */
	const char *section;
	const char *name;
	const char *help;
	bool secret;
	enum setting_check check;
};

extern const struct setting settings[]; /* ends with a NULL name */

/* NULL when there is no such setting. */
const struct setting *setting_find(const char *section, const char *name);

/* Is it the section of a carrier, or of EasyPost? */
bool setting_of_carrier(const char *section);

/* The value in force, or NULL; *source is "environment" or "file" (may be NULL). */
const char *setting_get(struct cli *cli, const char *section, const char *name,
			const char **source);

/* Does the settings file hold a value that others must not read? */
bool settings_hold_secret(const struct ini *ini);

/* The currency of amounts typed without one: desk.currency, else USD. */
const char *setting_currency(struct cli *cli);

#endif
