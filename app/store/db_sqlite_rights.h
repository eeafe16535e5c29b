/*
 * db_sqlite_rights.h - what a report may read and call; for db_sqlite_report.c and its test
 *
 * Everything that is not listed is denied.
 */
#ifndef APP_STORE_DB_SQLITE_RIGHTS_H
#define APP_STORE_DB_SQLITE_RIGHTS_H

struct rights {
	const char *tables; /* all that the file has: "|casefile|journal|" */
	/* Why the last SELECT was denied, a sentence for its author, and the word in it; or "". */
	char denied[160], word[64];
};

/* The engine's authorizer. */
int rights_ask(void *rights, int action, const char *what, const char *column, const char *database,
	       const char *through);

#endif
