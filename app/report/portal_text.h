/*
 * portal_text.h - PORTAL.txt: what was made of each file for a portal, and why
 *
 * Inner header of app/report.
 */
#ifndef APP_REPORT_PORTAL_TEXT_H
#define APP_REPORT_PORTAL_TEXT_H

#include "report/portal.h"

struct buf;

void put_portal_text(struct buf *b, const struct portal_made *made, const struct profile *profile);

#endif
