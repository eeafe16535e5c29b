#include "store/place.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "ops/tracking_ops.h"
#include "view/case_doc.h"
#include "view/doc.h"

struct place here;

void place_setup(void)
{
	memset(&here, 0, sizeof here);
	/* In memory where there is room: on a disk each of the many acts waits for it. */
	snprintf(here.dir, sizeof here.dir, "%s/waylaid-desk-XXXXXX",
		 access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	ck_assert_ptr_nonnull(mkdtemp(here.dir));
	snprintf(here.path, sizeof here.path, "%s/desk.db", here.dir);
	MUST(zone_load(&here.moment.zone, &here.a, "America/New_York", &here.err));
	MUST(instant_parse(&here.moment.now, "2026-11-23T15:00:00Z"));
	here.moment.machine = here.moment.now;
	here.moment.today = zone_day(here.moment.zone, here.moment.now);
}

static void open_as(const char *user)
{
	struct desk_options options = { .path = here.path, .moment = here.moment, .user = user };

	MUST(desk_open(&here.desk, &options, &here.err));
}

void place_desk(void)
{
	place_setup();
	open_as("ann");
}

void work_as(const char *user)
{
	desk_close(here.desk);
	here.desk = NULL;
	open_as(user);
}

void work_at(instant now)
{
	char *user = arena_strdup(&here.a, desk_user(here.desk));

	here.moment.now = now;
	here.moment.today = zone_day(here.moment.zone, now);
	work_as(user);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st;
	(void)kind;
	(void)where;
	return remove(path);
}

void place_teardown(void)
{
	desk_close(here.desk);
	here.desk = NULL;
	nftw(here.dir, remove_one, 8, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
	arena_release(&here.a);
}

char *in_place(const char *name)
{
	return path_join(&here.a, here.dir, name);
}

char *put_file(const char *name, const void *bytes, size_t len)
{
	char *path = in_place(name);

	MUST(file_write(path, bytes, len, 0600, &here.err));
	return path;
}

char *put_text(const char *name, const char *text)
{
	return put_file(name, text, strlen(text));
}

/* --- doing --- */

char *usps_number(int serial)
{
	char *number = arena_printf(&here.a, "94001361118992%07d0", serial);
	int sum = 0;

	for (int i = 0; i < 21; i++)
		sum += (number[i] - '0') * (i % 2 ? 1 : 3);
	number[21] = (char)('0' + (10 - sum % 10) % 10);
	return number;
}

int64_t open_lost(int serial)
{
	struct case_facts facts = {
		.given = FACT_PROBLEM | FACT_SERVICE | FACT_MAILED | FACT_VALUE,
		.problem = PROBLEM_LOST,
		.shipment = { .service = "ground_advantage",
			      .mailed_on = day_of(2026, 11, 1),
			      .value = { 12000, "USD" } },
	};
	const char *warning;
	int64_t id = 0;

	MUST(casefile_open(&id, &warning, here.desk, &here.a, usps_number(serial), &facts, false,
			   &here.err));
	ck_assert_ptr_null(warning);
	return id;
}

struct request ask_for(int64_t case_id, enum request_kind kind, const char *reference, daynum on)
{
	struct request facts = request_unknown, r;
	const char *warning;

	facts.kind = kind;
	facts.reference = reference;
	facts.filed_on = on;
	MUST(request_file(&r, &warning, here.desk, &here.a, case_id, &facts, &here.err));
	return r;
}

struct contact a_call(void)
{
	return (struct contact){
		.channel = CHANNEL_PHONE,
		.at = INSTANT_NONE,
		.minutes = MINUTES_NONE,
		.hold_minutes = MINUTES_NONE,
	};
}

int64_t log_call(int64_t case_id, const char *said)
{
	struct contact c = a_call();
	int64_t id = 0;

	c.said = said;
	MUST(contact_log(&id, here.desk, &c, &case_id, 1, NULL, 0, &here.err));
	return id;
}

int64_t log_with_promise(int64_t case_id, const char *what, daynum due_on)
{
	struct contact c = a_call();
	struct promise p = { .owed_by = PARTY_CARRIER, .what = what, .due_on = due_on };
	int64_t id = 0;

	c.rep_name = "Dana Q";
	c.reference = "4711-A";
	MUST(contact_log(&id, here.desk, &c, &case_id, 1, &p, 1, &here.err));
	return id;
}

void scan_parcel(int64_t shipment_id, instant at, const char *local)
{
	struct event e = { .occurred_at = at,
			   .occurred_at_local = local,
			   .text = "Departed",
			   .status = STATUS_IN_TRANSIT,
			   .is_scan = true };
	struct reading r = { .shipment_id = shipment_id,
			     .outcome = POLL_NEW,
			     .event = &e,
			     .nevents = 1,
			     .expected_on = DAY_NONE };
	const struct answered answer = { .asked = carrier_find("usps"),
					 .reading = &r,
					 .nreadings = 1,
					 .bytes = "scan",
					 .len = 4 };
	struct tracked *t;

	MUST(tracking_record(&t, here.desk, &here.a, &answer, 1, SOURCE_API, &here.err));
}

struct evidence a_paper(enum evidence_kind kind)
{
	return (struct evidence){ .kind = kind, .dated_on = DAY_NONE };
}

/* --- looking --- */

/* Without "version" (of the case and its contacts), "earlier" and "journal". */
static void drop_marks(struct node *n)
{
	struct node **at = &n->first;

	while (*at) {
		const char *name = (*at)->name;

		if (name && (!strcmp(name, "version") || !strcmp(name, "journal") ||
			     !strcmp(name, "earlier"))) {
			*at = (*at)->next;
			continue;
		}
		drop_marks(*at);
		at = &(*at)->next;
	}
}

char *case_json(int64_t id)
{
	struct json_out out;
	struct snap *snap;
	struct node *doc;
	struct buf b;
	char *text;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(case_doc(&doc, snap, &here.a, id, &here.moment, &here.err));
	desk_snap_end(snap);
	drop_marks(doc);
	buf_init(&b, 4 * 1024 * 1024);
	json_out_init(&out, &b, true);
	node_json(&out, doc);
	text = arena_strdup(&here.a, b.at);
	buf_release(&b);
	return text;
}

struct verify_report verify_desk(const char *expect)
{
	struct verify_report r;

	MUST(desk_verify(&r, here.desk, &here.a, expect, &here.err));
	return r;
}

bool verifies(void)
{
	struct verify_report r = verify_desk(NULL);

	for (int i = 0; i < r.nlisted; i++)
		fprintf(stderr, "case %lld: %s\n", (long long)r.fault[i].casefile_id,
			r.fault[i].what);
	return r.ok;
}

char *head_of_desk(void)
{
	return arena_strdup(&here.a, verify_desk(NULL).head);
}

/* --- the foreign tool --- */

sqlite3 *raw_open(const char *path)
{
	sqlite3 *db;

	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_busy_timeout(db, 5000);
	return db;
}

void raw_exec(sqlite3 *db, const char *sql)
{
	char *why = NULL;
	int rc = sqlite3_exec(db, sql, NULL, NULL, &why);

	ck_assert_msg(rc == SQLITE_OK, "%s: %s", sql, why ? why : "?");
}

static sqlite3_stmt *first_row(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *st;

	ck_assert_msg(sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK, "%s: %s", sql,
		      sqlite3_errmsg(db));
	ck_assert_msg(sqlite3_step(st) == SQLITE_ROW, "no row: %s", sql);
	return st;
}

int64_t raw_int(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *st = first_row(db, sql);
	int64_t n = sqlite3_column_int64(st, 0);

	sqlite3_finalize(st);
	return n;
}

char *raw_text(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *st = first_row(db, sql);
	char *text = arena_strdup(&here.a, (const char *)sqlite3_column_text(st, 0));

	sqlite3_finalize(st);
	return text;
}

void change(const char *sql)
{
	sqlite3 *db = raw_open(here.path);

	raw_exec(db, sql);
	sqlite3_close(db);
}

int64_t count_of(const char *sql)
{
	sqlite3 *db = raw_open(here.path);
	int64_t n = raw_int(db, sql);

	sqlite3_close(db);
	return n;
}

static void dump_table(struct buf *b, sqlite3 *db, const char *name)
{
	char *sql = sqlite3_mprintf("SELECT * FROM \"%w\" ORDER BY 1,2", name);
	sqlite3_stmt *st;

	ck_assert_int_eq(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
	buf_printf(b, "[%s]\n", name);
	while (sqlite3_step(st) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(st); i++) {
			int type = sqlite3_column_type(st, i);
			const unsigned char *byte = sqlite3_column_blob(st, i);

			buf_printf(b, "|%d:", type);
			for (int k = 0; k < sqlite3_column_bytes(st, i); k++)
				if (byte[k] < ' ' || byte[k] > '~')
					buf_printf(b, "\\%02x", byte[k]);
				else
					buf_putc(b, (char)byte[k]);
		}
		buf_putc(b, '\n');
	}
	sqlite3_finalize(st);
	sqlite3_free(sql);
}

char *dump_desk(void)
{
	sqlite3 *db = raw_open(here.path);
	sqlite3_stmt *st;
	struct buf b;
	char *text;

	buf_init(&b, 64 * 1024 * 1024);
	ck_assert_int_eq(sqlite3_prepare_v2(db,
					    "SELECT name FROM sqlite_schema WHERE type='table' "
					    "AND name NOT LIKE 'fact%' AND sql NOT LIKE 'CREATE "
					    "VIRTUAL%' AND name<>'sqlite_sequence' ORDER BY name",
					    -1, &st, NULL),
			 SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW)
		dump_table(&b, db, (const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	dump_table(&b, db, "sqlite_sequence");
	ck_assert(!b.full);
	text = arena_strdup(&here.a, b.at);
	buf_release(&b);
	sqlite3_close(db);
	return text;
}

bool column_is_text(enum column_type type)
{
	return type == COL_TEXT || type == COL_CODE || type == COL_OPTION || type == COL_CURRENCY;
}

char *insert_of(const struct table *t, int64_t id, const char *code, const char *value)
{
	char *names = arena_strdup(&here.a, "id,version");
	char *values = arena_printf(&here.a, "%lld,1", (long long)id);

	for (int i = 0; i < t->ncolumns; i++) {
		const struct column *c = &t->column[i];
		const char *v = column_is_text(c->type) ? "'x'" : "1";

		if (c->type == COL_CODE)
			v = arena_printf(&here.a, "'%s'",
					 !strcmp(c->name, code) ? value : c->names[0]);
		else if (c->type == COL_OPTION)
			v = !strcmp(c->name, code) ? arena_printf(&here.a, "'%s'", value) : "NULL";
		else if (c->type == COL_ID) /* so that no unique pair is met twice */
			v = arena_printf(&here.a, "%lld", (long long)id);
		else if (!strcmp(c->name, "sha256"))
			v = "hex(zeroblob(32))";
		names = arena_printf(&here.a, "%s,%s", names, c->name);
		values = arena_printf(&here.a, "%s,%s", values, v);
	}
	return arena_printf(&here.a, "INSERT INTO %s(%s)VALUES(%s)", t->name, names, values);
}
