#include "view/report_doc.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/own_files.h"
#include "base/text.h"
#include "view/doc.h"

/* Embedded at build time from reports/, in the order of their names. */
extern const char report_sql_aging[], report_sql_board[], report_sql_denials[], report_sql_effort[],
	report_sql_months[], report_sql_promises[], report_sql_recovery[], report_sql_register[];

static const struct {
	const char *name, *text;
} embedded[] = {
	{ "aging", report_sql_aging },       { "board", report_sql_board },
	{ "denials", report_sql_denials },   { "effort", report_sql_effort },
	{ "months", report_sql_months },     { "promises", report_sql_promises },
	{ "recovery", report_sql_recovery }, { "register", report_sql_register },
};
enum { EMBEDDED = sizeof embedded / sizeof *embedded, OWN_MAX = 200 };

/* Where one lies: in the program (text) or in a file. */
struct place {
	const char *name, *path, *text;
};

static int by_name(const void *x, const void *y)
{
	const struct place *p = x, *q = y;

	return strcmp(p->name, q->name);
}

static int list_all(struct place **out, int *n, struct arena *a, struct err *err)
{
	struct own_files own = { .folder = "reports", .ending = ".sql", .max = OWN_MAX };
	struct place *place = arena_array(a, OWN_MAX + EMBEDDED, sizeof *place);

	if (own_files_list(&own, a, err) < 0)
		return -1;
	for (*n = 0; *n < own.n; (*n)++)
		place[*n] = (struct place){ own.file[*n].name, own.file[*n].path, NULL };
	for (int i = 0; i < EMBEDDED; i++) {
		bool replaced = false;

		for (int k = 0; k < own.n && !replaced; k++)
			replaced = !strcmp(place[k].name, embedded[i].name);
		if (!replaced)
			place[(*n)++] =
				(struct place){ embedded[i].name,
						arena_printf(a, "reports/%s.sql", embedded[i].name),
						embedded[i].text };
	}
	qsort(place, (size_t)*n, sizeof *place, by_name);
	*out = place;
	return 0;
}

static int read_place(struct report **out, struct arena *a, const struct place *p, struct err *err)
{
	struct report_text text = { .name = p->name, .path = p->path, .bytes = p->text };
	char *bytes;

	*out = arena_alloc(a, sizeof **out);
	if (p->text) {
		text.len = strlen(p->text);
	} else {
		if (file_read(&bytes, &text.len, a, p->path, REPORT_BYTES_MAX, err) < 0)
			return -1;
		text.bytes = bytes;
	}
	return report_read(*out, a, &text, err);
}

/* "by-client" means "by_client". */
static bool same_name(const char *typed, const char *name)
{
	for (; *typed && *name; typed++, name++)
		if ((*typed == '-' ? '_' : *typed) != (*name == '-' ? '_' : *name))
			return false;
	return *typed == *name;
}

int report_find(const struct report **out, struct arena *a, const char *name, struct err *err)
{
	const char *file = own_file_name(a, path_base(name), ".sql"), *list = "";
	struct place *place;
	struct report *r;
	int n;

	if (strchr(name, '/') || file) {
		place = &(struct place){ file ? file : path_base(name), name, NULL };
		if (read_place(&r, a, place, err) < 0)
			return -1;
		*out = r;
		return 0;
	}
	if (list_all(&place, &n, a, err) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		if (same_name(name, place[i].name)) {
			*out = NULL;
			if (read_place(&r, a, &place[i], err) < 0)
				return -1;
			*out = r;
			return 0;
		}
		list = arena_printf(a, "%s%s%s", list, i ? ", " : "", place[i].name);
	}
	return err_set(err, ERR_NOT_FOUND,
		       "there is no report '%.60s': there are %s, or a file.sql", name, list);
}

/* --- the list --- */

static void param_node(struct arena *a, struct node *list, const struct report_param *p)
{
	static const char *const types[] = { "text", "day", "number", "choice" };
	struct node *n = node_map(a, list, NULL), *choices;

	node_text(a, n, "name", p->name);
	node_text(a, n, "type", types[p->type]);
	node_text(a, n, "default", p->initial);
	node_text(a, n, "help", *p->help ? p->help : NULL);
	if (!p->nchoices)
		return;
	choices = node_list(a, n, "choices");
	for (int i = 0; i < p->nchoices; i++)
		node_text(a, choices, NULL, p->choice[i]);
}

static void place_node(struct arena *a, struct node *list, const struct place *p)
{
	struct node *n = node_map(a, list, NULL), *sub;
	struct err why = { 0 };
	struct report *r;
	bool good = read_place(&r, a, p, &why) == 0;

	node_text(a, n, "name", p->name);
	node_text(a, n, "title", good ? report_plain_title(a, r) : NULL);
	node_text(a, n, "about", good ? r->about : NULL);
	node_text(a, n, "file", p->text ? NULL : p->path);
	sub = node_list(a, n, "parameters");
	for (int i = 0; good && i < r->nparams; i++)
		param_node(a, sub, &r->param[i]);
	sub = node_list(a, n, "board");
	for (int i = 0; good && i < r->nboard; i++)
		node_text(a, sub, NULL, r->board[i]);
	node_text(a, n, "fault", good ? NULL : why.text);
}

int reports_doc(struct node **out, struct arena *a, struct err *err)
{
	struct place *place;
	struct node *list;
	int n;

	if (list_all(&place, &n, a, err) < 0)
		return -1;
	*out = node_root(a);
	list = node_list(a, *out, "items");
	for (int i = 0; i < n; i++)
		place_node(a, list, &place[i]);
	node_int(a, *out, "count", n);
	return 0;
}
