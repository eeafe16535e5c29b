#include "store/facts.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/login.h"
#include "base/text.h"
#include "domain/rule_csv.h"
#include "store/internal.h"
#include "store/migrate.h"
#include "store/rule_file.h"

extern const char facts_carriers[], facts_services[], facts_rules[], facts_contacts[],
	facts_event_codes[], facts_routes[], facts_evidence[], facts_denials[],
	facts_answer_times[], facts_steps[];
extern const char facts_pack[]; /* changes when any embedded file does */

/* What a CSV field becomes: text, a whole number, a day; capital letters forbid NULL. */
struct fact_field {
	const char *heading;
	char kind; /* t text, n number, d day */
};

enum { FACT_FIELDS = 28 };

/* One fact table: its CSV, the statements, the columns in the order of both. */
static const struct fact_table {
	const char *name, *csv, *clear, *insert, *select;
	struct fact_field field[FACT_FIELDS];
} fact_tables[] = {
	{ "fact_carrier",
	  facts_carriers,
	  "DELETE FROM fact_carrier",
	  "INSERT INTO fact_carrier(code,title,aliases,home_zone)VALUES(?1,?2,?3,?4)",
	  "SELECT code,title,aliases,home_zone FROM fact_carrier ORDER BY code",
	  { { "code", 't' }, { "title", 't' }, { "aliases", 't' }, { "home_zone", 't' } } },
	{ "fact_service",
	  facts_services,
	  "DELETE FROM fact_service",
	  "INSERT INTO fact_service(carrier,code,title,aliases)VALUES(?1,?2,?3,?4)",
	  "SELECT carrier,code,title,aliases FROM fact_service ORDER BY carrier,code",
	  { { "carrier", 't' }, { "code", 't' }, { "title", 't' }, { "aliases", 't' } } },
	{ "fact_rule",
	  facts_rules,
	  "DELETE FROM fact_rule",
	  "INSERT INTO fact_rule(code,carrier,service,scope,kind,what,route,opens_days,opens_from,"
	  "closes_days,closes_from,unit,limit_note,who_may_file,cover_cents,cover_currency,"
	  "cover_max_cents,form,source,source_date,checked_on,confidence,opens_unit,work_week,"
	  "insurer,after_request)VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,"
	  "?17,?18,?19,?20,?21,?22,?23,?24,?25,?26)",
	  /* whose a rule is belongs to what the digest covers, too */
	  "SELECT code||CASE WHEN own THEN '*' ELSE '' END,"
	  "carrier,service,scope,kind,what,route,opens_days,opens_from,closes_days,"
	  "closes_from,unit,limit_note,who_may_file,cover_cents,cover_currency,cover_max_cents,"
	  "form,source,source_date,checked_on,confidence,opens_unit,work_week,insurer,"
	  "after_request FROM fact_rule ORDER BY code",
	  { { "code", 't' },
	    { "carrier", 't' },
	    { "service", 't' },
	    { "scope", 't' },
	    { "kind", 't' },
	    { "what", 't' },
	    { "route", 't' },
	    { "opens_days", 'n' },
	    { "opens_from", 't' },
	    { "closes_days", 'n' },
	    { "closes_from", 't' },
	    { "unit", 't' },
	    { "limit_note", 't' },
	    { "who_may_file", 't' },
	    { "cover_cents", 'n' },
	    { "cover_currency", 't' },
	    { "cover_max_cents", 'n' },
	    { "form", 't' },
	    { "source", 't' },
	    { "source_date", 't' },
	    { "checked_on", 'd' },
	    { "confidence", 't' },
	    { "opens_unit", 't' },
	    { "work_week", 't' },
	    { "insurer", 't' },
	    { "after_request", 't' } } },
	{ "fact_contact",
	  facts_contacts,
	  "DELETE FROM fact_contact",
	  "INSERT INTO fact_contact(carrier,channel,purpose,value,hours,zone,source,source_date,"
	  "checked_on,confidence)VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)",
	  "SELECT carrier,channel,purpose,value,hours,zone,source,source_date,checked_on,"
	  "confidence "
	  "FROM fact_contact ORDER BY id",
	  { { "carrier", 't' },
	    { "channel", 't' },
	    { "purpose", 't' },
	    { "value", 't' },
	    { "hours", 't' },
	    { "zone", 't' },
	    { "source", 't' },
	    { "source_date", 't' },
	    { "checked_on", 'd' },
	    { "confidence", 't' } } },
	{ "fact_event_code",
	  facts_event_codes,
	  "DELETE FROM fact_event_code",
	  "INSERT INTO fact_event_code(carrier,code,text,status,trouble,is_scan,meaning,next_step,"
	  "source,source_date,checked_on,confidence)VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)",
	  "SELECT carrier,code,text,status,trouble,is_scan,meaning,next_step,source,source_date,"
	  "checked_on,confidence FROM fact_event_code ORDER BY id",
	  { { "carrier", 't' },
	    { "code", 't' },
	    { "text", 't' },
	    { "status", 't' },
	    { "trouble", 't' },
	    { "is_scan", 'n' },
	    { "meaning", 't' },
	    { "next_step", 't' },
	    { "source", 't' },
	    { "source_date", 't' },
	    { "checked_on", 'd' },
	    { "confidence", 't' } } },
	{ "fact_route",
	  facts_routes,
	  "DELETE FROM fact_route",
	  "INSERT INTO fact_route(code,kind,title,carrier,insurer,label_source,shipper,place,"
	  "who_may_file,cap_cents,cap_currency,excludes,refund,warning,source,source_date,"
	  "checked_on,confidence)VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,"
	  "?16,?17,?18)",
	  "SELECT code,kind,title,carrier,insurer,label_source,shipper,place,who_may_file,"
	  "cap_cents,cap_currency,excludes,refund,warning,source,source_date,checked_on,"
	  "confidence FROM fact_route ORDER BY code",
	  { { "code", 't' },
	    { "kind", 't' },
	    { "title", 't' },
	    { "carrier", 't' },
	    { "insurer", 't' },
	    { "label_source", 't' },
	    { "shipper", 't' },
	    { "place", 'n' },
	    { "who_may_file", 't' },
	    { "cap_cents", 'n' },
	    { "cap_currency", 't' },
	    { "excludes", 't' },
	    { "refund", 't' },
	    { "warning", 't' },
	    { "source", 't' },
	    { "source_date", 't' },
	    { "checked_on", 'd' },
	    { "confidence", 't' } } },
	{ "fact_evidence",
	  facts_evidence,
	  "DELETE FROM fact_evidence",
	  "INSERT INTO fact_evidence(carrier,kind,route,code,title,kinds,shot,over_cents,"
	  "over_currency,after_wait,asked_when,note,place,source,source_date,checked_on,"
	  "confidence)VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17)",
	  "SELECT carrier,kind,route,code,title,kinds,shot,over_cents,over_currency,"
	  "after_wait,asked_when,note,place,source,source_date,checked_on,"
	  "confidence FROM fact_evidence ORDER BY id",
	  { { "carrier", 't' },
	    { "kind", 't' },
	    { "route", 't' },
	    { "code", 't' },
	    { "title", 't' },
	    { "kinds", 't' },
	    { "shot", 'n' },
	    { "over_cents", 'n' },
	    { "over_currency", 't' },
	    { "after_wait", 'n' },
	    { "asked_when", 't' },
	    { "note", 't' },
	    { "place", 'n' },
	    { "source", 't' },
	    { "source_date", 't' },
	    { "checked_on", 'd' },
	    { "confidence", 't' } } },
	{ "fact_denial",
	  facts_denials,
	  "DELETE FROM fact_denial",
	  "INSERT INTO fact_denial(code,title,rebuttal,evidence,source,source_date,"
	  "checked_on,confidence)VALUES(?1,?2,?3,?4,?5,?6,?7,?8)",
	  "SELECT code,title,rebuttal,evidence,source,source_date,checked_on,"
	  "confidence FROM fact_denial ORDER BY code",
	  { { "code", 't' },
	    { "title", 't' },
	    { "rebuttal", 't' },
	    { "evidence", 't' },
	    { "source", 't' },
	    { "source_date", 't' },
	    { "checked_on", 'd' },
	    { "confidence", 't' } } },
	{ "fact_answer_time",
	  facts_answer_times,
	  "DELETE FROM fact_answer_time",
	  "INSERT INTO fact_answer_time(carrier,what,days,unit,work_week,note,source,"
	  "source_date,checked_on,confidence)VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)",
	  "SELECT carrier,what,days,unit,work_week,note,source,source_date,checked_on,"
	  "confidence FROM fact_answer_time ORDER BY id",
	  { { "carrier", 't' },
	    { "what", 't' },
	    { "days", 'n' },
	    { "unit", 't' },
	    { "work_week", 't' },
	    { "note", 't' },
	    { "source", 't' },
	    { "source_date", 't' },
	    { "checked_on", 'd' },
	    { "confidence", 't' } } },
	{ "fact_step",
	  facts_steps,
	  "DELETE FROM fact_step",
	  "INSERT INTO fact_step(problem,place,code,title,how,done_by,source,source_date,"
	  "checked_on,confidence)VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)",
	  "SELECT problem,place,code,title,how,done_by,source,source_date,checked_on,"
	  "confidence FROM fact_step ORDER BY problem,code",
	  { { "problem", 't' },
	    { "place", 'n' },
	    { "code", 't' },
	    { "title", 't' },
	    { "how", 't' },
	    { "done_by", 't' },
	    { "source", 't' },
	    { "source_date", 't' },
	    { "checked_on", 'd' },
	    { "confidence", 't' } } },
};
enum { FACT_TABLES = sizeof fact_tables / sizeof *fact_tables };

