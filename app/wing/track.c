#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "carrier/whom.h"
#include "cli/access.h"
#include "cli/cmds.h"
#include "cli/print.h"
#include "cli/setting.h"
#include "cli/tracked.h"
#include "net/fetch.h"
#include "ops/tracking_ops.h"
#include "view/doc.h"
#include "wing/parts.h"

/* How often the lease on a carrier is renewed, and progress shown. */
enum { LEASE_AGAIN_S = 60, SHOWN_AGAIN_MS = 100 };

/*
 * Set by the first Ctrl-C: what came is kept, nothing more is asked. A second one ends us at once.
 */
static volatile sig_atomic_t stop;

static void on_interrupt(int sig)
{
	stop = 1;
	signal(sig, SIG_DFL);
}

/* What one carrier is asked, and how much of it came. */
struct line {
	const struct carrier *carrier;
	int asked, came, deferred;
	const char *why; /* the first reason for which something was deferred */
	bool leased;
};

/* One run of track: what is asked, and what came so far. */
struct run {
	struct cli *cli;
	struct node *items;
	struct line *line;
	struct fetch_job *job; /* one for each line */
	int njobs;
	int asked, came, failed;
	bool progress, leases;
	instant leased_at;
	int64_t shown_ms;
	const char *first_failure;
};

static int64_t clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* "USPS 70 of 200, UPS 12 of 40 asked" on one line of the terminal. */
static void show_progress(struct run *run)
{
	FILE *to = run->cli->err;

	if (!run->progress)
		return;
	if (run->came < run->asked && clock_ms() - run->shown_ms < SHOWN_AGAIN_MS)
		return;
	run->shown_ms = clock_ms();
	fputc('\r', to);
	for (int i = 0; i < run->njobs; i++)
		fprintf(to, "%s%s %d of %d", i ? ", " : "", whom_title(run->line[i].carrier->code),
			run->line[i].came, run->line[i].asked);
	fputs(" asked\033[K", to);
	fflush(to);
}

static void end_progress(const struct run *run)
{
	if (run->progress)
		fputs("\r\033[K", run->cli->err);
}

/* --- one process at a time asks a carrier --- */

static int renew_leases(struct run *run, struct err *err)
{
	instant now = time(NULL);

	if (!run->leases || now - run->leased_at < LEASE_AGAIN_S)
		return 0;
	run->leased_at = now;
	for (int i = 0; i < run->njobs; i++)
		if (tracking_lease(run->cli->desk, run->line[i].carrier->code, now, err) < 0)
			return -1;
	return 0;
}

static void drop_job(struct run *run, int at)
{
	access_release(&run->job[at].credentials);
	run->njobs--;
	for (int i = at; i < run->njobs; i++) {
		run->job[i] = run->job[i + 1];
		run->line[i] = run->line[i + 1];
	}
}

/* A carrier that somebody else is asking is left to them; -1 when no other is left. */
static int take_leases(struct run *run, struct err *err)
{
	bool any = run->njobs == 0;

	run->leased_at = time(NULL);
	for (int i = 0; run->leases && i < run->njobs;) {
		struct line *l = &run->line[i];

		if (tracking_lease(run->cli->desk, l->carrier->code, run->leased_at, err) == 0) {
			any = l->leased = true;
			i++;
			continue;
		}
		if (err->code != ERR_BUSY || (run->njobs == 1 && !any))
			return -1;
		cli_note(run->cli, "%s is left out: %s", whom_title(l->carrier->code), err->text);
		drop_job(run, i);
	}
	return 0;
}

static void give_leases(struct run *run)
{
	struct err err;

	for (int i = 0; i < run->njobs; i++)
		if (run->line[i].leased &&
		    tracking_release(run->cli->desk, run->line[i].carrier->code, &err) < 0)
			cli_note(run->cli, "%s", err.text);
}

/* --- what came --- */

static struct line *line_of(struct run *run, const struct carrier *carrier)
{
	struct line *l = run->line;

