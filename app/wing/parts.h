/*
 * parts.h - commands of the wings that have files of their own
 */
#ifndef APP_WING_PARTS_H
#define APP_WING_PARTS_H

#include "cli/cmd.h"
#include "report/batch.h"

struct node;
struct portal_made;
struct profile;

/* contacts --near ZIP: the Post Offices that USPS names, kept and shown. */
int cmd_contacts_near(struct cli *cli, struct err *err);

/* letter CASE KIND: of the report wing. */
int cmd_letter(struct cli *cli, struct err *err);

/* What the settings say of who claims, by name; null where nothing is set. */
struct node *claimant_doc(struct cli *cli);

/* --map, --template and --csv of export. map NULL: no batch file is wanted. */
int batch_take(struct batch_how *out, struct cli *cli, const char *path, struct err *err);

/* "rows", "items" (who was refused, and why) and "empty_columns" into the map. */
void batch_report(const struct batch_made *made, struct arena *a, struct node *doc);
void batch_text(struct cli *cli, const struct node *doc);

/* --profile of export: what a portal takes. NULL: none was asked for. */
int portal_take(struct profile **out, struct cli *cli, const char *path, struct err *err);

/* "profile", and of a ZIP "items": what was made of each file. */
void portal_report(const struct portal_made *made, const struct profile *profile, struct arena *a,
		   struct node *doc);
void portal_text(struct cli *cli, const struct node *doc);

/* report [NAME]: registers and boards. */
int cmd_report(struct cli *cli, struct err *err);

#endif
