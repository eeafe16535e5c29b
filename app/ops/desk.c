#include "ops/desk.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/login.h"
#include "base/text.h"
#include "domain/number.h"
#include "ops/internal.h"
#include "store/facts.h"

static const char *system_user(struct desk *desk)
{
	if (!desk->system_user)
		desk->system_user = login_name(&desk->arena);
	return desk->system_user;
}

const char *desk_user(struct desk *desk)
{
	if (!desk->options.user)
		desk->options.user = system_user(desk);
	return desk->options.user;
}

static struct tx_options tx_options(struct desk *desk, const char *op)
{
	return (struct tx_options){ .op = op,
				    .moment = &desk->options.moment,
				    .user = desk_user(desk),
				    .on_behalf = desk->options.on_behalf,
				    .system_user = system_user(desk),
				    .way = desk->way };
}

static enum db_mode mode_of(const struct desk_options *o)
{
	if (o->read_only)
		return DB_READ_ONLY;
	return o->must_exist ? DB_EXISTING : DB_CREATE;
}

void desk_leave_memory_uncounted(void)
{
	db_leave_memory_uncounted();
}

int desk_open(struct desk **out, const struct desk_options *options, struct err *err)
{
	struct desk *desk = calloc(1, sizeof *desk);
	const struct tx_options who = { .moment = &options->moment,
					.user = options->user,
					.on_behalf = options->on_behalf };

	if (!desk)
		abort();
	assert(options->moment.zone);
	desk->options = *options;
	desk->path = arena_strdup(&desk->arena, options->path);
	desk->options.path = desk->path;
	desk->options.user = arena_strdup(&desk->arena, options->user);
	desk->options.on_behalf = arena_strdup(&desk->arena, options->on_behalf);
	desk->options.currency =
		arena_strdup(&desk->arena, options->currency ? options->currency : "USD");
	desk->evidence_dir = arena_printf(&desk->arena, "%s.evidence", desk->path);
	if (store_open(&desk->store, desk->path, mode_of(options), &who, err) < 0) {
		desk_close(desk);
		return -1;
	}
	*out = desk;
	return 0;
}

void desk_close(struct desk *desk)
{
	if (!desk)
		return;
	store_close(desk->store);
	arena_release(&desk->arena);
	free(desk);
}

void desk_work_as(struct desk *desk, const char *user, const struct moment *moment)
{
	desk->options.user = user; /* must live as long as he works */
	desk->options.moment = *moment;
	desk->way = NULL;
}

void desk_work_by(struct desk *desk, const char *way)
{
	desk->way = way;
}

const struct moment *desk_moment(const struct desk *desk)
{
	return &desk->options.moment;
}

const char *desk_path(const struct desk *desk)
{
	return desk->path;
}

const char *desk_evidence_dir(const struct desk *desk)
{
	return desk->evidence_dir;
}

const char *desk_warning(const struct desk *desk)
{
	return facts_problem(desk->store);
}

void desk_fail_at(struct desk *desk, int n)
{
	db_fail_at(store_db(desk->store), n);
}

int desk_begin(struct tx **out, struct desk *desk, const char *op, struct err *err)
{
	struct tx_options who = tx_options(desk, op);

	return tx_begin(out, desk->store, &who, err);
}

int desk_snap(struct snap **out, struct desk *desk, struct err *err)
{
	return snap_begin(out, desk->store, err);
}

void desk_snap_end(struct snap *snap)
{
	snap_end(snap);
}

/* --- names of cases --- */

/* "12" or "#12" of at most nine digits is a case number. */
static bool is_case_number(const char *name, int64_t *id)
{
	const char *p = *name == '#' ? name + 1 : name;
	size_t n = strspn(p, "0123456789");

	if (n == 0 || n > 9 || p[n])
		return false;
	*id = strtoll(p, NULL, 10);
	return true;
}

static int ambiguous(const char *name, const int64_t ids[], int n, struct arena *a, struct err *err)
{
	const char *list = "";

	for (int i = 0; i < n && i < 20; i++)
		list = arena_printf(a, "%s%s%" PRId64, list, i ? ", " : "", ids[i]);
	return err_set(err, ERR_AMBIGUOUS,
		       "'%s' means several cases: %s%s; say which by its number", name, list,
		       n > 20 ? ", ..." : "");
}

/* The tracking number as stored, also without a 420+ZIP prefix. */
static int read_number(const char **number, struct arena *a, const char *name, struct err *err)
{
	struct number n;

	if (number_read(&n, a, name, err) < 0)
		return -1;
	*number = n.ncandidates ? n.candidate[0].number : n.number;
	return 0;
}

static int find_by_number(int64_t *id, struct snap *snap, struct arena *a, const char *name,
			  struct err *err)
{
	const char *number;
	int64_t *ids;
	int n;

	if (read_number(&number, a, name, err) < 0)
		return -1;
	if (cases_of_number(&ids, &n, snap, a, number, true, err) < 0)
		return -1;
	if (n == 0 && cases_of_number(&ids, &n, snap, a, number, false, err) < 0)
		return -1;
	if (n == 0)
		return err_set(err, ERR_NOT_FOUND,
			       "there is no case for '%s'" ERR_TYPED
			       ": 'waylaid open %s --problem KIND' opens one",
			       number, number);
	if (n > 1)
		return ambiguous(name, ids, n, a, err);
	*id = ids[0];
	return 0;
}

static int find_by_id(int64_t id, struct snap *snap, struct err *err)
{
	bool there;

	if (case_exists(&there, snap, id, err) < 0)
		return -1;
	if (!there)
		return err_set(err, ERR_NOT_FOUND,
			       "there is no case %" PRId64 ERR_TYPED
			       ": 'waylaid list --all' shows them all",
			       id);
	return 0;
}

int desk_find_case(int64_t *id, struct desk *desk, const char *name, struct err *err)
{
	struct arena a = ARENA_INIT;
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	if (is_case_number(name, id))
		rc = find_by_id(*id, snap, err);
	else
		rc = find_by_number(id, snap, &a, name, err);
	desk_snap_end(snap);
	arena_release(&a);
	return rc;
}

int shipment_by_number(int64_t *id, struct snap *snap, struct arena *a, const char *name,
		       struct err *err)
{
	const char *number;
	int64_t *ids;
	int n;

	if (read_number(&number, a, name, err) < 0 ||
	    shipments_of_number(&ids, &n, snap, a, number, err) < 0)
		return -1;
	if (n == 0)
		return err_set(err, ERR_NOT_FOUND,
			       "the desk has no parcel '%s'" ERR_TYPED
			       ": 'waylaid open %s --problem KIND' takes it in",
			       number, number);
	*id = ids[0]; /* the newest: carriers use numbers again */
	return 0;
}

static int find_shipment(int64_t *id, struct snap *snap, struct arena *a, const char *name,
			 struct err *err)
{
	struct casefile c;
	int64_t case_id;

	if (is_case_number(name, &case_id)) {
		if (find_by_id(case_id, snap, err) < 0 ||
		    row_get(&c, snap, a, TABLE_CASEFILE, case_id, err) < 0)
			return -1;
		*id = c.shipment_id;
		return 0;
	}
	return shipment_by_number(id, snap, a, name, err);
}

int desk_find_shipment(int64_t *id, struct desk *desk, const char *name, struct err *err)
{
	struct arena a = ARENA_INIT;
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = find_shipment(id, snap, &a, name, err);
	desk_snap_end(snap);
	arena_release(&a);
	return rc;
}
