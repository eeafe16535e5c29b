#include "ops/saved_view_ops.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"
#include "ops/internal.h"

/* --- who sees which --- */

static bool is_seen(struct desk *desk, const struct saved_view *v, const struct view_reader *who)
{
	if (v->kept_for && !text_same(v->kept_for, desk_user(desk)))
		return false;
	/* A view of all clients may name others, be it by its own name. */
	return !who->client || text_same(v->client, who->client);
}

bool saved_view_is_his(struct desk *desk, const struct saved_view *v, const struct view_reader *who)
{
	return text_same(v->kept_for ? v->kept_for : v->saved_by, desk_user(desk)) ||
	       (!v->kept_for && who->manager);
}

static int read_seen(struct saved_view **out, int *n, struct desk *desk, struct snap *snap,
		     struct arena *a, const struct view_reader *who, struct err *err)
{
	int kept = 0;

	if (row_list(out, n, snap, a, TABLE_SAVED_VIEW,
		     "WHERE id>?1 ORDER BY kept_for IS NULL, name, id", 0, 0, err) < 0)
		return -1;
	for (int i = 0; i < *n; i++)
		if (is_seen(desk, &(*out)[i], who))
			(*out)[kept++] = (*out)[i];
	*n = kept;
	return 0;
}

int saved_views_of(struct saved_view **out, int *n, struct desk *desk, struct arena *a,
		   const struct view_reader *who, struct err *err)
{
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = read_seen(out, n, desk, snap, a, who, err);
	desk_snap_end(snap);
	return rc;
}

int saved_view_read(struct saved_view *out, struct desk *desk, struct snap *snap, struct arena *a,
		    int64_t id, const struct view_reader *who, struct err *err)
{
	struct saved_view *all;
	int n;

	if (read_seen(&all, &n, desk, snap, a, who, err) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		if (all[i].id == id) {
			*out = all[i];
			return 0;
		}
	}
	return err_set(err, ERR_NOT_FOUND, "there is no such view: it may be deleted");
}

static int no_such_view(const char *name, const struct saved_view *v, int n, struct err *err)
{
	struct buf list;

	if (n == 0)
		return err_set(err, ERR_NOT_FOUND,
			       "there is no saved view '%.60s', and none at all: the register's "
			       "page saves them",
			       name);
	buf_init(&list, 4096);
	for (int i = 0; i < n; i++)
		buf_printf(&list, "%s'%s'", i ? ", " : "", v[i].name);
	err_set(err, ERR_NOT_FOUND, "there is no saved view '%.60s'; there are: %.400s", name,
		list.at);
	buf_release(&list);
	return -1;
}

int saved_view_find(struct saved_view *out, struct desk *desk, struct arena *a, const char *name,
		    const struct view_reader *who, struct err *err)
{
	struct saved_view *v;
	int n;

	if (saved_views_of(&v, &n, desk, a, who, err) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		if (text_same(v[i].name, name)) {
			*out = v[i];
			return 0;
		}
	}
	return no_such_view(name, v, n, err);
}

/* --- what it asks for --- */

static int take_code(int *out, const char *const names[], int n, const char *typed,
		     const char *what, struct err *err)
{
	*out = -1;
	return typed ? name_parse(out, names, n, typed, what, err) : 0;
}

int saved_view_query(struct list_query *out, struct desk *desk, struct arena *a,
		     const struct saved_view *v, const char *currency, struct err *err)
{
	daynum today = desk->options.moment.today;
	struct money value = MONEY_NONE;
	int carrier, sort;

	memset(out, 0, sizeof *out);
	out->due_on = DAY_NONE;
	out->opened_since = INSTANT_NONE;
	if (take_code(&out->stage, stage_names, STAGE_NVALUES, v->stage, "stage", err) < 0 ||
	    take_code(&out->problem, problem_names, PROBLEM_NVALUES, v->problem, "problem", err) <
		    0 ||
	    take_code(&carrier, carrier_codes, carrier_codes_n, v->carrier, "carrier", err) < 0 ||
	    take_code(&sort, list_sort_names, LIST_SORT_NVALUES, v->sort, "sort", err) < 0 ||
	    (v->due && day_parse(&out->due_on, v->due, today, "due", err) < 0) ||
	    (v->value && money_parse(&value, v->value, currency, "value", err) < 0))
		return -1;
	out->all = v->closed || out->stage == STAGE_CLOSED;
	out->carrier = carrier < 0 ? NULL : carrier_codes[carrier];
	out->owner = v->mine ? arena_strdup(a, desk_user(desk)) : v->owner;
	out->client = v->client;
	out->value_cents = money_known(&value) ? value.cents : 0;
	out->sort = sort < 0 ? LIST_NEWEST : (enum list_sort)sort;
	return 0;
}

/* --- keeping it --- */

static int check_name(const char *name, struct err *err)
{
	size_t n = name ? strlen(name) : 0;

	if (n == 0 || n > VIEW_NAME_MAX || strpbrk(name, "\n\t"))
		return err_set(err, ERR_INPUT,
			       "give the view a name: one line of 1 to %d bytes, such as 'dear and "
			       "soon'",
			       VIEW_NAME_MAX);
	return 0;
}

