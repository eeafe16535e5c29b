/*
 * session.h - a day's work at the desk: every operation and every view, once or oftener
 */
#ifndef TESTS_STORE_SESSION_H
#define TESTS_STORE_SESSION_H

/* Every operation that writes; leaves rows in every table with a descriptor. Needs here.desk. */
void do_everything(void);
/* After it: what is purged can be compared no more. */
void purge_closed(void);
/* Every view; of it every list. */
void look_at_everything(void);
struct snap;
void look_at_lists(struct snap *snap);

/* A claim that is filed, with money and a remedy on the case. */
void put_claim(long long case_id);

#endif
