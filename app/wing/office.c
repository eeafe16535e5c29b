#include <string.h>
#include <time.h>

#include "base/err.h"
#include "base/text.h"
#include "carrier/usps.h"
#include "carrier/usps_office.h"
#include "cli/access.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "cli/setting.h"
#include "net/fetch.h"
#include "ops/desk.h"
#include "ops/post_office_ops.h"
#include "view/doc.h"
#include "view/office_doc.h"
#include "wing/parts.h"

/* What the locator gave, and why not when it gave nothing. */
struct looked_up {
	struct cli *cli;
	struct office *office;
	int n;
	bool answered;
	const char *why; /* not answered: in words */
};

static int take_answer(void *payload, const struct answered answers[], int n, struct err *err)
{
	const struct answered *answer = &answers[n - 1];
	struct looked_up *l = payload;
	struct arena *a = &l->cli->arena;

	if (answer->reading[0].outcome != POLL_NEW) {
		l->why = arena_strdup(a, answer->reading[0].message);
		return 0;
	}
	l->answered = true;
	return usps_offices_read(&l->office, &l->n, a, answer->bytes, answer->len, err);
}

static int ask_locator(struct looked_up *l, const char *zip, struct err *err)
{
	const struct ask ask = { .tracking_number = zip, .mailed_on = DAY_NONE };
	struct fetch_job job = { .carrier = &usps_locator,
				 .asks = &ask,
				 .n = 1,
				 .quota = setting_get(l->cli, "usps", "quota", NULL),
				 .ca_file = setting_get(l->cli, "usps", "ca_file", NULL) };
	int rc;

	access_credentials(&job.credentials, l->cli, &usps);
	rc = fetch_all(&job, 1, NULL, take_answer, l, err);
	access_release(&job.credentials);
	if (rc == 0 && !l->answered)
		rc = err_set(err, ERR_REMOTE, "%s",
			     l->why ? l->why : "the USPS locator was not asked");
	return rc;
}

/* Kept, then shown with what is true now only: how far, and closed for a time. */
static int fresh_items(struct node *items, struct looked_up *l, struct err *err)
{
	struct cli *cli = l->cli;
	struct arena *a = &cli->arena;
	struct post_office *all = arena_array(a, (size_t)l->n, sizeof(*all));
	int i;

	for (i = 0; i < l->n; i++)
		all[i] = l->office[i].post_office;
	if (post_offices_keep(all, l->n, cli->desk, a, err) < 0)
		return -1;
	for (i = 0; i < l->n; i++) {
		struct node *n = office_item(a, items, &all[i], cli->moment.now);
		int tenths = l->office[i].tenths_of_mile;

		node_text(a, n, "miles",
			  tenths < 0 ? NULL : arena_printf(a, "%d.%d", tenths / 10, tenths % 10));
		node_bool(a, n, "temporarily_closed", l->office[i].closed_for_now);
	}
	return 0;
}

static int kept_items(struct node *items, struct cli *cli, const char *zip, struct err *err)
{
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, cli->desk, err) < 0)
		return -1;
	rc = offices_kept(items, snap, &cli->arena, zip, cli->moment.now, err);
	desk_snap_end(snap);
	return rc;
}

static const char *open_words(const struct node *n)
{
	if (node_get(n, "temporarily_closed") && node_num(n, "temporarily_closed"))
		return "closed at present, says USPS";
	if (!node_known(n, "open_now"))
		return "whether it is open now is not known";
	return node_num(n, "open_now") ? "open now" : "closed now";
}

static void office_text(struct cli *cli, const struct node *n)
{
	const char *miles = node_str(n, "miles"), *hours = node_str(n, "hours");
	struct arena *a = &cli->arena;

	print_title(cli, arena_printf(a, "%s%s%s%s", node_str(n, "name"), miles ? ", " : "",
				      miles ? miles : "", miles ? " miles" : ""));
	print_fact_at(cli, "address", n, "address", true);
	print_fact_at(cli, "phone", n, "phone", true);
	print_fact(cli, "hours", INK_PLAIN, hours);
	print_fact(cli, "", node_num(n, "open_now") ? INK_GOOD : INK_WARN, open_words(n));
	print_fact(cli, "log a visit", INK_DIM,
		   arena_printf(a, "waylaid log CASE --office %lld --said TEXT",
				(long long)node_num(n, "office")));
	if (!miles)
		print_fact(cli, "looked up", INK_DIM, show_at(cli, n, "asked_at"));
}

static void offices_text(struct cli *cli, const struct node *doc)
{
	const struct node *items = node_get(doc, "items"), *n;

	if (!items->count)
		print_line(cli, INK_PLAIN,
			   arena_printf(&cli->arena,
					"USPS names no Post Office near %s: check the ZIP, or look "
					"at tools.usps.com/locations",
					node_str(doc, "near")));
	for (n = items->first; n; n = n->next)
		office_text(cli, n);
}

static int take_zip(const char **zip, struct cli *cli, struct err *err)
{
	const char *carrier = cli->args.nwords ? cli->args.word[0] : "usps";

	if (opt_text(zip, cli, "--near", TEXT_LINE, err) < 0)
		return -1;
	if (!text_same_nocase(carrier, "usps"))
		return err_set(
			err, ERR_INPUT,
			"--near looks up Post Offices of USPS only: 'waylaid contacts %.40s' "
			"shows how to reach that carrier",
			carrier);
	if (!*zip || strlen(*zip) < 5 || strspn(*zip, "0123456789") < 5 ||
	    ((*zip)[5] && ((*zip)[5] != '-' || strlen(*zip) != 10)))
		return err_set(err, ERR_INPUT, "--near needs a ZIP of five digits, such as 83702");
	*zip = arena_strndup(&cli->arena, *zip, 5);
	return 0;
}

int cmd_contacts_near(struct cli *cli, struct err *err)
{
	struct looked_up l = { .cli = cli };
	struct node *doc, *items;
	struct err ignored;
	const char *zip;
	int rc;

	if (take_zip(&zip, cli, err) < 0)
		return -1;
	doc = node_root(&cli->arena);
	node_text(&cli->arena, doc, "near", zip);
	items = node_list(&cli->arena, doc, "items");
	rc = ask_locator(&l, zip, err);
	if (rc == 0 && fresh_items(items, &l, err) < 0)
		return -1;
	if (rc < 0 && kept_items(items, cli, zip, &ignored) < 0)
		return -1;
	node_int(&cli->arena, doc, "count", items->count);
	if (rc == 0)
		return cli_show(cli, doc, offices_text, err);
	if (items->count) {
		node_error(&cli->arena, doc, err);
		cli_fail_printed(cli);
		cli_show(cli, doc, offices_text, &ignored);
	}
	return -1;
}
