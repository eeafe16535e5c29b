#include "store/db_sqlite_rights.h"

#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

/*
 * The tables of the work itself and of the facts. Not here: the journal and its contents, answers
 * of carriers as they came, settings, calls under way, jobs, the index of the search, the schema.
 */
/* clang-format off */
static const struct {
	const char *table;
	const char *hidden; /* columns it may not read, separated by | */
	const char *only;   /* the columns it may read; NULL: all others */
} tables[] = {
	{ "casefile", NULL, NULL },
	{ "claim", NULL, NULL },
	{ "contact", "message_id|callback|keypad", NULL }, /* keys pressed may be somebody's PIN */
	{ "contact_case", NULL, NULL },
	{ "contradiction", NULL, NULL },
	{ "duty", NULL, NULL },
	{ "event", NULL, NULL },
	{ "evidence", "sha256", NULL },
	{ "fact_answer_time", NULL, NULL },
	{ "fact_carrier", NULL, NULL },
	{ "fact_contact", NULL, NULL },
	{ "fact_denial", NULL, NULL },
	{ "fact_event_code", NULL, NULL },
	{ "fact_evidence", NULL, NULL },
	{ "fact_route", NULL, NULL },
	{ "fact_rule", NULL, NULL },
	{ "fact_service", NULL, NULL },
	{ "fact_step", NULL, NULL },
	{ "hold", NULL, NULL },
	{ "import", "sha256", NULL },
	{ "item", NULL, NULL },
	{ "payout", NULL, NULL },
	{ "poll", "answer_sha256", NULL },
	{ "post_office", NULL, NULL },
	{ "promise", NULL, NULL },
	{ "remedy", NULL, NULL },
	{ "request", NULL, NULL },
	{ "route", NULL, NULL },
	{ "shipment", NULL, NULL },
	{ "snooze", NULL, NULL },
	{ "step", NULL, NULL },
	{ "user", NULL, "id|name|role|client|disabled_at" },
	{ "window", NULL, NULL },
};

/* Plain functions: a value from values. None of them reads a file, a clock or a dice. */
static const char *const functions[] = {
	"abs", "avg", "ceil", "coalesce", "count", "cume_dist", "day_of", "dense_rank",
	"first_value", "floor", "group_concat", "ifnull", "iif", "instr", "lag", "last_value",
	"lead", "length", "like", "lower", "ltrim", "max", "min", "month", "nth_value", "ntile",
	"nullif", "percent_rank", "quote", "rank", "replace", "round", "row_number", "rtrim",
	"sign", "substr", "substring", "sum", "total", "trim", "upper",
};

static const struct {
	int action;
	const char *name;
} actions[] = {
	{ SQLITE_ATTACH, "ATTACH" },	{ SQLITE_DETACH, "DETACH" },
	{ SQLITE_PRAGMA, "PRAGMA" },	{ SQLITE_INSERT, "INSERT" },
	{ SQLITE_UPDATE, "UPDATE" },	{ SQLITE_DELETE, "DELETE" },
	{ SQLITE_TRANSACTION, "BEGIN and COMMIT" },
	{ SQLITE_SAVEPOINT, "SAVEPOINT" },
};
/* clang-format on */

#define COUNT(list) (sizeof(list) / sizeof *(list))

static int find(const char *table)
{
	for (size_t i = 0; i < COUNT(tables); i++)
		if (text_same_nocase(tables[i].table, table))
			return (int)i;
	return -1;
}

static bool listed_nocase(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (; list && *list; list += strcspn(list, "|"), list += *list == '|')
		if (strcspn(list, "|") == n && !strncasecmp(list, word, n))
			return true;
	return false;
}

/*
 * A SELECT that reads no column of a WITH table is asked about by that table's own name, which is
 * none of the file's, nor of the engine's.
 */
static bool is_with_table(const struct rights *r, const char *table, const char *column,
			  const char *database)
{
	return !*column && !database && strncasecmp(table, "sqlite_", 7) != 0 &&
	       strncasecmp(table, "pragma_", 7) != 0 && !listed_nocase(r->tables, table);
}

__attribute__((format(printf, 3, 4))) static int deny(struct rights *r, const char *word,
						      const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(r->denied, sizeof r->denied, fmt, ap);
	va_end(ap);
	snprintf(r->word, sizeof r->word, "%s", word);
	return SQLITE_DENY;
}

static int ask_read(struct rights *r, const char *table, const char *column, const char *database)
{
	int at = find(table);

	if (is_with_table(r, table, column, database))
		return SQLITE_OK;
	if (at < 0 || (database && strcmp(database, "main") != 0))
		return deny(r, table, "reports may not read the table %.60s", table);
	if (*column && (listed_nocase(tables[at].hidden, column) ||
			(tables[at].only && !listed_nocase(tables[at].only, column))))
		return deny(r, column, "reports may not read the column %.40s.%.40s", table,
			    column);
	return SQLITE_OK;
}

static int ask_call(struct rights *r, const char *name)
{
	for (size_t i = 0; i < COUNT(functions); i++)
		if (text_same_nocase(functions[i], name))
			return SQLITE_OK;
	return deny(r, name, "reports may not call %.40s()", name);
}

static int ask_else(struct rights *r, int action)
{
	for (size_t i = 0; i < COUNT(actions); i++)
		if (actions[i].action == action)
			return deny(r, "", "%s is not for reports: a report is one SELECT",
				    actions[i].name);
	return deny(r, "", "this is not for reports: a report is one SELECT");
}

int rights_ask(void *rights, int action, const char *what, const char *column, const char *database,
	       const char *through)
{
	(void)through;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_RECURSIVE:
		return SQLITE_OK;
	case SQLITE_READ:
		return ask_read(rights, what, column ? column : "", database);
	case SQLITE_FUNCTION:
		return ask_call(rights, column ? column : "");
	default:
		return ask_else(rights, action);
	}
}
