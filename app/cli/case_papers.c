#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "cli/case_claim.h"
#include "cli/case_text.h"

/* --- what is missing --- */

/* "mailed_on" is given by --mailed. */
static const char *fact_option(struct cli *cli, const char *fact)
{
	size_t len = strlen(fact);
	char *name;

	if (len > 3 && strcmp(fact + len - 3, "_on") == 0)
		len -= 3;
	name = arena_strndup(&cli->arena, fact, len);
	for (char *p = name; *p; p++)
		if (*p == '_')
			*p = '-';
	return name;
}

static void missing_facts(struct cli *cli, const struct node *doc)
{
	const struct node *n = node_get(doc, "missing_facts");
	struct arena *a = &cli->arena;
	char *names = arena_strdup(a, "");

	for (n = n ? n->first : NULL; n; n = n->next)
		names = arena_printf(a, "%s%s%s", names, *names ? ", " : "",
				     fact_option(cli, n->text));
	if (*names)
		print_bullet(
			cli, INK_WARN,
			arena_printf(
				a, "not told yet: %s (edit %" PRId64 " --%s ...)", names,
				node_num(doc, "case"),
				fact_option(cli, node_get(doc, "missing_facts")->first->text)));
}

void case_missing(struct cli *cli, const struct node *doc)
{
	const struct node *facts = node_get(doc, "missing_facts"), *n;
	const struct node *papers = node_get(doc, "missing_evidence");

	if (!(facts && facts->count) && !(papers && papers->count))
		return;
	print_title(cli, node_num(doc, "ready.asked")
				 ? arena_printf(&cli->arena,
						"Missing for the claim (%s papers are there)",
						node_str(doc, "ready.text"))
				 : "Missing for the claim");
	n = node_get(doc, "checklist");
	for (n = n ? n->first : NULL; n; n = n->next)
		if (!node_num(n, "held"))
			print_bullet(cli, INK_WARN, check_words(cli, n));
	missing_facts(cli, doc);
}

/* --- what is there --- */

static const char *short_hash(struct cli *cli, const struct node *e)
{
	const char *hash = node_str(e, "sha256");

	return hash ? arena_strndup(&cli->arena, hash, 12) : NULL;
}

static const char *size_cell(struct cli *cli, const struct node *e)
{
	return show_bytes(cli, node_num(e, "size"));
}

static const char *date_cell(struct cli *cli, const struct node *e)
{
	const char *day = show_at(cli, e, "date");

	if (!day || node_known(e, "dated_on"))
		return day;
	return arena_printf(&cli->arena, "%s, by the camera", day);
}

/* Below the table: what cannot be shown, and what should be looked at again. */
static void evidence_warnings(struct cli *cli, const struct node *list)
{
	const struct node *e, *d;

	for (e = list->first; e; e = e->next) {
		const struct node *doubts = node_get(e, "doubts");
		const char *which =
			arena_printf(&cli->arena, "evidence %" PRId64, node_num(e, "evidence"));

		if (node_known(e, "unshown"))
			print_fact(cli, which, INK_WARN,
				   arena_printf(&cli->arena, "cannot be shown: %s",
						node_str(e, "unshown")));
		for (d = doubts ? doubts->first : NULL; d; d = d->next)
			print_fact(cli, which, INK_WARN, d->text);
	}
}

void case_evidence(struct cli *cli, const struct node *doc)
{
	static const struct print_column cols[] = {
		{ .title = "EVIDENCE", .path = "evidence", .flags = PRINT_RIGHT },
		{ .title = "KIND", .path = "kind", .flags = PRINT_CODE },
		{ .title = "SHOT", .path = "shot", .flags = PRINT_RIGHT },
		{ .title = "FILE", .path = "name", .flags = PRINT_CUT },
		{ .title = "DATED", .cell = date_cell },
		{ .title = "SIZE", .cell = size_cell, .flags = PRINT_RIGHT },
		{ .title = "SHA-256", .cell = short_hash },
		{ .title = NULL },
	};
	const struct node *list = node_get(doc, "evidence");

	if (!list || !list->count)
		return;
	print_title(cli, "Evidence");
	print_table(cli, cols, list);
	evidence_warnings(cli, list);
}

static const char *hold_until(struct cli *cli, const struct node *h)
{
	const char *released = show_at(cli, h, "released_on"), *until = show_at(cli, h, "until");

	if (released)
		return arena_printf(&cli->arena, "released %s", released);
	if (node_known(h, "may_go"))
		return arena_printf(&cli->arena, "may go: %s", node_str(h, "may_go"));
	return until ? until : "the claim is settled";
}

void case_kept(struct cli *cli, const struct node *doc)
{
	const struct node *h = node_get(doc, "holds");
	bool titled = false;

	for (h = h ? h->first : NULL; h; h = h->next) {
		const char *what = node_str(h, "what");

		if (node_known(h, "released_on"))
			continue;
		if (!titled)
			print_title(cli, "Still kept");
		titled = true;
		print_bullet(cli, INK_WARN,
			     arena_printf(&cli->arena, "%s, %s, until %s",
					  what ? what : "goods and packing", node_str(h, "where"),
					  hold_until(cli, h)));
	}
}

void case_holds(struct cli *cli, const struct node *doc)
{
	static const struct print_column cols[] = {
		{ .title = "HOLD", .path = "hold", .flags = PRINT_RIGHT },
		{ .title = "WHAT", .path = "what", .flags = PRINT_WRAP },
		{ .title = "WHERE", .path = "where", .flags = PRINT_WRAP },
		{ .title = "UNTIL", .cell = hold_until },
		{ .title = NULL },
	};
	const struct node *list = node_get(doc, "holds");

	if (!list || !list->count)
		return;
	print_title(cli, "Holds: not to be thrown away");
	print_table(cli, cols, list);
}
