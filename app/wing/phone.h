/*
 * phone.h - the listener on which phones add photos (web/phone.h): where it is, its start and end
 */
#ifndef APP_WING_PHONE_H
#define APP_WING_PHONE_H

#include "web/server.h"
#include "wing/listen.h"

enum { PHONE_WORKERS = 2, PHONE_CONNECTIONS = 64 };

struct phone_serving {
	bool asked; /* by --phone */
	struct listen_place place;
	struct site site;
	struct server_options options;
	struct server *server; /* NULL: does not run */
};

/*
 * From --phone: ADDRESS:PORT, "auto" or "auto:PORT". "desk" is where the desk itself listens. Not
 * asked for: nothing. ERR_INPUT: a place that phones cannot reach, or all the world can.
 */
int phone_parse(struct phone_serving *p, struct cli *cli, const struct listen_place *desk,
		struct err *err);

/* Opens the listener and says in "desk" that there is one. */
int phone_open(struct phone_serving *p, struct cli *cli, struct site *desk, struct err *err);

/* "desk" is what the desk's own server is told: certificate, key and log are the same. */
int phone_start(struct phone_serving *p, struct cli *cli, const struct server_options *desk,
		struct err *err);

void phone_stop(struct phone_serving *p);

#endif
