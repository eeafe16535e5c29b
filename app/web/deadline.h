/*
 * deadline.h - by when each connection must have got on, and a thread that cuts off the others
 *
 * A browser that sends a byte now and then is never idle; so each stage of a request has an end.
 */
#ifndef APP_WEB_DEADLINE_H
#define APP_WEB_DEADLINE_H

#include <stdint.h>

struct deadlines;

struct deadline {
	struct deadline *next, *before;
	int fd;
	int64_t until_ms; /* of the monotonic clock; 0: none */
};

int64_t clock_ms(void);

struct deadlines *deadlines_open(void);
void deadlines_close(struct deadlines *d);

/* Of a connection that began, until it ends. "each" is the caller's. */
void deadline_add(struct deadlines *d, struct deadline *each, int fd, int seconds);
void deadline_drop(struct deadlines *d, struct deadline *each);
/* seconds 0: as long as it takes. */
void deadline_set(struct deadlines *d, struct deadline *each, int seconds);
/* How many connections there are. */
int deadlines_count(struct deadlines *d);

#endif
