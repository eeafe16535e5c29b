#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "cli/cmds.h"
#include "cli/print.h"
#include "cli/setting.h"
#include "cli/tracked.h"
#include "net/fetch.h"
#include "ops/tracking_ops.h"
#include "view/doc.h"
#include "wing/parts.h"

/*
 * Set by the first Ctrl-C: what came is kept, nothing more is asked. A second one ends us at once.
 */
static volatile sig_atomic_t stop;

static void on_interrupt(int sig)
{
	stop = 1;
	signal(sig, SIG_DFL);
}

/* One run of track: what is asked, and what came so far. */
struct run {
	struct cli *cli;
	struct node *items;
	int asked, came, failed, deferred;
	bool progress, leased;
	const char *carrier;
	const char *first_failure;
};

static void show_progress(const struct run *run)
{
	if (run->progress)
		fprintf(run->cli->err, "\r%d of %d asked", run->came, run->asked);
}

static void end_progress(const struct run *run)
{
	if (run->progress)
		fputs("\r\033[K", run->cli->err);
}

/* A batch came: record it, then remember it for the end. */
static int record(void *payload, const struct answered *answer, struct err *err)
{
	struct run *run = payload;
	struct arena *a = &run->cli->arena;
	struct tracked *t;

	if (run->leased && tracking_lease(run->cli->desk, run->carrier, time(NULL), err) < 0)
		return -1;
	if (tracking_record(&t, run->cli->desk, a, answer, 1, SOURCE_API, err) < 0)
		return -1;
	for (int i = 0; i < answer->nreadings; i++) {
		bool failed = t[i].outcome == POLL_UNREADABLE || t[i].outcome == POLL_REFUSED ||
			      t[i].outcome == POLL_UNREACHABLE;

		run->failed += failed;
		run->deferred += t[i].outcome == POLL_DEFERRED;
		if (failed && !run->first_failure)
			run->first_failure = arena_strdup(a, t[i].message);
		tracked_node(a, run->items, &t[i]);
	}
	run->came += answer->nreadings;
	show_progress(run);
	return 0;
}

void access_take(struct credentials *c, struct fetch_options *o, struct cli *cli, const char *code,
		 const char *default_url)
{
	const char *url = setting_get(cli, code, "url", NULL);

	*c = (struct credentials){
		.base_url = url ? url : default_url,
		.client_id = setting_get(cli, code, "client_id", NULL),
		.api = setting_get(cli, code, "api", NULL),
	};
	secret_set(&c->client_secret, setting_get(cli, code, "client_secret", NULL));
	secret_set(&c->api_key, setting_get(cli, code, "api_key", NULL));
	*o = (struct fetch_options){
		.ca_file = setting_get(cli, code, "ca_file", NULL),
		.stop = &stop,
	};
}

static int ask_carrier(struct run *run, const struct plan *plan, struct err *err)
{
	const struct carrier *carrier = carrier_find(plan->carrier);
	struct credentials c;
	struct fetch_options o;
	struct err ignored;
	int rc;

	access_take(&c, &o, run->cli, carrier->code, carrier->default_url);
	run->carrier = carrier->code;
	if (run->leased && tracking_lease(run->cli->desk, carrier->code, time(NULL), err) < 0)
		rc = -1;
	else
		rc = fetch_all(carrier, &c, plan->ask, plan->nasks, &o, record, run, err);
	secret_release(&c.client_secret);
	secret_release(&c.api_key);
	if (run->leased && (rc == 0 || err->code != ERR_BUSY) &&
	    tracking_release(run->cli->desk, carrier->code, &ignored) < 0)
		cli_note(run->cli, "%s", ignored.text);
	return rc;
}

static int ask_all(struct run *run, const struct plan plans[], int n, struct err *err)
{
	struct sigaction act = { .sa_handler = on_interrupt };

	sigaction(SIGINT, &act, NULL);
	sigaction(SIGTERM, &act, NULL);
	for (int i = 0; i < n; i++)
		run->asked += plans[i].nasks;
	show_progress(run);
	for (int i = 0; i < n && !stop; i++)
		if (ask_carrier(run, &plans[i], err) < 0) {
			end_progress(run);
			return -1;
		}
	end_progress(run);
	return 0;
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

static int cmd_track(struct cli *cli, struct err *err)
{
	struct arena *a = &cli->arena;
	struct node *doc = node_root(a);
	struct run run = { .cli = cli, .items = node_list(a, doc, "items") };
	bool due = arg_given(&cli->args, "--due"), all = arg_given(&cli->args, "--all");
	struct plan *plans;
	int n, unasked;

	if (!cli->args.nwords && !due && !all)
		return err_set(err, ERR_INPUT,
			       "say which parcels: 'waylaid track CASE', or --all for "
			       "every open case");
	run.progress = !cli->quiet && isatty(fileno(cli->err));
	run.leased = !cli->args.nwords; /* a person who names a parcel is not kept waiting */
	if (tracking_plan(&plans, &n, &unasked, cli->desk, a, cli->args.word, cli->args.nwords, due,
			  err) < 0)
		return -1;
	if (unasked)
		cli_note(cli,
			 "%d parcel%s of carriers that cannot be asked yet: use 'events import' or "
			 "log what you see",
			 unasked, unasked == 1 ? "" : "s");
	if (ask_all(&run, plans, n, err) < 0)
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
