/*
 * migrate.h - opening a store: the file, its lock, its schema, its facts
 *
 * The schema's files are numbered and forward only; each runs in one transaction with its number. A
 * new file takes the same road from 0. Before an older file is changed it is copied beside itself.
 */
#ifndef APP_STORE_MIGRATE_H
#define APP_STORE_MIGRATE_H

#include "store/db.h"

struct err;
struct snap;
struct store;
struct tx_options;

enum { SCHEMA_VERSION = 11 };

/*
 * Open, lock (shared), migrate when needed (exclusive). options: who and when, for the
 * facts' entry; a user who is not named is who is logged in.
 */
int store_open(struct store **out, const char *path, enum db_mode mode,
	       const struct tx_options *options, struct err *err);
void store_close(struct store *store); /* NULL is allowed */

struct db *store_db(struct store *store);

/* A read snapshot; one at a time, none while a transaction is open. */
int snap_begin(struct snap **out, struct store *store, struct err *err);
void snap_end(struct snap *snap); /* NULL is allowed */

#endif