static int width(const struct fact_table *t)
{
	int n = 0;

	while (n < FACT_FIELDS && t->field[n].heading)
		n++;
	return n;
}

static void bind_field(struct stmt *st, int at, char kind, const char *text)
{
	daynum day;

	if (text_blank(text))
		stmt_null(st, at);
	else if (kind == 'n')
		stmt_int(st, at, strtoll(text, NULL, 10));
	else if (kind == 'd' && day_parse_iso(&day, text) == 0)
		stmt_int(st, at, day);
	else
		stmt_text(st, at, text);
}

/* Rows of a text with this table's headings, behind those that are there. */
static int load_rows(const struct fact_table *t, struct db *db, const char *text, size_t len,
		     struct err *err)
{
	struct stmt *st = db_stmt(db, t->insert);
	struct arena a = ARENA_INIT;
	int column[FACT_FIELDS], n, rc = -1;
	char **row;
	struct csv csv;

	csv_open(&csv, text, len, ',');
	if (csv_next(&row, &n, &csv, &a, err) <= 0)
		goto out;
	for (int i = 0; i < width(t); i++) {
		column[i] = csv_column(row, n, t->field[i].heading);
		assert(column[i] >= 0); /* a test reads every file */
	}
	while ((rc = csv_next(&row, &n, &csv, &a, err)) > 0) {
		for (int i = 0; i < width(t); i++)
			bind_field(st, i + 1, t->field[i].kind,
				   column[i] < n ? row[column[i]] : NULL);
		if ((rc = stmt_run(st, err)) < 0)
			goto out;
	}
out:
	arena_release(&a);
	return rc;
}

