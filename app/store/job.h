/*
 * job.h - leases on long jobs, so that two processes do not do one job twice
 *
 * Not journalled: a lease proves nothing. It ends by itself, so a killed holder blocks nobody long.
 */
#ifndef APP_STORE_JOB_H
#define APP_STORE_JOB_H

#include "base/day.h"

struct err;
struct store;

/*
 * Take or renew for "seconds" from real_now (the machine's clock). ERR_BUSY names another holder.
 */
int job_lease(struct store *store, const char *name, const char *holder, instant real_now,
	      int seconds, struct err *err);
int job_release(struct store *store, const char *name, const char *holder, struct err *err);

#endif
