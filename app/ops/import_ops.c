#include "ops/import_ops.h"

#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "ops/import_parts.h"

enum { SIZE_AT_FIRST = 500 };

/* Everything that is open while one file comes in. */
struct run {
	struct import_job job;
	struct import_reader reader;
	struct survey survey;
	struct column_plan plan;
	struct names names;
	struct lot lot;
	int fd;
	bool locked;
};

/* Cells are the lot's: what is kept is copied. */
static void note(void *payload, const char *field, const char *text)
{
	struct run *run = payload;
	struct import_report *r = run->job.out;
	char word[64];
	size_t n = utf8_cut(text, sizeof word - 1);

	memcpy(word, text, n);
	word[n] = '\0';
	for (int i = 0; i < r->nnotes; i++) {
		if (r->note[i].field != field || strcmp(r->note[i].text, word) != 0)
			continue;
		r->note[i].rows++;
		return;
	}
	if (r->nnotes < IMPORT_NOTES)
		r->note[r->nnotes++] =
			(struct import_note){ field, arena_strdup(run->job.a, word), 1 };
}

/* The map that was named, or the one that knows the headings. */
static int choose_map(struct run *run, struct arena *a, struct err *err)
{
	const struct import_options *o = run->job.options;
	const struct survey *s = &run->survey;
	const struct column_map **maps, *map;
	int n;

	if (o->map) {
		if (import_map_find(&map, a, o->map, err) < 0)
			return -1;
	} else if (import_maps(&maps, &n, a, err) < 0 ||
		   column_map_choose(&map, a, maps, n, s->folded, s->nheadings, err) < 0) {
		return -1;
	}
	run->job.out->map = map->name;
	run->job.out->map_title = map->title;
	run->job.out->map_confidence = map->confidence;
	return column_plan_make(&run->plan, map, s->folded, s->nheadings, err);
}

static int find_carrier(const char **out, struct run *run, struct err *err)
{
	const char *typed = run->job.options->carrier;
	struct known_name known;

	*out = NULL;
	if (!typed)
		return 0;
	known = names_find(&run->names, NULL, typed);
	if (!known.code)
		return err_set(err, ERR_INPUT,
			       "carrier '%s' is not known" ERR_TYPED
			       ": 'waylaid contacts' lists the carriers",
			       typed);
	if (known.second)
		return err_set(err, ERR_AMBIGUOUS, "'%s' may be %s or %s: say which", typed,
			       known.code, known.second);
	*out = known.code;
	return 0;
}

static int set_context(struct run *run, struct err *err)
{
	const struct import_options *o = run->job.options;
	const struct column_map *map = run->plan.map;
	struct row_context *c = &run->reader.context;
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, run->job.desk, err) < 0)
		return -1;
	rc = names_load(&run->names, snap, run->job.a, err);
	desk_snap_end(snap);
	*c = (struct row_context){
		.plan = &run->plan,
		.names = &run->names,
		.account = o->account,
		.client = o->client,
		.label_source = o->label_source,
		.currency = map->currency ? map->currency : run->job.desk->options.currency,
		.heading = run->survey.heading,
		.nheadings = run->survey.nheadings,
		.order = run->survey.order,
		.note = note,
		.payload = run,
	};
	return rc < 0 ? -1 : find_carrier(&c->carrier, run, err);
}

/* An import of the same content that was cut off goes on; one read otherwise is left alone. */
static int begin(struct run *run, struct arena *a, struct err *err)
{
	struct import_job *job = &run->job;
	struct import old;
	struct snap *snap;
	int rc;

	if (import_lock(job->desk->store, err) < 0)
		return -1;
	run->locked = true;
	if (desk_snap(&snap, job->desk, err) < 0)
		return -1;
	rc = import_unfinished(&old, snap, a, run->survey.sha256, err);
	desk_snap_end(snap);
	if (rc < 0)
		return -1;
	job->import = (struct import){
		.name = job->out->name,
		.sha256 = run->survey.sha256,
		.kind = "shipments",
		.map = run->plan.map->name,
	};
	if (old.id && text_same(old.map, job->import.map)) {
		job->import = old;
		job->resume_at = old.rows_read;
		job->out->resumed = true;
		job->out->created = old.rows_created;
		job->out->merged = old.rows_merged;
	}
	return 0;
}

