/*
 * phone.h - what phones see of the desk, on a listener of their own: a page that takes photos
 *
 * Its routes are a table of their own, so that nothing else of the desk can be reached there.
 */
#ifndef APP_WEB_PHONE_H
#define APP_WEB_PHONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "web/web_route.h"

struct node;

extern const struct web_route phone_routes[]; /* ends with a NULL path */

/* For the page of a case: "phone" with what its link, if there is one, is doing. */
void phone_node(struct web_call *c, struct node *page);

/* --- which address of this machine phones are told --- */

/* An address of one of its interfaces. */
struct lan_address {
	const char *interface, *address; /* "eth0", "192.168.1.5" */
	bool up, loopback, point_to_point;
};

/*
 * The one to listen on: of a local network, preferably the one by which this machine reaches others
 * ("route", NULL: unknown), else the first; never loopback, nor the inner network of containers or
 * a tunnel. NULL: there is none. IPv4.
 */
const char *lan_choose(const struct lan_address list[], size_t n, const char *route);

/* An address of a local network: IPv4 or IPv6, without brackets. */
bool lan_is_local(const char *address);

#endif