	while (l->carrier != carrier)
		l++;
	return l;
}

/* Remember for the end what became of one parcel. */
static void count(struct run *run, struct line *l, const struct tracked *t)
{
	struct arena *a = &run->cli->arena;
	bool failed = t->outcome == POLL_UNREADABLE || t->outcome == POLL_REFUSED ||
		      t->outcome == POLL_UNREACHABLE;

	run->failed += failed;
	if (failed && !run->first_failure)
		run->first_failure = arena_strdup(a, t->message);
	if (t->outcome == POLL_DEFERRED && l->deferred++ == 0)
		l->why = arena_strdup(a, t->message);
	tracked_node(a, run->items, t);
	l->came++;
	run->came++;
}

/* Those that were asked, recorded together; *ntracked: one for each of their readings. */
static int record_sent(struct tracked **out, struct run *run, struct arena *a,
		       const struct answered answers[], int n, struct err *err)
{
	struct answered *sent = arena_array(a, (size_t)n, sizeof(*sent));
	int nsent = 0;

	for (int i = 0; i < n; i++)
		if (!answers[i].unsent)
			sent[nsent++] = answers[i];
	*out = NULL;
	if (nsent == 0)
		return 0;
	return tracking_record(out, run->cli->desk, a, sent, nsent, SOURCE_API, err);
}

/* Some answers came: record them, then remember them for the end. */
static int take(void *payload, const struct answered answers[], int n, struct err *err)
{
	struct run *run = payload;
	struct arena a = ARENA_INIT;
	struct tracked *recorded;
	int rc = renew_leases(run, err);

	if (rc == 0)
		rc = record_sent(&recorded, run, &a, answers, n, err);
	for (int i = 0; i < n && rc == 0; i++) {
		struct line *l = line_of(run, answers[i].asked);
		struct tracked *t = recorded;

		if (answers[i].unsent)
			rc = tracking_left(&t, run->cli->desk, &a, &answers[i], err);
		else
			recorded += answers[i].nreadings;
		for (int k = 0; k < answers[i].nreadings && rc == 0; k++)
			count(run, l, &t[k]);
	}
	show_progress(run);
	arena_release(&a);
	return rc;
}

/* --- the run --- */

static void make_jobs(struct run *run, const struct plans *plans)
{
	struct arena *a = &run->cli->arena;

	run->job = arena_array(a, (size_t)plans->nplans + 1, sizeof(*run->job));
	run->line = arena_array(a, (size_t)plans->nplans + 1, sizeof(*run->line));
	run->njobs = plans->nplans;
	for (int i = 0; i < plans->nplans; i++) {
		const struct plan *p = &plans->plan[i];
		const struct carrier *carrier = carrier_find(p->carrier);

		run->line[i] = (struct line){ .carrier = carrier, .asked = p->nasks };
		run->job[i] = (struct fetch_job){
			.carrier = carrier,
			.asks = p->ask,
			.n = p->nasks,
			.quota = setting_get(run->cli, p->carrier, "quota", NULL),
			.ca_file = setting_get(run->cli, p->carrier, "ca_file", NULL),
		};
		access_credentials(&run->job[i].credentials, run->cli, carrier);
	}
}

static int ask_all(struct run *run, struct err *err)
{
	struct sigaction act = { .sa_handler = on_interrupt };
	struct fetch_options options = { .stop = &stop, .zone = run->cli->moment.zone };
	int rc;

	sigaction(SIGINT, &act, NULL);
	sigaction(SIGTERM, &act, NULL);
	rc = take_leases(run, err);
	for (int i = 0; i < run->njobs; i++)
		run->asked += run->line[i].asked;
	if (rc == 0 && run->njobs && !stop) {
		show_progress(run);
		rc = fetch_all(run->job, run->njobs, &options, take, run, err);
		end_progress(run);
	}
	give_leases(run);
	for (int i = 0; i < run->njobs; i++)
		access_release(&run->job[i].credentials);
	return rc;
}