static const char *refusals_path(struct run *run)
{
	const struct import_options *o = run->job.options;

	if (o->refusals)
		return *o->refusals ? o->refusals : NULL;
	if (o->dry_run)
		return NULL;
	return arena_printf(run->job.a, "%s.refused.csv", strcmp(o->path, "-") ? o->path : "stdin");
}

static int take_in(struct run *run, struct err *err)
{
	struct import_job *job = &run->job;
	bool dry = job->options->dry_run;

	if (reader_open(&run->reader, run->fd, err) < 0)
		return -1;
	do {
		if (reader_next(&run->lot, &run->reader, err) < 0)
			return -1;
		if (dry ? lot_preview(job, &run->lot, err) < 0 : lot_write(job, &run->lot, err) < 0)
			return -1;
	} while (!run->lot.last);
	return 0;
}

static int prepare(struct run *run, struct err *err)
{
	struct import_job *job = &run->job;
	const struct import_options *o = job->options;
	const char *base = path_base(o->path);

	job->out->name =
		strcmp(o->path, "-") ? utf8_repair(job->a, base, strlen(base)) : "standard input";
	if (import_file_open(&run->fd, job->desk, o->path, err) < 0)
		return -1;
	if (survey_headings(&run->survey, job->a, run->fd, err) < 0 ||
	    choose_map(run, job->a, err) < 0)
		return err_wrap(err, "%s", job->out->name);
	run->survey.order = o->dates;
	if (survey_rows(&run->survey, job->a, run->fd, &run->plan, err) < 0)
		return err_wrap(err, "%s", job->out->name);
	if (set_context(run, err) < 0)
		return -1;
	job->survey = &run->survey;
	job->refused = (struct refused){ .path = refusals_path(run),
					 .heading = run->survey.heading,
					 .nheadings = run->survey.nheadings };
	return o->dry_run ? 0 : begin(run, job->a, err);
}

static void release(struct run *run)
{
	reader_close(&run->reader);
	lot_release(&run->lot);
	names_release(&run->names);
	seen_release(run->job.seen);
	if (run->fd >= 0)
		close(run->fd);
	if (run->locked)
		import_unlock(run->job.desk->store);
}

int import_run(struct import_report *out, struct desk *desk, struct arena *a,
	       const struct import_options *options, struct err *err)
{
	struct run run = {
		.job = { .desk = desk,
			 .options = options,
			 .out = out,
			 .a = a,
			 .size = SIZE_AT_FIRST },
		.fd = -1,
	};
	struct err ignored;
	int rc = -1;

	*out = (struct import_report){ 0 };
	if (prepare(&run, err) < 0 || take_in(&run, err) < 0)
		goto out;
	out->import_id = run.job.import.id;
	if (out->refused && run.job.refused.path)
		out->refusals_file = run.job.refused.path;
	rc = refused_end(&run.job.refused, true, err);
out:
	if (rc < 0)
		refused_end(&run.job.refused, false, &ignored);
	release(&run);
	return rc;
}

int import_past(struct import_past **out, int *n, struct desk *desk, struct arena *a,
		struct err *err)
{
	struct import *all;
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = import_list(&all, n, snap, a, err);
	desk_snap_end(snap);
	if (rc < 0)
		return -1;
	*out = arena_array(a, (size_t)*n, sizeof **out);
	for (int i = 0; i < *n; i++)
		(*out)[i] = (struct import_past){
			.id = all[i].id,
			.name = all[i].name,
			.what = all[i].map                          ? IMPORT_PARCELS
				: text_same(all[i].kind, "payouts") ? IMPORT_PAYOUTS
								    : IMPORT_EVENTS,
			.map = all[i].map ? all[i].map : all[i].kind,
			.by = all[i].imported_by,
			.state = import_state_names[all[i].state],
			.rows = all[i].rows_read,
			.created = all[i].rows_created,
			.merged = all[i].rows_merged,
			.refused = all[i].rows_refused,
			.started_at = all[i].started_at,
		};
	return 0;
}