static int load(const struct fact_table *t, struct db *db, struct err *err)
{
	if (stmt_run(db_stmt(db, t->clear), err) < 0)
		return -1;
	return load_rows(t, db, t->csv, strlen(t->csv), err);
}

static const struct fact_table *table_named(const char *name)
{
	for (int i = 0; i < FACT_TABLES; i++)
		if (!strcmp(fact_tables[i].name, name))
			return &fact_tables[i];
	assert(0);
	return NULL;
}

int rules_published(struct rule **out, int *n, struct arena *a, struct err *err)
{
	return rules_parse(out, n, a, facts_rules, strlen(facts_rules), err);
}

/* The desk's own rules, each in the place of the program's rule of that code. */
static int load_own(struct db *db, const struct rule_file *own, struct err *err)
{
	struct buf b;
	int rc = 0;

	for (int i = 0; i < own->n && rc == 0; i++) {
		struct stmt *st = db_stmt(db, "DELETE FROM fact_rule WHERE code=?1");

		stmt_text(st, 1, own->rule[i].code);
		rc = stmt_run(st, err);
	}
	if (rc < 0 || own->n == 0)
		return rc;
	buf_init(&b, 2 * RULE_FILE_MAX);
	rules_format(&b, own->rule, own->n);
	rc = buf_check(&b, "the table of your rules", err);
	if (rc == 0)
		rc = load_rows(table_named("fact_rule"), db, b.at, b.len, err);
	buf_release(&b);
	for (int i = 0; i < own->n && rc == 0; i++) {
		struct stmt *st = db_stmt(db, "UPDATE fact_rule SET own=1 WHERE code=?1");

		stmt_text(st, 1, own->rule[i].code);
		rc = stmt_run(st, err);
	}
	return rc;
}

int facts_digest(struct hash *out, struct snap *snap, struct err *err)
{
	struct hasher h;
	int rc = 0;

	hash_start(&h);
	for (int i = 0; i < FACT_TABLES; i++) {
		struct stmt *st = db_stmt(snap->db, fact_tables[i].select);

		while ((rc = stmt_step(st, err)) > 0) {
			for (int c = 0; c < width(&fact_tables[i]); c++) {
				const char *text = stmt_get_text(st, c);
				size_t len = 1;

				if (text)
					stmt_get_blob(st, c, &len); /* also what a NUL hides */
				hash_add(&h, text ? text : "\1", len + 1);
			}
		}
		if (rc < 0)
			return -1;
		hash_add(&h, "\2", 2);
	}
	*out = hash_end(&h);
	return 0;
}

