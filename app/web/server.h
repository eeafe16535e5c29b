/*
 * server.h - the server itself: one loop that reads and writes, a few workers that answer
 *
 * The loop (libmicrohttpd) holds every connection; a request goes to a worker when all of it is
 * there, and back when it is answered, so that a slow browser holds no worker. Each worker has its
 * own desk. What is not over in time is cut off: headers, bodies, answers that nobody takes.
 */
#ifndef APP_WEB_SERVER_H
#define APP_WEB_SERVER_H

#include <stdbool.h>
#include <stdio.h>

#include "web/call.h"

struct desk;
struct err;
struct server;

enum {
	SERVER_WORKERS = 4,
	SERVER_CONNECTIONS_MAX = 512, /* past seven in eight strangers come again */
	SERVER_PER_ADDRESS = 2,       /* one address may have a half of them */
	SERVER_QUEUE_MAX = 256,
	SERVER_IDLE_S = 20,   /* for a whole request's headers, and between requests */
	SERVER_BODY_S = 30,   /* for a body, and a second more for each 16 kB */
	SERVER_ANSWER_S = 60, /* the same for an answer */
	SERVER_STOP_S = 10    /* what is under way may still end */
};

struct server_options {
	const struct site *site;
	int listen_fd;                     /* the server's from now on */
	const char *cert, *key;            /* PEM; NULL: no TLS */
	struct desk *desk[SERVER_WORKERS]; /* stay the caller's; used by their worker alone */
	struct desk *live;                 /* another, for what is told as it comes; NULL */
	struct desk *shelf;                /* another, for pages that are kept; NULL: none is */
	int workers;                       /* of those desks; 0: all */
	int connections_max;               /* 0: SERVER_CONNECTIONS_MAX */
	FILE *log;                         /* a line a request; NULL: none */
};

/* All threads it starts have the signals blocked that the caller has blocked. */
int server_start(struct server **out, const struct server_options *options, struct err *err);
/* Takes no more, ends what is under way, frees. */
void server_stop(struct server *s);

#endif
