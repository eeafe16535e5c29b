/*
 * parts.h - what the files of the track wing share
 */
#ifndef APP_WING_PARTS_H
#define APP_WING_PARTS_H

#include "cli/cmd.h"
#include "net/fetch.h"

/*
 * How a carrier is asked by the settings of the section "code"; base_url is default_url unless a
 * setting says another. The caller releases both secrets.
 */
void access_take(struct credentials *c, struct fetch_options *o, struct cli *cli, const char *code,
		 const char *default_url);

int cmd_contacts_near(struct cli *cli, struct err *err);

#endif
