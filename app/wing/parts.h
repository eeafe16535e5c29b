/*
 * parts.h - commands of the wings that have files of their own
 */
#ifndef APP_WING_PARTS_H
#define APP_WING_PARTS_H

#include "cli/cmd.h"

/* contacts --near ZIP: the Post Offices that USPS names, kept and shown. */
int cmd_contacts_near(struct cli *cli, struct err *err);

/* letter CASE KIND: of the report wing. */
int cmd_letter(struct cli *cli, struct err *err);

#endif
