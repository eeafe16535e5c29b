/*
 * login.h - who runs this process, in the system's words
 *
 * Asking costs as much as starting a small program does (name services are read): ask when a name
 * is written down or compared, not before.
 */
#ifndef APP_BASE_LOGIN_H
#define APP_BASE_LOGIN_H

struct arena;

/* The login name; "uid 1000" when the system has none for it. Not safe in threads. */
char *login_name(struct arena *a);

#endif
