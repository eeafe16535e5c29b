/*
 * server_head.h - what the library read of a request's head, as the desk knows it
 */
#ifndef APP_WEB_SERVER_HEAD_H
#define APP_WEB_SERVER_HEAD_H

struct MHD_Connection;
struct web_call;

/* All of the call's head but path and query, which came before; and who asks. */
void server_read_head(struct web_call *c, struct MHD_Connection *connection, const char *method);

#endif
