/*
 * saved_view_ops.h - lists of the register kept under a name: one's own, and those of the desk
 *
 * Who is held to a client, be it by the token of a program alone, sees those of his client, and
 * what he keeps is of his client. One of the desk is changed by who saved it, or by a manager.
 */
#ifndef APP_OPS_SAVED_VIEW_OPS_H
#define APP_OPS_SAVED_VIEW_OPS_H

#include "domain/saved_view.h"

struct arena;
struct desk;
struct err;
struct list_query;
struct snap;

/* Who looks, besides his name, which is the desk's user. */
struct view_reader {
	const char *client; /* he is held to; NULL: to none */
	bool manager;
};

/* Those that he sees, by name; his own ones first. */
int saved_views_of(struct saved_view **out, int *n, struct desk *desk, struct arena *a,
		   const struct view_reader *who, struct err *err);

/* One of them by its number, in a snapshot that is there. ERR_NOT_FOUND. */
int saved_view_read(struct saved_view *out, struct desk *desk, struct snap *snap, struct arena *a,
		    int64_t id, const struct view_reader *who, struct err *err);

/* One of them by its name, his own before that of the desk. ERR_NOT_FOUND names those there are. */
int saved_view_find(struct saved_view *out, struct desk *desk, struct arena *a, const char *name,
		    const struct view_reader *who, struct err *err);

/* May he rename and delete it? */
bool saved_view_is_his(struct desk *desk, const struct saved_view *v,
		       const struct view_reader *who);

/* What the list is asked for it. currency: of a value without one. ERR_INPUT names the filter. */
int saved_view_query(struct list_query *out, struct desk *desk, struct arena *a,
		     const struct saved_view *v, const char *currency, struct err *err);

/*
 * Keep it: *v has its name and filters, and kept_for where it is one's own. One of that name that
 * is his is replaced. ERR_INPUT: no such name or filter; ERR_STATE: somebody else's has that name,
 * or there are too many.
 */
int saved_view_save(struct saved_view *v, struct desk *desk, struct arena *a,
		    const struct view_reader *who, const char *currency, struct err *err);

/* seen: the version he saw, 0: whichever it is. ERR_NOT_FOUND, ERR_NOT_PERMITTED, ERR_CONFLICT. */
struct view_seen {
	int64_t id;
	int32_t version;
};
int saved_view_rename(struct desk *desk, struct arena *a, const struct view_seen *seen,
		      const char *name, const struct view_reader *who, struct err *err);
int saved_view_delete(struct desk *desk, struct arena *a, const struct view_seen *seen,
		      const struct view_reader *who, struct err *err);

#endif
