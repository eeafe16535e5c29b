/*
 * server.h - the sandbox's sockets: one thread, one poll() loop, answers that wait without blocking
 *
 * Listens on 127.0.0.1 only. Connections are kept alive, requests on one are answered in order.
 * Ceilings: SERVER_CONNECTIONS at once (more wait in the backlog), sizes as in http.h, 60 idle
 * seconds.
 */
#ifndef TESTS_LIB_SANDBOX_SERVER_H
#define TESTS_LIB_SANDBOX_SERVER_H

struct script;
struct ssl_ctx_st;
struct server;

enum { SERVER_CONNECTIONS = 256 };

/*
 * Port 0 takes any. The log gets one line a request, when it came: METHOD TARGET STATUS NUMBERS
 * [FAULT], "-" for no number, "leak" as fault when a client's secret stood where it must not. Ends
 * the program with a line on stderr when it cannot listen or open the log.
 */
struct server *server_open(int port, const char *log, struct ssl_ctx_st *tls,
			   struct script *script);
int server_port(const struct server *s);
void server_run(struct server *s, int signal_fd); /* until a signal comes */
void server_close(struct server *s);

#endif