static void tracked_text(struct cli *cli, const struct node *doc)
{
	if (node_get(doc, "items")->count == 0)
		print_line(cli, INK_PLAIN, "Nothing to ask: no parcel is due.");
	tracked_table(cli, doc);
}

/* One clear line when something failed; the items are printed all the same. */
static int judge(const struct run *run, struct err *err)
{
	if (stop && run->came < run->asked)
		return err_set(err, ERR_REMOTE,
			       "stopped: %d of %d were asked and are recorded; run it "
			       "again for the rest",
			       run->came, run->asked);
	if (run->failed == 0)
		return 0;
	if (run->failed == 1 || run->failed == run->came)
		return err_set(err, ERR_REMOTE, "%s",
			       run->first_failure ? run->first_failure
						  : "the carrier could not be asked");
	return err_set(err, ERR_REMOTE, "%d of %d could not be asked; the first: %s", run->failed,
		       run->came, run->first_failure ? run->first_failure : "reason unknown");
}

static int finish(struct run *run, struct node *doc, struct err *err)
{
	struct arena *a = &run->cli->arena;
	struct err printing;
	int rc = judge(run, err);

	for (int i = 0; i < run->njobs && run->leases; i++)
		if (run->line[i].deferred)
			cli_note(run->cli, "%d of %d parcels deferred: %s", run->line[i].deferred,
				 run->line[i].asked, run->line[i].why);
	node_int(a, doc, "count", run->came);
	if (rc == 0)
		return cli_show(run->cli, doc, tracked_text, err);
	node_error(a, doc, err);
	if (run->came || run->cli->json) {
		cli_fail_printed(run->cli);
		cli_show(run->cli, doc, tracked_text, &printing);
	}
	return -1;
}

/* What a person should know before it begins. */
static void say_plan(struct cli *cli, const struct plans *p)
{
	if (p->unasked)
		cli_note(cli,
			 "%d parcel%s of carriers that cannot be asked yet: use 'events import' or "
			 "log what you see",
			 p->unasked, p->unasked == 1 ? "" : "s");
	if (p->paid)
		cli_note(cli, "%d parcel%s through EasyPost (paid)", p->paid,
			 p->paid == 1 ? "" : "s");
	if (p->finished && cli->args.nwords)
		cli_note(cli,
			 "%d parcel%s delivered or cancelled, and not asked for again through "
			 "EasyPost, which costs",
			 p->finished, p->finished == 1 ? " is" : "s are");
}

static int cmd_track(struct cli *cli, struct err *err)
{
	struct arena *a = &cli->arena;
	struct node *doc = node_root(a);
	struct run run = { .cli = cli, .items = node_list(a, doc, "items") };
	bool due = arg_given(&cli->args, "--due"), all = arg_given(&cli->args, "--all");
	struct paths paths;
	struct plans plans;
	struct plan_query query = {
		.names = cli->args.word, .nnames = cli->args.nwords, .due = due, .paths = &paths
	};

	if (!cli->args.nwords && !due && !all)
		return err_set(err, ERR_INPUT,
			       "say which parcels: 'waylaid track CASE', or --all for "
			       "every parcel that still moves");
	run.progress = !cli->quiet && isatty(fileno(cli->err));
	run.leases = !cli->args.nwords; /* a person who names a parcel is not kept waiting */
	if (access_paths(&paths, cli, err) < 0 ||
	    tracking_plan(&plans, cli->desk, a, &query, err) < 0)
		return -1;
	say_plan(cli, &plans);
	make_jobs(&run, &plans);
	if (ask_all(&run, err) < 0)
		return -1;
	return finish(&run, doc, err);
}

static const struct handler handlers[] = {
	{ "contacts", cmd_contacts_near },
	{ "events import", cmd_events_import },
	{ "track", cmd_track },
	{ NULL, NULL },
};

int main(int argc, char **argv)
{
	return cli_main(argc, argv, WING_TRACK, handlers);
}