static bool same_shelf(const struct saved_view *a, const struct saved_view *b)
{
	return (!a->kept_for && !b->kept_for) || text_same(a->kept_for, b->kept_for);
}

/* The one beside v that has its name; *out is NULL when there is none. All views are looked at. */
static int find_namesake(struct saved_view **out, int *seen, struct tx *tx, struct arena *a,
			 const struct saved_view *v, struct err *err)
{
	struct saved_view *all;
	int n;

	*out = NULL;
	*seen = 0;
	if (row_list(&all, &n, tx_snap(tx), a, TABLE_SAVED_VIEW, "WHERE id>?1 ORDER BY id", 0, 0,
		     err) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		if (!same_shelf(&all[i], v))
			continue;
		++*seen;
		if (all[i].id != v->id && text_same(all[i].name, v->name))
			*out = &all[i];
	}
	return 0;
}

static int is_taken(const char *name, struct err *err)
{
	return err_set(err, ERR_STATE,
		       "there is a view '%.60s' already: choose another name, or delete that one",
		       name);
}

static int put(struct saved_view *v, struct tx *tx, struct desk *desk, struct arena *a,
	       const struct view_reader *who, struct err *err)
{
	struct saved_view *had;
	int seen;

	if (find_namesake(&had, &seen, tx, a, v, err) < 0)
		return -1;
	if (had && (!saved_view_is_his(desk, had, who) || !is_seen(desk, had, who)))
		return is_taken(v->name, err);
	if (!had && seen >= VIEWS_MAX)
		return err_set(err, ERR_STATE, "there are %d views: delete one first", VIEWS_MAX);
	if (!had)
		return row_insert(v, tx, TABLE_SAVED_VIEW, err);
	v->id = had->id;
	v->version = had->version;
	return row_same(TABLE_SAVED_VIEW, v, had) ? 0 : row_update(v, tx, TABLE_SAVED_VIEW, err);
}

int saved_view_save(struct saved_view *v, struct desk *desk, struct arena *a,
		    const struct view_reader *who, const char *currency, struct err *err)
{
	struct list_query q;
	struct tx *tx;

	v->id = 0;
	v->saved_by = arena_strdup(a, desk_user(desk));
	if (v->kept_for)
		v->kept_for = v->saved_by;
	if (who->client)
		v->client = who->client;
	if (check_name(v->name, err) < 0 || saved_view_query(&q, desk, a, v, currency, err) < 0 ||
	    desk_begin(&tx, desk, "view.save", err) < 0)
		return -1;
	return tx_end(tx, put(v, tx, desk, a, who, err), err);
}

/* --- changing it --- */

/* As it is now; to who may not see it, it is not there. */
static int take(struct saved_view *out, struct tx *tx, struct desk *desk, struct arena *a,
		const struct view_seen *seen, const struct view_reader *who, struct err *err)
{
	if (saved_view_read(out, desk, tx_snap(tx), a, seen->id, who, err) < 0)
		return -1;
	if (!saved_view_is_his(desk, out, who))
		return err_set(
			err, ERR_NOT_PERMITTED,
			"'%.60s' is the desk's: %.60s, who saved it, or a manager changes it",
			out->name, out->saved_by);
	if (seen->version && out->version != seen->version)
		return err_set(err, ERR_CONFLICT,
			       "'%.60s' was changed meanwhile: look at it again first", out->name);
	return 0;
}

static int rename_one(struct tx *tx, struct desk *desk, struct arena *a,
		      const struct view_seen *seen, const char *name, const struct view_reader *who,
		      struct err *err)
{
	struct saved_view v, *had;
	int n;

	if (take(&v, tx, desk, a, seen, who, err) < 0)
		return -1;
	if (text_same(v.name, name))
		return 0;
	v.name = name;
	if (find_namesake(&had, &n, tx, a, &v, err) < 0)
		return -1;
	return had ? is_taken(name, err) : row_update(&v, tx, TABLE_SAVED_VIEW, err);
}

int saved_view_rename(struct desk *desk, struct arena *a, const struct view_seen *seen,
		      const char *name, const struct view_reader *who, struct err *err)
{
	struct tx *tx;

	if (check_name(name, err) < 0 || desk_begin(&tx, desk, "view.rename", err) < 0)
		return -1;
	return tx_end(tx, rename_one(tx, desk, a, seen, name, who, err), err);
}

int saved_view_delete(struct desk *desk, struct arena *a, const struct view_seen *seen,
		      const struct view_reader *who, struct err *err)
{
	struct saved_view v;
	struct tx *tx;
	int rc;

	if (desk_begin(&tx, desk, "view.delete", err) < 0)
		return -1;
	rc = take(&v, tx, desk, a, seen, who, err);
	if (rc == 0)
		rc = row_delete(tx, TABLE_SAVED_VIEW, v.id, err);
	return tx_end(tx, rc, err);
}
