/*
 * user_ops.h - users of the web pages: who they are, what they may do, how they sign in
 *
 * Each act on a user is one entry in the journal; passwords, sessions and links never are in it.
 * Times of sessions and links are the machine's clock, whatever --now says.
 */
#ifndef APP_OPS_USER_OPS_H
#define APP_OPS_USER_OPS_H

#include <stdbool.h>

#include "domain/user.h"

struct arena;
struct desk;
struct err;

/* A token as it travels: 32 random bytes in hexadecimal. The desk keeps its SHA-256 alone. */
enum { TOKEN_TEXT = 65 };

/* --- users --- */

int users_of_desk(struct user **out, int *n, struct desk *desk, struct arena *a, struct err *err);

/* client: NULL for all. ERR_STATE: there is one of that name; ERR_INPUT. */
int user_add(struct user *out, struct desk *desk, const char *name, enum role role,
	     const char *client, struct err *err);

struct user_change {
	int role;          /* -1: as it is */
	bool client_given; /* client NULL: all */
	const char *client;
	int enabled; /* -1: as it is; 0: may not sign in; 1: may again */
};

/* What he may do now counts for his open pages, too. ERR_STATE: nobody would look after users. */
int user_edit(struct user *out, struct desk *desk, struct arena *a, const char *name,
	      const struct user_change *change, struct err *err);

/* Ends his sessions and links. ERR_INPUT: too short, too long. */
int user_set_password(struct desk *desk, struct arena *a, const char *name, const char *password,
		      struct err *err);

/* Ends all his sessions; name NULL: those of whoever runs the desk. */
int user_sign_out(struct desk *desk, struct arena *a, const char *name, struct err *err);

/* --- signing in --- */

/* Are there users who may sign in? */
int desk_has_users(bool *has, struct desk *desk, struct err *err);

/*
 * The link that signs in once, for LINK_LASTS_S. name NULL: whoever runs the desk, which has no
 * users (ERR_STATE). An earlier link of the same person ends.
 */
int link_make(char token[TOKEN_TEXT], struct desk *desk, struct arena *a, const char *name,
	      struct err *err);

/* Whose link it is: *name NULL for whoever runs the desk. Does not use it up. ERR_NOT_FOUND. */
int link_look(const char **name, struct desk *desk, struct arena *a, const char *token,
	      struct err *err);

/* Uses it up and signs in; password NULL: none is set. ERR_NOT_FOUND: used, over, or no such. */
int link_take(char session[TOKEN_TEXT], struct desk *desk, struct arena *a, const char *token,
	      const char *password, struct err *err);

/* By name and password. ERR_NOT_PERMITTED says nothing more, after the same time. */
int sign_in(char session[TOKEN_TEXT], struct desk *desk, struct arena *a, const char *name,
	    const char *password, struct err *err);

/* What signing in failed of late, for a server that starts; and how that changed. */
int sign_in_failures(struct sign_in_failure **out, int *n, struct desk *desk, struct arena *a,
		     struct err *err);
int sign_in_note(struct desk *desk, const struct sign_in_failure failures[], int n,
		 struct err *err);

/* --- signed in --- */

/* *there false: no such session, or it is over. Notes now and then that it was seen. */
int session_find(struct session *out, bool *there, struct desk *desk, struct arena *a,
		 const char *token, struct err *err);
/* The same without a note: for who watches whether it is still there. */
int session_look(struct session *out, bool *there, struct desk *desk, struct arena *a,
		 const char *token, struct err *err);
int session_end(struct desk *desk, const char *token, struct err *err);

#endif
