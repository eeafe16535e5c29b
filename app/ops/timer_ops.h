/*
 * timer_ops.h - the clock of a call: begun before it, ended by the contact that notes it
 */
#ifndef APP_OPS_TIMER_OPS_H
#define APP_OPS_TIMER_OPS_H

#include <stdbool.h>

#include "domain/timer.h"

struct arena;
struct desk;
struct err;

/* The call of whoever works here; *there false when none is under way. */
int call_now(struct timer *out, bool *there, struct desk *desk, struct arena *a, struct err *err);

/* Begin one about these cases; dialed may be NULL. ERR_STATE while another one goes on. */
int call_start(struct timer *out, struct desk *desk, struct arena *a, const int64_t cases[], int n,
	       const char *dialed, struct err *err);

/* Put on hold, or talking again. ERR_STATE when there is no call, or when it is so already. */
int call_hold(struct timer *out, struct desk *desk, struct arena *a, bool on_hold, struct err *err);

/* Forget the call without noting anything. ERR_STATE when there is none. */
int call_discard(struct timer *out, struct desk *desk, struct arena *a, struct err *err);

#endif
