/*
 * due_ops.h - how many parcels are due to be asked for, and of whom
 */
#ifndef APP_OPS_DUE_OPS_H
#define APP_OPS_DUE_OPS_H

struct arena;
struct desk;
struct err;
struct paths;

struct due_carrier {
	const char *code;    /* of who is asked: "easypost" for parcels of others */
	const char *why_not; /* no access is set up, and where to get it; NULL: may be asked */
	int n;
};

struct due_parcels {
	struct due_carrier *of;
	int ncarriers;
	int may, paid; /* that may be asked for; of those through EasyPost, which costs */
	int unasked;   /* of carriers that nobody can ask */
};

/* As tracking_plan() would ask for what is due. */
int due_count(struct due_parcels *out, struct desk *desk, struct arena *a,
	      const struct paths *paths, struct err *err);

#endif