static int get_setting(struct setting *out, struct snap *snap, struct arena *a, const char *name,
		       struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT id FROM setting WHERE name=?1");
	int64_t id;
	int rc;

	*out = (struct setting){ .name = name };
	stmt_text(st, 1, name);
	rc = stmt_step(st, err);
	if (rc <= 0)
		return rc;
	id = stmt_get_int(st, 0);
	stmt_reset(st);
	return row_get(out, snap, a, TABLE_SETTING, id, err);
}

int facts_recorded(char hex[HASH_HEX], struct snap *snap, struct err *err)
{
	struct arena a = ARENA_INIT;
	struct setting s;
	int rc = get_setting(&s, snap, &a, "facts.tables", err);

	hex[0] = 0;
	if (rc == 0 && s.value && strlen(s.value) == HASH_HEX - 1)
		memcpy(hex, s.value, HASH_HEX);
	arena_release(&a);
	return rc;
}

static int put_setting(struct tx *tx, struct arena *a, const char *name, const char *value,
		       struct err *err)
{
	struct setting s;

	if (get_setting(&s, tx_snap(tx), a, name, err) < 0)
		return -1;
	s.value = value;
	return s.id ? row_update(&s, tx, TABLE_SETTING, err)
		    : row_insert(&s, tx, TABLE_SETTING, err);
}

/* What the tables are made from: the program's files and the desk's own rules. */
static const char *pack_name(struct arena *a, const struct rule_file *own)
{
	char hex[HASH_HEX];

	return own->there ? arena_printf(a, "%s %s", facts_pack, hash_hex(hex, &own->digest))
			  : facts_pack;
}

static int replace_in(struct tx *tx, struct arena *a, const struct rule_file *own, struct err *err)
{
	const char *pack = pack_name(a, own);
	struct setting have;
	char hex[HASH_HEX];
	struct hash digest;

	if (get_setting(&have, tx_snap(tx), a, "facts.pack", err) < 0)
		return -1;
	if (text_same(have.value, pack)) /* another process was quicker */
		return 0;
	for (int i = 0; i < FACT_TABLES; i++)
		if (load(&fact_tables[i], tx->snap.db, err) < 0)
			return -1;
	if (load_own(tx->snap.db, own, err) < 0 || facts_digest(&digest, tx_snap(tx), err) < 0 ||
	    put_setting(tx, a, "facts.tables", hash_hex(hex, &digest), err) < 0)
		return -1;
	return put_setting(tx, a, "facts.pack", pack, err);
}

static int replace_all(struct store *store, const struct tx_options *options,
		       const struct rule_file *own, struct err *err)
{
	struct tx_options as = *options;
	struct arena a = ARENA_INIT;
	struct tx *tx;
	int rc;

	as.op = "facts.load";
	if (!as.user)
		as.user = login_name(&a);
	if (!as.system_user)
		as.system_user = login_name(&a);
	rc = tx_begin(&tx, store, &as, err);
	if (rc == 0)
		rc = tx_end(tx, replace_in(tx, &a, own, err), err);
	arena_release(&a);
	return rc;
}

/*
 * A table of own rules that cannot be read must not stop the desk: what was read before stays in
 * force, or the program's rules alone when that is older than the program.
 */
static void do_without(struct store *store, struct rule_file *own, bool keep, const struct err *why)
{
	snprintf(store->facts_problem, sizeof store->facts_problem, "%s; %s", why->text,
		 keep ? "until it is put right, the rules stay as they were"
		      : "until it is put right, the program's own rules count");
	own->there = false;
	own->n = 0;
}

int facts_update(struct store *store, const struct tx_options *options, struct err *err)
{
	struct arena a = ARENA_INIT;
	struct rule_file own;
	struct setting s;
	struct err why;
	bool ours, keep;
	int rc = get_setting(&s, &store->snap, &a, "facts.pack", err);

	if (rc < 0)
		goto out;
	keep = s.value && text_has_prefix(s.value, facts_pack);
	ours = rule_file_load(&own, &a, db_path(store->db), &why) == 0;
	if (ours && text_same(s.value, pack_name(&a, &own)))
		goto out;
	if (!ours || rule_file_parse(&own, &a, &why) < 0) {
		do_without(store, &own, keep, &why);
		if (keep)
			goto out;
	}
	rc = replace_all(store, options, &own, err);
out:
	arena_release(&a);
	return rc;
}

int facts_reload(struct tx *tx, struct arena *a, struct err *err)
{
	struct rule_file own;

	if (rule_file_load(&own, a, db_path(tx->store->db), err) < 0 ||
	    rule_file_parse(&own, a, err) < 0 || replace_in(tx, a, &own, err) < 0)
		return -1;
	tx->store->facts_problem[0] = '\0';
	return 0;
}

const char *facts_problem(const struct store *store)
{
	return store->facts_problem[0] ? store->facts_problem : NULL;
}
