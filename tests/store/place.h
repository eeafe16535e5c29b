/*
 * place.h - a folder with a desk in it, made anew for each test
 *
 * The desk is a real file, the moment is fixed (2026-11-23 10:00 in New York), the user is "ann". A
 * second connection of the engine stands for the foreign tool that changes rows behind the desk's
 * back. Every call that fails unexpectedly ends the test with the error's own words.
 */
#ifndef TESTS_STORE_PLACE_H
#define TESTS_STORE_PLACE_H

#include <check.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/moment.h"
#include "base/zone.h"
#include "ops/casefile_ops.h"
#include "ops/contact_ops.h"
#include "ops/desk.h"
#include "ops/evidence_ops.h"
#include "store/row.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

struct place {
	char dir[64];
	char path[96];
	struct moment moment;
	struct arena a;
	struct err err;
	struct desk *desk;
};
extern struct place here;

#define MUST(call) ck_assert_msg((call) == 0, "%s: %s", #call, here.err.text)
/* Fails with this code and these words in it. */
#define REFUSED(call, why, words)                                                           \
	do {                                                                                \
		here.err = (struct err){ 0 };                                               \
		ck_assert_msg((call) == -1, "%s was not refused", #call);                   \
		ck_assert_msg(here.err.code == (why) && strstr(here.err.text, words),       \
			      "%s: %s: %s", #call, err_name(here.err.code), here.err.text); \
	} while (0)

void place_setup(void);         /* folder and moment, no desk yet */
void place_desk(void);          /* folder, moment and an open desk */
void place_teardown(void);      /* closes the desk, removes the folder */
void work_as(const char *user); /* closes the desk and opens it as somebody else */
void work_at(instant now);      /* ... and at another time */

char *in_place(const char *name);
char *put_file(const char *name, const void *bytes, size_t len);
char *put_text(const char *name, const char *text);

/* A made-up USPS number with a right check digit. */
char *usps_number(int serial);
/* A lost Ground Advantage parcel of that number, mailed 2026-11-01, worth 120 USD. */
int64_t open_lost(int serial);
int64_t log_call(int64_t case_id, const char *said);
int64_t log_with_promise(int64_t case_id, const char *what, daynum due_on);
/* A scan of the parcel as the carrier's answer brings it; "local" is that time as they write it. */
void scan_parcel(int64_t shipment_id, instant at, const char *local);
/* A request of the case, filed that day (DAY_NONE: today). */
struct request ask_for(int64_t case_id, enum request_kind kind, const char *reference, daynum on);
/* A phone call that says nothing yet. */
struct contact a_call(void);
struct evidence a_paper(enum evidence_kind kind);

/* --- what there is --- */

/* The case as JSON, without what every write changes: versions and journal. */
char *case_json(int64_t id);
bool verifies(void);
struct verify_report verify_desk(const char *expect);
char *head_of_desk(void);

/* --- the foreign tool --- */

sqlite3 *raw_open(const char *path);
void raw_exec(sqlite3 *db, const char *sql);
int64_t raw_int(sqlite3 *db, const char *sql);
char *raw_text(sqlite3 *db, const char *sql);
/* The same on the desk's file, by a connection of its own. */
void change(const char *sql);
int64_t count_of(const char *sql);
bool column_is_text(enum column_type type);
/* INSERT of a row in which every column holds something and the column "code" holds "value". */
char *insert_of(const struct table *t, int64_t id, const char *code, const char *value);
/* Every row of every table, in words. */
char *dump_desk(void);

#endif
