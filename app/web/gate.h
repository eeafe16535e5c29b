/*
 * gate.h - who gets in: before the body is read, and before a handler runs
 *
 * gate_head() needs no desk and runs in the server's loop; gate_body() runs in a worker. Both leave
 * an answer in the call when they refuse.
 */
#ifndef APP_WEB_GATE_H
#define APP_WEB_GATE_H

#include <stdbool.h>

#include "web/call.h"

/* Host, form of the request, route, method, length. False: refused. */
bool gate_head(struct web_call *c);

/*
 * Session, role, token. False: refused. From gate_session() to gate_leave() the worker's desk works
 * for who is signed in, whose name is the call's.
 */
bool gate_session(struct web_call *c);
bool gate_token(struct web_call *c);
/* The same by the link of a phone instead of a session: in phone_gate.c. */
bool gate_link(struct web_call *c);
void gate_leave(struct web_call *c);

/* The token of a session's forms. */
void csrf_of(char out[CSRF_TEXT], const char *session_token);

/* Everything a worker does with a whole request: leaves an answer in any case. */
void gate_run(struct web_call *c);

/* May he see the cases of this client? (NULL: of none) */
bool may_see_client(const struct web_call *c, const char *client);

#endif
